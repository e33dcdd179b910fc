"""Names of responses in a sentence, by the shape of their words.

A head ("strategy", "unit") stands in capitals among others ("Firearms Tracing Unit"), in small
letters beside a name ("the project Clear Waters", "the SIATD system"), before a number ("Law
54/2012"), or behind a name, of which it tells what it is ("CLEAR, a joint project of …").
"""

import re
from collections.abc import Iterator

from karaula.extract.responses.counts import counts, decisive_head, nothing
from karaula.extract.responses.spoken import (
    CLOSE,
    LONGEST,
    OPEN,
    Naming,
    Spoken,
    acronym,
    end_of,
    joined,
)
from karaula.extract.responses.words import Phrase, response_words

_DASHES = ("-", "–", "/", "&")
_CAPITALS = re.compile(r"[A-Z].*[A-Z]")
_VERSION = re.compile(r"\d\.\d")
_YEAR = re.compile(r"(19|20)\d\d([–-]\d{2,4})?")
_QUOTED = 45
"""Items of a title in quotation marks."""
_BYNAME = 10
"""Items of what a task force is called, in quotation marks."""
_FAR = 18
"""Items from a head to what it is called."""
_CALLED = (
    "called",
    "named",
    "titled",
    "entitled",
    "code",
    "-",
    "codenamed",
    "known",
    "as",
    "under",
    "name",
    "dubbed",
)
_PERSONS = ("bill", "grant", "chip", "card", "list", "frank", "mark")
"""Heads that are names of persons too."""
_WHICH = ("the", "new", "revised", "updated", "second", "third", "current", "joint", "regional")
_AND_THE = ("and", "of", "for", *_DASHES)


def namings(spoken: Spoken) -> Iterator[Naming]:
    """Names of a sentence, from left to right."""
    if response_words().first_of_heads.isdisjoint(spoken.words) and "against" not in spoken.words:
        return
    behind = 0
    for at in _may_begin(spoken):
        if at < behind:
            continue
        size, head = spoken.head(at)
        if head is None and spoken.word(at + 1) == "against" and spoken.plain(at):
            # "Special Structure against Corruption": whatever it is, the name says what for.
            head = ("unit",) if spoken.capital(at + 2) else None
        if head is None or spoken.label(at) == "body":
            continue
        found = _named(spoken, at, size, head)
        if found is not None and not nothing(spoken, found):
            decisive = head if found.core is not None else decisive_head(spoken, found) or head
            if counts(spoken, found, decisive):
                yield found
                behind = max(at + size, found.last + 1)
            else:
                # "The Conference of the Parties to the … Convention": the name may hold another.
                behind = at + size
        else:
            behind = at + size


def _may_begin(spoken: Spoken) -> list[int]:
    """Items at which a head may begin, and those before "against"."""
    first = response_words().first_of_heads
    following = (*spoken.words[1:], "")
    return [
        at
        for at, (word, behind) in enumerate(zip(spoken.words, following, strict=True))
        if word in first or behind == "against"
    ]


def _named(spoken: Spoken, at: int, size: int, head: Phrase) -> Naming | None:
    """The name that a head belongs to."""
    known = response_words()
    last = at + size - 1
    kind = known.heads[head]
    if head[-1] in known.numbered and _number(spoken, last + 1):
        return _of_number(spoken, at, last, kind)
    if head in known.beside and _titled(spoken, last):
        return _before_name(spoken, at, last, kind)
    if spoken.capital(at):
        return _in_capitals(spoken, at, last, kind)
    if head in known.beside:
        found = (
            _behind_quoted(spoken, at, last, kind)
            or _behind_name(spoken, at, last, kind)
            or _before_name(spoken, at, last, kind)
        )
        if found is not None:
            return found
    if head in known.undertakings:
        return _told_of(spoken, at, last, kind)
    return None


def _in_capitals(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    """Capitals around a head: "Act on the Seizure of Assets", "Firearms Tracing Unit"."""
    known = response_words()
    first = _start(spoken, at)
    end = end_of(spoken, last)
    while first < at and spoken.word(first) in known.openers:
        first += 1
    # Two capitals at the least: "Strategy" alone names nothing.
    capitals = sum(spoken.capital(index) for index in range(first, end + 1))
    if end > last and spoken.word(end) in known.numbered and _number(spoken, end + 1):
        return _of_number(spoken, end, end, known.heads[(spoken.word(end),)])
    if first == at and end == last and kind == "strategy":
        return _of_years(spoken, at, last)
    own = any(spoken.capital(index) for index in range(first, at)) or end > last
    own = own or (spoken.word(at) == "operational" and spoken.word(last) == "force")
    whose = all(spoken.label(index) in ("area", "adjective") for index in range(first, at))
    byname = _with_byname(spoken, first, end, kind)
    if byname is not None:
        return byname
    if spoken.word(at) in _PERSONS and spoken.plain(last + 1):
        return None  # "Bill Wood"
    if capitals < 2 or not own or (whose and end == last and first < at and at == last):
        return None
    decisive = decisive_head(spoken, Naming(first, end, kind))
    return Naming(first, end, known.heads[decisive] if decisive else kind)


def _with_byname(spoken: Spoken, first: int, end: int, kind: str) -> Naming | None:
    """A task force and what it is called behind it: "Operational Task Force “Blue Crane”"."""
    if kind != "operation_unit" or spoken.word(end) not in ("force", "taskforce"):
        return None
    begin = end + 1
    if spoken.word(begin) not in OPEN or not spoken.word(begin):
        return Naming(first, begin, kind) if spoken.label(begin) == "group" else None
    ends = range(begin + 2, min(begin + _BYNAME, len(spoken.words)))
    last = next((index for index in ends if spoken.word(index) in CLOSE), None)
    if last is None or not spoken.text(begin + 1, begin + 1)[:1].isupper():
        return None
    return Naming(first, last, kind, (spoken.text(begin + 1, last - 1),))


def _of_years(spoken: Spoken, at: int, last: int) -> Naming | None:
    """ "The Roadmap for 2025-2030"."""
    dated = spoken.word(last + 1) in ("for", "until", "to") and spoken.label(last + 2) == "date"
    told = spoken.word(at - 1) in _WHICH and at > 0
    return Naming(at, last + 2, "strategy", (spoken.text(at, last),)) if dated and told else None


def _behind_quoted(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    """A head in small letters behind a name in quotation marks: "the “Safe Steps” shelter"."""
    if spoken.word(at - 1) not in CLOSE or not spoken.word(at - 1):
        return None
    begins = range(at - 3, max(-1, at - 12), -1)
    first = next((index for index in begins if spoken.word(index) in OPEN), None)
    if first is None or not spoken.capital(first + 1):
        return None
    name = spoken.text(first + 1, at - 2)
    return Naming(first, last, kind, (name,), (first + 1, at - 2))


def _behind_name(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    """A head in small letters behind its name: "the Green Lanes agreement"."""
    if spoken.word(at - 1).endswith("ing") and not spoken.capital(at - 1):
        at -= 1  # "the SIATD 2.0 tracking system"
    first = at
    if _VERSION.fullmatch(spoken.text(at - 1, at - 1)) and _CAPITALS.search(
        spoken.text(at - 2, at - 2)
    ):
        first -= 1  # "the TRACE 2.0 programme"
    elif _YEAR.fullmatch(spoken.text(at - 1, at - 1)) and spoken.capital(at - 2):
        first -= 1  # "the IPA 2023 programme"
    while at - first < LONGEST and (
        spoken.capital(first - 1) or (joined(spoken, first - 1) and spoken.capital(first - 2))
    ):
        first -= 1
    while first < at and spoken.word(first) in response_words().openers:
        first += 1
    own = [index for index in range(first, at) if spoken.plain(index)]
    if spoken.words[max(0, first - 3) : first] == ["so", "-", "called"] and first < at:
        return Naming(first, last, kind)  # "the so-called Bar initiative"
    # One capital is a name where it is an acronym or told to be one: "the Themis project".
    alone = len(own) == 1 and first > 0
    told = spoken.word(first - 1) in ("the", "s") or acronym(spoken.text(first, at - 1))
    if not own or (len(own) == 1 and not (alone and told)):
        return None
    return Naming(first, last, kind, (spoken.text(first, at - 1),), (first, at - 1))


def _titled(spoken: Spoken, last: int) -> bool:
    """Whether a title in quotation marks follows: "a Regional Project on X titled “Safe Steps”"."""
    return any(
        spoken.word(step) in ("titled", "entitled") and spoken.word(step + 1) in OPEN
        for step in range(last + 1, min(last + _FAR, len(spoken.words) - 1))
    )


def _before_name(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    """A head in small letters before its name: "the campaign Not My Child"."""
    first = last + 1
    if spoken.word(first) == "," and spoken.word(first + 1) in _CALLED:
        first += 1
    if spoken.word(first) in ("of", "for") and spoken.label(first + 1) == "date":
        # "A programme for 2021 to 2030, “Clean Slopes”"
        while spoken.label(first) == "date" or spoken.word(first) in ("of", "for", "to", ","):
            first += 1
    if spoken.word(first) not in (*_CALLED, *OPEN):
        # "A project of the Red Cross called “Safe Steps”"
        first = next(
            (
                step
                for step in range(first + 1, min(first + _FAR, len(spoken.words)))
                if spoken.word(step) in ("called", "named", "titled", "entitled", "dubbed")
            ),
            first,
        )
        if any(spoken.head(step)[1] is not None for step in range(last + 1, first)):
            return None  # "units patrol the coast under a plan called"
    while spoken.word(first) in _CALLED:
        first += 1
    if spoken.word(first) in OPEN:
        ends = range(first + 2, min(first + _QUOTED, len(spoken.words)))
        end = next((index for index in ends if spoken.word(index) in CLOSE), None)
        if end is None or not spoken.text(first + 1, first + 1)[:1].isupper():
            return None
        name = spoken.text(first + 1, end - 1)
        return Naming(at, end, kind, (name,), (first + 1, end - 1))
    apposed = spoken.word(first) == "," and spoken.plain(first + 1)
    if apposed:
        first += 1  # "a protection programme, Safe Harbour, …"
    if not spoken.plain(first):
        return None
    end = first
    while end - first < LONGEST and (
        spoken.capital(end + 1)
        or (joined(spoken, end + 1) and spoken.word(end + 1) in _DASHES)
        or (spoken.word(end + 1) in ("the", "and", "of") and spoken.plain(end + 2))
    ):
        end += 1
    if apposed and spoken.word(end + 1) not in (",", "."):
        return None
    name = spoken.text(first, end)
    return Naming(at, end, kind, (name,), (first, end))


def _told_of(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    """A head that tells what a name before it is: "CLEAR, a joint project of …"."""
    step = at - 1
    while step > 0 and at - step <= 5 and spoken.word(step) not in ("a", "an", "the", ","):
        step -= 1
    if spoken.word(step) not in ("a", "an", "the", "another"):
        return None
    if spoken.word(step - 1) in ("is", "was") and spoken.word(step - 2) in CLOSE:
        # "“Safe Steps” is a campaign of …"
        begins = range(step - 4, max(-1, step - 12), -1)
        opens = next((index for index in begins if spoken.word(index) in OPEN), None)
        if opens is None or not spoken.capital(opens + 1):
            return None
        return Naming(opens + 1, last, kind, (), (opens + 1, step - 3))
    if spoken.word(step - 1) != ",":
        return None
    end = first = step - 2
    if not spoken.capital(end) and not spoken.word(end).isdigit():
        return None
    while (
        first > 0
        and end - first < LONGEST
        and (spoken.capital(first - 1) or joined(spoken, first - 1))
    ):
        first -= 1
    name = spoken.text(first, end)
    if not acronym(name) and sum(spoken.plain(index) for index in range(first, end + 1)) < 2:
        return None
    if any(
        spoken.label(index) in ("area", "place", "group", "body") for index in range(first, end + 1)
    ):
        return None
    return Naming(first, last, kind, (), (first, end))


def _number(spoken: Spoken, at: int) -> bool:
    """A number behind "Law": "2197", "No. 54/2012", "(EU) 2019/1148"."""
    if spoken.word(at) in ("no", "nr", "number"):
        return True
    if spoken.word(at) == "(":
        at += 3
    return spoken.label(at) in ("number", "date") or spoken.word(at)[:1].isdigit()


def _of_number(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    if not spoken.capital(at):
        return None
    first = _start(spoken, at)
    while first < at and spoken.word(first) in response_words().openers:
        first += 1
    end = last
    while (
        end + 1 < len(spoken.words)
        and end - last < 8
        and (
            spoken.word(end + 1) in ("no", "nr", "number", ".", "(", ")", "/", "-", "eu")
            or spoken.word(end + 1)[:1].isdigit()
            or spoken.label(end + 1) == "number"
        )
    ):
        end += 1
    while end > last and spoken.word(end) in (".", "(", "/", "-", ")"):
        end -= 1
    return Naming(first, end, kind, (), (first, end))


def _start(spoken: Spoken, at: int) -> int:
    """First item of the capitals before a head."""
    first = step = at
    while step > 0 and at - step < LONGEST:
        step -= 1
        if spoken.capital(step):
            # "Serbia and the Regional …", "in Serbia and Regional …": another's name.
            if spoken.word(step + 1) == "and" and spoken.label(step) in ("area", "place", "body"):
                break
            first = step
        elif (
            spoken.word(step) == ")"
            and spoken.word(step - 2) == "("
            and spoken.capital(step - 3)
            and not spoken.text(step - 1, step - 1).isupper()
        ):
            step -= 2
            first = step  # "the Criminal Proceeds (Recovery) Act"
        elif joined(spoken, step - 1) and spoken.capital(step - 2):
            continue  # "the Anti-smuggling Strategy"
        elif spoken.word(step) not in _AND_THE:
            break
    # "The Migration, Asylum, Refugees Regional Initiative".
    begin = first
    while spoken.word(begin - 1) == "," and spoken.plain(begin - 2):
        begin -= 2
    return begin if spoken.word(begin - 1) == "the" else first
