"""Values from tables: what is read, what is told as a fault, what is listed as unread."""

from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.errors import KaraulaError
from karaula.measure.index import Element, Structure, Values, ValuesError, read_values

STRUCTURE = Structure.of(
    [
        Element(code="lpi", name="Logistics", parent="index"),
        Element(code="gas", name="Trade in gas", parent="index", denominator="people"),
        Element(code="index"),
    ]
)
WIDE = """\
iso3,country,continent,lpi,gas,people
ALB,Albania,Europe,3.5,10,2.8
BIH,Bosnia and Herzegovina,Europe,,20,3.2
TUR,Türkiye,Asia,4,30,85
"""
LONG = """\
area,indicator,value
ALB,lpi,3.5
ALB,gas,10
BIH,gas,20
TUR,lpi,4
TUR,gas,30
"""


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str, name: str = "values.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def same(one: Values, other: Values) -> bool:
    return (one.units, one.codes) == (other.units, other.codes) and np.array_equal(
        one.data, other.data, equal_nan=True
    )


class TestWide:
    def test_columns_find_their_place(self, file) -> None:
        values = read_values(file(WIDE), STRUCTURE)
        assert values.units == ("ALB", "BIH", "TUR")
        assert values.codes == ("lpi", "gas")
        assert values.years is None
        assert values.names["TUR"] == "Türkiye"
        assert values.groups == {"continent": ("Europe", "Europe", "Asia")}
        assert values.denominators["people"].tolist() == [2.8, 3.2, 85]
        assert values.unread == ()

    def test_an_empty_cell_is_a_gap(self, file) -> None:
        assert np.isnan(read_values(file(WIDE), STRUCTURE).column("lpi")[1])

    def test_without_a_structure_every_column_of_numbers_is_an_indicator(self, file) -> None:
        values = read_values(file(WIDE))
        assert values.codes == ("lpi", "gas", "people")
        assert values.denominators == {}

    def test_an_indicator_may_be_labelled_by_its_name(self, file) -> None:
        labelled = WIDE.replace("lpi", "LOGISTICS").replace("gas", "trade in gas")
        assert same(read_values(file(labelled), STRUCTURE), read_values(file(WIDE), STRUCTURE))

    def test_a_published_aggregate_is_listed_and_not_read(self, file) -> None:
        values = read_values(file(WIDE.replace("people", "index")), STRUCTURE)
        assert values.unread == ("column index (F) is the aggregate index, which is computed anew",)

    def test_a_title_above_the_labels_is_listed(self, file) -> None:
        values = read_values(file("An index of trade,,,,,\n" + WIDE), STRUCTURE)
        assert values.unread == ("row 1: An index of trade (above the labels)",)
        assert len(values.units) == 3

    def test_columns_are_named_where_labels_do_not_tell(self, file) -> None:
        path = file(WIDE.replace("iso3", "who"))
        assert read_values(path, STRUCTURE).units[0] == "Albania"
        assert read_values(path, STRUCTURE, columns={"unit": "who"}).units[0] == "ALB"


class TestOtherSources:
    """The same table gives the same values wherever it comes from."""

    ROWS = (
        {"iso3": "ALB", "lpi": 3.5, "gas": 10.0, "people": 2.8},
        {"iso3": "BIH", "lpi": None, "gas": 20.0, "people": 3.2},
        {"iso3": "TUR", "lpi": 4.0, "gas": 30.0, "people": 85.0},
    )

    @pytest.fixture
    def wide(self, file) -> Values:
        return read_values(file(WIDE), STRUCTURE)

    def test_long(self, wide: Values, file) -> None:
        assert same(read_values(file(LONG), STRUCTURE), wide)

    def test_tabs(self, wide: Values, file) -> None:
        assert same(read_values(file(WIDE.replace(",", "\t"), "v.tsv"), STRUCTURE), wide)

    def test_rows(self, wide: Values) -> None:
        assert same(read_values(self.ROWS, STRUCTURE), wide)

    def test_units_to_values(self, wide: Values) -> None:
        mapping = {row["iso3"]: {k: v for k, v in row.items() if k != "iso3"} for row in self.ROWS}
        assert same(read_values(mapping, STRUCTURE), wide)

    def test_columns(self, wide: Values) -> None:
        columns = {label: [row[label] for row in self.ROWS] for label in self.ROWS[0]}
        assert same(read_values(columns, STRUCTURE), wide)

    def test_arrow(self, wide: Values) -> None:
        assert same(read_values(pa.Table.from_pylist(list(self.ROWS)), STRUCTURE), wide)

    def test_anything_that_gives_arrow_data(self, wide: Values) -> None:
        class Frame:
            def __arrow_c_stream__(self, requested_schema: object = None) -> object:
                table = pa.Table.from_pylist(list(TestOtherSources.ROWS))
                return table.__arrow_c_stream__(requested_schema)

        assert same(read_values(Frame(), STRUCTURE), wide)

    def test_parquet(self, wide: Values, tmp_path: Path) -> None:
        path = tmp_path / "values.parquet"
        pq.write_table(pa.Table.from_pylist(list(self.ROWS)), path)
        assert same(read_values(path, STRUCTURE), wide)

    def test_workbook(self, wide: Values, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.append(list(self.ROWS[0]))
        for row in self.ROWS:
            book.active.append(list(row.values()))
        book.create_sheet("notes").append(["who", "when"])
        book.save(tmp_path / "values.xlsx")
        told = "several sheets; name one with sheet= or --sheet; there is"
        with pytest.raises(KaraulaError, match=told):
            read_values(tmp_path / "values.xlsx", STRUCTURE)
        assert same(read_values(tmp_path / "values.xlsx", STRUCTURE, sheet="Sheet"), wide)


class TestPanel:
    PANEL = "iso3,year,region,lpi,gas\nALB,2020,S,1,2\nALB,2021,S,3,\nBIH,2021,W,5,6\n"

    def test_years_make_an_axis(self, file) -> None:
        values = read_values(file(self.PANEL), STRUCTURE)
        assert values.years == ("2020", "2021")
        assert values.data.shape == (2, 2, 2)
        assert np.isnan(values.data[0, 1]).all()
        assert values.column("lpi")[1].tolist() == [3, 5]
        assert values.groups == {"region": ("S", "W")}

    def test_one_year_is_a_plain_table(self, file) -> None:
        text = self.PANEL.replace("BIH,2021", "BIH,2020")
        values = read_values(file(text), STRUCTURE, year="2020")
        assert (values.years, values.data.shape) == (None, (2, 2))

    def test_a_grouping_that_changes_over_the_years_is_listed(self, file) -> None:
        values = read_values(file(self.PANEL.replace("2020,S", "2020,N")), STRUCTURE)
        assert values.groups == {}
        assert "column region (C) differs between rows of one unit" in values.unread[0]

    def test_denominators_of_each_year(self, file) -> None:
        sizes = "iso3,year,people\nALB,2019,9\nALB,2020,1\nALB,2021,2\nBIH,2021,3\n"
        values = read_values(file(self.PANEL), STRUCTURE, denominators=file(sizes, "sizes.csv"))
        assert np.array_equal(values.denominators["people"], [[1, np.nan], [2, 3]], equal_nan=True)


class TestDenominators:
    def test_joined_by_unit(self, file) -> None:
        sizes = file("code,name,people,income\nTUR,Türkiye,85,upper\nXXX,Else,1,low\nALB,A,3,low\n",
                     "sizes.csv")  # fmt: skip
        values = read_values(file(LONG), STRUCTURE, denominators=sizes)
        assert np.array_equal(values.denominators["people"], [3, np.nan, 85], equal_nan=True)
        assert values.groups == {"income": ("low", None, "upper")}

    def test_no_unit_in_common(self, file) -> None:
        sizes = file("code,people\nAlbania,3\n", "sizes.csv")
        with pytest.raises(ValuesError, match=r"sizes\.csv: has none of the units ALB, BIH, TUR"):
            read_values(file(LONG), STRUCTURE, denominators=sizes)


FAULTS = {
    "text in numbers": (
        WIDE.replace(",20,", ",n/a,"),
        r"row 3, column gas \(E\): 'n/a' is no number; correct it, or empty the cell",
    ),
    "a comma where others have points": (
        "iso3;lpi;gas\nALB;3.5;1\nBIH;12,5;2\n",
        r"column lpi \(B\): decimal commas \(12,5\) and points \(3.5\) stand side by side",
    ),
    "a comma that may part thousands": (
        "iso3;lpi;gas\nALB;1,250;1\nBIH;2,500;2\n",
        "'1,250' can be 1.25 or 1250; write it without a sign between thousands",
    ),
    "a number without end": (WIDE.replace("3.5", "1e999"), "'1e999' is no number"),
    "a unit twice": (WIDE.replace("BIH", "ALB"), "ALB stands in the rows 2, 3; keep one of them"),
    "no unit": (WIDE.replace("BIH,", ","), r"row 3, column iso3 \(A\): no unit; name it"),
    "a label twice": (
        WIDE.replace("continent", "gas"), r"column gas \(C\): the label stands twice; rename one"
    ),
    "a column without label": (
        WIDE.replace("continent", ""), "column C has cells and no label; name or empty it"
    ),
    "an indicator without column": (
        WIDE.replace("lpi", "lip"), "no values for the indicators lpi; add their columns"
    ),
    "an empty column": (
        WIDE.replace("3.5", "").replace(",4,", ",,"), "no value at all for lpi; leave out"
    ),
    "one unit": (
        "iso3,lpi,gas\nALB,1,2\n", "there is only one unit, ALB; an index compares at least two"
    ),
    "no rows": ("iso3,lpi,gas\n", "there is no unit; an index compares at least two"),
    "two columns for one indicator": (
        WIDE.replace("people", "logistics"),
        r"column logistics \(F\): another one means lpi too; ignore one of them",
    ),
    "a value twice": (
        LONG + "ALB,lpi,9\n", "lpi of ALB stands in the rows 2, 7; keep one of them"
    ),
    "a value of nothing": (LONG + "ALB,,9\n", r"row 7, column indicator \(B\): no indicator"),
    "no units": ("a,b\n1,2\n", "no column of unit codes can be told"),
    "no table": ("only words\n", "has no row with two cells or more; give it a row of labels"),
}  # fmt: skip


class TestFaults:
    @pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
    def test_one_sentence(self, file, text: str, message: str) -> None:
        with pytest.raises(KaraulaError, match=message) as caught:
            read_values(file(text), STRUCTURE)
        assert "values.csv" in str(caught.value)

    def test_all_at_once(self, file) -> None:
        text = "iso3,,lpi,gas\nALB,x,n/a,1\nALB,x,?,n/a\n,x,1,2\n"
        with pytest.raises(ValuesError) as caught:
            read_values(file(text), STRUCTURE)
        assert caught.value.problem.startswith("6 faults:")

    def test_the_same_slip_is_told_once_with_its_rows(self, file) -> None:
        rows = "".join(f"U{number},n/a,1\n" for number in range(20))
        with pytest.raises(ValuesError, match=r"row 2, 3, 4.* … and 8 more, column lpi"):
            read_values(file("iso3,lpi,gas\n" + rows), STRUCTURE)

    def test_words_for_a_gap_can_be_given(self, file) -> None:
        text = WIDE.replace(",20,", ",n/a,")
        assert np.isnan(read_values(file(text), STRUCTURE, missing=["n/a"]).column("gas")[1])

    def test_a_column_with_decimal_commas_throughout_is_read(self, file) -> None:
        values = read_values(file("iso3;lpi;gas\nALB;3,5;1\nBIH;12,25;2\n"), STRUCTURE)
        assert values.column("lpi").tolist() == [3.5, 12.25]

    def test_what_is_ignored_is_listed_and_has_to_be_there(self, file) -> None:
        values = read_values(file(WIDE), STRUCTURE, ignore=["people"])
        assert values.unread == ("column people (F) is ignored, as asked",)
        with pytest.raises(ValuesError, match="there is no column persons to ignore"):
            read_values(file(WIDE), STRUCTURE, ignore=["persons"])

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(KaraulaError, match="there is no such file"):
            read_values(tmp_path / "none.csv")


@given(
    st.dictionaries(
        st.sampled_from(["ALB", "BIH", "HRV", "MKD", "TUR"]),
        st.tuples(*[st.none() | st.floats(-1e9, 1e9)] * 2),
        min_size=2,
    ).filter(lambda rows: all(any(r[i] is not None for r in rows.values()) for i in (0, 1)))
)
def test_wide_and_long_say_the_same(rows: dict[str, tuple[float | None, ...]]) -> None:
    wide = [{"unit": unit, "lpi": lpi, "gas": gas} for unit, (lpi, gas) in rows.items()]
    long = [
        {"unit": unit, "indicator": code, "value": value}
        for unit, pair in rows.items()
        for code, value in zip(("lpi", "gas"), pair, strict=True)
    ]
    assert same(read_values(wide, STRUCTURE), read_values(long, STRUCTURE))
