"""Tables packed with gzip, as statistical offices offer large ones."""

import gzip
import io
import zlib
from pathlib import Path

from karaula.read.bounds import MAX_TEXT_BYTES
from karaula.read.errors import ReadError

GZIP = b"\x1f\x8b"
"""How packed bytes begin, whatever the file is called."""


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
        if start != GZIP:
            return file.read(size)
        reader = zlib.decompressobj(wbits=31)
        try:
            return reader.decompress(file.read(max(size, 2**13)), size)
        except zlib.error:
            return b""


def ending(path: Path) -> str:
    """The ending that tells what a file holds: that before ``.gz`` where it is packed."""
    return Path(path.stem if path.suffix.lower() == ".gz" else path.name).suffix.lower()
