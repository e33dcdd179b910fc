"""The words of ``goods.yml``, loaded once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class GoodsWords:
    """One entry of ``goods.yml``."""

    words: tuple[str, ...]
    markets: tuple[tuple[str, frozenset[str]], ...]
    """Markets, and the words beside which a thing belongs to each; none: always."""
    alone: bool
    """Whether it belongs to no market where the sentence names another one."""
    persons: bool
    """Whether they are people, who are goods only in the hands of others."""


@cache
def goods_words() -> dict[str, GoodsWords]:
    """The entries, read from the file at the first call."""
    data: dict[str, dict[str, Any]] = yaml.load(
        Path(__file__).with_name("goods.yml").read_bytes(), Loader=yaml.CSafeLoader
    )
    return {
        key: GoodsWords(
            words=tuple(entry.get("words", ())),
            markets=tuple(
                (name, frozenset(_flat(beside))) for name, beside in entry["markets"].items()
            ),
            alone=entry.get("alone", False),
            persons=entry.get("persons", False),
        )
        for key, entry in data.items()
    }


def _flat(words: list[str | list[str]]) -> Iterator[str]:
    """Words of a list, and of the lists in it."""
    for word in words:
        yield from [word] if isinstance(word, str) else word
