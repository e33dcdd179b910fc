"""Drugs, quantities, places, organisations, facilities and hiding places in seizure sentences."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from benchmarks import SHARED, Table

CORPUS = SHARED / "data" / "ner_corpora" / "unodc_dmp_seizure_ner" / "train.jsonl"
"""1,654 annotated sentences of news on drug seizures: test data, and no part of Karaula."""

Mark = tuple[int, int, str]

# F1 (exact; by overlap where known) on the corpus's other part, 543 texts that are kept apart, with
# the best plain method beside a small spaCy network trained on all 1,654 texts.
PUBLISHED = {
    "DRUG": ("patterns .814 (.906)", ".918"),
    "QUANTITY": ("expression .773 (.920)", ".860"),
    "GPE": ("-", ".696"),
    "ORG": ("list .218", ".585"),
    "FAC": ("list .211", ".472"),
    "CONCEAL": ("patterns .305 (.496)", ".465"),
}


def run() -> Table:
    """Karaula beside the spans seen in the other texts, by label."""
    columns = (
        "label", "spans", "precision", "recall", "F1", "F1 by overlap",
        "F1 on the texts of development", "F1 of a list of the spans seen there",
        "plain method, elsewhere", "trained network, elsewhere",
    )  # fmt: skip
    title = "Spans in seizure sentences"
    if not CORPUS.is_file():
        absent = "The annotated corpus is not beside the checkout, so nothing was measured."
        return Table(title=title, columns=columns, rows=(), note=absent)
    texts = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    kept = [text for text in texts if _kept_apart(text)]
    seen = [text for text in texts if not _kept_apart(text)]
    marks = _ours()
    ours, developed = _counted(kept, marks), _counted(seen, marks)
    listed = _counted(kept, _list_of(seen))
    rows = []
    for label, (plain, trained) in PUBLISHED.items():
        exact, overlap = ours[label]
        rows.append(
            (
                label,
                str(exact[2]),
                *(_shown(value) for value in _scores(*exact)),
                _shown(_f1(overlap[0] / max(exact[1], 1), overlap[1] / max(exact[2], 1))),
                _shown(_scores(*developed[label][0])[2]),
                _shown(_scores(*listed[label][0])[2]),
                plain,
                trained,
            )
        )
    note = (
        f"Exact spans in {len(kept)} texts whose words nobody looked at while the word lists were"
        f" written from the other {len(seen)}; their scores and kinds of error were watched."
        " The last two columns are other people's methods on another part of the corpus (543"
        " texts): compare with care."
    )
    return Table(title=title, columns=columns, rows=rows, note=note)


def _kept_apart(text: dict[str, Any]) -> bool:
    return int(sha256(str(text["id"]).encode()).hexdigest(), 16) % 5 == 0


def _ours() -> Callable[[str], set[Mark]]:
    from karaula.extract.spans import spans

    return lambda text: {(span.start, span.end, span.label) for span in spans(text)}


def _list_of(texts: Sequence[dict[str, Any]]) -> Callable[[str], set[Mark]]:
    """Marks the longest words that were marked before, wherever they stand."""
    labels: dict[str, str] = {}
    for text in texts:
        for entity in text["ents"]:
            labels.setdefault(entity["text"], entity["label"])
    words = sorted(map(re.escape, labels), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    return lambda text: {
        (match.start(), match.end(), labels[match.group()]) for match in pattern.finditer(text)
    }


Counts = dict[str, tuple[tuple[int, int, int], tuple[int, int]]]
"""By label: right, found and true spans; found and true spans that overlap one of the other."""


def _counted(texts: Sequence[dict[str, Any]], marks: Callable[[str], set[Mark]]) -> Counts:
    exact: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    overlap: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for text in texts:
        found = marks(text["text"])
        true = {(item["start"], item["end"], item["label"]) for item in text["ents"]}
        for label in PUBLISHED:
            ours = [mark for mark in found if mark[2] == label]
            theirs = [mark for mark in true if mark[2] == label]
            counts = (len(set(ours) & set(theirs)), len(ours), len(theirs))
            exact[label] = [sum(pair) for pair in zip(exact[label], counts, strict=True)]
            overlap[label][0] += sum(_touches(mark, theirs) for mark in ours)
            overlap[label][1] += sum(_touches(mark, ours) for mark in theirs)
    return {
        label: ((one[0], one[1], one[2]), (two[0], two[1]))
        for label in PUBLISHED
        for one, two in [(exact[label], overlap[label])]
    }


def _touches(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(mark[0] < other[1] and other[0] < mark[1] for other in others)


def _scores(right: int, found: int, true: int) -> tuple[float, float, float]:
    precision, recall = right / max(found, 1), right / max(true, 1)
    return precision, recall, _f1(precision, recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _shown(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
