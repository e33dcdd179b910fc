"""Claims of every kind against annotated examples, scored by the annotators' own program."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import SHARED, Table

GOLD = SHARED / "gold" / "seeds_sample.jsonl"
SCORER = SHARED / "gold" / "score.py"

# (precision, recall) that the project has set itself for unseen documents, by kind.
AIMS = {
    "observation": (0.90, 0.75),
    "incident": (0.90, 0.75),
    "role": (0.90, 0.75),
    "leg": (0.85, 0.60),
    "tie": (0.85, 0.60),
    "presence": (0.85, 0.60),
    "response": (0.85, 0.60),
}


def run() -> Table:
    """Precision and recall by kind, beside what is aimed at."""
    columns = ("kind", "annotated", "found", "precision", "recall", "aim: precision, recall")
    title = "Claims of a report against annotated examples"
    if not (GOLD.is_file() and SCORER.is_file()):
        absent = "The annotated examples are not beside the checkout, so nothing was measured."
        return Table(title=title, columns=columns, rows=(), note=absent)
    scores = _scores(sorted((SHARED / "seeds").glob("*.txt")))
    rows = [
        (
            kind,
            str(scores[kind]["gold"]),
            str(scores[kind]["pred"]),
            f"{scores[kind]['P']:.2f}",
            f"{scores[kind]['R']:.2f}",
            f"{aim[0]:.2f}, {aim[1]:.2f}",
        )
        for kind, aim in AIMS.items()
    ]
    note = (
        "The examples were seen while the patterns were written, so these figures flatter: the aims"
        " are for documents that nobody has seen. No published figure for such claims was found."
    )
    return Table(title=title, columns=columns, rows=rows, note=note)


def _scores(documents: list[Path]) -> dict[str, dict[str, float]]:
    from karaula.evidence import claim_to_dict
    from karaula.extract import extract
    from karaula.read import read
    from karaula.read.notes import citations

    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.jsonl"
        with found.open("w", encoding="utf-8") as lines:
            for path in documents:
                document = read(path)
                for claim in (*extract(document), *citations(document)):
                    told = claim_to_dict(claim, document.source.doc)
                    lines.write(json.dumps(told, ensure_ascii=False) + "\n")
        command = [sys.executable, SCORER, GOLD, found, "--texts", documents[0].parent, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, dict[str, float]] = json.loads(done.stdout)
    return told
