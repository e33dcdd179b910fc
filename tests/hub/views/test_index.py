"""The index page: ranking, other weights, two areas, two editions, and pasted figures."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.hub.audit import MOST
from karaula.hub.page import Asked, UnusableError
from karaula.hub.shelf import Shelf
from karaula.hub.views.index import index
from karaula.workspace import Hub, build


@pytest.fixture(scope="module")
def goci(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """A hub with the workbook of a published index."""
    hub = Hub.create(tmp_path_factory.mktemp("goci") / "hub")
    (workbook,) = sorted((shared / "data" / "goci").glob("*.xlsx"))[:1]
    (hub.sources / workbook.name).write_bytes(workbook.read_bytes())
    build(hub)
    return hub


@pytest.fixture(scope="module")
def shelf_of(goci: Hub) -> Shelf:
    return Shelf(goci)


@pytest.fixture(scope="module")
def asks(goci: Hub) -> TestClient:
    return TestClient(app(goci), base_url="http://localhost", raise_server_exceptions=False)


def asked(**values: str) -> Asked:
    return Asked(tuple(values.items()))


def test_every_rank_has_a_range_and_every_score_its_claim(shelf_of: Shelf) -> None:
    block = index(shelf_of, asked()).block("ranking")
    assert block is not None and block.rows
    for row in block.rows:
        score = row[1]
        assert score[0].ref.kind == "claim"  # type: ignore[index, union-attr]
        low, _, high = str(row[4]).partition("–")
        assert float(low) <= float(str(row[3])) <= float(high)


def test_other_weights_move_scores_as_the_mean_says(shelf_of: Shelf) -> None:
    view = index(shelf_of, asked(w_criminal_markets="3", within="all"))
    block = view.block("supposed")
    assert block is not None
    assert len(block.rows) > 100
    matrix = view.matrix
    assert matrix is not None
    assert {len(row) for row in matrix["values"]} == {len(matrix["columns"])}
    assert json.loads(json.dumps(matrix)) == matrix


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("w_nothing", "2", "has no element nothing"),
        ("w_criminal_markets", "-1", "no number from 0 to 5"),
        ("w_criminal_markets", "nan", "no number from 0 to 5"),
        ("w_criminal_markets", "1e9", "no number from 0 to 5"),
        ("measure", "heroin", "measure is none of its values"),
        ("a", "Atlantis", "a is none of its values"),
    ],
)
def test_what_cannot_be_asked(shelf_of: Shelf, name: str, value: str, message: str) -> None:
    with pytest.raises(UnusableError, match=message):
        index(shelf_of, Asked(((name, value),)))


def test_two_areas_with_the_probability_that_one_ranks_above(shelf_of: Shelf) -> None:
    block = index(shelf_of, asked(a="SRB", b="ALB")).block("pair")
    assert block is not None and block.chart is not None
    assert re.search(r"\d %$", str(block.rows[0][6]))
    assert any("probability" in note for note in block.notes)


def test_editions_come_with_what_makes_them_hard_to_compare(shelf_of: Shelf) -> None:
    block = index(shelf_of, asked()).block("editions")
    assert block is not None
    assert any("components that the earlier one had not" in note for note in block.notes)


def test_a_hub_without_an_index_says_what_would_fill_the_page(shelf: Shelf) -> None:
    (block,) = index(shelf, asked()).blocks
    assert block.empty is not None


OWN = """
name: Two trades
scale: {low: 1, high: 10, step: 0.5}
indicators:
  heroin_trade: {name: Heroin, parent: trades}
  cocaine_trade: {name: Cocaine, parent: trades}
aggregates:
  trades: {name: Trades}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """A hub with an index of its own over what two sources state, of which one says little."""
    hub = Hub.create(tmp_path_factory.mktemp("own") / "hub")
    head = "area,indicator,period,value,unit"
    full = ("ALB,heroin_trade,2023,6,score", "ALB,cocaine_trade,2023,4,score",
            "SRB,heroin_trade,2023,8,score", "SRB,cocaine_trade,2023,5,score")  # fmt: skip
    (hub.sources / "full.csv").write_text("\n".join([head, *full]), "utf-8")
    other = "SRB,heroin_trade,2023,2,score"
    (hub.sources / "other.csv").write_text("\n".join([head, other]), "utf-8")
    (hub.folder / "indices").mkdir()
    (hub.folder / "indices" / "trades.yml").write_text(OWN, "utf-8")
    build(hub)
    return hub


def test_an_index_of_the_hubs_own_is_made_of_what_sources_state(own: Hub) -> None:
    view = index(Shelf(own), asked(within="all"))
    assert view.title == "Two trades"
    ranking, parts = view.block("ranking"), view.block("parts")
    assert ranking is not None and parts is not None
    assert [row[1] for row in ranking.rows] == ["6.50", "5.00"], "nobody states the mean"
    shown = {
        column.key: [cell[0].text for _, *cells in parts.rows for cell in [cells[at]]]  # type: ignore[index, union-attr]
        for at, column in enumerate(parts.columns[1:])
    }
    assert shown == {"heroin_trade": ["8.00", "6.00"], "cocaine_trade": ["5.00", "4.00"]}
    cell = parts.rows[0][1]
    assert cell[0].ref.kind == "claim" and cell[0].value == 8  # type: ignore[index, union-attr]


def test_an_index_made_from_a_file_of_values_stays_with_the_command_line(own: Hub) -> None:
    (own.folder / "indices" / "values.yml").write_text(f"data: full.csv\n{OWN}", "utf-8")
    try:
        (block,) = index(Shelf(own), asked(index="values")).blocks
        assert block.empty is not None and "karaula index --index values" in block.empty.why
        with pytest.raises(UnusableError, match="index is none of its values"):
            index(Shelf(own), asked(index="../karaula"))
    finally:
        (own.folder / "indices" / "values.yml").unlink()


def test_pasted_figures_are_held_against_the_hub(asks: TestClient) -> None:
    said = (
        "In 2021 Serbia scored 6.21 for criminality. Albania scored 9.87 for criminality in 2021."
    )
    answer = asks.post("/index/audit", data={"text": said})
    assert answer.status_code == 200
    found = answer.text.partition('id="audit"')[2].partition("</section>")[0]
    assert "9.87" in found and "6.21" not in found


@pytest.mark.parametrize(
    ("text", "status"),
    [("", 200), ("words " * 10, 200), ("<script>alert(1)</script>", 200), ("x" * (MOST + 1), 400)],
)
def test_any_text_may_be_pasted(asks: TestClient, text: str, status: int) -> None:
    answer = asks.post("/index/audit", data={"text": text})
    assert answer.status_code == status
    assert "<script>alert" not in answer.text


def test_a_form_of_any_size_is_bounded(asks: TestClient) -> None:
    answer = asks.post("/index/audit", content=b"text=" + b"a" * 5_000_000)
    assert answer.status_code in (400, 413)


def test_what_the_reader_may_not_see_is_not_held_against(
    new_hub: Callable[[dict[str, str]], Hub],
) -> None:
    table = "area,indicator,period,value,unit\nSRB,criminality,2021,6.5,score\n"
    hub = new_hub(
        {"t.csv": table, "t.csv.source.yml": "title: T\nhandling: TLP:RED\nreliability: A\n"}
    )
    client = TestClient(app(hub), base_url="http://localhost")
    said = urlencode({"text": "In 2021 Serbia scored 9.87 for criminality."})
    open_ = {"content-type": "application/x-www-form-urlencoded"}
    assert "6.5" not in client.post("/index/audit", content=said, headers=open_).text
