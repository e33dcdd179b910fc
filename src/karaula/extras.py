"""Libraries of the extras: imported when they are needed, named when they are not there."""

from importlib import import_module
from typing import Any

from karaula.errors import KaraulaError


def library(module: str, extra: str) -> Any:
    """An optional module; raises :class:`KaraulaError` that says which extra brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise KaraulaError(
            f"this needs {module.partition('.')[0]}, which is not installed",
            remedy=f'install it with: pip install "karaula[{extra}]"',
        ) from error
