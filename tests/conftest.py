"""Fixtures for all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("karaula", deadline=None)
settings.load_profile("karaula")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the public documents and data sets, where it lies beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents and data sets are not beside this checkout")
    return SHARED
