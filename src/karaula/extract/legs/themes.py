"""What moves in a clause: the goods that it names, and what "it" and "the lorries" stand for."""

from dataclasses import replace
from itertools import pairwise

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import named_areas
from karaula.extract.legs.goods import DEFINITE, goods_of, theme_named
from karaula.extract.legs.movers import (
    CARRY,
    awash,
    carried_by,
    caught_with,
    mover,
    relocates,
    vehicle_goods,
    with_couriers,
)
from karaula.extract.legs.people import (
    PEOPLE,
    exploited,
    named_so,
    people,
    people_market,
    people_moved,
)
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.stands import boxes, finished, is_gear, pressed, stands_in

_HOLDS = ("of", "with", "carrying", "in", "for", "containing")
"""Prepositions behind which a carrier names its goods: "a lorry with", "the trade in"."""


_NUMBERS = ("hundreds", "thousands", "dozens", "scores", "groups", "number", "numbers", "flow")
_PRONOUNS = ("it", "they", "them", "these", "this")
_FRAUD = ("document_fraud", ())
_FOLLOW = frozenset(("follow", "take", "travel", "use"))


def theme_of(scene: Scene, clause: Clause) -> Theme | None:
    """What a clause says moves, or None where nothing of a market does."""
    primary = _primary(scene, clause)
    if relocates(scene, clause) or _sought(scene, clause):
        return None
    if clause.verb == "be" and len(primary) > 1 and people(scene, primary[0]):
        primary.reverse()  # "the victims in Spain are women from Romania"
        head = primary[0].heads[0]
        told = "human_trafficking" in scene.markets
        if told and named_so(scene.sentence.items[head], "victims"):
            return Theme((("human_trafficking", ()),), head)
    for phrase in primary:
        found = _held(scene, clause, phrase)
        if found is not None:
            return found
    if clause.verb == "be" and "human_trafficking" in scene.markets:
        trafficked = _people_of_role(scene, clause)
        if trafficked is not None:
            return trafficked
    holding: tuple[str, ...] = ("with", "carrying", "containing")
    if clause.verb == "use":
        holding = ("for", "of", "to", *holding)  # "use the port as a gateway for heroin"
    if clause.phrases and clause.phrases[0].first == clause.first:
        fronted = clause.phrases[0]
        if fronted.preposition in ("for", "as for", "as to", "with"):
            found = _held(scene, clause, fronted)
            if found is not None:
                return found  # "For heroin it is a transit state on the way from"
    rides = clause.verb in scene.ways.rides or clause.verb in scene.ways.between
    if rides and clause.subject is not None:
        ridden = with_couriers(scene, clause.subject)
        if ridden is not None:
            return ridden
    for phrase in clause.phrases:
        if phrase.preposition in holding:
            found = _held(scene, clause, phrase)
            if found is not None and phrase.preposition == "with" and _FRAUD in found.markets:
                continue  # "left Foxton with false papers": how, not what
            fed = clause.verb in scene.ways.subject or clause.verb in scene.ways.object
            stopped = clause.passive and clause.verb in scene.ways.caught
            fed = fed or awash(scene, clause) or stopped or rides
            if found is not None and (not primary or fed or stands_in(scene, clause, primary[0])):
                return found
    if clause.verb == "use":
        moved = _used_for(scene, clause)
        if moved is not None or not clause.passive:
            return moved
    if not primary:
        # "Moving on from Iran …": what moves is told before.
        about = _nearest(scene, clause) or scene.before
        in_boxes = any(boxes(scene, it) for it in clause.phrases[:1])
        return about or (scene.story if in_boxes else None)  # "From Guayaquil containers go to"
    primary[0] = _counted(scene, clause, primary[0])
    made = finished(scene, clause)
    if made is not None:
        known = _nearest(scene, clause) or scene.before or scene.story
        return None if known is None else replace(known, at=made)
    if is_gear(scene, clause, primary[0]):
        return None
    stolen = _stolen(scene, clause, primary[0])
    if stolen is not None:
        return stolen
    if exploited(scene, clause) and people(scene, primary[0]):
        return Theme((("human_trafficking", ()),), primary[0].heads[0])
    if people_moved(scene, clause, primary[0]):
        said = [it for at, it in scene.told.items() if at < primary[0].heads[0]]
        again = said and scene.word(primary[0].heads[-1]) in _PRONOUNS
        if again and said[-1].markets[0][0] in PEOPLE:
            return said[-1]  # "recruited victims in Romania, luring them to"
        at = primary[0].heads[0]
        return scene.told.setdefault(at, Theme(((people_market(scene, primary[0]), ()),), at))
    carrier = caught_with(scene, clause)
    other = carrier or (carried_by(scene, clause) if primary[0] is clause.subject else None)
    if other is not None:
        held = goods_in(scene, other)
        if held is not None:
            return held
    loaded = vehicle_goods(scene, clause)
    if loaded is not None:
        return loaded
    if stands_in(scene, clause, primary[0]):
        named = (primary[0], *(p for p in clause.of(primary[0])[:1] if p.preposition == "of"))
        pronoun = any(scene.word(it.heads[0]) in _PRONOUNS for it in named)
        if pronoun and scene.before is not None and _first(scene, primary[0]):
            return scene.before
        known = _nearest(scene, clause) or scene.before or _story(scene, clause, primary[0])
        if known is not None and pressed(scene, primary[0]) and "precursors" in dict(known.markets):
            return scene.drug  # "the tablets", of what the precursors are made into
        if known is None and _arrived(scene, clause, primary[0]):
            return _spoken(scene)
        return known
    if _load(scene, clause, primary[0]):
        return _spoken(scene)
    if _cover(scene, clause, primary[0]):
        return _nearest(scene, clause) or scene.before or scene.story
    return _spoken(scene) if _arrived(scene, clause, primary[0]) else None


_SEEKS = ("search", "check", "scan", "inspect", "screen", "comb", "examine", "test", "control")


def _sought(scene: Scene, clause: Clause) -> bool:
    """Whether goods are looked for where there may be none: "ships are searched for cocaine"."""
    if clause.verb not in _SEEKS:
        return False
    return any(
        phrase.preposition == "for" and phrase.behind == clause.at and goods_of(scene, phrase)
        for phrase in clause.phrases
    )


def _people_of_role(scene: Scene, clause: Clause) -> Theme | None:
    """People for whom a place is a source or a destination, in a text on trafficking: "is a
    destination for girls from"."""
    for role in clause.objects[:1]:
        if not role.named(scene.sentence, "role"):
            continue
        for held in clause.of(role)[:1]:
            if held.preposition in ("for", "of") and people(scene, held):
                at = held.heads[0]
                migrants = named_so(scene.sentence.items[at], "migrants")
                market = "migrant_smuggling" if migrants else "human_trafficking"
                return scene.told.setdefault(at, Theme(((market, ()),), at))
    return None


def _counted(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase:
    """The people of whom a number is moved: "hundreds of migrants"."""
    if scene.word(phrase.last) not in _NUMBERS:
        return phrase
    held = next((p for p in clause.of(phrase)[:1] if p.preposition == "of"), phrase)
    return held if people(scene, held) else phrase


def _spoken(scene: Scene) -> Theme | None:
    """What the text is about, as the sentence before named it, if it did."""
    if scene.before is None or scene.story is None:
        return scene.story
    same = dict(scene.before.markets).keys() == dict(scene.story.markets).keys()
    return scene.before if same else scene.story


def _arrived(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether what arrived is what a text about a catch of one market tells of: "four packages
    arrived at Sydney airport from Canada", "two passengers who came on a flight from Lima"."""
    if scene.story is None or not scene.caught:
        return False
    head = scene.word(phrase.last)
    person = head in scene.ways.travellers or head in scene.ways.people or not head.isalpha()
    if (clause.past or clause.passive) and not person:
        own = clause.subject.last if clause.subject is not None else -1
        for place in clause.phrases:
            off = place.preposition == "from" and 0 <= place.behind != own
            if off and scene.word(place.behind) in scene.ways.flights:
                return True  # "a lorry that had come off a ferry from Bilbao"
    if clause.verb not in scene.ways.come:
        return False
    if not (clause.past or clause.passive or clause.kind in ("participle", "relative")):
        return False
    if _of_story(scene, phrase) and (scene.word(phrase.last).isalpha() or boxes(scene, phrase)):
        return True
    texts = [token.text for token in scene.sentence.tokens]
    if any(a == "in" and b.isdigit() and len(b) == 4 for a, b in pairwise(texts)):
        return False  # "had come on a flight from Dubai in 2019"
    if head in scene.ways.flights:
        return not scene.ways.catches.isdisjoint(scene.sentence.said)  # "a flight arriving from"
    flown = not scene.ways.flights.isdisjoint(scene.sentence.said)
    return flown and scene.word(phrase.last) in scene.ways.travellers and scene.goods == ()


def _load(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a clause moves the lawful load in which the goods of a text on one catch were hidden:
    "The bananas had been shipped from"."""
    if scene.story is None or not scene.caught or phrase is not clause.subject:
        return False
    happened = clause.past or clause.passive or clause.verb == "be"
    if not happened or scene.word(phrase.last) not in scene.ways.covers or scene.goods:
        return False
    return scene.leading(phrase) in (*DEFINITE, "its", "their")


def _cover(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a clause moves what goods were hidden in: "cocaine in cans shipped from"."""
    words = scene.ways
    if clause.kind not in ("relative", "participle") or clause.subject is None:
        return False
    carries = clause.verb in CARRY and phrase in clause.objects
    if phrase is not clause.subject and not carries:
        return False
    phrase = clause.subject
    moved = (
        carries
        or clause.verb in words.moves - {"be"}
        or any(p.preposition in words.going for p in clause.phrases)
    )
    if not moved or clause.opener == "who" or scene.word(phrase.last) in words.people:
        return False
    for other in scene.clauses:
        known = other.verb in words.seizes or other.verb in words.hides or other.verb in words.rides
        moved = id(other) in scene.themes
        if other.first < clause.first and (known or moved):
            held = (p for p in other.phrases if p.parts[-1] == phrase.parts[-1])
            if any(p.preposition in (*words.holds, "of", "with") for p in held):
                return moved or any(index < clause.first for index in scene.goods)
    return False


def _story(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """What the text is about, where a phrase points to it, "the shipment", "the drug", or names a
    vehicle in a sentence that does."""
    about = scene.story or (scene.drug if scene.caught else None)
    if about is None or not _of_story(scene, phrase):
        return None
    first = scene.clauses[0].subject if scene.clauses else None
    pointing = (it for it in (phrase, first) if it is not None and _of_story(scene, it))
    single = scene.word(phrase.last) in scene.ways.loads_one
    made = scene.word(phrase.last) in ("product", "products", "goods")
    owned = made and scene.leading(phrase) in ("its", "their")
    definite = (
        owned
        or (single and clause.past and scene.caught)
        or any(
            scene.leading(it) in DEFINITE or scene.leading(it) in scene.ways.loads
            for it in pointing
        )
    )
    return about if definite else None


def _of_story(scene: Scene, phrase: Phrase) -> bool:
    named = scene.sentence.items[phrase.last].label == "route"
    return named or boxes(scene, phrase) or scene.word(phrase.last) in scene.ways.story


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
        clause.verb == "steal"
        and any(
            it.heads[-1] == head
            for it in (clause.objects if clause.objects else (clause.subject,))
            if it is not None
        )
        for clause in scene.clauses
    )
    return scene.told.setdefault(head, Theme((("stolen_vehicles", ()),), head)) if told else None


def _first(scene: Scene, phrase: Phrase) -> bool:
    """Whether a pronoun stands before all goods of its sentence, so that it means none of them."""
    return not scene.goods or phrase.first < scene.goods[0]


def _primary(scene: Scene, clause: Clause) -> list[Phrase]:
    """The phrases that name what moves: the subject of a passive, else the object, else the
    subject."""
    told_of = mover(scene, clause)
    subject = [told_of] if told_of is not None else []
    if clause.passive or not clause.objects:
        return subject
    objects = [phrase for phrase in clause.objects if not _time(scene, phrase)]
    objects = [phrase for phrase in objects if scene.word(phrase.last) != "underway"]
    if subject and scene.word(subject[0].heads[0]) in _PRONOUNS and clause.verb in _FOLLOW:
        return subject  # "it follows the Balkan route"
    if clause.verb in scene.ways.links or clause.verb in scene.ways.object:
        # "reaches Spain", "linking A with B": that is no goods.
        objects = [p for p in objects if not _names_place(scene, clause, p)]
    return [*objects, *subject]


def _names_place(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether an object is a place, by itself or as "the bay of Vlora"."""
    held = (it for it in clause.of(phrase)[:1] if it.preposition == "of")
    parts = (part for it in (phrase, *held) for part in it.parts)
    if goods_of(scene, phrase) is not None:
        return any(named_areas(scene, *part) for part in phrase.parts)
    return any(named_areas(scene, *part) for part in parts)


def _time(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase tells when or how often: "several times a week"."""
    head = phrase.heads[-1]
    item = scene.sentence.items[head]
    return item.label in ("date", "multiple") or scene.word(head) in scene.ways.times


def _held(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """Goods that a phrase names, itself or by what follows it: "a load of heroin"."""
    if scene.word(phrase.last) in scene.ways.ingredients:
        # "chemical components for MDMA"
        for made in clause.of(phrase)[:2]:
            if made.preposition in ("for", "of") and goods_of(scene, made) is not None:
                return scene.told.setdefault(phrase.last, Theme((("precursors", ()),), phrase.last))
    pronoun = scene.word(phrase.heads[-1]) in _PRONOUNS
    for held in (phrase, *(p for p in clause.of(phrase) if p.preposition in _HOLDS)):
        if pronoun and held.preposition == "for":
            continue  # "took them to Turkey for sexual exploitation"
        found = goods_of(scene, held)
        if found is not None:
            return found
    return None


def goods_in(scene: Scene, clause: Clause) -> Theme | None:
    """Goods that a clause says somebody to have: "was caught with 3 kg of cocaine"."""
    for phrase in (*clause.objects, *clause.phrases):
        found = _held(scene, clause, phrase) if phrase.first > clause.at else None
        if found is not None:
            return found
    return None


def _nearest(scene: Scene, clause: Clause) -> Theme | None:
    """The goods named nearest before a clause's verb in the sentence, else the next behind."""
    at = max(clause.at, clause.first)
    items = scene.sentence.items
    named = [i for i in scene.goods if theme_named(scene, [(i, items[i])]) is not None]
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
    return theme_named(scene, [(i, scene.sentence.items[i]) for i in chosen])
