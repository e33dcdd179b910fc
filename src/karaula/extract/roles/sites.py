"""Roles by the places of making that are found in an area: laboratories, plantations."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.legs.areas import areas_of, national
from karaula.extract.legs.goods import told_before
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.goods import FRONTED
from karaula.extract.roles.mentions import phrases_of
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.spots import place_name
from karaula.extract.roles.told import Told, areas_at, listed_places, made_in
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.lexicon import Name

_SPOTS = frozenset(("locations", "sites", "facilities", "premises", "units", "plants", "lines"))
_PREMISES = _SPOTS | {"buildings", "houses", "warehouses", "workshops", "rooms", "basements",
                      "cellars", "barns", "garages", "flats", "apartments", "halls", "places",
                      "hangars", "farms", "fields", "laboratories", "labs",
                      "properties"}  # fmt: skip
"""Places of which a clause may tell that something is made in them."""
_EXTRACTS = frozenset(("extraction", "cutting", "conversion", "tableting", "assembly", "packaging"))
_MANY = frozenset(("several", "many", "numerous", "dozens", "hundreds", "scores", "series",
                   "number", "string", "most", "more", "increasing"))  # fmt: skip
_TOP = frozenset(("largest", "biggest", "first", "sophisticated", "greatest", "advanced"))
_ONE = ("factory", "workshop", "refinery", "farm", "greenhouse", "kitchen", "plant", "lab",
        "printing works", "site", "facility")  # fmt: skip
_FULL = ("dot", "dotted", "litter", "littered", "riddle", "riddled", "pepper", "peppered", "stud",
         "studded")  # fmt: skip
"""Verbs of what a land is full of: "is dotted with laboratories"."""
_MOVES = ("move", "shift", "relocate", "spread")
_SECRET = frozenset(("production", "clandestine", "secret", "illegal", "illicit", "underground",
                     "makeshift", "jungle", "hidden", "home", "mobile", "industrial", "processing",
                     "drug", "meth", "extraction", "conversion"))  # fmt: skip
"""What tells a laboratory from one that tests: "clandestine labs"."""
_SEES = ("see", "witness", "experience", "notice")
_FEW = 10
"""As many sites and fewer are those of one event: "two plantations were found"."""
_AT = ("in", "near", "around", "outside", "north of", "at", "across", "throughout", "all over",
       "inside", "within", "on", "along")  # fmt: skip
SITES = ("laboratories", "plantations")
"""Counted things that are places of making."""


def inside(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods before the noun of a phrase: "the cocaine route", "mephedrone laboratories"."""
    for first, last in phrase.parts:
        for index in range(first, last):
            if scene.sentence.items[index].label in GOODS_LABELS:
                return goods_of(scene, Phrase("", index, [(index, index)]))
    return None


def sites_in(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Laboratories have been found in the north of the country": more than one, uncounted."""
    words = role_words(scene.vocabulary)
    yield from _home_to(scene, clause, denied)
    if clause.verb not in words.found:
        return
    for phrase in (clause.subject, *clause.objects):
        sites = _sites_of(scene, clause, phrase) or _largest(scene, clause, phrase)
        if sites is None:
            continue
        theme = None
        if phrase is clause.subject and not clause.passive:
            theme = made_in(scene, clause)  # "labs in the country turn out tonnes of MDMA"
        phrase, head = sites, sites.last
        theme = theme or inside(scene, phrase)
        for other in clause.of(phrase):
            if other.preposition in ("for", "of", "with"):
                theme = theme or goods_of(scene, other)
        if clause.subject is not None and phrase.last < clause.subject.first:
            theme = theme or goods_of(scene, clause.subject)
        for other in clause.phrases:
            if other.preposition in FRONTED and other.first < phrase.first:
                theme = theme or goods_of(scene, other)
        made = _made_inside(scene, phrase)
        theme = theme or (made_in(scene, made) if made is not None else None)
        for inner in scene.clauses:
            told = inner.kind in ("participle", "relative") and inner is not clause
            if told and inner.subject is not None and inner.subject.heads[-1] == head:
                theme = theme or made_in(scene, inner)
        theme = theme or _of_drugs(scene, head)
        theme = theme or told_before(scene, phrase.first) or scene.before or _above(scene, clause)
        if theme is None:
            return
        moved = clause.verb in _MOVES and any(p.preposition == "to" for p in clause.behind_verb())
        for place in clause.phrases:
            if moved and place.preposition == "to" and (areas := areas_at(scene, clause, place)):
                first, last = phrase.parts[0][0], place.last
                yield Told(areas, "production", "", theme, first, last, head, denied)
                return
            if moved:
                continue  # "Since the change in Damascus workshops have moved from Syria to Iraq"
            others = scene.word(place.behind) in scene.ways.people | scene.ways.buyers
            if others or scene.word(place.last) in ("border", "borders", "frontier"):
                continue  # "work for buyers in the Balkans", "near the Greek border"
            if place.preposition in _AT:
                areas = areas_at(scene, clause, place)
                if clause.opener == "where" and place.behind < 0:
                    # "to Croatia, where Spanish plantations are run by Serbs"
                    first, last = phrase.parts[0]
                    own = tuple(national(scene, first, last))
                    if own:
                        yield Told(own, "production", "", theme, first, last, head, denied)
                        return
                if not areas and place.preposition == "north of":
                    areas = scene.there
                if not areas and scene.section is not None and place_name(scene, place):
                    areas = (scene.section,)  # in a chapter: "have been found in Kampong Speu"
                if areas:
                    more = list(listed_places(scene, clause, place))
                    areas = tuple(dict.fromkeys((*areas, *(a for it in more for a in it[0]))))
                    last = more[-1][1].last if more else place.last
                    first = phrase.parts[0][0]
                    yield Told(areas, "production", "", theme, first, last, head, denied)
                    return
        areas = _finders(scene, clause) if phrase is not clause.subject else ()
        if areas:
            yield Told(areas, "production", "", theme, clause.at, head, head, denied)
            return


def _finders(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The country whose officers find many such places: "police in Spain have found several",
    "Poland dismantled 40 laboratories"."""
    subject = clause.subject
    words = scene.sentence.words[clause.first : clause.last + 3]
    begin = scene.sentence.words[max(clause.first, clause.at - 3) : clause.at + 1]
    if subject is None or clause.passive:
        return ()
    item = scene.sentence.items[subject.last]
    own = tuple(areas_of(scene, subject)) if item.label in AREA_LABELS else ()
    ends = {it.text.lower() for it in scene.sentence.tokens if it.end == item.end}
    enforcing = item.label == "indicator" and "enforcement" in ends
    finder = own or enforcing or item.label == "body"
    if not finder and scene.word(subject.last) not in scene.ways.officers:
        return ()
    again = not {"have", "has"}.isdisjoint(begin) and not _MANY.isdisjoint(words)
    if not again and not _dozens(scene, clause):
        return ()
    named = list(own) or national(scene, subject.first, subject.last)
    if not named and item.label == "body" and isinstance(item.meaning, Name):
        known = scene.vocabulary.bodies.get(item.meaning.id)
        named = list(known.area) if known is not None and len(known.area) == 1 else []
    for other in clause.of(subject)[:1]:
        named = named or (areas_of(scene, other) if other.preposition in _AT else [])
    return tuple(named)


def _dozens(scene: Scene, clause: Clause) -> bool:
    """Whether more of them are told than one event has: "63 laboratories", "dozens of labs"."""
    phrases = [*clause.objects, *(inner for p in clause.objects for inner in clause.of(p)[:1])]
    for phrase in phrases:
        if not {"dozens", "scores", "hundreds"}.isdisjoint(
            scene.sentence.words[phrase.parts[0][0] : phrase.last]
        ):
            return True
        for part in phrase.items(scene.sentence):
            if isinstance(part.meaning, Figure) and part.label in ("number", "count"):
                return part.meaning.value > _FEW
    return any(scene.word(p.parts[0][0]) in ("dozens", "scores", "hundreds") for p in phrases)


def _many_sites(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names places of making: more than one, uncounted."""
    item = scene.sentence.items[phrase.last]
    thing = isinstance(item.meaning, Name) and item.meaning.id in SITES
    words = role_words(scene.vocabulary)
    made = scene.word(phrase.last - 1) in words.named or scene.word(phrase.last - 1) in _EXTRACTS
    site = (
        scene.word(phrase.last) in words.sites
        or (made and scene.word(phrase.last) in _SPOTS)
        or (thing and (item.end - item.start > 10 or inside(scene, phrase) is not None))
        or (thing and scene.word(phrase.last - 1) in _SECRET)
        or (thing and _of_drugs(scene, phrase.last) is not None)
    )
    lab = thing and isinstance(item.meaning, Name) and item.meaning.id == "laboratories"
    site = site or _made_inside(scene, phrase) is not None
    counted = any(
        isinstance(part.meaning, Figure) and part.meaning.value <= _FEW
        for part in phrase.items(scene.sentence)
    )
    if thing and not _several(scene, phrase.last):
        return False  # one laboratory is one event
    return site and (lab or not counted)  # "two laboratories", but no "two plantations"


def _several(scene: Scene, index: int) -> bool:
    """Whether the word of an item stands in the plural."""
    end = scene.sentence.items[index].end
    return any(it.end == end and it.text.lower().endswith("s") for it in scene.sentence.tokens)


def _made_inside(scene: Scene, phrase: Phrase) -> Clause | None:
    """The clause that tells what is made in premises: "facilities in which drugs were produced"."""
    if scene.word(phrase.last) not in _PREMISES:
        return None
    made = role_words(scene.vocabulary).done_in
    for clause in scene.clauses:
        behind = clause.kind == "relative" and clause.first == phrase.last + 1
        if behind and clause.passive and made.get(clause.verb) == "production":
            return clause
    return None


def _sites_of(scene: Scene, clause: Clause, phrase: Phrase | None) -> Phrase | None:
    """The phrase that names places of making: itself, or "of" behind "a growing number"."""
    if phrase is None or _many_sites(scene, phrase):
        return phrase
    inner = clause.of(phrase)[:1]
    held = inner and inner[0].preposition == "of" and _many_sites(scene, inner[0])
    return inner[0] if held else None


def _largest(scene: Scene, clause: Clause, phrase: Phrase | None) -> Phrase | None:
    """The one place of making that tells of a country: "the largest laboratory for MDMA ever
    found in"."""
    if phrase is not clause.subject or phrase is None or "ever" not in scene.sentence.said:
        return None
    for other in (p for one in scene.clauses for p in phrases_of(one)):
        item = scene.sentence.items[other.last]
        thing = isinstance(item.meaning, Name) and item.meaning.id in SITES
        thing = thing or scene.word(other.last) in _ONE
        between = scene.sentence.words[other.last + 1 : phrase.parts[0][0]]
        near = other is phrase or between in (("for",), ("of",), ("for", "the"))
        if near and thing and not _TOP.isdisjoint(scene.sentence.words[other.first : other.last]):
            return other
    return None


def _home_to(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The Netherlands hosts laboratories that make ecstasy", "Poland is home to labs"."""
    full = clause.verb in _FULL and clause.passive
    if (clause.passive and not full) or clause.subject is None:
        return
    home = clause.verb in ("be", "remain", "become") and any(
        scene.word(p.last) == "home" for p in clause.objects
    )
    if full:
        phrases = [phrase for phrase in clause.phrases if phrase.preposition == "with"]
    elif clause.verb in role_words(scene.vocabulary).hosts or clause.verb in _SEES:
        phrases = list(clause.objects)
    elif home or (
        clause.verb in ("be", "remain", "become")
        and "home" in scene.sentence.words[clause.at : clause.at + 3]
    ):
        phrases = [phrase for phrase in clause.phrases if phrase.preposition == "to"]
    else:
        return
    for holder in phrases:
        phrase = _sites_of(scene, clause, holder)
        if phrase is None:
            continue
        theme = inside(scene, phrase)
        for other in clause.of(phrase):
            if other.preposition in ("for", "of"):
                theme = theme or goods_of(scene, other)
        for inner in scene.clauses:
            if inner.kind in ("relative", "participle") and inner.first > phrase.last:
                theme = theme or made_in(scene, inner)
        if clause.verb in _SEES:  # "has seen plantations multiply"
            theme = theme or told_before(scene, phrase.first) or scene.before
        areas = areas_of(scene, clause.subject) or (national_of(scene, clause) if full else [])
        if theme is not None and areas:
            told = tuple(dict.fromkeys(areas))
            first, last = clause.at, max(phrase.last, theme.at)
            yield Told(told, "production", "", theme, first, last, phrase.last, denied)


def _of_drugs(scene: Scene, index: int) -> Theme | None:
    """What the name of a place of making says: "drug labs"."""
    start = scene.sentence.items[index].start
    said = {it.text.lower() for it in scene.sentence.tokens if it.start == start}
    return Theme((("drugs", ()),), index) if said & {"drug", "drugs", "narcotics"} else None


def national_of(scene: Scene, clause: Clause) -> list[str]:
    """The area whose part a subject is: "Lebanon's Bekaa valley"."""
    assert clause.subject is not None
    return [
        meaning.id
        for item in clause.subject.items(scene.sentence)
        if item.label in (*AREA_LABELS, "place") and isinstance(meaning := item.meaning, Name)
    ][:1]


def _above(scene: Scene, clause: Clause) -> Theme | None:
    """Goods that the clause above names: "with regard to cocaine, he said that"."""
    if clause.parent is None or clause.parent >= len(scene.clauses):
        return None
    for phrase in scene.clauses[clause.parent].phrases:
        if phrase.preposition in FRONTED:
            theme = goods_of(scene, phrase)
            if theme is not None:
                return theme
    return None
