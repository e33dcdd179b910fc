"""Documents are hostile: nothing that stands in one becomes markup, script or a path."""

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.hub.links import SERVED, filled, site_of
from karaula.hub.page import PAGES
from karaula.hub.shelf import Shelf
from karaula.workspace import Hub

SCRIPT = "<script>alert(1)</script>"
TEXT = f"""# {SCRIPT} "onload=x

Albania is a key transit country for cocaine {SCRIPT}. Serbia is a key<img src=x onerror=alert(1)>
destination for heroin.

In May 2022 police seized 200 kg of cocaine in "><svg onload=alert(1)> Durres, Albania.

Read [more](javascript:alert(5)) or [less](../../../etc/passwd).

Groups such as the "><script>alert(2)</script> clan are active in Serbia.
"""
SIDECAR = """title: '"><script>alert(3)</script>'
publisher: '{{ 7 * 7 }}<b onmouseover=alert(4)>'
url: 'https://evil.example/a'
"""
NAME = "a..%2f..%2f<img src=x>.md"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, Shelf]:
    from tests.hub.conftest import SCORES, write

    hub = write(
        Hub.create(tmp_path_factory.mktemp("hostile") / "hub"),
        {"scores.csv": SCORES, NAME: TEXT, f"{NAME}.source.yml": SIDECAR},
    )
    return TestClient(app(hub), base_url="http://localhost"), Shelf(hub)


def pages(shelf: Shelf) -> list[str]:
    found = []
    for page in PAGES:
        addresses = list(page.addresses(shelf))[:8]
        found += [SERVED.to(page.name, **dict(address)) for address in addresses]
    return found


def test_no_text_of_a_source_becomes_markup(hostile: tuple[TestClient, Shelf]) -> None:
    from lxml import html

    client, shelf = hostile
    seen = ""
    for path in pages(shelf):
        answer = client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 200, path
        seen += answer.text
        tree = html.fromstring(answer.text)
        inline = "//script[not(@src) and not(@type='application/json')]"
        assert not tree.xpath(f"{inline} | //img[@src='x'] | //b"), path
        assert not [a for a in tree.xpath("//@*") if a.attrname.startswith("on")], path
        for link in tree.xpath("//a/@href | //form/@action | //script/@src | //link/@href"):
            ours = link.startswith(("/", "#")) and not link.startswith("//")
            assert ours or link == "https://evil.example/a", (path, link)
            assert ".." not in link, (path, link)
    assert "&lt;script&gt;alert(3)" in seen, "the title of the source is shown, as text"
    assert "{{ 7 * 7 }}" in seen, "no template is made of a source"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x",
        "vbscript:x", "//evil.example", "http://a b", 'http://a"onclick=x', "", None,
        "file:///etc/passwd", "http://a\nb",
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert site_of(url) is None


def test_a_link_out_says_the_site_that_it_goes_to() -> None:
    assert site_of("https://good.example@evil.example/x") == (
        "https://good.example@evil.example/x",
        "evil.example",
    )


@pytest.mark.parametrize("value", ["..", ".", "../../x", "a/b", "a?b=c", "a#b", "%2e%2e", "a\\b"])
def test_no_value_leaves_its_own_part_of_a_path(value: str) -> None:
    path = filled("/claim/{id}", {"id": value})
    rest = path.removeprefix("/claim/")
    assert not set(rest) & set("/?#\\") and rest.strip(".")
