"""Annotated paragraphs: documents of their own (``sentences/README.md``), or parts of a text."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks._agreement import overlap, several
from benchmarks._matching import Line, Tally
from karaula.evidence import Document, Passage, Source
from karaula.evidence.source import content_id

PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*(?:\n|\Z)))*")
"""What stands between two empty lines."""


def read_paragraphs(path: Path) -> tuple[dict[str, Document], list[Line]]:
    """Documents by id, and the claims in them. Raises ValueError where a quote is not there."""
    documents: dict[str, Document] = {}
    claims: list[Line] = []
    for line in path.read_text("utf-8").splitlines():
        paragraph = json.loads(line)
        documents[paragraph["id"]] = _document(paragraph["id"], paragraph["text"])
        for claim in paragraph["claims"]:
            if paragraph["text"][claim["start"] : claim["end"]] != claim["quote"]:
                raise ValueError(f"{claim['id']}: the quote is not at its place in the paragraph")
            claims.append(claim | {"doc": paragraph["id"]})
    return documents, claims


def _document(name: str, text: str) -> Document:
    source_id, digest = content_id(text.encode())
    source = Source(source_id=source_id, sha256=digest, name=f"{name}.txt", title="", language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    return Document(source=source, text=text, passages=(passage,))


def doubts(told: Mapping[str, Tally]) -> tuple[int, int, int]:
    """Of the claims found: how many are in doubt, are told so rightly, are doubted wrongly."""
    doubted = rightly = wrongly = 0
    for one, it in (hit for tally in told.values() for hit in tally.hits):
        said = it.get("modality", "asserted")
        expected = several(one.get("modality"))
        if expected and "asserted" not in expected:
            doubted += 1
            rightly += said in expected
        elif not expected and "hedge" not in one["slots"]:
            wrongly += said != "asserted"
    return doubted, rightly, wrongly


def invented_in(told: Mapping[str, Tally], section: str) -> int:
    """Claims invented in the paragraphs whose id begins with ``section``."""
    return sum(it["doc"].startswith(section) for tally in told.values() for it in tally.invented)


def bare(texts: Mapping[str, str], annotated: list[Line]) -> dict[str, list[tuple[int, int]]]:
    """Places of the paragraphs, by text, in which nothing is annotated, not even as optional."""
    said: dict[str, list[tuple[int, int]]] = {doc: [] for doc in texts}
    for line in annotated:
        said[line["doc"]] += [(a, b) for a, b in line.get("spans", ())]
        said[line["doc"]].append((line["start"], line["end"]))
    blocks = {doc: [it.span() for it in PARAGRAPH.finditer(text)] for doc, text in texts.items()}
    return {
        doc: [block for block in blocks[doc] if not overlap([block], said[doc])] for doc in texts
    }


def invented_on(told: Mapping[str, Tally], places: Mapping[str, list[tuple[int, int]]]) -> int:
    """Claims invented with a quote that lies in one of the places."""
    return sum(
        overlap([(it["start"], it["end"])], places[it["doc"]])
        for tally in told.values()
        for it in tally.invented
    )
