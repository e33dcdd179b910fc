"""Seizures by country, and by place as far as the gazetteer knows it."""

from dataclasses import dataclass
from typing import Any

import ibis

from karaula.measure.seizures.describe.chosen import weighed
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.gazetteer import Gazetteer, Place, place_key

SHORTEST = 4
"""Letters of a name that is found inside other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Seizures of one place, or of a whole country (without a position)."""

    area: str
    events: int
    kg: float | None
    """Weighed; None where nothing was."""
    largest_kg: float | None = None
    place: str | None = None
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Spots:
    """Spots, the most seizures first, the seizures that are in none of them, and those that stand
    in the middle of a part of a country because nothing closer is known."""

    spots: tuple[Spot, ...]
    elsewhere: int
    in_parts: int = 0


def by_area(seizures: ibis.Table) -> Spots:
    """Seizures by country; give the rows that count."""
    spots, elsewhere = [], 0
    for row in _sums(seizures, ["area"]):
        if row["area"] is None:
            elsewhere += row["events"]
        else:
            spots.append(Spot(**row))
    return Spots(_ordered(spots), elsewhere)


def by_place(seizures: ibis.Table, vocabulary: Vocabulary) -> Spots:
    """Seizures by place: spellings and scripts of one place together. Where the gazetteer does not
    know a place in its country, the longest name in its words counts that it does know ("Sofia
    Airport"), else the division."""
    known: dict[tuple[str, str], Place | None] = {}

    def find(area: str, name: str | None) -> Place | None:
        if name is None:
            return None
        if (area, name) not in known:
            known[area, name] = _known(area, name, vocabulary.gazetteer)
        return known[area, name]

    found: dict[tuple[str, Place], list[dict[str, Any]]] = {}
    elsewhere = 0
    for row in _sums(seizures, ["area", "place", "division"]):
        area = row["area"]
        spot = area and (find(area, row["place"]) or find(area, row["division"]))
        if spot:
            found.setdefault((area, spot), []).append(row)
        else:
            elsewhere += row["events"]
    spots = []
    for (area, place), rows in found.items():
        weights = [row["kg"] for row in rows if row["kg"] is not None]
        heaviest = [row["largest_kg"] for row in rows if row["largest_kg"] is not None]
        spots.append(
            Spot(
                area=area, place=place.name, longitude=place.longitude, latitude=place.latitude,
                events=sum(row["events"] for row in rows), kg=sum(weights) if weights else None,
                largest_kg=max(heaviest, default=None),
            )
        )  # fmt: skip
    parts = sum(row["events"] for (_, place), rows in found.items() if place.kind == "part"
                for row in rows)  # fmt: skip
    return Spots(_ordered(spots), elsewhere, parts)


def feature_collection(found: Spots) -> dict[str, Any]:
    """Spots with a position as GeoJSON (RFC 7946): points in degrees, with counts, kilograms
    weighed, and the share of the largest seizure."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
            "properties": {
                "area": one.area, "place": one.place, "seizures": one.events, "kg": one.kg,
                "largest_kg": one.largest_kg,
                "largest_share": one.largest_kg / one.kg if one.kg and one.largest_kg else None,
            },
        }
        for one in found.spots if one.longitude is not None
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def _sums(seizures: ibis.Table, by: list[str]) -> list[dict[str, Any]]:
    heavy = seizures.mutate(heavy=ibis.ifelse(weighed(seizures), seizures.kg, None))
    found = heavy.group_by(by).aggregate(
        events=heavy.count(), kg=heavy.heavy.sum(), largest_kg=heavy.heavy.max()
    )
    rows: list[dict[str, Any]] = found.order_by(*by).to_pyarrow().to_pylist()
    return rows


_KINDS = ("part", "town", "port", "crossing")
"""Kinds of places, the most exact last."""


def _known(area: str, text: str, gazetteer: Gazetteer) -> Place | None:
    """The place in an area that words name."""
    words = place_key(text).split()
    for size in range(len(words), 0, -1):
        keys = {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
        if size < len(words):
            # Part of a text may be a word or a person's name.
            keys = {key for key in keys if key not in gazetteer.careful and len(key) >= SHORTEST}
        bearers = [
            place for key in keys for place in gazetteer.by_key.get(key, ())
            if area in (place.area, place.beyond)
        ]  # fmt: skip
        if bearers:
            return max(bearers, key=lambda p: (_KINDS.index(p.kind), p.thousands, p.name))
    return None


def _ordered(spots: list[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, key=lambda one: (-one.events, one.area, one.place or "")))
