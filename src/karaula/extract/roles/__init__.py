"""Roles: what a sentence says that an area is in a market.

It is read from clauses (``role_frames.yml``): by a noun that is a role, where the clause says that
an area is one ("Albania is, serves as, has turned into a key transit country for heroin"; "the main
source is Colombia"; "Austria, a country of destination"); by a verb that makes a place one ("grown
in", "stored in", "consumes"); by nouns of doing, sites and joined adjectives ("Peru's cultivation
of", "home to laboratories", "Dutch-made"); and by notes without a verb under the name of a country.
What is left over the patterns of kind ``role`` may say (``statements.py``). A role that the text
denies, and one that it tells to be past, is told as denied.
"""

from collections.abc import Iterator, Mapping, Sequence

from karaula.evidence import Claim, Role
from karaula.extract.clauses import Clause
from karaula.extract.context import GOODS_LABELS, Context, market_of
from karaula.extract.doubt import hedge
from karaula.extract.frame import Reading, claim_at, settled
from karaula.extract.legs.areas import areas_in, is_sea, last_area
from karaula.extract.legs.document import Headings, document_markets, lawful, story_in
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.words import way_words
from karaula.extract.roles.compounds import compounds
from karaula.extract.roles.deeds import deeds, speaks_of_gates
from karaula.extract.roles.entries import entries, origins, speaks_of_entries
from karaula.extract.roles.frauds import frauds, speaks_of_frauds
from karaula.extract.roles.goods import Memory
from karaula.extract.roles.laws import concedes, speaks_of_law
from karaula.extract.roles.lying import lying
from karaula.extract.roles.memory import note, opening, remember
from karaula.extract.roles.mentioned import mentioned
from karaula.extract.roles.mentions import ranked
from karaula.extract.roles.nominal import nominal
from karaula.extract.roles.notes import notes
from karaula.extract.roles.passages import passages
from karaula.extract.roles.purposes import purposes, speaks_of_use
from karaula.extract.roles.shares import shares, speaks_of_shares
from karaula.extract.roles.sites import SITES, sites_in
from karaula.extract.roles.spots import spots_of
from karaula.extract.roles.told import Told
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence
from karaula.extract.statements import Statements

_ROLE, _THING = SIGN_OF["role"], SIGN_OF["thing"]
_MARKET, _GROUP = SIGN_OF["market"], SIGN_OF["group"]


_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_NAMED = _GOODS | {_THING}
"""What a sentence that tells no role may name for the next one."""


Said = tuple[str, str, str, tuple[str, ...]]
"""Area, market, role and substances of a claim."""
_MAY = frozenset(("could", "may", "might", "would", "will", "should", "shall"))
_ANAPHORS = frozenset(("it", "they", "this", "these", "both"))
"""Words with which a paragraph goes on with the one before."""
_GONE = " it no longer "
"""What tells that a role is past: "was a hub; it no longer is"."""
_BECOME = frozenset(("become", "turn", "emerge", "evolve", "develop", "grow", "serve", "transform"))

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "get", "gets"))
_SIZES = frozenset(("major", "significant", "large", "big", "main", "key", "important", "primary",
                    "largest", "biggest", "principal", "leading", "considerable", "substantial",
                    "chief", "top", "notable", "serious"))  # fmt: skip
"""Strengths of which a denial leaves the role as it is."""
_NOT = frozenset(("not", "no", "nor", "neither", "never", "n't", "hardly"))
_LAUNDERING = frozenset(("laundering", "launderers", "launderer"))
_MONEY = frozenset(("proceeds", "takings", "profits", "dirty"))
_REACH = 8
"""Words before a role in which its strength may stand."""


class Roles:
    """Extractor of roles."""

    method = "text:role@8"

    def __init__(self) -> None:
        self._patterns = Statements("role", version=2)

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Roles of a document, in the order of its sentences."""
        # Figures in headlines tell of events.
        plain = tuple(
            one for one in reading.headlines if _labels(one).isdisjoint(("number", "count"))
        )
        yield from self._of(reading, plain)
        yield from self._of(reading, reading.sentences)

    def _of(self, reading: Reading, sentences: Sequence[Sentence]) -> Iterator[Claim]:
        if not sentences:
            return
        by_pattern: dict[int, list[Claim]] = {}
        for claim in self._patterns(reading) if sentences is reading.sentences else ():
            by_pattern.setdefault(claim.start or 0, []).append(claim)
        starts = sorted(by_pattern)
        context = reading.context()
        # Where a text is about any market, a country is a hub for gold or timber as for the others.
        named = document_markets(reading.vocabulary, reading.sentences)
        memory = Memory(named)
        markets = frozenset(reading.vocabulary.markets) if named else named
        story = story_in(reading, named)
        spots = spots_of(reading.document.text, (*reading.headlines, *reading.sentences))
        words, ways = role_words(reading.vocabulary), way_words(reading.vocabulary)
        headings = Headings(reading.vocabulary, reading.lexicon)
        passage, place = -1, 0
        for sentence in sentences:
            context.enter(sentence)
            if sentence.passage.start != passage:
                passage = sentence.passage.start
                goes_on = sentence.words[0] in _ANAPHORS or sentence.words[:2] == ("the", "country")
                theme = headings.theme(sentence) or (memory.theme if goes_on else None)
                memory = Memory(
                    named, area=memory.area, theme=theme, drug=memory.drug, migrants=memory.migrants
                )
            said: dict[Said, int] = {}
            spans: list[tuple[str, int, int]] = []
            unreal: list[tuple[int, int]] = []
            denied: list[tuple[int, int]] = []
            worth = _worth(sentence, words.hints, memory)
            legal = lawful(sentence, ways) and not concedes(sentence)
            if legal or (worth and speaks_of_law(sentence)):
                place = _behind(starts, place, sentence.end)
            elif worth:
                scene = Scene(
                    reading.vocabulary,
                    context,
                    sentence,
                    reading.clauses(sentence),
                    context.section(sentence),
                    memory.area,
                    memory.theme or _topic(reading, context),
                    markets,
                    story,
                    area_before=memory.spoken,
                    latter=memory.latter,
                    recent=memory.recent,
                    spots=spots,
                )
                for clause in scene.clauses:
                    unsure = clause.certainty == "unreal" and not _judged(clause)
                    if unsure or _may_become(clause):
                        unreal.append((clause.first, clause.last))
                        continue
                    past = clause.past and (_GONE in sentence.line or _ended(sentence, clause))
                    if past or _used_to(sentence, clause):
                        # What was so once is neither told of today nor denied.
                        unreal.append((clause.first, clause.last))
                        continue
                    if clause.certainty == "denied":
                        denied.append((clause.first, clause.last))
                    for told in _told(scene, clause, memory):
                        begin, end = sentence.items[told.first], sentence.items[told.last]
                        spans.append((told.role, begin.start, end.end))
                        yield from self._claims(reading, sentence, told, said)
                for told in notes(scene):
                    begin, end = sentence.items[told.first], sentence.items[told.last]
                    spans.append((told.role, begin.start, end.end))
                    yield from self._claims(reading, sentence, told, said)
                remember(scene, memory)
            elif memory.theme is not None or not sentence.signs.isdisjoint(_NAMED):
                note(Scene(reading.vocabulary, context, sentence, (), markets=markets), memory)
            while place < len(starts) and starts[place] < sentence.end:
                for claim in by_pattern[starts[place]]:
                    held = _within(claim, sentence, unreal) or _within(claim, sentence, denied)
                    if not held and not _again(claim, said, spans):
                        yield claim
                place += 1
            if len(several := opening(sentence)) > 1:
                memory.area, memory.spoken = several, True
            memory.latter = last_area(sentence)
            memory.recent = (*memory.recent[-2:], areas_in(sentence))
            memory.leave()
            context.leave(sentence, reading.vocabulary)

    def _claims(
        self,
        reading: Reading,
        sentence: Sentence,
        told: Told,
        said: dict[Said, int],
    ) -> Iterator[Claim]:
        joined = way_words(reading.vocabulary).joined
        strength = _strength(sentence, told.at)
        before = sentence.words[max(0, told.at - _REACH) : told.at]
        if told.denied and not (_SIZES.isdisjoint(before[-4:]) or _NOT.isdisjoint(before)):
            return  # "is no major producer": it may be a small one
        wider = {w for a in told.areas for w in joined.get(a, ())[1:] if joined[a][0] == a}
        for area in told.areas:
            if area in wider or area == "WORLD" or is_sea(reading.vocabulary, area):
                continue  # of the Nordic countries and northern Europe, as legs say it, the first
            for market, substances in told.theme.markets:
                key = (area, market, told.role, substances)
                # Said again by another noun, it is told again: "is a source … and the main source".
                if key in said and not (said[key] < told.first and told.at == told.first):
                    continue
                said[key] = told.last
                slots = Role(
                    area=area,
                    market=market,
                    role=told.role,
                    detail=told.detail or None,
                    strength=strength,
                    hedge=hedge(sentence, told.last),
                    substance=", ".join(substances) or None,
                )
                claim = claim_at(
                    reading.document,
                    sentence,
                    (min(told.first, told.last), max(told.first, told.last)),
                    slots,
                    method=self.method,
                    confidence=0.85,
                )
                yield settled(claim, denied=told.denied)


def _again(claim: Claim, said: Mapping[Said, int], spans: list[tuple[str, int, int]]) -> bool:
    """Whether the clauses said the same already, or something else of the same words."""
    slots = claim.slots
    assert isinstance(slots, Role)
    start, end = claim.start or 0, claim.end or 0
    return any((slots.area, slots.market, slots.role) == key[:3] for key in said) or any(
        role == slots.role and start < last and first < end for role, first, last in spans
    )


def _within(claim: Claim, sentence: Sentence, spans: list[tuple[int, int]]) -> bool:
    """Whether a claim stands in one of the stretches of items."""
    return any(
        sentence.items[first].start <= (claim.start or 0) <= sentence.items[last].end
        for first, last in spans
        if last < len(sentence.items)
    )


def _topic(reading: Reading, context: Context) -> Theme | None:
    name = context.last_market
    market = market_of(reading.vocabulary, name) if name is not None else None
    return None if market is None else Theme(((market, ()),), -1)


def _labels(sentence: Sentence) -> set[str | None]:
    return {item.label for item in sentence.recognised}


def _worth(sentence: Sentence, hints: frozenset[str], memory: Memory) -> bool:
    """Whether a sentence names a role or what makes one, and goods or what stands for them."""
    if _ROLE in sentence.signs or SIGN_OF["route"] in sentence.signs:
        return True
    if _GROUP in sentence.signs and any(ranked(it.meaning) for it in sentence.named("group")):
        return True
    if speaks_of_frauds(sentence) or not _LAUNDERING.isdisjoint(sentence.said):
        return True
    goods = not sentence.signs.isdisjoint(_GOODS) or _THING in sentence.signs
    goods = goods or not _MONEY.isdisjoint(sentence.said)
    if goods and any(
        speaks(sentence)
        for speaks in (speaks_of_entries, speaks_of_use, speaks_of_gates, speaks_of_shares)
    ):
        return True
    named = _MARKET in sentence.signs and _deeds(sentence, hints)
    if hints.isdisjoint(sentence.said) and not (
        named or (_THING in sentence.signs and _sites(sentence))
    ):
        return False
    return goods or memory.theme is not None or bool(memory.migrants)


def _deeds(sentence: Sentence, hints: frozenset[str]) -> bool:
    """Whether the name of a market ends in such a word: "cannabis cultivation"."""
    ends = {item.end for item in sentence.recognised if item.label == "market"}
    return any(token.end in ends and token.text in hints for token in sentence.tokens)


def _sites(sentence: Sentence) -> bool:
    """Whether a sentence names places of making."""
    return any(
        isinstance(item.meaning, Name) and item.meaning.id in (*SITES, "users")
        for item in sentence.recognised
        if item.label == "thing"
    )


def _behind(starts: list[int], place: int, end: int) -> int:
    while place < len(starts) and starts[place] < end:
        place += 1
    return place


def _told(scene: Scene, clause: Clause, memory: Memory) -> Iterator[Told]:
    yield from mentioned(scene, clause, memory)
    denied = clause.certainty == "denied"
    if clause.verb:
        yield from deeds(scene, clause, denied)
        yield from purposes(scene, clause, denied)
        yield from lying(scene, clause, denied, memory)
        yield from sites_in(scene, clause, denied)
        yield from frauds(scene, clause, denied)
        yield from entries(scene, clause, denied)
        yield from origins(scene, clause, denied)
        yield from passages(scene, clause, denied)
        yield from shares(scene, clause, denied)
    yield from nominal(scene, clause, denied)
    yield from compounds(scene, clause, False)


def _used_to(sentence: Sentence, clause: Clause) -> bool:
    """Whether it was so once: "production used to flourish"; not "is used to move"."""
    if "used" not in sentence.said or not clause.verb:
        return False
    words = sentence.words
    for at in range(max(1, clause.at - 4), min(clause.at + 2, len(words) - 1)):
        if words[at : at + 2] == ("used", "to"):
            return _BE.isdisjoint(words[max(0, at - 3) : at])
    return False


def _ended(sentence: Sentence, clause: Clause) -> bool:
    """Whether what was so is told to have ended: "was a hub until the war"."""
    if "until" not in sentence.said or clause.at < 0:
        return False
    behind = sentence.words[clause.at :]
    if "until" not in behind:
        return False
    at = clause.at + behind.index("until")
    return sentence.words[at + 1 : at + 2] not in (("now",), ("today",), ("recently",))


def _may_become(clause: Clause) -> bool:
    """Whether an area only may turn into something: "could become a gateway"."""
    if clause.verb == "be":
        return clause.modal in ("could", "might") and not clause.passive
    return clause.modal in _MAY and clause.verb in _BECOME


_JUDGES = frozenset(("see", "regard", "consider", "view", "describe", "class", "classify", "count",
                     "reckon", "think", "understand", "rank", "call", "deem"))  # fmt: skip


def _judged(clause: Clause) -> bool:
    """Whether an area is told how to be taken, which is what it is: "should be seen as a hub"."""
    return clause.modal in ("should", "must", "can") and (
        clause.passive and clause.verb in _JUDGES and not clause.negated
    )


def _strength(sentence: Sentence, at: int) -> str | None:
    """How strongly a role is said: "key", "minor"."""
    begin = at
    while begin > 0 and at - begin < _REACH and sentence.items[begin - 1].label is None:
        begin -= 1
    line = " ".join(sentence.words[begin:at])
    found = (word for word in ENGLISH.strengths if f" {word} " in f" {line} ")
    return next(found, None)
