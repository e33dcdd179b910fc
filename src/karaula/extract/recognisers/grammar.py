"""Word lists and finds of a recogniser file, made into one expression over signs.

A recogniser file names a ``label``, word lists under ``words``, and under ``finds`` lines in
near-English that say where a span stands::

    hidden in [{article}] <{describing}* {hold}>

    word           that word, in any case; ',' in quotation marks is the sign itself
    {list}         one word or phrase of a list of this or another file
    {a|b}          of either list
    {a&b}          of both lists
    (a|b c)        one of these
    [x]            x or nothing
    x* and x+      none or more, one or more (ten at most)
    <x>            the span; without it, the whole is the span
    ^              the beginning of the sentence

An entry ``"{other}"`` of a list takes in another list. Lists that are there without a file:
``word`` (any word), ``lower`` (in lower case), ``plain`` (the same, unless a file calls it
``function``), ``plural`` (one that ends in s), ``Capital`` (with a capital letter), ``Name`` (the
same, unless a file calls it ``common``), ``CAPITALS``, ``number`` (digits), and the names of the
vocabulary: ``substance``, ``slang``, ``area``, ``region``, ``adjective``, ``body``, ``port``,
``town``, ``unit``.

Each word of a text becomes one sign that stands for the set of lists it belongs to, so an
expression is as long as its words are few, and RE2 keeps the cost linear in the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import re2
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from karaula.errors import KaraulaError
from karaula.extract.needs import Needs

_PIECE = re.compile(r"'[^'\s]'|\{[^{}]*\}[*+]?|[\])][*+]?|[(\[|<>^]|[^\s()\[\]|{}<>^']+")
_REPEAT = {"": "", "*": "{0,10}", "+": "{1,10}"}
SHAPES = (
    "word", "Capital", "CAPITALS", "Name", "lower", "plain", "plural", "number", "opaque",
)  # fmt: skip
_FIRST_SIGN = 0xE000
_LAST_SIGN = 0xF8FF
SIGN_BYTES = 3
"""Bytes of a sign in UTF-8."""
BEGIN = "^"
"""What stands before the first sign of a text."""
_MEMORY = 1 << 26


Word = Annotated[str, Field(min_length=1)]


class RecogniserError(KaraulaError):
    """A recogniser file says something that cannot be; the message lists every fault at once."""


class Recogniser(BaseModel):
    """One recogniser file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Annotated[str, Field(pattern=r"^[A-Z]+$")]
    words: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], tuple[Word, ...]] = {}
    finds: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """Finds whose span is no span: it is taken out before the finds are tried."""


class Signs:
    """One sign for each set of lists, so that a word's sign tells every list that it is in."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        # Sets that share lists stand side by side, which makes classes of signs few ranges.
        ordered = sorted(set(sets), key=lambda lists: sorted(lists, key=_broad_first))
        if len(ordered) > _LAST_SIGN - _FIRST_SIGN:
            raise RecogniserError("the word lists cross in too many ways for one alphabet")
        self._signs = {key: chr(_FIRST_SIGN + number) for number, key in enumerate(ordered)}
        holding: defaultdict[str, set[str]] = defaultdict(set)
        for lists, sign in self._signs.items():
            for name in lists:
                holding[name].add(sign)
        self._holding = {name: frozenset(signs) for name, signs in holding.items()}

    def of(self, lists: Iterable[str]) -> str:
        """The sign of a set of lists, which must be one that was given at the start."""
        return self._signs[frozenset(lists)]

    def within(self, wanted: set[str]) -> frozenset[str]:
        """All signs whose set holds all of these lists, of which there must be one at least."""
        return frozenset.intersection(*(self._holding.get(name, frozenset()) for name in wanted))


def _as_class(signs: frozenset[str]) -> str:
    """Signs as a class of an expression."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(map(ord, signs)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    # A list without a word matches nothing; RE2 has no empty class.
    parts = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    return f"[{parts}]" if parts else r"[^\x00-\x{10FFFF}]"


def _broad_first(name: str) -> tuple[bool, str]:
    return (name not in SHAPES, name)


def load(folder: Path) -> list[Recogniser]:
    """Recogniser files of a folder, in the order of their names. All faults are told at once."""
    found: list[Recogniser] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            # Every word is text, also those that YAML takes for truth values: on, off, no.
            data = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
            found.append(Recogniser.model_validate(data))
        except yaml.YAMLError as error:
            faults.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
        except ValidationError as error:
            for fault in error.errors():
                place = ".".join(str(part) for part in fault["loc"])
                faults.append(f"{path.name}: {place}: {fault['msg']}")
    if faults:
        raise RecogniserError("the recognisers have faults:\n  " + "\n  ".join(faults))
    return found


def literal(word: str) -> str:
    """The list that holds just this word or sign."""
    return f"={word}"


def literals(line: str) -> set[str]:
    """Words and signs that a find names themselves."""
    words = set()
    for piece in _PIECE.findall(line):
        if piece[0] == "'":
            words.add(piece[1])
        elif piece[0] not in "{()[]|<>^":
            words.add(piece.lower())
    return words


def compile_find(
    line: str, signs: Signs, groups: Mapping[str, Sequence[str]], known: set[str]
) -> tuple[Any, Needs]:
    """A find as an RE2 expression over signs, the span in its only group if it has one; and what a
    text must hold, or the find fits nowhere in it.

    ``groups`` are the lists that a list takes in. Raises ``ValueError`` for an unknown list or a
    bracket without its partner.
    """
    expression: list[str] = []
    needs = Needs()
    depth: list[str] = []
    for piece in _PIECE.findall(line):
        if piece in "([":
            expression.append("(?:")
            depth.append(piece)
            needs.begin()
        elif piece[0] in ")]":
            if not depth or depth.pop() + piece[0] not in ("()", "[]"):
                raise ValueError(f"{line!r}: {piece[0]!r} has no partner")
            repeat = "?" if piece[0] == "]" else _REPEAT[piece[1:]]
            expression.append(")" + repeat)
            needs.end(optional=repeat not in ("", _REPEAT["+"]))
        elif piece == "|":
            expression.append(piece)
            needs.otherwise()
        elif piece == "^":
            expression.append(piece)
            needs.start(BEGIN)
        elif piece == "<":
            expression.append("(")
        elif piece == ">":
            expression.append(")")
        elif piece[0] == "{":
            names, repeat = piece[1:].split("}")
            inside = _within(names.split("|"), line, signs, groups, known)
            expression.append(_as_class(inside) + _REPEAT[repeat])
            if repeat == "*":
                needs.skip(inside)
            else:
                needs.add(inside)
        else:
            word = piece[1] if piece[0] == "'" else piece.lower()
            inside = signs.within({literal(word)})
            expression.append(_as_class(inside))
            needs.add(inside)
    if depth or line.count("<") != line.count(">") or line.count("<") > 1:
        raise ValueError(f"{line!r}: a bracket has no partner")
    whole = "".join(expression)
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return re2.compile(whole, options), needs
    except re2.error as error:
        raise ValueError(f"{line!r}: too much repeats within a repetition") from error


def _within(
    names: Sequence[str],
    line: str,
    signs: Signs,
    groups: Mapping[str, Sequence[str]],
    known: set[str],
) -> frozenset[str]:
    wanted = list(names)
    for name in wanted:
        first, *others = name.split("&")
        inner = ("&".join((other, *others)) for other in groups.get(first, ()))
        wanted += (other for other in inner if other not in wanted)
        for unknown in {first, *others} - known:
            raise ValueError(f"{line!r}: no such list {unknown!r}; there are {', '.join(known)}")
    return frozenset().union(*(signs.within(set(name.split("&"))) for name in wanted))
