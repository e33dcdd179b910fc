"""A sentence cut where it goes over to another event."""

import re
from collections.abc import Iterator

from karaula.extract.incidents.case import killing_of
from karaula.extract.incidents.line import Line

COURT, VIOLENCE, ENFORCEMENT = "court", "violence", "enforcement"


def stretches(whole: Line) -> Iterator[Line]:
    """Stretches of a line that may tell different events."""
    cuts = [whole.first]
    for match in _CUT.finditer(whole.signs):
        sign = match.group().strip()
        behind = whole.item(match.end() - 1) + 1
        right = whole.part(behind, min(behind + _LOOK, whole.last))
        if sign in _PLAIN and not _ANOTHER.match(right.signs):
            continue  # as with most
        before = whole.signs[: match.start() + 1]
        if before.count("( ") > before.count(") "):
            continue
        cut = whole.item(match.start() + 1)
        left = whole.part(max(cuts[-1], cut - _LOOK), cut)
        if cut > cuts[-1] and _separate(left, right, sign):
            cuts.append(behind)
    ways = (dated_each, placed_each, _weeks_after, _behind_relative, _of_case, _of_death, _gapped)
    cuts = sorted({*cuts, *(cut for way in ways for cut in way(whole))})
    for begin, end in zip(cuts, [*cuts[1:], whole.last], strict=True):
        if end > begin:
            yield whole if (begin, end) == (whole.first, whole.last) else whole.part(begin, end)


_LISTED_DATE = re.compile(
    r" [AP] (?:(?!and |[APMD;] |, (?:and )?(?:\S+ ){0,2}[AP] )\S+ )*?"
    r"(?:in |on |of )?(?:the same year |D |a year (?:earlier|later) )"
    r"(?P<cut>,|and|, and)(?= (?:[^\W\d_]+ ){0,3}?[AP] )"
)


def dated_each(whole: Line) -> Iterator[int]:
    """Items with which further finds of a list begin, each with a year of its own: "120 kg in 2020,
    80 kg of heroin in the same year and 40 kg in 2019"."""
    if sum(whole.signs.count(sign) for sign in (" A ", " P ")) < _LISTED:
        return
    for match in _LISTED_DATE.finditer(whole.signs):
        yield whole.item(match.end("cut") - 1) + 1


_LISTED_PLACE = re.compile(
    r" A (?:of S )?(?:(?:were |was )?(?:seized |found |intercepted |confiscated |discovered ))?"
    r"(?:in|at|off|near|outside) (?:the (?:port|airport|city|town|harbour) of )?"
    r"(?P<place>[^\W\d_A-Z]\S*)(?: (?!and )[^\W\d_A-Z]\S*){0,2}(?: (?:in|, ) ?L)?(?: in D)? "
    r"(?P<cut>,|and|, and)(?= (?:(?!from )[^\W\d_]+ ){0,2}?A (?:of S )?(?:(?:were |was )?"
    r"(?:seized |found |intercepted |confiscated |discovered ))?"
    r"(?:in|at|off|near|outside) (?:L |[^\W\d_A-Z]))"
)


def placed_each(whole: Line) -> Iterator[int]:
    """Items with which further finds of a list begin, each with a town of its own: "700 kg of
    cocaine seized in Foxton, 1.2 tonnes in Barton and 5 tonnes at Zenda"."""
    if whole.signs.count(" A ") < _LISTED:
        return
    for match in _LISTED_PLACE.finditer(whole.signs):
        if whole.capital(whole.item(match.start("place"))):
            yield whole.item(match.end("cut") - 1) + 1


def listed_each(whole: Line) -> set[int]:
    """Items with which further finds of a list begin."""
    return {*dated_each(whole), *placed_each(whole)}


_WEEK_AFTER = re.compile(
    r"^ (?:just |only |barely )?(?:a|N|several|a few|some) (?:day|week|month|year|hour)s? after"
    r"(?! it | they | being )[^,]*? [APN] [^,]*? ,(?= [^,]*? (?:[AP]|N [^\W\d_]+) )"
)


_RELATIVE = re.compile(
    r" (?:, |\( )who (?:was|were|had been|has been) [^,;]*? (?:, |\) )"
    r"(?=(?:was|were|has been|have been|had been) )"
)


def _behind_relative(whole: Line) -> Iterator[int]:
    """Where a sentence goes on behind a relative clause that tells another event: "Petrov, who was
    arrested in Foxton in 2021, was sentenced in Barton"."""
    for match in _RELATIVE.finditer(whole.signs) if " who " in whole.signs else ():
        cut = whole.item(match.end() - 1) + 1
        mine, other = _kinds(whole.part(whole.first, cut)), _kinds(whole.part(cut, whole.last))
        if mine and other and mine.isdisjoint(other):
            yield cut


_GAPPED = re.compile(r" and(?= (?:a|an|another) (?:\S+ ){1,6}?(?:in|near|at) )")


def _gapped(whole: Line) -> Iterator[int]:
    """Where a second victim is told of without a verb: "A man was killed in Foxton in 2019 and a
    woman in Barton last year"."""
    for match in _GAPPED.finditer(whole.signs) if " and a" in whole.signs else ():
        cut = whole.item(match.end() - 1) + 1
        left, right = whole.part(whole.first, cut - 1), whole.part(cut, whole.last)
        if _kinds(left) == {VIOLENCE} and " in " in left.signs and not right.has(_ANY_VERB):
            yield cut


_ANY_VERB = re.compile(r" (?:is|are|was|were|has|have|had|[^\W\d_]+ed|who|which|that) ")
_CASE = re.compile(
    r" (?:in connection with|in relation to|linked to|related to|stemming from|over|for|following"
    r"|after)(?= (?:the )?(?:(?:seizure|discovery|interception) of )?(?:[^\W\d_]+ ){0,2}?A"
    r" (?:\S+ ){0,6}?(?:found|seized|intercepted|discovered|confiscated|that was) [^;]*? D )"
)


def _of_case(whole: Line) -> Iterator[int]:
    """Where the seizure begins for which people were sentenced, told with a day of its own:
    "sentenced in connection with 18 tonnes of cocaine found in Foxton in June 2019"; or the killing
    over which they were arrested."""
    begun = killing_of(whole)
    if begun is not None and _kinds(whole.part(whole.first, begun)) == {ENFORCEMENT}:
        yield begun
    match = _CASE.search(whole.signs) if " A " in whole.signs and " D " in whole.signs else None
    if match is not None:
        left = whole.part(whole.first, whole.item(match.start() + 1))
        if _kinds(left) == {COURT}:
            yield whole.item(match.end() - 1) + 1


_DEATH = re.compile(
    r" (?:in connection with|in relation to|linked to|related to|over|for|suspected of|on suspicion"
    r" of)(?= (?:(?!,|;|and )\S+ ){0,5}?(?:attack|shooting|killing|killings|murder|murders"
    r"|assassination|bombing|explosion|ambush|slaying)(?: [^;]*?)? (?:in|near|at|D) )"
)


def _of_death(whole: Line) -> Iterator[int]:
    """Where the deed begins over which people were arrested, told with its place or day: "arrested
    two men over the killing of a grocer in Foxton"."""
    match = _DEATH.search(whole.signs)
    if match is not None:
        cut = whole.item(match.end() - 1) + 1
        left, right = whole.part(whole.first, cut), whole.part(cut, whole.last)
        held = _kinds(left) == {ENFORCEMENT} and left.tells("arrests")
        if (held or _kinds(left) == {COURT}) and VIOLENCE in _kinds(right):
            yield cut


def _weeks_after(whole: Line) -> Iterator[int]:
    """Where what happened weeks later begins: "One week after 87 people were found, …"."""
    match = _WEEK_AFTER.match(whole.signs) if " after " in whole.signs else None
    if match is not None and _kinds(whole.part(whole.first, whole.item(match.end() - 1))):
        yield whole.item(match.end() - 1) + 1


_LISTED = 2
_CUT = re.compile(r" (?:;|while|whereas|after|when|following|before|, and|and|, but|—|–)(?= )")
_PLAIN = frozenset(("and", "—", "–"))
"""Signs of a cut that say nothing themselves."""
_AMOUNT = re.compile(r" [APNM] ")
_LOOK = 60
"""Items on either side of a cut that are looked at."""
_ANOTHER = re.compile(
    r"^ (?:last|this|earlier this|the previous) (?:year|month|week|spring|summer|autumn|winter) "
    r"|^ in (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) |"
    r"^ (?:(?:in |on |at )?(?:the )?(?:following |next )?(?:a |an )?(?:another|second|separate|third|D|different|earlier|later)|(?:in|at|near) \S+ (?:police|customs|officers)|(?:\S+ ){1,4}later) "  # noqa: E501
)


_EARLIER = re.compile(r" (?:days?|weeks?|months?|hours?) $")
FOUND = re.compile(r"^ (?:a|an|the|another) (?:\S+ )?(?:find|seizure|haul|bust|discovery|catch) ")


def _separate(left: Line, right: Line, sign: str) -> bool:
    """Whether a cut at this sign leaves an event on either side."""
    if sign in ("after", "before") and _EARLIER.search(left.signs) and FOUND.match(right.signs):
        return left.has(re.compile(r" [AP] "))  # "…, two days after a find of 120 kilos"
    if sign == ";":
        return True
    if sign in (", and", "while", "whereas") and right.tells("statistics"):
        # "..., and the number of those in custody has risen to five"
        return not left.tells("statistics") and left.has(re.compile(r" [AP] "))
    if sign in _PLAIN and not _another(left, right):
        return False
    mine, other = _kinds(left), _kinds(right)
    if not mine or not other:
        return False
    if sign in ("after", "when", "following", "before"):
        return mine.isdisjoint(other) and COURT in mine | other and _told(right)
    if (
        sign in (", and", "while", "whereas", ", but")
        and VIOLENCE in mine
        and VIOLENCE not in other
    ):
        return right.tells("arrests") and right.has(re.compile(r" (?:[AP]|N [^\W\d_]+) "))
    return _another(left, right)


def _another(left: Line, right: Line) -> bool:
    """Whether what is behind a cut begins as another event, with an amount on either side."""
    return bool(_ANOTHER.match(right.signs)) and right.has(_AMOUNT) and left.has(_AMOUNT)


def _told(line: Line) -> bool:
    """Whether a clause tells the amounts of an event itself."""
    return line.tells("seizure") and line.has(re.compile(r" [AP] "))


def _kinds(line: Line) -> set[str]:
    kinds = set()
    if line.tells("seizure", "found", "arrests"):
        kinds.add(ENFORCEMENT)
    if line.tells("sentencing"):
        kinds.add(COURT)
    if line.tells("killed"):
        kinds.add(VIOLENCE)
    return kinds
