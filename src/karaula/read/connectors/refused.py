"""Rows of a table that are not read, with their reasons: a file for whoever mends them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not read: its place, why, and its text as it stands."""

    place: str
    reason: str
    text: str


def refused_csv(rows: Iterable[Refused]) -> bytes:
    """Refused rows as a table: place, reason, and the row as it stands."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["place", "reason", "row"])
    writer.writerows([row.place, row.reason, row.text] for row in rows)
    return text.getvalue().encode("utf-8", "replace")
