"""The review page and what it writes: one decision an action, told at once, taken back at will."""

from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from karaula.evidence import Decision
from karaula.hub.block import View
from karaula.hub.building import Building
from karaula.hub.decided import Log, log
from karaula.hub.deciding import decision_of, one_of
from karaula.hub.links import SERVED
from karaula.hub.naming import naming_notes
from karaula.hub.page import Asked, MissingError, UnusableError, page
from karaula.hub.queue import places
from karaula.hub.render import Around, plain
from karaula.hub.safety import LOG_IN, Fields, Gate, within
from karaula.hub.session import Session
from karaula.hub.views.items import items
from karaula.hub.views.review import made_line, review
from karaula.hub.words import text
from karaula.lake import Decisions, DecisionsError

if TYPE_CHECKING:
    from fastapi import APIRouter, Request

    from karaula.hub.desk import Desk

NAME = 60
"""Characters of the name of who decides."""


def routes(desk: "Desk") -> "APIRouter":
    """Everything below ``/review``. All writes pass the gate before they come here."""
    from fastapi import APIRouter, Request, Response
    from fastapi.responses import HTMLResponse, RedirectResponse

    router = APIRouter(include_in_schema=False)
    gate: Gate = desk.gate
    building = Building(desk.hub)
    one_at_a_time = Lock()

    def answer(
        request: Request, template: str, session: Session, status: int = 200, **values: Any
    ) -> HTMLResponse:
        rights = {
            "author": session.author,
            "token": gate.sessions.token(session),
            "may": gate.may_write(request, session),
            "password": gate.password is not None,
            "opens": gate.opens,
            "closed": gate.closed,
            "build": building.state,
        }
        shelf = desk.shelf
        known = page("review")
        made = plain(template, Around.of(shelf), SERVED, known, **rights, **values)
        response = HTMLResponse(made, status, {"Cache-Control": "no-store"})
        gate.give(response, request, session)
        return response

    def back(fields: Fields, anchor: str = "") -> RedirectResponse:
        to = within(one_of(fields, "next"), SERVED.to("review"))
        return RedirectResponse(to + anchor, 303, {"Cache-Control": "no-store"})

    @router.get("/review", response_class=HTMLResponse)
    def show(request: Request) -> Response:
        asked = page("review").asked(request.query_params)
        here = SERVED.to("review") + (f"?{urlencode(asked.values)}" if asked.values else "")
        return shown(request, gate.session(request), asked, here)

    def shown(
        request: Request,
        session: Session,
        asked: Asked,
        here: str,
        fault: str = "",
        given: Fields | None = None,
    ) -> HTMLResponse:
        """The page; with a ``fault`` of what was ``given``, which stays in the form."""
        shelf = desk.shelf
        view = review(shelf, asked, log(shelf))
        said = View(title="", lead=tuple(item.says for item in view.items))
        return answer(
            request, "review.html.j2", session, 400 if fault else 200, view=view, here=here,
            notes=naming_notes(said, shelf.vocabulary), fault=fault,
            given={name: values[-1] for name, values in (given or {}).items()},
        )  # fmt: skip

    @router.get("/review/building", response_class=HTMLResponse)
    def progress(request: Request) -> Response:
        session = gate.session(request)
        return answer(request, "review_building.html.j2", session, ended=building.state.ended)

    @router.post("/review/decide")
    def decide(request: Request) -> Response:
        fields, session = request.state.fields, _named(request)
        shelf = desk.shelf
        try:
            decision = decision_of(shelf, fields, session.author)
        except UnusableError as error:
            subject = one_of(fields, "subject")
            if "text/html" not in request.headers.get("accept", "") or subject in shelf.sources:
                raise
            to = within(one_of(fields, "next"), SERVED.to("review"))
            return shown(request, session, Asked((("item", subject),)), to, str(error), fields)
        with one_at_a_time:
            seen = log(shelf)
            other = _meanwhile(seen, decision, one_of(fields, "after"))
            if other is not None and one_of(fields, "also") != str(other.number):
                if _same(other, decision):
                    return back(fields, "#queue")  # sent twice
                here = items(shelf, places(shelf, [decision.subject]), seen)
                return answer(
                    request, "review_meanwhile.html.j2", session, 409, other=other,
                    line=made_line(shelf, other, seen), item=next(iter(here), None),
                    fields=[(n, v) for n, vs in fields.items() for v in vs
                            if n not in ("token", "also")],
                )  # fmt: skip
            Decisions(desk.hub.decisions).record(decision)
        return back(fields, "#queue")

    @router.post("/review/undo")
    def undo(request: Request) -> Response:
        fields, session = request.state.fields, _named(request)
        number = one_of(fields, "number")
        known = {str(decision.number) for decision in log(desk.shelf).decisions}
        if number not in known:
            raise MissingError("there is no such decision")
        try:
            Decisions(desk.hub.decisions).undo(int(number), session.author)
        except DecisionsError as error:
            raise UnusableError(error.problem) from error
        return back(fields, "#decided")

    @router.post("/review/build")
    def build(request: Request) -> Response:
        _named(request)
        building.start(counting=desk.shelf.row("SELECT 1 AS n FROM hidden LIMIT 1") is None)
        return RedirectResponse("/review/building", 303)

    @router.post("/review/name")
    def name(request: Request) -> Response:
        fields = request.state.fields
        session = gate.sessions.named(request.state.session, _author(fields))
        response = back(fields)
        gate.give(response, request, session)
        return response

    @router.get(LOG_IN, response_class=HTMLResponse)
    def ask(request: Request) -> Response:
        to = within(request.query_params.get("next", ""), SERVED.to("review"))
        return answer(request, "review_login.html.j2", gate.session(request), next=to, fault="")

    @router.post(LOG_IN)
    def log_in(request: Request) -> Response:
        fields = request.state.fields
        if gate.password is None:
            raise MissingError("there is no log-in here")
        address = request.client.host if request.client else ""
        to = within(one_of(fields, "next"), SERVED.to("review"))
        wait = gate.password.wait(address)
        author = _author(fields)
        if wait or not gate.password.is_right(one_of(fields, "password"), address):
            fault = text("review.wait", seconds=int(wait) + 1) if wait else text("review.wrong")
            response: Response = answer(
                request, "review_login.html.j2", request.state.session, 429 if wait else 403,
                next=to, fault=fault,
            )  # fmt: skip
            if wait:
                response.headers["Retry-After"] = str(int(wait) + 1)
            return response
        response = back(fields)
        gate.give(response, request, gate.sessions.new(author, logged_in=True))
        return response

    @router.post("/review/leave")
    def leave(request: Request) -> Response:
        gate.sessions.end(request.state.session)
        response = RedirectResponse(SERVED.to("review"), 303)
        gate.give(response, request, gate.sessions.new())
        return response

    return router


def _meanwhile(seen: Log, decision: Decision, after: str) -> Decision | None:
    """What others decided about the same thing since the page was made, and still stands; or the
    very same decision of the same person."""
    number = int(after) if after.isdecimal() and len(after) < 10 else 0
    since = [d for d in seen.about(decision.subject) if (d.number or 0) > number]
    found = [
        d for d in since if d.undone is None and (d.author != decision.author or _same(d, decision))
    ]
    return found[-1] if found else None


def _same(one: Decision, other: Decision) -> bool:
    parts = ("subject", "verdict", "author", "value", "reason")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


def _named(request: "Request") -> Session:
    session: Session = request.state.session
    if not session.author:
        raise UnusableError(text("review.no_name"))
    return session


def _author(fields: Fields) -> str:
    name = " ".join(one_of(fields, "author").split())
    if not name or len(name) > NAME or not name.isprintable():
        raise UnusableError(f"a name has from 1 to {NAME} characters that can be printed")
    return name
