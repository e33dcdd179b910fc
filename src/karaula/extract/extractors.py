"""Which extractors there are: the built-in ones, and those of other packages."""

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
    plugged = [
        entry.load()()
        for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)
    ]
    return (
        TableObservations(),
        ProseObservations(),
        Roles(),
        Legs(),
        Incidents(),
        Relations("tie"),
        Relations("presence"),
        Responses(),
        *plugged,
    )
