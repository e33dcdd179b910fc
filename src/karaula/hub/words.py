"""The catalogue of what pages say: every word of the hub's own, by its key."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from karaula.hub.said import Part, Said, filled
from karaula.hub.said import words as bare

LANGUAGE = "en"


def say(key: str, **values: Part | Said | int) -> Said:
    """A text with its slots filled by words, figures or links. Raises :class:`KeyError`."""
    return filled(catalogue()[key], values)


def text(key: str, **values: Part | Said | int) -> str:
    """The same as bare text."""
    return bare(say(key, **values))


@cache
def catalogue(language: str = LANGUAGE) -> Mapping[str, str]:
    """All texts of a language: ``{"region.title": "…"}``."""
    found = files("karaula.hub").joinpath(f"texts/{language}.yml").read_text("utf-8")
    return dict(_flat(yaml.load(found, Loader=yaml.CSafeLoader)))


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)
