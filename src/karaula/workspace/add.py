"""Bring files into a hub, each with a sidecar that says where it comes from."""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from karaula.errors import KaraulaError
from karaula.workspace.config import HubError
from karaula.workspace.hub import MAPPING, SIDECAR, Hub, file_hash

Outcome = Literal["added", "there", "skipped", "refused"]
"""``skipped`` is what nobody would miss (hidden files); ``refused`` is what could not be added."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file or address: ``name`` is what it is called in ``sources/``, ``why``
    the reason where it was not added, or what to know of a file that was."""

    given: str
    outcome: Outcome
    name: str | None = None
    why: str | None = None


def add(hub: Hub, given: Iterable[str | Path]) -> list[Added]:
    """Copy files, folders (with all in them) and web addresses into ``sources/``.

    A file whose bytes are there under any name is not copied again. One that cannot be added is
    told with its reason and stops nothing else.
    """
    with hub.locked():
        there = {file_hash(path): hub.name_of(path) for path in hub.paths()}
        results: list[Added] = []
        for item in given:
            if str(item).startswith(("http://", "https://")):
                results.append(_fetched(hub, str(item), there))
            else:
                results += _local(hub, Path(item), there)
        return results


def _local(hub: Hub, given: Path, there: dict[str, str]) -> Iterator[Added]:
    if given.is_dir():
        for path, why in _files_below(given):
            if why is None:
                yield _copied(hub, path, path.relative_to(given).as_posix(), there)
            else:
                yield Added(str(path), "skipped", why=why)
    elif given.is_file():
        yield _copied(hub, given, given.name, there)
    elif given.exists():
        yield Added(str(given), "refused", why="it is neither a file nor a folder")
    else:
        yield Added(str(given), "refused", why="there is no such file or folder")


def _files_below(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Files in a folder and all below it, with a reason where one is left out."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            if name.startswith("."):
                yield path, "it is a hidden file"
            elif not path.is_file():
                yield path, "it is no plain file"
            elif not _is_sidecar(path):
                yield path, None


def _is_sidecar(path: Path) -> bool:
    """A sidecar or mapping goes with its file; one without a file is a file like others."""
    return any(
        path.name.endswith(ending) and path.with_name(path.name[: -len(ending)]).is_file()
        for ending in (SIDECAR, MAPPING)
    )


def _fetched(hub: Hub, url: str, there: dict[str, str]) -> Added:
    from karaula.read.fetch import fetch

    with TemporaryDirectory() as folder:
        try:
            path = fetch(url, Path(folder))
        except KaraulaError as error:
            return Added(url, "refused", why=str(error))
        return replace(_copied(hub, path, path.name, there, url=url), given=url)


def _copied(
    hub: Hub, path: Path, wanted: str, there: dict[str, str], url: str | None = None
) -> Added:
    from karaula.read.sidecar import load_sidecar, source_of, write_sidecar

    try:
        digest = file_hash(path)
        if digest in there:
            return Added(str(path), "there", there[digest], f"already there as {there[digest]}")
        source = source_of(path)
        given = load_sidecar(path) or {}
        defaults = hub.config.sources.model_dump()
        source = replace(source, **{k: v for k, v in defaults.items() if k not in given})
        target = _free_name(hub, wanted)
        target.parent.mkdir(parents=True, exist_ok=True)
        if url:
            source = replace(source, url=url, retrieved=date.today().isoformat())
        new = target.with_name(f".{target.name}.new")
        shutil.copyfile(path, new)
        new.replace(target)
        write_sidecar(target, source)
    except KaraulaError as error:
        return Added(str(path), "refused", why=str(error))
    except OSError as error:
        if error.filename and str(error.filename).startswith(str(hub.sources)):
            problem = f"the hub cannot be written to ({error.strerror})"
            raise HubError(problem, hub.sources) from error
        return Added(str(path), "refused", why=f"it cannot be read ({error.strerror})")
    there[digest] = hub.name_of(target)
    return Added(str(path), "added", hub.name_of(target), _mapped(hub, path, target))


def _mapped(hub: Hub, path: Path, target: Path) -> str | None:
    """Take along the mapping that lies beside a table, or draft one for a table that nobody knows.

    Returns what a person should know of it.
    """
    from karaula.read.connectors import draft, find
    from karaula.read.errors import UnknownTableError
    from karaula.vocabulary import load

    given, beside = (one.with_name(one.name + MAPPING) for one in (path, target))
    if given.is_file():
        shutil.copyfile(given, beside)
        return None
    try:
        find(target)
    except UnknownTableError:
        drafted = draft(target, load(*hub.words.vocabulary))
        if drafted is None:
            return "no connector knows this table, and it looks like no seizures or observations"
        beside.write_text(drafted.text, encoding="utf-8")
        still = f"; say there which {', '.join(drafted.open)}" if drafted.open else ""
        return f"read as {drafted.what} through {beside.name}: check it{still}"
    except KaraulaError:
        return None  # the build tells what is wrong with it
    return None


def _free_name(hub: Hub, wanted: str) -> Path:
    """A name that no other file has: ``report.pdf``, ``report-2.pdf``, …"""
    first = path = hub.sources / wanted
    number = 2
    while path.exists():
        path = first.with_name(f"{first.stem}-{number}{first.suffix}")
        number += 1
    return path
