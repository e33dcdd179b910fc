"""What the routes of the server work with: the shelf of the moment, and the pages made of it.

A page is a function of the shelf and of what it is asked, so its bytes are kept under its address
and the version of the shelf, and a browser that has them already is told so.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from threading import Event, Lock, Thread
from time import monotonic, perf_counter, sleep
from typing import TYPE_CHECKING

from karaula.errors import KaraulaError
from karaula.evidence.source import Handling
from karaula.hub import safety
from karaula.hub.links import SERVED
from karaula.hub.page import PAGES, Asked, Page, page
from karaula.hub.render import html
from karaula.hub.shelf import Shelf, Shelves
from karaula.workspace import Hub

if TYPE_CHECKING:
    from fastapi import Request, Response

KEPT = 48 * 2**20
"""Bytes of pages that are kept; the ones asked for longest ago go first."""

PATIENCE = 3.0
"""Seconds after which what nobody asked for is made all the same."""

QUIET = 0.3
"""Seconds without a request after which nobody is taken to wait for one."""


class Desk:
    """What routes work with: the shelf of the moment, and the pages that were made of it."""

    def __init__(self, hub: Hub, level: Handling, gate: safety.Gate) -> None:
        self.hub = hub
        self.gate = gate
        self.shelves = Shelves(hub, level)
        self._pages: OrderedDict[tuple[str, str], tuple[bytes, str, str]] = OrderedDict()
        self._making: dict[tuple[str, str], Lock] = {}
        self._size = 0
        self._lock = Lock()
        self._answered = Event()
        self._asking = 0
        self._asked = monotonic()
        self.later: list[Callable[[], object]] = []
        """What is made as soon as the first answer is given."""

    @property
    def shelf(self) -> Shelf:
        """The shelf of the last finished build."""
        return self.shelves.current()

    def warm(self) -> None:
        """Make the region's page before it is asked for; when the first answer is given, a country,
        which loads all that pages need, the pages of the menu, and what others need at first. It is
        made while nobody waits for a page: two that are made at once take twice as long."""
        region, *others = (
            known for known in PAGES if known.menu and not known.live and not known.late
        )
        with suppress(KaraulaError):
            self.kept(*shown(region, Asked()))
        self._answered.wait(PATIENCE)
        # DuckDB copies beside the pages on a core of its own, and before they have filled memory.
        copying = Thread(target=self._copy, daemon=True)
        copying.start()
        countries = [(page("country"), Asked((("area", a),))) for a in self.shelf.members[:1]]
        for known, asked in (*countries, *((known, Asked()) for known in others)):
            self._rest()
            with suppress(KaraulaError):
                self.kept(*shown(known, asked))
        copying.join()
        for make in (*self.later, self._copy):
            self._rest()
            make()

    def _copy(self) -> None:
        with suppress(KaraulaError):
            self.shelf.row("SELECT 1 FROM seizures LIMIT 1")
            self.shelf.hold()

    def _rest(self) -> None:
        """Wait until nobody has asked for anything for a moment, but not for ever."""
        until = monotonic() + PATIENCE
        while monotonic() < until and (self._asking or monotonic() - self._asked < QUIET):
            sleep(QUIET / 6)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        with self._lock:
            self._asking += 1
        try:
            yield
        finally:
            with self._lock:
                self._asking -= 1
            self._asked = monotonic()
            self._answered.set()

    def kept(
        self, key: str, media: str, make: Callable[[Shelf], bytes | str]
    ) -> tuple[bytes, str, str, bool]:
        """Bytes, ETag and media type under a key, and whether they were there already."""
        shelf = self.shelf
        address = (key, shelf.version)
        with self._lock:
            if address in self._pages:
                self._pages.move_to_end(address)
                return *self._pages[address], True
            making = self._making.setdefault(address, Lock())
        with making:  # who asks for a page while it is made waits for it
            with self._lock:
                if address in self._pages:
                    return *self._pages[address], True
            try:
                made = make(shelf)
                body = made.encode("utf-8", "replace") if isinstance(made, str) else made
                tag = f'"{sha256(body).hexdigest()[:20]}"'
                self._keep(address, (body, tag, media))
            finally:
                with self._lock:
                    self._making.pop(address, None)
        return body, tag, media, False

    def _keep(self, address: tuple[str, str], made: tuple[bytes, str, str]) -> None:
        with self._lock:
            if address not in self._pages and len(made[0]) < KEPT // 8:
                self._pages[address] = made
                self._size += len(made[0])
                while self._size > KEPT:
                    _, (old, _, _) = self._pages.popitem(last=False)
                    self._size -= len(old)

    def answer(
        self, request: "Request", key: str, media: str, make: Callable[[Shelf], bytes | str]
    ) -> "Response":
        """An answer from what is kept, or made now; ``304`` where the browser has it already."""
        from fastapi import Response

        started = perf_counter()
        with self._answering():
            body, tag, media, was_kept = self.kept(key, media, make)
        took = (perf_counter() - started) * 1000
        headers = {
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Server-Timing": f"{'kept' if was_kept else 'made'};dur={took:.1f}",
        }
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=media, headers=headers)


def shown(known: Page, asked: Asked) -> tuple[str, str, Callable[[Shelf], str]]:
    """The key under which a page is kept, its media type, and what makes it."""

    def make(shelf: Shelf) -> str:
        return html(shelf, known, asked, known.make(shelf, asked), SERVED)

    return f"{known.name} {asked.values!r}", "text/html; charset=utf-8", make
