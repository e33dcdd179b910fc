"""Figures on their way from cells to observations, and the rules that put several together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from karaula.read.connectors.connector import Columns
from karaula.read.connectors.series.facts import Repeats, Rule
from karaula.read.connectors.series.values import Value, rounded
from karaula.vocabulary import Vocabulary

Told = Callable[[Sequence[int], str], None]
"""Lists rows as not read, with the reason."""

KIND = "kind"
"""The dimension of what is named only as other or unspecified: a part even of its own substance."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure: what it is of, its value, and the cells that it stands in."""

    row: int
    indicator: str
    """With ``{substance}`` where that is to stand."""
    area: str
    period: str
    unit: str
    substance: str | None
    parts: tuple[str, ...]
    value: Value
    words: str
    locator: str
    about: bool = False
    low: float | None = None
    high: float | None = None
    level: float | None = None
    bound_words: str = ""
    bound_locator: str = ""
    raw_unit: str | None = None
    ref: str | None = None
    further: tuple[int, ...] = ()
    """Rows of the parts that were added to that of ``row``."""

    @property
    def rows(self) -> tuple[int, ...]:
        """Every row that it is read from."""
        return (self.row, *self.further)

    @property
    def key(self) -> tuple[object, ...]:
        """What it is a figure of."""
        return self.indicator, self.area, self.period, self.unit, self.substance, self.parts


def together(
    stated: list[Stated], repeats: Repeats, same: Mapping[int, int], tell: Told
) -> list[Stated]:
    """Each figure once: what several rows state of one thing, put together by the data set's rule.

    ``same`` is, for a row that is equal to an earlier one in every column, that earlier one.
    """
    groups: dict[tuple[object, ...], list[Stated]] = {}
    for item in stated:
        groups.setdefault(item.key, []).append(item)
    kept: list[Stated] = []
    for items in groups.values():
        if len(items) == 1:
            kept += items
            continue
        rule = next((repeats.parts[p] for p in items[0].parts if p in repeats.parts), repeats.rule)
        kept += _one(items, rule, repeats.exact == "part", same, tell)
    return kept


def _one(
    items: list[Stated], rule: Rule, alike_are_parts: bool, same: Mapping[int, int], tell: Told
) -> list[Stated]:
    if rule == "add":
        parts = items if alike_are_parts else [item for item in items if item.row not in same]
        _repeated(items, parts, tell)
        return [added(parts)]
    first: dict[tuple[object, ...], Stated] = {}
    for item in items:
        first.setdefault((item.value, item.low, item.high), item)
    different = list(first.values())
    _repeated(items, different, tell)
    if len(different) == 1 or rule == "each":
        return different
    if rule == "largest":
        largest = max(different, key=lambda item: (item.value.most or 0.0, -item.row))
        tell(
            [i.row for i in different if i is not largest],
            "stands beside a larger total of the same",
        )
        return [largest]
    tell([i.row for i in items], "state different figures of one thing; none is read")
    return []


def _repeated(items: list[Stated], kept: list[Stated], tell: Told) -> None:
    again = [item.row for item in items if not any(item is other for other in kept)]
    if again:
        tell(again, "repeats an earlier row; it counts once")


def added(items: Sequence[Stated]) -> Stated:
    """The sum of parts, which quotes all of their cells."""
    if len(items) == 1:
        return items[0]
    least = _sum(item.value.least or 0.0 for item in items)
    most = [item.value.most for item in items]
    open_end = any(bound is None for bound in most)
    bounded = any(item.low is not None or item.high is not None for item in items)

    def bound(
        pick: Callable[[Stated], float | None], end: Callable[[Value], float | None]
    ) -> float:
        own = [pick(item) for item in items]
        ends = [end(item.value) or 0.0 for item in items]
        return _sum(b if b is not None else e for b, e in zip(own, ends, strict=True))

    return replace(
        items[0],
        value=Value(least, None if open_end else _sum(bound or 0.0 for bound in most)),
        words=" + ".join(item.words for item in items),
        locator="+".join(item.locator for item in items),
        about=any(item.about for item in items),
        low=bound(lambda i: i.low, lambda v: v.least) if bounded else None,
        high=bound(lambda i: i.high, lambda v: v.most) if bounded and not open_end else None,
        bound_words="",
        bound_locator="",
        further=tuple(row for item in items for row in item.rows)[1:],
    )


def _sum(numbers: Iterable[float]) -> float:
    return rounded(fsum(numbers))


def with_totals(
    stated: list[Stated], substances: Iterable[str], vocabulary: Vocabulary, tell: Told
) -> list[Stated]:
    """With the total of each of the substances: the larger of what is stated and of the sum of
    the narrower ones. A stated total that is smaller than its parts is left out, and told."""
    totals: list[Stated] = []
    smaller: set[int] = set()
    for whole in substances:
        narrower = {s for s in vocabulary.substances if whole in _wider(s, vocabulary)}
        groups: dict[tuple[object, ...], tuple[list[Stated], list[Stated]]] = {}
        for item in stated:
            if item.substance == whole or item.substance in narrower:
                plain = _without_kind(item)
                is_part = item.substance != whole or len(plain) < len(item.parts)
                key = replace(item, substance=whole, parts=plain).key
                groups.setdefault(key, ([], []))[is_part].append(item)
        for wholes, parts in groups.values():
            if not parts:
                continue
            total = replace(added(parts), substance=whole, parts=_without_kind(parts[0]))
            largest = max((item.value.most or 0.0 for item in wholes), default=-1.0)
            if largest >= (total.value.most or 0.0):
                continue
            totals.append(total)
            if wholes:
                smaller.update(id(item) for item in wholes)
                tell(
                    [row for item in wholes for row in item.rows],
                    "is a total that is smaller than the sum of its parts; the sum is read instead",
                )
    return [*(item for item in stated if id(item) not in smaller), *totals]


def _without_kind(item: Stated) -> tuple[str, ...]:
    return tuple(part for part in item.parts if not part.startswith(f"{KIND}="))


def _wider(substance: str, vocabulary: Vocabulary) -> set[str]:
    found: set[str] = set()
    above = vocabulary.substances[substance].broader
    while above is not None and above not in found:
        found.add(above)
        above = vocabulary.substances[above].broader
    return found


def observations(stated: Sequence[Stated]) -> Columns:
    """Figures as columns of observations."""
    ends = [_ends(item) for item in stated]
    return {
        "indicator": [i.indicator.replace("{substance}", i.substance or "") for i in stated],
        "area": [[item.area] for item in stated],
        "period": [item.period for item in stated],
        "value": [value for value, _, _ in ends],
        "value_max": [most for _, most, _ in ends],
        "qualifier": [qualifier for _, _, qualifier in ends],
        "unit": [item.unit for item in stated],
        "substance": [item.substance for item in stated],
        "breakdown": [list(item.parts) for item in stated],
        "low": [item.low for item in stated],
        "high": [item.high for item in stated],
        "level": [item.level for item in stated],
        "raw_value": [item.words for item in stated],
        "raw_unit": [item.raw_unit for item in stated],
        "refs": [[item.ref] if item.ref else [] for item in stated],
        "quote": [_joined(item.words, item.bound_words, "; ") for item in stated],
        "locator": [_joined(item.locator, item.bound_locator, ";") for item in stated],
    }


def _joined(first: str, second: str, sign: str) -> str:
    return f"{first}{sign}{second}" if second else first


def _ends(item: Stated) -> tuple[float, float | None, str]:
    least, most = item.value.least, item.value.most
    if least is None:
        return most or 0.0, None, "less_than"
    if most is None:
        return least, None, "more_than"
    if least == most:
        return least, None, "about" if item.about else "exact"
    return least, most, "between"
