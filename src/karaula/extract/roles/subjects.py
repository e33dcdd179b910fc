"""The areas that the subject of a clause names or stands for."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import areas_of, named_before
from karaula.extract.legs.scene import Scene
from karaula.extract.roles.mentions import phrases_of
from karaula.extract.roles.spots import before_verb, its_own, spot_of, subjects_before
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.lexicon import Name

PRONOUNS = frozenset(("it", "they", "which", "that", "this", "there", "both"))
_LYING = frozenset(("port", "city", "town", "harbour", "harbor", "airport", "island", "village",
                    "enclave", "archipelago", "province", "district", "crossing"))  # fmt: skip
_LIES = ("locate", "situate", "base", "lie")
_BODIES = frozenset(
    (
        "centre",
        "center",
        "agency",
        "ministry",
        "police",
        "office",
        "service",
        "unit",
        "authority",
        "government",
        "company",
        "firm",
        "court",
        "parliament",
        "president",
        "minister",
        "institute",
        "committee",
        "council",
        "bureau",
        "directorate",
        "department",
        "army",
        "navy",
        "bank",
        "mission",
        "embassy",
        "newspaper",
        "businessman",
        "lawyer",
        "farmer",
        "broker",
        "dealer",
        "trader",
    )
)
"""Persons and institutions, which are no areas, whatever their country."""
_SEVERAL = frozenset(("countries", "ports", "states", "nations", "cities", "harbours", "islands",
                      "neighbours", "neighbors", "harbors", "republics"))  # fmt: skip
_NAMED_SO = frozenset(("country", "kingdom", "island", "republic", "state", "nation", "territory",
                       "city", "port", "archipelago", "emirate", "enclave", "sultanate",
                       "principality", "bloc", "harbour", "harbor", "town", "crossing",
                       "checkpoint", "airport", "terminal"))  # fmt: skip
_THE = ("the", "this", "that", "its", "country", "island", "our")
_PARTICIPLES = ("been", "become", "served", "acted", "turned", "emerged", "remained", "developed",
                "grown", "evolved", "established", "positioned", "consolidated",
                "asserted")  # fmt: skip
_SIDES = ("border", "frontier", "borderland", "borderlands", "area", "region", "boundary")
_EXAMPLES = ("such as", "like", "including", "notably", "namely", "especially")
_SUCH = frozenset(words.split()[0] for words in _EXAMPLES)


def subject_of(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """Areas of the subject; of "it", "which" and "the country" those that it stands for."""
    if clause.subject is None:
        return _of_next(scene, clause)
    parted = _parted(scene, clause)
    if parted is not None:
        return subject_of(scene, parted)
    own = _told_so(scene, clause)
    if own:
        return own
    named = examples_of(scene, clause, clause.subject) or areas_of(scene, clause.subject)
    if named and _of_body(scene, clause.subject):
        return ()
    if named:
        parts = clause.subject.parts if len(clause.subject.parts) > 1 else []
        more = [a for part in parts for a in spot_of(scene, Phrase("", part[0], [part]))]
        return tuple(dict.fromkeys((*more, *named)))
    if scene.word(clause.subject.last) in _SIDES or scene.word(clause.subject.heads[0]) in _SIDES:
        for phrase in clause.of(clause.subject)[:1]:
            if phrase.preposition == "between":
                return tuple(dict.fromkeys(areas_of(scene, phrase)))  # "the border between"
    # "Workshops in Poland", "the ports of Spain", "the island of Fiji"
    for phrase in clause.of(clause.subject)[:2]:
        if phrase.preposition in ("in", "of", "across", "throughout", "within"):
            inner = areas_of(scene, phrase)
            if inner:
                return tuple(inner)
    lying = _located(scene, clause)
    if lying:
        return lying
    beside = _apposed(scene, clause) if clause.kind == "relative" else ()
    if beside:
        return beside
    fronted = behind_comma(scene, clause) or before_verb(scene, clause)
    if fronted:
        return fronted
    spot = spot_of(scene, clause.subject)
    if spot:
        return spot
    owned = its_own(scene, clause, clause.subject)
    if owned:
        return owned
    head = scene.word(clause.subject.heads[0])
    if head in _SEVERAL:
        return _those(scene, clause.subject)
    if head == "what" and scene.word(clause.subject.first - 1) in ("at", "in", "from", "through"):
        return scene.latter  # "the first decline at what is one of the main gateways"
    if head == "latter":
        return named_before(scene, clause.subject.first) or scene.latter
    if scene.word(clause.subject.parts[0][0]) in ("our", "my", "your", "their"):
        return ()  # whose it is depends on who says so
    if head == "region" and scene.word(clause.subject.parts[0][0]) in ("the", "this"):
        region = _region_before(scene, clause.subject.first)
        if region:
            return region
    if head in PRONOUNS or (head in _NAMED_SO and scene.word(clause.subject.first) in _THE):
        for other in reversed(scene.clauses):
            if other.subject is not None and other.first < clause.first:
                if scene.word(other.subject.heads[-1]) == "there":
                    continue
                before = areas_of(scene, other.subject)
                if not before and head in ("city", "port", "territory", "harbour", "harbor"):
                    before = [a for a in _first_area(scene, other.subject) if a]
                if not before and head == "it" and scene.word(other.subject.last) in _NAMED_SO:
                    before = list(subject_of(scene, other))  # "the city's port …, and it remains"
                if before:
                    return tuple(before)
                route = scene.word(other.subject.last) in scene.ways.line_nouns
                if head == "it" and route:
                    return ()  # "the route is short, and it remains the key corridor"
        lately = scene.recent[-1] if scene.recent else ()
        told = scene.area_before or scene.section or set(scene.there) <= set(lately)
        if head == "it" and not told:
            return ()  # nothing that the sentence before was about
        return scene.there or ((scene.section,) if scene.section else ())
    return ()


def _told_so(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """What "the country" is that its own sentence named: "Chile keeps it: the country is"."""
    subject = clause.subject
    if subject is None or scene.sentence.words[subject.first : subject.last + 1] not in (
        ("the", "country"), ("the", "island"), ("the", "republic"), ("the", "kingdom")
    ):  # fmt: skip
        return ()
    for before in subjects_before(scene, clause):
        if scene.sentence.items[before.last].label == "area":
            return tuple(areas_of(scene, before))[:1]
    return ()


def _parted(scene: Scene, clause: Clause) -> Clause | None:
    """The clause of the "has" that a span of time parts from its verb: "has for more than a decade
    been a hub"."""
    if scene.word(clause.at) not in _PARTICIPLES or clause.opener in ("that", "which", "who"):
        return None
    for other in scene.clauses:
        if other.verb == "have" and other.last == clause.at and not other.objects:
            behind = scene.sentence.words[other.at + 1 : other.at + 2]
            return other if behind in (("for",), ("since",), ("over",), ("in",)) else None
    return None


def _first_area(scene: Scene, phrase: Phrase) -> list[str]:
    """The area that a phrase begins with: "Hong Kong customs say that the city"."""
    item = scene.sentence.items[phrase.parts[0][0]]
    named = item.label in AREA_LABELS and isinstance(item.meaning, Name)
    return [item.meaning.id] if named and isinstance(item.meaning, Name) else []


def _those(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """Areas that "the two ports" and "both countries" stand for: as many were named just before."""
    items = scene.sentence.items[phrase.parts[0][0] : phrase.last]
    if scene.word(phrase.parts[0][0]) not in ("the", "both", "these", "all", "those"):
        return ()
    counts = [int(it.meaning.value) for it in items if isinstance(it.meaning, Figure)]
    number = 2 if scene.word(phrase.parts[0][0]) == "both" else next(iter(counts), 0)
    own = [
        item.meaning.id
        for item in scene.sentence.items[: phrase.first]
        if item.label in AREA_LABELS and isinstance(item.meaning, Name)
    ]
    found: dict[str, None] = {}
    for named in (tuple(own), *reversed(scene.recent)):
        found.update(dict.fromkeys(area for area in named if area in scene.vocabulary.areas))
        if len(found) >= number:
            break
    return tuple(found) if number > 1 and len(found) == number else ()


def _of_body(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is a person or an institution of a country: "the Turkish Monitoring Centre"."""
    if phrase.named(scene.sentence, *AREA_LABELS):
        return False
    head = scene.word(phrase.last)
    return head in scene.ways.travellers or head in _BODIES


def _located(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """Where a participle behind the subject says that it lies: "The port, located in Calabria,"."""
    subject = clause.subject
    if subject is None or scene.word(subject.last) not in _LYING:
        return ()
    for other in scene.clauses:
        near = subject.last < other.first <= subject.last + 3
        if near and other.kind == "participle" and other.verb in _LIES:
            return tuple(a for phrase in other.phrases for a in areas_of(scene, phrase))[:1]
    return ()


def _of_next(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The subject of the clause that "-ing" in front hangs on: "Bordering Turkey, Bulgaria is"."""
    if clause.form != "ing":
        return ()
    following = (it for it in scene.clauses if it.first > clause.first and it.form == "finite")
    above = next(following, None)
    if above is None or above.subject is None or scene.word(above.subject.first - 1) != ",":
        return ()
    return tuple(areas_of(scene, above.subject))


def examples_behind(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase | None:
    """The phrase that names some of those that another speaks of: "countries, like Bulgaria"."""
    if _SUCH.isdisjoint(scene.sentence.said):
        return None
    ends = (phrase.last, *(p.last for p in clause.of(phrase)[:1] if p.preposition == "for"))
    for other in (p for one in (clause, *scene.clauses) for p in one.phrases):
        if other.preposition in _EXAMPLES and any(
            end < other.first and scene.sentence.words[end + 1 : other.first] in ((), (",",))
            for end in ends
        ):
            return other
    return None


def examples_of(scene: Scene, clause: Clause, phrase: Phrase) -> list[str]:
    """Areas that are named as some of those that a phrase speaks of."""
    examples = examples_behind(scene, clause, phrase)
    return areas_of(scene, examples) if examples is not None else []


def _region_before(scene: Scene, first: int) -> tuple[str, ...]:
    """The region named before in the sentence: "in the Sahel, and the region is"."""
    for item in reversed(scene.sentence.items[:first]):
        if item.label == "region" and isinstance(item.meaning, Name):
            return (item.meaning.id,)
    return ()


def behind_comma(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The area that a noun in front is set beside: "A poor country, Laos has become"."""
    if clause.subject is None or len(clause.subject.parts) > 1:
        return ()
    for phrase in clause.beside:
        before = clause.subject.last < phrase.first and phrase.last < clause.at
        if before and scene.word(phrase.first - 1) == ",":
            named = areas_of(scene, phrase)
            lately = scene.word(clause.subject.last).endswith("ly")  # "More recently, the country"
            if named and (lately or scene.sentence.items[phrase.first].label in AREA_LABELS):
                return tuple(named)
    return ()


def _apposed(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The area before the noun of a relative: "Guayaquil, a city that has become"."""
    assert clause.subject is not None
    first = clause.subject.first
    if first < 2 or scene.word(first - 1) not in (",", "(", "–", "-"):
        return ()
    for other in scene.clauses:
        for phrase in phrases_of(other):
            if phrase.last == first - 2:
                return tuple(areas_of(scene, Phrase("", phrase.first, phrase.parts[-1:])))
    return ()


def home_of_group(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """Where a group is that does something: "groups from the Sofia region"; no nationality."""
    if clause.subject is None:
        return ()
    for item in clause.subject.items(scene.sentence):
        if isinstance(item.meaning, Group):
            named = [name.id for name in item.meaning.inside if name.label in AREA_LABELS]
            if named:
                return tuple(dict.fromkeys(named))
            if item.meaning.id.endswith(("of the country", "in the country")) and scene.section:
                return (scene.section,)
    return ()
