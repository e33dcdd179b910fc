"""What makes a name in capitals none of a response, whatever its words: the text is about something
else than crime, it is the title of a person, or half of a name."""

import re
from itertools import pairwise

from karaula.evidence import Document
from karaula.extract.responses.spoken import Spoken
from karaula.extract.responses.words import response_words
from karaula.extract.sentences.sentence import Sentence

_SHORT = 5_000
"""Characters of a text that is about one thing."""
_SENTENCE = 400
"""Characters of a text that is too short to say what it is about."""


def on_crime(document: Document, sentence: Sentence) -> bool:
    """Whether a short text, or else the paragraph and its headings, speaks of crime."""
    passage = sentence.passage
    if len(document.text) <= _SENTENCE:
        return True
    if len(document.text) <= _SHORT:
        said = f"{document.source.title or ''} {document.text}"
    else:
        said = " ".join((*passage.section, document.text[passage.start : passage.end]))
    return any(word.startswith(response_words().crime) for word in _WORDS.findall(said.lower()))


_WORDS = re.compile(r"[^\W\d_]+")


def of_a_person(spoken: Spoken, first: int, last: int) -> bool:
    """Whether a name is what a person is called at work: "Programme Management Officer"."""
    known, words = response_words(), spoken.words[first : last + 1]
    titled = not known.titles.isdisjoint(words) or ("secretary", "of") in pairwise(words)
    return titled and known.seats.isdisjoint(words)


def cut_off(spoken: Spoken, last: int) -> bool:
    """Whether a name goes on where it was taken to end: "Border Patrol K" before "9" or "-9"."""
    end = spoken.sentence.items[last].end
    numbered = spoken.source[end : end + 1] == "-" and spoken.source[end + 1 : end + 2].isdigit()
    return numbered or spoken.source[end : end + 1].isalnum() or spoken.word(last) in ("no", "nr")


def in_court(spoken: Spoken, first: int) -> bool:
    """Whether a court is where somebody stands: "to appear in court for possessing …"."""
    return spoken.word(first) == "court" and spoken.word(first - 1) in ("in", "to", "at", "before")
