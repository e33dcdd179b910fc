"""What roles are told with: the goods that a verb makes and the areas of a place."""

from collections.abc import Iterator
from typing import NamedTuple

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of, named_areas, named_before
from karaula.extract.legs.goods import told_before
from karaula.extract.legs.people import people
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.themes import theme_of
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.spots import place_name, subjects_before
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name

_STANDING = frozenset(
    (
        "it", "they", "them", "which", "that", "drug", "drugs", "part", "most", "some", "load",
        "loads", "amount", "amounts", "quantity", "quantities", "much", "shipments", "consignments",
        "bulk", "majority", "half", "pills", "tablets", "crop", "crops", "harvest", "plants",
        "share", "herb", "powder", "resin", "paste", "weapons", "leaf", "product",
    )
)  # fmt: skip
"""Words for goods that were named before."""
EXPLOITS = frozenset(
    ("exploit", "enslave", "prostitute", "force", "coerce", "compel", "subject", "subjected")
)
"""What is done to victims where they are brought to."""
_CALLS = ("call", "know", "name", "dub", "term")
_MARKS = frozenset(("logo", "logos", "stamp", "stamps", "imprint", "imprints", "label", "labels"))
_FEEDS = frozenset(("supply", "feed", "furnish", "provide", "flood", "stock", "swamp", "arm"))
"""Verbs that have their goods behind "with"."""


_SOME = frozenset(("most", "much", "some", "part", "half", "all", "many", "majority", "bulk"))
_THEM = frozenset(("them", "these", "those", "it", "which"))


_LOCALLY = ("locally", "domestically", "indoors", "outdoors", "clandestinely")
_PLACED = ("in", "near", "around", "outside", "across", "at", "along")
_AWAY = (("abroad",), ("overseas",), ("elsewhere",))
SPOTS = frozenset((
    "caves", "villages", "houses", "farms", "farmhouses", "barns", "warehouses", "depots",
    "garages", "basements", "cellars", "flats", "apartments", "mountains", "forests", "hills",
    "ports", "harbours", "towns", "suburbs", "islands", "coves", "beaches", "ranches", "yards",
))  # fmt: skip
"""Places of a kind, which in a chapter lie in its country."""
_LISTING = frozenset((",", "and", "or", "also", "as", "well", "perhaps", "but", "a", "an", "the",
                      "to", "some", "small", "smaller", "lesser", "minor", "large", "larger",
                      "portion", "part", "share", "amount", "quantity", "fraction", "extent",
                      "degree", "rest", "remainder", "few", "more", "much", "now", "even",
                      "increasing", "growing", "proportion", "minority", "of", "it", "others",
                      "other", "one", "two", "three", "second", "third", "remaining", "another",
                      "further"))  # fmt: skip
_LAWFULLY = frozenset(("legally", "lawfully", "legitimately"))
_ANY = ("one", "a", "another", "each", "every", "any", "some")
"""Before "country" these mean any: "is made in one country and sold in the next"."""
_INLAND = frozenset(
    f"{side}{dash}{end}"
    for side in ("north", "south")
    for dash in ("", "-")
    for end in ("", "east", "west")
    if end or not dash
) | {"east", "west", "country", "countryside", "interior", "hinterland", "mountains", "highlands",
     "lowlands", "hills", "uplands", "valleys", "borderlands", "villages", "outskirts", "provinces",
     "suburbs", "domestically", "locally", "indoors", "outdoors"}  # fmt: skip
"""Parts of a country that has been named: "in the northwest", "in the hills"."""
_PARTS = frozenset(("region", "district", "municipality", "valley", "province", "county"))
RECRUITS = frozenset(("recruit", "lure", "groom", "source", "exploit"))


class Told(NamedTuple):
    """A role that a clause tells of areas in markets."""

    areas: tuple[str, ...]
    role: str
    detail: str
    theme: Theme
    first: int
    last: int
    at: int
    """Item of the word that says it."""
    denied: bool


def absolute(scene: Scene, clause: Clause) -> bool:
    """Whether a verb without an object tells what is done to some of it: "most of it made in"."""
    subject = clause.subject
    if clause.passive or clause.objects or subject is None or clause.form == "ing":
        return False
    return scene.word(subject.last) in _SOME and scene.word(subject.first - 1) == ","


def made_in(scene: Scene, clause: Clause) -> Theme | None:
    """The goods that a verb makes, keeps or takes: only where they, or a word for them, stand."""
    if not _LAWFULLY.isdisjoint(scene.sentence.words[max(0, clause.at - 1) : clause.at + 2]):
        return None
    done = clause.passive or absolute(scene, clause)
    two = clause.verb == "make" and len(clause.objects) > 1 and not done
    if two and scene.word(clause.objects[0].last) in ("it", "them", "him", "her"):
        return None  # "has made it the heart of the trade"
    phrases = [_said_of(scene, clause)] if done else list(clause.objects)
    if clause.verb in _FEEDS and not clause.passive:
        phrases = [*(p for p in clause.phrases if p.preposition == "with"), *phrases]
    if not phrases:
        phrases.extend(p for p in clause.phrases if p.preposition == "as")
    for phrase in phrases:
        if phrase is None or _find(scene, phrase) or _lawful(scene, phrase):
            continue
        inner = clause.of(phrase)[:1]
        if scene.word(phrase.last) in _SOME:  # "almost all the cocaine that leaves is made in"
            behind = (p for p in clause.beside if p.first == phrase.last + 1)
            theme = next((it for p in behind if (it := goods_of(scene, p)) is not None), None)
            if theme is not None:
                return theme
        for held in (phrase, *(p for p in inner if p.preposition in ("of", "with"))):
            theme = goods_of(scene, held) or _stamped(scene, held)
            if theme is not None:
                return theme
            first = scene.word(held.parts[0][0])
            if held is not phrase and first == "the" and scene.word(held.last) in _STANDING:
                return theme_of(scene, clause)  # "supplies most of the powder"
        if inner and inner[0].preposition == "of" and scene.word(inner[0].last) in _THEM:
            return told_before(scene, inner[0].first) or scene.before  # "most of them are made in"
        if clause.passive and clause.verb in RECRUITS and _named_victims(scene, phrase):
            return Theme((("human_trafficking", ()),), phrase.heads[0])
        if clause.passive and clause.verb in EXPLOITS and people(scene, phrase):
            return Theme((("human_trafficking", ()),), phrase.heads[0])
        head = scene.word(phrase.heads[-1])
        if head in _STANDING:
            return theme_of(scene, clause)
    return None


def _stamped(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods by the mark that they bear: "tablets with a Captagon logo"."""
    if scene.word(phrase.last) not in _MARKS:
        return None
    first, last = phrase.parts[-1]
    named = (goods_of(scene, Phrase("", at, [(at, at)])) for at in range(first, last))
    return next((theme for theme in named if theme is not None), None)


def _said_of(scene: Scene, clause: Clause) -> Phrase | None:
    """The subject; of a participle, what the noun before it is said to be: "is a pest, made in"."""
    above = clause.parent
    for other in scene.clauses:
        if other.verb not in _CALLS or other.passive or other.last != clause.at:
            continue
        if clause.subject is not None and clause.subject.parts in [p.parts for p in other.objects]:
            return other.subject  # "the powder called shisha is cooked in"
    if clause.kind == "participle" and above is not None and above < len(scene.clauses):
        parent = scene.clauses[above]
        if parent.verb == "be" and clause.subject in parent.objects and parent.subject is not None:
            named = goods_of(scene, clause.subject) if clause.subject is not None else None
            return parent.subject if named is None else clause.subject
    return clause.subject


def _find(scene: Scene, phrase: Phrase) -> bool:
    """Whether what is made is a find and no goods: "made a seizure", "making it the biggest"."""
    first, last = phrase.parts[0]
    if scene.word(last) in role_words(scene.vocabulary).finds:
        return True
    if scene.word(first) in ("it", "this") and first < last:
        return True
    heads = {scene.sentence.items[phrase.last].end}
    if scene.sentence.words[first - 1 : first] == ("of",) and first > 1:
        heads.add(scene.sentence.items[first - 2].end)  # "the largest seizure of heroin made in"
    named = (token.text.lower() for token in scene.sentence.tokens if token.end in heads)
    return any(word in role_words(scene.vocabulary).finds for word in named)


def areas_at(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    speaker = _speaker(scene, clause)
    words = scene.sentence.words[phrase.first : phrase.last + 6]
    if speaker and "country" in words:
        return speaker
    areas = areas_of(scene, phrase)
    if areas:
        return tuple(dict.fromkeys(areas))
    for inner in clause.of(phrase)[:2]:
        if inner.preposition not in ("of", "in", "near", "around", "north of", "south of"):
            break
        named = areas_of(scene, inner)
        if named:
            return tuple(dict.fromkeys(named))
    words = scene.sentence.words[phrase.parts[0][0] : phrase.last + 2]
    if "there" in words[-2:]:
        return named_before(scene, phrase.first) or scene.there
    words = words[: phrase.last + 1 - phrase.parts[0][0]]
    if scene.section and len(words) > 1 and words[0] == "the" and words[-1] in _PARTS:
        return (scene.section,)  # "in the Polog region"
    behind = clause.of(phrase)[:1]
    ends = {scene.word(p.last) for p in (phrase, *behind) if p.preposition in _PLACED}
    begin = phrase.parts[0][0]
    one = scene.word(begin) in _ANY or scene.sentence.items[begin].label in ("count", "number")
    if not ends.isdisjoint(_INLAND) and scene.word(begin) == "its":
        # "Chile is a market, and laboratories work in its northern provinces"
        named = next((it for s in subjects_before(scene, clause) if (it := areas_of(scene, s))), [])
        if named:
            return tuple(dict.fromkeys(named))
    if not ends.isdisjoint(_INLAND) and not one:
        return scene.there or ((scene.section,) if scene.section else ())
    return ()


def at_home(scene: Scene, clause: Clause) -> tuple[tuple[str, ...], int]:
    """The country of the section, where something is done in such places and nowhere else: "is
    made in small laboratories", "is grown locally"; and the item where they end."""
    sites = role_words(scene.vocabulary).sites
    behind = scene.sentence.words[clause.at + 1 : clause.at + 3]
    there = [area for area in scene.there[-1:] if area in scene.vocabulary.areas]
    home = (scene.section,) if scene.section else tuple(there)
    for word in behind:
        if word in _LOCALLY and (scene.section or word in ("locally", "domestically")):
            return home, clause.at + 1 + behind.index(word)
    if scene.section is None:
        return (), clause.at
    for phrase in clause.phrases:
        item = scene.sentence.items[phrase.last]
        thing = isinstance(item.meaning, Name) and item.meaning.id in (
            "laboratories",
            "plantations",
        )
        placed = scene.word(phrase.last) in sites | SPOTS or thing or place_name(scene, phrase)
        away = scene.sentence.words[phrase.last + 1 : phrase.last + 2] in _AWAY
        if phrase.preposition in _PLACED and placed and not away:
            return (scene.section,), phrase.last
    return (), clause.at


def listed_places(
    scene: Scene, clause: Clause, phrase: Phrase
) -> Iterator[tuple[tuple[str, ...], Phrase]]:
    """Areas of the places that a place is listed with: "in Lebanon and probably also in Syria"."""
    held = [end for first, end in phrase.parts if named_areas(scene, first, end)]
    last = held[-1] if held else phrase.last  # "in Syria, and a small portion in Lebanon"
    for other in clause.phrases:
        between = scene.sentence.words[last + 1 : other.first]
        if other.first <= last or other.preposition not in (phrase.preposition, *_PLACED):
            continue
        joined = {",", "and", "or"} & {*between}
        if joined and all(word in _LISTING or word.endswith("ly") for word in between):
            areas = areas_at(scene, clause, other)
            if areas:
                yield areas, other
                last = other.last


def _speaker(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The country of the one who says so: "the representative of Serbia said"."""
    if clause.kind != "content" or clause.parent is None or clause.parent >= len(scene.clauses):
        return ()
    above = scene.clauses[clause.parent]
    if above.subject is None:
        return ()
    named = [a for p in above.of(above.subject)[:1] for a in areas_of(scene, p)]
    return tuple(named)


def _named_victims(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names victims, who are recruited only for trafficking."""
    named = (scene.sentence.items[head].meaning for head in phrase.heads)
    return any(isinstance(meaning, Name) and meaning.id == "victims" for meaning in named)


def _lawful(scene: Scene, phrase: Phrase) -> bool:
    """Whether the goods are told to be lawful ones: "legitimate chemicals"."""
    words = scene.sentence.words[phrase.parts[0][0] : phrase.last + 1]
    return not scene.ways.lawful.isdisjoint(words)
