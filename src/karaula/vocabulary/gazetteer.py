"""Places by name: towns, border crossings, parts of countries and ports, and where each one lies.

The data are ``data/places.csv``, one place a line, and the ports of ``ports.yml``; a hub's own
``places.csv`` adds to them. They are read when a place is first looked up.
"""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from karaula.vocabulary.fold import fold
from karaula.vocabulary.models import Port

FILE = "places.csv"
KINDS = ("town", "crossing", "part", "port")
_COLUMNS = (
    "name", "kind", "area", "beyond", "latitude", "longitude", "thousands", "care", "names",
)  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
_SEMICOLON = re.compile(r"\s*;\s*")
_SOUNDS = str.maketrans(
    {"č": "ch", "ć": "ch", "š": "sh", "ž": "zh", "đ": "dj"}
    | {"Č": "Ch", "Ć": "Ch", "Š": "Sh", "Ž": "Zh", "Đ": "Dj"}
)
"""How English texts of the region's agencies spell letters with a mark: "Ploche", "Nish"."""
_MUCH_LARGER = 5
"""Times the inhabitants of the next largest town of the name: then only that one is meant."""
_OF_A_PART = 1000
"""Thousands of inhabitants that a part of a country counts with beside towns of its name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the area that it lies in (ISO 3166-1 alpha-3; Kosovo XKX)."""

    name: str
    kind: str
    """``town``, ``crossing``, ``part`` (of a country) or ``port``."""
    area: str
    latitude: float
    longitude: float
    thousands: int = 0
    """Inhabitants of a town in thousands, 0 where unknown."""
    beyond: str | None = None
    """The area on the other side of a border crossing."""
    names: tuple[str, ...] = ()
    """Other spellings, old names, names in other scripts."""
    care: tuple[str, ...] = ()
    """Those of its names that are also words or persons' names."""


def place_key(name: str) -> str:
    """Key under which spellings of a place's name meet: folded words, signs left out."""
    return " ".join(_WORDS.findall(fold(name)))


@dataclass(frozen=True)
class Gazetteer:
    """All places, by any of their names."""

    places: tuple[Place, ...]

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Place, ...]]:
        """Places by :func:`place_key` of each of their names."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            for name in (place.name, *place.names):
                bearers = found.setdefault(place_key(name), [])
                if place not in bearers:
                    bearers.append(place)
        for place in self.places:
            for name in (place.name, *place.names):
                if (heard := name.translate(_SOUNDS)) != name:
                    found.setdefault(place_key(heard), [place])
        return {key: tuple(bearers) for key, bearers in found.items()}

    @cached_property
    def careful(self) -> frozenset[str]:
        """Keys of names that are also words or persons' names ("Bar", "Split", "Nice")."""
        return frozenset(place_key(name) for place in self.places for name in place.care)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place that bears the name, in any spelling or script."""
        return self.by_key.get(place_key(name), ())

    def area(self, name: str, *spoken: Collection[str]) -> str | None:
        """Area of the place that bears the name, or None where it cannot be told which is meant.

        Of several, the only much larger one; else the only one in an area that the text speaks
        of. ``spoken`` are such areas, the nearest words first. "Tripoli" is the one of Libya;
        "Cartagena" is nowhere unless the text speaks of Spain or of Colombia.
        """
        return area_of(self.named(name), *spoken)


def area_of(places: Collection[Place], *spoken: Collection[str]) -> str | None:
    """Area of one of several places of a name; see :meth:`Gazetteer.area`."""
    size: dict[str, int] = {}
    for place in places:
        inhabitants = _OF_A_PART if place.kind == "part" else place.thousands
        size[place.area] = max(size.get(place.area, 0), inhabitants)
    if len(size) < 2:
        return next(iter(size), None)
    first, second = sorted(size.values(), reverse=True)[:2]
    if first >= _MUCH_LARGER * max(second, 1):
        return max(size, key=lambda area: size[area])
    for areas in spoken:
        fitting = size.keys() & set(areas)
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None


def read_places(paths: Iterable[Path], areas: Collection[str]) -> tuple[list[Place], list[str]]:
    """Places of files, and their faults, each with file and line.

    A later line with the name and area of a known place widens it: names are joined, other columns
    replaced where they are filled. ``areas`` are the ids that may stand for one.
    """
    known: dict[tuple[str, str], Place] = {}
    faults: list[str] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            faults.append(f"{path}: not UTF-8")
            continue
        lines = text.splitlines()
        head: tuple[str, ...] = ()
        for number, row in zip(_numbers(lines), csv.reader(_kept(lines)), strict=True):
            cells = tuple(cell.strip() for cell in row)
            if not head:
                head = cells
                if "name" not in head or "area" not in head or set(head) - set(_COLUMNS):
                    faults.append(f"{path}: columns must be among {', '.join(_COLUMNS)}")
                    break
                continue
            if len(cells) != len(head):
                faults.append(f"{path}:{number}: {len(cells)} cells, not {len(head)}")
                continue
            said = {column: cell for column, cell in zip(head, cells, strict=True) if cell}
            key = (place_key(said.get("name", "")), said.get("area", ""))
            place = _place(said, known.get(key), areas)
            if isinstance(place, Place):
                known[key] = place
            else:
                faults.append(f"{path}:{number}: {place}")
    return list(known.values()), faults


def _kept(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _numbers(lines: list[str]) -> list[int]:
    kept = (line.strip() and not line.startswith("#") for line in lines)
    return [number for number, keep in enumerate(kept, 1) if keep]


def _place(said: dict[str, str], known: Place | None, areas: Collection[str]) -> Place | str:
    """The place that a line tells, or what is wrong with it."""
    name, area = said.get("name"), said.get("area")
    if name is None or not place_key(name):
        return "it names no place"
    for code in (area, said.get("beyond", area)):
        if code not in areas:
            return f"{name}: names the area {code!r}, which is nowhere defined"
    assert area is not None
    if known is None and not {"kind", "latitude", "longitude"} <= said.keys():
        return f"{name}: a new place needs kind, latitude and longitude"
    kind = said.get("kind", known.kind if known else "")
    if kind not in KINDS:
        return f"{name}: kind is {kind!r}, not one of {', '.join(KINDS)}"
    base = known or _NOWHERE
    try:
        latitude = float(said.get("latitude", base.latitude))
        longitude = float(said.get("longitude", base.longitude))
        thousands = int(said.get("thousands", base.thousands))
    except ValueError:
        return f"{name}: latitude, longitude and thousands must be numbers"
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and thousands >= 0):
        return f"{name}: latitude, longitude or thousands out of range"
    further = tuple(_SEMICOLON.split(said["names"])) if "names" in said else ()
    return Place(
        known.name if known else name,
        kind,
        area,
        latitude,
        longitude,
        thousands,
        said.get("beyond", base.beyond),
        tuple(dict.fromkeys((*base.names, *further))) if known else further,
        (name,) if said.get("care") == "yes" else base.care,
    )


_NOWHERE = Place("", "", "", 0.0, 0.0)


def port_places(ports: Mapping[str, Port]) -> list[Place]:
    """The ports of the vocabulary as places."""
    return [
        Place(
            port.name,
            "port",
            port.area,
            port.latitude,
            port.longitude,
            names=(*port.names, *port.local),
            care=port.ambiguous,
        )
        for port in ports.values()
    ]
