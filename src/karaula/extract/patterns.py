"""Claim patterns: YAML files that say in near-English which words make a claim.

A pattern's ``find`` line is words with a few signs::

    {label}        an item of that kind: number, count, percent, money, amount, pieces, rank,
                   multiple, date, area, adjective, region, region_adjective, substance,
                   indicator, index, thing; {label:name} calls it by another name; {a|b:name}
                   takes either kind; a figure called ``figure`` is the value, else the first is;
                   one called ``also`` is a second value of its own, ``also_too`` a third
    {areas}        a list of items: areas, places (areas, and towns, crossings and ports for the
                   area that they lie in), adjectives, markets (substances and markets alike),
                   substances, roles, groups, bodies; {areas:origin} calls it by another name;
                   something in round brackets may stand behind a group
    {words:name}   one to six plain words
    (a|b c)        one of these
    [x]            x or nothing; signs nest
    ...            up to eight words, no figure and no end of clause among them, and no group
                   where the claim is a tie or a presence
    '('            the sign itself, in quotation marks

``says`` are the claim's slots: plain values, or text with ``{name}`` for what was found. A slot
whose names were not found stays empty, ``{substance|drugs}`` gives a word to use instead. Five
names stand for what lies around the words: ``{topic}`` (the nearest substance, counted thing or
plain words), ``{measured}`` (the indicator of the figure before), ``{counted}`` (the noun
behind the figure), ``{near_substance}``, and
``{list}`` (the list of areas in which a rank stands).
A word that a pattern ``lends`` is what ``{lent}`` stands for in the ``says`` of others whose
figures stand in a list with its own: of "seized 12 kg of heroin and 3 kg of cocaine" both were
seized.
``examples`` are tried by the tests: each text with the slots that it must, or must not, give.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import re2
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from karaula.errors import KaraulaError
from karaula.extract.needs import Needs
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.sentence import FIGURE_LABELS, FIGURE_SIGNS, SIGN_OF, Sentence

_OF_GOODS = ("thing", "market")
"""What goods are: counted things that belong to a market."""
PACKAGED = Path(__file__).parent / "patterns"
_FIGURES = frozenset(FIGURE_SIGNS)
_MAX_KNOWN = 10_000
_NO_BITS = (0, 0)

_PIECE = re.compile(r"'[()\[\]|]'|\{[^{}]*\}|\.\.\.|[()\[\]|]|[^\s()\[\]|{}]+")
_GAP = f"(?:[^\\s.;:{FIGURE_SIGNS}]+ ){{0,8}}?"
# What is said of one group must not jump over another: its subject would be the wrong one.
_GAP_BETWEEN_GROUPS = _GAP.replace(FIGURE_SIGNS, FIGURE_SIGNS + SIGN_OF["group"])
_ASIDE = r"(?:\( (?:[^()\s]+ ){1,15}?\) )?"
_WORDS = r"(?:[\p{L}'’\-]+ ){1,6}?"


class PatternError(KaraulaError):
    """A pattern file says something that cannot be; the message lists every fault at once."""


class Example(BaseModel):
    """A text and what must be found in it: a list of slots, empty where nothing may be found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    claims: tuple[dict[str, Any], ...]


class Pattern(BaseModel):
    """One pattern as its file states it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9\-]+$")]
    kind: Literal["observation", "role", "presence", "tie", "response", "incident"] = "observation"
    find: tuple[str, ...]
    says: dict[str, str]
    needs: tuple[str, ...] = ()
    """Slots that must be filled, from the words or from what stands around them."""
    lends: str | None = None
    """A word that holds of every figure in the list that its figure stands in."""
    decimal: bool = False
    """Only figures with a sign before decimals: scores, not counts."""
    counts: bool = False
    """Only where the words around say that a report counts something."""
    goes_on: bool = False
    """Only behind another figure of the sentence, whose indicator it takes."""
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.9
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern ready to run: its expression with its named groups, and sets of signs and words of
    which a sentence must hold one each, or it cannot match."""

    pattern: Pattern
    expression: Any
    parts: tuple[tuple[str, int], ...]
    needs: tuple[frozenset[str], ...]
    figures: tuple[frozenset[str], ...]
    """Those of the needs that are figures: every match takes one of each."""
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Sets of signs and words of which one must stand right before one of the other."""


class Finders:
    """All finders, in the order in which they are tried."""

    def __init__(self, ready: Iterable[Finder]) -> None:
        self._all = tuple(ready)
        self._of: dict[str, _OfKind] = {}
        for finder in self._all:
            self._of.setdefault(finder.pattern.kind, _OfKind()).add(finder)

    def __iter__(self) -> Iterator[Finder]:
        return iter(self._all)

    def fitting(self, kind: str, sentence: Sentence) -> Iterator[Finder]:
        """Those of a kind of claim that may match a sentence."""
        return self._of[kind].fitting(sentence) if kind in self._of else iter(())


class _OfKind:
    """The finders of a kind of claim, each behind the bits of its needs."""

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._meets: dict[str, int] = {}
        """Bits of the needs that a word or sign meets."""
        self._pairs: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._beside: dict[str, tuple[int, int]] = {}
        """Bits of the pairs of which a word or sign may be the first, and the second."""
        self._finders: list[tuple[int, int, Finder]] = []
        """Each behind the bits of its needs and of its pairs."""
        self._known: dict[int, list[tuple[int, Finder]]] = {}
        """Those that fit by the needs that are met: most sentences meet the same few."""

    def add(self, finder: Finder) -> None:
        """Add a finder, to be tried behind those before."""
        wanted = 0
        for words in finder.needs:
            if words not in self._bits:
                self._bits[words] = 1 << len(self._bits)
                for word in words:
                    self._meets[word] = self._meets.get(word, 0) | self._bits[words]
            wanted |= self._bits[words]
        paired = 0
        for pair in finder.pairs:
            if pair not in self._pairs:
                self._pairs[pair] = bit = 1 << len(self._pairs)
                for words, leads, follows in ((pair[0], bit, 0), (pair[1], 0, bit)):
                    for word in words:
                        first, second = self._beside.get(word, _NO_BITS)
                        self._beside[word] = (first | leads, second | follows)
            paired |= self._pairs[pair]
        self._finders.append((wanted, paired, finder))
        self._known.clear()

    def fitting(self, sentence: Sentence) -> Iterator[Finder]:
        """Those whose needs the words and signs of a sentence meet, each and by pairs."""
        met = 0
        for word in self._meets.keys() & sentence.said:
            met |= self._meets[word]
        known = self._known.get(met)
        if known is None:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            known = [(paired, it) for wanted, paired, it in self._finders if not wanted & ~met]
            self._known[met] = known
        unmet = ~self._paired(sentence.words) if known else 0
        return iter([finder for paired, finder in known if not paired & unmet])

    def _paired(self, words: tuple[str, ...]) -> int:
        """Bits of the pairs that stand in a sentence."""
        met = 0
        known = [self._beside.get(word, _NO_BITS) for word in words]
        for (before, _), (_, follows) in pairwise(known):
            if before and follows:
                met |= before & follows
        return met


@cache
def finders(*folders: Path) -> Finders:
    """Patterns of the package, after those of further folders (a hub's ``patterns/``)."""
    ready: list[Finder] = []
    faults: list[str] = []
    seen: set[str] = set()
    for folder in (*folders, PACKAGED):
        for path in sorted(folder.glob("*.yml")):
            for pattern in _read(path, faults):
                if pattern.id in seen:
                    faults.append(f"{path.name}: {pattern.id}: this id is taken by another pattern")
                seen.add(pattern.id)
                for find in pattern.find:
                    try:
                        ready.append(compile_pattern(pattern, find))
                    except ValueError as error:
                        faults.append(f"{path.name}: {pattern.id}: {error}")
    if faults:
        raise PatternError("the claim patterns have faults:\n  " + "\n  ".join(faults))
    return Finders(ready)


def _read(path: Path, faults: list[str]) -> list[Pattern]:
    try:
        entries = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or []
    except yaml.YAMLError as error:
        faults.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
        return []
    patterns: list[Pattern] = []
    for number, entry in enumerate(entries, 1):
        name = entry.get("id", f"entry {number}") if isinstance(entry, dict) else f"entry {number}"
        try:
            patterns.append(Pattern.model_validate(entry))
        except ValidationError as error:
            for fault in error.errors():
                place = ".".join(str(part) for part in fault["loc"])
                faults.append(f"{path.name}: {name}: {place}: {fault['msg']}")
    return patterns


LISTS: dict[str, tuple[str, ...]] = {
    "areas": ("area", "region"),
    "places": ("area", "region", "place"),
    "adjectives": ("adjective", "region_adjective"),
    "markets": ("market", "goods", "substance", "indicator"),
    "substances": ("substance",),
    "roles": ("role",),
    "groups": ("group",),
    "bodies": ("body",),
}
"""Labels of lists, and the labels of the items that they hold."""


def _alternatives(phrases: tuple[str, ...]) -> str:
    """Phrases of a one-line form as alternatives, the longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace("\\ ", " ") + " " for phrase in longest_first)


_JOINERS = _alternatives(ENGLISH.joiners)
_LEADERS = _alternatives(ENGLISH.leaders)


def compile_pattern(pattern: Pattern, find: str) -> Finder:
    """Turn a ``find`` line into an expression over the one-line form of sentences.

    The expressions run on RE2, whose cost is linear in the text whatever an analyst writes.
    Raises ``ValueError`` for an unknown label or a bracket without its partner.
    """
    expression: list[str] = []
    required: list[frozenset[str]] = []
    depth: list[str] = []
    needs = Needs()
    for piece in _PIECE.findall(find):
        if piece == "...":
            needs.gap()
            about_groups = pattern.kind in ("tie", "presence")
            expression.append(_GAP_BETWEEN_GROUPS if about_groups else _GAP)
        elif piece in "([":
            expression.append("(?:")
            depth.append(piece)
            needs.begin()
        elif piece in ")]":
            if not depth or depth.pop() + piece not in ("()", "[]"):
                raise ValueError(f"{find!r}: {piece!r} has no partner")
            expression.append(")?" if piece == "]" else ")")
            needs.end(optional=piece == "]")
        elif piece == "|":
            expression.append("|")
            needs.otherwise()
        elif piece[0] == "{":
            part, signs = _slot(piece[1:-1], find)
            expression.append(part)
            if not depth and signs:
                required.append(signs)
            if _single(piece[1:-1]):
                needs.add(signs)
            else:
                needs.gap()
        else:
            word = piece[1] if piece[0] == piece[-1] == "'" and len(piece) == 3 else piece.lower()
            expression.append(re.escape(word) + " ")
            needs.add(frozenset((word,)))
    if depth:
        raise ValueError(f"{find!r}: {depth[-1]!r} has no partner")
    figure = re.search(f"[{FIGURE_SIGNS}]", "".join(expression))
    if pattern.kind == "observation" and figure is None:
        raise ValueError(f"{find!r}: names no figure ({', '.join(FIGURE_LABELS)})")
    whole = re2.compile("(?:^| )" + "".join(expression))
    parts = tuple(whole.groupindex.items())
    figures = tuple(signs for signs in required if signs <= _FIGURES)
    return Finder(pattern, whole, parts, (*required, *needs.hardest()), figures, needs.pairs())


def _single(inside: str) -> bool:
    """Whether a slot takes one item, and not a list of them or plain words."""
    labels = inside.partition(":")[0]
    return labels != "words" and labels not in LISTS


def _slot(inside: str, find: str) -> tuple[str, frozenset[str]]:
    labels, _, name = inside.partition(":")
    if labels == "words":
        return f"(?P<{name or 'words'}>{_WORDS})", frozenset()
    if labels in LISTS:
        signs = [SIGN_OF[label] for label in LISTS[labels]]
        member = f"[{''.join(signs)}] " + (_ASIDE if labels == "groups" else "")
        listed = f"(?:{_LEADERS})*{member}(?:(?:{_JOINERS})+{member})*"
        return f"(?P<{name or labels}>{listed})", frozenset(signs)
    signs = []
    for label in labels.split("|"):
        if label not in SIGN_OF:
            known = ", ".join((*SIGN_OF, *LISTS))
            raise ValueError(f"{find!r}: no such label {label!r}; there are {known}")
        signs.append(SIGN_OF[label])
        if label in _OF_GOODS:
            signs.append(SIGN_OF["goods"])
    group = name or labels.split("|")[0]
    return f"(?P<{group}>[{''.join(signs)}]) ", frozenset(signs)
