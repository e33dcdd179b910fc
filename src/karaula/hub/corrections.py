"""Corrections of a claim by hand, held to the rule for every claim: no value without its words."""

import re
from collections.abc import Iterator, Mapping
from math import isclose, isfinite
from typing import TYPE_CHECKING, Any

from karaula.evidence.claim import required_slots, slot_types
from karaula.hub.page import UnusableError
from karaula.lake.overlay import faults
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.names import names_of

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

BETWEEN = ";"
"""What stands between the values of a list."""
_ENDS = ("origin", "via", "destination")
_TIMES = ("date", "period", "since")
_DATE = r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_TIME = re.compile(rf"{_DATE}(/({_DATE}|\.\.))?")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def written(value: Any) -> str:
    """A slot's value as it stands in a form."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return f"{BETWEEN} ".join(map(written, value))
    if not isinstance(value, float):
        return str(value)
    from karaula.extract.sentences.numbers import shown

    return shown(value)


def corrected(shelf: "Shelf", kind: str, row: "Row", given: Mapping[str, str]) -> dict[str, Any]:
    """The slots that a form changes. Raises :class:`UnusableError` that tells every fault."""
    types = slot_types(kind)
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name, text in given.items():
        if name not in types:
            wrong.append(f"{kind} has no slot {name!r}")
        elif text.strip() != written(row[name]):
            try:
                values[name] = _read(text.strip(), *types[name])
            except ValueError:
                wrong.append(f"{_called(name)}: {text.strip()!r} is no number")
    wrong += faults(kind, values)
    if not wrong:
        words = _Words(shelf, kind, row)
        for name, value in values.items():
            wrong += words.faults(name, value)
    if wrong:
        raise UnusableError("the correction was refused: " + "; ".join(wrong))
    if not values:
        raise UnusableError("the correction changes nothing")
    return values


def _read(text: str, scalar: type, is_list: bool) -> Any:
    if is_list:
        parts = (part.strip() for part in text.split(BETWEEN))
        return [_read(part, scalar, False) for part in parts if part]
    if not text:
        return None
    value = scalar(text)
    if isinstance(value, float) and not isfinite(value):
        raise ValueError
    return value


def _called(slot: str) -> str:
    return slot.replace("_", " ")


class _Words:
    """What the words of a claim allow its slots to say."""

    def __init__(self, shelf: "Shelf", kind: str, row: "Row") -> None:
        self.shelf, self.kind, self.row = shelf, kind, row
        self.is_cell = row["start"] is None
        self.whole = "" if self.is_cell else shelf.text(row["source_id"])
        spans = [] if self.is_cell else row["spans"] or []
        self.own = " … ".join([row["quote"], *(self.whole[a:b] for a, b in spans)])
        self.around = f"{row['quote']} {self._passage()}"

    def faults(self, slot: str, value: Any) -> Iterator[str]:
        """Why the words do not allow a value, one sentence each."""
        if value in (None, []):
            if slot in required_slots(self.kind):
                yield f"{_called(slot)}: a claim of this kind cannot be without it"
            return
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield from self._text_faults(slot, one)
            else:
                yield from self._number_faults(slot, one)

    def _number_faults(self, slot: str, value: float) -> Iterator[str]:
        from karaula.extract.sentences.numbers import shown

        said = list(numbers(self.own, self.shelf.vocabulary))
        if not any(isclose(value, number, rel_tol=1e-9) for number in said):
            told = ", ".join(dict.fromkeys(map(shown, said))) or "no number"
            yield (
                f"{_called(slot)}: the words do not say {shown(value)}; they say {told}"
                " (where the source itself is wrong, reject the claim)"
            )

    def _text_faults(self, slot: str, value: str) -> Iterator[str]:
        if slot.startswith("raw_"):
            if value not in self.around:
                yield f"{_called(slot)}: {value!r} does not stand in the words"
        elif slot in _TIMES:
            yield from self._time_faults(slot, value)
        elif slot == "area" or (self.kind == "leg" and slot in _ENDS):
            yield from self._area_faults(slot, value)
        elif not (self._is_known(slot, value) or fold(value) in fold(self.around)):
            yield (
                f"{_called(slot)}: {value!r} stands neither in the words nor among the values"
                " that this slot has elsewhere"
            )

    def _time_faults(self, slot: str, value: str) -> Iterator[str]:
        if not _TIME.fullmatch(value):
            yield f"{_called(slot)}: {value!r} is no date such as 2021-05 or 2019/2021"
            return
        published = (self.shelf.sources[self.row["source_id"]]["published"] or "")[:4]
        told = f"{self.whole or self.row['quote']} {published}"
        near = {str(int(published) - 1)} if published.isdecimal() else set()
        for year in re.findall(r"[12]\d{3}", value):
            if year not in told and year not in near and not self.is_cell:
                yield f"{_called(slot)}: the document does not speak of {year}"

    def _area_faults(self, slot: str, value: str) -> Iterator[str]:
        vocabulary = self.shelf.vocabulary
        area = vocabulary.areas.get(value)
        if area is None and value not in vocabulary.regions and value not in vocabulary.area_sets:
            yield f"{_called(slot)}: {value!r} is no area; areas are written as ALB, XKX, SRB"
        elif area is not None and not self.is_cell:
            text = fold(self.whole)
            if not any(fold(name) in text for name in (*names_of(area), *area.adjectives)):
                yield f"{_called(slot)}: the document does not name {area.name}"

    def _is_known(self, slot: str, value: str) -> bool:
        vocabulary = self.shelf.vocabulary
        terms: dict[str, Mapping[str, object]] = {
            "market": vocabulary.markets,
            "substance": vocabulary.substances,
            "unit": vocabulary.units,
            "indicator": vocabulary.indicators,
        }
        if slot in terms:
            return value in terms[slot]
        is_list = slot_types(self.kind)[slot][1]
        test = f'list_contains("{slot}", ?)' if is_list else f'"{slot}" = ?'
        found = self.shelf.row(f"SELECT 1 AS n FROM claims_{self.kind} WHERE {test} LIMIT 1", value)
        return found is not None

    def _passage(self) -> str:
        row = self.shelf.row(
            'SELECT start, "end", section FROM passages WHERE passage_id = ?',
            self.row["passage_id"],
        )
        if row is None or self.is_cell:
            return ""
        return " ".join([*(row["section"] or ()), self.whole[row["start"] : row["end"]]])


def numbers(words: str, vocabulary: Vocabulary) -> Iterator[float]:
    """Every number that words can be read to say: in digits, in words, and in the base unit."""
    from karaula.extract.sentences.figures import Figures
    from karaula.extract.sentences.numbers import read_number
    from karaula.extract.sentences.tokens import tokens

    for digits in _DIGITS.findall(words):
        number = read_number(digits)
        if number is not None:
            yield from (number.value, *number.alternatives)
    for figure in Figures(vocabulary).read(tokens(words, 0, len(words)), set(), None):
        yield from (figure.value, *figure.alternatives)
        yield from (n for n in (figure.value_max, figure.of) if n is not None)
