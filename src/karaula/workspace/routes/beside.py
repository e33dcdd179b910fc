"""What documents say of routes beside what cases show, and what cases show that nobody says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from karaula.measure.routes.corroborate import Corroboration, role_shown, stretch_shown, unsaid
from karaula.measure.routes.documents import Said, members
from karaula.workspace.answer import GAP, Answer, Table
from karaula.workspace.routes.opened import Cut, Opened, Wanted
from karaula.workspace.routes.saying import coverage, title
from karaula.workspace.routes.standing import TOP, more


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A statement of one or several documents, and what cases say to it."""

    statement: str
    kind: str
    places: tuple[str, ...]
    market: str
    said: tuple[Said, ...]
    shown: Corroboration

    @property
    def documents(self) -> int:
        return len({one.origin for one in self.said})


def corroborate(opened: Opened, wanted: Wanted) -> Answer:
    """Stretches and roles that documents tell, each ``supported``, ``not supported`` or ``cannot
    tell`` by cases of its drug; and edges of cases that no document tells."""
    cut = opened.part(wanted)
    judged = [*_stretches(cut), *_roles(cut)]
    judged.sort(key=lambda one: (one.kind, one.market, one.statement))
    reverse = _unsaid(cut)
    rows: list[dict[str, Any]] = [_row(one) for one in judged]
    rows += [{"kind": "untold", "from": start, "to": end, "cases": cases}
             for start, end, cases in reverse]  # fmt: skip
    tables = [
        Table(
            title=title(cut, f"What documents say: {name}"), words=6,
            head=("market", "statement", "cases", "why", "documents", "grade"),
            rows=tuple(
                (one.market, one.statement, one.shown.verdict, _why(cut, one.shown),
                 str(one.documents), one.said[0].grade)
                for one in judged if one.kind == kind
            ) or ((GAP, "no document says any", *[GAP] * 4),),
        )
        for kind, name in (("leg", "stretches"), ("role", "roles"))
    ]  # fmt: skip
    tables.append(Table(
        title="What cases show and no document says", head=("from", "to", "cases"), words=2,
        rows=tuple((opened.name(start), opened.name(end), f"{cases:,}")
                   for start, end, cases in reverse[:TOP]) or ((GAP, "none", GAP),),
    ))  # fmt: skip
    counts = {verdict: sum(one.shown.verdict == verdict for one in judged)
              for verdict in ("supported", "not supported", "cannot tell")}  # fmt: skip
    notes = [
        f"{len(judged)} statements: "
        + ", ".join(f"{count} {verdict}" for verdict, count in counts.items()) + ".",
        "A case supports a stretch that passes its start and later its end, whatever lies between. "
        "Not supported means that the countries concerned report cases with their ways and none "
        "shows it; where they do not report, cases cannot tell. Only cases of data sets count "
        "here, so that no text bears itself out.",
        *_regions(cut, judged), *more(len(reverse), "edges that no document tells"),
        *coverage(cut),
    ]  # fmt: skip
    return Answer(rows=tuple(rows), tables=tuple(tables), notes=tuple(notes))


def _regions(cut: Cut, judged: Sequence[_Judged]) -> list[str]:
    """What the regions were taken to hold, as far as any set of areas says it."""
    words = cut.opened.vocabulary
    places = dict.fromkeys(place for one in judged for place in one.places)
    sets = {place: members(place, words) for place in places if place not in words.areas}
    told = [f"{cut.opened.name(place)} by {one.by}" for place, one in sets.items() if one.areas]
    return [f"Regions hold what a set of areas says: {'; '.join(told)}."] if told else []


def _stretches(cut: Cut) -> list[_Judged]:
    """Every stretch once a market, with all that say it."""
    words, names = cut.opened.vocabulary, cut.opened.name
    groups: dict[tuple[str, str, frozenset[str]], list[Any]] = {}
    for one in cut.said:
        groups.setdefault((one.start, one.end, cut.opened.covered(one.said)), []).append(one)
    made = []
    for (start, end, substances), told in groups.items():
        starts, ends = (members(place, words).areas for place in (start, end))
        if not _asked(cut, starts, ends):
            continue
        shown = stretch_shown(_cases(cut, substances), starts, ends, (names(start), names(end)))
        made.append(_Judged(
            statement=f"{names(start)} to {names(end)}", kind="leg", places=(start, end),
            market=told[0].said.substance or told[0].said.market,
            said=_best_first([leg.said for leg in told]), shown=shown,
        ))  # fmt: skip
    return made


def _roles(cut: Cut) -> list[_Judged]:
    words, names = cut.opened.vocabulary, cut.opened.name
    groups: dict[tuple[str, str, frozenset[str]], list[Any]] = {}
    for one in cut.parts:
        groups.setdefault((one.area, one.role, cut.opened.covered(one.said)), []).append(one)
    made = []
    for (place, role, substances), told in groups.items():
        areas = members(place, words).areas
        if not _asked(cut, areas, areas):
            continue
        made.append(_Judged(
            statement=f"{names(place)}: {role}", kind="role", places=(place,),
            market=told[0].said.substance or told[0].said.market,
            said=_best_first([part.said for part in told]),
            shown=role_shown(_cases(cut, substances), areas, role, names(place)),
        ))  # fmt: skip
    return made


def _cases(cut: Cut, substances: frozenset[str]) -> Any:
    """The cases that could bear out what is said of some substances: those of data sets alone, so
    that no text bears itself out."""
    from karaula.measure.routes.drugs import Drug

    if substances not in cut.of_data:
        wanted = cut.wanted
        only = substances & cut.drug.substances if cut.drug else substances
        key = ",".join(sorted(only))
        found = cut.opened.ways(Drug(key, key, frozenset(only)), wanted.mode, wanted.copies,
                                wanted.doubted, texts=False)  # fmt: skip
        cut.of_data[substances] = found.within(wanted.years) if wanted.years else found
    return cut.of_data[substances]


def _best_first(said: Sequence[Said]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=lambda one: (one.grade, one.title, one.claim_id)))


def _asked(cut: Cut, starts: frozenset[str], ends: frozenset[str]) -> bool:
    both = starts | ends
    return (
        (cut.area is None or bool(both & set(cut.area.areas)))
        and (cut.start is None or bool(starts & set(cut.start.areas)))
        and (cut.end is None or bool(ends & set(cut.end.areas)))
    )


def _unsaid(cut: Cut) -> list[tuple[str, str, int]]:
    words = cut.opened.vocabulary
    said = {(members(one.start, words).areas, members(one.end, words).areas) for one in cut.said}
    counted = {
        pair: int(cases) for pair, cases in zip(cut.edges.pairs, cut.cases, strict=True)
        if cut.holds(*pair)
    }  # fmt: skip
    return unsaid(counted, said)


def _why(cut: Cut, shown: Corroboration) -> str:
    if not shown.instead:
        return shown.why
    names = cut.opened.name
    told = ", ".join(f"{names(a)} to {names(b)} {cases:,}" for a, b, cases in shown.instead[:3])
    return f"{shown.why}; cases show {told}"


def _row(one: _Judged) -> dict[str, Any]:
    shown = one.shown
    return {
        "kind": one.kind, "statement": one.statement, "places": list(one.places),
        "market": one.market, "verdict": shown.verdict, "why": shown.why, "cases": shown.cases,
        "kg": shown.kg if shown.cases else None, "years": list(shown.years),
        "against": shown.against, "able": shown.able,
        "instead": [{"from": a, "to": b, "cases": cases} for a, b, cases in shown.instead],
        "documents": one.documents, "grade": one.said[0].grade,
        "claims": [said.claim_id for said in one.said],
        "sources": list(dict.fromkeys(said.source_id for said in one.said)),
        "quotes": [said.quote for said in one.said],
    }  # fmt: skip
