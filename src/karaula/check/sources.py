"""Verbs about sources: one origin under two names, and documents that are no final word."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from karaula.check.case import Case
from karaula.check.rule import NoParameters, Rule, verb
from karaula.evidence.document import Document
from karaula.evidence.finding import Evidence, Finding

_WORD = re.compile(r"\w+")

_COMMON = 60
"""Sources that hold a run, from which on it is no sign of a copy by itself: each is then compared
with some others alone, so that the pairs grow with the sources and not with their square."""

_NEXT = 12
"""How many others: those that come next in order of the ids."""


def shingles(document: Document, length: int) -> set[int]:
    """Hashes of all runs of ``length`` words in what is read of a document."""
    found: set[int] = set()
    for passage in document.passages:
        if passage.set_aside is None:
            words = _WORD.findall(document.words(passage).casefold())
            found.update(
                crc32(" ".join(words[at : at + length]).encode())
                for at in range(len(words) - length + 1)
            )
    return found


class Origin(BaseModel):
    """Settings of the comparison of sources."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    shingle: PositiveInt = 8
    """Words in a run that counts as copied."""
    share: float = Field(0.5, gt=0, le=1)
    """Share of the shorter text's runs that make it a copy."""
    at_least: PositiveInt = 15
    """Runs below which a text is too short to tell."""


@verb("one_origin", "names reason", Origin)
def one_origin(case: Case, rule: Rule, settings: Origin) -> Iterator[Finding]:
    """Sources that share an origin, or most of their words, are one source and not several."""
    for ids, reason, confidence in shared_origins(case, settings):
        yield _note(case, rule, ids, reason, confidence)


def shared_origins(case: Case, settings: Origin) -> Iterator[tuple[list[str], str, float]]:
    """Ids of sources that are one, why, and how sure that is."""
    by_origin: dict[str, list[str]] = defaultdict(list)
    for source_id, source in sorted(case.sources.items()):
        if source.origin and source.origin.strip():
            by_origin[" ".join(source.origin.split()).casefold()].append(source_id)
    known: set[tuple[str, str]] = set()
    for same in by_origin.values():
        if len(same) > 1:
            known.update(combinations(same, 2))
            yield same, f"their origin is {case.sources[same[0]].origin}", 0.95
    sets = {
        document.source.source_id: shingles(document, settings.shingle)
        for document in case.documents
    }
    holders: dict[int, list[str]] = defaultdict(list)
    for source_id in sorted(sets):
        if len(sets[source_id]) >= settings.at_least:
            for shingle in sets[source_id]:
                holders[shingle].append(source_id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for listed in holders.values():
        reach = len(listed) if len(listed) <= _COMMON else _NEXT
        for place, one in enumerate(listed):
            for other in listed[place + 1 : place + 1 + reach]:
                shared[one, other] += 1
    for pair, count in sorted(shared.items()):
        share = count / min(len(sets[source_id]) for source_id in pair)
        if share >= settings.share and pair not in known:
            reason = (
                f"{share:.0%} of the runs of {settings.shingle} words of the shorter are in both"
            )
            yield list(pair), reason, 0.8


def _note(case: Case, rule: Rule, ids: list[str], reason: str, confidence: float) -> Finding:
    names = " and ".join(case.doc(source_id) for source_id in ids)
    return rule.finding(
        {"names": names, "reason": reason},
        [_whole(case, source_id) for source_id in ids],
        confidence=confidence,
    )


def _whole(case: Case, source_id: str) -> Evidence:
    """A source as a whole, by its title."""
    source = case.sources.get(source_id) or case.texts[source_id].source
    return Evidence(claim_id=None, source_id=source_id, doc=source.doc, quote=source.title)


@verb("marked_source", "name mark claims")
def marked_source(case: Case, rule: Rule, _: NoParameters) -> Iterator[Finding]:
    """Once for each source that is a draft or cut off: what its claims may lack."""
    names = {"draft": "a draft", "cut_off": "cut off"}
    counts: dict[str, int] = defaultdict(int)
    for claim in case.claims:
        counts[claim.source_id] += 1
    for source_id, source in sorted(case.sources.items()):
        if source.marks:
            mark = " and ".join(names.get(mark, mark) for mark in source.marks)
            yield rule.finding(
                {"name": source.doc, "mark": mark, "claims": str(counts[source_id])},
                [_whole(case, source_id)],
                confidence=0.9,
            )
