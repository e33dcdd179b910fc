"""The tutorial and the how-to pages do what they say: their commands and their Python are run."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")


def blocks(page: str) -> list[tuple[str, str]]:
    """``(language, text)`` of every code block of a page."""
    return BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


def karaula(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from karaula.cli import main; main()", *words]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the tutorial's hub was built, beside the examples."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    printed = ""
    for language, block in blocks("tutorial/first-hub.md"):
        if language == "console":
            for line in block.splitlines():
                run = karaula(shlex.split(line.removeprefix("$ "))[1:], folder)
                assert run.returncode in (0, 1) and "rror:" not in run.stderr, line + run.stderr
                printed = " ".join(run.stdout.split())
        elif language == "text":
            for line in block.splitlines():
                assert line in printed, f"{line!r} is not among what is printed: {printed}"
    return folder


def test_the_tutorial_prints_what_it_says(folder: Path) -> None:
    assert {path.name for path in (folder / "my-hub" / "out").iterdir()} >= {
        "report.html",
        "report.pdf",
        "report.docx",
    }


def test_deciding_and_undoing_works_as_described(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from karaula.lake import Decisions

    monkeypatch.chdir(folder)
    known: dict[str, object] = {}
    for name, code in blocks("how-to/decide-and-undo.md"):
        if name == "python":
            exec(compile(code, "decide-and-undo.md", "exec"), known)
    (decision,) = Decisions(folder / "my-hub" / "decisions.db").all()
    assert decision.verdict == "correct" and decision.undone


@pytest.mark.parametrize(
    "page", sorted(str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md"))
)
def test_python_in_the_documents_is_python(page: str) -> None:
    for language, text in blocks(page):
        if language == "python":
            compile(text, page, "exec")
