"""The words of ``places.yml``, loaded once."""

from functools import cache
from pathlib import Path

import yaml


@cache
def place_words() -> dict[str, frozenset[str]]:
    """The lists, read from the file at the first call."""
    path = Path(__file__).with_name("places.yml")
    read: dict[str, list[str]] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return {name: frozenset(words) for name, words in read.items()}
