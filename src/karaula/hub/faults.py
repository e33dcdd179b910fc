"""What the server says of what goes wrong: one shape for programs, one page for people."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from karaula.errors import KaraulaError
from karaula.hub import safety
from karaula.hub.links import SERVED
from karaula.hub.page import MissingError, UnusableError
from karaula.hub.render import Around, plain
from karaula.hub.shelf import UnreadyError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from karaula.hub.desk import Desk


def problem(status: int, title: str, detail: str) -> dict[str, Any]:
    """The one shape of an error (RFC 9457)."""
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}


def answer_faults(app: "FastAPI", desk: "Desk") -> None:
    """Answer every fault of an application in these shapes."""
    from fastapi import Request, Response
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import HTMLResponse, JSONResponse
    from starlette.exceptions import HTTPException

    titles = {400: "Cannot be answered", 403: "Not allowed", 404: "Not found",
              405: "Not so", 413: "Too large", 422: "Cannot be answered",
              500: "A fault of Karaula", 503: "Being built"}  # fmt: skip

    def told(
        request: Request, status: int, detail: str, more: Mapping[str, str] | None = None
    ) -> Response:
        title = titles.get(status, "Not so")
        headers = {"Retry-After": "5"} if status == 503 else dict(more or {})
        for_people = "text/html" in request.headers.get("accept", "")
        if for_people and not request.url.path.startswith(("/data/", "/api/", "/static/")):
            around = Around.of(desk.shelf)
            body = plain("error.html.j2", around, SERVED, title=title, detail=detail)
            return HTMLResponse(body, status, headers)
        found = problem(status, title, detail)
        return JSONResponse(found, status, headers, media_type="application/problem+json")

    def known_fault(request: Request, error: Exception) -> Response:
        known = ((MissingError, 404), (UnusableError, 400), (UnreadyError, 503))
        status = next((code for kind, code in known if isinstance(error, kind)), 500)
        if status == 500:
            logging.getLogger("karaula.hub").error("%s: %s", request.url.path, error)
        return told(request, status, _sentence(str(error)))

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = "there is no such page" if error.status_code == 404 else str(error.detail)
        return told(request, error.status_code, _sentence(detail), error.headers)

    def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors()]
        return told(request, 422, _sentence("; ".join(faults)))

    def fault(request: Request, _error: Exception) -> Response:
        # Starlette logs the error itself, and answers outside the guard; a reader sees nothing.
        answer = told(request, 500, "This is a fault of Karaula. What it was stands in its log.")
        answer.headers.update(safety.HEADERS)
        return answer

    app.add_exception_handler(KaraulaError, known_fault)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(Exception, fault)


def _sentence(said: str) -> str:
    said = said.strip()
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "…", "?")) else ".")
