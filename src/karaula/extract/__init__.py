"""Passages to claims: what a document says, each fact tied to its exact words.

``extract(document)`` runs every extractor over one reading of the document;
``extraction(document)`` also tells the figures that became no claim, and why.
"""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from karaula.evidence import Claim, Document, Unread
from karaula.extract.extractors import extractors
from karaula.extract.frame import Extractor, Reading, prepare, unclaimed
from karaula.extract.gate import gate
from karaula.extract.once import once
from karaula.extract.patterns import PatternError
from karaula.vocabulary import Vocabulary, load


@dataclass(frozen=True, slots=True)
class Extraction:
    """Claims in the order of the text, and what was seen but could not be used."""

    claims: list[Claim]
    unread: tuple[Unread, ...] = ()


def extract(
    document: Document, vocabulary: Vocabulary | None = None, patterns: tuple[Path, ...] = ()
) -> list[Claim]:
    """Claims of a document in the order of its text, each found once.

    ``patterns`` are folders with further claim patterns, tried before the packaged ones. Raises
    :class:`PatternError` where such a file has faults.
    """
    return extraction(document, vocabulary, patterns).claims


def extraction(
    document: Document, vocabulary: Vocabulary | None = None, patterns: tuple[Path, ...] = ()
) -> Extraction:
    """Claims of a document, with the figures that fit no pattern.

    A document in another language than English gives no claims: the patterns would invent.
    """
    language = document.source.language
    if language is not None and not language.lower().startswith("en"):
        reason = f"it is written in {language!r}; claims are made from English prose only"
        return Extraction([], (Unread(place=document.source.name, reason=reason),))
    with _no_cycles_sought():
        # In a function of its own, so that what was read is gone before cycles are sought again.
        return _extraction(document, vocabulary or load(), patterns)


def _extraction(
    document: Document, vocabulary: Vocabulary, patterns: tuple[Path, ...]
) -> Extraction:
    reading = prepare(document, vocabulary, patterns)
    found = [claim for extractor in extractors() for claim in extractor(reading)]
    kept, refused = gate(_each_once(found), document.text)
    told = once(kept, document.text)
    claims = sorted(told, key=lambda claim: (claim.start or 0, claim.end or 0))
    return Extraction(claims, (*refused, *unclaimed(reading, claims)))


def _each_once(claims: list[Claim]) -> list[Claim]:
    """Claims without those that say again what one before says of the same words. Only where
    several are of the same words are their ids made: a hash for each takes its time."""
    places = Counter((claim.start, claim.end) for claim in claims)
    found: dict[object, Claim] = {}
    for claim in claims:
        place = claim.start, claim.end
        found.setdefault(place if places[place] == 1 else claim.claim_id, claim)
    return list(found.values())


@contextmanager
def _no_cycles_sought() -> Iterator[None]:
    """Reading a text makes many small objects and no cycles of them. Python's search for cycles
    would look through all of them and the whole vocabulary again and again: a quarter of the time.
    """
    sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sought:
            gc.enable()


def methods(patterns: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """What extraction depends on: extractors with their versions, and a hash of the word files."""
    digest = sha256()
    for folder in (Path(__file__).parent, *patterns):
        for path in sorted(folder.rglob("*.yml")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    words = f"patterns@{digest.hexdigest()[:16]}"
    return (*(extractor.method for extractor in extractors()), words)


__all__ = [
    "Extraction",
    "Extractor",
    "PatternError",
    "Reading",
    "extract",
    "extraction",
    "gate",
    "methods",
    "prepare",
]
