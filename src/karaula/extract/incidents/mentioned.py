"""The people that a line speaks of: "two Albanians", "a 34-year-old driver", "seven others"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from karaula.extract.incidents.by_name import persons
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import alternatives, several, words

_AGES = range(14, 90)
_AGED = re.compile(r"aged (?:between )?(N(?:(?: ,)?(?: and| to| ,)? N)*)")
_IN_BRACKETS = re.compile(r"(?<=[^\W\d_] \( )(?:both |aged )*(N(?:(?: ,)?(?: and| ,)? N)*)(?= \))")
_BOTH_AGED = re.compile(r"(?<= )(N)(?: ,)? (?:and|or) N (?:- )?years? (?:- )?old")
_YEARS_OLD = re.compile(r"(N) (?:- years? - old|years? old)")
_AGE_APART = re.compile(r" , (?:both |aged )?N ")
_APART = re.compile(
    r" (?:a|an|one|two|three|N|the) (?:\S+ ){0,3}?[^\W\d_]+ , (?:both |aged )?(N)"
    r"(?: , (N))?(?: and (N))? (?:, |\. |of |guilty |were |was |to |for |in |on )"
)
_MOVED_BY = re.compile(
    r" (?:bringing|smuggling|transporting|moving|carrying|ferrying|driving|trafficking)"
    r" (?:more than |about |around |at least |some |over |nearly |up to )?$"
)
_ARE = ("is", "are", "was", "were")
_SCORE = re.compile(r"[.,]\d{1,2}$")
"""Decimals, which no number of people has."""


@dataclass(frozen=True, slots=True)
class Mention:
    """People spoken of together: their number where it is told, where the words stand in the
    line's signs and items, and whether they are moved by others."""

    number: int | None
    begin: int
    end: int
    first: int
    last: int
    moved: bool


_INITIALS = r"(?:[^\W\d_A-Z]{1,2} \. ){1,3}"


@cache
def _person() -> re.Pattern[str]:
    verbs = alternatives(
        "arrests", "killed", "wounded", "charged", "sentencing", "seizure", "found"
    )
    ends = rf"and|,|;|who|that|was|were|by|in|on|of|for|to|with|N|A|D|M|P|{verbs}"
    # "A criminal group", "a migrant flow" are no persons.
    goods = f"(?! (?:{alternatives('no_person')}) )"
    gap = rf"(?:(?!(?:{ends}) )\S+ ){{0,5}}?"
    plural, single = alternatives("persons", "moved_people"), alternatives("person")
    whose = "(?:of (?:its|the|their|his|whom|these|those) )?"
    follows = alternatives("follows_people")
    year = r"(?:N (?:- )?years? (?:- )?old |aged N )?"
    return re.compile(
        # A blank to begin with, and none behind: it is found sooner than what stands behind one.
        # The word with which any of them begins is sought before all of them are tried.
        r" (?=(?:N|a|an|the|another|one|his|her|its|their|both|several|many|some|dozens|scores"
        r"|all|other|suspected|drivers?|passengers?|couriers?|skipper|captain|suspects?|owner) "
        r"|[^\W\d_A-Z]{1,2} [.(])"
        rf"(?:(?P<many>N) (?!- years? - old){whose}{gap}{year}"
        rf"(?P<plural>{plural}|J(?= (?:{follows}) ))(?= )"
        rf"|(?P<one>a|an|the|another|one|his|her|its|their|N) {year}{gap}(?P<single>{single})(?= )"
        rf"{goods}"
        rf"|(?P<aged>a|an|the|another) N - years? - old(?: [^\W\d_]+){{0,2}}?"
        rf"(?= (?:was|were|is|has|had|,|and|who|shot|killed|stabbed|found|arrested|detained|held"
        rf"|sentenced|jailed|died|charged) )"
        # Several by their initials: "the citizens A. D., G. H. and B. K.".
        rf"|(?P<initials>{_INITIALS}(?:(?:, and |, |and ){_INITIALS})+)(?=(?:was|were|have|who|,) )"
        # Persons by their initials: "A. L., 41 years old", "PM (42)".
        rf"|(?P<called>(?:[^\W\d_A-Z]{{1,2}} \. ){{1,3}}(?:(?:[^\W\d_A-Z]+ )?\( (?:N|D) \)"
        rf"|, (?:aged )?N(?: years old| years of age)?(?= (?:,|and|from|of|\.) ))"
        rf"|[^\W\d_A-Z]{{2}} \( N \))(?= )"
        rf"|(?P<plain>(?:both )?(?:drivers?|passengers?|couriers?|skipper|captain|suspects?|owner))"
        rf"(?= (?:held|arrested|detained|charged|jailed) )"
        rf"|(?P<born>a|an|another) {year}J(?= (?:was|were|is|has|had|,|and|in|who|with|carrying"
        rf"|from|trying|attempting|aged|at|on|near|over|for|after|;|\.) )"
        rf"|(?P<some>both|several|many|some|dozens of|scores of|the|all|its|their|other|suspected)"
        rf" {gap}(?P<persons>{plural})(?= )"
        # Whatever they are called: goods are not arrested.
        rf"|(?P<any>N) {gap}(?!(?:{alternatives('no_people')}) )"
        rf"[^\W\d_]+s(?= (?:was|were|have been|had been) (?:\S+ )?(?:arrested"
        rf"|sentenced|jailed|imprisoned|convicted|indicted|handcuffed|killed|murdered) )"
        rf"|(?P<bare>N)(?= (?:(?:was|were|have|had|has|are|is) |others? |more |of them |of whom |\. |in |on |and |, |after |during |for |over |as |at |from |across |suspected |accused |die |dies |died |dead |arrests |killed |wounded |injured |detained |arrested |held |charged |jailed |convicted |arrests? )))"  # noqa: E501
    )


def mentions_of(line: Line) -> list[Mention]:
    """Those of a line, from left to right; ages and scores count nobody."""
    found = list(_spoken_of(line))
    for number, begin, end in persons(line):
        if all(one.end <= begin or one.begin >= end for one in found):
            first, last = line.item(begin), line.item(end - 1)
            found.append(Mention(number, begin, end, first, last, False))
    return sorted(found, key=lambda one: one.begin)


def _spoken_of(line: Line) -> Iterator[Mention]:
    ages = _ages(line) if " N " in line.signs else set()
    for match in _person().finditer(line.signs):
        begin = match.start() + 1
        first, last = line.item(begin), line.item(match.end() - 1)
        before = line.word(first - 1), line.word(first - 2)
        # "Two of them were among the 12 suspects arrested": these are all.
        # "Two are among 14 people arrested": these are all as well.
        whole = before[0] == "among" and line.word(last + 1) in words("arrests")
        whole = whole or before[0] in ("the", "those")
        if {"including", "among"} & set(before) and not whole:
            continue
        if line.word(last + 1) in _SAYS and line.word(last + 2) != "to":
            continue  # "…, the prosecutor said"
        if line.word(last + 1) in _ARE and line.word(last + 2) == "among":
            continue
        if match["one"] and before[0] == "of" and before[1] in words("persons"):
            continue  # "three employees of a forwarding agent"
        # "Migrant smugglers" are not the ones who are moved.
        moved = bool(set(match.group().split()[-2:]) & words("moved_people"))
        behind = f"{line.word(last)} {line.word(last + 1)}".split()
        moved = moved and words("movers").isdisjoint(behind)
        moved = moved or _MOVED_BY.search(line.signs[:begin]) is not None
        if match["many"] or match["bare"] or match["any"]:
            if first in ages or _RATE.match(line.signs[match.end() :]):
                continue
            figure = line.figure(first)
            if figure.value != int(figure.value) or not 1 <= figure.value <= 100_000:
                continue
            if _SCORE.search(figure.raw_value or ""):
                continue  # "human smuggling 5.00"
            if match["bare"] and not _counts(line, first):
                continue
            yield Mention(int(figure.value), begin, match.end(), first, last, moved)
        elif match["aged"]:
            yield Mention(1, begin, match.end(), first, last, moved)
        elif match["called"]:
            if line.capital(first):
                yield Mention(1, begin, match.end(), first, last, False)
        elif match["initials"]:
            named = len(re.findall(_INITIALS, match["initials"]))
            if line.capital(first):
                yield Mention(named, begin, match.end() - 1, first, last, False)
        elif match["plain"]:
            if line.word(first - 1) not in ("", ",", ";", ":"):
                continue
            both = match["plain"].startswith("both")
            several_ = 2 if both else None if match["plain"].endswith("s") else 1
            yield Mention(several_, begin, match.end(), first, last, moved)
        elif match["one"] or match["born"]:
            if match["one"] == "N" and line.figure(first).value != 1:
                continue
            number = several().get(match["single"] or "", 1)
            yield Mention(number, begin, match.end(), first, last, moved)
        else:
            pair = 2 if match["some"] == "both" else None
            yield Mention(pair, begin, match.end(), first, last, moved)


_SAYS = ("said", "says", "announced", "added", "explained", "stated")
_RATE = re.compile(r" (?:a|per|each|every) (?:day|week|month|year|night|trip) ")
"""Behind people of whom so many are told for a time: "smuggling 300 people a week"."""


def _ages(line: Line) -> set[int]:
    """Items that are the ages of people."""
    signs = line.signs
    told = [m.start(1) for aged in (_YEARS_OLD, _BOTH_AGED) for m in aged.finditer(signs)]
    told += [
        listed.start(1) + m.start()
        for aged in (_IN_BRACKETS, _AGED)
        for listed in aged.finditer(signs)
        for m in re.finditer("N", listed[1])
    ]
    ages = {line.item(at) for at in told}
    if _AGE_APART.search(signs):
        ages |= {
            line.item(m.start(k))
            for m in _APART.finditer(signs)
            for k in (1, 2, 3)
            if m.group(k) and line.figure(line.item(m.start(k))).value in _AGES
        }
    return ages


def _counts(line: Line, index: int) -> bool:
    """Whether a number without a noun counts people: "seven were arrested", not "section 7"."""
    before, behind = line.word(index - 1), line.word(index + 1)
    if before == "of" and line.word(index - 2) in ("sentences", "terms", "sentence", "term"):
        return False  # "sentences of six and five years"
    if before == "of" and line.word(index - 2) in words("person"):
        return False  # "a man of 47"
    if before == "," and behind == ",":
        return False  # an age behind a name
    return before not in ("aged", "age", "section", "article", "unit", "between", "operation", "n")
