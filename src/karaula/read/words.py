"""The phrases of ``furniture.yml``: what sells, and what heads the parts of a document."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "furniture.yml"


@cache
def _phrases() -> dict[str, frozenset[str]]:
    entries: dict[str, Any] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return {
        name: frozenset(str(word).casefold() for word in words) for name, words in entries.items()
    }


@cache
def _marketing() -> re.Pattern[str]:
    phrases = sorted(_phrases()["marketing"], key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def sells(words: str) -> bool:
    """Whether a line has a phrase that sells or steers."""
    return bool(_marketing().search(words.casefold()))


def is_contents(heading: str) -> bool:
    """Whether a heading stands over the table of contents."""
    return _bare(heading) in _phrases()["contents"]


def is_list_of(heading: str) -> bool:
    """Whether a heading stands over a list of figures or tables."""
    return _bare(heading) in _phrases()["lists"]


def is_part(heading: str) -> bool:
    """Whether a heading is a part of any document: "Introduction", "Annex II"."""
    bare = _bare(heading)
    return bare in _phrases()["parts"] or bool(re.match(r"(?:annex|appendix)\b", bare))


def _bare(heading: str) -> str:
    """A heading without its number and capitals."""
    text = re.sub(r"^(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Z])[.)]?\s+", "", heading.strip(" :.*#_"))
    return " ".join(text.casefold().split())
