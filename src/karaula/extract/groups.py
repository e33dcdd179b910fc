"""Criminal groups in a sentence: by name, by nationality or place, and those without either.

A head word ("groups", "cartels", "criminals") gathers the words before it (crime words,
nationalities, goods) and the place behind it; quotation marks and capitals give names that no
vocabulary knows. Peoples, minorities, migrants and working groups have no word of crime before the
head, so they are none. The words stand in ``groups.yml``, names in the vocabulary's ``groups``.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from karaula.extract.english import ENGLISH
from karaula.extract.lexicon import Name
from karaula.extract.tokens import Token, sign_at, word_at, written
from karaula.vocabulary.fold import fold

WORDS = Path(__file__).with_name("groups.yml")

Sort = Literal["named", "placed", "local", "plain", "pointing"]
"""By its own name; by a nationality or place; "local groups"; by neither; "these groups"."""

_PLACES = ("area", "region", "adjective", "region_adjective")
_NATIONS = ("adjective", "region_adjective")
_GOODS = ("substance", "market", "indicator")
_OPEN, _CLOSE = '“„«"', '”“»"'
_APOSTROPHES = "'’‘`"
_QUOTED = 6
"""Words that a name in quotation marks may have."""
_REACH = 12
"""Words before a head that may belong to it."""
_LISTED = 4
"""Names that may share one head word: "the A, B, C and D clans"."""


@dataclass(frozen=True, slots=True)
class Group(Name):
    """A group in a sentence. ``id`` is its name in the words of the text."""

    sort: Sort = "plain"
    plural: bool = False
    elsewhere: bool = False
    """"Other", "foreign" or "transnational": not from where the text is about."""
    region: bool = False
    """Its place is "the region": whatever that is in the text around."""
    inside: tuple[Name, ...] = field(default=())
    """Areas, nationalities and goods among its words."""


@lru_cache(maxsize=1)
def group_words() -> dict[str, frozenset[str]]:
    """Kinds of words from ``groups.yml``."""
    read: dict[str, list[str]] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    return {kind: frozenset(words) for kind, words in read.items() if kind != "cities"}


@lru_cache(maxsize=1)
def cities() -> dict[str, str]:
    """Countries of cities that groups are said to be based in."""
    read: dict[str, dict[str, str]] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    return read["cities"]


def with_groups(sentence: list[Token], names: list[Name]) -> list[Name]:
    """``names`` of a sentence with its groups; a group takes the place of the names inside it."""
    words = group_words()
    heads = words["strong"] | words["weak"] | words["guarded"] | words["persons"] | {"crime"}
    if not any(name.label == "group" for name in names) and not any(
        token.kind == "word" and token.text.lower() in heads for token in sentence
    ):
        return [*names, *_they(sentence)]
    reader = _Groups(sentence, names)
    groups = reader.read(heads)
    taken = {index for group in groups for index in range(group.first, group.last + 1)}
    kept = [
        name
        for name in names
        if name.label != "group" and taken.isdisjoint(range(name.first, name.last + 1))
    ]
    return sorted([*kept, *groups, *_they(sentence)], key=lambda name: name.first)


def _they(sentence: list[Token]) -> list[Group]:
    """ "They" as the subject of a sentence, after "However," and the like."""
    for index in range(min(3, len(sentence))):
        if word_at(sentence, index) == "they":
            return [Group("group", "they", index, index, "pointing", plural=True)]
        if index == 1 and sign_at(sentence, index) != ",":
            break
    return []


@dataclass(slots=True)
class _Head:
    """What was gathered around one head word."""

    first: int
    last: int
    crime: bool = False
    nation: bool = False
    place: bool = False
    region: bool = False
    local: bool = False
    elsewhere: bool = False
    nations: list[Name] = field(default_factory=list)
    inside: list[Name] = field(default_factory=list)


class _Groups:
    """Reader of one sentence. Every token is looked at a bounded number of times."""

    def __init__(self, sentence: list[Token], names: list[Name]) -> None:
        self.sentence = sentence
        self.words = group_words()
        self.name_at = {index: name for name in names for index in range(name.first, name.last + 1)}
        self.found: dict[int, Group] = {}
        """Groups by their first token."""

    def read(self, heads: frozenset[str]) -> list[Group]:
        free = 0
        index = 0
        while index < len(self.sentence):
            known = self.name_at.get(index)
            if known is not None and known.label == "group" and known.first == index:
                free = self._known(known) + 1
                index = max(free, index + 1)
                continue
            if known is not None and (known.label in ("body", "index") or self._scored(known)):
                free = index = known.last + 1
                continue
            if word_at(self.sentence, index) in heads and index >= free:
                last = self._around(index, free)
                if last is not None:
                    free = last + 1
                    index = max(index, last)
            index += 1
        self._quoted()
        return [self.found[first] for first in sorted(self.found)]

    def _scored(self, name: Name) -> bool:
        """ "Criminal actors score 6.00": what an index scores, not a group."""
        if name.label != "indicator" or not name.id.endswith("_actors"):
            return False
        follows = name.last + 1
        return word_at(self.sentence, follows) in self.words["scoring"] or (
            follows < len(self.sentence)
            and (self.sentence[follows].kind == "number" or self._written(follows) in "(:=")
        )

    # ---- names of the vocabulary ---------------------------------------------------------------

    def _known(self, name: Name) -> int:
        """A group of the vocabulary, with the apostrophe or head word that belongs to it."""
        first, last = name.first, name.last
        before = self.sentence[first - 1] if first else None
        if (
            before is not None
            and before.text in _APOSTROPHES
            and before.end == self.sentence[first].start
        ):
            first -= 1
        if word_at(self.sentence, last + 1) in self.words["strong"]:
            last += 1
        self._add(first, last, _singular(written(self.sentence, first, last)), "named", False)
        return last

    # ---- head words ----------------------------------------------------------------------------

    def _around(self, at: int, free: int) -> int | None:
        """The group whose head word is token ``at``; its last token."""
        head_word = word_at(self.sentence, at)
        behind = word_at(self.sentence, at + 1)
        if any(behind in self.words[kind] for kind in ("not_before", "strong", "weak", "guarded")):
            return None
        if sign_at(self.sentence, at + 1) in ("-", "–") and self._touches(at):
            return None
        head = self._before(at, free)
        if head_word == "crime":
            return self._organised_crime(at, head)
        name = self._capitals(at, head)
        if name is not None:
            return name
        if self._counted(head) and not head.nation:
            return None
        self._behind(head)
        if not self._is_group(head_word, at, head):
            return self._pointing(at, head)
        plural = head_word.endswith("s") or head_word == "mafiosi"
        sort: Sort = "plain"
        if head.nation or head.place:
            sort = "placed"
        elif head.local or head.region:
            sort = "local"
        elif self._points(head):
            return self._pointing(at, head)
        self._add_listed(head, at, sort, plural)
        return head.last

    def _before(self, at: int, free: int) -> _Head:
        """Gather the words before a head, from right to left."""
        head = _Head(at, at)
        index = at - 1
        while index >= max(free, at - _REACH):
            name = self.name_at.get(index)
            word = word_at(self.sentence, index)
            if name is not None and name.label in _PLACES and name.last == index:
                if name.label not in _NATIONS and not self._stands_as_adjective(name):
                    break
                head.nation = True
                head.nations.insert(0, name)
                head.inside.insert(0, name)
                head.first, index = name.first, name.first - 1
                # "Serbian and Albanian criminal groups": one head for both.
                listed = self._nation_before(index, free)
                while listed is not None:
                    head.nations.insert(0, listed)
                    index = listed.first - 1
                    listed = self._nation_before(index, free)
                if len(head.nations) > 1:
                    break
                continue
            if name is not None and name.label in _GOODS and name.last == index:
                head.crime = True
                head.inside.insert(0, name)
                head.first, index = name.first, name.first - 1
                continue
            if word in self.words["crime"]:
                head.crime = True
            elif word == "based" and sign_at(self.sentence, index - 1) in ("-", "–"):
                place = self.name_at.get(index - 2)
                if place is not None and place.label in _PLACES:
                    head.nation = True
                    head.nations.insert(0, place)
                    head.inside.insert(0, place)
                    head.first, index = place.first, place.first - 1
                    continue
                if index < 2 or not self._capital(index - 2):
                    break
                head.place = True
                city = cities().get(fold(self.sentence[index - 2].text))
                if city is not None:
                    head.inside.insert(0, Name("area", city, index - 2, index - 2))
                head.first, index = index - 2, index - 3
                continue
            elif word in self.words["qualities"]:
                head.local = head.local or word in self.words["local"]
                head.elsewhere = head.elsewhere or word in self.words["elsewhere"]
            elif sign_at(self.sentence, index) in ("-", "–") and self._touches(index):
                index -= 1
                continue
            else:
                break
            head.first = index
            index -= 1
        return head

    def _nation_before(self, index: int, free: int) -> Name | None:
        """The nationality before "and", "or" or a comma at token ``index``."""
        if index < free or self._written(index) not in ("and", "or", ","):
            return None
        if self._written(index) in ("and", "or") and sign_at(self.sentence, index - 1) == ",":
            index -= 1
        name = self.name_at.get(index - 1)
        if name is None or name.label not in _NATIONS or name.first < free:
            return None
        return name

    def _stands_as_adjective(self, name: Name) -> bool:
        """ "Kosovo criminal groups", but not "in Kosovo criminal groups"."""
        before = word_at(self.sentence, name.first - 1)
        return before not in self.words["place_words"] | {"to", "through", "via", "and"}

    def _behind(self, head: _Head) -> None:
        """Take the place behind a head without nationality: "criminals from the Balkans"."""
        index = head.last + 1
        if head.nation:
            return
        if sign_at(self.sentence, index) == ",":
            self._origin(head, index + 1)
            return
        if word_at(self.sentence, index) in self.words["origin"] and self._origin(head, index):
            return
        if word_at(self.sentence, index) in self.words["settled"]:
            index += 1
        if word_at(self.sentence, index) not in self.words["place_words"]:
            return
        begin = index = index + 1
        while index not in self.name_at and self._written(index) in self.words["place_fillers"]:
            index += 1
        name = self.name_at.get(index)
        if name is not None and name.first == index and name.label in ("area", "region"):
            head.last, head.place = self._listed_places(head, name), True
            return
        line = " ".join(self._written(step) for step in range(begin, begin + 2))
        if line in ("the region", "this region"):
            head.last, head.region = begin + 1, True
            return
        self._plain_place(head, begin)

    def _listed_places(self, head: _Head, name: Name) -> int:
        """Places of a list ("in Serbia and Montenegro"); the last token of it."""
        head.inside.append(name)
        last = name.last
        for _ in range(_LISTED):
            step = last + 1
            if self._written(step) not in ("and", "or", ","):
                break
            if self._written(step) == "," and self._written(step + 1) in ("and", "or"):
                step += 1
            follows = self.name_at.get(step + 1)
            if follows is None or follows.first != step + 1 or follows.label not in _PLACES[:2]:
                break
            # "groups in Serbia and Montenegro is …" would be another clause; a comma alone is one.
            if self._written(step) == ",":
                break
            head.inside.append(follows)
            last = follows.last
        return last

    def _origin(self, head: _Head, index: int) -> bool:
        """ ", mostly of Turkish origin"."""
        while word_at(self.sentence, index) in self.words["origin"]:
            index += 1
        name = self.name_at.get(index)
        if (
            name is None
            or name.label not in _NATIONS
            or word_at(self.sentence, name.last + 1) not in ("origin", "descent", "nationality")
        ):
            return False
        head.inside.append(name)
        head.last, head.place = name.last + 1, True
        return True

    def _plain_place(self, head: _Head, index: int) -> None:
        """A place that no vocabulary knows: "the Sofia region", "the south of the country"."""
        sure = head.crime or word_at(self.sentence, index - 1) == "from"
        if word_at(self.sentence, index) == "the":
            index += 1
        if not sure and word_at(self.sentence, index) not in self.words["compass"]:
            return
        last = index - 1
        while last + 1 < len(self.sentence) and self._capital(last + 1) and last - index < 3:
            last += 1
        if last >= index and word_at(self.sentence, index) in ENGLISH.months:
            return
        if last < index and word_at(self.sentence, index) not in self.words["compass"]:
            return
        last = max(last, index)
        if word_at(self.sentence, last + 1) in ("region", "area", "part", "parts"):
            last += 1
        if [self._written(last + step) for step in (1, 2, 3)] == ["of", "the", "country"]:
            last += 3
        head.last, head.place = last, True

    def _is_group(self, head_word: str, at: int, head: _Head) -> bool:
        placed = head.nation or head.place
        if head_word in self.words["persons"]:
            return placed
        if head_word in self.words["strong"]:
            # "the mafia" alone says nothing; "cartels in Latin America" does.
            return placed or head.crime or head.local or head_word.endswith("s")
        if head.crime:
            return True
        if head_word in self.words["guarded"]:
            return False
        if head.first < at:
            return placed or head.local
        bare = head.first == 0 or (
            word_at(self.sentence, at - 1) in self.words["before_bare"]
            or self.sentence[at - 1].kind == "sign"
        )
        goods = self.name_at.get(head.last + 1)
        if bare and head_word.endswith("s"):
            trading = word_at(self.sentence, head.last + 1) in ("smuggling", "trafficking")
            return (
                placed or head.region or trading or (goods is not None and goods.label == "market")
            )
        return False

    # ---- kinds of names ------------------------------------------------------------------------

    def _organised_crime(self, at: int, head: _Head) -> int | None:
        """ "Balkan organised crime" as an actor, not "Balkan organised crime threats"."""
        if not head.nation or not head.crime:
            return None
        if self.sentence[at - 1].text not in ("organized", "organised"):
            return None
        follows = word_at(self.sentence, at + 1)
        words = self.words
        if follows in words["crime_of"] | words["weak"] | words["guarded"] | words["strong"]:
            return None
        self._add_listed(head, at, "placed", True)
        return at

    def _capitals(self, at: int, head: _Head) -> int | None:
        """ "The Zemun and Surčin clans": capitals right before a word that means criminals."""
        if word_at(self.sentence, at) not in self.words["strong"] or head.first != at:
            return None
        plural = word_at(self.sentence, at).endswith("s")
        index = at - 1
        spans: list[tuple[int, int]] = []
        while len(spans) < _LISTED:
            last = index
            while index > 0 and self._capital(index) and index not in self.name_at:
                index -= 1
            if index == last:
                break
            spans.append((index + 1, last))
            if not plural or self._written(index) not in ("and", ","):
                break
            index -= 1
        if plural and len(spans) == 1:
            # "Kurdish clans": capitals that are no name of one clan but of where they are from.
            first = spans[0][0]
            self._add(first, at, written(self.sentence, first, at), "placed", True)
            return at
        for number, (first, last) in enumerate(spans):
            end = at if number == 0 else last
            name = written(self.sentence, first, last) + f" {_singular(self.sentence[at].text)}"
            self._add(first, end, name, "named", False)
        return at if spans else None

    def _quoted(self) -> None:
        """Names in quotation marks beside a word for a group, from right to left."""
        spans: list[tuple[int, int]] = []
        index = 0
        while index < len(self.sentence):
            sign = sign_at(self.sentence, index)
            end = None
            if sign and sign in _OPEN:
                ends = range(index + 2, min(index + 2 + _QUOTED, len(self.sentence)))
                end = next((step for step in ends if self.sentence[step].text in _CLOSE), None)
            if end is None:
                index += 1
            else:
                spans.append((index, end))
                index = end + 1
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
            ):
                continue
            if not self._capital(start + 1) or self.found.get(start) is not None:
                continue
            name = written(self.sentence, start + 1, end - 1)
            if last > end:
                name += f" {_singular(self.sentence[last].text)}"
            for first in [first for first in self.found if start <= first <= last]:
                del self.found[first]
            self._add(start, last, name, "named", False)

    def _quoted_group(self, index: int) -> bool:
        """A group in quotation marks that was found further right."""
        while word_at(self.sentence, index) in ("and", "the"):
            index += 1
        group = self.found.get(index)
        return group is not None and group.sort == "named"

    def _named(self) -> list[int]:
        return [first for first, group in self.found.items() if group.sort == "named"]

    def _named_before(self, start: int) -> bool:
        """ "groups such as the “X”", "a gang known as “X”"."""
        index = start - 1
        for _ in range(5):
            word = self._written(index)
            if word not in ("the", "so", "-", "called", "known", "as", "named", "dubbed", "such",
                            "like", "including", "namely", ",", "and"):  # fmt: skip
                break
            index -= 1
        return any(group.first <= index <= group.last for group in self.found.values())

    def _points(self, head: _Head) -> bool:
        return word_at(self.sentence, head.first - 1) in self.words["pointing"] - {"the", "said"}

    def _pointing(self, at: int, head: _Head) -> int | None:
        """ "These groups", "the organization": the group named before, if there is one."""
        if word_at(self.sentence, head.first - 1) not in self.words["pointing"]:
            return None
        word = word_at(self.sentence, at)
        if word not in self.words["pointed"] or not (head.first == at or head.crime):
            return None
        words = written(self.sentence, head.first, at)
        group = Group("group", words, head.first, at, "pointing", plural=word.endswith("s"))
        self.found[head.first] = group
        return at

    # ---- small parts ---------------------------------------------------------------------------

    def _add(self, first: int, last: int, id: str, sort: Sort, plural: bool) -> None:
        inside = tuple(
            dict.fromkeys(
                name
                for index in range(first, last + 1)
                if (name := self.name_at.get(index)) is not None and name.label in _PLACES
            )
        )
        self.found[first] = Group("group", id, first, last, sort, plural, inside=inside)

    def _add_listed(self, head: _Head, at: int, sort: Sort, plural: bool) -> None:
        """One group, or one for each nationality before a shared head."""
        shared = [name for name in head.nations if name.label in _NATIONS]
        goods = [name for name in head.inside if name.label in _GOODS]
        while (  # "one of the most active Albanian networks"
            word_at(self.sentence, head.first - 1) == "most"
            and word_at(self.sentence, head.first) in self.words["qualities"]
            and head.first < at
        ):
            head.first += 1
        if len(shared) < 2:
            words = written(self.sentence, head.first, head.last)
            self.found[head.first] = Group(
                "group", words, head.first, head.last, sort, plural,
                head.elsewhere, head.region, tuple(head.inside),
            )  # fmt: skip
            return
        rest = written(self.sentence, shared[-1].last + 1, head.last).lstrip(" -–")
        for nation in shared:
            words = f"{written(self.sentence, nation.first, nation.last)} {rest}"
            last = head.last if nation is shared[-1] else nation.last
            self.found[nation.first] = Group(
                "group", words, nation.first, last, sort, plural, inside=(nation, *goods)
            )

    def _counted(self, head: _Head) -> bool:
        """A number before a head counts groups; it is a figure, not a group."""
        before = head.first - 1
        if before < 0:
            return False
        return self.sentence[before].kind == "number" or (
            word_at(self.sentence, before) in ENGLISH.numbers
            or word_at(self.sentence, before) in ENGLISH.multipliers
        )

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


def _singular(name: str) -> str:
    """ "Kavač clans" as the name of one: "Kavač clan"."""
    head, _, last = name.rpartition(" ")
    if last.lower() in group_words()["strong"] | group_words()["weak"] and last.endswith("s"):
        last = last[:-1]
    return f"{head} {last}" if head else last
