"""What the tests of extraction share: a document made of a text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from karaula.evidence import Claim, Document
from karaula.extract import extract
from karaula.read import read


@pytest.fixture
def document(tmp_path: Path) -> Callable[[str], Document]:
    """Reads a text as the file ``note.md`` would be read."""

    def made(text: str) -> Document:
        path = tmp_path / "note.md"
        path.write_text(text, encoding="utf-8", newline="")
        return read(path)

    return made


@pytest.fixture
def claims(document: Callable[[str], Document]) -> Callable[[str], list[Claim]]:
    """Claims of a text."""
    return lambda text: extract(document(text))
