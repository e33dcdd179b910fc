"""What keeps the hub safe: headers on every answer, which hosts it answers to, who may write."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

from karaula.hub.session import COOKIE, Password, Session, Sessions

if TYPE_CHECKING:
    from fastapi import Request, Response
    from starlette.datastructures import Headers
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "worker-src 'self' blob:", "form-action 'self'",
    "base-uri 'none'", "frame-ancestors 'none'",
])  # fmt: skip
"""No inline script or style, and nothing from elsewhere."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

"""With ``no-referrer`` browsers would send ``Origin: null`` with forms of the hub's own."""

READS = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing."""
QUESTIONS = ("/index/audit",)
"""Paths that are asked by another method and change nothing all the same."""
BODY = 256 * 1024
"""Bytes of the body of a request."""
FIELDS, FIELD = 200, 4_000
"""Fields of a form, and characters of each."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    bare = host.strip("[]")
    if bare in LOOPBACK:
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False


class Guard:
    """Puts the headers on every answer, and refuses to answer under a name that is not the hub's.

    Another name means that a page elsewhere had its name led to this machine, to read what only
    this machine may. ``("*",)`` answers to any name.
    """

    def __init__(self, app: "ASGIApp", hosts: tuple[str, ...] = LOOPBACK) -> None:
        self.app = app
        self.hosts = {host.strip("[]").lower() for host in hosts}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        from starlette.datastructures import Headers, MutableHeaders
        from starlette.responses import PlainTextResponse

        async def guarded(message: "Message") -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if "*" not in self.hosts and host_name(headers.get("host", "")) not in self.hosts:
            told = "This hub does not answer under that name: see `karaula serve --help`.\n"
            await PlainTextResponse(told, 421)(scope, receive, guarded)
        elif scope["method"] not in READS and is_foreign(headers):
            told = "This was sent from a page that is not of this hub.\n"
            await PlainTextResponse(told, 403)(scope, receive, guarded)
        else:
            await self.app(scope, _bounded(receive, headers), guarded)


def is_foreign(headers: "Headers") -> bool:
    """Whether a request was made by a page of another site, as its browser says."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def _bounded(receive: "Receive", headers: "Headers") -> "Receive":
    """A body of which no more is read than :data:`BODY`, whatever it says of its length."""
    from starlette.exceptions import HTTPException

    told = f"what was sent is larger than {BODY // 1024} kB"
    length = headers.get("content-length", "0")
    seen = 0

    async def bounded() -> "Message":
        nonlocal seen
        if not length.isdecimal() or int(length) > BODY:
            raise HTTPException(413, told)
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > BODY:
            raise HTTPException(413, told)
        return message

    return bounded


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may write: on this machine everybody who reads, elsewhere who gives the password."""

    local: bool = True
    """Whether the hub is bound to the loopback alone."""
    password: Password | None = None
    sessions: Sessions = field(default_factory=Sessions)
    closed: bool = False
    """Whether the hub shows more than is for all, so that reading needs the log-in too."""

    @property
    def opens(self) -> bool:
        """Whether anybody may write at all."""
        return self.local or self.password is not None

    @property
    def told(self) -> str:
        """Who may write, in a sentence."""
        if self.closed:
            way = "" if self.local else ", over https"
            return f"Reading and changes are open to who logs in with the password{way}."
        if self.password is not None:
            way = "" if self.local else ", over https"
            return f"Changes are open to who logs in with the password{way}."
        if self.local:
            return "Changes are open to everybody on this machine."
        return "It takes no changes: for these set a password, or serve it on this machine alone."

    def session(self, request: "Request") -> Session:
        """The session of a browser; a new one where it has none."""
        return self.sessions.read(request.cookies.get(COOKIE)) or self.sessions.new()

    def may_write(self, request: "Request", session: Session) -> bool:
        """Whether this browser may write. What a proxy passes on did not come from this machine."""
        if self.password is not None:
            return session.logged_in
        passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "via"))
        return self.local and not passed_on

    def lets_in(self, path: str, cookie: str | None) -> bool:
        """Whether a request may be answered at all: what anybody may ask of a closed hub is its
        log-in and its looks."""
        if not self.closed or path == LOG_IN or path.startswith("/static/"):
            return True
        session = self.sessions.read(cookie)
        return session is not None and session.logged_in

    def give(self, response: "Response", request: "Request", session: Session) -> None:
        """Give a browser its session."""
        response.set_cookie(
            COOKIE,
            self.sessions.cookie(session),
            httponly=True,
            samesite="strict",
            secure=not is_loopback(host_name(request.headers.get("host", ""))),
            path="/",
        )

    def check(self) -> Callable[["Request"], Awaitable[None]]:
        """What every request passes before it is answered. Fields of a form that may be carried out
        stand in ``request.state.fields`` afterwards."""
        from fastapi import HTTPException, Request

        async def check(request: Request) -> None:
            if request.method in READS or request.url.path in QUESTIONS:
                return
            fields = form(await request.body())
            if not self.opens:
                raise HTTPException(403, "this hub takes no changes: see `karaula serve --help`")
            session = self.sessions.read(request.cookies.get(COOKIE))
            if session is None or not self.sessions.fits(session, _first(fields, "token")):
                raise HTTPException(403, "the page is too old for this: load it anew, then repeat")
            if request.url.path != LOG_IN and not self.may_write(request, session):
                raise HTTPException(403, "changes need a log-in first")
            request.state.fields = fields
            request.state.session = session

        return check


class Door:
    """Before a hub that shows more than is for all: nothing of it is answered before the log-in,
    and nothing of it is kept on the way or on a disk."""

    def __init__(self, app: "ASGIApp", gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request (ASGI)."""
        from starlette.datastructures import MutableHeaders
        from starlette.requests import HTTPConnection
        from starlette.responses import JSONResponse, RedirectResponse

        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        path = scope["path"]

        async def unkept(message: "Message") -> None:
            if message["type"] == "http.response.start" and not path.startswith("/static/"):
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        if scope["type"] == "http" and self.gate.lets_in(path, asked.cookies.get(COOKIE)):
            await self.app(scope, receive, unkept)
        elif "text/html" in asked.headers.get("accept", ""):
            query = scope["query_string"].decode("ascii", "replace")
            to = quote(f"{path}?{query}" if query else path)
            await RedirectResponse(f"{LOG_IN}?next={to}", 303)(scope, receive, unkept)
        else:
            told = {"type": "about:blank", "title": "Not allowed", "status": 401,
                    "detail": "This hub is read after a log-in."}  # fmt: skip
            answer = JSONResponse(told, 401, media_type="application/problem+json")
            await answer(scope, receive, unkept)


LOG_IN = "/review/log-in"
"""The one write that needs no right to write."""

Fields = dict[str, tuple[str, ...]]


def form(body: bytes) -> Fields:
    """Fields of a form by name, each with its values. Raises ``HTTPException`` (413, 422)."""
    from fastapi import HTTPException

    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=FIELDS,
        )
    except ValueError:  # also for characters that are none, and for too many fields
        raise HTTPException(422, "what was sent is no form, or has too many fields") from None
    found: Fields = {}
    for name, value in pairs:
        if len(name) > FIELD or len(value) > FIELD:
            raise HTTPException(413, f"a field holds more than {FIELD:,} characters")
        found[name] = (*found.get(name, ()), value)
    return found


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, ("",))[0]


def within(address: str, default: str) -> str:
    """An address of this hub that a form asks to go on to; the default for any other one."""
    plain = address.isascii() and address.isprintable() and not set(address) & set('\\ "<>')
    return address if plain and address.startswith("/") and address[1:2] != "/" else default


def host_name(header: str) -> str:
    """The name in a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()
