"""The web hub: pages that are functions of the lake, served or written as files.

``app`` gives the pages of a hub folder as a web application.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from karaula.evidence.source import Handling
    from karaula.workspace import Hub

__all__ = ["app"]


def app(hub: "Hub", level: "Handling" = "TLP:CLEAR") -> "FastAPI":
    """The pages of a hub for readers up to a handling level: see :mod:`karaula.hub.serve`."""
    from karaula.hub.serve import application

    return application(hub, level)
