"""Words a second of finding spans, and of extraction, beside spaCy's small English pipeline."""

import json
import os
import re
import subprocess
import sys

from benchmarks import EXAMPLE, SHARED, Table, ratio
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
    rows: list[tuple[str, ...]] = []
    measured: list[str] = []
    missing = False
    for name, texts in _texts().items():
        words = sum(len(text.split()) for text in texts)
        measured.append(f"{name}: {len(texts)} paragraphs of {words:,} words")
        spacy = os.environ.get("SPACY_PYTHON", sys.executable)
        ours, claims, theirs = float("inf"), float("inf"), float("inf")
        for _ in range(ROUNDS):
            ours = min(ours, _seconds(sys.executable, OURS, texts) or ours)
            claims = min(claims, _seconds(sys.executable, CLAIMS, texts) or claims)
            theirs = min(theirs, _seconds(spacy, SPACY, texts) or theirs)
        known = theirs < float("inf")
        missing = missing or not known
        ways = [
            ("`karaula.extract.spans`", ours),
            ("`karaula.extract`, claims of all kinds", claims),
        ]
        ways += [("spaCy, small English pipeline", theirs)] if known else []
        rows += [
            (name, way, f"{words / taken:,.0f}", ratio(theirs, taken) if known else "-")
            for way, taken in ways
        ]
    note = f"{'; '.join(measured)}. Processor time on one core, the best of three."
    if missing:
        note += " spaCy and its model en_core_web_sm are not installed, so it was not measured."
    columns = ("texts", "way", "words a second", "times spaCy")
    return Table(title="Speed of reading text", columns=columns, rows=rows, note=note)


def _texts() -> dict[str, list[str]]:
    """Paragraphs by what they are of: news of seizures alone, and reports of all kinds."""
    found: dict[str, list[str]] = {}
    if CORPUS.is_file():
        lines = CORPUS.read_text(encoding="utf-8").splitlines()
        found["news of seizures"] = [json.loads(line)["text"] for line in lines]
    reports = sorted((SHARED / "seeds").glob("*.txt"))
    notes = sorted((EXAMPLE / "sources").glob("*.md"))
    paragraphs = [
        part
        for path in reports or notes
        for part in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace"))
        if part.strip()
    ]
    found["reports"] = paragraphs * (1 if reports else 20)
    return found


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
