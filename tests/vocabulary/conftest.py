"""The packaged vocabulary, loaded once."""

import pytest

from karaula.vocabulary import Vocabulary, load


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load()
