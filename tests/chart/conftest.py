"""One chart of each kind, of values with gaps, ties and long names."""

from collections.abc import Callable
from typing import Any

import pytest

from karaula import chart
from karaula.chart import About, Mark, Pair, Row, Spec, Stack
from karaula.chart.circles import circles as draw_circles
from karaula.chart.reporting import Cell
from karaula.chart.reporting import reporting as draw_reporting
from karaula.chart.shares import shares as draw_shares
from karaula.chart.timeline import Moment
from karaula.chart.timeline import timeline as draw_timeline
from karaula.measure.seizures.places import Spot
from karaula.vocabulary import load

HOSTILE = (
    "<script>alert(1)</script> ]]> & \" ' </text> {{ 7*7 }} datum.x \\u{41} url(#x) "
    "\x00\x07\x1b\ufffe\u202eevil\u2066 end"
)
NAMES = ["Arcadia", "Upper Sylvania and the Lower Isles of the Long Name", "Ruritania", "Elbonia"]


def about(**changes: Any) -> About:
    given = {
        "title": "Arcadia scores highest",
        "unit": "score, 1 to 10",
        "period": "edition 2021",
        "source": "An index of our own",
        "interval": "90 % interval",
    }
    return About(**(given | changes))


def mark(value: float) -> Mark:
    return Mark(value=value, low=value - 0.25, high=value + 0.5, href="#claim-a1")


def ranking(names: list[str], **changes: Any) -> Spec:
    rows = [Row(label=name, mark=mark(4 + n), aside=name) for n, name in enumerate(names[:-1])]
    return chart.ranking([*rows, Row(label=names[-1], mark=None)], about(**changes), axis=(1, 10))


def profile(names: list[str], **changes: Any) -> Spec:
    rows = [
        Row(label=name, mark=mark(4 + n), strong=n == 0, others=(2.0, 2.0, 7.5))
        for n, name in enumerate(names[:-1])
    ]
    rows.append(Row(label=names[-1], mark=None, others=(3.0,)))
    return chart.profile(rows, about(**changes), unit=names[0], others="the others", axis=(1, 10))


def change(names: list[str], **changes: Any) -> Spec:
    rows = [
        Pair(label=name, first=mark(4 + n), second=mark(5)) for n, name in enumerate(names[:-1])
    ]
    rows.append(Pair(label=names[-1], first=None, second=None))
    return chart.change(rows, about(**changes), before="2021", after="2023", axis=(1, 10))


def contributions(names: list[str], **changes: Any) -> Spec:
    rows = [Stack(label=name, total=mark(5), parts=(2.0, 3.0)) for name in names[:-1]]
    rows.append(Stack(label=names[-1], total=None, parts=(2.0, None)))
    return chart.contributions(rows, names[:2], about(**changes))


def sensitivity(names: list[str], **changes: Any) -> Spec:
    rows = [
        Pair(label=name, first=Mark(value=0.1 * n, low=-0.02, high=0.4), second=Mark(value=0.6))
        for n, name in enumerate(names[:-1])
    ]
    rows.append(Pair(label=names[-1], first=None, second=None))
    return chart.sensitivity(rows, about(**changes))


def _matrix(names: list[str], gap: float | None) -> list[list[float | None]]:
    count = len(names)
    return [
        [gap if count - 1 in (i, j) else 0.2 * abs(i - j) for j in range(count)]
        for i in range(count)
    ]


def correlations(names: list[str], **changes: Any) -> Spec:
    return chart.correlations(names, _matrix(names, float("nan")), about(**changes))


def pairwise(names: list[str], **changes: Any) -> Spec:
    return chart.pairwise(names, _matrix(names, None), about(**changes))


def choropleth(names: list[str], **changes: Any) -> Spec:
    codes = ["SRB", "ALB", "MNE", "XKX"]
    known = load().areas
    areas = known | {
        code: known[code].model_copy(update={"name": name})
        for code, name in zip(codes, names, strict=True)
    }
    marks = {code: mark(4 + n) for n, code in enumerate(codes[:-1])}
    return chart.choropleth(marks | {codes[-1]: None}, about(**changes), areas=areas, axis=(1, 10))


def timeline(names: list[str], **changes: Any) -> Spec:
    moments = [
        Moment(label=name, value=4.0 + n, low=3.0, high=9.0, second=2.5, partial=n == 1)
        for n, name in enumerate(names[:-1])
    ]
    moments.append(Moment(label=names[-1], value=None))
    return draw_timeline(moments, about(**changes), second=names[0], breaks=[(1.0, names[1])])


def shares(names: list[str], **changes: Any) -> Spec:
    table = [[n + 1.0, 3.0, 0.0] for n in range(len(names) - 1)]
    return draw_shares(names, names[:3], [*table, [0.0, 0.0, 0.0]], about(**changes))


def reporting(names: list[str], **changes: Any) -> Spec:
    table = {name: [Cell(rows=10**n, partial=n == 1), None] for n, name in enumerate(names[:-1])}
    return draw_reporting(table | {names[-1]: [None, None]}, ["2011", "2012"], about(**changes))


def circles(names: list[str], **changes: Any) -> Spec:
    known = load().areas
    codes = ["SRB", "ALB", "MNE", "XKX"]
    areas = known | {
        code: known[code].model_copy(update={"name": name})
        for code, name in zip(codes, names, strict=True)
    }
    spots = [Spot(area=code, events=10**n, kg=None) for n, code in enumerate(codes[:-1])]
    spots.append(
        Spot(area="SRB", events=5, kg=2.0, place=names[1], longitude=20.5, latitude=44.8)
    )  # fmt: skip
    return draw_circles(spots, about(**changes), areas=areas, silent=["XKX"])


Maker = Callable[..., Spec]
MAKERS: list[Maker] = [
    ranking, profile, change, contributions, sensitivity, correlations, pairwise, choropleth,
    timeline, shares, reporting, circles,
]  # fmt: skip


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def maker(request: pytest.FixtureRequest) -> Maker:
    """A function that makes a chart of one kind of four names; the last one has no value."""
    made: Maker = request.param
    return made
