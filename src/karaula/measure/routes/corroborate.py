"""What documents say of routes beside what cases show, and the other way round."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from karaula.measure.routes.roles import holding, role_in
from karaula.measure.routes.ways import Way, Ways

Verdict = Literal["supported", "not supported", "cannot tell"]

FEWEST = 10
"""Cases with a way that the countries concerned must have for their silence to mean anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """What cases say to one statement. ``cases`` bear it out, ``kg`` is their weight;
    ``against`` run the other way; ``able`` could have shown it."""

    verdict: Verdict
    why: str
    cases: int
    kg: float
    years: tuple[int, ...]
    against: int = 0
    able: int = 0
    instead: tuple[tuple[str, str, int], ...] = ()
    """Where the cases come from that reach the same end, or go to from the same start, most
    first, where none bears the statement out."""


def passes(starts: Collection[str], ends: Collection[str]) -> "_Passes":
    """Whether a row's way comes through one of some countries and later through one of others."""
    return _Passes(frozenset(starts), frozenset(ends))


@dataclass(frozen=True, slots=True)
class _Passes:
    starts: frozenset[str]
    ends: frozenset[str]

    def __call__(self, way: Way) -> bool:
        stops = way.stops()
        first = next((at for at, stop in enumerate(stops) if stop in self.starts), None)
        return first is not None and any(
            stop in self.ends and stop not in self.starts for stop in stops[first + 1 :]
        )


def _on_a_way(way: Way) -> bool:
    return len(way.stops()) > 1


def stretch_shown(
    found: Ways, starts: Collection[str], ends: Collection[str], names: tuple[str, str]
) -> Corroboration:
    """What cases say to "from here to there": ``found`` are those of the drug concerned.

    Cases that pass a country of ``starts`` and later one of ``ends`` bear it out, whatever lies
    between. Where there is none it is only then ``not supported`` when the countries of either end
    report cases with their ways; else nobody could have told.
    """
    here = passes(starts, ends)
    held = found.only(found.mask(here, starts))
    against = found.count(passes(ends, starts), ends)
    concerned = {*starts, *ends}
    able = found.count(lambda way: way.area in concerned and _on_a_way(way), concerned)
    if held.total:
        return _borne_out(held, against, able)
    start, end = names
    for place, areas in ((start, starts), (end, ends)):
        if not areas:
            return _untold(f"no set of areas says what {place} holds", against, able)
    if able < FEWEST:
        reported = found.count(lambda way: way.area in concerned, concerned)
        return _untold(_silence(names, reported, able), against, able)
    reverse = f"; {_cases(against)} run the other way" if against else ""
    return Corroboration(
        verdict="not supported",
        why=f"none of the {able:,} cases with a way that {start} or {end} report shows it{reverse}",
        cases=0, kg=0.0, years=(), against=against, able=able,
        instead=_instead(found, starts, ends),
    )  # fmt: skip


_MEANS = {"production": "source", "source": "source", "transit": "transit",
          "destination": "destination"}  # fmt: skip
"""The role on ways that bears a role in a market out. Growing, making and storing are more than a
case can show: that its way begins in a country is all that speaks for production."""


def role_shown(found: Ways, areas: Collection[str], role: str, name: str) -> Corroboration:
    """What cases say to "this is a source, transit or destination country"."""
    if not areas:
        return _untold(f"no set of areas says what {name} holds", 0, 0)
    if role not in _MEANS:
        return _untold(f"seizures do not show {role}", 0, 0)
    meant = _MEANS[role]
    held = found.only(
        found.mask(lambda way: any(holding(meant, area)(way) for area in areas), areas)
    )
    able = found.count(lambda way: any(role_in(way, area) for area in areas), areas)
    if held.total:
        return _borne_out(held, 0, able)
    if able < FEWEST:
        reported = found.count(lambda way: way.area in areas, areas)
        told = f"{name} reports {_cases(reported)}" if reported else f"{name} reports no case"
        return _untold(f"{told}, and {able} name it on a way", 0, able)
    return Corroboration(
        verdict="not supported",
        why=f"none of the {able:,} cases that name {name} on a way makes it a {meant}",
        cases=0, kg=0.0, years=(), able=able,
    )  # fmt: skip


def unsaid(
    counted: Mapping[tuple[str, str], int],
    said: Collection[tuple[Collection[str], Collection[str]]],
) -> list[tuple[str, str, int]]:
    """Edges of cases (with their cases) that no document tells, most first: of ``said``, the areas
    of both ends of each stretch, none holds it."""
    left = [
        (start, end, cases) for (start, end), cases in counted.items()
        if not any(start in starts and end in ends for starts, ends in said)
    ]  # fmt: skip
    return sorted(left, key=lambda item: (-item[2], item[0], item[1]))


def _borne_out(held: Ways, against: int, able: int) -> Corroboration:
    years = held.years
    span = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    reporters = list(held.reporters())
    told = f", reported by {len(reporters)} countries" if len(reporters) > 1 else ""
    reverse = f"; {_cases(against)} run the other way" if against else ""
    return Corroboration(
        verdict="supported",
        why=f"{_cases(held.total)}, {held.kg.sum():,.0f} kg{span}{told}{reverse}",
        cases=held.total, kg=float(held.kg.sum()), years=years, against=against, able=able,
    )  # fmt: skip


def _untold(why: str, against: int, able: int) -> Corroboration:
    return Corroboration(verdict="cannot tell", why=why, cases=0, kg=0.0, years=(),
                         against=against, able=able)  # fmt: skip


def _silence(names: tuple[str, str], reported: int, able: int) -> str:
    start, end = names
    if not reported:
        return f"neither {start} nor {end} reports any case"
    return f"{start} and {end} report {_cases(reported)}, {able} of them with a way"


def _instead(
    found: Ways, starts: Collection[str], ends: Collection[str]
) -> tuple[tuple[str, str, int], ...]:
    into = [edge for edge in found.ranked if edge[1] in ends][:3]
    out = [edge for edge in found.ranked if edge[0] in starts and edge[1] not in ends][:3]
    return (*into, *out)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"
