"""A source: one document or data set as it came, and what is known of where it came from."""

from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, Literal

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""How far a source is trusted, A (completely) to F (cannot be judged): Admiralty system."""

Handling = Literal["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
"""Who may see it: FIRST, Traffic Light Protocol 2.0."""

Access = Literal["open", "login", "restricted", "suspended"]

Mark = Literal["draft", "cut_off"]
"""What is wrong with a document as a whole; every claim from it carries the same marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document or data set.

    ``source_id`` is the beginning of the SHA-256 of the bytes: the same file keeps its id under
    any name, and a changed file is another source, so that reviews of the old words re-open.
    ``origin`` names where the information itself comes from: syndicated copies share one origin.
    Dates are ISO 8601 and may be partial (``2024``, ``2024-05``).
    """

    source_id: str
    sha256: str
    name: str
    """File name inside the hub's ``sources/`` folder (or the path given on the command line)."""
    title: str
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    media_type: str | None = None
    reliability: Reliability = "F"
    handling: Handling = "TLP:CLEAR"
    access: Access = "open"
    origin: str | None = None
    encoding: str | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def doc(self) -> str:
        """Short name for people and for one-line output: the file name without its ending."""
        stem = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return stem.rsplit(".", 1)[0] or stem


SOURCE_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Source))


def content_id(data: bytes) -> tuple[str, str]:
    """Return ``(source_id, sha256)`` of a file's bytes."""
    digest = sha256(data).hexdigest()
    return digest[:16], digest


def source_from_dict(values: dict[str, Any]) -> Source:
    """Rebuild a source from its plain form (JSON lists become tuples)."""
    known = {key: value for key, value in values.items() if key in SOURCE_FIELDS}
    known["marks"] = tuple(known.get("marks") or ())
    return Source(**known)
