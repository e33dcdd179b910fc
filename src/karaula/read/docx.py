"""DOCX: paragraphs by style, tables with cells, footnotes, running heads (python-docx)."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from karaula.evidence.document import Cell, PassageKind, Unread
from karaula.read.blocks import Block, Mark
from karaula.read.bounds import MAX_TEXT_BYTES, check_zip
from karaula.read.errors import ReadError
from karaula.read.facts import Facts
from karaula.read.furniture import CONTENTS
from karaula.read.lines import is_caption, is_title
from karaula.read.parse import Parsed
from karaula.read.running import RUNNING_FOOT, RUNNING_HEAD

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_APART = (_FALLBACK, f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom")
_NUMBER = re.compile(r"[-+−]?[\d.,  %]*\d[\d.,  %]*")
# What python-docx and zipfile raise where a part is not what it should be.
_ODD = (KeyError, ValueError, TypeError, AttributeError, EOFError, OSError, NotImplementedError)
UNDER_STYLED = 10
"""Level of a bold line in a document that has heading styles: below all nine of them."""


@dataclass(slots=True)
class _Text:
    """The document's text as it grows, its blocks, and the notes met so far in order."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    at: int = 0
    met: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(
        self,
        kind: PassageKind,
        said: str,
        marks: list[Mark],
        *,
        cells: tuple[Cell, ...] = (),
        level: int | None = None,
        number: str | None = None,
        set_aside: str | None = None,
    ) -> None:
        if not said.strip():
            return
        trimmed = said if kind == "table" else said.strip()
        start = self.at + (0 if kind == "table" else len(said) - len(said.lstrip()))
        block = Block(
            kind=kind,
            start=start,
            end=start + len(trimmed),
            level=level,
            number=number,
            marks=tuple(Mark(number=mark.number, at=self.at + mark.at) for mark in marks),
            cells=cells,
            set_aside=set_aside,
        )
        self.blocks.append(block)
        self.parts.append(said)
        self.at += len(said) + 2

    def number(self, part: str, identity: str) -> str:
        """Printed number of a note: notes are counted in the order in which they are met."""
        key = (part, identity)
        if key not in self.met:
            count = sum(known == part for known, _ in self.met) + 1
            self.met[key] = str(count) if part == "footnotes" else f"e{count}"
        return self.met[key]


def parse_docx(path: Path, data: bytes) -> Parsed:
    """Parse a Word document; :class:`ReadError` for damaged files and zip bombs."""
    check_zip(path)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        text = _Text()
        for part, reason in ((True, RUNNING_HEAD), (False, RUNNING_FOOT)):
            for said in _running(document, head=part):
                text.add("paragraph", said, [], set_aside=reason)
        styled = any(_heading(p, document) for p in document.element.body.iter(f"{_W}p"))
        for element in _flow(document.element.body):
            _add(text, element, document, styled=styled)
        unread = _add_notes(text, document)
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, *_ODD) as error:
        raise ReadError(
            "is a Word document that is cut off or damaged", path, "fetch or save it again"
        ) from error
    if not text.blocks:
        raise ReadError("holds no text", path, "check that it is the right file")
    if text.at > MAX_TEXT_BYTES:
        raise ReadError("holds too much text", path, "split it")
    facts, fallback = _metadata(document)
    return Parsed("\n\n".join(text.parts), text.blocks, facts, unread, fallback=fallback)


def _flow(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those in content controls and tables of layout."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield child
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _flow(box)
        elif child.tag == f"{_W}tbl":
            if max((len(row.findall(f"{_W}tc")) for row in child.iter(f"{_W}tr")), default=0) > 1:
                yield child
            else:
                for cell in child.iter(f"{_W}tc"):
                    yield from _flow(cell)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _flow(child)


def _add(text: _Text, element: Any, document: Any, *, styled: bool) -> None:
    if element.tag == f"{_W}tbl":
        said, cells, marks = _table(element, text)
        text.add("table", said, marks, cells=cells)
        return
    said, marks = _words(element, text)
    style = _style(element, document)
    level = _heading(element, document)
    bold = _bold(element) and is_title(said.strip())
    if level or bold:
        below = UNDER_STYLED if styled else None
        text.add("heading", said, marks, level=level or below)
    elif style.lower().startswith("toc "):
        text.add("paragraph", said, marks, set_aside=CONTENTS)
    elif style == "Caption" or is_caption(said.strip()):
        text.add("caption", said, marks)
    elif style.startswith("List") or element.find(f"{_W}pPr/{_W}numPr") is not None:
        text.add("list_item", said, marks)
    else:
        text.add("paragraph", said, marks)


def _words(element: Any, text: _Text) -> tuple[str, list[Mark]]:
    """Words of a paragraph without deleted ones, and where its note marks stand."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    pending = [iter(element)]
    while pending:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
            continue
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag in _NOTES:
            number = text.number(_NOTES[child.tag], child.get(f"{_W}id", ""))
            marks.append(Mark(number=number, at=length))
            continue
        elif child.tag not in _APART:
            pending.append(iter(child))
            continue
        else:
            continue
        length += len(parts[-1])
    return "".join(parts), marks


def _table(element: Any, text: _Text) -> tuple[str, tuple[Cell, ...], list[Mark]]:
    """Rows as lines and cells between tabs; a cell that is merged upwards is empty."""
    lines: list[str] = []
    cells: list[Cell] = []
    marks: list[Mark] = []
    start = at = text.at
    header = True
    for row, line in enumerate(element.findall(f"{_W}tr")):
        said: list[str] = []
        place, column = at, 0
        for cell in line.findall(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            words = ""
            found: list[Mark] = []
            if merged is None or merged.get(f"{_W}val") == "restart":
                words, found = _cell_words(cell, text)
            if row == 0 and _NUMBER.fullmatch(words[:40]):
                header = False
            cells.append(Cell(row=row, column=column, start=place, end=place + len(words)))
            marks += [Mark(number=mark.number, at=place - start + mark.at) for mark in found]
            column += int(span.get(f"{_W}val", "1")) if span is not None else 1
            said.append(words)
            place += len(words) + 1
        lines.append("\t".join(said))
        at += len(lines[-1]) + 1
    ready = (
        Cell(row=c.row, column=c.column, start=c.start, end=c.end, header=header and c.row == 0)
        for c in cells
    )
    return "\n".join(lines), tuple(ready), marks


def _cell_words(cell: Any, text: _Text) -> tuple[str, list[Mark]]:
    words, marks = "", []
    for paragraph in cell.iter(f"{_W}p"):
        said, found = _words(paragraph, text)
        gap = " " if words and said else ""
        marks += [Mark(number=m.number, at=len(words) + len(gap) + m.at) for m in found]
        words += gap + re.sub(r"[\t\n]", " ", said)
    return words, marks


def _style(element: Any, document: Any) -> str:
    """Name of a paragraph's style, in English for the built-in ones."""
    identity = element.find(f"{_W}pPr/{_W}pStyle")
    if identity is None:
        return ""
    style = document.styles.element.get_by_id(identity.get(f"{_W}val"))
    return str(style.name_val or "").replace("heading", "Heading") if style is not None else ""


def _heading(element: Any, document: Any) -> int | None:
    style = _style(element, document)
    if match := re.fullmatch(r"Heading (\d)", style):
        return int(match[1])
    if style == "Title":
        return 1
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    return int(outline.get(f"{_W}val", "9")) + 1 if outline is not None else None


def _bold(element: Any) -> bool:
    """Every run that has words is bold by itself."""
    runs = [run for run in element.iter(f"{_W}r") if run.findtext(f"{_W}t", "").strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false") for mark in marks
    )


def _running(document: Any, *, head: bool) -> list[str]:
    """Words of the running heads or feet of all sections, each once."""
    found: dict[str, None] = {}
    for section in document.sections:
        kinds = ("header", "first_page_header") if head else ("footer", "first_page_footer")
        for kind in kinds:
            part = getattr(section, kind)
            if not part.is_linked_to_previous:
                said = " ".join(paragraph.text.strip() for paragraph in part.paragraphs).strip()
                found.update({said: None} if said else {})
    return list(found)


def _add_notes(text: _Text, document: Any) -> tuple[Unread, ...]:
    """Notes at the end, in the order of their marks; notes that no mark names are told."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    unread: list[Unread] = []
    for part, kind in (
        ("footnotes", RELATIONSHIP_TYPE.FOOTNOTES),
        ("endnotes", RELATIONSHIP_TYPE.ENDNOTES),
    ):
        related = [rel for rel in document.part.rels.values() if rel.reltype == kind]
        notes = {
            note.get(f"{_W}id", ""): note
            for rel in related
            if not rel.is_external
            for note in parse_xml(rel.target_part.blob)
            if note.get(f"{_W}type") in (None, "normal")
        }
        for (where, identity), number in list(text.met.items()):
            if where == part and identity in notes:
                words, _ = _cell_words(notes.pop(identity), text)
                text.add("footnote", words, [], number=number)
        unread += [
            Unread(place=f"{part} {identity}", reason="a note without a mark in the text")
            for identity in notes
        ]
    return tuple(unread)


def _metadata(document: Any) -> tuple[Facts, Facts]:
    """Title and language; and the day of the last saving, if a person or program signed it."""
    told = document.core_properties
    saved = told.modified if told.last_modified_by else None
    language = re.match(r"[a-z]{2}\b", (told.language or "").lower())
    return (
        Facts(title=" ".join((told.title or "").split()) or None),
        Facts(
            published=saved.date().isoformat() if saved else None,
            language=language[0] if language else None,
        ),
    )
