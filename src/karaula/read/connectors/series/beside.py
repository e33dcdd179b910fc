"""What stands beside the values of a table: their bounds, and the parts that they are of."""

from collections.abc import Sequence
from statistics import NormalDist

from karaula.read.connectors.series.facts import Figure, SeriesFacts
from karaula.read.connectors.series.meaning import Fault, Meant, Rows
from karaula.read.connectors.series.values import Value, rounded, values


class Bounds:
    """The bounds beside the values of one figure."""

    def __init__(self, rows: Rows, facts: SeriesFacts, figure: Figure, picked: list[int]) -> None:
        self.facts = facts
        self.rows = rows
        named = (figure.low, figure.high, figure.error)
        self.roles = [role if role in rows.table.columns else None for role in named]
        self.cells = [self._values(role, picked) for role in self.roles]
        self.places = [rows.table.locators(role) if role else [] for role in self.roles]
        self.spread = NormalDist().inv_cdf(0.5 + (figure.level or 0.0) / 2) if figure.error else 0.0

    def _values(self, role: str | None, picked: list[int]) -> list[float | None]:
        if role is None:
            return []
        texts = self.rows.texts(role)
        found: list[float | None] = []
        for row, cell in zip(
            picked,
            values([texts[row] for row in picked], self.facts.missing, self.facts.decimal),
            strict=True,
        ):
            if isinstance(cell, str):
                place = self.rows.table.column_place(role)
                self.rows.refuse(row, Fault(f"{place}: {cell}; the value is read without it"))
            found.append(cell.least if isinstance(cell, Value) and cell.exact else None)
        return found

    def of(
        self, at: int, row: int, cell: Value | None
    ) -> tuple[float | None, float | None, str, str]:
        """Low and high, the words of their cells and the places of these."""
        found = [cells[at] if cells else None for cells in self.cells]
        low, high, error = found
        if error is not None and cell is not None and cell.exact and cell.least is not None:
            low = rounded(cell.least - self.spread * error)
            high = rounded(cell.least + self.spread * error)
        if low is None and high is None:
            return None, None, "", ""
        value = cell.least if cell is not None and cell.exact else None
        outside = value is not None and (
            (low is not None and value < low) or (high is not None and value > high)
        )
        if outside or (low is not None and high is not None and low > high):
            self.rows.refuse(
                row, Fault("the bounds do not hold the value; it is read without them")
            )
            return None, None, "", ""
        used = [role for role, number in zip(self.roles, found, strict=True) if number is not None]
        words = "; ".join(self.rows.texts(role or "")[row] for role in used)
        places = ";".join(
            self.places[place][row] for place, number in enumerate(found) if number is not None
        )
        return low, high, words, places


class Parts:
    """The parts that rows name, each combination made once."""

    def __init__(self, columns: Sequence[list[object]], figure: Figure) -> None:
        self.columns = columns
        self.own = tuple(f"{name}={part}" for name, part in figure.parts.items())
        self.known: dict[tuple[int, ...], tuple[str, ...]] = {}

    def of(self, row: int) -> tuple[str, ...]:
        """``dimension=part``, sorted."""
        found = [column[row] for column in self.columns]
        key = tuple(map(id, found))
        if key not in self.known:
            every = set(self.own)
            for item in found:
                assert isinstance(item, Meant)
                every.update(f"{name}={part}" for name, part in item.parts)
            self.known[key] = tuple(sorted(every))
        return self.known[key]


def within(period: str, years: tuple[int | None, int | None]) -> bool:
    """Whether a period begins within some years."""
    first, last = years
    year = int(period[:4])
    return (first is None or first <= year) and (last is None or year <= last)
