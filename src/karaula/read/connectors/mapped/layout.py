"""Where the columns of a mapping stand in a sheet."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from karaula.evidence import Unread
from karaula.read.connectors.mapped.headers import Header, headers
from karaula.read.connectors.mapped.mapping import Mapping
from karaula.read.connectors.sheets import HEAD_ROWS, Sheet, letters, text_of
from karaula.vocabulary.fold import name_key


@dataclass(slots=True)
class Layout:
    """The header row of a sheet and the position of the column of each slot."""

    head: int
    """Place of the header's last row among the rows of the sheet."""
    number: int
    labels: list[str]
    positions: dict[str, int] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)


def layout_of(sheet: Sheet, mapping: Mapping) -> Layout | None:
    """Where the columns stand under the header, among the first rows, that has most of the labels.

    ``None`` where no row has a column for all that a claim needs.
    """
    slots = _keys(mapping)
    best: tuple[int, Header] | None = None
    for head in headers(sheet, HEAD_ROWS):
        found = {slots.get(name_key(label)) for label in head.labels if label} - {None}
        if found and _complete(found, mapping) and (best is None or len(found) > best[0]):
            best = (len(found), head)
    if best is None:
        return None
    _, head = best
    layout = Layout(head.last, sheet.rows[head.last][0], head.labels)
    for above, cells in sheet.rows[: head.first]:
        said = " ".join(text_of(cell) for cell in cells if cell is not None)
        _tell(layout, sheet, f"row {above}", f"stands above the header row: {said[:80]!r}")
    _place(layout, sheet, mapping, slots)
    return layout if _complete(layout.positions.keys(), mapping) else None


def _place(layout: Layout, sheet: Sheet, mapping: Mapping, slots: dict[str, str]) -> None:
    """Give each slot its column; tell of every column that is not read."""
    meant = [slots.get(name_key(label)) for label in layout.labels]
    start, end = _own_block(layout.labels, meant, mapping)
    counts = Counter(slot for slot in meant[start:end] if slot)
    ignored = {name_key(label) for label in mapping.ignored.columns}
    for position, (label, slot) in enumerate(zip(layout.labels, meant, strict=True)):
        what = f"column {letters(position)} {label!r}"
        if not start <= position < end:
            if label:
                _tell(layout, sheet, what, "is of another table beside and not read")
        elif slot and counts[slot] == 1:
            layout.positions[slot] = position
        elif slot:
            _tell(layout, sheet, what, f"{counts[slot]} columns mean {slot}; none of them is read")
        elif label and name_key(label) not in ignored:
            _tell(layout, sheet, what, "is in no column of the mapping")
    if absent := [slot for slot in mapping.labels if slot not in layout.positions]:
        _tell(layout, sheet, "all rows", f"no column for {', '.join(absent)}: left empty")


def _own_block(labels: list[str], meant: list[str | None], mapping: Mapping) -> tuple[int, int]:
    """Columns of the table, where a label that stands twice and a column without label tell that
    another table stands beside it: those without a gap that hold all that a claim needs."""
    doubled = [slot for slot, count in Counter(meant).items() if slot and count > 1]
    gaps = [place for place, label in enumerate(labels) if not label]
    edges = [-1, *gaps, len(labels)]
    blocks = [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]
    whole = [(a, b) for a, b in blocks if _complete(set(meant[a:b]), mapping)]
    if not doubled or not whole:
        return 0, len(labels)
    return max(whole, key=lambda block: len(set(meant[slice(*block)]) - {None}))


def _complete(found: object, mapping: Mapping) -> bool:
    named = set(found) | mapping.constants.keys()  # type: ignore[call-overload]
    if "year" in named:
        named.add(mapping.when)
    if any(one.slot in named for one in mapping.amounts):
        named.add("quantity")
    return all(named.intersection(group) for group in mapping.needed)


def _keys(mapping: Mapping) -> dict[str, str]:
    return {name_key(label): slot for slot, labels in mapping.labels.items() for label in labels}


def _tell(layout: Layout, sheet: Sheet, place: str, reason: str) -> None:
    layout.unread.append(Unread(place=sheet.place(place), reason=reason))


def lacking(sheet: Sheet, mapping: Mapping) -> str:
    """What the best row lacks to be the header row of a mapping."""
    slots = _keys(mapping)
    rows = [
        Counter(slots.get(name_key(label)) for label in head.labels if label)
        for head in headers(sheet, HEAD_ROWS)
    ]
    best = max(rows, key=lambda row: len(row.keys() - {None}), default=Counter())
    found = {slot for slot, count in best.items() if slot and count == 1}
    found |= mapping.constants.keys()
    groups = [group for group in mapping.needed if not found.intersection(group)]
    wanted = " and ".join(
        f"for {' or '.join(group)} ({', '.join(_labels(group, mapping)) or 'none is named'})"
        for group in groups
    )
    first = ", ".join(text_of(cell) for cell in sheet.rows[0][1] if cell is not None)
    many = [f"{best[slot]} columns mean {slot}" for slot in best if slot and best[slot] > 1]
    said = f"; {'; '.join(many)}" if many else ""
    return f"has no column {wanted}{said}; its first row is {first[:200]}"


def _labels(group: tuple[str, ...], mapping: Mapping) -> list[str]:
    return [repr(label) for slot in group for label in mapping.labels.get(slot, ())][:4]
