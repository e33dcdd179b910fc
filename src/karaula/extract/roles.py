"""Roles: what a sentence says that an area is in a market.

Two ways of saying it are read from clauses (``role_frames.yml``): a noun that is a role, where the
clause says that an area is one ("Albania is, serves as, has turned into a key transit country for
heroin"; "the main source is Colombia"; "Austria, a country of destination"), and a verb that makes
a place one ("grown in", "stored in", "consumes"). What is left over the patterns of kind ``role``
may say (``statements.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from karaula.evidence import Claim, Role
from karaula.extract.clause_words import clause_words
from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS, Context, hedge, market_of
from karaula.extract.english import ENGLISH
from karaula.extract.frame import Reading, claim_at, settled
from karaula.extract.lexicon import Name
from karaula.extract.role_words import role_words
from karaula.extract.sentence import SIGN_OF, Sentence
from karaula.extract.statements import Statements
from karaula.extract.way_words import way_words
from karaula.extract.ways import (
    Scene,
    Theme,
    areas_of,
    document_markets,
    goods_of,
    lawful,
    theme_of,
)

_ROLE = SIGN_OF["role"]
_HINTS = frozenset((_ROLE, SIGN_OF["thing"]))
_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_REACH = 8
"""Words before a role in which its strength may stand."""
_SUBJECTS = frozenset(("it", "they", "which", "who", "that", "this", "there", "he", "both"))
_FRONTED = ("for", "in", "with regard to", "with regards to", "with respect to", "as for", "as to",
            "as regards", "regarding", "concerning", "of", "in the case of")  # fmt: skip
_BEHIND = ("for", "of", "in", "into", "from", "with", "on", "to", "such as")


class Mention(NamedTuple):
    """A role in words: items ``first`` to ``last``."""

    role: str
    detail: str
    first: int
    last: int
    weak: bool
    """Whether the words are a role only beside goods."""


class Told(NamedTuple):
    """A role that a clause tells of areas in markets."""

    areas: tuple[str, ...]
    role: str
    detail: str
    theme: Theme
    first: int
    last: int
    at: int
    """Item of the word that says it."""
    denied: bool


@dataclass(slots=True)
class _Memory:
    """What the sentences before were about."""

    theme: Theme | None = None
    all: tuple[Theme, ...] = ()
    migrants: tuple[Theme, ...] = ()
    area: tuple[str, ...] = ()


class Roles:
    """Extractor of roles."""

    method = "text:role@2"

    def __init__(self) -> None:
        self._patterns = Statements("role", version=2)

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Roles of a document, in the order of its sentences."""
        by_pattern: dict[int, list[Claim]] = {}
        for claim in self._patterns(reading):
            by_pattern.setdefault(claim.start or 0, []).append(claim)
        starts = sorted(by_pattern)
        context = reading.context()
        memory = _Memory()
        markets = document_markets(reading.vocabulary, reading.sentences)
        passage, place = -1, 0
        for sentence in reading.sentences:
            context.enter(sentence)
            if sentence.passage.start != passage:
                passage, memory = sentence.passage.start, _Memory(area=memory.area)
            said: set[tuple[str, str, str]] = set()
            spans: list[tuple[str, int, int]] = []
            unreal: list[tuple[int, int]] = []
            if lawful(sentence):
                place = _behind(starts, place, sentence.end)
            elif _worth(sentence, memory):
                scene = Scene(
                    reading.vocabulary,
                    context,
                    sentence,
                    reading.clauses(sentence),
                    context.section(sentence),
                    memory.area,
                    memory.theme or _topic(reading, context),
                    markets,
                )
                for clause in scene.clauses:
                    if clause.certainty == "unreal":
                        unreal.append((clause.first, clause.last))
                        continue
                    for told in _told(scene, clause, memory):
                        begin, end = sentence.items[told.first], sentence.items[told.last]
                        spans.append((told.role, begin.start, end.end))
                        yield from self._claims(reading, sentence, told, said)
                _remember(scene, memory)
            while place < len(starts) and starts[place] < sentence.end:
                for claim in by_pattern[starts[place]]:
                    if not _again(claim, said, spans) and not _within(claim, sentence, unreal):
                        yield claim
                place += 1
            context.leave(sentence, reading.vocabulary)

    def _claims(
        self, reading: Reading, sentence: Sentence, told: Told, said: set[tuple[str, str, str]]
    ) -> Iterator[Claim]:
        for area in told.areas:
            for market, substances in told.theme.markets:
                key = (area, market, told.role)
                if key in said:
                    continue
                said.add(key)
                slots = Role(
                    area=area,
                    market=market,
                    role=told.role,
                    detail=told.detail or None,
                    strength=_strength(sentence, told.at),
                    hedge=hedge(sentence, told.last),
                    substance=", ".join(substances) or None,
                )
                claim = claim_at(
                    reading.document,
                    sentence,
                    (told.first, told.last),
                    slots,
                    method=self.method,
                    confidence=0.85,
                )
                yield settled(claim, denied=told.denied)


def _again(
    claim: Claim, said: set[tuple[str, str, str]], spans: list[tuple[str, int, int]]
) -> bool:
    """Whether the clauses said the same already, or something else of the same words."""
    slots = claim.slots
    assert isinstance(slots, Role)
    start, end = claim.start or 0, claim.end or 0
    return (slots.area, slots.market, slots.role) in said or any(
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


def _worth(sentence: Sentence, memory: _Memory) -> bool:
    """Whether a sentence names goods, or something stands for them, or a role."""
    return (
        not sentence.signs.isdisjoint(_GOODS)
        or not _HINTS.isdisjoint(sentence.signs)
        or (memory.theme is not None and len(sentence.items) < 80)
    )


def _behind(starts: list[int], place: int, end: int) -> int:
    while place < len(starts) and starts[place] < end:
        place += 1
    return place


def _told(scene: Scene, clause: Clause, memory: _Memory) -> Iterator[Told]:
    mentions = _mentions(scene, clause)
    for number, mention in enumerate(mentions):
        areas = _owner(scene, clause, mention)
        if not areas:
            continue
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        themes = _of_mention(scene, clause, mention, following, memory)
        other_use = _of_other(scene, clause, mention)
        if not themes and following is not None and not other_use:
            for other in range(number + 1, len(mentions)):
                after = mentions[other + 1] if other + 1 < len(mentions) else None
                themes = _of_mention(scene, clause, mentions[other], after, memory)
                if themes:
                    break
        if not themes and number and not other_use:
            themes = _of_mention(scene, clause, mentions[0], mentions[1], memory)
        if not themes and not mention.weak and not other_use:
            theme = _topical(scene, clause, mention, memory)
            themes = [theme] if theme is not None else []
        for theme in themes:
            last = max(mention.last, theme.at if theme.at <= clause.last else mention.last)
            yield Told(
                areas,
                mention.role,
                mention.detail,
                theme,
                mention.first,
                last,
                mention.first,
                clause.certainty == "denied",
            )
    if clause.verb:
        yield from _by_verb(scene, clause, memory)


def _mentions(scene: Scene, clause: Clause) -> list[Mention]:
    """Roles that the noun phrases of a clause name, in order."""
    found: dict[int, Mention] = {}
    for phrase in _phrases(clause):
        for first, last in phrase.parts:
            if first < clause.first and clause.kind == "relative":
                continue
            index = first
            while index <= last:
                mention = _mention(scene, index, last)
                if mention is None:
                    index += 1
                    continue
                found.setdefault(mention.first, mention)
                index = mention.last + 1
            # "a country of transit": the phrase goes on behind the preposition.
            for start in range(first, last + 1):
                for words in role_words().first.get(scene.word(start), ()):
                    end = start + len(words) - 1
                    if end > last and scene.sentence.words[start : end + 1] == words:
                        found[start] = _noun(words, start, end)
                        break
    kept: list[Mention] = []
    for mention in sorted(found.values(), key=lambda it: (it.first, -it.last)):
        if not kept or mention.first > kept[-1].last:
            kept.append(mention)
    return kept


def _mention(scene: Scene, index: int, last: int) -> Mention | None:
    item = scene.sentence.items[index]
    if item.label == "role" and isinstance(item.meaning, Name):
        role, _, detail = item.meaning.id.partition("|")
        return Mention(role, detail, index, index, False)
    for words in role_words().first.get(scene.word(index), ()):
        end = index + len(words) - 1
        if end <= last and scene.sentence.words[index : end + 1] == words:
            return _noun(words, index, end)
    return None


def _noun(words: tuple[str, ...], first: int, last: int) -> Mention:
    role, _, detail = role_words().nouns[words].partition("|")
    return Mention(role, detail, first, last, len(words) == 1)


def _phrases(clause: Clause) -> list[Phrase]:
    subject = [clause.subject] if clause.subject is not None else []
    return [*subject, *clause.objects, *clause.beside, *clause.phrases]


def _owner(scene: Scene, clause: Clause, mention: Mention) -> tuple[str, ...]:
    """The areas that a clause says are what a mention names."""
    words = role_words()
    holder = next(
        (p for p in _phrases(clause) if any(a <= mention.first <= b for a, b in p.parts)), None
    )
    if holder is None or _once(scene, holder):
        return ()
    # "plays the part of a transit country", "one of the chief sources"
    shell = holder
    for _ in range(2):
        in_role = shell.preposition == "in" and scene.word(shell.behind) in ("role", "part")
        if (
            shell.preposition != "of"
            and not in_role
            and not (shell.preposition in ("among", "on") and clause.verb in words.be)
        ):
            break
        outer = next((p for p in _phrases(clause) if p.last == shell.behind), None)
        one = outer is not None and scene.sentence.items[outer.last].label in ("count", "number")
        if outer is None or not (one or scene.word(outer.last) in words.shells):
            break
        shell = outer
    beside = _set_beside(scene, clause, shell) or _elliptic(scene, clause, holder)
    if beside:
        return beside
    verb = clause.verb
    if shell is clause.subject:
        if verb not in ("be", "include", "remain", "comprise"):
            return ()
        named = [area for phrase in clause.objects for area in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named))
    if shell in clause.objects or shell in clause.beside:
        if verb in words.of_object and not clause.passive and verb != "be":
            others = [p for p in clause.objects if p is not shell]
            named = [area for phrase in others for area in areas_of(scene, phrase)]
            if not named and verb in ("make",):
                # "have made a warehouse of Suriname"
                named = [
                    area
                    for phrase in clause.of(shell)
                    if phrase.preposition in ("of", "out of")
                    for area in areas_of(scene, phrase)
                ]
            return tuple(dict.fromkeys(named))
        if verb in words.be:
            return _subject(scene, clause)
        return ()
    if shell.preposition == "as" and scene.word(shell.behind) in clause_words().standing:
        # "Libya's role as a hub has grown"
        outer = next((p for p in _phrases(clause) if p.last == shell.behind), None)
        return tuple(areas_of(scene, outer)) if outer is not None else ()
    if shell.preposition == "for" and verb == "use" and clause.passive:
        return _subject(scene, clause)
    if shell.preposition == "among" and shell.first < clause.at and clause.subject is None:
        named = [area for phrase in clause.objects for area in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named))
    if shell.preposition == "as":
        if verb in words.of_object and not clause.passive:
            return tuple(
                dict.fromkeys(a for phrase in clause.objects for a in areas_of(scene, phrase))
            )
        if verb in words.by_as or verb in words.be or not verb:
            return _subject(scene, clause)
        if shell.first < clause.at:
            return _subject(scene, clause)  # "As a stage on the journey, Mauritania …"
    if shell.preposition in ("into", "to") and verb in words.by_into:
        named = [a for phrase in clause.objects for a in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named)) or _subject(scene, clause)
    if shell.preposition in ("among", "in", "on") and verb in ("be", "count", "rank", "remain"):
        return _subject(scene, clause)
    return ()


def _once(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is past: "once only a country of passage", "a former hub"."""
    before = scene.sentence.words[max(0, phrase.first - 2) : phrase.parts[0][1] + 1]
    return not {"once", "former", "formerly", "erstwhile"}.isdisjoint(before)


def _set_beside(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The areas of the noun that a phrase is set beside: "Austria, a country of destination"."""
    if phrase.preposition or phrase.first < 2 or phrase is clause.subject:
        return ()
    if scene.word(phrase.first - 1) not in (",", "("):
        return ()
    end = phrase.first - 2
    for other in _phrases(clause):
        if other is not phrase and other.last == end:
            return tuple(areas_of(scene, Phrase("", other.first, other.parts[-1:])))
    return ()


def _elliptic(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area right before a phrase without a verb: "and Syria still its main producer"."""
    for other in clause.objects:
        if other is not phrase and 0 < phrase.first - other.last <= 2 and not phrase.preposition:
            if other.parts[-1][0] == other.last:
                return tuple(areas_of(scene, Phrase("", other.first, other.parts[-1:])))
    return ()


def _subject(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """Areas of the subject; of "it", "which" and "the country" those that it stands for."""
    if clause.subject is None:
        return ()
    named = areas_of(scene, clause.subject)
    if named:
        return tuple(dict.fromkeys(named))
    head = scene.word(clause.subject.heads[0])
    if head in _SUBJECTS or head in ("country", "kingdom", "island", "republic", "state"):
        for other in reversed(scene.clauses):
            if other.subject is not None and other.first < clause.first:
                before = areas_of(scene, other.subject)
                if before:
                    return tuple(before)
        return scene.there or ((scene.section,) if scene.section else ())
    # "Workshops in Poland", "the ports of Spain"
    for phrase in clause.of(clause.subject)[:2]:
        if phrase.preposition in ("in", "of"):
            inner = areas_of(scene, phrase)
            if inner:
                return tuple(inner)
    return ()


def _of_mention(
    scene: Scene, clause: Clause, mention: Mention, following: Mention | None, memory: _Memory
) -> list[Theme]:
    """The goods that a role is said for: behind it, up to the next role, else before it."""
    end = following.first if following is not None else clause.last + 1
    found: list[Theme] = []
    for phrase in clause.phrases:
        if not mention.last < phrase.parts[0][1] or phrase.first >= end:
            continue
        if phrase.preposition not in _BEHIND or (found and phrase.preposition in ("from", "to")):
            continue
        theme = goods_of(scene, phrase)
        if theme is None and mention.role == "transit" and phrase.preposition in ("for", "of"):
            theme = _migrants(scene, phrase)
        if theme is not None and phrase.preposition not in ("from", "to"):
            found.append(theme)
        elif _stands(scene, phrase) and phrase.preposition in ("for", "of", "in"):
            here = [it for at, it in sorted(scene.told.items()) if at < mention.first]
            found.extend(here or _all(mention, memory) or [it for it in [scene.before] if it])
    if found:
        return list(dict.fromkeys(found))
    # "a cocaine hub", "cannabis-producing countries"
    for phrase in _phrases(clause):
        for first, last in phrase.parts:
            if first <= mention.first <= last:
                for index in range(mention.first - 1, first - 1, -1):
                    if scene.sentence.items[index].label in GOODS_LABELS:
                        theme = goods_of(scene, Phrase("", index, [(index, index)]))
                        if theme is not None:
                            return [theme]
    # "the country through which the opium leaves"
    for other in scene.clauses:
        if (
            other.kind in ("relative", "participle")
            and mention.last < other.first <= mention.last + 3
        ):
            theme = theme_of(scene, other)
            if theme is not None and other.first < end:
                return [theme]
    return []


def _migrants(scene: Scene, phrase: Phrase) -> Theme | None:
    """Migrants, for whom a country is one of transit."""
    for head in phrase.heads:
        meaning = scene.sentence.items[head].meaning
        if isinstance(meaning, Name) and meaning.id == "migrants":
            return Theme((("migrant_smuggling", ()),), head)
    return None


def _all(mention: Mention, memory: _Memory) -> list[Theme]:
    """What the sentence before named; migrants only where a country is one of transit."""
    moved = memory.migrants if mention.role == "transit" else ()
    return [*memory.all, *moved]


def _stands(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase stands for goods named before: "for them", "for the drug"."""
    head = scene.word(phrase.last)
    return head in ("it", "them", "these", "this", "all", "both", "latter", "which", "drug", "drugs",
                    "goods", "consignments", "shipments", "loads")  # fmt: skip


def _of_other(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether a role is said for something that is no goods: "a source of income"."""
    for phrase in clause.phrases:
        if phrase.behind == mention.last and phrase.preposition in ("for", "of"):
            trade = scene.word(phrase.last) in way_words().people
            return not (areas_of(scene, phrase) or _stands(scene, phrase) or trade)
    return False


def _topical(scene: Scene, clause: Clause, mention: Mention, memory: _Memory) -> Theme | None:
    """Goods that a sentence names before a role, or that the paragraph is about."""
    for phrase in reversed(clause.phrases):
        if phrase.first < mention.first and phrase.preposition in _FRONTED:
            theme = goods_of(scene, phrase)
            if theme is None and mention.role == "transit":
                theme = _migrants(scene, phrase)
            if theme is not None:
                return theme
    named = [theme for at, theme in sorted(scene.told.items()) if at < mention.first]
    if named:
        return named[-1]
    moved = theme_of(scene, clause)
    return moved if moved is not None and moved is not scene.before else scene.before


def _by_verb(scene: Scene, clause: Clause, memory: _Memory) -> Iterator[Told]:
    words = role_words()
    denied = clause.certainty == "denied"
    role = words.done_in.get(clause.verb)
    if role is not None and (clause.passive or clause.objects):
        theme = _made(scene, clause)
        if theme is not None and _fits(role, clause.verb, theme):
            for phrase in clause.phrases:
                near = phrase.preposition in ("in", "on", "at", "within", "around", "near", "from",
                                              "throughout", "across", "outside", "of")  # fmt: skip
                if not near or (phrase.preposition in ("from", "of") and role != "source"):
                    continue
                if phrase.preposition == "of" or _of_subject(clause, phrase):
                    continue
                areas = _at(scene, clause, phrase)
                if areas:
                    last = max(phrase.last, clause.at)
                    first = min(theme.at if 0 <= theme.at <= last else clause.at, clause.at)
                    yield Told(areas, role, "", theme, first, last, clause.at, denied)
                    break
    role = words.does.get(clause.verb)
    if role is not None and not clause.passive:
        theme = _made(scene, clause)
        areas = _doer(scene, clause) if theme is not None else ()
        if theme is not None and areas and not _elsewhere(clause):
            assert clause.subject is not None
            last = max(theme.at, clause.at)
            yield Told(areas, role, "", theme, clause.at, last, clause.at, denied)
    if clause.verb in words.crossed:
        yield from _crossed(scene, clause, denied)
    if clause.verb in words.waits:
        yield from _waits(scene, clause, denied)
    yield from _lies(scene, clause, memory, denied)
    yield from _where(scene, clause, denied)
    yield from _sites(scene, clause, denied)


def _of_subject(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells where the subject is: "the heroin in Serbia is made"."""
    subject = clause.subject
    return clause.passive and subject is not None and subject.first < phrase.first < clause.at


def _fits(role: str, verb: str, theme: Theme) -> bool:
    """Whether that is done to such goods: only guns are converted, only crops are planted."""
    markets = {market for market, _ in theme.markets}
    if verb in ("convert", "reactivate"):
        return "firearms" in markets
    if verb in ("print",):
        return bool(markets & {"firearms", "counterfeit_goods", "counterfeit_currency"})
    if verb in ("gather", "source", "recruit", "take", "keep", "stock"):
        return "fauna" in markets or "human_trafficking" in markets or role == "storage"
    if verb in ("farm", "breed", "roll", "copy", "process", "extract"):
        return bool(markets)
    return True


def _made(scene: Scene, clause: Clause) -> Theme | None:
    """The goods that a verb makes, keeps or takes: only where they, or a word for them, stand."""
    phrases = [clause.subject] if clause.passive else list(clause.objects)
    if not phrases:
        phrases.extend(p for p in clause.phrases if p.preposition == "as")
    for phrase in phrases:
        if phrase is None:
            continue
        for held in (phrase, *(p for p in clause.of(phrase) if p.preposition in ("of", "with"))):
            theme = goods_of(scene, held)
            if theme is not None:
                return theme
        head = scene.word(phrase.heads[-1])
        if head in ("it", "they", "them", "which", "that", "drug", "part", "most", "some", "load"):
            return theme_of(scene, clause)
    return None


def _at(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    speaker = _speaker(scene, clause)
    words = scene.sentence.words[phrase.first : phrase.last + 6]
    if speaker and "country" in words:
        return speaker
    areas = areas_of(scene, phrase)
    if areas:
        return tuple(dict.fromkeys(areas))
    for inner in clause.of(phrase)[:2]:
        if inner.preposition in ("of", "in", "near", "around", "north of", "south of"):
            named = areas_of(scene, inner)
            if named:
                return tuple(dict.fromkeys(named))
    words = scene.sentence.words[phrase.parts[0][0] : phrase.last + 1]
    if words and words[-1] in (
        "south",
        "north",
        "east",
        "west",
        "country",
        "mountains",
        "interior",
    ):
        here = scene.there or ((scene.section,) if scene.section else ())
        return here
    return ()


def _speaker(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The country of the one who says so: "the representative of Serbia said"."""
    if clause.kind != "content" or clause.parent is None or clause.parent >= len(scene.clauses):
        return ()
    above = scene.clauses[clause.parent]
    if above.subject is None:
        return ()
    named = [a for p in above.of(above.subject)[:1] for a in areas_of(scene, p)]
    return tuple(named)


def _doer(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The area that does something: itself, or by its workshops and its cities."""
    subject = clause.subject
    if subject is None or any(
        scene.word(head) in way_words().people or scene.sentence.items[head].label == "group"
        for head in subject.heads
    ):
        return ()
    named = _subject(scene, clause)
    if named:
        return named
    return tuple(
        meaning.id
        for item in subject.items(scene.sentence)
        if item.label == "adjective" and isinstance(meaning := item.meaning, Name)
    )


def _elsewhere(clause: Clause) -> bool:
    """Whether something is bought or made somewhere else: "buys weapons in"."""
    return any(
        phrase.preposition in ("from", "in") and phrase.first > clause.at
        for phrase in clause.phrases
    ) and clause.verb in ("buy", "import", "swallow")


def _crossed(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The kingdom is crossed by it", "heroin transits the country"."""
    theme = None
    areas: tuple[str, ...] = ()
    if clause.passive:
        areas = _subject(scene, clause)
        for phrase in clause.phrases:
            if phrase.preposition == "by":
                theme = goods_of(scene, phrase) or (
                    scene.before if _stands(scene, phrase) else None
                )
    else:
        places = [
            *clause.objects,
            *(p for p in clause.phrases if p.preposition in ("through", "via")),
        ]
        for phrase in places:
            if scene.word(phrase.last) == "country":
                areas = scene.there if not scene.section else (scene.section,)
        theme = theme_of(scene, clause) if areas else None
    if theme is not None and areas:
        last = max(clause.at, min(theme.at, clause.last))
        yield Told(areas, "transit", "", theme, clause.at, last, clause.at, denied)


def _waits(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Cocaine waits in rented flats around Alicante"."""
    theme = goods_of(scene, clause.subject) if clause.subject is not None else None
    for phrase in clause.phrases:
        if theme is not None and phrase.preposition in ("in", "at", "near", "around"):
            areas = _at(scene, clause, phrase)
            if areas and phrase.first > clause.at:
                last = max(phrase.last, clause.at)
                yield Told(areas, "storage", "", theme, clause.at, last, clause.at, denied)
                return


def _where(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The country where the opium is harvested", "through which it leaves"."""
    words = role_words()
    if clause.verb not in words.be and clause.verb not in words.by_as:
        return
    holders = [
        phrase
        for phrase in (*clause.objects, *(p for p in clause.phrases if p.preposition == "as"))
        if scene.word(phrase.last) in ("country", "countries", "place", "state", "land", "port")
    ]
    areas = _subject(scene, clause)
    found: list[tuple[str, Theme, Clause]] = []
    for holder in holders:
        for other in scene.clauses:
            if other.kind != "relative" or other.first not in (holder.last + 1, holder.last + 2):
                continue
            place = next((p for p in other.phrases if p.parts == holder.parts), None)
            role = _of_relative(place.preposition, other) if place is not None else None
            theme = theme_of(scene, other) if role is not None else None
            if role is not None and theme is not None:
                found.append((role, theme, other))
    if not holders and clause.verb == "be" and not clause.objects:
        # "Turkey is where most of the heroin is stored."
        for other in scene.clauses:
            if other.opener == "where" and other.first == clause.at + 1:
                role = _of_relative("in", other)
                theme = theme_of(scene, other) if role is not None else None
                if role is not None and theme is not None:
                    found.append((role, theme, other))
    shared = "respectively" in scene.sentence.words
    if shared and len(found) != len(areas):
        return
    for number, (role, theme, other) in enumerate(found):
        chosen = areas[number : number + 1] if shared else areas
        last = max(other.at, other.first)
        yield Told(chosen, role, "", theme, other.first, last, other.first, denied)


def _of_relative(preposition: str, clause: Clause) -> str | None:
    """What a place is that something is done in, goes through or comes from."""
    if preposition in ("through", "via", "across"):
        return "transit"
    if preposition in ("from", "out of"):
        return "source"
    if preposition in ("to", "into", "towards", "for"):
        return "destination"
    if clause.verb in ("originate", "come", "start", "begin"):
        return "source"
    if clause.verb in ("sell", "consume", "end", "arrive", "use", "smoke", "swallow"):
        return "destination"
    if clause.verb in ("bundle", "repack", "tranship", "transship", "land", "change"):
        return "transit"
    return role_words().done_in.get(clause.verb)


def _lies(scene: Scene, clause: Clause, memory: _Memory, denied: bool) -> Iterator[Told]:
    """ "Serbia lies on the Balkan route", "is at the receiving end of the arms trade"."""
    if clause.verb not in ("lie", "be", "sit", "stand", "situate", "locate", "place", "remain",
                           "find", "straddle", "form"):  # fmt: skip
        return
    for phrase in clause.phrases:
        if phrase.preposition not in ("on", "along", "at", "astride", "near", "of"):
            continue
        head = phrase.last
        item = scene.sentence.items[head]
        role = role_words().lies.get(scene.word(head))
        if item.label == "route":
            role = "transit"
        elif item.label == "role" and isinstance(item.meaning, Name):
            role = item.meaning.id.partition("|")[0]
        elif scene.sentence.words[head - 1 : head + 1] == ("receiving", "end"):
            role = "destination"
        elif scene.word(head) == "end":
            role = None
        if role is None or (phrase.preposition == "of" and item.label != "route"):
            continue
        areas = _subject(scene, clause)
        if not areas:
            continue
        theme = None
        for other in clause.phrases:
            if other.first > phrase.first and other.preposition in ("of", "for", "from"):
                theme = theme or goods_of(scene, other)
        if theme is None:
            theme = _related(scene, clause, phrase) or _later(scene, clause) or scene.before
        if theme is not None:
            last = max(head, min(theme.at, clause.last))
            yield Told(areas, role, "on the route", theme, phrase.first, last, head, denied)


def _related(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """Goods of the relative behind a route: "the route that migrants take"."""
    for other in scene.clauses:
        if other.kind in ("relative", "participle") and other.first == phrase.last + 1:
            if other.subject is not None and theme_of(scene, other) is None:
                words = {scene.word(head) for head in other.subject.heads}
                ids = {
                    meaning.id
                    for head in other.subject.heads
                    if isinstance(meaning := scene.sentence.items[head].meaning, Name)
                }
                if words & way_words().moved or ids & {"migrants"}:
                    return Theme((("migrant_smuggling", ()),), other.subject.heads[0])
            return theme_of(scene, other)
    return None


def _later(scene: Scene, clause: Clause) -> Theme | None:
    for other in scene.clauses:
        if other.first > clause.first:
            theme = theme_of(scene, other)
            if theme is not None:
                return theme
    return None


def _sites(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Laboratories have been found in the north of the country": more than one, uncounted."""
    words = role_words()
    if clause.verb not in words.found:
        return
    for phrase in (clause.subject, *clause.objects):
        if phrase is None:
            continue
        head = phrase.last
        item = scene.sentence.items[head]
        site = scene.word(head) in words.sites or (
            isinstance(item.meaning, Name)
            and item.meaning.id == "laboratories"
            and item.end - item.start > 10
        )
        counted = any(
            part.label in ("number", "count", "pieces") for part in phrase.items(scene.sentence)
        )
        if not site or counted:
            continue
        theme = None
        for first, last in phrase.parts:
            for index in range(first, last):
                if scene.sentence.items[index].label in GOODS_LABELS:
                    theme = goods_of(scene, Phrase("", index, [(index, index)]))
        for other in clause.of(phrase):
            if other.preposition in ("for", "of"):
                theme = theme or goods_of(scene, other)
        for other in clause.phrases:
            if other.preposition in _FRONTED and other.first < phrase.first:
                theme = theme or goods_of(scene, other)
        for inner in scene.clauses:
            if inner.kind == "participle" and inner.subject is not None:
                if inner.subject.heads[-1] == head and inner is not clause:
                    theme = theme or _made(scene, inner)
        theme = theme or scene.before or _above(scene, clause)
        if theme is None:
            return
        for place in clause.phrases:
            if place.preposition in ("in", "near", "around", "outside", "north of", "at"):
                areas = _at(scene, clause, place)
                if not areas and place.preposition == "north of":
                    areas = scene.there
                if areas:
                    yield Told(
                        areas, "production", "", theme, phrase.first, place.last, head, denied
                    )
                    return


def _above(scene: Scene, clause: Clause) -> Theme | None:
    """Goods that the clause names which another hangs on: "with regard to cocaine, he said that"."""
    if clause.parent is None or clause.parent >= len(scene.clauses):
        return None
    for phrase in scene.clauses[clause.parent].phrases:
        if phrase.preposition in _FRONTED:
            theme = goods_of(scene, phrase)
            if theme is not None:
                return theme
    return None


def _remember(scene: Scene, memory: _Memory) -> None:
    """What the next sentence may call "it", "them" or "the country"."""
    named = [
        theme
        for phrase in (p for clause in scene.clauses for p in _phrases(clause))
        if (theme := goods_of(scene, phrase)) is not None and theme is not scene.before
    ]
    moved = (_migrants(scene, p) for clause in scene.clauses for p in _phrases(clause))
    memory.migrants = tuple(theme for theme in moved if theme is not None)[:1]
    if named:
        memory.all = tuple(dict.fromkeys(named))
        specific = [theme for theme in named if theme.markets != (("drugs", ()),)]
        memory.theme = (specific or [memory.theme or named[0]])[0]
    for clause in scene.clauses:
        if clause.subject is not None and clause.kind in ("main", "content"):
            areas = areas_of(scene, clause.subject)
            if areas:
                memory.area = tuple(dict.fromkeys(areas))
                return
    last = [
        meaning.id
        for item in scene.sentence.recognised
        if item.label in AREA_LABELS and isinstance(meaning := item.meaning, Name)
    ]
    if last and not memory.area:
        memory.area = (last[-1],)


def _strength(sentence: Sentence, at: int) -> str | None:
    """How strongly a role is said: "key", "minor"."""
    begin = at
    while begin > 0 and at - begin < _REACH and sentence.items[begin - 1].label is None:
        begin -= 1
    line = " ".join(sentence.words[begin:at])
    found = (word for word in ENGLISH.strengths if f" {word} " in f" {line} ")
    return next(found, None)
