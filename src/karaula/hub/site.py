"""The hub as files: the same pages, for any web server, or opened from a disk.

Pages are found by following links from those of the menu, so that every link leads somewhere. What
needs an answer (search, filters, review) is left out; each table comes with its data. Where there
are many, other processes write some of them: a page says the same, whoever writes it.
"""

import shutil
from collections import deque
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.evidence.source import Handling
from karaula.hub.filed import FileLinks, Key, Wanted, data_file, file_of
from karaula.hub.helpers import BATCH
from karaula.hub.page import PAGES, page
from karaula.workspace.summary import Progress, Step, silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from karaula.hub.helpers import Helpers
    from karaula.hub.shelf import Shelf
    from karaula.workspace import Hub

MARK = ".karaula-site"
"""A file that says that a folder is a site, so that it may be written anew."""

LISTED = ("country", "market")
"""Pages of which the menu holds every one."""


def write_site(
    hub: "Hub",
    folder: Path,
    level: Handling = "TLP:CLEAR",
    progress: Progress = silent,
    helpers: int | None = None,
) -> int:
    """Write the pages of a hub into a folder, whole or not at all; gives how many there are.

    ``helpers`` is how many processes write beside this one; by itself as many as pay. A folder that
    is no site of ours and holds anything is not touched. Raises
    :class:`~karaula.workspace.HubError`.
    """
    from karaula.hub.helpers import Helpers, that_pay
    from karaula.hub.shelf import Shelf

    _check(folder)
    shelf = Shelf(hub, level)
    part = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        count = that_pay(shelf) if helpers is None else helpers
        with Helpers(shelf, part, count) as hands:
            written = _write(shelf, part, hands, progress)
        _copy_static(part)
        (part / MARK).write_text(f"{shelf.version}\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return written


def _check(folder: Path) -> None:
    from karaula.workspace import HubError

    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise HubError("the folder is not empty and holds no site", folder, "name another one")
    if folder.exists() and not folder.is_dir():
        raise HubError("it is a file", folder, "name a folder")


def _write(shelf: "Shelf", part: Path, hands: "Helpers", progress: Progress) -> int:
    from karaula.hub.render import chart_style
    from karaula.hub.report import rendered
    from karaula.hub.views.reader import parts_of

    def is_long(key: Key) -> bool:
        name, asked = key
        return name == "source" and not parts_of(shelf, asked["id"])

    wanted = Wanted(is_long)
    reports: set[str] = set()
    done = 0

    def note(found: Written) -> None:
        nonlocal done
        done += 1
        reports.update(found.reports)
        for key in found.pages:
            wanted.add(key)
        progress(Step("pages", found.name, done, len(wanted)))

    for known in PAGES:
        if (known.menu and not known.live) or known.name in LISTED:
            for address in known.addresses(shelf):
                wanted.add((known.name, known.asked(address)))
    mine: deque[Key] = deque()
    while True:
        for found in hands.written(wanted):
            note(found)
        hands.give(wanted)
        if not mine:
            mine.extend(wanted.take(BATCH))
            read_ahead(shelf, list(mine))
        if mine:
            note(write_page(shelf, part, mine.popleft()))
        elif reports:
            ending = min(reports)
            progress(Step("pages", f"report.{ending}", done, len(wanted)))
            (part / "report" / f"report.{ending}").write_bytes(rendered(shelf, ending))
            reports.discard(ending)
        elif not hands.wait():
            break
    while wanted.long:
        note(write_page(shelf, part, wanted.long.popleft(), wanted.__contains__))
    static = part / "static"
    static.mkdir(exist_ok=True)
    (static / "charts.css").write_text(chart_style(), encoding="utf-8")
    return done


@dataclass(frozen=True, slots=True)
class Written:
    """A page that is written: its name, and the pages and reports that it leads to."""

    name: str
    pages: tuple[Key, ...]
    reports: tuple[str, ...]


def write_page(
    shelf: "Shelf", part: Path, key: Key, written: "Callable[[Key], bool] | None" = None
) -> Written:
    """Write a page into its file, and the data of its blocks beside it. Where the pages that are
    ``written`` are told, it leads to those alone."""
    from karaula.hub.data import as_csv, block_json
    from karaula.hub.render import html

    name, asked = key
    known = page(name)
    view = known.make(shelf, asked)
    links = FileLinks(file_of(known, asked), written)
    target = part / file_of(known, asked)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(html(shelf, known, asked, view, links).encode())
    for block_name, ending in sorted(links.data_of):
        block = view.block(block_name)
        assert block is not None
        body = as_csv(block) if ending == "csv" else block_json(shelf, known, asked, block)
        (part / data_file(known, asked, block_name, ending)).write_bytes(body.encode())
    return Written(name, tuple(links.pages), tuple(sorted(links.reports)))


def read_ahead(shelf: "Shelf", keys: "list[Key]") -> None:
    """Read the claims of which pages are written next, at once."""
    shelf.found(asked["id"] for name, asked in keys if name == "claim")


def _copy_static(part: Path) -> None:
    with as_file(files("karaula.hub").joinpath("static")) as static:
        shutil.copytree(static, part / "static", dirs_exist_ok=True)
