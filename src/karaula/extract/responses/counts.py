"""Which names in capitals are those of responses.

Heads of bodies are heads of many things: such a name counts where it says what crime it is about,
or where the sentence says that the body was set up; never where the body is an agency at its work.
"""

from karaula.extract.context import MARKET_LABELS
from karaula.extract.responses.spoken import Naming, Spoken
from karaula.extract.responses.words import Phrase, response_words

_NEAR = 9
"""Items between a name and the words that say that it was set up."""
_ABOUT = (*MARKET_LABELS, "goods", "thing")


def decisive_head(spoken: Spoken, naming: Naming) -> Phrase | None:
    """The last head before what it is for or against: of "Operations Centre", "centre"."""
    decisive, at = None, naming.first
    while at <= naming.last:
        size, head = spoken.head(at)
        if head is None and decisive is not None and spoken.word(at) not in ("and", "of"):
            break
        decisive = head or decisive
        at += size
    return decisive


def nothing(spoken: Spoken, naming: Naming) -> bool:
    """Names of authorities that are there in every state, and of lawful things."""
    name = " ".join(spoken.words[naming.first : naming.last + 1])
    grouped = any(spoken.label(at) == "group" for at in range(naming.first, naming.last + 1))
    return grouped or any(words in name for words in response_words().nothing)


def counts(spoken: Spoken, naming: Naming, head: Phrase) -> bool:
    """Whether a name is one of a response. A body: there against crime or set up, and no agency at
    its work. An operation: one that goes on for long."""
    known = response_words()
    if head[-1].startswith("operation"):
        said = spoken.sentence.said
        return not known.standing.isdisjoint(said) and known.at_work.isdisjoint(said)
    if spoken.word(naming.first) == "project" and spoken.capital(naming.first):
        # "In Project Blue Crane police arrested 34 persons": an operation under such a name.
        return known.at_work.isdisjoint(spoken.sentence.said)
    if head in known.units and naming.core is None:
        return not _at_work(spoken, naming)
    if head not in known.bodies or naming.core is not None:
        return True
    if _set_up(spoken, naming.first, naming.last):
        return True
    if head in known.founded or _at_work(spoken, naming):
        return False
    inside = range(naming.first, naming.last + 1)
    return any(spoken.label(index) in _ABOUT for index in inside) or any(
        spoken.word(index).startswith(known.topics) for index in inside
    )


def _set_up(spoken: Spoken, first: int, last: int) -> bool:
    """Whether the words beside a name say that it came to be: "founded the …", "… was opened"."""
    known = response_words().set_up
    step = first - 1
    while step >= 0 and first - step < _NEAR and spoken.word(step) not in (",", ";", "by", "in"):
        works = spoken.word(step) == "working" and spoken.word(step + 1) == "with"
        if spoken.word(step) in known and not works:
            return True
        step -= 1
    step = last + 1
    if spoken.word(step) == "(":
        ends = range(step + 1, min(step + 8, len(spoken.words)))
        step = next((index + 1 for index in ends if spoken.word(index) == ")"), step)
    near = spoken.words[step : step + _NEAR]
    for word in near:
        if word in known:
            return True
        if word in (";", ".", "which", "who", "that", "said"):
            break
    return False


def _at_work(spoken: Spoken, naming: Naming) -> bool:
    """An agency that does what agencies do on any day, or that is the source of what is told."""
    known = response_words()
    before = spoken.words[max(0, naming.first - 4) : naming.first]
    if "according" in before or spoken.word(naming.last + 1) in known.staff:
        return True
    if not known.staff.isdisjoint(before) and before[-1:] in (["the"], ["of"], ["a"]):
        return True
    return not known.at_work.isdisjoint(spoken.sentence.said)
