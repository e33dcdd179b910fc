"""Numbers in a sentence, in digits or words, with their multipliers."""

from dataclasses import dataclass

from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.numbers import Number, Separator, read_number
from karaula.extract.sentences.tokens import Token, sign_at, word_at

DASHES = frozenset("-–—")
WORDS = frozenset(("a", "an", "A", "half", *ENGLISH.numbers))
"""Words with which a number in words begins."""
_BEGINS = frozenset(word.lower() for word in WORDS)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, the token it ends at, and whether it stands in words."""

    number: Number
    last: int
    in_words: bool = False


def amount_at(
    sentence: list[Token], i: int, decimal: Separator | None, *, money: bool = False
) -> Amount | None:
    """A number in digits or words beginning at token ``i``, multipliers included."""
    if i >= len(sentence):
        return None
    token = sentence[i]
    if token.kind == "number":
        digits, last = _grouped(sentence, i)
        number = read_number(digits, decimal)
        if number is None:
            return None
        amount = Amount(number, last)
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
            number = Number(rounded(amount.number.value * factor))
            return _with_thousands(sentence, Amount(number, following, amount.in_words), factor)
    return amount


def _with_thousands(sentence: list[Token], amount: Amount, factor: float) -> Amount:
    """ "2 million 400 thousand": the thousands that stand behind millions."""
    i = amount.last + 1
    i += word_at(sentence, i) == "and"
    said = i < len(sentence) and sentence[i].kind == "number" and sentence[i].text.isdigit()
    if factor < _MILLION or not said or word_at(sentence, i + 1) != "thousand":
        return amount
    more = float(sentence[i].text) * 1000
    if more >= factor:
        return amount
    return Amount(Number(amount.number.value + more), i + 1, amount.in_words)


_MILLION = 1e6


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


def _in_words(sentence: list[Token], i: int) -> Amount | None:
    """``twenty-five``, ``two hundred``, ``half a``, ``three-quarters``, ``a dozen``."""
    word = sentence[i].text.lower()
    if word not in _BEGINS:
        return None
    following, after = word_at(sentence, i + 1), _next_word(sentence, i)
    if word == "half" and following == "a" and word_at(sentence, i + 2) in ENGLISH.multipliers:
        return Amount(Number(0.5 * ENGLISH.multipliers[word_at(sentence, i + 2)]), i + 2, True)
    if word == "half" and (following in ("a", "an", "of", "the") or _by(sentence, i)):
        return Amount(Number(0.5), i, True)
    if word in ("a", "an") and (part := _part_of(sentence, i)) is not None:
        return part
    if word in ("a", "an"):
        share = ENGLISH.fractions.get(following)
        # "A third of", "a third more", but not "a third country".
        shared = following == "half" or word_at(sentence, i + 2) in SHARED
        if share is not None and (shared or word_at(sentence, i - 1) == "by"):
            return Amount(Number(share), i + 1, True)
        if following in ENGLISH.multipliers:
            return _spelled(sentence, i)
        if following == "dozen":
            return Amount(Number(12), i + 1, True)
        return Amount(Number(1), i, True) if following in ENGLISH.single_units else None
    if word not in ENGLISH.numbers:
        return None
    if after is not None:
        unit_word = sentence[after].text.lower()
        if unit_word in ENGLISH.fractions and unit_word != "half":
            value = rounded(ENGLISH.numbers[word] * ENGLISH.fractions[unit_word])
            return Amount(Number(value), after, True)
    whole = _spelled(sentence, i)
    value, last = whole.number.value, whole.last
    behind = word_at(sentence, last + 1)
    if behind == "and" and [word_at(sentence, last + at) for at in (2, 3)] == ["a", "half"]:
        value, last = value + 0.5, last + 3
        behind = word_at(sentence, last + 1)
    if behind == "dozen":
        value, last = value * 12, last + 1
    return Amount(Number(value), _over_digits(sentence, last, value), True)


def _over_digits(sentence: list[Token], last: int, value: float) -> int:
    """The last token of a number in words, with the figure in brackets that repeats it, as official
    notes have it: "twenty-six (26) members"."""
    signs = [token.text for token in sentence[last + 1 : last + 4]]
    repeated = len(signs) == len("(N)") and signs[0] == "(" and signs[2] == ")"
    return last + 3 if repeated and signs[1] == f"{value:g}" else last


def _part_of(sentence: list[Token], i: int) -> Amount | None:
    """``a quarter of a million``."""
    share = ENGLISH.fractions.get(word_at(sentence, i + 1))
    words = [word_at(sentence, i + step) for step in (2, 3, 4)]
    if share is None or words[:2] != ["of", "a"] or words[2] not in ENGLISH.multipliers:
        return None
    return Amount(Number(share * ENGLISH.multipliers[words[2]]), i + 4, True)


def _by(sentence: list[Token], i: int) -> bool:
    """Whether something changed by it: "fell by half"."""
    return i > 0 and word_at(sentence, i - 1) == "by"


def _spelled(sentence: list[Token], i: int) -> Amount:
    """A whole number in words from token ``i`` on, or of "a" before a multiplier: ``twenty-five``,
    ``a hundred and twenty``, ``two thousand five hundred and six``."""
    first = word_at(sentence, i)
    whole, part, last = 0.0, ENGLISH.numbers.get(first, 1.0), i
    top = float("inf")
    while True:
        word, at = _over_hyphen(sentence, last)
        step = ENGLISH.numbers.get(word, 0.0)
        if 0 < step < 10 and part % 100 >= 20 and part % 10 == 0:
            part, last = part + step, at
        elif word == "hundred" and 0 < part < 100:
            part, last = part * 100, at
        elif part and 100 < (factor := ENGLISH.multipliers.get(word, 0.0)) < top:
            whole, part, top, last = whole + part * factor, 0.0, factor, at
        elif (more := _after_hundreds(sentence, last, i)) is not None and part % 100 == 0:
            if not part and not whole:
                break
            last = more
            part += ENGLISH.numbers[word_at(sentence, more)]
        else:
            break
    return Amount(Number(whole + part), last, True)


def _over_hyphen(sentence: list[Token], i: int) -> tuple[str, int]:
    """The word after token ``i`` and its index, over one hyphen."""
    after = _next_word(sentence, i)
    return ("", i) if after is None else (sentence[after].text.lower(), after)


def _after_hundreds(sentence: list[Token], last: int, first: int) -> int | None:
    """Where a number in words goes on behind hundreds or thousands: "… and twelve", "… six"; not
    behind "between one hundred", nor with hundreds behind "and"."""
    if word_at(sentence, last) not in ENGLISH.multipliers:
        return None
    joined = word_at(sentence, last + 1) == "and"
    at = last + 2 if joined else last + 1
    if word_at(sentence, at) not in ENGLISH.numbers or word_at(sentence, at) in ("zero", "dozen"):
        return None
    if joined and word_at(sentence, first - 1) == "between":
        return None
    following, after = _over_hyphen(sentence, at)
    following = word_at(sentence, after + 1) if following in ENGLISH.numbers else following
    return None if joined and following == "hundred" else at


def _next_word(sentence: list[Token], i: int) -> int | None:
    """Index of the word after token ``i``, over one hyphen."""
    step = i + 1
    if step < len(sentence) and sentence[step].text in DASHES:
        step += 1
    return step if step < len(sentence) and sentence[step].kind == "word" else None


SHARED = ("of", "more", "less", "fewer", "higher", "lower", "larger", "smaller")
"""What may stand behind a share in words."""


def with_multiplier_of(sentence: list[Token], lower: Amount, upper: Amount) -> Amount:
    """The lower end of a range with the multiplier that stands behind the upper one: "between 18
    and 37 billion"."""
    known = ENGLISH.multipliers | ENGLISH.money_multipliers
    factor = known.get(word_at(sentence, upper.last))
    own = known.get(word_at(sentence, lower.last))
    if factor is None or own is not None or lower.number.value * factor >= upper.number.value:
        return lower
    return Amount(Number(rounded(lower.number.value * factor)), lower.last, lower.in_words)


def range_sign(sentence: list[Token], first: int, last: int) -> int | None:
    """Index at which the upper end of a range would begin, if one is joined here."""
    step = last + 1
    if step + 1 >= len(sentence):
        return None
    dashed, behind = sentence[step].text in DASHES, word_at(sentence, step)
    if not dashed and behind not in ("to", "and"):
        return None
    before = word_at(sentence, first - 1)
    if before == "from" and any(
        word_at(sentence, index) in ENGLISH.changes for index in range(max(0, first - 5), first - 1)
    ):
        return None
    # "Rose by four to eleven" is a change and where it ended.
    if before == "by" and behind == "to":
        return None
    if dashed or behind == "to":
        return step + 1
    return step + 1 if before in ("between", "from") and behind == "and" else None


def past_article(sentence: list[Token], last: int, amount: Amount) -> int:
    """Where a unit may begin: ``half a tonne``, ``a quarter of a tonne``, ``20-kg``."""
    step = last + 1
    if amount.in_words and amount.number.value < 1:
        if word_at(sentence, step) == "of":
            step += 1
        if word_at(sentence, step) in ("a", "an"):
            step += 1
    elif step < len(sentence) and sentence[step].text == "-":
        step += 1
    return step


def labelled(sentence: list[Token], i: int) -> bool:
    """``No. 10``, ``resolution 1244``, ``COVID-19``, ``9 mm``: a number that names and measures
    nothing."""
    if word_at(sentence, i + 1 + (sign_at(sentence, i + 1) == "-")) in ENGLISH.bores:
        return True
    step = i - 1
    if step >= 0 and sentence[step].text == "(" and word_at(sentence, i + 1) != ")":
        return False  # "a trade route (60 seizures)"
    while step >= 0 and sentence[step].text in (".", "-", "("):
        step -= 1
    return step >= 0 and word_at(sentence, step) in ENGLISH.labels and i - step <= 3


def rounded(value: float) -> float:
    """Take off the dust of binary multiplication: 2.6 t is 2600 kg, not 2600.0000000000005."""
    return float(f"{value:.12g}")
