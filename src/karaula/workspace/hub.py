"""The hub folder and where things lie in it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.workspace.config import CONFIG, FORMAT, TEMPLATE, Config, HubError, read_config

if TYPE_CHECKING:
    from karaula.workspace.add import Added

SIDECAR = ".source.yml"
"""What a sidecar's name ends in, after the whole name of the file that it describes."""

MAPPING = ".mapping.yml"
"""The same of a mapping, which says what the columns of a table hold."""

_IGNORED = (
    "# What Karaula builds, and what is one machine's own.\nlake/\nout/\n.former.json\n.lock\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file in ``sources/``: its bytes are the source, its sidecar says where they come from."""

    path: Path
    name: str
    """Path inside ``sources/``, with ``/`` between folders."""
    sha256: str
    sidecar: str
    """SHA-256 of the sidecar's bytes, and of the mapping's; empty where there is none."""
    size: int

    @property
    def source_id(self) -> str:
        """As in :class:`karaula.evidence.Source`."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Words:
    """Folders with an analyst's own words, laid over the packaged ones: terms of the vocabulary,
    patterns of claims, rules of checking. Each holds one folder or none."""

    vocabulary: tuple[Path, ...] = ()
    patterns: tuple[Path, ...] = ()
    checks: tuple[Path, ...] = ()

    def files(self) -> list[Path]:
        """All files in them, in a fixed order."""
        folders = (*self.vocabulary, *self.patterns, *self.checks)
        return [path for folder in folders for path in sorted(folder.glob("*.yml"))]


class Hub:
    """A hub folder with a checked configuration."""

    def __init__(self, folder: Path, config: Config) -> None:
        self.folder = folder
        self.config = config

    @classmethod
    def create(cls, folder: Path) -> "Hub":
        """Make a hub, or complete a half-made one.

        Nothing that is there is changed. Raises :class:`HubError` where the folder holds other
        things and is no hub.
        """
        config = folder / CONFIG
        try:
            if folder.is_dir() and any(folder.iterdir()) and not config.exists():
                problem = f"the folder is not empty and has no {CONFIG}"
                raise HubError(problem, folder, "choose a new or empty folder")
            for name in ("sources", "vocabulary"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            if not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
            if not config.exists():
                name = json.dumps(folder.resolve().name, ensure_ascii=False)
                text = TEMPLATE.format(format=FORMAT, name=name)
                config.write_text(text, encoding="utf-8")
        except OSError as error:
            raise HubError(f"a hub cannot be made here ({error.strerror})", folder) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> "Hub":
        """Open a hub. Raises :class:`HubError` where it is none, half-made, or wrongly set."""
        hub = cls(folder, read_config(folder / CONFIG))
        if not hub.sources.is_dir():
            remedy = f"complete the hub with `karaula new {folder}`"
            raise HubError("the hub has no folder sources/", folder, remedy)
        return hub

    @classmethod
    def find(cls, start: Path) -> "Hub":
        """The hub that ``start`` lies in: the folder itself or the nearest one above it."""
        start = start.absolute()
        for folder in (start, *start.parents):
            if (folder / CONFIG).is_file():
                return cls.open(folder)
        remedy = "make one with `karaula new DIR`, or name one with --hub"
        raise HubError("this folder lies in no hub", start, remedy)

    @property
    def sources(self) -> Path:
        """Documents and data as they came."""
        return self.folder / "sources"

    @property
    def lake(self) -> Path:
        """What was built; safe to delete."""
        return self.folder / "lake"

    @property
    def out(self) -> Path:
        """Reports and exports."""
        return self.folder / "out"

    @property
    def decisions(self) -> Path:
        """The log of what people decided."""
        return self.folder / "decisions.db"

    @property
    def words(self) -> Words:
        """The hub's own words: its ``vocabulary/``, ``patterns/`` and ``checks/``, where they hold
        anything."""
        folders = (self.folder / name for name in ("vocabulary", "patterns", "checks"))
        return Words(*((it,) if it.is_dir() and any(it.iterdir()) else () for it in folders))

    def paths(self) -> list[Path]:
        """Files in ``sources/`` in a fixed order, without hidden ones, sidecars and mappings."""
        found = []
        for path in self.sources.rglob("*"):
            parts = path.relative_to(self.sources).parts
            hidden = any(part.startswith(".") for part in parts)
            if not hidden and path.is_file() and not path.name.endswith((SIDECAR, MAPPING)):
                found.append(path)
        return sorted(found, key=self.name_of)

    def name_of(self, path: Path) -> str:
        """Name of a source file: its path inside ``sources/``."""
        return path.relative_to(self.sources).as_posix()

    def file(self, path: Path) -> SourceFile:
        """Hash a source file and its sidecar. Raises :class:`OSError`."""
        return SourceFile(
            path=path,
            name=self.name_of(path),
            sha256=file_hash(path),
            sidecar=hash_beside(path),
            size=path.stat().st_size,
        )

    def add(self, given: Iterable[str | Path]) -> list["Added"]:
        """Bring files, folders or web addresses in: see :func:`karaula.workspace.add.add`."""
        from karaula.workspace.add import add

        return add(self, given)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the hub for one writer. Raises :class:`HubError` where another one holds it."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            remedy = "wait until it is done and try again"
            raise HubError("this hub is being built or added to", self.folder, remedy) from None
        except OSError as error:
            raise HubError(
                f"the hub cannot be written to ({error.strerror})", self.folder
            ) from error
        try:
            yield
        finally:
            lock.release()


def hash_beside(path: Path) -> str:
    """SHA-256 of what lies beside a file: its sidecar and its mapping, as far as there are any."""
    beside = (path.with_name(path.name + ending) for ending in (SIDECAR, MAPPING))
    return " ".join(file_hash(found) for found in beside if found.is_file())


def file_hash(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
