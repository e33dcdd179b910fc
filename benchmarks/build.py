"""From files to a report: all from nothing, and again with nothing or one thing changed."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import EXAMPLE, SHARED, Table, ratio


def run() -> Table:
    """The commands that a user types, each a process of its own."""
    paths, what = _inputs()
    with tempfile.TemporaryDirectory() as folder:
        hub = Path(folder) / "hub"
        _karaula("new", hub)
        _karaula("add", "--hub", hub, *paths)
        full = _karaula("build", "--hub", hub)
        pdf = _karaula("report", "--hub", hub, "--format", "pdf")
        again = _karaula("build", "--hub", hub)
        _karaula("add", "--hub", hub, _one_more(Path(folder)))
        one = _karaula("build", "--hub", hub)
    rows = [
        ("`karaula build`, from nothing", f"{full:.1f} s", "1 x"),
        (
            "`karaula build` and a PDF report, from nothing",
            f"{full + pdf:.1f} s",
            ratio(full + pdf, full),
        ),
        ("`karaula build`, one source added", f"{one:.1f} s", ratio(one, full)),
        ("`karaula build`, nothing changed", f"{again:.2f} s", ratio(again, full)),
    ]
    note = f"Wall time of the whole command with {what}. The alternative is to make all anew."
    return Table(title="Building a hub", columns=("way", "time", "ratio"), rows=rows, note=note)


def _inputs() -> tuple[list[Path], str]:
    """Public documents and a workbook where they are at hand, else the example's sources."""
    real = [*sorted((SHARED / "seeds").glob("*.txt")), *(SHARED / "data" / "goci").glob("*.xlsx")]
    if real:
        return real, f"{len(real) - 1} public documents and the workbook of the index"
    return [
        EXAMPLE / "sources"
    ], "the sources of the example hub (public documents are not at hand)"


def _one_more(folder: Path) -> Path:
    path = folder / "one-more.md"
    path.write_text("# One more\n\nIn 2023 Serbia seized 12 kg of heroin.\n", encoding="utf-8")
    return path


def _karaula(*words: str | Path) -> float:
    """Wall time of one command in seconds."""
    call: Sequence[str] = [sys.executable, "-c", "from karaula.cli import main; main()"]
    began = time.perf_counter()
    run = subprocess.run([*call, *map(str, words)], capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if run.returncode not in (0, 1):
        raise SystemExit(f"karaula {' '.join(map(str, words))} failed: {run.stderr.strip()}")
    return took
