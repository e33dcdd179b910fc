"""The frame that every kind of claim is extracted in: what an extractor is, and the gate."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable

from karaula.evidence import Claim, Document
from karaula.extract.figures import Figures
from karaula.extract.lexicon import Lexicon, lexicon
from karaula.extract.patterns import Finder, finders
from karaula.extract.sentence import Sentence, document_sentences
from karaula.vocabulary import Vocabulary

ENTRY_POINTS = "karaula.extractors"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what every extractor needs of it, recognised once for all of them."""

    document: Document
    vocabulary: Vocabulary
    lexicon: Lexicon
    figures: Figures
    sentences: tuple[Sentence, ...]
    finders: tuple[Finder, ...]


@runtime_checkable
class Extractor(Protocol):
    """Something that finds claims in a document.

    ``method`` is its name with its version (``text:observation@1``): raise the version when it
    finds other claims. Others plug theirs in under the entry point group ``karaula.extractors``.
    Each claim must quote the document: ``claim.quote == document.text[claim.start:claim.end]``.
    """

    @property
    def method(self) -> str:
        """Name and version."""
        ...

    def __call__(self, reading: Reading) -> Iterable[Claim]:
        """Claims of a document, in any order."""
        ...


@cache
def _tools(vocabulary_key: int) -> tuple[Lexicon, Figures]:
    vocabulary = _VOCABULARIES[vocabulary_key]
    return lexicon(vocabulary), Figures(vocabulary)


_VOCABULARIES: dict[int, Vocabulary] = {}


def prepare(document: Document, vocabulary: Vocabulary, folders: tuple[Path, ...] = ()) -> Reading:
    """Recognise sentences, dates, names and figures once, for all extractors.

    ``folders`` hold claim patterns of the hub's own.
    """
    key = id(vocabulary)
    _VOCABULARIES[key] = vocabulary
    names, figures = _tools(key)
    sentences = tuple(document_sentences(document, names, figures))
    return Reading(document, vocabulary, names, figures, sentences, finders(*folders))


def extractors() -> tuple[Extractor, ...]:
    """The built-in extractors, then those that other packages plug in, by name."""
    from karaula.extract.prose import ProseObservations
    from karaula.extract.tables import TableObservations

    plugged = [
        entry.load()()
        for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)
    ]
    return (TableObservations(), ProseObservations(), *plugged)


def grounded(document: Document, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The gate: only claims whose quote is exactly what stands at their place come through."""
    for claim in claims:
        if claim.start is None or claim.end is None:
            continue
        if claim.quote and claim.quote == document.text[claim.start : claim.end]:
            yield claim
