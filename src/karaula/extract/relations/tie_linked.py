"""Ties that stand in the name of a group itself: "gangs with links to the X cartel", "the
Foxlandic cell of the X clan"."""

from collections.abc import Iterator
from dataclasses import replace

from karaula.extract.groups import Group
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Around, Who
from karaula.extract.relations.presence_seats import part_of
from karaula.extract.relations.tie_beside import TURNED
from karaula.extract.relations.tie_reader import Tied, TieReader

_LINKING = frozenset(("to", "with"))
_TOLD_TO_BE = frozenset((
    "be", "become", "remain", "form", "consider", "call", "regard", "know", "represent", "describe",
))  # fmt: skip
_ADJECTIVES = 3
"""Words between "with" and "links"."""


def linked(reader: TieReader) -> Iterator[Tied]:
    """ "Gangs with close links to Foxlandic cartels vie for control"."""
    words, items = reader.sentence.words, reader.sentence.items
    for at in range(max(1, reader.clause.first), min(reader.clause.last, len(words) - 2) + 1):
        if words[at] != "with" or items[at - 1].label != "group":
            continue
        noun = next(
            (
                step
                for step in range(at + 1, min(at + 2 + _ADJECTIVES, len(words) - 1))
                if words[step + 1] in _LINKING
            ),
            None,
        )
        type = reader.words.joins.get(words[noun].removesuffix("s")) if noun else None
        if noun is None or type is None or type == "controls":
            continue
        others = reader.cast.named_behind(noun + 2)
        ones = [_of_here(reader.cast.around, who) for who in reader.cast.around.named_at(at - 1)]
        yield from (tied for tied in reader.pairs(ones, others, type, noun) if not tied.b.vague)


def named_with_its(reader: TieReader) -> Iterator[Tied]:
    """ "The X clan and its Foxlandic supplier, the Y gang, …"."""
    words, items = reader.sentence.words, reader.sentence.items
    for its in range(max(2, reader.clause.first), min(reader.clause.last, len(words) - 3) + 1):
        if words[its] not in ("its", "their") or words[its - 1] not in ("and", "with"):
            continue
        before = its - 2 - (words[its - 2] == ",")
        if words[its - 3 : its] == ("at", "war", "with"):
            before = its - 4 - (words[its - 4] == ",")  # "the X clan, at war with its rival Y"
        end = min(its + 2 + _ADJECTIVES, len(words) - 2)
        noun = next((n for n in range(its + 1, end) if words[n + 1] in (",", "the")), its + 1)
        type = reader.words.roles.get(singular(reader.cast.word(noun)))
        behind = noun + 1 + (words[noun + 1] == ",")
        behind += words[behind] == "the"
        if type is None or before < 0 or behind >= len(items):
            continue
        if items[before].label != "group" or items[behind].label != "group":
            continue
        ones = reader.cast.around.named_at(before)
        others = reader.cast.around.named_at(behind)
        if type in TURNED:
            yield from reader.pairs(ones, others, TURNED[type], noun)
        else:
            yield from reader.pairs(others, ones, type, noun)


def parts(reader: TieReader) -> Iterator[Tied]:
    """ "The Foxlandic cell of the X clan"."""
    cast = reader.cast
    text = cast.around.reading.document.text
    for at in range(reader.clause.first, min(reader.clause.last + 1, len(reader.sentence.items))):
        group = reader.sentence.items[at].meaning
        told = part_of(cast, at) if isinstance(group, Group) else None
        if told is None or not isinstance(group, Group) or group.sort != "named":
            continue
        _, first, last = told
        clause, noun = reader.clause, _noun(cast, at)
        subject = clause.subject
        own = subject is not None and subject.first <= noun <= subject.last
        if not own and clause.verb in _TOLD_TO_BE:
            continue  # "The Y gang is the Foxlandic cell of the X clan": that is the Y gang
        begin = reader.sentence.items[first].start
        name = " ".join(text[begin : reader.sentence.items[noun].end].split())
        part = Who(name, noun, (), False, True, False, False)
        yield from (
            Tied(part, who, "member", last, reader.clause) for who in cast.around.named_at(at)
        )


def _noun(cast: Cast, at: int) -> int:
    """The item of the word for a part before "of" and a group."""
    words = cast.around.sentence.words
    return next(step - 1 for step in range(at - 1, 0, -1) if words[step] == "of")


def _of_here(around: Around, who: Who) -> Who:
    """Gangs without a place are of the country that the text is about."""
    area = around.reading.vocabulary.areas.get(around.section or around.scene or "")
    if not who.vague or area is None or not area.adjectives:
        return who
    return replace(who, name=f"{area.adjectives[0]} {who.name}", known=True, vague=False)
