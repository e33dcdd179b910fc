"""Whether a clause tells of one thing that happened: no statistic, nothing denied or planned."""

import re
from itertools import pairwise

from karaula.evidence.claim import Modality
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import finder, words
from karaula.extract.sentences.english import ENGLISH

_NEGATED = re.compile(
    r" (?:no (?:\S+ ){0,4}?(?:was|were|have been|has been) (?:\S+ )?(?:found|seized|arrested|made|detained|reported)"  # noqa: E501
    r"|nobody|no one|no arrests|without (?:any )?arrests"
    r"|(?:did|does|do|had|have|has|was|were) (?:not|n't) (?:\S+ )?(?:seize|seized|find|found|arrest|arrested|discover|intercept|recover|detain|detained)"  # noqa: E501
    r"|failed to (?:seize|find|arrest|intercept)) "
)
_TURN = re.compile(r" (?:,|;|and|but|though|although|while|whereas|–|—|--) ")


_INVOLVED = re.compile(
    r" (?:denied|denies|deny|denying|disputed) (?:(?:on|in|at|late|last|yesterday|\S+day|D|any"
    r"|all|the|that|it|he|she|they|its|his|her|their) )*(?:had (?:anything|something) to do"
    r"|anything to do|involvement|roles?|links?|connections?|ties|parts?|responsibility"
    r"|knowledge|wrongdoing|being|having|knowing|owning|guilt|charges|accusations|allegations"
    r"|(?:was|were|is|are|had been) (?:involved|linked|connected|behind|part|aware)"
    r"|(?:knew|had known) (?:of|about)) "
)
"""What those deny who had no part in what happened."""


def denied(line: Line) -> bool:
    """Whether it is denied that anything happened, not only who was in it."""
    return line.tells("denied") and _INVOLVED.search(line.signs) is None


def before_negation(line: Line) -> Line | None:
    """A clause without what it says that did not happen: "no drugs were found", "a man was shot and
    the killers have not been found". Nothing where that is all that it tells."""
    negated = _NEGATED.search(line.signs)
    if negated is None:
        return line
    turns = list(_TURN.finditer(line.signs[: negated.start() + 1]))
    rest = line.part(line.first, line.item(turns[-1].start() + 1)) if turns else None
    told = rest is not None and rest.tells("seizure", "found", "arrests", "sentencing", "killed")
    return rest if told else None


def before_threat(line: Line) -> Line:
    """A clause without the sentence that people may yet get: "was held and faces 20 years"."""
    threat = _MAY_GET.search(line.signs)
    return line if threat is None else line.part(line.first, line.item(threat.start("turn") + 1))


_MAY_GET = re.compile(
    r" (?:arrested|detained|custody|apprehended|charged|indicted)(?P<turn> )"
    r"(?:, |and |, and |who )(?:\S+ )?(?:could |may |might |would |can |now )?"
    r"(?:face|faces|facing|risk|risks|get) (?:\S+ ){0,5}?N (?:years|-) "
)


def statistic(line: Line, date: str | None, marked: str | None) -> bool:
    """Totals over a year, a country or a trend are observations."""
    signs = line.signs
    if _EVENTS.search(signs) and not _LED_TO.search(signs):
        return True
    day = date is not None and len(date.split("/")[0]) >= 7
    exact = (date is not None and len(date) == _DAY and line.has(_TAKEN)) or line.has(_LATELY)
    if not (marked and day) and not exact and _trend(line, day):
        return True
    many = _CONSIGNMENTS.search(signs)
    if many is not None and line.figure(line.item(many.start(1))).value >= _CASES:
        return True
    if _COMPARED.search(signs) and not line.tells("single"):
        return True
    if _PART_OF.match(signs) or (_FEUD.search(signs) and not day):
        return True
    toll = None if day else _TOLL.search(signs)
    if toll is not None and line.figure(line.item(toll.start(toll.lastindex or 1))).value > _MANY:
        return True
    if _SHARES.search(signs) and not _PURE.search(signs) and not (day or marked):
        return True
    since = any(
        # "The largest find since May 2019, when …" goes on with that one.
        d.relation == "since" and line.behind(index, 2) != [",", "when"]
        for index, d in line.dates()
    ) or line.has(_SINCE)
    single = line.tells("single") or marked is not None or bool(_WEEKDAY.search(signs))
    broad = date is not None and (len(date) == 4 or _long(date))
    broad = broad or (date is None and _THAT_YEAR.match(signs) is not None)
    if since and not single and not line.tells("breaks"):
        return True
    one = _ONE_PLACE.search(signs) or _few_jailed(line) or _few_caught(line)
    if broad and not single and not one:
        return True
    if not line.tells("single") and _of_a_year(line):
        return True
    if _LARGEST.search(signs):
        return False
    totals = line.tells("totals") and _totals(signs) and not _LISTED_TOTAL.search(signs)
    totals = totals and not _IN_PACKAGES.search(signs) and not _all_held(line, date)
    return totals and not single and not day


def _few_jailed(line: Line) -> bool:
    """Whether few people were sentenced in a town: "two brothers were jailed in Foxton in 2019"."""
    if not (line.labelled("place") and line.tells("sentencing")) or " courts " in line.signs:
        return False
    numbers = [line.figure(index).value for index in line.labelled("number", "count")]
    return all(value <= _FEW for value in numbers) and not line.tells("totals")


def _few_caught(line: Line) -> bool:
    """Whether few people were caught with their goods in one place: "in 2016 three men were
    arrested at the border with 59 grenades"."""
    caught = _CAUGHT_WITH.search(line.signs)
    if caught is None or line.tells("totals"):
        return False
    return line.figure(line.item(caught.start("who"))).value <= _FEW_MEN


def _of_a_year(line: Line) -> bool:
    """Whether an amount was seized "in 2023", as told on a day: "agents said on Wednesday that they
    seized 116 tons at the port in 2023"."""
    taken = _YEARLY.search(line.signs)
    if taken is None or _ONE_PLACE.search(line.signs):
        return False
    at = line.item(taken.start(1))
    return any(index == at and _YEAR.fullmatch(dated.value) for index, dated in line.dates())


_YEAR = re.compile(r"\d{4}")
_YEARLY = re.compile(
    r" (?:seized|confiscated|intercepted|recovered) (?:(?!,|;)\S+ ){0,2}?[AN] of (?:\S+ ){1,3}?"
    r"(?:(?:at|in) (?:the )?(?:port|ports|country|airport) (?:of )?(?:\S+ ){0,2}?)?in (D)(?= )"
)


def _all_held(line: Line, date: str | None) -> bool:
    """Whether a total is of those held in one operation: "In total 16 people were apprehended"."""
    held = _ALL_HELD.search(line.signs) if date is None else None
    return held is not None and line.figure(line.item(held.start(1))).value <= _FEW


_FEW = 60
_FEW_MEN = 6
_CAUGHT_WITH = re.compile(
    r" (?P<who>N) (?:[^\W\d_]+ ){1,3}?(?:were|was) (?:\S+ )?(?:arrested|detained|caught|stopped)"
    r" (?:on|at|near|in) (?:\S+ ){1,5}?with (?:N |P |A )"
)
_ALL_HELD = re.compile(
    r"^ (?:in total|a total of|altogether|overall) (?:, )?(N) (?:\S+ ){1,8}?(?:were|was|have been)"
    r" (?:arrested|detained|apprehended|taken) (?!this |last |during |throughout )"
)


def _trend(line: Line, day: bool) -> bool:
    """Whether words of a trend are of what the clause tells, not of what those did who were caught
    on a ``day``: "In May they arrested nine men, said to have moved a tonne a month"."""
    if not line.tells("statistics"):
        return False
    # "The number of those held has risen to nine": so far, in one case.
    signs = _LASTED.sub(" ", _SO_FAR.sub(" ", _NOW.sub(" ", _ONE_OF.sub(" ", line.signs))))
    if finder("statistics").search(signs) is None:
        return False
    if not (day or _WEEKDAY.search(signs)):
        return True
    done = finder("seizure", "arrests", "charged", "sentencing").search(signs)
    tail = _TAIL.search(signs, done.end() - 1) if done else None
    if tail is None:
        return True
    own = signs[: tail.start()] + _OFTEN.sub(" ", signs[tail.start() :])
    return finder("statistics").search(own) is not None


_NOW = re.compile(
    r"(?<= N )(?:[^\W\d_]+ |J ){1,4}(?:are|is) (?=(?:arrested|detained|held|sentenced|found) )"
    r"|(?<= N arrested )(?:[^\W\d_]+ |J |S ){1,7}(?:are|is) (?=found )"
)
"""What is told of some people in the present: "the crew of four men are arrested"."""
_ONE_OF = re.compile(
    r"(?<= )(?:N of|among) (?:the|its|their) (?:\S+ ){0,3}?(?:largest|biggest|greatest|heaviest"
    r"|most important|highest) (?:\S+ ){0,4}?(?:seizures|hauls|busts|finds|operations|catches"
    r"|interceptions)(?: in| of| ever| made| on)?(?= )"
    r"|(?<= )(?:largest|biggest|heaviest|greatest|worst|deadliest|most important|record)"
    r" (?:\S+ ){0,6}?"
    r"(?:in|of|over) (?:recent (?:years|months)|the (?:past|last) (?:\S+ ){0,2}?(?:years?|decades?"
    r"|months?)|years|decades|the decade)(?= )"
    r"|(?<= )average purity(?= )"
    r"|(?<= ), who (?:regularly|often|usually|frequently|generally|sometimes) [^,]*? ,(?= )"
)
"""What one find is: "one of the largest seizures in the country's history"."""
_LASTED = re.compile(
    r"(?<= )(?:more than|less than|after|for|nearly|almost|about|half|at least|lasted"
    r"|took|around|to"
    r"|(?:after|for|of|lasted|lasting|took) over) a year(?= )"
    r"|(?<= )a year(?= - long )"
    r"|(?<= )(?:able to|capable of|capacity (?:of|to|for)) (?:\S+ ){1,7}?(?:a|per|each)"
    r" (?:day|week|month|year)(?= )"
)
"""How long something went on, no rate: "an investigation that lasted more than a year"."""
_SO_FAR = re.compile(
    r" (?:bring|tak|rais|lift)(?:ing|s|es) the (?:total )?number of (?:\S+ ){0,4}?"
    r"(?:arrests|arrested|detained|detainees|held|custody|bars|detention|suspects)"
    r" (?:(?!since |this |last )\S+ ){0,6}?"
    r"(?=to N )|"
    r" the number of (?:\S+ ){0,3}?(?:arrested|detained|detainees|held|in custody"
    r"|under investigation|suspects|charged)"
    r" (?:(?!for |at |on |over )\S+ ){0,16}?(?:(?:has|is|have) (?:now |thus |thereby )?"
    r"(?:risen|grown|climbed|increased|gone up|reached)|rose|rises|grew|grows|climbed|climbs"
    r"|increased|increases|went up|goes up|amounts|amounted|stood|stands|reached|reaches)"
    r" (?:now )?(?:to |at )?(?=N (?!from |in |since |a |per ))"
)
_TAIL = re.compile(
    r" (?:who|that|which|whose|(?:said|believed|thought|alleged|suspected|known|reported) to"
    r"|(?:suspected|accused) of|on suspicion of)(?= )"
)
_OFTEN = re.compile(
    r" (?:a|per|each|every) (?:day|week|month|year)(?= )"
    r"| (?:annually|monthly|weekly|daily|regularly|often|frequently|usually|on average)(?= )"
)
_LISTED_TOTAL = re.compile(r"^ (?:in total|altogether) (?:, )?(?:were|was) ")
"""The inverted order of official notes: "In total were seized 103 kilograms of …"."""
_COMPARED = re.compile(
    r" C (?:fewer|more|less|higher|lower) than | (?:up|down) from (?:\S+ ){0,3}?[APN] "
    r"| killed (?:\S+ ){0,6}?in (?:the )?(?:last |past )?"
    r"N (?:years|months) "
)
_LATELY = re.compile(r" (?:past|last|recent) (?:few |two |three )?(?:days|weeks|week) ")
_DAY = 10
"""Characters of a full date."""
_TAKEN = re.compile(r" (?:seized|confiscated|intercepted) (?:\S+ ){0,3}?[AP] ")
_EVENTS = re.compile(
    r" (?:N (?:\S+ )?(?:seizures|operations|raids|cases|murders|killings|homicides|incidents)"
    r" (?:were|in|between|since|over|all|worldwide|per)|resulted in N murders"
    r"|(?:in|on|during) N (?:\S+ )?(?:cases|occasions|seizures|incidents|operations|finds)) "
)
_TOLL = re.compile(
    r" (?:have|has) (?:\S+ )?(?:killed|murdered|left|claimed|taken|cost) (?:\S+ ){0,4}?(N)"
    r" (?:\S+ )?(?:people|persons|lives|men|victims|members|dead) "
    r"| (N) (?:\S+ ){0,2}?(?:people|persons|men|victims|members) (?:have|has) (?:\S+ )?"
    r"(?:been (?:\S+ )?(?:killed|murdered)|died|lost their lives) (?:in|since|over|as a result) "
    r"| with (?:\S+ ){0,3}?(N) (?:\S+ ){0,2}?(?:people|persons|men|members|victims|lives) "
    r"(?:killed|dead|murdered|lost) "
)
_PART_OF = re.compile(r" (?:out )?of the [NA] ")
"""What the rest of a total is told of: "Of the 38 tonnes seized last year, 15 came from"."""
_FEUD = re.compile(
    r" (?:feud|feuds|war|wars|conflict|vendetta|rivalry|bloodshed)"
    r" (?:that |which |between (?:\S+ ){1,6}?)?(?:has |have |had )?(?:left|claimed|cost|killed) "
)
_LARGEST = re.compile(
    r" (?:largest|biggest|record|second - largest|heaviest) (?:\S+ ){0,3}?"
    r"(?:seizure|haul|find|bust|interception|confiscation|catch) "
)
_ONE_PLACE = re.compile(
    r" (?:dismantled|raided|stormed|searched|busted|uncovered|discovered|shut down|closed)"
    r" (?:the|a|an|his|her|their|one of the) (?!group|network|gang|ring|clan)"
)
_MANY = 12
"""More dead than this, of no day, are the toll of a feud or a war."""
_THAT_YEAR = re.compile(
    r" (?:also )?(?:in|during|over|for) (?:the same|that same|that|the whole) year "
)
_IN_PACKAGES = re.compile(r" A (?:of S )?(?:[^\W\d_]+ ){0,4}?(?:in|into|inside) P ")
_CASES = 5
"""Loads of several kinds from which on they are no one find."""
_CONSIGNMENTS = re.compile(
    r" (N) (?:[^\W\d_]+ ){0,2}?(?:shipments|consignments|smuggling attempts|transports|couriers)"
    r" (?:of (?:\S+ ){1,4}?)?(?:were|have been) (?:\S+ )?"
    r"(?:intercepted|seized|cut|stopped|prevented) "
)
_SINCE = re.compile(
    rf" since (?:last |early |late |the )?(?:{'|'.join(ENGLISH.months)}|spring|summer|autumn|winter"
    r"|beginning|start|then) (?!, when )"
)
_TERMS = re.compile(r" (?:a total of|in total|total of|overall) (?:\S+ ){0,2}?N (?:years|months) ")
_WORTH = re.compile(r" (?:worth|valued at|with|of) a (?:combined )?total (?:\S+ ){0,3}?of ")
_IN_MAY = re.compile(r" (?:in|of|since|until|last|this|by|early|late|mid -|from) may(?= )")
_PURE = re.compile(r" C (?:\S+ )?(?:pure|purity)")
_SHARES = re.compile(r" [CXR] ")
_WEEKDAY = re.compile(
    r" (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today) "
)


_OTHERWISE = re.compile(
    r"(?<= )(?:another|different|other|separate|new) (?:[^\W\d_]+ )?altogether(?= )"
)


def _totals(signs: str) -> bool:
    """Whether a total is of something else than of the years of a sentence."""
    rest = _WORTH.sub(" ", _TERMS.sub(" ", _OTHERWISE.sub(" ", signs)))
    return finder("totals").search(rest) is not None


def _long(value: str) -> bool:
    """A period of more than two months."""
    start, _, end = value.partition("/")
    if not end:
        return False
    if len(start) < 7 or len(end) < 7:
        return True
    months = [int(part[:4]) * 12 + int(part[5:7]) for part in (start, end) if part[0] != "-"]
    return len(months) == 2 and months[1] - months[0] > 2


def rate(line: Line, index: int) -> bool:
    """Whether a figure is so much a day, what could be made, or what the goods come from: "two
    million cigarettes a day", "equivalent to 2,000 animals"."""
    before = f" {' '.join(line.before(index, _BACK))} "
    able = _ABLE.search(before) is not None and _SEARCHED.search(before) is None
    if able or (line.label(index) == "number" and _FROM.search(before)):
        return True
    near = line.behind(index, 4)
    # "The 2.5-kilogramme packages"
    piece = line.word(index + 2 if near[:1] == ["-"] else index + 1)
    each = piece in words("packages") or piece in ("packs", "pack") or "each" in near[:2]
    if each and line.label(index) == "amount":
        return True
    units = ("day", "week", "month", "year", "hour", "minute")
    return any(a in _EACH and b in units for a, b in pairwise(near))


_EACH = ("a", "an", "per", "each", "every")
_FROM = re.compile(r" (?:equivalent to|(?:come|came|be|derived) from) (?:\S+ ){0,3}$")
_ABLE = re.compile(
    r" (?:produced|producing|manufactured|manufacturing|capable of making|could make"
    r"|capable of producing|capacity of|capacity for|could reach|may reach|might reach"
    r"|could exceed"
    r"|each (?:[^\W\d_]+ )?(?:contained|contains|containing|weighed|weighing|held|with)"
    r"|weighing between) (?:\S+ ){0,4}$"
)
_SEARCHED = re.compile(r" (?:search|searches|raid|raids) (?:\S+ ){0,6}?produced ")
_BACK = 8
"""Words before a figure that are looked at."""


def unreal(line: Line) -> bool:
    """Planned, possible or wished."""
    if not line.tells("unreal"):
        return False
    signs = finder("after_all").sub("", _IN_MAY.sub(" ", line.signs))
    unreal = finder("unreal").search(signs)
    if unreal is None or _LED_TO.search(signs, unreal.end() - 1):
        return False
    # "Three men were jailed for planning to …": what was done stands before what was planned.
    done = finder(
        "seizure", "found", "breaks", "arrests", "charged", "sentencing", "killed"
    ).search(signs) or _HALTED.search(signs)
    return done is None or unreal.start() < done.start()


_LED_TO = re.compile(
    r" (?:leading to|led to|resulting in|resulted in) (?:\S+ ){0,6}?"
    r"(?:being|arrests?|detention|seizure|confiscation|capture|dismantling|discovery|recovery) "
)
_HALTED = re.compile(
    r" (?:stopped|halted|held up|turned back|kept back|sent back|blocked) (?:at|in|on|off|near|by) "
)


def modality(line: Line, denied: bool) -> Modality:
    if denied:
        return "denied"
    if line.tells("alleged"):
        return "alleged"
    return "reported" if line.tells("reported") else "asserted"
