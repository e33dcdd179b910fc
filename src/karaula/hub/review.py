"""The review page and what it writes: one decision an action, told at once, taken back at will."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

    from karaula.hub.serve import Desk


def routes(_desk: "Desk") -> "APIRouter":
    """Everything below ``/review``."""
    from fastapi import APIRouter

    return APIRouter(include_in_schema=False)
