"""Documents that are not whole: drafts, and texts that stop before their end."""

import re
from collections.abc import Sequence

from karaula.evidence.source import Mark
from karaula.read.blocks import Block
from karaula.read.furniture import CONTENTS
from karaula.read.lines import ends_sentence, item_mark
from karaula.read.sections import heading_words

HEAD_SIGNS = 2_000
_DRAFT_WORDS = (
    r"draft(?:\s+(?:report|version|paper|document|text|assessment|strategy|study|for\s+\w+|"
    r"v?\d[\d.]*)|\s*[-–—:*(]|\s*$)|nacrt\b|нацрт\b|radna\s+verzija|zero\s+draft|first\s+draft|"
    r"final\s+draft|advance\s+(?:unedited\s+)?(?:draft|version)"
)
_DRAFT_HEAD = re.compile(rf"[\W_]*(?:{_DRAFT_WORDS})", re.IGNORECASE)
_DRAFT_SHORT = re.compile(rf"\bDRAFT\b|\b(?i:{_DRAFT_WORDS})")
_OPEN_END = re.compile(
    r"\b(?:and|or|of|the|a|an|to|in|on|at|by|for|from|with|that|which|as|is|are|was|were|"
    r"has|have|its|their|i|ili|u|na|za|od|s|sa|da|koji|koja|и|или|у|на|за|од|да|от|në|dhe|ose|"
    r"și|sau|de|la)[*_\s]*$",
    re.IGNORECASE,
)
_OPEN_SIGN = re.compile(r"[,;–—-][*_\s]*$")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)[\s\])]*$")
_NO_SENTENCE = re.compile(r"(?:https?://\S+|www\.\S+|\S+@\S+|\d{4})[\W_]*$")
SENTENCE_WORDS = 12
"""A last paragraph of fewer words may be an address or a signature, which ends without a stop."""
MISSING_AT_END = 2


def marks(title: str, text: str, blocks: Sequence[Block]) -> tuple[Mark, ...]:
    """``draft`` and ``cut_off``, where the document itself shows it."""
    found: list[Mark] = []
    if is_draft(title, text, blocks):
        found.append("draft")
    if is_cut_off(text, blocks):
        found.append("cut_off")
    return tuple(found)


def is_draft(title: str, text: str, blocks: Sequence[Block]) -> bool:
    """A title or a short line of the head says "draft"; a sentence about a draft does not count."""
    if re.search(r"\bdraft\b", title, re.IGNORECASE) and not re.search(
        r"\bdraft\s+(?:law|bill|"
        r"resolution|decision|act)\b",
        title,
        re.IGNORECASE,
    ):
        return True
    for block in blocks:
        if block.start > HEAD_SIGNS:
            return False
        said = text[block.start : block.end]
        if _DRAFT_HEAD.match(said) and block.kind != "list_item":
            return True
        short = len(said.split()) <= 12 and not said.rstrip().endswith(".")
        if short and _DRAFT_SHORT.search(said):
            return True
    return False


def is_cut_off(text: str, blocks: Sequence[Block]) -> bool:
    """The text stops within a sentence or an enumeration, or before what its contents promise."""
    last = next(
        (block for block in reversed(blocks) if not block.set_aside and block.kind != "footnote"),
        None,
    )
    if last is None:
        return False
    return _stops_within(text[last.start : last.end], last) or _promises_more(text, blocks)


def _stops_within(said: str, last: Block) -> bool:
    if said.endswith("\N{REPLACEMENT CHARACTER}"):
        return True
    if last.kind == "list_item" and item_mark(said) == said.strip():
        return True
    # A title worked out from its looks, with nothing below it, may as well be half a sentence.
    prose = last.kind == "paragraph" or (last.kind == "heading" and last.level is None)
    if not (prose or last.kind == "list_item") or said.startswith(("[", "(c)", "©")):
        return False
    tail, words = said[-200:], len(said.split())
    if _ELLIPSIS.search(tail[-20:]) or (_OPEN_SIGN.search(tail) and words > 1):
        return True
    if ends_sentence(said):
        return False
    if _OPEN_END.search(tail):
        return words > 3
    return prose and words >= SENTENCE_WORDS and not _NO_SENTENCE.search(tail)


def _promises_more(text: str, blocks: Sequence[Block]) -> bool:
    """Most entries of the table of contents are headings of the text, and the last ones are not."""
    promised: list[str] = []
    given: set[str] = set()
    for block in blocks:
        said = text[block.start : block.end]
        if block.set_aside == CONTENTS:
            promised += [key for line in said.split("\n") if (key := _entry(line))]
        elif block.kind == "heading" and not block.set_aside:
            given.add(_key(heading_words(said)))
    met = [entry in given for entry in promised]
    missing = 0
    while missing < len(met) and not met[-1 - missing]:
        missing += 1
    return missing >= MISSING_AT_END and 2 * sum(met[: len(met) - missing]) > len(met)


def _entry(line: str) -> str:
    """An entry of a table of contents without leader and page number."""
    return _key(
        re.sub(
            r"[\s.…]*(?:<i>)?(?:\d{1,4}|[ivxlc]{1,7})(?:</i>)?(?:</b>)?\s*$",
            "",
            heading_words(line),
        )
    )


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words.casefold())
