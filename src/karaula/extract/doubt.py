"""How sure a sentence is of what it says, and the words with which it doubts."""

from karaula.evidence.claim import Modality
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.sentence import Sentence

_DOUBT_BEHIND = 4
"""Words behind a statement in which its doubt may stand ("…, reportedly")."""
_CUES = tuple(
    (name, tuple((f" {' '.join(cue)} ", max(cue, key=len)) for cue in cues))
    for name, cues in ENGLISH.modality.items()
)
"""Each cue with its longest word."""
_CONCEDING = frozenset(("although", "though", "despite", "while", "whereas", "unlike"))
_CUE_WORDS = frozenset(word for _, cues in _CUES for _, word in cues)
"""A word of each cue: a sentence without any of them is sure of what it says."""


def modality(sentence: Sentence, last: int) -> Modality:
    """How sure the sentence itself is of what it says up to item ``last``: the nearest cue of
    ``english.yml`` before it. What comes later doubts something else."""
    if _CUE_WORDS.isdisjoint(sentence.said):
        return "asserted"
    line = _line_to(sentence, last)
    turn = _turn(sentence, last)
    conceding = sentence.words[0] in _CONCEDING
    nearest = -1
    found: Modality = "asserted"
    for name, cues in _CUES:
        at = max((line.rfind(cue) for cue, word in cues if word in sentence.said), default=-1)
        if name == "expected" and 0 < at < turn:
            continue
        if name == "denied" and conceding and " , " in line[max(at, 0) :]:
            continue  # "Although Ruritania does not grow coca, 70% of it …"
        if at > nearest:
            nearest, found = at, name
    return found


def hedge(sentence: Sentence, last: int | None = None) -> str | None:
    """The words with which a sentence doubts what it says up to item ``last`` (else throughout)."""
    line = _line_to(sentence, last)
    turn = _turn(sentence, last)
    told = ((line.rfind(f" {words} "), words) for words in ENGLISH.hedges)
    return next((words for at, words in told if at == 0 or at >= max(turn, 0)), None)


def _turn(sentence: Sentence, last: int | None) -> int:
    """Where in the line a sentence turns to what its first words do not doubt: "it may go to
    Italy, but most of it goes to Greece". What opens a sentence holds of all of it."""
    if "but" not in sentence.said:
        return -1
    items = sentence.offsets
    stop = items[last] if last is not None and last < len(items) else len(sentence.line)
    return f" {sentence.line[:stop]}".rfind(" , but ")


def _line_to(sentence: Sentence, last: int | None) -> str:
    """The one-line form up to an item and the few words right behind it ("…, reportedly")."""
    end = len(sentence.items) if last is None else last + 1 + _DOUBT_BEHIND
    stop = sentence.offsets[end] if end < len(sentence.offsets) else len(sentence.line)
    return f" {sentence.line[:stop]}"
