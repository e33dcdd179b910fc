"""Roles of notes without a verb, as yearbooks write them under the name of a country: "major
transit point for heroin and, to a lesser degree, cocaine; limited producer of precursors"."""

from collections.abc import Iterator

from karaula.extract.clauses import Phrase
from karaula.extract.context import GOODS_LABELS
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.mentions import Mention, mention_at
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.told import Told
from karaula.extract.roles.words import role_words

_DENIED = frozenset(
    ("no", "not", "neither", "nor", "never", "once", "former", "formerly", "little")
)
_OPENS = frozenset(("despite", "although", "though", "used", "has", "also", "given", "remains"))
"""Words that may stand before the role of a note."""
_PURPOSE = frozenset(("and", "or", ",", "also", "well"))
_CHIEFLY = frozenset(("particularly", "chiefly", "mainly", "mostly", "especially", "primarily",
                      "largely", "notably"))  # fmt: skip
_LEAD = 8
"""Items before the first role of a note."""


def notes(scene: Scene) -> Iterator[Told]:
    """Roles of a note; nothing where the sentence has a verb with a subject of its own."""
    if scene.section is None or not _is_note(scene):
        return
    items = scene.sentence.items
    mentions = list(_mentions(scene))
    if not mentions or (mentions[0].first > _LEAD and not _opened(scene, mentions[0].first)):
        return
    begin = mentions[0].first
    for number, mention in enumerate(mentions):
        end = mentions[number + 1].first if number + 1 < len(mentions) else len(items)
        if not _DENIED.isdisjoint(scene.sentence.words[max(0, mention.first - 4) : mention.first]):
            begin = mention.last + 1
            continue
        behind = list(_goods(scene, mention.last + 1, end))
        themes = behind
        if mention.weak and mention.detail == "deed":
            themes = [*_before(scene, begin if number else 0, mention.first), *behind]
        elif not themes:
            themes = _inside(scene, mention)
        for theme in themes or _shared(scene, mentions[number + 1 :]):
            detail = "" if mention.detail == "deed" else mention.detail
            last = max(mention.last, theme.at)
            first = min(mention.first, theme.at)
            yield Told(
                (scene.section,), mention.role, detail, theme, first, last, mention.first, False
            )
        begin = mention.last + 1


def _is_note(scene: Scene) -> bool:
    first = scene.clauses[0] if scene.clauses else None
    if first is None or first.kind not in ("main", "participle"):
        return False
    spoken = [c for c in scene.clauses if c.kind == "main" and c.form == "finite" and c.verb]
    return all(clause.subject is None for clause in spoken)


def _opened(scene: Scene, first: int) -> bool:
    words = scene.sentence.words[:first]
    return bool(words) and words[0] in _OPENS and "," in words


def _mentions(scene: Scene) -> Iterator[Mention]:
    """Roles and nouns of doing of a note, in order."""
    named = role_words(scene.vocabulary).named
    index, last = 0, len(scene.sentence.items) - 1
    while index <= last:
        mention = mention_at(scene, index, last)
        role = named.get(scene.word(index))
        if mention is not None and not (
            mention.weak
            and mention.role == "destination"
            and mention.first
            and not _led(scene, mention)
        ):
            yield mention
            index = mention.last
        elif role is not None and _is_deed(scene, index):
            yield Mention(role, "deed", index, index, True)
        index += 1


def _is_deed(scene: Scene, index: int) -> bool:
    """Whether a noun of doing is one: "poppy growing", but not "growing transit point"."""
    if not scene.word(index).endswith("ing"):
        return True
    behind = scene.sentence.words[index + 1 : index + 2]
    return behind == ("of",) or scene.sentence.items[index - 1].label in GOODS_LABELS


def _led(scene: Scene, mention: Mention) -> bool:
    """Whether a role with a weak word takes goods: "consumer of", not "the European market"."""
    behind = scene.sentence.words[mention.last + 1 : mention.last + 2]
    return behind in (("of",), ("for",), (",",))


def _goods(scene: Scene, first: int, end: int) -> Iterator[Theme]:
    found = -1
    for index in range(first, end):
        if scene.sentence.items[index].label not in GOODS_LABELS:
            continue
        between = scene.sentence.words[found + 1 : index]
        if found >= 0 and "for" in between and _PURPOSE.isdisjoint(between):
            continue  # "chemicals for amphetamine"
        if found >= 0 and not _CHIEFLY.isdisjoint(between):
            continue  # "chemicals, chiefly for amphetamine"
        theme = goods_of(scene, Phrase("", index, [(index, index)]))
        if theme is not None:
            found = index
            yield theme


def _before(scene: Scene, first: int, end: int) -> list[Theme]:
    """Goods right before a noun of doing: "limited opium and expanding cannabis production"."""
    found: list[Theme] = []
    for index in range(end - 1, first - 1, -1):
        if scene.sentence.items[index].label in GOODS_LABELS:
            theme = goods_of(scene, Phrase("", index, [(index, index)]))
            found.extend([theme] if theme is not None else [])
        elif not found and end - index > 1:
            break
    return found[::-1]


def _inside(scene: Scene, mention: Mention) -> list[Theme]:
    """Goods before a role: "cannabis cultivator"."""
    at = mention.first - 1
    if at < 0 or scene.sentence.items[at].label not in GOODS_LABELS:
        return []
    theme = goods_of(scene, Phrase("", at, [(at, at)]))
    return [theme] if theme is not None else []


def _shared(scene: Scene, following: list[Mention]) -> list[Theme]:
    """Goods behind the next role of a list: "source, transit and destination for"."""
    for number, mention in enumerate(following):
        end = following[number + 1].first if number + 1 < len(following) else None
        found = list(_goods(scene, mention.last + 1, end or len(scene.sentence.items)))
        if found:
            return found
    return []
