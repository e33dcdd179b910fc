"""Verbs about dates: impossible days, reversed periods, facts after their source's publication."""

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache

from karaula.check.case import Case
from karaula.check.rule import NoParameters, Rule, verb
from karaula.evidence.claim import Claim, Incident, Slots
from karaula.evidence.finding import Finding

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NAMES = "|".join((*MONTHS, *(f"{name[:3]}\\.?" for name in MONTHS if name != "May"), "Sept\\.?"))
_DAY_FIRST = re.compile(
    rf"\b(?:(on|since|until|from|by|before|after) (?:the )?)?"
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_NAMES})\b,?(?: (\d{{4}})\b)?"
)
_MONTH_FIRST = re.compile(rf"\b({_NAMES}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)\b")
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether a calendar has that day; without a year, in any year."""
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= monthrange(year if year and year > 0 else 2000, month)[1]


def impossible(words: str) -> str | None:
    """The first day in a text that no calendar has ("31 April 2020")."""
    for found in _DAY_FIRST.finditer(words):
        after, day, month, year = found.groups()
        if (after or year) and not exists(int(year) if year else None, _month(month), int(day)):
            return found[0].removeprefix(f"{after} ") if after else found[0]
    for found in _MONTH_FIRST.finditer(words):
        if not exists(int(found[3]), _month(found[1]), int(found[2])):
            return found[0]
    for found in _NUMBERS.finditer(words):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if not (exists(year, second, first) or exists(year, first, second)):
            return found[0]
    return None


def _month(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))


def _ends(claim: Claim) -> list[tuple[str, str]]:
    """Pairs of begin and end that a claim gives, as ISO dates; one date stands for both."""
    pairs = []
    period = getattr(claim.slots, "period", None)
    date = claim.slots.date if isinstance(claim.slots, Incident) else None
    for given in (period, date):
        if given:
            begin, _, end = given.partition("/")
            pairs.append((begin, end or begin))
    if claim.valid_from or claim.valid_to:
        pairs.append((claim.valid_from or "", claim.valid_to or ""))
    return pairs


@lru_cache(maxsize=4096)
def well_formed(date: str) -> bool:
    """Whether a full or partial ISO date can be; other spellings are not judged."""
    found = _ISO.fullmatch(date)
    if not found:
        return True
    year, month, day = (int(part) if part else None for part in found.groups())
    return exists(year, 1 if month is None else month, 1 if day is None else day)


@verb("impossible_date", "date")
def impossible_date(case: Case, rule: Rule, _: NoParameters) -> Iterator[Finding]:
    """A day that no calendar has, in the text or in a claim."""
    for piece in case.sentences(("paragraph", "list_item", "caption", "footnote", "heading")):
        date = impossible(piece.words)
        if date:
            yield rule.finding({"date": date}, [piece.evidence()], confidence=0.9)
    for claim in case.claims:
        wrong = [date for pair in _ends(claim) for date in pair if not well_formed(date)]
        if wrong and not impossible(claim.quote):
            yield rule.finding({"date": wrong[0]}, [case.evidence(claim)], confidence=0.8)


@verb("reversed_period", "begin end")
def reversed_period(case: Case, rule: Rule, _: NoParameters) -> Iterator[Finding]:
    """A period that ends before it begins."""
    for claim in case.claims:
        for begin, end in _ends(claim):
            if _ISO.fullmatch(begin) and _ISO.fullmatch(end) and later(begin, end):
                yield rule.finding(
                    {"begin": begin, "end": end}, [case.evidence(claim)], confidence=0.9
                )
                break


@verb("date_to_come", "date published kind")
def date_to_come(case: Case, rule: Rule, _: NoParameters) -> Iterator[Finding]:
    """Something told as having happened after its source was published."""
    for claim in case.claims:
        source = case.sources.get(claim.source_id)
        published = source.published if source else None
        if not published or claim.modality != "asserted" or claim.start is None:
            continue
        begin = next((begin for begin, _ in _ends(claim)), "")
        if _ISO.fullmatch(begin) and _ISO.match(published) and later(begin, published):
            yield rule.finding(
                {"date": begin, "published": published, "kind": _kind(claim.slots)},
                [case.evidence(claim)],
                confidence=0.6,
            )


def later(a: str, b: str) -> bool:
    """Whether ISO date ``a`` is after ``b`` as far as both are given."""
    shared = min(len(a), len(b))
    return a[:shared] > b[:shared]


def _kind(slots: Slots) -> str:
    return type(slots).__name__.lower()
