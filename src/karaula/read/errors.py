"""The one error of this room."""

from karaula.errors import KaraulaError


class ReadError(KaraulaError):
    """A file that cannot be read; the sentence says why and what to do."""
