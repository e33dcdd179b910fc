"""People as what is moved: migrants who are smuggled, women who are trafficked."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import GOODS_LABELS, market_of
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import NATIONAL
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Item

PEOPLE = frozenset(("human_trafficking", "migrant_smuggling"))
"""Markets whose goods are people."""
_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_SMUGGLED = frozenset(("smuggled", "smuggling", "smuggle", "smugglers", "smuggler"))
_PASSAGE = frozenset(("smugglers", "smuggler", "facilitators", "pay", "paid", "charged", "cost"))
_ENTERS = ("enter", "come", "arrive", "travel", "cross", "head", "set", "leave", "depart")
_CHARGES = ("accuse", "charge", "suspect", "convict", "sentence", "jail", "arrest", "catch")
_YOUNG = ("women", "girls", "minors", "children", "boys")
_ONE = ("she", "he", "her", "him")
_LEAVES = ("enter", "cross", "leave", "depart", "set", "travel", "board", "walk", "head")
_WISHED = ("reach", "go", "get", "travel", "cross")
_THEM = ("they", "them", "group", "men", "people", "all", "most", "passengers")
_RETURNED = frozenset(("home", "repatriated", "repatriation", "reunited"))
_WEAK = frozenset(
    ("women", "girls", "children", "boys", "minors", "teenagers", "people", "workers")
)


def named_so(item: Item, id: str) -> bool:
    return isinstance(item.meaning, Name) and item.meaning.id == id


def people_market(scene: Scene, phrase: Phrase) -> str:
    """Market of people who are moved: victims, and those that a text on trafficking speaks of."""
    lured = not scene.ways.lured.isdisjoint(scene.sentence.said)
    victims = lured or any(named_so(scene.sentence.items[head], "victims") for head in phrase.heads)
    if not scene.ways.exploited.isdisjoint(scene.sentence.said):
        victims = victims or scene.word(phrase.heads[-1]) in (*_WEAK, "they", "them")
    migrants = any(named_so(item, "migrants") for item in scene.sentence.items)
    if "human_trafficking" in scene.markets and "migrant_smuggling" not in scene.markets:
        victims = victims or not migrants or scene.word(phrase.heads[-1]) in _YOUNG
    victims = victims or scene.word(phrase.heads[-1]) in _ONE
    recruited = not scene.ways.recruited.isdisjoint(scene.sentence.said)
    victims = victims or (recruited and not migrants)
    smuggled = not _SMUGGLED.isdisjoint(_clause_words(scene, phrase)) or any(
        named_so(scene.sentence.items[head], "migrants") for head in phrase.heads
    )
    # "Migrants are taken": whatever the sentence before was about
    trafficked = scene.before is not None and "human_trafficking" in dict(scene.before.markets)
    trafficked = trafficked and not (smuggled and not recruited)
    return "human_trafficking" if victims or trafficked else "migrant_smuggling"


def _clause_words(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """Words of the smallest clause that a phrase stands in."""
    within = (it for it in scene.clauses if it.first <= phrase.parts[0][0] <= it.last)
    clause = min(within, key=lambda it: it.last - it.first, default=None)
    words = scene.sentence.words
    return words if clause is None else words[clause.first : clause.last + 1]


def _people_before(scene: Scene, at: int) -> bool:
    """Whether people who may be moved, and no goods, are named before an item: "recruited women in
    Ukraine and took them"."""
    items = scene.sentence.items[:at]
    if any(named_so(item, "victims") for item in items):
        return True
    if not scene.sentence.signs.isdisjoint(_GOODS):
        goods = (theme_market(scene, index) for index in scene.goods if index < at)
        if any(market not in PEOPLE for market in goods):
            return False
    if any(named_so(item, "migrants") for item in items):
        return True
    if scene.markets.isdisjoint(PEOPLE) and scene.ways.exploited.isdisjoint(scene.sentence.said):
        return False
    return any(
        scene.word(index) in scene.ways.moved or demonym(scene, index) for index in range(at)
    )


def theme_market(scene: Scene, index: int) -> str | None:
    """Market of an item that names goods."""
    meaning = scene.sentence.items[index].meaning
    return market_of(scene.vocabulary, meaning) if isinstance(meaning, Name) else None


def _officers(scene: Scene, clause: Clause) -> bool:
    """Whether those who move people are of the law: "police took them to a shelter"."""
    by = clause.subject if not clause.passive else None
    return by is not None and any(
        scene.word(head) in scene.ways.officers or scene.sentence.items[head].label == "body"
        for head in by.heads
    )


def _movers(scene: Scene, clause: Clause) -> bool:
    """Whether those who move others are the subject: "the ring carried families"."""
    heads = clause.subject.heads if clause.subject is not None else ()
    if clause.opener in ("which", "that") and clause.parent is not None:
        # "a network of Syrians which sent migrants to"
        above = scene.clauses[clause.parent].objects
        heads = (*heads, *(head for one in above for head in one.heads))
    return any(
        scene.word(head) in scene.ways.movers
        or scene.sentence.items[head].label == "group"
        or named_so(scene.sentence.items[head], "suspects")
        for head in heads
    )


def _charged(scene: Scene, clause: Clause) -> bool:
    """Whether somebody is said to be charged with what a clause says: "accused of taking migrants
    to"."""
    above = scene.clauses[clause.parent] if clause.parent is not None else None
    return above is not None and clause.kind == "participle" and above.verb in _CHARGES


def passengers(scene: Scene) -> Theme | None:
    """Those whom smugglers move, or of whom the text tells so: "charged Afghans 5,000 euros for a
    trip from"."""
    told = not scene.markets.isdisjoint(PEOPLE)
    if not told and scene.sentence.said.isdisjoint(_PASSAGE):
        return None
    texts = {it.text.lower() for it in scene.sentence.tokens}
    if scene.people and not texts.isdisjoint(("they", "them")):
        return Theme((("migrant_smuggling", ()),), 0)
    for index, item in enumerate(scene.sentence.items[:-1]):
        named = named_so(item, "migrants") or named_so(item, "victims") or demonym(scene, index)
        if named or (told and scene.word(index) in scene.ways.moved):
            market = people_market(scene, Phrase("", index, [(index, index)]))
            return Theme(((market, ()),), index)
    if scene.story is not None and dict(scene.story.markets).keys() <= PEOPLE:
        return scene.story  # "the journey from Africa to Europe"
    return None


def demonym(scene: Scene, index: int) -> bool:
    """Whether an item names people by their country: "Syrians", not "Syrian"."""
    item = scene.sentence.items[index]
    if item.label not in NATIONAL:
        return False
    text = next((it.text for it in scene.sentence.tokens if it.end == item.end), "")
    return text.endswith(("s", "ese"))


def people(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names people: migrants, women."""
    return any(
        scene.word(head) in scene.ways.moved
        or (
            isinstance(meaning := scene.sentence.items[head].meaning, Name)
            and meaning.id in ("migrants", "victims", "people")
        )
        or demonym(scene, head)
        for head in phrase.heads
    )


def exploited(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says people to be exploited: "are forced into prostitution in"."""
    above = scene.clauses[clause.parent] if clause.parent is not None else clause
    if clause.kind == "infinitive" and above.verb in scene.ways.forced:
        whom = above.objects[:1] if not above.passive else ()
        them = above.passive or any(
            scene.word(it.heads[-1]) == "them" or people(scene, it) for it in whom
        )
        return them and clause.verb in ("beg", "work", "prostitute", "marry", "steal")
    if not clause.passive:
        return False
    if clause.verb in scene.ways.exploit:
        return True
    if clause.verb not in scene.ways.forced:
        return False
    hard = not scene.ways.exploited.isdisjoint(scene.sentence.said)
    return hard or any(named_so(it, "human_trafficking") for it in scene.sentence.recognised)


def recruits(scene: Scene, theme: Theme) -> bool:
    """Whether a sentence says that the victims whose way it tells were recruited."""
    victims = "human_trafficking" in dict(theme.markets)
    return victims and not scene.ways.recruited.isdisjoint(scene.sentence.said)


def _taken_on(scene: Scene, clause: Clause) -> bool:
    """Whether people who cross or come from somewhere are then taken on by others: "had crossed
    from Greece on foot and were being taken to"."""
    own = clause.subject
    if own is None or clause.passive or clause.kind == "relative" or clause.verb not in _ENTERS:
        return False
    return any(
        it.passive and it.verb in scene.ways.transport and it.certainty == "said"
        for it in scene.clauses
        if it is not clause and it.kind == clause.kind
        if it.subject is not None and it.subject.parts == own.parts
    )


def _on_their_way(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether those are spoken of who were found on their way, and not only where they are from:
    "The group had entered from Belarus and hoped to reach Germany"."""
    if not (scene.caught and scene.people) or phrase is not clause.subject or clause.passive:
        return False
    head = scene.word(phrase.heads[-1])
    them = head in _THEM or people(scene, phrase)
    meaning = scene.sentence.items[phrase.heads[-1]].meaning
    # "The group" is those people, a group with more of a name is not.
    if not (them or (isinstance(meaning, Group) and " " not in meaning.id)):
        return False
    wished = clause.kind == "infinitive" and clause.verb in _WISHED
    going = clause.verb == "be" and any(it.preposition in scene.ways.going for it in clause.phrases)
    return wished or going or clause.verb == "head" or (clause.past and clause.verb in _LEAVES)


def people_moved(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether people are moved by others, or the text is about that."""
    if _on_their_way(scene, clause, phrase):
        return True
    if scene.word(phrase.heads[-1]) in ("they", "them") and (
        scene.people or _people_before(scene, phrase.first)
    ):
        moved = clause.passive or phrase in clause.objects
        if not moved and "migrant_smuggling" in scene.markets and clause.verb in _ENTERS:
            return any(scene.ways.ends.get(it.preposition) == "origin" for it in clause.phrases)
        return moved and clause.verb in scene.ways.transport and not _officers(scene, clause)
    if not _RETURNED.isdisjoint(scene.sentence.said):
        return False
    if clause.verb == "traffic" and clause.passive and scene.word(phrase.heads[-1]) in _ONE:
        return True
    if not people(scene, phrase):
        return False
    if _taken_on(scene, clause):
        return True
    topic = scene.before is not None and dict(scene.before.markets).keys() <= {
        "migrant_smuggling",
        "human_trafficking",
    }
    last = scene.context.last_market
    topic = topic or (last is not None and last.id == "migrant_smuggling")
    if "migrant_smuggling" in scene.markets and clause.verb in scene.ways.moves - {"be"}:
        topic = topic or any(named_so(scene.sentence.items[it], "migrants") for it in phrase.heads)
    moved = clause.verb in scene.ways.transport and (
        clause.passive
        or (
            bool(clause.objects)
            and (
                not scene.markets.isdisjoint(PEOPLE)
                or _movers(scene, clause)
                or _charged(scene, clause)
            )
        )
    )
    return topic or moved
