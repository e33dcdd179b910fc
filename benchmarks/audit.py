"""One figure of a published table changed at a time: is it found, pinned down and put right?

Tables of 10, 44 and 193 units are written from exact scores: the tops of an index with their ranks
in three lists, and the level below them. One figure is changed by a slip of the pen, and the table
is audited without data. Whether the slip breaks any rule at all is told by a test of its own.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise, product
from math import floor
from time import perf_counter

from benchmarks import SHARED, Table
from benchmarks.slips import published_index
from karaula.evidence.finding import Finding
from karaula.measure.index.audit import audit
from karaula.measure.index.structure import Element, Scale, Structure

SEED = 20230926
HALF = Fraction(1, 2)

Row = dict[str, str]
"""Cells of a unit by label."""


@dataclass(frozen=True)
class Case:
    """An index with the exact scores of its units, and the lists that they stand in."""

    name: str
    structure: Structure
    scores: Mapping[tuple[str, str], Fraction]
    lists: Mapping[str, Mapping[str, str]]
    """The list of each unit, by grouping, widest grouping first."""

    @property
    def units(self) -> list[str]:
        """All units."""
        return list(next(iter(self.lists.values())))

    @property
    def shown(self) -> list[str]:
        """The tops and their parts."""
        parts = self.structure.parts
        below = [part for top in self.structure.tops for part in parts[top] if part in parts]
        return [*self.structure.tops, *below]

    @cached_property
    def ranked(self) -> dict[tuple[str, str], dict[str, int]]:
        """Rank of every unit by top and grouping."""
        groupings = ("world", *self.lists)
        return {(top, g): _ranks(self, top, g) for top in self.structure.tops for g in groupings}


def two_decimals(exact: Fraction) -> str:
    """Rounded half up."""
    hundredths = floor(exact * 100 + HALF)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def table(case: Case, units: Sequence[str]) -> list[Row]:
    """The published table of some units, with ranks among all."""
    rows = []
    for unit in units:
        row = {"unit": unit} | {grouping: of[unit] for grouping, of in case.lists.items()}
        for code in case.shown:
            row[code] = two_decimals(case.scores[unit, code])
        for (top, grouping), of in case.ranked.items():
            row[f"{top} rank {grouping}"] = str(of[unit])
        rows.append(row)
    return rows


def _ranks(case: Case, top: str, grouping: str) -> dict[str, int]:
    among = case.lists.get(grouping, dict.fromkeys(case.units, "world"))
    by_list: dict[str, list[Fraction]] = defaultdict(list)
    for unit, name in among.items():
        by_list[name].append(case.scores[unit, top])
    return {
        unit: 1 + sum(other > case.scores[unit, top] for other in by_list[name])
        for unit, name in among.items()
    }


def slipped(case: Case, rows: Sequence[Row], pick: random.Random) -> tuple[int, str, list[Row]]:
    """One figure changed by a digit, a swap, a digit too few or too many, or a moved point."""
    labels = [label for label in rows[0] if label not in ("unit", *case.lists)]
    while True:
        at, label = pick.randrange(len(rows)), pick.choice(labels)
        raw = rows[at][label]
        changed = _slip(raw, pick)
        if changed and float(changed) != float(raw) and not changed.startswith(("0", ".")):
            return at, label, [*rows[:at], rows[at] | {label: changed}, *rows[at + 1 :]]


def _slip(raw: str, pick: random.Random) -> str:
    digits = [at for at, sign in enumerate(raw) if sign.isdigit()]
    at = pick.choice(digits)
    kind = pick.random()
    if kind < 0.55:
        return raw[:at] + str(pick.randrange(10)) + raw[at + 1 :]
    if kind < 0.8 and len(digits) > 1:
        a, b = pick.choice(list(pairwise(digits)))
        return raw[:a] + raw[b] + raw[a + 1 : b] + raw[a] + raw[b + 1 :]
    if kind < 0.9:
        return raw[:at] + raw[at + 1 :]
    if kind < 0.95 or "." not in raw:
        return raw[:at] + str(pick.randrange(10)) + raw[at:]
    return raw.replace(".", "")


OUTCOMES = (
    "pinned and put right",
    "pinned, several fit",
    "pinned, put wrong",
    "undecided, among those named",
    "another blamed",
    "missed",
)


def outcome(at: int, label: str, right: str, found: Sequence[Finding]) -> str:
    """What the findings make of the changed figure."""
    own = f"column {label}, row {at + 1}"
    told = [finding for finding in found if finding.level != "note"]
    errors = [finding for finding in told if finding.level == "error"]
    if any(finding.evidence[0].locator != own for finding in errors):
        return "another blamed"
    if errors:
        if errors[0].correction is None:
            return "pinned, several fit"
        good = float(errors[0].correction) == float(right)
        return "pinned and put right" if good else "pinned, put wrong"
    if not told:
        return "missed"
    named = any(item.locator == own for finding in told for item in finding.evidence)
    return "undecided, among those named" if named else "another blamed"


def weighted(*, scaled: bool, number: int = 193, seed: int = SEED) -> Case:
    """An index that nobody publishes: two tops, weights at every level; expert scores from 0 to 8
    by 0.5, or else parts from 0 to 100 without steps."""
    pick = random.Random(seed)
    made = {
        "threat": {"trade": 2, "actors": 1, "violence": 1},
        "defence": {"law": 3, "society": 1},
        "trade": {f"trade_{n}": 1 + (n < 3) for n in range(6)},
        "actors": {f"actors_{n}": 1 for n in range(4)},
        "violence": {f"violence_{n}": 1 for n in range(2)},
        "law": {f"law_{n}": 1 + (n == 0) for n in range(5)},
        "society": {f"society_{n}": 1 for n in range(3)},
    }
    elements = [
        *(Element(code=c, parent=level, weight=w) for level, of in made.items()
          for c, w in of.items()),
        *(Element(code=top) for top in ("threat", "defence")),
    ]  # fmt: skip
    scale = Scale(low=0, high=8, step=0.5) if scaled else None
    structure = Structure.of(elements, scale=scale)
    units = [f"Unit {n + 1:03d}" for n in range(number)]
    scores: dict[tuple[str, str], Fraction] = {}
    for unit in units:
        for code in structure.indicators:
            drawn = pick.randint(2, 14) if scaled else pick.randint(500, 9500)
            scores[unit, code] = Fraction(drawn, 2 if scaled else 100)
        for code in structure.aggregates:
            parts = made[code]
            total = sum((scores[unit, part] * weight for part, weight in parts.items()), Fraction())
            scores[unit, code] = total / sum(parts.values())
    lists = {
        "continent": {unit: f"Land {n % 5}" for n, unit in enumerate(units)},
        "region": {unit: f"Coast {n % 20}" for n, unit in enumerate(units)},
    }
    name = "own index, weights, steps of 0.5" if scaled else "own index, weights, 0 to 100"
    return Case(name, structure, scores, lists)


def global_index(edition: str) -> Case:
    """The Global Organized Crime Index, from its published figures."""
    world = published_index(edition)
    index = world.vocabulary.indices[world.index]
    structure = Structure.of_edition(index.editions[edition], index)
    member: dict[str, dict[str, str]] = {"continent": {}, "region": {}}
    for areas in world.lists.values():
        for area in areas:
            place = [n for n, members in world.lists.items() if area in members]
            member["continent"][area] = place[min(1, len(place) - 1)]
            member["region"][area] = place[-1]
    return Case(f"Global Organized Crime Index {edition}", structure, world.scores, member)


class Rules:
    """Whether a table contradicts itself, by brute force, apart from the program's own checks."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.structure = case.structure
        self._values: dict[str, set[Fraction]] = {}
        self._published: dict[str, dict[Fraction, list[Fraction]]] = {}

    def values(self, code: str) -> set[Fraction]:
        """Every exact value that an element on a scale can take."""
        if code not in self._values:
            scale = self.structure.scale
            assert scale is not None
            low, high, step = (Fraction(str(n)) for n in (scale.low, scale.high, scale.step))
            found = {low + n * step for n in range(int((high - low) / step) + 1)}
            if code in self.structure.parts:
                sums = {Fraction(0)}
                for part in self.structure.parts[code]:
                    share = self._share(part)
                    sums = {a + share * b for a, b in product(sums, self.values(part))}
                found = sums
            self._values[code] = found
        return self._values[code]

    def published(self, code: str) -> dict[Fraction, list[Fraction]]:
        """The exact values that are published as each figure."""
        if code not in self._published:
            found: dict[Fraction, list[Fraction]] = {}
            for value in self.values(code):
                found.setdefault(Fraction(two_decimals(value)), []).append(value)
            self._published[code] = found
        return self._published[code]

    def _share(self, part: str) -> Fraction:
        parent = self.structure.elements[part].parent
        assert parent is not None
        of = [self.structure.elements[other].weight for other in self.structure.parts[parent]]
        return Fraction(self.structure.elements[part].weight) / Fraction(sum(of))

    def spans(self, code: str, raw: str) -> list[tuple[Fraction, Fraction]]:
        """What a figure can stand for; nothing if it cannot be."""
        number = Fraction(raw)
        if self.structure.scale is None:
            # Noughts at the end may be gone, so that no figure has fewer than two decimals.
            half = Fraction(1, 2 * 10 ** max(2, len(raw.partition(".")[2])))
            return [(number - half, number + half)] if 0 <= number <= 100 else []
        if len(raw.partition(".")[2]) > 2:
            return []
        return [(v, v) for v in self.published(code).get(number, ())]

    def broken(self, rows: Sequence[Row], units: int | None) -> bool:
        """Whether any rule of the index is broken."""
        return any(self._wrong_scores(row) for row in rows) or any(
            self._wrong_ranks(rows, top, units) for top in self.structure.tops
        )

    def _wrong_scores(self, row: Row) -> bool:
        spans = {code: self.spans(code, row[code]) for code in self.case.shown}
        if not all(spans.values()):
            return True
        for top in self.structure.tops:
            parts = [part for part in self.structure.parts[top] if part in spans]
            if len(parts) < len(self.structure.parts[top]):
                continue
            shares = [self._share(part) for part in parts]
            sums = [
                tuple(
                    sum(
                        (s * span[side] for s, span in zip(shares, chosen, strict=True)), Fraction()
                    )
                    for side in (0, 1)
                )
                for chosen in product(*(spans[part] for part in parts))
            ]
            if not any(a[0] <= b[1] and b[0] <= a[1] for a in sums for b in spans[top]):
                return True
        return False

    def _wrong_ranks(self, rows: Sequence[Row], top: str, units: int | None) -> bool:
        exact = self._tells_apart(top)
        sizes: dict[str, Counter[str]] = {}
        if units:
            sizes["world"] = Counter({"world": units})
        if units == len(rows):
            sizes |= {g: Counter(row[g] for row in rows) for g in self.case.lists}
        for grouping in ("world", *self.case.lists):
            lists: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for row in rows:
                rank = int(row[f"{top} rank {grouping}"])
                name = row.get(grouping, "world")
                lists[name].append((int(Fraction(row[top]) * 1000), rank))
                size = sizes.get(grouping, Counter[str]()).get(name)
                if rank < 1 or (size and rank > size):
                    return True
            if any(self._disorder(listed, exact) for listed in lists.values()):
                return True
        for narrow, wide in combinations(("region", "continent", "world"), 2):
            keys = [(row[narrow], row.get(wide, "world")) for row in rows]
            places = [
                (int(row[f"{top} rank {narrow}"]), int(row[f"{top} rank {wide}"])) for row in rows
            ]
            for (small, large), (few, many) in zip(keys, places, strict=True):
                room = None
                if narrow in sizes and wide in sizes:
                    room = sizes[wide][large] - sizes[narrow][small]
                if many < few or (room is not None and many - few > room):
                    return True
            for a, b in combinations(range(len(rows)), 2):
                if keys[a] == keys[b]:
                    inner, outer = (places[b][side] - places[a][side] for side in (0, 1))
                    if abs(outer) < abs(inner) or inner * outer < 0 or (inner == 0) != (outer == 0):
                        return True
        return False

    def _tells_apart(self, code: str) -> bool:
        """Whether no two exact values are published alike, so that equal figures are ties."""
        if self.structure.scale is None:
            return False
        return all(len(values) == 1 for values in self.published(code).values())

    def _disorder(self, listed: Sequence[tuple[int, int]], exact: bool) -> bool:
        for (score, rank), (score2, rank2) in combinations(listed, 2):
            if score != score2 and (rank == rank2 or (score > score2) != (rank < rank2)):
                return True
            if score == score2 and exact and rank != rank2:
                return True
        many = Counter(rank for _, rank in listed)
        ranks = sorted(many)
        return any(b < a + many[a] for a, b in pairwise(ranks))


def trials(
    case: Case, size: int, number: int
) -> Iterator[tuple[list[Row], int, str, list[Row], int | None]]:
    """Right tables, which figure is changed, and the tables with the change."""
    pick = random.Random(SEED)
    for _ in range(number):
        units = case.units if size == len(case.units) else pick.sample(case.units, size)
        rows = table(case, units)
        at, label, changed = slipped(case, rows, pick)
        yield rows, at, label, changed, size if size == len(case.units) else None


@dataclass
class Measured:
    """Outcomes of slips that break a rule, and alarms where nothing is broken."""

    outcomes: Counter[str]
    broken: int
    silent: int
    alarms: int
    seconds: float


def measure(case: Case, size: int, number: int) -> Measured:
    """Audit ``number`` tables with one slip each, and the right tables too."""
    rules, found = Rules(case), Measured(Counter(), 0, 0, 0, 0.0)
    right: dict[int, bool] = {}
    for rows, at, label, changed, units in trials(case, size, number):
        key = hash(tuple(row["unit"] for row in rows))
        if key not in right:
            right[key] = bool(audit(rows, case.structure, units=units))
            found.alarms += right[key]
        before = perf_counter()
        told = audit(changed, case.structure, units=units)
        found.seconds += (perf_counter() - before) / number
        result = outcome(at, label, rows[at][label], told)
        if rules.broken(changed, units):
            found.broken += 1
            found.outcomes[result] += 1
        else:
            found.silent += 1
            found.alarms += bool(told)
    return found


def run() -> Table:
    """Every index at every size."""
    cases = [weighted(scaled=True), weighted(scaled=False)]
    if (SHARED / "data" / "goci").is_dir():
        cases[:0] = [global_index("2021"), global_index("2023")]
    rows: list[tuple[str, ...]] = []
    for case in cases:
        for size, number in ((10, 120), (44, 60), (193, 30)):
            found = measure(case, size, number)
            shares = [f"{found.outcomes[name] / found.broken:.0%}" for name in OUTCOMES]
            rows.append((
                case.name, str(size), f"{found.broken} of {number}", *shares, str(found.alarms),
                f"{found.seconds:.2f}",
            ))  # fmt: skip
    return Table(
        title="One wrong figure in a published table",
        columns=("Index", "Units", "Break a rule", *OUTCOMES, "False alarms", "Seconds a table"),
        rows=rows,
        note="Slips of one digit, swaps, digits dropped or added, moved points; audited against "
        "the structure alone. Shares are of the slips that break a rule of the index at all, told "
        "by a brute-force test of its own; the others leave a table that nothing contradicts. "
        "False alarms: findings on right tables, or on slips that break no rule. Seeded.",
    )
