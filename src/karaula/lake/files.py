"""Files of the lake: each written whole or not at all.

A source's folder is complete when it holds ``key.json``, which is written last. Folders whose name
begins with a dot are half-made ones of a build that was stopped; nobody reads them.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from karaula.errors import KaraulaError
from karaula.evidence.claim import KINDS

LAKE_FORMAT = 1
"""Layout of the lake; a lake of a later layout is refused, not misread."""

KEY = "key.json"

STANDING = "standing"
"""The stage of a build that puts all sources side by side: see :mod:`karaula.lake.standing`."""

SIDE_BY_SIDE = (*(f"claims-{kind}" for kind in KINDS), "sources", "passages", "unread", "rejected")
"""The tables that it leaves. Of rejected claims the labels are kept: who may not see a claim may
not see either what was decided about it."""


class LakeError(KaraulaError):
    """Something asked of the lake is not there, or the lake is not one that this version reads."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at any moment either the old or the new one is there, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a map as JSON with sorted keys: the same map gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(path, (text + "\n").encode())


def read_json(path: Path) -> dict[str, Any]:
    """The map in a JSON file; an empty one where there is no such file or it is no map."""
    try:
        value = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def sources_folder(lake: Path) -> Path:
    """Where the sources' own folders lie."""
    return lake / "sources"


def source_keys(lake: Path) -> dict[str, dict[str, Any]]:
    """``{source_id: its key.json}`` of all complete sources, in order of their ids."""
    folder = sources_folder(lake)
    if not folder.is_dir():
        return {}
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    return {name: key for name in names if (key := read_json(folder / name / KEY))}


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of another, which may not be there.

    Stopped between the two steps, there is no complete folder, and the next build makes it again.
    """
    remove_folder(old)
    new.rename(old)


def remove_folder(folder: Path) -> None:
    """Remove a folder; its ``key.json`` goes first, so that a half-removed one is not read."""
    (folder / KEY).unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)


def sweep(lake: Path) -> None:
    """Remove what stopped builds left half-made."""
    for folder in (lake, sources_folder(lake)):
        if not folder.is_dir():
            continue
        for path in folder.iterdir():
            if path.is_dir() and (path.name.startswith(".") or _half_made(path, lake)):
                shutil.rmtree(path)
            elif path.is_file() and path.name.startswith(".") and path.name.endswith(".new"):
                path.unlink()


def _half_made(path: Path, lake: Path) -> bool:
    return path.parent == sources_folder(lake) and not (path / KEY).is_file()


def check_format(lake: Path) -> None:
    """Raise :class:`LakeError` where a later version of Karaula built this lake."""
    found = read_json(lake / KEY).get("format", LAKE_FORMAT)
    if not isinstance(found, int) or found > LAKE_FORMAT:
        raise LakeError(
            f"this lake has format {found}, and this version of Karaula reads up to {LAKE_FORMAT}",
            lake,
            "upgrade Karaula, or delete the folder and build again",
        )
