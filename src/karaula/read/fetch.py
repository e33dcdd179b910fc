"""Fetch one file from the web, within bounds and never from a private network.

Every address of a redirect is resolved once, checked, and connected to by that very address, so
that a name cannot point elsewhere between the check and the connection (DNS rebinding).
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import karaula
from karaula.read.errors import ReadError

MAX_BYTES = 256 * 2**20
"""A long report with pictures has 50 MB; a data set some 100."""
TIMEOUT = 120.0
"""Seconds for the whole transfer, however slowly it drips."""
SILENCE = 20.0
"""Seconds without a byte."""
MAX_REDIRECTS = 5
CHUNK = 64 * 2**10
MAX_NAME = 120
_ENDINGS = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
# Names that some systems keep for devices.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class FetchError(ReadError):
    """An address that cannot or must not be fetched; the sentence says why."""


def fetch(
    url: str,
    folder: Path,
    *,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    allow_private: bool = False,
) -> Path:
    """Fetch ``url`` into ``folder`` and return the path of the new file.

    The file gets the name that the server or the address gives it, made safe, with a number where
    that name is taken. ``allow_private`` permits addresses of the own machine and network, for
    tests. Raises :class:`FetchError`; a file that was not fetched to its end is removed.
    """
    deadline = time.monotonic() + timeout
    seen: list[str] = []
    while True:
        if url in seen:
            raise FetchError(
                "the address leads back to itself in a loop of redirects",
                url,
                "open it in a browser",
            )
        if len(seen) > MAX_REDIRECTS:
            raise FetchError(
                f"the address leads on more than {MAX_REDIRECTS} times",
                seen[0],
                "add the address at which it ends",
            )
        seen.append(url)
        with _asked(url, deadline, allow_private) as response:
            if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                url = urljoin(url, str(response.headers["Location"]))
                continue
            if response.status != 200:
                raise FetchError(
                    f"the server answers {response.status} {response.reason}",
                    url,
                    "check the address, or fetch it by hand and add the file",
                )
            return _stored(response, url, folder, max_bytes, deadline)


@contextmanager
def _asked(url: str, deadline: float, allow_private: bool) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request, its body not read yet."""
    parts = _checked(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolved(host, port, url, allow_private)
    left = _left(deadline, url)
    connection = _Pinned(address, host, port, parts.scheme == "https", left)
    # Cuts the line at the deadline, also while headers drip one byte at a time.
    watch = threading.Timer(left, connection.cut)
    watch.daemon = True
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    )
    try:
        watch.start()
        try:
            connection.request(
                "GET",
                target,
                headers={
                    "User-Agent": f"karaula/{karaula.__version__} (fetches single documents)",
                    "Accept": "*/*",
                    "Accept-Encoding": "identity",
                },
            )
            response = connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as error:
            _left(deadline, url)
            raise FetchError(
                f"cannot be reached ({error or type(error).__name__})",
                url,
                "check the address and the connection",
            ) from error
        yield response
    finally:
        watch.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one checked address, which presents the name of the host."""

    def __init__(self, address: str, host: str, port: int, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=min(timeout, SILENCE))
        self._address = address
        self._secure = secure
        if secure:
            self.default_port = 443

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End the conversation from another thread."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError("is no address that can be read", url, "check it") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise FetchError("is no address of the web", url, "only http:// and https:// are fetched")
    if parts.username or parts.password:
        raise FetchError(
            "holds a user name or password", parts.hostname, "fetch it by hand and add the file"
        )
    return parts


def _resolved(host: str, port: int, url: str, allow_private: bool) -> str:
    """The first address of a host, if every one of its addresses is public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"the host {host} is not known", url, "check the address and the connection"
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise FetchError(
                    f"leads to the private or reserved address {address}",
                    url,
                    "add the file from your disk instead",
                )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if within is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None:
            return is_public(str(within))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _left(deadline: float, url: str) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError(
            "takes too long", url, "fetch it by hand and add the file, or allow more time"
        )
    return left


def _stored(
    response: http.client.HTTPResponse, url: str, folder: Path, max_bytes: int, deadline: float
) -> Path:
    """Stream the body into the folder, at most ``max_bytes`` and until the deadline."""
    too_big = FetchError(
        f"is larger than {max_bytes / 2**20:.0f} MB", url, "fetch it by hand and add what matters"
    )
    told = str(response.headers.get("Content-Length") or "")
    if told.isdecimal() and int(told) > max_bytes:
        raise too_big
    folder.mkdir(parents=True, exist_ok=True)
    path = _free(folder, _name(response.headers, url))
    part = path.with_name(path.name + ".part")
    size = 0
    try:
        with part.open("wb") as file:
            # read1 returns what has come, so that the deadline is looked at after each drop.
            while chunk := response.read1(CHUNK):
                size += len(chunk)
                if size > max_bytes:
                    raise too_big
                file.write(chunk)
                _left(deadline, url)
        _left(deadline, url)
        if told.isdecimal() and size < int(told):
            raise FetchError(f"broke off after {size} of {told} bytes", url, "try it again")
        if size == 0:
            raise FetchError("is empty", url, "check the address")
        part.replace(path)
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(
            f"broke off ({error or type(error).__name__})", url, "try it again"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _name(headers: Message, url: str) -> str:
    """A safe file name from the server's, else from the address; the ending by media type."""
    told = headers.get_filename() or ""
    name = safe_name(told) or safe_name(unquote(urlsplit(url).path.rsplit("/", 1)[-1]))
    name = name or safe_name(urlsplit(url).hostname or "") or "document"
    ending = _ENDINGS.get(headers.get_content_type(), "")
    known = Path(name).suffix.lower()
    if ending and known not in (*_ENDINGS.values(), ".htm", ".markdown", ".tsv"):
        name += ending
    return name


def safe_name(name: str) -> str:
    """A file name without folders, control signs, leading dots and reserved names; may be empty."""
    base = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r"[^\w.\- ()]", "_", base, flags=re.UNICODE).strip(" .")
    clean = re.sub(r"\s+", " ", clean)
    if _RESERVED.match(clean):
        clean = "_" + clean
    if clean.endswith(".source.yml"):  # never take the place of a provenance sidecar
        clean = clean.removesuffix(".yml") + ".txt"
    while len(clean.encode()) > MAX_NAME:
        stem, dot, ending = clean.rpartition(".")
        clean = (stem[:-1] + dot + ending) if dot and len(ending) < 10 and stem else clean[:-1]
    return clean


def _free(folder: Path, name: str) -> Path:
    path = folder / name
    number = 2
    while path.exists() or path.with_name(path.name + ".part").exists():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path
