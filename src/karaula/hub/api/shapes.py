"""Shapes of what the API answers: rows as the lake's schemas have them, in an envelope that says
which build of the lake they come from."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import pyarrow as pa
from pydantic import BaseModel, TypeAdapter
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

MOST = 1_000
"""Rows of one answer."""


class Problem(TypedDict):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class FigureShape(TypedDict):
    """A figure with its interval and where it comes from; ``evidence`` is an address of the hub."""

    value: float | None
    low: float | None
    high: float | None
    level: float | None
    unit: str
    text: str
    state: Literal["machine", "reviewed", "disputed"]
    evidence: str


class ColumnShape(TypedDict):
    """A column of a block: its key in the rows, and its head."""

    key: str
    label: str


class EmptyShape(TypedDict):
    """Why a block is empty, and what would fill it."""

    why: str
    fill: str


class BlockShape(TypedDict):
    """A block of a page with all of its rows; a null is a gap."""

    id: str
    title: str
    unit: str
    period: str
    source: str
    coverage: str
    notes: list[str]
    empty: EmptyShape | None
    columns: list[ColumnShape]
    rows: list[dict[str, FigureShape | int | float | str | None]]


class BlockAnswer(BaseModel):
    """One block of a page."""

    version: str
    page: str
    asked: dict[str, str]
    block: BlockShape


class PageAnswer(BaseModel):
    """All blocks of a page."""

    version: str
    page: str
    asked: dict[str, str]
    title: str
    under: str
    lead: list[str]
    notes: list[str]
    blocks: list[BlockShape]


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    """What checks values against a shape, and writes them."""
    return TypeAdapter(shape)


def written(shape: Any, values: Mapping[str, Any]) -> bytes:
    """Values as JSON, of exactly this shape. Raises ``ValidationError`` where they are not."""
    known = adapter(shape)
    return known.dump_json(known.validate_python(values)) + b"\n"


def row_shape(
    name: str,
    about: str,
    schema: pa.Schema,
    *,
    needs: Sequence[str] = (),
    leaves: Sequence[str] = (),
    adds: Mapping[str, Any] | None = None,
) -> Any:
    """The shape of a table's rows: every column, null where it may be, without what it
    ``leaves`` out, with what it ``adds``. ``needs`` are never null."""
    fields = {
        field.name: _type(name, field) if field.name in needs else _type(name, field) | None
        for field in schema
        if field.name not in leaves
    }
    return _named(name, about, {**fields, **(adds or {})})


def list_shape(name: str, row: Any) -> Any:
    """Rows in their envelope."""
    fields = {"version": str, "total": int, "after": str | None, "data": list[row]}
    about = "Rows; `total` counts all that fit, and `after` asks for the next ones."
    return _named(f"{name}List", about, fields)


def one_shape(name: str, row: Any) -> Any:
    """One row in its envelope."""
    return _named(f"{name}Answer", "One entry.", {"version": str, "data": row})


def _named(name: str, about: str, fields: Mapping[str, Any]) -> Any:
    made = TypedDict(name, dict(fields))  # type: ignore[misc]  # noqa: UP013
    made.__doc__ = about
    return made


def _type(name: str, field: pa.Field) -> Any:
    kind = field.type
    if pa.types.is_list(kind):
        return list[_type(f"{name}{field.name.title()}", kind.value_field)]  # type: ignore[misc]
    if pa.types.is_struct(kind):
        inner = f"{name}{field.name.title()}" if field.name not in ("item", "element") else name
        return _named(inner, "", {part.name: _type(inner, part) | None for part in kind})
    return _PLAIN[str(kind)]


def _plain() -> dict[str, Any]:
    from datetime import date

    return {"string": str, "int64": int, "double": float, "bool": bool, "date32[day]": date}


_PLAIN = _plain()
