"""Wrong figures in a text about a composite index: found, and laid at the right door?

A consistent text is written from an index's figures, as country profiles state them: a table of
scores and ranks, and for each country its scores, its ranks in three lists and some of the parts.
Then one figure is changed at a time, and the text is checked without the data set.
"""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path

from benchmarks import SHARED, Table
from karaula.check import Finding, check, load_rules
from karaula.evidence import Claim, Observation, Source
from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.models import Area, Edition, Index, Indicator, Level, Region, Scale

SEED = 20210928
SOURCE = Source(source_id="text", sha256="0" * 64, name="profiles.txt", title="Profiles")

Scores = dict[tuple[str, str], Fraction]
"""Exact values by area and indicator."""


@dataclass(frozen=True)
class World:
    """An index in one edition: exact scores, the lists of areas, and the words for them."""

    vocabulary: Vocabulary
    index: str
    edition: str
    scores: Scores
    lists: dict[str, tuple[str, ...]]
    """Areas of each list; widest first."""
    pool: str
    """The list that the countries of a text are drawn from."""

    @property
    def structure(self) -> dict[str, tuple[str, ...]]:
        """Parts of every level."""
        levels = self.vocabulary.indices[self.index].editions[self.edition].levels
        return {name: level.mean_of for name, level in levels.items()}

    def published(self, area: str, indicator: str) -> str:
        """A score with two decimals, rounded half up."""
        return two_decimals(self.scores[area, indicator])

    def rank(self, area: str, indicator: str, among: str) -> int:
        """One more than the areas of the list that score higher."""
        own = self.scores[area, indicator]
        return 1 + sum(self.scores[other, indicator] > own for other in self.lists[among])


def two_decimals(exact: Fraction) -> str:
    """Rounded half up."""
    hundredths = int(exact * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def ordinal(number: int) -> str:
    """61st, 42nd, 33rd, 11th."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def with_levels(singles: Scores, structure: dict[str, tuple[str, ...]]) -> Scores:
    """Add every level as the mean of its parts, from the parts up."""
    scores = dict(singles)
    areas = {area for area, _ in singles}
    waiting = dict(structure)
    while waiting:
        for level, parts in list(waiting.items()):
            if not any(part in waiting for part in parts):
                for area in areas:
                    total = sum((scores[area, part] for part in parts), Fraction(0))
                    scores[area, level] = total / len(parts)
                del waiting[level]
    return scores


def invented(seed: int = SEED) -> World:
    """An index that nobody publishes: 40 areas, 6 harms, 3 actors, 8 defences, 0 to 8 by 0.5."""
    pick = random.Random(seed)
    harms = tuple(f"harm_{n}" for n in range(1, 7))
    actors = tuple(f"actor_{n}" for n in range(1, 4))
    defences = tuple(f"defence_{n}" for n in range(1, 9))
    structure = {
        "harms": harms,
        "actors": actors,
        "threat": ("harms", "actors"),
        "defence": defences,
    }
    areas = [f"{a}{b}Z" for a, b in product("ABCDE", "KLMNPQRS")]
    vocabulary = Vocabulary(
        areas={code: Area(name=code.title(), iso2=code[:2]) for code in areas},
        regions={
            "WORLD": Region(name="World"),
            "NORTH": Region(name="North", within=("WORLD",)),
            "COAST": Region(name="Coast", within=("NORTH",)),
        },
        indicators={
            name: Indicator(name=name.replace("_", " ").title(), unit="score", index="invented")
            for name in (*structure, *harms, *actors, *defences)
        },
        indices={
            "invented": Index(
                name="Invented Index",
                publisher="Nobody",
                scale=Scale(low=0, high=8, step=0.5),
                decimals=2,
                ranked=("threat", "defence"),
                editions={
                    "2030": Edition(
                        countries=len(areas),
                        levels={name: Level(mean_of=parts) for name, parts in structure.items()},
                    )
                },
            )
        },
    )
    singles = {
        (area, part): Fraction(pick.randint(2, 14), 2)
        for area in areas
        for part in (*harms, *actors, *defences)
    }
    lists = {"WORLD": tuple(areas), "NORTH": tuple(areas[:24]), "COAST": tuple(areas[:14])}
    return World(vocabulary, "invented", "2030", with_levels(singles, structure), lists, "NORTH")


def published_index(edition: str, folder: Path = SHARED / "data" / "goci") -> World:
    """The Global Organized Crime Index, from a table of its published figures."""
    vocabulary = load()
    levels = vocabulary.indices["goci"].editions[edition].levels
    structure = {name: level.mean_of for name, level in levels.items()}
    regions = {
        name: code for code, region in vocabulary.regions.items() for name in (region.name, code)
    }
    lists: dict[str, dict[str, None]] = defaultdict(dict)
    singles: Scores = {}
    with (folder / "goci_tidy.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["edition"] != edition:
                continue
            for name in ("WORLD", row["continent"], row["region"]):
                lists[regions.get(name, name)][row["iso3"]] = None
            if not row["indicator"].endswith("_avg"):
                singles[row["iso3"], row["indicator"]] = Fraction(row["value"])
    return World(
        vocabulary,
        "goci",
        edition,
        with_levels(singles, structure),
        {name: tuple(areas) for name, areas in lists.items()},
        "EUROPE",
    )


def profiles(world: World, areas: Sequence[str], *, table: bool = True) -> list[Claim]:
    """What a text of country profiles states: 17 figures a country and 3 in the table."""
    top, other = world.vocabulary.indices[world.index].ranked
    first, second = world.structure[top]
    shown = world.structure[first][-4:]
    slots: list[Observation] = []

    def score(area: str, indicator: str) -> None:
        raw = world.published(area, indicator)
        slots.append(
            Observation(
                indicator=indicator, value=float(raw), unit="score", area=(area,),
                period=world.edition, raw_value=raw,
            )
        )  # fmt: skip

    def rank(area: str, indicator: str, among: str, *, words: bool = True) -> None:
        number = world.rank(area, indicator, among)
        slots.append(
            Observation(
                indicator=indicator, value=number, unit="rank", area=(area,),
                period=world.edition, of=len(world.lists[among]), among=among,
                raw_value=ordinal(number) if words else str(number),
            )
        )  # fmt: skip

    for area in areas:
        standing = [name for name, members in world.lists.items() if area in members][:3]
        if table:
            score(area, top)
            for among in standing[:2]:
                rank(area, top, among, words=False)
        for indicator in (top, other):
            score(area, indicator)
            for among in standing:
                rank(area, indicator, among)
        for indicator in (first, *shown, second):
            score(area, indicator)
    return placed(slots)


def placed(slots: Sequence[Observation]) -> list[Claim]:
    """Claims of a text in which the figures stand one after the other."""
    claims, at = [], 0
    for seen in slots:
        raw = seen.raw_value or ""
        claims.append(
            Claim(
                slots=seen, source_id=SOURCE.source_id, method="text:profiles@1",
                quote=raw, start=at, end=at + len(raw),
            )
        )  # fmt: skip
        at += len(raw) + 1
    return claims


def slipped(claims: Sequence[Claim], pick: random.Random) -> tuple[int, list[Claim]]:
    """Change one figure by one digit, or by swapping two neighbours. An ordinal keeps the ending
    of the right number or gets that of the wrong one."""
    while True:
        at = pick.randrange(len(claims))
        seen = claims[at].slots
        assert isinstance(seen, Observation)
        raw = seen.raw_value or ""
        digits = [n for n, sign in enumerate(raw) if sign.isdigit()]
        written = list(raw)
        if pick.random() < 0.4 and len(digits) > 1:
            n = pick.randrange(len(digits) - 1)
            a, b = digits[n], digits[n + 1]
            written[a], written[b] = written[b], written[a]
        else:
            written[pick.choice(digits)] = str(pick.randrange(10))
        changed = "".join(written)
        number = changed.rstrip("stndrh")
        if float(number) == seen.value or (seen.unit == "rank" and number.startswith("0")):
            continue
        if changed != number and pick.random() < 0.5:
            changed = ordinal(int(number))
        slots = [claim.slots for claim in claims]
        slots[at] = replace(seen, value=float(number), raw_value=changed)
        return at, placed([item for item in slots if isinstance(item, Observation)])


def contradicts(world: World, claims: Sequence[Claim]) -> bool:
    """Whether the figures contradict each other, by brute force over the rules of the index.

    Written apart from the program's own checks, with fractions and loops over all pairs.
    """
    stated: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim in claims:
        seen = claim.slots
        assert isinstance(seen, Observation)
        number = (seen.raw_value or "").rstrip("stndrh")
        stated[seen.area[0], seen.indicator, seen.among or ""].add(number)
    if any(len(numbers) > 1 for numbers in stated.values()):
        return True
    one = {key: next(iter(numbers)) for key, numbers in stated.items()}
    scores = {(area, name): raw for (area, name, among), raw in one.items() if not among}
    if any(_impossible(world, area, name, scores) for area, name in scores):
        return True
    ranks = {key: int(raw) for key, raw in one.items() if key[2]}
    for (area, name, among), rank in ranks.items():
        size = len(world.lists[among])
        if not 1 <= rank <= size:
            return True
        for larger, members in world.lists.items():
            wide = ranks.get((area, name, larger))
            if (
                wide is not None
                and set(world.lists[among]) < set(members)
                and not 0 <= wide - rank <= len(members) - size
            ):
                return True
    for (key, rank), (key2, rank2) in combinations(ranks.items(), 2):
        if key[1:] != key2[1:]:
            continue
        gap = float(scores[key[:2]]) - float(scores[key2[:2]])
        if (gap > 0) != (rank < rank2) or (gap < 0) != (rank > rank2):
            return True
        for larger, members in world.lists.items():
            wide = [ranks.get((k[0], k[1], larger)) for k in (key, key2)]
            if None not in wide and set(world.lists[key[2]]) < set(members):
                inner, outer = rank2 - rank, (wide[1] or 0) - (wide[0] or 0)
                if abs(outer) < abs(inner) or inner * outer < 0 or (inner == 0) != (outer == 0):
                    return True
    by_list: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (_, name, among), rank in ranks.items():
        by_list[name, among].append(rank)
    return any(
        sum(other < rank for other in listed) > rank - 1
        or sum(other <= low for other in listed if other == low) > rank - low
        for listed in by_list.values()
        for rank in listed
        for low in listed
        if low < rank
    )


def _values(world: World, name: str) -> set[Fraction]:
    scale = world.vocabulary.indices[world.index].scale
    parts = world.structure.get(name)
    if parts is None:
        low, high, step = (Fraction(str(n)) for n in (scale.low, scale.high, scale.step))
        return {low + n * step for n in range(int((high - low) / step) + 1)}
    return {total / len(parts) for total in _sums(world, parts)}


_CACHE: dict[tuple[str, str, tuple[str, ...]], set[Fraction]] = {}


def _sums(world: World, parts: tuple[str, ...]) -> set[Fraction]:
    key = world.index, world.edition, parts
    if key not in _CACHE:
        sums = {Fraction(0)}
        for part in parts:
            sums = {a + b for a in sums for b in _values(world, part)}
        _CACHE[key] = sums
    return _CACHE[key]


def _impossible(world: World, area: str, name: str, scores: dict[tuple[str, str], str]) -> bool:
    exact = [value for value in _values(world, name) if two_decimals(value) == scores[area, name]]
    if not exact:
        return True
    parts = world.structure.get(name)
    if parts is None:
        return False
    known = [part for part in parts if (area, part) in scores]
    free = tuple(part for part in parts if part not in known)
    options = [
        [v for v in _values(world, part) if two_decimals(v) == scores[area, part]] for part in known
    ]
    if not all(options):
        return True
    rest = _sums(world, free)
    return not any(
        value * len(parts) - sum(chosen, Fraction(0)) in rest
        for value in exact
        for chosen in product(*options)
    )


OUTCOMES = (
    "found",
    "one error, on the changed figure",
    "and the right correction",
    "left open, the changed figure among the suspects",
    "another figure blamed",
)


def outcome(claims: Sequence[Claim], at: int, right: str, findings: list[Finding]) -> set[str]:
    """What the findings make of the figure that was changed."""
    told = [finding for finding in findings if finding.level != "note"]
    if not told:
        return set()
    result = {"found"}
    errors = [finding for finding in told if finding.level == "error"]
    own = claims[at].claim_id
    if any(finding.evidence[0].claim_id != own for finding in errors):
        result.add("another figure blamed")
    elif errors:
        result.add("one error, on the changed figure")
        if errors[0].correction is not None and float(errors[0].correction) == float(right):
            result.add("and the right correction")
    elif any(own in {item.claim_id for item in finding.evidence} for finding in told):
        result.add("left open, the changed figure among the suspects")
    else:
        result.add("another figure blamed")
    return result


def trials(
    world: World, number: int, seed: int = SEED, *, table: bool = True
) -> Iterator[tuple[list[Claim], int, str, list[Claim]]]:
    """Consistent claims, which is changed, its right figure, and the claims with the change."""
    pick = random.Random(seed)
    for _ in range(number):
        areas = sorted(pick.sample(world.lists[world.pool], 10))
        claims = profiles(world, areas, table=table)
        at, changed = slipped(claims, pick)
        yield claims, at, claims[at].quote.rstrip("stndrh"), changed


def measure(
    world: World, number: int, *, rules: Sequence[str] | None = None, table: bool = True
) -> tuple[int, int, Counter[str], int]:
    """Detectable changes, undetectable ones with an alarm, outcomes of the former, and alarms on
    texts without a change."""
    checks = [known for known in load_rules() if rules is None or known.rule.id in rules]
    sources = {SOURCE.source_id: SOURCE}
    detectable, beyond, alarms = 0, 0, 0
    counts: Counter[str] = Counter()
    for claims, at, right, changed in trials(world, number, table=table):
        alarms += bool(check(claims, sources, world.vocabulary, rules=checks))
        findings = check(changed, sources, world.vocabulary, rules=checks)
        if contradicts(world, changed):
            detectable += 1
            counts.update(outcome(changed, at, right, findings))
        else:
            beyond += bool(findings)
    return detectable, beyond, counts, alarms


def several(world: World, number: int, slips: int) -> tuple[int, Counter[str]]:
    """Outcomes of each detectable slip where texts have ``slips`` wrong figures at once.

    "Another figure blamed" counts errors on figures that were right.
    """
    pick = random.Random(SEED)
    sources = {SOURCE.source_id: SOURCE}
    detectable = 0
    counts: Counter[str] = Counter()
    for _ in range(number):
        claims = changed = profiles(world, sorted(pick.sample(world.lists[world.pool], 10)))
        for _ in range(slips):
            _, changed = slipped(changed, pick)
        right: dict[str, float] = {}
        known, wrong = set(), set()
        for at, (claim, other) in enumerate(zip(claims, changed, strict=True)):
            assert isinstance(claim.slots, Observation) and isinstance(other.slots, Observation)
            right[other.claim_id] = claim.slots.value
            if claim.slots.value != other.slots.value:
                wrong.add(other.claim_id)
                if contradicts(world, [*claims[:at], other, *claims[at + 1 :]]):
                    known.add(other.claim_id)
        findings = check(changed, sources, world.vocabulary)
        errors = {f.evidence[0].claim_id: f for f in findings if f.level == "error"}
        open_ = {item.claim_id for f in findings if f.level == "warning" for item in f.evidence}
        detectable += len(known)
        settled = known & errors.keys()
        counts["found"] += len(known & (errors.keys() | open_))
        counts[OUTCOMES[1]] += len(settled)
        counts[OUTCOMES[2]] += sum(
            float(errors[key].correction or "nan") == right[key or ""] for key in settled
        )
        counts[OUTCOMES[3]] += len(known & open_ - errors.keys())
        counts[OUTCOMES[4]] += len(errors.keys() - wrong)
    return detectable, counts


def run() -> Table:
    """The diagnosis beside a check that knows only which values are attainable."""
    number = 150
    rows = []
    worlds = {"invented index": invented()}
    if (SHARED / "data" / "goci").is_dir():
        worlds |= {f"GOCI {year}": published_index(year) for year in ("2021", "2023")}
    for name, world in worlds.items():
        for way, rules, table in (
            ("`karaula.check`", None, True),
            ("`karaula.check`, no table in the text", None, False),
            ("attainable values alone", ("index-attainable",), True),
        ):
            detectable, _, counts, alarms = measure(world, number, rules=rules, table=table)
            shares = [f"{counts[outcome] / detectable:.0%}" for outcome in OUTCOMES]
            rows.append((name, way, f"{detectable} of {number}", *shares, str(alarms)))
        for slips in (4, 12):
            detectable, counts = several(world, 30, slips)
            shares = [f"{counts[outcome] / detectable:.0%}" for outcome in OUTCOMES]
            way = f"`karaula.check`, {slips} wrong figures a text"
            rows.append((name, way, f"{detectable} of {30 * slips}", *shares, "-"))
    return Table(
        title="Slips of the pen in a text about an index",
        columns=("Figures", "Check", "Detectable", *OUTCOMES, "Alarms on right texts"),
        rows=rows,
        note=f"{number} texts of ten countries each, one figure changed by a digit or a swap, "
        "checked without the data set; seeded. Detectable: some rule of the index is broken, by a "
        "brute-force test of its own. Shares are of the detectable ones.",
    )
