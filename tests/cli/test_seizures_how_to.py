"""The how-to about seizures does what it says: its table is written, its commands are run."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "ask-about-seizures.md"
FILE = re.compile(r"(?ms)Save this as `([\w.]+)`[^`]*?^```\w+\n(.*?)^```$")
BLOCK = re.compile(r"(?ms)^```(console|text)\n(.*?)^```$")


def test_its_commands_print_what_it_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text("utf-8")
    [(name, content)] = FILE.findall(text)
    Path(name).write_text(content, "utf-8")
    printed, told = "", 0
    for kind, block in BLOCK.findall(text):
        for line in block.splitlines():
            if kind == "text":
                assert line in printed, line
                told += 1
                continue
            code, out, err = run(*shlex.split(line.removeprefix("$ "))[1:])
            assert code == 0 and "error" not in err, line + err
            printed = " ".join(out.split())
    assert told == 5
    for chart in ("map.svg", "trend.svg"):
        assert Path(chart).read_text("utf-8").startswith("<svg")
