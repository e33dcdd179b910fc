"""What a connector's YAML file may say: facts about one data set, checked when it is loaded."""

from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from karaula.errors import KaraulaError
from karaula.evidence.source import Reliability

_MEANT = ("bool", "timestamp")
"""Kinds of values that YAML finds in words; no facts hold any."""

Said = TypeVar("Said", bound=BaseModel)


class Strict(BaseModel):
    """A part of a facts file: what is not foreseen is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Takes(Strict):
    """How a file of this data set is known.

    Its header row has, of each group in ``columns``, one column at least, and where ``labels`` are
    given one of these labels too. A file that calls itself by one of ``words`` is taken even if no
    such row is found, so that the reader is told what is wrong with it.
    """

    sheets: str | None = None
    """Pattern that a sheet's name has to match; its first group is what the name tells."""
    columns: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = {}
    """Columns of which one of the first rows must hold one of these: many tables of one publisher
    have the same header."""
    files: str | None = None
    """Pattern of the file's name, where nothing in the table tells what it holds."""


class Ignored(Strict):
    """What is left out on purpose: labels of columns, with the reason if one likes, and patterns of
    the names of sheets that hold no table (a cover)."""

    columns: tuple[str, ...] | dict[str, str] = ()
    sheets: tuple[str, ...] = ()


class Assertion(Strict):
    """Bounds of a count: below ``min`` the source is refused, above ``max`` a warning is listed."""

    min: int = 0
    max: int | None = None


class Facts(Strict):
    """One data set. Fields of the source (title to reliability) fill what a sidecar leaves open."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    version: int
    """Raise it when the output changes: it is part of every claim's method."""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    origin: str | None = None
    reliability: Reliability = "F"
    credibility: Annotated[int, Field(ge=1, le=6)] = 6
    index: str | None = None
    """For a composite index: its key in the vocabulary. Columns are then indicators of it."""
    takes: Takes
    columns: dict[str, tuple[str, ...]]
    """What each column is for, and the labels that it may bear."""
    indicators: dict[str, tuple[str, ...]] = {}
    """Labels of indicators beyond those that the vocabulary knows."""
    ignored: Ignored = Ignored()
    assertions: dict[str, Assertion] = {}


def load_facts(path: Path) -> Facts:
    """Facts of a YAML file; raises :class:`KaraulaError` that names every fault at once."""
    return read_facts(path, Facts)


class _Words(yaml.CSafeLoader):
    """YAML in which "No" is a word and 2014-06-03 is text, as whoever names columns means them."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in _MEANT]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def says(path: Path, key: str) -> bool:
    """Whether a YAML file has a key, as far as it can be read."""
    try:
        said = yaml.load(path.read_bytes(), Loader=_Words)
    except yaml.YAMLError:
        return False
    return isinstance(said, dict) and key in said


def read_facts(path: Path, model: type[Said]) -> Said:
    """Facts of a YAML file as a model that may know more of them than :class:`Facts`."""
    try:
        return model.model_validate(yaml.load(path.read_bytes(), Loader=_Words))
    except yaml.YAMLError as error:
        raise KaraulaError("is not YAML: " + " ".join(str(error).split()), path) from error
    except ValidationError as error:
        faults = [
            ": ".join(filter(None, [".".join(map(str, fault["loc"])), _said(fault["msg"])]))
            for fault in error.errors()
        ]
        raise KaraulaError("; ".join(faults), path, "mend these fields") from error
