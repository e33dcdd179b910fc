"""PDF: text, page and box of every passage (pypdfium2), cells of tables (pdfplumber)."""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from karaula.evidence.document import Cell, Unread
from karaula.evidence.source import Mark as SourceMark
from karaula.read.blocks import Block, Mark
from karaula.read.bounds import MAX_PAGES, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES
from karaula.read.dates import iso
from karaula.read.errors import ReadError
from karaula.read.facts import Facts
from karaula.read.lines import note_marks
from karaula.read.parse import Parsed
from karaula.read.pdf_layout import Piece, pieces
from karaula.read.pdf_lines import PdfLine, page_lines
from karaula.read.pdf_tables import ruled_pages, ruled_tables

HEAD_PAGES = 4
"""Title page, imprint and what stands before the contents."""
FEW_SIGNS = 25
"""Signs a page below which a PDF of pictures has no text, only a stamp."""
UNKNOWN_SHARE = 0.3
_JUNK_TITLE = re.compile(r"untitled|microsoft word|\.(?:docx?|pdf|indd|qxd|pptx?)\b|_|^\W*$", re.I)
_TWICE_PACKED = re.compile(rb"/Filter\s*\[\s*(?:/\w+\s+)?/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?")


def parse_pdf(path: Path, data: bytes, *, head: bool = False) -> Parsed:
    """Parse a PDF; ``head`` reads its first pages only, without tables.

    Raises :class:`ReadError` for locked, damaged, scanned and booby-trapped files.
    """
    _refuse_bomb(data, path)
    document = _opened(data, path)
    try:
        count = len(document)
        numbers = range(min(count, HEAD_PAGES if head else MAX_PAGES))
        pages, heights, unread = _pages(document, numbers, path)
        if count > MAX_PAGES and not head:
            unread.append(
                Unread(place=f"pages {MAX_PAGES + 1} to {count}", reason="too many pages")
            )
        ruled = [] if head else ruled_pages(document, [at for at in numbers if pages[at]])
        facts, fallback = _metadata(document)
    finally:
        document.close()
    tables, not_searched = ruled_tables(data, ruled)
    unread += not_searched
    text, blocks = _composed(pieces(pages, heights, tables))
    marks: tuple[SourceMark, ...] = ()
    if b"%%EOF" not in data[-4096:]:
        marks = ("cut_off",)
        unread.append(Unread(place="end of the file", reason="the PDF is cut off"))
    return Parsed(text, blocks, facts, tuple(unread), fallback=fallback, marks=marks)


def _refuse_bomb(data: bytes, path: Path) -> None:
    """Unpack every stream in small parts and throw it away, until there is too much of it."""
    if _TWICE_PACKED.search(data):
        raise ReadError(
            "holds streams packed twice, as PDF bombs do",
            path,
            "open it only if you trust where it came from, and print it to a new PDF",
        )
    total, at = 0, 0
    while (at := data.find(b"stream", at)) >= 0:
        at += len(b"stream")
        if data[at - 9 : at - 6] == b"end":
            continue
        start = at + (2 if data[at : at + 2] == b"\r\n" else 1)
        stop = data.find(b"endstream", start)
        stop = len(data) if stop < 0 else stop
        total += _unpacked(data[start:stop], MAX_UNPACKED_BYTES - total)
        if total > MAX_UNPACKED_BYTES:
            raise ReadError(
                f"would unpack to more than {MAX_UNPACKED_BYTES // 2**20} MB",
                path,
                "it may be a PDF bomb: open it only if you trust where it came from",
            )
        at = stop


def _unpacked(packed: bytes, limit: int) -> int:
    """Bytes of a packed stream, counted up to a little above the limit; 0 for other streams."""
    if not packed or packed[0] & 0x0F != 8:
        return 0
    engine = zlib.decompressobj()
    size = 0
    rest = packed
    try:
        while rest and size <= limit and not engine.eof:
            size += len(engine.decompress(rest, 2**20))
            rest = engine.unconsumed_tail
    except zlib.error:
        return size
    return size


def _opened(data: bytes, path: Path) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > 0:
            return document
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "is locked with a password", path, "save a copy without the password"
            ) from error
        if "security" in str(error).lower():
            raise ReadError(
                "is locked in a way that cannot be opened", path, "save a copy without the lock"
            ) from error
    raise ReadError("is a PDF that is cut off or damaged", path, "fetch or save it again")


def _pages(
    document: Any, numbers: Sequence[int], path: Path
) -> tuple[list[list[PdfLine]], list[float], list[Unread]]:
    """Lines and height of each page, and the pages without words that can be read."""
    import pypdfium2
    import pypdfium2.raw as raw

    pages: list[list[PdfLine]] = []
    heights: list[float] = []
    unread: list[Unread] = []
    pictures = signs = 0
    for at in numbers:
        place = f"page {at + 1}"
        try:
            page = document[at]
        except pypdfium2.PdfiumError:
            pages.append([])
            heights.append(0.0)
            unread.append(Unread(place=place, reason="the page is damaged"))
            continue
        lines = page_lines(page, at + 1)
        said = "".join(line.text for line in lines)
        picture = next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None)
        pictures += picture is not None
        signs += len(said)
        if signs > MAX_TEXT_BYTES:
            raise ReadError("holds too much text", path, "split it")
        if picture is not None and not said.strip():
            unread.append(Unread(place=place, reason="the page is a picture without text"))
        if said and _unknown(said) > UNKNOWN_SHARE * len(said):
            unread.append(Unread(place=place, reason="its font does not tell the letters"))
            lines = []
        pages.append(lines)
        heights.append(page.get_height())
        page.close()
    if pictures and signs < FEW_SIGNS * len(pages):
        raise ReadError(
            "its pages are pictures without text", path, "run text recognition (OCR) on it first"
        )
    if not any(pages):
        raise ReadError("holds no text that can be read", path, "print it to a new PDF, or run OCR")
    return pages, heights, unread


def _unknown(said: str) -> int:
    return sum(unicodedata.category(sign) in ("Co", "Cn", "Cc") or sign == "�" for sign in said)


def _composed(found: Sequence[Piece]) -> tuple[str, list[Block]]:
    """The document's text, its passages joined by blank lines, and the blocks on it."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in found:
        said, cells, marks = _table(piece, at) if piece.table else _print(piece, at)
        end = at + len(said)
        blocks.append(
            Block(
                kind=piece.kind,
                start=at,
                end=end,
                page=piece.page,
                boxes=piece.boxes(),
                level=piece.level,
                number=piece.number,
                marks=marks,
                cells=cells,
                set_aside=piece.set_aside,
            )
        )
        parts.append(said)
        at = end + 2
    return "\n\n".join(parts), blocks


def _print(piece: Piece, at: int) -> tuple[str, tuple[Cell, ...], tuple[Mark, ...]]:
    """Lines as extracted, hyphens at their ends included: nothing is repaired in silence."""
    marks: list[Mark] = []
    place = at
    for line in piece.lines:
        marks += [Mark(number=mark.number, at=place + mark.at) for mark in line.marks]
        place += len(line.text) + 1
    said = "\n".join(line.text for line in piece.lines)
    marks += [
        Mark(number=number, at=at + where) for number, where in note_marks(said, 0, len(said))
    ]
    if piece.kind == "footnote":
        marks = [mark for mark in marks if mark.at > at]
    return said, (), tuple(sorted(marks, key=lambda mark: mark.at))


def _table(piece: Piece, at: int) -> tuple[str, tuple[Cell, ...], tuple[Mark, ...]]:
    """Cells joined by tabs, rows by line breaks."""
    assert piece.table is not None
    rows = piece.table.rows
    header = not any(re.fullmatch(r"[-+−]?[\d.,  %]*\d[\d.,  %]*", cell) for cell in rows[0])
    cells: list[Cell] = []
    lines: list[str] = []
    for row, words in enumerate(rows):
        place = at
        for column, word in enumerate(words):
            cells.append(
                Cell(
                    row=row,
                    column=column,
                    start=place,
                    end=place + len(word),
                    header=header and row == 0,
                )
            )
            place += len(word) + 1
        lines.append("\t".join(words))
        at += len(lines[-1]) + 1
    return "\n".join(lines), tuple(cells), ()


def _metadata(document: Any) -> tuple[Facts, Facts]:
    """The title, where it is one; and, if the words give no date, that of the file's making."""
    told = document.get_metadata_dict()
    title = " ".join(str(told.get("Title") or "").split())
    good = len(title.split()) > 1 and not _JUNK_TITLE.search(title)
    made = re.match(r"D:(\d{4})(\d\d)?(\d\d)?", str(told.get("CreationDate") or ""))
    date = iso(int(made[1]), int(made[2] or 0), int(made[3] or 0)) if made else None
    return Facts(title=title if good else None), Facts(published=date)
