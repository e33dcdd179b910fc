"""What stands around a match about groups: who is meant, places, goods, time and doubt."""

from collections.abc import Iterable
from dataclasses import dataclass

from karaula.extract.context import (
    AREA_LABELS,
    GOODS_LABELS,
    MARKET_LABELS,
    Context,
    market_of,
    sentence_at,
)
from karaula.extract.doubt import hedge
from karaula.extract.frame import Reading
from karaula.extract.groups import Group
from karaula.extract.groups.actors import Actors, group_at
from karaula.extract.groups.seats import homes, own_places
from karaula.extract.groups.subjects import subjects
from karaula.extract.groups.words import tells_who
from karaula.extract.matching import NAMED, Match, part_text
from karaula.extract.relations.place_words import is_moved, of_a_place
from karaula.extract.relations.times import Time, time_of
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary.fold import fold

_ENDS = frozenset((";", ":", ".", "but", "while", "although", "whereas", "though", "because"))
_LIST_WORDS = frozenset(("and", ",", "or", "as", "well", "the", "in", "to"))
_EXAMPLES = frozenset(("including", "such", "namely", "notably", "like", "especially"))
_NAMED = 7
"""Items of "the gang, known to the police as the X"."""
_NEAR_LIST = 4
"""Words after a comma within which a list goes on."""
_CRIME = ("organized crime", "organised crime")


@dataclass(frozen=True, slots=True)
class Who:
    """A group of a claim: its name, its item in the sentence, and the place in its own words."""

    name: str
    item: int
    own: tuple[str, ...]
    plural: bool
    known: bool
    """It has a name, a nationality or a place."""
    named: bool
    vague: bool
    """"Groups", "other groups" or "a criminal group", and no more."""


@dataclass(slots=True)
class Around:
    """A sentence with all that fills the slots of what it says."""

    reading: Reading
    context: Context
    actors: Actors
    sentence: Sentence
    section: str | None
    scene: str | None = None
    """The one country that the sentences before speak of, outside a chapter on a country."""
    trade: str | None = None
    """The market that the sentences before named last."""
    reach: int = 0
    """Last item that a slot of the claim being made was filled from."""

    def who(self, match: Match, template: str) -> list[Who]:
        """Groups that a template names: those of a part, else the subject of the match."""
        named = NAMED.fullmatch(template)
        assert named is not None, template
        if named.group(1) == "there":
            return self._there(match)
        items: list[int] = []
        for name in (named.group(1), named.group(2)):
            if name == "actor":
                items = subjects(self.sentence, match.first)
            elif name in match.parts:
                items = self._members(*match.parts[name])
            if items:
                break
        found: dict[str, Who] = {}
        for index in items:
            for who in self.named_at(index):
                found.setdefault(who.name, who)
        return list(found.values())

    def named_at(self, index: int) -> list[Who]:
        """Who is meant by the group at an item."""
        group = group_at(self.sentence.items[index])
        own = tuple(own_places(group) or self._region_of(group))
        named_so = group.sort in ("named", "placed") or group.region
        vague = group.sort == "plain" and (
            group.elsewhere or group.first == group.last or not group.plural
        )
        named = group.sort == "named"
        found: list[Who] = []
        for name in self.actors.names(self.sentence, index, self.section):
            if group.sort == "pointing" and not own:
                known = self.actors.called(name)
                own = tuple(own_places(known)) if known is not None else ()
            told = name != group.id and (group.sort != "pointing" or tells_who(name))
            found.append(
                Who(name, index, own, group.plural, named_so or told, named, vague and not told)
            )
        return found

    def stands_for(self, who: Who) -> bool:
        """Whether words only stand for a group that was named before: "it", "the gang"."""
        group = self.sentence.items[who.item].meaning
        if not isinstance(group, Group) or group.sort == "pointing":
            behind = range(who.item + 1, min(who.item + _NAMED, len(self.sentence.items)))
            names = (self.sentence.items[index].meaning for index in behind)
            # "The gang, known as the X, is …"
            return not any(isinstance(one, Group) and one.id == who.name for one in names)
        return group.sort == "plain" and group.id not in who.name

    def placed(self, who: Who) -> str:
        """The name of a side of a tie; of groups without a place that of the region or the country
        that the text is about goes before it."""
        group = self.sentence.items[who.item].meaning
        if who.named or (isinstance(group, Group) and (group.elsewhere or not group.plural)):
            return who.name
        if isinstance(group, Group) and group.sort not in ("plain", "pointing", "local"):
            return who.name
        return self.actors.with_place(self.sentence, who.name, self.section or self.scene)

    def listed_at(self, index: int) -> list[Who]:
        """Who is meant by the list of groups that begins with an item."""
        return [
            who
            for place in self.actors.listed(self.sentence, index)
            for who in self.named_at(place)
        ]

    def stand_in(self, words: str, index: int, besides: Iterable[str] = ()) -> list[Who]:
        """Groups named before that words at an item stand for: "it", "both", "these men"; not
        those ``besides`` which it is told."""
        names = self.actors.stand_in(self.sentence, words, index, self.section, besides)
        if words == "it" and len(names) == 1 and len(again := self._pointed(index)) == 1:
            names = again  # "In Foxton the gang works for the X mafia, and in Barton it …"
        return [
            Who(name, index, (), False, known := tells_who(name), known, not known)
            for name in names
        ]

    def _pointed(self, index: int) -> tuple[str, ...]:
        """Groups for which words like "the gang" stand that a sentence has before an item."""
        items = enumerate(self.sentence.items[:index])
        told = [at for at, item in items
                if isinstance(item.meaning, Group) and item.meaning.sort == "pointing"
                if not item.meaning.plural]  # fmt: skip
        return tuple(self.actors.names(self.sentence, told[0], self.section)) if told else ()

    def _there(self, match: Match) -> list[Who]:
        """Organized crime of a place that stands for it: "between Balkan organized crime and South
        America" is a tie with South American organized crime."""
        group = group_at(self.sentence.items[match.parts["a"][0]])
        item = match.parts["place"][0]
        place = self.sentence.items[item].meaning
        assert isinstance(place, Name)
        vocabulary = self.reading.vocabulary
        known = vocabulary.areas.get(place.id) or vocabulary.regions[place.id]
        head = next((head for head in _CRIME if group.id.endswith(head)), None)
        if head is None or not known.adjectives:
            return []
        name = f"{known.adjectives[0]} {head}"
        return [Who(name, item, (place.id,), True, True, False, False)]

    def _region_of(self, group: Group) -> list[str]:
        region = self.actors.region(self.sentence) if group.region else None
        return [region] if region and "from" not in group.id.split() else []

    def _members(self, first: int, last: int) -> list[int]:
        """Groups of a list, without those in brackets and without the word that examples follow
        ("other organizations, including A and B" are A and B)."""
        members: list[int] = []
        depth = 0
        for index in range(first, last + 1):
            word = sentence_at(self.sentence, index)
            depth += (word == "(") - (word == ")")
            if depth == 0 and self.sentence.items[index].label == "group":
                members.append(index)
        if len(members) > 1:
            between = {sentence_at(self.sentence, index) for index in range(members[0], members[1])}
            opening = group_at(self.sentence.items[members[0]])
            others = [group_at(self.sentence.items[index]) for index in members[1:]]
            # "Rival clans from Kotor, the A and the B" are A and B.
            named = all(group.sort == "named" for group in others)
            told = opening.plural and len(others) > 1 and named
            if opening.sort != "named" and (told or not between.isdisjoint(_EXAMPLES)):
                members = members[1:]
        return members

    def values(self, match: Match, template: str, who: Who) -> list[str]:
        """What a template says: an id of the text, or what stands around."""
        named = NAMED.fullmatch(template)
        if named is None:
            return [template] if template else []
        general: list[str] = []
        for name in template[1:-1].split("|"):
            values = list(dict.fromkeys(self._named(match, name, who)))
            if values == ["drugs"]:
                # The word for all drugs gives way to the one that the text is about.
                general = values
            elif values:
                return values
        return general

    def _named(self, match: Match, name: str, who: Who) -> list[str]:
        if name == "here":
            if self.section is not None:
                return [self.section]
            return self._region(0, len(self.sentence.items)) or self.scenes()
        if name == "topic":
            found = self.context.market(self.sentence, match.first, self.reading.vocabulary)
            return [found] if found else []
        if name == "own":
            return list(who.own) or self._own_of_kind(match) or self._own_of_name(who)
        if name in ("places", "ends"):
            return self._places(match, who, moved=name == "ends")
        if name == "goods":
            return self._goods(match, who)
        items = match.items(self.sentence, name)
        if not items:
            text = part_text(self.sentence, match, name)
            return [text] if text else []
        ids: list[str] = []
        for item in items:
            if isinstance(item.meaning, Name):
                market = market_of(self.reading.vocabulary, item.meaning)
                ids.append(market or item.meaning.id)
        return ids

    def _clause(self, match: Match, who: Who) -> range:
        """Items from the group or the match, whichever comes first, to the end of the clause."""
        begin = min(match.first, who.item)
        end = match.last
        while end + 1 < len(self.sentence.items):
            word = sentence_at(self.sentence, end + 1)
            if word in _ENDS or (word == "," and not self._list_goes_on(end + 1)):
                break
            if self.sentence.items[end + 1].label == "group":
                break
            end += 1
        return range(begin, end + 1)

    def _list_goes_on(self, comma: int) -> bool:
        """True where a list of places or goods goes on behind a comma."""
        index = comma + 1
        while index < len(self.sentence.items) and sentence_at(self.sentence, index) in _LIST_WORDS:
            index += 1
        labels = (*AREA_LABELS, *MARKET_LABELS)
        return (
            index < len(self.sentence.items)
            and index - comma <= _NEAR_LIST
            and self.sentence.items[index].label in labels
        )

    def _own_of_kind(self, match: Match) -> list[str]:
        """The place of a kind is that of its example: "London-based groups, such as the X"."""
        for item in self.sentence.items[max(0, match.first - 2) : match.first]:
            if isinstance(item.meaning, Group):
                return own_places(item.meaning)
        return []

    def _own_of_name(self, who: Who) -> list[str]:
        """The region that a name is made with: "the Ruritanian Cartel"."""
        known = homes(self.reading.vocabulary).get(fold(who.name), ()) if who.named else ()
        regions = self.reading.vocabulary.regions
        return [area for area in known if area in regions and area != "WORLD"]

    def local(self, who: Who) -> bool:
        """True for "local groups" in a chapter on a country."""
        group = self.sentence.items[who.item].meaning
        local = isinstance(group, Group) and group.sort == "local" and not group.region
        return local and self.section is not None

    def home(self, who: Who) -> list[str]:
        """The town in a group's own name: "the Foxton ring", "a gang from Foxton"."""
        group = self.sentence.items[who.item].meaning
        inside = group.inside if isinstance(group, Group) else ()
        return [name.id for name in inside if name.label == "place"][:1]

    def origin(self, who: Who) -> list[str]:
        """Where a group's own words say that it is from: "groups from Foxland", here or before."""
        group = self.sentence.items[who.item].meaning
        if isinstance(group, Group) and group.sort == "pointing":
            group = self.actors.called(who.name)
        if not isinstance(group, Group) or "from" not in group.id.split():
            return []
        return [name.id for name in group.inside if name.label in AREA_LABELS]

    def named_areas(self, at: int | None = None) -> list[Name]:
        """Areas that the sentence names, or only the clause around item ``at``."""
        within = [
            range(one.first, one.last + 1)
            for one in (self.reading.clauses(self.sentence) if at is not None else ())
            if at in range(one.first, one.last + 1)
        ]
        span = min(within, key=len) if within else range(len(self.sentence.items))
        return [
            item.meaning
            for item in (self.sentence.items[index] for index in span)
            if item.label in (*AREA_LABELS, "adjective", "region_adjective")
            and isinstance(item.meaning, Name)
        ]

    def scenes(self) -> list[str]:
        """The country that the text around speaks of, if there is one."""
        return [self.scene] if self.scene is not None else []

    def _places(self, match: Match, who: Who, *, moved: bool) -> list[str]:
        """Places of the clause; those of a movement apart. In a chapter on a country the ends of a
        movement belong to its route, unless the group is of that country and acts abroad."""
        group = group_at(self.sentence.items[who.item])
        at_home = self.section in [name.id for name in group.inside]
        if moved and self.section is not None and not at_home:
            return []
        clause = self._clause(match, who)
        found: list[str] = []
        for index in clause:
            item = self.sentence.items[index]
            if not isinstance(item.meaning, Name):
                continue
            adjective = item.label in ("adjective", "region_adjective")
            named = item.label in AREA_LABELS or (adjective and of_a_place(self.sentence, index))
            if named and is_moved(self.sentence, index) == moved:
                found.append(item.meaning.id)
                self.reach = max(self.reach, index)
        if moved:
            # Where goods come from is where a group is only if they go somewhere, too.
            words = {sentence_at(self.sentence, index) for index in clause}
            return found if words & {"to", "into", "towards", "toward"} else []
        return found or self._region(clause.start, clause.stop)

    def _region(self, first: int, last: int) -> list[str]:
        """What "the region" stands for, where the words hold it."""
        words = " ".join(sentence_at(self.sentence, index) for index in range(first, last))
        if " the region" not in words:
            return []
        region = self.actors.region(self.sentence)
        return [region] if region else []

    def _goods(self, match: Match, who: Who) -> list[str]:
        groups = [
            name
            for item in self.sentence.items[who.item : match.last + 1]
            if isinstance(item.meaning, Group)
            for name in item.meaning.inside
            if name.label in MARKET_LABELS
        ]
        return self.goods(self._clause(match, who), groups)

    def goods(self, items: range, further: Iterable[Name] = ()) -> list[str]:
        """Markets of the goods that items name."""
        vocabulary = self.reading.vocabulary
        named: list[Name] = []
        labels = {item.label for item in self.sentence.items[items.start : items.stop]}
        # "Use weapons to control the cocaine trade": weapons are the goods where nothing else is.
        wanted = GOODS_LABELS if labels.isdisjoint(MARKET_LABELS) else MARKET_LABELS
        for index in items:
            item = self.sentence.items[index]
            if item.label in wanted and isinstance(item.meaning, Name):
                named.append(item.meaning)
                self.reach = max(self.reach, index)
        named.extend(further)
        found = [market for name in named if (market := market_of(vocabulary, name)) is not None]
        clear = [market for market in found if market != "drugs"]
        return clear or found

    def time(self, match: Match) -> Time | None:
        """The time that the words of a claim speak of, which belong to the claim."""
        time, self.reach = time_of(self.sentence, match.first, max(match.last, self.reach))
        return time

    def doubt(self, match: Match) -> str | None:
        """The sentence's doubt up to the words of the claim. A pattern with a doubt of its own
        ("attempts to") takes that of the whole sentence, else its own."""
        own = match.pattern.says.get("hedge")
        last = len(self.sentence.items) - 1 if own else max(match.last, self.reach)
        return hedge(self.sentence, last) or own

    def settled(self, match: Match, who: Who) -> str:
        """Name of a group that only the words behind it place: "criminal networks operating
        within Slovenia"."""
        area = match.parts.get("area")
        if who.known or area is None or match.first != who.item + 1:
            return who.name
        start = self.sentence.items[who.item].end
        words = self.reading.document.text[start : self.sentence.items[area[1]].end]
        return " ".join((who.name + words).split())
