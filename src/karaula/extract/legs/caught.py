"""Where goods were caught, told by whose authorities did: "Slovak customs stopped a lorry from"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of, national
from karaula.extract.legs.scene import Scene, Stop
from karaula.extract.sentences.lexicon import Name

_WITHIN = ("in", "of", "at", "near", "on")
_WIDE = frozenset(("WORLD", "EUROPE", "EU"))


def caught_by(scene: Scene) -> Stop | None:
    """The country whose authorities a sentence says to have caught goods: where their way ended."""
    for clause in scene.clauses:
        subject = clause.subject
        if clause.verb in scene.ways.seizes and subject is not None and not clause.passive:
            areas = _areas(scene, clause)
            if len(areas) == 1 and areas[0] not in _WIDE:
                return Stop("destination", areas, subject.first, subject.last, "at")
    return None


def _areas(scene: Scene, clause: Clause) -> tuple[str, ...]:
    subject = clause.subject
    assert subject is not None
    head = scene.sentence.items[subject.heads[-1]]
    if head.label == "body" and isinstance(head.meaning, Name):
        return tuple(scene.vocabulary.bodies[head.meaning.id].area)
    if head.label == "area" and isinstance(head.meaning, Name) and len(subject.parts) == 1:
        return (head.meaning.id,)  # "Italy seized a haul that had come from"
    if scene.word(subject.heads[-1]) not in scene.ways.officers:
        return ()
    named = national(scene, subject.first, subject.last) or areas_of(scene, subject)
    for phrase in clause.of(subject)[:1]:
        if not named and phrase.preposition in ("in", "of", "at"):
            named = areas_of(scene, phrase) or national(scene, phrase.first, phrase.last)
    return tuple(dict.fromkeys(named))


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
    return any(
        scene.word(head) in scene.ways.officers or scene.sentence.items[head].label == "body"
        for head in phrase.heads
    )
