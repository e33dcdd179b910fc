"""A step of the chain, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One verb and how it was set."""

    verb: str
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """The step in words: ``normalise (method min_max, low 0, high 100)``."""
        told = ", ".join(f"{name} {_word(value)}" for name, value in self.settings.items())
        return f"{self.verb} ({told})" if told else self.verb


def _word(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_word(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_word, value)) + "]"
    return str(getattr(value, "__name__", value))
