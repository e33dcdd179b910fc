"""How the API answers: JSON of one shape or CSV, kept like pages are; and how it errs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from karaula.hub.api.shapes import Problem, adapter, written
from karaula.hub.data import harmless

if TYPE_CHECKING:
    from fastapi import Request, Response

    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Row, Shelf

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
GEOJSON = "application/geo+json"

_TOLD = {
    400: "What was asked for cannot be answered as it was put",
    404: "There is no such thing, or this reader may not see it",
    422: "A part of the query is unknown, or not of its form",
    503: "The hub is being built: ask again in a moment",
}


def problems() -> dict[int | str, dict[str, Any]]:
    """Errors that any operation may answer with."""
    content = {"application/problem+json": {"schema": adapter(Problem).json_schema()}}
    return {status: {"description": told, "content": content} for status, told in _TOLD.items()}


def or_csv() -> dict[str, Any]:
    """What is also said of an answer that is JSON or CSV."""
    return {"description": "The answer", "content": {"text/csv": {"schema": {"type": "string"}}}}


def answer(
    desk: "Desk",
    request: "Request",
    asked: Mapping[str, Any],
    shape: Any,
    make: "Callable[[Shelf], Mapping[str, Any]]",
    *,
    media: str = JSON,
    csv_of: Callable[[Mapping[str, Any]], str] | None = None,
) -> "Response":
    """Answer with what ``make`` gives, the version of the shelf beside it, as JSON of its shape;
    or as CSV, where ``csv_of`` makes that. What was answered once is kept under the path and what
    was ``asked``."""

    def body(shelf: "Shelf") -> bytes | str:
        found = make(shelf)
        return csv_of(found) if csv_of else written(shape, {"version": shelf.version, **found})

    key = f"{request.url.path} {'csv' if csv_of else 'json'} {sorted(asked.items())!r}"
    return desk.answer(request, key, CSV if csv_of else media, body)


def as_table(columns: Sequence[str], rows: "Iterable[Row]") -> str:
    """Rows as CSV (RFC 4180) that a spreadsheet opens without harm. Lists of words stand in one
    field, with ``; `` between them; what is nested deeper is written as JSON."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_field(row[column]) for column in columns])
    return file.getvalue()


def _field(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case list() if all(isinstance(item, str) for item in value):
            return harmless("; ".join(value))
        case list() | dict():
            return harmless(json.dumps(value, ensure_ascii=False, default=str))
        case _:
            return harmless(str(value))
