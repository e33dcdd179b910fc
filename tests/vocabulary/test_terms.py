"""What the packaged files say holds together: references, sets, units, hierarchies, scales."""

from collections import defaultdict

import pytest

from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.load import broken_references
from karaula.vocabulary.models import Entry

LISTS = ("regions", "substances", "units", "markets", "bodies", "ports", "routes", "pillars")
SEE_2024 = {"ALB", "BIH", "BGR", "HRV", "MNE", "MKD", "ROU", "SRB", "SVN", "XKX"}
SEE_2021 = {"ALB", "BIH", "BGR", "HRV", "GRC", "MNE", "MKD", "ROU", "SRB", "SVN"}


def _named(entry: Entry) -> set[str]:
    """Names that stand for this entry alone: ambiguous ones are shared by design."""
    written = {
        entry.name,
        *entry.names,
        *getattr(entry, "local", ()),
        *getattr(entry, "street", ()),
    }
    return {fold(name) for name in written} - {fold(name) for name in entry.ambiguous}


def test_every_reference_resolves(vocabulary: Vocabulary) -> None:
    assert broken_references(vocabulary) == []


@pytest.mark.parametrize("list_name", LISTS)
def test_no_name_stands_for_two_terms(vocabulary: Vocabulary, list_name: str) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for key, entry in getattr(vocabulary, list_name).items():
        for name in _named(entry):
            bearers[name].add(key)
    assert {name: keys for name, keys in bearers.items() if len(keys) > 1} == {}


@pytest.mark.parametrize(
    ("area_set", "members"),
    [
        ("SEE.unodc-2024", SEE_2024),
        ("SEE.dpnsee-2021", SEE_2021),
        ("WB.six", {"ALB", "BIH", "MNE", "MKD", "SRB", "XKX"}),
    ],
)
def test_sets_differ_as_their_sources_do(
    vocabulary: Vocabulary, area_set: str, members: set[str]
) -> None:
    assert set(vocabulary.area_sets[area_set].members) == members


@pytest.mark.parametrize(
    ("area_set", "count"),
    [("EU.27", 27), ("EU.28", 28), ("SCHENGEN.2023", 27), ("SCHENGEN.2025", 29), ("SEE.selec", 11)],
)
def test_sets_have_each_member_once(vocabulary: Vocabulary, area_set: str, count: int) -> None:
    members = vocabulary.area_sets[area_set].members
    assert len(members) == len(set(members)) == count


def test_every_set_names_its_source(vocabulary: Vocabulary) -> None:
    assert all(area_set.source for area_set in vocabulary.area_sets.values())


@pytest.mark.parametrize(
    ("unit", "value", "base"),
    [
        ("kg", 1, "kg"),
        ("gram", 0.001, "kg"),
        ("tonne", 1000, "kg"),
        ("ton", 1000, "kg"),
        ("pound", 0.45359237, "kg"),
        ("quintal", 100, "kg"),
        ("hectolitre", 100, "litre"),
        ("millilitre", 0.001, "litre"),
        ("per_mille", 0.1, "percent"),
        ("percentage_point", 1, "percentage_point"),
        ("square_kilometre", 100, "hectare"),
        ("nautical_mile", 1.852, "km"),
        ("tablet", 1, "tablet"),
        ("cigarette_pack", 20, "cigarette"),
        ("usd", 1, "usd"),
    ],
)
def test_a_unit_in_its_base(vocabulary: Vocabulary, unit: str, value: float, base: str) -> None:
    assert (vocabulary.units[unit].factor, vocabulary.units[unit].base) == (value, base)


def test_a_ton_may_be_short_or_long(vocabulary: Vocabulary) -> None:
    ton = vocabulary.units["ton"]
    assert (ton.low, ton.factor, ton.high) == (907.18474, 1000, 1016.0469088)


def test_units_convert_within_their_dimension_and_a_base_is_its_own(
    vocabulary: Vocabulary,
) -> None:
    for unit in vocabulary.units.values():
        base = vocabulary.units[unit.base]
        assert (base.dimension, base.factor, base.base) == (unit.dimension, 1, unit.base)


def test_things_of_different_kinds_do_not_add_up(vocabulary: Vocabulary) -> None:
    kinds = ("count", "tablet", "ampoule", "dose", "plant", "package", "cigarette", "weapon")
    assert len({vocabulary.units[kind].base for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("words", "substance"),
    [
        ("hašiš", "cannabis_resin"),
        ("хашиш", "cannabis_resin"),
        ("marijuana", "cannabis_herb"),
        ("acidic anhydride", "acetic_anhydride"),
        ("ecstasy", "mdma"),
        ("Captagon", "captagon"),
        ("кокаин", "cocaine"),
        ("ηρωίνη", "heroin"),
        ("eroin", "heroin"),
        ("4-MMC", "mephedrone"),
        ("P-2-P", "bmk"),
        ("cocaine HCl", "cocaine_hydrochloride"),
        ("narcotics", "drugs"),
    ],
)
def test_words_for_substances(vocabulary: Vocabulary, words: str, substance: str) -> None:
    assert fold(words) in _named(vocabulary.substances[substance])


def test_tobacco_and_alcohol_are_no_drugs(vocabulary: Vocabulary) -> None:
    named = {name for entry in vocabulary.substances.values() for name in _named(entry)}
    assert not named & {"tobacco", "cigarettes", "alcohol"}


def test_substances_grow_narrower_from_group_to_form(vocabulary: Vocabulary) -> None:
    ranks = ("group", "drug", "form")
    for key, substance in vocabulary.substances.items():
        if substance.broader is None:
            assert substance.rank == "group", key
        else:
            wider = vocabulary.substances[substance.broader]
            step = ranks.index(substance.rank) - ranks.index(wider.rank)
            assert step in (0, 1) and not (substance.rank == wider.rank == "drug"), key


def test_every_component_of_an_index_that_is_a_market_has_one(vocabulary: Vocabulary) -> None:
    scored = {market.indicator for market in vocabulary.markets.values()}
    components = {key for key, item in vocabulary.indicators.items() if item.component == "market"}
    assert components <= scored


def test_ports_lie_in_the_country_of_their_code(vocabulary: Vocabulary) -> None:
    for key, port in vocabulary.ports.items():
        assert port.locode is not None, key
        assert port.locode[:2] == vocabulary.areas[port.area].iso2, key


def test_no_two_ports_share_a_code(vocabulary: Vocabulary) -> None:
    codes = [port.locode for port in vocabulary.ports.values()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("word", ["Bar", "Split", "Santos", "Colón", "Turbo", "Cartagena"])
def test_ports_that_are_also_words_are_marked(vocabulary: Vocabulary, word: str) -> None:
    assert any(word in port.ambiguous for port in vocabulary.ports.values())


@pytest.mark.parametrize(
    ("scale", "names"),
    [
        ("reliability", ["A", "B", "C", "D", "E", "F"]),
        ("credibility", ["1", "2", "3", "4", "5", "6"]),
        ("confidence", ["high", "moderate", "low"]),
        ("handling", ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]),
    ],
)
def test_grades_stand_in_order(vocabulary: Vocabulary, scale: str, names: list[str]) -> None:
    grades = [grade for grade in vocabulary.grades.values() if grade.scale == scale]
    assert [grade.name for grade in sorted(grades, key=lambda grade: grade.order)] == names
    assert [grade.order for grade in grades] == list(range(1, len(names) + 1))


def test_words_of_probability_rise(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.probability_scales) == {"icd203", "phia", "kent"}
    for scale in vocabulary.probability_scales.values():
        for lower, higher in zip(scale.words, scale.words[1:], strict=False):
            assert lower.low < higher.low and lower.high <= higher.low, scale.name


def test_the_yardstick_has_gaps(vocabulary: Vocabulary) -> None:
    words = vocabulary.probability_scales["phia"].words
    assert [word.word for word in words if word.low <= 0.22 <= word.high] == []


def test_the_four_pillars(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.pillars) == ["prevent", "pursue", "protect", "promote"]
