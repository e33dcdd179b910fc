"""Word lists and finds of a recogniser file, made into one expression over signs.

A recogniser file names a ``label``, word lists under ``words``, and under ``finds`` lines in
near-English that say where a span stands::

    hidden in [{article}] <{describing}* {hold}>

    word           that word, in any case; ',' in quotation marks is the sign itself
    {list}         one word or phrase of a list of this or another file
    {a|b}          of either list
    (a|b c)        one of these
    [x]            x or nothing
    x* and x+      none or more, one or more (six at most)
    <x>            the span; without it, the whole is the span

Lists that are there without a file: ``Name`` (a capitalised word), ``CAPITALS``, ``number``
(digits), ``word`` (any word), and the names of the vocabulary: ``substance``, ``slang``,
``area``, ``region``, ``adjective``, ``body``, ``port``, ``unit``, ``piece``.

Each word of a text becomes one sign that stands for the set of lists it belongs to, so an
expression is as long as its words are few, and RE2 keeps the cost linear in the text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import re2
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from karaula.errors import KaraulaError

_PIECE = re.compile(r"'[^'\s]'|\{[^{}]*\}[*+]?|[\])][*+]?|[(\[|<>]|[^\s()\[\]|{}<>']+")
_REPEAT = {"": "", "*": "{0,6}", "+": "{1,6}"}
_FIRST_SIGN = 0xE000
_LAST_SIGN = 0xF8FF


class RecogniserError(KaraulaError):
    """A recogniser file says something that cannot be; the message lists every fault at once."""


class Recogniser(BaseModel):
    """One recogniser file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Annotated[str, Field(pattern=r"^[A-Z]+$")]
    words: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], tuple[str, ...]] = {}
    finds: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """Finds whose span is no span: it is taken out before the finds are tried."""


@dataclass(frozen=True, slots=True)
class Find:
    """A line of a file as parts, ready to be compiled once the signs are known."""

    label: str
    line: str
    never: bool = False


@dataclass(slots=True)
class Signs:
    """Signs for sets of lists. A word's sign tells every list that it is in."""

    _signs: dict[frozenset[str], str] = field(default_factory=dict)

    def of(self, lists: Iterable[str]) -> str:
        """The sign of a set of lists; the same set always has the same sign."""
        key = frozenset(lists)
        sign = self._signs.get(key)
        if sign is None:
            number = _FIRST_SIGN + len(self._signs)
            if number > _LAST_SIGN:
                raise RecogniserError("the word lists cross in too many ways for one alphabet")
            sign = self._signs[key] = chr(number)
        return sign

    def within(self, names: Sequence[str]) -> str:
        """All signs whose set holds one of these lists, as the inside of a character class."""
        wanted = set(names)
        return "".join(sign for key, sign in self._signs.items() if not wanted.isdisjoint(key))


def load(folder: Path) -> list[Recogniser]:
    """Recogniser files of a folder, in the order of their names. All faults are told at once."""
    found: list[Recogniser] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            data = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
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
        elif piece[0] not in "{()[]|<>":
            words.add(piece.lower())
    return words


def compile_find(
    line: str, signs: Signs, phrases: Mapping[str, Sequence[Sequence[str]]], known: set[str]
) -> Any:
    """A find as an RE2 expression over signs, the span in its group ``span``.

    ``phrases`` are the entries of more than one word of each list. Raises ``ValueError`` for an
    unknown list or a bracket without its partner.
    """
    expression: list[str] = []
    depth: list[str] = []
    marked = "<" in line
    for piece in _PIECE.findall(line):
        if piece in "([":
            expression.append("(?:")
            depth.append(piece)
        elif piece[0] in ")]":
            if not depth or depth.pop() + piece[0] not in ("()", "[]"):
                raise ValueError(f"{line!r}: {piece[0]!r} has no partner")
            repeat = "?" if piece[0] == "]" else _REPEAT[piece[1:]]
            expression.append(")" + repeat)
        elif piece == "|":
            expression.append("|")
        elif piece == "<":
            expression.append("(?P<span>")
        elif piece == ">":
            expression.append(")")
        elif piece[0] == "{":
            names, repeat = piece[1:].split("}")
            expression.append(_list(names.split("|"), line, signs, phrases, known))
            expression.append(_REPEAT[repeat])
        else:
            word = piece[1] if piece[0] == "'" else piece.lower()
            expression.append(_class(signs.within([literal(word)])))
    if depth or line.count("<") != line.count(">") or line.count("<") > 1:
        raise ValueError(f"{line!r}: a bracket has no partner")
    whole = "".join(expression)
    return re2.compile(whole if marked else f"(?P<span>{whole})")


def _list(
    names: Sequence[str],
    line: str,
    signs: Signs,
    phrases: Mapping[str, Sequence[Sequence[str]]],
    known: set[str],
) -> str:
    for name in names:
        if name not in known:
            raise ValueError(f"{line!r}: no such list {name!r}; there are {', '.join(known)}")
    options = [
        "".join(_class(signs.within([literal(word)])) for word in phrase)
        for name in names
        for phrase in sorted(phrases.get(name, ()), key=len, reverse=True)
    ]
    single = signs.within(names)
    if single or not options:
        options.append(_class(single))
    return f"(?:{'|'.join(options)})"


def _class(inside: str) -> str:
    # A list without a word matches nothing; RE2 has no empty class.
    return f"[{inside}]" if inside else r"[^\x00-\x{10FFFF}]"
