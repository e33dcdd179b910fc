"""Tables: which of them have heads that sort, by what, and what their frames are called."""

import re

import pytest
from fastapi.testclient import TestClient

from karaula.assess.report import Ref
from karaula.hub.block import Block, Cell, Column, Pager, Strip
from karaula.hub.figure import Figure
from karaula.hub.links import SERVED
from karaula.hub.markup import fields, lines
from karaula.hub.page import Asked, page
from karaula.hub.render import environment, sort_key
from karaula.hub.said import Gap, Link

FIGURE = Figure(text="6.22 (6.04–6.39)", ref=Ref("measure", "0"), value=6.22, low=6.04, high=6.39)


def drawn(block: Block, first: int) -> str:
    source = '{% import "macros.html.j2" as m with context %}{{ m.table(block, first) }}'
    around = {"page": page("region"), "asked": Asked(), "links": SERVED, "entry": SERVED.entry,
              "to": SERVED.to, "said": lines(SERVED), "field": fields(SERVED)}  # fmt: skip
    return environment().from_string(source).render(block=block, first=first, **around)


def block(count: int, pager: Pager | None = None) -> Block:
    columns = (Column("a", "Area"), Column("n", "Score", number=True), Column("", "On the scale"))
    strip = Strip(value=6.2, low=1.0, high=10.0, axis=(1.0, 10.0))
    rows: tuple[tuple[Cell, ...], ...] = (("Serbia", (FIGURE,), strip),) * count
    return Block(id="b", title=("A block",), columns=columns, rows=rows, pager=pager)


def test_a_table_that_is_shown_as_a_whole_sorts_by_its_numbers() -> None:
    told = drawn(block(3), 25)
    assert "<table data-sort>" in told
    assert told.count('data-value="6.22"') == 3
    assert re.findall(r'data-sort="no">([^<]*)', told) == ["On the scale"]


@pytest.mark.parametrize(
    ("held", "first"), [(block(9), 5), (block(2), 25), (block(3, Pager(page=1, pages=4)), 25)]
)
def test_the_first_rows_alone_do_not(held: Block, first: int) -> None:
    assert "data-sort" not in drawn(held, first)


@pytest.mark.parametrize(
    ("value", "key"),
    [((FIGURE,), 6.22), (4, None), ("Serbia", None), (None, None), ((Gap("–"),), None),
     ((Link("7", Ref("claim", "0")),), None), ((FIGURE, " more"), None)],
)  # fmt: skip
def test_what_a_cell_is_sorted_by(value: Cell, key: float | None) -> None:
    assert sort_key(value) == key


def test_no_two_landmarks_of_a_page_have_one_name(client: TestClient) -> None:
    for path in ("/", "/country/SRB", "/index", "/seizures", "/routes", "/evidence"):
        told = client.get(path).text
        assert 'role="region"' not in told
        named = re.findall(r'<(?:section|nav|form)[^>]* aria-label(?:ledby)?="([^"]*)"', told)
        assert len(named) == len(set(named)), path
