"""The web server: pages and data of the registry, one shape of error, and pages kept in memory.

A page is a function of the shelf and of what it is asked, so its bytes are kept under its address
and the version of the shelf, and a browser that has them already is told so.
"""

import socket
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from importlib import import_module
from threading import Event, Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

from karaula.errors import KaraulaError
from karaula.evidence.source import Handling
from karaula.hub import safety
from karaula.hub.data import as_csv, as_json
from karaula.hub.links import SERVED
from karaula.hub.page import PAGES, Asked, MissingError, Page, UnusableError, page
from karaula.hub.render import Around, html, plain
from karaula.hub.session import VARIABLE, Password
from karaula.hub.shelf import Shelf, Shelves, UnreadyError
from karaula.workspace import Hub, HubError

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI, Request, Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from karaula.hub.block import Block

KEPT = 48 * 2**20
"""Bytes of pages that are kept; the ones asked for longest ago go first."""

AT_ONCE = 16
"""Requests that are answered at once; others wait. More would divide the same cores, and every
thread takes memory."""

PATIENCE = 3.0
"""Seconds after which the pages of the menu are made, though nobody asked for a page."""

ROUTERS: tuple[str, ...] = ("audit:routes", "report:routes", "review:routes")
"""``module:function`` below ``karaula.hub``: routes beside the pages. A function is given the desk
and returns a router."""

LATE = {"/api/": "api:routes"}
"""Routes that are made when something below their path is first asked for: to make the shapes of
the API takes longer than the first page."""


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
        self.later: list[Callable[[], object]] = []
        """What is made as soon as the first answer is given."""

    @property
    def shelf(self) -> Shelf:
        """The shelf of the last finished build."""
        return self.shelves.current()

    def warm(self) -> None:
        """Make the region's page before it is asked for; when the first answer is given, make what
        others need at first: what draws, a country, and the pages of the menu, whose questions of
        many rows are slow."""
        from karaula.chart import About, card, drawable, svg

        region, *others = (
            known for known in PAGES if known.menu and not known.live and not known.late
        )
        with suppress(KaraulaError):
            self.kept(*_shown(region, Asked()))
        self._answered.wait(PATIENCE)
        for make in self.later:
            make()
        with suppress(KaraulaError):
            if drawable():
                svg(card(About(title="", unit="", period="", source=""), ""))
            for area in self.shelf.members[:1]:
                self.kept(*_shown(page("country"), Asked((("area", area),))))
        for known in others:
            with suppress(KaraulaError):
                self.kept(*_shown(known, Asked()))
        with suppress(KaraulaError):
            self.shelf.hold()

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
        body, tag, media, was_kept = self.kept(key, media, make)
        took = (perf_counter() - started) * 1000
        self._answered.set()
        headers = {
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Server-Timing": f"{'kept' if was_kept else 'made'};dur={took:.1f}",
        }
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=media, headers=headers)


def application(
    hub: Hub,
    level: Handling = "TLP:CLEAR",
    hosts: tuple[str, ...] = safety.LOOPBACK,
    gate: safety.Gate | None = None,
) -> "FastAPI":
    """The hub as a web application, whose ``gate`` says who may write. Raises :class:`HubError`
    where it is not built."""
    from fastapi import Depends, FastAPI
    from fastapi.staticfiles import StaticFiles

    gate = gate or safety.Gate()
    desk = Desk(hub, level, gate)
    app = FastAPI(
        title=f"Karaula: {hub.config.name}",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(gate.check())],
        lifespan=_bounded,
    )
    app.state.desk = desk
    for name in ROUTERS:
        app.include_router(_router(name, desk))
    app.include_router(_pages(desk))
    app.mount("/static", StaticFiles(packages=[("karaula.hub", "static")]), name="static")
    _errors(app, desk)
    late = _Late(app, desk)
    desk.later.append(late.all)
    app.add_middleware(late.on_the_way)
    if gate.closed:
        app.add_middleware(safety.Door, gate=gate)
    app.add_middleware(safety.Guard, hosts=hosts)
    return app


@asynccontextmanager
async def _bounded(_app: "FastAPI") -> AsyncIterator[None]:
    from anyio.to_thread import current_default_thread_limiter

    current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def _router(name: str, desk: Desk) -> "APIRouter":
    module, _, function = name.partition(":")
    make: Callable[[Desk], APIRouter] = getattr(import_module(f"karaula.hub.{module}"), function)
    return make(desk)


class _Late:
    """Routes that are made when first asked for, also by the description of the whole."""

    def __init__(self, app: "FastAPI", desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._waiting = dict(LATE)
        self._lock = Lock()
        self._described = app.openapi
        app.openapi = self._describe  # type: ignore[method-assign]

    def all(self) -> None:
        """Make all that are still waiting."""
        for path in LATE:
            self.make(path)

    def make(self, path: str) -> None:
        """Make the routes below a path, where they are not there yet."""
        with self._lock:
            if name := self._waiting.get(path):
                self._app.include_router(_router(name, self._desk))
                del self._waiting[path]

    def _describe(self) -> dict[str, Any]:
        self.all()
        return self._described()

    def on_the_way(self, app: "ASGIApp") -> "ASGIApp":
        """The application, which makes what a request needs before it passes it on."""
        from starlette.concurrency import run_in_threadpool

        async def passed_on(scope: "Scope", receive: "Receive", send: "Send") -> None:
            asked = scope["path"] if scope["type"] == "http" else ""
            for path in [path for path in self._waiting if asked.startswith(path)]:
                await run_in_threadpool(self.make, path)
            await app(scope, receive, send)

        return passed_on


def _shown(known: Page, asked: Asked) -> tuple[str, str, Callable[[Shelf], str]]:
    """The key under which a page is kept, its media type, and what makes it."""

    def make(shelf: Shelf) -> str:
        return html(shelf, known, asked, known.make(shelf, asked), SERVED)

    return f"{known.name} {asked.values!r}", "text/html; charset=utf-8", make


def _pages(desk: Desk) -> "APIRouter":
    from fastapi import APIRouter, Request, Response
    from fastapi.responses import HTMLResponse

    router = APIRouter()

    def shown(known: Page) -> Callable[[Request], Response]:
        def show(request: Request) -> Response:
            asked = known.asked({**request.query_params, **request.path_params})
            return desk.answer(request, *_shown(known, asked))

        return show

    for known in PAGES:
        router.add_api_route(
            known.path, shown(known), methods=["GET", "HEAD"], name=known.name,
            response_class=HTMLResponse, include_in_schema=False,
        )  # fmt: skip

    @router.get("/static/charts.css", include_in_schema=False)
    def charts(request: Request) -> Response:
        return desk.answer(request, "charts.css", "text/css", lambda _: chart_style())

    @router.get("/data/{name}/{block}.{ending}", summary="The data of a block of a page")
    def data(request: Request, name: str, block: str, ending: str) -> Response:
        """Rows of a block. What stands in the page's address and query is asked in the query."""
        known = page(name)
        asked = known.asked(request.query_params)
        if lacking := [slot for slot in known.slots if not asked.get(slot)]:
            raise UnusableError(f"the query lacks {', '.join(lacking)}")
        if ending not in ("csv", "json"):
            raise MissingError("there are no data in this form", None, "ask for csv or json")

        def make(shelf: Shelf) -> str:
            return block_data(shelf, known, asked, block, ending)

        media = "text/csv; charset=utf-8" if ending == "csv" else "application/json"
        answer = desk.answer(request, f"{name} {block} {ending} {asked.values!r}", media, make)
        file = "-".join([name, *(value for _, value in asked.values), block])
        safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in file)[:120]
        if ending == "csv":
            answer.headers["Content-Disposition"] = f'attachment; filename="{safe}.csv"'
        return answer

    return router


def block_data(shelf: Shelf, known: Page, asked: Asked, block: str, ending: str) -> str:
    """The data of a block as CSV or JSON text. Raises :class:`MissingError` for an unknown one."""
    found = known.make(shelf, asked).block(block)
    if found is None:
        raise MissingError("there is no such block on this page")
    return as_csv(found) if ending == "csv" else block_json(shelf, known, asked, found)


def block_json(shelf: Shelf, known: Page, asked: Asked, block: "Block") -> str:
    """The data of a block as JSON text, with where it stands."""
    import json

    about = {"page": known.name, "asked": dict(asked.values), "version": shelf.version}
    return json.dumps(about | as_json(block), ensure_ascii=False, indent=1) + "\n"


def chart_style() -> str:
    """Colours of the charts as properties, and style that shows light drawings on dark paper."""
    from karaula.chart.theme import dark_css, properties

    auto, chosen = ':root:not([data-theme="light"])', ':root[data-theme="dark"]'
    system = f"{properties(auto, 'dark')}\n{dark_css(f'{auto} .drawing svg')}"
    return (
        f"{properties(':root')}\n"
        f"@media (prefers-color-scheme: dark) {{\n{system}\n}}\n"
        f"{properties(chosen, 'dark')}\n{dark_css(f'{chosen} .drawing svg')}\n"
    )


def problem(status: int, title: str, detail: str) -> dict[str, Any]:
    """The one shape of an error (RFC 9457)."""
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}


def _errors(app: "FastAPI", desk: Desk) -> None:
    import logging

    from fastapi import Request, Response
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import HTMLResponse, JSONResponse
    from starlette.exceptions import HTTPException

    titles = {400: "Cannot be answered", 403: "Not allowed", 404: "Not found",
              405: "Not so", 413: "Too large", 422: "Cannot be answered",
              500: "A fault of Karaula", 503: "Being built"}  # fmt: skip

    def told(
        request: Request, status: int, detail: str, more: Mapping[str, str] | None = None
    ) -> Response:
        title = titles.get(status, "Not so")
        headers = {"Retry-After": "5"} if status == 503 else dict(more or {})
        for_people = "text/html" in request.headers.get("accept", "")
        if for_people and not request.url.path.startswith(("/data/", "/api/", "/static/")):
            around = Around.of(desk.shelf)
            body = plain("error.html.j2", around, SERVED, title=title, detail=detail)
            return HTMLResponse(body, status, headers)
        found = problem(status, title, detail)
        return JSONResponse(found, status, headers, media_type="application/problem+json")

    def known_fault(request: Request, error: Exception) -> Response:
        known = ((MissingError, 404), (UnusableError, 400), (UnreadyError, 503))
        status = next((code for kind, code in known if isinstance(error, kind)), 500)
        if status == 500:
            logging.getLogger("karaula.hub").error("%s: %s", request.url.path, error)
        return told(request, status, _sentence(str(error)))

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = "there is no such page" if error.status_code == 404 else str(error.detail)
        return told(request, error.status_code, _sentence(detail), error.headers)

    def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors()]
        return told(request, 422, _sentence("; ".join(faults)))

    def fault(request: Request, _error: Exception) -> Response:
        # Starlette logs the error itself, and answers outside the guard; a reader sees nothing.
        answer = told(request, 500, "This is a fault of Karaula. What it was stands in its log.")
        answer.headers.update(safety.HEADERS)
        return answer

    app.add_exception_handler(KaraulaError, known_fault)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(Exception, fault)


def _sentence(said: str) -> str:
    said = said.strip()
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "…", "?")) else ".")


class Server:
    """A hub at an address: bound when made, so that a taken port is told before anything else.

    Above TLP:CLEAR, reading needs the password too. Raises :class:`HubError` where the address
    cannot be had, the hub is not built, or such a hub has no password.
    """

    def __init__(
        self,
        hub: Hub,
        host: str,
        port: int,
        level: Handling = "TLP:CLEAR",
        password: Password | None = None,
    ) -> None:
        self.local = safety.is_loopback(host)
        closed = level != "TLP:CLEAR"
        if closed and password is None:
            remedy = f"name a --password-file, or set {VARIABLE}"
            raise HubError("what is not for all is shown under a password alone", level, remedy)
        gate = safety.Gate(self.local, password, closed=closed)
        hosts = (*safety.LOOPBACK, host) if self.local else ("*",)
        self._app = application(hub, level, hosts, gate)
        self._socket = _bound(host, port)
        name = f"[{host}]" if ":" in host else host
        self.address = f"http://{name}:{self._socket.getsockname()[1]}/"
        self.told = f"It shows what is {level}. {gate.told}"
        if not self.local and not closed:
            self.told += " Others on the network can read it."

    def run(self) -> None:
        """Serve until the process is told to end."""
        import uvicorn

        config = uvicorn.Config(
            self._app, log_level="warning", access_log=False, server_header=False
        )
        Thread(target=self._app.state.desk.warm, daemon=True).start()
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run([self._socket])


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(256)
    except OSError as error:
        found.close()
        remedy = "choose another one with --port (0 is any that is free) or --host"
        told = f"the hub cannot be served here ({error.strerror or error})"
        raise HubError(told, f"{host}:{port}", remedy) from error
    return found
