"""Legs of routes: who says that something goes from where, through where, to where.

A clause that speaks of movement is read for its phrases of place: a preposition of ``legs.yml``
and the areas behind it. The phrases of one clause make one leg; a second destination begins
another leg that goes on from the first. In a section on one country, an end that the clause
leaves out is that country; otherwise it stays empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from karaula.evidence import Claim, Leg
from karaula.extract.context import (
    GOODS_LABELS,
    MARKET_LABELS,
    Context,
    hedge,
    market_of,
    sentence_at,
    subject_areas,
)
from karaula.extract.frame import Reading, claim_at
from karaula.extract.goods_words import goods_words
from karaula.extract.leg_places import Place, areas_behind, goods_of, places_of
from karaula.extract.leg_words import leg_words
from karaula.extract.lexicon import Name
from karaula.extract.sentence import Item, Sentence
from karaula.vocabulary import Vocabulary


@dataclass(slots=True)
class _Way:
    """A leg while it is put together."""

    places: list[Place] = field(default_factory=list)

    def areas(self, end: str) -> tuple[str, ...]:
        named = (area for place in self.places if place.end == end for area in place.areas)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class _Around:
    """What the sentence around a clause tells: the country that it is about, whether goods leave
    from there, and for whom ("a source of cannabis for the EU")."""

    areas: tuple[str, ...]
    passed: tuple[str, ...]
    """Those of the areas that no phrase of place names, so that they can only be passed."""
    outward: bool
    supplied: tuple[str, ...]


class Legs:
    """Extractor of legs."""

    method = "text:leg@1"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Legs of a document, in the order of its sentences."""
        context = reading.context()
        for sentence in reading.sentences:
            context.enter(sentence)
            for first, last in _clauses(sentence):
                yield from self._clause(reading, context, sentence, first, last)
            context.leave(sentence, reading.vocabulary)

    def _clause(
        self, reading: Reading, context: Context, sentence: Sentence, first: int, last: int
    ) -> Iterator[Claim]:
        moves = [index for index in range(first, last) if _is_movement(reading, sentence, index)]
        section = context.section(sentence)
        places = places_of(sentence, first, last, section)
        # Goods named by where they are from: "Afghan and Turkish heroin".
        goods = goods_of(sentence, first, last)
        if not moves or not (places or goods):
            return
        markets = _markets(reading.vocabulary, context, sentence, first, last, places)
        if not markets:
            return
        if goods and not any(place.end == "origin" for place in places):
            places.insert(0, goods)
        around = _around(context, sentence, first, last, places)
        lawful = _lawful(sentence, first, last)
        for way in _ways(sentence, places):
            for market, substances in markets.items():
                leg = _leg(sentence, first, last, way, market, substances, around)
                if leg is None or (lawful and not (leg.origin and (leg.destination or leg.via))):
                    continue
                start = min(place.first for place in way.places)
                begin = min([start, *(index for index in moves if index < start)][-1:] or [start])
                yield claim_at(
                    reading.document,
                    sentence,
                    (begin, max(place.last for place in way.places)),
                    leg,
                    method=self.method,
                    confidence=0.85,
                )


def _is_movement(reading: Reading, sentence: Sentence, index: int) -> bool:
    """A word of movement, a named route, or a market named as one ("cocaine trafficking")."""
    item = sentence.items[index]
    if item.label == "route" or sentence_at(sentence, index) in leg_words().movement:
        return True
    if item.label not in ("market", "indicator"):
        return False
    words = reading.document.text[item.start : item.end].lower().split()
    return bool(words) and words[-1] in leg_words().movement


def _lawful(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what moves may be lawful goods: "the weapons were sent to Belgrade"."""
    labels = {item.label for item in sentence.items[first:last]}
    return (
        "goods" in labels
        and labels.isdisjoint(MARKET_LABELS)
        and leg_words().crimes.isdisjoint(sentence.words[first:last])
    )


def _clauses(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches of items between words that end a clause."""
    begin = 0
    for index in range(len(sentence.items)):
        if sentence_at(sentence, index) in leg_words().clause_ends:
            if index > begin:
                yield begin, index
            begin = index + 1
    if begin < len(sentence.items):
        yield begin, len(sentence.items)


def _around(
    context: Context, sentence: Sentence, first: int, last: int, places: list[Place]
) -> _Around:
    roles = [
        (index, item.meaning.id.split("|")[0])
        for index, item in enumerate(sentence.items)
        if item.label == "role" and isinstance(item.meaning, Name)
    ]
    sources = [index for index, role in roles if role in ("source", "production")]
    areas: list[str] = []
    if roles:
        areas = subject_areas(sentence, roles[0][0])
    if not areas:
        section = context.section(sentence)
        areas = [section] if section else []
    outward = bool(sources) or any(
        sentence_at(sentence, index) in leg_words().outward for index in range(first, last)
    )
    supplied: tuple[str, ...] = ()
    for index in range(sources[0], len(sentence.items)) if sources else ():
        if sentence_at(sentence, index) == "for":
            place = areas_behind(
                sentence, index, index + 1, len(sentence.items), "destination", None
            )
            if place is not None:
                supplied = place.areas
                break
    # "Cocaine reaches Rotterdam and is moved on to Hungary", in a section on Hungary.
    named = {area for place in places for area in place.areas}
    passed = tuple(area for area in areas if area not in named)
    return _Around(tuple(areas), passed, outward, supplied)


def _ways(sentence: Sentence, places: list[Place]) -> Iterator[_Way]:
    """Group phrases of place into legs: a second destination goes on from the first, a second
    origin begins anew, and so does a second mode ("by sea via Italy and by land through …")."""
    way = _Way()
    for place in places:
        known = way.places[-1] if way.places else None
        if (
            known is not None
            and place.end == known.end == "via"
            and _modes(sentence, known.last + 1, place.first)
        ):
            yield way
            way = _Way([other for other in way.places if other.end != "via"])
        if place.end == "destination" and way.areas("destination"):
            reached = next(at for at, p in enumerate(way.places) if p.end == "destination")
            yield _Way(way.places[: reached + 1])
            before = way.areas("destination")
            kept = [known for known in way.places if known.end != "destination"]
            way = _Way([*kept, Place("via", before, place.first, place.first), place])
        elif place.end == "origin" and way.areas("origin") and way.areas("destination"):
            yield way
            way = _Way([place])
        else:
            way.places.append(place)
    if way.places:
        yield way


def _leg(
    sentence: Sentence,
    first: int,
    last: int,
    way: _Way,
    market: str,
    substances: tuple[str, ...],
    around: _Around,
) -> Leg | None:
    origin, via, destination = (way.areas(end) for end in ("origin", "via", "destination"))
    via = tuple(area for area in via if area not in (*origin, *destination))
    destination = tuple(area for area in destination if area not in origin)
    here = tuple(area for area in around.areas if area not in (*origin, *via, *destination))
    if around.supplied and not destination:
        destination = tuple(area for area in around.supplied if area not in via)
    if here:
        if origin and not destination:
            destination = here
        elif (destination or via) and not origin and around.outward:
            origin = here
        elif destination and not via:
            via = tuple(area for area in around.passed if area in here)
    if not (origin or destination):
        return None
    line = sentence.line
    return Leg(
        market=market,
        origin=origin,
        via=via,
        destination=destination,
        mode=_modes(sentence, first, last),
        route=_route(sentence, first, last),
        share=next((share for share in leg_words().shares if line.startswith(f"{share} ")), None),
        substance=", ".join(substances) or None,
        hedge=hedge(sentence, last - 1),
    )


def _markets(
    vocabulary: Vocabulary,
    context: Context,
    sentence: Sentence,
    first: int,
    last: int,
    places: list[Place],
) -> dict[str, tuple[str, ...]]:
    """Markets that the clause names, with the substances that say more; else the topic."""
    found: dict[str, list[str]] = {}
    for item in _market_items(sentence, first, last, places):
        assert isinstance(item.meaning, Name)
        market = market_of(vocabulary, item.meaning)
        if market is None:
            continue
        known = found.setdefault(market, [])
        if item.label == "substance" and item.meaning.id not in (market, *known):
            known.append(item.meaning.id)
    if len(found) > 1:
        found.pop("drugs", None)
    # "The drug" is the one that was named before.
    if (not found or list(found) == ["drugs"]) and places:
        topic = context.market(sentence, first, vocabulary)
        if topic is not None and not _of_others(sentence, first, last, topic):
            found = {topic: []}
    return {market: tuple(substances) for market, substances in found.items()}


def _of_others(sentence: Sentence, first: int, last: int, topic: str) -> bool:
    """Whether what moves is named and is not what the text was about: after a sentence on cocaine,
    "migrants pass through Serbia"."""
    things = (item.meaning for item in sentence.items[first:last] if item.label == "thing")
    known = (goods_words().get(thing.id) for thing in things if isinstance(thing, Name))
    return any(goods and topic not in dict(goods.markets) for goods in known)


def _market_items(sentence: Sentence, first: int, last: int, places: list[Place]) -> list[Item]:
    """The goods that move: the list of markets nearest before the first phrase of place, else the
    next one behind. "Heroin, as well as cocaine from …": only the last one comes from there."""
    at = min((place.first for place in places), default=last)
    named = [i for i in range(first, last) if sentence.items[i].label in GOODS_LABELS]
    before = [index for index in named if index < at]
    if not before:
        # "A large amount of it enters …": what moves was named in the sentence before.
        words = {sentence_at(sentence, index) for index in range(first, at)}
        stand_ins = words & leg_words().stand_ins
        return [] if stand_ins else [sentence.items[index] for index in named[:1]]
    chosen = [before[-1]]
    for index in reversed(before[:-1]):
        between = {sentence_at(sentence, step) for step in range(index + 1, chosen[0])}
        if not between <= {",", "and", "or", "&"}:
            break
        chosen.insert(0, index)
    return [sentence.items[index] for index in chosen]


def _modes(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    found: list[str] = []
    for index in range(first, last):
        for length in (2, 1):
            words = tuple(
                sentence_at(sentence, step) for step in range(index, min(index + length, last))
            )
            mode = leg_words().modes.get(words)
            if mode is not None and mode not in found:
                found.append(mode)
    return tuple(found)


def _route(sentence: Sentence, first: int, last: int) -> str | None:
    for item in sentence.items[first:last]:
        if item.label == "route" and isinstance(item.meaning, Name):
            return item.meaning.id
    return None
