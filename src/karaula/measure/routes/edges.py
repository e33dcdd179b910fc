"""Edges between countries that single seizures tell of, each with what supports it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Literal, get_args

from karaula.errors import KaraulaError

if TYPE_CHECKING:
    import ibis

Rule = Literal["path", "legs", "pair"]
RULES: dict[str, tuple[str, ...]] = {
    "path": ("producing", "departure", "area", "destination"),
    "legs": ("departure", "area", "destination"),
    "pair": ("departure", "destination"),
}
"""Stops of a way by the rule that reads it from a row: ``area`` is the seizing country. The rules
give different networks, so that every figure must say which one it comes from."""

LAYERS = ("drug_group", "substance", "transport", "year")
"""What a network may be cut into."""


class RoutesError(KaraulaError):
    """A network that cannot be asked for so."""


def check_rule(rule: str) -> None:
    """Raise :class:`RoutesError` for a rule that there is not."""
    if rule not in RULES:
        raise RoutesError(
            f"there is no rule {rule}", None, f"rules are {', '.join(get_args(Rule))}"
        )


def steps(seizures: "ibis.Table", rule: Rule = "path") -> "ibis.Table":
    """Every step of every row's way: its columns, with ``start``, ``end`` and ``year`` beside.

    Each known stop is joined to the next known one; stops that are not known are left out, and a
    step from a country to itself is none. Only what stands in the row makes a step.
    """
    check_rule(rule)
    import ibis

    stops = RULES[rule]
    dated = seizures.mutate(year=seizures.date_low.year())
    parts = []
    for at, stop in enumerate(stops[:-1]):
        later = [dated[name] for name in stops[at + 1 :]]
        start, end = dated[stop], ibis.coalesce(*later) if len(later) > 1 else later[0]
        told = dated.mutate(start=start, end=end, step=ibis.literal(at, "int64"))
        parts.append(told.filter(told.start.notnull(), told.end.notnull(), told.start != told.end))
    return parts[0] if len(parts) == 1 else ibis.union(*parts)


def edges(
    seizures: "ibis.Table",
    *,
    rule: Rule = "path",
    by: Collection[str] = (),
    copies: int = 0,
) -> "ibis.Table":
    """Directed edges with their support, one row an edge and layer.

    ``seizures`` has the columns of ``evidence.seizure.SCHEMA``. Columns that come out: ``start``,
    ``end`` (ISO alpha-3), those of ``by`` (of :data:`LAYERS`), ``cases`` (events, each once),
    ``rows``, ``kg`` (weighed or converted, of an event the heaviest row of each substance),
    ``largest`` (share of the heaviest event in ``kg``), ``sources``, ``first_year`` and
    ``last_year``. ``copies`` is the highest level of repeat that still counts: 0 leaves all out.
    """
    if unknown := [name for name in by if name not in LAYERS]:
        raise RoutesError(
            f"a network has no layer {', '.join(unknown)}", None, f"take {', '.join(LAYERS)}"
        )
    told = steps(seizures.filter(seizures.copy <= copies), rule)
    ways = ["start", "end", *by]
    # One event may be told by several rows, each with its weight: the heaviest counts.
    single = told.group_by([*ways, *({"event", "substance"} - set(by))]).aggregate(
        kg=told.kg.max(),
        rows=told.count(),
        source=told.source_id.min(),
        first_year=told.year.min(),
        last_year=told.year.max(),
    )
    events = single.group_by([*ways, "event"]).aggregate(
        kg=single.kg.sum(),
        rows=single.rows.sum(),
        source=single.source.min(),
        first_year=single.first_year.min(),
        last_year=single.last_year.max(),
    )
    found = events.group_by(ways).aggregate(
        cases=events.count(),
        rows=events.rows.sum(),
        kg=events.kg.sum(),
        largest=events.kg.max(),
        sources=events.source.nunique(),
        first_year=events.first_year.min(),
        last_year=events.last_year.max(),
    )
    share = (found.kg > 0).ifelse(found.largest / found.kg, None)
    return found.mutate(largest=share).order_by([found.cases.desc(), *ways])
