"""Tables read through a mapping: what is read, what is left empty, what is refused, and why."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.errors import KaraulaError
from karaula.evidence import Source
from karaula.evidence.table import claims_from_table
from karaula.read.connectors import Dataset, find
from karaula.read.connectors.ids import CONNECTOR as IDS
from karaula.read.connectors.mapped import MappedConnector, Mapping, load_mapping
from karaula.read.connectors.mapped.amounts import Amount, amounts
from karaula.read.connectors.mapped.dates import dates
from karaula.read.connectors.mapped.words import Words
from karaula.vocabulary import load

MAPPING = {
    "kind": "incident",
    "columns": {
        "area": ["Country"],
        "date": ["Date"],
        "substance": ["Drug"],
        "quantity": ["Amount"],
        "departure": ["From"],
    },
    "constants": {"unit": "kg"},
}
ROWS = [
    ["Country", "Date", "Drug", "Amount", "From", "Remarks"],
    ["Serbia", "2014-06-03", "Heroin", "2.5", "Turkey", "first"],
    ["Albania", "2014-06-04", "Cocaine", "10", "Ecuador", "second"],
]


def write(path: Path, rows: list[list[str]], delimiter: str = ";") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def read(path: Path, mapping: dict[str, Any] = MAPPING, **more: Any) -> Dataset:
    source = Source(source_id="a" * 16, sha256="a", name=path.name, title=path.stem)
    return MappedConnector(Mapping.model_validate(mapping | more)).read(path, source, load())


def told(dataset: Dataset) -> set[tuple[str, str]]:
    return {(item.place, item.reason) for item in dataset.unread}


class TestReading:
    def test_rows_become_claims_with_their_words_and_place(self, tmp_path: Path) -> None:
        dataset = read(write(tmp_path / "t.csv", ROWS))
        (first, second) = claims_from_table("incident", dataset.claims["incident"])
        assert first.locator == "row 2"
        assert first.quote == "Serbia;2014-06-03;Heroin;2.5;Turkey;first"
        assert first.method == "connector:table@4"
        slots = first.slots
        assert (slots.type, slots.area, slots.date) == ("seizure", ("SRB",), "2014-06-03")
        assert (slots.substance, slots.raw_substance) == (("heroin",), "Heroin")
        assert (slots.quantity, slots.unit, slots.kg) == (2.5, "kg", 2.5)
        assert (slots.departure, slots.raw_quantity) == ("TUR", "2.5 kg")
        assert second.slots.area == ("ALB",)
        ids = dataset.claims["incident"]["claim_id"].to_pylist()
        assert ids == [first.claim_id, second.claim_id]
        assert told(dataset) == {("column F 'Remarks'", "is in no column of the mapping")}

    def test_order_and_sign_between_columns_and_rows_above_do_not_matter(
        self, tmp_path: Path
    ) -> None:
        turned = [["Seizures of 2014"], *([row[i] for i in (4, 2, 0, 3, 1)] for row in ROWS)]
        plain = read(write(tmp_path / "a.csv", ROWS)).claims["incident"]
        other = read(write(tmp_path / "b.csv", turned, ",")).claims["incident"]
        for name in ("area", "date", "substance", "kg", "departure"):
            assert other[name].to_pylist() == plain[name].to_pylist()
        assert other["locator"].to_pylist() == ["row 3", "row 4"]

    def test_a_workbook_is_read_sheet_by_sheet(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for year in ("2014", "2015"):
            sheet = book.create_sheet(year)
            for row in ROWS:
                sheet.append([cell.replace("2014-", f"{year}-") for cell in row])
        book.create_sheet("Notes").append(["Read me"])
        path = tmp_path / "t.xlsx"
        book.save(path)
        dataset = read(path)
        claims = dataset.claims["incident"]
        assert claims["locator"].to_pylist() == [
            "2014!row 2", "2014!row 3", "2015!row 2", "2015!row 3",
        ]  # fmt: skip
        assert claims["date"].to_pylist()[2] == "2015-06-03"
        assert claims["quote"][0].as_py() == "Serbia; 2014-06-03; Heroin; 2.5; Turkey; first"
        assert any(item.place == "sheet Notes, all rows" for item in dataset.unread)

    def test_what_is_said_of_all_rows_and_words_to_be_read_otherwise(self, tmp_path: Path) -> None:
        rows = [["Date", "Drug", "Amount"], ["2014-06-03", "white stuff", "500"]]
        dataset = read(
            write(tmp_path / "t.csv", rows),
            {
                "kind": "incident",
                "columns": {"date": ["Date"], "substance": ["Drug"], "quantity": ["Amount"]},
                "constants": {"area": "Serbia", "unit": "g", "agency": "Customs"},
                "words": {"substance": {"White Stuff": "cocaine"}},
            },
        )
        (claim,) = claims_from_table("incident", dataset.claims["incident"])
        assert (claim.slots.area, claim.slots.agency) == (("SRB",), ("Customs",))
        assert (claim.slots.kg, claim.slots.substance) == (0.5, ("cocaine",))
        assert claim.slots.raw_substance == "white stuff"

    def test_observations_are_read_through_a_mapping_too(self, tmp_path: Path) -> None:
        rows = [["Country", "Year", "Score"], ["Serbia", "2021", "6,21"], ["Albania", "2021", ""]]
        dataset = read(
            write(tmp_path / "t.csv", rows),
            {
                "kind": "observation",
                "columns": {"area": ["Country"], "period": ["Year"], "value": ["Score"]},
                "constants": {"indicator": "Criminality"},
                "decimal": ",",
            },
        )
        (claim,) = claims_from_table("observation", dataset.claims["observation"])
        assert (claim.slots.area, claim.slots.period) == (("SRB",), "2021")
        assert (claim.slots.value, claim.slots.unit) == (6.21, "score")
        assert [(r.place, r.reason) for r in dataset.refused] == [
            ("row 3", "has no value: a gap, not a zero")
        ]


@pytest.mark.parametrize(
    ("cell", "area"),
    [
        ("Durrës, Albania", "ALB"),
        ("Albania (Durrës)", "ALB"),
        ("Port of Koper, Slovenia", "SVN"),
        ("luka Ploče", "HRV"),
        ("GP Batrovci", "SRB"),
        ("ГКПП Капитан Андреево", "BGR"),
        ("Sofia airport", "BGR"),
        ("Pireu / Piraeus", "GRC"),
        ("near Bar", "MNE"),
        ("Serbia / Hungary", None),  # two countries
        ("Belgrade - Budapest", None),  # two countries by their places
        ("Cartagena", None),  # in Colombia and in Spain
        ("Hotel Paris", None),  # no kind of place
        ("high seas", None),
    ],
)
def test_the_country_of_a_place_in_a_cell(cell: str, area: str | None) -> None:
    assert Words(load()).area_of_place(cell) == area


PLACES = [
    ["Where", "Date", "Drug", "Amount"],
    ["Piraeus", "2014-06-03", "cocaine", "3 kg"],
    ["at sea", "2014-06-04", "cocaine", "9 kg"],
]
OF_PLACES = {"place": ["Where"], "date": ["Date"], "substance": ["Drug"], "quantity": ["Amount"]}


class TestPlaces:
    def test_a_place_tells_the_country_where_no_column_does(self, tmp_path: Path) -> None:
        dataset = read(write(tmp_path / "t.csv", PLACES), MAPPING | {"columns": OF_PLACES})
        assert dataset.claims["incident"]["area"].to_pylist() == [["GRC"], []]
        assert dataset.claims["incident"]["place"].to_pylist() == ["Piraeus", "at sea"]
        assert told(dataset) == {("row 2", "its area is that of the place that it names")}

    def test_a_place_is_no_country_where_countries_are_asked_for(self, tmp_path: Path) -> None:
        rows = [[*PLACES[0], "Country"], [*PLACES[1], "Durrës, Albania"], [*PLACES[1], "Durrës"]]
        columns = OF_PLACES | {"area": ["Country"]}
        dataset = read(write(tmp_path / "t.csv", rows), MAPPING | {"columns": columns})
        assert dataset.claims["incident"]["area"].to_pylist() == [["ALB"]]
        assert len(dataset.refused) == 1

    def test_a_figure_of_a_town_is_none_of_its_country(self, tmp_path: Path) -> None:
        rows = [
            ["Where", "Year", "Rate"],
            ["Serbia", "2020", "1"],
            ["Belgrade, Serbia", "2020", "2"],
        ]
        columns = {"area": ["Where"], "period": ["Year"], "value": ["Rate"]}
        mapping = {"kind": "observation", "columns": columns}
        dataset = read(
            write(tmp_path / "t.csv", rows), mapping | {"constants": {"indicator": "homicide_rate"}}
        )
        assert dataset.claims["observation"]["value"].to_pylist() == [1]

    def test_a_country_that_is_written_goes_before_that_of_the_place(self, tmp_path: Path) -> None:
        rows = [[*PLACES[0], "Country"], [*PLACES[1], "Albania"], [*PLACES[1], "Utopia"]]
        columns = OF_PLACES | {"area": ["Country"]}
        dataset = read(write(tmp_path / "t.csv", rows), MAPPING | {"columns": columns})
        assert dataset.claims["incident"]["area"].to_pylist() == [["ALB"]]
        assert len(dataset.refused) == 1  # an unknown country is no empty one


class TestHarm:
    def test_a_missing_column_is_told_and_left_empty(self, tmp_path: Path) -> None:
        dataset = read(write(tmp_path / "t.csv", [row[:4] for row in ROWS]))
        assert dataset.claims["incident"]["departure"].null_count == 2
        assert told(dataset) == {("all rows", "no column for departure: left empty")}

    def test_a_renamed_column_without_which_nothing_can_be_said(self, tmp_path: Path) -> None:
        rows = [["Country", "When", "Drug", "Amount"], *(row[:4] for row in ROWS[1:])]
        with pytest.raises(KaraulaError) as caught:
            read(write(tmp_path / "t.csv", rows))
        assert str(caught.value).count("no column for date ('Date')") == 1
        assert "Country, When, Drug, Amount" in str(caught.value)

    def test_two_columns_of_one_meaning_are_told(self, tmp_path: Path) -> None:
        rows = [[*ROWS[0], "from"], *([*row, "Iran"] for row in ROWS[1:])]
        dataset = read(write(tmp_path / "t.csv", rows))
        reason = "2 columns mean departure; none of them is read"
        assert {("column E 'From'", reason), ("column G 'from'", reason)} <= told(dataset)

    def test_refused_rows_are_kept_with_their_reasons_and_the_rest_is_read(
        self, tmp_path: Path
    ) -> None:
        rows = [
            *ROWS,
            ["Ruritania", "2014-06-05", "Heroin", "1", "", ""],
            ["2014-06-05", "Heroin", "1", "", "Serbia", ""],
            ["Serbia", "32.13.2014", "Heroin", "1", "", ""],
            ["Serbia", "2014-06-05", "Heroin", "much", "", ""],
            ["Serbia", "2014-06-05", "Heroin", "1"],
        ]
        dataset = read(write(tmp_path / "t.csv", rows))
        assert dataset.claims["incident"].num_rows == 2
        found = {row.place: (row.reason, row.text) for row in dataset.refused}
        assert found["row 7"] == ("'much' is no amount", "Serbia;2014-06-05;Heroin;much;;")
        assert found["row 8"][0] == "has 4 cells, and the header row 6"
        assert set(found) == {"row 4", "row 5", "row 6", "row 7", "row 8"}
        assert ("row 7", "refused: 'much' is no amount") in told(dataset)

    def test_an_unknown_country_of_departure_leaves_only_that_empty(self, tmp_path: Path) -> None:
        rows = [*ROWS, ["Serbia", "2014-06-05", "Heroin", "1", "Narnia", ""]]
        dataset = read(write(tmp_path / "t.csv", rows))
        assert dataset.claims["incident"]["departure"].to_pylist() == ["TUR", "ECU", None]
        assert any(
            item.place == "row 4" and item.reason.startswith("departure is left empty: no area")
            for item in dataset.unread
        )

    def test_nothing_that_can_be_read_is_an_error(self, tmp_path: Path) -> None:
        rows = [ROWS[0], ["Ruritania", "2014-06-05", "Heroin", "1", "", ""]]
        with pytest.raises(KaraulaError, match=r"0 rows could be read.*Ruritania"):
            read(write(tmp_path / "t.csv", rows))

    @pytest.mark.parametrize(
        ("mapping", "words"),
        [
            ({"columns": {"dat": ["Date"]}}, "incident has no slot 'dat'"),
            ({"constants": {"unit": None}}, "constants: unit is empty"),
            ({"constants": {"area": "Serbia"}}, "area: say either a column or a constant"),
            ({"dates": "mixed"}, "dates"),
            ({"date_parts": {"month": ["M"]}}, "date_parts: year is missing"),
            ({"date_parts": {"year": ["Y"]}}, "date: say either a column"),
            (
                {"amounts": [{"label": "kg"}]},
                "quantity: say either a column, a constant or amounts",
            ),
            ({"amounts": [{"label": "Heroin", "substance": "heroin"}]}, "substance: say either"),
            ({"kind": "leg"}, "kind"),
            ({"colums": {}}, "colums"),
        ],
    )
    def test_a_faulty_mapping_is_told(
        self, tmp_path: Path, mapping: dict[str, Any], words: str
    ) -> None:
        path = tmp_path / "t.csv.mapping.yml"
        path.write_text(str(MAPPING | mapping).replace("None", "null"), encoding="utf-8")
        with pytest.raises(KaraulaError, match=words):
            load_mapping(path)

    def test_a_mapping_beside_a_table_goes_before_the_connectors(self, tmp_path: Path) -> None:
        path = write(tmp_path / "t.csv", [["Country", "Indicator", "Year", "Value"], ["a"] * 4])
        assert getattr(find(path), "name", None) == "observations"
        path.with_name("t.csv.mapping.yml").write_text(str(MAPPING), encoding="utf-8")
        assert getattr(find(path), "name", None) == "table"


@pytest.mark.parametrize(
    ("cells", "order", "expected"),
    [
        (["03/04/2014", "25/04/2014"], None, ["2014-04-03", "2014-04-25"]),
        (["03/04/2014", "04/25/2014"], None, ["2014-03-04", "2014-04-25"]),
        (["03/04/2014"], None, [None]),
        (["03/04/2014"], "month.day.year", ["2014-03-04"]),
        (["03-04-2014"], "day.month.year", ["2014-04-03"]),
        (["04/04/2014"], None, ["2014-04-04"]),
        (["3.4.2014", "3. 4. 2014."], None, ["2014-04-03", "2014-04-03"]),
        (["2014/04/03", "2014-04-03 10:20:00", "20140403"], None, ["2014-04-03"] * 3),
        (["2014", "2014-04", "04/2014", "April 2014"], None, ["2014", *["2014-04"] * 3]),
        (["3 април 2014", "3 prill 2014"], None, ["2014-04-03", "2014-04-03"]),
        (["Q1 2014", "2014-Q4"], None, ["2014-01/2014-03", "2014-10/2014-12"]),
        (["2014-2016", "2016-2014"], None, ["2014/2016", None]),
        (["3rd March 2014", "3rd of March, 2014", "March 3rd, 2014"], None, ["2014-03-03"] * 3),
        (["3. März 2014", "3 mars 2014", "3 marzo 2014", "3 Mart 2014"], None, ["2014-03-03"] * 4),
        (["mid-March 2014", "Friday, 14 March 2014"], None, ["2014-03", "2014-03-14"]),
        (["March-April 2014", "mart - april 2014"], None, ["2014-03/2014-04"] * 2),
        (["April to March 2014"], None, [None]),
        (["3 to 5 March 2014", "od 3. do 5. marta 2014."], None, ["2014-03-03/2014-03-05"] * 2),
        (
            ["2014-W11", "week 11, 2014", "W60 2014"],
            None,
            ["2014-03-10/2014-03-16", "2014-03-10/2014-03-16", None],
        ),
        (
            ["before March 2014", "since March 2014", "до 3 март 2014", "3 March or 4 2014"],
            None,
            [None] * 4,
        ),
        (["soon", "31/02/2014", "2014-13-01", "13/13/2014"], None, [None] * 4),
    ],
)
def test_dates(cells: list[str], order: Any, expected: list[str | None]) -> None:
    assert dates(cells, order) == expected


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (["2014", "3", "7"], "2014-03-07"),
        (["2014", "March", "7"], "2014-03-07"),
        (["2014", "мај", ""], "2014-05"),
        (["2014", "", ""], "2014"),
        (["2014", "", "7"], None),  # a day of no month
        (["", "3", "7"], None),
        (["2014", "13", ""], None),
        (["2014", "2", "30"], None),
    ],
)
def test_dates_in_columns_of_their_own(tmp_path: Path, parts: list[str], date: str | None) -> None:
    rows = [["Country", "Y", "M", "D", "Drug"], ["Serbia", *parts, "heroin"]]
    rows.append(["Serbia", "2013", "1", "1", "heroin"])
    columns = {"area": ["Country"], "substance": ["Drug"]}
    named = {"date_parts": {"year": ["Y"], "month": ["M"], "day": ["D"]}}
    dataset = read(
        write(tmp_path / "t.csv", rows), {"kind": "incident", "columns": columns} | named
    )
    found = dataset.claims["incident"]["date"].to_pylist()
    assert found == ([date, "2013-01-01"] if date or not parts[0] else ["2013-01-01"])


@given(st.dates())
def test_a_date_is_the_same_in_every_way_of_writing_it(day: Any) -> None:
    if not 1905 <= day.year <= 2099:
        return
    ways = [f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}", f"{day:%d/%m/%Y}"]
    assert dates(ways, "day.month.year") == [day.isoformat()] * 3


MONEY: list[tuple[str, str, dict[str, str], tuple[object, ...]]] = [
    # A cell of money, one of its currency, what the mapping says, and what is read.
    ("310.000 evra", "", {}, (310_000.0, "EUR", "value", "310.000 evra")),
    ("€ 1.500,50", "", {}, (1500.5, "EUR", "value", "€ 1.500,50")),
    ("90 hiljada", "", {"currency": "BAM"}, (90_000.0, "BAM", "value", "90 hiljada BAM")),
    ("500", "lev", {"money_kind": "cash"}, (500.0, "BGN", "cash", "500 lev")),
    ("500 USD", "", {"currency": "EUR"}, (500.0, "USD", "value", "500 USD EUR")),
    ("500", "", {}, (None, None, None, None)),
    ("3 kg", "", {"currency": "EUR"}, (None, None, None, None)),
    ("-5", "", {"currency": "EUR"}, (None, None, None, None)),
    ("500", "kilo", {}, (None, None, None, None)),
    ("", "", {"currency": "EUR"}, (None, None, None, None)),
]


@pytest.mark.parametrize(("cell", "currency", "constants", "expected"), MONEY)
def test_money_has_a_currency_or_is_left_empty(
    cell: str, currency: str, constants: dict[str, str], expected: tuple[object, ...],
    tmp_path: Path,
) -> None:  # fmt: skip
    path = tmp_path / "worth.csv"
    header = "date;country;drug;kg;worth;currency"
    path.write_text(f"{header}\n2014-05-06;Serbia;heroin;12,5;{cell};{currency}\n")
    columns = {"date": ["date"], "area": ["country"], "substance": ["drug"], "quantity": ["kg"],
               "money": ["worth"]}  # fmt: skip
    if "currency" not in constants:
        columns["currency"] = ["currency"]
    made = {"kind": "incident", "columns": columns, "constants": {"unit": "kg", **constants}}
    dataset = read(path, made)
    [claim] = dataset.claims["incident"].to_pylist()
    names = ("money", "currency", "money_kind", "raw_money")
    assert tuple(claim[name] for name in names) == expected
    assert claim["kg"] == 12.5


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2.5", Amount(2.5)),
        ("2,5 kg", Amount(2.5, "kg")),
        ("1 250 kg", Amount(1250, "kg")),
        ("1'250.5 kg", Amount(1250.5, "kg")),
        ("about 3 kilos", Amount(3, "kg", None, "about")),
        ("> 3 kg", Amount(3, "kg", None, "more_than")),
        ("up to 3 kg", Amount(3, "kg", None, "less_than")),
        ("2-3 kg", Amount(2, "kg", 3, "between")),
        ("between 2 and 3 kg", Amount(2, "kg", 3, "between")),
        ("2 to 3 tonnes", Amount(2, "tonne", 3, "between")),
        ("3 packages of 1.5 kg", Amount(4.5, "kg", None, "exact", 3)),
        ("3 x 500 g", Amount(1500, "gram", None, "exact", 3)),
        ("3 пакета од по 500", Amount(1500, None, None, "exact", 3)),
        ("2 paketa od 1,5 kg", Amount(3, "kg", None, "exact", 2)),
        ("пола кила", Amount(0.5, "kg")),
        ("3 пакета по 1,5 кг", Amount(4.5, "kg", None, "exact", 3)),
        ("4.5 kg in 3 packages", Amount(4.5, "kg", None, "exact", 3)),
        ("1 kg 250 g", Amount(1.25, "kg")),
        ("1 kg and 250 g", Amount(1.25, "kg")),
        ("-5 kg", Amount(-5, "kg")),
        ("kg 12.5", Amount(12.5, "kg")),
        ("€ 1,250.5", Amount(1250.5, "eur")),
        ("EUR 3 million", Amount(3_000_000, "eur")),
        ("1e3", Amount(1000)),
        ("3.9139999999999997", Amount(3.914)),
    ],
)
def test_amounts(cell: str, expected: Amount) -> None:
    assert read_amount(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "much",
        "3 zorgs",
        "3-2 kg",
        "2 g 3 kg",
        "2 kg 3 tablets",
        "1.2.3,4",
        "kg",
        "1,234",
        "3 of 5",
    ],
)
def test_what_is_no_amount_is_told(cell: str) -> None:
    assert isinstance(read_amount(cell), str)


def read_amount(cell: str) -> Amount | str:
    words, units = Words(load()), load().units

    def base(name: str) -> tuple[str, float]:
        return (units[name].base, units[name].factor) if name in units else ("", 0.0)

    return amounts([cell], words.unit, base)[0]


@given(st.floats(0.001, 1e6).map(lambda x: round(x, 3)), st.sampled_from([".", ","]))
def test_a_number_is_read_as_it_is_written(value: float, decimal: str) -> None:
    written = f"{value:,.3f}"
    if decimal == ",":
        written = written.translate(str.maketrans(",.", ".,"))
    (found,) = amounts([written], Words(load()).unit, lambda name: (name, 1.0), decimal)
    assert isinstance(found, Amount)
    assert found.value == pytest.approx(value)


class TestSeizuresOfUnodc:
    """The individual drug seizures, in layouts of our own making."""

    HEADER = (
        "REGION;SUBREGION;COUNTRY;ADMINISTRATIVE_DIVISION;PLACE;SEIZURE_DATE;DRUG_NAME;AMOUNT;"
        "DRUG_UNIT;HIDING_PLACE;INSTALLATION;TRANSPORT;PRODUCING_COUNTRY;DEPARTURE_COUNTRY;"
        "DESTINATION_COUNTRY;ROUTING"
    )
    LINE = (
        'Europe;South;Serbia;;"Gradina, ""old"" post";2012-05-06;Heroin;12.5;Kilogram;Unknown;'
        "Road;None;Afghanistan;Turkey;Multiple Countries;Border - inbound"
    )

    def test_a_zip_of_one_table_with_semicolons(self, tmp_path: Path) -> None:
        path = tmp_path / "seizures.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("seizures.csv", f"{self.HEADER}\n{self.LINE}\n")
        connector = find(path)
        assert connector is IDS
        source = Source(source_id="a" * 16, sha256="a", name=path.name, title="seizures")
        dataset = connector.read(path, source, load())
        (claim,) = claims_from_table("incident", dataset.claims["incident"])
        slots = claim.slots
        assert slots.place == 'Gradina, "old" post'
        assert (slots.concealment, slots.transport) == (None, None)
        assert (slots.producing, slots.departure, slots.destination) == ("AFG", "TUR", None)
        assert (slots.installation, slots.routing) == ("Road", "Border - inbound")
        assert claim.quote == self.LINE
        assert dataset.source.publisher == "United Nations Office on Drugs and Crime"

    def test_a_later_workbook_without_departure_and_destination(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        head = ["Sub-region", "Country", "Date of seizure", "Drug name", "Quantity", "Unit"]
        sheet.append(head)
        sheet.append(["Europe", "Serbia", "2019-05-06", "Heroin", 12.5, "Gallons (UK)"])
        path = tmp_path / "later.xlsx"
        book.save(path)
        connector = find(path)
        assert connector is IDS
        source = Source(source_id="a" * 16, sha256="a", name=path.name, title="later")
        dataset = connector.read(path, source, load())
        (claim,) = claims_from_table("incident", dataset.claims["incident"])
        assert (claim.slots.unit, claim.slots.kg) == ("imperial_gallon", None)
        (absent,) = [item for item in dataset.unread if "left empty" in item.reason]
        assert "departure, destination" in absent.reason

    def test_the_table_of_a_newspaper_is_not_taken_for_the_publishers(self, tmp_path: Path) -> None:
        rows = [["Country", "Seizure date", "Drug name", "Amount", "Unit"]]
        rows.append(["Serbia", "2014-06-03", "Heroin", "2", "kg"])
        with pytest.raises(KaraulaError, match="no connector knows this table"):
            find(write(tmp_path / "t.csv", rows))
