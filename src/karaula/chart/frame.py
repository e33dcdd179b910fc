"""What every chart has around its marks: title, unit, period, interval, gaps, notes and source.

The result is a Vega-Lite specification as plain data, in which all room is given in units: nothing
is laid out by measuring type, so that it looks the same wherever it is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from karaula.chart.theme import BODY, FONT, GRID, SMALL, TITLE, TOKENS, WIDTH
from karaula.chart.words import line, number, several, width, wrap
from karaula.errors import KaraulaError

Spec = dict[str, Any]
"""A Vega-Lite specification with its data in it."""
Layer = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NO_DATA = "no data"
MOST = 40
"""Rows that one chart shows; the others are counted in words."""
LEADING = 1.35
MARGIN = 2 * GRID
MEASURE = 0.96 * (WIDTH - 2 * MARGIN)
"""How long a line of words may be: short of the width, for a face that runs wider."""


class ChartError(KaraulaError):
    """A chart that cannot be drawn as asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said of a chart, whatever its kind."""

    title: str
    unit: str
    period: str
    source: str
    interval: str | None = None
    """What the intervals are, if there are any: ``90 % interval``."""
    warning: str | None = None
    """What a reader must know before looking, such as that two editions are not comparable."""
    notes: tuple[str, ...] = ()
    decimals: int = 2
    """Places of the figures that are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number with its interval. ``text`` is how it is printed, if not with the chart's decimals;
    ``href`` is where a click leads: ``#place`` in the page, a path or an address of the web."""

    value: float
    low: float | None = None
    high: float | None = None
    text: str | None = None
    href: str | None = None

    def said(self, decimals: int, *, signed: bool = False) -> str:
        """The number as printed: ``5.42 (4.90–6.01)``."""
        if self.text is not None:
            return line(self.text)
        shown = number(self.value, decimals, signed=signed)
        if self.low is None or self.high is None:
            return shown
        ends = [number(end, decimals, signed=signed) for end in (self.low, self.high)]
        return f"{shown} ({ends[0]}–{ends[1]})"


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the key: how a mark looks and what it stands for."""

    shape: str
    """``disc``, ``ring``, ``tick``, ``bar`` (an interval) or ``square``."""
    colour: str
    text: str


def spec(
    about: About,
    layers: Sequence[Layer],
    *,
    height: float,
    left: float,
    right: float,
    above: float = 0.0,
    below: float = 0.0,
    key: Sequence[Key] = (),
    gaps: Sequence[str] = (),
    more: str | None = None,
    alt: str = "",
) -> Spec:
    """A chart around ``layers``, which draw on ``WIDTH - left - right`` by ``height`` units.

    ``above`` and ``below`` are the room that they take over and under that, for heads and an axis.
    ``gaps`` are the names of what has no value, ``more`` says what is not shown, ``alt`` what the
    chart shows, for those who cannot see it.
    """
    plot = WIDTH - left - right
    title = wrap(about.title, TITLE, MEASURE)
    facts = [part for part in (about.unit, about.period, about.interval) if part]
    under = wrap(" · ".join(map(line, facts)), SMALL, MEASURE)
    warning = wrap(about.warning, SMALL, MEASURE) if about.warning else []
    rows = _key(key, left, -GRID - above)
    head = [(title, TITLE, {"fontWeight": "bold"}), (under, SMALL, {"fill": TOKENS["soft"]}),
            (warning, SMALL, {"fontWeight": "bold"})]  # fmt: skip
    top = (
        MARGIN + sum(_lines(said, size) for said, size, _ in head) + 4 * GRID + above + rows.height
    )
    foot = _foot(about, gaps, more)
    start = height + below + 2 * GRID
    drawn = [*rows.layers, *layers]
    at = MARGIN - top
    for said, size, looks in head:
        if said:
            drawn.append(words(said, x=MARGIN - left, y=at, size=size, baseline="top", **looks))
        at += _lines(said, size) + GRID * (size == TITLE)
    drawn.append(
        words(foot, x=MARGIN - left, y=start, fill=TOKENS["soft"], baseline="top")
    )  # fmt: skip
    missing = [line(gap) for gap in gaps]
    return {
        "$schema": SCHEMA,
        "description": " ".join([line(f"{about.title}."), f"{line(alt)}", *_gap_words(missing)]),
        "usermeta": {
            "title": line(about.title), "unit": line(about.unit), "period": line(about.period),
            "source": line(about.source), "interval": about.interval and line(about.interval),
            "warning": about.warning and line(about.warning), "gaps": missing, "more": more,
        },
        "background": TOKENS["paper"],
        "autosize": {"type": "none"},
        "width": plot,
        "height": height,
        "padding": {
            "left": left, "right": right, "top": round(top, 1),
            "bottom": round(below + 2 * GRID + _lines(foot, SMALL) + MARGIN, 1),
        },
        "config": CONFIG,
        "layer": drawn,
    }  # fmt: skip


def card(about: About, why: str, gaps: Sequence[str] = ()) -> Spec:
    """In place of a chart of nothing: what it would show, and why it shows nothing."""
    said = words([f"No data: {line(why)}"], x=0, y=5 * GRID, size=BODY, fontStyle="italic",
                 fill=TOKENS["soft"])  # fmt: skip
    box = fixed({"type": "rect", "x": -GRID, "y": 0, "x2": WIDTH - 5 * GRID, "y2": 10 * GRID,
                 "fill": TOKENS["band"]})  # fmt: skip
    made = spec(about, [box, said], height=10 * GRID, left=3 * GRID, right=2 * GRID, gaps=gaps,
                alt=f"No data: {why}.")  # fmt: skip
    made["usermeta"]["nothing"] = True
    return made


def shows_nothing(chart: Spec) -> bool:
    """Whether a chart is the card that stands in place of one."""
    return "nothing" in chart["usermeta"]


def values(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rows as the data of a layer; a row's empty fields are left out."""
    return {"values": [{k: v for k, v in row.items() if v is not None} for row in rows]}


def words(
    text: Sequence[str], *, x: float, y: float, size: float = SMALL, **looks: Any
) -> Layer:  # fmt: skip
    """Lines of type at one place of the plot."""
    lead = round(size * LEADING, 1)
    mark = {"type": "text", "text": list(text), "x": x, "y": round(y, 1), "align": "left",
            "fontSize": size, "lineHeight": lead, "fill": TOKENS["ink"]}  # fmt: skip
    return fixed(mark | looks)


def fixed(mark: dict[str, Any]) -> Layer:
    """A mark at a place of its own, which stands for no row of data."""
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {}}


def window(count: int, page: int, most: int) -> tuple[slice, str | None]:
    """The rows of a page, and what is to be said of those that it does not show."""
    pages = max(-(-count // most), 1)
    if not 1 <= page <= pages:
        raise ChartError(f"there is no page {page}", None, f"{count} rows fill {pages}")
    first, last = (page - 1) * most, min(page * most, count)
    if count <= most:
        return slice(0, count), None
    return slice(first, last), f"Rows {first + 1} to {last} of {count}; {count - last + first} more"


def _gap_words(gaps: Sequence[str]) -> list[str]:
    return [f"No data for {several(list(gaps))}."] if gaps else []


def _foot(about: About, gaps: Sequence[str], more: str | None) -> list[str]:
    said = [f"{more} are not shown."] if more else []
    said += _gap_words([line(gap) for gap in gaps])
    said += [line(note) for note in about.notes]
    said.append(f"Source: {line(about.source)}")
    return [row for text in said for row in wrap(text, SMALL, MEASURE)]


def _lines(rows: Sequence[str], size: float) -> float:
    return len(rows) * size * LEADING


@dataclass(frozen=True)
class _Rows:
    layers: list[Layer]
    height: float


def _key(key: Sequence[Key], left: float, bottom: float) -> _Rows:
    """Entries of the key, side by side as far as they fit, above the plot."""
    step, swatch = SMALL * LEADING + GRID, 4 * GRID
    places, x, row = [], MARGIN - left, 0
    for entry in key:
        room = swatch + width(line(entry.text), SMALL) + 4 * GRID
        if x + room > WIDTH - left and x > MARGIN - left:
            x, row = MARGIN - left, row + 1
        places.append((x, row))
        x += room
    count = row + 1 if key else 0
    layers: list[Layer] = []
    for entry, (x, row) in zip(key, places, strict=True):
        y = bottom - (count - row - 0.5) * step
        layers.append(_swatch(entry, x, y))
        layers.append(words([line(entry.text)], x=x + swatch, y=y, fill=TOKENS["soft"],
                            baseline="middle"))  # fmt: skip
    return _Rows(layers, count * step)


def _swatch(entry: Key, x: float, y: float) -> Layer:
    middle = x + 1.5 * GRID
    disc = {"type": "point", "x": middle, "y": y, "size": 55, "stroke": entry.colour,
            "strokeWidth": 1.6, "opacity": 1}  # fmt: skip
    match entry.shape:
        case "disc":
            mark: dict[str, Any] = disc | {"fill": entry.colour}
        case "ring":
            mark = disc | {"fill": TOKENS["paper"]}
        case shape:
            wide, high = {"tick": (1.2, 10.0), "bar": (12.0, 4.0), "square": (11.0, 11.0)}[shape]
            mark = {"type": "rect", "x": middle - wide / 2, "x2": middle + wide / 2,
                    "y": y - high / 2, "y2": y + high / 2, "fill": entry.colour}  # fmt: skip
    return fixed(mark)


CONFIG: dict[str, Any] = {"aria": False, "font": FONT, "view": {"stroke": None}}
"""The looks that no single mark has to name."""
