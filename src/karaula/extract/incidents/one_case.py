"""Whether a clause that gives a year, or a total, tells of one case all the same."""

import re

from karaula.extract.incidents import sites
from karaula.extract.incidents.goods import Goods
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.people import Count
from karaula.vocabulary import Vocabulary

_FEW = 60
"""Members of a group at most who are arrested in one case."""
_OF_A_GROUP = re.compile(
    r" (?:members?|leaders?|bosses|associates|accomplices|suspects?|persons|people|men"
    r"|ringleaders?|others) (?:\S+ ){0,2}?(?:of|from|linked to|belonging to|in)"
    r" (?:the|this|that|its|a|an|his|their) (?:\S+ ){0,3}?"
    r"(?:network|group|gang|ring|organisation|organization|cell|clan|cartel|case) "
)


def one_case(
    line: Line,
    day: str | None,
    goods: list[Goods],
    arrests: list[Count],
    alone: list[Count],
    vocabulary: Vocabulary,
) -> str | None:
    """What marks it as one: the town in which a total was taken, of no year ("a total of 231 kg has
    been captured in Foxton"), or in which people were arrested with the goods in a year, or the
    group whose members they were."""
    if line.tells("statistics"):
        return None
    held = [count.number for count in arrests if count.number is not None]
    if held and max(held) <= _FEW and not goods and already(line, day):
        return "already"
    if held and max(held) <= _FEW and not goods and (group := _OF_A_GROUP.search(line.signs)):
        return group.group().strip()
    numbers = {count.number for count in alone} - {None}
    if numbers == {1} and not goods:
        return "one"  # "A 22-year-old was killed in Ruritania in 2019."
    of_year = bool(day) and len(day or "") < len("2021-05")
    if line.tells("totals"):
        return None if of_year else _town(line, vocabulary)
    return _town(line, vocabulary) if of_year and goods and held else None


_ALREADY = re.compile(
    r" (?:other|another|further|more|additional|fellow|accomplices?|associates?) (?:\S+ ){0,6}?"
    r"(?:already |previously |earlier |had been |have been )(?:been )?"
    r"(?:already |previously |earlier )?(?:arrested|detained|held|apprehended|caught|taken) "
)


def already(line: Line, day: str | None) -> bool:
    """Whether it tells of those of a ring who were caught before: "Seven other members had already
    been arrested in 2021"."""
    return day is not None and len(day) >= len("2021") and line.has(_ALREADY)


def _town(line: Line, vocabulary: Vocabulary) -> str | None:
    site = sites.site_of(line, vocabulary)
    known = site is not None and site.rank == sites.THERE and vocabulary.gazetteer.named(site.name)
    return site.name if site is not None and known else None
