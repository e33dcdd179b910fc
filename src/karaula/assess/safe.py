"""What of a source's text may be printed.

Text of sources is hostile. It stays text in every form: escaped (HTML), passed as data (Typst) or
as text nodes (DOCX), and characters that no form may carry are shown as U+FFFD.
"""

import re

from karaula.chart.words import printable

__all__ = ["printable", "web_address"]


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (``javascript:``) is no link."""
    if url and re.fullmatch(r"https?://[^\s<>\"'\\^`{}|\x00-\x1f]+", url, re.IGNORECASE):
        return url
    return None
