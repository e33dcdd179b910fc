"""Documents to passages: one verb, ``read``."""

from karaula.read.errors import ReadError
from karaula.read.reader import READ_METHOD, read

__all__ = ["READ_METHOD", "ReadError", "read"]
