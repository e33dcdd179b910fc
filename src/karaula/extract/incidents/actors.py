"""Who and how: operations, ships, groups, agencies, hiding places and means of transport."""

import re
from functools import cache

from karaula.extract.groups import Group
from karaula.extract.incidents.line import Line, Marked
from karaula.extract.incidents.sites import COUNTRIES
from karaula.extract.incidents.words import alternatives, phrases, words
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

_OPERATION = re.compile(
    r"\b[Oo]peration(?:,?\s+(?:was\s+|is\s+)?(?:code-?\s?named|dubbed|named|called|known\s+as"
    r"|nicknamed|under\s+the\s+name|with\s+the\s+code\s?name)\s+|\s+|,\s+(?=[“\"‘]))"
    r"(?:[“\"‘'*_]{1,2}(?P<quoted>[^“”\"‘’'*_\n]{2,40})[”\"’'*_]{1,2}"
    r"|(?P<plain>(?:(?<=Operation )\d|[A-Z])[\w’\-]*"
    r"(?:\s+(?:(?:of|the|de|la)\s+)?[A-Z0-9][\w’\-]*){0,3}))"
)
_NAMED_OPERATION = re.compile(
    r"(?:code-?named|codenamed|dubbed)\s+[“\"‘'*_]{0,2}(?P<plain>[A-Z][\w’\-]*(?:\s+[A-Z0-9][\w’\-]*){0,3})"
)
_DEEDS = r"(?:operations?|action|sweep|crackdown|swoop|raids?|campaign)"
_QUOTED_OPERATION = re.compile(
    rf"[“\"‘](?P<plain>[A-Z][\w’\- ]{{1,30}})[”\"’]\s+(?:police\s+)?{_DEEDS}\b"
    rf"|\b{_DEEDS},?\s+[“\"‘](?P<quoted>[A-Z][\w’\- ]{{1,30}})[”\"’]"
)
_CALLED = (
    "peration",
    "named",
    "dubbed",
    "action",
    "sweep",
    "crackdown",
    "swoop",
    "raid",
    "campaign",
)
"""Of these the name of an operation has one beside it."""
_PREFIXES = r"(?:MSC|M/?V|M/?T|FV|F/V|SS|MS|CMA CGM|Maersk)\.?\s+"
_PREFIX = re.compile(_PREFIXES)
"""Found sooner than the name that it stands before."""
_SHIP_PREFIX = re.compile(
    rf"(?<!\w)[*_“\"‘']{{0,2}}(?P<name>{_PREFIXES}"
    r"[“\"*_]{0,2}[A-Z][\w\-]*(?:\s+[A-Z0-9][\w\-]*){0,2})"
)


def agencies_of(line: Line, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Police, customs and the like that the recognisers find, under the name of the body where the
    vocabulary knows it."""
    found: list[str] = []
    for marked in line.spans("ORG"):
        if line.label(marked.first - 1) in ("count", "number") or (
            line.label(marked.first) in ("count", "number")
        ):
            continue  # "two customs officers" were arrested
        if _no_agency(line, marked):
            continue
        bodies = [i for i in range(marked.first, marked.last + 1) if line.label(i) == "body"]
        if bodies:
            found.extend(vocabulary.bodies[line.id(index)].name for index in bodies)
        elif line.word(marked.last) != "court":
            found.append(line.words_of(marked))
    return tuple(dict.fromkeys(found))


def _no_agency(line: Line, marked: Marked) -> bool:
    """Whether a name is one of a criminal group, of a country, or of a word for nobody: "the Kosovo
    group", "from the UK"."""
    if set(line.word(marked.last).split()) & words("bands"):
        return True
    items = line.sentence.items[marked.first : marked.last + 1]
    return all(isinstance(item.meaning, Group) or item.label in COUNTRIES for item in items)


def operation_of(line: Line) -> str | None:
    """Name of an operation, without the word."""
    text = _text(line)
    if not any(word in text for word in _CALLED):
        return None
    for pattern in (_OPERATION, _NAMED_OPERATION, _QUOTED_OPERATION):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            name = (groups.get("quoted") or _alone(groups.get("plain") or "", line)).strip(" .,")
            if (
                name
                and fold(name).split()[0] not in words("no_name")
                and name[0].isupper() | name[0].isdigit()
            ):
                return " ".join(name.split())
    return None


def _alone(name: str, line: Line) -> str:
    """A name without whom it was carried out by: "ALBATROS" of "ALBATROS the Guardia Civil"."""
    bodies = [line.words_of(marked) for marked in line.spans("ORG")]
    for word in (" the ", " The "):
        head, found, rest = name.partition(word)
        if found and any(rest and body.startswith(rest.split()[0]) for body in bodies):
            return head
    first, _, rest = name.partition(" ")
    return first if len(first) > 1 and first.isupper() and not rest.isupper() else name


@cache
def _ships() -> frozenset[str]:
    """The last words of kinds of ships."""
    return frozenset(kind.split()[-1] for kind in words("vessel"))


@cache
def _ship() -> re.Pattern[str]:
    kinds = "|".join(sorted(words("vessel"), key=lambda w: -len(w))).replace(" ", r"\s+")
    return re.compile(
        rf"\b(?:{kinds})s?,?\s+(?:(?:named|called|the|known\s+as)\s+)?(?:[“\"‘'*_]{{1,2}}(?P<quoted>[A-Z][^“”\"‘’'*_\n,]{{1,30}})"
        rf"[”\"’'*_]{{1,2}}|(?P<plain>[A-Z][\w\-]*(?:\s+[A-Z0-9][\w\-]*){{0,2}}))"
    )


@cache
def _ship_apposed() -> re.Pattern[str]:
    """ "On the Karar, a fishing boat"; "aboard the Karar"."""
    kinds = "|".join(sorted(words("vessel"), key=lambda w: -len(w))).replace(" ", r"\s+")
    name = r"(?P<{}>[A-Z][\w\-]*(?:\s+[A-Z0-9][\w\-]*){{0,2}})"
    return re.compile(
        rf"\b(?:on|of|from|off|aboard)\s+the\s+[“\"‘'*_]?{name.format('apposed')}[”\"’'*_]?,\s+"
        rf"(?:a|an|the)\s+(?:[\w\-]+\s+){{0,4}}?(?:{kinds})\b"
        rf"|\b(?:aboard|on\s+board)\s+the\s+[“\"‘'*_]?{name.format('aboard')}"
    )


def vessel_of(line: Line) -> str | None:
    """Name of a ship: "MSC Gayane", "the fishing boat Karar"."""
    text = _text(line)
    match = _SHIP_PREFIX.search(text) if _PREFIX.search(text) else None
    if match:
        return " ".join(re.sub(r"[*_“”\"]", "", match["name"]).split())
    if "board" not in text and not any(kind in text for kind in _ships()):
        return None
    for match in (*_ship().finditer(text), *_ship_apposed().finditer(text)):
        name = str(next(filter(None, match.groups()))).strip()
        if fold(name).split()[0] not in words("no_name", "no_place"):
            return name
    return None


_QUOTES = "“”\"‘’'*_"
_BROKEN = re.compile(
    r"(?:dismantled|broke up|took down|brought down|dismantling|busted|disrupted)\s+(?:the\s+)?"
    r"[“\"‘'*_]{0,2}(?P<name>[A-ZŠŽČĆĐ][\w’\-]*(?:\s+[A-ZŠŽČĆĐ][\w’\-]*){0,3})[”\"’'*_]{0,2}(?=[,.;\s])"
)


def groups_of(line: Line, known: tuple[str, ...]) -> tuple[str, ...]:
    """Groups with a name, a nationality or a place, in the text's words; ``known`` were named
    before in the text."""
    text, start = _text(line), line.sentence.items[line.first].start
    found: list[tuple[int, str]] = []
    for index in line.labelled("group"):
        item = line.sentence.items[index]
        if isinstance(item.meaning, Group) and item.meaning.sort in ("named", "placed"):
            found.append((item.start - start, item.meaning.id))
    for match in _BROKEN.finditer(text):
        name = match["name"].strip(_QUOTES)
        if not any(name in other for _, other in found):
            found.append((match.start(), name))
    for name in known:
        at = text.find(name)
        if at >= 0 and not any(name in other for _, other in found):
            found.append((at, name))
    return tuple(dict.fromkeys(" ".join(name.split()) for _, name in sorted(found)))


def concealment_of(line: Line) -> str | None:
    """Where something was hidden: the first hiding place that the recognisers find."""
    return next(map(line.words_of, line.spans("CONCEAL")), None)


@cache
def _carriers() -> frozenset[str]:
    """The first words of means of transport."""
    return frozenset(phrase.split(" ")[0] for phrase in phrases("transport"))


@cache
def _transport() -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:{alternatives('transport')})(?= )")


def transport_of(line: Line) -> str | None:
    """Means of transport that is named first."""
    if not line.holds(_carriers()):
        return None
    for match, first, _ in line.find(_transport()):
        # "Van" with a capital is a town.
        if not line.capital(first) or first == line.first:
            return match.group()
    return None


_LENGTH = re.compile(
    r"(?<= )(?P<n>N) (?:- )?(?P<unit>year|month|week|day)s? (?:- )?(?:long )?(?:\S+ ){0,2}?"
    r"(?:operation|investigation|probe|inquiry)(?= )"
)
_TERM = re.compile(
    r"(?<= )(?P<n>N) (?:- )?(?P<unit>year|month)s?(?: -)? (?:and \S+ (?:months|days) )?"
    r"(?:(?:in|of|behind|prison|jail|imprisonment|sentences?|terms?|each|'|’) )"
    r"|(?<= )(?:jailed|sentenced|imprisoned) (?:[^\W\d_]+ ){0,6}?(?:to|for) (?P<m>N)"
    r" (?P<unit2>year|month)s?(?= )"
)


def duration_of(line: Line, kind: str) -> str | None:
    """Length of an operation, or of a sentence: ISO 8601 (``P5Y``)."""
    match = (_TERM if kind == "sentencing" else _LENGTH).search(line.signs)
    if match is None:
        return None
    groups = match.groupdict()
    number = line.figure(line.item(match.start("n" if groups["n"] else "m"))).value
    unit = {"year": "Y", "month": "M", "week": "W", "day": "D"}[groups["unit"] or groups["unit2"]]
    return f"P{number:g}{unit}"


def _text(line: Line) -> str:
    items = line.sentence.items
    return line.spoken.text[items[line.first].start : items[line.last - 1].end]
