"""Events of one text: an operation and its parts, and what is told beside it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.extract import extract
from karaula.read import read
from karaula.resolve import incidents
from karaula.vocabulary import load

PARTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("parts.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case["text"][:40])
def test_a_text_tells_so_many_events(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(case["text"], encoding="utf-8")
    document = read(path)
    claims = [claim for claim in extract(document) if claim.kind == "incident"]
    events = incidents(claims, {document.source.source_id: document.source}, load())
    assert len(events) == case["events"], [claim.slots for claim in claims]
