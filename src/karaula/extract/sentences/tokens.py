"""Text to sentences and tokens; every token knows its place in the text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from karaula.extract.sentences.english import ENGLISH
from karaula.vocabulary.fold import fold

TokenKind = Literal["word", "number", "sign", "opaque"]

# Opaque stretches hold digits that measure nothing: tags, links, addresses, document symbols. Marks
# of footnotes stand behind a word and are none; "m<sup>3</sup>" is a unit. Most words are plainly
# words, which is found out first: no sign behind them that could make them more.
_TOKEN = re.compile(
    r"(?P<plain>(?!www\.)[^\W\d_]++(?![\d\-/(:_]))"
    r"|(?P<note>\[\^[^\[\]\s]{1,60}\]"
    r"|(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?)”\"’]))<[^<>\n]{1,80}>\d{1,3}</[^<>\n]{1,20}>)"
    r"|(?P<opaque><[^<>\n]{1,80}>\d{1,3}</[^<>\n]{1,20}>|<[^<>\n]{1,80}>|https?://\S+|www\.\S+"
    r"|\]\([^()\s]{0,200}\)|[A-Z]{2,}[A-Za-z]*(?:/[A-Za-z0-9.\-]+){2,}|[A-Z]{2,}/\d[\w/.\-]*"
    r"|[A-Z]{2,}\(\d{4}\)\s\d+|\d{4}/\d+\([A-Z]+\)|\b[A-Za-z]+-?\d+[A-Za-z]\w*)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>\S)"
)

_KIND: dict[str | None, TokenKind] = {
    "plain": "word", "word": "word", "number": "number", "sign": "sign", "opaque": "opaque",
}  # fmt: skip

MAX_SENTENCE = 4000
"""Characters; a longer "sentence" is cut at a blank, so that cost stays linear in the text."""

# A full stop, a blank line, or a line that begins a list item; a footnote mark may close it.
_END = re.compile(
    r"[.!?…][\"'”’)\]*_]*(?:<[^<>\n]{1,40}>\d{1,3}</[^<>\n]{1,20}>)*(?=\s|$)"
    r"|\n[ \t]*\n"
    r"|\n(?=[ \t]*(?:[-*•–]|\(?[a-z0-9]{1,3}[).])\s)"
)
# Notes, as yearbooks write them, have no capitals, no verbs, and semicolons for full stops.
_NOTE = re.compile(r"\s*(?:[A-Z][\w ]{2,40}: )?[a-z]")
_END_OF_NOTE = re.compile(rf";(?=\s)|{_END.pattern}")
_STARTS_SENTENCE = re.compile(r"\s*[\"'“‘(\[*_<]*[^\W_]")


class Token(NamedTuple):
    """A word, number, sign or opaque stretch: ``text[start:end]``."""

    kind: TokenKind
    text: str
    start: int
    end: int


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokens of ``text[start:end]``, marks of footnotes left out; offsets are those of ``text``."""
    # Tokens are the most numerous of all things here: made so, each takes half the time.
    new = tuple.__new__
    return [
        new(Token, (kind, match[0], match.start(), match.end()))
        for match in _TOKEN.finditer(text, start, end)
        if (kind := _KIND.get(match.lastgroup)) is not None
    ]


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of the sentences in ``text[start:end]``, outer blanks left out."""
    begin = start
    ends = _END_OF_NOTE if _NOTE.match(text, start, end) else _END
    for match in ends.finditer(text, start, end):
        if match.group()[0] == "." and not _ends_sentence(text, begin, match.start(), match.end()):
            continue
        yield from _bounded(text, begin, match.end())
        begin = match.end()
    yield from _bounded(text, begin, end)


def _ends_sentence(text: str, begin: int, dot: int, after: int) -> bool:
    word = re.search(r"[\w.]+$", text[max(begin, dot - 12) : dot])
    if word is not None:
        last = word.group().lower()
        if last in ENGLISH.abbreviations or (len(last) == 1 and last.isalpha()):
            return False
    follows = _STARTS_SENTENCE.match(text, after, min(len(text), after + 40))
    if follows is None:
        return True
    first = follows.group()[-1]
    return not first.islower()


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """A word as names are compared by: folded."""
    return "and" if word == "&" else fold(word)


def word_at(sentence: list[Token], i: int) -> str:
    """Token ``i`` in lower case if it is a word, else nothing."""
    if 0 <= i < len(sentence):
        kind, text, _, _ = sentence[i]
        return text.lower() if kind == "word" else ""
    return ""


def sign_at(sentence: list[Token], i: int) -> str:
    """Token ``i`` if it is a sign, else nothing."""
    return sentence[i].text if 0 <= i < len(sentence) and sentence[i].kind == "sign" else ""


def written(sentence: list[Token], first: int, last: int) -> str:
    """The words of tokens as they stand, blanks folded."""
    parts: list[str] = []
    for index in range(first, last + 1):
        if parts and sentence[index].start > sentence[index - 1].end:
            parts.append(" ")
        parts.append(sentence[index].text)
    return "".join(parts)
