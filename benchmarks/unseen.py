"""Claims and events of texts and paragraphs that the patterns were not made from.

See ``README.md`` in ``texts``, ``sentences``, ``blind``, ``fresh`` and ``news``.
"""

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from benchmarks import ROOT, Table
from benchmarks._agreement import Agreement
from benchmarks._matching import Line, Tally, read_lines, tally
from benchmarks._paragraphs import bare, doubts, invented_in, invented_on, read_paragraphs
from benchmarks.claims import AIMS
from karaula.evidence import Claim, Document, Incident, Source, claim_to_dict
from karaula.extract import extract
from karaula.read import read
from karaula.resolve import incidents
from karaula.vocabulary import Vocabulary, load

TEXTS = ROOT / "benchmarks" / "texts"
SENTENCES = ROOT / "benchmarks" / "sentences"

HANDS = ("a", "b", "d", "e", "f", "g", "h", "j", "k", "l", "m", "n", "p")
OPENED = ("blind", "fresh", *(f"news/{hand}" for hand in HANDS))
FOLDERS = {
    "dev": TEXTS / "dev",
    "test": TEXTS / "test",
    **{part: ROOT / "benchmarks" / part / "texts" for part in OPENED},
}
"""The texts of each part; beside a folder lie its claims (``.jsonl``) and ``events.jsonl``."""

EVENT_AIM = (0.95, 0.80)
"""(precision, recall) of pairs of incidents that are told to be one event."""

ANNOTATED = "annotated@1"


def run() -> Table:
    """Precision and recall by kind on each part, then of events, beside what is aimed at."""
    vocabulary = load()
    parts = ("dev", "test")
    rows = [row for part in parts for row in _rows(part, vocabulary)]
    rows += [row for part in parts for row in _sentence_rows(part, vocabulary)]
    rows += [row for part in OPENED for row in _opened_rows(part, vocabulary)]
    columns = ("part", "kind", "annotated", "found", "invented", "precision", "recall", "aim")
    texts = sum(len(list(folder.glob("*.txt"))) for folder in FOLDERS.values())
    paragraphs = sum(len(read_paragraphs(SENTENCES / f"{part}.jsonl")[0]) for part in parts)
    note = (
        f"{texts} invented texts and {paragraphs} paragraphs, annotated before the extractor was"
        " run on them."
        " All but the paragraphs of `test` have been opened since. `found` are annotated claims"
        " that were found. Modality: of the claims found, those in doubt, those told with the"
        " right doubt, and facts told as doubtful. Traps: paragraphs without a claim; each counts"
        " once or more often where one is invented. Events: pairs of"
        " incidents taken for one event, once of the incidents as annotated and once of those that"
        " were found. The texts are few: one pair more or less shifts an event's figure by much."
    )
    return Table(title="Claims and events of unseen texts", columns=columns, rows=rows, note=note)


def tallies(
    part: str, vocabulary: Vocabulary
) -> tuple[dict[str, Tally], list[Claim], list[Source]]:
    """What became of the claims of a part's texts, with the claims found and their sources."""
    annotated = read_lines(FOLDERS[part].with_suffix(".jsonl"))
    return _tallies(_documents(part), annotated, vocabulary)


def sentence_tallies(part: str, vocabulary: Vocabulary) -> dict[str, Tally]:
    """What became of the claims in the paragraphs of ``dev`` or ``test``."""
    return _tallies(*read_paragraphs(SENTENCES / f"{part}.jsonl"), vocabulary)[0]


def _tallies(
    documents: dict[str, Document], annotated: list[Line], vocabulary: Vocabulary
) -> tuple[dict[str, Tally], list[Claim], list[Source]]:
    claims = {doc: extract(document, vocabulary) for doc, document in documents.items()}
    found = [claim_to_dict(claim, doc) for doc, said in claims.items() for claim in said]
    sources = [document.source for document in documents.values()]
    told = tally(annotated, found, Agreement(vocabulary))
    return told, [claim for said in claims.values() for claim in said], sources


def _documents(part: str) -> dict[str, Document]:
    return {path.stem: read(path) for path in sorted(FOLDERS[part].glob("*.txt"))}


def _rows(part: str, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    told, claims, sources = tallies(part, vocabulary)
    yield from _kinds(part, told)
    yield from _event_rows(part, told, claims, sources, vocabulary)


def _opened_rows(part: str, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    told, claims, sources = tallies(part, vocabulary)
    yield from _kinds(part, told)
    yield _modality(part, told)
    annotated = read_lines(FOLDERS[part].with_suffix(".jsonl"))
    texts = {doc: document.text for doc, document in _documents(part).items()}
    yield _traps(part, invented_on(told, bare(texts, annotated)))
    yield from _event_rows(part, told, claims, sources, vocabulary)


def _event_rows(
    part: str,
    told: dict[str, Tally],
    claims: list[Claim],
    sources: list[Source],
    vocabulary: Vocabulary,
) -> Iterator[tuple[str, ...]]:
    homes = _homes(part)
    matched = [*told["incident"].hits, *told["incident"].again]
    event = {it["claim_id"]: homes[one["id"]] for one, it in matched if one["id"] in homes}
    yield part, "event (incidents found)", *_pairs(event, claims, sources, vocabulary)
    given, annotated = _annotated(part, homes)
    yield part, "event (incidents annotated)", *_pairs(given, annotated, sources, vocabulary)


def _sentence_rows(part: str, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    name = f"{part}, paragraphs"
    told = sentence_tallies(part, vocabulary)
    yield from _kinds(name, told)
    yield _modality(name, told)
    yield _traps(name, invented_in(told, "traps"))


def _modality(part: str, told: dict[str, Tally]) -> tuple[str, ...]:
    doubted, rightly, wrongly = doubts(told)
    precision = rightly / (rightly + wrongly) if rightly + wrongly else None
    recall = rightly / doubted if doubted else None
    counts = (str(doubted), str(rightly), str(wrongly))
    return part, "modality", *counts, _share(precision), _share(recall), "-"


def _traps(part: str, invented: int) -> tuple[str, ...]:
    return part, "traps", "0", "0", str(invented), "-", "-", "-"


def _kinds(part: str, told: dict[str, Tally]) -> Iterator[tuple[str, ...]]:
    for kind, aim in AIMS.items():
        one = told[kind]
        counts = (str(one.annotated), str(len(one.hits)), str(len(one.invented)))
        yield part, kind, *counts, _share(one.precision), _share(one.recall), _aim(aim)


def _homes(part: str) -> dict[str, str]:
    lines = (FOLDERS[part].parent / "events.jsonl").read_text("utf-8").splitlines()
    events = [event for event in map(json.loads, lines) if event["part"] == part]
    return {incident: event["event"] for event in events for incident in event["incidents"]}


def _annotated(part: str, homes: dict[str, str]) -> tuple[dict[str, str], list[Claim]]:
    """The annotated incidents that stand in an event, as claims: ``{claim id: event}`` and they."""
    ids = {doc: document.source.source_id for doc, document in _documents(part).items()}
    told = {
        line["id"]: _claim(line, ids[line["doc"]])
        for line in read_lines(FOLDERS[part].with_suffix(".jsonl"))
        if line["id"] in homes and not line.get("optional")
    }
    return {claim.claim_id: homes[name] for name, claim in told.items()}, list(told.values())


def _claim(line: Line, source_id: str) -> Claim:
    known = Incident.__dataclass_fields__
    slots: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in line["slots"].items()
        if name in known
    }
    substance = slots.get("substance")
    if isinstance(substance, str):
        slots["substance"] = (substance,)
    return Claim(
        slots=Incident(**slots),
        source_id=source_id,
        method=ANNOTATED,
        quote=line["quote"],
        start=line["start"],
        end=line["end"],
        spans=tuple((a, b) for a, b in line.get("spans", ())),
    )


def _pairs(
    event: dict[str, str], claims: list[Claim], sources: list[Source], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Counts, precision and recall of pairs of those claims whose event is known."""
    known = {source.source_id: source for source in sources}
    right = {pair for pair in combinations(sorted(event), 2) if event[pair[0]] == event[pair[1]]}
    joined = {
        pair
        for one in incidents(claims, known, vocabulary)
        for pair in combinations(sorted(set(one.claims) & event.keys()), 2)
    }
    both = right & joined
    precision = len(both) / len(joined) if joined else None
    recall = len(both) / len(right) if right else None
    counts = (str(len(right)), str(len(both)), str(len(joined - right)))
    return *counts, _share(precision), _share(recall), _aim(EVENT_AIM)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _aim(aim: tuple[float, float]) -> str:
    return f"{aim[0]:.2f}, {aim[1]:.2f}"
