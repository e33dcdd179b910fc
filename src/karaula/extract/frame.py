"""The frame that every kind of claim is extracted in: what an extractor is and is given."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from karaula.evidence import Claim, Document, Slots, Unread, passage_id
from karaula.evidence.claim import Modality
from karaula.extract.clauses import Clause, clauses
from karaula.extract.context import Context, Left, index_editions
from karaula.extract.doubt import modality
from karaula.extract.patterns import Finders, finders
from karaula.extract.sentences.figures import Figure, Figures
from karaula.extract.sentences.lexicon import Lexicon
from karaula.extract.sentences.numbers import Separator
from karaula.extract.sentences.places import Places
from karaula.extract.sentences.sentence import (
    Sentence,
    document_decimal,
    document_sentences,
    headline_sentences,
)
from karaula.extract.spans import SpanReader
from karaula.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what every extractor needs of it, recognised once for all of them."""

    document: Document
    vocabulary: Vocabulary
    lexicon: Lexicon
    figures: Figures
    sentences: tuple[Sentence, ...]
    finders: Finders
    decimal: Separator | None
    """The sign before decimals that the document's numbers agree on."""
    spans: SpanReader
    """The recognisers of names and things in text."""
    editions: dict[str, str]
    """Year of each index that the document is an extract of."""
    headlines: tuple[Sentence, ...] = ()
    """What stands above a text of news."""
    _clauses: dict[int, tuple[Clause, ...]] = field(default_factory=dict, repr=False)
    _left: dict[int, Left] = field(default_factory=dict, repr=False)

    def clauses(self, sentence: Sentence) -> tuple[Clause, ...]:
        """Clauses of one of the sentences, read once for all extractors."""
        known = self._clauses.get(sentence.start)
        if known is None:
            known = self._clauses[sentence.start] = clauses(sentence, self.vocabulary)
        return known

    def context(self) -> Context:
        """A fresh memory for one walk through the sentences."""
        return Context(self.document, self.lexicon, self.editions, self._left)


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


_READERS: dict[tuple[int, tuple[Path, ...]], tuple[Vocabulary, SpanReader, Places]] = {}


def _reader(vocabulary: Vocabulary, folders: tuple[Path, ...]) -> tuple[SpanReader, Places]:
    """Lexicon, figure reader and recognisers of a vocabulary, and its places, made once (a
    vocabulary cannot be hashed). Recogniser files of a hub lie in ``spans`` in its folder of
    patterns."""
    key = (id(vocabulary), folders)
    known = _READERS.get(key)
    if known is None or known[0] is not vocabulary:
        reader = SpanReader(vocabulary, [folder / "spans" for folder in folders])
        known = _READERS[key] = (vocabulary, reader, Places(vocabulary))
    return known[1:]


def prepare(document: Document, vocabulary: Vocabulary, folders: tuple[Path, ...] = ()) -> Reading:
    """Recognise sentences, dates, names and figures once, for all extractors.

    ``folders`` hold claim patterns of the hub's own, and its recogniser files under ``spans``.
    """
    reader, places = _reader(vocabulary, folders)
    names, figures = reader.names, reader.figures
    decimal = document_decimal(document)
    sentences = tuple(document_sentences(document, names, places, figures, decimal))
    editions = index_editions(document, names, sentences)
    return Reading(
        document,
        vocabulary,
        names,
        figures,
        sentences,
        finders(*folders),
        decimal,
        reader,
        editions,
        tuple(headline_sentences(document, names, places, figures, decimal)),
    )


def claim_at(
    document: Document,
    sentence: Sentence,
    items: tuple[int, int],
    slots: Slots,
    *,
    method: str,
    confidence: float,
    valid_from: str | None = None,
    valid_to: str | None = None,
    spans: tuple[tuple[int, int], ...] = (),
    told: Modality | None = None,
) -> Claim:
    """A claim on the words from the first to the last of two items of a sentence, with all that its
    sentence and its document tell of it: page, doubt (unless it is ``told``), footnotes, handling,
    marks."""
    source = document.source
    start, end = sentence.items[items[0]].start, sentence.items[items[1]].end
    return Claim(
        slots=slots,
        source_id=source.source_id,
        method=method,
        quote=document.text[start:end],
        passage_id=passage_id(source.source_id, sentence.passage),
        page=sentence.passage.page,
        start=start,
        end=end,
        confidence=confidence,
        spans=spans,
        modality=told or modality(sentence, items[1]),
        valid_from=valid_from,
        valid_to=valid_to,
        handling=source.handling,
        marks=source.marks,
        # Footnotes whose mark stands in the sentence or right behind it.
        refs=tuple(
            mark.label
            for mark in sentence.passage.note_refs
            if sentence.start <= mark.at <= sentence.end + 1
        ),
    )


def settled(claim: Claim, *, denied: bool) -> Claim:
    """A claim as its clause says it: a denial in another clause of the sentence is not its own."""
    if denied:
        return replace(claim, modality="denied")
    return replace(claim, modality="asserted") if claim.modality == "denied" else claim


def unclaimed(reading: Reading, claims: Iterable[Claim]) -> Iterator[Unread]:
    """Figures in prose that became no claim, so that nobody takes them for read."""
    text = reading.document.text
    spans = sorted((claim.start, claim.end) for claim in claims if claim.start is not None)
    ends: list[int] = []
    for _, end in spans:
        ends.append(max(end or 0, ends[-1] if ends else 0))
    starts = [start for start, _ in spans]
    for sentence in reading.sentences:
        for item in sentence.recognised:
            if isinstance(item.meaning, Figure):
                before = bisect_right(starts, item.start)
                if before == 0 or ends[before - 1] < item.end:
                    words = " ".join(text[item.start : item.end].split())
                    yield Unread(
                        place=f"characters {item.start}-{item.end}",
                        reason=f"the figure {words!r} fits no claim pattern",
                    )
