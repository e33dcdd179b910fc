"""What kind of file it is: told by its content first, by its ending second."""

import io
import re
import zipfile
from pathlib import Path

from karaula.read.errors import ReadError

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
JSON = "application/json"

_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_ENDINGS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".csv": CSV, ".tsv": CSV, ".json": JSON,
    ".jsonl": JSON, ".geojson": JSON,
}  # fmt: skip
_OTHER = (
    (b"\xd0\xcf\x11\xe0", "is an old or a locked Office file", "save it as DOCX without password"),
    (b"{\\rtf", "is RTF", "save it as DOCX or PDF"),
    (b"\x89PNG", "is a picture", "run text recognition on it and add the PDF"),
    (b"\xff\xd8\xff", "is a picture", "run text recognition on it and add the PDF"),
    (b"II*\0", "is a picture", "run text recognition on it and add the PDF"),
    (b"MM\0*", "is a picture", "run text recognition on it and add the PDF"),
    (b"GIF8", "is a picture", "run text recognition on it and add the PDF"),
    (b"%!PS", "is PostScript", "save it as PDF"),
    (b"\x1f\x8b", "is packed with gzip", "unpack it and add what is in it"),
    (b"Rar!", "is a packed archive", "unpack it and add what is in it"),
    (b"7z\xbc\xaf", "is a packed archive", "unpack it and add what is in it"),
    (b"PAR1", "is a Parquet table, not a document", "add it with a connector"),
    (b"SQLite format 3", "is a database, not a document", "export its tables"),
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)[\s>]", re.IGNORECASE
)
_LEADING = re.compile(rb"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|\xef\xbb\xbf)*", re.DOTALL)
_PDF_HEAD = 1024
"""A PDF may begin with some bytes of another kind."""


def media_type(data: bytes, path: Path) -> str:
    """Media type of a file; :class:`ReadError` where it is none that is read, with what to do."""
    ending = path.suffix.lower()
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data, path)
    for magic, problem, remedy in _OTHER:
        if data.startswith(magic):
            raise ReadError(problem, path, remedy)
    if ending in (".pdf", ".docx", ".xlsx", ".doc", ".xls", ".odt", ".rtf") and not _is_html(data):
        raise ReadError(
            f"is named {ending} but does not hold that kind of file",
            path,
            "fetch or save it again, or give it the ending of what it is",
        )
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    if _is_html(data) or (ending in (".html", ".htm", ".xhtml") and b"<" in data[:4096]):
        return HTML
    return TEXT


def _is_html(data: bytes) -> bool:
    """The first thing in the file is a tag of HTML (also in UTF-16)."""
    head = data[:4096].replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    lead = _LEADING.match(head)
    return bool(_HTML.match(head, lead.end() if lead else 0))


def _zip_type(data: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(
            "is cut off or damaged: its zip container cannot be opened",
            path,
            "fetch or save it again",
        ) from error
    for name, kind in _PARTS.items():
        if name in names:
            return kind
    if "ppt/presentation.xml" in names:
        raise ReadError("is a presentation", path, "save it as PDF")
    if "content.xml" in names:
        raise ReadError("is an OpenDocument file", path, "save it as DOCX, PDF or XLSX")
    raise ReadError("is a packed archive", path, "unpack it and add what is in it")
