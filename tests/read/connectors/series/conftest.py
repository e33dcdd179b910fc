"""Small tables of figures, in the layouts of their publishers."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from karaula.evidence import Source, content_id
from karaula.read.connectors import Dataset, find
from karaula.vocabulary import load

Row = dict[str, Any]


class Told:
    """What a connector made of a table."""

    def __init__(self, dataset: Dataset, connector: str) -> None:
        self.dataset, self.connector = dataset, connector
        table = dataset.claims.get("observation")
        self.rows: list[Row] = table.to_pylist() if table is not None else []
        self.unread = [f"{item.place}: {item.reason}" for item in dataset.unread]

    def only(self, **wanted: Any) -> Row:
        """The one observation of these slots."""
        found = self.all(**wanted)
        assert len(found) == 1, found
        return found[0]

    def all(self, **wanted: Any) -> list[Row]:
        """Observations of these slots."""
        return [
            row for row in self.rows if all(row[name] == value for name, value in wanted.items())
        ]

    def tells(self, *words: str) -> bool:
        """Whether one line of what is unread has all of these words."""
        return any(all(word in line for word in words) for line in self.unread)


Tell = Callable[..., Told]


@pytest.fixture
def told(tmp_path: Path) -> Tell:
    """Write a table, find its connector and read it."""

    def read(
        labels: str,
        *rows: Sequence[Any],
        name: str = "table.csv",
        sign: str = ",",
        before: str = "",
    ) -> Told:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(before)
            writer = csv.writer(file, delimiter=sign)
            writer.writerow(labels.split("|"))
            writer.writerows(rows)
        return tell(path)

    return read


def tell(path: Path) -> Told:
    """Read a file by the connector that takes it."""
    connector = find(path)
    assert connector is not None
    source_id, sha256 = content_id(path.read_bytes())
    source = Source(source_id=source_id, sha256=sha256, name=path.name, title=path.name)
    return Told(connector.read(path, source, load()), connector.name)
