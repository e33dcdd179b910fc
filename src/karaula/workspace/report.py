"""Write the report of a hub, and know it again: what is printed already is not printed anew."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub
from karaula.workspace.summary import Progress, Step, silent

if TYPE_CHECKING:
    from karaula.assess.report import Report

PRINTED = ".report.json"
"""Beside the reports: of which composition they are, and the hash of each."""


def write_report(hub: Hub, formats: Sequence[str], progress: Progress = silent) -> list[Path]:
    """Compose the report once and write it in every format (``html``, ``pdf``, ``docx``)."""
    from karaula.assess import compose, verify
    from karaula.lake import Lake
    from karaula.lake.files import write_json, write_whole
    from karaula.vocabulary import load

    steps = ("compose it", "check its figures", *formats)

    def at(place: int) -> None:
        progress(Step("report", steps[place], place, len(steps)))

    lake = Lake(hub.lake)
    at(0)
    report = compose(lake, hub.config, load(*hub.words.vocabulary))
    at(1)
    verify(report, lake)
    composition = _composition(report)
    printed = dict(_printed(hub, composition))
    written = []
    for place, name in enumerate(formats, 2):
        at(place)
        path = hub.out / f"report.{name}"
        data = rendered(hub, report, name)
        printed[name] = sha256(data).hexdigest()
        try:
            write_whole(path, data)
            write_json(hub.out / PRINTED, {"composition": composition, "files": printed})
        except OSError as error:
            raise HubError(f"the report cannot be written ({error.strerror})", path) from error
        written.append(path)
    return written


def rendered(hub: Hub, report: "Report", ending: str) -> bytes:
    """A composed report in a format: from its file where that holds this very composition, as this
    version of Karaula prints it, and nobody has changed it since."""
    from karaula.assess import render_docx, render_html, render_pdf

    if known := _printed(hub, _composition(report)).get(ending):
        try:
            data = (hub.out / f"report.{ending}").read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() == known:
            return data
    if ending == "html":
        return render_html(report).encode()
    return render_pdf(report) if ending == "pdf" else render_docx(report)


def _printed(hub: Hub, composition: str) -> dict[str, str]:
    """Hashes of the files that a composition was written to, by their endings."""
    from karaula.lake.files import read_json

    found = read_json(hub.out / PRINTED)
    files = found.get("files")
    return files if found.get("composition") == composition and isinstance(files, dict) else {}


def _composition(report: "Report") -> str:
    """Key of all that the files of a report are made of."""
    import karaula
    from karaula.workspace.keys import code_key, digest, files_key

    templates = sorted((Path(karaula.__file__).parent / "assess" / "templates").iterdir())
    return digest([code_key(), *files_key(templates), repr(report)])
