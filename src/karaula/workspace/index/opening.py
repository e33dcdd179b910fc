"""Open an index: files, the editions of a published index, or what a hub holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.errors import KaraulaError
from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub
from karaula.workspace.index.opened import Opened, QuestionError

if TYPE_CHECKING:
    import pyarrow as pa

    from karaula.measure.index.published import Editions
    from karaula.measure.index.structure import Structure
    from karaula.measure.index.values import Values
    from karaula.vocabulary import Vocabulary

OWN = "indices"
"""Folder of a hub with specifications of its own indices. Their values are a file among the sources
that ``data`` names, or else what the sources state."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be opened. Without ``data`` and ``structure`` it is the hub."""

    data: Path | None = None
    structure: Path | None = None
    index: str | None = None
    """Key of a published index, or name of a specification of the hub, where there are several."""
    period: str | None = None
    """Edition or year; the latest by default."""
    hub: Path | None = None
    denominators: Path | None = None
    sheet: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    """Which column of the values is the unit, name, year, indicator or value."""
    missing: tuple[str, ...] = ()
    """Words that stand for a gap."""
    ignore: tuple[str, ...] = ()
    """Columns to leave aside."""


def open_index(asked: Asked) -> Opened:
    """Open and score what is asked for. Raises :class:`KaraulaError` with what is wrong or missing,
    where, and what to do."""
    from karaula.vocabulary import load

    if asked.structure is not None:
        from karaula.measure.index.specification import read_structure

        structure = read_structure(asked.structure)
        beside = structure.data and asked.structure.parent / structure.data
        data = asked.data or (Path(beside) if beside else None)
        if data is None:
            raise QuestionError(
                "the specification names no values", asked.structure,
                "add --data values.csv, or the entry data: to the specification",
            )  # fmt: skip
        return _own(structure, data, asked, _vocabulary(asked))
    if asked.data is not None:
        for option, given in (("--denominators", asked.denominators), ("--sheet", asked.sheet)):
            if given is not None:
                raise QuestionError(
                    f"{option} is for an index of your own", None, "add --structure"
                )
        vocabulary = _vocabulary(asked)
        return _published(_of_file(asked.data, vocabulary, asked.index), asked, vocabulary,
                          handling=_told(asked.data)[1])  # fmt: skip
    hub = _hub(asked.hub)
    return _of_hub(hub, asked, load(*hub.words.vocabulary))


def _vocabulary(asked: Asked) -> "Vocabulary":
    from karaula.vocabulary import load

    folders = Hub.open(asked.hub).words.vocabulary if asked.hub else ()
    return load(*folders)


def _hub(folder: Path | None) -> Hub:
    if folder is not None:
        return Hub.open(folder)
    try:
        return Hub.find(Path.cwd())
    except HubError as error:
        raise QuestionError(
            "there is nothing to open: no --data is given, and this folder lies in no hub",
            error.place, "add --data FILE, and --structure FILE for an index of your own",
        ) from None  # fmt: skip


def _own(structure: "Structure", data: Path, asked: Asked, vocabulary: "Vocabulary") -> Opened:
    from karaula.measure.index.read import read_values

    def read(year: str | None) -> "Opened":
        values = read_values(
            data, structure, denominators=asked.denominators, columns=asked.columns,
            missing=asked.missing, ignore=asked.ignore, sheet=asked.sheet, year=year,
        )  # fmt: skip
        years = values.years
        if years is None and year is None and asked.period not in (None, values.year):
            return read(asked.period)  # says which years there are
        if years is not None and asked.period is not None and asked.period not in years:
            return read(asked.period)
        title, handling = _told(data)
        name = structure.name or _top(structure) or data.stem
        return _scored(values, structure, asked.period, vocabulary,
                       name=name, source=title, handling=handling)  # fmt: skip

    return read(None)


def _scored(
    values: "Values", structure: "Structure", period: str | None, vocabulary: "Vocabulary", *,
    name: str, source: str, handling: str,
) -> Opened:  # fmt: skip
    from karaula.measure.index.panel import at_year
    from karaula.measure.index.scoring import score

    index = score(values, structure)
    years = index.values.years
    return Opened(
        index=index, name=name, vocabulary=vocabulary, source=source, handling=handling,
        period=period or (max(years) if years else values.year or ""),
        editions={year: at_year(index, year) for year in years or ()},
    )  # fmt: skip


def _top(structure: "Structure") -> str | None:
    """What the only top is called, if it has a name."""
    return structure.elements[structure.tops[0]].name if len(structure.tops) == 1 else None


def _of_file(path: Path, vocabulary: "Vocabulary", key: str | None) -> "Editions":
    from karaula.measure.index.published import EditionError, read_editions
    from karaula.read.errors import ReadError, UnknownTableError

    if not path.exists():
        raise ReadError("there is no such file", path, "check the name")
    try:
        return read_editions(path, vocabulary, index=key)
    except UnknownTableError as error:
        raise QuestionError(
            "it is no table of a published index", path,
            "add --structure FILE, which says what your index is made of",
        ) from error  # fmt: skip
    except EditionError as error:
        if key is not None or "several" in error.problem:
            raise QuestionError(
                error.problem, path, error.remedy and _option(error.remedy)
            ) from None
        raise


def _option(remedy: str) -> str:
    return "name one with --index" if remedy == "name one" else remedy


def _published(
    editions: "Editions", asked: Asked, vocabulary: "Vocabulary", *, handling: str
) -> Opened:
    from karaula.measure.index.published import edition

    index = edition(editions, asked.period)
    period = asked.period or max(editions)
    key, about = next(
        (key, about) for key, about in vocabulary.indices.items()
        if about.name == index.original.name and asked.index in (None, key)
    )  # fmt: skip
    return Opened(
        index=index, name=about.name, vocabulary=vocabulary, kind="edition", period=period,
        source=", ".join(part for part in (about.publisher, about.name, about.url) if part),
        editions=editions, handling=handling, key=key,
    )  # fmt: skip


def indices_of(folder: Path) -> dict[str, Path]:
    """Specifications of a hub's own indices by their names."""
    return {path.stem: path for path in sorted((folder / OWN).glob("*.yml"))}


def _of_hub(hub: Hub, asked: Asked, vocabulary: "Vocabulary") -> Opened:
    from karaula.measure.index.faults import unknown
    from karaula.workspace.builder import is_current

    own = indices_of(hub.folder)
    known = [*own, *vocabulary.indices]
    if asked.index is not None and asked.index not in known:
        raise QuestionError(unknown("index", asked.index, known), hub.folder)
    if asked.index in own:
        return _of_specification(hub, own[asked.index], asked, vocabulary)
    try:
        editions, handling = _of_claims(_of_lake(hub), asked.index, vocabulary, hub.folder)
    except KaraulaError:
        if asked.index is None and len(own) == 1:
            return _of_specification(hub, next(iter(own.values())), asked, vocabulary)
        if asked.index is None and own:
            raise QuestionError(
                f"there are several indices: {', '.join(own)}", hub.folder,
                "name one with --index",
            ) from None  # fmt: skip
        raise
    if own and asked.index is None:
        key = _published(editions, asked, vocabulary, handling=handling).key
        raise QuestionError(
            f"there are several indices: {', '.join((str(key), *own))}", hub.folder,
            "name one with --index",
        )  # fmt: skip
    opened = _published(editions, asked, vocabulary, handling=handling)
    return replace(opened, stale=not is_current(hub))


def _of_specification(hub: Hub, path: Path, asked: Asked, vocabulary: "Vocabulary") -> Opened:
    from karaula.measure.index.specification import read_structure
    from karaula.workspace.builder import is_current

    structure = read_structure(path)
    if structure.data is None:
        from karaula.lake import Lake

        stated = _of_lake(hub)
        called = {key: one.publisher or one.title for key, one in Lake(hub.lake).sources().items()}
        opened = open_stated(path, structure, stated, called, vocabulary, asked.period)
        return replace(opened, stale=not is_current(hub))
    data = (hub.sources / structure.data).resolve()
    if not data.is_relative_to(hub.sources.resolve()) or not data.is_file():
        raise QuestionError(
            f"there is no {structure.data} among the sources", path, "add it with `karaula add`"
        )
    return _own(structure, hub.sources / structure.data, asked, vocabulary)


def open_stated(
    path: Path, structure: "Structure", observations: "pa.Table", called: Mapping[str, str],
    vocabulary: "Vocabulary", period: str | None = None,
) -> Opened:  # fmt: skip
    """An index of a hub's own, specified in ``path``, whose values are what its sources state.

    ``called`` says what sources are called in charts, by their ids. Raises :class:`QuestionError`
    for a period of which nothing is stated, ``ValuesError`` where nothing is stated at all.
    """
    from karaula.measure.index.claimed import claimed_values
    from karaula.measure.index.faults import unknown

    values, used = claimed_values(observations, structure, str(path))
    if period is not None and period not in (values.years or ()):
        raise QuestionError(unknown("year", period, values.years or ()), path)
    areas = vocabulary.areas
    names = {unit: areas[unit].name for unit in values.units if unit in areas}
    sources = sorted({called[one] for one in used["source_id"].unique().to_pylist()})
    return _scored(
        replace(values, names=names), structure, period, vocabulary,
        name=structure.name or _top(structure) or path.stem, source=", ".join(sources),
        handling=strictest(used["handling"].unique().to_pylist(), vocabulary),
    )  # fmt: skip


def _of_lake(hub: Hub) -> "pa.Table":
    from karaula.lake import Lake
    from karaula.workspace.builder import is_built
    from karaula.workspace.stages import claims_in_order

    if not is_built(hub):
        raise HubError("the hub is not built", hub.folder, "run `karaula build`")
    return claims_in_order(Lake(hub.lake), "observation")


def open_claims(
    observations: "pa.Table", vocabulary: "Vocabulary", asked: Asked, place: Path
) -> Opened:
    """A published index from some claims of kind ``observation``, as those who may see no others
    open it. Raises :class:`QuestionError` where they hold none."""
    editions, handling = _of_claims(observations, asked.index, vocabulary, place)
    return _published(editions, asked, vocabulary, handling=handling)


def _of_claims(
    observations: "pa.Table", key: str | None, vocabulary: "Vocabulary", place: Path
) -> tuple["Editions", str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    from karaula.evidence.table import schema
    from karaula.measure.index.published import EditionError, published_editions

    table = observations.select(schema("observation").names)
    try:
        editions = published_editions(table, vocabulary, index=key, place=str(place))
    except EditionError as error:
        remedy = error.remedy and _option(error.remedy)
        raise QuestionError(error.problem, place, remedy) from None
    used = {code for index in editions.values() for code in index.original.elements}
    own = table.filter(pc.is_in(table["indicator"], pa.array(sorted(used), pa.string())))
    return editions, strictest(own["handling"].unique().to_pylist(), vocabulary)


def strictest(labels: list[str], vocabulary: "Vocabulary") -> str:
    """The strictest handling label of some; one that the scale does not know is stricter still."""
    order = {g.name: g.order for g in vocabulary.grades.values() if g.scale == "handling"}
    return max(sorted(labels), key=lambda label: order.get(label, len(order) + 1))


def _told(path: Path) -> tuple[str, str]:
    """Title and handling label of a file, by its sidecar if it has one."""
    from karaula.read.sidecar import load_sidecar

    told = load_sidecar(path) or {}
    parts = [str(part) for part in (told.get("publisher"), told.get("title")) if part]
    return ", ".join(parts) or path.name, str(told.get("handling") or "TLP:CLEAR")
