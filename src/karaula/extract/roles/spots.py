"""Places that a text has named before, where it calls them by their bare name or by what they are:
"Bar has become an entry point", "the port, which prosecutors call a gateway"."""

from collections.abc import Iterable, Iterator, Mapping

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.scene import Scene
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_KINDS = frozenset(("port", "harbour", "harbor", "city", "town", "airport", "terminal", "seaport",
                    "crossing", "village"))  # fmt: skip
_NEAR = 4
"""Items beside a place among which it is told what it is."""
_HELPING = frozenset((
    "is", "are", "was", "were", "has", "have", "had", "been", "be", "become", "again", "now",
    "still", "also", "already", "once", "today", "long", "itself",
))  # fmt: skip
_MAKES = ("make", "makes", "made", "making")
_PARTS = frozenset(("ports", "port", "coast", "coasts", "harbours", "harbors", "airports",
                    "airport", "waters", "shores", "beaches", "coastline", "territory", "borders",
                    "border", "forests", "mountains", "villages", "factories", "workshops",
                    "islands", "capital"))  # fmt: skip
"""What an area has."""
_ZONES = frozenset(("zone", "port", "airport", "area", "region", "district", "valley", "coast",
                    "border", "harbour", "harbor", "crossing", "ports", "beaches"))  # fmt: skip
_LIES_IN = ("of", "in", "at", "near", "on", "around")
_THERE = frozenset(("transit", "storage", "production"))
"""Roles that a place has for the country it lies in: "is Chile's main gateway"."""


def spots_of(text: str, sentences: Iterable[Sentence]) -> Mapping[str, str]:
    """Areas by the names of their places, in lower case, and by "port" where all ports that a text
    names lie in one area."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for at, item in sentence.marked:
            if item.label != "place" or not isinstance(item.meaning, Name):
                continue
            name = text[item.start : item.end].lower()
            found.setdefault(name, set()).add(item.meaning.id)
            near = {*sentence.words[max(0, at - 2) : at], *sentence.words[at + 1 : at + 2]}
            for kind in _KINDS & {*near, *name.split()}:
                found.setdefault(f"the {kind}", set()).add(item.meaning.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def spot_of(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """The area of a place that the text has named before."""
    first, last = phrase.parts[0]
    if len(phrase.parts) > 1 or scene.sentence.items[last].label is not None:
        return ()
    if first == last:
        start = scene.sentence.items[last].start
        named = (it.text for it in scene.sentence.tokens if it.start == start)
        name = next(named, "")
        area = scene.spots.get(name.lower()) if name[:1].isupper() else None
    else:
        the = scene.word(first) in ("the", "this") and last == first + 1
        area = scene.spots.get(f"the {scene.word(last)}") if the else None
    return (area,) if area is not None else ()


def before_verb(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The area right before the verb, behind a comma that closes what stands in front: "Ten years
    after the raid on the village, Chile is"."""
    subject = clause.subject
    at = clause.at - 1
    while at > clause.first and (scene.word(at) in _HELPING or scene.word(at).endswith("ly")):
        at -= 1
    item = scene.sentence.items[at] if at > 0 else None
    if item is None or item.label not in AREA_LABELS or not isinstance(item.meaning, Name):
        return ()
    apart = subject is not None and subject.parts[0][1] < at - 1 and scene.word(at - 1) == ","
    return (item.meaning.id,) if apart else ()


def possessed(scene: Scene, phrase: Phrase, role: str) -> tuple[str, ...]:
    """The country whose place a name that nothing is known of is told to be: "Arica is Chile's
    main gateway for"."""
    first, last = phrase.parts[0]
    items, words = scene.sentence.items, scene.sentence.words
    if role not in _THERE or last - first < 2 or items[first].label != "area":
        return ()
    meaning = items[first].meaning
    mark = words[first + 1] in ("'", "’")
    return (meaning.id,) if mark and isinstance(meaning, Name) else ()


def made_by_words(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """The area that "the country" stands for where something makes it a role, whatever the verb of
    the clause was taken for: "stocks left over from the war make the country one of the chief"."""
    first = phrase.parts[0][0]
    words, items = scene.sentence.words, scene.sentence.items
    held = words[first : first + 2] in (("the", "country"), ("the", "island"), ("the", "kingdom"))
    if not held or phrase.last < first + 2 or words[first - 1] not in _MAKES:
        return ()
    for item in reversed(items[:first]):
        if item.label == "area" and isinstance(item.meaning, Name):
            return (item.meaning.id,)
    return scene.there[-1:] if scene.area_before else ()


def place_name(scene: Scene, phrase: Phrase | None) -> bool:
    """Whether a phrase is one name that no vocabulary knows, or "the port"."""
    if phrase is None or len(phrase.parts) > 1:
        return False
    first, last = phrase.parts[0]
    if scene.word(last) in _KINDS and scene.word(first) in ("the", "this"):
        return True
    starts = {scene.sentence.items[at].start for at in range(first, last + 1)}
    plain = all(scene.sentence.items[at].label is None for at in range(first, last + 1))
    told = [it.text for it in scene.sentence.tokens if it.start in starts]
    return plain and bool(told) and all(text[:1].isupper() for text in told) and len(told) < _NEAR


def its_own(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area whose ports or coast those are: "Ecuador grows no coca, yet its ports have"."""
    if scene.word(phrase.parts[0][0]) != "its" or scene.word(phrase.last) not in _PARTS:
        return ()
    before = (areas_of(scene, subject) for subject in subjects_before(scene, clause))
    return tuple(next((it for it in before if it), scene.there if scene.area_before else ()))


def zone_of(scene: Scene, clause: Clause) -> list[str]:
    """Where a place lies that something is called: "regard the free zone at Jebel Ali as"."""
    for phrase in clause.objects:
        if scene.word(phrase.last) in _ZONES:
            inner = clause.of(phrase)[:1]
            return [a for p in inner if p.preposition in _LIES_IN for a in areas_of(scene, p)]
    return []


def subjects_before(scene: Scene, clause: Clause) -> Iterator[Phrase]:
    """Subjects of the clauses of the sentence before a clause, the nearest first."""
    for other in reversed(scene.clauses):
        if other.subject is not None and other.first < clause.first:
            yield other.subject
