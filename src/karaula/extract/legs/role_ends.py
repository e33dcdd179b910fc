"""Stops that what a place is or does tells: "a destination for hashish from", "is part of the route
used to smuggle heroin to"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of, place_of
from karaula.extract.legs.scene import Scene, Stop
from karaula.extract.sentences.lexicon import Name

_PARTS = ("of", "in", "such as", "like", "including")
_SOURCES = ("sources", "suppliers", "producers", "exporters", "supplier", "producer", "exporter")
_ENTRIES = frozenset(("transit|entry point", "transit|gateway"))
_ENDS = {
    "hub": "hub",
    "source": "origin",
    "production": "origin",
    "transit": "via",
    "entry": "entry",
    "storage": "store",
    "destination": "destination",
}


def role_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """What a role says of a way that the clause tells as well: "a destination for hashish from
    Morocco" ends in the subject; so it does where a clause tells the way of those goods: "for
    waste coming from"."""
    above = clause.parent
    if clause.kind in ("participle", "relative") and above is not None:
        parent = scene.clauses[above] if above < len(scene.clauses) else None
        held = (
            parent is not None
            and clause.subject is not None
            and any(
                phrase.parts == clause.subject.parts and phrase.preposition in ("for", "of")
                for phrase in parent.phrases
            )
        )
        at = clause.first - 2
        for_it = clause.opener in ("for", "of") and scene.sentence.items[at].label == "role"
        if parent is not None and (held or for_it):  # "a hub for smuggling ivory to"
            yield from _role_stops(scene, parent)
            return
    yield from _role_stops(scene, clause)


_MAKES = ("make", "turn", "transform", "convert", "establish")
_SPOTS = ("point", "points", "port", "ports", "place", "places", "hub", "hubs")
_LEAVES = ("departure", "exit", "embarkation", "dispatch", "despatch", "loading", "origin")
_COMES = ("arrival", "landing", "unloading", "discharge", "delivery")
_PADS = (("launch", "pad"), ("launching", "pad"), ("jumping", "-", "off"), ("launchpad",))


def _spot(scene: Scene, clause: Clause, phrase: Phrase) -> str | None:
    """What a place is called from or to which goods go: "the leading departure point", "a port of
    arrival", "a launch pad"."""
    told = phrase in clause.objects or phrase.preposition in ("as", "into")
    words = scene.sentence.words
    if not told:
        return None
    if any(words[phrase.last + 1 - len(pad) : phrase.last + 1] == pad for pad in _PADS):
        return "source"
    if words[phrase.last] not in _SPOTS:
        return None
    held = words[phrase.last + 1 : phrase.last + 3]
    kind = held[1] if held[:1] == ("of",) and len(held) > 1 else words[phrase.last - 1]
    return "source" if kind in _LEAVES else "destination" if kind in _COMES else None


def _one_of(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase says what something is one of: "one of the main sources of"."""
    at = phrase.behind
    counted = at >= 0 and scene.sentence.items[at].label in ("number", "count")
    return phrase.preposition == "of" and (counted or scene.word(at) in ("one", "among"))


def part_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """The area that is said to lie on the route that a clause tells of: "Serbia is part of the
    Balkan route used to smuggle heroin to"."""
    above = clause
    while above.parent is not None and above.kind != "main" and above.parent < len(scene.clauses):
        above = scene.clauses[above.parent]
    subject = above.subject
    if above is clause or subject is None or above.verb not in ("be", "lie", "sit", "form"):
        return
    if above.certainty != "said" or clause.kind not in ("infinitive", "participle", "relative"):
        return
    on = [it for it in above.phrases if it.preposition in ("of", "on", "along") and _way(scene, it)]
    named = any(scene.word(it.last) == "part" for it in above.objects) or above.verb != "be"
    areas = areas_of(scene, subject)
    if areas and any(it.first > above.at for it in on) and (named or not above.objects):
        yield Stop("via", tuple(dict.fromkeys(areas)), subject.first, subject.last, "role")


def _way(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase ends in a route."""
    last = phrase.last
    return scene.sentence.items[last].label == "route" or scene.word(last) in scene.ways.line_nouns


def _role_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    subject = clause.subject
    if subject is None:
        # Under a country: "Used as a transit point for heroin from".
        first = next((p for p in clause.phrases if p.named(scene.sentence, "role")), None)
        if first is None or scene.section is None:
            return
        subject = first
    said = {
        meaning.id
        for phrase in (
            *(clause.objects if clause.verb else (subject,)),
            *clause.beside,
            *(p for p in clause.phrases if p.preposition in ("as", "into") or _one_of(scene, p)),
        )
        for item in phrase.named(scene.sentence, "role")
        if isinstance(meaning := item.meaning, Name)
    }
    roles = {role.partition("|")[0] for role in said}
    if (
        not roles
        and clause.verb in ("be", "become", "remain")
        and any(scene.word(phrase.last) in scene.ways.receivers for phrase in clause.objects)
    ):
        roles = {"destination"}
    if not roles and any(
        scene.word(phrase.last) in _SOURCES and (phrase in clause.objects or _one_of(scene, phrase))
        for phrase in (*clause.objects, *clause.phrases)
    ):
        roles = {"source"}  # "one of the main suppliers of"
    if not roles:
        spots = (_spot(scene, clause, it) for it in (*clause.objects, *clause.phrases))
        roles = {it for it in spots if it}
    if clause.verb in _MAKES and clause.objects and not clause.passive:
        subject = clause.objects[0]  # "made Ecuador the leading departure point for"
    if said == {"transit|hub"} and not any(
        scene.ways.ends.get(phrase.preposition) == "origin" for phrase in clause.phrases
    ):
        roles = {"hub"}  # "a hub for trans-shipment to": they set out there
    if said <= _ENTRIES and said:
        roles = {"entry"}  # "the main entry point for cocaine from"
    if roles == {"transit", "destination"}:
        roles = {"destination"}
    end = _ENDS.get(roles.pop()) if len(roles) == 1 else None
    areas, last = areas_of(scene, subject), subject.last
    bare = clause.subject is None or not clause.verb
    if bare and subject.named(scene.sentence, "role") and scene.section:
        areas = [scene.section]  # under a country: "Transit point for heroin from"
    inner = next(iter(clause.of(subject)), None)
    if not areas and inner is not None and inner.preposition in _PARTS:
        areas, last = areas_of(scene, inner), inner.last  # "the ports of the region"
    if end is None or not areas:
        return
    yield Stop(end, tuple(dict.fromkeys(areas)), subject.first, last, "role")
    told = any(it.preposition in ("to", "into") and it.first > clause.at for it in clause.phrases)
    if end == "origin" and not told:
        for place, phrase in enumerate(clause.phrases):
            sold = phrase.preposition == "in" and clause.verb in ("be", "remain", "become")
            if (phrase.preposition == "for" or sold) and phrase.first > clause.at:
                markets, last, _ = place_of(scene, clause, place)
                if sold and any(it not in scene.vocabulary.areas for it in markets):
                    continue  # "the main source in the region"
                if markets and set(markets).isdisjoint(areas):
                    yield Stop("destination", markets, phrase.first, last, "role")
