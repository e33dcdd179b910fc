"""What the next sentence may call "it", "them" or "the country"."""

from karaula.extract.clauses import Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.goods import DEFINITE, goods_of, is_drug, named_in
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.goods import Memory, migrants_in
from karaula.extract.roles.mentions import phrases_of
from karaula.extract.roles.named import goods_of as named_goods
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_DRUGS = Theme((("drugs", ()),), -1)
_PAST = frozenset(("was", "were", "had"))
_PRECURSORS = (("precursors", ()),)


def remember(scene: Scene, memory: Memory) -> None:
    """What the next sentence may call "it", "them" or "the country"."""
    named = [
        theme
        for phrase in (p for clause in scene.clauses for p in phrases_of(clause))
        if (theme := _spoken_of(scene, phrase)) is not None and theme is not scene.before
        if scene.sentence.words[max(0, theme.at - 2) : max(0, theme.at)] != ("anti", "-")
    ]
    memory.migrants = _migrants(scene)
    if named:
        memory.all = tuple(dict.fromkeys(named))
        specific = [theme for theme in named if not _vague(theme, named)]
        again = memory.drug if any(_again(scene, theme) for theme in named) else None
        memory.theme = (specific or [memory.theme or again or named[0]])[0]
        memory.event = _event(scene)
        _keep(scene, memory)
    for clause in scene.clauses:
        if clause.subject is not None and clause.kind in ("main", "content"):
            areas = areas_of(scene, clause.subject)
            if areas:
                memory.area, memory.spoken = tuple(dict.fromkeys(areas)), True
                return
    memory.spoken = False
    last = [
        meaning.id
        for item in scene.sentence.recognised
        if item.label in AREA_LABELS and isinstance(meaning := item.meaning, Name)
    ]
    if last and not memory.area:
        memory.area = (last[-1],)


def _migrants(scene: Scene) -> tuple[Theme, ...]:
    """Migrants, if a sentence names them."""
    things = (i for i, item in scene.sentence.marked if item.label == "thing")
    moved = (migrants_in(scene, Phrase("", i, [(i, i)])) for i in things)
    return tuple(theme for theme in moved if theme is not None)[:1]


def _event(scene: Scene) -> bool:
    """Whether a sentence tells of one event, whose goods say little of a country."""
    said = scene.sentence.said
    return not (said.isdisjoint(_PAST) and said.isdisjoint(scene.ways.catches))


def _spoken_of(scene: Scene, phrase: Phrase) -> Theme | None:
    """The goods of a phrase; of drugs and what they are made with, the drugs."""
    theme = goods_of(scene, phrase)
    if theme is None or theme.markets != _PRECURSORS:
        return theme
    own = named_goods(scene, phrase)
    return _DRUGS if own is not None and own.markets == (*_DRUGS.markets, *_PRECURSORS) else theme


def _again(scene: Scene, theme: Theme) -> bool:
    """Whether drugs are those that were named before: "the drugs"."""
    before = scene.sentence.words[theme.at - 1 : theme.at] if theme.at > 0 else ()
    return theme.markets == _DRUGS.markets and bool(before) and before[0] in DEFINITE


def _keep(scene: Scene, memory: Memory) -> None:
    """Keep the drug that was named last."""
    theme = memory.theme
    named = theme is not None and theme.markets != _DRUGS.markets
    if named and theme is not None and is_drug(scene.vocabulary, theme):
        memory.drug = theme


def _vague(theme: Theme, named: list[Theme]) -> bool:
    """Whether others say better what a text is about: cocaine than drugs, drugs than chemicals."""
    if theme.markets == (("drugs", ()),):
        return not any(market == "precursors" for it in named for market, _ in it.markets)
    return len(named) > 1 and all(market == "precursors" for market, _ in theme.markets)


def note(scene: Scene, memory: Memory) -> None:
    """What a sentence names that tells no role, for the next one."""
    memory.migrants = _migrants(scene) or memory.migrants
    if scene.sentence.signs.isdisjoint(_GOODS) and not memory.theme:
        return
    every = [
        theme
        for index, item in scene.sentence.marked
        if item.label in GOODS_LABELS
        and (theme := goods_of(scene, Phrase("", index, [(index, index)]))) is not None
    ]
    named = named_in(scene)
    if named is not None and (memory.theme is None or named.markets != (("drugs", ()),)):
        if memory.drug is not None and _again(scene, named):
            named, every = memory.drug, []
        memory.theme, memory.all = named, tuple(dict.fromkeys(every or [named]))
        memory.event = _event(scene)
        _keep(scene, memory)
        memory.migrants = _migrants(scene)
    areas = {
        meaning.id
        for item in scene.sentence.recognised
        if item.label in AREA_LABELS and isinstance(meaning := item.meaning, Name)
    }
    if len(areas) == 1:
        memory.area = tuple(areas)


def opening(sentence: Sentence) -> tuple[str, ...]:
    """The areas that a sentence begins with: "Chile and Peru used to be …"."""
    found: list[str] = []
    for item, word in zip(sentence.items, sentence.words, strict=True):
        if item.label == "area" and isinstance(item.meaning, Name):
            found.append(item.meaning.id)
        elif word not in (",", "and", "both"):
            break
    return tuple(found)
