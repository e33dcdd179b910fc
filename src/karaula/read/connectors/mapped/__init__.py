"""Tables read through a mapping: a file that says which column holds what, and how it is written.

The mapping of a published data set comes with Karaula (``ids.yml``); that of anybody's own table is
drafted by ``karaula add`` and lies beside the table (``table.csv.mapping.yml``).
"""

from karaula.read.connectors.mapped.connector import MappedConnector
from karaula.read.connectors.mapped.draft import Draft, draft
from karaula.read.connectors.mapped.mapping import MAPPING, Mapping, load_mapping, mapping_beside

__all__ = [
    "MAPPING",
    "Draft",
    "MappedConnector",
    "Mapping",
    "draft",
    "load_mapping",
    "mapping_beside",
]
