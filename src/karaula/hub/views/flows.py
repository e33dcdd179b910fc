"""What the pages of seizures and of routes share: what is opened, and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from karaula.hub.block import Block, View
from karaula.hub.page import Asked, UnusableError
from karaula.hub.said import Said
from karaula.hub.views.region import Choice
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf
    from karaula.workspace import routes, seizures


@dataclass(frozen=True, kw_only=True)
class Flows(View):
    """A page with the filters of seizures and routes."""

    choices: tuple[Choice, ...] = ()
    years: tuple[str, str] = ("", "")
    span: tuple[int, int] | None = None
    """First and last year that seizures are known of."""
    beside: tuple[str, str] = ("", "")
    """A page that asks further of the same, and what it is called."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What stands in the page's own address."""


def seizures_of(shelf: "Shelf") -> "seizures.Opened":
    """The seizures that the reader may see, opened once."""
    from karaula.workspace.seizures import Opened

    def make() -> "seizures.Opened":
        return Opened(
            seizures=shelf.table("seizures"),
            pairs=shelf.table("seizure_pairs"),
            flags=shelf.table("seizure_flags"),
            totals=shelf.table("seizure_totals"),
            vocabulary=shelf.vocabulary,
            place=shelf.hub.folder,
            source=_titles(shelf),
            handling=shelf.level,
            region=shelf.hub.config.region,
            documents={key: row["title"] for key, row in shelf.sources.items()},
        )

    return shelf.keep("seizures", make)


def _titles(shelf: "Shelf") -> str:
    rows = shelf.rows("SELECT DISTINCT source_id FROM seizures ORDER BY 1")
    titles = [shelf.sources[row["source_id"]]["title"] for row in rows]
    shown = "; ".join(titles[:3])
    return f"{shown} and {len(titles) - 3} more" if len(titles) > 3 else shown


def routes_of(shelf: "Shelf") -> "routes.Opened":
    """The routes of the seizures and claims that the reader may see, opened once."""
    from karaula.workspace.routes import open_routes

    return shelf.keep("routes", lambda: open_routes(shelf.hub, lake=shelf))


def wanted_seizures(shelf: "Shelf", asked: Asked) -> "seizures.Wanted":
    """Filters of a page as the questions take them. Raises :class:`UnusableError`."""
    from karaula.workspace.seizures import Wanted

    area = asked.choice("area", _areas(shelf), "")
    areas = () if area == "all" else (area or shelf.hub.config.region,)
    return Wanted(
        areas=areas,
        drug=asked.choice("drug", _drugs(shelf), "") or None,
        mode=asked.choice("mode", _modes(shelf), "") or None,
        since=_year(asked, "from"),
        until=_year(asked, "to"),
    )


def wanted_routes(
    shelf: "Shelf", asked: Asked, start: str | None = None, end: str | None = None
) -> "routes.Wanted":
    """The same for routes. Raises :class:`UnusableError`."""
    from karaula.workspace.routes import Wanted

    area = asked.choice("area", _areas(shelf), "")
    first, last = (_year(asked, name) for name in ("from", "to"))
    known = span_of(shelf)
    years: tuple[int, ...] = ()
    if known and (first or last):
        years = tuple(range(int(first or known[0]), int(last or known[1]) + 1))
        if not years:
            raise UnusableError(text("flows.no_years"))
    region = None if start or area == "all" else area or shelf.hub.config.region
    return Wanted(
        drug=asked.choice("drug", _drugs(shelf), "") or None,
        mode=asked.choice("mode", _modes(shelf), "") or None,
        area=region,
        start=start,
        end=end,
        years=years,
    )


def _year(asked: Asked, name: str) -> str | None:
    if not asked.get(name):
        return None
    return str(asked.number(name, 2000, 1900, 2100))


def _areas(shelf: "Shelf") -> tuple[str, ...]:
    return ("all", *shelf.members)


def _drugs(shelf: "Shelf") -> tuple[str, ...]:
    return _distinct(shelf, "drug_group")


def _modes(shelf: "Shelf") -> tuple[str, ...]:
    return _distinct(shelf, "transport")


def _distinct(shelf: "Shelf", column: str) -> tuple[str, ...]:
    def make() -> tuple[str, ...]:
        rows = shelf.rows(
            f"SELECT {column} AS one, count(*) AS n FROM seizures WHERE {column} IS NOT NULL"
            " GROUP BY 1 ORDER BY n DESC, one"
        )
        return tuple(row["one"] for row in rows)

    return shelf.keep(("distinct", column), make)


def span_of(shelf: "Shelf") -> tuple[int, int] | None:
    def make() -> tuple[int, int] | None:
        row = shelf.row(
            "SELECT min(year(date_low)) AS first, max(year(date_high)) AS last FROM seizures"
        )
        return (row["first"], row["last"]) if row and row["first"] is not None else None

    return shelf.keep("span", make)


class About(TypedDict, total=False):
    """What is said of every block of a page."""

    source: Said
    period: str


def about_of(asked: Asked, known: tuple[int, int] | None, source: str = "") -> About:
    found: About = {"period": _period(asked, known) if known else ""}
    return {**found, "source": (source,)} if source else found


def _period(asked: Asked, known: tuple[int, int]) -> str:
    first, last = asked.get("from") or str(known[0]), asked.get("to") or str(known[1])
    return first if first == last else f"{first}–{last}"


def choices_of(shelf: "Shelf", asked: Asked, *, area: bool = True) -> tuple[Choice, ...]:
    words = shelf.vocabulary
    drugs = [
        (key, words.drug_groups[key].name) for key in _drugs(shelf) if key in words.drug_groups
    ]
    modes = [(key, words.transports[key].name) for key in _modes(shelf) if key in words.transports]
    places = [("", text("flows.region")), ("all", text("flows.all"))]
    places += [(code, shelf.name(code)) for code in shelf.members]
    any_ = ("", text("flows.any"))
    found = [
        Choice("drug", (("", (any_, *drugs)),), asked.get("drug")),
        Choice("mode", (("", (any_, *modes)),), asked.get("mode")),
    ]
    if area:
        found.append(Choice("area", (("", tuple(places)),), asked.get("area")))
    return tuple(found)


def nothing(name: str) -> Block:
    from karaula.hub.block import Empty

    empty = Empty(text("flows.none_why"), text("flows.none_fill"))
    return Block(id=name, title=say("flows.none"), empty=empty, wide=True)
