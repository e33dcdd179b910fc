"""Ties that words right beside the names of groups tell: "the X gang and its ally, the Y clan",
"the X gang, rivals of the Y clan", "the Y clan's armed wing, the X gang", "together with the X
gang"."""

from collections.abc import Iterator

from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.tie_reader import Tied, TieReader
from karaula.extract.relations.tie_roles import NEAR

TURNED = {"customer": "supplier", "controlled": "controls"}
"""What the other group is to one that is a customer or a vassal."""
ADJECTIVES = {
    "feuding": "rival", "warring": "rival", "rival": "rival", "competing": "rival",
    "opposing": "rival", "allied": "ally",
}  # fmt: skip
"""What groups are to one another that are told to be so together."""
_BEFORE = 3
"""Adverbs in front of a clause: "hand in hand with the X clan, …"."""
_OWNING = frozenset(("its", "their"))
_OF = frozenset(("of", "from", "in", "among"))
_LINKS = frozenset(("of", "to", "for"))
_MARKS = frozenset(("'", "’"))
_STANDING = frozenset((
    "stand", "stands", "stood", "fight", "fights", "fought", "is", "are", "was", "were", "ranged",
    "line", "lines", "lined", "remain", "remains", "remained", "fighting", "standing",
))  # fmt: skip
_REACH = 5
"""Items between a name and the noun that tells what it is to another."""
_MANY = frozenset(("member", "head", "leader", "boss", "master", "family", "business", "owner"))
"""Nouns that tell of persons, or of no tie, where they are set beside a name."""
_STOPS = frozenset((
    ",", ";", ":", "(", ")", "who", "which", "that", "and", "or", "is", "are", "was", "were",
    "has", "have", "had", "by", "with", "from", "of", "to", "in",
))  # fmt: skip


def told_beside(reader: TieReader) -> Iterator[Tied]:
    """All of them that stand in the clause of a reader."""
    yield from _own(reader)
    yield from _together(reader)
    yield from _apposed(reader)
    yield from _owned(reader)
    yield from _kinds(reader)
    yield from _sides(reader)
    yield from _rivals(reader)


def _turn(
    reader: TieReader, ones: list[Who], others: list[Who], type: str, at: int
) -> Iterator[Tied]:
    """``ones`` are the ally, the supplier, the customer ... of ``others``."""
    if type in TURNED:
        yield from reader.pairs(others, ones, TURNED[type], at)
    else:
        yield from reader.pairs(ones, others, type, at)


def _own(reader: TieReader) -> Iterator[Tied]:
    """ "The X clan and its ally, the Y gang, …", "its partners from the Y gang"."""
    clause, words, cast = reader.clause, reader.sentence.words, reader.cast
    for at in range(clause.first, min(clause.last, len(words))):
        if words[at] not in _OWNING:
            continue
        for noun in range(at + 1, at + 1 + NEAR + 1):
            type = reader.words.roles.get(singular(words[noun])) if noun < len(words) else None
            if type is None or not reader.words.past.isdisjoint(words[at:noun]):
                continue
            follows = words[noun + 1 : noun + 2]
            behind = noun + 1 + (follows == (",",) or (follows != () and follows[0] in _OF))
            ones = cast.named_behind(behind)
            owners = cast.around.stand_in("it" if words[at] == "its" else "they", at)
            if behind > noun + 1 and follows != (",",) and type not in ("ally", "rival", "partner"):
                continue
            yield from _turn(reader, ones, owners, type, noun)


def _together(reader: TieReader) -> Iterator[Tied]:
    """ "Together with the X clan, the Y gang extorts bars"."""
    clause, words, cast = reader.clause, reader.sentence.words, reader.cast
    for at in range(max(0, clause.first - _BEFORE), clause.last):
        for phrase in reader.words.beside.get(words[at], ()):
            if words[at : at + len(phrase)] != phrase:
                continue
            others = _joined(reader, cast.named_behind(at + len(phrase)))
            items = {who.item for who in others}
            ones = [who for who in reader.doers() if who.item not in items]
            if others and not ones:
                # "Hand in hand with the X clan, the Y gang …"
                ones = cast.named_behind(others[-1].item + 2)
            if others and ones and words[others[-1].item + 1 : others[-1].item + 2] == (",",):
                # Two names with a comma between are here no name and what it is.
                yield from (Tied(a, b, "partner", at, clause) for a in ones for b in others)
            else:
                yield from reader.pairs(ones, others, "partner", at)


def _joined(reader: TieReader, groups: list[Who]) -> list[Who]:
    """Groups with those that "and" joins to them: "together with X and Y gangs"."""
    words, items, found = reader.sentence.words, reader.sentence.items, [*groups]
    at = groups[-1].item + 1 if groups else len(words)
    while words[at : at + 1] == ("and",):
        at += 1 + (words[at + 1 : at + 2] == ("the",))
        if at >= len(items) or items[at].label != "group":
            break
        found.extend(reader.cast.around.named_at(at))
        at += 1
    return found


def _apposed(reader: TieReader) -> Iterator[Tied]:
    """ "The X gang, bitter rivals of the Y clan, …"."""
    items, words, cast = reader.sentence.items, reader.sentence.words, reader.cast
    for at in _groups(reader):
        if words[at + 1 : at + 2] != (",",):
            continue
        noun = _role(reader, at + 2)
        if noun is None or words[noun + 1 : noun + 2] == () or words[noun + 1] not in _LINKS:
            continue
        others = cast.named_behind(noun + 2)
        ones = [who for one in cast.list_before(at) for who in cast.around.named_at(one)]
        if others and items[at].label == "group":
            type = reader.words.roles[singular(words[noun])]
            yield from _turn(reader, ones, others, type, noun)


def _owned(reader: TieReader) -> Iterator[Tied]:
    """ "The Y clan's armed wing, the X gang", "the X gang, the Y clan's ally, …"."""
    words, cast = reader.sentence.words, reader.cast
    for at in _groups(reader):
        if words[at + 1 : at + 2] == () or words[at + 1] not in _MARKS:
            continue
        begin = at + 2 + (words[at + 2 : at + 3] == ("s",))
        noun = _role(reader, begin)
        if noun is None:
            continue
        type = reader.words.roles[singular(words[noun])]
        owners = cast.around.named_at(at)
        behind = noun + 1 + (words[noun + 1 : noun + 2] == (",",))
        others = cast.named_behind(behind)
        before = at - 1 - (words[at - 1] == "the")
        if not others and words[before] == "," and before > 0:
            group = reader.sentence.items[before - 1].label == "group"
            others = cast.around.named_at(before - 1) if group else []
        yield from _turn(reader, others, owners, type, noun)


def _kinds(reader: TieReader) -> Iterator[Tied]:
    """ "Two competing gangs, the X and the Y clans"."""
    clause, words, cast = reader.clause, reader.sentence.words, reader.cast
    items = reader.sentence.items
    for at in range(clause.first, min(clause.last, len(words) - 2)):
        said = cast.around.named_at(at) if items[at].label == "group" else []
        before = {words[at - 1], *(word for who in said for word in who.name.lower().split())}
        type = next((ADJECTIVES[word] for word in sorted(before) if word in ADJECTIVES), None)
        if type is None or any(who.named for who in said):
            continue
        if not said and cast.word(at) not in group_words()["pointed"] | group_words()["parties"]:
            continue
        begin = at + 1 + (words[at + 1] in (",", ":"))
        listed = cast.named_behind(begin)
        listed = cast.around.listed_at(listed[0].item) if listed else []
        if len(listed) == 2 and all(who.named for who in listed):
            yield from reader.mutual(listed, type, at)


def _sides(reader: TieReader) -> Iterator[Tied]:
    """ "On the X side stands the Y gang", "the Y gang stood on the side of the X clan"."""
    words, cast = reader.sentence.words, reader.cast
    for at in _groups(reader):
        if words[at - 2 : at] == ("on", "the") and words[at + 1 : at + 2] == ("side",):
            begin, end = at - 2, at + 1
        elif words[max(0, at - 5) : at] == ("on", "the", "side", "of", "the"):
            begin, end = at - 5, at
        else:
            continue
        if words[end + 1 : end + 2] and words[end + 1] in _STANDING:
            ones = cast.named_behind(end + 2)
        elif words[begin - 1] in _STANDING and begin > 1:
            group = reader.sentence.items[begin - 2].label == "group"
            ones = cast.around.named_at(begin - 2) if group else reader.doers()
        else:
            continue
        yield from reader.pairs(ones, cast.around.named_at(at), "ally", end)


def _rivals(reader: TieReader) -> Iterator[Tied]:
    """ "A head of the rival X clan", of whom it is told after another one."""
    words, cast = reader.sentence.words, reader.cast
    groups = (item.meaning for item in reader.sentence.named("group"))
    told = sum(isinstance(one, Group) and one.sort in ("named", "placed") for one in groups)
    if "rival" not in reader.sentence.said or told > 1:
        return
    for at in _groups(reader):
        if words[max(0, at - 2) : at] == ("the", "rival"):
            ours = cast.around.named_at(at)
            others = cast.around.stand_in("it", at - 1, [who.name for who in ours])
            named = [who for who in others if who.named]
            story = cast.around.actors.story if not named else ()
            if len(story) == 1 and story[0] not in [who.name for who in ours]:
                named = [Who(story[0], at - 1, (), False, True, True, False)]
            if all(who.named for who in ours):
                yield from reader.pairs(named, ours, "rival", at)


def _groups(reader: TieReader) -> list[int]:
    items, clause = reader.sentence.items, reader.clause
    ends = range(clause.first, min(clause.last + 1, len(items)))
    return [at for at in ends if items[at].label == "group"]


def _role(reader: TieReader, begin: int) -> int | None:
    """The noun near an item that tells what one group is to another."""
    words, known = reader.sentence.words, reader.words
    for at in range(begin, min(begin + _REACH, len(words))):
        noun = singular(words[at])
        if noun in known.roles and noun not in _MANY:
            follows = words[at + 1 : at + 2]
            if follows and singular(follows[0]) in known.roles:
                continue  # "street arm"
            return at if known.past.isdisjoint(words[begin:at]) else None
        if words[at] in _STOPS or reader.sentence.items[at].label == "group":
            return None
    return None
