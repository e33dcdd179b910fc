"""Names in capitals, whatever their words, that sentences tell as made by States and bodies."""

from collections.abc import Iterator

from karaula.extract.responses.spoken import Naming, Spoken, acronym, end_of
from karaula.extract.responses.words import response_words

_BEFORE_NAME = 6
"""Words between a deed and the name of what was done."""
_SUBJECT = 10
"""Items before a deed in which its subject stands."""
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "first", "new"))
_LEADS = frozenset(("on", "for", "with", "against", "between", "of", "to", "by", "from", "in"))
_AUTHORITIES = frozenset((
    "parliament", "government", "governments", "ministers", "ministry", "minister", "states",
    "countries", "assembly", "president", "union", "senate", "lawmakers", "authorities", "cabinet",
    "police", "customs", "neighbours", "capitals", "sides", "parties", "prosecutors", "chiefs",
))  # fmt: skip
_BEHIND_NAMES = frozenset((
    "in", "on", "for", "to", "with", "and", "by", "at", "from", "which", "that", "as", "after",
    "against", "under", "of", "but", "last", "this", "together", "before", "when", "between",
    "is", "was", "has", "where", "until", "within", "into",
))  # fmt: skip


def deeds(spoken: Spoken) -> Iterator[Naming]:
    """Names in capitals, whatever their words, of what States or bodies made: "Serbia signed the
    Ohrid Understanding", "Jamaica rolled out Zones of Special Operations"."""
    known = response_words()
    for at in range(1, len(spoken.words)):
        if spoken.words[at] not in known.first_of_deeds or spoken.words[at - 1] == "-":
            continue  # "an EU-funded IPA project"
        for size in (1, 2, 4):
            kind = known.deeds.get(tuple(spoken.words[at : at + size]))
            if kind is not None and _public(spoken, at):
                first = at + size
                while (
                    first - at < _BEFORE_NAME
                    and spoken.word(first).islower()
                    and not (spoken.capital(first))
                ):
                    first += 1
                between = spoken.words[at + size : first]
                if not _LEADS.isdisjoint(between):
                    continue  # "signed an arrangement on Counter-Terrorism"
                if not between or not _DETERMINERS.isdisjoint(between):
                    yield from _made(spoken, first, kind)


def _public(spoken: Spoken, at: int) -> bool:
    """Whether the subject before a verb is a State or a body, and no group."""
    labels = {spoken.label(index) for index in range(max(0, at - _SUBJECT), at)}
    said = set(spoken.words[max(0, at - _SUBJECT) : at])
    return "group" not in labels and (
        not labels.isdisjoint(("area", "region", "body", "adjective", "place"))
        or not said.isdisjoint(_AUTHORITIES)
    )


def _made(spoken: Spoken, first: int, kind: str) -> Iterator[Naming]:
    """The name that begins at an item, if its capitals are a name's and it ends there."""
    if not spoken.capital(first):
        return
    if spoken.word(first).startswith("operation"):
        return  # That is an incident.
    last = end_of(spoken, first)
    own = sum(spoken.plain(index) for index in range(first, last + 1))
    if own < 2 and not (last == first and acronym(spoken.text(first, last))):
        return
    behind = spoken.word(last + 1)
    if not behind.isalpha() or behind in _BEHIND_NAMES or spoken.label(last + 1) is not None:
        yield Naming(first, last, kind)
