"""Bytes to text: which encoding a file is in."""

import codecs
import re

from karaula.read.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What detection may answer, and the encodings of the region that share its bytes. cp1250 and
# iso-8859-2 differ from cp1257 in few places, and Baltic texts are not what this region writes.
_LATIN = ("cp1250", "iso8859_2", "cp1252")
_CYRILLIC = ("cp1251", "iso8859_5", "koi8_r", "cp855", "cp866")
_BYTES_ASKED = 200_000

_REGION_LATIN = frozenset("čćžšđČĆŽŠĐëËçÇăâîșțşţĂÂÎȘȚŞŢőűáéíóöúüőŐŰÁÉÍÓÖÚÜ")
_WEST_LATIN = frozenset("àèìòùñõäößåøæêôûïÀÈÌÒÙÑÕÄÅØÆÊÔÛ")
_COMMON_CYRILLIC = frozenset("оаеинтсрвл")
_MARKS_OF_TEXT = frozenset("–—‘’“”„…«»•§°©®€\xa0")


def decode(data: bytes, encoding: str | None = None, place: object = None) -> tuple[str, str]:
    """Return ``(text, encoding)``; ``encoding`` overrides the detection.

    Order: a byte order mark; UTF-8 if every byte fits; then the candidate whose letters look like
    words of the region. Newlines stay as they are; a byte order mark is not part of the text.
    Raises :class:`ReadError` for what is no text.
    """
    if encoding is not None:
        return _as_told(data, encoding, place)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _as_told(data, name, place)
    if wide := _unmarked_utf16(data):
        return _as_told(data, wide, place)
    if _is_junk(data):
        raise ReadError(
            "holds bytes that are no text in any encoding", place, "check what kind of file it is"
        )
    if (text := _utf8(data)) is not None:
        return text, "utf-8"
    guessed = _guess(data)
    if guessed is None:
        raise ReadError(
            "its encoding cannot be told", place, "name it with --encoding (for example cp1250)"
        )
    return data.decode(guessed), guessed


def _as_told(data: bytes, encoding: str, place: object) -> tuple[str, str]:
    try:
        name = codecs.lookup(encoding).name
        text = _utf8(data) if name == "utf-8" else data.decode(name)
    except LookupError as error:
        raise ReadError(
            f"there is no encoding {encoding!r}", place, "try utf-8, cp1250, cp1251 or iso-8859-2"
        ) from error
    except (UnicodeDecodeError, ValueError):
        text = None
    if text is None:
        raise ReadError(
            f"is not in the encoding {encoding}", place, "leave the encoding out, or name another"
        )
    return text.removeprefix("\ufeff"), name


def _utf8(data: bytes) -> str | None:
    """Text of UTF-8 bytes. A sign that is cut at the very end of a file shows as U+FFFD."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        if error.start < len(data) - 3 or error.reason != "unexpected end of data":
            return None
        return None if whole.isascii() else whole.decode("utf-8") + "\N{REPLACEMENT CHARACTER}"


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Latin or Cyrillic text every other byte is 0 or 4."""
    head = data[: min(len(data), 4096) // 2 * 2]
    if len(head) < 16:
        return None
    half = len(head) // 2
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if high.count(0) > half * 0.4 and high.count(0) + high.count(4) > half * 0.9:
            return name
    return None


def _is_junk(data: bytes) -> bool:
    head = data[:65536]
    control = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\x1b\x0b\x1a")
    return head.count(0) > 0 or control > len(head) * 0.02


def _guess(data: bytes) -> str | None:
    """Choose among single-byte encodings by the letters that they make of the high bytes."""
    sample = data[:_BYTES_ASKED]
    candidates = [*_LATIN, *_CYRILLIC]
    if (other := _detected(sample)) and other not in candidates:
        candidates.append(other)
    best: tuple[float, str] | None = None
    for name in candidates:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        score = _likeness(text[:_BYTES_ASKED])
        if best is None or score > best[0]:  # the first named wins a tie
            best = (score, name)
    return best[1] if best and best[0] > 0 else None


def _detected(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return codecs.lookup(match.encoding).name.replace("-", "_") if match else None


def _likeness(text: str) -> float:
    """How far the non-ASCII letters look like a language of the region: -1 to 1 a letter."""
    signs = [sign for sign in text if ord(sign) > 127]
    if not signs:
        return 0.0
    score = 0.0
    for sign in signs:
        if sign in _REGION_LATIN:
            score += 1.0
        elif sign in _WEST_LATIN:
            score += 0.6
        elif sign in _MARKS_OF_TEXT:
            score += 0.4
        elif "\u0400" <= sign <= "\u04ff":
            score += 0.7 if sign.lower() in _COMMON_CYRILLIC else 0.4
        else:
            score -= 1.0
    # Cyrillic words are wholly Cyrillic and mostly small letters, Latin ones mix plain letters
    # with marked ones; a wrong table breaks both habits.
    for word in re.findall(r"\w+", text):
        cyrillic = sum("\u0400" <= sign <= "\u04ff" for sign in word)
        if cyrillic and cyrillic == len(word) and (word[1:].islower() or word.isupper()):
            score += 0.3 * cyrillic
        elif cyrillic:
            score -= 0.6 * cyrillic
        elif len(word) > 2 and not any(sign.isascii() for sign in word):
            score -= len(word)
    return score / len(signs)
