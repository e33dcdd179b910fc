"""People who are named together: what "and" joins is added up."""

import re
from itertools import pairwise

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.mentioned import Mention

_ASIDE = 9
"""Words of what stands between commas behind a person."""
_TITLE = 7
"""Words between two persons who are joined, where the first has a long title."""


def summed_before(line: Line, mentions: list[Mention]) -> tuple[int | None, int]:
    """ "Two Albanians and a Serb were arrested": what "and" joins is added up. A comma alone makes
    no sum: "the driver, a Serb, was arrested"."""
    total, first = mentions[-1].number, mentions[-1].first
    joined = False
    for left, right in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=False):
        apart = line.signs[left.end : right.begin].split()
        if apart == [","] and left.number == right.number == 1 and _named_as(line, left, right):
            first = left.first  # "the captain, a Ruritanian, and the cook"
            continue
        joined = _joins(line, left, right, joined)
        if not joined or left.number is None or total is None:
            break
        nation = line.signs[: left.end].endswith(" J")
        if left.number == total and left.number > 1 and "and" not in apart and not nation:
            return total, left.first  # "the two passengers, a man and a woman"
        total, first = total + left.number, left.first
    return None if _with_another(line, first) else total, first


_VERB = re.compile(
    r" (?:is|are|was|were|be|been|has|have|had|said|says|told|led|while|when|after|where|as|that"
    r"|if|:|;) "
)


def _named_as(line: Line, one: Mention, other: Mention) -> bool:
    """Whether a known person is told of by what he is: "the captain, a Ruritanian"."""
    return line.word(one.first) in _KNOWN and line.word(other.first) in ("a", "an")


_KNOWN = ("the", "his", "her", "its", "their")


def _with_another(line: Line, first: int) -> bool:
    """Whether "and" joins those that begin at an item with others who were not read, in one
    subject: "the recipient, whose name is not known, and the driver were detained"."""
    if line.word(first - 1) not in ("and", "&") and (
        line.word(first - 2) != "as" or line.word(first - 1) != "as"
    ):
        return False
    before = line.part(line.first, first - 1)
    if line.label(first - 2) in ("area", "region"):
        return False  # "two in Ruritania and one in Elbonia"
    return before.last > before.first and not (
        before.has(_VERB) or before.tells("seizure", "found", "arrests", "charged", "operation")
    )


def summed_behind(line: Line, mentions: list[Mention]) -> tuple[int | None, int]:
    run = [mentions[0]]
    parts = [mention.number or 0 for mention in mentions[1:]]
    if run[0].number and run[0].number == sum(parts) and len(parts) > 1:
        return run[0].number, run[0].last  # "13 people, eleven men and two women"
    for left, right in pairwise(mentions):
        if not _joins(line, left, right, True) or right.number is None:
            break
        run.append(right)
    while len(run) > 1 and not _joins(line, run[-2], run[-1], False):
        run.pop()
    if run[0].number is None or _and_more(line, run[-1], mentions[len(run) :]):
        return None, run[0].last
    return sum(mention.number or 0 for mention in run), run[-1].last


def _and_more(line: Line, last: Mention, rest: list[Mention]) -> bool:
    """Whether others follow whose place in the list is not read: "the owner of a garage, his two
    sons and a nephew"."""
    if not rest or last.number != 1:
        return False  # "26 members, the two leaders among them"
    gap = line.signs[last.end : rest[0].begin]
    words = gap.split()
    listed = ("," in words or "and" in words) and not any(w.endswith("ed") for w in words)
    return (
        listed and len(words) <= _ASIDE and words[-1] not in _NOT_LISTED and not _VERB.search(gap)
    )


_NOT_LISTED = frozenset(
    ("with", "by", "for", "of", "to", "against", "from", "in", "who", "rescued")
)


def _joins(line: Line, left: Mention, right: Mention, listed: bool) -> bool:
    """Whether "and" stands between two mentions, or in a list a comma."""
    gap = line.signs[left.end : right.begin].split()
    if gap[-2:] == [",", "and"] and gap[0] == "," and len(gap) <= _ASIDE:
        # "The driver, a citizen of Ruritania, and the recipient"
        gap = [","] if gap[1] in ("was", "were", "is", "are", "has", "have") else ["and"]
    if len(gap) > 4 and gap[0] in ("of", "from", "in", "at") and gap[-1] == "and":
        # "the owner of the importing company and a customs official"
        gap = ["and"] if len(gap) <= _TITLE and not {",", "who"} & set(gap) else gap
    if len(gap) in (3, 4) and gap[0] in ("from", "of"):
        gap = gap[2:] if gap[2] in ("and", ",") else gap[3:]
    return gap in (["and"], [",", "and"], ["as", "well", "as"], ["along", "with"]) or (
        listed and gap in ([","], [":"], ["-"], ["–"])
    )
