"""What makes words about groups no claim, or a denied one."""

from karaula.extract.clauses import Clause
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import Cast
from karaula.extract.matching import Match
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.sentence import Sentence

_NOT = frozenset(("not", "no", "never", "without", "nor", "neither", "hardly"))
_NO_EVIDENCE = (
    "no evidence", "little evidence", "no indication", "no indications", "no proof", "no sign",
    "no signs", "no information",
)  # fmt: skip
_ONCE = frozenset(("once", "former", "formerly", "erstwhile", "defunct", "then", "previously"))
_ONCE_REACH = 4
_LONG = 20
"""Years ago of which a text tells as history."""
_AGES = frozenset(("century", "centuries", "decades"))
_UNSURE = frozenset(("could", "might", "would", "should"))
_DENIAL_REACH = 3
"""Items before a match in which its denial may stand."""


def denied(sentence: Sentence, match: Match) -> bool:
    """True for "do not cooperate with", "no links between": but not "not only"."""
    if unproven(sentence, match.first):
        return True
    words = sentence.words[max(0, match.first - _DENIAL_REACH) : match.last + 1]
    return any(
        word in _NOT and words[place + 1 : place + 2] not in (("only",), ("just",))
        for place, word in enumerate(words)
    )


def unproven(sentence: Sentence, first: int) -> bool:
    """True behind "there is no evidence that"."""
    before = f" {sentence.line[: sentence.offsets[first]]}"
    return any(f" {doubt} " in before for doubt in _NO_EVIDENCE)


def gone_by(sentence: Sentence, index: int) -> bool:
    """True for "once the best-known gang in Foxland", which tells of what is over."""
    for step in range(index - 1, max(-1, index - 1 - _ONCE_REACH), -1):
        if sentence.words[step] in _ONCE:
            return True
        if sentence.words[step] in (",", "and", "of"):
            return False
    return False


def invented(cast: Cast, fiction: frozenset[str]) -> bool:
    """True for what a film or a novel tells."""
    for clause in cast.clauses[:1]:
        if clause.subject is not None and cast.head(clause.subject) in fiction:
            return cast.around.sentence.words[clause.subject.last + 1 :][:1] != ("of",)
    return False


def long_ago(sentence: Sentence) -> bool:
    """True for "fifty years ago" and "a century ago"."""
    words = sentence.words
    for place, word in enumerate(words):
        if word != "ago" or place < 2:
            continue
        told = sentence.items[place - 2].meaning
        many = isinstance(told, Figure) and told.value is not None and told.value >= _LONG
        if words[place - 1] in _AGES or (words[place - 1] == "years" and many):
            return True
    return False


def cited(text: str, sentence: Sentence, match: Match) -> bool:
    """True inside a title that a footnote of the ``text`` quotes."""
    if sentence.passage.kind != "footnote":
        return False
    before = text[sentence.passage.start : sentence.items[match.first].start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def of_others(sentence: Sentence, match: Match) -> bool:
    """True behind "other organizations, such as": that says nothing of where they are."""
    before = sentence.items[max(0, match.first - 2) : match.first]
    return any(isinstance(item.meaning, Group) and item.meaning.elsewhere for item in before)


def of_another_subject(
    sentence: Sentence, clauses: tuple[Clause, ...], match: Match, item: int
) -> bool:
    """True where a group of the subject does what the words say, and not the group at ``item``
    that stands between: "The X gang, an ally of the Y gang, controls the market"."""
    for clause in clauses:
        subject = clause.subject
        if subject is None or clause.passive or not clause.first <= match.first <= clause.last:
            continue
        if clause.kind == "relative" and item < subject.first and clause.first <= match.first:
            return True  # "The X gang met bankers, who have settled in Foxland"
        other = clause.kind in ("main", "adverbial") and item < clause.first
        if other and subject.first < match.first:
            return True  # "Foxlandic groups work together, while others move the goods"
        if clause.at < 0 or not subject.last < item < clause.at <= match.first:
            continue
        if any(member.label == "group" for member in subject.items(sentence)):
            return True
        # "La Vega, once a wing of the Y gang, controls the market"
        behind = sentence.words[subject.last + 1], sentence.words[item + 1]
        if behind == (",", ","):
            return True
    return False


def apart(sentence: Sentence, match: Match) -> bool:
    """True where no "with" follows: "A and B cooperate with C" is no tie of A and B."""
    return sentence.words[match.last + 1 : match.last + 2] != ("with",)


def among(sentence: Sentence, match: Match) -> bool:
    """True for "between rival groups", where no "and" goes on behind it."""
    if match.parts.get("both", (match.first, 0))[0] == match.first:
        return False
    return sentence.words[match.last + 1 : match.last + 2] not in (("and",), ("or",))


def innermost(clauses: tuple[Clause, ...], index: int) -> Clause | None:
    """The shortest clause that holds an item."""
    within = [clause for clause in clauses if clause.first <= index <= clause.last]
    return min(within, key=lambda clause: clause.last - clause.first, default=None)


def unreal(clauses: tuple[Clause, ...], match: Match) -> bool:
    """True in a condition, a question or a recommendation, and of what could be."""
    within = [clause for clause in clauses if clause.first <= match.first <= clause.last]
    return bool(within) and (within[-1].certainty == "unreal" or within[-1].modal in _UNSURE)


def of_buyers(sentence: Sentence, index: int) -> bool:
    """True for "dealers across Foxland", who only tell where a group deals."""
    group = sentence.items[index].meaning
    if not isinstance(group, Group) or group.sort != "placed":
        return False
    first, *rest = group.id.lower().split()
    words = group_words()
    return first in words["trades"] | words["persons"] and rest[:1] in (["in"], ["across"])
