"""How many people were arrested, charged, sentenced, killed, hurt or brought to light."""

import re
from dataclasses import dataclass
from functools import cache

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.mentioned import Mention, mentions_of
from karaula.extract.incidents.together import summed_before, summed_behind
from karaula.extract.incidents.words import Said, alternatives, words

ROLES = ("arrests", "charged", "sentencing", "killed", "wounded", "brought_to_light")
_HEAD = 12
"""Signs of a line in which its subject begins: "The migrants, men and women, were detained"."""
_INVERTED = 3
"""Words between a passive and the subject behind it."""
_SHORT = 6
"""Words between a subject and its participle in a headline."""
_REACH = 16
"""Words between a subject and its verb."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people in a role, with its items. Without a number it is not known how many."""

    role: str
    number: int | None
    first: int
    last: int


def people(line: Line) -> list[Count]:
    """Counts of people, one for each role verb that has a subject or an object."""
    if not line.tells(*ROLES):
        return []
    mentions = mentions_of(line)
    found: list[Count] = []
    for role in ROLES:
        best: dict[tuple[int, int], Count] = {}
        for match, first, last in line.phrases(role):
            count = _count(line, role, match, first, last, mentions)
            if count is not None:
                count = _by_country(line, count)
                best.setdefault((count.first, count.last), count)
        found.extend(best.values())
    found = [one for one in found if one.role != "killed" or not _charge(line, one, found)]
    held = [one for one in found if one.role == "arrests" and one.number is not None]
    begins, numbers = {one.first for one in held}, {one.number for one in held}
    moved = any(one.moved for one in mentions)
    return [
        one
        for one in found
        if one.role != "brought_to_light"
        # "A driver was arrested after heroin was found in his lorry."
        or (one.first not in begins and (moved or one.number not in numbers))
    ]


_REMAND = re.compile(r" (?:pending|awaiting|on remand|until (?:his|her|their|the) trial) ")
"""Behind "jailed" these say that nobody was sentenced yet."""
_TO_PRISON = ("sent to prison", "sent to jail", "went to prison", "went to jail")
_FOR_A_DEED = re.compile(
    r" (?!pending |awaiting )(?:(?!until |;|\. )\S+ ){0,8}?for"
    r" (?:N (?:years|months)|life|(?!questioning )[^\W\d_]+ing) "
)
"""Behind "sent to prison" these say that it was by a court: "in Foxton on Friday for smuggling"."""
_FOR = re.compile(
    r" (?:[^\W\d]+ ){0,6}?(?:with|of|over|for|to) (?:\S+ )?(?:the )?(?:attempted |contract )?"
    r"(?:murders?|killings?|assassinations?|murdering|killing)(?= )"
)


def _charge(line: Line, killing: Count, found: list[Count]) -> bool:
    """Whether a killing is what others were charged with: "charged four men with the murder of"."""
    charged = [one for one in found if one.role == "charged" and one.number is not None]
    return any(
        one.last < killing.first
        and _FOR.match(line.part(one.last + 1, killing.last + 1).signs[:60]) is not None
        for one in charged
    )


_ELSEWHERE = re.compile(r"^ in (?:the )?[LG] ((?:, |and |, and )N in (?:the )?[LG] ?)+")
_EACH = re.compile(
    r"(?<= )(?P<one>N) (?:\S+ ){1,3}?in (?:the )?[LG] (?:, )?and (?P<other>N) in (?:the )?[LG]"
    r" (?:have|has|had|were|was) "
)
"""People of two countries before the verb: "Two people in Ruritania and one in Elbonia were"."""


def _by_country(line: Line, count: Count) -> Count:
    """ "Two people were arrested in Ruritania, three in Elbonia and one in Freedonia"."""
    if count.number is None:
        return count
    for told in _EACH.finditer(line.signs):
        numbers = [line.item(told.start(name)) for name in ("one", "other")]
        if numbers[-1] == count.first:
            total = sum(int(line.figure(index).value) for index in numbers)
            return Count(count.role, total, numbers[0], count.last)
    rest = line.part(count.last + 1, line.last)
    match = _ELSEWHERE.match(rest.signs)
    if match is None:
        return count
    more = [rest.item(found.start()) for found in re.finditer(r"(?<= )N(?= )", match.group())]
    total = count.number + sum(int(line.figure(index).value) for index in more)
    return Count(count.role, total, count.first, max(count.last, more[-1]))


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(rf" (?:{alternatives('be')}) (?:\S+ ){{0,2}}(?:and )?$")


def _count(
    line: Line, role: str, said: Said, first: int, last: int, mentions: list[Mention]
) -> Count | None:
    verb = said.text
    before = line.signs[: said.begin]
    passive = verb.startswith(("was ", "were ")) or _passive().search(before) is not None
    if role == "wounded" and re.search(
        r" (?:died|dead|and killed) ", line.signs[said.end - 1 :][:12]
    ):
        return None
    held = (
        verb == "held"
        and (
            _HELD.search(line.signs[said.begin - 6 : said.end + 12]) is not None
            or _HELD_BARE.match(line.signs[said.end :]) is not None
            # "The 83 people held in five countries"
            or (
                any(one.last == first - 1 and one.number and not one.moved for one in mentions)
                and _HELD_WHERE.match(line.signs[said.end :]) is not None
            )
        )
    )
    if (
        role == "arrests"
        and verb == "arrest"
        and (line.word(last + 1) in _WARRANTS or line.word(first - 1) in _RESISTED)
    ):
        return None  # "under a European arrest warrant", "as they resisted arrest"
    if role == "charged" and _PRICE.match(line.signs[said.end :]):
        return None  # "each customer was charged between 2,000 and 3,000 euros"
    if role == "arrests" and verb in _SOUGHT and _INTENT.search(before):
        return None  # "investigations continue for the arrest of two others"
    if verb in ("gave", "got", "drew") and not (_COURT.search(line.signs) and _term(line, said)):
        return None
    if verb == "terms of" and before.endswith((" in ", " under the ", " the ")):
        return None  # "in terms of drugs"
    if verb in _TO_PRISON:
        judged = _FOR_A_DEED.match(line.signs[said.end :]) is not None
        if judged != (role == "sentencing"):
            return None
    if role == "sentencing" and verb == "jailed" and _REMAND.match(line.signs[said.end :]):
        return None
    if role == "sentencing" and _THREATENED.search(before):
        return None  # "were cited and risk up to two years in jail"
    if role == "sentencing" and re.search(_ONCE, before) and not _term(line, said):
        return None  # "one of those arrested had already been convicted"
    if verb in _OF_A_TERM and not (held or _term(line, said)):
        return None
    known = verb in ("arrested", "detained") and line.word(first - 1) in ("the", "those")
    if known and line.word(last + 1) in words("person", "persons"):
        return None  # "one of the arrested men"
    if known and _OF_THEM_ALL.match(line.signs[said.end :]) is None:
        return None  # "the arrested were brought before a judge"
    if verb == "held" and _HELD_TO_BE.match(line.signs[said.end :]):
        return None
    if role == "sentencing" and verb in ("convicted", "sentenced") and _CONVICT.search(before):
        return None  # "a convicted trafficker"
    if role == "brought_to_light":
        if verb.endswith("ing") and not _behind(mentions, said):
            return None  # "The victim was carrying forged papers."
        if verb in _BY_RINGS and not line.tells("arrests", "single"):
            return None  # "The ring smuggled at least 350 migrants."
        carried = _CARRIED.search(line.signs) and verb in (
            "found", "discovered", "rescued", "counted", "freed", "liberated",
        )  # fmt: skip
        loaded = verb in ("found", "discovered", "detected") and _VEHICLE.search(line.signs)
        mentions = [
            mention
            for mention in mentions
            if mention.moved
            or (carried and not _WEIGHED.search(line.signs[mention.end : said.begin]))
            or (loaded and _FOREIGN.search(f" {line.signs[mention.begin : mention.end]} "))
        ]
    elif role == "arrests":
        # Migrants who are "detained" are the ones brought to light.
        if mentions and mentions[0].moved and mentions[0].begin < _HEAD:
            return None
        mentions = [mention for mention in mentions if not mention.moved]
    shot = before.rfind(" shot ") if verb == "dead" else -1
    if shot >= 0:
        # "Two men shot the boss of the clan dead": he is the one who died.
        hit = [m for m in mentions if shot < m.begin and m.end <= said.begin]
        if hit:
            return Count(role, hit[0].number or 1, hit[0].first, last)
    whole = next((m for m in mentions if _listed_behind(line, m, said.begin)), None)
    if whole is not None and whole.number is not None:
        return Count(role, whole.number, whole.first, last)
    behind = [m for m in mentions if m.begin >= said.end]
    ahead = [m for m in mentions if m.end <= said.begin]
    if not ahead and passive and _BEGINS.match(before):
        # "…, who was arrested in Foxton, | was sentenced in Barton"
        spoken = mentions_of(line.part(0, line.first))
        return Count(role, spoken[0].number, first, last) if spoken else None
    # "The skipper of a boat with 41 people": he is the one who was led away.
    # "Five members of a ring led by a clerk": the clerk is not the one either.
    # "A Ruritanian believed to be the recipient": that is the same one.
    # But "in a van driven by a Ruritanian, who was arrested": here he is.
    ahead = [
        m
        for m in ahead
        if line.word(m.first - 1) not in _NO_SUBJECT
        or _WHO.match(line.signs[m.end : said.begin]) is not None
    ] or ahead
    if verb == "held" and ahead and line.word(ahead[-1].first - 1) in ("with", "between", "for"):
        return None  # "talks with five ministers were held"
    subject = ahead[-1] if ahead and _joined(line, ahead[-1], said.begin) else None
    if subject is not None and verb in words("after_people"):
        total, begin = summed_before(line, ahead)
        return Count(role, total, begin, max(last, subject.last))
    if subject is not None and verb in _INTRANSITIVE and subject.number is not None:
        return Count(role, subject.number, subject.first, last)
    noun = verb in words("event_nouns")
    apart = _gap(line, said.end, behind[0].begin) if behind else []
    active = not passive and bool(behind) and len(apart) <= 1 and apart != ["and"]
    participle = subject is not None and _participle(line, subject, said.begin) and not active
    if subject is not None and not (passive or active or behind):
        participle = participle or _headline(line, subject, said.begin)
    if subject is not None and (passive or participle) and not noun:
        total, begin = summed_before(line, ahead)
        return Count(role, total, begin, max(last, subject.last))
    if noun:
        if subject is not None and subject.end + 1 >= said.begin and subject.number is not None:
            return Count(role, subject.number, subject.first, last)
        number = re.search(r" (N)(?: [^\W\d_]+){0,2} $", before)
        if number and verb in (
            "arrests",
            "detainees",
            "killings",
            "murders",
            "sentences",
            "dead",
            "bodies",
            "corpses",
            "guilty verdicts",
        ):
            index = line.item(number.start(1))
            return Count(role, int(line.figure(index).value), index, last)
    if behind and not (passive and not noun):
        target = behind[0]
        gap = _HANDED_ON.sub("", line.signs[said.end : target.begin]).split()
        if len(gap) <= 4 and not set(gap) & {"by", "when", "after", ",", ".", "in", "and"}:
            total, end = summed_behind(line, behind)
            return Count(role, total, first, max(last, end))
    if subject is not None and passive and not noun:
        return Count(role, subject.number, subject.first, last)
    inverted = _gap(line, said.end, behind[0].begin) if passive and not ahead and behind else [","]
    if len(inverted) <= _INVERTED and _AWAY.isdisjoint(inverted):
        total, end = summed_behind(line, behind)
        return Count(role, total, first, max(last, end))  # "Arrested were two men"
    return Count(role, None, first, last)


_BEGINS = re.compile(r"^ (?:was|were|has been|have been|had been) (?:[^\W\d_]+ly |later |then )?$")
_WHO = re.compile(r"^ ?(?:, )?who (?:was|were|is|are|has been|have been) (?:[^\W\d_]+ )?$")
_INTRANSITIVE = ("die", "dies", "died", "perished", "succumbed to")
_NO_SUBJECT = frozenset(("with", "by", "be", "being", "been", "against", "between"))
"""Words before persons who are not those of whom the verb tells."""
_AWAY = frozenset((",", "by", "before", "to", "with", "from", "of", "for", "and", "against"))
"""Words behind a passive with which others come in: "were brought before the prosecutor"."""
_OF_THEM_ALL = re.compile(
    r" (?:(?!(?:was|were|is|are) )\S+ ){0,6}?(?:are|were|is|was|include|included|includes"
    r"|including|:|,) (?:also |all |mostly |both |the )?(?:N|J|a|an|the|several|men|members)(?= )"
)
"""Behind "those arrested": who they are."""
_PRICE = re.compile(r"^ (?:[^\W\d_]+ ){0,3}?(?:up to |between )?M ")
_WARRANTS = ("warrant", "warrants", "order", "orders", "operation", "operations", "team")
_RESISTED = (
    "resisted", "resisting", "resist", "avoid", "avoided", "evade", "evaded", "escaped", "escape",
    "house", "evading", "avoiding",
)  # fmt: skip
_SOUGHT = frozenset(("arrest", "arrest of", "detain", "apprehend", "detention of", "capture"))
_INTENT = re.compile(
    r" (?:continu(?:e|es|ed|ing)|efforts?|search|searching|looking|seek|seeks|seeking|sought"
    r"|working|work|trying|attempts?|attempting|hunt|hunting|manhunt|warrants?|way|underway|plan|plans"
    r"|planned|reward|appeal|appealed|request|requests|requested|calls|called|order|pending|aimed"
    r"|aim|aims|wanted|hope|hopes|vowed|promised|failed|unable|rewards|ordered|orders)"
    r" (?:\S+ ){0,3}?(?:for|to|at) (?:the |their |his |her )?"
    r"(?:(?:identification|location|finding|locate|find|identify|identifying|locating)"
    r" (?:of )?and )?$"
)
_HANDED_ON = re.compile(
    r"^ ?and (?:then |later )?(?:handed|extradited|deported|brought|taken|transferred|turned)"
    r" (?:over |back )?(?:to (?:the )?\S+ )?"
)
"""What the law did next: "arrested and handed over to Ruritania two men"."""


def _behind(mentions: list[Mention], said: Said) -> bool:
    """Whether people are told of behind a phrase."""
    return any(one.begin >= said.end for one in mentions)


_BY_RINGS = frozenset(("smuggled", "transported", "exploited"))
"""What those do who are after: of itself it tells nothing that came to light."""
_THREATENED = re.compile(r" (?:risk|risks|risking|face|faces|facing) (?:\S+ ){0,4}$")
_ONCE = re.compile(r" (?:already|previously|earlier) (?:been )?(?:\S+ and )?$")
_OF_A_TERM = ("given", "was given", "were given", "received", "handed", "held")
_COURT = re.compile(
    r" (?:prison|jail|bars|court|judge|judges|imprisonment|sentence|sentences|verdict|jury) "
)
_HELD = re.compile(
    r" (?:was|were|been) held (?=in|on|at|by|for|after|following|over|as|during"
    r"|under|since|when|[.,;D])"
)
_HELD_BARE = re.compile(
    r" ?$| ?(?:[.,;]|earlier|previously|before|last|this week|over the|since|after|in custody"
    r"|on suspicion|for questioning) "
)
_HELD_WHERE = re.compile(
    r" ?(?:(?:in|across) (?:the )?(?:N (?:\S+ )?countries|[LG]) (?!\S*prison)"
    r"|over the|by (?:the )?(?:J )?(?:police|customs|B) )"
)
_HELD_TO_BE = re.compile(r" (?:responsible|accountable|liable|captive|hostage|talks|a |an )")
_FOREIGN = re.compile(r" (?:foreign(?:ers?)?|citizens|nationals|persons|people|J) ")
_WEIGHED = re.compile(r" [AP] ")
_VEHICLE = re.compile(
    r" (?:truck|lorry|van|container|trailer|wagon|minibus|cargo space|cargo area|loading space"
    r"|compartment|semi - trailer|boot|trunk) "
)
_CARRIED = re.compile(
    r" (?:in|inside|aboard|on) (?:a|an|the|his|her|their) (?:\S+ ){0,2}?"
    r"(?:truck|lorry|van|boat|container|trailer|train|car|vehicle|compartment|wagon|minibus|"
    r"bus|coach|dinghy|yacht|ferry|ship|tanker|hold|boot|trunk) "
    r"| from (?:a|an|the|their) (?:\S+ ){0,2}?(?:truck|lorry|van|container|trailer|boat|dinghy|raft"
    r"|cellar|basement|wagon|farm|salon|brothel|factory|flat|house|"
    r"apartment|workshop|sweatshop|vineyard|wash|greenhouse|club|parlour|restaurant|site|mine|"
    r"centre|center|compound|camp|mill|ring|gang) "
)


def _listed_behind(line: Line, mention: Mention, at: int) -> bool:
    """Whether those of a mention are listed behind it: "four persons, namely a clerk, two …"."""
    gap = line.signs[mention.end : at]
    if mention.end >= at or ";" in gap:
        return False
    # "Five people, one of them a clerk, were arrested", but not "eleven, five of them arrested".
    return _LISTS.match(gap) is not None or (
        _OF_THEM.match(gap) is not None and _CLOSED.search(gap) is not None
    )


_CONVICT = re.compile(r" (?:a|an|the|two|three|N|twice -|twice) $")
_LISTS = re.compile(
    r" ?(?:, )?(?:namely|including|among them|among whom) "
    r"|^ ?, (?:\S+ ){1,6}?among (?:them|whom) (?:, |– |- )"
)
_CLOSED = re.compile(r"[,)–-] (?:(?:was|were|have been|has been|had been) (?:\S+ )?)?$")
_OF_THEM = re.compile(
    r" ?(?:(?:of|from|in) (?:[^\W\d_]+ ){1,4})?(?:, |- |– |\( )(?:N|some|most|all|both) of"
    r" (?:them|whom|which) "
)


def _term(line: Line, said: Said) -> bool:
    """ "given 12 years in prison", "handed a sentence": what makes such a verb a court's."""
    behind = line.signs[said.end : said.end + 80]
    return bool(re.search(r" (?:years|months|sentences?|life|terms?|custody|jail|prison) ", behind))


def _gap(line: Line, begin: int, end: int) -> list[str]:
    return line.signs[begin:end].split()


def _joined(line: Line, mention: Mention, at: int) -> bool:
    gap = line.signs[mention.end : at].split()
    return len(gap) <= _REACH and ";" not in gap


_OF_WHOM = re.compile(r"^ ?(?:of|from|in|linked|behind|suspected|accused|at|on) ")
_FINITE = re.compile(r" (?:is|are|was|were|be|been|has|have|had|said|says|told|will|,|who|that) ")


def _headline(line: Line, mention: Mention, at: int) -> bool:
    """ "Two former sailors of the Foxton Star sentenced": a headline has no auxiliary verb."""
    gap = line.signs[mention.end : at]
    return len(gap.split()) <= _SHORT and bool(_OF_WHOM.match(gap)) and not line.has(_FINITE)


def _participle(line: Line, mention: Mention, at: int) -> bool:
    """ "with five people arrested", "leaving two men dead"."""
    return len(line.signs[mention.end : at].split()) <= 1
