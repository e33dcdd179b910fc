"""The looks of every chart: type, spacing, and one colour for one meaning, on light and on dark.

A specification is written in the colours of light paper. Each is a token that means one thing, so
a dark chart is the same specification with every token taken from the other column, and a page can
do that with style rules alone (:func:`dark_css`).
"""

import re
from bisect import bisect_right
from typing import Literal

Theme = Literal["light", "dark"]
Meaning = Literal["criminality", "resilience", "score", "change", "correlation", "probability"]

WIDTH = 680.0
"""Units across: a column of text on screen and on paper."""
GRID = 4.0
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first comes with the converter, so that a PNG is the same on every machine."""
TITLE, BODY, SMALL = 14.0, 12.0, 11.0
"""Sizes of type: the title, labels and figures, remarks."""

_TOKENS = {
    # Meaning: (on light paper, on dark paper).
    "paper": ("#ffffff", "#14191f"),
    "ink": ("#1d2733", "#e4e9ee"),
    "soft": ("#51606e", "#a9b5c0"),
    "line": ("#d5dbe1", "#36414c"),
    "band": ("#f4f6f8", "#1b2229"),
    "accent": ("#17506e", "#86c5e6"),
    # Everybody else, behind the one that a chart is about.
    "others": ("#8d9aa6", "#71808e"),
    # No value: with hatching, never a colour of a scale.
    "gap": ("#e9ecef", "#242c35"),
    "hatch": ("#c3cad1", "#5a6672"),
    # Land that a map is not about, water around it, and borders.
    "land": ("#eceae6", "#262b30"),
    "sea": ("#f7fafc", "#171d24"),
    "border": ("#fdfdfe", "#0f1318"),
    # Figures on cells of a pale and of a strong colour.
    "on_weak": ("#1c2632", "#f3f6f8"),
    "on_strong": ("#fefefe", "#10151b"),
}
TOKENS = {name: light for name, (light, _) in _TOKENS.items()}
"""Colours by what they are for."""

_SCALES: dict[Meaning, tuple[tuple[str, str], ...]] = {
    # Weak to strong: more is worse, and warm.
    "criminality": (
        ("#fdeedd", "#30261d"), ("#fadbb9", "#422e1f"), ("#f7c795", "#553620"),
        ("#edad73", "#6a4021"), ("#e39350", "#7f4921"), ("#cc7639", "#965a29"),
        ("#b45a21", "#d28a48"), ("#914314", "#e5ad77"), ("#702c08", "#f8d0a3"),
    ),
    # Weak to strong: more is better, and cool.
    "resilience": (
        ("#e8f2f7", "#1b2831"), ("#cee3ee", "#1e3440"), ("#b5d5e5", "#21414f"),
        ("#96c0d7", "#254c60"), ("#76abc8", "#2a5d78"), ("#5f9abb", "#336f8e"),
        ("#36789b", "#5fa5c7"), ("#235b79", "#89c1dc"), ("#103f59", "#b2ddf2"),
    ),
    # Weak to strong, of anything else.
    "score": (
        ("#eef3ea", "#20281d"), ("#d9e4d1", "#273523"), ("#c4d6b8", "#2f4229"),
        ("#a9c39b", "#375131"), ("#8fb07f", "#40603a"), ("#729663", "#4c7045"),
        ("#557d48", "#7fa573"), ("#406336", "#a1c096"), ("#2c4a25", "#c3dcb9"),
    ),
    # Fall to rise, neutral in the middle.
    "change": (
        ("#1f7343", "#7fd0a0"), ("#74b68c", "#357a52"), ("#c9e3d0", "#254434"),
        ("#eef0f1", "#2a3138"), ("#e0d0e8", "#40304b"), ("#ac87c0", "#805f96"),
        ("#6b3a86", "#cfa8e2"),
    ),
    # Against each other to together, neutral in the middle.
    "correlation": (
        ("#7a4f0b", "#dcae62"), ("#c4984f", "#82611d"), ("#eadab9", "#453923"),
        ("#f0f1f2", "#2b3239"), ("#bfe0dc", "#1d4a46"), ("#5caba2", "#2a716a"),
        ("#0f5f57", "#84d4ca"),
    ),
    # Never to always, without a side to take.
    "probability": (
        ("#f0f2f5", "#20262d"), ("#d3d9e2", "#38424f"), ("#a4afc0", "#566477"),
        ("#626f88", "#8c9bb1"), ("#39465f", "#c6d1e0"),
    ),
}  # fmt: skip
_HUES = (
    ("#2b178e", "#b299ea"), ("#9bbaf0", "#bee0eb"), ("#5acdc0", "#77a8a6"),
    ("#267711", "#75e07e"), ("#c6b74d", "#f0f0c9"), ("#e57e73", "#c87267"),
    ("#58103d", "#a2559d"), ("#676b70", "#5a5e63"),
)  # fmt: skip

SCALES = {meaning: tuple(light for light, _ in pairs) for meaning, pairs in _SCALES.items()}
"""Colours of a scale from its low to its high end; a scale has one meaning everywhere."""
HUES = tuple(light for light, _ in _HUES)
"""Kinds that have no order: found by search from Paul Tol's muted scheme, so that any two lie more
than 20 units of CIELAB apart for every kind of sight. The last is for the rest taken together."""

PAIRS: dict[str, str] = dict(
    [*_TOKENS.values(), *(pair for pairs in _SCALES.values() for pair in pairs), *_HUES]
)
"""Every colour on light paper with the one that stands for it on dark."""

_COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def on(colour: str) -> str:
    """The token for figures on a cell of this colour: the one that can be read on it."""
    weak, strong = TOKENS["on_weak"], TOKENS["on_strong"]
    return weak if contrast(colour, weak) >= contrast(colour, strong) else strong


def strong(meaning: Meaning | None) -> str:
    """The colour of a point on a scale's own chart."""
    return SCALES[meaning][-2] if meaning else TOKENS["accent"]


def weak(meaning: Meaning | None) -> str:
    """The colour of an interval around such a point."""
    return SCALES[meaning][3] if meaning else TOKENS["others"]


def edges(low: float, high: float, meaning: Meaning) -> list[float]:
    """Where the classes of a scale begin and end: equally wide, but for a wide neutral one."""
    count = len(SCALES[meaning])
    shares = [place / count for place in range(count + 1)]
    if meaning in ("change", "correlation"):
        half = count // 2
        outer = [place / (count + 1) for place in range(half + 1)]
        shares = [*outer, *(1 - share for share in reversed(outer))]
    return [low + (high - low) * share for share in shares]


def level(value: float, low: float, high: float, meaning: Meaning) -> int:
    """The class of a value on a scale between ``low`` and ``high``; beyond it, the last one."""
    inner = edges(low, high, meaning)[1:-1]
    return bisect_right(inner, value)


def dark(text: str) -> str:
    """A drawing or specification as text, in the colours for dark paper."""
    return _COLOUR.sub(lambda found: PAIRS.get(found[0], found[0]), text)


def dark_css(selector: str) -> str:
    """Style rules that turn a light drawing inside ``selector`` into a dark one."""
    return "\n".join(
        f'{selector} [{name}="{light}"] {{ {name}: {after}; }}'
        for light, after in PAIRS.items()
        for name in ("fill", "stroke")
    )


def properties(selector: str, theme: Theme = "light") -> str:
    """A style rule with tokens and scales as custom properties: ``--land``, ``--change-1``."""
    named = TOKENS | {
        f"{meaning}-{place}": colour
        for meaning, colours in SCALES.items()
        for place, colour in enumerate(colours, 1)
    }
    told = (f"--{n}: {c if theme == 'light' else PAIRS[c]};" for n, c in named.items())
    return f"{selector} {{ {' '.join(told)} }}"


def contrast(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2.2, from 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)))
    return (second + 0.05) / (first + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
