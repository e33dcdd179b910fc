"""Structures from specifications and tables of elements, and every fault told at once."""

import itertools
from pathlib import Path

import pytest

from karaula.errors import KaraulaError
from karaula.measure.index import Element, Structure, StructureError, read_structure
from karaula.vocabulary.models import Edition, Index, Level, Scale

GOOD = """\
name: Trade
decimals: 1
indicators:
  lpi: {name: Logistics, parent: trade, direction: -1, weight: 2, unit: score, target: 4.1}
  NO: {parent: trade, denominator: people, group: north}
  on:
aggregates:
  trade: {name: Trade}
chain:
  - select: {drop: ["on"]}
  - aggregate
"""
TABLE = """\
Level,iCode,iName,Direction,Weight,Unit,Target,Denominator,Parent,Type
1,lpi,Logistics,-1,2,score,4.1,,trade,Indicator
1,gas,,1,1,,,people,trade,Indicator
2,trade,Trade,1,1,,,,,Aggregate
,people,Population,,,,,,,Denominator
,continent,Continent,,,,,,,Group
"""


@pytest.fixture
def read(tmp_path: Path):
    def written(text: str, name: str = "structure.yml") -> Structure:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_structure(path)

    return written


class TestSpecification:
    def test_what_it_says(self, read) -> None:
        structure = read(GOOD)
        assert (structure.name, structure.decimals) == ("Trade", 1)
        assert structure.elements["lpi"] == Element(
            code="lpi", name="Logistics", parent="trade", direction=-1, weight=2, unit="score",
            target=4.1,
        )  # fmt: skip
        assert structure.chain is not None
        assert [str(step) for step in structure.chain] == ["select (drop [on])", "aggregate"]

    def test_codes_that_yaml_takes_for_truth_stay_words(self, read) -> None:
        assert read(GOOD).indicators == ("lpi", "NO", "on")

    def test_without_a_chain(self, read) -> None:
        assert read(GOOD.partition("chain:")[0]).chain is None

    def test_data_instead_of_a_file(self) -> None:
        structure = read_structure(
            {"indicators": {"a": {"parent": "t"}, "b": {"parent": "t"}}, "aggregates": {"t": None}}
        )
        assert structure.parts == {"t": ("a", "b")}


class TestTable:
    def test_the_same_elements(self, read) -> None:
        structure = read(TABLE, "structure.csv")
        assert structure.indicators == ("lpi", "gas")
        assert structure.elements["lpi"] == read(GOOD).elements["lpi"]
        assert structure.elements["gas"].denominator == "people"

    def test_rows_of_columns_are_no_elements(self, read) -> None:
        assert "people" not in read(TABLE, "structure.csv").elements

    def test_weights_with_decimal_commas(self, read) -> None:
        structure = read("code;parent;weight\na;t;0,5\nb;t;1,5\nt;;\n", "s.csv")
        assert structure.share("a") == 0.25


FAULTS = {
    "an unknown parent": (GOOD.replace("{parent: trade,", "{parent: traed,"),
                          "NO counts towards traed, which is not among the elements"),
    "a circle": (GOOD.replace("{name: Trade}", "{parent: trade}"), "trade -> trade is a circle"),
    "a code twice": (GOOD.replace("  on:", "  lpi: {}"),
                     "line 6: lpi is given twice, first in line 4; keep one"),
    "a code as indicator and aggregate": (GOOD.replace("on:", "trade:"),
                                          "trade is given 2 times, counting towards nothing"),
    "a direction": (GOOD.replace("-1", "2"), "direction of lpi is 2; write 1 or -1"),
    "a negative weight": (GOOD.replace("weight: 2", "weight: -2"), "weight of lpi is -2.0; write"),
    "a weight without end": (GOOD.replace("weight: 2", "weight: .inf"), "weight of lpi is inf"),
    "no weight at all": (GOOD.replace("weight: 2", "weight: 0").replace("{parent", "{weight: 0, "
                         "parent"), "all parts of trade have the weight 0; give at least one"),
    "a weight in words": (GOOD.replace("weight: 2", "weight: two"),
                          r"line 4, indicators.lpi.weight: input should be a valid number"),
    "a slip in a name": (GOOD.replace("weight:", "wieght:"),
                         "line 4, indicators.lpi.wieght: there is no entry wieght; did you mean"),
    "an unknown part": (GOOD + "colour: red\n", "line 12, colour: there is no entry colour"),
    "an aggregate of nothing": (GOOD.replace("aggregates:", "aggregates:\n  empty:"),
                                "the aggregate empty has no parts; leave it out or give it some"),
    "an indicator with parts": (GOOD.replace("parent: trade, den", "parent: lpi, den"),
                                "the indicator lpi has parts; list it among the aggregates"),
    "an unknown step": (GOOD.replace("aggregate\n", "agregate\n"),
                        "there is no step agregate; did you mean aggregate"),
    "an unknown setting": (GOOD.replace("{drop", "{droop"),
                           "select: there is no setting droop; did you mean drop"),
    "an unknown method": (GOOD + "  - normalise: {method: minmax}\n",
                          "normalise: there is no method to normalise minmax; did you mean"),
    "a step that says two things": (GOOD + "  - {screen: {available: 1}, treat: {}}\n",
                                    "line 12, chain.2: screen, treat in one step; write"),
    "a scale upside down": (GOOD + "scale: {low: 5, high: 1, step: 1}\n",
                            "line 12, scale: low is not below high"),
    "a step without a name": (GOOD + "  - [1]\n", "line 12, chain.2: write a step as its name"),
    "no indicators": ("name: x\n", "indicators: field required"),
    "no YAML": ("a: [", "is no YAML"),
    "nothing": ("- 1", "says nothing of an index"),
    "an empty file": ("", "is empty"),
}  # fmt: skip
TABLE_FAULTS = {
    "a level that cannot be": (TABLE.replace("2,trade", "3,trade"),
                               "level of trade is 3, and 2 by its parts; correct one of them"),
    "an unknown type": (TABLE.replace("Group", "Grp"), "row 6: there is no type grp; did you mean"),
    "a code twice": (TABLE.replace("gas", "lpi"), "lpi is given 2 times, counting towards trade"),
    "no code": (TABLE.replace("gas", ""), r"row 3, column iCode \(B\): no code; name it"),
    "a weight in words": (TABLE.replace(",2,score", ",two,score"),
                          r"row 2, column Weight \(E\): 'two' is no number; correct it"),
    "a column of nothing": (TABLE.replace("Unit", "Colour"),
                            r"column Colour \(F\) says nothing that is known of an element"),
    "no codes": ("a,b\n1,2\n", "no column of codes can be told"),
}  # fmt: skip


class TestFaults:
    @pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
    def test_of_a_specification(self, read, text: str, message: str) -> None:
        with pytest.raises(KaraulaError, match=message) as caught:
            read(text)
        assert "structure.yml" in str(caught.value)

    @pytest.mark.parametrize(("text", "message"), TABLE_FAULTS.values(), ids=TABLE_FAULTS)
    def test_of_a_table(self, read, text: str, message: str) -> None:
        with pytest.raises(KaraulaError, match=message) as caught:
            read(text, "structure.csv")
        assert "structure.csv" in str(caught.value)

    def test_all_at_once(self, read) -> None:
        text = GOOD + "name: Again\n"
        for good, bad in (("weight: 2", "wieght: 2"), ("-1", "3"), ("e\n", "ee\n")):
            text = text.replace(good, bad)
        text = text.replace("parent: trade, den", "parent: none, den")
        with pytest.raises(StructureError) as caught:
            read(text)
        said = str(caught.value)
        for fault in ("wieght", "name is given twice", "NO counts towards none", "step aggregatee"):
            assert fault in said


TWO = "indicators: {a: {parent: t}, b: {parent: t}}\naggregates: {t: {}}\n"
ATTACKS = {
    "a list of indicators": ("indicators: [a, b]", "line 1, indicators: write a mapping"),
    "a number for an indicator": ("indicators: {a: 1}", "line 1, indicators.a: write a mapping"),
    "steps without order": (TWO + "chain: {a: 1}", "line 3, chain: write a step as its name"),
    "settings as a list": (TWO + "chain: [{treat: [1]}]", "line 3, chain.0: write a step as its"),
    "a setting of the wrong kind": (TWO + "chain: [{select: {drop: 3}}, {rank: {within: [1]}}, "
                                    "{denominate: {scale: 3}}]",
                                    r"(?s)drop is 3; write a list.*within is \[1\].*scale is 3"),
    "an alias of itself": ("indicators: &x {a: *x}", "nests too deeply or refers to itself"),
    "aliases of aliases": ("a: &a [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{new}: &{new} [{','.join(['*' + old] * 10)}]\n"
        for old, new in itertools.pairwise("abcdefgh")),
        "has more than 200,000 entries; use fewer aliases"),
    "a deep nest": ("a: " + "[" * 5000, "nests too deeply|is no YAML"),
    "code": ("indicators: !!python/object/apply:os.system ['ls']", "is no YAML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), ATTACKS.values(), ids=ATTACKS)
def test_no_file_brings_a_traceback_or_fills_the_memory(read, text: str, message: str) -> None:
    with pytest.raises(KaraulaError, match=message):
        read(text)


class TestEdition:
    INDEX = Index(
        name="Toy", publisher="Nobody", scale=Scale(low=1, high=10, step=0.5), decimals=2,
        ranked=("crime",), high_from=5.5, editions={},
    )  # fmt: skip

    def test_an_edition_is_an_ordinary_structure(self) -> None:
        edition = Edition(
            levels={
                "goods": Level(mean_of=("timber", "tobacco")),
                "crime": Level(mean_of=("goods", "gangs")),
                "answer": Level(mean_of=("law",)),
            }
        )
        structure = Structure.of_edition(edition, self.INDEX, {"timber": "Timber"})
        assert set(structure.tops) == {"crime", "answer"}
        assert structure.indicators == ("timber", "tobacco", "gangs", "law")
        assert structure.share("timber") == 0.5
        assert structure.elements["timber"].name == "Timber"
        assert structure.scale is not None
        assert (structure.scale.step, structure.high_from) == (0.5, 5.5)

    def test_a_part_of_two_levels_is_told(self) -> None:
        edition = Edition(levels={"a": Level(mean_of=("x",)), "b": Level(mean_of=("x",))})
        with pytest.raises(StructureError, match="x is given 2 times, counting towards a, b"):
            Structure.of_edition(edition, self.INDEX)


class TestWithout:
    STRUCTURE = Structure.of(
        [
            Element(code="top"),
            Element(code="left", parent="top"),
            Element(code="right", parent="top"),
            Element(code="a", parent="left"),
            Element(code="b", parent="right"),
            Element(code="c", parent="right"),
        ]
    )

    @pytest.mark.parametrize(
        ("codes", "left"),
        [
            (["b"], ["top", "left", "right", "a", "c"]),
            (["a"], ["top", "right", "b", "c"]),
            (["right"], ["top", "left", "a"]),
            (["b", "c"], ["top", "left", "a"]),
        ],
    )
    def test_what_is_empty_goes_too(self, codes: list[str], left: list[str]) -> None:
        assert list(self.STRUCTURE.without(codes).elements) == left

    def test_nothing_left(self) -> None:
        with pytest.raises(StructureError, match="there are no elements"):
            self.STRUCTURE.without(["left", "right"])

    def test_unknown(self) -> None:
        with pytest.raises(StructureError, match="z cannot be left out: not among the elements"):
            self.STRUCTURE.without(["z"])
