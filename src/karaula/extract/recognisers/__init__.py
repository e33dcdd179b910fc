"""Names and things in text: word lists and finds in YAML files, one file for each label."""

from karaula.extract.recognisers.engine import Found, Recognisers
from karaula.extract.recognisers.grammar import RecogniserError

__all__ = ["Found", "RecogniserError", "Recognisers"]
