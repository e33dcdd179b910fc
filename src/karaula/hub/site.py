"""The hub as files: the same pages, for any web server, or opened from a disk.

Pages are found by following links from those of the menu, so that every link leads somewhere. What
needs an answer (search, filters, review) is left out; each table comes with its data.
"""

import shutil
from collections import deque
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from karaula.evidence.source import Handling
from karaula.hub.page import PAGES, Asked, MissingError, Page, at_address, page
from karaula.workspace.summary import Progress, Step, silent

if TYPE_CHECKING:
    from karaula.assess.report import Ref
    from karaula.hub.block import View
    from karaula.hub.shelf import Shelf
    from karaula.workspace import Hub

KEPT = ("part", "page")
"""What a page is asked that files can hold: which part of something long."""


class FileLinks:
    """Addresses as seen from one file. What is led to is remembered, so that it gets written.

    A page that is ``closed`` leads only to what is there already: the rows of a data set are many,
    and each would ask for a page of its own.
    """

    def __init__(self, here: str, wanted: "Wanted", *, closed: bool = False) -> None:
        self._up = "../" * here.count("/")
        self._wanted = wanted
        self._closed = closed
        self.data_of: set[tuple[str, str]] = set()
        """Blocks whose data this file leads to, with their endings."""

    def to(self, name: str, **values: str) -> str:
        """A page, without what only a server can answer."""
        known = page(name)
        kept = {key: value for key, value in values.items() if key in (*known.slots, *KEPT)}
        asked = known.asked(kept)
        if known.live or not self._wanted.add(known, asked, closed=self._closed):
            return "#content"
        return self._up + quote(file_of(known, asked))

    def entry(self, ref: "Ref") -> str:
        """A claim, measure, finding or source."""
        return self.to(ref.kind, id=ref.id)

    def data(self, known: Page, block: str, asked: Asked, ending: str) -> str:
        """The data of a block of this page."""
        self.data_of.add((block, ending))
        return self._up + quote(data_file(known, asked, block, ending))

    def file(self, name: str) -> str:
        """A file of the hub's own."""
        return f"{self._up}static/{name}"

    def report(self, ending: str) -> str:
        """The report, which is written beside its page."""
        self._wanted.reports.add(ending)
        return f"{self._up}report/report.{ending}"

    def moved(self, address: str) -> str:
        """Where an address of the server lies among the files."""
        anchor = address.partition("#")[2]
        try:
            known, asked = at_address(address)
        except MissingError:
            return "#content"
        return self.to(known.name, **dict(asked.values)) + (f"#{anchor}" if anchor else "")


class Wanted:
    """Pages that something leads to, each once: documents first, rows of data sets last."""

    def __init__(self, is_long: Callable[[Page, Asked], bool]) -> None:
        self._is_long = is_long
        self.reports: set[str] = set()
        """Formats of the report that a page leads to."""
        self._known: set[tuple[str, Asked]] = set()
        self._next: deque[tuple[Page, Asked]] = deque()
        self._last: deque[tuple[Page, Asked]] = deque()

    def add(self, known: Page, asked: Asked, *, closed: bool = False) -> bool:
        """Ask for a page; whether it will be there."""
        key = (known.name, asked)
        if key in self._known or closed:
            return key in self._known
        self._known.add(key)
        (self._last if self._is_long(known, asked) else self._next).append((known, asked))
        return True

    def take(self) -> tuple[Page, Asked, bool] | None:
        """The next page to write, and whether it is closed; None when all are written."""
        if self._next:
            return *self._next.popleft(), False
        if self._last:
            return *self._last.popleft(), True
        return None

    def __len__(self) -> int:
        return len(self._known)


def file_of(known: Page, asked: Asked) -> str:
    """The file of a page: ``country/SRB/index.html``."""
    return f"{_folder(known, asked)}index.html"


def data_file(known: Page, asked: Asked, block: str, ending: str) -> str:
    """The file of a block's data, beside its page."""
    return f"{_folder(known, asked)}{_safe(block)}.{ending}"


def _folder(known: Page, asked: Asked) -> str:
    path = known.path.strip("/")
    for slot in known.slots:
        path = path.replace(f"{{{slot}}}", _safe(asked[slot]))
    parts = [path, *(f"{name}-{_safe(asked[name])}" for name in KEPT if asked.get(name))]
    return "".join(f"{part}/" for part in parts if part)


def _safe(name: str) -> str:
    """A name as a part of a path: nothing in it is a step, or means anything to a disk."""
    plain = "-_"
    known = (c if c.isascii() and (c.isalnum() or c in plain) else f"~{ord(c):x}" for c in name)
    kept = "".join(known)
    return kept[:100] or "_"


def write_site(
    hub: "Hub", folder: Path, level: Handling = "TLP:CLEAR", progress: Progress = silent
) -> int:
    """Write the pages of a hub into a folder, whole or not at all; gives how many there are.

    A folder that is no site of ours and holds anything is not touched. Raises
    :class:`~karaula.workspace.HubError`.
    """
    from karaula.hub.shelf import Shelf

    _check(folder)
    shelf = Shelf(hub, level)
    part = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        count = _write(shelf, part, progress)
        _copy_static(part)
        (part / MARK).write_text(f"{shelf.version}\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


MARK = ".karaula-site"
"""A file that says that a folder is a site, so that it may be written anew."""


def _check(folder: Path) -> None:
    from karaula.workspace import HubError

    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise HubError("the folder is not empty and holds no site", folder, "name another one")
    if folder.exists() and not folder.is_dir():
        raise HubError("it is a file", folder, "name a folder")


def _write(shelf: "Shelf", part: Path, progress: Progress) -> int:
    from karaula.hub.data import as_csv
    from karaula.hub.render import html
    from karaula.hub.report import rendered
    from karaula.hub.serve import block_json, chart_style
    from karaula.hub.views.reader import parts_of

    def is_long(known: Page, asked: Asked) -> bool:
        return known.name == "source" and not parts_of(shelf, asked["id"])

    wanted = Wanted(is_long)
    for known in PAGES:
        if not known.slots and not known.live:
            wanted.add(known, known.asked({}))
    done = 0
    while (taken := wanted.take()) is not None:
        known, asked, closed = taken
        view: View = known.make(shelf, asked)
        links = FileLinks(file_of(known, asked), wanted, closed=closed)
        target = part / file_of(known, asked)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html(shelf, known, asked, view, links), encoding="utf-8")
        for name, ending in sorted(links.data_of):
            block = view.block(name)
            assert block is not None
            body = as_csv(block) if ending == "csv" else block_json(shelf, known, asked, block)
            (part / data_file(known, asked, name, ending)).write_text(body, encoding="utf-8")
        done += 1
        progress(Step("pages", known.name, done, len(wanted)))
    for ending in sorted(wanted.reports):
        progress(Step("pages", f"report.{ending}", done, len(wanted)))
        (part / "report" / f"report.{ending}").write_bytes(rendered(shelf, ending))
    static = part / "static"
    static.mkdir(exist_ok=True)
    (static / "charts.css").write_text(chart_style(), encoding="utf-8")
    return done


def _copy_static(part: Path) -> None:
    with as_file(files("karaula.hub").joinpath("static")) as static:
        shutil.copytree(static, part / "static", dirs_exist_ok=True)
