"""Tables read through a mapping: a file that says which column holds what, and how it is written.

The mapping of a published data set comes with Karaula (``ids.yml``); that of anybody's own table is
drafted by ``karaula add`` and lies beside the table (``table.csv.mapping.yml``).
"""

from pathlib import Path

from karaula.read.connectors.mapped.connector import MappedConnector
from karaula.read.connectors.mapped.drafting import Draft, draft_rows
from karaula.read.connectors.mapped.mapping import MAPPING, Mapping, load_mapping, mapping_beside
from karaula.read.connectors.mapped.wide import draft_wide
from karaula.vocabulary import Vocabulary

__all__ = [
    "MAPPING",
    "Draft",
    "MappedConnector",
    "Mapping",
    "draft",
    "load_mapping",
    "mapping_beside",
]


def draft(path: Path, vocabulary: Vocabulary) -> Draft | None:
    """What a mapping of a table could say, or ``None`` where it looks like none that is known."""
    return draft_rows(path, vocabulary) or draft_wide(path, vocabulary)
