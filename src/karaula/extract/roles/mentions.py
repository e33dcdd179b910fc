"""Nouns that are a role."""

from typing import NamedTuple

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.scene import Scene
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF

_ROLE, _THING, _GROUP = SIGN_OF["role"], SIGN_OF["thing"], SIGN_OF["group"]


_SO = frozenset(("by", "far", "now", "still", "also", "the", "then", "perhaps", "today", ","))
_BASES = frozenset(("customer", "consumer", "user", "client", "support", "tax", "power", "air",
                    "naval", "military", "army", "navy", "air force", "fan", "membership",
                    "industrial", "knowledge", "evidence", "data", "legal"))  # fmt: skip
_LEISURE = frozenset(("holiday", "tourist", "travel", "tourism", "vacation", "wedding", "cruise",
                       "shopping", "honeymoon", "investment", "party", "ski", "beach", "football",
                       "rail", "aviation", "gas", "energy", "oil"))  # fmt: skip
_RANKED = (
    "producers",
    "growers",
    "exporters",
    "suppliers",
    "manufacturers",
    "importers",
    "consumers",
)
_RANKS = frozenset(("top", "largest", "biggest", "leading", "main", "foremost", "principal",
                    "chief", "major", "greatest", "first"))  # fmt: skip
_MENTIONED = frozenset(("role", "thing", "market", "group"))
"""What an item may be that is a role of itself."""
_OF = ("", "as", "of", "among", "into")
"""Before a market that an area is said to be; "to the drug market" tells of none."""
_GAP = 4
"""Words between an area and what it is: "with Saudi Arabia by far the biggest market"."""


class Mention(NamedTuple):
    """A role in words: items ``first`` to ``last``."""

    role: str
    detail: str
    first: int
    last: int
    weak: bool
    """Whether the words are a role only beside goods."""


def mentions_in(scene: Scene, clause: Clause) -> list[Mention]:
    """Roles that the noun phrases of a clause name, in order."""
    known = role_words(scene.vocabulary).first
    signs = scene.sentence.signs
    if signs.isdisjoint((_ROLE, _THING, _GROUP)) and known.keys().isdisjoint(scene.sentence.said):
        return []
    begins = may_begin(scene)
    if not begins:
        return []
    found: dict[int, Mention] = {}
    for phrase in phrases_of(clause):
        for first, last in phrase.parts:
            if first < clause.first and clause.kind == "relative":
                continue
            inside = [index for index in range(first, last + 1) if index in begins]
            behind = first
            for index in inside:
                mention = mention_at(scene, index, last) if index >= behind else None
                if mention is None:
                    continue
                traded = scene.sentence.items[index].label == "market"
                none = traded and scene.word(first) in ("no", "little")
                if none or (traded and phrase.preposition not in _OF):
                    continue
                found.setdefault(mention.first, mention)
                behind = mention.last + 1
            # "a country of transit": the phrase goes on behind the preposition.
            for start in inside:
                for words in known.get(scene.word(start), ()):
                    end = start + len(words) - 1
                    if end > last and scene.sentence.words[start : end + 1] == words:
                        found[start] = _noun(scene, words, start, end)
                        break
    for phrase in clause.objects:
        if phrase.first not in found and _another(scene, clause, phrase) and found:
            role = max(found.values(), key=lambda it: it.first)
            if role.last < phrase.first:
                found[phrase.first] = role._replace(first=phrase.first, last=phrase.last)
    kept: list[Mention] = []
    for mention in sorted(found.values(), key=lambda it: (it.first, -it.last)):
        if not kept or mention.first > kept[-1].last:
            kept.append(mention)
    return kept


def _another(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase stands for the role before it: "Hungary a minor one"."""
    if scene.sentence.words[phrase.parts[0][0]] not in ("a", "an", "another", "the"):
        return False
    one = scene.sentence.items[phrase.last].label == "count" or scene.word(phrase.last) == "one"
    return one and phrase.last > phrase.first and bool(elliptic(scene, clause, phrase))


def may_begin(scene: Scene) -> frozenset[int]:
    """Items with which the name of a role may begin."""
    if scene.roles is None:
        known = role_words(scene.vocabulary).first
        named = (at for at, item in scene.sentence.marked if item.label in _MENTIONED)
        words = (at for at in range(len(scene.words)) if scene.word(at) in known)
        scene.roles = frozenset((*named, *words))
    return scene.roles


def mention_at(scene: Scene, index: int, last: int) -> Mention | None:
    """The role that the words from an item on name."""
    if index not in may_begin(scene):
        return None
    item = scene.sentence.items[index]
    named = role_words(scene.vocabulary).first.get(scene.word(index), ())
    if index and scene.word(index - 1) in _LEISURE:
        return None  # "a holiday destination"
    if scene.sentence.words[max(0, index - 2) : index] == ("farm", "-"):
        return None  # "the farm-gate price"
    if item.label == "role" and isinstance(item.meaning, Name):
        role, _, detail = item.meaning.id.partition("|")
        return Mention(role, detail, index, index, False)
    if item.label == "thing":
        counted = role_words(scene.vocabulary).nouns.get((_text(scene, index),))
        if counted is not None:
            return Mention(counted, "", index, index, True)  # "consumers", who may be counted
    if item.label == "market" and _text(scene, index, last=True) in ("market", "markets"):
        return Mention("destination", "", index, index, True)  # "a lucrative drug market"
    if item.label == "group":
        return _ranked(scene, index)
    if scene.word(index) == "base" and index and _of_people(scene, index - 1):
        return None  # "a sizeable consumer base"
    for words in named:
        end = index + len(words) - 1
        if end <= last and scene.sentence.words[index : end + 1] == words:
            return _noun(scene, words, index, end)
    return None


def ranked(meaning: object) -> bool:
    """Whether what was taken for a group are countries by their rank: "the world's top cocaine
    producers"."""
    if not isinstance(meaning, Group):
        return False
    words = meaning.id.lower().split()
    return words[-1] in _RANKED and not _RANKS.isdisjoint(words)


def _ranked(scene: Scene, index: int) -> Mention | None:
    meaning = scene.sentence.items[index].meaning
    if not ranked(meaning) or not isinstance(meaning, Group) or not goods_inside(scene, index):
        return None
    last = meaning.id.lower().split()[-1]
    role, _, detail = role_words(scene.vocabulary).nouns[(last,)].partition("|")
    return Mention(role, detail, index, index, True)


def goods_inside(scene: Scene, index: int) -> list[Name]:
    """Goods in the words of a group."""
    meaning = scene.sentence.items[index].meaning
    named = meaning.inside if isinstance(meaning, Group) else ()
    return [name for name in named if name.label in GOODS_LABELS]


def _of_people(scene: Scene, index: int) -> bool:
    """Whether a base is one of people or of an army: "its customer base", "an air base"."""
    named = scene.sentence.items[index].label in ("thing", "role", "group")
    return named or scene.word(index) in _BASES


def _text(scene: Scene, index: int, *, last: bool = False) -> str:
    """Word of an item of one token, or the ``last`` of several."""
    item = scene.sentence.items[index]
    tokens = (
        it
        for it in scene.sentence.tokens
        if it.end == item.end and (last or it.start == item.start)
    )
    return next((token.text.lower() for token in tokens), "")


def _noun(scene: Scene, words: tuple[str, ...], first: int, last: int) -> Mention:
    role, _, detail = role_words(scene.vocabulary).nouns[words].partition("|")
    return Mention(role, detail, first, last, len(words) == 1)


def made_there(scene: Scene, clause: Clause, mention: Mention) -> str | None:
    """The role of what a hub is one for: "a hub for the production of captagon"."""
    if mention.role != "transit":
        return None
    words = role_words(scene.vocabulary)
    named = words.named
    for other in scene.clauses:
        if other.opener == "for" and other.first in (mention.last + 1, mention.last + 2):
            return words.done_in.get(other.verb)  # "a hub for producing captagon"
    for phrase in clause.phrases:
        if phrase.behind == mention.last and phrase.preposition in ("for", "of", "in"):
            return named.get(scene.word(phrase.last))
    return None


def phrases_of(clause: Clause) -> list[Phrase]:
    subject = [clause.subject] if clause.subject is not None else []
    return [*subject, *clause.objects, *clause.beside, *clause.phrases]


def elliptic(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area right before a phrase without a verb: "and Syria still its main producer"."""
    with_area = (p for p in clause.phrases if p.preposition == "with")
    for other in (*clause.objects, *clause.beside, *with_area):
        between = scene.sentence.words[other.last + 1 : phrase.first]
        near = other is not phrase and other.last < phrase.first and len(between) <= _GAP
        near = near and (len(between) <= 1 or all(w in _SO or w.endswith("ly") for w in between))
        named = scene.sentence.items[other.last].label in AREA_LABELS
        if near and not phrase.preposition and (named or other.parts[-1][0] == other.last):
            return tuple(areas_of(scene, Phrase("", other.first, other.parts[-1:])))
    return ()
