"""Sources that speak: "the source added" is no country that goods come from."""

from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import Token, word_at

_SPEAKS = frozenset((
    "said", "says", "say", "told", "tells", "tell", "added", "adds", "add", "confirmed", "claimed",
    "claim", "claims", "explained", "stated", "revealed", "reported", "insisted", "close",
    "familiar", "who",
))  # fmt: skip
_OF_OFFICE = frozenset((
    "police", "security", "intelligence", "judicial", "court", "customs", "government", "official",
    "anonymous", "diplomatic", "media", "press", "open", "our", "military", "prosecution",
))  # fmt: skip


def without_speakers(sentence: list[Token], names: list[Name]) -> list[Name]:
    """``names`` of a sentence without the sources that tell what it says."""
    return [name for name in names if name.label != "role" or not _speaks(sentence, name)]


def _speaks(sentence: list[Token], name: Name) -> bool:
    if name.first != name.last or word_at(sentence, name.first) not in ("source", "sources"):
        return False
    behind = word_at(sentence, name.last + 1) in _SPEAKS
    return behind or (name.first > 0 and word_at(sentence, name.first - 1) in _OF_OFFICE)
