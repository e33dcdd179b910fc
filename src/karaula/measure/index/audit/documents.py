"""The figures of a document about an index, laid out as a board."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from karaula.check.case import Case
from karaula.check.statements import board_of
from karaula.check.structure import Structure as Arithmetic
from karaula.evidence.claim import Claim, Observation
from karaula.extract import extract
from karaula.measure.index.audit.arithmetic import arithmetic
from karaula.measure.index.audit.given import Editions
from karaula.measure.index.audit.published import Codes, PublishedError
from karaula.measure.index.audit.statements import INDEX
from karaula.measure.index.audit.tables import Laid
from karaula.measure.index.audit.truth import Truth
from karaula.read import read
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import Indicator


@dataclass(frozen=True)
class _DocumentCase(Case):
    """A document's claims with structures and data of the engine."""

    arithmetics: dict[str, Arithmetic] = field(default_factory=dict)
    truth: Truth = field(default_factory=Truth)

    @property
    def structures(self) -> dict[str, dict[str, Arithmetic]]:
        return {INDEX: self.arithmetics}

    @property
    def known(self) -> Truth:  # type: ignore[override]
        return self.truth

    def larger(self, among: str) -> tuple[str, ...]:
        return tuple(sorted({*super().larger(among), *self.truth.larger(among)}))


def document_board(path: Path, known: Editions, vocabulary: Vocabulary) -> Laid:
    """The board of what a document states of the index. Raises :class:`PublishedError` where it
    states nothing of it, and a reading error where it cannot be read."""
    words = _with_elements(vocabulary, known)
    document = read(path)
    claims = [claim for claim in extract(document, words) if _counts(claim, words, known)]
    if not claims:
        raise PublishedError(
            "no score or rank of the index was found in its text", path,
            "call indicators as the structure names them",
        )  # fmt: skip
    years = sorted(set(_years(claims)) or {known.only or ""})
    codes = Codes(words)
    data = {year: index for year in years if (index := known.of_year(year)) is not None}
    case = _DocumentCase(
        claims, {document.source.source_id: document.source}, words, documents=(document,),
        arithmetics={
            year: arithmetic(known.structure(year), units=known.units) for year in years
        },
        truth=Truth.of(data, codes),
    )  # fmt: skip
    return Laid(board_of(case), case.truth, place=str(path))


def _with_elements(vocabulary: Vocabulary, known: Editions) -> Vocabulary:
    """The vocabulary with the elements of the structures as indicators of one index."""
    indicators = dict(vocabulary.indicators)
    for structure in known.structures.values():
        for code, element in structure.elements.items():
            entry = indicators.get(code) or Indicator(name=element.name or code, unit="score")
            indicators[code] = entry.model_copy(update={"index": INDEX, "unit": "score"})
    return replace(vocabulary, indicators=indicators)


def _counts(claim: Claim, words: Vocabulary, known: Editions) -> bool:
    seen = claim.slots
    if not isinstance(seen, Observation) or seen.indicator not in words.indicators:
        return False
    ours = words.indicators[seen.indicator].index == INDEX
    return ours and known.wanted((seen.period or "")[:4])


def _years(claims: Iterable[Claim]) -> list[str]:
    return [
        claim.slots.period[:4]
        for claim in claims
        if isinstance(claim.slots, Observation) and claim.slots.period
    ]
