"""The tutorial of an own index does what it says: its files are written, its commands are run."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "own-index.md"
FILE = re.compile(r"(?ms)Save this as `([\w.]+)`[^`]*?^```\w+\n(.*?)^```$")
BLOCK = re.compile(r"(?ms)^```(console|text)\n(.*?)^```$")


def test_its_commands_print_what_it_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text("utf-8")
    for name, content in FILE.findall(text):
        Path(name).write_text(content, "utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"ports.csv", "guard.yml", "doubts.yml"}
    printed, charts = "", set()
    for kind, block in BLOCK.findall(text):
        for line in block.splitlines():
            if kind == "text":
                assert line.lower() in printed.lower(), line
                continue
            words = shlex.split(line.removeprefix("$ "))[1:]
            charts |= {word for word in words if word.endswith(".svg")}
            code, out, err = run(*words)
            assert code == 0 and "error" not in err, line + err
            printed = " ".join(out.split())
    assert {path.name for path in tmp_path.glob("*.svg")} == charts
    assert all(Path(name).read_text("utf-8").startswith("<svg") for name in charts)


def test_its_mistakes_are_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILE.findall(PAGE.read_text("utf-8")):
        Path(name).write_text(content, "utf-8")
    good = Path("ports.csv").read_text("utf-8")
    Path("ports.csv").write_text(good.replace(",16,,5", ",16,n/a,5"), "utf-8")
    code, _, err = run("index", "score", "--structure", "guard.yml", "--json")
    assert code == 2
    assert "row 6, column trained (F): 'n/a' is no number" in json.loads(err)["error"]
    Path("ports.csv").write_text(good, "utf-8")
    spec = Path("guard.yml").read_text("utf-8")
    Path("guard.yml").write_text(spec.replace("unit: days", "wieght: 2"), "utf-8")
    code, _, err = run("index", "score", "--structure", "guard.yml")
    assert code == 2 and "line 7, indicators.wait.wieght" in err and "did you mean weight?" in err
