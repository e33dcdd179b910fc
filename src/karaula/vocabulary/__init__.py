"""What words mean: areas, substances, markets, units, bodies, indices, scales.

The data are the YAML files in ``data/``; a hub's ``vocabulary/`` folder may add to each.
"""

from karaula.vocabulary.load import (
    Vocabulary,
    VocabularyError,
    load,
    vocabulary_files,
    vocabulary_hash,
    vocabulary_names,
)

__all__ = [
    "Vocabulary",
    "VocabularyError",
    "load",
    "vocabulary_files",
    "vocabulary_hash",
    "vocabulary_names",
]
