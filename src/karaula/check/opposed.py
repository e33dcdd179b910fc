"""Verb: two places say the opposite of one subject, and nothing says which is wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from pydantic import BaseModel, ConfigDict, NonNegativeInt

from karaula.check.case import Case
from karaula.check.patterns import Pattern, compiled
from karaula.check.rule import Rule, verb
from karaula.check.subjects import Around, Reader, Subject, years
from karaula.evidence.document import Document
from karaula.evidence.finding import Evidence, Finding
from karaula.extract.doubt import modality
from karaula.extract.sentences.sentence import Sentence

# Up to three words that turn what follows into its opposite; "not only" does not.
_NOT = re.compile(
    r"\b(?:not|no|never|without|lack of|lacks?|lacking|less|few|fewer|little|neither|nor|hardly|"
    r"rather than|instead of|absence of)(?: \w+){0,3}[ -]$"
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply|necessarily)\b")
_TURNS = re.compile(r"\b(?:however|but|whereas|while|although|though|others|yet)\b", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and|or|but|while|whereas|than|because|which|as)\b", re.IGNORECASE)
"""Between a thing and its trend, these begin what is said of something else."""
_MOST_PAIRS = 3
"""Findings about one subject: more of them say nothing new."""


class Opposed(BaseModel):
    """Settings: words of the one side and of the other, said of groups or of a market.

    ``of`` are things with two sides each; ``{of}`` in a pattern stands for one of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    about: Literal["groups", "market"]
    one: tuple[Pattern, ...]
    other: tuple[Pattern, ...]
    of: dict[str, Pattern] = {}
    unless: tuple[Pattern, ...] = ()
    """Sentences with any of these are passed over: they speak of another time, or of some only."""
    years: NonNegativeInt = 3
    """Years between two sources' publication up to which they speak of one time."""
    confidence: float = 0.6


@dataclass(frozen=True, slots=True)
class Said:
    """One side, said of a subject in one sentence."""

    thing: str
    subject: Subject
    one: bool
    words: str
    evidence: Evidence
    passage: int
    years: frozenset[str]
    turns: bool


@verb("opposed", "subject first second", Opposed)
def opposed(case: Case, rule: Rule, settings: Opposed) -> Iterator[Finding]:
    """Pairs of sentences that say the opposite of one kind of group or market, time and place."""
    said: dict[tuple[str, Subject], list[Said]] = defaultdict(list)
    for document in sorted(case.documents, key=lambda document: document.source.source_id):
        for item in _said(case, document, settings):
            said[item.thing, item.subject].append(item)
    for (thing, subject), items in said.items():
        sides = ([i for i in items if i.one], [i for i in items if not i.one])
        pairs = [pair for pair in product(*sides) if _contradict(case, settings, *pair)]
        for one, other in pairs[:_MOST_PAIRS]:
            told = subject.told(case) if settings.about == "groups" else _market(case, subject)
            yield rule.finding(
                {
                    "subject": f"{thing}, {told}" if thing else told,
                    "first": one.words,
                    "second": other.words,
                },
                [one.evidence, other.evidence],
                confidence=settings.confidence,
                area=subject.area if subject.area in case.vocabulary.areas else None,
            )


def _market(case: Case, subject: Subject) -> str:
    market = case.vocabulary.markets[subject.market or ""].name.lower()
    return f"{market}, {case.area(subject.area or '')}"


def _said(case: Case, document: Document, settings: Opposed) -> Iterator[Said]:
    """What a document says on either side. Only paragraphs with such words are read."""
    excused = [compiled(pattern) for pattern in settings.unless]
    sides = [
        (thing, one, compiled("|".join(p.replace("{of}", f"(?:{what})") for p in patterns)))
        for thing, what in (settings.of or {"": ""}).items()
        for one, patterns in ((True, settings.one), (False, settings.other))
    ]
    starts = frozenset(
        passage.start
        for passage in document.passages
        if passage.set_aside is None
        and any(side.search(document.text, passage.start, passage.end) for _, _, side in sides)
    )
    if not starts:
        return
    for sentence, around in Reader(case, document).sentences(starts):
        text = document.text[sentence.start : sentence.end]
        if text.endswith("?") or any(pattern.search(text) for pattern in excused):
            continue
        found: dict[str, list[Said]] = defaultdict(list)
        for thing, one, side in sides:
            for match in side.finditer(text):
                item = _one(case, document, sentence, around, settings, thing, one, match)
                if item is not None:
                    found[thing].append(item)
        for items in found.values():
            if len({item.one for item in items}) == 1:
                yield items[0]


def _one(
    case: Case,
    document: Document,
    sentence: Sentence,
    around: Around,
    settings: Opposed,
    thing: str,
    one: bool,
    match: re.Match[str],
) -> Said | None:
    at = sentence.start + match.start()
    if settings.of and _JOINS.search(match[0]):
        return None
    end = sentence.start + match.end()
    groups = settings.about == "groups"
    subject = around.groups(sentence, at) if groups else around.market(sentence, at, end)
    last = sum(1 for item in sentence.items if item.start < end) - 1
    if subject is None or modality(sentence, max(last, 0)) not in ("asserted", "reported"):
        return None
    lead = match.string[: match.start()].lower()
    turned = _NOT.search(lead[-60:]) is not None and not _NOT_ONLY.search(lead[-60:])
    return Said(
        thing=thing,
        subject=subject,
        one=one is not turned,
        words=" ".join((_negation(lead) if turned else "", match[0])).strip(),
        evidence=case.words(document, sentence.start, sentence.end, sentence.passage.page),
        passage=sentence.passage.start,
        years=years(sentence),
        turns=_TURNS.search(match.string) is not None,
    )


def _negation(lead: str) -> str:
    found = _NOT.search(lead[-60:])
    return found[0].strip() if found else ""


def _contradict(case: Case, settings: Opposed, one: Said, other: Said) -> bool:
    """Whether both speak of one time, and the text does not set the two against each other."""
    ours, theirs = one.evidence.source_id, other.evidence.source_id
    if ours == theirs and one.passage == other.passage and (one.turns or other.turns):
        return False
    if one.years or other.years:
        return bool(one.years & other.years)
    if ours == theirs:
        return True
    published = [case.sources[i].published if i in case.sources else None for i in (ours, theirs)]
    dates = [int(date[:4]) for date in published if date]
    return len(dates) < 2 or abs(dates[0] - dates[1]) <= settings.years
