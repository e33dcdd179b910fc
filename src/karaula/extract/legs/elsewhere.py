"""What other sentences tell of a load: where it was caught, and where it came from."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from karaula.extract.context import Context
from karaula.extract.frame import Reading
from karaula.extract.legs.areas import is_sea
from karaula.extract.legs.caught import ARRIVED, caught_at
from karaula.extract.legs.join import StopTold, Way
from karaula.extract.legs.people import PEOPLE
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.words import way_words
from karaula.extract.legs.worth import PLACES
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_WHERE = PLACES | {SIGN_OF["body"]}
_NEWS = 4_000
"""Characters of a text of news at most."""
_SIDES = ("north", "south", "east", "west")
_LINE = 10
"""Items in which a dateline ends."""
_BACK = 8
"""Sentences back in which the goods may have been caught."""


@dataclass(slots=True)
class Elsewhere:
    """What was told of the loads of a document so far."""

    reading: Reading
    context: Context
    story: Theme | None
    """What the whole text is about, where it is about one market."""
    home: str | None = None
    """The one country whose officers act in the document."""
    _begun: dict[str, StopTold] = field(default_factory=dict)
    """Where the goods of a market came from, as told last."""

    def complete(self, way: Way) -> None:
        """Add to a way of which one end is told what other sentences tell of its goods."""
        if way.denied:
            return
        self._where_from(way)
        self._ashore(way)
        goes = way.has("destination") and not way.has("origin")
        loads = way.onward or (way.loads and way.bound())
        if goes and (way.made or (loads and self._alone(way))):
            self._from_home(way, way.stops[-1])
        if way.pointed or (way.spoken and not way.has("destination")):
            self._where_caught(way)
        self._come_in(way)
        for market, _ in way.theme.markets:
            begun = (it for it in way.stops if it.stop.end == "origin" and it.stop.sort != "role")
            told = next(begun, None)
            if told is not None:
                self._begun[market] = told

    def _where_from(self, way: Way) -> None:
        """Begin a way on which a branch of a route goes on where an earlier sentence let it begin:
        "leaves from Turkey. The southern branch goes through Albania to"."""
        if way.has("origin") or not (way.has("via") and way.has("destination")) or not way.branch:
            return
        first = way.stops[0]
        begun = self._begun.get(way.theme.markets[0][0])
        if begun is None or begun.sentence.passage.start != first.sentence.passage.start:
            return
        told = {area for it in way.stops for area in it.stop.areas}
        if told.isdisjoint(begun.stop.areas):
            way.stops.insert(0, begun)

    def _come_in(self, way: Way) -> None:
        """End a way at home where no more is told than that it passed a place there: "brought
        cocaine through the port of", in a text on what officers of that country did."""
        via = [it for it in way.stops if it.stop.end == "via"]
        if not via or not way.has("origin") or way.has("destination") or way.outward:
            return
        last = via[-1]
        gates = way_words(self.reading.vocabulary).gates
        there = last.sentence.words[last.stop.first : last.stop.last + 1]
        if self.home in last.stop.areas and not gates.isdisjoint(there):
            at = way.stops.index(via[-1])
            way.stops[at] = StopTold(via[-1].sentence, replace(via[-1].stop, end="destination"))

    def _ashore(self, way: Way) -> None:
        """Leave a sea open as the end of a way, so that it is told by where goods were caught:
        "reached the Adriatic via", "sold on the Black Sea coast"."""
        known = self.reading.vocabulary
        ends = [it for it in way.stops if it.stop.end == "destination"]
        seas = ends and all(is_sea(known, area) for it in ends for area in it.stop.areas)
        if seas and way.has("origin"):
            way.stops = [
                StopTold(it.sentence, replace(it.stop, end="destination")) if it.stop.caught else it
                for it in way.stops
                if it not in ends
            ]

    def _alone(self, way: Way) -> bool:
        """Whether the whole text is about goods such as these."""
        return self.story is not None and self.story.markets[0][0] in dict(way.theme.markets)

    def _where_caught(self, way: Way) -> None:
        """Complete a way of which only one end is told by where its goods were caught: "Greek
        police found cocaine in a container. The container had come from Ecuador.". Other
        paragraphs may tell it where the text is about these goods alone."""
        known = way.stops[-1]
        open_ended = way.bound() or not way.has("destination")
        if not any(self._tells_way(way, it) for it in way.stops):
            return
        if known.stop.sort == "of" or not (open_ended or (way.same and not way.has("via"))):
            return
        if way.lasting or (way.inward and way.bound()):
            return  # "had entered at Calais": where it was caught comes later
        sentences = self.reading.sentences
        place = bisect_right(sentences, known.sentence.start, key=lambda it: it.start)
        words = way_words(self.reading.vocabulary)
        for sentence in reversed(sentences[max(0, place - _BACK) : place]):
            near = sentence.passage.start == known.sentence.passage.start
            apart = sentence.passage.section != known.sentence.passage.section
            if apart or not (near or self._alone(way)):
                break
            arrived = way.has("origin") and not ARRIVED.isdisjoint(sentence.said)
            caught = not (words.catches | words.finds).isdisjoint(sentence.said)
            if not caught and not arrived:
                continue
            if sentence.said.isdisjoint(_WHERE):
                continue
            clauses = self.reading.clauses(sentence)
            scene = Scene(self.reading.vocabulary, self.context, sentence, clauses)
            areas = caught_at(scene, arrived=arrived)
            if areas:
                told = {area for it in way.stops for area in it.stop.areas}
                if told.isdisjoint(areas):
                    end = "origin" if way.has("destination") else "destination"
                    end = end if open_ended else "via"
                    stop = replace(known.stop, end=end, areas=areas)
                    way.stops.append(StopTold(known.sentence, stop))
                return
        self._at_home(way, known)

    def _tells_way(self, way: Way, it: StopTold) -> bool:
        """Whether goods went from or to a place, or a phrase right behind them or their vehicle
        says so: "heroin in a bus from Iran", not "workers from Moldova"."""
        stop = it.stop
        if stop.sort != "noun" or way.bound():
            return stop.sort in ("way", "noun", "at")
        words = way_words(self.reading.vocabulary)
        before = it.sentence.words[stop.first - 1]
        return stop.first == way.theme.at + 1 or before in words.rides_in | words.carriers

    def _at_home(self, way: Way, known: StopTold) -> None:
        """Complete a way of which one end is told by the country whose officers tell of it."""
        begun = way.has("origin") and not way.has("destination")
        news = len(self.reading.document.text) < _NEWS
        moved = way.same and news and any(it.stop.sort == "way" for it in way.stops)
        if not (self._alone(way) or moved) or not (begun or way.bound()):
            return
        if self.home is None or any(self.home in it.stop.areas for it in way.stops):
            return
        words = way_words(self.reading.vocabulary)
        said = known.sentence.said
        line = known.sentence.words
        off = any(a in _SIDES and b == "of" for a, b in pairwise(line)) or "nautical" in said
        if off and not words.at_sea.isdisjoint(said) and not words.catches.isdisjoint(said):
            return  # "had left Suriname and was seized by the navy": that was in no country
        if way.lead and self.home not in way.lead and not self._alone(way):
            return  # a paragraph on another country
        if way.bound() and not PEOPLE.isdisjoint(dict(way.theme.markets)):
            return  # of migrants who are found no more is told than that
        # "The ring shipped its packs to": from home; what was caught there may only have passed.
        end = "destination" if begun else "origin"
        stop = replace(known.stop, end=end, areas=(self.home,))
        way.stops.append(StopTold(known.sentence, stop))

    def _from_home(self, way: Way, known: StopTold) -> None:
        """Begin a way on which goods are taken on from the country whose officers tell of it."""
        told = any(self.home in it.stop.areas for it in way.stops)
        if self.home is not None and not told:
            begin = replace(known.stop, end="origin", areas=(self.home,))
            way.stops.insert(0, StopTold(known.sentence, begin))


def home_of(reading: Reading) -> str | None:
    """The country whose officers a document names, where no others act in it."""
    words = way_words(reading.vocabulary)
    found: set[str] = set()
    for sentence in (*reading.headlines, *reading.sentences):
        of = False
        for index, item in sentence.marked:
            meaning = item.meaning
            if not isinstance(meaning, Name):
                continue
            if item.label == "body":
                area = reading.vocabulary.bodies[meaning.id].area
                found.update(area if len(area) == 1 else ())
            elif item.label in ("area", "adjective", "place"):
                behind = sentence.words[index + 1 : index + 5]
                paired = behind[:1] == ("and",) and sentence.items[index + 2 : index + 3]
                if paired and paired[0].label == "body":
                    found.add(meaning.id)  # "Bulgarian and Romanian police"
                before = sentence.words[index - 2 : index] if index > 1 else ()
                listed = of and before[1:] in ((",",), ("and",))  # "Police in Serbia and Croatia"
                of = listed or (before[1:] == ("in",) and before[0] in words.officers)
                if of or any(word in words.officers for word in takewhile(_in_name, behind)):
                    found.add(meaning.id)
    found.intersection_update(reading.vocabulary.areas)
    if reading.sentences:
        found.update(_dateline(reading.sentences[0]))
    return found.pop() if len(found) == 1 else None


def _dateline(sentence: Sentence) -> tuple[str, ...]:
    """The country of the town that news begin with: "KARACHI: Customs have"."""
    first = sentence.items[0].meaning
    named = sentence.items[0].label in ("area", "place") and isinstance(first, Name)
    text = sentence.tokens[0].text
    apart = any(word in (":", "-", "–", "—", "--") for word in sentence.words[1:_LINE])
    return (first.id,) if named and text.isupper() and apart and isinstance(first, Name) else ()


def _in_name(word: str) -> bool:
    return word.isalpha() or word in ("'", "’")
