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
from karaula.extract.actors import Actors
from karaula.extract.around import Around, Who
from karaula.extract.denials import among, apart, cited, denied, of_others
from karaula.extract.frame import Reading, claim_at
from karaula.extract.matching import Match, matches
from karaula.extract.times import Time

DIRECTED = frozenset(("controls", "supplier", "member"))
"""Types of ties that run from a to b; the others have no direction."""


class Relations:
    """Extractor of ties or of presence."""

    def __init__(self, kind: Literal["tie", "presence"], version: int = 1) -> None:
        self.kind = kind
        self.method = f"text:{kind}@{version}"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Claims of the kind, in the order of the sentences."""
        document, vocabulary = reading.document, reading.vocabulary
        context = reading.context()
        actors = Actors(vocabulary, reading.lexicon, document.source.title or "")
        for sentence in reading.sentences:
            context.enter(sentence)
            actors.enter(sentence)
            section = context.section(sentence)
            if sentence.named("group"):
                around = Around(reading, context, actors, sentence, section)
                said: dict[tuple[str, ...], Claim] = {}
                for finder in reading.finders.fitting(self.kind, sentence):
                    for match in matches(finder, sentence):
                        make = self._ties if self.kind == "tie" else self._presences
                        for claim in make(around, match):
                            self._keep(said, claim)
                yield from said.values()
            actors.leave(sentence, section)
            context.leave(sentence, vocabulary)

    @staticmethod
    def _keep(said: dict[tuple[str, ...], Claim], claim: Claim) -> None:
        """One tie of two groups and one presence of a group a sentence; places are joined."""
        slots = claim.slots
        if isinstance(slots, Tie):
            ends = (slots.a, slots.b) if slots.type in DIRECTED else sorted((slots.a, slots.b))
            directed = slots.type if slots.type in (*DIRECTED, "rival") else ""
            said.setdefault((directed, *ends), claim)
            return
        assert isinstance(slots, Presence)
        known = said.get((slots.group,))
        if known is None or known.slots == Presence(group=slots.group):
            said[(slots.group,)] = claim

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

    def _presences(self, around: Around, match: Match) -> Iterator[Claim]:
        says = match.pattern.says
        sentence = around.sentence
        if of_others(sentence, match) or cited(around.reading.document.text, sentence, match):
            return
        for who in around.who(match, says["group"]):
            around.reach = match.last
            area = around.values(match, says.get("area", ""), who)
            market = around.values(match, says.get("market", ""), who)
            slots = {"area": area, "market": market}
            if any(not slots.get(slot) for slot in match.pattern.needs):
                continue
            settled = around.settled(match, who) != who.name
            if who.vague or not (who.known or settled or (area and market)):
                continue
            if not (area or market) and not who.named:
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
