"""The words of ``presences.yml``, which tell where groups are and what they deal in."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("presences.yml")


@lru_cache(maxsize=1)
def presence_words() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Kinds of words, and the markets that some verbs tell, read once."""
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    markets: dict[str, str] = read.pop("markets")
    return {key: frozenset(words) for key, words in read.items()}, markets
