"""Which groups a tie has at its ends: what is set beside a name is the same group, and those who
have left a group are not in it."""

from collections.abc import Iterable
from dataclasses import replace

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.actors import group_at
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.groups.words import head_words
from karaula.extract.relations.around import Around, Who
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary.fold import fold

_OPEN = frozenset((
    '"', "“", "„", "«", "'", "‘", "(", "-", "–", "the", "so", "called", "known", "as",
))  # fmt: skip
_LEFT = frozenset(("former", "ex", "erstwhile", "onetime", "late", "renegade", "disgruntled"))
_FILLERS = frozenset(("significant", "one", "of"))
_LISTED = frozenset((
    ",", "and", "the", "a", "an", "-", "active", "based", "operating", "working", "in", "from",
    "of",
))  # fmt: skip
_OTHERS = frozenset(("rival", "other", "competing", "opposing", "enemy"))
_NATIONS = ("adjective", "region_adjective")
_WHERE = ("area", "place", "region", *_NATIONS)
_BEFORE_NAMES = frozenset(("the", "so", "-", "called", "rival", "notorious", "infamous", "old"))
_FORCES = frozenset((
    "marines", "army", "navy", "carabinieri", "rangers", "seals", "forces", "troops", "guard",
    "guards", "soldiers", "officers", "president", "minister", "house", "court", "federales",
))  # fmt: skip
_PEOPLES = ("ian", "ean", "ish", "ese", "ani", "can")
_LINKS = frozenset(("de", "del", "di", "of", "-"))
_BEFORE = 2
_NAME = 4
_SPELLED = 8
"""Items in which two names are spelled out."""
_TELLING = frozenset((
    "and", "the", "chiefly", "mainly", "namely", "notably", "primarily", "called", "known", "as",
))  # fmt: skip
"""Words that a name may have."""
_BACK = 5
"""Items before a group in which its members and their time stand."""
_LIST = 4
"""Items behind a group in which the next one of a list stands."""


def meant(around: Around, groups: Iterable[Who]) -> list[Who]:
    """The groups, each once: without those of whom only who has left is told; what says again who
    another one is ("the Kinahan cartel, an Irish syndicate", a short name in brackets) gives way
    to it."""
    sentence = around.sentence
    told: dict[tuple[int, str], Who] = {}
    for who in groups:
        if not left(sentence, who.item):
            at = _said_again(sentence, who.item)
            for one in _nationalities(around, who) if at == who.item else around.named_at(at):
                told.setdefault((one.item, one.name), one)
    named = [who for who in told.values() if who.name[:1].isupper()]
    if len(named) > 1 and len({who.item for who in told.values()}) == 1:
        # "Two clans from Kotor, the X and the Y … Their war"
        single = [who for who in named if not _kind(around, who)]
        return single if len(single) > 1 else named
    return list(told.values())


def _kind(around: Around, who: Who) -> bool:
    """Whether a name is that of a kind: "Foxlandic clans"."""
    group = around.actors.called(who.name)
    return group is not None and group.plural and group.sort != "named"


def _nationalities(around: Around, who: Who) -> list[Who]:
    """ "Albanian, Romanian and Serbian groups" are groups of each."""
    sentence, text = around.sentence, around.reading.document.text
    who = _owned(around, who)
    first, _, rest = who.name.partition(" ")
    listed = [who]
    step = who.item - 1
    while (
        rest
        and first[:1].isupper()
        and step > 0
        and sentence.words[step] in (",", "and")
        and sentence.items[step - 1].label == "adjective"
    ):
        item = sentence.items[step - 1]
        name = f"{text[item.start : item.end]} {rest}"
        listed.insert(0, replace(who, name=name, item=step - 1, own=(), named=False))
        step -= 2
    return listed


def _owned(around: Around, who: Who) -> Who:
    """A group that a country has: "Colombia's biggest cocaine clan"."""
    sentence, text = around.sentence, around.reading.document.text
    if not who.vague or sentence.items[who.item].label != "group":
        return who
    for at in range(max(0, who.item - _BACK), who.item - 1):
        owns = sentence.words[at + 1] in ("'", "’") and sentence.words[at + 2] == "s"
        if owns and sentence.items[at].label in ("area", "region", "place"):
            name = text[sentence.items[at].start : sentence.items[who.item].end]
            return replace(who, name=" ".join(name.split()), known=True, vague=False)
    return who


def tells_who(around: Around, who: Who) -> bool:
    """Whether more is said of a group than that there is one: "a Foxton arms ring"."""
    before = around.sentence.items[max(0, who.item - 1)]
    return not who.vague or before.label in ("area", "place", "region", "adjective")


def no_one(who: Who) -> bool:
    """Whether a group is only told to be another one: "rival gangs"."""
    first, *rest = who.name.lower().split()
    return first in _OTHERS and rest[-1:] == rest and not who.named


def same(one: Who, other: Who) -> bool:
    """Whether two names are those of one group: "the Škaljari clan" and "the Škaljari"."""
    if one.name == other.name:
        return True
    ours, theirs = _core(one.name), _core(other.name)
    return bool(ours) and ours == theirs and (one.named or other.named)


def taken_for(around: Around, first: int, last: int, *, bare: bool = False) -> list[Who]:
    """The group that a name in capitals must be because of what is said of it: "a feud between the
    X clan and the Foxtrot". A name without an article counts only if ``bare``, and is one word:
    two are those of a person."""
    sentence, text = around.sentence, around.reading.document.text
    grouped = [at for at in range(first, last + 1) if sentence.items[at].label == "group"]
    written = [text[item.start : item.end] for item in sentence.items[first : last + 1]]
    if grouped:
        tail = written[grouped[-1] - first + 1 :]
        heads = head_words() | group_words()["clubs"] | {"clubs"}
        # "The Hells Angels Motorcycle Club", "the 'Ndrangheta mafia"
        whole = all(word[:1].isupper() or word in heads for word in tail)
        return around.named_at(grouped[-1]) if whole else []
    while written and written[0].lower() in _BEFORE_NAMES:
        written.pop(0)
        first += 1
    article = "the" in sentence.words[max(0, first - 2) : first]
    if not 1 <= len(written) <= _NAME or not (article or (bare and len(written) == 1 and first)):
        return []
    own = first + (sentence.items[first].label == "adjective" and len(written) > _BEFORE)
    if any(item.label is not None for item in sentence.items[own : last + 1]):
        return []
    if not all(word[0].isupper() or word in _LINKS for word in written):
        return []
    known, end = group_words(), written[-1].lower().removesuffix("s")
    people = end.endswith(_PEOPLES) or end in known["peoples"] | known["nations"]
    said = {word.lower() for word in written}
    if people or not said.isdisjoint(known["official"] | _FORCES) or written[-1].endswith("."):
        return []
    name = " ".join(text[sentence.items[first].start : sentence.items[last].end].split())
    return [Who(name, first, (), False, article or bare, True, False)]


def partners(cast: Cast, phrase: Phrase, nouns: frozenset[str]) -> list[Who]:
    """Those of whom no more is told than their nation: "Foxlandic and Barlandic partners", with
    whom a group deals. ``nouns`` are the words for such."""
    sentence, text = cast.around.sentence, cast.around.reading.document.text
    noun = sentence.words[phrase.last]
    if noun not in nouns:
        return []
    found: list[Who] = []
    for at in range(phrase.parts[0][0], phrase.last):
        item = sentence.items[at]
        nation = item.label in _WHERE or sentence.words[at] in group_words()["peoples"]
        if nation and text[item.start].isupper():
            name = f"{text[item.start : item.end]} {noun}"
            found.append(Who(name, at, (), True, True, False, False))
    return found


def between(cast: Cast, clause: Clause, phrase: Phrase, type: str) -> list[Who]:
    """Groups between whom something is; where one of them is a group, the names beside it too."""
    around = cast.around
    found = cast.of(clause, phrase)
    if not found and len(phrase.parts) == 1:
        return _spelled_out(around, phrase.last)
    if len(found) == 1 and len(phrase.parts) == 1:
        # "Between the X of Foxton and Y smugglers"
        behind = next((one for one in clause.of(phrase)[:1] if len(one.parts) > 1), None)
        if behind is not None and behind.preposition in ("of", "from", "in"):
            further = [Phrase("", part[0], [part]) for part in behind.parts[1:]]
            return [*found, *(who for one in further for who in cast.of(clause, one))]
    if len(found) == 1 and found[0].plural and not found[0].named:
        return _spelled_out(around, phrase.last) or found
    if len(found) >= len(phrase.parts) or len(phrase.parts) < 2:
        return found
    if not found and (type != "rival" or not around.sentence.named("group")):
        return []
    ends: list[Who] = []
    for first, last in phrase.parts:
        told = cast.of(clause, Phrase(phrase.preposition, first, [(first, last)]))
        ends.extend(told or taken_for(around, first, last, bare=bool(found) and type == "rival"))
    if len(ends) < max(2, len(found)):
        return found
    head = ends[-1].name.split()[-1]
    if head.islower() and head.endswith("s") and singular(head) in head_words():
        # "Between the X and the Y families"
        start, end = ends[0], ends[-1]
        one, other = f"{start.name} {singular(head)}", end.name.removesuffix(head) + singular(head)
        ends = [replace(start, name=one), *ends[1:-1], replace(end, name=other)]
    return ends


def with_heads(cast: Cast, clause: Clause, phrase: Phrase | None) -> list[Who]:
    """Groups whose word for a group stands behind all of them: "the X and Y clubs"."""
    if phrase is None:
        return []
    found: list[Who] = []
    for first, last in phrase.parts:
        told = cast.of(clause, Phrase("", first, [(first, last)]))
        grouped = any(
            item.label == "group" for item in cast.around.sentence.items[first : first + 2]
        )
        found.extend(told or (taken_for(cast.around, first, last) if grouped else []))
    return found


def _spelled_out(around: Around, last: int) -> list[Who]:
    """The names set beside a noun: "between two networks – chiefly Foxtrot and Rumba –"."""
    sentence, text = around.sentence, around.reading.document.text
    words, step = sentence.words, last + 1
    if words[step : step + 1] not in ((",",), ("–",), ("-",), ("—",), ("(",), (":",)):
        return []
    named: list[Who] = []
    for index in range(step + 1, min(step + 1 + _SPELLED, len(words))):
        item, word = sentence.items[index], words[index]
        if item.label == "group":
            named.extend(around.named_at(index))
        elif item.label is None and text[item.start].isupper():
            named.extend(taken_for(around, index, index, bare=True))
        elif word not in _TELLING:
            break
    return named if len(named) == _BEFORE else []


def with_listed(cast: Cast, others: list[Who]) -> list[Who]:
    """Groups with those that are listed behind the last of them: "with A, a B clan active in
    Ecuador and a C gang that …"."""
    around = cast.around
    words, items = around.sentence.words, around.sentence.items
    # "Cooperate with A, and B are active in Ecuador"
    doers = {clause.subject.first for clause in cast.clauses
             if clause.kind == "main" and clause.subject is not None}  # fmt: skip
    listed: list[int] = []
    step = last = others[-1].item if others else len(words)
    joined = ""
    while step + 1 < len(words) and joined != "and":
        step += 1
        if items[step].label == "group":
            before = step - 1
            while items[before].label in _NATIONS or words[before] in ("the", "a", "an", "-"):
                before -= 1  # "the Foxlandic X clan"
            joined = words[before]
            own = joined == "and" and words[before - 1] == "," and before + 1 in doers
            if joined not in (",", "and") or own:
                return others
            listed.append(step)
        elif words[step] not in _LISTED and items[step].label not in _WHERE:
            return others
    if joined != "and" or last == step:
        return others
    known = {who.name for who in others}
    further = [who for index in listed for who in around.named_at(index)]
    return [*others, *(who for who in further if who.name not in known)]


def _core(name: str) -> tuple[str, ...]:
    heads = head_words()
    return tuple(word for word in fold(name).split() if word not in heads and word != "the")


def of_members(sentence: Sentence, at: int) -> bool:
    """ "Comprising members of the X gang": that is not the gang."""
    before = sentence.words[max(0, at - _NAME) : at]
    members = group_words()["members"]
    if not members.isdisjoint(sentence.words[at + 1 : at + 2]):
        return True
    return "of" in before and not members.isdisjoint(before)


def left(sentence: Sentence, at: int) -> bool:
    """ "Former members of the X gang"."""
    before = list(sentence.words[max(0, at - _BACK) : at])
    while before and before[-1] != "of":
        before.pop()
    return not _LEFT.isdisjoint(before)


def _said_again(sentence: Sentence, at: int) -> int:
    """The item of the group that the one at an item says again, or that item itself."""
    words, items = sentence.words, sentence.items
    if not isinstance(items[at].meaning, Group):
        return at
    if words[at - 1] == "(" and words[at + 1 : at + 2] == (")",) and items[at - 2].label == "group":
        return at - 2
    group = group_at(items[at])
    if at > 1 and words[at - 1] == "," and items[at - 2].label == "group":
        full = group_at(items[at - 2]).id.split()
        if group.id.isupper() and group.id[0] == full[0][0] and len(full) > len(group.id) - 1:
            return at - 2  # "Foxton First Command, FFC"
    if words[at - 2 : at] == (",", "or") and items[at - 3].label == "group":
        return at - 3  # "the X, or Foxlandic Mafia"
    if group.sort == "named" and words[at + 1 : at + 2] in (("faction",), ("wing",), ("branch",)):
        # "The Sinaloa Cartel faction known as Los Chapitos"
        step = at + 2 + 2 * (words[at + 2 : at + 4] == ("known", "as"))
        if step < len(items) and items[step].label == "group":
            return step
    if words[at - 2 : at] == (",", "the") and items[at - 3].label == "group":
        if " of " in group.id and group.id[0].islower() and group_at(items[at - 3]).sort == "named":
            return at - 3  # "the X, the powerful mafia of Foxland, and the Y"
        # "Cosa Nostra, the Sicilian mafia, …": what ends in small letters only tells who it is.
        before = group_at(items[at - 3])
        named = before.sort == "named" and before.id.split()[-1][:1].isupper()
        whose = group.id.split()[0].lower().endswith((*_PEOPLES, "an"))
        if named and whose and group.id.split()[-1].islower():
            return at if _goes_on(sentence, at) else at - 3
    # "A Foxton crew, the X group": a town and a word for groups are no name behind "a".
    kind = words[at - 1] in ("a", "an") and any(name.label == "place" for name in group.inside)
    if (group.sort == "named" and not kind) or group.plural:
        return at
    return _named_behind(sentence, at) or _named_before(sentence, at) or at


def _named_behind(sentence: Sentence, at: int) -> int:
    """ "A rival gang, the X network, …", "the gang "X network""; 0 for none, as in lists."""
    words, items = sentence.words, sentence.items
    comma = words[at + 1 : at + 2] == (",",)
    step = at + 1 + comma
    while step < len(words) and words[step] in _OPEN:
        step += 1
    if step >= len(items) or items[step].label != "group":
        return 0
    if group_at(items[step]).sort != "named" or (comma and _goes_on(sentence, step)):
        return 0
    return step


def _named_before(sentence: Sentence, at: int) -> int:
    """ "The X cartel, a significant Irish syndicate, …"; 0 for none, as in lists."""
    words, items = sentence.words, sentence.items
    fillers = group_words()["qualities"] | _FILLERS
    step = at - 1
    most = False
    while step > 1 and (words[step] in fillers or words[step].endswith("est")):
        most = most or words[step].endswith("est")
        step -= 1
    articles = ("a", "an", "another", "the") if most else ("a", "an", "another")
    if step < 2 or words[step] not in articles or words[step - 1] != ",":
        return 0
    before = items[step - 2]
    if before.label != "group" or group_at(before).sort != "named" or _goes_on(sentence, at):
        return 0
    return step - 2


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a list of groups goes on behind an item."""
    behind = range(at + 1, min(at + 1 + _LIST, len(sentence.items)))
    if sentence.words[at + 1 : at + 2] not in ((",",), ("and",)):
        return False
    for index in behind:
        if sentence.items[index].label == "group":
            return True
        if sentence.words[index] not in (",", "and", "the", "a", "an"):
            return False
    return False
