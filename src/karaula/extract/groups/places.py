"""What stands behind the head of a group: persons that it is made of, and the place it is from."""

from dataclasses import dataclass, field

from karaula.extract.groups.names import LISTED, NamedGroups
from karaula.extract.groups.words import head_words, is_plural
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import sign_at, word_at

NATIONS = ("adjective", "region_adjective")
_PARTS = (
    "region", "area", "part", "parts", "valley", "district", "province", "coast", "delta",
    "mountains", "county", "department", "state", "states", "country", "countries", "nation",
    "nations", "republic",
)  # fmt: skip
_WHERE = ("area", "region", "place")
_OF_CRIME = ("substance", "market", "indicator", "goods")
_ASIDE = ("for", "against", "after", "before", "since", "during", ",", ";", "")
_DEEDS = 5
"""Tokens behind "are involved in" and "play a role in" in which a crime is named."""
_ROLE = 3
"""Tokens of "play a leading role"."""
_MADE = 6
"""Tokens of ", composed mainly of"."""
_OF_NATION = (
    "nationals", "citizens", "men", "women", "origin", "descent", "brothers", "emigrants",
    "suspects", "speakers", "migrants", "expatriates", "families", "youths", "soldiers",
    "businessmen", "thieves",
)  # fmt: skip
_ONE_OF_NATION = (
    "national", "citizen", "man", "woman", "couple", "family", "businessman", "businesswoman",
    "fugitive", "convict", "thief", "boss", "criminal", "trafficker", "mobster", "gangster",
    "kingpin", "smuggler", "dealer", "policeman", "officer", "footballer",
)  # fmt: skip
"""One who leads a group: "headed by a Foxlandic citizen"."""
_MEN = frozenset((
    "members", "citizens", "nationals", "people", "persons", "individuals", "men", "suspects",
    "criminals", "residents", "natives", "offenders", "perpetrators", "emigrants",
))  # fmt: skip
_BEING = frozenset(("is", "are", "was", "were", "remain", "remained", "has", "have", "became"))
_HAVING = frozenset(("play", "plays", "played", "hold", "holds", "held", "assume", "maintain"))
_WHENCE = ("of", "from", "in")
"""Of whom a group may be composed: "groups composed of members from Foxland"."""
_ON_THE_WAY = ("to", "into", "via", "through", "and", "across", "over", "towards", ",")
_RELATIVES = ("who", "that", "which", "whose")
_ARTICLES = frozenset(("a", "an", "the", "one"))


@dataclass(slots=True)
class Head:
    """What was gathered around one head word."""

    first: int
    last: int
    crime: bool = False
    nation: bool = False
    place: bool = False
    region: bool = False
    local: bool = False
    dashed: bool = False
    """Its nationality stands before a dash: "an Israeli-led organisation"."""
    elsewhere: bool = False
    persons: bool = False
    """Its words tell what persons it is made of: "a ring of thieves"."""
    short: int | None = None
    """The bracket before a short form of its name: "criminal groups (OCGs)"."""
    nations: list[Name] = field(default_factory=list)
    inside: list[Name] = field(default_factory=list)


class PlacedGroups(NamedGroups):
    """Groups of one sentence with the place behind them."""

    def _of_persons(self, head: Head) -> None:
        """Take "of pickpockets", "of Afghan nationals", "of Czech origin" and ", made up mainly of
        Foxlandic citizens," behind a head."""
        begin = head.last + 1
        index = self._made_of(begin)
        if index is None:
            return
        if self._members_from(head, index):
            return
        led = index > begin + 1
        between = self.words["qualities"] | self.words["crime"] | self.words["origin"]
        if led:
            between = between | _ARTICLES
        nations: list[Name] = []
        people = False
        for _ in range(2 * LISTED):
            name = self.name_at.get(index)
            if name is not None and name.label in NATIONS:
                nations.append(name)
                index = name.last + 1
            elif word_at(self.sentence, index) in self.words["peoples"]:
                people = True
                index += 1
            elif word_at(self.sentence, index) in _OF_NATION:
                break
            elif (
                word_at(self.sentence, index) in between
                or (word_at(self.sentence, index) in ENGLISH.numbers)
                or (nations and self._written(index) in ("and", "or", ",", "/", "-", "–"))
            ):
                index += 1
            else:
                break
        word = word_at(self.sentence, index)
        persons = word in self.words["persons"] | self.words["trades"]
        job = word in self.words["jobs"] and self.about_crime()
        told = nations or people
        if led and told and word in _ONE_OF_NATION:
            persons = True
        elif nations and not persons and word not in _OF_NATION and not job:
            # "A gang of Foxlanders": the nation's name is that of people.
            index = nations[-1].last
            persons = self._people(index) and (led or self._band(head, index))
            persons = persons or (led and self._one(index))
        elif told and (word in _OF_NATION or job) and not persons:
            persons = (
                led
                or self._band(head, index)
                or (word_at(self.sentence, head.last) not in ("group", "groups"))
            )
        if persons:
            aside = self._written(begin) == "," and self._written(index + 1) == ","
            head.last = index + aside
            head.persons = True
            head.nation = head.nation or people or bool(nations)
            head.inside.extend(nations)

    def _members_from(self, head: Head, index: int) -> bool:
        """Take "of members from Foxland and Barland" and "of citizens of Foxland" into a group:
        who they are, and not where."""
        while self._written(index) in self.words["origin"] | self.words["qualities"]:
            index += 1
        if self._written(index) not in _MEN or self._written(index + 1) not in _WHENCE:
            return False
        begin = index + 2
        while self._written(begin) in self.words["place_fillers"] and begin not in self.name_at:
            begin += 1
        name = self.name_at.get(begin)
        if name is None or name.label not in ("area", "region"):
            return False
        inside = [*head.inside]
        head.last, head.place, head.persons = self._listed_places(head, name), True, True
        if self._written(index + 1) != "in":
            head.inside[:] = inside
        return True

    def _people(self, index: int) -> bool:
        """True for a nation's name that is a noun in the plural: "Foxlanders", "Foxlandic men"."""
        plural = word_at(self.sentence, index).endswith(("s", "men"))
        return plural and not self._capital(index + 1)

    def _one(self, index: int) -> bool:
        """True for a nation's name that is one person's: "led by a Foxlander who"."""
        single = self._written(index - 1) in ("a", "an")
        return single and (
            bool(sign_at(self.sentence, index + 1))
            or word_at(self.sentence, index + 1) in ("", *_RELATIVES, *self.words["place_words"])
        )

    def _band(self, head: Head, index: int) -> bool:
        """True where a head with people behind "of" is one of criminals: a group of Foxlanders may
        be one of migrants."""
        word = word_at(self.sentence, head.last)
        if head.crime or word in self.words["strong"]:
            return True
        follows = index + 1 + (self._written(index + 1) == ",")
        follows += word_at(self.sentence, follows) in _RELATIVES
        return self._does(follows) and self.about_crime()

    def _does(self, index: int) -> bool:
        """Whether what stands behind people is what they do: "nationals living in Foxton run"."""
        if word_at(self.sentence, index) in self.words["settled"]:
            index += 2
            name = self.name_at.get(index) or self.town_at.get(index)
            index = name.last + 1 if name is not None else index
        index += word_at(self.sentence, index) in ("also", "mostly", "now", "still", "largely")
        word = word_at(self.sentence, index)
        if word in _HAVING:
            told = (word_at(self.sentence, step) for step in range(index + 1, index + _MADE))
            part = any(one in self.words["parts_played"] for one in told)
            return part and self._in_crime(index + _ROLE)
        if word not in _BEING:
            return word in self.words["does"]
        index += 1
        while word_at(self.sentence, index) in self.words["very"]:
            index += 1
        if word_at(self.sentence, index) in self.words["seated"] and (
            (index + 2) in self.name_at or (index + 2) in self.town_at
        ):
            return True  # "are entrenched in Foxland", not "in poverty"
        return word_at(self.sentence, index) in self.words["at_work"] and self._in_crime(index)

    def _in_crime(self, index: int) -> bool:
        """Whether the words behind a token name a crime or its goods, and not what is done for or
        against them."""
        for step in range(index + 1, index + 1 + _DEEDS):
            if self._written(step) in _ASIDE:
                return False
            name = self.name_at.get(step)
            if name is not None and name.label in _OF_CRIME:
                return True
            if not self.words["crime"].isdisjoint(_singulars(word_at(self.sentence, step))):
                return True
        return False

    def _made_of(self, index: int) -> int | None:
        """The token behind "of", or behind ", composed mainly of" and "led by", that begins at a
        token."""
        begin = index
        index += self._written(index) == ","
        if self._written(index) == "with" and self._written(index + 1) in _MEN:
            return index + 1  # "networks with members from Foxland"
        while self._written(index) in self.words["origin"] - {"of"} | self.words["said_to"]:
            index += 1  # "primarily composed of", "allegedly led by"
        if self._written(index) not in self.words["made"]:
            return index + 1 if index == begin and self._written(index) == "of" else None
        for step in range(index, index + _MADE):
            word = self._written(step)
            if word in ("of", "by", "to", "comprising"):
                return step + 1
            if word not in self.words["made"] | self.words["origin"]:
                return None
        return None

    def _behind(self, head: Head, head_word: str) -> None:
        """Take the place behind a head without nationality: "criminals from the Balkans"."""
        index = head.last + 1
        if head_word == "thieves":
            dashed = sign_at(self.sentence, index) in ("-", "–")
            tail = range(index + dashed, index + 3 + dashed, 1 + dashed)
            if [word_at(self.sentence, step) for step in tail][:2] == ["in", "law"]:
                head.last = index = tail[1]
                head.crime = True
                index += 1
        if head.nation:
            self._of_town_behind(head, index)
            return
        apart = sign_at(self.sentence, index) == ","
        if apart and not (head.crime and self._written(index + 1) in self.words["settled"]):
            self._origin(head, index + 1)
            return
        index += apart  # "The criminal gang, based in Foxton, …"
        if word_at(self.sentence, index) in self.words["origin"] and self._origin(head, index):
            return
        settled = word_at(self.sentence, index) in self.words["settled"]
        if settled:
            index += 1
        elif self._written(index) == "with" and self._written(index + 2) in self.words["seats"]:
            settled, index = True, index + 3  # "with its seat in Foxland"
        if word_at(self.sentence, index) not in self.words["place_words"]:
            return
        preposition = word_at(self.sentence, index)
        own = preposition == "of" and (
            head_word in self.words["strong"] | self.words["persons"] | self.words["people"]
        )
        # "Clans in Foxton" are from there, an arrested gang need not be.
        many = head_word in self.words["strong"] and is_plural(head_word)
        sure = head.crime or settled or preposition == "from" or own or many
        begin = index = index + 1
        fillers = self.words["place_fillers"] | self.words["compass"]
        while index not in self.name_at and self._written(index) in fillers:
            index += 1
        # "Arrested members of the gang in Budva": a town may be where something happened.
        name = self.name_at.get(index) or (self.town_at.get(index) if sure else None)
        if name is not None and self._capital(name.last + 1) and name.last + 1 not in self.name_at:
            # "The Niger Delta" is no country.
            name = None
        if name is not None and word_at(self.sentence, name.last + 1) in head_words():
            return  # "Gunmen of the Foxton gang"
        if name is not None and name.first == index and name.label in _WHERE:
            head.last, head.place = self._listed_places(head, name), True
            if word_at(self.sentence, head.last + 1) in _PARTS:
                head.last += 1
            return
        if name is not None and name.label in NATIONS:
            return
        line = " ".join(self._written(step) for step in range(begin, begin + 2))
        if line in ("the region", "this region"):
            head.last, head.region = begin + 1, True
            return
        self._plain_place(head, begin, sure)

    def _of_town_behind(self, head: Head, index: int) -> None:
        """Take "from Foxton" and "from the Foxton area" behind a group with a nationality."""
        if self._written(index) != "from" or len(head.nations) > 1:
            return
        index += 1 + (self._written(index + 1) == "the")
        town = self.town_at.get(index)
        if town is None or town.first != index:
            return
        last = town.last + (self._written(town.last + 1) in _PARTS)
        if self._written(last + 1) in _ON_THE_WAY:
            return  # "take it with Foxlandic gangs from Foxton to Barland"
        head.last, head.place = last, True
        head.inside.append(town)

    def _ashore(self, head: Head) -> bool:
        """Whether a crew is told as a gang is, and not as that of a ship."""
        words = (token.text.lower() for token in self.sentence)
        article = word_at(self.sentence, head.first - 1) in ("a", "an", "another")
        told = article or head.crime or head.place or self._written(head.last + 1) == "from"
        return told and self.about_crime() and self.words["afloat"].isdisjoint(words)

    def _listed_places(self, head: Head, name: Name) -> int:
        """Places of a list ("in Serbia and Montenegro"); the last token of it."""
        listed = [name]
        sure = 1
        for _ in range(LISTED):
            step = listed[-1].last + 1
            if self._written(step) not in ("and", "or", ","):
                break
            ends = self._written(step) != ","
            if not ends and self._written(step + 1) in ("and", "or"):
                step += 1
                ends = True
            follows = self.name_at.get(step + 1) or self.town_at.get(step + 1)
            if follows is None or follows.first != step + 1 or follows.label not in _WHERE:
                break
            listed.append(follows)
            if ends:  # A comma alone may begin another clause.
                sure = len(listed)
        head.inside.extend(listed[:sure])
        return listed[sure - 1].last

    def _origin(self, head: Head, index: int) -> bool:
        """Take ", mostly of Turkish origin" into a group; True if it stands there."""
        while word_at(self.sentence, index) in self.words["origin"]:
            index += 1
        name = self.name_at.get(index)
        if (
            name is None
            or name.label not in NATIONS
            or word_at(self.sentence, name.last + 1) not in ("origin", "descent", "nationality")
        ):
            return False
        head.inside.append(name)
        head.last, head.place = name.last + 1, True
        return True

    def _plain_place(self, head: Head, index: int, sure: bool) -> None:
        """A place that no vocabulary knows: "the Sofia region", "the south of the country"."""
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
        if word_at(self.sentence, last + 1) in head_words():
            return
        if word_at(self.sentence, last + 1) in _PARTS:
            last += 1
        if [self._written(last + step) for step in (1, 2, 3)] == ["of", "the", "country"]:
            last += 3
        head.last, head.place = last, True


def _singulars(word: str) -> tuple[str, str, str]:
    """A noun and what its singular may be: "burglaries", "thefts"."""
    return word, word.removesuffix("s"), f"{word.removesuffix('ies')}y"
