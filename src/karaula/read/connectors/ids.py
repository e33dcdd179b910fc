"""UNODC individual drug seizures: a mapping and no script."""

from pathlib import Path

from karaula.read.connectors.mapped import MappedConnector, load_mapping

CONNECTOR = MappedConnector(load_mapping(Path(__file__).with_suffix(".yml")))
