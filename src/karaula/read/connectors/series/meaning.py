"""What the columns of a table mean: each distinct text is looked up once, never each row."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from karaula.read.connectors.reading import Reading, Table
from karaula.read.connectors.series.facts import Areas, Column, Meaning, When, pattern
from karaula.read.connectors.sheets import text_of
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key

_SHOWN = 8
_YEARS = re.compile(r"((?:1[5-9]|20|21)\d\d)(?:\s*[-/\u2013\u2014]\s*(\d{4}|\d\d))?")
_IN_BRACKETS = re.compile(r"[(\[](.*)[)\]]")

Key = TypeVar("Key", bound=Iterable[str])


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not read."""

    reason: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell means: its own meaning, parts that it names besides, and a factor of a unit."""

    own: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    factor: float = 1.0


WHOLE = Meant()


@dataclass
class Rows:
    """The rows of a table that are left to be read, and why the others are not."""

    reading: Reading
    table: Table
    faults: dict[str, list[int]] = field(default_factory=dict)
    _texts: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = list(range(len(self.table.numbers)))

    def texts(self, role: str) -> list[str]:
        """Texts of a column; a column that the table does not have is empty."""
        if role not in self._texts:
            cells = self.table.columns.get(role)
            empty = [""] * len(self.table.numbers)
            self._texts[role] = [text_of(cell) for cell in cells] if cells else empty
        return self._texts[role]

    def refuse(self, row: int, fault: Fault) -> None:
        """Do not read a row, or a cell in it."""
        self.faults.setdefault(fault.reason, []).append(row)

    def tell(self) -> None:
        """List what was refused, one line a reason."""
        for reason, rows in self.faults.items():
            self.reading.skip(self.place(rows), reason)
        self.faults.clear()

    def place(self, rows: Sequence[int]) -> str:
        """A place of rows, for people."""
        numbers = [str(self.table.numbers[row]) for row in sorted(set(rows))]
        more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
        named = f"row{'s' * (len(numbers) > 1)} {', '.join(numbers[:_SHOWN])}{more}"
        return self.table.sheet.place(named)

    def keep(self, found: Sequence[object]) -> None:
        """Refuse the rows for which a fault was found; ``found`` is by row."""
        left = []
        for row in self.left:
            item = found[row]
            if isinstance(item, Fault):
                self.refuse(row, item)
            else:
                left.append(row)
        self.left = left


def each(keys: Sequence[Key], find: Callable[[Key], object]) -> list[object]:
    """What ``find`` makes of each key; each distinct key is looked up once."""
    known = {key: find(key) for key in dict.fromkeys(keys)}
    return [known[key] for key in keys]


def holds(rows: Rows, when: When) -> list[bool]:
    """For each row whether one of the texts stands in each of the columns."""
    fits = [True] * len(rows.table.numbers)
    for role, wanted in when.items():
        plain = {name_key(text) for text in wanted if pattern(text) is None}
        patterns = [p for text in wanted if (p := pattern(text)) is not None]
        texts = rows.texts(role)
        known = {
            text: name_key(text) in plain or any(p.fullmatch(text) for p in patterns)
            for text in set(texts)
        }
        fits = [fit and known[text] for fit, text in zip(fits, texts, strict=True)]
    return fits


def parts(rows: Rows, dimension: str, column: Column) -> list[object]:
    """For each row the parts that a column names, its own meaning under ``dimension``."""

    def named(item: object) -> object:
        if not isinstance(item, Meant) or item.own is None:
            return item
        return Meant(None, ((dimension, item.own), *item.parts))

    return each_object(meanings(rows, dimension, column), named)


def each_object(items: Sequence[object], change: Callable[[object], object]) -> list[object]:
    """What ``change`` makes of each object; one object is changed once."""
    known: dict[int, object] = {}
    for item in items:
        if id(item) not in known:
            known[id(item)] = change(item)
    return [known[id(item)] for item in items]


def meanings(rows: Rows, what: str, column: Column) -> list[object]:
    """For each row a :class:`Meant`, or a :class:`Fault`. ``what`` names it for people."""
    texts = rows.texts(column.column)
    found = each(texts, _finder(rows.reading.vocabulary, what, column))
    if not column.when:
        return found
    fits = holds(rows, column.when)
    return [item if fit else WHOLE for item, fit in zip(found, fits, strict=True)]


def _finder(vocabulary: Vocabulary, what: str, column: Column) -> Callable[[str], object]:
    plain = {name_key(text): m for text, m in column.values.items() if pattern(text) is None}
    patterns = [(p, m) for text, m in column.values.items() if (p := pattern(text)) is not None]
    substances = substance_names(vocabulary) if column.other == "substance" else {}
    people = peoples(vocabulary) if column.other == "area" else {}

    def find(text: str) -> object:
        key = name_key(text)
        if key in plain:
            return meant(plain[key])
        for expression, meaning in patterns:
            if expression.fullmatch(text):
                return meant(meaning)
        if not text:
            return Fault(f"names no {what}")
        if column.other == "keep":
            return Meant(text)
        if column.other == "area":
            of_people = people.get(key) or people.get(key.removesuffix("s"))
            return Meant(vocabulary.find_area(text) or of_people or text)
        known = find_substance(text, substances) if column.other == "substance" else None
        return Meant(known) if known else Fault(f"the {what} {text!r} is not known")

    return find


def meant(meaning: Meaning) -> Meant:
    """A meaning of the facts."""
    if not isinstance(meaning, dict):
        return Meant(meaning)
    own, factor = meaning.get("is"), float(meaning.get("factor", 1.0))
    parts = [(k, str(v)) for k, v in meaning.items() if k not in ("is", "factor")]
    return Meant(None if own is None else str(own), tuple(sorted(parts)), factor)


def substance_names(vocabulary: Vocabulary) -> dict[str, str]:
    """Substances by the keys of all their names."""
    names: dict[str, str] = {}
    for code, item in vocabulary.substances.items():
        for name in (code, item.name, *item.names, *item.street, *item.local):
            names.setdefault(name_key(name), code)
    return names


def find_substance(text: str, names: dict[str, str]) -> str | None:
    """The substance that a text names before, or else within, its brackets."""
    inside = _IN_BRACKETS.search(text)
    candidates = [text, text.partition("(")[0]]
    candidates += re.split(r"[,;/]", inside[1]) if inside else []
    return next((names[key] for name in candidates if (key := name_key(name)) in names), None)


def peoples(vocabulary: Vocabulary) -> dict[str, str]:
    """Areas by the keys of what their people are called."""
    found: dict[str, str] = {}
    for code, area in vocabulary.areas.items():
        for adjective in area.adjectives:
            found.setdefault(name_key(adjective), code)
    return found


def areas(rows: Rows, facts: Areas) -> list[object]:
    """For each row the id of its area, or a :class:`Fault`."""
    vocabulary = rows.reading.vocabulary
    none = {name_key(text): why for why, texts in facts.none.items() for text in texts}
    own = {name_key(text): code for text, code in facts.names.items()}

    def find(said: tuple[str, str]) -> object:
        code, name = said
        shown = " ".join(filter(None, (name, f"({code})" if name and code else code)))
        for text in said:
            if text and name_key(text) in none:
                return Fault(f"{shown} is {none[name_key(text)]}")
        by_code = code if code in vocabulary.areas else own.get(name_key(code)) if code else None
        by_name = (own.get(name_key(name)) or vocabulary.find_area(name)) if name else None
        if by_code and by_name and by_code != by_name:
            return Fault(f"{name!r} and {code!r} are two areas")
        known = by_code or by_name
        if known:
            return known
        return Fault(
            f"no area is known as {shown!r}; add it to the hub's vocabulary/areas.yml"
            if shown
            else "names no area"
        )

    codes = rows.texts(facts.code) if facts.code else rows.texts("")
    names = rows.texts(facts.name) if facts.name else rows.texts("")
    return each(list(zip(codes, names, strict=True)), find)


def periods(rows: Rows, roles: Sequence[str]) -> list[object]:
    """For each row its period, or a :class:`Fault`: a year, or ``start/end``."""

    def find(texts: tuple[str, ...]) -> object:
        said = [text for text in texts if text]
        if not said:
            return Fault("has no period")
        spans = [_years(text) for text in said]
        for text, span in zip(said, spans, strict=True):
            if span is None:
                return Fault(f"the period {text!r} is not known; write it as 2023 or 2021/2023")
        first, last = spans[0] or ("", "")
        for text, span in zip(said[1:], spans[1:], strict=True):
            if span and not (first <= span[0] and span[1] <= last):
                return Fault(f"the period {said[0]!r} does not hold {text!r}")
        return first if first == last else f"{first}/{last}"

    return each(list(zip(*(rows.texts(role) for role in roles), strict=True)), find)


def _years(text: str) -> tuple[str, str] | None:
    whole = _YEARS.fullmatch(text)
    if not whole:
        return None
    first, last = whole[1], whole[2] or whole[1]
    last = last if len(last) == len(first) else first[:2] + last
    return (first, last) if first <= last else None
