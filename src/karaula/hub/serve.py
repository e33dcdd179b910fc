"""The web server: pages and data of the registry at their addresses, and where it listens."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from karaula.evidence.source import Handling
from karaula.hub import safety
from karaula.hub.data import block_data
from karaula.hub.desk import Desk, shown
from karaula.hub.faults import answer_faults
from karaula.hub.page import PAGES, MissingError, Page, UnusableError, page
from karaula.hub.render import chart_style
from karaula.hub.session import VARIABLE, Password
from karaula.hub.shelf import Shelf
from karaula.workspace import Hub, HubError

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

AT_ONCE = 8
"""Requests that are answered at once; others wait. More would divide the same cores, and every
thread takes memory."""

ROUTERS: tuple[str, ...] = ("audit:routes", "report:routes", "review:routes")
"""``module:function`` below ``karaula.hub``: routes beside the pages. A function is given the desk
and returns a router."""

LATE = {"/api/": "api:routes"}
"""Routes that are made when something below their path is first asked for: to make the shapes of
the API takes longer than the first page."""


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
    answer_faults(app, desk)
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


def _pages(desk: Desk) -> "APIRouter":
    from fastapi import APIRouter, Request, Response
    from fastapi.responses import HTMLResponse

    router = APIRouter()

    def showing(known: Page) -> Callable[[Request], Response]:
        def show(request: Request) -> Response:
            asked = known.asked({**request.query_params, **request.path_params})
            return desk.answer(request, *shown(known, asked))

        return show

    for known in PAGES:
        router.add_api_route(
            known.path, showing(known), methods=["GET", "HEAD"], name=known.name,
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
