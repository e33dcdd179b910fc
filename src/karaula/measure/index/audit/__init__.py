"""Audit: published figures of an index held against its structure alone, or against data too.

The relations and the diagnosis are those of :mod:`karaula.check`; the structure is any that the
engine has, and figures come from a table or from the text of a document.
"""

from collections.abc import Mapping
from pathlib import Path

from karaula.evidence.finding import Finding
from karaula.measure.index.audit.doubt import doubted
from karaula.measure.index.audit.given import Data, Editions, editions_of, is_table
from karaula.measure.index.audit.published import PublishedError
from karaula.measure.index.audit.tables import table_board
from karaula.measure.index.structure import Structure
from karaula.measure.index.table import Source
from karaula.vocabulary import Vocabulary, load

__all__ = ["PublishedError", "audit"]


def audit(
    published: Source,
    structure: Structure | Mapping[str, Structure],
    *,
    data: Data = None,
    edition: str | None = None,
    units: int | None = None,
    vocabulary: Vocabulary | None = None,
    columns: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
) -> list[Finding]:
    """Findings about published figures of an index: one a wrong figure, with the likeliest true
    one where a single value fits, and one a group of figures that nothing decides between.

    ``published`` is a table (a file, a mapping, rows, a data frame; wide with columns such as
    ``criminality``, ``criminality_rank``, ``rank_europe``, or long) or a document of any kind.
    ``structure`` is that of the index, or one for each edition by its year. ``data`` are a scored
    index (or one for each edition), its values, or a file of them: with data every figure is held
    against what follows from them, without only against the other figures. ``edition`` names the
    year of a single structure; other years are then left aside. ``units`` is how many units the
    index scores, where that is known. ``columns`` and ``sheet`` are as in ``read_values``.

    Raises :class:`PublishedError` where nothing published is the index's, and reading errors.
    """
    words = load() if vocabulary is None else vocabulary
    structures = structure if isinstance(structure, Mapping) else {edition or "": structure}
    known = Editions(dict(structures), editions_of(data, structures, words), edition, units)
    if isinstance(published, (str, Path)) and not is_table(Path(published)):
        from karaula.measure.index.audit.documents import document_board

        return doubted(document_board(Path(published), known, words), words)
    return doubted(table_board(published, known, words, columns=columns, sheet=sheet), words)
