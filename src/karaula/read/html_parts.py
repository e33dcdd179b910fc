"""Parts of a web page told by their tags: furniture, note marks, tables of data."""

import re
from typing import Any

from karaula.read.furniture import LINKS

_BY_TAG = {"nav": LINKS, "aside": "beside the text", "form": "form"}
_PAGE_EDGES = {"header": "head of the site", "footer": "foot of the site"}
_BY_ROLE = {
    "navigation": LINKS,
    "banner": "head of the site",
    "contentinfo": "foot of the site",
    "complementary": "beside the text",
    "search": "form",
    "dialog": "notice of the site",
    "alertdialog": "notice of the site",
}
_BY_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|newsletter|subscri\w+|breadcrumbs?|social|share|sharing|"
    r"sidebar|related|adverts?|advertisement|ads?|promo|paywall|menu|navbar|navigation|modal|popup)"
    r"(?=[\s_-]|$)",
    re.IGNORECASE,
)
_MARK_WORDS = re.compile(r"\W{0,2}(\d{1,3}|[*†‡]{1,3})\W{0,2}")


def reason_aside(element: Any, tag: str) -> str | None:
    """Why the words in an element are not read, if its tag, role or name says so."""
    if element.get("hidden") is not None or "display:none" in _style(element):
        return "not shown on the page"
    if reason := _BY_ROLE.get(element.get("role") or "") or _BY_TAG.get(tag):
        return reason
    if tag in _PAGE_EDGES:
        inside = next(element.iterancestors("article", "main"), None)
        return _PAGE_EDGES[tag] if inside is None else None
    if tag in ("div", "section", "ul", "p", "span"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _BY_NAME.search(named[:300]):
            return "furniture of the site"
    return None


def _style(element: Any) -> str:
    return "".join(str(element.get("style") or "").lower().split())


def footnotes(root: Any) -> tuple[dict[Any, str], dict[str, str]]:
    """Anchors that are note marks with their numbers, and numbers by the id of the note.

    A mark is a link with a number that leads forward in the page; the link back from the note to
    the mark leads backward.
    """
    places: dict[str, int] = {}
    anchors: list[tuple[Any, int]] = []
    for at, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, at)
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            anchors.append((element, at))
    marks: dict[Any, str] = {}
    notes: dict[str, str] = {}
    for element, at in anchors:
        target = element.get("href")[1:]
        words = _MARK_WORDS.fullmatch("".join(element.itertext()).strip())
        if words and places.get(target, -1) > at:
            marks[element] = words[1]
            notes.setdefault(target, words[1])
    return marks, notes


def cells_of(row: Any) -> list[tuple[str, int, bool]]:
    """``(words, columns that it spans, is a header cell)`` of each cell of a table row."""
    found = []
    for cell in row:
        if cell.tag in ("td", "th"):
            span = str(cell.get("colspan") or "1")
            width = min(int(span), 100) if span.isdecimal() else 1
            found.append((" ".join(cell.text_content().split()), max(1, width), cell.tag == "th"))
    return found


def is_data(table: Any) -> bool:
    """A table of data, not of layout: two rows and columns, no table within, short cells."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None):
        return False
    rows = [cells_of(row) for row in table.iter("tr")]
    rows = [row for row in rows if row]
    words = [said for row in rows for said, _, _ in row]
    return (
        len(rows) > 1
        and max(len(row) for row in rows) > 1
        and any(words)
        and sum(map(len, words)) / len(words) < 300
    )
