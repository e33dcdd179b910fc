"""What an audit is given: structures and data of editions, and which of them a year means."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from karaula.measure.index.audit.published import PublishedError
from karaula.measure.index.chain import Index
from karaula.measure.index.read import read_values
from karaula.measure.index.scoring import score
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values
from karaula.read.connectors.sheets import Peek
from karaula.vocabulary import Vocabulary

Data = Index | Mapping[str, Index] | Values | str | Path | Any | None
"""A scored index, one for each edition, values, a file or anything that ``read_values`` takes."""

_TABLES = ("", ".csv", ".tsv", ".tab", ".parquet")


def is_table(path: Path) -> bool:
    """Whether a file holds a table and no text."""
    kind = Peek(path).kind
    if kind is None:
        return path.suffix.lower() == ".parquet"
    return kind != "text" or path.suffix.lower() in _TABLES


def editions_of(
    data: Data, structures: Mapping[str, Structure], vocabulary: Vocabulary
) -> dict[str, Index]:
    """Scored editions by their years; the only one of a single structure by its own name."""
    if data is None:
        return {}
    if isinstance(data, Mapping) and data and all(isinstance(x, Index) for x in data.values()):
        return dict(data)
    if isinstance(data, Index):
        years = data.values.years
        return dict.fromkeys(years or structures, data)
    if isinstance(data, (str, Path)) and (found := _workbook(Path(data), vocabulary)):
        return found
    if len(structures) > 1:
        raise PublishedError(
            "data are of one edition, and structures of several are given",
            remedy="give the data of each edition, scored, by its year",
        )
    ((name, structure),) = structures.items()
    values = data if isinstance(data, Values) else read_values(data, structure)
    return dict.fromkeys(values.years or (name,), score(values, structure))


def _workbook(path: Path, vocabulary: Vocabulary) -> dict[str, Index]:
    """Editions of a workbook of a published index; none where the file is no such thing."""
    from karaula.measure.index.published import EditionError, read_editions
    from karaula.read.errors import UnknownTableError

    try:
        return dict(read_editions(path, vocabulary))
    except (EditionError, UnknownTableError):
        return {}


@dataclass(frozen=True)
class Editions:
    """Structures and data by year, and how many units are scored."""

    structures: dict[str, Structure]
    data: dict[str, Index]
    only: str | None = None
    """The year that figures are to be of; others are left aside."""
    units: int | None = None

    def __post_init__(self) -> None:
        if not self.structures:
            raise PublishedError("no structure is given", remedy="give that of the index")
        if self.only is not None and self.only not in self.structures:
            raise PublishedError(
                f"there is no edition {self.only}",
                remedy=f"there are {', '.join(self.structures)}",
            )

    def wanted(self, year: str) -> bool:
        """Whether figures of a year are to be audited."""
        return self.only is None or year in ("", self.only)

    def structure(self, year: str) -> Structure:
        """The structure that figures of a year have: the latest not after it."""
        if len(self.structures) == 1:
            return next(iter(self.structures.values()))
        year = year or self.only or ""
        fitting = [name for name in self.structures if name <= year]
        if not fitting:
            raise PublishedError(
                f"nothing says which edition figures{f' of {year}' if year else ''} are of",
                remedy=f"name one with edition; there are {', '.join(self.structures)}",
            )
        return self.structures[max(fitting)]

    def of_year(self, year: str) -> Index | None:
        """The data of a year, if they are at hand."""
        named = year or self.only or ""
        if named in self.data:
            return self.data[named]
        single = len(self.data) == 1 and (not named or "" in self.data)
        return next(iter(self.data.values())) if single else None
