"""What of a source's text may be printed.

Text of sources is hostile. It stays text in every form: escaped (HTML), passed as data (Typst) or
as text nodes (DOCX), and characters that no form may carry are shown as U+FFFD.
"""

import re

# Control characters that XML forbids, halves of surrogate pairs, non-characters, and the signs that
# turn the direction of writing round, by which a text can show other words than it holds.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def printable(text: str) -> str:
    """``text`` with every character that may not be printed shown as U+FFFD, and tabs as spaces."""
    return _UNPRINTABLE.sub("\ufffd", text).replace("\t", "\u2003")


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (``javascript:``) is no link."""
    if url and re.fullmatch(r"https?://[^\s<>\"'\\^`{}|\x00-\x1f]+", url, re.IGNORECASE):
        return url
    return None
