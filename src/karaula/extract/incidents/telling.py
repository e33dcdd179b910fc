"""What one clause tells of an event, and whether it tells of one at all."""

import re
from dataclasses import dataclass, field, replace

from karaula.evidence.claim import Modality
from karaula.extract.groups import Group
from karaula.extract.incidents import actors, continuing, days, reality, scene, sites
from karaula.extract.incidents.bulletin import Head
from karaula.extract.incidents.case import case_of, deed_of
from karaula.extract.incidents.custody import held_in_all
from karaula.extract.incidents.finds import closed_site, taken_out, told_as_find
from karaula.extract.incidents.goods import Goods, goods
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.money import Money, money
from karaula.extract.incidents.naming import named, packages
from karaula.extract.incidents.one_case import already, one_case
from karaula.extract.incidents.people import Count, people
from karaula.extract.incidents.stretches import (
    COURT,
    ENFORCEMENT,
    FOUND,
    VIOLENCE,
    listed_each,
)
from karaula.extract.incidents.violence import violence
from karaula.extract.incidents.words import Said
from karaula.extract.incidents.world import World
from karaula.vocabulary import Vocabulary

CLASS = {"sentencing": COURT, "violence": VIOLENCE}


@dataclass(slots=True, eq=False)
class Telling:
    """The facts of one clause, its items ``first`` to ``last`` (those of the facts)."""

    line: Line
    type: str | None
    first: int
    last: int
    goods: list[Goods] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
    sums: list[Money] = field(default_factory=list)
    substances: tuple[str, ...] = ()
    packages: int | None = None
    date: str | None = None
    place: str | None = None
    placed: int = sites.THERE
    """How the place is told; see :mod:`.sites`."""
    area: tuple[str, ...] = ()
    name: str | None = None
    vessel: str | None = None
    groups: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    concealment: str | None = None
    transport: str | None = None
    duration: str | None = None
    modality: Modality = "asserted"
    added: bool = False
    """Its people are others than those told of before: "a second man"."""
    added_as: int = 0
    """The number that such a person bears: 2 for "a second man"."""
    said: bool = False
    """Its date is the day on which it was said."""
    opens: bool = False
    goes_on: bool = False
    listed: bool = False
    """It is a further find of a list whose first part says what happened."""
    entry: bool = False
    """It is an entry of a list of what was taken."""
    headline: bool = False
    """It stands above the text."""
    setting: bool = False
    """It tells only where and when the officers set to work: "On 13 May they stopped a lorry"."""
    lands: frozenset[str] | None = None
    """Countries that it names, once they were asked for."""

    @property
    def kind(self) -> str | None:
        """Court, violence or enforcement; nothing for a clause that only goes on."""
        return None if self.type is None else CLASS.get(self.type, ENFORCEMENT)


_SHORT = 3
"""Items below which nothing is told."""
_FORFEIT = re.compile(
    r" (?:confiscated|forfeited|seized) by the (?:court|judge|judges|tribunal) |"
    r" (?:court|judge|judges|panel|ordered|orders|verdict|sentence|is to be|are to be|will be|be)"
    r" (?:\S+ ){0,8}?(?:confiscation|confiscated|forfeited|forfeiture|forfeit) "
)
_LAST_OF = re.compile(
    r" (?:, )?(?:the last|one|the latest|the most recent|the first|two|three) of (?:them|whom) "
)
_RECORD = re.compile(
    r" (?:(?:bringing|brought|brings|taking|takes|took|raising|raises|raised|pushing)"
    r" (?:up )?(?:the|its|their|this|last|that) (?:\S+ ){0,4}?(?:total|number of|tally|toll)"
    r"|(?:beats?|broke|breaks|exceeds?|surpass(?:es|ed)|almost double|double) the (?:\S+ )?"
    r"(?:previous|last|earlier|former)|the (?:previous|last|former|earlier) (?:\S+ ){0,2}?"
    r"(?:record|biggest|largest)) "
)


def _of_killers(killed: Count, one: Count) -> bool:
    """Whether it is told behind a killing that those who did it were sentenced, not how many: "was
    murdered, and a gang was later convicted"."""
    same = one.first == killed.first and killed.last < one.last
    return same or (one.number is None and killed.last < one.first)


def _brought_out(line: Line, found: tuple[Said, int, int]) -> bool:
    """Whether it is knowledge that was found: "uncovered that 40 tonnes had been exported"."""
    return found[0].text.startswith("uncover") and line.word(found[2] + 1) == "that"


def read(
    line: Line,
    world: World,
    told: str | None,
    known: tuple[str, ...],
    spoken: tuple[str, ...] = (),
    head: Head | None = None,
) -> Telling | None:
    """Facts of a clause; nothing where it tells none, or a statistic, or what is only thought of.

    ``told`` is when the text was published, ``known`` are the groups named before, ``spoken`` the
    one drug that events before were of, ``head`` what begins the item of a bulletin.
    """
    record, total = _RECORD.search(line.signs), held_in_all(line)
    if record is not None:
        # "The amount beats the previous record of 9.4 tonnes": what is told of is before it.
        line = line.part(line.first, line.item(record.start() + 1))
        if line.last - line.first < _SHORT:
            return None
    denied = reality.denied(line)
    if not denied and (rest := reality.before_negation(line)) is not line:
        if rest is None:
            return None
        line = rest
    line = reality.before_threat(line)
    vocabulary = world.vocabulary
    all_counts = people(line)
    amounts = goods(line, world, spoken)
    substances = named(line, vocabulary)
    same = _one_drug(substances, vocabulary) or spoken
    listed = bool(amounts) and line.first in listed_each(line.spoken.line())
    if listed and same:
        amounts = [replace(one, substance=one.substance or same) for one in amounts]
    if same == ("cannabis",) or "cannabis" in substances:
        amounts = [_of_cannabis(one, line) for one in amounts]
    drug = bool(same) and same[0] in vocabulary.substances
    if same and _of_the_same(line, amounts, head, drug=drug):
        amounts = [replace(one, substance=one.substance or same) for one in amounts]
    sums = list(money(line))
    strong = list(line.phrases("seizure"))
    weak = [one for one in line.phrases("found") if not _brought_out(line, one)]
    if weak and line.has(_TRIAL):
        weak = [one for one in weak if one[0].text not in _DEEDS]
    if weak and line.tells("war") and not line.tells("crime"):
        weak = [one for one in weak if one[0].text not in ("destroyed", "flattened", "blew up")]
    broken = list(line.phrases("operation"))
    name, vessel = actors.operation_of(line), actors.vessel_of(line)
    court = [c for c in all_counts if c.role == "sentencing"]
    killed = violence(line, all_counts)
    arrests = [c for c in all_counts if c.role in ("arrests", "charged")]
    moved = [c for c in all_counts if c.role == "brought_to_light" and c.number is not None]
    numbered = [a for a in amounts if a.amount and a.substance]
    kind: str | None = None
    if court and not (killed and all(_of_killers(killed[0], one) for one in court)):
        kind = "sentencing"
    elif killed:
        kind = "violence"
    elif broken and (name or _breaks(line)):
        kind = "operation"
    elif (
        (strong and (amounts or substances or sums))
        or (weak and numbered)
        or (weak and any(m.kind == "value" for m in sums) and substances)
        or (sums and _COUNTED.search(line.signs))
        or (numbered and _on_the_spot(line, told, vocabulary))
        or (numbered and _by_the_law(line, told, vocabulary))
        or (weak and sums and _CASH.search(line.signs))
        or ((numbered or (sums and _CASH.search(line.signs))) and taken_out(line))
        or (weak and vessel and (spoken or substances))
        or (numbered and told_as_find(line))
    ):
        kind = "seizure"
    elif substances and closed_site(line):
        kind = "operation"
    elif total is not None or any(c.number is not None for c in arrests):
        kind = "arrests"
    elif (name and (arrests or broken)) or moved:
        kind = "operation"
    elif (weak and packages(line)) or ((vessel or numbered) and _STOPPED.search(line.signs)):
        kind = "seizure"
    elif any(one.role == "arrests" for one in arrests):
        kind = "arrests" if substances or actors.groups_of(line, known) else None
    spot = head is not None and (head.bare or line.tells("single"))
    if kind is None and (spot or listed) and (numbered or sums):
        kind = "seizure"
    goes_on = continuing.goes_on(line) and not continuing.follows(line)
    goes_on = goes_on or (head is not None and head.listed)
    if kind == "seizure" and sums and not numbered and _FORFEIT.search(line.signs):
        kind, goes_on = None, True  # "The court ordered the confiscation of 200,000 euros."
    setting = kind is None and (
        bool(strong or weak or broken)
        or line.has(_SETTING)
        or (not goes_on and line.tells("single") and not line.has(_LEFT))
    )
    if kind is None and not (amounts or sums or goes_on or name or vessel or setting):
        return None
    triggers = [(first, last) for _, first, last in (*strong, *weak, *broken)]
    day = days.date_of(scene.without_voyage(line), told)
    if not listed and reality.statistic(
        line,
        day,
        name or vessel or one_case(line, day, numbered, arrests, [*killed, *court], vocabulary),
    ):
        return None
    if reality.unreal(line):
        return None
    telling = Telling(line=line, type=kind, first=line.last, last=line.first)
    telling.goods = [a for a in amounts if a.amount]
    weighs = goes_on and _WEIGHT.search(line.signs) is not None
    if kind is None and not weighs and line.tells("others", "traded"):
        telling.goods = []  # "for the trafficking of 25 tonnes"
    if kind is None and not weighs and not line.tells("found", "seizure"):
        telling.goods = [a for a in telling.goods if a.substance]
    telling.sums = sums
    roles = {"sentencing": court, "violence": killed}.get(kind or "", [*arrests, *moved])
    for count in roles:
        first = telling.counts.get(count.role)
        if first is None or first.number is None:
            telling.counts[count.role] = count
        elif count.number and (
            line.word(count.last) in ("others", "more") or _one_more(line, first, count)
        ):
            telling.counts[count.role] = replace(first, number=first.number + count.number)
    if total is not None and kind != "sentencing":
        telling.counts["arrests"] = total
    telling.substances = substances
    telling.packages = packages(line)
    last = _LAST_OF.search(line.signs)
    # "Six were arrested, the last of them in Foxton on Tuesday."
    whole = line
    line = line if last is None else line.part(line.first, line.item(last.start() + 1))
    telling.date = day if last is None else days.date_of(scene.without_voyage(line), told)
    telling.said = days.only_said(line) and len(telling.date or "") in (7, 10)
    line = scene.without_voyage(line)
    site = sites.site_of(line, vocabulary, court=kind == "sentencing")
    case = _told_behind(line, kind)
    if case is not None:
        # Where and when the find was, not those who were arrested over it.
        day = days.date_of(case, told)
        telling.date, telling.said = day or telling.date, telling.said and not day
        there = sites.site_of(case, vocabulary)
        if there is not None or scene.lands_told(case):
            site, line = there, case
    if site is not None and site.rank >= sites.SEAT and kind != "sentencing":
        seat, lands = scene.area_of_name(site.name, vocabulary), scene.lands_told(line)
        site = site if not lands or not seat or seat[0] in lands else None
    if site is not None:
        telling.place, telling.placed = site.name, site.rank
    telling.area = scene.areas_of(line, telling.place, world)
    if site is not None and kind == "violence" and site.rank < sites.SEAT:
        telling.place = sites.with_part(line, site, vocabulary)
    if setting and _ARRIVED.search(line.signs):
        telling.date = None
    if head is not None:
        telling.date = telling.date or head.date
        own = (
            site is not None
            and site.rank == sites.THERE
            and bool(vocabulary.gazetteer.named(site.name))
        )
        if head.place is not None and not own:
            found = head.area or scene.area_of_name(head.place, vocabulary)
            telling.place, telling.area = head.place, found or telling.area
            telling.placed = sites.THERE
    line = whole
    telling.name, telling.vessel = name, vessel
    telling.groups = actors.groups_of(line, known)
    telling.agencies = actors.agencies_of(line, vocabulary)
    telling.concealment = actors.concealment_of(line)
    telling.transport = actors.transport_of(line)
    telling.duration = actors.duration_of(line, kind or "")
    telling.modality = reality.modality(line, denied)
    added = None if telling.goods or telling.date else _ADDED.search(line.signs)
    telling.added = added is not None
    telling.added_as = _ORDINALS.get(added["which"] or "", 0) if added else 0
    telling.listed = listed
    telling.entry = head is not None and head.listed
    telling.opens = listed or continuing.opens(line) or already(line, telling.date)
    telling.goes_on = goes_on
    telling.setting = setting and bool(telling.date or telling.place or vessel or telling.groups)
    _bound(telling, triggers if kind in ("seizure", "operation") else [])
    return telling


_ORDINALS = {name: place for place, name in enumerate(
    ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 2
)}  # fmt: skip
_ADDED = re.compile(
    rf" (?:another|a (?P<which>{'|'.join(_ORDINALS)})|one more|a further)"
    r" (?!in |at |from |from the )| (?:an accomplice|his accomplice|N others) "
)
_STOPPED = re.compile(r" (?:stopped|boarded|intercepted|inspected|searched|raided|escorted) ")
_SETTING = re.compile(
    r" (?:stopped|pulled over|flagged down|inspected|inspection|searched|search|searches|raided"
    r"|raids|raid|checked|check|checks|scanned|x - rayed|unloaded|docked|moored|arrived|boarded"
    r"|took part in|carried out|operation|takedown|swoop|stop|dismantling|opened|catch|verdict"
    r"|verdicts|ruling|judgment|judgement|pronounced|trial|found them|found it|discovered"
    r"|were found|was found) "
)
_LEFT = re.compile(
    r" (?:left|departed|set off|set out|sailed|loaded|travelled|traveled|began|started|bought|came"
    r"|born|registered|shipped|bound|heading|headed|destined|planned|later|since|used to|usually) "
)
"""Words with which a clause tells what was before, or after, or of what is customary."""
_WEIGHT = re.compile(
    r" (?:weight|quantity|amount|weighed|weighs|haul|total) (?:\S+ ){0,6}?"
    r"(?:is|was|stood at|amounted to|came to|of) (?:\S+ ){0,3}?A "
)
_ARRIVED = re.compile(r" (?:arrived|arrives|arriving|reached|docked|entered|unloaded|landed) ")
_CASH = re.compile(
    r" (?:cash|banknotes|bank notes|undeclared (?:\S+ )?(?:money|currency)|foreign currency) "
    r"| money in the amount of "
    r"| (?:find|finds|found|discover|discovers|discovered) (?:\S+ ){0,3}?M "
    r"(?:hidden |concealed |stashed )?(?:in|inside|under|behind|among|on) "
    r"| (?:find|finds|found|discover|discovers|discovered) (?:\S+ ){0,12}?M "
    r"(?:in|inside|under|behind|at) (?:a|the|his|her|their) "
    r"| (?:found|discovered) (?:[^\W\d_]+ ){0,2}?M [.,;] "
    r"| (?:suitcases?|bags?|box|boxes|safe|envelopes?|backpacks?)"
    r" (?:with|containing|full of|holding) (?:\S+ ){0,3}?M "
)
_TRIAL = re.compile(
    r" (?:on trial|trial|indictment|indicted|charged with|accused of|convicted of|prosecution seeks"
    r"|prosecutors seek|suspected of|guilty of) "
)
_DEEDS = frozenset(("smuggling", "smuggle", "transporting", "transport", "carrying"))
"""What those did who are tried: of itself it tells of nothing that was found."""
_COUNTED = re.compile(r" counted (?:\S+ ){0,2}?M ")


def _told_behind(line: Line, kind: str | None) -> Line | None:
    """The stretch of a clause on arrests that tells what they were made for."""
    if kind in ("seizure", "arrests"):
        return case_of(line)
    return deed_of(line) if kind == "violence" else None


def _one_more(line: Line, first: Count, count: Count) -> bool:
    """Whether a count is of one person more than the count before: "Two men were arrested, while a
    Ruritanian was caught in Foxton"."""
    further = {line.word(count.first), line.word(count.first - 1)}
    joined = line.word(count.first - 1) in ("while", "and", "whereas")
    one = count.number == 1 and not further.isdisjoint(("a", "an", "another"))
    return one and joined and first.last < count.first


def _of_the_same(line: Line, amounts: list[Goods], head: Head | None, *, drug: bool) -> bool:
    """Whether a clause tells of a further amount of the drug that was spoken of: "1,448 kilos were
    found in a container"."""
    if not amounts or any(one.substance for one in amounts):
        return False
    taken = line.tells("found", "seizure") and line.tells("single")
    taken = taken or (drug and line.tells("found", "seizure") and line.tells("officials"))
    return taken or head is not None or FOUND.match(line.signs) is not None


def _of_cannabis(one: Goods, line: Line) -> Goods:
    """Plants and buds that were found where cannabis is spoken of are such."""
    if not one.substance and line.word(one.last + 2) in ("buds", "leaves", "resin"):
        return replace(one, substance=("cannabis",))
    if one.substance == ("flora",) and one.unit == "piece":
        return replace(one, substance=("cannabis",), unit="plant")
    return one


def _one_drug(substances: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The one drug that a clause names: "the largest cocaine haul, 2.3 tonnes"."""
    drugs = tuple(name for name in substances if name in vocabulary.substances)
    specific = tuple(name for name in drugs if name != "drugs")
    return specific if len(specific) == 1 else ()


def _on_the_spot(line: Line, told: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a clause with goods gives the day, the place and who was there: then whatever the
    law did to them, it took them."""
    day = days.date_of(line, told)
    if day is None or (len(day) != 10 and not day.startswith("--")):
        return False
    lawful = any(True for _ in line.spans("ORG")) or line.tells("single")
    return lawful and _placed(line, vocabulary) and not line.tells("traded")


def _by_the_law(line: Line, told: str | None, vocabulary: Vocabulary) -> bool:
    """Whether officers are named in a clause with goods that has a place or a month, and nobody
    else is told to have done anything with them."""
    if not line.tells("officials") or line.tells("traded", "others"):
        return False
    day = days.date_of(line, told)
    return (day is not None and len(day) >= 7) or _placed(line, vocabulary)


def _placed(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line says where it was, and not only whose officers they were."""
    site = sites.site_of(line, vocabulary)
    return site is not None and site.rank < sites.OFFICE


def _bound(telling: Telling, triggers: list[tuple[int, int]]) -> None:
    """The shortest stretch with all facts."""
    spans = [(g.first, g.last) for g in telling.goods]
    spans += [(c.first, c.last) for c in telling.counts.values()]
    spans += [(m.first, m.last) for m in telling.sums]
    spans += triggers
    spans += [(i, i) for i, d in telling.line.dates() if d.value == telling.date]
    line = telling.line
    if not spans:
        spans = [(line.first, line.last - 1)]
    telling.first = min(first for first, _ in spans)
    telling.last = max(last for _, last in spans)


def _breaks(line: Line) -> bool:
    """Whether a group or what it ran is broken up, and not a wall taken down."""
    return line.tells("breaks") and (
        line.tells("broken_up") or any(isinstance(i.meaning, Group) for i in line.items())
    )
