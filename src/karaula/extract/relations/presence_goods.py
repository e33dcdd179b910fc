"""What groups deal in, by the goods, deeds and people that a clause names."""

from collections.abc import Iterator

from karaula.extract.context import GOODS_LABELS, MARKET_LABELS, market_of
from karaula.extract.groups.cast import singular
from karaula.extract.relations.presence_places import INSIDE
from karaula.extract.relations.presence_reader import PresenceReader
from karaula.extract.sentences.lexicon import Name


class Dealings(PresenceReader):
    """What groups of one clause deal in."""

    def goods(self) -> tuple[list[str], int]:
        vocabulary = self.cast.around.reading.vocabulary
        named: list[tuple[int, Name]] = []
        general: list[tuple[int, Name]] = []
        found: list[str] = []
        reach = -1
        for phrase in self.phrases():
            for first, last in phrase.parts:
                if singular(self.cast.word(last)) in self.words["talk"]:
                    continue  # "modern slavery laws"
                for index in range(first, last + 1):
                    item = self.sentence.items[index]
                    deed = self.known.deeds.get(singular(self.sentence.words[index]))
                    if deed is not None and phrase.preposition != "from":
                        found.append(deed)
                        reach = max(reach, index)
                    if item.label in GOODS_LABELS and isinstance(item.meaning, Name):
                        told = named if item.label in MARKET_LABELS else general
                        told.append((index, item.meaning))
        for index, name in named or general:
            market = market_of(vocabulary, name)
            if market is not None:
                found.append(market)
                reach = max(reach, index)
        found.extend(self._with_people())
        clear = [market for market in found if market != "drugs"]
        return clear or found, reach

    def _with_people(self) -> Iterator[str]:
        """The market of what is done to people: "traffic women", "hid refugees"."""
        done_to = self.known.done_to.get(self.clause.verb)
        if done_to is not None:
            objects = {self.cast.head(one) for one in self.phrases() if not one.preposition}
            yield from (market for market, people in done_to.items() if objects & people)

    def loads(self) -> bool:
        """Whether a clause speaks of goods without their name: "the load", "hid them in barns"."""
        return any(
            self.cast.head(phrase) in self.words["loads"]
            or self.sentence.words[phrase.parts[0][0]] in ("it", "them")
            for phrase in self.phrases()
            if phrase is not self.clause.subject
            or self.clause.passive
            or self.clause.verb in self.words["falls"]
        )

    def somewhere(self) -> bool:
        """Whether a clause tells a place that is not named: "rules the valley"."""
        return any(
            self.cast.head(phrase) in self.words["grounds"]
            for phrase in self.phrases()
            if phrase in self.clause.objects
            or phrase.preposition in INSIDE
            or (phrase is self.clause.subject and self.cast.turned(self.clause))
        )

    def nowhere_known(self) -> bool:
        """Whether a clause names a place that no vocabulary knows: "in Polykastro"."""
        text = self.cast.around.reading.document.text
        return any(
            text[self.sentence.items[last].start].isupper()
            and self.sentence.items[last].label is None
            for phrase in self.phrases()
            if phrase.preposition in INSIDE
            for _, last in phrase.parts
        )

    def coast(self, areas: list[str]) -> list[str]:
        """Areas with the country that the text is about for a sea: "on the Black Sea coast"."""
        around = self.cast.around
        here = [around.section] if around.section else around.scenes()
        return list(
            dict.fromkeys(
                place
                for area in areas
                for place in (here if here and area in self.words["seas"] else [area])
            )
        )
