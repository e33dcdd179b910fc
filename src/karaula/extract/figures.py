"""Figures in a sentence: numbers, shares, money, measured amounts, ranks, multiples."""

from dataclasses import dataclass, replace
from typing import Literal

from karaula.extract.english import ENGLISH
from karaula.extract.numbers import Number, Separator, read_number
from karaula.extract.tokens import Token, tokens
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

FigureKind = Literal["number", "count", "percent", "money", "amount", "pieces", "rank", "multiple"]

_DASHES = frozenset("-–—")
_GROUP_BLANKS = frozenset(" \u00a0\u202f\u2009'’")
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_RANK_WORDS = frozenset(
    ("rank", "ranks", "ranked", "ranking", "place", "placed", "places", "position", "positions")
)
_MAX_PHRASE = 4


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


@dataclass(frozen=True, slots=True)
class _Amount:
    number: Number
    last: int
    in_words: bool = False


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
        for key, unit in vocabulary.units.items():
            if unit.dimension in ("score", "rank", "time"):
                continue
            known = _Unit(key, unit.dimension, unit.base, unit.factor, unit.low, unit.high)
            for name in (unit.name, *unit.names):
                for written in _plural(name, unit.dimension):
                    self._units.setdefault(_words(written), known)

    def read(
        self, sentence: list[Token], taken: set[int], decimal: Separator | None
    ) -> list[Figure]:
        """Figures of a sentence in order. ``taken`` are tokens that belong to dates or names."""
        found: list[Figure] = []
        position = 0
        while position < len(sentence):
            figure = None if position in taken else self._at(sentence, position, taken, decimal)
            if figure is None:
                position += 1
                continue
            found.append(_qualified(sentence, figure, found[-1].last if found else -1))
            position = figure.last + 1
        return found

    def unit_at(self, sentence: list[Token], i: int) -> str | None:
        """Id of the unit whose name begins at token ``i``."""
        unit, _ = self._unit(sentence, i)
        return unit.id if unit is not None else None

    def convert(
        self, unit_id: str, value: float, value_max: float | None
    ) -> tuple[float, float | None, str]:
        """Values in the base unit of a unit's dimension, and that base."""
        unit = next(unit for unit in self._units.values() if unit.id == unit_id)
        upper = None if value_max is None else _rounded(value_max * unit.factor)
        return _rounded(value * unit.factor), upper, unit.base

    def _at(
        self, sentence: list[Token], i: int, taken: set[int], decimal: Separator | None
    ) -> Figure | None:
        token = sentence[i]
        if token.kind not in ("number", "word", "sign"):
            return None
        if token.kind == "word" and token.text.lower() in ENGLISH.multiples | ENGLISH.folds:
            return _multiple(sentence, i)
        money = self._money_first(sentence, i, decimal)
        if money is not None:
            return money
        odds = _one_in(sentence, i, decimal)
        if odds is not None:
            return odds
        amount = _amount(sentence, i, decimal)
        if amount is None or any(index in taken for index in range(i, amount.last + 1)):
            return None
        if token.kind == "number":
            rank = _rank(sentence, i, amount)
            if rank is not None:
                return rank
            if _labelled(sentence, i) or _ordinal(sentence, i):
                return None
        return self._with_unit(sentence, i, amount, taken, decimal)

    def _money_first(
        self, sentence: list[Token], i: int, decimal: Separator | None
    ) -> Figure | None:
        """``$1 billion``, ``US$ 5.5m``, ``EUR 69 million``."""
        unit, last = self._unit(sentence, i)
        if unit is None or unit.dimension != "money" or last + 1 >= len(sentence):
            return None
        amount = _amount(sentence, last + 1, decimal, money=True)
        if amount is None or sentence[last + 1].kind != "number":
            return None
        first = _figure("money", amount, unit, i, amount.last)
        first = replace(
            first,
            raw_value=_written(sentence, last + 1, amount.last),
            raw_unit=_written(sentence, i, last),
        )
        return self._range(sentence, first, unit, decimal)

    def _with_unit(
        self,
        sentence: list[Token],
        i: int,
        amount: _Amount,
        taken: set[int],
        decimal: Separator | None,
    ) -> Figure | None:
        upper, end = None, amount.last
        joined = _range_sign(sentence, i, amount.last)
        if joined is not None:
            other = _amount(sentence, joined, decimal)
            if other is not None and other.number.value > amount.number.value:
                upper, end = other, other.last
        unit, last = self._unit(sentence, _past_article(sentence, end, amount))
        if not taken.isdisjoint(range(end + 1, last + 1)):
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
                qualifier="between" if upper else "exact",
                alternatives=amount.number.alternatives,
                raw_value=_written(sentence, i, end),
            )
        kinds: dict[str, FigureKind] = {"share": "percent", "money": "money", "count": "pieces"}
        kind = kinds.get(unit.dimension, "amount")
        figure = _figure(kind, amount, unit, i, last)
        if upper is not None:
            figure = replace(
                figure, value_max=_rounded(upper.number.value * unit.factor), qualifier="between"
            )
        return replace(
            figure, raw_value=_written(sentence, i, end), raw_unit=_written(sentence, end + 1, last)
        )

    def _range(
        self, sentence: list[Token], figure: Figure, unit: _Unit, decimal: Separator | None
    ) -> Figure:
        joined = _range_sign(sentence, figure.first, figure.last)
        if joined is None:
            return figure
        repeated, last = self._unit(sentence, joined)
        start = last + 1 if repeated is not None and repeated.id == unit.id else joined
        other = _amount(sentence, start, decimal, money=True)
        if other is None or other.number.value <= figure.value / unit.factor:
            return figure
        return replace(
            figure,
            last=other.last,
            value_max=_rounded(other.number.value * unit.factor),
            qualifier="between",
        )

    def _unit(self, sentence: list[Token], i: int) -> tuple[_Unit | None, int]:
        """Unit whose name begins at token ``i``, the longest that fits, and its last token."""
        words: list[str] = []
        best: tuple[_Unit | None, int] = (None, i)
        for index in range(i, min(i + _MAX_PHRASE, len(sentence))):
            token = sentence[index]
            if token.kind == "opaque" or (token.kind == "number"):
                break
            words.append(token.text if len(token.text) == 1 else fold(token.text))
            unit = self._units.get(tuple(words))
            if unit is not None:
                best = (unit, index)
        return best


def _words(name: str) -> tuple[str, ...]:
    return tuple(
        token.text if len(token.text) == 1 else fold(token.text)
        for token in tokens(name, 0, len(name))
    )


def _plural(name: str, dimension: str) -> tuple[str, ...]:
    if dimension == "share" or len(name) < 3 or not name[-1].isalpha() or name.endswith("s"):
        return (name,)
    return (name, f"{name}s")


def _figure(kind: FigureKind, amount: _Amount, unit: _Unit, first: int, last: int) -> Figure:
    value = amount.number.value
    other = [_rounded(reading * unit.factor) for reading in amount.number.alternatives]
    other += [
        _rounded(value * factor)
        for factor in (unit.low, unit.high)
        if factor and factor != unit.factor
    ]
    return Figure(
        kind, _rounded(value * unit.factor), unit.base, first, last, alternatives=tuple(other)
    )


def _rounded(value: float) -> float:
    """Take off the dust of binary multiplication: 2.6 t is 2600 kg, not 2600.0000000000005."""
    return float(f"{value:.12g}")


def _amount(
    sentence: list[Token], i: int, decimal: Separator | None, *, money: bool = False
) -> _Amount | None:
    """A number in digits or words beginning at token ``i``, multipliers included."""
    if i >= len(sentence):
        return None
    token = sentence[i]
    if token.kind == "number":
        digits, last = _grouped(sentence, i)
        number = read_number(digits, decimal)
        if number is None:
            return None
        amount = _Amount(number, last)
    elif token.kind == "word":
        worded = _in_words(sentence, i)
        if worded is None:
            return None
        amount = worded
    else:
        return None
    following = amount.last + 1
    if following < len(sentence) and sentence[following].kind == "word":
        word = sentence[following].text.lower()
        factor = ENGLISH.multipliers.get(word)
        if factor is None and money and sentence[following].start == sentence[amount.last].end:
            factor = ENGLISH.money_multipliers.get(word)
        if factor is not None:
            # A multiplier settles the reading: nobody writes "1,500 million" for 1.5 million.
            number = Number(_rounded(amount.number.value * factor))
            return _Amount(number, following, amount.in_words)
    return amount


def _grouped(sentence: list[Token], i: int) -> tuple[str, int]:
    """Digits with blanks or apostrophes between groups of three: ``816 000``, ``1'400``."""
    digits, last = sentence[i].text, i
    if not (digits.isdigit() and len(digits) <= 3 and digits[0] != "0"):
        return digits, last
    while last + 1 < len(sentence):
        step = last + 1
        gap_sign = sentence[step].text in "'’" and sentence[step].start == sentence[last].end
        step += 1 if gap_sign else 0
        if step >= len(sentence) or sentence[step].kind != "number":
            break
        token = sentence[step]
        gap = token.start - sentence[last].end
        head = token.text.split(",")[0].split(".")[0]
        if gap != 1 or len(head) != 3:
            break
        digits, last = digits + token.text, step
        if len(token.text) != 3:
            break
    return digits, last


def _in_words(sentence: list[Token], i: int) -> _Amount | None:
    """``twenty-five``, ``two hundred``, ``half a``, ``three-quarters``, ``a dozen``."""
    word = sentence[i].text.lower()
    following, after = _word(sentence, i + 1), _next_word(sentence, i)
    if word == "half" and following in ("a", "an", "of", "the"):
        return _Amount(Number(0.5), i, True)
    if word in ("a", "an"):
        if following == "quarter" and _word(sentence, i + 2) == "of":
            return _Amount(Number(0.25), i + 1, True)
        if following == "half":
            return _Amount(Number(0.5), i + 1, True)
        if following == "third" and _word(sentence, i + 2) == "of":
            return _Amount(Number(1 / 3), i + 1, True)
        if following in ENGLISH.multipliers:
            return _Amount(Number(ENGLISH.multipliers[following]), i + 1, True)
        if following == "dozen":
            return _Amount(Number(12), i + 1, True)
        return None
    if word not in ENGLISH.numbers:
        return None
    value, last = ENGLISH.numbers[word], i
    if after is not None:
        unit_word = sentence[after].text.lower()
        if unit_word in ENGLISH.fractions and unit_word != "half":
            return _Amount(Number(_rounded(value * ENGLISH.fractions[unit_word])), after, True)
        if value >= 20 and value < 100 and 0 < ENGLISH.numbers.get(unit_word, 0) < 10:
            value, last = value + ENGLISH.numbers[unit_word], after
    if [_word(sentence, last + step) for step in (1, 2, 3)] == ["and", "a", "half"]:
        value, last = value + 0.5, last + 3
    if _word(sentence, last + 1) == "dozen":
        value, last = value * 12, last + 1
    return _Amount(Number(value), last, True)


def _next_word(sentence: list[Token], i: int) -> int | None:
    """Index of the word after token ``i``, over one hyphen."""
    step = i + 1
    if step < len(sentence) and sentence[step].text in _DASHES:
        step += 1
    return step if step < len(sentence) and sentence[step].kind == "word" else None


def _range_sign(sentence: list[Token], first: int, last: int) -> int | None:
    """Index at which the upper end of a range would begin, if one is joined here."""
    step = last + 1
    if step + 1 >= len(sentence):
        return None
    between = _word(sentence, first - 1) in ("between", "from")
    if _word(sentence, first - 1) == "from" and any(
        _word(sentence, index) in ENGLISH.changes for index in range(max(0, first - 5), first - 1)
    ):
        return None
    if sentence[step].text in _DASHES or _word(sentence, step) == "to":
        return step + 1
    if between and _word(sentence, step) == "and":
        return step + 1
    return None


def _past_article(sentence: list[Token], last: int, amount: _Amount) -> int:
    """Where a unit may begin: ``half a tonne``, ``a quarter of a tonne``, ``20-kg``."""
    step = last + 1
    if amount.in_words and amount.number.value < 1:
        if _word(sentence, step) == "of":
            step += 1
        if _word(sentence, step) in ("a", "an"):
            step += 1
    elif step < len(sentence) and sentence[step].text == "-":
        step += 1
    return step


def _rank(sentence: list[Token], i: int, amount: _Amount) -> Figure | None:
    """``61st of 193``, ``ranked 61 out of 193``, ``3rd in Europe``; also misspelt endings."""
    last, value = i, amount.number.value
    ordinal = _ordinal(sentence, i)
    if ordinal:
        last = i + 1
    elif amount.last != i or not sentence[i].text.isdigit():
        return None
    after_rank_word = any(
        _word(sentence, index) in _RANK_WORDS for index in range(max(0, i - 6), i)
    )
    total, end = _total(sentence, last)
    placed = _word(sentence, last + 1) in ("place", "position", "rank", "highest")
    bracketed = _sign(sentence, i - 1) == "(" and _sign(sentence, last + 1) == ")"
    in_list = ordinal and _word(sentence, last + 1) in ("in", "globally", "worldwide", "among")
    if not (ordinal and (total or placed or bracketed or in_list or after_rank_word)) and not (
        after_rank_word and total
    ):
        return None
    if total is not None and total < 2:
        return None
    return Figure("rank", value, "rank", i, end, of=total, raw_value=_written(sentence, i, last))


def _ordinal(sentence: list[Token], i: int) -> bool:
    """True for ``61st``, whether or not the ending fits."""
    return (
        _word(sentence, i + 1) in _ORDINAL_ENDINGS
        and sentence[i + 1].start == sentence[i].end
        and sentence[i].text.isdigit()
    )


def _total(sentence: list[Token], last: int) -> tuple[int | None, int]:
    """The total after a rank: ``of 193``, ``out of 193``, ``/193``, ``(of 193)``."""
    step = last + 1
    if _word(sentence, step) in ("place", "position"):
        step += 1
    if step < len(sentence) and sentence[step].text in ("(", "/"):
        step += 1
    if _word(sentence, step) == "out":
        step += 1
    if _word(sentence, step) == "of":
        step += 1
    elif sentence[step - 1].text != "/" or step - 1 <= last:
        return None, last
    if _word(sentence, step) in ("the", "all"):
        step += 1
    if step < len(sentence) and sentence[step].text.isdigit() and sentence[step].kind == "number":
        return int(sentence[step].text), step
    return None, last


def _fraction(sentence: list[Token], i: int, amount: _Amount) -> Figure | None:
    """``three-quarters of the population``: a share in words."""
    if _word(sentence, amount.last + 1) != "of":
        return None
    value = _rounded(amount.number.value * 100)
    raw = _written(sentence, i, amount.last)
    return Figure("percent", value, "percent", i, amount.last, raw_value=raw)


def _one_in(sentence: list[Token], i: int, decimal: Separator | None) -> Figure | None:
    """``one in four victims``: a share, and no four victims."""
    if sentence[i].text.lower() not in ("one", "1") or _word(sentence, i + 1) != "in":
        return None
    whole = _amount(sentence, i + 2, decimal)
    if whole is None or not 2 <= whole.number.value <= 10_000 or _year_like(sentence, i + 2):
        return None
    raw = _written(sentence, i, whole.last)
    return Figure(
        "percent", _rounded(100 / whole.number.value), "percent", i, whole.last, raw_value=raw
    )


def _year_like(sentence: list[Token], i: int) -> bool:
    return sentence[i].kind == "number" and len(sentence[i].text) == 4


def _multiple(sentence: list[Token], i: int) -> Figure:
    word = sentence[i].text.lower()
    factor = (ENGLISH.multiples | ENGLISH.folds)[word]
    kind: FigureKind = "multiple"
    return Figure(kind, factor, "count", i, i, raw_value=sentence[i].text)


def _labelled(sentence: list[Token], i: int) -> bool:
    """``No. 10``, ``resolution 1244``, ``COVID-19``: a number that names and measures nothing."""
    step = i - 1
    while step >= 0 and sentence[step].text in (".", "-", "("):
        step -= 1
    return step >= 0 and _word(sentence, step) in ENGLISH.labels and i - step <= 3


def _qualified(sentence: list[Token], figure: Figure, floor: int) -> Figure:
    """Take in the words before a figure that bound it: ``more than``, ``about``."""
    for length in range(_MAX_PHRASE, 0, -1):
        first = figure.first - length
        if first <= floor or first < 0:
            continue
        phrase = tuple(_word(sentence, index) for index in range(first, figure.first))
        qualifier = ENGLISH.qualifiers.get(phrase)
        if qualifier is not None:
            if figure.qualifier == "exact":
                figure = replace(figure, qualifier=qualifier)
            return replace(figure, first=first)
    return figure


def _written(sentence: list[Token], first: int, last: int) -> str:
    """The words of tokens as they stand, blanks folded."""
    parts: list[str] = []
    for index in range(first, last + 1):
        if parts and sentence[index].start > sentence[index - 1].end:
            parts.append(" ")
        parts.append(sentence[index].text)
    return "".join(parts)


def _sign(sentence: list[Token], i: int) -> str:
    return sentence[i].text if 0 <= i < len(sentence) and sentence[i].kind == "sign" else ""


def _word(sentence: list[Token], i: int) -> str:
    fits = 0 <= i < len(sentence) and sentence[i].kind == "word"
    return sentence[i].text.lower() if fits else ""
