"""What keeps the hub safe: headers on every answer, and which hosts it answers to."""

from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

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

        asked = host_name(Headers(scope=scope).get("host", ""))
        if "*" in self.hosts or asked in self.hosts:
            await self.app(scope, receive, guarded)
        else:
            told = "This hub does not answer under that name: see `karaula serve --help`.\n"
            await PlainTextResponse(told, 421)(scope, receive, guarded)


def host_name(header: str) -> str:
    """The name in a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()
