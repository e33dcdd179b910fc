"""Ties of two groups of a sentence by the words between them, where no clause tells one: "The X
gang struck a deal with the Y mafia" is read although the verb is not known.

The words are those of all ties; who is the subject and who the object is told by the order of
the words and by the preposition before the second group.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from karaula.extract.clauses import Clause
from karaula.extract.clauses.words import clause_words
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.actors import group_at
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.tie_beside import TURNED
from karaula.extract.relations.tie_ends import left, of_members
from karaula.extract.relations.tie_reader import Tied
from karaula.extract.relations.tie_words import TieVerb, TieWords, tie_words
from karaula.extract.relations.ties import BOUND

_REACH = 14
"""Items between two groups, or behind a list of two, in which their tie is told."""
_BACK = 5
"""Items before a group in which its preposition stands."""
_JOINS = frozenset(("and", ",", "the", "or", "a", "an", "&", "both", "as", "well"))
_PREPOSITIONS = frozenset((
    "with", "to", "from", "for", "against", "by", "of", "on", "upon", "over", "through", "via",
    "alongside", "off", "into", "near", "between", "among", "behind", "under",
))  # fmt: skip
_DOUBTFUL = frozenset((
    "not", "no", "never", "without", "neither", "nor", "if", "unless", "whether", "would", "could",
    "might", "unlike", "than", "should", "?", "while", "whereas", "but", "because", "after",
    "before", "until", "when", "where", ";", ":", "contrast", "compared", "comparison", "same",
    "similar", "like", "resemble", "resembles",
))  # fmt: skip
_MEANS = frozenset(("by", "from", "of", "for", "to", "with", "through", "against"))
_BEING = frozenset(("", "be", "become", "remain", "act", "serve", "work", "consider", "know"))
_BEFORE_NOUNS = 2


@dataclass(frozen=True, slots=True)
class _Unit:
    """Groups that are listed together, with their first and last item."""

    groups: tuple[Who, ...]
    first: int
    last: int


def nearby(cast: Cast) -> Iterator[Tied]:
    """Ties of the only two groups, or lists of groups, of a sentence."""
    words = cast.around.sentence.words
    units = _units(cast)
    if not units or len(units) > 2 or any(one.certainty != "said" for one in cast.clauses):
        return
    first, last = units[0], units[-1]
    end = min(len(words), last.last + 1 + (_REACH if len(units) == 1 else 0))
    if not _DOUBTFUL.isdisjoint(words[max(0, first.first - 3) : end]):
        return
    clause = next((one for one in cast.clauses if one.first <= first.first <= one.last), None)
    if clause is None:
        return
    if len(units) == 1:
        if len(first.groups) == 2:
            yield from _mutual(cast, clause, first)
    elif last.first - first.last <= _REACH:
        yield from _between(cast, clause, first, last)


def bracketed(cast: Cast) -> Iterator[Tied]:
    """Ties told in brackets and around them: "ties between A (with links to B) and C"."""
    sentence = cast.around.sentence
    words, items = sentence.words, sentence.items
    if "(" not in words or any(one.certainty != "said" for one in cast.clauses):
        return
    known = tie_words(cast.around.reading.vocabulary)
    for index, item in enumerate(items):
        if item.label != "group" or words[index + 1 : index + 2] != ("(",):
            continue
        ends = next((at for at in range(index + 2, len(words)) if words[at] == ")"), None)
        clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
        if ends is None or clause is None:
            continue
        inside = range(index + 2, ends)
        ones = cast.around.named_at(index)
        noun = next((at for at in inside if singular(words[at]) in known.joins), None)
        other = next((at for at in inside if items[at].label == "group"), None)
        if noun is not None and other is not None and words[noun + 1] in ("to", "with"):
            type = known.joins[singular(words[noun])]
            others = cast.around.listed_at(other)
            yield from (Tied(a, b, type, noun, clause) for a in ones for b in others)
        begin = _before_group(words, index)
        behind = ends + 2 + (words[ends + 2 : ends + 3] == ("the",))
        if words[begin] not in ("between", "among") or words[ends + 1 : ends + 2] != ("and",):
            continue
        noun = next((at for at in range(begin) if singular(words[at]) in known.joins), None)
        if noun is not None and behind < len(items) and items[behind].label == "group":
            type = known.joins[singular(words[noun])]
            for a in ones:
                yield from (Tied(a, b, type, noun, clause) for b in cast.around.listed_at(behind))


def _before_group(words: tuple[str, ...], index: int) -> int:
    """The item before a group and the words that count it."""
    counting = group_words()["counting"]
    at = index - 1
    while at > 0 and words[at] in counting:
        at -= 1
    return max(at, 0)


def _units(cast: Cast) -> list[_Unit]:
    sentence = cast.around.sentence
    units: list[_Unit] = []
    last = -2
    for index, item in sentence.marked:
        if not isinstance(item.meaning, Group):
            continue
        group = group_at(item)
        if group.sort not in ("named", "placed", "local") and not (group.elsewhere and units):
            return []
        if left(sentence, index):
            return []
        who = tuple(cast.around.named_at(index))
        if units and index == last + 1 and not units[-1].groups[-1].named:
            # "The Foxlandic gang Los Zorros" is one group.
            units[-1] = _Unit((*units[-1].groups[:-1], *who), units[-1].first, index)
        elif units and _JOINS.issuperset(sentence.words[last + 1 : index]):
            units[-1] = _Unit((*units[-1].groups, *who), units[-1].first, index)
        else:
            units.append(_Unit(who, index, index))
        last = index
    names = [who.name for unit in units for who in unit.groups]
    return units if len(set(names)) == len(names) else []


def _mutual(cast: Cast, clause: Clause, unit: _Unit) -> Iterator[Tied]:
    """ "A and B are sworn enemies", "an old feud of A and B"."""
    vocabulary = cast.around.reading.vocabulary
    words, known = cast.around.sentence.words, tie_words(vocabulary)
    verbs = clause_words(vocabulary).verbs
    one, other = unit.groups
    if not {"and", "&", "well"} & {*words[one.item : other.item]}:
        return  # "Compared with A, B …"
    before = range(max(0, unit.first - 4), unit.first)
    # "…, and they pay a fee to others" is another clause.
    mains = (it for it in cast.clauses if it.first > unit.last and it.kind == "main")
    end = next((it.first for it in mains if it.subject is not None), len(words))
    behind = range(unit.last + 1, min(len(words), unit.last + 1 + _REACH, end))
    for at in (*behind, *before):
        noun = singular(words[at])
        type = known.joins.get(noun)
        if at == clause.at and (words[at] == "deal" or words[at : at + 2] == ("trade", "in")):
            continue  # "Foxlandic and Barlandic groups deal in heroin"
        if words[at - 1] == "with":
            continue  # "Foxlandic and Barlandic groups with contacts in the police"
        if type is None and at in behind:
            type = known.roles.get(noun) if noun != words[at] else None
        bound = noun in BOUND or words[at + 1 : at + 2] not in (("between",), ("of",))
        if at in before and (bound or unit.first - at > _BEFORE_NOUNS + 1):
            type = None
        if type is None and at in behind:
            type = next(
                (
                    rule.type
                    for rule in known.rules(known.forms.get(words[at], ""), words[at + 1 : at + 2])
                    if not _passive(words, at, verbs)
                    and rule.together
                    and (
                        rule.together is True
                        or not (known.jointly - {"themselves"}).isdisjoint(
                            words[at : unit.last + 1 + _REACH]
                        )
                    )
                    and not _PREPOSITIONS & {*words[at + 1 : at + 2]}
                    and rule.unless.isdisjoint(words)
                    and not (rule.needs and rule.needs.isdisjoint(words))
                    and not (rule.what and rule.what.isdisjoint(map(singular, words)))
                ),
                None,
            )
        if type is not None and at in behind and known.joined & {*words[at + 1 : at + 2]}:
            return  # "A and B have ties to the police"
        if type in ("ally", "partner", "associate", "rival"):
            if known.past.isdisjoint(words[max(0, at - _BEFORE_NOUNS) : at]):
                yield Tied(one, other, type, at, clause)
            return


def _between(cast: Cast, clause: Clause, first: _Unit, last: _Unit) -> Iterator[Tied]:
    words, known = cast.around.sentence.words, tie_words(cast.around.reading.vocabulary)
    preposition, begin = _preposition(words, first.last, last.first, known)
    span = range(first.last + 1, begin)
    yield from _joined_before(words, known, clause, first, last, preposition)
    verbs = clause_words(cast.around.reading.vocabulary).verbs
    if any(verbs.get(words[at], ("",))[0] in known.ending for at in span):
        return
    for at in span:
        noun = singular(words[at])
        if not known.past.isdisjoint(words[max(0, at - _BEFORE_NOUNS) : at]):
            continue
        if words[at] in ("help", "helped", "helps") and words[at + 1] in known.forms:
            continue  # "to help kill"
        for rule in known.rules(known.forms.get(words[at], ""), words[at + 1 : at + 2]):
            if rule.what and rule.what.isdisjoint(singular(words[i]) for i in span if i != at):
                continue
            if preposition == "of" and "of" in rule.a and begin > at + 1:
                continue  # "made up of", not "formed by members of"
            if not rule.unless.isdisjoint(words):
                continue
            if not preposition and "," in words[at:begin]:
                continue  # "A sells heroin, B cannabis"
            passive = _passive(words, at, verbs)
            if passive and not _MEANS.isdisjoint(words[max(0, first.first - 2) : first.first]):
                # "Cannabis grown by A is sold by B", "bought from A"
                if preposition == "by" and "from" in words[max(0, first.first - 2) : first.first]:
                    yield from (
                        Tied(a, b, "supplier", at, clause)
                        for a in first.groups
                        for b in last.groups
                    )
                    return
                continue
            if rule.type == "member" and of_members(cast.around.sentence, last.first):
                continue
            pairs = list(_told(rule, preposition, first, last, passive=passive))
            if pairs:
                # "Has taken over the Y gang's territory"
                owns = words[last.last + 1 : last.last + 2] in (("'",), ("’",))
                told = "rival" if owns and rule.type == "controls" else rule.type
                yield from (Tied(a, b, told, at, clause) for a, b in pairs)
                return
        type = known.joins.get(noun) if preposition in known.joined else None
        if type is None and preposition in ("to", "with"):
            type = known.like.get(words[at])
        if type == "controlled":
            yield from (
                Tied(b, a, "controls", at, clause) for a in first.groups for b in last.groups
            )
            return
        if type in ("ally", "partner", "associate", "rival"):
            yield from (Tied(a, b, type, at, clause) for a in first.groups for b in last.groups)
            return
        type = known.roles.get(noun) if preposition in ("of", "to", "for") else None
        if type is not None and not any(
            verbs.get(words[place], ("",))[0] not in _BEING for place in range(first.last + 1, at)
        ):
            for a in first.groups:
                for b in last.groups:
                    if type in TURNED:
                        yield Tied(b, a, TURNED[type], at, clause)
                    else:
                        yield Tied(a, b, type, at, clause)
            return


def _joined_before(
    words: tuple[str, ...],
    known: TieWords,
    clause: Clause,
    first: _Unit,
    last: _Unit,
    preposition: str,
) -> Iterator[Tied]:
    """ "The feud of A with B": the noun stands before both."""
    at = first.first - 1 - (words[first.first - 1] == "the")
    if at < 1 or words[at] not in ("of", "between") or last.first - first.last > _BACK:
        return
    noun = singular(words[at - 1])
    type = known.joins.get(noun)
    if type is None or type == "controls" or preposition not in ("with", "against"):
        return
    if known.past.isdisjoint(words[max(0, at - 1 - _BEFORE_NOUNS) : at - 1]):
        yield from (Tied(a, b, type, at - 1, clause) for a in first.groups for b in last.groups)


def _told(
    rule: TieVerb, preposition: str, first: _Unit, last: _Unit, *, passive: bool
) -> Iterator[tuple[Who, Who]]:
    """Pairs (a, b) of a rule whose verb stands between two lists of groups."""
    stands = {"subject": first, preposition or "object": last}
    if preposition == "of":
        stands["object of"] = last
    if passive and not rule.state:
        if preposition == "by":
            stands = {"subject": last, "object": first}
        else:
            stands = {"object": first, preposition: last}
    a = next((stands[name] for name in rule.a if name in stands), None)
    b = next((stands[name] for name in rule.b if name in stands), None)
    if a is not None and b is not None and a is not b:
        yield from ((one, other) for one in a.groups for other in b.groups)


def _passive(words: tuple[str, ...], at: int, verbs: dict[str, tuple[str, int]]) -> bool:
    before = words[max(0, at - 2) : at]
    return (
        bool({"was", "were", "been", "being", "is", "are"} & {*before})
        and not words[at].endswith("ing")
        and verbs.get(words[at], ("", 0))[0] != "be"
    )


def _preposition(
    words: tuple[str, ...], after: int, before: int, known: TieWords
) -> tuple[str, int]:
    """The preposition that a group has before it, and its item; of "from members of the X" the
    outer one."""
    members = group_words()["members"]
    at = before - 1
    while at > max(after, before - _BACK):
        if words[at] in _PREPOSITIONS:
            if words[at] != "of" or words[at - 1] not in members:
                return words[at], at
            at -= 1
        elif words[at] in known.forms:
            break
        at -= 1
    return "", before
