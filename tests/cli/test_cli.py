"""The command line as people and programs meet it: output, one-line faults, exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

NOTE = (
    "# Scores\n\nIn 2021 Albania had a criminality score of 5.63, ranking 61th of 193 countries.\n"
)
SCORES = "area,indicator,period,value,unit\nALB,criminality,2021,5.93,score\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "note.md").write_text(NOTE)
    (folder / "scores.csv").write_text(SCORES)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    return folder


@pytest.fixture
def hub(tmp_path: Path, run: Run, files: Path) -> Path:
    run("new", tmp_path / "hub")
    run("add", files / "note.md", files / "scores.csv", "--hub", tmp_path / "hub")
    return tmp_path / "hub"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_from_nothing_to_a_report(
    tmp_path: Path, run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("new", tmp_path / "my-hub")
    assert (code, err) == (0, "")
    assert "karaula add" in out
    monkeypatch.chdir(tmp_path / "my-hub" / "sources")
    code, out, _ = run("add", files / "note.md")
    assert (code, out) == (0, "added    note.md\n")
    code, out, _ = run("build")
    assert code == 0
    assert "1 read, 0 unchanged" in out
    code, out, _ = run("build")
    assert "0 read, 1 unchanged" in out
    code, out, err = run("report", "--format", "html")
    assert (code, err) == (0, "")
    assert Path(out.strip()).read_text(encoding="utf-8").lower().startswith("<!doctype html")


def test_every_format_is_written_where_none_is_named(run: Run, hub: Path) -> None:
    run("build", "-C", hub)
    code, out, _ = run("report", "--json", "-C", hub)
    assert code == 0
    written = [Path(name) for name in json.loads(out)["files"]]
    assert [path.suffix for path in written] == [".html", ".pdf", ".docx"]
    assert [path.read_bytes()[:4] for path in written][1:] == [b"%PDF", b"PK\x03\x04"]


def test_a_build_says_what_it_refused_and_goes_on(run: Run, hub: Path, files: Path) -> None:
    (hub / "sources" / "broken.pdf").write_bytes((files / "broken.pdf").read_bytes())
    code, out, _ = run("build", "--hub", hub)
    assert code == 1
    assert "refused  broken.pdf: " in out
    assert "2 other sources could be built." in out
    code, out, _ = run("build", "--hub", hub, "--json")
    told = json.loads(out)
    assert (code, told["ok"], told["refused"][0]["name"]) == (1, False, "broken.pdf")
    code, out, _ = run("doctor", "--hub", hub)
    assert code == 1
    assert "refused (1)" in out


def test_claims_of_a_file_without_a_hub(run: Run, files: Path) -> None:
    code, out, err = run("extract", files / "note.md", files / "scores.csv", "--json")
    assert (code, err) == (0, "")
    found = lines(out)
    texts = [claim for claim in found if claim["doc"] == "note"]
    assert {claim["slots"]["value"] for claim in texts} >= {5.63, 61}
    for claim in texts:
        assert NOTE[claim["start"] : claim["end"]] == claim["quote"]
    assert [claim["locator"] for claim in found if claim["doc"] == "scores"] == ["D2"]
    head = ["doc", "kind", "slots", "quote", "start", "end", "page", "method", "confidence"]
    assert list(found[0])[:9] == head


def test_claims_for_people_fit_on_one_line_each_in_a_pipe(run: Run, files: Path) -> None:
    code, out, _ = run("extract", files / "note.md")
    assert code == 0
    assert any("5.63" in line and "observation" in line for line in out.splitlines())


def test_citations_are_among_the_claims(run: Run, tmp_path: Path) -> None:
    text = "# A\n\nSeizures rose.[^1]\n\n[^1]: UNODC, World Drug Report 2023 (Vienna, 2023).\n"
    (tmp_path / "cited.md").write_text(text)
    _, out, _ = run("extract", tmp_path / "cited.md", "--json")
    assert [claim["slots"]["ref"] for claim in lines(out) if claim["kind"] == "citation"] == ["fn1"]


def test_a_bad_file_stops_no_other(run: Run, files: Path) -> None:
    given = [files / "broken.pdf", files / "nowhere.md", files, files / "note.md"]
    for command in ("extract", "check"):
        code, out, err = run(command, *given, "--json")
        assert code == 1
        assert len(lines(err)) == 3
        assert all(item["ok"] is False and item["error"] for item in lines(err))
        assert any(item["doc"] == "note" for item in lines(out))


def test_findings_with_a_data_set_as_reference(run: Run, files: Path) -> None:
    code, out, _ = run("check", files / "note.md", files / "scores.csv", "--json")
    assert code == 1
    errors = [item for item in lines(out) if item["level"] == "error"]
    assert errors[0]["correction"] == "5.93"
    code, out, _ = run("check", files / "note.md", "--json")
    assert code == 0
    assert {item["rule"] for item in lines(out)} == {"ordinal-ending"}


def test_findings_of_a_hub(run: Run, hub: Path) -> None:
    (hub / "sources" / "scores.csv.source.yml").write_text("reliability: B\n")
    run("build", "-C", hub)
    code, out, err = run("check", "-C", hub)
    assert (code, err) == (0, "")
    assert "ERROR" in out
    assert "settles 1 of the errors" in out
    code, out, _ = run("check", "-C", hub, "--json")
    assert {item["level"] for item in lines(out)} >= {"error", "warning"}


def test_an_error_that_no_data_set_settles_stands(run: Run, hub: Path) -> None:
    text = "# Global Organized Crime Index 2021\n\nThe Resilience score of Albania is 5.05.\n"
    (hub / "sources" / "slip.md").write_text(text)
    run("build", "-C", hub)
    code, out, _ = run("check", "-C", hub)
    assert code == 1
    assert "5.05" in out


def test_a_table_that_nobody_knows_is_passed_over(run: Run, hub: Path) -> None:
    (hub / "sources" / "prices.csv").write_text("town,fish,price\nBar,bream,7\n")
    code, out, _ = run("build", "-C", hub)
    assert code == 0
    assert "skipped  prices.csv: no connector knows this table" in out
    code, _, err = run("extract", hub / "sources" / "prices.csv")
    assert code == 1
    assert "no connector" in err


def test_a_stale_lake_is_told(run: Run, hub: Path) -> None:
    run("build", "-C", hub)
    (hub / "sources" / "new.md").write_text("More.\n")
    _, _, err = run("check", "-C", hub)
    assert "run `karaula build`" in err
    _, out, _ = run("doctor", "-C", hub, "--json")
    assert lines(out)[0]["topic"] == "stale"


def test_the_doctor_tells_what_is_missing(run: Run, hub: Path) -> None:
    run("build", "-C", hub)
    code, out, _ = run("doctor", "-C", hub, "--json")
    found = lines(out)
    assert code == 0
    assert {item["topic"] for item in found} == {"facts"}
    assert all(item["remedy"] for item in found)
    assert found[0]["problem"].startswith("nothing is known of its publisher")


def test_the_demo_is_built_and_built_again(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        code, out, _ = run("demo", tmp_path / "demo")
        assert code == 0
        *_, html, pdf, docx, how = out.splitlines()
        assert all(Path(name).is_file() for name in (html, pdf, docx)) and "karaula serve" in how
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    code, _, err = run("demo", tmp_path / "other")
    assert (code, "not empty" in err) == (2, True)


# words, what is done to the hub before, exit code, and what is told in one line
FAULTS: list[tuple[list[str], Callable[[Path], object] | None, str]] = [
    (["check"], None, "the hub is not built; run `karaula build`"),
    (["report"], None, "the hub is not built; run `karaula build`"),
    (["build"], lambda hub: (hub / "karaula.toml").unlink(), "there is no karaula.toml"),
    (["build"], lambda hub: (hub / "karaula.toml").write_text("x = 1"), "name: field required"),
    (["build"], lambda hub: (hub / "lake").write_text(""), "cannot be written"),
    (["build"], lambda hub: (hub / "decisions.db").write_text("no " * 99), "cannot be used"),
    (["add", "x.pdf"], lambda hub: (hub / "karaula.toml").write_text("format = 7"), "upgrade"),
]


@pytest.mark.parametrize(("words", "harm", "told"), FAULTS)
def test_a_fault_of_the_hub_is_one_line_and_exit_code_2(
    run: Run, hub: Path, words: list[str], harm: Any, told: str
) -> None:
    if harm:
        harm(hub)
    code, out, err = run(*words, "--hub", hub)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert told in err
    code, out, err = run(*words, "--hub", hub, "--json")
    assert (code, out) == (2, "")
    assert json.loads(err)["ok"] is False
    assert told in json.loads(err)["error"]


def test_outside_a_hub_the_way_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("build")
    assert (code, "karaula new DIR" in err) == (2, True)


def test_a_fault_of_the_program_is_one_line_too(
    run: Run, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("karaula.workspace.builder.fingerprint", fail)
    code, _, err = run("build", "-C", hub)
    assert code == 2
    assert err.count("\n") == 1
    assert "ZeroDivisionError: two lines" in err
    assert "--debug" in err
    with pytest.raises(ZeroDivisionError):
        run("--debug", "build", "-C", hub)


def test_wrong_usage_is_exit_code_2(run: Run) -> None:
    assert run("nonsense")[0] == 2
    assert run("report", "--format", "odt")[0] == 2
    assert run("--version")[:2] == (0, "karaula 0.1.0\n")


def program(*words: str | Path, **more: Any) -> "subprocess.Popen[bytes]":
    call = [sys.executable, "-c", "from karaula.cli import main; main()", *map(str, words)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def test_a_reader_who_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "long.md").write_text("Serbia had a criminality score of 6.21.\n\n" * 3000)
    with program("extract", tmp_path / "long.md", "--json") as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_texts_of_the_region_come_out_whatever_the_terminal_is_set_to(tmp_path: Path) -> None:
    (tmp_path / "Шкаљари.md").write_text("Србија. Serbia had a criminality score of 6.21.\n")
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with program("extract", tmp_path / "Шкаљари.md", "--json", env=env) as child:
        out, err = child.communicate()
    assert (child.returncode, err) == (0, b"")
    assert json.loads(out.decode().splitlines()[0])["doc"] == "Шкаљари"


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['karaula', '--help']\n"
        "from karaula.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'ibis', 'pyarrow', 'duckdb', 'pydantic', 'yaml', 'numpy', 'sqlalchemy', 'rich',"
        " 'docx', 'typst', 'openpyxl', 'pdfplumber', 'pypdfium2', 'lxml'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert told.stderr == "[]\n"
    assert "extract" in told.stdout
