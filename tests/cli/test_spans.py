"""``karaula spans`` as a program would call it."""

import json
import subprocess
import sys
from pathlib import Path


def run(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from karaula.cli import main; main()", "spans", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def test_a_line_for_each_line(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    texts = ["Police found 3 kg of hašiš in Tirana.", ""]
    path.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate(texts)))
    done = run(str(path))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [answer["id"] for answer in answers] == [0, 1]
    for answer in answers:
        for span in answer["spans"]:
            assert texts[answer["id"]][span["start"] : span["end"]] == span["text"]
            assert set(span) == {"start", "end", "label", "text", "value"}
    assert {"QUANTITY", "DRUG", "GPE"} <= {span["label"] for span in answers[0]["spans"]}


def test_standard_input_and_a_broken_line() -> None:
    done = run("-", given=b'nonsense\n{"id": 1, "text": "2 kg of heroin"}\n')
    assert done.returncode == 1
    assert b"line 1" in done.stderr and b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = run(str(tmp_path / "missing.jsonl"))
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1


def test_a_hub_brings_its_own_words(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-c",
            "from karaula.cli import main; main()",
            "new",
            str(tmp_path / "hub"),
        ],
        check=True,
        capture_output=True,
    )
    lists = tmp_path / "hub" / "patterns" / "spans"
    lists.mkdir(parents=True)
    (lists / "own.yml").write_text("label: DRUG\nwords: {drug_beside: [moonrock]}\n")
    text = b'{"id": 1, "text": "3 kg of moonrock"}\n'
    plain = run("-", given=text)
    own = run("-", "--hub", str(tmp_path / "hub"), given=text)
    assert b"moonrock" not in plain.stdout and b"moonrock" in own.stdout
