"""Stops of the same goods joined to a way, and a way taken apart into legs."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from karaula.extract.legs.goods import DEFINITE
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.sentence import FIGURE_SIGNS, Sentence


@dataclass(slots=True)
class StopTold:
    """A stop with the sentence that tells it."""

    sentence: Sentence
    stop: Stop


@dataclass(slots=True)
class Way:
    """The stops of the same goods, in the order of the text."""

    theme: Theme
    denied: bool
    stops: list[StopTold] = field(default_factory=list)
    outward: bool = False
    inward: bool = False
    pointed: bool = False
    """Whether its goods are those that the text is about: "the container came from"."""
    same: bool = False
    """Whether a clause says that its goods are those: "the load", "it"."""
    made: bool = False
    """Whether its goods are what was made of others, "the finished product", or people who were
    recruited: it begins at home where no origin is told."""
    onward: bool = False
    """Whether its goods go on from where they were: "is taken on to"."""
    ashore: bool = False
    """Whether they do so from where they were said to have come: "Once ashore it went to"."""
    loads: bool = False
    """Whether its goods are the loads of the text as such: "Shipments went to"."""
    lasting: bool = False
    """Whether it is told as what goes on: "most of it passes through"."""
    branch: bool = False
    """Whether it is told of a part of a route: "the southern branch"."""
    section: str | None = None
    """The country that its section is about."""
    lead: tuple[str, ...] = ()
    """The area with which its paragraph begins."""
    spoken: bool = False
    """Whether its goods are those that were spoken of before."""
    named: frozenset[str] = frozenset()
    """All areas of the way, of which this may be one leg."""
    others: frozenset[str] = frozenset()
    """Areas that its sentence names outside of what hangs on it."""

    def areas(self, end: str) -> tuple[str, ...]:
        """Areas of one end."""
        named = (area for it in self.stops if it.stop.end == end for area in it.stop.areas)
        return tuple(dict.fromkeys(named))

    def has(self, end: str) -> bool:
        """Whether an end is told."""
        return any(it.stop.end == end for it in self.stops)

    def end_of(self) -> StopTold:
        """Where it ends, as where another begins."""
        last = next(it for it in reversed(self.stops) if it.stop.end == "destination")
        return StopTold(last.sentence, replace(last.stop, end="origin"))

    def caught_there(self) -> bool:
        """Whether it is only told to begin or to end where its goods were caught."""
        ends = [it.stop for it in self.stops if it.stop.end != "via"]
        return any(stop.caught or stop.sort == "at" for stop in ends)

    def bound(self) -> bool:
        """Whether no more is told than where the goods were going."""
        ends = {it.stop.end for it in self.stops}
        open_ = "destination" in ends and "origin" not in ends
        return open_ and any(it.stop.sort in ("way", "noun") for it in self.stops)


def goes_on(known: Way, way: Way, scene: Scene) -> bool:
    """Whether a way goes on from the sentence before: the same goods, by what stands for them, and
    an end that was open is told now."""
    if way.theme is not scene.before and way.theme.markets != known.theme.markets:
        return False
    at = way.theme.at
    words = scene.sentence.words
    definite = at > 0 and words[at - 1] in DEFINITE  # "the firearms are then"
    behind = words[at + 1] if at + 1 < len(words) else ""
    if behind.endswith("ing") or behind in ("that", "which"):
        definite = False  # "the cocaine entering Europe" is any
    if way.theme is not scene.before and not definite:
        return False
    if known.denied or way.denied:
        return False
    ends = ("origin", "destination")
    if all(known.has(end) for end in ends):
        return False
    return not any(known.has(end) and way.has(end) for end in ends) or (
        not known.has("origin") and all(it.stop.sort == "at" for it in known.stops)
    )


def onwards(known: Way, way: Way, scene: Scene) -> bool:
    """Whether a way begins where the one that the sentence before told ends: "They then go on"."""
    spoken = way.theme is scene.before or way.theme.markets == known.theme.markets
    if not spoken or way.has("origin") or not way.has("destination"):
        return False
    if known.denied or way.denied or not known.has("destination"):
        return False
    told = {area for it in way.stops for area in it.stop.areas}
    if not told.isdisjoint(known.areas("destination")):
        return False
    if all(it.stop.sort == "at" for it in way.stops):
        return False
    words = scene.sentence.words
    subject = words[0] in ("it", "they", "from") or scene.word(0) == "they"
    return subject and not _ONWARDS.isdisjoint(words)


_PARTICULARLY = ("particularly", "especially", "mainly", "notably", "including", "mostly")


def particular(scene: Scene, ways: list[Way]) -> list[Way]:
    """The ways of a sentence, those of goods that are named again joined to the first: "cocaine
    smuggled into the Union, particularly cocaine coming from Latin America"."""
    kept: list[Way] = []
    for way in ways:
        at = way.theme.at
        again = next((known for known in kept if known.theme.markets == way.theme.markets), None)
        words = scene.sentence.words[max(0, at - 2) : at]
        if again is not None and not set(words).isdisjoint(_PARTICULARLY):
            ends = {it.stop.end for it in again.stops if it.stop.sort != "role"}
            if ends.isdisjoint(it.stop.end for it in way.stops if it.stop.sort != "role"):
                again.stops.extend(way.stops)
                continue
        kept.append(way)
    return kept


def set_out(way: Way) -> None:
    """Begin a way in a place from where its goods were carried on: "landed in A and carried through
    B"."""
    for at, (one, other) in enumerate(pairwise(way.stops)):
        came = one.stop.end == "destination" and not way.has("origin")
        if came and other.stop.end == "via" and _then(one, other):
            way.stops[at] = StopTold(one.sentence, replace(one.stop, end="origin"))


def legs_of(way: Way) -> Iterator[Way]:
    """A way in legs: a second destination goes on from the first, an origin behind a destination
    begins anew."""
    part = replace(way, stops=[])
    # A hub is where a way begins of which no origin is told, else it lies on it.
    end = "via" if way.has("origin") else "origin"
    # Goods go on from an entry point where it is told whither, else they have come there.
    entry = "via" if way.has("destination") or not way.has("origin") else "destination"
    ends = {"hub": end, "entry": entry, "store": end if way.has("destination") else entry}
    stops = [
        StopTold(it.sentence, replace(it.stop, end=ends.get(it.stop.end, it.stop.end)))
        for it in way.stops
    ]
    explicit = any(it.stop.end == "origin" and it.stop.sort not in ("of",) for it in stops)
    if explicit:
        stops = [it for it in stops if it.stop.sort != "of"]
    for it in stops:
        stop = it.stop
        if stop.end == "origin" and stop.sort == "at" and part.stops:
            known = part.stops[-1].stop
            words = it.sentence.words[known.last + 1 : stop.first]
            same = known.clause == stop.clause and it.sentence.words[stop.first] in ("in", "at")
            joined = (same or stop.caught or not _JOINS.isdisjoint(words)) and _OTHERS.isdisjoint(
                words
            )
            if known.end == "origin" and known.sort == "way" and joined:
                # "imported from China and then made in Spain", not "that leaves Peru is grown in"
                it = StopTold(it.sentence, replace(stop, end="destination"))
                stop = it.stop
            elif known.clause == stop.clause and known.sort == "way" and known.end == "origin":
                continue  # "took them from the Greek border near"
            elif known.clause != stop.clause and any(
                told.stop.end == "origin" and told.stop.sort == "way" for told in part.stops
            ):
                continue  # "comes from Albania, and small quantities are grown near"
        if _another_way(part, it):
            yield part
            kept = [known for known in part.stops if known.stop.end == "origin"]
            part = replace(way, stops=[*kept, it])
        elif stop.end == "via" and part.stops and _other_mode(part.stops[-1], it):
            yield part
            kept = [known for known in part.stops if known.stop.end != "via"]
            part = replace(way, stops=[*kept, it])
        elif stop.anew and stop.end != "origin" and _reached(part, stop):
            yield part
            kept = [known for known in part.stops if known.stop.end == "origin"]
            part = replace(way, stops=[*kept, it])
        elif stop.end == "destination" and part.stops and _beside(part.stops[-1], it):
            part.stops.append(it)
        elif stop.end == "destination" and part.has("origin") and _by_other(part.stops[-1], it):
            yield part
            kept = [known for known in part.stops if known.stop.end == "origin"]
            part = replace(way, stops=[*kept, it])
        elif stop.end == "destination" and part.has("destination"):
            if set(stop.areas) <= set(part.areas("destination")):
                continue
            reached = [known for known in part.stops if known.stop.end == "destination"]
            if reached[-1].stop.sort == "way" and stop.sort == "at" and not _sold(it):
                continue  # "were smuggled to Italy and photographed in Spain"
            if reached[-1].stop.caught and stop.caught:
                continue  # two finds
            if part.has("origin"):
                stop_at = part.stops.index(reached[-1]) + 1
                later = [known for known in part.stops[stop_at:] if known.stop.end == "origin"]
                told = [*part.stops[:stop_at], *later]
                yield replace(way, stops=told)
            if part.has("origin") and not _onwards_from(reached[-1], it):
                # "From A to B, and by sea to C"
                kept = [known for known in part.stops if known.stop.end == "origin"]
                part = replace(way, stops=[*kept, it])
                continue
            # "From A to B and on to C" is one way; "landed in B and moved on to C" begins at B
            # where nothing earlier is told.
            end = "via" if part.has("origin") else "origin"
            if _landed(reached[-1]) and reached[-1].stop.clause != stop.clause:
                # What is landed in a place goes on from there, as another leg.
                begun = [StopTold(k.sentence, replace(k.stop, end="origin")) for k in reached]
                part = replace(way, stops=[*begun, it])
                continue
            part = replace(
                way,
                stops=[
                    StopTold(known.sentence, replace(known.stop, end=end))
                    if known.stop.end == "destination"
                    else known
                    for known in part.stops
                ],
            )
            part.stops.append(it)
        elif (
            stop.end == "origin"
            and part.has("destination")
            and (part.has("origin") or set(stop.areas) <= set(part.areas("destination")))
        ):
            if part.has("origin") and set(stop.areas) <= set(part.areas("origin")):
                continue
            if stop.sort == "at":
                continue
            if part.has("origin") and _last_of(stops, it):
                # "Hashish from Morocco is smuggled into France from Spain"
                part.stops.append(StopTold(it.sentence, replace(stop, end="via")))
                continue
            yield part
            # "is a market for waste from Europe, much of which comes from Italy"
            told_ends = (known for known in part.stops if known.stop.end == "destination")
            roles = [known for known in told_ends if known.stop.sort == "role"]
            part = replace(way, stops=[*roles, it])
        else:
            part.stops.append(it)
    if part.stops:
        yield part


_OTHERS = frozenset(("but", "also", "now", "while", "whereas", ";", "contrast", "previously"))
"""Words before what is made elsewhere: "came from Asia but is now also made in"."""
_JOINS = frozenset(("and", "then", "before", "where", "later", "to", "for", ",", "into"))
"""Words between where goods came from and where they were then made into others."""
_ONWARDS = frozenset(("then", "on", "onward", "onwards", "there", "later", "further",
                       "finally", "afterwards", "thence"))  # fmt: skip


_INSIDE = frozenset(("in", "on", "at", "near"))
_MEANS = frozenset(("road", "sea", "air", "land", "rail", "ferry", "ferries", "boat", "boats",
                    "ship", "speedboat", "speedboats", "yacht", "yachts", "lorry", "lorries",
                    "truck", "trucks", "car", "cars", "bus", "buses", "coach", "coaches", "train",
                    "trains", "plane", "planes", "post", "mail", "courier", "van", "vans", "foot",
                    "container", "containers", "parcel", "parcels", "flights"))  # fmt: skip
_SOLD = frozenset(("sold", "resold", "sells", "sell", "selling", "resells", "resell", "marketed",
                   "retailed", "distributed"))  # fmt: skip
_SHORT = 6
"""Words at most between two ends to which different means lead."""


def _another_way(part: Way, it: StopTold) -> bool:
    """Whether a way stands beside the one told: "via Serbia to Hungary and via Croatia to Bari"."""
    if it.stop.end != "via" or [known.stop.end for known in part.stops[-2:]] != [
        "via", "destination",
    ]:  # fmt: skip
        return False
    before, reached = (known.stop for known in part.stops[-2:])
    words = it.sentence.words
    same = before.clause == reached.clause == it.stop.clause and words[before.first] == words[
        it.stop.first
    ]  # fmt: skip
    between = words[reached.last + 1 : it.stop.first]
    return same and between in (("and",), (",", "and"), ("or",))


def _beside(known: StopTold, it: StopTold) -> bool:
    """Whether two destinations stand side by side: "four billion to Tunisia and two to Libya"."""
    one, other = known.stop, it.stop
    if one.end != "destination" or known.sentence is not it.sentence or one.clause != other.clause:
        return False
    words = it.sentence.words
    between = words[one.first + 1 : other.first]
    same = words[one.first] == words[other.first] and words[one.first] in ("to", "into", "for")
    counted = any(word in FIGURE_SIGNS for word in between)
    joined = words[one.last + 1 : other.first] in (("and",), ("or",))
    told = not set(between).isdisjoint(_PARTICULARLY)  # "to the Union, mainly to Spain"
    if one.sort == other.sort == "at":
        return not one.caught  # "sold first in Bosnia and later in Sweden"
    if _INSIDE.issuperset((words[one.first], words[other.first])) and _ONWARDS.isdisjoint(between):
        return True  # "women are exploited in Turkey, men on sites in Poland"
    return same and (joined or counted or told) and _ONWARDS.isdisjoint(between)


def _by_other(known: StopTold, it: StopTold) -> bool:
    """Whether other means lead to another end: "by speedboat to Italy and by road to Greece"."""
    if known.stop.end != "destination" or known.sentence is not it.sentence:
        return False
    words = it.sentence.words[known.stop.last + 1 : it.stop.first]
    if not words or len(words) > _SHORT or words[0] not in (",", "and", "or", "while"):
        return False
    means = any(a in ("by", "in", "on") and b in _MEANS for a, b in pairwise(words))
    return means and _ONWARDS.isdisjoint(words)


def _sold(it: StopTold) -> bool:
    """Whether goods are sold somewhere, so that they have come there: "resold in Sweden"."""
    before = it.sentence.words[max(0, it.stop.first - 3) : it.stop.first]
    return not it.stop.caught and not _SOLD.isdisjoint(before)


_LANDED = frozenset(
    ("landed", "unloaded", "stored", "kept", "held", "stashed", "ashore", "dropped")
)
_NEAR = 4


def _onwards_from(known: StopTold, it: StopTold) -> bool:
    """Whether goods go on from one end to the other, and not to the one or the other."""
    if known.sentence is not it.sentence or known.stop.sort == "at" or it.stop.sort == "at":
        return True
    words = it.sentence.words[known.stop.last + 1 : it.stop.first + 1]
    if not _ONWARDS.isdisjoint(words) or "after" in words or _landed(known):
        return True
    # "Arrives in A and is moved to B", not "goes to A; by sea it goes to B"
    return known.stop.clause != it.stop.clause and ";" not in words


def _landed(known: StopTold) -> bool:
    """Whether goods were set down in a place: "is landed in", "stored near"."""
    words = known.sentence.words[max(0, known.stop.first - _NEAR) : known.stop.first]
    return not _LANDED.isdisjoint(words)


def _reached(part: Way, stop: Stop) -> bool:
    """Whether another clause told where a way ends."""
    return part.has("destination") and part.stops[-1].stop.clause != stop.clause


def _last_of(stops: list[StopTold], it: StopTold) -> bool:
    """Whether a stop closes the clause that told a destination before it, and the way."""
    before = stops[stops.index(it) - 1]
    same = before.sentence is it.sentence and before.stop.clause == it.stop.clause
    return same and before.stop.end == "destination" and stops[-1] is it


def _then(known: StopTold, it: StopTold) -> bool:
    """Whether a clause goes on behind another: "…, and carried through"."""
    words = it.sentence.words[known.stop.last + 1 : it.stop.first]
    apart = known.sentence is not it.sentence or known.stop.clause == it.stop.clause
    there = known.sentence.words[known.stop.first] in ("in", "at", "on", "near", "off")
    return there and not apart and not {"and", "then"}.isdisjoint(words[:2])


def _other_mode(known: StopTold, it: StopTold) -> bool:
    """Whether a second mode leads another way: "by sea via Italy and by land through …"."""
    if known.stop.end != "via" or known.sentence is not it.sentence:
        return False
    words = it.sentence.words[known.stop.last + 1 : it.stop.first]
    return any(word in ("land", "sea", "air", "road", "rail") for word in words)
