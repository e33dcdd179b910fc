"""Structure and chain of an index from a specification file or a table of elements."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import isnan
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from karaula.measure.index import chain, structure
from karaula.measure.index.cells import column_numbers
from karaula.measure.index.faults import listed, told, unknown
from karaula.measure.index.plain import Document, load_plain
from karaula.measure.index.settings import in_words
from karaula.measure.index.step import Step
from karaula.measure.index.structure import Element, Scale, Structure, StructureError
from karaula.measure.index.table import Column, Source, Table, load_table, usual_names
from karaula.read.bounds import load_bytes
from karaula.read.connectors.sheets import text_of
from karaula.read.decode import decode
from karaula.vocabulary.fold import name_key

_YAML = (".yml", ".yaml")
_TYPES = ("indicator", "aggregate", "group", "denominator")
_NUMBERS = ("weight", "direction", "target", "level")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class _Aggregate(_Entry):
    """What may be said of an aggregate."""

    name: str = ""
    parent: str | None = None
    weight: float = 1.0
    direction: int = 1
    unit: str | None = None
    group: str | None = None


class _Indicator(_Aggregate):
    """What may be said of an indicator."""

    denominator: str | None = None
    target: float | None = None


class _Scale(_Entry):
    low: float
    high: float
    step: Annotated[float, Field(gt=0)]


def _empty(entries: object) -> object:
    """An entry without settings (``lpi:``) is an empty one."""
    if not isinstance(entries, Mapping):
        return entries
    return {str(code): {} if entry is None else entry for code, entry in entries.items()}


class _Specification(_Entry):
    """The whole file."""

    name: str = ""
    data: str | None = None
    decimals: Annotated[int, Field(ge=0, le=15)] = 2
    high_from: float | None = None
    scale: _Scale | None = None
    indicators: Annotated[dict[str, _Indicator], BeforeValidator(_empty)]
    aggregates: Annotated[dict[str, _Aggregate], BeforeValidator(_empty)] = {}
    chain: list[str | dict[str, dict[str, Any] | None]] | None = None


def read_structure(
    source: Source,
    *,
    columns: Mapping[str, str | None] | None = None,
    ignore: Collection[str] = (),
    sheet: str | None = None,
) -> Structure:
    """Structure of an index from YAML (a file or its data), or from a table of elements.

    A table has a row an element and the columns code, parent and, if wanted, name, weight,
    direction, unit, denominator, target, group, level and type; rows of the type group or
    denominator tell of columns of the values and are no elements. ``columns`` says which column
    is which where labels do not, ``ignore`` are columns to leave aside.

    Raises :class:`StructureError` with every fault at once: of the file, of the elements, and of
    the steps of its chain.
    """
    if isinstance(source, (str, Path)) and Path(source).suffix.lower() in _YAML:
        text, _ = decode(load_bytes(Path(source)), place=source)
        return _of_document(load_plain(text, source), str(source))
    if isinstance(source, Mapping) and "indicators" in source:
        return _of_document(Document(source), None)
    return _of_table(load_table(source, sheet), columns or {}, ignore)


def _of_document(document: Document, place: str | None) -> Structure:
    faults = list(document.faults)
    if not isinstance(document.data, Mapping):
        raise StructureError("says nothing of an index", place, "give it indicators and aggregates")
    data = document.data
    try:
        read = _Specification.model_validate(data)
    except ValidationError as error:
        faults += dict.fromkeys(_unfit(error, document))
        # What is sound is looked at too, so that all faults are told at once.
        for fault in error.errors():
            data = _without(data, fault["loc"])
        try:
            read = _Specification.model_validate(data)
        except ValidationError:
            raise StructureError(told(faults), place) from None
    if read.scale is not None and read.scale.low >= read.scale.high:
        faults.append(f"{document.place(('scale',))}: low is not below high; set low below high")
    entries = [*read.indicators.items(), *read.aggregates.items()]
    faults += [
        f"{document.place(('chain', at))}: {listed(item)} in one step; write a step each"
        for at, item in enumerate(read.chain or ())
        if not isinstance(item, str) and len(item) != 1
    ]
    elements = [Element(code=code, **entry.model_dump()) for code, entry in entries]
    faults += _kinds(elements, set(read.indicators))
    steps = None if read.chain is None else tuple(_steps(read.chain))
    scale = None if read.scale is None else Scale(**read.scale.model_dump())
    return _made(
        elements, faults, place, steps, name=read.name, data=read.data, decimals=read.decimals,
        high_from=read.high_from, scale=scale,
    )  # fmt: skip


def _without(data: Any, path: tuple[str | int, ...]) -> Any:
    """Data without what stands at a path; a missing entry takes the one around it along."""
    first, *rest = path
    if isinstance(data, Mapping):
        keys = {str(key): key for key in data}
        if str(first) not in keys:
            return None
        inner = _without(data[keys[str(first)]], tuple(rest)) if rest else None
        kept = {key: item for key, item in data.items() if str(key) != str(first)}
        return kept if inner is None else {**kept, keys[str(first)]: inner}
    if isinstance(data, list) and isinstance(first, int):
        return [item for at, item in enumerate(data) if at != first]
    return None


def _unfit(error: ValidationError, document: Document) -> Iterator[str]:
    models: dict[str, type[BaseModel]] = {
        "indicators": _Indicator, "aggregates": _Aggregate, "scale": _Scale
    }  # fmt: skip
    for fault in error.errors():
        path = fault["loc"]
        if fault["type"] == "extra_forbidden":
            model = models[str(path[0])] if len(path) > 1 else _Specification
            what = unknown("entry", str(path[-1]), model.model_fields)
            yield f"{document.place(path)}: {what}"
        elif path and path[0] == "chain":
            yield f"{document.place(path[:2])}: write a step as its name, or as name: {{settings}}"
        else:
            yield f"{document.place(path)}: {in_words(fault)}"


def _steps(given: Iterable[str | dict[str, dict[str, Any] | None]]) -> Iterator[Step]:
    for item in given:
        named = {item: None} if isinstance(item, str) else item
        for verb, settings in named.items():
            yield Step(verb=verb, settings=MappingProxyType(dict(settings or {})))


def _kinds(elements: Iterable[Element], indicators: Collection[str]) -> Iterator[str]:
    """Indicators that have parts, and aggregates that have none."""
    given = list(elements)
    parents = {element.parent for element in given}
    for element in given:
        if element.code in indicators and element.code in parents:
            yield f"the indicator {element.code} has parts; list it among the aggregates"
        if element.code not in indicators and element.code not in parents:
            yield f"the aggregate {element.code} has no parts; leave it out or give it some"


def _made(
    elements: list[Element],
    faults: list[str],
    place: str | None,
    steps: tuple[Step, ...] | None = None,
    **fields: Any,
) -> Structure:
    """The structure, or every fault of it, of the file and of the chain."""
    by_code = {element.code: element for element in elements}
    faults += [*structure.doubled(elements), *structure.faults(by_code)]
    whole = None if faults else Structure(by_code, place=place, chain=steps, **fields)
    if steps is not None:
        faults += chain.faults(steps, whole)
    if whole is None or faults:
        raise StructureError(told(faults), place)
    return whole


def _of_table(
    table: Table, columns: Mapping[str, str | None], ignore: Collection[str]
) -> Structure:
    role = {name: table.role("structure", name, columns) for name in usual_names()["structure"]}
    code = role["code"]
    if code is None:
        raise StructureError(
            "no column of codes can be told", table.place,
            "name it with columns={'code': ...}; there is "
            + listed(column.label for column in table.columns),
        )  # fmt: skip
    faults = [
        f"{column.place} says nothing that is known of an element; leave it out or ignore it"
        for column in table.columns
        if column not in role.values() and column.label not in ignore
    ]
    numbers = {name: _column_of_numbers(table, role[name], faults) for name in _NUMBERS}
    elements: list[Element] = []
    levels: list[float | None] = []
    kinds: list[str] = []
    for row, cell in enumerate(code.cells):
        where = f"row {table.rows[row]}"
        text = {name: _text(column, row) for name, column in role.items()}
        kind = name_key(text["type"] or "")
        if cell is None:
            faults.append(f"{where}, {code.place}: no code; name it")
        elif kind and kind not in _TYPES:
            faults.append(f"{where}: {unknown('type', kind, _TYPES)}")
        elif kind not in ("group", "denominator"):
            kinds.append(kind)
            levels.append(numbers["level"][row])
            elements.append(
                Element(
                    code=text_of(cell), name=text["name"] or "", parent=text["parent"],
                    weight=_or(numbers["weight"][row], 1.0),
                    direction=int(_or(numbers["direction"][row], 1.0)),
                    unit=text["unit"], denominator=text["denominator"],
                    target=numbers["target"][row], group=text["group"],
                )
            )  # fmt: skip
    if any(kinds):
        named = {e.code for e, kind in zip(elements, kinds, strict=True) if kind == "indicator"}
        faults += _kinds(elements, named)
    whole = _made(elements, faults, table.place)
    wrong = [
        f"level of {element.code} is {level:g}, and {whole.level[element.code]} by its parts; "
        "correct one of them"
        for element, level in zip(elements, levels, strict=True)
        if level is not None and level != whole.level[element.code]
    ]
    if wrong:
        raise StructureError(told(wrong), table.place)
    return whole


def _column_of_numbers(
    table: Table, column: Column | None, faults: list[str]
) -> list[float | None]:
    if column is None:
        return [None] * len(table.rows)
    found, wrong = column_numbers(column, range(len(table.rows)), table.rows, ())
    faults += wrong
    return [None if isnan(number) else number for number in found]


def _text(column: Column | None, row: int) -> str | None:
    return None if column is None else text_of(column.cells[row]) or None


def _or(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else number
