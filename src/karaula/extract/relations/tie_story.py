"""Ties of which one end stands outside the words for the tie: "its rivals of the X gang", and the
gang that a story is about: "the seizure brought to light contacts with the X mafia"."""

from collections.abc import Iterator

from karaula.extract.clauses import Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups.cast import singular
from karaula.extract.groups.words import tells_who
from karaula.extract.relations.around import Who
from karaula.extract.relations.tie_reader import Tied, TieReader

_OWNING = frozenset(("its", "their"))
_OF = frozenset(("of", "from", "in"))
_FINDINGS = frozenset((
    "seizure", "investigation", "inquiry", "inquiries", "probe", "evidence", "analysis", "message",
    "raid", "arrest", "operation", "search", "document", "wiretap", "intercept", "finding", "trail",
    "phone", "police", "investigator", "prosecutor", "detective", "officer", "authority", "court",
    "indictment", "file", "case", "chat", "conversation", "they", "it", "there", "link", "contact",
    "connection", "tie", "europol", "customs", "magistrate", "judge", "report", "data", "payment",
))  # fmt: skip
"""What brings to light whom a gang deals with: no party to the tie."""
_DEALINGS = frozenset(("link", "tie", "contact", "connection", "relation", "association"))

_DEALT = _DEALINGS | {f"{word}s" for word in _DEALINGS}


def of_own(reader: TieReader) -> Iterator[Tied]:
    """ "It killed several of its enemies from the X clan", "attacked by its rivals of the X"."""
    clause, words = reader.clause, reader.sentence.words
    if _OWNING.isdisjoint(words[clause.first : clause.last + 1]):
        return
    for phrase in (*clause.objects, *clause.phrases):
        first, last = phrase.parts[0]
        type = reader.words.roles.get(singular(reader.cast.word(last)))
        if words[first] not in _OWNING or type not in ("rival", "ally", "partner"):
            continue
        others = [
            who
            for one in clause.of(phrase)[:1]
            if one.preposition in _OF
            for who in reader.cast.of(clause, one)
        ]
        subject = reader.cast.subject(clause)
        ones = reader.for_whom() or reader.cast.of(clause, subject)
        ones = ones or reader.cast.owner(clause, phrase)
        yield from reader.pairs(ones, others, type, last)


def of_story(reader: TieReader) -> Iterator[Tied]:
    """The one gang of a story and a group that it is found to deal with."""
    clause, around = reader.clause, reader.cast.around
    if _DEALT.isdisjoint(reader.sentence.said):
        return
    for phrase in reader.phrases():
        at = phrase.heads[0]
        if singular(reader.cast.word(at)) not in _DEALINGS or phrase.preposition == "without":
            continue
        if reader.sentence.words[phrase.parts[0][0]] in _OWNING:
            continue
        others = [
            who
            for one in clause.of(phrase)[:1]
            if one.preposition in ("with", "to")
            for who in reader.cast.of(clause, one)
            if who.known
        ]
        if not others or reader.cast.owner(clause, phrase) or not _found_out(reader, phrase):
            continue
        before = {name for _, name in around.actors.known} | {*around.actors.story}
        theirs = {who.name for who in others}
        gangs = [name for name in sorted(before) if tells_who(name) and name not in theirs]
        if len(gangs) == 1 or (gangs and _alike(gangs)):
            one = Who(gangs[-1], at, (), False, True, True, False)
            yield from (Tied(one, other, "associate", at, clause) for other in others)


def _alike(names: list[str]) -> bool:
    """Whether names are of one gang: "a network led by Foxlanders", "the Foxlandic network"."""
    told = [{word.removesuffix("s") for word in name.split() if word.istitle()} for name in names]
    return bool(set.intersection(*told))


def _found_out(reader: TieReader, phrase: Phrase) -> bool:
    """Whether the subject is what brought the dealings to light, or the dealings themselves."""
    subject = reader.cast.subject(reader.clause)
    if subject is None or subject is phrase:
        return True
    head = reader.cast.head(subject)
    known = (*AREA_LABELS, "body", "agency")
    body = any(item.label in known for item in subject.items(reader.sentence))
    return body or head in _FINDINGS or reader.cast.word(subject.last) in _FINDINGS
