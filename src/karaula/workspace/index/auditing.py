"""Do somebody's published figures follow from the structure of an index, and from its data?"""

from pathlib import Path
from typing import TYPE_CHECKING

from karaula.measure.index.faults import unknown
from karaula.workspace.hub import Hub
from karaula.workspace.index.opened import QuestionError
from karaula.workspace.index.opening import Asked, open_index

if TYPE_CHECKING:
    from karaula.evidence.finding import Finding
    from karaula.measure.index.structure import Structure
    from karaula.vocabulary import Vocabulary


def auditing(published: Path, asked: Asked) -> "list[Finding]":
    """Findings about a table or document of published figures.

    With ``data`` (or a hub) figures are held against what follows from the data, else only against
    each other, by the ``structure`` or by that of a published index.
    """
    from karaula.measure.index.audit import audit
    from karaula.measure.index.specification import read_structure
    from karaula.vocabulary import load

    if asked.data is not None or (asked.hub is not None and asked.structure is None):
        opened = open_index(asked)
        truths = opened.editions or {opened.period: opened.index}
        if asked.period is not None:
            truths = {asked.period: opened.now}
        return audit(
            published, {year: index.original for year, index in truths.items()}, data=truths,
            vocabulary=opened.vocabulary, columns=asked.columns or None, sheet=asked.sheet,
        )  # fmt: skip
    folders = Hub.open(asked.hub).words.vocabulary if asked.hub else ()
    vocabulary = load(*folders)
    if asked.structure is not None:
        structures = {asked.period or "": read_structure(asked.structure)}
    else:
        structures = _known(vocabulary, asked)
    return audit(
        published, structures, vocabulary=vocabulary, columns=asked.columns or None,
        sheet=asked.sheet,
    )  # fmt: skip


def _known(vocabulary: "Vocabulary", asked: Asked) -> "dict[str, Structure]":
    """Structures of the editions of a published index."""
    from karaula.measure.index.structure import Structure

    keys = [asked.index] if asked.index else list(vocabulary.indices)
    if len(keys) != 1:
        raise QuestionError(
            "nothing says of which index these figures are", None,
            f"add --structure FILE, or --index with one of {', '.join(vocabulary.indices)}",
        )  # fmt: skip
    if keys[0] not in vocabulary.indices:
        raise QuestionError(unknown("index", keys[0], vocabulary.indices))
    index = vocabulary.indices[keys[0]]
    names = {code: item.name for code, item in vocabulary.indicators.items()}
    found = {
        year: Structure.of_edition(edition, index, names)
        for year, edition in index.editions.items()
    }
    if asked.period is None:
        return found
    if asked.period not in found:
        raise QuestionError(unknown("edition", asked.period, found))
    return {asked.period: found[asked.period]}
