"""Of what an amount is: the substance that stands beside it."""

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.naming import plain
from karaula.extract.incidents.words import dose_units, words
from karaula.vocabulary import Vocabulary

_AHEAD = 9
_BEHIND = 9


def substance_of(line: Line, index: int, vocabulary: Vocabulary) -> tuple[tuple[str, ...], int]:
    """Substances that an amount is of, and the last item that names them."""
    for step in range(index + 1, min(index + _AHEAD, line.last)):
        if line.label(step) == "substance":
            return _listed(line, step, vocabulary)
        if line.label(step) in ("amount", "number", "count", "money", "date", "area"):
            break
        if line.label(step) == "pieces" and line.figure(step).unit not in dose_units():
            continue
        if line.word(step) in words("amount_ends") and not _goes_over(line, step):
            break
    weighed = False
    for step in range(index - 1, max(line.first, index - _BEHIND) - 1, -1):
        if line.label(step) in ("amount", "date"):
            break
        weighed = weighed or bool(set(line.word(step).split()) & words("weighing"))
        if line.label(step) == "substance":
            close = index - step == 1 or line.word(index - 1) in ("(", ":", "-", "–", "x")
            # "Methamphetamine, 83 kg, in the tank of a coach."
            close = close or (step == line.first and index - step == 2)
            if weighed or close:
                return (plain(line.id(step), vocabulary),), index
            break
    return (), index


_TAKEN_FOR = frozenset(("suspected", "believed", "thought", "presumed", "supposed", "found"))
"""Words before "to be": "400 plants suspected to be cannabis"."""


def _goes_over(line: Line, step: int) -> bool:
    """Whether a word is none at which the search for the substance ends: "400 plants suspected to
    be cannabis", "dried and raw cannabis"."""
    if line.word(step) == "and":
        return line.label(step + 2) == "substance" and line.label(step + 1) is None
    return line.word(step - 1) in _TAKEN_FOR


def _listed(line: Line, step: int, vocabulary: Vocabulary) -> tuple[tuple[str, ...], int]:
    """ "heroin and cocaine": substances that share one amount."""
    ids = [plain(line.id(step), vocabulary)]
    last = step
    while line.word(last + 1) in ("and", ",", "/", "or") and line.label(last + 2) == "substance":
        # "heroin, cocaine and 3 kg of hashish": behind the last sign another amount may begin.
        ids.append(plain(line.id(last + 2), vocabulary))
        last += 2
    specific = [name for name in ids if name != "drugs"]
    return tuple(dict.fromkeys(specific or ids)), last
