"""Passages to claims: what a document says, each fact tied to its exact words.

``extract(document)`` runs every extractor over one reading of the document.
"""

from karaula.evidence import Claim, Document
from karaula.extract.frame import Extractor, Reading, extractors, grounded, prepare
from karaula.extract.patterns import PatternError
from karaula.vocabulary import Vocabulary, load


def extract(document: Document, vocabulary: Vocabulary | None = None) -> list[Claim]:
    """Claims of a document in the order of its text, each found once.

    Documents in another language than English give none: the patterns would invent.
    """
    language = document.source.language
    if language is not None and not language.lower().startswith("en"):
        return []
    reading = prepare(document, vocabulary or load())
    found: dict[str, Claim] = {}
    for extractor in extractors():
        for claim in grounded(document, extractor(reading)):
            found.setdefault(claim.claim_id, claim)
    return sorted(found.values(), key=lambda claim: (claim.start or 0, claim.end or 0))


def methods() -> tuple[str, ...]:
    """Names and versions of all extractors: what is extracted anew when one of them changes."""
    return tuple(extractor.method for extractor in extractors())


__all__ = ["Extractor", "PatternError", "Reading", "extract", "methods", "prepare"]
