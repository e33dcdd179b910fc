"""What decides whether something is made anew: hashes of all that goes into it."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path

import karaula
from karaula.lake.files import LAKE_FORMAT
from karaula.workspace.config import CONFIG
from karaula.workspace.hub import Hub, SourceFile

PLUGINS = ("karaula.checks", "karaula.connectors", "karaula.extractors")
"""Groups of entry points whose plug-ins change what is built."""


def digest(parts: Iterable[str]) -> str:
    """One short hash of many texts; no two lists of texts run together."""
    total = sha256()
    for part in parts:
        total.update(sha256(part.encode()).digest())
    return total.hexdigest()[:16]


def inputs_key(hub: Hub, files: Iterable[SourceFile], decisions: str) -> str:
    """Key of all that a lake depends on. Cheap: nothing of the stages is imported or parsed."""
    return digest(
        [
            code_key(),
            (hub.folder / CONFIG).read_bytes().hex(),
            *files_key(hub.words.files()),
            *(f"{file.name} {file.sha256} {file.sidecar}" for file in files),
            decisions,
        ]
    )


def files_key(paths: Iterable[Path]) -> list[str]:
    """Names and bytes of small files as parts of a key."""
    return [f"{path.parent.name}/{path.name} {path.read_bytes().hex()}" for path in paths]


def code_key() -> str:
    """Hash of this package's own files and of the versions of its plug-ins."""
    package = Path(karaula.__file__).parent
    total = sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".yml"):
            total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest([total.hexdigest(), *plugins()])


def plugins() -> list[str]:
    """Every plug-in with the version of the package that it comes in."""
    return sorted(
        f"{group} {point.name} {point.value} {point.dist.version if point.dist else ''}"
        for group in PLUGINS
        for point in entry_points(group=group)
    )


def methods_key(hub: Hub) -> str:
    """Key of all that turns bytes into claims: the methods with their versions, and the words."""
    from karaula import extract, read
    from karaula.evidence import KINDS, slot_types
    from karaula.read import notes
    from karaula.read.connectors import connectors
    from karaula.vocabulary import vocabulary_hash

    return digest(
        [
            f"lake@{LAKE_FORMAT}",
            repr([(kind, slot_types(kind)) for kind in KINDS]),
            read.READ_METHOD,
            notes.METHOD,
            *extract.methods(hub.words.patterns),
            *(connector.method for connector in connectors()),
            *plugins(),
            vocabulary_hash(hub.words.vocabulary),
            hub.config.sources.model_dump_json(),
        ]
    )


def source_key(file: SourceFile, methods: str) -> str:
    """Key of one source: its bytes, name and sidecar, and what is done with them."""
    return digest([file.sha256, file.name, file.sidecar, methods])
