"""Goods that noun phrases name: of the vocabulary, those that may be lawful, and "the drug"."""

from bisect import bisect_left

from karaula.extract.clauses import Phrase
from karaula.extract.context import GOODS_LABELS, MARKET_LABELS, market_of
from karaula.extract.groups.words import Group
from karaula.extract.legs.people import named_so
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Item, Sentence
from karaula.vocabulary import Vocabulary

_ROLE = SIGN_OF["role"]
_LAW = ("cases", "investigations", "arrests", "convictions")
_WORTH = ("worth", "valued", "weighing", "totalling", "totaling", "estimated")
DEFINITE = ("the", "this", "that", "these", "those", "both", "same")


def goods_of(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that a phrase names."""
    if not (scene.goods or scene.typed):
        return None
    parts = tuple(phrase.parts)
    if parts not in scene.named:  # every reader of the sentence asks
        scene.named[parts] = _goods_of(scene, phrase)
    return scene.named[parts]


def _goods_of(scene: Scene, phrase: Phrase) -> Theme | None:
    parts = phrase.parts
    within = bisect_left(scene.goods, parts[0][0])
    if within == len(scene.goods) or scene.goods[within] > parts[-1][1]:
        return typed(scene, phrase)
    if len(parts) > 1 and "well" in scene.sentence.words[parts[-2][1] + 1 : parts[-1][0]]:
        follows = scene.sentence.words[phrase.last + 1 : phrase.last + 2]
        if follows and follows[0] in scene.ways.ends:
            parts = parts[-1:]  # "amphetamine, as well as cocaine from Peru"
    items = [
        (index, scene.sentence.items[index])
        for first, last in parts
        for index in scene.goods
        if first <= index <= last
        # "cocaine shipments" are goods, a "cocaine baron" is none.
        and all(
            scene.word(step) in scene.ways.carriers
            or (
                not _of_law(scene, step)
                and (scene.sentence.items[step].label is not None or not scene.word(step).isalpha())
            )
            for step in range(index + 1, _worth_behind(scene, index, last) + 1)
        )
    ]
    named = {index for index, _ in items}
    items = [
        (index, item)
        for index, item in items
        if not (index + 1 in named and named_so(scene.sentence.items[index + 1], "precursors"))
    ]  # "fentanyl precursors" are no fentanyl
    return theme_named(scene, items) or typed(scene, phrase)


def _of_law(scene: Scene, index: int) -> bool:
    """Whether a noun makes goods into what the law does about them: "the cannabis case"."""
    return any(named_so(scene.sentence.items[index], id) for id in _LAW)


def _worth_behind(scene: Scene, index: int, last: int) -> int:
    """The last item of a phrase before what its goods are worth: "cigarettes worth a million"."""
    return next((s - 1 for s in range(index + 1, last + 1) if scene.word(s) in _WORTH), last)


def typed(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that may be lawful, in a document on their market: "the pistols", "timber"; and what
    one word makes unlawful: "stolen pick-up trucks", "fake Viagra"."""
    for first, last in phrase.parts if scene.typed else ():
        begins = [index for index in scene.typed if first <= index <= last]
        if not begins:
            continue
        marked = _marked(scene, first, last)
        if marked is not None:
            return scene.told.setdefault(last, Theme(((marked, ()),), last))
        for start in begins:
            words = scene.sentence.words[start : last + 1]
            market = scene.ways.always.get(words)
            if market is not None:
                return scene.told.setdefault(last, Theme(((market, ()),), last))
            market = scene.ways.goods.get(words)
            caught = not scene.ways.catches.isdisjoint(scene.sentence.said)
            if market not in scene.markets and (scene.goods or scene.story is not None):
                caught = False  # "opened a container of timber and found cocaine"
            told = market in scene.markets or _ROLE in scene.sentence.signs or caught
            if market == "money_laundering":
                told = caught = market in scene.markets  # money is of no market as such
            if market is not None and told:
                theme = Theme(((market, ()),), last, lawful=not caught)
                return scene.told.setdefault(last, theme)
    return None


def _marked(scene: Scene, first: int, last: int) -> str | None:
    """Market of a noun phrase by the adjective in it."""
    words = scene.ways
    for step in range(first, last):
        market = words.marks.get(scene.word(step))
        if market == "stolen_vehicles" and scene.word(last) not in words.vehicles:
            continue
        if market == "counterfeit_goods" and scene.word(last) in words.no_goods:
            continue
        if market is not None:
            return market
    return None


def named_in(scene: Scene) -> Theme | None:
    """Goods that a sentence names, the first of them."""
    items = scene.sentence.items
    for index in sorted({*scene.goods, *scene.typed}):
        if items[index].label in GOODS_LABELS:
            theme = theme_named(scene, [(index, items[index])])
            if theme is not None and theme is not scene.before:
                return theme
        elif (scene.sentence.words[index],) in scene.ways.goods:
            theme = typed(scene, Phrase("", index, [(index, index)]))
            if theme is not None:
                return theme
    return None


def ring_goods(scene: Scene, phrase: Phrase) -> Theme | None:
    """What a group deals in by its name: "a weapons-smuggling ring"."""
    group = scene.sentence.items[phrase.last].meaning
    if not isinstance(group, Group):
        return None
    markets = {market_of(scene.vocabulary, name) for name in group.inside} - {None}
    if len(markets) != 1:
        return None
    return scene.told.setdefault(phrase.last, Theme(((str(markets.pop()), ()),), phrase.last))


def market_at(scene: Scene, index: int) -> str | None:
    """Market of the goods that an item names."""
    meaning = scene.sentence.items[index].meaning
    return market_of(scene.vocabulary, meaning) if isinstance(meaning, Name) else None


def theme_named(scene: Scene, items: list[tuple[int, Item]]) -> Theme | None:
    """What items name together."""
    key = tuple([index for index, _ in items])
    if key not in scene.listed:
        scene.listed[key] = _theme_named(scene, items)
    return scene.listed[key]


def _theme_named(scene: Scene, items: list[tuple[int, Item]]) -> Theme | None:
    found: dict[str, list[str]] = {}
    for _, item in items:
        assert isinstance(item.meaning, Name)
        market = market_of(scene.vocabulary, item.meaning)
        if market is None:
            continue
        known = found.setdefault(market, [])
        if item.label == "substance" and item.meaning.id not in (market, *known):
            known.append(item.meaning.id)
    if any(_of_drugs(scene, market) for market in found if market != "drugs"):
        found.pop("drugs", None)  # "drugs such as cocaine", but "drugs and weapons"
    if not found:
        return None
    vague = list(found) == ["drugs"] and _any(scene, items[0][0])
    if list(found) == ["drugs"] and not found["drugs"] and not vague:
        # "The drug" is the one that was named before.
        named = [
            (i, item)
            for i, item in enumerate(scene.sentence.items[: items[0][0]])
            if item.label == "substance"
            and isinstance(item.meaning, Name)
            and market_of(scene.vocabulary, item.meaning) not in (None, "drugs")
        ]
        definite = scene.sentence.words[items[0][0] - 1] in DEFINITE
        if named and (definite or len({item.meaning for _, item in named}) == 1):
            return theme_named(scene, named[-1:])
        if named:
            return scene.told.setdefault(items[0][0], Theme((("drugs", ()),), items[0][0]))
        bare = not definite and (_ROLE in scene.sentence.signs or _plain(scene, items[0][0]))
        if bare:  # "a transit route for drugs"
            return scene.told.setdefault(items[0][0], Theme((("drugs", ()),), items[0][0]))
        if scene.before is not None and is_drug(scene.vocabulary, scene.before):
            return scene.before
        heads = items[0][0] <= scene.dateline + 1
        caught = not scene.ways.catches.isdisjoint(scene.sentence.said)
        if scene.story is not None and heads and caught:
            return scene.story  # "Drugs worth a million were found"
        if definite and (scene.drug is not None or scene.story is not None):
            return scene.drug or scene.story
    lawful = all(item.label not in MARKET_LABELS for _, item in items)
    lawful = lawful and scene.ways.crimes.isdisjoint(scene.sentence.said)
    lawful = lawful and scene.ways.catches.isdisjoint(scene.sentence.said)
    markets = tuple((market, tuple(known)) for market, known in found.items())
    at = items[0][0]
    return scene.told.setdefault(at, Theme(markets, at, lawful))


_MOVING = (
    "of",
    "smuggle",
    "move",
    "transport",
    "traffic",
    "bring",
    "carry",
    "ship",
    "send",
    "take",
)


def _plain(scene: Scene, index: int) -> bool:
    """Whether "drugs" stand alone behind a verb or a preposition in a text on several goods:
    "gangs smuggle drugs from"."""
    start = scene.sentence.items[index].start
    first = next((it.text.lower() for it in scene.sentence.tokens if it.start == start), "")
    before = scene.word(index - 1) if index else ""
    joined = before.endswith("ing") or before in _MOVING
    return scene.story is None and first in ("drugs", "narcotics") and joined


def is_drug(vocabulary: Vocabulary, theme: Theme) -> bool:
    """Whether goods are drugs, not what they are made of."""
    named = {market for market, _ in theme.markets} - {"precursors"}
    known = (vocabulary.markets.get(market) for market in named)
    return any(market is not None and market.family == "drugs" for market in known)


def names_several(sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a sentence names drugs of several markets."""
    found = {
        market_of(vocabulary, item.meaning)
        for item in sentence.recognised
        if item.label in ("substance", "market") and isinstance(item.meaning, Name)
    }
    known = (vocabulary.markets.get(market) for market in found - {"drugs", None} if market)
    return sum(market is not None and market.family == "drugs" for market in known) > 1


def _of_drugs(scene: Scene, market: str) -> bool:
    known = scene.vocabulary.markets.get(market)
    return known is not None and known.family == "drugs"


def _any(scene: Scene, index: int) -> bool:
    """Whether "drugs" are any, not the one that was named before: "illegal drugs", "a drug route
    from", "drugs are moved from", "the drugs" after several."""
    start = scene.sentence.items[index].start
    first = next((it.text.lower() for it in scene.sentence.tokens if it.start == start), "")
    before = scene.word(index - 1) if index else ""
    if not {first, before}.isdisjoint(scene.ways.any_drug):
        return True
    if first in ("drug", "drugs", "narcotics") and _of_route(scene, index):
        return True
    if first not in ("drugs", "narcotics"):
        return False
    if before in DEFINITE:
        return scene.several
    within = [it for it in scene.clauses if it.verb and it.first <= index <= it.last]
    within = [it for it in within if it.kind in ("main", "relative", "content", "infinitive")]
    general = bool(within) and not within[-1].past
    return general and not any(it.past for it in scene.clauses if it.verb in scene.ways.seizes)


def _of_route(scene: Scene, index: int) -> bool:
    """Whether drugs only tell what a route is for: "a drug smuggling route", "the route used to
    bring drugs"."""
    before = scene.sentence.words[max(0, index - 4) : index]
    if "used" in before or "for" in before[-2:]:
        named = scene.sentence.items[: max(0, index - 1)]
        if any(it.label == "route" for it in named[-5:]):
            return True
    for step in range(index + 1, min(index + 4, len(scene.sentence.words))):
        word = scene.word(step)
        if word in scene.ways.line_nouns or scene.sentence.items[step].label == "route":
            return True
        if word not in scene.ways.carriers and scene.sentence.items[step].label is None:
            return False
    return False


def told_before(scene: Scene, at: int) -> Theme | None:
    """The goods named nearest before an item of its sentence."""
    for index in reversed(scene.goods):
        if index < at:
            theme = theme_named(scene, [(index, scene.sentence.items[index])])
            if theme is not None:
                return theme
    return None
