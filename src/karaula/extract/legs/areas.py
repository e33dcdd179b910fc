"""Areas that noun phrases name: by name, by an adjective before a place, by "the country"."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.groups.words import Group
from karaula.extract.legs.scene import Scene
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary import Vocabulary

NATIONAL = ("adjective", "region_adjective")


_ONE_COUNTRY = ("country", "nation", "state")
_STANDING_FOR = frozenset((*_ONE_COUNTRY, "continent"))
"""Nouns that stand for an area that they do not name."""
_EXAMPLES = ("such as", "including", "like")
_ELSEWHERE = ("outside", "outside of", "beyond")
_COUNTRIES = ("countries", "states", "nations", "markets", "destinations", "regions", "areas")


_COMPLEMENTS = (*_EXAMPLES, "of", "in", "at", "near", "around", "outside", "north of", "south of",
                "east of", "west of")  # fmt: skip


_TOWNS = frozenset(("city", "town", "port", "village", "hamlet", "island", "district", "suburb",
                    "resort", "municipality", "settlement"))  # fmt: skip
_CHAIN = 3
"""Phrases behind a noun that may name its place: "to the port of the town of X"."""


def _told_to_be_town(gap: tuple[str, ...]) -> bool:
    """Whether words between a place and the next phrase say what it is: ", a border town"."""
    return gap[:1] == (",",) and gap[1:2] in (("a",), ("an",), ("the",)) and gap[-1] in _TOWNS


def place_of(scene: Scene, clause: Clause, place: int) -> tuple[tuple[str, ...], int, int]:
    """Areas of a phrase, its last item, and the last phrase that it takes with it: "to buyers in
    the town of X"."""
    phrase = clause.phrases[place]
    areas: list[str] = []
    for first, last in phrase.parts:
        areas.extend(named_areas(scene, first, last) or where_group(scene, first, last))
    end = max(phrase.last, phrase.first)
    chained = place
    for other in range(place + 1, min(place + 1 + _CHAIN, len(clause.phrases))):
        complement = clause.phrases[other]
        if complement.preposition == "of" and scene.word(end) in scene.ways.waters:
            break  # "over the Strait of Gibraltar"
        if complement.preposition in _ELSEWHERE and scene.word(end) in _COUNTRIES:
            end, chained = complement.last, other
            continue  # "countries outside Europe, such as"
        gap = scene.sentence.words[end + 1 : complement.first]
        shore = complement.preposition in ("on", "along") and not areas  # "at points on the coast"
        known = shore or complement.preposition in _COMPLEMENTS
        if not areas and _told_to_be_town(gap):
            gap = ()  # "to Foxton, a border town in Ruritania"
        if not known or gap not in ((), (",",)):
            break
        if gap and complement.preposition not in _EXAMPLES:
            break
        inner = [a for first, last in complement.parts for a in named_areas(scene, first, last)]
        if areas and complement.preposition in _EXAMPLES:
            areas.extend(inner)
        elif areas and complement.preposition != "of":
            if set(inner) & set(areas):
                end, chained = complement.last, other
                continue
            wide = all(area in scene.vocabulary.regions for area in areas)
            if complement.preposition != "at" or not wide:
                break
            areas = list(place_of(scene, clause, other)[0])  # "in Europe at the port of Antwerp"
            if not areas:
                break
        if not areas:
            areas = inner
        end, chained = complement.last, other
    if not areas and end < len(scene.sentence.items) - 2:
        areas, end = _country_behind(scene, end)
    return tuple(dict.fromkeys(areas)), end, chained


_AROUND = 3
"""Words of a county that may stand between a town and its country."""


def _country_behind(scene: Scene, end: int) -> tuple[list[str], int]:
    """The country set behind a town that is not known: "from Cherbourg, France"."""
    words, items = scene.sentence.words, scene.sentence.items
    town = next((it.text for it in scene.sentence.tokens if it.end == items[end].end), "")
    if not town[:1].isupper():
        return [], end
    step = end + 1
    for _ in range(2):
        if words[step : step + 1] != (",",) or step + 1 == len(items):
            return [], end
        meaning = items[step + 1].meaning
        if items[step + 1].label == "area" and isinstance(meaning, Name):
            return [meaning.id], step + 1
        step += 1
        begin = step
        while step < len(items) and step - begin < _AROUND and items[step].label is None:
            if not words[step].isalpha():
                break
            step += 1
    return [], end


def where_group(scene: Scene, first: int, last: int) -> list[str]:
    """Areas in the words of a group: "to gangs in the Netherlands"."""
    return [
        name.id
        for item in scene.sentence.items[first : last + 1]
        if isinstance(item.meaning, Group)
        for name in item.meaning.inside
        if name.label in AREA_LABELS
    ]


def areas_of(scene: Scene, phrase: Phrase) -> list[str]:
    """Areas that all members of a phrase name."""
    return [area for first, last in phrase.parts for area in named_areas(scene, first, last)]


def named_areas(scene: Scene, first: int, last: int) -> list[str]:
    """Areas that a noun phrase names: by name, by an adjective before a place, by "the country"."""
    items, words = scene.sentence.items, scene.sentence.words
    named_at = bisect_left(scene.placed, first)
    if (
        (named_at == len(scene.placed) or scene.placed[named_at] > last)
        and words[first] not in scene.ways.here
        and words[last] not in _STANDING_FOR
        and words[last] not in scene.ways.called
    ):
        return []  # as most phrases
    if words[last] in scene.ways.line_nouns and items[last].label is None:
        return []  # "the Northern and Balkan routes"
    one = (
        words[last] in _ONE_COUNTRY
        and items[last].label is None
        and words[first] in ("the", "this")
    )
    if one and last == first + 2 and items[first + 1].label == "region":
        return _country_in(scene, first)  # "the Balkan country"
    named = [
        area
        for index, item in enumerate(items[first : last + 1], first)
        if item.label in AREA_LABELS and isinstance(meaning := item.meaning, Name)
        if not _flagged(scene, index)
        if index == 0 or words[index - 1] != "$"  # "$US"
        # "the Black Sea port of Varna", "the Pacific ports of Mexico"
        if index == last or not (is_sea(scene.vocabulary, meaning.id) or meaning.id == "OCEANIA")
        if meaning.id != "WORLD"
        for area in scene.ways.joined.get(meaning.id, (meaning.id,))
    ]
    if named:
        return named
    head = words[last]
    national = [
        meaning.id
        for index, item in enumerate(items[first : last + 1], first)
        if item.label in NATIONAL and isinstance(meaning := item.meaning, Name)
        if not is_sea(scene.vocabulary, meaning.id)  # "the Adriatic port"
        if not _flagged(scene, index)
    ]
    wide = items[last].label is None and head in _ONE_COUNTRY
    if wide and any(item.label == "region_adjective" for item in items[first : last + 1]):
        if words[first] in ("a", "an", "another", "one", "some"):
            return national  # "a Latin American country"
        return _country_in(scene, first)  # "the West African country"
    if national:
        person = head in scene.ways.people or items[last].label in ("group", "body")
        goods = items[last].label in GOODS_LABELS or head in scene.ways.rides_in
        return [] if person or goods else national  # "in a Turkish lorry"
    if words[last + 1 : last + 2] == ("of",):
        return []  # "the territory of Bulgaria"
    if head == "continent" and words[first] in ("the", "whole", "this"):
        return [scene.context.continent(scene.sentence, first)]
    called = scene.ways.called.get(head)
    if called is not None and words[first] in ("the", "whole") and items[last].label is None:
        return list(scene.ways.joined.get(called, (called,)))
    for length in (2, 1):
        phrase = words[first : first + length]
        if first + length - 1 <= last and any(
            known == phrase for known in scene.ways.here.get(phrase[0], ())
        ):
            if phrase[-1] in ("there", "here"):
                return list(named_before(scene, first) or scene.there)
            if phrase[-1] == "region":
                region = scene.context.region(scene.sentence)
                return [region] if region else []
            if phrase[0] in ("that", "this") and (before := named_before(scene, first)):
                return list(before)
            own = officers_before(scene, first)
            if own and not scene.section:
                return own  # "Serbian police broke up a ring that smuggled … into the country"
            home = scene.home or scene.titled
            if home and not scene.section and (not scene.lead or home in _named(scene, first)):
                return [home]
            there = [it for it in (scene.lead or scene.there) if it in scene.vocabulary.areas]
            if scene.section or there:
                return [scene.section] if scene.section else there[-1:]
            return list(named_before(scene, first))
    return []


def _named(scene: Scene, until: int) -> Iterator[str]:
    """The areas that a sentence names before an item."""
    for item in scene.sentence.items[:until]:
        if item.label in AREA_LABELS and isinstance(item.meaning, Name):
            yield item.meaning.id


def _flagged(scene: Scene, index: int) -> bool:
    """Whether an area or a nationality is that of a flag or an owner: "a Liberia-registered"."""
    behind = scene.sentence.words[index + 1 : index + 3]
    return bool(behind) and behind[-1 if behind[0] == "-" else 0] in scene.ways.flagged


def is_sea(vocabulary: Vocabulary, area: str) -> bool:
    """Whether a region is a sea with its shores, by one of its names."""
    region = vocabulary.regions.get(area)
    names = (region.name, *region.names) if region is not None else ()
    return any("Sea" in one.split() for one in names)


def named_before(scene: Scene, first: int) -> tuple[str, ...]:
    """The area named last before an item of its sentence; not "the world"."""
    for item in reversed(scene.sentence.items[:first]):
        named = item.label in AREA_LABELS and isinstance(item.meaning, Name)
        if named and isinstance(item.meaning, Name) and item.meaning.id != "WORLD":
            return (item.meaning.id,)
    return ()


def named_list_before(scene: Scene, first: int) -> tuple[str, ...]:
    """The areas named last before an item, listed together: "in Peru and Chile, who buy there"."""
    found: list[str] = []
    for index in range(first - 1, -1, -1):
        meaning = scene.sentence.items[index].meaning
        if scene.sentence.items[index].label in AREA_LABELS and isinstance(meaning, Name):
            found.insert(0, meaning.id)
        elif found and scene.word(index) not in (",", "and", "or"):
            break
    return tuple(found)


def _country_in(scene: Scene, first: int) -> list[str]:
    """The country that was named first: "Nigerian officers … the West African country"."""
    named = [
        item.meaning.id
        for item in scene.sentence.items[:first]
        if item.label in (*AREA_LABELS, "adjective") and isinstance(item.meaning, Name)
    ]
    return next(([it] for it in (*named, *scene.there[-1:]) if it in scene.vocabulary.areas), [])


def officers_before(scene: Scene, first: int) -> list[str]:
    """The country whose officers a sentence names before an item: "Serbia's drug squad"."""
    if scene.ways.officers.isdisjoint(scene.sentence.said):
        return []
    items = scene.sentence.items
    for index in range(min(first, len(items)) - 1):
        meaning = items[index].meaning
        if not (items[index].label in (*AREA_LABELS, "adjective") and isinstance(meaning, Name)):
            continue
        behind = scene.sentence.words[index + 1 : index + 5]
        if meaning.id in scene.vocabulary.areas and any(
            word in scene.ways.officers for word in takewhile(_in_name, behind)
        ):
            return [meaning.id]
    return []


def _in_name(word: str) -> bool:
    return word not in (",", ".", ";", ":", "(", ")", "and")


def national(scene: Scene, first: int, last: int) -> list[str]:
    return [
        meaning.id
        for item in scene.sentence.items[first : last + 1]
        if item.label in NATIONAL and isinstance(meaning := item.meaning, Name)
    ]


def leading_area(sentence: Sentence) -> tuple[str, ...]:
    """The area that a sentence begins with: "Albania is", "TURKEY. Its"."""
    first = next((item for item in sentence.items[:2] if item.label in AREA_LABELS), None)
    return (first.meaning.id,) if first is not None and isinstance(first.meaning, Name) else ()


def last_area(sentence: Sentence) -> tuple[str, ...]:
    """Areas that a sentence named last, which "there" in the next one stands for."""
    return areas_in(sentence)[-1:]


def areas_in(sentence: Sentence) -> tuple[str, ...]:
    """Areas that a sentence names, in order."""
    return tuple(
        meaning.id
        for item in sentence.recognised
        if item.label in AREA_LABELS and isinstance(meaning := item.meaning, Name)
    )
