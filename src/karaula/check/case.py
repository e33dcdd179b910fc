"""What is checked: claims with their sources, vocabulary, reference and texts."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from karaula.check.patterns import LONGEST, sentences
from karaula.check.reference import Reference
from karaula.check.structure import Structure, structures_of
from karaula.evidence.claim import Claim, Observation
from karaula.evidence.document import Document
from karaula.evidence.finding import Evidence
from karaula.evidence.source import Source
from karaula.vocabulary.load import Vocabulary


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a text, or a claim's quote where the text is not at hand."""

    words: str
    source_id: str
    evidence: Callable[[], Evidence]
    """Its words and place; made only where something is found."""


Place = tuple[str, str | None, int | None, int | None]


def place(claim: Claim) -> Place:
    """Where a claim stands: source with cell, or source with characters."""
    return claim.source_id, claim.locator, claim.start, claim.end


@dataclass(frozen=True)
class Case:
    """Everything that a check may look at."""

    claims: Sequence[Claim]
    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    reference: Sequence[Claim] = ()
    documents: Sequence[Document] = ()
    on_boards: set[int] = field(default_factory=set)
    """``id()`` of claims that the index rules have dealt with."""
    doubted: set[int] = field(default_factory=set)
    """``id()`` of claims whose figure an index rule doubts: no second finding about the figure."""

    @cached_property
    def structures(self) -> dict[str, dict[str, Structure]]:
        """Structures of the indices that the vocabulary knows, by index and edition."""
        return {name: structures_of(index) for name, index in self.vocabulary.indices.items()}

    @cached_property
    def known(self) -> Reference:
        """The data set at hand."""
        return Reference(self.reference, self.vocabulary)

    def larger(self, among: str) -> tuple[str, ...]:
        """Lists that a list lies in."""
        region = self.vocabulary.regions.get(among)
        return region.within if region else ()

    @cached_property
    def observations(self) -> list[tuple[Claim, Observation]]:
        """Claims that are observations, each place and fact once."""
        seen: set[tuple[Place, Observation]] = set()
        found = []
        for claim in self.claims:
            if isinstance(claim.slots, Observation):
                key = place(claim), claim.slots
                if key not in seen:
                    seen.add(key)
                    found.append((claim, claim.slots))
        return found

    @cached_property
    def texts(self) -> dict[str, Document]:
        """Documents by source."""
        return {document.source.source_id: document for document in self.documents}

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int, Claim]]]:
        places: dict[str, list[tuple[int, int, Claim]]] = {}
        for number, claim in enumerate(self.claims):
            if claim.start is not None:
                places.setdefault(claim.source_id, []).append((claim.start, number, claim))
        for listed in places.values():
            listed.sort(key=lambda item: item[:2])
        return places

    def claim_within(self, source_id: str, start: int, end: int) -> Claim | None:
        """The first claim that begins inside a stretch of a text."""
        listed = self._places.get(source_id, [])
        at = bisect_left(listed, start, key=lambda item: item[0])
        return listed[at][2] if at < len(listed) and listed[at][0] < end else None

    def sentences(self, kinds: Sequence[str]) -> Iterator[Piece]:
        """Sentences of the texts at hand in passages of some kinds, and quotes of other claims."""
        for document in self.documents:
            for passage in document.passages:
                if passage.kind in kinds and passage.set_aside is None:
                    for start, end in sentences(document.text, passage.start, passage.end):
                        words = document.text[start:end]
                        stop = start + len(words.rstrip())
                        evidence = partial(self.words, document, start, stop, passage.page)
                        yield Piece(words, document.source.source_id, evidence)
        told: set[Place] = set()
        for claim in self.claims:
            if claim.start is None or claim.source_id in self.texts or place(claim) in told:
                continue
            told.add(place(claim))
            yield Piece(claim.quote[:LONGEST], claim.source_id, partial(self.evidence, claim))

    def sentence_around(self, claim: Claim) -> str:
        """The sentence that a claim stands in, or its quote where the text is not at hand."""
        return self.in_its_sentence(claim).quote

    def in_its_sentence(self, claim: Claim) -> Evidence:
        """A claim as evidence, with the whole sentence where the text is at hand."""
        plain = self.evidence(claim)
        document = self.texts.get(claim.source_id)
        if document is None or claim.start is None:
            return plain
        around = sentences(document.text, max(0, claim.start - LONGEST), claim.start + LONGEST)
        for start, end in around:
            if start <= claim.start < end:
                quote = document.text[start:end].rstrip()
                return replace(plain, quote=quote, start=start, end=start + len(quote))
        return plain

    def doc(self, source_id: str) -> str:
        """Short name of a source."""
        source = self.sources.get(source_id)
        if source is None and source_id in self.texts:
            source = self.texts[source_id].source
        return source.doc if source else source_id

    def area(self, code: str) -> str:
        """Name of an area or region for people."""
        entry = self.vocabulary.areas.get(code) or self.vocabulary.regions.get(code)
        return entry.name if entry else code

    def indicator(self, code: str) -> str:
        """Name of an indicator for people."""
        entry = self.vocabulary.indicators.get(code)
        return entry.name if entry else code.replace("_", " ")

    def evidence(self, claim: Claim) -> Evidence:
        """A claim's words and place as evidence."""
        return Evidence(
            claim_id=claim.claim_id,
            source_id=claim.source_id,
            doc=self.doc(claim.source_id),
            quote=claim.quote,
            start=claim.start,
            end=claim.end,
            page=claim.page,
            locator=claim.locator,
        )

    def words(self, document: Document, start: int, end: int, page: int | None) -> Evidence:
        """A stretch of a text as evidence, with the claim that begins in it, if any."""
        source_id = document.source.source_id
        claim = self.claim_within(source_id, start, end)
        return Evidence(
            claim_id=claim.claim_id if claim else None,
            source_id=source_id,
            doc=document.source.doc,
            quote=document.text[start:end],
            start=start,
            end=end,
            page=page,
        )
