"""The report to read and to download, made of what the reader may see."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from karaula.hub.page import MissingError
from karaula.hub.views.report import FORMATS, composed

if TYPE_CHECKING:
    from fastapi import APIRouter

    from karaula.hub.desk import Desk
    from karaula.hub.shelf import Shelf

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)


def routes(desk: "Desk") -> "APIRouter":
    """``/report/report.html``, ``.pdf`` and ``.docx``."""
    from fastapi import APIRouter, Request, Response

    router = APIRouter(include_in_schema=False)

    @router.get("/report/report.{ending}")
    def download(request: Request, ending: str) -> Response:
        if ending not in FORMATS:
            raise MissingError("there is no report in this form", None, "ask for html, pdf or docx")
        answer = desk.answer(
            request, f"report {ending}", MEDIA[ending], lambda shelf: rendered(shelf, ending)
        )
        if ending == "html":
            # A document of its own: its style stands in it, and nothing else may.
            answer.headers["Content-Security-Policy"] = policy(bytes(answer.body))
        else:
            answer.headers["Content-Disposition"] = f'attachment; filename="report.{ending}"'
        return answer

    return router


def rendered(shelf: "Shelf", ending: str) -> bytes:
    """The report in a format."""
    from karaula.workspace.report import rendered

    return rendered(shelf.hub, composed(shelf), ending)


def policy(body: bytes) -> str:
    """What a report may load: the styles that stand in it, by their hashes, and nothing more."""
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(style).digest()).decode()}'" for style in _STYLE.findall(body)
    )
    return (
        f"default-src 'none'; style-src {hashes or repr('none')}; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
