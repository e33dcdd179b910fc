"""Fetching: bounded, and never from a private network."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from karaula.read.fetch import FetchError, fetch, is_public, safe_name


class Site(BaseHTTPRequestHandler):
    """A small hostile site."""

    def log_message(self, *_args: object) -> None:
        pass

    def do_GET(self) -> None:
        name = self.path.split("?")[0]
        if name == "/report.pdf":
            self.answer(b"%PDF-1.7 words", {"Content-Type": "application/pdf"})
        elif name == "/named":
            self.answer(b"words", {"Content-Disposition": 'attachment; filename="../../etc/x.txt"'})
        elif name == "/page":
            self.answer(b"<html>words</html>", {"Content-Type": "text/html; charset=utf-8"})
        elif name == "/agent":
            self.answer(self.headers["User-Agent"].encode(), {"Content-Type": "text/plain"})
        elif name.startswith("/hop/"):
            left = int(name.rsplit("/", 1)[1])
            self.lead(f"/hop/{left - 1}" if left else "/report.pdf")
        elif name == "/loop":
            self.lead("/pool")
        elif name == "/pool":
            self.lead("/loop")
        elif name == "/file":
            self.lead("file:///etc/passwd")
        elif name == "/inside":
            self.lead("http://169.254.169.254/latest/meta-data")
        elif name == "/endless":
            self.stream(b"x" * 65536, pause=0)
        elif name == "/drip":
            self.stream(b"x", pause=0.05)
        elif name == "/slow-head":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            self.drip(b"X-Drip: drip\r\n", pause=0.05)
        elif name == "/big":
            self.answer(b"", {"Content-Length": str(10**12)})
        elif name == "/broken":
            self.answer(b"half", {"Content-Length": "8"})
        elif name == "/empty":
            self.answer(b"", {"Content-Length": "0"})
        else:
            self.send_error(404)

    def answer(self, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def lead(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def stream(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        self.drip(piece, pause)

    def drip(self, piece: bytes, pause: float) -> None:
        try:
            while True:
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def refused(url: str, folder: Path, **options: float) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, folder, allow_private=True, **options)  # type: ignore[arg-type]
    said = str(caught.value)
    assert "\n" not in said and not list(folder.glob("*"))
    return said


def test_a_file_is_stored_under_its_name(site: str, tmp_path: Path) -> None:
    path = fetch(f"{site}/report.pdf", tmp_path, allow_private=True)
    assert path == tmp_path / "report.pdf" and path.read_bytes() == b"%PDF-1.7 words"
    again = fetch(f"{site}/report.pdf?x=1", tmp_path, allow_private=True)
    assert again.name == "report-2.pdf"


def test_names_of_servers_stay_in_the_folder(site: str, tmp_path: Path) -> None:
    path = fetch(f"{site}/named", tmp_path / "deep", allow_private=True)
    assert path == tmp_path / "deep" / "x.txt"


def test_the_ending_comes_from_the_media_type(site: str, tmp_path: Path) -> None:
    assert fetch(f"{site}/page", tmp_path, allow_private=True).name == "page.html"


def test_the_program_says_who_it_is(site: str, tmp_path: Path) -> None:
    path = fetch(f"{site}/agent", tmp_path, allow_private=True)
    assert path.read_text().startswith("karaula/")


def test_five_redirects_are_followed_and_six_are_not(site: str, tmp_path: Path) -> None:
    assert fetch(f"{site}/hop/4", tmp_path / "five", allow_private=True).name == "report.pdf"
    assert "more than 5 times" in refused(f"{site}/hop/5", tmp_path / "six")


def test_the_own_machine_is_refused(site: str, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"private or reserved address 127\.0\.0\.1"):
        fetch(f"{site}/report.pdf", tmp_path)
    with pytest.raises(FetchError, match="private or reserved"):
        fetch(f"{site.replace('127.0.0.1', 'localhost')}/report.pdf", tmp_path)


def test_a_redirect_into_the_network_is_refused(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The site itself passes for public; what it leads to does not.
    monkeypatch.setattr(
        "karaula.read.fetch.is_public", lambda ip: ip == "127.0.0.1" or is_public(ip)
    )
    with pytest.raises(FetchError, match=r"169\.254\.169\.254"):
        fetch(f"{site}/inside", tmp_path)


def test_a_name_with_one_private_address_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: both)
    with pytest.raises(FetchError, match=r"10\.0\.0\.7"):
        fetch("http://rebinding.example/", tmp_path)


def test_the_checked_address_is_the_one_connected_to(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rsplit(":", 1)[1])
    asked: list[str] = []

    def resolve(host: str, *_args: object, **_options: object) -> list[object]:
        asked.append(host)
        assert len(asked) == 1, "the name is looked up once only"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("karaula.read.fetch.socket.getaddrinfo", resolve)
    met: list[tuple[str, int]] = []

    def watched(address: tuple[str, int], timeout: float) -> socket.socket:
        met.append(address)
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(address)
        return line

    monkeypatch.setattr("karaula.read.fetch.socket.create_connection", watched)
    fetch(f"http://hills.example:{port}/report.pdf", tmp_path, allow_private=True)
    assert met == [("127.0.0.1", port)]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/loop", "in a loop of redirects"),
        ("/file", "is no address of the web"),
        ("/nothing", "the server answers 404"),
        ("/big", "is larger than"),
        ("/broken", "broke off"),
        ("/empty", "is empty"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(
    site: str, tmp_path: Path, path: str, said: str
) -> None:
    assert said in refused(site + path, tmp_path)


def test_an_endless_file_stops_at_the_limit(site: str, tmp_path: Path) -> None:
    assert "is larger than 1 MB" in refused(f"{site}/endless", tmp_path, max_bytes=2**20)


@pytest.mark.parametrize("path", ["/drip", "/slow-head"])
def test_a_drip_that_never_ends_stops_in_time(site: str, tmp_path: Path, path: str) -> None:
    assert "takes too long" in refused(site + path, tmp_path, timeout=0.6)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/a", "file:///etc/passwd", "gopher://a", "http://", "http://[::1", "a.pdf",
     "http://user:secret@example.org/"],
)  # fmt: skip
def test_what_is_no_address_of_the_web(tmp_path: Path, url: str) -> None:
    said = refused(url, tmp_path)
    assert "secret" not in said


def test_an_unknown_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "host nowhere.example is not known" in refused("http://nowhere.example/", tmp_path)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".hidden", "hidden"),
        ("a\x00b\nc.pdf", "a_b_c.pdf"),
        ("CON.txt", "_CON.txt"),
        ("izvještaj 2020.pdf", "izvještaj 2020.pdf"),
        ("x.pdf.source.yml", "x.pdf.source.txt"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("..", ""),
        ("", ""),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe
