"""Groups by their own names: those of the vocabulary, in capitals and in quotation marks."""

from collections.abc import Callable
from dataclasses import replace

from karaula.extract.groups.words import Group, Sort, group_words, is_plural, singular
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import Token, sign_at, word_at, written

PLACES = ("area", "region", "adjective", "region_adjective")
_OPEN, _CLOSE = '“„«"', '”“»"'
_APOSTROPHES = "'’‘`"
_QUOTED = 6
"""Words that a name in quotation marks may have."""
_SPEAKING = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "there", "this", "these", "those")
)
"""Words with which speech begins, and no name."""
_NAMING = 9
_BEFORE_NAMES = frozenset((
    "the", "so", "-", "such", "like", "including", "namely", ",", "and", "that", "which", "has",
    "have", "been", "is", "are", "was", "whom", "newspapers", "reporters", "investigators",
))  # fmt: skip
"""What may stand between a head and its name in quotation marks."""
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_BEFORE_DEEDS = frozenset(("has", "have", "had", "already", "also", "later", "then", "again"))
"""What may stand before what a police team did."""
_TRADED = ("substance", "market")
LISTED = 4
"""Names that are listed, and words of a name."""
_SHARED = 8
"""Names that may share one head word: "the A, B, C and D clans"."""


class NamedGroups:
    """Groups of one sentence that have names of their own."""

    def __init__(
        self, sentence: list[Token], names: list[Name], about_crime: Callable[[], bool]
    ) -> None:
        self.sentence = sentence
        self.about_crime = about_crime
        self.words = group_words()
        # A town's name may be a clan's: it counts only where a word says that it is a place.
        self.name_at, self.town_at = (
            {
                index: name
                for name in names
                if (name.label == "place") is town
                for index in range(name.first, name.last + 1)
            }
            for town in (False, True)
        )
        self.found: dict[int, Group] = {}
        """Groups by their first token."""

    def _known(self, name: Name) -> int:
        """A group of the vocabulary, with the apostrophe or head word that belongs to it."""
        first, last = name.first, name.last
        before = self.sentence[first - 1] if first else None
        if (
            before is not None
            and before.text in _APOSTROPHES
            and not (self._written(last + 1) in _APOSTROPHES and self._written(last + 2) != "s")
            and before.end == self.sentence[first].start
        ):
            first -= 1
        last = self._kind_behind(last)
        self._add(first, last, singular(written(self.sentence, first, last)), "named", False)
        closes = last + 1 < len(self.sentence) and self.sentence[last + 1].text in _APOSTROPHES
        if closes and word_at(self.sentence, last + 2) in self.words["strong"]:
            self.found[first] = replace(self.found[first], last=last + 2)  # "the ‘Foxes’ clan"
            return last + 2
        return last

    def _kind_behind(self, last: int) -> int:
        """The last token of what a name is, right behind it: "the Foxes mafia", "the Foxes crime
        syndicate"."""
        step = last + 1
        while word_at(self.sentence, step) in self.words["crime"] or (
            step in self.name_at and self.name_at[step].label in ("market", "substance")
        ):
            step += 1
        told = step > last + 1 and not self._capital(step)
        heads = self.words["strong"] | (
            self.words["weak"] | self.words["guarded"] | self.words["titled"] if told else set()
        )
        if word_at(self.sentence, step) not in heads and step > last + 1:
            step -= 1  # "the Foxes mafia" has a word of crime for its head
        word = word_at(self.sentence, step)
        return step if word in heads and word_at(self.sentence, step + 1) != "-" else last

    def _super(self, at: int) -> int | None:
        """A "super-cartel": as good as a name; its last token."""
        first = at - 1 - (sign_at(self.sentence, at - 1) in ("-", "–"))
        one = word_at(self.sentence, at) in self.words["huge"]
        if not one and (
            word_at(self.sentence, first) not in ("super", "mega")
            or word_at(self.sentence, at) not in self.words["strong"]
        ):
            return None
        first = at if one else first
        plural = is_plural(word_at(self.sentence, at))
        if plural or word_at(self.sentence, at + 1) in self.words["not_before"]:
            return None
        quoted = self.sentence[first - 1].text in _OPEN if first else False
        before = range(first - quoted - 5, first - quoted)
        if any(word_at(self.sentence, index) in self.words["formed"] for index in before):
            return None  # "The Foxes formed a super-cartel with the Owls": an alliance
        last = at + (quoted and self._written(at + 1) in _CLOSE)
        name = written(self.sentence, first, at)
        self._add(first - quoted, last, name, "named", False)
        return last

    def _capitals(self, at: int, begins: int | None = None) -> int | None:
        """Capitals before a head word: "the Zemun and Surčin clans", "the Foxton crew". The words
        of crime that belong to the head begin at token ``begins``: "the Foxton crime family"."""
        words = self.words
        word = word_at(self.sentence, at)
        strong = word in words["strong"]
        if not strong and (not self._titles(at, word) or self._serves(at)):
            return None
        plural = is_plural(word) or (strong and word.endswith("s"))
        index = (at if begins is None else begins) - 1
        spans: list[tuple[int, int]] = []
        while len(spans) < _SHARED:
            last = index
            while index > 0 and self._in_name(index, last):
                index -= 1
                if self._hyphened(index):
                    index -= 1  # "the Foxton-Barton clan"
                # "The Tren del Sur gang"
                if self._written(index) in ("de", "del", "di", "la") and self._capital(index - 1):
                    index -= 1
            if index == last:
                break
            spans.append((index + 1, last))
            if plural and self._written(index) == "the" and self._written(index - 1) == "and":
                index -= 1  # "the Foxton and the Barton clans"
            if not plural or self._written(index) not in ("and", ","):
                break
            index -= 1
            if self._written(index) == "," and self._written(index + 1) == "and":
                index -= 1  # "the A, B, and C clans"
        named_so = spans and self._written(spans[-1][0] - 1) == "the" and not plural
        if begins is not None and not named_so:
            return None
        if not spans or not (strong or self._introduced(spans[-1][0] - 1)):
            return None
        if plural and len(spans) == 1:
            # "Kurdish clans": capitals that are no name of one clan but of where they are from.
            first = spans[0][0]
            self._add(first, at, written(self.sentence, first, at), "placed", True)
            return at
        for number, (first, last) in enumerate(spans):
            end = at if number == 0 else last
            said = singular(written(self.sentence, begins or at, at))
            name = f"{written(self.sentence, first, last)} {said}"
            self._add(first, end, name, "named", False)
        if len(spans) == 1:
            self._based(spans[0][0])
            self._so_called(spans[0][0])
        return at

    def _titles(self, at: int, word: str) -> bool:
        """True for a head that needs a name before it, and where it needs one, talk of crime."""
        words = self.words
        capital = self._capital(at)
        if capital:
            byname = word in words["bynames"] and self.about_crime()
            return byname or (word in words["of_towns"] | words["titled"] and self._gangland(at))
        if word in words["titled"]:
            return True
        town = word in words["of_towns"] and (at - 1) in self.town_at
        return word in words["in_crime"] and (town or self.about_crime())

    def _serves(self, at: int) -> bool:
        """True for those who serve in the police or on a ship: "the Foxton team seized", "the Owl
        crew was taken off the freighter"; not where the sentence speaks of gangs as well."""
        words = self.words
        if word_at(self.sentence, at) not in words["serving"]:
            return False
        behind = at + 1
        while word_at(self.sentence, behind) in _BEFORE_DEEDS:
            behind += 1
        if word_at(self.sentence, behind) in words["policing"]:
            return True
        plain = {token.text.lower() for token in self.sentence}
        if word_at(self.sentence, at + 1) in words["illicit"]:
            return False
        if not plain.isdisjoint(words["strong"] | {"criminal", "gangster", "gangsters"}):
            return False
        return not plain.isdisjoint(words["afloat"] | words["service"])

    def _gangland(self, at: int) -> bool:
        """True where capitals before "Group" and the like name a gang, and no firm or forum: other
        words for gangs stand in the sentence, or it is told what crime the group commits."""
        words = self.words
        if word_at(self.sentence, at - 1) in words["forums"]:
            return False
        others = (index for index in range(len(self.sentence)) if index != at)
        plain = [word_at(self.sentence, index) for index in others]
        if not words["strong"].isdisjoint(plain) or not words["persons"].isdisjoint(plain):
            return True
        goods = any(name.label in _TRADED for name in self.name_at.values())
        if (at - 1) in self.town_at and self.about_crime():
            return goods or not words["gangland"].isdisjoint(plain)
        index = at + 1
        while self._capital(index) or self._written(index) in ("and", "the", ","):
            index += 1  # "The Foxes Group and the Owls Group traffic"
        follows = word_at(self.sentence, index)
        return goods and not words["illicit"].isdisjoint((follows, follows.removesuffix("s")))

    def _in_name(self, index: int, last: int) -> bool:
        """True for a capital that belongs to the name which ends with token ``last``."""
        if not self._capital(index) or word_at(self.sentence, index) in _ARTICLES:
            return False
        name = self.name_at.get(index)
        if name is None or name.label in ("area", "region"):
            return name is None or word_at(self.sentence, name.first - 1) == "the"
        if name.label == "adjective" and self._capital(name.last + 1):
            return self._capital(index - 1) and index > 1  # "the First Ruritanian Cartel"
        return name.label == "region_adjective" and index < last

    def _hyphened(self, index: int) -> bool:
        """A dash right between two capitals of a name, and not of a place that follows it."""
        name = self.name_at.get(index - 1)
        dashed = self._written(index) in ("-", "–") and self._touches(index)
        if self._written(index) == "–" and self._written(index + 2) == "–":
            return False  # "the Foxton–Barton–Owlton line"
        if self._written(index) == "–" and self._written(index - 2) == "–":
            return False
        return dashed and name is None and self._capital(index - 1) and self._capital(index + 1)

    def _introduced(self, index: int) -> bool:
        """True behind "the", "a", "so-called", "Ruritania's" and "Foxton-based"."""
        word = self._written(index)
        if word in ("s", "based", "called"):
            return self._written(index - 1) in (*_APOSTROPHES, "-", "–")
        if word in ("and", ","):
            index -= 1
            return index in self.name_at or self._capital(index)
        nation = self.name_at.get(index)
        if nation is not None and nation.label == "adjective":
            word = self._written(nation.first - 1)  # "the Foxlandic X group"
        return word in ("the", "a", "an", "this", "another", "wider", "larger", "rival")

    def _based(self, first: int) -> None:
        """Take "Foxton-based" before a name into the group."""
        if word_at(self.sentence, first - 1) != "based":
            return
        place = self.town_at.get(first - 3) or self.name_at.get(first - 3)
        if place is not None and sign_at(self.sentence, first - 2) in ("-", "–"):
            group = self.found.pop(first)
            self.found[place.first] = replace(
                group, first=place.first, inside=(place, *group.inside)
            )

    def _so_called(self, first: int) -> None:
        """Take "so-called" before a name into the group."""
        before = [self._written(index) for index in range(first - 3, first)]
        if before in (["so", "-", "called"], ["self", "-", "styled"]) and first in self.found:
            self.found[first - 3] = replace(self.found.pop(first), first=first - 3)

    def _order(self, at: int) -> int | None:
        """A name made with "of": "the Brotherhood of the North"; its last token."""
        if not self._capital(at) or word_at(self.sentence, at) not in self.words["orders"]:
            return None
        if self._written(at + 1) != "of" or not self.about_crime() or self._serves(at):
            return None
        begin = at + 2 + (self._written(at + 2) == "the")
        last = begin - 1
        while self._capital(last + 1) and last - begin < LISTED:
            last += 1
        named = range(begin, last + 1)
        if last < begin or any(index in self.name_at for index in named):
            return None
        self._add(at, last, written(self.sentence, at, last), "named", False)
        return last

    def _quoted(self) -> None:
        """Names in quotation marks beside a word for a group, from right to left."""
        spans: list[tuple[int, int]] = []
        opens = [
            at
            for at, token in enumerate(self.sentence)
            # "…," he said, "…": a mark right behind a comma closes what was said.
            if token.text in _OPEN and not (at and self._touches_mark(at - 1))
        ]
        for index in opens:
            if spans and index <= spans[-1][1]:
                continue
            ends = range(index + 2, min(index + 2 + _QUOTED, len(self.sentence)))
            end = next((step for step in ends if self.sentence[step].text in _CLOSE), None)
            if end is not None:
                spans.append((index, end))
        heads = self.words["strong"] | self.words["weak"] | self.words["guarded"]
        for start, end in reversed(spans):
            last = end
            inside = [word_at(self.sentence, step) for step in range(start + 1, end)]
            follows = self._written(end + 1)
            if follows in heads:
                last = end + 1
            elif follows in ("and", "or", ",") and self._quoted_group(end + 2):
                pass
            elif not (
                any(word in self.words["strong"] for word in inside)
                or any(first in range(start, end) for first in self._named())
                or self._named_before(start)
                or self._told_to_be(end)
            ):
                continue
            if not self._capital(start + 1) or self.found.get(start) is not None:
                continue
            if inside[0] in _SPEAKING:
                continue  # "He left the gang," the man said
            closes = end - 1 - (self.sentence[end - 1].text in ".,")  # “the Foxes.”
            name = written(self.sentence, start + 1, closes)
            if last > end:
                name += f" {singular(self.sentence[last].text)}"
            for first in [first for first in self.found if start <= first <= last]:
                del self.found[first]
            self._add(start, last, name, "named", False)

    def _touches_mark(self, index: int) -> bool:
        """Whether a stop or a comma stands right before the next token."""
        token = self.sentence[index]
        return token.text in ".,!?;" and token.end == self.sentence[index + 1].start

    def _told_to_be(self, end: int) -> bool:
        """True before ", a Foxlandic gang"."""
        if self._written(end + 1) != "," or self._written(end + 2) not in ("a", "an", "the"):
            return False
        return any(group.first == end + 3 for group in self.found.values())

    def _quoted_group(self, index: int) -> bool:
        """A group in quotation marks that was found further right."""
        while word_at(self.sentence, index) in ("and", "the"):
            index += 1
        group = self.found.get(index)
        return group is not None and group.sort == "named"

    def _named(self) -> list[int]:
        return [first for first, group in self.found.items() if group.sort == "named"]

    def _named_before(self, start: int) -> bool:
        """True behind "groups such as the" and "a gang known as"."""
        index = start - 1
        skipped = self.words["naming"] | self.words["between_names"] | _BEFORE_NAMES
        for _ in range(_NAMING):
            if self._written(index) not in skipped:
                break
            index -= 1
        word = self._written(index)
        if word in self.words["strong"] | self.words["titled"]:
            return True
        if word in self.words["in_crime"] and self.about_crime():
            return True
        return any(group.first <= index <= group.last for group in self.found.values())

    def _add(self, first: int, last: int, id: str, sort: Sort, plural: bool) -> None:
        inside = tuple(
            dict.fromkeys(
                name
                for index in range(first, last + 1)
                if (name := self.name_at.get(index) or self.town_at.get(index)) is not None
                and name.label in (*PLACES, "place")
            )
        )
        self.found[first] = Group("group", id, first, last, sort, plural, inside=inside)

    def _capital(self, index: int) -> bool:
        token = self.sentence[index] if 0 <= index < len(self.sentence) else None
        return token is not None and token.kind == "word" and not token.text[0].islower()

    def _written(self, index: int) -> str:
        return self.sentence[index].text.lower() if 0 <= index < len(self.sentence) else ""

    def _touches(self, index: int) -> bool:
        """A dash right between two words."""
        if not 0 < index < len(self.sentence) - 1:
            return False
        return self.sentence[index].end == self.sentence[index + 1].start
