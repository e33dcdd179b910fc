"""How long it takes to write the example hub as files."""

import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import Table, ratio

WRITE = (
    "import sys; from pathlib import Path; from karaula.workspace import Hub; "
    "from karaula.hub.site import write_site; "
    "hub, out, helpers = sys.argv[1:]; "
    "print(write_site(Hub.open(Path(hub)), Path(out), "
    "helpers=None if helpers == 'as many as pay' else int(helpers)))"
)


@dataclass(frozen=True, slots=True)
class Took:
    """One run: pages, and seconds on the clock and of the processor."""

    pages: int
    wall: float
    processor: float


def run() -> Table:
    """The site of the example hub in one process and in as many as pay, and with the report that
    `karaula report` has printed before."""
    from karaula.workspace import build
    from karaula.workspace.demo import copy_example
    from karaula.workspace.report import PRINTED, write_report

    with TemporaryDirectory() as folder:
        hub = copy_example(Path(folder) / "hub")
        build(hub)
        out = Path(folder) / "site"
        busy = os.getloadavg()[0]
        # As after `karaula demo`, which prints the report.
        write_report(hub, ("html", "pdf", "docx"))
        usual = min((_written(hub.folder, out) for _ in range(2)), key=lambda took: took.wall)
        alone = _written(hub.folder, out, "0")
        (hub.out / PRINTED).unlink()
        anew = _written(hub.folder, out)
        files = sum(file.is_file() for file in out.rglob("*"))
    rows = [
        _row("as it is, after `karaula report`", usual, usual),
        _row("the same, in one process", alone, usual),
        _row("as it is, the report printed anew", anew, usual),
    ]
    note = (
        f"`karaula site` of the example hub: {usual.pages} pages, {files} files. Wall and "
        "processor time of a new process with all that it starts, the better of two runs for the "
        "first row. "
        "What else runs on the machine adds to the wall time: its load was "
        f"{busy:.1f} before and {os.getloadavg()[0]:.1f} at the end."
    )
    columns = ("way", "wall", "processor", "ratio (wall)")
    return Table(title="A hub as files", columns=columns, rows=rows, note=note)


def _row(name: str, took: Took, usual: Took) -> tuple[str, ...]:
    return name, f"{took.wall:.1f} s", f"{took.processor:.1f} s", ratio(took.wall, usual.wall)


def _written(hub: Path, out: Path, helpers: str = "as many as pay") -> Took:
    shutil.rmtree(out, ignore_errors=True)
    # An installed program has its bytecode: the first run makes it.
    keeps = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    keeps.setdefault("PYTHONPYCACHEPREFIX", str(out.parent / "bytecode"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(hub), str(out), helpers],
        check=True, capture_output=True, text=True, env=keeps,
    )  # fmt: skip
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return Took(int(done.stdout), wall, used)
