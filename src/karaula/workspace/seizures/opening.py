"""Open seizures: what a hub holds, or tables without a hub."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub
from karaula.workspace.seizures.opened import Opened, QuestionError

if TYPE_CHECKING:
    from karaula.evidence import Source
    from karaula.vocabulary import Vocabulary


def open_seizures(hub: "Hub | Path | None" = None, *, data: Sequence[Path] = ()) -> Opened:
    """Open the seizures of a hub (the one that this folder lies in by default), or of ``data``:
    tables of seizures or documents, without a hub, or with the words of one.

    Raises :class:`~karaula.errors.KaraulaError` where the hub is none or not built, or where a file
    cannot be read.
    """
    if data:
        return _of_files(data, None if hub is None else _hub(hub))
    return _of_hub(_hub(hub))


def _hub(given: "Hub | Path | None") -> Hub:
    if isinstance(given, Hub):
        return given
    if given is not None:
        return Hub.open(given)
    try:
        return Hub.find(Path.cwd())
    except HubError as error:
        raise QuestionError(
            "there is nothing to open: no --data is given, and this folder lies in no hub",
            error.place, "name a hub with --hub, or a table of seizures with --data",
        ) from None  # fmt: skip


def _of_hub(hub: Hub) -> Opened:
    from karaula.lake import Lake
    from karaula.vocabulary import load
    from karaula.workspace.builder import is_built, is_current

    if not is_built(hub):
        raise HubError("the hub is not built", hub.folder, "run `karaula build`")
    lake = Lake(hub.lake)
    seizures = lake.table("seizures")
    vocabulary = load(*hub.words.vocabulary)
    ids = seizures.select("source_id").distinct().order_by("source_id").to_pyarrow()
    known = lake.sources()
    sources = [known[key] for key in ids["source_id"].to_pylist()]
    return Opened(
        seizures=seizures, pairs=lake.table("seizure_pairs"), flags=lake.table("seizure_flags"),
        totals=lake.table("seizure_totals"), vocabulary=vocabulary, place=hub.folder,
        source=named(sources), handling=handling(sources, vocabulary),
        stale=not is_current(hub), region=hub.config.region,
        documents={one.source_id: one.doc for one in sources},
    )  # fmt: skip


def _of_files(paths: Sequence[Path], hub: Hub | None) -> Opened:
    import ibis
    import pyarrow as pa

    from karaula.evidence.table import schema
    from karaula.lake.write import unique_claims
    from karaula.measure.seizures import seizures
    from karaula.measure.seizures.once import counted_once
    from karaula.vocabulary import load
    from karaula.workspace.hub import Words
    from karaula.workspace.single import make_files

    words = hub.words if hub else Words()
    vocabulary = load(*words.vocabulary)
    made = list(make_files(paths, words))
    for one in made:
        if one.unusable:
            remedy = "describe its columns in a mapping beside it; `karaula add` drafts one"
            raise QuestionError(one.unusable, None, remedy if one.passed_over else None)
    tables = {
        kind: pa.concat_tables(
            [schema(kind).empty_table(),
             *(unique_claims(kind, one.tables.claims.get(kind)) for one in made)]
        )
        for kind in ("incident", "observation")
    }  # fmt: skip
    once = counted_once(
        seizures(tables["incident"], vocabulary), tables["observation"], vocabulary
    )  # fmt: skip
    if not once.seizures.num_rows:
        raise QuestionError("no seizure of drugs is told there", paths[0])
    engine = ibis.duckdb.connect()
    made_of = {
        name: engine.create_table(name, getattr(once, name), temp=True)
        for name in ("seizures", "pairs", "flags", "totals")
    }
    sources = [one.tables.source for one in made]
    return Opened(
        **made_of, vocabulary=vocabulary, place=paths[0], source=named(sources),
        handling=handling(sources, vocabulary), region=hub.config.region if hub else None,
        documents={one.source_id: one.doc for one in sources},
    )  # fmt: skip


def named(sources: "Iterable[Source]", most: int = 3) -> str:
    """Sources in words, for charts."""
    told = dict.fromkeys(
        ", ".join(dict.fromkeys(filter(None, (one.publisher, one.title or one.doc))))
        for one in sources
    )
    shown = list(told)[:most]
    more = f" and {len(told) - most} more" if len(told) > most else ""
    return "; ".join(shown) + more if shown else "no source tells a seizure"


def handling(sources: "Iterable[Source]", vocabulary: "Vocabulary") -> str:
    """The strictest handling label of some sources."""
    from karaula.workspace.index.opening import strictest

    labels: list[str] = sorted({one.handling for one in sources})
    return strictest(labels or ["TLP:CLEAR"], vocabulary)
