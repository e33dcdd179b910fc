"""Words a second of finding spans, and of extraction, beside spaCy's small English pipeline."""

import json
import os
import subprocess
import sys

from benchmarks import EXAMPLE, Table, ratio
from benchmarks.spans import CORPUS

OURS = """
from karaula.extract.spans import spans
def work(texts):
    for text in texts:
        spans(text)
"""
CLAIMS = """
from karaula.evidence import Document, Passage, Source
from karaula.extract import extract
def work(texts):
    passages, at = [], 0
    for text in texts:
        passages.append(Passage(kind="paragraph", start=at, end=at + len(text)))
        at += len(text) + 2
    source = Source(source_id="0" * 16, sha256="0" * 64, name="a", title="a", language="en")
    whole = "\\n\\n".join(texts)
    extract(Document(source=source, text=whole, passages=tuple(passages)))
"""
SPACY = """
import spacy
names = [name for name in spacy.util.get_installed_models() if name.startswith("en_core_web_sm")]
pipeline = spacy.load(names[0])
def work(texts):
    for _ in pipeline.pipe(texts):
        pass
"""
# Both run in a process of their own, on one core, and are warm before the clock starts.
CLOCK = """
import json, os, sys, time
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
texts = json.load(sys.stdin)
work(texts[:100])
began = time.process_time()
work(texts)
print(time.process_time() - began)
"""
ROUNDS = 3


def run() -> Table:
    """Time both on the same texts, turn by turn; ``SPACY_PYTHON`` names spaCy's interpreter."""
    texts = _texts()
    words = sum(len(text.split()) for text in texts)
    spacy = os.environ.get("SPACY_PYTHON", sys.executable)
    ours, claims, theirs = float("inf"), float("inf"), float("inf")
    for _ in range(ROUNDS):
        ours = min(ours, _seconds(sys.executable, OURS, texts) or ours)
        claims = min(claims, _seconds(sys.executable, CLAIMS, texts) or claims)
        theirs = min(theirs, _seconds(spacy, SPACY, texts) or theirs)
    ways = (("`karaula.extract.spans`", ours), ("`karaula.extract`, claims of all kinds", claims))
    rows = [
        (name, f"{words / taken:,.0f}", ratio(theirs, taken) if theirs < float("inf") else "-")
        for name, taken in ways
    ]
    note = f"{len(texts)} texts of {words:,} words; processor time on one core, the best of three."
    if theirs == float("inf"):
        note += " spaCy and its model en_core_web_sm are not installed, so it was not measured."
    else:
        rows.append(("spaCy, small English pipeline", f"{words / theirs:,.0f}", "1 x"))
    columns = ("way", "words a second", "times spaCy")
    return Table(title="Speed of reading text", columns=columns, rows=rows, note=note)


def _texts() -> list[str]:
    if CORPUS.is_file():
        lines = CORPUS.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines]
    notes = sorted((EXAMPLE / "sources").glob("*.md"))
    return [line for path in notes for line in path.read_text(encoding="utf-8").splitlines()] * 20


def _seconds(python: str, work: str, texts: list[str]) -> float | None:
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, "-c", work + CLOCK],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        env={**os.environ, **alone},
        check=False,
    )
    return float(done.stdout) if done.returncode == 0 else None
