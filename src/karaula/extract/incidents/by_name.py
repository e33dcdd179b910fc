"""Persons who are told of by name, or in a headline without an article.

"Ivan Petrov, alias Grey, was arrested in Foxton", "Gang boss shot dead in café". Their names go no
further than this: what counts is how many they are.
"""

import re
from collections.abc import Iterator
from functools import cache

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import alternatives

_DONE = (
    r"(?:arrested|detained|apprehended|captured|caught|nabbed|extradited|charged|indicted|sentenced"
    r"|jailed|imprisoned|convicted|condemned|remanded|killed|murdered|shot|gunned|assassinated"
    r"|stabbed|wounded|executed|slain|liquidated|held|found guilty)"
)
_DEEDS = frozenset((
    *_DONE[3:-1].replace("found guilty", "guilty").split("|"), "murder", "killing",
    "assassination", "liquidation", "slaying", "shooting", "arrest", "capture", "extradition",
))  # fmt: skip
"""Of these a line has one in which persons are told of so."""
_WAS = re.compile(
    r" (?:(?:, )?(?:alias|aka|nicknamed|(?:also |better )?known as) (?:\S+ ){1,4}?, "
    r"|, (?:aged )?N , |\( (?:aged )?N \) |, N , who |(?P<who>, who )|who )?"
    r"(?:was|were|has been|have been|had been|is|got) (?:[^\W\d_]+ly |also |later |himself |already"
    rf" |again |then |eventually |once )?(?={_DONE} )"
)
_PRONOUN = re.compile(
    r" (?P<who>he|she) (?:was|has been|had been) (?:[^\W\d_]+ly |also |later |himself |herself "
    rf"|already |again |then |eventually )?(?={_DONE} )"
)
_OF_HIM = re.compile(
    r" (?:murder|killing|assassination|liquidation|slaying|shooting|arrest|capture|extradition) of "
    r"(?=[^\W\d_A-Z])"
)
_NONE = frozenset(("area", "region", "place", "body", "group", "adjective", "date", "substance"))


@cache
def _headed() -> re.Pattern[str]:
    single = alternatives("person")
    return re.compile(
        r"^ (?:(?!(?:a|an|the|N|his|her|its|their|this|that|one|no|when|as|after|if|in|on|at|and"
        r"|police|with|for|of) )(?:[^\W\d_]+|J|-) ){0,4}?"
        rf"(?P<head>{single}) (?=(?:is |was |has been )?{_DONE} )"
    )


def persons(line: Line) -> Iterator[tuple[int, int, int]]:
    """How many they are, and where in the line's signs they begin and end."""
    if not line.holds(_DEEDS):
        return
    bare = _headed().match(line.signs) if line.first == 0 else None
    if bare is not None:
        yield 1, 1, bare.end() - 1
    for match in _OF_HIM.finditer(line.signs):
        begin = end = line.item(match.end() - 1) + 1
        while _capital(line, end):
            end += 1
        if end - begin in (2, 3) and not _is_a_place(line, end - 1):
            yield 1, match.end(), match.end() + len(" ".join(line.spoken.words[begin:end]))
    for match in _PRONOUN.finditer(line.signs) if line.holds(_HE) else ():
        yield 1, match.start() + 1, match.end("who")
    if line.holds(_AUXILIARIES):
        for match in _WAS.finditer(line.signs):
            last = line.item(match.start() - 1) if match.start() else -1
            first = _name(line, last, alone=match["who"] is not None)
            if first is not None:
                many = 2 if _name(line, first - 2, alone=False) is not None else 1
                many = many if line.word(first - 1) == "and" else 1
                begin = line.signs.find(" ", _offset(line, first))
                yield many, max(1, begin - len(line.word(first))), match.start()


_HE = frozenset(("he", "she"))
_AUXILIARIES = frozenset(("was", "were", "been", "is", "got"))


def _offset(line: Line, index: int) -> int:
    return len(" ".join(line.spoken.words[line.first : index])) + 1


def _name(line: Line, last: int, *, alone: bool) -> int | None:
    """The first item of a person's name that ends with an item: two words with capital letters at
    least, or one that begins the line."""
    if line.word(last) == "." and len(line.word(last - 1)) == 1:
        last -= 1  # "Ivan P."
    first = last
    while first >= line.first and _capital(line, first):
        first -= 1
    first += 1
    many = last - first + 1
    if many not in (2, 3) and not (alone and many == 1 and first == line.first):
        return None
    return None if _is_a_place(line, last) else first


def _is_a_place(line: Line, index: int) -> bool:
    """Whether the name that an item ends is one of a place or an authority."""
    named = line.spans("ORG", "GPE", "FAC")
    return any(one.first <= index <= one.last for one in named)


def _capital(line: Line, index: int) -> bool:
    return line.capital(index) and line.label(index) not in _NONE and line.word(index).isalpha()
