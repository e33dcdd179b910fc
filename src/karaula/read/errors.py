"""The errors of this room."""

from karaula.errors import KaraulaError


class ReadError(KaraulaError):
    """A file that cannot be read; the sentence says why and what to do."""


class UnknownTableError(ReadError):
    """A sound table that no connector knows: it is kept and told, and is no fault of the file."""
