"""Seizures in their final form: counted once, doubted, and set beside national totals."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from karaula.evidence import Decision
from karaula.measure.seizures.duplicates import repeats
from karaula.measure.seizures.reported import compared, national_totals, spread
from karaula.measure.seizures.suspects import suspects
from karaula.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Once:
    """Tables of ``evidence.seizure``: ``SCHEMA``, ``PAIRS``, ``FLAGS`` and ``TOTALS``; ``counts``
    are the rows at each level of copies."""

    seizures: pa.Table
    pairs: pa.Table
    flags: pa.Table
    totals: pa.Table
    counts: dict[str, int]


def counted_once(
    seizures: pa.Table,
    observations: pa.Table,
    vocabulary: Vocabulary,
    decisions: Iterable[Decision] = (),
) -> Once:
    """Find repeats and suspects in ``seizures``, after people's ``decisions``, and compare them
    with the national totals among ``observations`` (claims of that kind)."""
    national = national_totals(observations, vocabulary)
    found = repeats(seizures, decisions)
    doubted = suspects(found.seizures, vocabulary, found.pairs, spread(national, vocabulary))
    return Once(
        doubted.seizures,
        found.pairs,
        doubted.evidence,
        compared(doubted.seizures, national, vocabulary),
        found.counts(),
    )
