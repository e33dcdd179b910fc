"""Numbers that tell how something happened, which are no figures of a report."""

from karaula.extract.observations.counted import FEW, is_count, says_count
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

NEAR = 10
"""Words that may stand between two amounts of a list."""
_EACH = frozenset(("each", "package", "parcel", "brick", "apiece"))
_PACKED = frozenset((
    "packages", "packets", "package", "packet", "bricks", "blocks", "bags", "sacks", "parcels",
    "bales", "boxes",
))  # fmt: skip
_BRACKET = 7
"""Items from a figure in brackets to the one before them."""
_PUNISHED = frozenset((
    "fined", "fine", "penalty", "penalties", "bail", "reward", "offered", "bounty",
    "rented", "rent", "lent",
))  # fmt: skip
"""Words of sums that are those of one person or one deed."""
_AVERAGE = frozenset(("average", "mean", "median", "typical"))
_TRADED = ("substance", "market", "goods", "thing", "indicator", "group", "date")
_TAKEN = frozenset(("seized", "confiscated", "intercepted", "impounded", "eradicated"))
_TAKING = frozenset(("seizing", "seized", "seize", "raided", "found", "stole", "discovered"))
_WOULD = frozenset(("would", "could", "might", "were"))
_AGES = 6
"""Items from "aged" to the last of the ages."""
_NOTE = 6
"""Items of a note that tells nothing but an amount: "2023: 9 tonnes"."""
_YEARLY = frozenset(("year", "years", "month", "months", "since", "far"))
_NOTES = frozenset(("note", "notes", "bill", "bills", "banknote", "banknotes", "coin", "coins"))
_DONE = frozenset((
    "laboratories", "convictions", "prosecutions", "investigations", "victims", "cases", "murders",
    "plantations", "factories", "trials", "verdicts", "extraditions", "indictments",
))  # fmt: skip
"""Things that reports count by the year however few they are."""
_A_FEW = 3
"""Numbers up to this one are hardly ever figures of a report."""
_DEAD = frozenset(("lives", "dead", "killed", "deaths", "murders", "killings", "died"))


def of_a_story(sentence: Sentence, at: int, *, counts_things: bool, compared: bool = False) -> bool:
    """Numbers that tell how something happened: how far off, what one package weighed, what one
    man was fined, how many were there; reports give no such figures."""
    figure = sentence.items[at].meaning
    assert isinstance(figure, Figure)
    if "if" in sentence.said and not _WOULD.isdisjoint(sentence.said):
        return True  # "if a pack were to cost two euros"
    if figure.unit == "km" or _converted(sentence, at):
        return True
    if figure.unit == "count" and "aged" in sentence.words[max(0, at - _AGES) : at]:
        return True  # "two men aged 49 and 25 were arrested"
    if figure.kind == "amount":
        if "mg" in (figure.raw_unit or "") or "milligram" in (figure.raw_unit or ""):
            return True  # the strength of a tablet
        traded = any(item.label in _TRADED for item in sentence.recognised)
        taken = not _TAKEN.isdisjoint(sentence.said)
        note = len(sentence.items) <= _NOTE
        if not traded and not taken and not note and figure.unit != "hectare":
            return True  # "a port handles 3 million tonnes of cargo"
        each = not _EACH.isdisjoint(sentence.words[max(0, at - 3) : at])
        behind = sentence.words[at + 1] if at + 1 < len(sentence.words) else ""
        return each or ((figure.raw_unit or "").startswith("-") and behind in _PACKED)
    if figure.kind == "percent" and "%" not in (figure.raw_unit or ""):
        follows = sentence.words[at + 1 : at + 4]
        before = sentence.words[at - 1] if at else ""
        if before in ("first", "second") or follows[:3] in (
            ("of", "the", "year"), ("of", "the", "month"), ("of", "the", "decade"),
        ):  # fmt: skip
            return True  # "in the first half of the year"
    if figure.kind == "money":
        if sentence.words[at + 1 : at + 2] and sentence.words[at + 1] in _NOTES:
            return True  # "counterfeit 50-euro notes"
        worth = sentence.words[at + 1 : at + 3] == ("worth", "of")
        if worth and not _TAKING.isdisjoint(sentence.said):
            return True  # "seizing a million euros worth of"
        if not {"him", "her", "me"}.isdisjoint(sentence.words[max(0, at - 4) : at]):
            return True  # "they paid him 6,800 dollars for the drive"
        averaged = not _AVERAGE.isdisjoint(sentence.words[max(0, at - NEAR // 2) : at])
        return not averaged and not _PUNISHED.isdisjoint(sentence.said)
    if _caught(sentence, at) or (figure.value <= FEW and _boxes(sentence, at)):
        return True
    few = figure.kind == "count" and figure.value <= FEW and figure.of is None
    if figure.unit == "count" and figure.value == 1 and figure.kind in ("count", "number"):
        return True  # "one of them", "one of the largest gangs"
    near = sentence.words[max(0, at - NEAR // 2) : at + NEAR // 2]
    told = says_count(sentence, at, NEAR // 2) or not _DEAD.isdisjoint(near)
    told = told or compared or (counts_things and _of_a_year(sentence, at))
    if few and figure.value <= _A_FEW and figure.qualifier == "exact" and not told:
        return True  # "two notorious gangs"
    if few and told and counts_things and _of_a_year(sentence, at):
        return False
    return counts_things and few and figure.qualifier == "exact" and not is_count(sentence, at)


def _converted(sentence: Sentence, at: int) -> bool:
    """Whether a figure in brackets only says the one before it in another unit or currency:
    "180 million euros ($220 million; £160 million)"."""
    mine = sentence.items[at].meaning
    assert isinstance(mine, Figure)
    if mine.kind not in ("money", "amount"):
        return False
    opened = False
    for index in range(at - 1, max(-1, at - _BRACKET), -1):
        if sentence.words[index] == ")":
            return False
        opened = opened or sentence.words[index] in ("(", "or")
        other = sentence.items[index].meaning
        if opened and isinstance(other, Figure):
            return other.kind == mine.kind
    return False


def _of_a_year(sentence: Sentence, at: int) -> bool:
    """Whether a thing that reports count is told of a year: "two laboratories in 2025"."""
    dates = [item.meaning.value for item in sentence.recognised if isinstance(item.meaning, Dated)]
    if not any(len(value) == len("2025") for value in dates):
        return False
    behind = sentence.items[at + 1 : at + 4]
    return any(isinstance(it.meaning, Name) and it.meaning.id in _DONE for it in behind)


def _caught(sentence: Sentence, at: int) -> bool:
    """Whether it counts those who were caught in one event: "hold seven suspects"."""
    if any(isinstance(item.meaning, Dated) for item in sentence.recognised):
        return False
    held = sentence.words[at - 1] in ("hold", "holds", "held") if at else False
    if (says_count(sentence, at) and not held) or not _YEARLY.isdisjoint(sentence.said):
        return False
    beside = (*sentence.items[max(0, at - 2) : at], *sentence.items[at + 1 : at + 3])
    named = (it.meaning.id for it in beside if isinstance(it.meaning, Name))
    return any(name in ("suspects", "arrests") for name in named)


def _boxes(sentence: Sentence, at: int) -> bool:
    """Whether it counts what goods were carried in: "hidden in six containers"."""
    behind = sentence.items[at + 1 : at + 2]
    return any(isinstance(it.meaning, Name) and it.meaning.id == "containers" for it in behind)
