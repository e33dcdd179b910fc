"""Find an area by any of its names."""

import re
from collections.abc import Iterator, Mapping

from karaula.vocabulary.fold import name_key
from karaula.vocabulary.models import Area

# "Bolivia, Plurinational State of" and "Bolivia (Plurinational State of)".
_INVERTED = re.compile(r"^([^,(]+)[,(]\s*(.+?)[\s,.)]*$")


def names_of(area: Area) -> Iterator[str]:
    """Every name of an area, ambiguous ones included; adjectives are no names."""
    yield area.name
    yield from area.names
    yield from area.ambiguous
    yield from area.former
    yield from area.local


def area_keys(areas: Mapping[str, Area]) -> dict[str, str]:
    """Area id by :func:`name_key` of each of its names; the first area keeps a shared name."""
    keys: dict[str, str] = {}
    for code, area in areas.items():
        for name in names_of(area):
            keys.setdefault(name_key(name), code)
    return keys


def find(name: str, keys: Mapping[str, str]) -> str | None:
    """Id of the area that bears the name, also where the name is inverted at a comma."""
    found = keys.get(name_key(name))
    inverted = _INVERTED.match(name)
    if found is None and inverted:
        found = keys.get(name_key(f"{inverted[2]} {inverted[1]}"))
    return found
