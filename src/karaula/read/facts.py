"""What a document says of itself: title, publisher, date, licence, language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from karaula.read.blocks import Block
from karaula.read.dates import find_dates
from karaula.read.language import language
from karaula.read.sections import heading_words
from karaula.read.words import is_part
from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.fold import name_key

HEAD_SIGNS = 4_000
"""What stands within the first pages: title page and imprint."""
LINE_WORDS = 14

_PUBLISHED_BY = re.compile(
    r"^[\W_]*(?:[Pp]ublished|PUBLISHED|[Ii]ssued) (?:by|BY):?\s+(?:the\s+)?"
    r"(?P<name>[^\W\d_][^\n.;*()\"“]{2,100})",
    re.MULTILINE,
)
_HOLDER = r"[^\W\d_][^\n,.;|©\d]{2,100}"
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:by\s+)?(?:"
    rf"(?P<year>(?:19|20)\d\d)(?:[,\s]+(?P<name>{_HOLDER}))?"
    rf"|(?P<name2>{_HOLDER}?),?\s+(?P<year2>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
# "(updated 2 May 2021)", "Last modified: 2 May 2021": the day of a later hand.
_TOUCHED = re.compile(
    r"[(\[]?\b(?:(?:last|latest)\s+)?(?:updated?|modified|revised|amended|accessed|retrieved"
    r"|ažurirano|izmijenjeno|përditësuar|actualizat|обновено|ажурирано)\b[^()\[\]]*[)\]]?",
    re.IGNORECASE,
)
_PLACE_YEAR = re.compile(r"[A-Z][\w .'’-]{2,30},\s+(?P<year>(?:19|20)\d\d)$")
_DATELINE = re.compile(r"(?:[\W_]*|[(]?[^\W\d_][\w .'’-]{1,30}[,(–—-]\s*)")
_LICENCES = (
    (r"CC0\b|creative commons zero", "CC0-1.0"),
    (r"CC[ -]BY[ -]NC[ -]SA|attribution-noncommercial-sharealike", "CC-BY-NC-SA"),
    (r"CC[ -]BY[ -]NC[ -]ND|attribution-noncommercial-noderiv", "CC-BY-NC-ND"),
    (r"CC[ -]BY[ -]NC\b|attribution-noncommercial\b", "CC-BY-NC"),
    (r"CC[ -]BY[ -]SA\b|attribution-sharealike\b", "CC-BY-SA"),
    (r"CC[ -]BY[ -]ND\b|attribution-noderiv", "CC-BY-ND"),
    (r"CC[ -]BY\b|creative commons attribution\b", "CC-BY"),
    (r"all rights reserved", "all rights reserved"),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document; an empty field is not known."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    licence: str | None = None
    url: str | None = None


NOTHING_KNOWN = Facts()


def merged(first: Facts, second: Facts) -> Facts:
    """``first``, with the fields that it leaves empty taken from ``second``."""
    gaps = {
        field.name: getattr(second, field.name)
        for field in fields(Facts)
        if not getattr(first, field.name)
    }
    return replace(first, **gaps)


def facts_of(text: str, blocks: Sequence[Block]) -> Facts:
    """What can be told from the words; a guess is not made where they do not say it."""
    head = [block for block in blocks if block.start < HEAD_SIGNS and not block.set_aside]
    vocabulary = load()
    return Facts(
        title=_title(text, blocks),
        publisher=_publisher(text, head, vocabulary),
        published=_published(text, head),
        language=language(text),
        licence=_licence(text),
    )


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """The first outermost heading that is not a part of any document ("Summary")."""
    heads = [block for block in blocks[:60] if block.kind == "heading" and not block.set_aside]
    marked = [block for block in heads if block.level == min((b.level or 99) for b in heads)]
    for block in marked or heads:
        words = heading_words(text[block.start : block.end])
        if not is_part(words):
            return words
        return None
    return None


def _lines(text: str, head: Sequence[Block]) -> list[str]:
    """Short lines of the title page."""
    lines = []
    for block in head:
        if block.kind in ("heading", "paragraph", "caption"):
            said = text[block.start : block.end]
            lines += [line for part in said.split("\n") if (line := heading_words(part))]
    return [line for line in lines if len(line.split()) <= LINE_WORDS]


def _publisher(text: str, head: Sequence[Block], vocabulary: Vocabulary) -> str | None:
    """Told by "Published by …", by a known body alone on a line, or by the copyright line."""
    bodies = {
        name_key(name): body.name
        for body in vocabulary.bodies.values()
        for name in (body.name, *body.names)
    }
    start = text[: HEAD_SIGNS * 2]
    if told := _PUBLISHED_BY.search(start):
        name = " ".join(told["name"].split()).rstrip(" ,:")
        return bodies.get(name_key(name), name)
    for line in _lines(text, head):
        if body := bodies.get(name_key(line)):
            return body
    for match in _COPYRIGHT.finditer(start):
        if held := match["name"] or match["name2"]:
            name = " ".join(held.split())
            return bodies.get(name_key(name), name)
    return None


def _published(text: str, head: Sequence[Block]) -> str | None:
    """A date alone on a line or opening the text; the day of an update; "Vienna, 2024"; the year of
    the copyright."""
    years: list[str] = []
    touched: str | None = None
    for line in _lines(text, head):
        if date := _alone(_TOUCHED.sub(" ", line)):
            return date
        touched = touched or _alone(line)
        if place := _PLACE_YEAR.fullmatch(line):
            years.append(place["year"])
    for block in head[:6]:
        said = text[block.start : block.start + 80]
        for start, end, date in find_dates(said) if block.kind == "paragraph" else ():
            if _DATELINE.fullmatch(said[:start]) and re.match(r"\s*[,.:;)–—|-]", said[end:]):
                return date
    if touched or years:
        return touched or years[0]
    for match in _COPYRIGHT.finditer(text[: HEAD_SIGNS * 2]):
        return match["year"] or match["year2"]
    return None


def _alone(line: str) -> str | None:
    """The date of a line that hardly says more."""
    for start, end, date in find_dates(line):
        if sum(sign.isalpha() for sign in line[:start] + line[end:]) <= 20:
            return date
    return None


def _licence(text: str) -> str | None:
    said = text[: HEAD_SIGNS * 2] + "\n" + text[-HEAD_SIGNS:]
    for pattern, name in _LICENCES:
        if re.search(pattern, said, re.IGNORECASE):
            return name
    return None
