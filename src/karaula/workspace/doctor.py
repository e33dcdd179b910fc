"""What is not as it should be in a hub, and what to do about it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from karaula.workspace.builder import is_built, is_current
from karaula.workspace.hub import Hub

if TYPE_CHECKING:
    from karaula.lake import Lake

FACTS = ("publisher", "published", "url", "licence")
"""What every sidecar should say."""


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing that is not as it should be."""

    topic: str
    """``stale``, ``refused``, ``unread``, ``facts``, ``marks`` or ``reopened``."""
    place: str
    problem: str
    remedy: str


def examine(hub: Hub) -> list[Ailment]:
    """Everything that a person should look at, the most pressing first."""
    from karaula.lake import Lake
    from karaula.lake.files import source_keys

    lake = Lake(hub.lake)
    found = []
    if not is_built(hub):
        found.append(
            Ailment("stale", str(hub.folder), "the last build did not end", "run `karaula build`")
        )
    elif not is_current(hub):
        problem = "something changed since the last build"
        found.append(Ailment("stale", str(hub.folder), problem, "run `karaula build`"))
    keys = source_keys(hub.lake)
    refused = {source_id for source_id, key in keys.items() if key.get("refused")}
    found += [
        Ailment(
            "refused",
            key["name"],
            key["refused"].removeprefix(f"{key['name']}: "),
            "mend or replace the file, or remove it",
        )
        for _, key in sorted(keys.items(), key=lambda item: str(item[1].get("name")))
        if key.get("refused")
    ]
    return [*found, *_sources(lake), *_reopened(lake), *_unread(lake, refused)]


def _sources(lake: "Lake") -> list[Ailment]:
    found = []
    for source in sorted(lake.sources().values(), key=lambda source: source.name):
        missing = [name for name in FACTS if getattr(source, name) is None]
        if missing:
            problem = "nothing is known of its " + ", ".join(missing)
            remedy = "fill in FILE.source.yml beside the source"
            found.append(Ailment("facts", source.name, problem, remedy))
    for source in sorted(lake.sources().values(), key=lambda source: source.name):
        if source.marks:
            problem = "it is marked " + ", ".join(mark.replace("_", " ") for mark in source.marks)
            remedy = "get the final, complete text if there is one"
            found.append(Ailment("marks", source.name, problem, remedy))
    return found


def _reopened(lake: "Lake") -> list[Ailment]:
    remedy = "look at the words as they now are, and decide again"
    return [
        Ailment(
            "reopened",
            f"decision {decision.number}",
            f"{decision.verdict} by {decision.author}: the words it judged are no longer there"
            + (f" (“{decision.quote}”)" if decision.quote else ""),
            remedy,
        )
        for decision in lake.reopened()
    ]


def _unread(lake: "Lake", refused: set[str]) -> list[Ailment]:
    names = {source_id: source.name for source_id, source in lake.sources().items()}
    rows = lake.table("unread").to_pyarrow().to_pylist()
    remedy = "look at each: what matters may be added by hand"
    found = [
        Ailment("unread", f"{names[row['source_id']]}, {row['place']}", row["reason"], remedy)
        for row in rows
        if row["source_id"] not in refused
    ]
    return sorted(found, key=lambda item: (_natural(item.place), item.problem))


def _natural(text: str) -> list[tuple[str, int]]:
    """Text as a key that puts page 9 before page 10."""
    return [(words, int(number or 0)) for words, number in re.findall(r"(\D+)(\d*)", text)]
