"""Lines of a text, and what a line looks like: title, list item, note, table row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WRAP = 120
"""Lines longer than this were not broken by hand or by a typesetter: each is a paragraph."""

_LINE = re.compile(r"[^\n\r\f]*(?:\r\n|[\n\r\f]|\Z)")
_ITEM = re.compile(
    r"(?P<mark>[-*+•–—▪●◦‣·]|\(?\d{1,3}(?:\.\d{1,2})*[.)]|\(?[a-zA-Zа-жА-Ж][.)]|\([ivx]{1,4}\))"
    r"(?:\s|$)"
)
_NOTE = re.compile(
    r"<sup>\s*(?P<sup>\d{1,3}|\*{1,3})\s*</sup>|\[\^(?P<md>[\w*]{1,8})\]:?|(?P<up>[⁰¹²³⁴-⁹]{1,3})"
)
_RULE = re.compile(r"(?:[-*_=~–—]\s*){3,}")
_ATX = re.compile(r"(?P<level>#{1,6})\s+\S")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+\1", re.DOTALL)
_CAPTION = re.compile(
    r"[*_]*(?:Figure|Fig\.|Table|Map|Chart|Graph|Box|Slika|Tabela|Tablica|Karta|Grafikon|Слика|"
    r"Табела|Карта|Графикон)\s+(?:\d+|[IVXLC]+|[A-Z])\b\s*[.:–—-]"
)
_ADDRESS = re.compile(r"^(?:https?:|www\.|\S+@\S+$|\[[^\]]*\]\()", re.IGNORECASE)
_PLACE_YEAR = re.compile(r",\s*(?:1[89]|20)\d\d$")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(rf"\b\d{{1,2}}(?:[–-]\d{{1,2}})?\s+(?:{_MONTHS})\b|^[\d\s./–-]+$", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its ending and outer blanks; ``page`` counts form feeds, if any."""

    start: int
    end: int
    text: str
    page: int | None
    indent: int

    @property
    def blank(self) -> bool:
        return not self.text


def lines_of(text: str) -> Iterator[Line]:
    """Every line of ``text`` in order; ``\\f`` ends a line and a page."""
    page = 1 if "\f" in text else None
    for match in _LINE.finditer(text):
        raw = match.group()
        if not raw:
            return
        body = raw.strip()
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + (indent if body else 0)
        yield Line(start, start + len(body), body, page, indent)
        if page and raw.endswith("\f"):
            page += 1


def heading_level(line: str) -> int | None:
    """Depth of a ``#`` heading."""
    match = _ATX.match(line)
    return len(match["level"]) if match else None


def is_rule(line: str) -> bool:
    """A line of dashes or stars that only divides."""
    return bool(_RULE.fullmatch(line))


def is_bold(text: str) -> bool:
    """The whole of ``text`` is one stretch in bold."""
    return bool(_BOLD.fullmatch(text))


def is_caption(line: str) -> bool:
    """A line such as "Figure 3." or "Table II:" with what follows."""
    return bool(_CAPTION.match(line))


def item_mark(line: str) -> str | None:
    """The mark of a list item (``-``, ``1.``, ``(a)``), else ``None``."""
    if is_bold(line):
        return None
    match = _ITEM.match(line)
    return match["mark"] if match else None


def note_number(line: str) -> str | None:
    """Number of the footnote that a line begins, else ``None``."""
    match = _NOTE.match(line)
    # In Markdown only a colon makes it a note; else a wrapped line just begins with a mark.
    if match is not None and match["md"] is not None and not match.group().endswith(":"):
        return None
    return _number(match) if match else None


def note_marks(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """``(number, place)`` of every footnote mark in ``text[start:end]``."""
    for match in _NOTE.finditer(text, start, end):
        if match["up"] and not _follows_word(text, match.start(), start):
            continue  # m², 10⁶ and the like
        yield _number(match), match.start()


def _follows_word(text: str, at: int, start: int) -> bool:
    """A raised number after a word or a full stop is a note; after a unit or a digit, a power."""
    before = text[max(start, at - 3) : at]
    word = re.search(r"(\w+)$", before)
    return bool(before) and (word is None or (len(word[1]) > 2 and not word[1].isdigit()))


def _number(match: re.Match[str]) -> str:
    return match["sup"] or match["md"] or match["up"].translate(_SUPERSCRIPT)


def ends_sentence(line: str) -> bool:
    """Whether a line ends a sentence, so that a break after it may end a paragraph."""
    return bool(re.search(r"[.!?…:;][\"'”’»)\]*_]*(?:<sup>[^<]*</sup>|\[\^\w+\])*$", line[-80:]))


def is_title(line: str) -> bool:
    """A short line that reads like a title: "Albania", "Civil society", "3. Markets and routes".

    Not: sentences, lists of names, addresses, dates, "Original: English".
    """
    body = line.strip("*_ ")
    mark = _ITEM.match(body)
    words = body[mark.end() :] if mark else body
    return (
        0 < len(words) <= WRAP
        and len(words.split()) <= 20
        and (words[0].isupper() or words[0].isdigit() or words[0] in "“\"'‘„«")
        and sum(sign.isalpha() for sign in words) >= 2
        and words[-1] not in ".,;:…-–—*"
        and words.count(",") <= 1
        and "\t" not in words
        and "|" not in words
        and not re.match(r"\w+:\s", words)
        and not _ADDRESS.match(words)
        and not _PLACE_YEAR.search(words)
        and not _DATE.search(words)
        and not is_caption(words)
    )
