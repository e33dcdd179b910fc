"""Write text in one way, so that spellings of one name compare equal."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = {
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "þ": "th",
}
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u00b4`\u1fbd\u055a"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SIGNS = str.maketrans(
    {
        **_LETTERS,
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_INVISIBLE, ""),
    }
)
_FOOTNOTE_MARKS = re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u2079*\u2020\u2021]+")
# "U.S." and, where an edition has lost its full stops to commas, "U,S,".
_INITIAL = re.compile(r"\b(\w)[.,](?=\w\b|\s|$)")
_NOT_A_WORD = re.compile(r"[\W_]+")


_SHORT = 64
"""Characters up to which a folded text is remembered: names and words come again and again."""


def fold(text: str) -> str:
    """Text in lower case without diacritics, with one kind of apostrophe, dash and space.

    Scripts stay as they are: ``fold("Црна  Гора") == "црна гора"``, ``fold("Đakovica") ==
    "dakovica"``. The result may differ in length from ``text``. Folding twice changes nothing.
    """
    return _fold_once(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    plain = text.translate(_SIGNS)
    marked = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return " ".join(bare.translate(_SIGNS).casefold().split())


_fold_once = lru_cache(maxsize=65536)(_fold)


def name_key(name: str) -> str:
    """Key under which spellings of one name meet: folded, without punctuation and articles.

    "Bosnia & Herzegovina" and "BOSNIA-AND-HERZEGOVINA" meet, and so do "St. Lucia" and
    "St, Lucia", "the Gambia" and "Gambia", "U.S." and "US", "Kosovo*" and "Kosovo".
    """
    folded = fold(_FOOTNOTE_MARKS.sub(" ", name)).replace("&", " and ").replace("'", "")
    words = _NOT_A_WORD.sub(" ", _INITIAL.sub(r"\1", folded)).split()
    return " ".join(word for word in words if word != "the")
