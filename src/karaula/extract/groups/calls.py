"""Groups that a text calls by a name: "a gang known as the Foxes", "a crew, the Foxes"."""

from dataclasses import replace

from karaula.extract.groups.heads import HeadedGroups
from karaula.extract.groups.names import LISTED
from karaula.extract.groups.words import Group, is_plural, telling_words
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.tokens import sign_at, word_at, written

_REACH = 8
"""Words between a head and the word that gives it a name."""
_BETWEEN = 5
_BRACKET = 8
"""Tokens in brackets behind a name that tell its other names."""
_LAWFUL = 6
"""Words behind a name in which it is told that it is that of something lawful."""
_ARTICLES = ("the", "los", "las")
_COUNTED = ("a", "an", "another", "one", "two", "three", "four", "both")
_INSIDE = ("of", "de", "del", "di", "la", "the", "da", "dos", "el")
_SEATS = ("place", "area", "region")
_CLOSES = (",", ".", ";", ")", ":", "")


class CalledGroups(HeadedGroups):
    """All groups of one sentence, with the names that its words give them."""

    def _finish(self) -> None:
        begins = telling_words()
        for index, (kind, text, _, _) in enumerate(self.sentence):
            word = text.lower() if kind == "word" else ""
            if word not in begins and text != ",":
                continue
            if word in self.words["naming"]:
                self._called(index)
            elif word in self.words["examples"]:
                self._examples(index)
            elif sign_at(self.sentence, index) == ",":
                self._apposed(index)
                self._told_what(index)
            elif self._is_head(index) or word in self.words["clubs"]:
                self._beside(index)
                if word in self.words["strong"] and is_plural(word):
                    self._many_beside(index)
        for first in [*self.found]:
            if first in self.found and self.found[first].sort == "named":
                self._further_names(self.found[first])
        for first in [first for first in self.found if self._lawful(self.found[first])]:
            del self.found[first]

    def _further_names(self, group: Group) -> None:
        """Take "(Primeiro Comando – PC)" right behind a name into it."""
        begin = group.last + 1
        if sign_at(self.sentence, begin) != "(":
            return
        for index in range(begin + 1, begin + 2 + _BRACKET):
            if sign_at(self.sentence, index) == ")":
                for inner in [one for one in self.found if begin < one < index]:
                    del self.found[inner]
                self.found[group.first] = replace(group, last=index)
                return
            sign = sign_at(self.sentence, index)
            if not (
                self._capital(index)
                or (sign and sign in "-–,/“”\"'‘’")
                or word_at(self.sentence, index) in _INSIDE
            ):
                return

    def _called(self, at: int) -> None:
        """Take "known to the police as the Foxes" into the group before it."""
        begin = at + 1
        while begin - at <= _BETWEEN and (
            word_at(self.sentence, begin) in self.words["between_names"]
            or sign_at(self.sentence, begin) == "-"
        ):
            begin += 1
        head = next(
            (
                index
                for index in range(at - 1, max(-1, at - 1 - _REACH), -1)
                if self._is_head(index) or word_at(self.sentence, index) in self.words["clubs"]
            ),
            None,
        )
        if head is not None and not any(
            sign_at(self.sentence, index) in (",", ";", ":")
            for index in range(head + 1, at - (sign_at(self.sentence, at - 1) == ","))
        ):
            self._join(head, begin)

    def _apposed(self, comma: int) -> None:
        """Take ", the Foxes," into "a Ruritanian crew" before it."""
        head = self._before_place(comma - 1)
        group = next((one for one in self.found.values() if one.first <= head <= one.last), None)
        if group is not None and group.sort == "named":
            return
        if group is not None and group.plural:
            if word_at(self.sentence, group.first - 1) in _COUNTED:
                self._listed_behind(comma)
            return
        if group is None and not self._is_head(head):
            return
        first = self._first(group.first if group is not None else head)
        if word_at(self.sentence, first) not in ("a", "an", "one"):
            return
        begin = comma + 1 + (word_at(self.sentence, comma + 1) == "the")
        last = self._name_end(begin)
        if begin > comma + 1 and last >= begin and self._written(last + 1) in _CLOSES:
            self._join(head, begin)

    def _before_place(self, last: int) -> int:
        """The token before "in Foxton", or the same token."""
        name = self.name_at.get(last) or self.town_at.get(last)
        at = name.first - 1 if name is not None and name.label in _SEATS else last
        return at - 1 if at < last and self._written(at) in ("in", "from", "of") else last

    def _examples(self, at: int) -> None:
        """Know the names of examples: "gangs such as the Foxes and Los Lobos"."""
        strong = self.words["strong"]
        head = at - 1 - (self._written(at - 1) == ",")
        kind = self._is_head(head) or (head == 0 and word_at(self.sentence, 0) in strong)
        if not (is_plural(word_at(self.sentence, head)) and kind):
            return
        begin = at + 1 + (word_at(self.sentence, at + 1) == "as")
        for _ in range(LISTED):
            article = word_at(self.sentence, begin) == "the"
            first = begin + article
            known = self.found.get(first) or self.found.get(begin)
            last = known.last if known is not None else self._name_end(first)
            if last < first or not (known or self._names_a_group(first, last)):
                return
            if known is None:
                self._add(first, last, written(self.sentence, first, last), "named", False)
            begin = last + 1
            if self._written(begin) not in ("and", ",", "or"):
                return
            begin += 1 + (self._written(begin + 1) in ("and", "or"))

    def _names_a_group(self, first: int, last: int) -> bool:
        """Whether capitals behind "gangs such as" may be a name, and no people or place."""
        words = [word_at(self.sentence, index) for index in range(first, last + 1)]
        people = self.words["nations"] | self.words["peoples"] | self.words["official"]
        one = words[0].removesuffix("s")
        return (
            not any(index in self.name_at for index in range(first, last + 1))
            and people.isdisjoint((*words, one))
            and not (len(words) == 1 and one.endswith(tuple(self.words["endings"])))
        )

    def _listed_behind(self, comma: int) -> None:
        """Know the names of a list: "two gangs from Foxton, the Foxes and the Wolves, …"."""
        names: list[tuple[int, int]] = []
        begin = comma + 1
        while word_at(self.sentence, begin) in _ARTICLES and len(names) < LISTED:
            first, last = begin + 1, self._name_end(begin + 1)
            if last < first or any(
                index in self.name_at or index in self.found for index in range(first, last + 1)
            ):
                return
            names.append((first, last))
            begin = last + 1
            while self._written(begin) in ("and", ",") and (
                word_at(self.sentence, begin + 1) in (*_ARTICLES, "and")
            ):
                begin += 1
        if len(names) > 1 and self._written(begin) in _CLOSES:
            for first, last in names:
                self._add(first, last, written(self.sentence, first, last), "named", False)

    def _told_what(self, comma: int) -> None:
        """Know names by what is set behind them: "the Red Foxes, a biker gang", "the Foxes and the
        Wolves, two gangs". One name takes what it is into itself."""
        if word_at(self.sentence, comma + 1) not in _COUNTED:
            return
        kind = next(
            (one for one in self.found.values() if one.first in (comma + 1, comma + 2)), None
        )
        if kind is not None and kind.sort == "named":
            return
        told = kind.last if kind is not None else self._kind_at(comma + 2)
        if told is None:
            return
        known = next((one for one in self.found.values() if one.last == comma - 1), None)
        if known is not None and known.sort != "named":
            return
        if known is None:
            names = self._names_before(comma)
            for first, last in names:
                self._add(first, last, written(self.sentence, first, last), "named", False)
            if len(names) != 1:
                return
            known = self.found[names[0][0]]
        if (kind is not None and kind.plural) or word_at(self.sentence, told).endswith("s"):
            return
        if kind is None and self._written(told + 1) == "of":
            return  # "The X clan, a gang of fifty men"
        further = kind.inside if kind is not None else ()
        if kind is not None:
            del self.found[kind.first]
        inside = (*known.inside, *(one for one in further if one not in known.inside))
        self.found[known.first] = replace(known, last=told, inside=inside)

    def _kind_at(self, index: int) -> int | None:
        """The last token of words for a kind of group that begin at a token: "feared gangs"."""
        for step in range(index, min(index + _BETWEEN, len(self.sentence))):
            word = word_at(self.sentence, step)
            if word in self.words["strong"] or (
                (word in self.words["titled"] or word in self.words["pointed"])
                and self.about_crime()
            ):
                return None if self._capital(step) else step
            if word in self.words["families"]:
                return step if self.about_crime() else None
            if not self._before_head(step):
                return None
        return None

    def _names_before(self, comma: int) -> list[tuple[int, int]]:
        """First and last tokens of the names of a list that ends before a comma, each with its
        article: "the Foxes and the Wolves"."""
        names: list[tuple[int, int]] = []
        end = comma
        while len(names) < LISTED:
            first = end
            while (
                self._capital(first - 1)
                and first - 1 not in self.name_at
                and word_at(self.sentence, first - 1) not in _ARTICLES
            ):
                first -= 1
            bare = first == end - 1 == 0 and self._gang_behind(comma)
            if first == end or not (bare or word_at(self.sentence, first - 1) in _ARTICLES):
                break
            if first >= 2 and not self.words["official"].isdisjoint(
                word_at(self.sentence, index)
                for index in range(first, end)
                if word_at(self.sentence, index) != "brothers"
            ):
                break
            names.append((first, end - 1))
            if self._written(first - 2) not in ("and", ","):
                break
            end = first - 2
        return names

    def _many_beside(self, head: int) -> None:
        """Know the names behind a head in the plural: "rival gangs Foxes and Owls"."""
        names: list[tuple[int, int]] = []
        begin = head + 1
        while self._capital(begin) and len(names) < LISTED:
            known = self.found.get(begin)
            last = known.last if known is not None else self._name_end(begin)
            if known is None and any(
                index in self.name_at or index in self.found for index in range(begin, last + 1)
            ):
                return
            names.append((begin, last))
            if self._written(last + 1) not in ("and", ","):
                break
            begin = last + 2
        if len(names) > 1 and self._written(names[-1][0] - 1) == "and":
            for first, last in (one for one in names if one[0] not in self.found):
                self._add(first, last, written(self.sentence, first, last), "named", False)

    def _gang_behind(self, comma: int) -> bool:
        """Whether nothing but a gang is told behind a comma: "Foxes, a Foxlandic gang, …"."""
        told = next((one for one in self.found.values() if one.first == comma + 2), None)
        at = told.last if told is not None else comma + 2
        return word_at(self.sentence, at) in self.words["strong"] and (
            self._written(at + 1) in (*_CLOSES, "that", "which", "in", "from", "based")
        )

    def _beside(self, head: int) -> None:
        """Take the name right behind a head: "the biker club Foxes"."""
        if not self._capital(head + 1) or self._capital(head) or not self._plain_noun(head):
            return
        if head + 1 in self.name_at or word_at(self.sentence, head + 1) in ENGLISH.months:
            return
        if any(
            one.first <= head <= one.last and one.sort == "named" and not one.inside
            for one in self.found.values()
        ):
            return
        self._join(head, head + 1)

    def _plain_noun(self, head: int) -> bool:
        """True for "the gang" and "the biker club", where a text speaks of crime."""
        of = next((one for one in self.found.values() if one.last == head), None)
        placed = of is not None and (of.sort == "placed" or bool(of.inside))
        first = of.first - 1 if of is not None and placed else self._first(head)
        sure = word_at(self.sentence, head) in self.words["strong"]
        told = any(
            word_at(self.sentence, index) in self.words["crime"] for index in range(first, head)
        )
        before = word_at(self.sentence, first)
        return (sure or told or placed) and before in ("the", "a", "an")

    def _join(self, head: int, begin: int) -> None:
        """Make one group of a head and the name that begins at token ``begin``."""
        known = self.found.get(begin)
        last = known.last if known is not None else self._name_end(begin)
        if last < begin or begin <= head:
            return
        if known is None and any(
            name is not None and name.label != "place"
            for name in (self.name_at.get(index) for index in range(begin, last + 1))
        ):
            return
        if known is not None and known.sort != "named":
            if not (known.sort == "placed" and self._capital(known.last)):
                return
            known = replace(known, sort="named")  # "the group that the press calls the Greek Mafia"
        of = next((one for one in self.found.values() if one.first <= head <= one.last), None)
        if of is not None and of.first == begin:
            return
        first = min(of.first, self._first(head)) if of is not None else self._first(head)
        if word_at(self.sentence, first) in self.words["counting"]:
            first += 1
        inside = of.inside if of is not None else ()
        town = next(
            (self.town_at[index] for index in range(first, head) if index in self.town_at), None
        )
        if town is None:
            # "A gang in Foxton known as the Foxes"
            behind = (
                self.name_at.get(index) or self.town_at.get(index)
                for index in range(head + 2, begin)
                if word_at(self.sentence, index - 1) == "in"
            )
            town = next((name for name in behind if name and name.label in _SEATS), None)
        if town is not None and town not in inside:
            inside = (*inside, town)
        id = known.id if known is not None else written(self.sentence, begin, last)
        for inner in [one for one in self.found if first <= one <= last]:
            del self.found[inner]
        group = Group("group", id, first, last, "named", inside=inside)
        self.found[first] = replace(group, plural=False)

    def _is_head(self, index: int) -> bool:
        word = word_at(self.sentence, index)
        words = self.words
        return self.sentence[index].text.islower() and (
            word in words["strong"]
            or word in words["titled"]
            or word in words["persons"]
            or (word in words["in_crime"] and self.about_crime())
        )

    def _first(self, head: int) -> int:
        """First token of the words that a head has before it, its article included."""
        first = head
        while first > 0 and head - first < _BETWEEN and self._before_head(first - 1):
            first -= 1
            if word_at(self.sentence, first) in ("a", "an", "the", "one"):
                break
        return first

    def _before_head(self, index: int) -> bool:
        token = self.sentence[index]
        return token.kind == "word" and (
            word_at(self.sentence, index) in self.words["qualities"]
            or word_at(self.sentence, index) in self.words["crime"]
            or word_at(self.sentence, index) in ("a", "an", "the", "one")
            or index in self.name_at
            or index in self.town_at
        )

    def _name_end(self, begin: int) -> int:
        """Last token of the capitals from token ``begin`` on; less than ``begin`` if none."""
        last = begin - 1
        index = begin
        while index < len(self.sentence) and index - begin < 2 * LISTED:
            token = self.sentence[index]
            if self._capital(index) or (token.kind in ("number", "opaque") and last >= begin):
                last = index
            elif not (
                last == index - 1
                and (
                    (token.text in _INSIDE and self._capital(index + 1))
                    or (token.text in "-–" and self._hyphened(index))
                    or (token.text in "'’" and word_at(self.sentence, index + 1) == "s")
                    or (token.text == "s" and self._capital(index + 1))
                )
            ) and not (token.text == "s" and self._capital(index + 1)):
                break
            index += 1
        return last

    def _lawful(self, group: Group) -> bool:
        """True for "the Foxton Gang, a jazz band from …" and "the Foxton group of ministers"."""
        words, behind = self.words, group.last + 2
        if group.sort == "named" and self._written(group.last + 1) == "of":
            return word_at(self.sentence, behind) in words["lawful"] | words["official"]
        if (
            group.sort != "named"
            or self.sentence[min(group.last + 1, len(self.sentence) - 1)].text != ","
        ):
            return False
        if word_at(self.sentence, group.last + 2) not in ("a", "an", "the"):
            return False
        for index in range(group.last + 3, group.last + 3 + _LAWFUL):
            if sign_at(self.sentence, index) or index in self.found:
                return False  # "The Foxton band, the Barton band and …"
            if word_at(self.sentence, index) in self.words["lawful"]:
                return word_at(self.sentence, group.last + 3) not in self.words["strong"]
        return False
