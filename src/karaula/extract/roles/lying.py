"""Roles by where an area lies: on a route, at a crossroads."""

from collections.abc import Iterator
from dataclasses import replace

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import GOODS_LABELS
from karaula.extract.legs.goods import market_at
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.themes import theme_of
from karaula.extract.roles.goods import Memory, migrants_in
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.sites import inside
from karaula.extract.roles.subjects import subject_of
from karaula.extract.roles.told import Told
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name

_PEOPLE = frozenset(("people", "migrants", "refugees", "persons"))
_BESIDE = ("on", "along", "at", "astride", "near", "of")
_REACH = 12
"""Items behind a route in which a claim tells what is moved on it."""


def lying(scene: Scene, clause: Clause, denied: bool, memory: Memory) -> Iterator[Told]:
    """ "Serbia lies on the Balkan route", "is at the receiving end of the arms trade"."""
    if clause.verb not in ("lie", "be", "sit", "stand", "situate", "locate", "place", "remain",
                           "find", "straddle", "form"):  # fmt: skip
        return
    yield from _meeting(scene, clause, denied)
    named = any(p.named(scene.sentence, "role") for p in clause.objects)
    over = clause.objects if clause.verb == "straddle" else ()  # "Serbia straddles the route"
    for phrase in (*over, *clause.phrases):
        if phrase not in over and phrase.preposition not in _BESIDE:
            continue
        if named and clause.verb in ("be", "remain", "form"):
            continue  # "is the entry point for heroin on the Balkan route"
        if scene.sentence.items[phrase.last].label == "count" or scene.word(phrase.last) == "one":
            # "on one of the main routes"
            inner = [p for p in clause.of(phrase)[:1] if p.preposition == "of"]
            phrase = Phrase(phrase.preposition, phrase.first, inner[0].parts) if inner else phrase
        head = phrase.last
        item = scene.sentence.items[head]
        role = role_words(scene.vocabulary).lies.get(scene.word(head))
        if item.label == "route":
            role = "transit"
        elif item.label == "role" and isinstance(item.meaning, Name):
            role = item.meaning.id.partition("|")[0]
        elif scene.sentence.words[head - 1 : head + 1] == ("receiving", "end"):
            role = "destination"
        elif scene.word(head) == "end":
            role = None
        if role is None or (phrase.preposition == "of" and item.label != "route"):
            continue
        areas = subject_of(scene, clause)
        if not areas:
            continue
        theme = inside(scene, phrase)
        if theme is not None and _any_drugs(scene, phrase):
            theme = Theme((("drugs", ()),), theme.at)
        for other in clause.phrases:
            if other.first > phrase.first and other.preposition in ("of", "for", "from"):
                theme = theme or goods_of(scene, other) or inside(scene, other)
        theme = theme or _used_for(scene, phrase)
        theme = theme or _related(scene, phrase)
        if theme is None:
            theme = _later(scene, clause) or scene.before
            if theme is None and item.label == "route" and memory.migrants:
                theme = memory.migrants[0]  # a route of the map, where migrants are spoken of
            if theme is not None and theme.markets == (("drugs", ()),):
                continue  # a road on which drugs are mentioned is not said to carry them
        if theme is not None:
            last = max(head, min(theme.at, head + _REACH))
            yield Told(areas, role, "on the route", theme, phrase.first, last, head, denied)


def _any_drugs(scene: Scene, phrase: Phrase) -> bool:
    """Whether a route is one of drugs as such, whatever was caught on it: "a drug route"."""
    drugs = {
        market_at(scene, index)
        for first, last in phrase.parts
        for index in range(first, last)
        if scene.sentence.items[index].label in GOODS_LABELS
    }
    return drugs == {"drugs"}


def _meeting(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Serbia lies where several heroin routes meet"."""
    words = role_words(scene.vocabulary)
    for other in scene.clauses:
        subject = other.subject
        if other.opener != "where" or other.verb not in words.meets or subject is None:
            continue
        if other.first != clause.at + 1 or scene.word(subject.last) not in scene.ways.line_nouns:
            continue
        theme = inside(scene, subject) or theme_of(scene, other)
        areas = subject_of(scene, clause)
        if theme is not None and areas:
            yield Told(areas, "transit", "on the route", theme, other.first, other.last, other.at,
                       denied)  # fmt: skip


def _related(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods of the relative behind a route: "the route that migrants take"."""
    for other in scene.clauses:
        near = other.first in (phrase.last + 1, phrase.last + 2)  # "the route, along which"
        if other.kind in ("relative", "participle") and near:
            if other.subject is not None and theme_of(scene, other) is None:
                words = {scene.word(head) for head in other.subject.heads}
                ids = {
                    meaning.id
                    for head in other.subject.heads
                    if isinstance(meaning := scene.sentence.items[head].meaning, Name)
                }
                if words & scene.ways.moved or ids & {"migrants"}:
                    return Theme((("migrant_smuggling", ()),), other.subject.heads[0])
            return _moving(scene, other)
    return None


def _moving(scene: Scene, clause: Clause) -> Theme | None:
    """What moves in a clause; drugs as such only where its own words name them."""
    for phrase in (clause.subject, *clause.objects):
        if phrase is not None and (theme := goods_of(scene, phrase)) is not None:
            moved = migrants_in(scene, phrase)  # "migrants and drugs are smuggled"
            return replace(theme, markets=(*theme.markets, *moved.markets)) if moved else theme
    theme = theme_of(scene, clause)
    return None if theme is not None and theme.markets == (("drugs", ()),) else theme


def _used_for(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that a route is used to move: "the route used by gangs to smuggle drugs"."""
    clauses = scene.clauses
    used = {at for at, it in enumerate(clauses) if it.verb == "use" and it.first == phrase.last + 1}
    means = (it for it in clauses if it.kind == "infinitive" and it.parent in used)
    for clause in means:
        theme = _moving(scene, clause)
        if theme is not None:
            moved = (p for p in clause.objects if any(scene.word(h) in _PEOPLE for h in p.heads))
            more = (("migrant_smuggling", ()),) if next(moved, None) is not None else ()
            return replace(theme, markets=(*theme.markets, *more))
    return None


def _later(scene: Scene, clause: Clause) -> Theme | None:
    for other in scene.clauses:
        if other.first > clause.first:
            theme = theme_of(scene, other)
            if theme is not None:
                return theme
    return None
