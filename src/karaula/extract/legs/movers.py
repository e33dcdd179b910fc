"""Who or what a clause says to move, where the noun next to it does not tell: "a woman arriving
from Lima was caught with cocaine", "with shipments from Peru arriving in".
"""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, market_of
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import national
from karaula.extract.legs.goods import theme_named
from karaula.extract.legs.people import demonym, named_so, people
from karaula.extract.legs.scene import Scene, Theme

CARRY = frozenset(
    ("carry", "transport", "haul", "contain", "hold", "load", "hide", "conceal", "have")
)
"""What is done with goods that the next clause moves: "was carrying cocaine and was headed for"."""
_HAVE = CARRY | frozenset(("smuggle", "bring", "import", "swallow", "possess", "traffic"))
_FULL = ("awash", "flush", "full", "inundated", "swamped", "rife", "saturated", "overrun")
_COME = ("come", "arrive", "sail", "set", "depart", "leave", "travel", "drive")
_TAKES = frozenset(("take", "bring", "deliver", "move", "drive", "travel", "turn"))
_HIDES = frozenset(("hide", "conceal", "contain", "hold", "carry", "reveal", "have"))
_UNLOADED = frozenset(("unloaded", "discharged", "offloaded", "removed"))
_READY = ("ready", "due", "set", "prepared", "scheduled", "about")
_MAKING = frozenset(("cultivation", "production", "growing", "manufacture", "manufacturing"))
_PAY = frozenset(("pay", "charge", "owe", "offer", "promise"))


def awash(scene: Scene, clause: Clause) -> bool:
    """Whether a place is said to be full of something: "Sweden is awash with pistols"."""
    told = clause.verb in ("be", "become", "remain")
    return told and any(scene.word(phrase.last) in _FULL for phrase in clause.objects)


def mover(scene: Scene, clause: Clause) -> Phrase | None:
    """The subject of a clause, or the noun that it tells of where others stand between them."""
    subject = clause.subject
    if subject is None or clause.parent is None or clause.parent >= len(scene.clauses):
        return subject
    parent = scene.clauses[clause.parent]
    if clause.kind == "infinitive" and scene.word(clause.first - 1) in _READY:
        # "found hashish in a boat ready to leave for"
        if scene.word(subject.last) in _READY and parent.subject is not None:
            return parent.subject  # "it was ready to leave for"
        for phrase in _nouns(parent):
            begin, last = phrase.parts[-1]
            if begin < last == clause.first - 1:
                return Phrase(phrase.preposition, phrase.first, [(begin, last - 1)], phrase.behind)
    if clause.kind == "relative" and scene.word(subject.last) in scene.ways.receivers:
        # "the main destinations for weapons from Kosovo, which are taken by"
        return next((it for it in parent.of(subject)[:1] if it.preposition == "for"), subject)
    if clause.opener in ("who", "whom") and not people(scene, subject):
        # "found migrants in a van who had been brought from"
        for phrase in reversed(_nouns(parent)):
            if phrase.last < clause.first and people(scene, phrase):
                return phrase
        return subject
    if clause.kind == "infinitive" and parent.verb in _PAY and parent.subject is not None:
        return parent.subject  # "migrants paid 3,000 euros each to be taken to"
    if clause.kind not in ("participle", "infinitive") or not _names_areas(scene, subject):
        return subject
    if clause.kind == "infinitive":
        return mover(scene, parent)  # "made in Armenia to be smuggled into"
    # "with shipments from Ecuador and Brazil arriving at"
    place = next((p for p in parent.phrases if p.parts == subject.parts), None)
    while place is not None and scene.ways.ends.get(place.preposition) is not None:
        if place.behind == parent.at and parent.verb in scene.ways.moves:
            return mover(scene, parent)  # "cars shipped from Dutch ports hidden in"
        head = next((p for p in _nouns(parent) if p.last == place.behind), None)
        if head is None or not _names_areas(scene, head):
            return head or subject
        place = head
    return subject


def relocates(scene: Scene, clause: Clause) -> bool:
    """Whether the making of goods moves elsewhere, not they: "cultivation has moved to"."""
    subject = clause.subject
    if subject is None or clause.passive or clause.verb not in ("move", "shift", "spread"):
        return False
    end = scene.sentence.items[subject.last].end
    made = any(it.end == end and it.text.lower() in _MAKING for it in scene.sentence.tokens)
    return made and not clause.objects


def before_mover(scene: Scene, clause: Clause) -> Iterator[Phrase]:
    """The phrases between a noun and the clause that tells of it: "loads from Peru arriving"."""
    noun = mover(scene, clause)
    if noun is None or noun is clause.subject or clause.parent is None:
        return
    for phrase in scene.clauses[clause.parent].of(noun):
        if phrase.last < clause.at:
            yield phrase


def _nouns(clause: Clause) -> list[Phrase]:
    subject = [clause.subject] if clause.subject is not None else []
    found = [*subject, *clause.objects, *clause.beside, *clause.phrases]
    return sorted(found, key=lambda phrase: phrase.last)


def _names_areas(scene: Scene, phrase: Phrase) -> bool:
    return all(
        scene.sentence.items[head].label in AREA_LABELS or national(scene, first, head)
        for first, head in phrase.parts
    )


def carried_by(scene: Scene, clause: Clause) -> Clause | None:
    """The clause that says what the subject of another carried: "carried cocaine and sailed"."""
    if clause.opener not in ("and", "but") or clause.subject is None:
        return None
    for other in scene.clauses:
        if other.first >= clause.first or other.verb not in CARRY or other.subject is None:
            continue
        if other.subject.parts == clause.subject.parts and not other.passive:
            return other
    return None


def caught_with(scene: Scene, clause: Clause) -> Clause | None:
    """The clause that says with what somebody was caught who came from somewhere: "was arrested
    with 3 kg of cocaine after arriving on a flight from"."""
    if clause.verb not in scene.ways.rides or clause.subject is None or clause.passive:
        return None
    if not _person(scene, clause.subject):
        return None
    for other in scene.clauses:
        if other is clause or other.subject is None or other.certainty != "said":
            continue
        told = clause.kind == "relative" and clause.past and other.verb in ("find", "seize")
        if told and any(it.parts == clause.subject.parts for it in other.phrases):
            return other  # "found cocaine in the luggage of a man who had flown in from"
        if other.subject.parts != clause.subject.parts and not _person(scene, other.subject):
            continue
        caught = other.verb in scene.ways.caught or other.verb in ("find", "seize")
        if (caught and other.passive) or (other.verb in _HAVE and not other.passive):
            return other
    return None


def _person(scene: Scene, phrase: Phrase) -> bool:
    return any(
        scene.word(head) in scene.ways.travellers or demonym(scene, head) for head in phrase.heads
    )


def vehicle_goods(scene: Scene, clause: Clause) -> Theme | None:
    """The goods that were caught in a vehicle of which a clause tells the way, whatever else it
    carried, or with those who were in it: "The lorry was carrying tiles from Iran to", "The driver
    was on his way from"."""
    subject = clause.subject
    if subject is None or clause.passive or clause.certainty != "said":
        return None
    ends = {scene.ways.ends.get(phrase.preposition) for phrase in clause.phrases}
    hidden = _hidden_in(scene, clause, subject) if {"origin", "destination"} <= ends else None
    if hidden is not None or not scene.caught:
        return hidden
    catches = bool(scene.goods) and not (
        scene.ways.catches.isdisjoint(scene.sentence.said)
        and _UNLOADED.isdisjoint(scene.sentence.said)
    )
    if "origin" not in ends or not ("destination" in ends or catches or clause.verb in _COME):
        return None
    head = scene.word(subject.last)
    goes = clause.verb in scene.ways.rides or any(
        scene.word(phrase.last) == "way" for phrase in clause.behind_verb()
    )
    carries = clause.verb in CARRY or clause.verb in ("deliver", "take", "bring", "move", "be")
    drives = head in ("driver", "drivers", "trucker", "passenger", "passengers")
    above = scene.clauses[clause.parent].subject if clause.parent is not None else None
    if clause.kind == "relative" and above is not None and above.parts != subject.parts:
        # "The lorry was driven by a Serb, who was travelling from"
        drives = drives or scene.word(above.last) in scene.ways.rides_in
        subject = above if drives else subject
    both = scene.word(subject.first) == "both" and "destination" in ends
    rides = both or head in scene.ways.rides_in or _in_vehicle(scene, clause, subject)
    if not (rides and (goes or carries)) and not (drives and goes):
        return None
    if catches:
        return theme_named(scene, [(at, scene.sentence.items[at]) for at in scene.goods[-1:]])
    definite = scene.leading(subject) in ("the", "this", "its", "both")
    # "During a check of a lorry with tiles travelling from Turkey to Spain", in a text on one catch
    below = clause.kind in ("participle", "relative") and "destination" in ends
    about = scene.before if definite else None
    return about or (scene.story if definite or below else None)


def _in_vehicle(scene: Scene, clause: Clause, load: Phrase) -> bool:
    """Whether what a clause moves is the lawful load of a vehicle: "a container with pineapples
    travelling from"."""
    above = scene.clauses[clause.parent] if clause.parent is not None else None
    if above is None:
        return False
    held = next((it for it in above.phrases if it.parts == load.parts), None)
    if held is None or held.preposition not in ("with", "of", "carrying"):
        return False
    if above.verb in CARRY and above.subject is not None:
        return scene.word(above.subject.last) in scene.ways.rides_in
    boxes = held.behind >= 0 and named_so(scene.sentence.items[held.behind], "containers")
    return boxes or scene.word(held.behind) in scene.ways.rides_in


def _hidden_in(scene: Scene, clause: Clause, vehicle: Phrase) -> Theme | None:
    """The goods that a vehicle hid of whose lawful load a clause tells the way: "two lorries
    carrying marble from Iran to Austria hid heroin"."""
    if not scene.goods or clause.verb not in CARRY | _TAKES:
        return None
    start = scene.sentence.items[vehicle.first].start
    end = scene.sentence.items[vehicle.last].end
    words = (it.text.lower() for it in scene.sentence.tokens if start <= it.start < end)
    if scene.ways.rides_in.isdisjoint(words):
        return None
    for other in scene.clauses:
        if other is clause or other.subject is None or other.certainty != "said":
            continue
        if other.subject.first == vehicle.first and other.verb in _HIDES:
            held = [at for it in (*other.objects, *other.phrases) for at in _inside(scene, it)]
            if held:
                return theme_named(scene, [(at, scene.sentence.items[at]) for at in held[:1]])
    return None


def _inside(scene: Scene, phrase: Phrase) -> list[int]:
    return [at for at in scene.goods if phrase.first <= at <= phrase.last]


def with_couriers(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods of those who carry them: "heroin couriers ride the train from"."""
    group = scene.sentence.items[phrase.last].meaning
    if not isinstance(group, Group) or not group.id.endswith(("couriers", "mules", "runners")):
        return None
    markets = {market_of(scene.vocabulary, name) for name in group.inside} - {None, "drugs"}
    return Theme(((str(markets.pop()), ()),), phrase.last) if len(markets) == 1 else None
