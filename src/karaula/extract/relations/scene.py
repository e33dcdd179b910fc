"""Where a story plays that no heading puts in a country: the one country of the last sentences."""

from collections import deque

from karaula.extract.groups import Group
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_BACK = 6
"""Sentences that are looked back at."""
_ENDS = frozenset(("from", "to", "into", "via", "through", "towards", "toward", "between", "and",
    "with",
))  # fmt: skip
_OFFICIAL = frozenset((
    "police", "customs", "authorities", "officers", "prosecutors", "prosecutor", "court", "courts",
    "border", "government", "ministry", "coast", "navy", "officials", "investigators", "prison",
    "prisons", "port", "ports", "judge", "agents", "army",
))  # fmt: skip


class Scene:
    """The countries of the last sentences, while a text is read from top to bottom."""

    def __init__(self) -> None:
        self._named: deque[frozenset[str]] = deque(maxlen=_BACK)
        self._section: tuple[str, ...] | None = None

    def country(self, sentence: Sentence) -> str | None:
        """The only country that the last sentences name."""
        self._begin(sentence)
        named = frozenset().union(*self._named) | _countries(sentence)
        return next(iter(named)) if len(named) == 1 else None

    def leave(self, sentence: Sentence) -> None:
        """Remember the countries of a sentence."""
        self._begin(sentence)
        named = _countries(sentence)
        if named:
            self._named.append(named)

    def _begin(self, sentence: Sentence) -> None:
        if sentence.passage.section != self._section:
            self._section = sentence.passage.section
            self._named.clear()


def _countries(sentence: Sentence) -> frozenset[str]:
    """Countries by their name, a town in them or their officials; no ends of a movement."""
    found: set[str] = set()
    for index, item in enumerate(sentence.items):
        if not isinstance(item.meaning, Name) or isinstance(item.meaning, Group):
            continue
        if item.label in ("area", "place"):
            if index and sentence.words[index - 1] in _ENDS:
                continue  # where goods go is not where they are
            found.add(item.meaning.id)
        elif item.label == "adjective" and not _OFFICIAL.isdisjoint(
            sentence.words[index + 1 : index + 3]
        ):
            found.add(item.meaning.id)
    return frozenset(found)
