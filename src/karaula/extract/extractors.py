"""Which extractors there are: the built-in ones, and those of other packages."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

from karaula.extract.frame import Extractor
from karaula.extract.incidents import Incidents
from karaula.extract.legs import Legs
from karaula.extract.observations.prose import ProseObservations
from karaula.extract.observations.tables import TableObservations
from karaula.extract.relations import Relations
from karaula.extract.responses import Responses
from karaula.extract.roles import Roles

ENTRY_POINTS = "karaula.extractors"


def extractors() -> tuple[Extractor, ...]:
    """The built-in extractors, then those that other packages plug in, by name."""
    return (
        TableObservations(),
        ProseObservations(),
        Roles(),
        Legs(),
        Incidents(),
        Relations("tie"),
        Relations("presence"),
        Responses(),
        *(make() for make in _plugged()),
    )


@cache
def _plugged() -> tuple[Callable[[], Extractor], ...]:
    """Extractors of other packages: to look through what is installed takes as long as to read a
    short text."""
    points = sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)
    return tuple(entry.load() for entry in points)
