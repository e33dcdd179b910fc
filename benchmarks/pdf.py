"""Reading a long PDF with the place of every word."""

import tempfile
from pathlib import Path
from typing import Any

from benchmarks import Table, ratio, seconds

PAGES = 60
TABLE = "".join(f"[Country {n}], [{4 + n / 10:.2f}], [{n * 7}], " for n in range(1, 9))
PAGE = (
    "= Chapter {number}\n\n"
    + "The port of the exercise handled {number}00 containers in a week. Customs opened one in "
    "fifty, and found nothing in most of them. #lorem(160)\n\n"
    * 2
    + "#table(columns: 3, [Country], [Score], [Rank], "
    + TABLE
    + ")\n\n#pagebreak(weak: true)\n\n"
)


def run() -> Table:
    """Karaula's reader beside pdfplumber alone, and beside bare text as the lower bound."""
    from karaula.read import read

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        pages = _make(path)
        ours = seconds(lambda: read(path), times=2)
        plumber = seconds(lambda: _plumber(path), times=1)
        bare = seconds(lambda: _bare(path), times=2)
        document = read(path)
    boxes = sum(1 for passage in document.passages if passage.boxes)
    tables = sum(1 for passage in document.passages if passage.kind == "table")
    rows = [
        (f"`karaula.read`: {boxes} passages with boxes, {tables} tables", f"{ours:.1f} s", "1 x"),
        ("pdfplumber alone: words and tables", f"{plumber:.1f} s", ratio(plumber, ours)),
        ("pypdfium2 alone: bare text without places", f"{bare:.2f} s", ratio(bare, ours)),
    ]
    note = f"A PDF of {pages} pages made by the benchmark: prose and one ruled table on each page."
    return Table(title="Reading a PDF", columns=("way", "time", "ratio"), rows=rows, note=note)


def _make(path: Path) -> int:
    import typst
    from pypdfium2 import PdfDocument

    source = "".join(PAGE.replace("{number}", str(n)) for n in range(1, PAGES + 1))
    path.write_bytes(typst.compile(source.encode()))
    with PdfDocument(path) as document:
        return len(document)


def _plumber(path: Path) -> list[Any]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [(page.extract_words(), page.extract_tables()) for page in document.pages]


def _bare(path: Path) -> list[str]:
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
