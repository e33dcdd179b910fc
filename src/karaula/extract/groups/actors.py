"""Who is meant: groups as subjects, "these groups", "they", and groups named after where they are.

A name is the wording of the text. Where the text leaves its place to what stands around ("local
groups" in a chapter on Serbia), that place goes before it: "Serbian local groups".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from karaula.extract.context import AREA_LABELS, heading_regions, sentence_at
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.mentions import LISTING, closed, of_another, opens_with, superlative
from karaula.extract.groups.subjects import (
    OBJECT_AFTER,
    are_groups,
    of_that_kind,
    word_before,
)
from karaula.extract.groups.tellings import headline_group
from karaula.extract.groups.words import tells_who
from karaula.extract.sentences.lexicon import Lexicon, Name
from karaula.extract.sentences.sentence import Item, Sentence
from karaula.vocabulary import Vocabulary

_NEWS = 360
"""Characters of a paragraph of news at most."""
_STORY = 3
"""Paragraphs over which a story goes on to speak of its one group."""
_SILENT = 1
"""Sentences without a group over which "it" reaches back."""
_DEFINITE = frozenset(("the", "this", "that"))
_STAND_INS = {
    "it": 1, "its": 1, "this group": 1, "that group": 1, "the group": 1, "the latter": 1,
    "these men": 1, "the men": 1, "its members": 1, "its men": 1, "their members": 3,
    "its leaders": 1, "its leader": 1, "they": 3, "their": 3, "them": 3, "both": 2, "the two": 2,
    "two of them": 2, "the pair": 2, "some of them": 3, "many of them": 3, "most of them": 3,
    "several of them": 3,
} | {
    f"{words} {kind}": 2
    for words in ("both", "the two", "these two")
    for kind in sorted(group_words()["pointed"] | group_words()["parties"]) if kind.endswith("s")
}  # fmt: skip
_PRONOUNS = frozenset((
    "it", "its", "they", "their", "them", "both", "these", "men", "latter", "pair",
))  # fmt: skip
"""Words that stand for groups named before, and for how many: one, two, or as many as there are."""


@dataclass(slots=True)
class Actors:
    """Groups of a paragraph while a document is read from top to bottom."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    title: str
    known: list[tuple[Group, str]] = field(default_factory=list)
    """Groups that the paragraph has named, with their names, the last one last."""
    begun: tuple[str, ...] = ()
    """The groups that the sentence before began with."""
    pair: tuple[str, ...] = ()
    """The last two groups that the paragraph, or one not far before, named together: "the war
    between the two"."""
    last: tuple[str, ...] = ()
    """The groups that the sentence before named."""
    passing: set[str] = field(default_factory=set)
    """Groups that the paragraph has only named beside others: "an offshoot of the X clan"."""
    couples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Two groups that the section named with one word for both: "the X and Y clans"."""
    places: tuple[str, ...] = ()
    """Areas that the sentence before named: "there"."""
    story: tuple[str, ...] = ()
    """The groups, one each, that the last paragraphs of the section spoke of by who they are."""
    paragraphs: int = 0
    """Paragraphs since then."""
    silent: int = 0
    """Sentences since then without a group."""
    passage: int = -1
    section: tuple[str, ...] = ()
    length: int = 0
    """Characters of the paragraph."""
    nations: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Areas that the members of a story's one gang are from, by the headings of the story."""
    country: str | None = None
    """The country that the head of the document names."""
    headed: str | None = None
    """The gang that the headline names."""
    headed_kind: bool = False
    """The headline does not tell its name, but where it is from."""
    _regions: dict[tuple[str, ...], str | None] = field(default_factory=dict)

    def enter(self, sentence: Sentence) -> None:
        """Forget the groups of the last paragraph when a new one begins."""
        passage = sentence.passage
        if passage.start != self.passage:
            # News has a paragraph for each sentence or two, and one story in all of them.
            news = (
                passage.section == self.section
                and max(passage.end - passage.start, self.length) <= _NEWS
            )
            section, self.section = self.section, passage.section
            self.passage = passage.start
            self.length = passage.end - passage.start
            if not news:
                self.known = []
            self.paragraphs += 1
            if self.section != section or self.paragraphs > _STORY:
                self.story = ()
            if self.section != section:
                self.passing = set()
                self.couples = {}
                heading = self.section[-1] if self.section else ""
                self.headed = headline_group(heading, self.lexicon) if heading else None
                self.headed_kind = self.headed is not None and self.headed[-1:].islower()
                self.story = (self.headed,) if self.headed is not None else ()
            self.begun, self.last, self.places = (), (), ()
            if self.section != section or self.paragraphs > _STORY:
                self.pair = ()

    def called(self, name: str) -> Group | None:
        """A group that the text named so before."""
        return next((group for group, said in self.known if said == name), None)

    def leave(self, sentence: Sentence, section: str | None) -> None:
        """Remember the groups of a sentence, for the next one of its paragraph."""
        self.places = tuple(
            dict.fromkeys(
                item.meaning.id
                for item in sentence.recognised
                if item.label in AREA_LABELS and isinstance(item.meaning, Name)
            )
        )
        subjects: list[str] = []
        if sentence.words and sentence.words[0] in ("it", "they", "its", "their"):
            subjects.extend(self.stand_in(sentence, sentence.words[0], 0, section))
        last: list[str] = []
        begins: list[int] = []
        for index, item in sentence.marked:
            group = item.meaning
            if not isinstance(group, Group):
                continue
            names = self.names(sentence, index, section)
            if not last and not subjects and opens_with(sentence, index):
                begins = self.listed(sentence, index)
            if index in begins and (len(names) == 1 or subjects):
                subjects.extend(names)
            if last and group.sort != "pointing" and of_another(sentence, index):
                self.passing.update(name for name in names if name not in last)
            else:
                self.passing.difference_update(names)
            last.extend(names)
            self._couple(sentence, index, names)
            if group.sort != "named" and index and superlative(sentence.words[index - 1]):
                continue  # "It is the largest gang in Ruritania"
            if group.sort != "pointing":
                self.known.extend((group, name) for name in names)
            told = [name for name in names if tells_who(name) and not group.plural]
            if told:
                if self.story == (self.headed,) and self.headed_kind:
                    self.story = ()  # "Foxlandic network broken up": now it is told which one
                self.story = tuple(dict.fromkeys((*self.story, *told)))
                self.paragraphs = 0
        if not sentence.named("group"):
            # "It is old. It deals in cocaine": of the same group.
            self.silent += 1
            if self.silent <= _SILENT:
                return
        self.silent = 0
        named = tuple(dict.fromkeys(last))
        if len(named) == 2 and all(map(tells_who, named)):
            self.pair = named
        elif len(both := tuple(dict.fromkeys(subjects))) == 2 and all(map(tells_who, both)):
            self.pair = both  # "The X and Y clans grew out of the Z clan"
        self.begun = tuple(dict.fromkeys(subjects))
        self.last = tuple(dict.fromkeys(last))

    def _couple(self, sentence: Sentence, index: int, names: list[str]) -> None:
        """Remember two groups that share their word: "the X and Y clans"."""
        if index < 2 or sentence.words[index - 1] != "and" or len(names) != 1:
            return
        end, one = sentence.items[index].end, sentence.items[index - 2].meaning
        word = next((one.text.lower() for one in sentence.tokens if one.end == end), "")
        if not (isinstance(one, Group) and one.sort == "named" and word.endswith("s")):
            return
        if word in group_words()["pointed"] and group_at(sentence.items[index]).sort == "named":
            self.couples[word] = (*self.names(sentence, index - 2, None), *names)

    def awaits(self, sentence: Sentence) -> bool:
        """Whether a sentence without a group may speak of those of the one before."""
        if not (self.last or self.pair):
            return False
        pointed = group_words()["pointed"] | group_words()["parties"]
        the_two = any(
            item.label == "count"
            and (
                index == 1
                or not pointed.isdisjoint(sentence.words[index + 1 : index + 2])
                or are_groups(sentence, index + 1)
                or sentence.words[index - 2] in ("between", "among", "of", "with")
            )
            for index, item in enumerate(sentence.items)
            if index and sentence.words[index - 1] in ("the", "these")
        )
        return the_two or not sentence.said.isdisjoint(_PRONOUNS)

    @staticmethod
    def listed(sentence: Sentence, index: int) -> list[int]:
        """Items of the list of groups that begins with item ``index``."""
        listed = [index]
        depth = 0
        for place in range(index + 1, len(sentence.items)):
            word = sentence_at(sentence, place)
            depth += (word == "(") - (word == ")")
            if depth or word == ")":
                continue
            if sentence.items[place].label == "group":
                listed.append(place)
            elif word not in LISTING or (word == "," and closed(sentence, listed, place)):
                break
        return listed

    def stand_in(
        self,
        sentence: Sentence,
        words: str,
        index: int,
        section: str | None,
        besides: Iterable[str] = (),
    ) -> tuple[str, ...]:
        """Groups named before, other than those ``besides``, that a pronoun or the like at item
        ``index`` stands for; none where it cannot be told."""
        if words not in _STAND_INS:
            return ()
        here = tuple(
            dict.fromkeys(
                name
                for place, item in enumerate(sentence.items[:index])
                if item.label == "group" and group_at(item).sort != "pointing"
                if not (group_at(item).plural and words in ("it", "its"))
                for name in self.names(sentence, place, section)
                if name not in besides
            )
        )
        if words == "they" and len(here) > 1:
            here = self._first_of(sentence, index, section) or here
        count = _STAND_INS[words]
        before = tuple(name for name in self.begun or self.last if name not in besides)
        if words in ("it", "its"):
            before = tuple(name for name in before if not self._many(name))
        if count == 2:
            pair = next((told for told in (here or self.last, self.pair) if len(told) == 2), ())
            return pair if all(of_that_kind(name, words) for name in pair) else ()
        if words == "the latter":
            return (here or self.last)[-1:]
        if words == "it" and sentence.words[0] == "its" and len(before) == 1:
            return before  # "Its pact with the Y gang allowed it to …"
        if count == 1 and words == "its" and len(here) > 1:
            first = self._opening(sentence)
            return (first,) if first in here else ()
        if count == 1:
            return next((named for named in (here, before) if len(named) == 1), ())
        return here or before

    def _opening(self, sentence: Sentence) -> str:
        """The name of the first group of a sentence."""
        first = next(item for item in sentence.items if item.label == "group")
        return group_at(first).id

    def _many(self, name: str) -> bool:
        """Whether a name is that of many groups: "Foxlandic clans"."""
        group = self.called(name)
        return group is not None and group.plural and group.sort != "named"

    def _first_of(self, sentence: Sentence, at: int, section: str | None) -> tuple[str, ...]:
        """The groups that a sentence tells of first, where they are more than one: "The Angels work
        with local gangs, and they …"."""
        first = next(i for i, item in enumerate(sentence.items) if item.label == "group")
        listed = [index for index in self.listed(sentence, first) if index < at]
        group = group_at(sentence.items[first])
        many = len(listed) > 1 or group.plural or group.id.endswith("s")
        if not many or word_before(sentence, first) in OBJECT_AFTER:
            return ()
        names = (name for index in listed for name in self.names(sentence, index, section))
        return tuple(dict.fromkeys(names))

    def names(self, sentence: Sentence, index: int, section: str | None) -> list[str]:
        """Names of the group at item ``index``: none where it cannot be told who is meant."""
        group = sentence.items[index].meaning
        assert isinstance(group, Group)
        named = self._names(sentence, group, index, section)
        if group.plural or len(named) != 1 or tells_who(named[0]) or group.elsewhere:
            return named
        # "A gang that sold cocaine … Most of its members are Foxlanders."
        nation = self._adjective(self.nations.get(sentence.passage.section))
        if nation is not None:
            return [_before(nation, named[0])]
        first = all(item.label != "group" for item in sentence.items[:index])
        return [self.headed] if self.headed is not None and first and not self.known else named

    def _names(
        self, sentence: Sentence, group: Group, index: int, section: str | None
    ) -> list[str]:
        if group.sort == "pointing":
            return self._meant(sentence, group)
        bare = group.first == group.last  # "The gangs"
        if group.sort == "plain" and not group.elsewhere and (bare or not group.plural):
            # "The criminal network" is the one that was named before.
            definite = index > 0 and sentence.words[index - 1] in _DEFINITE
            meant = self._meant(sentence, group) if definite else []
            return meant if meant and tells_who(meant[0]) else [group.id]
        if group.sort in ("named", "placed") or group.elsewhere:
            return [group.id]
        if group.region:
            region = self.region(sentence)
            if region is None:
                return [group.id]
            name = self.vocabulary.regions[region].name
            return [group.id.replace("the region", name).replace("this region", name)]
        words = group.id.lower().split()
        if group.sort == "local" and words[0] == "regional":
            region = self.region(sentence)
            adjectives = self.vocabulary.regions[region].adjectives if region else ()
            return [_before(adjectives[0], group.id) if adjectives else group.id]
        adjective = self._adjective(section)
        local = set(words) & {"local", "domestic"} or self._of(section)
        # "Drug trafficking groups are major players": begins what a chapter says of its country.
        opens = index == 0 and group.plural and len(words) > 1
        if opens and adjective is None:
            adjective = self._adjective(self.country)
        if adjective is None or not (local or opens):
            return [group.id]
        return [_before(adjective, group.id)]

    def with_place(self, sentence: Sentence, name: str, section: str | None) -> str:
        """A name without a place, with the adjective of the country or region of the text."""
        if tells_who(name):
            return name
        adjective = self._adjective(section)
        if adjective is None:
            region = self.region(sentence)
            adjectives = self.vocabulary.regions[region].adjectives if region else ()
            adjective = adjectives[0] if adjectives else None
        return _before(adjective, name) if adjective is not None else name

    def _meant(self, sentence: Sentence, group: Group) -> list[str]:
        """Groups that "these groups", "the organization" or "they" stand for."""
        before = [
            other
            for item in sentence.items
            if isinstance(other := item.meaning, Group)
            and other.sort != "pointing"
            and other.last < group.first
        ]
        named = [*self.known, *((other, other.id) for other in before)]
        if group.id.lower() == "they":
            one = self._hero()
            return [*(self.begun or self.last or one)] if not before else []
        fitting = [name for known, name in named if known.plural == group.plural]
        telling = [name for name in fitting if tells_who(name)]
        if not telling and not group.plural and (hero := self._hero()):
            return [*hero]
        if not group.plural and len(self.begun) == 1 and self.begun[0] in telling:
            return [*self.begun]  # the one that the sentence before was about
        if fitting:
            main = [name for name in telling if name not in self.passing]
            return [(main or telling or fitting)[-1]]
        single = list(dict.fromkeys(name for known, name in named if not known.plural))
        if not group.plural:
            return []
        if len(single) == 1 and single[0].strip("'’").lower() in group_words()["umbrellas"]:
            return single  # "The 'Ndrangheta … The clans"
        # "The Kavač and Škaljari clans … Both clans": two that were named one by one.
        return single if len(single) == 2 else [*self.couples.get(group.id.lower(), ())]

    def _hero(self) -> tuple[str, ...]:
        """The one group that the story is about, if it has one."""
        main = tuple(name for name in self.story if name not in self.passing)
        return main if len(main) == 1 else ()

    def _adjective(self, section: str | None) -> str | None:
        area = self.vocabulary.areas.get(section or "")
        return area.adjectives[0] if area and area.adjectives else None

    def _of(self, section: str | None) -> bool:
        """True where the paragraph has just spoken of groups of the section's nationality."""
        last = self.known[-1][0] if self.known else None
        return last is not None and any(
            name.label == "adjective" and name.id == section for name in last.inside
        )

    def region(self, sentence: Sentence) -> str | None:
        """What "the region" is: the region that the headings or the title name."""
        path = (self.title, *sentence.passage.section)
        if path not in self._regions:
            named = (heading_regions(heading, self.lexicon) for heading in reversed(path))
            self._regions[path] = next((found.pop() for found in named if len(found) == 1), None)
        return self._regions[path]


def group_at(item: Item) -> Group:
    """The group of an item that is one."""
    assert isinstance(item.meaning, Group)
    return item.meaning


def _before(adjective: str, name: str) -> str:
    """An adjective before a name, which loses its capital: "Serbian local groups"."""
    keep = len(name) > 1 and name[1].isupper()
    return f"{adjective} {name if keep else name[0].lower() + name[1:]}"
