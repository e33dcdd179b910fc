"""What of a lake can be found by its words: passages, claims of documents, entities and sources.

Cells of data sets stand in tables and are found there, by area, period and indicator.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

from karaula.evidence.claim import slot_names
from karaula.evidence.source import Handling
from karaula.lake.search import Entry

if TYPE_CHECKING:
    from karaula.lake import Lake
    from karaula.vocabulary import Vocabulary

_LABELS = get_args(Handling)


def entries(lake: "Lake", vocabulary: "Vocabulary") -> Iterator[Entry]:
    """Entries for searching, in one order."""
    sources = lake.sources()
    for source_id, source in sources.items():
        said = " ".join(filter(None, (source.title, source.publisher, source.name)))
        yield Entry("source", source_id, said, source.handling, source_id)
    for document in lake.documents():
        source_id, handling = document.source.source_id, document.source.handling
        for passage in document.passages:
            if passage.set_aside is None:
                words = document.text[passage.start : passage.end]
                number = f"{source_id}:{passage.start}"
                yield Entry(
                    "passage", number, words, handling, source_id, passage.start, passage.end
                )
    labels: dict[str, Handling] = {}
    for kind in lake.kinds():
        claims = lake.claims(kind)
        told = claims.filter(claims.start.notnull())
        cells = claims.filter(claims.start.isnull()).select("claim_id", "source_id", "handling")
        secret = [i for i, source in sources.items() if source.handling != _LABELS[0]]
        for cell in (
            cells.filter((cells.handling != _LABELS[0]) | cells.source_id.isin(secret))
            .to_pyarrow()
            .to_pylist()
        ):
            of_source = sources[cell["source_id"]].handling
            labels[cell["claim_id"]] = strictest(cell["handling"], of_source)
        for row in told.order_by("source_id", "start", "end", "claim_id").to_pyarrow().to_pylist():
            strict = strictest(row["handling"], sources[row["source_id"]].handling)
            labels[row["claim_id"]] = strict
            yield Entry(
                "claim", row["claim_id"], " ".join(_said(row, kind, vocabulary)), strict,
                row["source_id"], row["start"], row["end"],
            )  # fmt: skip
    for row in lake.table("entities").order_by("entity_id").to_pyarrow().to_pylist():
        names = dict.fromkeys([row["name"], *(match["name"] for match in row["matches"])])
        known = (labels[claim] for claim in row["mentions"] if claim in labels)
        yield Entry("entity", row["entity_id"], " ".join(names), strictest(*known))


def strictest(*labels: Handling) -> Handling:
    """The strictest of some labels; the most open one where there is none."""
    return max(labels, key=_LABELS.index, default=_LABELS[0])


def _said(row: dict[str, Any], kind: str, vocabulary: "Vocabulary") -> Iterator[str]:
    """The words of a claim first, as they are marked in; then what its slots stand for."""
    yield row["quote"]
    for slot in slot_names(kind):
        given = row[slot]
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, str):
                yield _name(value, vocabulary)


def _name(value: str, vocabulary: "Vocabulary") -> str:
    for known in (vocabulary.areas, vocabulary.substances, vocabulary.markets, vocabulary.groups):
        if value in known:
            return known[value].name
    return value
