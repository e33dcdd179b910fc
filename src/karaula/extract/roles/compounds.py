"""Roles that a joined adjective tells: "Albanian-grown cannabis", "coca-producing Bolivia",
"cannabis-growing countries such as Albania"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.legs.areas import NATIONAL, areas_of
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.owners import set_beside
from karaula.extract.roles.subjects import subject_of
from karaula.extract.roles.told import Told
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name

_HOME = ("home", "locally", "domestically", "indigenously")
_PLACES = ("country", "countries", "nation", "nations", "state", "states", "region", "regions",
           "area", "areas", "province", "provinces", "zone", "zones", "centre", "centres",
           "towns", "villages", "districts")  # fmt: skip


def compounds(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Roles of the joined adjectives in the noun phrases of a clause."""
    words = role_words(scene.vocabulary)
    if words.joined.isdisjoint(scene.sentence.said):
        return
    subject = [clause.subject] if clause.subject is not None else []
    for phrase in (*subject, *clause.objects, *clause.beside, *clause.phrases):
        for first, last in phrase.parts:
            for at in range(max(first, clause.first), last + 1):
                word = scene.word(at)
                role = words.grown.get(word)
                if role is not None and at > first:
                    yield from _grown(scene, first, at, last, role, denied)
                role = words.growing.get(word)
                if role is not None and scene.word(at - 1) == "-":
                    yield from _growing(scene, clause, phrase, at, last, role, denied)


def _grown(scene: Scene, first: int, at: int, last: int, role: str, denied: bool) -> Iterator[Told]:
    """ "Albanian-grown cannabis", "Dutch-made ecstasy"."""
    where = at - 2 if scene.word(at - 1) == "-" else at - 1
    items = scene.sentence.items
    if scene.word(where) in _HOME and where > 0:
        where -= 1  # "Serbia's home-grown cannabis"
        if scene.sentence.words[where - 1 : where + 1] in (("'", "s"), ("’", "s")):
            where -= 2
        first = where = max(0, where)
    if where < first or items[where].label not in (*NATIONAL, *AREA_LABELS):
        return
    area = items[where].meaning
    theme = goods_of(scene, Phrase("", at + 1, [(at + 1, last)])) if at < last else None
    if theme is not None and isinstance(area, Name):
        yield Told((area.id,), role, "", theme, where, max(at, theme.at), at, denied)


def _growing(
    scene: Scene, clause: Clause, phrase: Phrase, at: int, last: int, role: str, denied: bool
) -> Iterator[Told]:
    """ "Coca-producing Bolivia", "opium-growing regions such as Helmand"."""
    theme = _theme(scene, at - 2) if at > 1 else None
    if theme is None:
        return
    areas = tuple(areas_of(scene, Phrase("", at + 1, [(at + 1, last)]))) if at < last else ()
    end = last
    if not areas and scene.word(last) in _PLACES:
        for other in clause.of(phrase)[:1]:
            if other.preposition in ("such as", "like", "including", "of", "in"):
                areas, end = tuple(areas_of(scene, other)), other.last
    if not areas and scene.word(last) in _PLACES:
        areas = set_beside(scene, clause, phrase)  # "Morocco, a cannabis-growing country,"
        if (
            not areas
            and phrase in clause.objects
            and clause.verb in role_words(scene.vocabulary).be
        ):
            areas = subject_of(scene, clause)
    if areas:
        told = tuple(dict.fromkeys(areas))
        yield Told(told, role, "", theme, at - 2, end, at, denied)


def _theme(scene: Scene, index: int) -> Theme | None:
    if scene.sentence.items[index].label not in GOODS_LABELS:
        return None
    return goods_of(scene, Phrase("", index, [(index, index)]))
