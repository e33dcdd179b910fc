"""Which footnote a mark in the text means."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from karaula.evidence.document import NoteRef, Unread
from karaula.read.blocks import Block


def link(
    blocks: Sequence[Block],
) -> tuple[dict[int, str], dict[int, tuple[NoteRef, ...]], list[Unread]]:
    """Return labels of notes and note references of blocks, each by the block's place in the list.

    The first note with number 14 is ``fn14``; a second one that has the same number is another
    note, ``fn14-2``. What finds no partner is told in the third part.
    """
    labels: dict[int, str] = {}
    notes: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind == "footnote" and block.number:
            notes[block.number].append(at)
            count = len(notes[block.number])
            labels[at] = f"fn{block.number}" + (f"-{count}" if count > 1 else "")
    marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, block in enumerate(blocks):
        for mark in block.marks:
            marks[mark.number].append((mark.at, at))
    refs: dict[int, list[NoteRef]] = defaultdict(list)
    used: set[int] = set()
    unread: list[Unread] = []
    for number, places in marks.items():
        found = _partners([place for place, _ in places], notes.get(number, []), blocks)
        for (place, owner), note in zip(places, found, strict=True):
            if note is None:
                unread.append(Unread(place=f"characters {place}", reason=f"no note {number}"))
            else:
                used.add(note)
            label = f"fn{number}" if note is None else labels[note]
            refs[owner].append(NoteRef(label=label, at=place))
    unread += [
        Unread(place=f"characters {blocks[at].start}", reason=f"no mark in the text for {label}")
        for at, label in labels.items()
        if at not in used
    ]
    ordered = {at: tuple(sorted(found, key=lambda ref: ref.at)) for at, found in refs.items()}
    return labels, ordered, unread


def _partners(marks: list[int], notes: list[int], blocks: Sequence[Block]) -> list[int | None]:
    """The note of each mark of one number.

    As many marks as notes: in order, which holds for notes at the foot of pages and for notes of
    several chapters gathered at the end. Otherwise the nearest note after the mark, since a note
    stands below its mark; if there is none, the last one before it.
    """
    if not notes:
        return [None] * len(marks)
    if len(marks) == len(notes):
        return list(notes)
    starts = [blocks[note].start for note in notes]
    return [notes[min(bisect_right(starts, mark), len(notes) - 1)] for mark in marks]
