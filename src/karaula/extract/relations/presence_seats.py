"""Presences that a group's name tells with its place: "Foxland's X clan", "the X clan from Foxton",
"a Foxton-based gang", "the Foxlandic cell of the X clan". What the sentence tells of the group does
not matter."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause
from karaula.extract.context import AREA_LABELS, MARKET_LABELS
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.presence_reader import SEATED, Present
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_NAMED = ("area", "place")
_NATIONS = ("adjective", "region_adjective")
_ONE = frozenset(("a", "an", "another", "one"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "local", "so", "called", "-"))
_TOWN_OF = frozenset((
    "town", "city", "village", "port", "district", "suburb", "area", "region", "island", "province",
    "county", "canton", "neighbourhood", "neighborhood", "municipality", "nearby", "southern",
    "northern", "eastern", "western", "coastal", "the", "of",
))  # fmt: skip
_NAMING = frozenset((",", "the", "so", "-", "called", "known", "as", ":", "“", '"', "‘", "'"))
_BOTH_FROM = (("both", "from"), ("both", "of"))
_NEAR = 5
"""Items of "from the southern port city of Foxton"."""


def seats(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Groups that their own words or those right beside them put somewhere."""
    around = cast.around
    sentence = around.sentence
    invented = presence_words(around.reading.vocabulary).kinds["fiction"]
    if not invented.isdisjoint(sentence.words):
        return
    for index, item in sentence.marked:
        group = item.meaning
        if not isinstance(group, Group) or group.sort not in ("named", "placed"):
            continue
        clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
        if clause is None or clause.certainty in ("unreal", "denied"):
            continue
        seat = _seat(cast, clause, index, group)
        if seat is None:
            continue
        area, first, last = seat
        if group.sort == "placed" or group.inside:
            names = names_of(cast, index)
            if names and group.plural:
                continue  # "Two clans from Foxton, the X and the Y"
            index = names[0] if names else index
        goods = [name for name in group.inside if name.label in MARKET_LABELS]
        markets = tuple(around.goods(range(0), goods)) if goods else ()
        for who in around.named_at(index):
            if who.name not in told and who.known:
                told.add(who.name)
                yield Present(who, (area,), markets, first, last, clause, SEATED)


def _seat(cast: Cast, clause: Clause, index: int, group: Group) -> tuple[str, int, int] | None:
    """The area of a group, with the first and the last item of what tells it."""
    sentence = cast.around.sentence
    part = part_of(cast, index)
    if part is not None:
        return part
    if group.sort == "placed" and not _band(group):
        return None
    if group.sort == "placed" and index > clause.at and (here := _right_here(sentence, index)):
        return here
    told = index <= clause.at and cast.word(index - 1) not in ("two", "both")
    told = told or " in " in group.id or " from " in group.id
    if group.plural and (not told or "'" in group.id.replace("’", "'")):
        return None  # "Foxton's gangs", and kinds of groups that are only mentioned
    towns = [name.id for name in group.inside if name.label == "place"]
    if towns and (group.sort == "placed" or sentence.words[index - 1] in _ONE):
        return towns[-1], index, index  # "a Foxton gang": "the Foxton gang" is but its name
    if "based" in group.id.split("-") and (own := _areas(group)):
        return own[-1], index, index
    if group.sort != "named":
        return None
    return (
        _based(sentence, index)
        or _owner(sentence, index)
        or _whence(cast, clause, index)
        or _both_from(sentence, index)
    )


def _right_here(sentence: Sentence, index: int) -> tuple[str, int, int] | None:
    """The town of "Foxlandic clans in Barton", "a Foxlandic gang around Barton"."""
    words = sentence.words
    if words[index + 1 : index + 2] not in (("in",), ("around",)):
        return None
    for at in range(index + 2, min(index + 2 + _NEAR, len(sentence.items))):
        item = sentence.items[at]
        if item.label in _NAMED and isinstance(item.meaning, Name):
            return item.meaning.id, index, at
        if words[at] not in _TOWN_OF:
            return None
    return None


def names_of(cast: Cast, index: int) -> list[int]:
    """The names behind a kind of group: "a Foxton crew, the so-called X group"."""
    words = cast.around.sentence.words
    at = index + 1
    while at < len(words) and at < index + _NEAR and words[at] in _NAMING:
        at += 1
    if at == index + 1 or at >= len(words):
        return []
    group = cast.around.sentence.items[at].meaning
    named = isinstance(group, Group) and group.sort == "named" and not group.inside
    return [at] if named else []


def _band(group: Group) -> bool:
    """True for gangs and networks, not for "traffickers from Foxton", who are persons."""
    words = group_words()
    kinds = words["persons"] | words["trades"] | words["people"] | words["agents"]
    return kinds.isdisjoint(group.id.lower().replace("-", " ").split())


def _areas(group: Group) -> list[str]:
    return [name.id for name in group.inside if name.label in AREA_LABELS]


def _based(sentence: Sentence, index: int) -> tuple[str, int, int] | None:
    """The town of "the Foxton-based X"."""
    if index < 3 or sentence.words[index - 1] != "based":
        return None
    item = sentence.items[index - 3]
    if item.label not in _NAMED or not isinstance(item.meaning, Name):
        return None
    return item.meaning.id, index - 3, index


def _owner(sentence: Sentence, index: int) -> tuple[str, int, int] | None:
    """The land of "Foxland's X clan"."""
    words, at = sentence.words, index - 1
    at -= words[at] == "s"
    if at < 1 or words[at] not in ("'", "’"):
        return None
    item = sentence.items[at - 1]
    if item.label not in _NAMED or not isinstance(item.meaning, Name):
        return None
    return item.meaning.id, at - 1, index


def _whence(cast: Cast, clause: Clause, index: int) -> tuple[str, int, int] | None:
    """The town of "the X clan from Foxton", "the X clan of Foxton"."""
    sentence = cast.around.sentence
    words = sentence.words
    if words[index + 1 : index + 2] not in (("from",), ("of",)):
        return None
    known = presence_words(cast.around.reading.vocabulary).kinds
    if words[index + 1] == "from" and index > clause.at >= 0 and clause.verb in known["fetches"]:
        return None  # "Buys cocaine of the X clan from Foxton", "chased the X clan from Foxton"
    for at in range(index + 2, min(index + 2 + _NEAR, len(sentence.items))):
        item = sentence.items[at]
        if item.label in _NAMED and isinstance(item.meaning, Name):
            return item.meaning.id, index, at
        if words[at] not in _TOWN_OF and item.label not in _NATIONS:
            return None
    return None


def _both_from(sentence: Sentence, index: int) -> tuple[str, int, int] | None:
    """The town of two groups: "the X and Y clans, both from Foxton"."""
    words, items = sentence.words, sentence.items
    at = index + 1
    while items[at : at + 1] and (words[at] in (",", "and") or items[at].label == "group"):
        at += 1
    if words[at - 1] != "," or words[at : at + 2] not in _BOTH_FROM or at + 2 >= len(items):
        return None
    item = items[at + 2]
    if item.label not in _NAMED or not isinstance(item.meaning, Name):
        return None
    return item.meaning.id, index, at + 2


def part_of(cast: Cast, index: int) -> tuple[str, int, int] | None:
    """The land of "the Foxlandic cell of the X clan", with the first and the last item of that."""
    sentence = cast.around.sentence
    words, items = sentence.words, sentence.items
    portions = presence_words(cast.around.reading.vocabulary).kinds["portions"]
    at = index - 1
    while at > 0 and (words[at] in _ARTICLES or items[at].label in _NATIONS):
        at -= 1
    if at < 1 or words[at] != "of" or singular(cast.word(at - 1)) not in portions:
        return None
    told = _before(sentence, at - 1, index)
    # "The Y gang, seen as the Foxlandic branch of the X clan": Y is.
    return None if told is None or {",", "as"} & {*words[max(0, told[1] - 2) : told[1]]} else told


def _before(sentence: Sentence, noun: int, last: int) -> tuple[str, int, int] | None:
    """The land or town right before a noun, or in what was read as a group there."""
    group = sentence.items[noun].meaning
    if isinstance(group, Group):
        inside = [name.id for name in group.inside if name.label in (*_NAMED, "adjective")]
        return (inside[-1], noun, last) if inside else None
    at = noun - 1
    at -= sentence.words[at] == "based"
    at -= sentence.words[at] in ("-", "'", "’")
    item = sentence.items[at] if at >= 0 else None
    if item is None or item.label not in (*_NAMED, "adjective"):
        return None
    return (item.meaning.id, at, last) if isinstance(item.meaning, Name) else None
