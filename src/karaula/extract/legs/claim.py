"""A way as a leg: its ends, and what its sentence says of means, share and route."""

from karaula.evidence import Leg
from karaula.extract.doubt import hedge
from karaula.extract.legs.join import Way
from karaula.extract.legs.words import WayWords
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence


def leg_of(
    words: WayWords,
    way: Way,
    sentence: Sentence,
    market: str,
    substances: tuple[str, ...],
    last: int,
) -> Leg | None:
    if market in words.still:
        return None
    origin, via, destination = (
        tuple(
            dict.fromkeys(it for area in way.areas(end) for it in words.joined.get(area, (area,)))
        )
        for end in ("origin", "via", "destination")
    )
    destination = tuple(area for area in destination if area not in origin) or (
        destination if len(origin) > 1 else ()
    )
    via = tuple(area for area in via if area not in (*origin, *destination))
    section = way.section
    here = (section,) if section and section not in way.named else ()
    sorts = {it.stop.sort for it in way.stops}
    if sorts <= {"of", "role"} and not (sorts == {"role"} and origin and destination):
        return None
    moving = "way" in sorts or ("noun" in sorts and "role" in sorts)
    if here and moving:
        if origin and not destination:
            destination = here
        elif destination and not origin and (way.outward or not via):
            origin = here
        elif destination and not via:
            via = here
    elif origin and via and not destination and way.inward:
        # "arrives from Colombia through the port of Bar", in what tells of Montenegro
        destination = tuple(area for area in via if area == section or area in way.lead)
    elif origin and not (via or destination) and way.inward and moving and not way.theme.lawful:
        # "Cocaine comes from Colombia", in a paragraph that begins with Malta
        destination = tuple(area for area in way.lead if area not in way.named)
    route = _route(sentence)
    if not (origin or destination or way.has("route")) or not (moving or (origin and destination)):
        return None
    caught = not words.catches.isdisjoint(sentence.said)
    led = section or destination or caught or "role" in sorts or way.has("route")
    if origin and via and not led:
        return None  # whither they were going is told elsewhere, in words that were not understood
    told = (origin and destination) or via or here or route
    if not told and way.others - way.named:
        return None  # the other end is told in words that were not understood
    if not via and not (origin and destination) and not (route and not destination):
        return None  # one end is no way
    if way.theme.lawful and not (origin and (destination or via)):
        return None
    line = sentence.line
    return Leg(
        market=market,
        origin=origin,
        via=via,
        destination=destination,
        mode=_modes(sentence, words.modes),
        route=route,
        share=next((share for share in words.shares if line.startswith(f"{share} ")), None),
        substance=", ".join(substances) or None,
        hedge=hedge(sentence, last),
    )


def _modes(sentence: Sentence, known: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    """Means of transport, in the order of the text."""
    found: list[str] = []
    words = sentence.words
    for index in range(len(words)):
        for length in (2, 1):
            mode = known.get(words[index : index + length])
            if mode is not None and mode not in found:
                found.append(mode)
    return tuple(found)


def _route(sentence: Sentence) -> str | None:
    for item in sentence.recognised:
        if item.label == "route" and isinstance(item.meaning, Name):
            return item.meaning.id
    return None
