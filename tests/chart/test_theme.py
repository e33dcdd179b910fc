"""Colours that every eye can tell apart, and words that can be read on them."""

from itertools import combinations, pairwise

import pytest

from karaula.chart.theme import HUES, PAIRS, SCALES, TOKENS, contrast, edges, level, on

# Machado, Oliveira and Fernandes (2009), full strength.
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """A colour in CIELAB as an eye sees it."""
    raw = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]
    r, g, b = (
        min(max(sum(m * c for m, c in zip(row, linear, strict=True)), 0), 1) for row in SIGHT[sight]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def apart(one: str, other: str, sight: str) -> float:
    return (
        sum((a - b) ** 2 for a, b in zip(seen(one, sight), seen(other, sight), strict=True)) ** 0.5
    )


def both(colours: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [colours, tuple(PAIRS[colour] for colour in colours)]


@pytest.mark.parametrize("word", ["ink", "soft"])
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_words_can_be_read_on_light_and_dark(word: str, ground: str) -> None:
    for ink, paper in (
        (TOKENS[word], TOKENS[ground]),
        (PAIRS[TOKENS[word]], PAIRS[TOKENS[ground]]),
    ):
        assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize("meaning", SCALES)
def test_numbers_can_be_read_on_every_class(meaning: str) -> None:
    for colour in SCALES[meaning]:  # type: ignore[index]
        assert contrast(on(colour), colour) >= 4.5, colour
        assert contrast(PAIRS[on(colour)], PAIRS[colour]) >= 4.5, PAIRS[colour]


@pytest.mark.parametrize("sight", SIGHT)
def test_kinds_can_be_told_apart_by_every_eye(sight: str) -> None:
    for hues in both(HUES):
        for one, other in combinations(hues, 2):
            assert apart(one, other, sight) >= 20, (one, other)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("meaning", SCALES)
def test_classes_of_a_scale_run_from_weak_to_strong(meaning: str, sight: str) -> None:
    for colours in both(SCALES[meaning]):  # type: ignore[index]
        light = [seen(colour, sight)[0] for colour in colours]
        steps = [b - a for a, b in pairwise(light)]
        half = len(steps) // 2
        if meaning in ("change", "correlation"):
            assert all(a * b < 0 for a, b in zip(steps[:half], steps[half:], strict=True))
        else:
            assert all(step * steps[0] > 0 for step in steps)
        assert all(apart(a, b, sight) >= 5 for a, b in pairwise(colours))


def test_a_token_means_one_thing() -> None:
    every = [*TOKENS.values(), *HUES, *(colour for scale in SCALES.values() for colour in scale)]
    assert len(every) == len(set(every)) == len(PAIRS)
    # What is dark already must not be taken for a light token and turned again.
    assert not set(PAIRS) & set(PAIRS.values())


@pytest.mark.parametrize("meaning", SCALES)
def test_a_value_lies_in_the_class_that_holds_it(meaning: str) -> None:
    places = edges(1, 10, meaning)  # type: ignore[arg-type]
    for number in range(100, 1001):
        value = number / 100
        at = level(value, 1, 10, meaning)  # type: ignore[arg-type]
        assert places[at] <= value <= places[at + 1]
    assert level(-5, 1, 10, meaning) == 0  # type: ignore[arg-type]
    assert level(99, 1, 10, meaning) == len(places) - 2  # type: ignore[arg-type]
