"""Where goods were caught, told by whose authorities did: "Slovak customs stopped a lorry from"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of, national, place_of
from karaula.extract.legs.people import named_so
from karaula.extract.legs.scene import Scene, Stop
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF

_ARRIVE = ("arrive", "land", "dock")
ARRIVED = frozenset(("arrived", "landed", "docked"))
_WITHIN = ("in", "of", "at", "near", "on")
_WIDE = frozenset(("WORLD", "EUROPE", "EU"))
_WISHES = frozenset(("want", "wish", "aim", "seek", "hope", "plan", "intend", "try", "vow"))
_SEIZURES = SIGN_OF["thing"]
_ON_BODY = frozenset(("swallowing", "swallowed", "luggage", "suitcase", "suitcases", "stomach"))
_TIPS = frozenset(("intelligence", "information", "tip", "tip-off", "tips", "help", "support",
                   "assistance", "request", "data", "cooperation"))  # fmt: skip
"""What an agency gives to those who catch goods elsewhere: "stopped on a tip from Lisbon"."""
_NO_FINDS = frozenset(("arrest", "arrests", "raid", "raids", "attempt", "attempts", "progress"))
"""What is made without goods being caught."""
_TIMES = frozenset(("hour", "day", "week", "fortnight", "month", "year"))
_OF_MAKING = ("laboratories", "plantations", "plants")
_VERDICTS = ("guilty", "liable", "responsible", "innocent", "complicit", "dead")
FOUND = ("find", "catch", "discover")
"""Verbs before "to be carrying"."""


def caught_by(scene: Scene) -> Stop | None:
    """The country in which a sentence says goods to have been caught, or whose authorities did: it
    lies on their way."""
    at, areas = _catch(scene)
    areas = areas or _found_at(scene)
    if not areas:
        return None
    for number, clause in enumerate(scene.clauses):
        if judged(scene, clause) or number < at:
            continue
        if clause.verb in scene.ways.seizes or clause.raised in FOUND:
            phrase = clause.subject
            first = max(clause.at, clause.first)
            if phrase is not None and not clause.passive:
                return Stop("destination", areas, phrase.first, phrase.last, "at", number)
            return Stop("destination", areas, first, first, "at", number)
    for number, clause in enumerate(scene.clauses):
        for phrase in (clause.subject, *clause.objects, *clause.phrases):
            if phrase is not None and _find(scene, phrase.last) and not _apart(scene, phrase):
                return Stop("destination", areas, phrase.first, phrase.last, "at", number)
    return None


def caught_at(scene: Scene, *, arrived: bool = False) -> tuple[str, ...]:
    """The one area in which a sentence says goods to have been caught, by its place or by whose
    authorities did; or in which they ``arrived``."""
    return _catch(scene, arrived=arrived)[1] or _found_at(scene)


def _catch(scene: Scene, *, arrived: bool = False) -> tuple[int, tuple[str, ...]]:
    """The clause that says where goods were caught, and the area."""
    for number, clause in enumerate(scene.clauses):
        caught = clause.verb in scene.ways.seizes or clause.raised in FOUND
        caught = caught or (arrived and clause.verb in _ARRIVE and clause.past)
        if not caught or clause.certainty != "said" or judged(scene, clause):
            continue
        if clause.kind == "infinitive" or clause.raised in _WISHES:
            continue  # "wants to stop the flow"
        if any(it.kind == "content" and it.verb and it.parent == number for it in scene.clauses):
            continue  # "found that cigarettes are shipped"
        if _found_making(scene, clause):
            continue
        loaded = any(phrase.preposition == "with" for phrase in clause.phrases)
        loaded = loaded or (bool(scene.goods) and not _ON_BODY.isdisjoint(scene.sentence.said))
        if clause.verb in scene.ways.arrests and not (loaded or _vehicle(scene, clause)):
            continue  # people were caught there, goods may have been elsewhere
        places: list[str] = []
        for step, phrase in enumerate(clause.phrases):
            held = _held_by(scene, clause, step)
            led = held is not None and (_leads(scene, held) or scene.word(held.behind) in _TIPS)
            off = phrase.preposition == "off" and scene.word(phrase.last) in scene.ways.gates
            within = phrase.preposition in _WITHIN and phrase.preposition != "of"
            if off or (within and not led and not of_another_find(scene, clause, step)):
                places.extend(place_of(scene, clause, step)[0])
        inner = (one for one in scene.clauses if one.parent == number and one.kind == "participle")
        for other in inner:
            for step, phrase in enumerate(other.phrases):
                if phrase.preposition in _WITHIN and phrase.preposition != "of":
                    places.extend(place_of(scene, other, step)[0])
        areas = tuple(dict.fromkeys(it for it in places if it in scene.vocabulary.areas))
        told = clause.verb in _ARRIVE  # what arrives tells of no officers
        if not areas and not told and scene.ways.at_sea.isdisjoint(scene.sentence.said):
            areas = tuple(it for it in _areas(scene, clause) if it in scene.vocabulary.areas)
        if len(areas) == 1 and areas[0] not in _WIDE:
            return number, areas
    return -1, ()


def _held_by(scene: Scene, clause: Clause, step: int) -> Phrase | None:
    """The phrase on which another hangs, be it behind a bracket: "stopped on intelligence from the
    Maritime Centre (MC) in Lisbon"."""
    phrase, words = clause.phrases[step], scene.sentence.words
    at = phrase.behind
    while at > 0 and words[at] == ")" and "(" in words[:at]:
        at = len(words[:at]) - words[:at][::-1].index("(") - 2
    return next((it for it in clause.phrases if it.last == at), None)


def of_another_find(scene: Scene, clause: Clause, step: int) -> bool:
    """Whether a place is where something else was caught: "a week after the find at Foxton"."""
    held = _held_by(scene, clause, step)
    return held is not None and _apart(scene, held) and _find(scene, held.last)


def _apart(scene: Scene, phrase: Phrase) -> bool:
    """True for "six days after the find"."""
    behind = phrase.preposition in ("after", "before") and phrase.behind >= 0
    return behind and scene.word(phrase.behind).removesuffix("s") in _TIMES


def judged(scene: Scene, clause: Clause) -> bool:
    """Whether people were found to be something, not goods somewhere: "found guilty in"."""
    return clause.verb == "find" and scene.word(clause.at + 1) in _VERDICTS


def _leads(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is one of direction: "from Latakia", in "from Latakia in Syria"."""
    leads = scene.ways.ends.get(phrase.preposition, "at") != "at"
    return leads and bool(areas_of(scene, phrase))


def _vehicle(scene: Scene, clause: Clause) -> bool:
    """Whether a vessel or a vehicle was caught, not people: "a yacht apprehended near"."""
    caught = clause.subject if clause.passive else next(iter(clause.objects), None)
    return caught is not None and scene.word(caught.last) in scene.ways.rides_in


def _found_making(scene: Scene, clause: Clause) -> bool:
    """Whether places of making were found, no goods: "the police found laboratories"."""
    heads = (scene.sentence.items[head].meaning for one in clause.objects for head in one.heads)
    return any(isinstance(it, Name) and it.id in _OF_MAKING for it in heads)


def _found_at(scene: Scene) -> tuple[str, ...]:
    """Where a noun says goods to have been caught: "the discovery of cannabis at Dublin port"."""
    if scene.ways.finds.isdisjoint(scene.sentence.said) and _SEIZURES not in scene.sentence.said:
        return ()
    for clause in scene.clauses:
        for phrase in (clause.subject, *clause.objects, *clause.phrases):
            if phrase is None or not _find(scene, phrase.last) or _apart(scene, phrase):
                continue
            if phrase in clause.objects and not clause.passive:
                by = tuple(it for it in _areas(scene, clause) if it in scene.vocabulary.areas)
                if len(by) == 1 and clause.certainty == "said":
                    return by  # "Lebanese customs announced the seizure of"
            for inner in clause.of(phrase)[:4]:
                if scene.word(inner.last) in ("country", "world", "region", "area"):
                    continue  # "the largest find in the country"
                if inner.preposition == "by" and any(_officer(scene, it) for it in inner.heads):
                    born = national(scene, inner.first, inner.last) or areas_of(scene, inner)
                    if len(born) == 1 and born[0] in scene.vocabulary.areas:
                        return tuple(born)  # "the interception by Turkish customs of a lorry"
                if inner.preposition in ("in", "at", "near"):
                    areas = place_of(scene, clause, clause.phrases.index(inner))[0]
                    if len(areas) == 1 and areas[0] not in _WIDE:
                        return areas
    return ()


def _officer(scene: Scene, index: int) -> bool:
    return scene.word(index) in scene.ways.officers or scene.sentence.items[index].label == "body"


def _find(scene: Scene, index: int) -> bool:
    item = scene.sentence.items[index]
    found = scene.word(index) in scene.ways.finds and scene.word(index) not in _NO_FINDS
    return found or named_so(item, "seizures")


def _areas(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The country of those who caught something: the subject, or "by Ecuadorian police"."""
    by = (phrase for phrase in clause.phrases if phrase.preposition == "by")
    subject = next(by, None) if clause.passive else clause.subject
    if subject is not None and clause.kind == "content" and clause.parent is not None:
        above = scene.clauses[clause.parent]
        if scene.word(subject.heads[-1]) in ("they", "it") and above.subject is not None:
            clause, subject = above, above.subject  # "Police in Albania say they have seized"
    if subject is None:
        return ()
    last = clause.at - 1
    acts = clause.passive or _officer(scene, subject.heads[-1])
    if not acts and last > subject.last and _officer(scene, last):
        # "cooperation after Lebanese customs confiscated"
        subject = Phrase("", max(0, last - 2), [(max(0, last - 2), last)])
    head = scene.sentence.items[subject.heads[-1]]
    for item in subject.named(scene.sentence, "body"):
        if isinstance(item.meaning, Name):
            return tuple(scene.vocabulary.bodies[item.meaning.id].area)
    if head.label == "area" and isinstance(head.meaning, Name) and len(subject.parts) == 1:
        return (head.meaning.id,)  # "Italy seized a haul that had come from"
    if scene.word(subject.heads[-1]) not in scene.ways.officers:
        return ()
    named = national(scene, subject.first, subject.last) or areas_of(scene, subject)
    for phrase in clause.of(subject)[:1]:
        if not named and phrase.preposition in ("in", "of", "at"):
            step = clause.phrases.index(phrase)
            told = list(place_of(scene, clause, step)[0])
            named = told or national(scene, phrase.first, phrase.last)
    first = scene.sentence.items[0].meaning
    if not named and scene.dateline and isinstance(first, Name):
        named = [first.id]  # "SOFIA - Police seized"
    return tuple(dict.fromkeys(named))


def points(scene: Scene, clause: Clause) -> bool:
    """Whether what moves in a clause is what the text is about: "it", "the container", "a ship
    that"."""
    subject = clause.subject
    if subject is None or not (clause.past or clause.passive):
        return False
    items = scene.sentence.items
    head = scene.word(subject.heads[-1])
    held = head in scene.ways.carriers or items[subject.heads[-1]].label is not None
    held = held or (subject.behind >= 0 and named_so(items[subject.behind], "containers"))
    definite = scene.leading(subject) in ("the", "this", "these", "it", "they")
    return held and (definite or clause.kind == "relative")


def any_loads(scene: Scene, clause: Clause) -> bool:
    """Whether what moves in a clause is the loads of what was told before: "consignments for the
    Balkans are transhipped in"."""
    subject = clause.subject
    return subject is not None and subject.first == 0 and scene.leading(subject) in _LOADS


_LOADS = ("loads", "shipments", "consignments", "cargoes", "deliveries")
_BRANCHES = frozenset(("branch", "branches", "arm", "leg", "path", "spur", "variant", "strand"))


def branches(scene: Scene, clause: Clause) -> bool:
    """Whether a clause tells of a part of a route: "the southern branch runs through"."""
    subject = clause.subject
    if subject is None:
        return False
    head = scene.sentence.items[subject.last]
    texts = (it.text.lower() for it in scene.sentence.tokens if head.start <= it.start < head.end)
    return not _BRANCHES.isdisjoint(texts)


def catching(scene: Scene) -> Iterator[range]:
    """Items of a sentence that say who caught goods, and where: "police dogs in Ecuador found"."""
    for clause in scene.clauses:
        caught = clause.verb in scene.ways.seizes
        for phrase in (clause.subject, *clause.objects, *clause.phrases):
            if phrase is None:
                continue
            if caught and scene.ways.ends.get(phrase.preposition) == "at":
                yield range(phrase.first, phrase.last + 1)
            if _catches(scene, phrase):
                yield range(phrase.first, phrase.last + 1)
                for inner in clause.of(phrase)[:2]:
                    if inner.preposition in _WITHIN:
                        yield range(inner.first, inner.last + 1)


def _catches(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names those who catch goods: officers, dogs, an agency."""
    return any(_officer(scene, head) for head in phrase.heads)
