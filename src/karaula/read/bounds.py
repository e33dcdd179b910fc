"""How much is read at most: a file from the outside must not fill memory or run for ever."""

import zipfile
from pathlib import Path

from karaula.read.errors import ReadError

MAX_FILE_BYTES = 512 * 2**20
"""Nothing is loaded above this: a report is a few megabytes, a scanned volume some hundred."""

MAX_TEXT_BYTES = 64 * 2**20
"""Plain text above this is no report (the longest novel is 10 MB) and would take gigabytes."""

MAX_HTML_BYTES = 16 * 2**20
"""A page; its tree takes some ten times its bytes in memory."""

MAX_UNPACKED_BYTES = 512 * 2**20
"""A zip (DOCX, XLSX) unpacks to no more than this in all."""

MAX_PACKING = 200
"""Unpacked bytes for a packed one. Office files reach 20, repetitive tables 100; bombs 1,000."""

MAX_ZIP_PARTS = 20_000
"""Parts of a zip; a workbook with a thousand sheets has some 3,000."""

MAX_PAGES = 5_000
"""Pages of a PDF that are read."""

SMALL_PART = 2**20
"""A part that unpacks to less than this is harmless however well it packs."""


def load_bytes(path: Path) -> bytes:
    """Bytes of a file, or a :class:`ReadError` where it is missing, empty, unreadable or huge."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadError("is a folder, not a file", path, "name the files in it")
        if size > MAX_FILE_BYTES:
            raise ReadError(
                f"has {size / 2**20:.0f} MB, and no more than {MAX_FILE_BYTES // 2**20} MB are "
                "read",
                path,
                "split it",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError("there is no such file", path, "check the name") from error
    except OSError as error:
        raise ReadError(
            f"cannot be opened ({error.strerror or error})", path, "check its permissions"
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError("is empty", path, "fetch or save it again")
    return data


def check_zip(path: Path) -> None:
    """Raise :class:`ReadError` where a zip (DOCX, XLSX) is broken, locked or unpacks to too much.

    The sizes are those that the zip's own directory states; Python's zipfile refuses to unpack
    more than stated, so that a lying directory fails later and harmlessly.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(
            "is cut off or damaged: its zip container cannot be opened",
            path,
            "fetch or save it again",
        ) from error
    if len(parts) > MAX_ZIP_PARTS:
        raise ReadError(
            f"holds {len(parts)} parts, and no more than {MAX_ZIP_PARTS} are opened", path
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ReadError("is locked with a password", path, "save it without the password")
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED_BYTES:
        raise ReadError(
            f"would unpack to {total / 2**20:.0f} MB, and no more than "
            f"{MAX_UNPACKED_BYTES // 2**20} MB are unpacked",
            path,
            "it may be a zip bomb: open it only if you trust where it came from",
        )
    for part in parts:
        if part.file_size > max(SMALL_PART, MAX_PACKING * part.compress_size):
            raise ReadError(
                f"part {part.filename!r} packs {part.file_size} bytes into {part.compress_size}, "
                "as zip bombs do",
                path,
                "open it only if you trust where it came from, and save it anew",
            )
