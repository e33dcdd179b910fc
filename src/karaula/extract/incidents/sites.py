"""Where, to the town: which of the places that a line names is the one where it happened."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from karaula.extract.incidents.line import Line, Marked
from karaula.extract.incidents.words import words
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

THERE, NEAR, CROSSED, SEAT, OFFICE = range(5)
"""How a line tells a place, the surest first: "in Foxton"; "near Foxton", "off Foxton"; a lorry
that went "through" a crossing; "police in Foxton"; "Foxton customs"."""
COUNTRIES = frozenset(("area", "region", "adjective", "region_adjective"))
MADE = frozenset((
    "produced", "made", "manufactured", "grown", "cultivated", "registered", "based", "packed",
    "loaded", "processed", "born", "living", "residing", "originating", "bought", "purchased",
    "resident", "shipped", "packaged",
))  # fmt: skip
"""Words with which "in" tells where something or someone is from."""
_HELD_IN = frozenset((
    "custody", "detention", "jail", "remand", "court", "stop", "stopover", "call", "calls",
    "transit", "remanded", "seen", "wanted", "fled", "hiding", "extradited", "born", "based",
    "living", "registered", "headquartered",
))  # fmt: skip
_BASED = frozenset(("headquartered", "resident", "seated"))
_WORDS_BEFORE = 8
"""Words that may stand between "in" and the name of a place."""
_LAST_AT = re.compile(r"(?:.* )?(?:At|In|Near|Off) (?=[^\W\d_])")
_NEAR = re.compile(
    r" (?:(?:near|outside|around|(?<!went )(?<!set )(?<!took )off|beside|towards|between|along)"
    r"(?: (?!(?:in|at|on|under|inside|from|after|for|with) )[^\W\d_A-Z]+)*"
    r"|(?:vicinity|surroundings|outskirts|north|south|east|west|northeast|northwest|southeast"
    r"|southwest|kilometres|kilometers|km|miles|close|next|not far) (?:of|from|to|off)"
    r"(?: [^\W\d_A-Z]+)*) $"
)
_ON = frozenset((
    "territory", "outskirts", "coast", "island", "highway", "motorway", "road", "shore", "beach",
    "shores", "banks", "border", "route", "edge", "isle", "islet",
))  # fmt: skip
"""Words of place that "on" stands before: "on the outskirts of Foxton"."""
_NAMED_AFTER = frozenset((
    "trial", "trials", "case", "affair", "operation", "investigation", "world", "community",
    "diaspora", "market", "markets", "mafia", "clan", "group", "gang", "cartel", "nationals",
    "citizens", "men", "passport", "passports", "route", "convention", "protocol",
))  # fmt: skip
"""What bears a name that may be one of a place, and is none."""
_APPOSED = frozenset(("capital", "city", "town", "port", "village", "resort"))
_ROADS = frozenset(("highway", "motorway", "road", "expressway"))
_OF = frozenset(("of", "from", "in", "at"))


_DONE = frozenset((
    "found", "seized", "arrested", "detained", "caught", "jailed", "sentenced", "killed", "held",
    "busted", "confiscated", "intercepted", "discovered", "stopped", "charged",
))  # fmt: skip


class Site(NamedTuple):
    """A place as the text writes it, how it is told (:data:`THERE` …), its first item."""

    name: str
    rank: int
    first: int


def site_of(line: Line, vocabulary: Vocabulary, *, court: bool = False) -> Site | None:
    """Town, port, airport or district where it happened. A country alone is an area, and where
    someone is held, or what a ship called at, no place of what happened, unless it was a
    ``court``."""
    found = _sites(line, vocabulary, court=court)
    best = min(
        found,
        key=lambda site: (
            site.rank,
            _nameless(site.name, vocabulary),
            not _taken_there(line, site.first),
        ),
        default=None,
    )
    if best is not None and best.rank <= SEAT:
        return best
    return next(_offices(line, vocabulary), None) or best


def _sites(line: Line, vocabulary: Vocabulary, *, court: bool) -> Iterator[Site]:
    yield from _quoted(line)
    for marked in line.spans("GPE", "FAC"):
        name = _name(line, marked)
        if name is None or _beside_it(line, marked, vocabulary, court=court):
            continue
        rank = _rank(line, marked, vocabulary)
        if rank is None and _is_kind(name) and not _passed_by(line, marked.first):
            rank = THERE
        if rank is not None:
            yield Site(name, rank, marked.first)


_PARTS = frozenset((
    "district", "suburb", "neighbourhood", "neighborhood", "quarter", "borough", "municipality",
    "area", "part", "settlement",
))  # fmt: skip
_TOWNS = frozenset(("city", "town", "capital", "municipality", "port", "village"))


def with_part(line: Line, site: Site, vocabulary: Vocabulary) -> str:
    """A place with the part of the town that is named beside it: "Foxton, Barton" of "in the Foxton
    district of Barton". Who tells of a killing names the one or the other."""
    before = line.before(site.first, _WORDS_BEFORE)[::-1]
    at = next((step for step, word in enumerate(before) if word == "of"), None)
    if at is not None and {*before[:at]} <= _TOWNS | {"the", "of"} and len(before) > at + 1:
        last = site.first - at - 2
        if line.word(last) in _PARTS and line.capital(last - 1):
            return f"{line.written(last - 1 - line.capital(last - 2), last - 1)}, {site.name}"
    end = site.first + len(site.name.split())
    behind = line.behind(end - 1, 4)
    if behind[:1] == [","] and behind[2:3] and behind[2] in _PARTS and behind[3:] == ["of"]:
        of = end + 4  # "Foxton, a suburb of Barton"
        return f"{site.name}, {line.written(of, of)}" if line.capital(of) else site.name
    if line.behind(end - 1, 2) == ["of", "the"] and line.word(end + 2) in _TOWNS:
        seats = (one for one in _sites(line, vocabulary, court=False) if one.rank == SEAT)
        town = next(seats, None)
        return f"{site.name}, {town.name}" if town is not None else site.name
    return site.name


_TIMES = re.compile(
    r" (?:found|seized|discovered|intercepted|confiscated|recovered|uncovered|detected|stopped"
    r"|halted|caught|unearthed|impounded) "
    r"(?:(?:last|this|late|early|earlier|on|over|the|week|weekend|month|year|night|morning|evening"
    r"|afternoon|yesterday|today|D|in|J|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|aboard|inside) )*$"
)


def _taken_there(line: Line, first: int) -> bool:
    """Whether a place is told right behind the verb of a find: "a company in Foxton was to receive
    the drug, seized last week in Barton"."""
    inside = _inside(line, first)
    if inside is None:
        return False
    before = line.before(inside, _WORDS_BEFORE)
    return _TIMES.search(f" {' '.join(before)} ") is not None


_QUOTES = frozenset("\"“”„'‘’«»")


def _quoted(line: Line) -> Iterator[Site]:
    """Crossings and ports with their names in quotation marks: at the crossing "Foxton"."""
    if not (line.holds(_QUOTES) and line.holds(_GATES)):
        return
    for index in range(line.first, line.last - 3):
        quoted = line.word(index + 1) in _QUOTES and line.capital(index + 2)
        if line.word(index) in _GATES and quoted:
            end = next((at for at in range(index + 3, index + 6) if line.word(at) in _QUOTES), None)
            if end is not None:
                yield Site(line.written(index + 2, end - 1), THERE, index + 2)


_GATES = frozenset(("crossing", "checkpoint", "port", "point", "gate", "airport", "terminal"))


def _beside_it(line: Line, marked: Marked, vocabulary: Vocabulary, *, court: bool) -> bool:
    """Whether a place is one of what came before or after: "in custody in Foxton", "by Foxton"."""
    first = marked.first
    near = [line.word(step) for step in range(first - 1, max(line.first, first - 4) - 1, -1)]
    if near and near[0] == "the" and near[1:2] == ["across"]:
        return True  # "smuggling across the Channel"
    if near and near[0] in ("by", "from", "via", "left", "through"):
        return not _crosses(line, marked, vocabulary)
    if len(near) > 1 and near[0] == "in" and near[1] in MADE:
        return True
    if {"into", "custody"} <= {*near}:
        return False  # "taken into custody in Foxton": there they were caught
    return "in" in near and not court and not _HELD_IN.isdisjoint(near)


def _passed_by(line: Line, first: int) -> bool:
    """Whether someone only came through, or was on the way there: "left by the Foxton gate"."""
    before = line.word(first - 2) if line.word(first - 1) == "the" else line.word(first - 1)
    return before in ("by", "from", "to", "towards", "through", "via", "for", "left")


def _crosses(line: Line, marked: Marked, vocabulary: Vocabulary) -> bool:
    """Whether it is a crossing through which goods went that were found there."""
    before = {line.word(at) for at in range(max(line.first, marked.first - 3), marked.first)}
    if before.isdisjoint(("through", "via")):
        return False
    name = line.words_of(marked)
    said = f"{name} {line.word(marked.last + 1)} {line.word(marked.last + 2)}".lower().split()
    if not {"crossing", "checkpoint"}.isdisjoint(said):
        return True
    return any(place.kind == "crossing" for place in vocabulary.gazetteer.named(name))


def _rank(line: Line, marked: Marked, vocabulary: Vocabulary) -> int | None:
    first = marked.first
    inside = _inside(line, first)
    if inside is not None and line.word(inside - 1) in MADE | _BASED:
        return None  # "is based in the Ruritanian town of Foxton"
    before = " ".join(line.word(step) for step in range(max(line.first, first - 7), first))
    near = _NEAR.search(f" {before} ")
    if near is not None and _apposed(line, first - len(near.group().split())):
        return SEAT  # "police in Foxton, west of Barton"
    if inside is not None and near is None:
        return SEAT if _seat_of(line, first) else THERE
    if near is not None or (line.word(marked.last + 1) in ("-", "–") and _road(line, marked.last)):
        return NEAR
    if "where" in (line.word(marked.last + 1), *line.behind(marked.last, 2)[1:]):
        return THERE  # "The best known case was that of Foxton, where …"
    return CROSSED if _crosses(line, marked, vocabulary) else None


def _apposed(line: Line, index: int) -> bool:
    """Whether an item begins what is only said to tell where a place before it lies."""
    return line.word(index - 1) == "," and line.label(index - 2) == "place"


def _road(line: Line, last: int) -> bool:
    """ "on the Foxton-Barton motorway"."""
    return any(line.word(step) in _ROADS for step in range(last + 2, last + 5))


_FIRMS = frozenset((
    "company", "companies", "firm", "firms", "business", "businesses", "importer", "importers",
    "exporter", "exporters", "wholesaler", "wholesalers", "dealer", "dealers", "buyer", "buyers",
    "customer", "customers", "recipient", "recipients", "consignee", "supplier", "suppliers",
    "ministry", "ministries", "government", "embassy", "consulate", "service", "agency",
    "spokesman", "spokeswoman", "spokesperson", "source", "sources",
    "bank", "banks", "newspaper", "media", "foundry", "subsidiary", "haulier", "hauliers",
))  # fmt: skip


def _seat_of(line: Line, first: int) -> bool:
    """Whether a place is where an authority or a firm sits: "the police directorate in Foxton"."""
    near = {line.word(step) for step in range(max(line.first, first - 3), first)}
    parts = {part for word in near for part in word.split()}
    return not (parts.isdisjoint(words("authorities")) and parts.isdisjoint(_FIRMS))


def _offices(line: Line, vocabulary: Vocabulary) -> Iterator[Site]:
    """Towns in the names of authorities, or right before or behind what they are called: "Foxton
    customs", "the Foxton county police", "officers from Foxton"."""
    offices = words("authorities", "officials")
    for marked in line.spans("ORG"):
        known = vocabulary.gazetteer
        for first, last in _capitals(line, marked.first, marked.last):
            name = line.written(first, last)
            if known.named(name) and fold(name) not in known.careful:
                yield Site(name, OFFICE, first)
    for marked in line.spans("GPE"):
        said = _name(line, marked)
        if said is None:
            continue
        behind = {line.word(step) for step in range(marked.last + 1, marked.last + 4)}
        before = {line.word(step) for step in range(marked.first - 4, marked.first - 1)}
        ahead = line.word(marked.first - 1) in _OF and not offices.isdisjoint(before)
        if ahead or not offices.isdisjoint(behind):
            yield Site(said, OFFICE, marked.first)


def _capitals(line: Line, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Runs of words with capital letters, and their beginnings: "Novi Sad" of "Novi Sad Police"."""
    for begin in range(first, last + 1):
        for end in range(min(last, begin + 2), begin - 1, -1):
            said = line.written(begin, end).split()
            if all(word[0].isupper() for word in said):
                yield begin, end


def _name(line: Line, marked: Marked) -> str | None:
    """A place's name from its first capital letter on, with the word for what it is."""
    if all(line.label(index) in COUNTRIES for index in range(marked.first, marked.last + 1)):
        return None
    said = line.words_of(marked)
    if marked.last > marked.first and said.split()[-1].lower() in _DONE:
        # A headline has capitals throughout: "Speedboat in Foxton Found With Cannabis".
        said = said.rpartition(" ")[0]
        marked = marked._replace(last=marked.last - 1)
    begin = next((at for at, sign in enumerate(said) if sign.isupper()), None)
    behind = line.word(marked.last + 1)
    if behind in _NAMED_AFTER or line.label(marked.last + 1) == "region":
        return None  # "the Foxton trial", "the Foxton clan"
    if begin is None or (behind == "-" and not _road(line, marked.last)):
        return None  # "Hamburg-bound containers"
    # A headline has capitals throughout: "Lorry With Heroin Stopped At Kapitan Andreevo".
    head = _LAST_AT.match(said[begin:])
    begin += head.end() if head else 0
    if all(
        line.label(index) in COUNTRIES or not line.capital(index)
        for index in range(marked.first, marked.last + 1)
    ):
        return None  # "in the southern Ruritanian city of"
    kind = behind in words("place_kind")
    if _of_another(line, marked, kind=kind):
        return None  # "the Foxton suburb of Barton"
    name = f"{said[begin:]} {behind}" if kind else said[begin:]
    return name if set(fold(name).split()).isdisjoint(words("no_place")) else None


def _of_another(line: Line, marked: Marked, *, kind: bool) -> bool:
    """Whether a name only says of what a place is a part, that is named behind "of"."""
    behind = line.word(marked.last + 1)
    last = marked.last + 1 if kind or (behind in words("place_words") and behind != "of") else None
    if last is None:
        ends = words("place_kind", "place_words")
        last = marked.last if line.word(marked.last) in ends else None
    return last is not None and line.word(last + 1) == "of" and line.capital(last + 2)


def _inside(line: Line, first: int) -> int | None:
    """The item of "in", "at" or "near" before a place, over words like "the port city of"."""
    passed: set[str] = set()
    for index in range(first - 1, max(line.first, first - _WORDS_BEFORE) - 1, -1):
        word = line.word(index)
        if word in words("place_before"):
            return index
        if word == "on" and passed & _ON:
            return index
        if word == "," and line.word(index - 1) in _APPOSED:
            continue  # "in the capital, Foxton"
        # "the Calabrian port of", "the Foxton suburb of"
        whose = line.label(index) in (*COUNTRIES, "place") or (
            line.capital(index) and line.word(index + 1) in words("place_words")
        )
        if word not in words("place_words") and not whose:
            return None
        passed.add(word)
    return None


def _nameless(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a facility's name tells nobody where it is: "Ruritania's Zenda airport"."""
    said = fold(name).split()
    known = (" ".join(said[:last]) for last in range(len(said), 0, -1))
    return _is_kind(name) and not any(map(vocabulary.gazetteer.named, known))


def _is_kind(name: str) -> bool:
    """Whether a name ends in a word for a place: "Sofia airport"."""
    return fold(name).split()[-1] in words("place_kind")
