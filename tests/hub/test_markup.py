"""Lines as markup: what each part becomes, and that nothing of a source is markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from karaula.assess.report import Ref
from karaula.hub.block import Cell
from karaula.hub.figure import Figure
from karaula.hub.links import SERVED
from karaula.hub.markup import fields, line
from karaula.hub.said import Gap, Link, Out, Part, Words

HOSTILE = '"><script>alert(1)</script>&\u202e'


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("a < b", "a &lt; b"),
        (Words("so “said”"), "<q>so “said”</q>"),
        (Gap(), '<span class="gap">no data</span>'),
        (Link("Serbia", "country", (("area", "SRB"),)), '<a href="/country/SRB">Serbia</a>'),
        (Link("p. 4", Ref("claim", "0a"), anchor="c-1"), '<a href="/claim/0a#c-1">p. 4</a>'),
        (Out("the law", "javascript:alert(1)"), "the law"),
        (
            Out("the law", "https://example.org/a?b=1&c"),
            '<a class="out" href="https://example.org/a?b=1&amp;c" rel="noreferrer noopener '
            'nofollow">the law <span class="site">(example.org)</span></a>',
        ),
    ],
)
def test_a_part_of_a_line(part: Part, told: str) -> None:
    assert line((part,), SERVED) == told


def test_a_disputed_figure_bears_its_mark() -> None:
    told = line((Figure(text="6.2", ref=Ref("measure", "0"), state="disputed"),), SERVED)
    assert told.startswith('<a class="figure disputed" href="/measure/0" title="')
    assert told.count("≠") == 1


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, "–"), ((), "–"), (1234, "1,234"), (0.5, "0.5"), ("a\x00b", "a\ufffdb")],
)
def test_a_field(value: Cell, told: str) -> None:
    assert html.fragment_fromstring(f"<p>{fields(SERVED)(value)}</p>").text_content() == told


@given(st.text(max_size=40) | st.just(HOSTILE))
def test_nothing_of_a_source_is_markup(said: str) -> None:
    """Whatever the words are, the line holds the elements of its parts and no other."""
    figure = Figure(text=said, ref=Ref("claim", "0"))
    parts = (said, Words(said), Gap(said), Link(said, "market", (("market", said),)), figure)
    found = html.fragment_fromstring(f"<p>{line((*parts, Out(said, said)), SERVED)}</p>")
    assert [e.tag for e in found.iter()] in (
        ["p", "q", "span", "a", "a"],
        ["p", "q", "span", "a", "a", "a", "span"],
    )
    assert {name for e in found.iter() for name in e.attrib} <= {"href", "class", "title", "rel"}
