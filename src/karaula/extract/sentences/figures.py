"""Figures in a sentence: numbers, shares, money, measured amounts, ranks, multiples."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from karaula.extract.observations.shares import one_in, whole_of
from karaula.extract.sentences.amounts import (
    SHARED,
    WORDS,
    Amount,
    amount_at,
    labelled,
    past_article,
    range_sign,
    rounded,
    with_multiplier_of,
)
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import keys_of
from karaula.extract.sentences.numbers import Number, Separator
from karaula.extract.sentences.ranks import ordinal, rank
from karaula.extract.sentences.tokens import Token, tokens, word_at, word_key, written
from karaula.vocabulary import Vocabulary

FigureKind = Literal["number", "count", "percent", "money", "amount", "pieces", "rank", "multiple"]

_MAX_PHRASE = 4
_WORDS_TOO = frozenset(("try", "all", "top", "cup", "gel", "bam", "mad", "lack"))
"""Codes of currencies that are words in small letters."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the tokens ``first`` to ``last`` it was read from (qualifier included).

    ``number`` is a bare number in digits, ``count`` one in words. ``amount`` is a mass, volume,
    area or length in the base unit of its dimension, ``pieces`` a number of tablets, plants or
    packages. ``raw_value`` and ``raw_unit`` are the words.
    """

    kind: FigureKind
    value: float
    unit: str
    first: int
    last: int
    value_max: float | None = None
    alternatives: tuple[float, ...] = ()
    qualifier: str = "exact"
    of: int | None = None
    raw_value: str | None = None
    raw_unit: str | None = None


_PRICED = 4
_MILLIONS = 1e6
"""From this on pounds are money, unless they are said to be "of" something."""
"""Words before a figure among which one of a price is looked for."""


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    dimension: str
    base: str
    factor: float
    low: float | None
    high: float | None


class Figures:
    """Reads the figures of sentences, with the units of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._units: dict[tuple[str, ...], _Unit] = {}
        self._unit_starts: set[str] = set()
        # Where neither a number nor one of these stands, no figure begins.
        self._starts = {*ENGLISH.multiples, *ENGLISH.folds, *WORDS, "every"}
        for key, unit in vocabulary.units.items():
            if unit.dimension in ("score", "rank", "time"):
                continue
            known = _Unit(key, unit.dimension, unit.base, unit.factor, unit.low, unit.high)
            for name in (unit.name, *unit.names):
                for form in _plural(name, unit.dimension):
                    words = _words(form)
                    self._units.setdefault(words, known)
                    self._unit_starts.add(words[0])
                    if unit.dimension == "money":
                        self._starts.add(words[0])
        self._articles = {"a", "an"} - {*self._unit_starts, *ENGLISH.numbers, *_TIMES}
        """Words that begin a figure only before one of :data:`_COUNTED`."""
        # Words that name money too ("pounds"), or that of several countries ("francs").
        self._money_too = {
            word_key(name): _Unit(key, unit.dimension, unit.base, unit.factor, unit.low, unit.high)
            for key, unit in vocabulary.units.items()
            if unit.dimension == "money"
            for name in unit.ambiguous
            if name.islower()
        }

    def read(
        self,
        sentence: list[Token],
        taken: set[int],
        decimal: Separator | None,
        keys: list[str] | None = None,
    ) -> list[Figure]:
        """Figures of a sentence in order. ``taken`` are tokens that belong to dates or names,
        ``keys`` what the tokens are compared by."""
        found: list[Figure] = []
        position = 0
        keys = keys_of(sentence) if keys is None else keys
        starts, articles = self._starts, self._articles
        # As units are compared; signs are no words, but "$" and "%" are units.
        begins = [
            index
            for index, ((kind, text, _, _), key) in enumerate(zip(sentence, keys, strict=True))
            if kind == "number" or (text if len(text) == 1 else key) in starts
            if text not in articles or _COUNTED.issuperset(keys[index + 1 : index + 2])
        ]
        for index in begins:
            if index < position or index in taken:
                continue
            figure = self._at(sentence, index, taken, decimal)
            if figure is not None:
                found.append(_qualified(sentence, figure, found[-1].last if found else -1))
                position = figure.last + 1
        return _without_rates(sentence, found)

    def unit_at(self, sentence: list[Token], i: int) -> str | None:
        """Id of the unit whose name begins at token ``i``."""
        unit, _ = self._unit(sentence, i)
        return unit.id if unit is not None else None

    def goes_on(self, figure: Figure, other: Figure) -> bool:
        """Whether a mass goes on with the one before, and does not say it twice: 6 kilos of 800
        grams are 6.8 kg, 17 kg (37 pounds) are 17."""
        unit = self._units.get(_words(figure.raw_unit or ""))
        return unit is not None and unit.base == other.unit == "kg" and other.value < unit.factor

    def convert(
        self, unit_id: str, value: float, value_max: float | None
    ) -> tuple[float, float | None, str]:
        """Values in the base unit of a unit's dimension, and that base."""
        unit = next(unit for unit in self._units.values() if unit.id == unit_id)
        upper = None if value_max is None else rounded(value_max * unit.factor)
        return rounded(value * unit.factor), upper, unit.base

    def _at(
        self, sentence: list[Token], i: int, taken: set[int], decimal: Separator | None
    ) -> Figure | None:
        token = sentence[i]
        if token.kind not in ("number", "word", "sign"):
            return None
        if token.kind == "word" and token.text.lower() in _TIMES:
            return _multiple(sentence, i)
        money = self._money_first(sentence, i, decimal)
        if money is not None:
            return money
        odds = one_in(sentence, i, decimal)
        if odds is not None:
            value, last = odds
            raw = written(sentence, i, last)
            return Figure("percent", value, "percent", i, last, raw_value=raw)
        amount = amount_at(sentence, i, decimal)
        if amount is None or not taken.isdisjoint(range(i, amount.last + 1)):
            return None
        if token.kind == "number":
            placed = rank(sentence, i)
            if placed is not None:
                return Figure(
                    "rank", placed.value, "rank", i, placed.last, of=placed.of, raw_value=placed.raw
                )
            if labelled(sentence, i) or ordinal(sentence, i):
                return None
        return self._with_unit(sentence, i, amount, taken, decimal)

    def _money_first(
        self, sentence: list[Token], i: int, decimal: Separator | None
    ) -> Figure | None:
        """``$1 billion``, ``US$ 5.5m``, ``EUR 69 million``."""
        unit, last = self._unit(sentence, i)
        if unit is None or unit.dimension != "money" or last + 1 >= len(sentence):
            return None
        amount = amount_at(sentence, last + 1, decimal, money=True)
        if amount is None or sentence[last + 1].kind != "number":
            return None
        raw = written(sentence, last + 1, amount.last), written(sentence, i, last)
        figure = _figure("money", amount, unit, (i, amount.last), raw)
        return self._range(sentence, figure, unit, decimal)

    def _with_unit(
        self,
        sentence: list[Token],
        i: int,
        amount: Amount,
        taken: set[int],
        decimal: Separator | None,
    ) -> Figure | None:
        upper, end = None, amount.last
        joined = range_sign(sentence, i, amount.last)
        if joined is not None:
            other = amount_at(sentence, joined, decimal)
            if other is not None and other.number.value > amount.number.value:
                upper, end = other, other.last
                amount = with_multiplier_of(sentence, amount, upper)
        unit, last = self._unit(sentence, past_article(sentence, end, amount))
        sum_of = self._money_too.get(_next(sentence, end))
        if sum_of and unit is None:
            return None  # "40 francs" are no 40 of a thing
        dear = amount.number.value >= _MILLIONS or _priced(sentence, i)
        if sum_of and dear and _next(sentence, last) != "of":
            unit = sum_of  # "worth 2,000 pounds", "two million pounds was flown out"
        named = not taken.isdisjoint(range(end + 1, last + 1))
        if (named and not _currency(unit)) or _adjective(sentence, last, amount):
            unit = None
        if unit is None and amount.number.value < 1 and amount.in_words:
            return _fraction(sentence, i, amount)
        if unit is None:
            kind: FigureKind = "count" if amount.in_words else "number"
            value_max = upper.number.value if upper else None
            return Figure(
                kind,
                amount.number.value,
                "count",
                i,
                end,
                value_max=value_max,
                of=None if upper else whole_of(sentence, end, amount.number.value),
                qualifier="between" if upper else "exact",
                alternatives=amount.number.alternatives,
                raw_value=written(sentence, i, end),
            )
        kinds: dict[str, FigureKind] = {"share": "percent", "money": "money", "count": "pieces"}
        kind = kinds.get(unit.dimension, "amount")
        # "Canadian" in "9 million Canadian dollars" is a name of its own.
        raw = written(sentence, i, end), written(sentence, end + 1, last)
        figure = _figure(kind, amount, unit, (i, end if named else last), raw)
        if upper is not None:
            most = rounded(upper.number.value * unit.factor)
            return replace(figure, value_max=most, qualifier="between")
        wide = self._repeated(sentence, figure, amount, unit, decimal)
        return wide or self._with_rest(sentence, figure, unit, decimal)

    def _repeated(
        self,
        sentence: list[Token],
        figure: Figure,
        amount: Amount,
        unit: _Unit,
        decimal: Separator | None,
    ) -> Figure | None:
        """A range that says its unit twice: "1.7 % to 4.1 %"."""
        joined = range_sign(sentence, figure.first, figure.last)
        if joined is None or word_at(sentence, figure.first - 1) == "from":
            return None
        other = amount_at(sentence, joined, decimal)
        if other is None or other.number.value <= amount.number.value:
            return None
        again, last = self._unit(sentence, past_article(sentence, other.last, other))
        if again is None or again.id != unit.id:
            return None
        most = rounded(other.number.value * unit.factor)
        return replace(figure, last=last, value_max=most, qualifier="between")

    def _with_rest(
        self, sentence: list[Token], figure: Figure, unit: _Unit, decimal: Separator | None
    ) -> Figure:
        """A mass that goes on in a smaller unit: "58 kilograms and 700 grams", "1 kg 250 g"."""
        at = figure.last + 1
        at += word_at(sentence, at) == "and"
        if unit.base != "kg" or at >= len(sentence):
            return figure
        more = amount_at(sentence, at, decimal)
        if more is None:
            return figure
        rest, last = self._unit(sentence, more.last + 1)
        if rest is None or rest.base != "kg":
            return figure
        added = more.number.value * rest.factor
        if not rest.factor < unit.factor or added >= unit.factor:
            return figure
        return replace(
            figure, value=rounded(figure.value + added), last=last, alternatives=(),
            raw_value=written(sentence, figure.first, last), raw_unit=None,
        )  # fmt: skip

    def _range(
        self, sentence: list[Token], figure: Figure, unit: _Unit, decimal: Separator | None
    ) -> Figure:
        joined = range_sign(sentence, figure.first, figure.last)
        if joined is None:
            return figure
        repeated, last = self._unit(sentence, joined)
        start = last + 1 if repeated is not None and repeated.id == unit.id else joined
        other = amount_at(sentence, start, decimal, money=True)
        if other is not None:
            lower = Amount(Number(figure.value / unit.factor), figure.last)
            shared = with_multiplier_of(sentence, lower, other).number.value
            figure = replace(figure, value=rounded(shared * unit.factor))
        if other is None or other.number.value <= figure.value / unit.factor:
            return figure
        return replace(
            figure,
            last=other.last,
            value_max=rounded(other.number.value * unit.factor),
            qualifier="between",
        )

    def _unit(self, sentence: list[Token], i: int) -> tuple[_Unit | None, int]:
        """Unit whose name begins at token ``i``, the longest that fits, and its last token."""
        best: tuple[_Unit | None, int] = (None, i)
        if i >= len(sentence) or _unit_word(sentence[i]) not in self._unit_starts:
            return best
        words: list[str] = []
        for index in range(i, min(i + _MAX_PHRASE, len(sentence))):
            token = sentence[index]
            if token.kind == "opaque" or (token.kind == "number"):
                break
            words.append(_unit_word(token))
            unit = self._units.get(tuple(words))
            if unit is not None and not (unit.dimension == "money" and token.text in _WORDS_TOO):
                best = (unit, index)
        return best


def _without_rates(sentence: list[Token], figures: list[Figure]) -> list[Figure]:
    """Figures but for rates of exchange, with which agencies end a text: "($1 = 0.87 euros)"."""
    if not any(token.text == "=" for token in sentence):
        return figures
    sides = [
        side
        for pair in pairwise(figures)
        for side in pair
        if all(one.kind == "money" for one in pair)
        and [token.text for token in sentence[pair[0].last + 1 : pair[1].first]] == ["="]
    ]
    return [figure for figure in figures if figure not in sides]


_TIMES = ENGLISH.multiples | ENGLISH.folds
_COUNTED = frozenset(("dozen", *ENGLISH.fractions, *ENGLISH.multipliers, *ENGLISH.single_units))
"""What is counted with an article: "a dozen", "a third", "a million", "a tonne"."""
_LAST_OF_QUALIFIERS = frozenset(words[-1] for words in ENGLISH.qualifiers)


def _words(name: str) -> tuple[str, ...]:
    return tuple(_unit_word(token) for token in tokens(name, 0, len(name)))


def _unit_word(token: Token) -> str:
    """A token as units are compared by; single letters keep their case: "M" is no "m"."""
    return token.text if len(token.text) == 1 else word_key(token.text)


def _plural(name: str, dimension: str) -> tuple[str, ...]:
    if dimension == "share" or len(name) < 3 or not name[-1].isalpha() or name.endswith("s"):
        return (name,)
    return (name, f"{name}s")


def _figure(
    kind: FigureKind, amount: Amount, unit: _Unit, at: tuple[int, int], raw: tuple[str, str]
) -> Figure:
    """An amount of a unit: ``at`` its first and last token, with its ``raw`` value and unit."""
    value = amount.number.value
    other = [rounded(reading * unit.factor) for reading in amount.number.alternatives]
    other += [
        rounded(value * factor)
        for factor in (unit.low, unit.high)
        if factor and factor != unit.factor
    ]
    return Figure(
        kind,
        rounded(value * unit.factor),
        unit.base,
        *at,
        alternatives=tuple(other),
        raw_value=raw[0],
        raw_unit=raw[1],
    )


def _next(sentence: list[Token], i: int) -> str:
    return word_key(sentence[i + 1].text) if i + 1 < len(sentence) else ""


def _priced(sentence: list[Token], i: int) -> bool:
    """Whether the words before a figure are of a price."""
    before = sentence[max(i - _PRICED, 0) : i]
    return any(word_key(token.text) in ENGLISH.prices for token in before)


def _currency(unit: _Unit | None) -> bool:
    return unit is not None and unit.dimension == "money"


def _adjective(sentence: list[Token], at: int, amount: Amount) -> bool:
    """True for "66 joint investigations": no unit, but what the next word is."""
    return word_at(sentence, at) == "joint" and amount.number.value > 1


def _fraction(sentence: list[Token], i: int, amount: Amount) -> Figure | None:
    """``three-quarters of the population``, ``fell by a third``: a share in words."""
    told = amount.last > i and sentence[i].text.lower() not in ("a", "an")
    changed = i > 0 and word_at(sentence, i - 1) == "by"
    if word_at(sentence, amount.last + 1) not in SHARED and not told and not changed:
        return None
    value = rounded(amount.number.value * 100)
    raw = written(sentence, i, amount.last)
    return Figure("percent", value, "percent", i, amount.last, raw_value=raw)


def _multiple(sentence: list[Token], i: int) -> Figure:
    word = sentence[i].text.lower()
    factor = _TIMES[word]
    kind: FigureKind = "multiple"
    return Figure(kind, factor, "count", i, i, raw_value=sentence[i].text)


def _qualified(sentence: list[Token], figure: Figure, floor: int) -> Figure:
    """Take in the words before a figure that bound it: ``more than``, ``about``."""
    if word_at(sentence, figure.first - 1) not in _LAST_OF_QUALIFIERS:
        return figure
    begin = max(floor + 1, figure.first - _MAX_PHRASE, 0)
    words = tuple(word_at(sentence, index) for index in range(begin, figure.first))
    for first in range(begin, figure.first):
        qualifier = ENGLISH.qualifiers.get(words[first - begin :])
        if qualifier is not None:
            exact = figure.qualifier == "exact"
            return replace(figure, first=first, qualifier=qualifier if exact else figure.qualifier)
    return figure
