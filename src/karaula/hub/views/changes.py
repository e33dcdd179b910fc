"""What the last build changed: sources, computed figures and findings beside those before it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from karaula.assess.numbers import decimals_of, number
from karaula.assess.report import Ref
from karaula.assess.safe import printable
from karaula.hub.block import Block, Empty
from karaula.hub.figure import of_measure
from karaula.hub.said import Link, Said, area_link
from karaula.hub.views.tables import counted
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf
    from karaula.workspace.former import Former

MOST = 8
"""Changes of one kind that are told one by one, the largest first."""


def changed(shelf: "Shelf") -> Block:
    """What appeared, went and moved since the build before, as far as the reader may see it."""
    from karaula.workspace import former

    before = former.read(shelf.hub)
    if before is None:
        none = Empty(text("changes.first_why"), text("changes.fill"))
        return Block(id="changed", title=say("changes.first"), empty=none, side="right")
    kinds = [
        ("source", list(_sources(shelf, before))),
        ("figure", list(_figures(shelf, before))),
        ("finding", list(_findings(shelf, before))),
    ]
    told = [counted(len(lines), kind) for kind, lines in kinds if lines]
    if not told:
        none = Empty(text("changes.none_why"), text("changes.fill"))
        return Block(id="changed", title=say("changes.none"), empty=none, side="right")
    return Block(
        id="changed", title=say("changes.title", told=", ".join(told)), side="right",
        items=tuple(line for _, lines in kinds for line in _some(lines)),
        first=3 * (MOST + 1), notes=(text("changes.note"),),
    )  # fmt: skip


def _some(lines: list[Said]) -> Iterable[Said]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield say("changes.more", count=len(lines) - MOST)


def _sources(shelf: "Shelf", before: "Former") -> Iterator[Said]:
    """Sources that are new, changed (other bytes under the same title) or gone."""
    seen = {key: one for key, one in before.sources.items() if one.handling in shelf.labels}
    gone = [one.title for key, one in seen.items() if key not in shelf.sources]
    for key, row in shelf.sources.items():
        if key not in seen:
            how = "changed" if row["title"] in gone else "new"
            if how == "changed":
                gone.remove(row["title"])
            link = Link(printable(row["title"]), "source", (("id", key),))
            claims = counted(shelf.claims_of[key], "claim")
            yield say(f"changes.source_{how}", source=link, claims=claims)
    for title in gone:
        yield say("changes.source_gone", source=printable(title))


def _figures(shelf: "Shelf", before: "Former") -> Iterator[Said]:
    """Computed figures that moved, by how far; none where there were none of their kind."""
    from karaula.workspace.former import key_of

    rows = shelf.rows("SELECT * FROM measures WHERE value IS NOT NULL")
    moved: list[tuple[float, Row, float]] = []
    for row in rows:
        key = key_of(*(row[name] for name in ("name", "area", "period", "among", "unit")))
        was = before.measures.get(key)
        if was is not None and was != row["value"]:
            moved.append((abs(row["value"] - was), row, was))
    for _, row, was in sorted(moved, key=lambda one: (-one[0], one[1]["measure_id"])):
        known = shelf.vocabulary.indicators.get(row["name"])
        yield say(
            "changes.figure",
            name=known.name if known else row["name"].replace("_", " "),
            area=area_link(shelf, row["area"]) if row["area"] else "",
            period=row["period"] or "",
            was=number(was, decimals_of(was)),
            now=of_measure(shelf, row, number(row["value"], decimals_of(row["value"]))),
        )


def _findings(shelf: "Shelf", before: "Former") -> Iterator[Said]:
    """Findings that were not there before, errors first, and how many are settled or gone."""
    rows = shelf.rows(
        "SELECT finding_id, level, message FROM findings WHERE level <> 'note'"
        " ORDER BY level, finding_id"
    )
    for row in rows:
        if row["finding_id"] not in before.findings:
            link = Link(printable(row["message"]), Ref("finding", row["finding_id"]))
            yield say("changes.finding", level=row["level"], finding=link)
    now = {row["finding_id"] for row in rows}
    if left := sum(open_ and key not in now for key, open_ in before.findings.items()):
        yield say("changes.finding_gone", count=counted(left, "finding"))
