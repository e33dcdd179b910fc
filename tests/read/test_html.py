"""HTML: words in order, furniture set aside, notes, tables, what the page tells of itself."""

from pathlib import Path

import pytest

from karaula.evidence import Document
from karaula.read import ReadError, read
from karaula.read.sidecar import source_of

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Hills | Portal</title>
<meta property="og:site_name" content="Hill Portal">
<script type="application/ld+json">
{"@type": "NewsArticle", "datePublished": "2021-03-05T10:00"}</script>
<link rel="canonical" href="https://example.org/hills"></head><body>
<header><a href="/">Portal</a></header>
<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">News</a></li></ul></nav>
<div class="cookie-banner">Agree</div>
<article><header><h1>Crime in the hills</h1></header>
<p>Police seized 1,500&nbsp;kg of   coca&iuml;ne<sup><a href="#n1" id="r1">1</a></sup> &amp;
arms on 10 m<sup>2</sup>.<br>All was burnt.</p>
<h2>Figures</h2>
<table><caption>Seizures</caption><tr><th>Year</th><th>kg</th></tr><tr><td>2020</td><td>12,5</td></tr></table>
<p hidden>Not for eyes.</p>
<ul><li>first <b>item</b></li></ul>
<ol><li id="n1"><p>Ana Example, “Roads”, 2020. <a href="#r1">↩</a></p></li></ol>
<ul><li><a href="1">One link</a><li><a href="2">Two link</a><li><a href="3">Three</a>
<li><a href="4">Four</a></ul>
</article><footer>© Hill Portal</footer><script>document.write("evil")</script></body></html>"""


def page(folder: Path, html: str | bytes) -> Path:
    path = folder / "page.html"
    path.write_bytes(html.encode() if isinstance(html, str) else html)
    return path


def kept(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.words(p)) for p in document.passages if not p.set_aside]


def test_words_in_order_without_what_surrounds_them(tmp_path: Path) -> None:
    document = read(page(tmp_path, PAGE))
    assert kept(document) == [
        ("heading", "Crime in the hills"),
        (
            "paragraph",
            "Police seized 1,500\xa0kg of cocaïne & arms on 10 m².\nAll was burnt.",
        ),
        ("heading", "Figures"),
        ("caption", "Seizures"),
        ("table", "Year\tkg\n2020\t12,5"),
        ("list_item", "first item"),
        ("footnote", "Ana Example, “Roads”, 2020. ↩"),
    ]
    assert document.text == "\n\n".join(document.words(p) for p in document.passages)


def test_what_is_set_aside_says_why(tmp_path: Path) -> None:
    document = read(page(tmp_path, PAGE))
    aside = {document.words(p): p.set_aside for p in document.passages if p.set_aside}
    assert aside == {
        "Portal": "head of the site",
        "Home": "menu or list of links",
        "News": "menu or list of links",
        "Agree": "furniture of the site",
        "Not for eyes.": "not shown on the page",
        **dict.fromkeys(["One link", "Two link", "Three", "Four"], "menu or list of links"),
        "© Hill Portal": "foot of the site",
    }


def test_note_is_tied_to_the_word_before_its_number(tmp_path: Path) -> None:
    document = read(page(tmp_path, PAGE))
    (ref,) = [ref for p in document.passages for ref in p.note_refs]
    assert document.text[: ref.at].endswith("cocaïne") and ref.label == "fn1"


def test_page_tells_where_it_came_from(tmp_path: Path) -> None:
    source = source_of(page(tmp_path, PAGE))
    assert (source.title, source.publisher, source.published, source.url, source.language) == (
        "Crime in the hills", "Hill Portal", "2021-03-05", "https://example.org/hills", "en",
    )  # fmt: skip


def test_the_encoding_that_the_page_names_is_used(tmp_path: Path) -> None:
    html = (
        '<html><head><meta charset="iso-8859-2"></head><body><p>Kavački klan, žal</p></body></html>'
    )
    assert read(page(tmp_path, html.encode("iso8859_2"))).text == "Kavački klan, žal"


def test_sections_of_a_page(tmp_path: Path) -> None:
    html = (
        "<body><h1>A</h1><h2>B</h2><p>One.</p><h3>C</h3><p>Two.</p><h2>D</h2><p>Three.</p></body>"
    )
    document = read(page(tmp_path, html))
    assert [p.section for p in document.passages if p.kind == "paragraph"] == [
        ("A", "B"),
        ("A", "B", "C"),
        ("A", "D"),
    ]


def test_layout_tables_are_paragraphs(tmp_path: Path) -> None:
    left, right = "Words of the left. " * 30, "Right. " * 80
    html = f"<body><table><tr><td>{left}</td><td>{right}</td></tr></table>"
    assert {kind for kind, _ in kept(read(page(tmp_path, html)))} == {"paragraph"}


def test_a_page_of_scripts_is_refused(tmp_path: Path) -> None:
    path = page(tmp_path, "<html><body><script>show()</script><div id=app></div></body></html>")
    with pytest.raises(ReadError, match="holds no words"):
        read(path)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "words of it",
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><html><p>&b; words</p></html>',
        '<html><p>words <img src="http://127.0.0.1:9/x"></p><iframe src="file:///etc/passwd"></html>',
    ],
)
def test_hostile_pages_do_no_harm(tmp_path: Path, html: str) -> None:
    try:
        document = read(page(tmp_path, html))
    except ReadError:
        return
    assert "root:" not in document.text and len(document.text) < 200
