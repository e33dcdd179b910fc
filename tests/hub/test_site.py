"""The hub as files: every link alive, nothing that is not for all, and no path from words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.hub.filed import Wanted, data_file, file_of
from karaula.hub.helpers import Helpers
from karaula.hub.page import PAGES, Asked, MissingError, at_address, page
from karaula.hub.shelf import Shelf
from karaula.hub.site import MARK, write_site
from karaula.workspace import Hub, HubError


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.found.append(value)
            if name == "id" and value and tag != "script":
                self.ids.add(value)


@pytest.fixture(scope="module")
def site(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the small hub as files."""
    folder = tmp_path_factory.mktemp("site") / "pages"
    assert write_site(hub, folder) > 20
    return folder


def pages(site: Path) -> Iterator[tuple[Path, _Links]]:
    for file in sorted(site.rglob("*.html")):
        links = _Links()
        links.feed(file.read_text(encoding="utf-8"))
        yield file, links


def test_every_link_is_alive(site: Path) -> None:
    ids = {file.resolve(): links.ids for file, links in pages(site)}
    for file, links in pages(site):
        for address in links.found:
            parts = urlsplit(address)
            if parts.scheme in ("http", "https"):
                continue
            assert not parts.scheme and not parts.netloc and not parts.query, address
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file.resolve()
            if address.startswith(("../static/built", "static/built")) or "/built/" in address:
                continue  # is there where the front end was built
            assert target.is_file(), f"{file.relative_to(site)}: {address}"
            if parts.fragment and target in ids:
                assert unquote(parts.fragment) in ids[target], f"{file}: {address}"


def test_nothing_that_the_reader_may_not_see_is_written(site: Path) -> None:
    for file in site.rglob("*"):
        if file.suffix in (".html", ".csv", ".json"):
            assert "zugzwang" not in file.read_text(encoding="utf-8")


def test_what_needs_an_answer_is_left_out(site: Path) -> None:
    for file, links in pages(site):
        assert "<form" not in file.read_text(encoding="utf-8"), file
        assert not any("review" in address for address in links.found)


def test_every_table_lies_beside_its_page_as_data(site: Path) -> None:
    assert (site / "country" / "SRB" / "index.html").is_file()
    assert list((site / "country" / "SRB").glob("*.csv"))
    assert list((site / "country" / "SRB").glob("*.json"))


def test_the_same_lake_gives_the_same_bytes_whoever_writes_them(
    site: Path, hub: Hub, tmp_path: Path
) -> None:
    write_site(hub, tmp_path / "again", helpers=1)
    first = {f.relative_to(site): f.read_bytes() for f in site.rglob("*") if f.is_file()}
    again = tmp_path / "again"
    assert first == {f.relative_to(again): f.read_bytes() for f in again.rglob("*") if f.is_file()}


def test_what_a_lost_helper_was_given_is_put_back(shelf: Shelf, tmp_path: Path) -> None:
    keys = [("claim", Asked((("id", str(number)),))) for number in range(20)]
    wanted = Wanted(lambda _: False)
    for key in keys:
        wanted.add(key)
    with Helpers(shelf, tmp_path, 1) as hands:
        hands.give(wanted)
        assert hands._pool is not None
        for process in hands._pool._processes.values():
            process.kill()
        while hands.wait():
            assert list(hands.written(wanted)) == []
        hands.give(wanted)
        assert not hands.wait()
    assert sorted(wanted.take(99), key=repr) == sorted(keys, key=repr)


def test_a_folder_of_somebody_else_is_not_touched(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear reader")
    with pytest.raises(HubError, match="holds no site"):
        write_site(hub, tmp_path / "mine")
    assert [f.name for f in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    assert [f.name for f in tmp_path.iterdir()] == ["mine"]


def test_a_site_is_written_anew_in_its_place(site: Path, hub: Hub) -> None:
    (site / "old.html").write_text("old")
    write_site(hub, site)
    assert not (site / "old.html").exists()
    assert (site / MARK).is_file()


@given(st.text(min_size=1, max_size=60))
def test_no_value_leaves_the_folder(value: str) -> None:
    for known in (one for one in PAGES if one.slots):
        asked = Asked(tuple((slot, value) for slot in known.slots))
        for file in (file_of(known, asked), data_file(known, asked, value, "csv")):
            assert not file.startswith("/")
            assert not set(Path(file).parts) & {"..", "."}
            assert re.fullmatch(r"[A-Za-z0-9_~/.-]+", file)


@pytest.mark.parametrize(
    ("address", "name", "values"),
    [
        ("/", "region", {}),
        ("/country/SRB?page=2", "country", {"area": "SRB", "page": "2"}),
        ("/corridor/TUR/BGR#said", "corridor", {"start": "TUR", "end": "BGR"}),
        ("/source/a%2Fb", "source", {"id": "a/b"}),
    ],
)
def test_the_page_at_an_address(address: str, name: str, values: dict[str, str]) -> None:
    known, asked = at_address(address)
    assert known == page(name)
    assert dict(asked.values) == values


def test_no_page_at_an_address() -> None:
    with pytest.raises(MissingError):
        at_address("/nowhere")
