"""How long the program takes to say what it can do."""

import subprocess
import sys

from benchmarks import Table, ratio, seconds

HEAVY = "ibis, duckdb, pyarrow, docx, openpyxl, pypdfium2, pdfplumber, typst, sqlalchemy, lxml"


def run() -> Table:
    """``karaula --help`` as it is, and with the libraries of all commands imported first."""
    call = "sys.argv = ['karaula', '--help']; from karaula.cli import main; main()"
    lazy = seconds(lambda: _python(f"import sys; {call}"), times=5)
    eager = seconds(lambda: _python(f"import sys, {HEAVY}; {call}"), times=3)
    bare = seconds(lambda: _python("pass"), times=5)
    rows = [
        ("`karaula --help`", f"{lazy:.2f} s", "1 x"),
        ("the same, every library imported at the start", f"{eager:.2f} s", ratio(eager, lazy)),
        ("Python that does nothing", f"{bare:.2f} s", ratio(bare, lazy)),
    ]
    note = "Wall time of a new process, the best of five (three for the second row)."
    return Table(title="Start", columns=("way", "time", "ratio"), rows=rows, note=note)


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
