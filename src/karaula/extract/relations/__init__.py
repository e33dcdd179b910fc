"""Ties between groups and the presence of groups, by patterns over each sentence.

Patterns say what the words say; who says it of whom is told by eight names in ``says``:
``{actor}`` (the groups that are the subject of the words), ``{own}`` (the place that a group's own
name holds: "groups in Greece"), ``{places}`` and ``{goods}`` (the areas and markets named from the
subject to the end of the clause), ``{ends}`` (areas named there as ends of a movement), ``{here}``
and ``{topic}`` (what the section and the paragraph are about), ``{there}`` (the organized crime of
a place that stands for it). ``{a|b}`` takes the first of them that says something. A claim is made
only where the sentence holds the words of the relation and the groups can be told.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from karaula.evidence import Claim, Presence, Tie
from karaula.extract.clauses import Clause
from karaula.extract.doubt import hedge
from karaula.extract.frame import Reading, claim_at
from karaula.extract.groups import group_words
from karaula.extract.groups.actors import Actors
from karaula.extract.groups.cast import Cast
from karaula.extract.groups.tellings import members_nation, nations
from karaula.extract.groups.words import tells_who
from karaula.extract.matching import Match, matches
from karaula.extract.relations.around import Around, Who
from karaula.extract.relations.denials import (
    among,
    apart,
    cited,
    denied,
    gone_by,
    invented,
    long_ago,
    of_another_subject,
    of_others,
    unproven,
    unreal,
)
from karaula.extract.relations.keeping import (
    done_for,
    elsewhere,
    joined,
    of_one_before,
    pair_of,
    said_again,
    told_less,
    told_more,
    told_twice,
)
from karaula.extract.relations.matched import another_does, deals, of_groups
from karaula.extract.relations.nearby import bracketed, nearby
from karaula.extract.relations.presence_reader import TOLD, Present
from karaula.extract.relations.presence_seats import names_of
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.relations.presences import presences
from karaula.extract.relations.scene import Scene, about
from karaula.extract.relations.tie_ends import no_one
from karaula.extract.relations.tie_reader import Tied
from karaula.extract.relations.ties import ties
from karaula.extract.relations.times import Time, time_of
from karaula.extract.sentences.sentence import Sentence

_ANY = frozenset(("every", "each", "any", "no", "neither", "either"))
"""Who is one of many, or none: "every clan in the Balkans"."""
DIRECTED = frozenset(("controls", "supplier", "member"))
"""Types of ties that run from a to b; the others have no direction."""


class Relations:
    """Extractor of ties or of presence."""

    def __init__(self, kind: Literal["tie", "presence"]) -> None:
        self.kind = kind
        self.method = f"text:{kind}@7"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Claims of the kind, in the order of the sentences."""
        document, vocabulary = reading.document, reading.vocabulary
        context = reading.context()
        title = document.source.title or ""
        told = nations(reading.sentences)
        country = about(document, reading.lexicon)
        actors = Actors(vocabulary, reading.lexicon, title, nations=told, country=country)
        scene = Scene(country)
        told_so: dict[str, set[str]] = {}
        for sentence in reading.sentences:
            context.enter(sentence)
            actors.enter(sentence)
            section = context.section(sentence)
            groups = sentence.named("group") or actors.awaits(sentence)
            if groups or (self.kind == "presence" and members_nation(sentence) is not None):
                around = Around(
                    reading,
                    context,
                    actors,
                    sentence,
                    section,
                    scene.country(sentence, vocabulary),
                    scene.market(),
                )
                yield from (
                    claim
                    for claim in self._claims(around)
                    if not said_again(claim, sentence, told_so)
                )
            actors.leave(sentence, section)
            context.leave(sentence, vocabulary)
            if self.kind == "presence":
                scene.leave(sentence, vocabulary)

    def _claims(self, around: Around) -> Iterator[Claim]:
        """Claims of one sentence, by its clauses and by patterns."""
        sentence = around.sentence
        said: dict[tuple[str, ...], Claim] = {}
        read = around.reading.clauses(sentence)
        cast = Cast(around, read)
        if invented(cast, presence_words(around.reading.vocabulary).kinds["fiction"]):
            return
        for claim in self._framed(around, cast):
            self._keep(said, claim, framed=True)
        framed = [*said.values()]
        if self.kind == "presence" and (made := self._members(around)) is not None:
            self._keep(said, made, framed=True)
        tied = {pair_of(claim.slots) for claim in said.values()} - {None}
        for finder in around.reading.finders.fitting(self.kind, sentence):
            for match in matches(finder, sentence):
                if unreal(read, match) or long_ago(sentence):
                    continue
                tie = self.kind == "tie"
                made_of = self._ties(around, match) if tie else self._presences(cast, match)
                for claim in made_of:
                    if pair_of(claim.slots) not in tied and not of_one_before(claim, framed):
                        self._keep(said, claim)
        yield from said.values()

    def _framed(self, around: Around, cast: Cast) -> Iterator[Claim]:
        if around.sentence.passage.kind == "footnote" or long_ago(around.sentence):
            return
        if self.kind == "tie":
            told = [*bracketed(cast), *ties(cast)]
            for tied in told or nearby(cast):
                unknown = no_one(tied.a) or no_one(tied.b)
                if (tied.a.known or tied.b.known) and not unknown:
                    yield self._tie(around, tied)
            return
        joining = presence_words(around.reading.vocabulary).kinds["joining"]
        for present in presences(cast):
            who = present.who
            if not present.areas and who.named and present.markets:
                present = replace(present, areas=tuple(around.home(who)))
            if not present.areas:
                continue
            if who.vague or not who.known or gone_by(around.sentence, who.item):
                continue
            if who.name.split()[0].lower() in _ANY:
                continue
            if not present.told and done_for(around.sentence, present, joining):
                continue  # "A supplies B with heroin", "A washes money for B" are ties.
            yield self._presence(around, present)

    def _tie(self, around: Around, tied: Tied) -> Claim:
        clause, sentence = tied.clause, around.sentence
        items = [tied.a.item, tied.b.item, tied.at]
        first, last = min(items), max(items)
        time, reach = time_of(sentence, first, last)
        topic = around.context.market(sentence, tied.at, around.reading.vocabulary)
        goods = around.goods(range(clause.first, clause.last + 1))
        slots = Tie(
            a=around.placed(tied.a),
            b=around.placed(tied.b),
            type=tied.type,
            market=goods[0] if goods else topic,
            since=time.since if time is not None else None,
            hedge=hedge(sentence, reach),
        )
        return self._told(around, slots, (first, reach), time, clause)

    def _presence(self, around: Around, present: Present) -> Claim:
        sentence = around.sentence
        items = [present.who.item, present.at, present.last]
        first, last = min(items), max(items)
        time, reach = time_of(sentence, first, last)
        slots = Presence(
            group=present.who.name,
            area=tuple(dict.fromkeys(present.areas)),
            market=present.markets,
            period=time.period if time is not None else None,
            hedge=hedge(sentence, reach),
        )
        return self._told(around, slots, (first, reach), time, present.clause, present.confidence)

    def _members(self, around: Around) -> Claim | None:
        """The gang whose members a sentence says to be of one nation, where its story plays: "Most
        of its members are Foxlandic nationals"."""
        sentence = around.sentence
        told = members_nation(sentence)
        area = around.reading.vocabulary.areas.get(told[0]) if told is not None else None
        markets = (around.trade,) if around.trade is not None else ()
        places = around.scenes()
        if told is None or area is None or not area.adjectives or not (places or markets):
            return None
        if any(tells_who(name) for group, name in around.actors.known if not group.plural):
            return None  # It was told of the gang before.
        heads = [word for word in sentence.words if word in group_words()["pointed"]]
        group = f"{area.adjectives[0]} {heads[0] if heads else 'gang'}"
        slots = Presence(group=group, area=tuple(places), market=markets)
        document = around.reading.document
        return claim_at(document, sentence, told[1:], slots, method=self.method, confidence=TOLD)

    def _told(
        self,
        around: Around,
        slots: Tie | Presence,
        items: tuple[int, int],
        time: Time | None,
        clause: Clause,
        confidence: float = 0.9,
    ) -> Claim:
        claim = claim_at(
            around.reading.document,
            around.sentence,
            items,
            slots,
            method=self.method,
            confidence=confidence,
            valid_from=time.start if time is not None else None,
            valid_to=time.end if time is not None else None,
        )
        if clause.certainty == "denied" or unproven(around.sentence, items[0]):
            return replace(claim, modality="denied")
        return claim

    @staticmethod
    def _keep(said: dict[tuple[str, ...], Claim], claim: Claim, *, framed: bool = False) -> None:
        """One tie of two groups and one presence of a group a sentence, or one in each place that
        a clause of its own tells; places and markets are joined."""
        slots = claim.slots
        if isinstance(slots, Tie):
            ends = (slots.a, slots.b) if slots.type in DIRECTED else sorted((slots.a, slots.b))
            directed = slots.type if slots.type in (*DIRECTED, "rival") else ""
            told = said.setdefault((directed, *ends), claim)
            if told is not claim:
                said[(directed, *ends)] = told_twice(told, claim)
            return
        assert isinstance(slots, Presence)
        known = said.get((slots.group,))
        if known is None:
            said[(slots.group,)] = claim
        elif told_less(known.slots, slots):
            said[(slots.group,)] = told_more(known, claim)
        elif both := joined(known, claim):
            said[(slots.group,)] = both
        elif framed and elsewhere(known, claim):
            said.setdefault((slots.group, *slots.area), claim)

    def _ties(self, around: Around, match: Match) -> Iterator[Claim]:
        says = match.pattern.says
        if cited(around.reading.document.text, around.sentence, match):
            return
        one, other = around.who(match, says["a"]), around.who(match, says["b"])
        pairs: list[tuple[Who, Who]]
        if says["a"] == says["b"]:
            # "Between A and B, C": A with each of the others. One name in the plural ("between
            # rival Montenegrin groups") is a tie among themselves.
            pairs = [(one[0], end) for end in one[1:] if apart(around.sentence, match)]
            if len(one) == 1 and one[0].plural and one[0].known and among(around.sentence, match):
                pairs = [(one[0], one[0])]
        else:
            pairs = [(a, b) for a in one for b in other if a.name != b.name]
        for a, b in pairs:
            around.reach = match.last
            if not (a.known or b.known):
                continue
            market = around.values(match, says.get("market", "{goods|topic}"), a)
            time = around.time(match)
            yield self._claim(
                around,
                match,
                Tie(
                    a=a.name,
                    b=b.name,
                    type=says["type"],
                    market=market[0] if market else None,
                    since=time.since if time is not None else None,
                    hedge=around.doubt(match),
                ),
                (a.item, b.item),
                time,
            )

    def _presences(self, cast: Cast, match: Match) -> Iterator[Claim]:
        around = cast.around
        says = match.pattern.says
        sentence = around.sentence
        if of_others(sentence, match) or cited(around.reading.document.text, sentence, match):
            return
        read = around.reading.clauses(sentence)
        for who in around.who(match, says["group"]):
            around.reach = match.last
            if not who.named and names_of(cast, who.item):
                continue  # "Two clans, the X and the Y, …": told of X and Y.
            if cast.told_to_be(who.item) is not None:
                continue  # "The X clan is a gang that …": told of the clan.
            if "again" not in says and around.stands_for(who):
                continue
            if says["group"] == "{actor}" and (
                of_another_subject(sentence, read, match, who.item)
                or another_does(cast, match, who)
            ):
                continue
            area = around.values(match, says.get("area", ""), who)
            if says.get("area") and around.local(who) and around.section not in area:
                area = [around.section or "", *area]  # "Local groups take heroin to Italy"
            unnamed = not who.known and around.settled(match, who) == who.name
            if unnamed and not any(name.id in area for name in around.named_areas(match.first)):
                continue  # "Criminal groups traffic cocaine": in the country of the chapter.
            if not area and who.known and says.get("area"):
                area = around.scenes()
            market = around.values(match, says.get("market", ""), who)
            by = says["group"] != "{actor}" and of_groups(cast, match)
            if market and by and not around.values(match, "{goods}", who):
                market = []  # "The gang was overseen by the X clan"
            slots = {"area": area, "market": market}
            if any(not slots.get(slot) for slot in match.pattern.needs):
                continue
            settled = around.settled(match, who) != who.name
            if (who.vague and not settled) or not (who.known or settled or (area and market)):
                continue
            listed = sentence.words[match.first : match.first + 2] == ("such", "as") or (
                sentence.words[match.first] == "refer"
            )
            alone = who.named and listed and _of_a_kind(sentence, match.first)
            if not (area or market) and not alone:
                continue
            if not area and not alone and not deals(cast, match, who):
                continue
            time = around.time(match)
            yield self._claim(
                around,
                match,
                Presence(
                    group=around.settled(match, who) if area else who.name,
                    area=tuple(area),
                    market=tuple(market),
                    activity=says.get("activity"),
                    period=time.period if time is not None else None,
                    hedge=around.doubt(match),
                ),
                (who.item,),
                time,
            )

    def _claim(
        self,
        around: Around,
        match: Match,
        slots: Tie | Presence,
        items: tuple[int, ...],
        time: Time | None,
    ) -> Claim:
        claim = claim_at(
            around.reading.document,
            around.sentence,
            (min(match.first, *items), max(around.reach, *items)),
            slots,
            method=self.method,
            confidence=match.pattern.confidence,
            valid_from=time.start if time is not None else None,
            valid_to=time.end if time is not None else None,
        )
        return replace(claim, modality="denied") if denied(around.sentence, match) else claim


def _of_a_kind(sentence: Sentence, at: int) -> bool:
    """Whether words for groups stand before an item: "well-known clans, such as"."""
    before = at - 1
    while before > 0 and sentence.words[before] in (",", "most", "and"):
        before -= 1
    kinds = group_words()["pointed"]
    if not {"no", "not", "never"}.isdisjoint(sentence.words):
        return False
    return sentence.items[before].label == "group" or sentence.words[before] in kinds
