"""Tables packed with gzip or alone in a zip, as statistical offices offer large ones."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from karaula.read.bounds import MAX_TEXT_BYTES, check_zip
from karaula.read.errors import ReadError

GZIP = b"\x1f\x8b"
"""How packed bytes begin, whatever the file is called."""

ZIP = b"PK\x03\x04"

TABLES = (".csv", ".tsv", ".tab")
"""Endings of text tables."""


def unpack(data: bytes, path: Path, limit: int = MAX_TEXT_BYTES) -> bytes:
    """The bytes as they were before packing, at most ``limit`` + 1 of them; others as they are.

    Raises :class:`ReadError` for bytes that are cut off or damaged before the limit.
    """
    if not data.startswith(GZIP):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            return packed.read(limit + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise ReadError(
            "is cut off or damaged: it cannot be unpacked", path, "fetch or save it again"
        ) from error


def unpacked_head(path: Path, size: int) -> bytes:
    """The first ``size`` bytes, unpacked; fewer where the file is short or damaged."""
    with path.open("rb") as file:
        start = file.read(len(GZIP))
        file.seek(0)
        if start == ZIP[:2] and (name := only_table(path)):
            with zipfile.ZipFile(file) as archive, archive.open(name) as member:
                return member.read(size)
        if start != GZIP:
            return file.read(size)
        reader = zlib.decompressobj(wbits=31)
        try:
            return reader.decompress(file.read(max(size, 2**13)), size)
        except zlib.error:
            return b""


def ending(path: Path) -> str:
    """The ending that tells what a file holds: that before ``.gz``, or that inside a zip."""
    if path.suffix.lower() == ".zip" and (name := only_table(path)):
        return Path(name).suffix.lower()
    return Path(path.stem if path.suffix.lower() == ".gz" else path.name).suffix.lower()


def only_table(path: Path) -> str | None:
    """Name of the text table in a zip that holds just one; ``None`` for any other file."""
    try:
        with path.open("rb") as file:
            if file.read(len(ZIP)) != ZIP:
                return None
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    hidden = ("__MACOSX/", ".")
    tables = [n for n in names if Path(n).suffix.lower() in TABLES and not n.startswith(hidden)]
    return tables[0] if len(tables) == 1 else None


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A text table's bytes to be read piece by piece, unpacked where it is packed.

    Raises :class:`ReadError` for a zip that is damaged, locked or unpacks to too much.
    """
    name = only_table(path)
    with path.open("rb") as file:
        packed = file.read(len(GZIP)) == GZIP
        file.seek(0)
        if name is not None:
            check_zip(path)
            with zipfile.ZipFile(file) as archive, archive.open(name) as member:
                yield member
        elif packed:
            with gzip.GzipFile(fileobj=file) as member:
                yield member  # type: ignore[misc]
        else:
            yield file
