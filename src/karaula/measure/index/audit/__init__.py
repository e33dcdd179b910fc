"""Audit: published figures of an index held against its structure alone, or against data too.

The relations and the diagnosis are those of :mod:`karaula.check`; here figures come from a table,
and the structure is any that the engine has.
"""

from collections.abc import Mapping
from pathlib import Path

from karaula.check.board import Board
from karaula.check.diagnose import wrong_claims
from karaula.check.index import diagnoses, findings
from karaula.check.rule import load_rules
from karaula.evidence.finding import Finding
from karaula.measure.index.audit.arithmetic import arithmetic
from karaula.measure.index.audit.ground import INDEX, TableGround, state
from karaula.measure.index.audit.published import Codes, PublishedError, read_published
from karaula.measure.index.audit.truth import Truth
from karaula.measure.index.chain import Index
from karaula.measure.index.structure import Structure
from karaula.measure.index.table import Source
from karaula.vocabulary import Vocabulary, load

__all__ = ["PublishedError", "audit"]


def audit(
    published: Source,
    structure: Structure | Mapping[str, Structure],
    *,
    data: Index | Mapping[str, Index] | None = None,
    units: int | None = None,
    vocabulary: Vocabulary | None = None,
    columns: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
) -> list[Finding]:
    """Findings about published figures of an index: one a wrong figure, with the likeliest true
    one where a single value fits, or one a group of figures that nothing decides between.

    ``published`` is a table, or a document of any kind. ``structure`` is that of the index, or one
    for each edition by its year. ``data`` is the scored index (or one for each edition): with it
    every figure is held against what follows from the data, without it only against the other
    figures. ``units`` is how many units the index scores, where that is known; ``columns`` and
    ``sheet`` are as in ``read_values``.

    Raises :class:`PublishedError` where nothing in the table is the index's.
    """
    words = load() if vocabulary is None else vocabulary
    structures = dict(structure) if isinstance(structure, Mapping) else {"": structure}
    truths = {"": data} if isinstance(data, Index) else dict(data or {})
    codes = Codes(words)
    known = Truth.of(truths, codes)
    table = read_published(
        published, list(structures.values()), codes, columns=columns, sheet=sheet
    )
    editions = {entry.edition: _edition(entry.edition, structures) for entry in table.entries}
    arithmetics = {name: arithmetic(one, units) for name, one in structures.items()}
    decimals = max(one.decimals for one in structures.values())
    stated = state(table, editions, decimals, {})
    known.places = stated.places
    names = {
        code: element.name for one in structures.values() for code, element in one.elements.items()
    }
    ground = TableGround({INDEX: arithmetics}, known, words, names, table)
    board = Board(ground, stated.statements)
    checks = load_rules()
    found = diagnoses(board, checks)
    _ = wrong_claims, Path
    return list(findings(board, checks, found))


def _edition(year: str, structures: Mapping[str, Structure]) -> str:
    """The edition that figures of a year are of: the latest not after it, or the only one."""
    if len(structures) == 1:
        return next(iter(structures))
    fitting = [name for name in structures if name <= year]
    if not year or not fitting:
        raise PublishedError(
            f"nothing says which edition figures{f' of {year}' if year else ''} are of",
            remedy=f"give the structure of one edition; there are {', '.join(structures)}",
        )
    return max(fitting)
