"""Who is meant by the phrases of a clause: groups by their own words, by those that stand for them
("members of", "it", "both") and by their examples ("three gangs, among them the Foxes")."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.clauses.words import PART, PAST, clause_words
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.doers import Subjects
from karaula.extract.groups.words import head_words
from karaula.extract.relations.around import Who

_EXAMPLES = frozenset((
    ",", "among", "them", "one", "of", "including", "such", "as", "namely", "notably", "the",
    "notorious", "infamous", "powerful", "feared", "particularly", "especially", "chiefly",
    "mainly", "above", "all", "primarily",
    "these", "in", "both", "and", "-", ":",
))  # fmt: skip
_TELLS = frozenset((
    "among", "one", "including", "namely", "notably", "such", "particularly", "especially",
    "chiefly", "mainly", "primarily",
))  # fmt: skip
_PRONOUNS = frozenset(("it", "they", "its", "their", "which", "who"))
_NEAR = 2
"""Items behind a phrase in which the comma before its name stands."""
_NAME = 5
"""Words that a name may have."""
_BANDS = frozenset(("crews", "cells", "teams", "squads", "gangs", "clans"))
"""What a mafia is made of: "'Ndrangheta crews"."""
_PEOPLES = ("ian", "ean", "ish", "ese", "ani", "an")
_REACH = 9
"""Items behind a phrase in which its first example stands."""


class Cast(Subjects):
    """The groups of one sentence, as its clauses speak of them."""

    def of(self, clause: Clause, phrase: Phrase | None) -> list[Who]:
        """Groups that a phrase stands for; none where it speaks of something else."""
        if phrase is None:
            return []
        found: list[Who] = []
        for first, last in self.listed(phrase):
            found.extend(self._part(clause, phrase, first, last))
        if len(found) > 2 and not found[0].named and found[0].plural:
            # "Rival clans from Kotor, the A and the B" are A and B.
            found = found[1:] if all(who.named for who in found[1:]) else found
        if not found or all(who.plural and not who.named for who in found):
            told = self._examples(phrase.last) or self._told_behind(phrase)
            found = told or self._named_beside(phrase) or found
        elif len(found) == 1 and not found[0].named:
            found = self._named_beside(phrase) or found  # "A Foxlandic clan, the X, is behind"
        bare = not found or (found[-1].plural and not any(who.named for who in found))
        if bare and self._acts_for(phrase):
            behind = [
                who
                for other in clause.of(phrase)[:1]
                if other.preposition in ("of", "from")  # "buyers from the X clan"
                for who in self.of(clause, other)
                if not self._counts(phrase) or self._many(who)
            ]
            if not found or all(who.named for who in behind):
                found = behind or found
        if not found:
            found = self._beside(clause, phrase)
        return found

    def turned(self, clause: Clause) -> bool:
        """Whether the subject of a clause is what something is done to. "The clan dealt with the
        gang" looks like a participle without a verb of its own."""
        if not clause.passive:
            return False
        word = self.around.sentence.words[clause.at]
        form = clause_words(self.around.reading.vocabulary).verbs.get(word, ("", 0))[1]
        if form & PART and not form & PAST:
            return True  # "X gang taken apart"
        if self.stranded(clause) is not None:
            return any(phrase.preposition == "by" for phrase in clause.phrases)
        parent = self.clauses[clause.parent] if clause.parent is not None else None
        alone = parent is not None and not parent.verb and clause.kind == "participle"
        return not alone or any(phrase.preposition == "by" for phrase in clause.phrases)

    def owner(self, clause: Clause, phrase: Phrase) -> list[Who]:
        """Groups that something belongs to: "the Foxton clan's rival", "its rival"."""
        first, last = phrase.parts[0]
        words = self.around.sentence.words
        groups = self._indexes(first, last)
        if groups and groups[-1] < last and words[groups[-1] + 1] in ("'", "’"):
            return self.around.named_at(groups[-1])
        if words[first] == "whose":
            before = first - 1 - (words[first - 1] == ",")
            return self.around.named_at(before) if self._indexes(before, before) else []
        if words[first] in ("its", "their"):
            subject = self.subject(clause)
            doers = [] if phrase is subject else [who.name for who in self.of(clause, subject)]
            return self.around.stand_in("it" if words[first] == "its" else "they", first, doers)
        return []

    def taken_for(self, phrase: Phrase | None) -> list[Who]:
        """The group that a name must be because of what is said of it: of "an ally of the FTX" the
        FTX. Only letters in capitals, Spanish articles, and names in the plural that are no
        people's: a person has no article."""
        if phrase is None or len(phrase.parts) != 1:
            return []
        first, last = phrase.parts[0]
        sentence = self.around.sentence
        items = sentence.items[first : last + 1]
        said = self.around.reading.document.text[items[0].start : items[-1].end]
        text_words = said.split()
        seat = text_words[0].lower() in group_words()["seats_of"]
        if seat and all(word[0].isupper() for word in text_words):
            return [Who(said, first, (), False, False, True, False)]
        if any(item.label is not None for item in items) or not 2 <= len(items) <= _NAME:
            return []
        text = self.around.reading.document.text
        words = [text[item.start : item.end] for item in items]
        article, name = words[0].lower(), words[1:]
        known = group_words()
        if len(name) == 1 and article == "the" and name[0].lower() in known["militants"]:
            return [Who(name[0], first + 1, (), False, False, True, False)]
        if article not in ("the", "los", "las") or not all(word[0].isupper() for word in name):
            return []
        ending = name[-1].lower().removesuffix("s")
        people = ending.endswith(_PEOPLES) or ending in known["peoples"] | known["nations"]
        plural = name[-1].endswith("s") and not people
        if not known["official"].isdisjoint(word.lower() for word in name):
            return []
        if article == "the" and not plural and not (len(name) == 1 and name[0].isupper()):
            return []
        said = " ".join(name if article == "the" else words)
        return [Who(said, first + (article == "the"), (), False, False, True, False)]

    def named_behind(self, index: int) -> list[Who]:
        """Groups of the list that begins at an item, its article apart."""
        words = self.around.sentence.words
        at = index + (words[index : index + 1] in (("the",), ("a",), ("some",), ("several",)))
        items = self.around.sentence.items
        if at + 1 < len(items) and items[at].label == "adjective" and self._indexes(at + 1, at + 1):
            at += 1  # "the Foxlandic X cartel"
        return self.around.listed_at(at)[:1] if self._indexes(at, at) else []

    def list_before(self, index: int) -> list[int]:
        """Items of the list of named groups that ends with an item: "the A and the B clan"."""
        words, items = self.around.sentence.words, self.around.sentence.items
        listed = [index]
        at = index - 1
        while at >= 0 and words[at] in ("and", "the", ","):
            at -= 1
            group = items[at].meaning if at >= 0 else None
            if isinstance(group, Group):
                shared = group.sort == "placed" and words[at + 1] == "and" and index == at + 2
                if group.sort != "named" and not shared:
                    break
                listed.insert(0, at)
                at -= 1
        return listed

    def head(self, phrase: Phrase) -> str:
        """The noun of a phrase, in the singular."""
        return singular(self.word(phrase.parts[0][1]))

    def word(self, index: int) -> str:
        """The word at an item, or the last one of what was recognised there."""
        sentence = self.around.sentence
        item = sentence.items[index]
        if item.label is None or item.label == "group":
            return sentence.words[index]
        words = self.around.reading.document.text[item.start : item.end].lower().split()
        return words[-1] if words else ""

    def _part(self, clause: Clause, phrase: Phrase, first: int, last: int) -> list[Who]:
        words = self.around.sentence.words
        if words[max(0, first - 2) : first] == ("among", "them"):
            return []
        groups = self._indexes(first, last)
        if groups:
            tail = words[groups[-1] + 1 : last + 1]
            group = self.around.sentence.items[groups[-1]].meaning
            if tail[:1] in (("'",), ("’",)) and isinstance(group, Group) and " in " in group.id:
                tail = ()  # "A ring in Foxton's third district"
            two = self._both(first, groups) if not tail else []
            if two:
                return two
            if not tail or self._goes_on(tail):
                listed = self._shared(groups)
                return [who for index in listed for who in self.around.named_at(index)]
            return []
        items = self.around.sentence.items
        said = " ".join(
            self.word(index) if items[index].label in ("count", "thing") else words[index]
            for index in range(first, last + 1)
        )
        if said.startswith(("both ", "the two", "these two")):
            return self.around.stand_in(said, first)
        subject = self.subject(clause)
        if phrase is clause.subject and said == "they" and (above := self._above(clause)):
            return above
        if phrase is subject or subject is None or first == subject.parts[0][0]:
            # "Allows them to control": of whom it is told stands anywhere before.
            return self.around.stand_in(said, first) if said != "them" else []
        return self._other(clause, phrase, said, first, subject)

    def _above(self, clause: Clause) -> list[Who]:
        """Those of whom the clause tells on which another one hangs: "X groups are active in
        Foxland, where they sell"."""
        above = self.clauses[clause.parent] if clause.parent is not None else None
        if clause.kind not in ("relative", "adverbial") or above is None or self.turned(above):
            return []
        subject = self.subject(above)
        groups = self._indexes(*subject.parts[0]) if subject is not None else []
        many = len(subject.parts) > 1 if subject is not None else False
        if not groups or subject is None or subject.last > clause.first:
            return []
        told = self.of(above, subject)
        return told if many or any(who.plural for who in told) else []

    def _both(self, first: int, groups: list[int]) -> list[Who]:
        """The two that were named before of "both Foxton clans", "the two Foxton clans"."""
        group = self.around.sentence.items[groups[-1]].meaning
        words = self.around.sentence.words
        two = words[first] == "both" or (words[first] == "the" and self.word(first + 1) == "two")
        if not two or len(groups) > 1:
            return []
        if not isinstance(group, Group) or group.sort == "named" or not group.plural:
            return []
        told = self.around.stand_in("both clans", first)
        return told if len(told) == 2 else []

    def _shared(self, groups: list[int]) -> list[int]:
        """Groups that share their head: "Foxlandic and Barlandic mafia groups"."""
        words = self.around.sentence.words
        listed = groups[-1:]
        for index in reversed(groups[:-1]):
            between = words[index + 1 : listed[0]]
            if not between or any(word not in ("and", "or", ",") for word in between):
                break
            listed.insert(0, index)
        return listed

    def _other(
        self, clause: Clause, phrase: Phrase, said: str, at: int, subject: Phrase
    ) -> list[Who]:
        """Who "it" and "them" are behind a preposition: not the subject of the same clause."""
        words = self.around.sentence.words
        if said not in ("it", "them") or not phrase.preposition:
            return []
        if words[subject.parts[0][0]] in _PRONOUNS:
            return []
        if phrase in clause.of(subject):
            return self.around.stand_in(said, at)  # "Most of them sell heroin"
        told = [subject, *clause.of(subject)[:1]]  # "Members of the X gang work with it"
        doers = [
            who.name
            for one in told
            for first, last in one.parts
            for index in self._indexes(first, last)
            for who in self.around.named_at(index)
        ]
        return self.around.stand_in(said, at, doers) if doers or said == "it" else []

    def _goes_on(self, tail: tuple[str, ...]) -> bool:
        """Whether words behind a group leave it what it is: "members", or a verb taken for a
        noun."""
        known = group_words()
        members = known["members"] | known["persons"] | known["trades"] | _BANDS
        verbs = clause_words(self.around.reading.vocabulary).verbs
        if tail[0] in ("'", "’"):
            return len(tail) == 1 or tail[-1] in members  # 'the Foxes'
        return all(word in members or word in verbs or not word.isalpha() for word in tail)

    def _acts_for(self, phrase: Phrase) -> bool:
        """True for "members" and "two leaders", which act for the group behind "of"."""
        words = group_words()
        group = self.around.sentence.items[phrase.parts[0][1]].meaning
        word = self.word(phrase.parts[0][1])
        if isinstance(group, Group):
            word = group.id.rpartition(" ")[2].lower()  # "Ruritanian buyers from"
        acting = words["members"] | words["persons"] | words["trades"] | words["agents"]
        return self._counts(phrase) or word in acting

    def _counts(self, phrase: Phrase) -> bool:
        """Whether a phrase is a number: "two of them"."""
        return self.around.sentence.items[phrase.parts[0][1]].label == "count"

    def _many(self, who: Who) -> bool:
        """Whether of a name several may be told: "one of the Foxlandic gangs", not "one of the
        gang", who is a person."""
        here = (item.meaning for item in self.around.sentence.named("group"))
        told = (self.around.actors.called(who.name), *here)
        return who.plural or any(
            isinstance(one, Group) and one.id == who.name and one.plural for one in told
        )

    def _examples(self, last: int) -> list[Who]:
        sentence = self.around.sentence
        told = False
        for index in range(last + 1, min(last + 1 + _REACH, len(sentence.items))):
            item, word = sentence.items[index], sentence.words[index]
            if item.label == "group":
                assert isinstance(item.meaning, Group)
                if not told or item.meaning.sort not in ("named", "placed"):
                    return []
                return self.around.listed_at(index)
            if item.label is None and word not in _EXAMPLES:
                return []
            told = told or word in _TELLS
            if word == "among" and sentence.words[index + 1 : index + 2] != ("them",):
                return []  # "found friends among the X gang"
        return []

    def _told_behind(self, phrase: Phrase) -> list[Who]:
        """Those that are named behind a colon: "three gangs share the city: the A, the B and
        the C gang"."""
        sentence = self.around.sentence
        last = phrase.parts[0][1]
        group = sentence.items[last].meaning
        plural = self.word(last).endswith("s") and singular(self.word(last)) in head_words()
        if phrase.preposition or not (plural or (isinstance(group, Group) and group.plural)):
            return []
        for index in range(last + 1, len(sentence.items) - 1):
            if sentence.words[index] in (":", "namely"):
                at = index + 1 + (sentence.words[index + 1] == "the")
                listed = self.around.listed_at(at) if self._indexes(at, at) else []
                return listed if len(listed) > 1 and all(who.named for who in listed) else []
        return []

    def _named_beside(self, phrase: Phrase) -> list[Who]:
        """Those between commas behind a kind: "two gangs from Foxton, the A and the B, …"."""
        words, items = self.around.sentence.words, self.around.sentence.items
        last = phrase.last
        if words[last + 1 : last + 2] in (("in",), ("from",)) and last + 2 < len(items):
            last += 2 * (items[last + 2].label in ("area", "place", "region"))
        at = last + 2 + (words[last + 2 : last + 3] == ("the",))
        if not self._comma(last + 1) or not self._indexes(at, at):
            return []
        listed = self.around.listed_at(at)
        ends = self._comma(max(who.item for who in listed) + 1) if listed else False
        return listed if ends and all(who.named for who in listed) else []

    def _beside(self, clause: Clause, phrase: Phrase) -> list[Who]:
        """The name set beside a phrase: "the best known, the Foxes, run …", "a subgroup of the A
        mafia, the B clan, …"."""
        for other in clause.of(phrase)[:1]:
            comma = other.parts[-1][0] - 1
            if other.preposition == "of" and len(other.parts) == 2 and self._comma(comma):
                return self._apposed(comma)
        for comma in range(phrase.last + 1, phrase.last + 1 + _NEAR):
            if self._comma(comma):
                return self._apposed(comma)
        return []

    def _comma(self, index: int) -> bool:
        words = self.around.sentence.words
        return 0 <= index < len(words) and words[index] == ","

    def _apposed(self, comma: int) -> list[Who]:
        """The group between two commas."""
        words = self.around.sentence.words
        at = comma + 1 + (words[comma + 1 : comma + 2] == ("the",))
        if self._comma(at + 1) and self._indexes(at, at):
            return self.around.named_at(at)
        return []


def singular(word: str) -> str:
    """The singular of a noun, by its form."""
    if word.endswith("ies") and len(word) > 4 and word not in ("ties",):
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return f"{word[:-3]}man" if word.endswith("men") else word
