"""How the groups of a sentence are written: listed nationalities, short forms in brackets, counts,
and words that point at a group named before."""

from karaula.extract.groups.places import NATIONS, Head, PlacedGroups
from karaula.extract.groups.words import Group, Sort
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.tokens import word_at, written

_SHARING = (*NATIONS, "people", "region")
"""What may stand before a head that several share: "Foxlandic and Balkan gangs"."""
GOODS = ("substance", "market", "indicator")


class WrittenGroups(PlacedGroups):
    """Groups of one sentence, as they are written."""

    def _points(self, head: Head) -> bool:
        return word_at(self.sentence, head.first - 1) in self.words["pointing"] - {"the", "said"}

    def _pointing(self, at: int, head: Head) -> int | None:
        """Take "these groups" or "the organization", which stand for a group named before."""
        if word_at(self.sentence, head.first - 1) not in self.words["pointing"]:
            return None
        word = word_at(self.sentence, at)
        plain = head.first == at or head.crime or word in self.words["strong"]
        if word not in self.words["pointed"] or not plain:
            return None
        words = written(self.sentence, head.first, at)
        group = Group("group", words, head.first, at, "pointing", plural=word.endswith("s"))
        self.found[head.first] = group
        return at

    def _add_listed(self, head: Head, at: int, sort: Sort, plural: bool) -> None:
        """One group, or one for each nationality before a shared head."""
        shared = [name for name in head.nations if name.label in _SHARING]
        goods = [name for name in head.inside if name.label in GOODS]
        while (  # "one of the most active Albanian networks"
            word_at(self.sentence, head.first - 1) == "most"
            and word_at(self.sentence, head.first) in self.words["qualities"]
            and head.first < at
        ):
            head.first += 1
        if len(shared) < 2:
            words = self._said(head)
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

    def _shortened(self, head: Head) -> None:
        """Take "(OCG)" right behind a head into it."""
        at = head.last + 1
        short = [token.text for token in self.sentence[at : at + 3]]
        if len(short) == 3 and (short[0], short[2]) == ("(", ")") and short[1][:2].isupper():
            head.short, head.last = at, at + 2

    def _said(self, head: Head) -> str:
        """The words of a group, without its short form in brackets."""
        if head.short is None:
            return written(self.sentence, head.first, head.last).removesuffix(",")
        words = written(self.sentence, head.first, head.short - 1)
        behind = head.short + 3
        if behind > head.last:
            return words
        return f"{words} {written(self.sentence, behind, head.last)}"

    def _counted(self, head: Head) -> bool:
        """A number before a head counts groups; it is a figure, not a group."""
        before = head.first - 1
        if before < 0:
            return False
        return self.sentence[before].kind == "number" or (
            word_at(self.sentence, before) in ENGLISH.numbers
            or word_at(self.sentence, before) in ENGLISH.multipliers
        )
