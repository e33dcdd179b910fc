"""Presences that no verb tells: what a group is, set beside its name, and the one group of a
sentence in its places."""

from collections.abc import Iterator

from karaula.extract.context import AREA_LABELS, MARKET_LABELS
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.place_words import is_moved
from karaula.extract.relations.presence_reader import MENTIONED, Present
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Item

_KINDS = frozenset((
    "a", "an", "the", "two", "three", "four", "five", "both", "one", "of", "another", "among",
    "most", "largest", "biggest", "oldest", "world", "'", "s",
))  # fmt: skip
_ENDS = (",", ")", ";", "whose", "which", "who", "that", ".")
_KIND_REACH = 9
"""Items behind a name in which the kind of group that it is stands."""
_PLAYERS = frozenset(("player", "players", "actor", "actors", "force", "outfit", "power"))
_GROWING = frozenset((
    "expanding", "growing", "operating", "working", "spreading", "thriving", "gaining", "involved",
    "trafficking", "dealing", "prominent", "dominant", "entrenching",
))  # fmt: skip
_ADVERBS = frozenset((
    "and", "also", "increasingly", "highly", "widely", "mainly", "mostly", "especially", "very",
    "particularly", "still", "now", "heavily", "or",
))  # fmt: skip
_APART = ("relative", "adverbial")
_INSIDE = frozenset(("in", "across", "throughout", "within"))
_PREPOSITIONS = frozenset(("with", "of", "by", "from", "to", "for", "against", "between", "among"))


def of_a_kind(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Names beside which it is told what they are: "the X and Y clans, two gangs from Foxland",
    "the X clan, one of the two most powerful groups in the country"."""
    around = cast.around
    items, words = around.sentence.items, around.sentence.words
    kinds = group_words()["pointed"] | _PLAYERS
    known = presence_words(around.reading.vocabulary).kinds
    others = known["tied"] | known["traders"] | known["portions"]
    for index, item in enumerate(items):
        group = item.meaning
        if not isinstance(group, Group) or group.sort != "named" or index + 3 > len(items):
            continue
        opens = index + 1
        if words[opens] not in (",", "(", "–", "-", "as") or not _opens(items, words, opens + 1):
            continue
        if words[opens] == "as" and not _told_to_be(cast, index):
            continue
        kind = next(
            (
                at
                for at in range(opens + 1, min(opens + _KIND_REACH, len(items)))
                if items[at].label == "group"
                or cast.word(at) in kinds
                or words[at] in _ENDS
                or singular(cast.word(at)) in others
            ),
            None,
        )
        told_by = items[kind].meaning if kind is not None else None
        inside = told_by.inside if isinstance(told_by, Group) else ()
        if kind is None or words[kind] in _ENDS or singular(cast.word(kind)) in others:
            continue  # "The X clan, the supplier of a ring in Foxton"
        if isinstance(told_by, Group) and told_by.sort == "named":
            continue
        places = [name.id for name in inside if name.label in AREA_LABELS]
        last = kind
        if not places:
            # "One of Europe's most violent gangs"
            places = [
                name.id
                for at in range(opens + 1, kind)
                if items[at].label in AREA_LABELS and isinstance(name := items[at].meaning, Name)
            ]
        if not places and words[kind + 1 : kind + 4] in (("in", "the", "country"),):
            places = [around.section] if around.section else around.scenes()
            last = kind + 3
        if not places and words[kind + 1 : kind + 2] in (("in",), ("from",), ("of",)):
            behind = kind + 2 + (words[kind + 2 : kind + 3] == ("the",))
            name = items[behind].meaning if behind < len(items) else None
            if isinstance(name, Name) and items[behind].label in AREA_LABELS:
                places, last = [name.id], behind
        clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
        if not places or clause is None or clause.certainty != "said":
            continue
        markets = tuple(around.goods(range(0), inside))
        for place in cast.list_before(index):
            for who in around.named_at(place):
                if who.name not in told:
                    told.add(who.name)
                    yield Present(who, tuple(places), markets, place, last, clause)


def responsible(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Groups that are told to answer for goods of a place: "the X clan, responsible for half of the
    cocaine reaching Foxland"."""
    around = cast.around
    items, words = around.sentence.items, around.sentence.words
    if "responsible" not in around.sentence.said:
        return
    for index, item in around.sentence.marked:
        at = next((step for step in range(index + 1, len(words)) if words[step].isalpha()), 0)
        if item.label != "group" or words[at : at + 2] != ("responsible", "for"):
            continue
        ends = (step for step in range(at, len(words)) if words[step] in _ENDS)
        span = range(at, next(ends, len(words)))
        places = dict.fromkeys(
            name.id
            for step in span
            if items[step].label in AREA_LABELS and isinstance(name := items[step].meaning, Name)
        )
        markets = tuple(around.goods(span))
        clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
        if not places or not markets or clause is None or clause.certainty != "said":
            continue
        for who in around.named_at(index):
            if who.known and not who.vague and who.name not in told:
                told.add(who.name)
                yield Present(who, tuple(places), markets, index, span[-1], clause)


def of_those(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Names of which it is told that they are those of a place: "the strongest gangs in Foxland
    are the X and the Y", "among the gangs active in Foxland are the X and the Y"."""
    around = cast.around
    items, words = around.sentence.items, around.sentence.words
    for clause in cast.clauses:
        if clause.verb != "be" or clause.certainty != "said" or clause.negated:
            continue
        kind = clause.subject
        exists = kind is not None and words[kind.first] == "there" and bool(clause.objects)
        if exists:
            kind = clause.objects[0]
        if kind is None:
            kind = next((one for one in clause.phrases if one.preposition == "among"), None)
        span = range(kind.first, kind.last + 1) if kind is not None else range(0)
        index = next((at for at in span if items[at].label == "group"), None)
        group = items[index].meaning if index is not None else None
        if index is None or not isinstance(group, Group) or not group.plural:
            continue
        inside = [name for name in group.inside if name.label in AREA_LABELS]
        if exists and inside and "from" in group.id.split():
            # "There are ten gangs from Foxland"
            areas = tuple(name.id for name in inside)
            yield from (
                Present(who, areas, (), clause.at, index, clause) for who in around.named_at(index)
            )
        if exists or group.sort == "named" or words[index - 1] in ("two", "three", "other"):
            continue
        for phrase in clause.phrases:
            if kind is not None and phrase.behind == kind.last and phrase.preposition in _INSIDE:
                named = (item.meaning for item in phrase.items(around.sentence)
                         if item.label in AREA_LABELS)  # fmt: skip
                inside.extend(name for name in named if isinstance(name, Name))
        if not inside:
            continue
        for one in clause.objects:
            for who in cast.of(clause, one):
                if who.named and who.name not in told:
                    told.add(who.name)
                    areas = tuple(dict.fromkeys(name.id for name in inside))
                    yield Present(who, areas, (), min(index, who.item), who.item, clause)


def nominal(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Presences that a noun tells: "the existence of an X network in Foxland", "the control of the
    market by X gangs in Foxland"."""
    around = cast.around
    known = presence_words(around.reading.vocabulary).kinds
    for clause in cast.clauses:
        subject = clause.subject
        if subject is None or clause.certainty != "said" or clause.negated or clause.modal:
            continue
        if cast.head(subject) not in known["nominal"] or clause.verb in known["gone"]:
            continue
        behind = [one for one in clause.of(subject) if one.first < clause.at]
        places = tuple(dict.fromkeys(
            item.meaning.id for one in behind if one.preposition in _INSIDE
            for item in one.items(around.sentence)
            if item.label in AREA_LABELS and isinstance(item.meaning, Name)
        ))  # fmt: skip
        if not places:
            continue
        markets = tuple(around.goods(range(subject.first, clause.at)))
        for one in behind:
            for who in cast.of(clause, one) if one.preposition in ("of", "by") else ():
                if who.known and not who.vague and who.name not in told:
                    told.add(who.name)
                    last = max(place.last for place in behind)
                    yield Present(who, places, markets, subject.first, last, clause)


def _told_to_be(cast: Cast, index: int) -> bool:
    """True for the group of "identified the X gang as", not of "overtook the X gang as"."""
    calls = presence_words(cast.around.reading.vocabulary).kinds["calls"]
    return any(
        clause.verb in calls and any(one.parts[0][0] <= index <= one.last for one in clause.objects)
        for clause in cast.clauses
    )


def _opens(items: tuple[Item, ...], words: tuple[str, ...], at: int) -> bool:
    """Whether words for a kind begin at an item: "a", "two", "one of the"."""
    owned = words[at + 1 : at + 3] in (("'", "s"), ("’", "s"))
    best = owned and at + 3 < len(words) and words[at + 3].endswith(("est", "most"))
    best = best and items[at].label in AREA_LABELS
    return best or words[at] in _KINDS or items[at].label in ("count", "number")


def of_person(words: tuple[str, ...], index: int, single: frozenset[str]) -> bool:
    """True for "an X gang member" and "a member of the X gang"."""
    before = list(words[max(0, index - 3) : index])
    while before and before[-1] in ("the", "of", "'", "s"):
        before.pop()
    behind = [word for word in words[index + 1 : index + 4] if word not in ("'", "’", "s")]
    return any(singular(word) in single for word in (*before[-1:], *behind[:1]))


def of_persons(group: Group) -> bool:
    """True for "Foxlandic traffickers", who are persons and may be killed or arrested."""
    return not group_words()["persons"].isdisjoint(group.id.lower().split())


def verbless(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Groups of a note without a verb: "Foxlandic smuggling rings active and expanding in
    Barland"."""
    sentence = cast.around.sentence
    items, words = sentence.items, sentence.words
    active = presence_words(cast.around.reading.vocabulary).kinds["active"] | _GROWING
    if active.isdisjoint(sentence.said):
        return
    for index, item in enumerate(items):
        if not isinstance(item.meaning, Group) or item.meaning.sort not in ("named", "placed"):
            continue
        at = index + 1
        while at < len(items) and words[at] in active | _ADVERBS:
            at += 1
        if at >= len(items) or words[at] not in _INSIDE or active.isdisjoint(words[index:at]):
            continue
        places: list[str] = []
        last = at
        for step in range(at + 1, len(items)):
            name = items[step].meaning
            if items[step].label in AREA_LABELS and isinstance(name, Name):
                places.append(name.id)
                last = step
            elif words[step] not in (",", "and", "the", "or", "both", "in"):
                break
        clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
        if clause is None or clause.verb or not places:
            continue
        inside = [name for name in item.meaning.inside if name.label in MARKET_LABELS]
        markets = tuple(cast.around.goods(range(at, last + 1), inside))
        for who in cast.around.named_at(index):
            if who.name not in told:
                told.add(who.name)
                yield Present(who, tuple(dict.fromkeys(places)), markets, index, last, clause)


def alone(cast: Cast, told: set[str]) -> Iterator[Present]:
    """The one group of a sentence whose verb no clause holds, in the places of the sentence."""
    sentence = cast.around.sentence
    known = presence_words(cast.around.reading.vocabulary)
    words = known.kinds
    named = [
        (index, group)
        for index, item in sentence.marked
        if isinstance(group := item.meaning, Group) and group.sort in ("named", "placed")
    ]
    if len(named) > 1:
        named = [(index, group) for index, group in named if group.sort == "named"]
    if told or len(named) != 1 or any(clause.certainty != "said" for clause in cast.clauses):
        return
    told_of = {verb for word in sentence.said if (verb := known.forms.get(word)) is not None}
    if not told_of & words["acts"] or told_of & (words["pursued"] | words["gone"]):
        return
    index = named[0][0]
    if not words["pursuers"].isdisjoint(sentence.words) or any(
        item.label in ("agency", "body") for item in sentence.items
    ):
        return
    clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
    if clause is None or sentence.words[index - 1] in words["aside"]:
        return
    if any(one.preposition == "from" and one.first <= index <= one.last for one in clause.phrases):
        return  # "Bought from the X gang and brought to Foxland"
    if clause.verb in words["handles"] and any(
        cast.head(one) in words["proceeds"] for one in clause.objects
    ):
        return  # "The X gang sent its profits to Foxland"
    if clause.verb in words["laid"]:
        return  # "The trade became linked to the X mafia, and goods were taken to Foxland"
    person = of_person(sentence.words, index, words["single"])
    if told_of & words["fates"] and (person or of_persons(named[0][1])):
        return
    places = {
        at: item.meaning.id
        for at, item in sentence.marked
        if item.label in AREA_LABELS
        and isinstance(item.meaning, Name)
        and not is_moved(sentence, at)
        # "The X gang met bankers, who live in Foxland", "until he was killed in Foxland"
        and not any(
            one.kind in _APART and index < one.first <= at <= one.last for one in cast.clauses
        )
    }
    if not places:
        places = {
            at: item.meaning.id
            for at, item in enumerate(sentence.items)
            if item.label in AREA_LABELS
            and isinstance(item.meaning, Name)
            and sentence.words[at - 1] in ("through", "via", "into", "to")
        }
    between = sentence.items[index + 1 : min(places)] if places else ()
    if any(item.label == "group" for item in between):
        return
    before = index - 1 - (sentence.words[index - 1] in ("the", "a", "an"))
    held = (
        one for clause in cast.clauses for one in clause.phrases if one.first <= index <= one.last
    )
    if any(one.preposition in _PREPOSITIONS - {"between", "among", "of"} for one in held):
        return  # "Bought from the Foxlandic group X and sold in Barland"
    if places and index < min(places) and sentence.words[before] not in _PREPOSITIONS:
        markets = tuple(dict.fromkeys(cast.around.goods(range(len(sentence.items)))))
        first, last = min(places), max(places)
        for who in cast.around.named_at(index):
            if who.name not in told:
                areas = tuple(dict.fromkeys(places.values()))
                yield Present(who, areas, markets, first, last, clause, MENTIONED)
