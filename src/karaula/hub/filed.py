"""Where pages lie as files, and which of them something leads to."""

from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from karaula.hub.page import Asked, MissingError, Page, at_address, page

if TYPE_CHECKING:
    from karaula.assess.report import Ref

Key = tuple[str, Asked]
"""A page by its name, and what it is asked."""

ENTRIES = ("claim", "entity", "finding", "measure", "source")
"""Pages that show one thing."""
KEPT = ("part", "page")
"""What a page is asked that files can hold: which part of something long."""


class FileLinks:
    """Addresses as seen from one file. What is led to is remembered, so that it gets written.

    Where pages are ``written`` already, it leads to those alone: the rows of a data set are many,
    and each would ask for a page of its own.
    """

    def __init__(self, here: str, written: Callable[[Key], bool] | None = None) -> None:
        self.up = "../" * here.count("/")
        self._written = written
        self.pages: dict[Key, None] = {}
        """Pages that this file leads to, in its order."""
        self.data_of: set[tuple[str, str]] = set()
        """Blocks whose data this file leads to, with their endings."""
        self.reports: set[str] = set()
        """Formats of the report that this file leads to."""

    def to(self, name: str, **values: str) -> str:
        """A page, without what only a server can answer."""
        found = _place(name, tuple(sorted(values.items())))
        if found is None:
            return "#content"
        key, file = found
        if self._written and not self._written(key):
            return "#content"
        self.pages[key] = None
        return self.up + file

    def entry(self, ref: "Ref") -> str:
        """A claim, measure, finding or source."""
        return self.to(ref.kind, id=ref.id)

    def data(self, known: Page, block: str, asked: Asked, ending: str) -> str:
        """The data of a block of this page."""
        self.data_of.add((block, ending))
        return self.up + quote(data_file(known, asked, block, ending))

    def file(self, name: str) -> str:
        """A file of the hub's own."""
        return f"{self.up}static/{name}"

    def report(self, ending: str) -> str:
        """The report, which is written beside its page."""
        self.reports.add(ending)
        return f"{self.up}report/report.{ending}"

    def moved(self, address: str) -> str:
        """Where an address of the server lies among the files."""
        anchor = address.partition("#")[2]
        try:
            known, asked = at_address(address)
        except MissingError:
            return "#content"
        return self.to(known.name, **dict(asked.values)) + (f"#{anchor}" if anchor else "")


class Wanted:
    """Pages that something leads to, each once; those that are ``long`` wait until all others are
    written."""

    def __init__(self, is_long: Callable[[Key], bool]) -> None:
        self._is_long = is_long
        self._known: set[Key] = set()
        self._entries: deque[Key] = deque()
        self._others: deque[Key] = deque()
        self.long: deque[Key] = deque()

    def add(self, key: Key) -> None:
        """Ask for a page."""
        if key not in self._known:
            self._known.add(key)
            entries = self._entries if key[0] in ENTRIES else self._others
            (self.long if self._is_long(key) else entries).append(key)

    def take(self, most: int = 1) -> list[Key]:
        """The next pages to write, as many as there are; none of those that are long."""
        return _taken(self._others, most) or _taken(self._entries, most)

    def take_entries(self, most: int) -> list[Key]:
        """The same of single claims and the like: what the other pages share takes longer to make
        than they do, and each process would make it for itself."""
        return _taken(self._entries, most)

    def put_back(self, keys: list[Key]) -> None:
        """Entries that were taken and not written."""
        self._entries.extendleft(reversed(keys))

    def __contains__(self, key: Key) -> bool:
        return key in self._known

    def __len__(self) -> int:
        return len(self._known)


def _taken(keys: "deque[Key]", most: int) -> list[Key]:
    return [keys.popleft() for _ in range(min(most, len(keys)))]


@lru_cache(maxsize=2**16)
def _place(name: str, values: tuple[tuple[str, str], ...]) -> tuple[Key, str] | None:
    """A page as files hold it, with the address of its file; every page has the menus' links."""
    known = page(name)
    if known.live:
        return None
    asked = known.asked({key: value for key, value in values if key in (*known.slots, *KEPT)})
    return (name, asked), quote(file_of(known, asked))


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


@lru_cache(maxsize=2**14)
def _safe(name: str) -> str:
    """A name as a part of a path: nothing in it is a step, or means anything to a disk."""
    plain = "-_"
    known = (c if c.isascii() and (c.isalnum() or c in plain) else f"~{ord(c):x}" for c in name)
    kept = "".join(known)
    return kept[:100] or "_"
