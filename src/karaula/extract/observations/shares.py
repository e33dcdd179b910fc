"""Shares in words: "one in five", "every third rifle", "nine of its 31 measures"."""

from karaula.extract.sentences.amounts import amount_at, rounded
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.numbers import Separator
from karaula.extract.sentences.tokens import Token, word_at

_MOST = 10_000
_FAR = 5
"""Tokens between a part and the number of the whole: "eleven of Brazil's 27 states"."""
_TIMES = frozenset((
    "day", "night", "week", "weekend", "month", "year", "hour", "minute", "time", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "evening",
    "summer", "winter", "spring", "autumn", "quarter", "decade", "day",
))  # fmt: skip


def one_in(sentence: list[Token], i: int, decimal: Separator | None) -> tuple[float, int] | None:
    """Percentage and last token of "one in four", "two out of every five", "every third"."""
    word = sentence[i].text.lower()
    if word == "every":
        step = ENGLISH.ordinals.get(word_at(sentence, i + 1))
        behind = word_at(sentence, i + 2)
        if step is None or step < 2 or not behind.isalpha() or behind in _TIMES:
            return None
        return rounded(100 / step), i + 1
    part = ENGLISH.numbers.get(word) or (float(word) if word.isdigit() and len(word) < 3 else None)
    if part is None:
        return None
    step = i + 1
    if word_at(sentence, step) == "out" and word_at(sentence, step + 1) == "of":
        step += 2
    elif word_at(sentence, step) == "in":
        step += 1
    else:
        return None
    if word_at(sentence, step) == "every":
        step += 1
    whole = amount_at(sentence, step, decimal)
    if whole is None or not part < whole.number.value <= _MOST or _year_like(sentence, step):
        return None
    # "Two in 2019", "three in ten villages of Serbia" and "nine in 31 raids" are no shares: only
    # small numbers in words, or one of any number, are told so.
    if part != 1 and not (whole.in_words and whole.number.value <= 10 and word.isalpha()):
        return None
    if whole.number.value < 2:
        return None
    return rounded(100 * part / whole.number.value), whole.last


def whole_of(sentence: list[Token], last: int, part: float) -> int | None:
    """The number of the whole that a number is a part of: 31 in "9 of its 31 measures"."""
    step = last + 1
    if word_at(sentence, step) == "out":
        step += 1
    if word_at(sentence, step) != "of":
        return None
    for at in range(step + 1, min(step + 1 + _FAR, len(sentence))):
        token = sentence[at]
        if token.kind == "number":
            whole = int(token.text) if token.text.isdigit() else 0
            return whole if part <= whole <= _MOST and not _year_like(sentence, at) else None
        if token.kind == "sign" and token.text not in "'’":
            return None
    return None


def _year_like(sentence: list[Token], i: int) -> bool:
    token = sentence[i]
    return token.kind == "number" and len(token.text) == 4 and token.text[:2] in ("19", "20")
