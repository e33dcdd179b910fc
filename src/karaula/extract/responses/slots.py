"""What a sentence tells of a response: areas, period, bodies, pillars, short names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from karaula.extract.context import AREA_LABELS
from karaula.extract.groups.actors import Actors
from karaula.extract.responses.spoken import CLOSE, OPEN, REACH, Spoken, name_id
from karaula.extract.responses.words import response_words
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.tokens import tokens
from karaula.vocabulary import Vocabulary

_NAMING = ("area", "region", "adjective", "region_adjective")
_OF = frozenset(("of", "in", "between", "with", "for", "by"))
_LISTS = frozenset((",", "and", "the", "&", "or"))
_WHOSE = frozenset(("EU", "EUROPE"))
"""Words of a name that say whose a body is rather than where it works."""
_ADVERBS = frozenset(("jointly", "formally", "officially", "unanimously", "recently", "also"))
_SMALL = 5
"""Items that a short name in brackets may have."""
_FAR = 8
"""Items between an area and a word that makes it a donor."""


@dataclass(slots=True)
class Around:
    """What stands around a name: its sentence, and what the text is about there."""

    spoken: Spoken
    vocabulary: Vocabulary
    actors: Actors
    section: str | None
    last_area: str | None
    """The area that the paragraph named last before the sentence."""

    def areas(self, first: int, last: int, kind: str | None) -> list[str]:
        """Areas in the words; else of those who stand right beside them; else of their sentence;
        else those of a body in them; else what the text is about."""
        found = self._ids(range(first, last + 1), _NAMING)
        if not found:
            found = self._beside(first, last) or self._of_body(first, last)
        if not found:
            found = self._ids(range(first, last + 1), ("place",) if kind != "agreement" else ())
        found = found or self._of_sentence(first, last, kind)
        if not found:
            found = [
                area
                for index in range(first, last + 1)
                if self.spoken.label(index) == "body" and (body := name_id(self.spoken, index))
                for area in self.vocabulary.bodies[body].area
            ]
        placed = kind in response_words().placed
        if not found and placed and self.section is not None:
            found = [self.section]
        if not found and placed and " the region " in self.spoken.sentence.line:
            region = self.actors.region(self.spoken.sentence)
            found = [region] if region else []
        if not found and placed and self.last_area is not None:
            found = [self.last_area]
        return list(dict.fromkeys(found))

    def _of_body(self, first: int, last: int) -> list[str]:
        """Areas in the words of a known body, else those that it is of; not the world."""
        for index in range(first, last + 1):
            body = name_id(self.spoken, index) if self.spoken.label(index) == "body" else None
            if body is None:
                continue
            text = self.spoken.text(index, index)
            words = tokens(text, 0, len(text))
            for part in (words[:-1], words[1:]):
                named = (name for name in self.actors.lexicon.match(part) if name.label in _NAMING)
                found = [name.id for name in named if name.id not in _WHOSE]
                if found:
                    return found
            if first == last:
                return [area for area in self.vocabulary.bodies[body].area if area != "WORLD"]
        return []

    def _ids(self, indexes: Iterable[int], labels: tuple[str, ...]) -> list[str]:
        return [
            found
            for index in indexes
            if self.spoken.label(index) in labels and (found := name_id(self.spoken, index))
        ]

    def _beside(self, first: int, last: int) -> list[str]:
        """Areas right behind a name ("between Italy and Malta", "which Romania signed"), and its
        owner ("Portugal's …")."""
        spoken = self.spoken
        owner = first - 1
        if spoken.word(owner) == "s" and spoken.word(owner - 1) in ("'", "’"):
            return self._ids([owner - 2], AREA_LABELS)
        step = last + 1
        if spoken.word(step) == "(":
            ends = range(step + 1, min(step + 8, len(spoken.words)))
            step = next((index + 1 for index in ends if spoken.word(index) == ")"), step)
        if spoken.word(step) == "," and spoken.word(step + 1) in ("which", "that"):
            step += 2
        elif spoken.word(step) in _OF and spoken.word(step) != "by":
            step += 1
        else:
            return []
        found = []
        while spoken.label(step) in AREA_LABELS or spoken.word(step) in _LISTS:
            found.extend(self._ids([step], AREA_LABELS))
            step += 1
        if spoken.word(last + 1) in ("with", "between"):
            before = range(first - 1, -1, -1) if spoken.word(last + 1) == "with" else ()
            found = self._ids(before, ("area",))[:1] + found
        return found

    def _of_sentence(self, first: int, last: int, kind: str | None) -> list[str]:
        """The areas named nearest before the name, else those behind it, donors apart. Towns count
        where no area is named: an agreement is signed in one and holds elsewhere."""
        end = min(last + REACH, len(self.spoken.words))
        ways = (range(first - 1, max(-1, first - REACH), -1), range(last + 1, end))
        labels = ("area", "region", "adjective")
        found = self._run(ways[0], labels)[::-1] or self._run(ways[1], labels)
        if not found and kind != "agreement":
            found = self._run(ways[0], ("place",))[::-1] or self._run(ways[1], ("place",))
        return found

    def _run(self, indexes: Iterable[int], labels: tuple[str, ...]) -> list[str]:
        """The first list of areas on the way."""
        found: list[str] = []
        for index in indexes:
            word, here = self.spoken.word(index), self.spoken.label(index) in labels
            if word in (";", ":") or (found and word not in _LISTS and not here):
                break
            if here and not self._donor(index):
                found.extend(self._ids([index], labels))
        return found

    def _donor(self, index: int) -> bool:
        """Whether an area only gives money or hands: "with a grant from Japan"."""
        step = index - 1
        if self.spoken.word(step) == "," and self.spoken.word(index + 1) not in _LISTS:
            return False  # the comma ends what went before: "with a grant from Japan, Kenya built"
        while self.spoken.word(step) in _LISTS or self.spoken.label(step) in _NAMING:
            step -= 1
        if self.spoken.word(step) not in ("from", "by", "of"):
            return False
        near = self.spoken.words[max(0, step - _FAR) : step]
        if self.spoken.word(step) == "by":
            return response_words().set_up.isdisjoint(near[-2:])
        return not response_words().donors.isdisjoint(near)

    def period(self, first: int, last: int) -> str | None:
        """A date in the words or right behind them ("Strategy 2021-2025", "for the period"), else
        the one of its clause that is nearest."""
        items = self.spoken.sentence.items
        for index in range(first, min(last + 7, len(items))):
            meaning = items[index].meaning
            if isinstance(meaning, Dated):
                return meaning.value
            if self.spoken.word(index) in (".", ";") or (
                self.spoken.word(index) == ","
                and self.spoken.word(index + 1) not in response_words().set_up
            ):
                break
        dated = [
            (min(abs(index - first), abs(index - last)), meaning.value)
            for index in range(max(0, first - REACH), min(last + REACH, len(items)))
            if isinstance(meaning := items[index].meaning, Dated) and meaning.fault is None
            if ";" not in self.spoken.words[min(index, last) : max(index, first)]
        ]
        return min(dated)[1] if dated else None

    def body(self, first: int, last: int) -> str | None:
        """Bodies that the sentence says stand behind the response: "supported by Europol", "a unit
        of the Gendarmerie", "Interpol launched"."""
        found: dict[str, None] = {}
        for index in range(last + 1, min(last + REACH, len(self.spoken.words))):
            if self.spoken.label(index) == "body" and self._brought(index):
                found.setdefault(self.spoken.text(index, index))
        if not found:
            for led in self._leaders(last):
                found.setdefault(led)
        if not found and (subject := self._founder(first)) is not None:
            found.setdefault(subject)
        if not found and (owner := self._owner(first, last)) is not None:
            found.setdefault(owner)
        return ", ".join(found) or None

    def _owner(self, first: int, last: int) -> str | None:
        """The body that a name begins with, or right before it: "the UNODC Strategy Toolkit",
        "Europol's Operational Task Force"."""
        spoken = self.spoken
        before = first - 1
        if spoken.word(before) == "s" and spoken.word(before - 1) in ("'", "’"):
            before -= 2
        for index in (first, before):
            if spoken.label(index) == "body" and (index != first or last > first):
                return spoken.text(index, index)
        whole = spoken.text(first, first).split()
        # "UNODC Afghan Opiate Trade Project", known as a whole
        short = whole[0] if spoken.label(first) == "body" and len(whole) > 1 else ""
        if not short:
            return None
        known = any(short in (body.name, *body.names) for body in self.vocabulary.bodies.values())
        return short if known else None

    def _brought(self, index: int) -> bool:
        step = index - 1
        while step >= 0 and (
            self.spoken.word(step)
            in ("the", "and", ",", "(", ")", "support", "cooperation", "in", "a", "unit", "of")
            or self.spoken.label(step) == "body"
            or self.spoken.word(step).isupper()
        ):
            step -= 1
        return self.spoken.word(step) in response_words().behind

    def _leaders(self, last: int) -> Iterator[str]:
        """Who leads it: capitals behind "led by", "within", ", a unit of"."""
        spoken, known = self.spoken, response_words()
        for index in range(last + 1, min(last + REACH, len(spoken.words))):
            led = spoken.word(index) == "by" and (
                spoken.word(index - 1) in known.leads | known.making
                or (spoken.word(index - 1) == "up" and spoken.word(index - 2) == "set")
                or f"{spoken.word(index - 2)} {spoken.word(index - 1)}" in known.leads
            )
            part = spoken.word(index) == "of" and spoken.word(index - 1) in ("unit", "body", "part")
            if not led and not part and spoken.word(index) != "within":
                continue
            begin = index + 1
            while spoken.word(begin) in ("the", "a", "an"):
                begin += 1
            end = begin
            while spoken.capital(end) or (
                end > begin and spoken.word(end) in ("of", "the") and spoken.capital(end + 1)
            ):
                end += 1
            if end > begin:
                yield spoken.text(begin, end - 1)

    def _founder(self, first: int) -> str | None:
        """The body that is the subject of "launched", "hosts" … right before the name."""
        spoken, step = self.spoken, first - 1
        while spoken.word(step) in ("the", "a", "an", "its", "new", "up", "joint", "first"):
            step -= 1
        if spoken.word(step) not in response_words().set_up:
            return None
        step -= 1
        while spoken.word(step) in ("has", "have", "had", *_ADVERBS):
            step -= 1
        if spoken.label(step) == "body":
            return spoken.text(step, step)
        # "The Council of Ministers adopted the strategy"
        begin = step
        while spoken.capital(begin - 1) or (
            spoken.word(begin - 1) in ("of", "the", "and", "for") and spoken.capital(begin - 2)
        ):
            begin -= 1
        while spoken.word(begin) in ("the", "a", "an", "and", "of"):
            begin += 1
        named = range(begin, step + 1)
        if not spoken.capital(step) or all(spoken.label(at) in _NAMING for at in named):
            return None
        return spoken.text(begin, step)

    def pillars(self, first: int, last: int) -> list[str]:
        """Pillars of the section's headings; else one that the words of the name or the sentence
        name; else those of a body in the name."""
        known = self.vocabulary.pillars
        for heading in reversed(self.spoken.sentence.passage.section):
            words = heading.split()
            found = [key for key in known if key.upper() in words]
            if found:
                return found
        if "pillar" in self.spoken.words:
            found = [key for key in known if key in self.spoken.words]
        else:
            name = self.spoken.words[first : last + 1]
            found = [
                pillar
                for pillar, begins in response_words().pillars.items()
                if pillar in known and any(word.startswith(begins) for word in name)
            ]
        return found or [
            pillar
            for index in range(first, last + 1)
            if self.spoken.label(index) == "body" and (body := name_id(self.spoken, index))
            for pillar in self.vocabulary.bodies[body].pillar
        ]

    def aliases(self, first: int, last: int) -> tuple[list[str], int, int]:
        """Short names beside a name, in brackets, quotation marks or commas; the first and the last
        item with them."""
        spoken = self.spoken
        if spoken.word(first - 1) in ("the", "a") and spoken.word(first - 2) == ",":
            short = spoken.text(first - 3, first - 3) if first >= 3 else ""
            if sum(letter.isupper() for letter in short) >= 3 and " " not in short:
                return [short], first - 3, last
        step = last + 1
        if spoken.word(step) == "(":
            ends = range(step + 2, min(step + _SMALL + 2, len(spoken.words)))
            end = next((index for index in ends if spoken.word(index) == ")"), None)
            dated = end and any(spoken.label(index) == "date" for index in range(step, end))
            if end is not None and not dated and spoken.text(step + 1, end - 1)[:1].isupper():
                return [spoken.text(step + 1, end - 1)], first, end
            return [], first, last
        if spoken.word(step).isalpha() and spoken.word(step + 1) == ",":
            step += 1
        begin = step
        while spoken.word(step) in (",", "also", "known", "as", "the", "called", "("):
            step += 1
        if step > begin and spoken.word(step) in OPEN:
            ends = range(step + 1, min(step + 8, len(spoken.words)))
            end = next((index for index in ends if spoken.word(index) in CLOSE), None)
            if end is not None and end > step + 1:
                return [spoken.text(step + 1, end - 1)], first, end
        return [], first, last
