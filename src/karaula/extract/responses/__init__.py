"""Strategies, laws, agreements, bodies and projects against organised crime, under their names.

A name is found in three ways: by the shape of its words (``names``); by a pattern of
``patterns/response.yml`` for names without capitals, whose ``{name}`` are the words as they
stand; and as a regional body or initiative of the vocabulary where the sentence speaks of it
as common work. Titles that footnotes cite are no responses, nor is what is only asked for; an
operation with a name is an incident.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from karaula.evidence import Claim, Response
from karaula.extract.frame import Reading, claim_at
from karaula.extract.groups.actors import Actors
from karaula.extract.matching import matches
from karaula.extract.responses.counts import founded
from karaula.extract.responses.deeds import deeds
from karaula.extract.responses.names import namings
from karaula.extract.responses.plain import plain
from karaula.extract.responses.real import cut_off, in_court, of_a_person, on_crime
from karaula.extract.responses.slots import Around
from karaula.extract.responses.spoken import REACH, Naming, Spoken, body_kind, joined
from karaula.extract.responses.words import response_words
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_COMMON = ("initiative", "platform", "network")
_BEGUN = ("initiative", "platform")
"""Bodies that are themselves what was done against crime."""
_ABOVE = ("publisher",)
"""Bodies that are no response, whenever they were founded."""
_USED = frozenset(("use", "join", "joined", "joining", "strengthen", "strengthened", "connect",
                   "connected", "through", "via", "channel"))  # fmt: skip
"""What is done with a body that several countries have in common."""
_REGIONAL = frozenset(("SEE", "WB"))
_DETERMINERS = ("the", "a", "an")
_JOINING = frozenset(("ratify", "sign", "join", "accede", "conclude", "adopt", "denounce"))
_WITHIN = ("by", "within", "in", "of", "with", "under", "at", "for", "to", "from")
_QUESTIONS = frozenset(("if", "whether", "unless"))
_WISHED = frozenset((
    ("called", "for"), ("calls", "for"), ("call", "for"), ("calling", "for"), ("need", "for"),
    ("needs", "a"), ("asked", "for"), ("asks", "for"), ("plans", "to"), ("planned", "to"),
))  # fmt: skip
_PROPOSED = frozenset(("propose", "proposed", "proposes", "draft", "planned", "proposal"))
_ASKED = 14
"""Items behind the beginning of a name in which it is asked for: "The … should be set up"."""
_BYLINE = 10
"""Items of a line that tells who tells the news."""
_NEAR = 4
"""Items beside a body among which it is told that it is an agency at work."""
_APPOSED = 6
"""Items behind a body among which the words stand that tell what it is."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A response: items of its name and of the name's core, its type, a body that a pattern names
    for it, and what else it is called."""

    first: int
    last: int
    kind: str | None
    confidence: float
    owner: int | None = None
    aliases: tuple[str, ...] = ()
    core: tuple[int, int] | None = None


class Responses:
    """Extractor of responses."""

    def __init__(self, version: int = 6) -> None:
        self.method = f"text:response@{version}"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Claims in the order of the sentences, one for a name in a sentence."""
        document = reading.document
        context = reading.context()
        actors = Actors(reading.vocabulary, reading.lexicon, document.source.title or "")
        passage, last_area = -1, None
        for sentence in reading.sentences:
            if sentence.passage.start != passage:
                passage, last_area = sentence.passage.start, None
            if _may_tell(reading, sentence):
                spoken = Spoken(sentence, document.text)
                section = context.section(sentence)
                around = Around(spoken, reading.vocabulary, actors, section, last_area)
                taken: set[int] = set()
                for found in _found(reading, spoken):
                    if taken.isdisjoint(range(found.first, found.last + 1)):
                        aliases, first, last = around.aliases(found.first, found.last)
                        taken.update(range(first, last + 1))
                        yield self._claim(reading, around, found, aliases, (first, last))
            for item in sentence.recognised:
                if item.label in ("area", "place") and isinstance(item.meaning, Name):
                    last_area = item.meaning.id

    def _claim(
        self,
        reading: Reading,
        around: Around,
        found: _Found,
        aliases: list[str],
        whole: tuple[int, int],
    ) -> Claim:
        first, last = found.first, found.last
        spoken = around.spoken
        name = spoken.text(*found.core) if found.core else _name(spoken, first, last)
        if found.core:
            aliases = [_name(spoken, first, last), *aliases]
        owner = found.owner
        return claim_at(
            reading.document,
            spoken.sentence,
            whole,
            Response(
                name=name,
                type=found.kind,
                area=tuple(around.areas(first, last, found.kind)),
                period=around.period(first, whole[1]),
                body=spoken.text(owner, owner) if owner is not None else around.body(first, last),
                pillar=tuple(around.pillars(first, last)),
                aliases=tuple(alias for alias in dict.fromkeys(aliases) if alias != name),
            ),
            method=self.method,
            confidence=found.confidence,
        )


def _may_tell(reading: Reading, sentence: Sentence) -> bool:
    """Whether anything in a sentence may name a response."""
    return (
        not sentence.said.isdisjoint(response_words().first_of_all)
        or SIGN_OF["body"] in sentence.signs
        or any(reading.finders.fitting("response", sentence))
    )


def _found(reading: Reading, spoken: Spoken) -> Iterator[_Found]:
    """Responses of a sentence: by patterns, by the shape of names, and bodies."""
    named = [*namings(spoken), *deeds(spoken)]
    small = [one for one in plain(spoken) if not _named_behind(spoken, one, named)]
    shaped = _by_shape(spoken, (*named, *small))
    told = [*_by_patterns(reading, spoken), *shaped, *_bodies(reading, spoken)]
    if not told or not on_crime(reading.document, spoken.sentence):
        return
    for found in told:
        if _cited(spoken, found.first) or _byline(spoken, found.first, found.last):
            continue
        if of_a_person(spoken, found.first, found.last) or cut_off(spoken, found.last):
            continue
        if in_court(spoken, found.first):
            continue
        if not _unreal(spoken, found.first, found.kind):
            yield found


def _named_behind(spoken: Spoken, plain: Naming, named: Iterable[Naming]) -> bool:
    """Whether what stands in small letters is given its name behind: "signed a memorandum with
    Chile's customs in May, the Container Memorandum,"."""
    return any(
        plain.last < one.first <= plain.last + _NEAR + 1
        and plain.kind == one.kind
        and spoken.words[one.first - 2 : one.first] == [",", "the"]
        for one in named
    )


def _by_patterns(reading: Reading, spoken: Spoken) -> Iterator[_Found]:
    for finder in reading.finders.fitting("response", spoken.sentence):
        for match in matches(finder, spoken.sentence):
            first, last = match.parts.get("name", (match.first, match.last))
            while spoken.word(first) in _DETERMINERS or (
                first < last and spoken.word(first) in response_words().first_of_deeds
            ):
                first += 1
            while first > 1 and spoken.plain(first) and spoken.plain(first - 1):
                first -= 1  # "a Maritime Security Strategy for 2025 to 2030"
            while joined(spoken, first - 2) and spoken.capital(first - 3):
                first -= 3  # "the Anti-smuggling National Strategy"
            if match.parts.get("of", (0, 0))[1] == last:
                last = _noun_end(spoken, last)
            owner = match.parts.get("owner")
            kind, confidence = match.pattern.says.get("type"), match.pattern.confidence
            yield _Found(first, last, kind, confidence, owner[0] if owner else None)


def _noun_end(spoken: Spoken, last: int) -> int:
    """The last word of the noun that begins with an item: "joint border patrols"."""
    while last + 1 < len(spoken.words) and spoken.label(last + 1) in (None, "thing"):
        word = spoken.word(last + 1)
        if not word.isalpha() or word in ENGLISH.small_words or not word.islower():
            break
        last += 1
    return last


def _by_shape(spoken: Spoken, named: Iterable[Naming]) -> Iterator[_Found]:
    for naming in named:
        # A title in italics.
        if {spoken.word(naming.first - 1), spoken.word(naming.last + 1)} & {"*", "_"}:
            continue
        yield _Found(
            naming.first,
            naming.last,
            naming.kind,
            0.85,
            aliases=naming.aliases,
            core=naming.core,
        )


def _bodies(reading: Reading, spoken: Spoken) -> Iterator[_Found]:
    """Regional bodies and initiatives that the sentence speaks of as common work, and those of
    which it tells what they are or that they were set up."""
    known = response_words()
    if SIGN_OF["body"] not in spoken.sentence.signs:
        return
    said = frozenset(spoken.words)
    shared = not said.isdisjoint(known.shared_work) and not said.isdisjoint(known.says)
    for index, item in spoken.sentence.marked:
        if item.label != "body" or not isinstance(item.meaning, Name):
            continue
        body = reading.vocabulary.bodies[item.meaning.id]
        regional = not _REGIONAL.isdisjoint(body.area) and body.type != "publisher"
        before = {*spoken.words[max(0, index - 3) : index]}
        # "When opened, German customs …"
        set_up = not before.isdisjoint(known.making) and before.isdisjoint((*_WITHIN, ","))
        own = body.type not in _ABOVE and not before & {*_WITHIN, ","}
        set_up = set_up or (own and founded(spoken, index))
        near = spoken.words[max(0, index - _NEAR) : index + 1 + _NEAR]
        begun = body.type in _BEGUN and known.at_work.isdisjoint(near)
        told = begun or (
            body.type in _COMMON
            and (_apposed(spoken, index) or index == 0 or (index == 1 and spoken.word(0) == "the"))
        )
        aside = spoken.word(index - 1) in _WITHIN and "as" not in before
        used = regional and not _USED.isdisjoint(spoken.words[max(0, index - _NEAR) : index])
        if set_up or told or used or (shared and not aside and (regional or body.type in _COMMON)):
            yield _Found(index, index, body_kind(spoken, index), 0.85)


def _apposed(spoken: Spoken, index: int) -> bool:
    """ "EMPACT, the European platform against …"."""
    if spoken.word(index + 1) != "," or spoken.word(index + 2) not in ("the", "a", "an"):
        return False
    behind = range(index + 3, index + 3 + _APPOSED)
    return any((spoken.word(step),) in response_words().undertakings for step in behind)


def _cited(spoken: Spoken, at: int) -> bool:
    """True inside a title that a footnote quotes, and for the author of one."""
    passage = spoken.sentence.passage
    if passage.kind != "footnote":
        return False
    before = spoken.source[passage.start : spoken.sentence.items[at].start]
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return opened or before.count("*") % 2 == 1 or spoken.word(at + 1) == ","


def _byline(spoken: Spoken, first: int, last: int) -> bool:
    """True for who tells the news: "(Gulf Desk) –", "Wildlife Watch, Medan, 3 May 2025"."""
    if spoken.word(first - 1) == "(" and spoken.word(last + 1) == ")":
        return spoken.word(last + 2) in ("-", "–", "—", ":")
    items = spoken.sentence.items
    dated = any(item.label == "date" for item in items)
    return dated and first == 0 and len(items) <= _BYLINE and spoken.words[-1] != "."


def _unreal(spoken: Spoken, at: int, kind: str | None) -> bool:
    """What is only asked for, wished or thought of, or never came to be."""
    known = response_words()
    if spoken.words[-1] == "?" or any(
        f" {words} " in spoken.sentence.line for words in known.undone
    ):
        return True
    if any("recommend" in heading.lower() for heading in spoken.sentence.passage.section):
        return True
    if not known.none.isdisjoint(spoken.words[max(0, at - 2) : at]):
        return True
    for step in range(at - 1, max(0, at - _NEAR), -1):
        if spoken.word(step) in _DETERMINERS:
            if spoken.word(step - 1) == "under":
                return False  # "they would patrol under a plan": the plan is there
            break
    joining = {*spoken.words[max(0, at - _NEAR) : at]} & (known.first_of_deeds | _JOINING)
    standing = kind in ("agreement", "strategy") or spoken.word(at) in known.numbered
    definite = spoken.word(at - 1) == "the" or (
        spoken.word(at - 1) in ("its", "their") and spoken.word(at - 2) in _WITHIN
    )  # "promised in its strategy"
    if standing and definite and not joining:
        # States that should use the Convention have it.
        return any(word in ("should", "ought") for word in spoken.words[at : at + _ASKED])
    if spoken.word(at) in known.numbered and any(
        word[:1].isdigit() for word in spoken.words[at : at + _NEAR + 1]
    ):
        # A law with a number is there, even if more should be done with it.
        return not _PROPOSED.isdisjoint(spoken.words[max(0, at - _NEAR) : at])
    near = range(at - 1, max(-1, at - 1 - REACH), -1)
    begin = next(
        (step for step in near if spoken.word(step) in (";", ":")), max(-1, at - 1 - REACH)
    )
    asked = any(word in ("should", "ought") for word in spoken.words[at : at + _ASKED])
    before = spoken.words[begin + 1 : at]
    if "would" not in spoken.words and "," in before:
        # "Asked whether it works, he names the programme": the question has ended.
        ended = len(before) - before[::-1].index(",")
        before = [
            word for step, word in enumerate(before) if step >= ended or word not in _QUESTIONS
        ]
    wished = any(pair in _WISHED for pair in pairwise(before))
    return asked or wished or not known.unreal.isdisjoint(before)


def _name(spoken: Spoken, first: int, last: int) -> str:
    """Words of a name, without a bracket that the name does not close ("(e.g. Albania")."""
    brackets = [i for i in range(first + 1, last + 1) if spoken.word(i) in ("(", ")")]
    unclosed = bool(brackets) and spoken.word(brackets[-1]) == "("
    return spoken.text(first, brackets[-1] - 1 if unclosed else last)
