"""The how-to page does what it says: its files are read and its code is run."""

import re
from inspect import signature
from pathlib import Path

import pytest

from karaula.measure.index import chain

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "make-an-index.md"


def blocks(language: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def test_its_files_and_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (values,), (structure,) = blocks("csv"), blocks("yaml")
    (tmp_path / "values.csv").write_text(values, encoding="utf-8")
    (tmp_path / "structure.yml").write_text(structure, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, PAGE.name, "exec"), names)
    said = capsys.readouterr().out.splitlines()
    assert len([line for line in said if line.startswith("control ")]) == 5
    assert any(line.startswith("detections BBB") for line in said), "the gap that was filled"


def test_every_step_and_its_settings_are_told() -> None:
    text = PAGE.read_text(encoding="utf-8").partition("## The chain")[2].partition("## ")[0]
    rows = [line.split("|")[1:4] for line in text.splitlines() if line.startswith("| `")]
    told = {name.strip(" `"): re.findall(r"`(\w+)`", settings) for name, _, settings in rows}
    assert told.keys() == chain.verbs().keys()
    for name, settings in told.items():
        known = set(signature(chain.VERBS[name]).parameters)
        # What belongs to a method is told with the methods.
        assert set(settings) - {"weights"} <= known, name
