"""Rows of a table that are not read, with their reasons: a file for whoever mends them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from karaula.lake.spool import Spool

_PLACES = 5
"""Places that are named for a reason."""

_REASONS = 1_000
"""Reasons that are listed one by one."""

_SORTED = 100_000
"""Rows that are put in order."""

OTHERS = "other reasons"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not read: its place, why, and its text as it stands."""

    place: str
    reason: str
    text: str


class RefusedRows:
    """Refused rows as they come, however many, in a CSV of place, reason and row."""

    def __init__(self) -> None:
        self.spool: Spool | None = None
        """The file; ``None`` where no row is refused."""
        self.reasons: dict[str, tuple[list[str], int]] = {}
        """For each reason the first places, and how many rows it refuses."""
        self._count = 0

    def add(self, rows: Iterable[Refused]) -> None:
        """Put rows below those that are there."""
        listed = list(rows)
        if not listed:
            return
        new = self.spool is None
        self.spool = self.spool or Spool()
        with self.spool.path.open("a", encoding="utf-8", errors="replace", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if new:
                writer.writerow(["place", "reason", "row"])
            writer.writerows([row.place, row.reason, row.text] for row in listed)
        self._count += len(listed)
        for row in listed:
            known = row.reason in self.reasons or len(self.reasons) < _REASONS
            reason = row.reason if known else OTHERS
            places, count = self.reasons.get(reason, ([], 0))
            more = [row.place] if len(places) < _PLACES else []
            self.reasons[reason] = ([*places, *more], count + 1)

    def sort(self) -> None:
        """Put rows in the order of their places, where they are few enough to be held."""
        if self.spool is None or self._count > _SORTED:
            return
        rows = sorted(self, key=lambda row: _order(row.place))
        self.spool, self.reasons, self._count = None, {}, 0
        self.add(rows)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Refused]:
        if self.spool is not None:
            with self.spool.path.open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                next(rows)
                yield from (Refused(*row) for row in rows)


def _order(place: str) -> tuple[str, int]:
    """``Sheet!row 12`` by its sheet and its number."""
    before, _, number = place.rpartition(" ")
    return before, int(number) if number.isdigit() else 0
