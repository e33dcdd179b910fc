"""What a web page says of itself: meta tags, JSON-LD, time, licence link."""

import json
import re
from collections.abc import Iterator
from typing import Any

from karaula.read.dates import find_dates
from karaula.read.facts import Facts

MAX_JSON = 200_000
_TITLES = ("og:title", "citation_title", "dc.title", "twitter:title")
_PUBLISHERS = ("og:site_name", "citation_publisher", "dc.publisher", "publisher")
_DATES = (
    "article:published_time", "citation_publication_date", "citation_date", "dc.date",
    "dc.date.issued", "datepublished", "date", "pubdate",
)  # fmt: skip
_ISO = re.compile(r"((?:19|20)\d\d)(?:[-/](0[1-9]|1[0-2])(?:[-/](0[1-9]|[12]\d|3[01]))?)?")


def facts_of_page(root: Any) -> Facts:
    """Facts of a page; its own words are asked for what is missing here."""
    meta = _meta(root)
    linked = list(_linked_data(root))
    language = re.match(r"[a-z]{2,3}\b", (root.get("lang") or "").strip().lower())
    return Facts(
        title=_first(meta, _TITLES) or _headline(root),
        publisher=_first(meta, _PUBLISHERS) or _named(linked, "publisher"),
        published=_date(_first(meta, _DATES) or _named(linked, "datePublished")) or _time(root),
        language=language[0] if language else None,
        licence=_address(root, "license"),
        url=_web(_address(root, "canonical") or meta.get("og:url")),
    )


def _meta(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        said = " ".join((element.get("content") or "").split())
        if name and said:
            found.setdefault(name.lower(), said[:500])
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _headline(root: Any) -> str | None:
    """The only ``h1``, else the page's title."""
    heads = [" ".join(head.text_content().split()) for head in root.iter("h1")]
    heads = [head for head in heads if head]
    if len(heads) == 1:
        return heads[0]
    title = next(root.iter("title"), None)
    return " ".join(title.text_content().split()) or None if title is not None else None


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            told = json.loads((script.text or "")[:MAX_JSON])
        except (ValueError, RecursionError):
            continue
        graph = told.get("@graph") if isinstance(told, dict) else None
        for entry in (
            graph if isinstance(graph, list) else told if isinstance(told, list) else [told]
        ):
            if isinstance(entry, dict):
                yield entry


def _named(linked: list[dict[str, Any]], key: str) -> str | None:
    for entry in linked:
        value = entry.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _time(root: Any) -> str | None:
    """The first ``time`` element of the article, or of the page."""
    for area in (*root.iter("article"), *root.iter("main"), root):
        for element in area.iter("time"):
            if date := _date(element.get("datetime") or element.text_content()):
                return date
    return None


def _date(said: str | None) -> str | None:
    if not said:
        return None
    if match := _ISO.match(said.strip()):
        return "-".join(part for part in match.groups() if part)
    found = find_dates(said)
    return found[0][2] if found else None


def _address(root: Any, relation: str) -> str | None:
    for element in root.iter("link", "a"):
        if relation in (element.get("rel") or "").lower().split() and element.get("href"):
            return str(element.get("href")).strip()[:500]
    return None


def _web(address: str | None) -> str | None:
    return address if address and re.match(r"https?://\S+$", address) else None
