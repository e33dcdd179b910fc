"""Drawings: nothing loaded, nothing executed, the same bytes."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from karaula import chart
from karaula.chart import ChartError, Mark, Row, render
from karaula.chart.theme import PAIRS, TOKENS, dark_css
from karaula.errors import KaraulaError

from .conftest import HOSTILE, NAMES, Maker, about, ranking

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "g", "path", "rect", "line", "text", "tspan", "a", "defs", "clipPath", "pattern"}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No chart opens a connection from this process."""

    def refused(*_: object) -> None:
        raise AssertionError("a chart asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)


def test_a_drawing_stands_alone_and_says_what_it_shows(maker: Maker) -> None:
    spec = maker(NAMES)
    drawing = chart.svg(spec)
    root = etree.fromstring(drawing)
    assert root.get("role") == "img"
    assert root.get("aria-label") == spec["description"]
    assert {etree.QName(e).localname for e in root.iter()} <= TAGS
    assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)", drawing)
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawing)) <= set(ids)


def test_hostile_words_stay_words(maker: Maker) -> None:
    names = [f"{n} {HOSTILE}" for n in range(4)]
    spec = maker(
        names, title=HOSTILE, unit=HOSTILE, source=HOSTILE, period=HOSTILE, warning=HOSTILE,
        notes=(HOSTILE,),
    )  # fmt: skip
    drawing = chart.svg(spec)
    root = etree.fromstring(drawing)
    assert {etree.QName(e).localname for e in root.iter()} <= TAGS
    assert "49" not in "".join(root.itertext())
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069]", drawing)
    assert "<script>alert(1)</script>" in " ".join(root.itertext())
    for element in root.iter():
        assert not any(name.startswith("on") for name in element.attrib)


def test_words_that_look_like_what_stands_for_words_stay_theirs() -> None:
    names = ["k1", "k0", "k2", "k10", "12", "k"]
    root = etree.fromstring(chart.svg(ranking(names, title="k3", unit="k4")))
    said = [e.text for e in root.iter(f"{SVG}text", f"{SVG}tspan") if e.text]
    highest_first = ["12", "k10", "k2", "k0", "k1", "k"]
    assert [one for one in said if one in names][: len(names)] == highest_first
    assert said.count("k3") == 1 and sum(one.startswith("k4") for one in said) >= 1


ELSEWHERE = ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "file:///etc/passwd",
             "https://a b", "#<x>", 'https://x"y']  # fmt: skip


@pytest.mark.parametrize("href", ELSEWHERE)
def test_a_mark_leads_to_the_page_or_the_web_alone(href: str) -> None:
    row = Row(label="a", mark=Mark(value=1.0, href=href))
    with pytest.raises(ChartError, match="no link of a chart leads there"):
        chart.svg(chart.ranking([row], about()))


@pytest.mark.parametrize("href", ["#claim-a1", "/claims/a1?x=1", "https://example.org/a?b=c#d"])
def test_a_mark_is_a_link(href: str) -> None:
    row = Row(label="a", mark=Mark(value=1.0, href=href))
    root = etree.fromstring(chart.svg(chart.ranking([row], about())))
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == [href]


def test_a_specification_that_loads_anything_is_refused() -> None:
    spec = ranking(NAMES)
    for place in ({"data": {"url": "https://example.org/x.csv"}}, {"data": {"url": "x.csv"}},
                  {"mark": {"type": "image", "url": "https://example.org/x.png"}}):  # fmt: skip
        with pytest.raises(ChartError, match="loads nothing"):
            chart.svg(spec | {"layer": [*spec["layer"], place]})


def test_an_image_is_not_drawn() -> None:
    spec = ranking(NAMES)
    image = {"data": {"values": [{"u": "data:image/png;base64,AAAA"}]},
             "mark": {"type": "image", "width": 9, "height": 9},
             "encoding": {"url": {"field": "u"}}}  # fmt: skip
    with pytest.raises(ChartError):
        chart.svg(spec | {"layer": [*spec["layer"], image]})


def test_the_same_chart_gives_the_same_bytes_in_any_order_and_process(tmp_path: Path) -> None:
    spec = ranking(NAMES)
    one = chart.svg(spec), chart.png(spec)
    render._drawn.cache_clear()
    chart.svg(ranking(NAMES, title="Another one in between"))
    assert (chart.svg(spec), chart.png(spec)) == one
    (tmp_path / "spec.json").write_text(json.dumps(spec), "utf-8")
    code = (
        "import json, pathlib, sys; from karaula import chart; folder = pathlib.Path(sys.argv[1]); "
        "spec = json.loads((folder / 'spec.json').read_text('utf-8')); "
        "chart.write(spec, folder / 'a.svg'); chart.write(spec, folder / 'a.png')"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert (tmp_path / "a.svg").read_text("utf-8") == one[0]
    assert (tmp_path / "a.png").read_bytes() == one[1]


def test_every_colour_of_a_drawing_is_a_token(maker: Maker) -> None:
    drawing = chart.svg(maker(NAMES))
    assert set(re.findall(r"#[0-9a-f]{6}\b", drawing)) <= set(PAIRS)
    painted = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing))
    assert {p for p in painted if not p.startswith(("#", "url("))} <= {"none", "transparent"}


def test_a_dark_drawing_is_the_light_one_in_other_colours(maker: Maker) -> None:
    spec = maker(NAMES)
    light, dark = chart.svg(spec), chart.svg(spec, "dark")
    assert re.sub("#[0-9a-f]{6}", "", light) == re.sub("#[0-9a-f]{6}", "", dark)
    assert TOKENS["paper"] not in dark
    css = dark_css("svg")
    for colour in set(re.findall(r'="(#[0-9a-f]{6})"', light)):
        assert f'"{colour}"' in css


def test_gaps_are_hatched_on_maps_and_squares(maker: Maker) -> None:
    if maker.__name__ in ("choropleth", "correlations", "pairwise"):
        assert re.search(r'fill="url\(#k\w+-gap\)"', chart.svg(maker(NAMES)))


def test_a_chart_is_written_as_its_name_says(tmp_path: Path) -> None:
    spec = ranking(NAMES)
    for name in ("a.svg", "a.PNG", "a.json"):
        chart.write(spec, tmp_path / name)
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == spec
    with pytest.raises(ChartError, match=r"no chart is written as \.pdf"):
        chart.write(spec, tmp_path / "a.pdf")
    with pytest.raises(ChartError, match="there is no such folder"):
        chart.write(spec, tmp_path / "none" / "a.svg")


def test_without_the_extra_a_chart_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setitem(sys.modules, "altair", None)
    render._drawn.cache_clear()
    spec = ranking(NAMES, title="Not drawn before")
    for draw in (chart.svg, chart.altair):
        with pytest.raises(KaraulaError, match=r'pip install "karaula\[charts\]"'):
            draw(spec)
