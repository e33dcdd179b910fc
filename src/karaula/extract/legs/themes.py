"""What moves in a clause: the goods that it names, and what "it" and "the lorries" stand for."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import GOODS_LABELS, MARKET_LABELS, market_of
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import named_areas
from karaula.extract.legs.people import named_so, people, people_market, people_moved
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Item

_HOLDS = ("of", "with", "carrying", "in", "for", "containing")
"""Prepositions behind which a carrier names its goods: "a lorry with", "the trade in"."""


_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_PRONOUNS = ("it", "they", "them", "these", "this")
_CARRY = frozenset(
    ("carry", "transport", "haul", "contain", "hold", "load", "hide", "conceal", "have")
)
"""What is done with goods that the next clause moves: "was carrying cocaine and was headed for"."""


_FOLLOW = frozenset(("follow", "take", "travel", "use"))


_WORTH = ("worth", "valued", "weighing", "totalling", "totaling", "estimated")
_DEFINITE = ("the", "this", "that", "these", "those", "both", "same")


def theme_of(scene: Scene, clause: Clause) -> Theme | None:
    """What a clause says moves, or None where nothing of a market does."""
    primary = _primary(scene, clause)
    for phrase in primary:
        found = _held(scene, clause, phrase)
        if found is not None:
            return found
    holding: tuple[str, ...] = ("with", "carrying", "containing")
    if clause.verb == "use" and not clause.passive:
        holding = ("for", "of", "to", *holding)  # "use the port as a gateway for heroin"
    rides = clause.verb in scene.ways.rides or clause.verb in scene.ways.between
    if rides and clause.subject is not None:
        ridden = _with_couriers(scene, clause.subject)
        if ridden is not None:
            return ridden
    for phrase in clause.phrases:
        if phrase.preposition in holding:
            found = _held(scene, clause, phrase)
            fed = clause.verb in scene.ways.subject or clause.verb in scene.ways.object
            fed = fed or (clause.passive and clause.verb in scene.ways.caught) or rides
            if found is not None and (not primary or fed or _stands_in(scene, clause, primary[0])):
                return found
    if clause.verb == "use" and not clause.passive:
        return _used_for(scene, clause)
    if not primary:
        # "Moving on from Iran …": what moves is told before.
        return _nearest(scene, clause) or scene.before
    stolen = _stolen(scene, clause, primary[0])
    if stolen is not None:
        return stolen
    if clause.passive and clause.verb in scene.ways.exploit and people(scene, primary[0]):
        return Theme((("human_trafficking", ()),), primary[0].heads[0])
    if people_moved(scene, clause, primary[0]):
        return Theme(((people_market(scene, primary[0]), ()),), primary[0].heads[0])
    carried = _carried(scene, clause) if primary[0] is clause.subject else None
    if carried is not None:
        return carried
    if _stands_in(scene, clause, primary[0]):
        named = (primary[0], *(p for p in clause.of(primary[0])[:1] if p.preposition == "of"))
        pronoun = any(scene.word(it.heads[0]) in _PRONOUNS for it in named)
        if pronoun and scene.before is not None and _first(scene, primary[0]):
            return scene.before
        return _nearest(scene, clause) or scene.before or _story(scene, primary[0])
    return _nearest(scene, clause) if _cover(scene, clause, primary[0]) else None


def _cover(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a clause moves what goods were hidden in: "cocaine in cans shipped from"."""
    words = scene.ways
    if phrase is not clause.subject or clause.kind not in ("relative", "participle"):
        return False
    moved = clause.verb in words.moves - {"be"} or any(
        p.preposition in words.going for p in clause.phrases
    )
    if not moved or clause.opener == "who" or scene.word(phrase.last) in words.people:
        return False
    for other in scene.clauses:
        if other.first < clause.first and (other.verb in words.seizes or other.verb in words.hides):
            held = (p for p in other.phrases if p.parts[-1] == phrase.parts[-1])
            if any(p.preposition in (*words.holds, "of", "with") for p in held):
                return any(index < clause.first for index in scene.goods)
    return False


def _carried(scene: Scene, clause: Clause) -> Theme | None:
    """Goods that the subject of a clause was said to carry: "carried cocaine and sailed for"."""
    if clause.opener not in ("and", "but") or clause.subject is None:
        return None
    for other in scene.clauses:
        if other.first >= clause.first or other.verb not in _CARRY or other.subject is None:
            continue
        if other.subject.parts == clause.subject.parts and not other.passive:
            for phrase in other.objects:
                found = _held(scene, other, phrase)
                if found is not None:
                    return found
    return None


def _story(scene: Scene, phrase: Phrase) -> Theme | None:
    """What the text is about, where a phrase points to it, "the shipment", "the drug", or names a
    vehicle in a sentence that does."""
    if scene.story is None or not _of_story(scene, phrase):
        return None
    first = scene.clauses[0].subject if scene.clauses else None
    pointing = (it for it in (phrase, first) if it is not None and _of_story(scene, it))
    words = scene.sentence.words
    definite = any(words[it.parts[0][0]] in _DEFINITE for it in pointing)
    return scene.story if definite else None


def _of_story(scene: Scene, phrase: Phrase) -> bool:
    named = scene.sentence.items[phrase.last]
    boxes = isinstance(named.meaning, Name) and named.meaning.id == "containers"
    return boxes or named.label == "route" or scene.word(phrase.last) in scene.ways.story


def _with_couriers(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods of those who carry them: "heroin couriers ride the train from"."""
    group = scene.sentence.items[phrase.last].meaning
    if not isinstance(group, Group) or not group.id.endswith(("couriers", "mules", "runners")):
        return None
    markets = {market_of(scene.vocabulary, name) for name in group.inside} - {None, "drugs"}
    return Theme(((str(markets.pop()), ()),), phrase.last) if len(markets) == 1 else None


def _used_for(scene: Scene, clause: Clause) -> Theme | None:
    """What a place is used to move: "use Serbia to take heroin to Hungary"."""
    number = next((at for at, one in enumerate(scene.clauses) if one is clause), None)
    for inner in scene.clauses:
        if inner.kind == "infinitive" and inner.parent == number and inner.verb != "use":
            return theme_of(scene, inner)
    return None


def _stolen(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """Vehicles of which a clause says that they are stolen: "cars stolen in Italy are sold in"."""
    held = (phrase, *(p for p in clause.of(phrase)[:1] if p.preposition == "of"))
    heads = (it.heads[-1] for it in held)
    head = next((at for at in heads if scene.word(at) in scene.ways.vehicles), None)
    if head is None:
        return None
    told = any(
        clause.verb == "steal" and clause.subject is not None and clause.subject.heads[-1] == head
        for clause in scene.clauses
    )
    return scene.told.setdefault(head, Theme((("stolen_vehicles", ()),), head)) if told else None


def _first(scene: Scene, phrase: Phrase) -> bool:
    """Whether a pronoun stands before all goods of its sentence, so that it means none of them."""
    return not scene.goods or phrase.first < scene.goods[0]


def _primary(scene: Scene, clause: Clause) -> list[Phrase]:
    """The phrases that name what moves: the subject of a passive, else the object, else the
    subject."""
    subject = [clause.subject] if clause.subject is not None else []
    if clause.passive or not clause.objects:
        return subject
    objects = [phrase for phrase in clause.objects if not _time(scene, phrase)]
    if subject and scene.word(subject[0].heads[0]) in _PRONOUNS and clause.verb in _FOLLOW:
        return subject  # "it follows the Balkan route"
    if clause.verb in scene.ways.links or clause.verb in scene.ways.object:
        # "reaches Spain", "linking A with B": that is no goods.
        objects = [p for p in objects if not any(named_areas(scene, *part) for part in p.parts)]
    return [*objects, *subject]


def _time(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase tells when or how often: "several times a week"."""
    head = phrase.heads[-1]
    item = scene.sentence.items[head]
    return item.label in ("date", "multiple") or scene.word(head) in scene.ways.times


_CARRYING = ("containers", "plants", "firearms", "border_crossings", "seizures")


def _held(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """Goods that a phrase names, itself or by what follows it: "a load of heroin"."""
    if scene.word(phrase.last) in scene.ways.ingredients:
        # "chemical components for MDMA"
        for made in clause.of(phrase)[:2]:
            if made.preposition in ("for", "of") and goods_of(scene, made) is not None:
                return scene.told.setdefault(phrase.last, Theme((("precursors", ()),), phrase.last))
    for held in (phrase, *(p for p in clause.of(phrase) if p.preposition in _HOLDS)):
        found = goods_of(scene, held)
        if found is not None:
            return found
    return None


def goods_of(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that a phrase names."""
    parts = phrase.parts
    begin, end = parts[0][0], parts[-1][1]
    if not any(begin <= index <= end for index in scene.goods):
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
            or scene.sentence.items[step].label is not None
            or not scene.word(step).isalpha()
            for step in range(index + 1, _worth_behind(scene, index, last) + 1)
        )
    ]
    named = {index for index, _ in items}
    items = [
        (index, item)
        for index, item in items
        if not (index + 1 in named and named_so(scene.sentence.items[index + 1], "precursors"))
    ]  # "fentanyl precursors" are no fentanyl
    return _theme(scene, items) or typed(scene, phrase)


def _worth_behind(scene: Scene, index: int, last: int) -> int:
    """The last item of a phrase before what its goods are worth: "cigarettes worth a million"."""
    return next((s - 1 for s in range(index + 1, last + 1) if scene.word(s) in _WORTH), last)


def typed(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that may be lawful, in a document on their market: "the pistols", "timber"; and what
    one word makes unlawful: "stolen pick-up trucks", "fake Viagra"."""
    for first, last in phrase.parts:
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
            if market is not None and market in scene.markets:
                theme = Theme(((market, ()),), last, lawful=True)
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
            theme = _theme(scene, [(index, items[index])])
            if theme is not None and theme is not scene.before:
                return theme
        elif (scene.sentence.words[index],) in scene.ways.goods:
            theme = typed(scene, Phrase("", index, [(index, index)]))
            if theme is not None:
                return theme
    return None


def _theme(scene: Scene, items: list[tuple[int, Item]]) -> Theme | None:
    found: dict[str, list[str]] = {}
    for _, item in items:
        assert isinstance(item.meaning, Name)
        market = market_of(scene.vocabulary, item.meaning)
        if market is None:
            continue
        known = found.setdefault(market, [])
        if item.label == "substance" and item.meaning.id not in (market, *known):
            known.append(item.meaning.id)
    if len(found) > 1:
        found.pop("drugs", None)
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
        if named:
            return _theme(scene, named[-1:])
        if scene.before is not None:
            return scene.before
        if scene.story is not None and scene.sentence.words[items[0][0] - 1] in _DEFINITE:
            return scene.story
    lawful = all(item.label not in MARKET_LABELS for _, item in items)
    lawful = lawful and scene.ways.crimes.isdisjoint(scene.sentence.words)
    markets = tuple((market, tuple(known)) for market, known in found.items())
    at = items[0][0]
    return scene.told.setdefault(at, Theme(markets, at, lawful))


def _any(scene: Scene, index: int) -> bool:
    """Whether "drugs" are any, not the one that was named before: "illegal drugs"."""
    start = scene.sentence.items[index].start
    first = next((it.text.lower() for it in scene.sentence.tokens if it.start == start), "")
    before = scene.word(index - 1) if index else ""
    return not {first, before}.isdisjoint(scene.ways.any_drug)


def _nearest(scene: Scene, clause: Clause) -> Theme | None:
    """The goods named nearest before a clause's verb in the sentence, else the next behind."""
    at = max(clause.at, clause.first)
    items = scene.sentence.items
    named = [i for i in scene.goods if _theme(scene, [(i, items[i])]) is not None]
    before = [index for index in named if index < at]
    if not named:
        typed_before = [at for at in scene.told if at < max(clause.at, clause.first)]
        return scene.told[max(typed_before)] if typed_before else None
    index = before[-1] if before else named[0]
    chosen = [index]
    for other in reversed([i for i in named if i < index]):
        between = scene.sentence.words[other + 1 : chosen[0]]
        if not set(between) <= {",", "and", "or", "&"}:
            break
        chosen.insert(0, other)
    return _theme(scene, [(i, scene.sentence.items[i]) for i in chosen])


def told_before(scene: Scene, at: int) -> Theme | None:
    """The goods named nearest before an item of its sentence."""
    for index in reversed(scene.goods):
        if index < at:
            theme = _theme(scene, [(index, scene.sentence.items[index])])
            if theme is not None:
                return theme
    return None


def _stands_in(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase carries goods or stands for them: "it", "lorries", "part of the load"."""
    carriers = scene.ways.carriers
    words = scene.sentence.words
    held = phrase.behind >= 0 and words[phrase.behind + 1] == "of"
    if held and scene.word(phrase.behind) in carriers:
        return True  # "a consignment of squid that was shipped from"
    for head in phrase.heads:
        label = scene.sentence.items[head].label
        if scene.word(head) in carriers or label in ("route", "amount", "count", "pieces"):
            return True
        if label in ("indicator", "percent", "number", "goods"):
            return True
        meaning = scene.sentence.items[head].meaning
        if label == "role" and isinstance(meaning, Name) and meaning.id.endswith("|corridor"):
            return True
        if label == "thing" and isinstance(meaning, Name) and meaning.id in _CARRYING:
            return True
        named = scene.sentence.items[head]
        if isinstance(named.meaning, Name) and named.label in ("place", "area", "region"):
            # "Albania supplies …", "heroin from Iran, which reaches …", "the Tirana–Bari line"
            told_of = clause.kind == "relative" and clause.verb in scene.ways.moves - {"be"}
            return (
                told_of
                or clause.verb in scene.ways.subject
                or any(
                    word in carriers
                    for first, last in phrase.parts
                    for word in words[first : last + 1]
                )
            )
    return False
