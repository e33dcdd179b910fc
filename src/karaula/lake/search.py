"""Full text over what the lake holds: one SQLite file with an FTS5 index beside the tables.

Words are indexed in one Latin spelling, so that a search in either script, with or without
diacritics, finds the same places: ``Шкаљари``, ``Škaljari`` and ``Skaljari`` meet. SQLite ranks by
BM25 and takes English endings off (Porter's rules); where the words stand is found in the text
itself, so that a hit marks true characters.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from karaula.evidence.source import Handling
from karaula.lake.files import LakeError

SEARCH = "search.db"
SEARCH_METHOD = "search@1"

Of = Literal["passage", "claim", "source", "entity"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ASKED = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# One letter of the region's alphabets is one or two Latin ones, by who writes: one way for all.
_DIGRAPHS = (("dzh", "dz"), ("zh", "z"), ("sh", "s"), ("ch", "c"), ("dj", "d"), ("kh", "h"))
_ON, _OFF = "\x01", "\x02"
_MOST_WORDS = 32
"""Words of a question that count: what is longer is a text, and no question."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: its words, and where it stands.

    ``id`` is that of the claim, source or entity; of a passage its own. ``start`` and ``end`` are
    characters of the source's text, where it stands in one. ``handling`` is the label of the
    strictest thing that it is made of.
    """

    of: Of
    id: str
    words: str
    handling: Handling
    source_id: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found, the better ones first; ``found`` are the numbers of the words that match."""

    of: Of
    id: str
    source_id: str | None
    start: int | None
    end: int | None
    found: tuple[int, ...]

    def marks(self, words: str) -> list[tuple[int, int]]:
        """Where in ``words``, as they were given, the words of the question stand."""
        spans = [match.span() for match in _WORD.finditer(words)]
        return [spans[number] for number in self.found if number < len(spans)]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, and how many there are in all, by what they are."""

    hits: tuple[Hit, ...]
    counts: dict[Of, int]


def write_search(path: Path, entries: Iterable[Entry]) -> int:
    """Write the index anew, whole or not at all; gives how many entries it holds.

    The same entries in the same order give the same bytes.
    """
    part = path.with_name(f".{path.name}.new")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as found:
        found.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE entry(number INTEGER PRIMARY KEY, of_ TEXT, id TEXT, handling TEXT,"
            " source_id TEXT, start_ INTEGER, end_ INTEGER);"
            "CREATE VIRTUAL TABLE words USING fts5(keys, tokenize='porter ascii');"
        )
        number = 0
        for number, entry in enumerate(entries, 1):
            place = (entry.source_id, entry.start, entry.end)
            row = (number, entry.of, entry.id, entry.handling, *place)
            found.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            keys = " ".join(key(match.group()) for match in _WORD.finditer(entry.words))
            found.execute("INSERT INTO words(rowid, keys) VALUES (?, ?)", (number, keys))
        found.execute("INSERT INTO words(words) VALUES ('optimize')")
        found.commit()
    part.replace(path)
    return number


class Search:
    """An index that is open for reading; each thread opens its own."""

    def __init__(self, folder: Path) -> None:
        path = folder / SEARCH
        if not path.is_file():
            raise LakeError("there is no index for searching", folder, "run `karaula build`")
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._open = sqlite3.connect(address, uri=True)

    def find(
        self,
        asked: str,
        *,
        see: Sequence[Handling] = ("TLP:CLEAR",),
        of: Of | None = None,
        limit: int = 20,
        skip: int = 0,
    ) -> Found:
        """Places that hold all words of a question; ``"two words"`` is a phrase, ``-word`` is out.
        What is labelled otherwise than ``see`` is neither found nor counted.

        A word may end in ``*``. What a question holds beside words is no error and is passed over;
        one without words finds nothing.
        """
        match = expression(asked)
        if match is None:
            return Found((), {})
        labels = json.dumps(list(see))
        counts = dict(
            self._open.execute(
                "SELECT of_, count(*) FROM words JOIN entry ON number = words.rowid"
                " WHERE words MATCH ? AND handling IN (SELECT value FROM json_each(?))"
                " GROUP BY of_ ORDER BY of_",
                (match, labels),
            ).fetchall()
        )
        rows = self._open.execute(
            "SELECT of_, id, source_id, start_, end_, highlight(words, 0, ?, ?)"
            " FROM words JOIN entry ON number = words.rowid"
            " WHERE words MATCH ? AND handling IN (SELECT value FROM json_each(?))"
            " AND (? IS NULL OR of_ = ?)"
            " ORDER BY bm25(words), number LIMIT ? OFFSET ?",
            (_ON, _OFF, match, labels, of, of, limit, skip),
        ).fetchall()
        hits = (
            Hit(of, id_, source_id, start, end, tuple(_marked(keys)))
            for of, id_, source_id, start, end, keys in rows
        )
        return Found(tuple(hits), counts)

    def close(self) -> None:
        """Let the file go."""
        self._open.close()


def expression(asked: str) -> str | None:
    """A question in the words of FTS5, every word quoted; nothing where it holds no word."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in _ASKED.finditer(asked):
        text = part["phrase"] if part["phrase"] is not None else part["word"]
        words = [key(word.group()) for word in _WORD.finditer(text)]
        words = [word for word in words if word][:_MOST_WORDS]
        if not words:
            continue
        open_end = "*" if part["word"] is not None and text.endswith("*") else ""
        into = unwanted if part["minus"] else wanted
        if len(wanted) + len(unwanted) < _MOST_WORDS:
            into.append(f'"{" ".join(words)}"{open_end}')
    if not wanted:
        return None
    return f"({' AND '.join(wanted)})" + "".join(f" NOT {word}" for word in unwanted)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The spelling under which a word is found: Latin, lower case, without marks or digraphs.

    ``key("Ђукановић") == key("Đukanović") == key("Djukanovic")``.
    """
    from anyascii import anyascii

    plain = re.sub(r"[^a-z0-9]", "", anyascii(word).lower())
    if not word.isascii() and any("\u0400" <= sign <= "\u052f" for sign in word):
        plain = plain.replace("ts", "c")
    elif plain.startswith("ts"):
        plain = f"c{plain[2:]}"
    for two, one in _DIGRAPHS:
        plain = plain.replace(two, one)
    return plain or "0"


def _marked(text: str) -> Iterator[int]:
    """Numbers of the words between the marks."""
    inside = False
    for number, word in enumerate(text.split(" ")):
        inside |= word.startswith(_ON)
        if inside:
            yield number
        if word.endswith(_OFF):
            inside = False
