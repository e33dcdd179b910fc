"""How sure each clause of a sentence is: said, denied, or only thought."""

import re

from karaula.extract.clauses.data import Clause, Phrase
from karaula.extract.clauses.words import ClauseWords
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_HISTORY = 1990
"""Year before which a way or a role is history."""


_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "also", "widely", "often"))
_NO = frozenset(("no", "hardly", "scarcely", "barely"))
_NO_DENIAL = (("more",), ("less",), ("fewer",), ("doubt",), ("longer",), ("other",), ("stranger",))
"""What "no" stands before without denying anything: "no more than a stage"."""


def settle(sentence: Sentence, found: list[Clause], known: ClauseWords) -> None:
    """How sure each clause is, from its own words and from those that it hangs on."""
    line = f" {sentence.line}".replace(" : ", " ; ")
    conditional = any(clause.opener in known.conditions for clause in found)
    question = "?" in sentence.words[-3:]
    starts = sentence.line.startswith(known.unreal)
    thought = question or starts
    unknown, denials, ended = [], [], []
    if not known.doubts.isdisjoint(sentence.said):
        unknown = [line.find(phrase) for phrase in known.unknown if phrase in line]
        denials = [line.find(phrase) for phrase in known.denials if phrase in line]
        ended = [phrase for phrase in known.ended if phrase in f" {sentence.line} "]
    ancient, once = _long_ago(sentence), "once" in sentence.said
    for clause in found:
        _compared(sentence, known, clause)
        parents = _above(found, clause)
        if (
            thought
            or any(
                one.modal in known.advice or one.opener in known.conditions
                for one in (clause, *parents)
            )
            or (conditional and clause.modal in ("would", "could", "might", "may", "will"))
        ):
            clause.certainty = "unreal"
            continue
        begin = sentence.offsets[clause.first] if clause.first < len(sentence.offsets) else 0
        stop = (
            sentence.offsets[clause.last + 1]
            if clause.last + 1 < len(sentence.offsets)
            else len(sentence.line)
        )
        own = f" {sentence.line[begin:stop]} "
        history = clause.past and ancient
        if history or any(0 <= at <= begin and ";" not in line[at:begin] for at in unknown):
            clause.certainty = "unreal"
        elif (
            clause.negated
            or _nobody(sentence, known, clause.subject)
            or _none(sentence, known, clause)
            or any(_unsaid(sentence, known, one) for one in parents)
            or any(_denies(sentence, known, one) for one in (*parents, clause))
            or any(0 <= at <= stop and ";" not in line[at:begin] for at in denials)
            or any(phrase in own for phrase in ended)
            or _used_to(sentence, clause)
            or any(_stopped(one, clause) for one in parents[:1])
            or (once and clause.past and " once " in _THERE.sub(" ", own.replace(" , once ", " ")))
        ):
            clause.certainty = "denied"


_THERE = re.compile(
    r"^ once (?=(?:ashore|aboard|there|here|in|inside|on|at|across|over|through|past|out|off|back"
    r"|landed|docked|unloaded|loaded|discharged|cleared|processed|packed|released|abroad)\b)"
)
"""What tells when something was done, not that it is no longer: "Once ashore it went to". Behind a
comma it belongs to what it follows: "X, once poor, has"."""


def _denies(sentence: Sentence, known: ClauseWords, clause: Clause) -> bool:
    """Whether a clause denies what it tells: "rules out that", but not "rules the docks" nor
    "disputes the market with the X clan"."""
    if clause.verb == "rule":
        return "out" in sentence.words[clause.at : clause.last + 1]
    contested = clause.verb == "dispute" and any(
        one.preposition == "with" for one in clause.phrases
    )
    return clause.verb in known.denying and not contested


def _unsaid(sentence: Sentence, known: ClauseWords, clause: Clause) -> bool:
    """Whether nobody says what follows: "nobody believes that", "did not say that"."""
    if clause.verb not in known.reporting:
        return False
    return clause.negated or _nobody(sentence, known, clause.subject)


def _used_to(sentence: Sentence, clause: Clause) -> bool:
    """Whether it is past: "used to be a hub", but not "is used to move" nor "the route used to"."""
    if clause.raised != "use" or clause.form != "finite":
        return False
    used = next((at for at in range(clause.at, 0, -1) if sentence.words[at] == "used"), 0)
    before = sentence.words[used - 1]
    if before.endswith("ly") and used > 1:
        before = sentence.words[used - 2]  # "is increasingly used to move"
    return before not in _BE


def _stopped(above: Clause, clause: Clause) -> bool:
    """Whether it is told to have ended: "has almost stopped passing through"."""
    ends = above.verb in ("stop", "cease", "quit") and not (above.objects or above.negated)
    return ends and clause.form == "ing" and clause.at - above.at in (1, 2)


def _compared(sentence: Sentence, known: ClauseWords, clause: Clause) -> None:
    """ "Nobody sells more than Mexico does": that is Mexico, and it does."""
    if clause.subject is None or not _nobody(sentence, known, clause.subject):
        return
    for phrase in clause.phrases:
        compared = phrase.preposition in ("than", "as") and phrase.first > clause.at > -1
        if compared and phrase.named(sentence, "area", "place", "region"):
            clause.subject, clause.negated = Phrase("", phrase.first, phrase.parts), False


def _none(sentence: Sentence, known: ClauseWords, clause: Clause) -> bool:
    """Whether there is no such thing: "there is no trafficking of", "makes no captagon"."""
    if not clause.objects:
        return False
    there = clause.subject is not None and sentence.words[clause.subject.last] == "there"
    first = clause.objects[0].parts[0][0]
    if there:
        return _nobody(sentence, known, clause.objects[0])
    follows = sentence.words[first + 1 : first + 2]
    return sentence.words[first] in _NO and follows not in _NO_DENIAL


def _long_ago(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a time that is history: "in the 1930s", "the World War"."""
    war = sentence.words.index("war") if "war" in sentence.said else 0
    before = sentence.items[war - 1].meaning
    if war and isinstance(before, Name) and before.id == "WORLD":
        return True
    return any(
        isinstance(item.meaning, Dated)
        and item.meaning.value[:4].isdigit()
        and int(item.meaning.value[:4]) < _HISTORY
        # "Has controlled the docks since the 1980s": and does so still.
        and "since" not in sentence.words[max(0, index - 3) : index]
        for index, item in sentence.marked
    )


def _above(found: list[Clause], clause: Clause) -> list[Clause]:
    above: list[Clause] = []
    while clause.parent is not None and clause.parent < len(found) and len(above) < 8:
        clause = found[clause.parent]
        above.append(clause)
    return above


def _nobody(sentence: Sentence, known: ClauseWords, subject: Phrase | None) -> bool:
    return subject is not None and sentence.words[subject.parts[0][0]] in known.nobody
