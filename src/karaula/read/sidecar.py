"""Provenance beside a file: ``report.pdf.source.yml`` says where ``report.pdf`` came from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import Any, get_args

import yaml

from karaula.evidence.document import Document
from karaula.evidence.source import Access, Handling, Reliability, Source, content_id
from karaula.read import media
from karaula.read.bounds import MAX_FILE_BYTES, load_bytes
from karaula.read.errors import ReadError
from karaula.read.facts import facts_of, merged
from karaula.read.parse import Parsed, parse

ENDING = ".source.yml"
MAX_SIDECAR_BYTES = 64 * 2**10
"""Some fifteen lines; more is another kind of file."""

KEYS = (
    "title", "publisher", "published", "retrieved", "url", "licence", "language", "reliability",
    "handling", "access", "origin", "encoding", "sha256",
)  # fmt: skip
_CHOICES: dict[str, tuple[str, ...]] = {
    "reliability": get_args(Reliability),
    "handling": get_args(Handling),
    "access": get_args(Access),
}
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_HEAD = """\
# Where {name} came from. Correct what is wrong and fill what is empty: what stands here goes
# before what the program finds in the file.
#   published, retrieved   2024, 2024-05 or 2024-05-31
#   reliability            A (completely reliable) to E (unreliable), F (cannot be judged)
#   handling               TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED
#   access                 open, login, restricted or suspended
#   origin                 a name of your own that copies of one report share
#   encoding               only for text files whose letters come out wrong (cp1250, utf-8 ...)
"""


def describe(path: Path, data: bytes) -> Source:
    """What a file tells of itself: title, publisher, date, licence, language, media type.

    Data sets (workbook, CSV, JSON) get their title from the file name. Raises
    :class:`ReadError` where the file cannot be read at all.
    """
    kind = media.media_type(data, path)
    if kind in (media.CSV, media.JSON, media.XLSX):
        return described(path, data, None)
    return described(path, data, parse(path, data, head=True))


def described(path: Path, data: bytes, parsed: Parsed | None) -> Source:
    """The same from a file that is parsed already, or only from its bytes and name."""
    source_id, digest = content_id(data)
    source = Source(
        source_id=source_id,
        sha256=digest,
        name=path.name,
        title=path.stem,
        media_type=media.media_type(data, path),
    )
    if parsed is None:
        return source
    facts = merged(parsed.facts, facts_of(parsed.text, parsed.blocks))
    facts = merged(facts, parsed.fallback)
    return replace(
        source,
        title=facts.title or path.stem,
        publisher=facts.publisher,
        published=facts.published,
        url=facts.url,
        licence=facts.licence,
        language=facts.language,
        encoding=parsed.encoding,
    )


def source_of(path: Path) -> Source:
    """What the file tells of itself, and over it what its sidecar says."""
    told = load_sidecar(path) or {}
    if _is_packed_or_long(path):
        return overlaid(_of_table(path), told)
    data = load_bytes(path)
    kind = media.media_type(data, path)
    if kind in (media.CSV, media.JSON, media.XLSX):
        return overlaid(described(path, data, None), told)
    parsed = parse(path, data, encoding=told.get("encoding"), head=True)
    return overlaid(described(path, data, parsed), told)


def _is_packed_or_long(path: Path) -> bool:
    """Whether it is a table that is not loaded whole: one in a zip or gzip, or a very long one."""
    packed = path.suffix.lower() in (".gz", ".zip")
    if not path.is_file() or not (packed or path.stat().st_size > MAX_FILE_BYTES):
        return False
    from karaula.read.connectors.packed import TABLES, ending

    return ending(path) in TABLES


def _of_table(path: Path) -> Source:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return Source(
        source_id=digest[:16],
        sha256=digest,
        name=path.name,
        title=path.stem,
        media_type=media.CSV,
    )


def overlaid(source: Source, told: Mapping[str, Any]) -> Source:
    """A source with what its sidecar says; the hash stays that of the file."""
    return replace(source, **{key: value for key, value in told.items() if key != "sha256"})


def sidecar_path(path: Path) -> Path:
    """``FILE.source.yml`` beside ``FILE``."""
    return path.with_name(path.name + ENDING)


def load_sidecar(path: Path) -> dict[str, Any] | None:
    """What the sidecar of a file says, without its empty lines; ``None`` where there is none.

    Raises :class:`ReadError` naming file and key for an unknown key or a value that cannot be.
    """
    beside = sidecar_path(path)
    if not beside.is_file():
        return None
    if beside.stat().st_size > MAX_SIDECAR_BYTES:
        raise ReadError("is too long for a sidecar", beside, "write one again")
    try:
        told = yaml.load(beside.read_bytes(), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, OSError) as error:
        raise ReadError(
            f"is not YAML ({' '.join(str(error).split())})", beside, "correct or delete it"
        ) from error
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise ReadError("must be lines of the form key: value", beside, "correct or delete it")
    return {
        str(key): _checked(str(key), value, beside)
        for key, value in told.items()
        if value is not None or str(key) not in KEYS
    }


def _checked(key: str, value: Any, beside: Path) -> str:
    if key not in KEYS:
        raise ReadError(f"has no key {key!r}", beside, f"the keys are {', '.join(KEYS)}")
    if isinstance(value, (dict, list)):
        raise ReadError(f"{key} must be one value, not a list or map", beside, "write one value")
    text = str(value).strip()
    if key in _CHOICES and text not in _CHOICES[key]:
        raise ReadError(
            f"{key} cannot be {text!r}", beside, f"write one of {', '.join(_CHOICES[key])}"
        )
    if key in ("published", "retrieved") and not _DATE.fullmatch(text):
        raise ReadError(f"{key} cannot be {text!r}", beside, "write 2024, 2024-05 or 2024-05-31")
    if key == "url" and not re.match(r"https?://\S+$", text):
        raise ReadError(f"url cannot be {text!r}", beside, "write an address with http or https")
    if not text:
        raise ReadError(f"{key} is empty", beside, "fill it or leave nothing after the colon")
    return text


def write_sidecar(path: Path, source: Source) -> Path:
    """Write what is known of a file beside it, as lines that a person can edit."""
    beside = sidecar_path(path)
    lines = [_HEAD.format(name=path.name)]
    for key in KEYS:
        value = getattr(source, key)
        if key == "encoding" and source.media_type not in (media.TEXT, media.MARKDOWN, media.HTML):
            continue
        said = yaml.safe_dump({key: value}, allow_unicode=True, width=10_000) if value else ""
        lines.append(said or f"{key}:\n")
    part = beside.with_name(beside.name + ".part")
    try:
        part.write_text("".join(lines), encoding="utf-8")
        part.replace(beside)
    except OSError as error:
        raise ReadError(
            f"cannot be written ({error.strerror or error})", beside, "check the permissions"
        ) from error
    return beside


SHINGLE = 5
SAME_SHARE = 0.8


def same_origin(documents: Sequence[Document]) -> list[list[str]]:
    """Groups of source ids whose texts are nearly the same, such as copies of one agency report.

    Two texts belong together where at least ``SAME_SHARE`` of the five-word sequences of the
    shorter one stand in the other (containment of shingles, Broder 1997). Furniture is left out.
    """
    shingles = [_shingles(document) for document in documents]
    group = list(range(len(documents)))
    for later in range(len(documents)):
        for earlier in range(later):
            one, other = shingles[earlier], shingles[later]
            least = min(len(one), len(other))
            if least and len(one & other) >= SAME_SHARE * least:
                old, new = group[later], group[earlier]
                group = [new if member == old else member for member in group]
    members: dict[int, list[str]] = {}
    for at, document in enumerate(documents):
        members.setdefault(group[at], []).append(document.source.source_id)
    return [ids for ids in members.values() if len(ids) > 1]


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    words = [
        word
        for passage in document.passages
        if passage.set_aside is None
        for word in re.findall(r"\w+", document.words(passage).casefold())
    ]
    return frozenset(
        tuple(words[at : at + SHINGLE]) for at in range(max(0, len(words) - SHINGLE + 1))
    )
