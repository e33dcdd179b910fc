"""Claims that were found against annotated claims, one to one, counted by kind."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks._agreement import COUNTS, Agreement, overlap, several

Line = dict[str, Any]
"""A claim as one line of JSON: doc, kind, quote, start, end, spans, slots."""


@dataclass(slots=True)
class Tally:
    """What became of the claims of one kind."""

    hits: list[tuple[Line, Line]] = field(default_factory=list)
    missed: list[Line] = field(default_factory=list)
    invented: list[Line] = field(default_factory=list)
    again: list[tuple[Line, Line]] = field(default_factory=list)
    """Told twice, or only restating another claim's facts: neither right nor wrong."""

    @property
    def annotated(self) -> int:
        return len(self.hits) + len(self.missed)

    @property
    def precision(self) -> float | None:
        judged = len(self.hits) + len(self.invented)
        return len(self.hits) / judged if judged else None

    @property
    def recall(self) -> float | None:
        return len(self.hits) / self.annotated if self.annotated else None


def read_lines(path: Path) -> list[Line]:
    """The annotated claims of a file. Raises ValueError where a quote is not in its text."""
    lines: list[Line] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = {text.stem: text.read_text("utf-8") for text in path.with_suffix("").glob("*.txt")}
    for line in lines:
        if texts[line["doc"]][line["start"] : line["end"]] != line["quote"]:
            raise ValueError(f"{line['id']}: the quote is not at its place in {line['doc']}.txt")
    return lines


def tally(annotated: list[Line], found: list[Line], agree: Agreement) -> dict[str, Tally]:
    """Counts by kind. Every claim found is a hit, a repetition, or invented."""
    tallies = {kind: Tally() for kind in agree.kinds}
    ours, theirs = _by_doc(annotated), _by_doc(found)
    for doc, kind in sorted(ours.keys() | theirs.keys()):
        if kind in tallies:
            restated = list(_restated(kind, doc, ours))
            _match(ours[doc, kind] + restated, theirs[doc, kind], agree, tallies[kind])
    return tallies


def _by_doc(lines: list[Line]) -> defaultdict[tuple[str, str], list[Line]]:
    grouped: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line["doc"], line["kind"]].append(line)
    return grouped


def _match(annotated: list[Line], found: list[Line], agree: Agreement, to: Tally) -> None:
    needed = [line for line in annotated if not line.get("optional")]
    allowed = [line for line in annotated if line.get("optional")]
    fits = [[j for j, it in enumerate(found) if _same(one, it, agree)] for one in needed]
    taken = _pair(fits)
    for i, one in enumerate(needed):
        if i in taken:
            to.hits.append((one, found[taken[i]]))
        else:
            to.missed.append(one)
    for j, it in enumerate(found):
        if j in taken.values():
            continue
        owners = [needed[i] for i, fit in enumerate(fits) if j in fit]
        owners += [one for one in allowed if _same(one, it, agree)]
        if owners:
            to.again.append((owners[0], it))
        else:
            to.invented.append(it)


def _same(one: Line, it: Line, agree: Agreement) -> bool:
    if one.get("modality") == "denied" != it.get("modality"):
        return False  # the text denies it: told as a fact it is invented
    return overlap(_spans(one), _spans(it)) and agree(one["kind"], one["slots"], it["slots"])


def _spans(line: Line) -> list[tuple[int, int]]:
    return [(a, b) for a, b in line.get("spans") or [(line["start"], line["end"])]]


def _pair(fits: list[list[int]]) -> dict[int, int]:
    """The largest one-to-one pairing, left to right (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(left: int, tried: set[int]) -> bool:
        for right in fits[left]:
            if right not in tried:
                tried.add(right)
                if right not in holder or place(holder[right], tried):
                    holder[right] = left
                    return True
        return False

    for left in range(len(fits)):
        place(left, set())
    return {left: right for right, left in holder.items()}


def _restated(kind: str, doc: str, ours: dict[tuple[str, str], list[Line]]) -> Iterator[Line]:
    """Claims that only say again what a leg or an incident says: roles of its ends, its figures."""
    ends = {
        "origin": ("source", "production"),
        "via": ("transit",),
        "destination": ("destination",),
    }
    for leg in ours.get((doc, "leg"), ()) if kind == "role" else ():
        for slot, roles in ends.items():
            for area in several(leg["slots"].get(slot)):
                for role in roles:
                    slots = {"area": area, "market": leg["slots"]["market"], "role": role}
                    yield leg | {"kind": "role", "slots": slots, "optional": True}
    for incident in ours.get((doc, "incident"), ()) if kind == "observation" else ():
        for value, unit in _figures(incident["slots"]):
            slots = {"value": value, "unit": unit}
            yield incident | {"kind": "observation", "slots": slots, "optional": True}


def _figures(slots: dict[str, Any]) -> Iterator[tuple[float, str]]:
    currency = slots.get("currency", "eur").lower()
    yield from (
        (value, "kg") for value in (*several(slots.get("kg")), *several(slots.get("kg_alt")))
    )
    for slot in ("money", "money_alt"):
        yield from ((value, currency) for value in several(slots.get(slot)))
    for slot in (*COUNTS, "packages", "quantity", "officers", "searches", "victims"):
        yield from ((value, "count") for value in several(slots.get(slot)))
    if "quantity" in slots and "unit" in slots:
        yield slots["quantity"], slots["unit"]
