"""Groups by a head word ("groups", "cartels", "criminals"), with the words around it: crime words
and nationalities before, a place behind. Every token is looked at a bounded number of times."""

from karaula.extract.groups.names import LISTED, PLACES
from karaula.extract.groups.places import NATIONS, Head
from karaula.extract.groups.words import Group, Sort
from karaula.extract.groups.written import GOODS, WrittenGroups
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import sign_at, word_at, written

_OTHERWISE = ("not_before", "strong", "weak", "guarded")
"""Kinds of words that make a head before them something else."""
_HAVING = ("has", "have", "had", "having")
_ELIDED = ("ndrina", "ndrine")
_REACH = 12
"""Words before a head that may belong to it."""


class HeadedGroups(WrittenGroups):
    """All groups of one sentence."""

    def read(self, heads: frozenset[str]) -> list[Group]:
        said = {
            index
            for index, (kind, text, _, _) in enumerate(self.sentence)
            if kind == "word" and text.lower() in heads
        }
        free = behind = 0
        for index in sorted(said | self.name_at.keys()):
            if index < behind:
                continue
            known = self.name_at.get(index)
            if known is not None and known.label == "group" and known.first == index:
                free = self._known(known) + 1
                behind = max(free, index + 1)
                continue
            if known is not None and (known.label in ("body", "index") or self._scored(known)):
                free = behind = known.last + 1
                continue
            if index >= free and index in said:
                last = self._order(index)
                last = self._around(index, free) if last is None else last
                if last is not None:
                    free = last + 1
                    behind = max(index, last) + 1
        self._quoted()
        self._finish()
        return [self.found[first] for first in sorted(self.found)]

    def _finish(self) -> None:
        """What is left to do when all groups are found."""

    def _scored(self, name: Name) -> bool:
        """True for what an index scores: "Criminal actors score 6.00"."""
        if name.label != "indicator" or not name.id.endswith("_actors"):
            return False
        follows = name.last + 1
        return word_at(self.sentence, follows) in self.words["scoring"] or (
            follows < len(self.sentence)
            and (self.sentence[follows].kind == "number" or self._written(follows) in "(:=")
        )

    def _around(self, at: int, free: int) -> int | None:
        """The group whose head word is token ``at``; its last token."""
        head_word = word_at(self.sentence, at)
        behind = word_at(self.sentence, at + 1)
        other = any(behind in self.words[kind] for kind in _OTHERWISE)
        # "Gang members" are none, those of "the Foxton gang" act for it.
        if other and not (behind in self.words["members"] and self._capital(at - 1)):
            return None
        begins = at == 0 or not self.sentence[at - 1].text.isalnum()
        if self._capital(at) and not begins and head_word in self.words["persons"]:
            return None
        dashed = sign_at(self.sentence, at + 1) in ("-", "–") and self._touches(at)
        if dashed and head_word != "thieves":
            return None
        if head_word in self.words["articles"]:
            return self._foreign(at)
        huge = self._super(at)
        if huge is not None:
            return huge
        around = self._around_one(at)
        if around is not None:
            return around
        head = self._before(at, free)
        if head_word == "crime":
            return self._organised_crime(at, head)
        name = self._capitals(at) if head.first == at or self._of_area(head, at) else None
        if name is None and self._crimes_between(head, at):
            name = self._capitals(at, head.first)
        if name is not None:
            return name
        self._shortened(head)
        self._of_persons(head)
        if head.persons and not head.nation:
            self._of_persons(head)  # "a ring of thieves composed mainly of Foxlandic nationals"
        self._behind(head, head_word)
        few = word_at(self.sentence, head.first - 1) in ENGLISH.numbers
        if self._counted(head) and not (head.nation or (head.place and few)):
            return None
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

    def _around_one(self, at: int) -> int | None:
        """A group named by who leads it: "the group around Jan Fox" is the Fox group; its last
        token."""
        head_word = word_at(self.sentence, at)
        if head_word not in self.words["pointed"] or head_word.endswith("s") or self._capital(at):
            return None
        begin = at + 2
        if self._written(at + 1) == "of":
            first = self._capital(begin) and self._capital(begin + 1)
        else:
            first = self._written(at + 1) == "around" and self._capital(begin)
        last = begin
        while self._capital(last + 1) and last - begin < LISTED:
            last += 1
        span = range(begin, last + 1)
        known = any(index in self.name_at or index in self.town_at for index in span)
        if not first or known or not self.about_crime():
            return None
        if not self.words["official"].isdisjoint(word_at(self.sentence, index) for index in span):
            return None
        self._add(at, last, f"{self.sentence[last].text} {head_word}", "named", False)
        return last

    def _crimes_between(self, head: Head, at: int) -> bool:
        """True for "the Foxton crime family": only words of crime stand between name and head."""
        between = range(head.first, at)
        return (
            head.crime
            and not head.nation
            and self._capital(head.first - 1)
            and all(
                word_at(self.sentence, index) in self.words["crime"]
                or self.sentence[index].text in ("-", "–")
                for index in between
            )
        )

    def _foreign(self, at: int) -> int | None:
        """A name with an article of its own language: "Los Ríos"; its last token."""
        if not self._capital(at) or not self._capital(at + 1) or not self.about_crime():
            return None
        last = at + 1
        while self._capital(last + 1) and last - at < LISTED:
            last += 1
        if any(i in self.name_at or i in self.town_at for i in range(at, last + 1)):
            return None
        if not self.sentence[last].text.endswith("s"):
            return None
        self._add(at, last, written(self.sentence, at, last), "named", False)
        return last

    def _before(self, at: int, free: int) -> Head:
        """Gather the words before a head, from right to left."""
        head = Head(at, at)
        index = at - 1
        if index > 0 and self._apostrophe(index) and word_at(self.sentence, at) in _ELIDED:
            head.first = index
            index -= 1  # "a Calabrian 'ndrina"
        while index >= max(free, at - _REACH):
            name = self.name_at.get(index)
            word = word_at(self.sentence, index)
            if name is not None and name.label in PLACES and name.last == index:
                if self._capital(at) and self._capital(name.first - 1) and name.first > 1:
                    break  # "The First Ruritanian Cartel"
                if name.label not in NATIONS and not self._stands_as_adjective(name):
                    break
                dashed = head.nation and sign_at(self.sentence, name.last + 1) in ("-", "–")
                head.nation = True
                head.inside.insert(0, name)
                head.first, index = name.first, name.first - 1
                if dashed:
                    continue  # "Foxlandic-Barlandic networks" are one
                head.nations.insert(0, name)
                # "Serbian and Albanian criminal groups": one head for both.
                listed = self._nation_before(index, free)
                while listed is not None:
                    head.nations.insert(0, listed)
                    index = listed.first - 1
                    listed = self._nation_before(index, free)
                if len(head.nations) > 1:
                    break
                continue
            if name is not None and name.label in GOODS and name.last == index:
                head.crime = True
                head.inside.insert(0, name)
                head.first, index = name.first, name.first - 1
                continue
            if self._capital(index) and index > 0 and self._capital(at):
                break  # "The Young Foxes"
            people = word in self.words["peoples"]
            if self._capital(index) and self._capital(index - 1) and index > 1 and not people:
                # "The Foxton Street gang" has a name of its own.
                break
            owner = self._owner(index)
            if owner is not None:
                head.nation = True
                head.inside.insert(0, owner)
                head.first = owner.first
                break
            if word in self.words["dashed"] and sign_at(self.sentence, index - 1) in ("-", "–"):
                place = self.name_at.get(index - 2)
                head.dashed = True
                if place is not None and place.label in PLACES:
                    head.nation = True
                    head.nations.insert(0, place)
                    if word == "based" or place.label in NATIONS:
                        head.inside.insert(0, place)
                    head.first, index = place.first, place.first - 1
                    continue
                if index >= 2 and not self._capital(index - 2) and (index - 2) not in self.name_at:
                    head.first, index = index - 2, index - 3  # "the family-run cartel"
                    continue
                if index < 2 or not self._capital(index - 2):
                    break
                head.place = True
                town = self.town_at.get(index - 2)
                if town is not None and word == "based":
                    head.inside.insert(0, town)
                head.first = town.first if town is not None else index - 2
                index = head.first - 1
                continue
            if self._of_town(index, head, at):
                head.place = True
                head.inside.insert(0, self.town_at[index])
                head.first = self.town_at[index].first
                break
            if word in self.words["crime"]:
                head.crime = True
            elif word in self.words["qualities"]:
                if word.endswith("ed") and word_at(self.sentence, index - 1) in _HAVING:
                    break  # "has established cells in Foxton"
                head.local = head.local or word in self.words["local"]
                head.elsewhere = head.elsewhere or word in self.words["elsewhere"]
            elif sign_at(self.sentence, index) in ("-", "–") and self._touches(index):
                index -= 1
                continue
            elif self._from_somewhere(index, at):
                head.nation = True
                if word in self.words["peoples"] and not head.nations:
                    listed = self._nation_before(index - 1, free)
                    if listed is not None:
                        # "Foxlandic and Chechen gangs"
                        head.nations = [listed, Name("people", word, index, index)]
                        head.first = index
                        break
                town = self.town_at.get(index)
                if town is not None:
                    head.inside.insert(0, town)
                    index = town.first
            else:
                break
            head.first = index
            index -= 1
        return head

    def _of_town(self, index: int, head: Head, at: int) -> bool:
        """True for the town of "a Foxton drug gang"."""
        town = self.town_at.get(index)
        if town is None or head.first == at or self._capital(at):
            return False
        before = word_at(self.sentence, town.first - 1)
        return before in ("a", "an", "another") and head.crime

    def _owner(self, index: int) -> Name | None:
        """The place of "Ruritania's criminal groups", whose "s" is token ``index``."""
        if word_at(self.sentence, index) != "s" or not self._apostrophe(index - 1):
            return None
        name = self.name_at.get(index - 2) or self.town_at.get(index - 2)
        if name is None or name.label not in ("area", "region", "place"):
            return None
        # "In Ruritania's capital gangs": the place is behind a preposition of its own.
        return name if self._stands_as_adjective(name) else None

    def _apostrophe(self, index: int) -> bool:
        return index >= 0 and self.sentence[index].text in ("'", "’")

    def _from_somewhere(self, index: int, at: int) -> bool:
        """A capital before a head in the plural that tells where it is from: "Ruritanian groups",
        "Foxton smugglers"."""
        if not self._capital(index) or index in self.name_at:
            return False
        word, head = word_at(self.sentence, index), word_at(self.sentence, at)
        words = self.words
        if word in words["peoples"]:
            return True
        if head in words["persons"] | words["trades"] | words["agents"] and index > 0:
            # "In Foxton forgers sell": the town is where they do it.
            inside = word_at(self.sentence, index - 1) in words["place_words"]
            known = word not in ENGLISH.months and word not in words["before_bare"]
            return known and not (inside and index in self.town_at)
        if not head.endswith("s") or head not in words["weak"] | words["strong"] | words["loose"]:
            return False
        return word.endswith(tuple(words["endings"])) and word not in words["no_nations"]

    def _nation_before(self, index: int, free: int) -> Name | None:
        """The nationality before "and", "or" or a comma at token ``index``."""
        if index < free or self._written(index) not in ("and", "or", ","):
            return None
        if self._written(index) in ("and", "or") and sign_at(self.sentence, index - 1) == ",":
            index -= 1
        name = self.name_at.get(index - 1)
        if name is None and word_at(self.sentence, index - 1) in self.words["peoples"]:
            return Name("people", word_at(self.sentence, index - 1), index - 1, index - 1)
        if name is None or name.label not in NATIONS or name.first < free:
            return None
        return name

    def _stands_as_adjective(self, name: Name) -> bool:
        """True for "Kosovo criminal groups", not for "in Kosovo criminal groups"."""
        before = word_at(self.sentence, name.first - 1)
        return before not in self.words["place_words"] | {"through", "via"}

    def _of_area(self, head: Head, at: int) -> bool:
        """True for "the Ruritania consortium", which has its name from a country."""
        name = self.name_at.get(at - 1)
        named = name is not None and name.label in ("area", "region") and name.first == head.first
        return named and word_at(self.sentence, head.first - 1) == "the"

    def _is_group(self, head_word: str, at: int, head: Head) -> bool:
        placed = head.nation or head.place
        if head_word in self.words["persons"]:
            return placed
        if head_word in self.words["agents"] - self.words["people"]:
            # "Foxlandic suppliers", but not "suppliers in Foxland"
            return placed and (head.crime or (bool(head.nations) and self.about_crime()))
        if head_word in self.words["trades"]:
            return placed and (head.crime or self.about_crime())
        if word_at(self.sentence, at - 1) in self.words["lawful"]:
            return False
        if head_word in self.words["teams"]:
            kind = word_at(self.sentence, at - 1 - (sign_at(self.sentence, at - 1) == "-"))
            return placed and kind in self.words["team_of"]
        if head_word == "crew":
            return placed and self._ashore(head)
        if head_word in self.words["people"] - self.words["titled"] and not (
            head.crime and head_word in self.words["guarded"] | self.words["agents"]
        ):
            does = self._does(head.last + 1) and not self._counted(head)
            return placed and does and self.about_crime()
        if head_word in self.words["strong"]:
            # "the mafia" alone says nothing; "cartels in Latin America" does.
            return placed or head.crime or head.local or head_word.endswith("s")
        if head.crime and head_word in self.words["weak"] | self.words["guarded"]:
            return True
        if head_word in self.words["loose"] or (head.dashed and head_word in self.words["guarded"]):
            return placed and self.about_crime()
        if head_word in self.words["guarded"] and head.place:
            # "An organization based in Foxton that trafficked drugs"
            follows = head.last + 1
            told = word_at(self.sentence, follows) in ("that", "which")
            return self._does(follows + told) and self.about_crime()
        if head_word not in self.words["weak"]:
            return False
        if head.persons:
            return True
        if head.first < at:
            # "Serbian networks of hospitals" are something else.
            of_others = word_at(self.sentence, head.last + 1) == "of"
            of_others = of_others and head.last + 2 not in self.town_at
            if head_word in ("group", "network") and not self.about_crime():
                return False
            return (placed or head.local) and not of_others
        if head.place and word_at(self.sentence, at - 1) in ("a", "an", "another"):
            # "A network from Foxton arranged the transport"
            return word_at(self.sentence, at + 1) in ("from", "based") and self.about_crime()
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

    def _organised_crime(self, at: int, head: Head) -> int | None:
        """Take "Balkan organised crime" as an actor, not "Balkan organised crime threats"."""
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
