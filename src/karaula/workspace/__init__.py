"""The hub folder: its configuration, its sources, and the build that runs the stages in order."""

from karaula.workspace.add import Added
from karaula.workspace.builder import build, is_built, is_current
from karaula.workspace.config import Config, HubError
from karaula.workspace.hub import Hub
from karaula.workspace.summary import Refused, Step, Summary

__all__ = [
    "Added",
    "Config",
    "Hub",
    "HubError",
    "Refused",
    "Step",
    "Summary",
    "build",
    "is_built",
    "is_current",
]
