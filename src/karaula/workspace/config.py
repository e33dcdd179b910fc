"""``karaula.toml``: what a hub's owner sets. Every fault is told at once, with its key."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from karaula.errors import KaraulaError
from karaula.evidence.source import Handling, Reliability

CONFIG = "karaula.toml"
FORMAT = 1
"""Version of the hub folder; a later one is refused, not misread."""

TEMPLATE = """\
# A Karaula hub. Everything here may be changed; `karaula build` makes anew what depends on it.
format = {format}

# What the hub and its report are called.
name = {name}

# The countries that the report is about: a set of areas by its id. Two reports' "South-Eastern
# Europe" may differ, so the set is named with its source.
region = "SEE.unodc-2024"

# What a source gets where its sidecar (FILE.source.yml) says nothing else.
[sources]
# A (completely reliable) to E (unreliable), F (cannot be judged).
reliability = "F"
# TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED.
handling = "TLP:CLEAR"
"""


class HubError(KaraulaError):
    """A hub folder that cannot be used as it is."""


class SourceDefaults(BaseModel):
    """What a source gets where its sidecar is silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reliability: Reliability = "F"
    handling: Handling = "TLP:CLEAR"


class Config(BaseModel):
    """A hub's configuration. ``region`` is the id of one of the vocabulary's area sets."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    name: str = Field(min_length=1)
    region: str = Field(min_length=1)
    sources: SourceDefaults = SourceDefaults()


def read_config(path: Path) -> Config:
    """Read and check a configuration. Raises :class:`HubError` that names every fault."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise HubError(
            f"there is no {CONFIG}", path.parent, "make a hub with `karaula new DIR`"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(f"the configuration cannot be read ({error})", path) from error
    except tomllib.TOMLDecodeError as error:
        raise HubError(f"the configuration is not TOML: {error}", path) from error
    found = values.get("format", FORMAT)
    if isinstance(found, int) and found > FORMAT:
        problem = f"this hub has format {found}, and this version of Karaula reads up to {FORMAT}"
        raise HubError(problem, path, "upgrade Karaula")
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        faults = "; ".join(_fault(".".join(map(str, e["loc"])), e["msg"]) for e in error.errors())
        raise HubError(faults, path) from None


def _fault(key: str, message: str) -> str:
    if message.startswith("Extra inputs"):
        return f"{key}: there is no such key"
    return f"{key}: {message[0].lower()}{message[1:]}"
