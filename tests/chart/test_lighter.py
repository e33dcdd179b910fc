"""What the converter is given: fewer layers and no words, and the same picture."""

from typing import Any

import pytest
from lxml import etree

from karaula import chart
from karaula.chart.frame import Spec, fixed, words
from karaula.chart.lighter import together, without_words

from .conftest import NAMES, Maker, about

SVG = "{http://www.w3.org/2000/svg}"


def rect(x: float, **looks: Any) -> dict[str, Any]:
    return fixed({"type": "rect", "x": x, "x2": x + 5, "y": 0, "y2": 9, "fill": "#17506e", **looks})


@pytest.mark.parametrize(
    ("layers", "counts"),
    [
        ([rect(0), rect(5), rect(10)], [3]),
        ([rect(0), rect(5, fill="#1d2733"), rect(10)], [1, 1, 1]),
        ([rect(0), rect(5, href="#a"), rect(10, href="#b")], [1, 1, 1]),
        ([words(["one"], x=0, y=0), words(["two"], x=0, y=9)], [1, 1]),
        ([fixed({"type": "text", "text": t, "x": 0, "y": 0}) for t in "abc"], [3]),
        ([rect(0), fixed({"type": "point", "x": 0, "y": 0}), rect(5)], [1, 1, 1]),
    ],
)
def test_layers_that_differ_in_their_places_alone_are_one(
    layers: list[dict[str, Any]], counts: list[int]
) -> None:
    found = together(layers)
    assert [len(one["data"]["values"]) for one in found] == counts


def test_the_picture_is_the_same(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = maker(NAMES)
    light = marks(spec)
    monkeypatch.setattr("karaula.chart.render.together", lambda layers: layers)
    monkeypatch.setattr("karaula.chart.render.without_words", lambda layer, _: layer)
    chart.render._drawn.cache_clear()
    assert marks(spec) == light
    chart.render._drawn.cache_clear()


def marks(spec: Spec) -> list[tuple[str, ...]]:
    root = etree.fromstring(chart.svg(spec))
    drawn = (
        e for e in root.iter() if etree.QName(e).localname in ("path", "rect", "text", "tspan")
    )
    return [(e.tag, e.text or "", *sorted(f"{k}={v}" for k, v in e.attrib.items())) for e in drawn]


def test_no_word_reaches_the_converter() -> None:
    tokens: dict[str, str] = {}
    layer = without_words(words(["one", "two", "one", " "], x=0, y=0), tokens)
    assert layer["mark"]["text"] == ["k0", "k1", "k0", " "]
    rows = {"data": {"values": [{"text": "two", "y": 1}]}, "mark": {"type": "text"},
            "encoding": {"text": {"field": "text"}}}  # fmt: skip
    assert without_words(rows, tokens)["data"]["values"] == [{"text": "k1", "y": 1}]
    assert tokens == {"one": "k0", "two": "k1"}


def test_a_card_says_that_it_shows_nothing() -> None:
    assert chart.shows_nothing(chart.card(about(), "nothing is known"))
    assert not chart.shows_nothing(chart.ranking([chart.Row(label="a", mark=chart.Mark(value=1))],
                                                 about()))  # fmt: skip
