"""What is made once and kept, also of a vocabulary, which cannot be hashed."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from karaula.vocabulary import Vocabulary

_Made = TypeVar("_Made")


def lazily(make: Callable[[], _Made]) -> Callable[[], _Made]:
    """What ``make`` gives, made when it is first asked for; cheaper to set up for each paragraph
    than ``functools.cache``."""
    kept: list[_Made] = []

    def made() -> _Made:
        if not kept:
            kept.append(make())
        return kept[0]

    return made


def per_vocabulary(make: Callable[[Vocabulary], _Made]) -> Callable[[Vocabulary], _Made]:
    """``make``, called once for each vocabulary."""
    kept: dict[int, tuple[Vocabulary, _Made]] = {}

    @wraps(make)
    def made(vocabulary: Vocabulary) -> _Made:
        known = kept.get(id(vocabulary))
        if known is None or known[0] is not vocabulary:
            known = kept[id(vocabulary)] = (vocabulary, make(vocabulary))
        return known[1]

    return made
