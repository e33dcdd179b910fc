"""Sentences in clauses: who does what to what, from where, and how sure it is.

A shallow reader of English on the recognised items of a sentence; no grammar is searched, so its
cost is linear in the sentence. ``clauses(sentence)`` gives :class:`Clause` s in the order of their
beginning. For "Heroin that comes from Iran is not sold in Serbia, but shipped on to Austria"::

    verb  kind      subject  objects  phrases        passive  negated
    come  relative  Heroin            from Iran
    sell  main      Heroin            in Serbia      yes      yes
    ship  main      Heroin            on to Austria  yes

- ``verb`` is the first form of the verb; ``be`` where something is said to be something, which then
  stands in ``objects`` ("Albania is a key transit country for heroin": subject Albania, object "a
  key transit country", phrase "for heroin"). It is empty in a clause without a verb.
- A :class:`Phrase` is a noun phrase with those that it is listed with (``parts``), alone or behind
  a preposition (``preposition``). ``phrases`` are all those with a preposition, in order, also
  those that belong to the subject or to an object: ``behind`` is the item before each, by which it
  can be told what it belongs to.
- Clauses without a subject of their own have the one that they share: that of the clause before
  ("..., and shipped"), or the noun that they tell of ("heroin that comes", "heroin hidden in").
- ``parent`` is the clause that another hangs on; ``opener`` the word that opens it ("if", "that",
  "while", "and", "which").
- ``certainty`` is ``said``, ``denied`` (negated, or said of it that it is not so or no longer so)
  or ``unreal`` (a condition, a question, advice, a thought): an unreal clause makes no claim.
"""

from karaula.extract.clauses.certainty import settle
from karaula.extract.clauses.chunks import chunks
from karaula.extract.clauses.data import Certainty, Clause, Kind, Phrase
from karaula.extract.clauses.reader import Reader
from karaula.extract.clauses.words import clause_words
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary import Vocabulary

WINDOW = 240
"""Items of a sentence that are read together; a longer one is read in pieces."""


def clauses(sentence: Sentence, vocabulary: Vocabulary | None = None) -> tuple[Clause, ...]:
    """Clauses of a sentence, in the order in which they begin."""
    known = clause_words(vocabulary)
    found: list[Clause] = []
    for start in range(0, len(sentence.items), WINDOW):
        end = min(start + WINDOW, len(sentence.items))
        read = chunks(sentence, known, start, end)
        found.extend(Reader(sentence, read, len(found), known).read())
    settle(sentence, found, known)
    return tuple(found)


__all__ = ["Certainty", "Clause", "Kind", "Phrase", "clauses"]
