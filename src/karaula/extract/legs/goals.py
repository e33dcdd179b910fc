"""Stops that the word "destination" tells: "whose destination was Antwerp", "had Valencia as its
destination", "with destination Hamburg"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of, place_of
from karaula.extract.legs.goods import goods_of, told_before
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.sentence import SIGN_OF

_SEATS = ("in", "at", "from", "of", "near")
_ROLE = SIGN_OF["role"]


_OUTSET = frozenset(("loading", "departure", "origin", "shipment", "dispatch", "embarkation"))
_ARRIVAL = frozenset(("discharge", "unloading", "arrival", "destination", "delivery"))
_SPOTS = ("port", "point", "place", "country", "airport")


def outset_stops(scene: Scene, number: int, clause: Clause) -> Iterator[tuple[Theme, list[Stop]]]:
    """Where a load was sent from, or to: "the port of loading was Guayaquil", "Vietnam was the
    destination of both loads"."""
    subject = clause.subject
    if clause.verb != "be" or subject is None or not clause.objects or subject.last >= clause.at:
        return
    theme = scene.before or scene.story
    if theme is None or not scene.caught or clause.certainty != "said":
        return
    held = next((it for it in clause.of(subject)[:1] if it.preposition == "of"), None)
    goal = clause.objects[0]
    if scene.word(subject.last) in _SPOTS and held is not None:
        word = scene.word(held.last)
        end = "origin" if word in _OUTSET else "destination" if word in _ARRIVAL else ""
        areas, last = areas_of(scene, goal), goal.last
        for step, inner in enumerate(clause.phrases):
            if end and not areas and inner.behind == goal.last and inner.preposition in _SEATS:
                found, last, _ = place_of(scene, clause, step)
                areas = list(found)
        if end and areas:
            yield theme, [Stop(end, tuple(areas), subject.first, last, "way", number)]
    elif _goal(scene, goal.last):
        of = next((it for it in clause.of(goal)[:1] if it.preposition == "of"), None)
        areas = areas_of(scene, subject)
        if of is not None and areas and scene.word(of.last) in scene.ways.loads_one:
            yield (
                theme,
                [Stop("destination", tuple(areas), subject.first, of.last, "way", number)],
            )


def goal_stops(scene: Scene, number: int, clause: Clause) -> Iterator[tuple[Theme, list[Stop]]]:
    """Where goods were to go by what was their destination."""
    consigned = not scene.ways.consignees.isdisjoint(scene.sentence.said)
    if _ROLE not in scene.sentence.said and not consigned:
        return
    theme: Theme | None = None
    areas: list[str] = []
    first = last = -1
    if clause.verb == "be" and clause.subject is not None and _goal(scene, clause.subject.last):
        for held in clause.of(clause.subject)[:1]:
            theme = goods_of(scene, held) if held.preposition == "of" else None
        for phrase in clause.objects[:1]:
            areas, first, last = areas_of(scene, phrase), phrase.first, phrase.last
            for step, inner in enumerate(clause.phrases):
                if not areas and inner.behind == phrase.last:
                    found, last, _ = place_of(scene, clause, step)
                    areas = list(found)
    if consigned and not areas:
        areas, first, last = _consigned_to(scene, clause)
    for step, phrase in enumerate(clause.phrases):
        if phrase.preposition == "as" and clause.verb == "have" and _goal(scene, phrase.last):
            held_by = [it for it in clause.objects if it.last <= phrase.first]
            areas = [area for it in held_by for area in areas_of(scene, it)]
            if areas:
                first, last = held_by[0].first, phrase.last
        elif phrase.preposition == "with" and _named(scene, phrase):
            found, last, _ = place_of(scene, clause, step)
            areas, first = list(found), phrase.first
    if not areas:
        return
    theme = theme or told_before(scene, first) or scene.before
    if theme is None and scene.caught:
        theme = scene.story
    if theme is not None:
        yield theme, [Stop("destination", tuple(areas), first, last, "way", number)]


def _consigned_to(scene: Scene, clause: Clause) -> tuple[list[str], int, int]:
    """Where those are to whom goods are addressed: "its consignee was a firm in Belgium"."""
    subject = clause.subject
    if subject is None or clause.verb != "be" or subject.last >= clause.at:
        return [], -1, -1
    held = [it for it in clause.of(subject)[:1] if it.preposition == "of"]
    if all(scene.word(head) not in scene.ways.consignees for head in subject.heads):
        return [], -1, -1
    for phrase in clause.objects[:1]:
        areas, last = areas_of(scene, phrase), phrase.last
        for step, inner in enumerate(clause.phrases):
            if not areas and inner.behind == phrase.last and inner.preposition in _SEATS:
                found, last, _ = place_of(scene, clause, step)
                areas = list(found)
        return areas, held[0].first if held else subject.first, last
    for step, phrase in enumerate(clause.phrases):
        if phrase.preposition in ("in", "at") and phrase.behind == clause.at:
            found, last, _ = place_of(scene, clause, step)
            return list(found), subject.first, last  # "the consignee was in Riyadh"
    return [], -1, -1


def _named(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase is "destination Hamburg" or "the destination of Portugal"."""
    inside = range(phrase.parts[0][0], phrase.parts[-1][1] + 1)
    return any(_goal(scene, index) for index in inside)


def _goal(scene: Scene, index: int) -> bool:
    """Whether a role is told by the word "destination" alone, not by "a destination country"."""
    item = scene.sentence.items[index]
    if item.label != "role":
        return False
    words = [it.text.lower() for it in scene.sentence.tokens if item.start <= it.start < item.end]
    return words[-1:] == ["destination"]
