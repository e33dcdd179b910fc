"""Rows of seizures that look wrong: flagged with their evidence, never changed or left out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from karaula.evidence.seizure import FLAGS
from karaula.evidence.table import by_distinct
from karaula.measure.seizures.chance import codes, joined, places_of
from karaula.measure.seizures.table import code_lists
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key
from karaula.vocabulary.names import area_keys

SUSPECTS_METHOD = "suspects@3"

CODES = {
    "amount_absurd": "more than was ever seized at once",
    "weight_unit_proved": "a thousand times the weight of its copy beside it",
    "weight_scale": "far above the usual weights of its drug in its country",
    "weight_outweighs": "heavier than all other seizures of its drug, country and year together",
    "weight_above_national": "heavier than the national total of its drug and year",
    "partner_contradicted": "its copy names another country",
    "partner_single": "a partner that one country named in one year only, and rarely",
    "partner_landlocked": "by sea from or to a country without a coast",
    "partner_uninhabited": "from or to a territory where nobody lives",
    "place_abroad": "its place has the name of another country",
    "place_at_sea": "its place is at sea",
}
"""Codes that go into ``flags``, and what each says."""

FACTOR = 1000
"""Grams taken for kilograms."""

DEVIATION = 3.5
"""Robust deviations (0.6745 times the distance from the median in median absolute deviations, of
logarithms) from which a weight is an outlier: Iglewicz and Hoaglin (1993)."""

GAP = 10
"""Times that an outlier weighs the next lighter seizure."""

DIGITS = 3
"""Digits from which a weight is too precise to stand beside a thousandth of it by accident."""

ROWS = 10
"""Rows of a drug in a country from which its usual weights are known, and rows of a country with a
departure or destination from which its usual partners are."""

RARE = 3
"""Rows up to which a partner is rare."""

_ENDS = ("producing", "departure", "destination")


@dataclass(frozen=True, slots=True)
class Suspects:
    """The table of seizures with the codes in ``flags``, and the ``evidence`` of each
    (``evidence.seizure.FLAGS``)."""

    seizures: pa.Table
    evidence: pa.Table

    def without(self) -> pa.Table:
        """The rows that nothing is suspected of, to show totals both ways."""
        codes_found = pa.array(list(CODES), pa.string())
        flags = self.seizures["flags"].combine_chunks()
        bad = pc.is_in(pc.list_flatten(flags), codes_found)
        rows = pc.list_parent_indices(flags).filter(bad).to_numpy()
        keep = np.ones(self.seizures.num_rows, bool)
        keep[rows] = False
        return self.seizures.filter(pa.array(keep))


@cache
def suspect_words() -> dict[str, list[str]]:
    """``suspects.yml``."""
    path = Path(__file__).with_name("suspects.yml")
    read: dict[str, list[str]] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return read


@dataclass(slots=True)
class _Found:
    seizures: pa.Table
    parts: list[pa.Table] = field(default_factory=list)
    masks: dict[str, np.ndarray] = field(default_factory=dict)

    def add(self, code: str, rows: np.ndarray, why: Callable[[int], str], **more: Any) -> None:
        """Suspect rows (places in the table) of a code. ``why`` says it of the n-th of them."""
        mask = self.masks.setdefault(code, np.zeros(self.seizures.num_rows, bool))
        mask[rows] = True
        blank = [None] * len(rows)
        columns = [
            self.seizures["claim_id"].take(pa.array(rows, pa.int64())),
            pa.array([code] * len(rows), pa.string()),
            pa.array(more.get("value", blank), pa.float64()),
            pa.array(more.get("usual", blank), pa.float64()),
            pa.array(more.get("other", blank), pa.string()),
            pa.array([why(n) for n in range(len(rows))], pa.string()),
        ]
        self.parts.append(pa.table(columns, schema=FLAGS))


def suspects(
    seizures: pa.Table,
    vocabulary: Vocabulary,
    pairs: pa.Table | None = None,
    national: pa.Table | None = None,
) -> Suspects:
    """Flag what looks wrong in ``seizures`` (of ``evidence.seizure.SCHEMA``).

    ``pairs`` are those of :func:`~karaula.measure.seizures.duplicates.repeats`: a copy that names
    another country proves that one of the two is wrong. ``national`` are national totals by each
    substance that they cover, with columns ``area``, ``year``, ``substance`` and ``national_kg``.
    """
    seizures = seizures.combine_chunks()
    found = _Found(seizures)
    _absurd(found)
    _weights(found)
    _copies_in_other_units(found)
    if national is not None:
        _above_national(found, national)
    if pairs is not None:
        _contradicted(found, pairs)
    _partners(found)
    _places(found, vocabulary)
    return Suspects(_flagged(seizures, found.masks), _evidence(found.parts))


def _evidence(parts: list[pa.Table]) -> pa.Table:
    table = pa.concat_tables([FLAGS.empty_table(), *parts])
    return table.sort_by([(name, "ascending") for name in ("code", "claim_id", "other", "why")])


def _flagged(seizures: pa.Table, masks: dict[str, np.ndarray]) -> pa.Table:
    """The flags that stood there, without those of an earlier look, and the new ones."""
    held = seizures["flags"].combine_chunks()
    flat, row = pc.list_flatten(held), pc.list_parent_indices(held)
    before = {
        code: np.bincount(
            row.filter(pc.equal(flat, code)).to_numpy(), minlength=seizures.num_rows
        ).astype(bool)
        for code in pc.unique(flat).to_pylist()
        if code not in CODES
    }
    all_masks = {**before, **{code: masks[code] for code in CODES if code in masks}}
    empty = pa.array([[]] * seizures.num_rows, pa.list_(pa.string()))
    flags = code_lists({k: pa.array(v) for k, v in all_masks.items()}, seizures.num_rows)
    at = seizures.schema.get_field_index("flags")
    return seizures.set_column(at, "flags", flags if all_masks else empty)


def _absurd(found: _Found) -> None:
    """Rows whose amount was found beyond all bounds when it was read."""
    held = found.seizures["flags"].combine_chunks()
    among = pc.equal(pc.list_flatten(held), "amount_absurd")
    rows = pc.unique(pc.list_parent_indices(held).filter(among)).to_numpy()
    told = found.seizures.select(["amount", "unit"]).take(pa.array(rows)).to_pylist()
    found.add(
        "amount_absurd",
        rows,
        lambda n: f"{told[n]['amount']:g} {told[n]['unit'] or ''}".rstrip(),
        value=[one["amount"] for one in told],
    )


def _weights(found: _Found) -> None:
    """Weights far above those of their drug in their country, and rows that outweigh a year."""
    kg = found.seizures["kg"].fill_null(np.nan).to_numpy()
    area, drug = codes(found.seizures["area"]), codes(found.seizures["substance"])
    days = found.seizures["date_low"].cast(pa.int32()).fill_null(0).to_numpy()
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    use = np.flatnonzero((kg > 0) & (area > 0) & (drug > 0))
    if not use.size:
        return
    group = joined(area[use], drug[use])
    size, rows = np.log10(kg[use]), np.bincount(group)[group]
    order = np.lexsort((size, group))
    middle = _medians(size, group, order)
    spread = np.abs(size - middle)
    deviation = (
        0.6745 * spread / np.maximum(_medians(spread, group, np.lexsort((spread, group))), 0.05)
    )
    lighter = np.full(use.size, -np.inf)
    same = np.diff(group[order]) == 0
    lighter[order[1:][same]] = size[order[:-1][same]]
    # The first weight of a gap, and all that are heavier still.
    top = (size - lighter >= np.log10(GAP)) & (deviation >= DEVIATION)
    top &= (size - middle >= np.log10(FACTOR)) & (rows >= ROWS)
    bound = np.full(int(group.max()) + 1, np.inf)
    np.minimum.at(bound, group[top], size[top])
    odd = np.flatnonzero(size >= bound[group])
    usual = 10 ** middle[odd]
    found.add(
        "weight_scale",
        use[odd],
        lambda n: (
            f"{kg[use[odd[n]]]:g} kg, where the middle one of {rows[odd[n]]} seizures weighs"
            f" {usual[n]:.3g} kg"
        ),
        value=kg[use[odd]],
        usual=usual,
    )
    period = joined(group, year[use])
    total = np.bincount(period, kg[use])[period]
    heavy = np.flatnonzero(
        (kg[use] > total - kg[use]) & (np.bincount(period)[period] >= ROWS)
    )  # fmt: skip
    rest = (total - kg[use])[heavy]
    found.add(
        "weight_outweighs",
        use[heavy],
        lambda n: f"{kg[use[heavy[n]]]:g} kg, all others of the year together {rest[n]:.6g} kg",
        value=kg[use[heavy]],
        usual=rest,
    )


def _medians(values: np.ndarray, group: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Median of each group, for each item; ``order`` sorts by group and then value."""
    size = np.bincount(group)
    begin = np.concatenate([[0], np.cumsum(size)[:-1]])
    ordered = values[order]
    low, high = ordered[begin + (size - 1) // 2], ordered[begin + size // 2]
    return np.asarray(((low + high) / 2)[group])


def _copies_in_other_units(found: _Found) -> None:
    """Rows a thousand times as heavy as one of the same day, place and drug."""
    table = found.seizures
    kg = table["kg"].fill_null(np.nan).to_numpy()
    same = [codes(table[n]) for n in ("area", "substance", "date_low", "place")]
    use = np.flatnonzero((kg > 0) & np.all([one > 0 for one in same], axis=0))
    if not use.size:
        return
    grams = np.round(kg[use] * 1e6).astype(np.int64)
    key = joined(*(one[use] for one in same))
    round_ones = np.flatnonzero((np.bincount(key)[key] > 1) & (grams % FACTOR == 0))
    # Round weights stand a thousandfold beside each other by accident.
    precise = [len(str(g).strip("0")) >= DIGITS for g in grams[round_ones].tolist()]
    many = round_ones[np.array(precise, bool)]
    beside = np.flatnonzero(np.isin(key, key[many]))
    known: dict[tuple[int, int], int] = {}
    for at, *pair in zip(
        beside.tolist(), key[beside].tolist(), grams[beside].tolist(), strict=True
    ):
        known.setdefault((pair[0], pair[1]), at)
    rows, other = [], []
    for at in many.tolist():
        place = known.get((int(key[at]), int(grams[at]) // FACTOR))
        if place is not None and grams[at]:
            rows.append(int(use[at]))
            other.append(int(use[place]))
    claims = table["claim_id"].take(pa.array(other, pa.int64())).to_pylist()
    found.add(
        "weight_unit_proved",
        np.array(rows, np.int64),
        lambda n: f"{kg[rows[n]]:g} kg beside {kg[other[n]]:g} kg of the same day and place",
        value=kg[rows] if rows else [],
        usual=kg[other] if rows else [],
        other=claims,
    )


def _above_national(found: _Found, national: pa.Table) -> None:
    """Rows heavier than the national total that covers their substance, of the same year."""
    table = found.seizures
    year = pc.if_else(
        pc.equal(pc.year(table["date_low"]), pc.year(table["date_high"])),
        pc.year(table["date_low"]),
        None,
    )
    cases = pa.table(
        {
            "row": pa.array(np.arange(table.num_rows)),
            "area": table["area"],
            "year": year,
            "substance": table["substance"],
            "kg": table["kg"],
        }
    )
    least = pc.min(national["national_kg"])
    cases = cases.filter(pc.fill_null(pc.greater(cases["kg"], least), False))
    met = cases.join(national, ["area", "year", "substance"], join_type="inner")
    met = met.filter(pc.greater(met["kg"], met["national_kg"])).sort_by("row")
    kg, usual = met["kg"].to_numpy(), met["national_kg"].to_numpy()
    found.add(
        "weight_above_national",
        met["row"].to_numpy(),
        lambda n: f"{kg[n]:g} kg, the whole national total is {usual[n]:g} kg",
        value=kg,
        usual=usual,
    )


def _contradicted(found: _Found, pairs: pa.Table) -> None:
    """Rows whose copy names another country: one of the two is wrong."""
    held = pairs.filter(
        pc.and_(pairs["linked"], pc.greater(pc.list_value_length(pairs["differ"]), 0))
    )
    named = [*held["kept"].to_pylist(), *held["repeat"].to_pylist()]
    place = places_of(named, found.seizures["claim_id"])
    rows, others, words = [], [], []
    for pair in held.to_pylist():
        ends = [name for name in _ENDS if name in pair["differ"]]
        one, other = place.get(pair["kept"]), place.get(pair["repeat"])
        if not ends or one is None or other is None:
            continue
        for mine, theirs in ((one, other), (other, one)):
            told = [
                f"{name} {found.seizures[name][mine].as_py()}, its copy has"
                f" {found.seizures[name][theirs].as_py()}"
                for name in ends
            ]
            rows.append(mine)
            others.append(found.seizures["claim_id"][theirs].as_py())
            words.append("; ".join(told))
    found.add("partner_contradicted", np.array(rows, np.int64), words.__getitem__, other=others)


def _partners(found: _Found) -> None:
    """Countries that hardly can be, or hardly anybody named as, a departure or destination."""
    table = found.seizures
    known = suspect_words()
    area = codes(table["area"])
    days = table["date_low"].cast(pa.int32()).fill_null(0).to_numpy()
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    by_sea = pc.is_in(table["transport"], pa.array(["commercial_sea", "private_sea", "sea"]))
    sea = np.asarray(by_sea.to_numpy(), bool)
    for end in _ENDS[1:]:
        partner = codes(table[end])
        names = table[end]
        away = pc.fill_null(pc.not_equal(names, table["area"]), False)
        abroad = np.flatnonzero(np.asarray(away.to_numpy(), bool))
        size = int(partner.max(initial=0)) + 1
        of = partner[abroad]
        who = np.bincount(np.unique(np.stack([of, area[abroad]]), axis=1)[0], minlength=size)
        when = np.bincount(np.unique(np.stack([of, year[abroad]]), axis=1)[0], minlength=size)
        often = np.bincount(of, minlength=size)
        # Among a handful of rows every partner is named once.
        known_of = np.bincount(area[abroad])[area[abroad]] >= ROWS
        single = abroad[known_of & (who[of] == 1) & (when[of] == 1) & (often[of] <= RARE)]
        _say(found, "partner_single", single, end, f"nobody else names it as a {end}")
        for code, listed, words in (
            ("partner_landlocked", "landlocked", "has no coast, and the seizure was at sea"),
            ("partner_uninhabited", "uninhabited", "has no inhabitants"),
        ):
            among = pc.is_in(names, pa.array(known[listed]))
            mask = np.asarray(among.to_numpy(), bool)
            mask &= sea if code == "partner_landlocked" else True
            _say(found, code, np.flatnonzero(mask), end, words)


def _say(found: _Found, code: str, rows: np.ndarray, end: str, words: str) -> None:
    names = found.seizures[end].take(pa.array(rows, pa.int64())).to_pylist()
    found.add(code, rows, lambda n: f"{end} {names[n]}: {words}")


def _places(found: _Found, vocabulary: Vocabulary) -> None:
    """Places that are another country's name, or at sea."""
    sea = {name_key(words) for words in suspect_words()["at_sea"]}
    countries = area_keys(vocabulary.areas)

    def where(text: str) -> str | None:
        key = name_key(text)
        if any(f" {words} " in f" {key} " for words in sea):
            return "sea"
        return countries.get(key)

    met = by_distinct(found.seizures["place"], where, pa.string())
    within = by_distinct(found.seizures["division"], where, pa.string())
    at_sea = pc.equal(met, "sea")
    # A name that stands beside a division, here or in another row, is that of a town.
    town = pc.and_(pc.is_valid(met), pc.is_valid(found.seizures["division"].combine_chunks()))
    town = np.asarray(pc.and_(town, pc.is_null(within)).to_numpy(zero_copy_only=False), bool)
    area = found.seizures["area"].combine_chunks()
    name = joined(codes(area), codes(met))
    other = pc.and_(pc.not_equal(met, area), pc.invert(at_sea))
    other = pc.and_(other, pa.array((np.bincount(name, town) == 0)[name]))
    for code, mask in (("place_abroad", other), ("place_at_sea", at_sea)):
        rows = np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))
        places = found.seizures["place"].take(pa.array(rows, pa.int64())).to_pylist()
        found.add(code, rows, places.__getitem__)
