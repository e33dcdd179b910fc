"""A specification to a drawing: SVG or PNG, without network, the same bytes each time."""

import json
import re
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from karaula.chart.frame import ChartError, Spec
from karaula.chart.lighter import together, without_words
from karaula.chart.shorter import shorter
from karaula.chart.theme import TOKENS, Theme, dark
from karaula.extras import library

VEGA_LITE = "6.1"

_BASE = "https://chart.invalid/"
"""Links inside a page have no base of their own, so they are drawn under this one."""
_LINK = re.compile(r"#[\w.:-]+|/(?!/)[\w./?&=%#:-]*|https?://[^\s<>\"'\\^`{}|]+", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_TAGS = frozenset(f"{_SVG}{tag}" for tag in (
    "svg", "g", "path", "rect", "line", "text", "tspan", "a", "defs", "clipPath",
))  # fmt: skip


@cache
def drawable() -> bool:
    """Whether the extra that draws charts is installed."""
    return find_spec("vl_convert") is not None


def svg(chart: Spec, theme: Theme = "light") -> str:
    """The chart as one SVG element that needs nothing else, with its description in it.

    Raises :class:`ChartError` where the specification would load anything or leads to an address
    that is none of the web, and :class:`KaraulaError` where the extra ``charts`` is missing.
    """
    drawn = _drawn(json.dumps(chart, ensure_ascii=False, sort_keys=True))
    return dark(drawn) if theme == "dark" else drawn


def png(chart: Spec, theme: Theme = "light", scale: float = 2.0) -> bytes:
    """The chart as PNG, ``scale`` pixels a unit, in the type that comes with the converter."""
    return raster(svg(chart, theme), scale)


def raster(drawing: str, scale: float = 2.0) -> bytes:
    """A drawn chart as PNG."""
    data: bytes = library("vl_convert", "charts").svg_to_png(drawing, scale=scale)
    return data


ENDINGS = (".svg", ".png", ".json")


def check(path: Path) -> None:
    """Raise :class:`ChartError` where no chart can be written to a file, before one is made."""
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise ChartError(f"no chart is written as {kind or 'a file without an ending'}", path,
                         f"name a file that ends in {', '.join(ENDINGS)}")  # fmt: skip
    if not path.parent.is_dir():
        raise ChartError("there is no such folder", path.parent, "make it first")
    if kind != ".json":
        library("vl_convert", "charts")


def write(chart: Spec, path: Path, theme: Theme = "light") -> None:
    """Write a chart as its file's name says: ``.svg``, ``.png``, or ``.json`` (the specification).

    Raises :class:`ChartError` for another name, or where the file cannot be written.
    """
    check(path)
    match path.suffix.lower():
        case ".svg":
            data = svg(chart, theme).encode()
        case ".png":
            data = png(chart, theme)
        case _:
            data = (json.dumps(chart, ensure_ascii=False, indent=1) + "\n").encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ChartError(f"the chart cannot be written ({error.strerror})", path) from error


def altair(chart: Spec) -> Any:
    """The chart as an object of Altair, for a notebook to show or change."""
    return library("altair", "charts").Chart.from_dict(chart)


@lru_cache(maxsize=128)
def _drawn(text: str) -> str:
    """The drawing of a specification; the report asks for each in three forms."""
    tokens: dict[str, str] = {}

    def checked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if "url" in found:
            raise ChartError("a chart loads nothing: its data stand in it", found["url"])
        if isinstance(link := found.get("href"), str):
            if not _LINK.fullmatch(link):
                raise ChartError("no link of a chart leads there", repr(link))
            found["href"] = _BASE + link if link[:1] in ("#", "/") else link
        return without_words(found, tokens)

    bare = json.loads(text, object_pairs_hook=checked)
    bare["layer"] = together(bare["layer"])
    raw: str = library("vl_convert", "charts").vegalite_to_svg(
        bare, vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    said = {token: words for words, token in tokens.items()}
    prefix = "k" + sha256(text.encode()).hexdigest()[:8]
    return _clean(raw, said, bare["description"], prefix)


def _clean(raw: str, said: dict[str, str], description: str, prefix: str) -> str:
    """The drawing with its words and description, ids of its own, hatched gaps, marks alone."""
    from lxml import etree

    root = etree.fromstring(raw.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        if element.tag not in _TAGS:
            raise ChartError("the converter drew what no chart holds", str(element.tag))
        for name in list(element.attrib):
            if name.startswith(("aria-", "on")) or name in ("role", "class", "pointer-events"):
                del element.attrib[name]
        if element.text in said:
            element.text = said[element.text]
        link = element.attrib.pop(_HREF, None)
        if link is not None:
            element.set("href", link.removeprefix(_BASE))
    for element in list(root.iter(f"{_SVG}path")):
        if element.get("display") == "none" or (element.get("d") in ("", "M0,0h0v0h0Z")):
            element.getparent().remove(element)
            continue
        element.set("d", shorter(element.get("d")))
        if element.get("transform") == "translate(0,0)":
            del element.attrib["transform"]
    _own_ids(root, prefix)
    _hatch(root, prefix)
    root.set("role", "img")
    root.set("aria-label", description)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _own_ids(root: Any, prefix: str) -> None:
    """Ids in the order that they stand in: the converter counts on, and a page has many charts."""
    named = {e.get("id"): f"{prefix}-{place}" for place, e in enumerate(root.iterfind(".//*[@id]"))}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, named[value])
            elif value.startswith("url(#") and value[5:-1] in named:
                element.set(name, f"url(#{named[value[5:-1]]})")


def _hatch(root: Any, prefix: str) -> None:
    """Lines across every surface without a value, which no printer takes for a colour."""
    from lxml import etree

    gaps = [e for e in root.iter() if e.get("fill") == TOKENS["gap"]]
    if not gaps:
        return
    pattern = etree.fromstring(
        f'<defs xmlns="http://www.w3.org/2000/svg"><pattern id="{prefix}-gap" width="6" height="6" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{TOKENS["gap"]}"/>'
        f'<rect width="1.4" height="6" fill="{TOKENS["hatch"]}"/></pattern></defs>'
    )
    root.insert(0, pattern)
    for element in gaps:
        element.set("fill", f"url(#{prefix}-gap)")
