"""Write a hub's report into ``out/``."""

from collections.abc import Iterable
from pathlib import Path

from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub


def write_report(hub: Hub, formats: Iterable[str]) -> list[Path]:
    """Compose the report once and write it in every format (``html``, ``pdf``, ``docx``)."""
    from karaula.assess import compose, render_docx, render_html, render_pdf, verify
    from karaula.lake import Lake
    from karaula.lake.files import write_whole
    from karaula.vocabulary import load

    lake = Lake(hub.lake)
    report = compose(lake, hub.config, load(*hub.words.vocabulary))
    verify(report, lake)
    render = {
        "html": lambda: render_html(report).encode(),
        "pdf": lambda: render_pdf(report),
        "docx": lambda: render_docx(report),
    }
    written = []
    for name in formats:
        path = hub.out / f"report.{name}"
        data = render[name]()
        try:
            write_whole(path, data)
        except OSError as error:
            raise HubError(f"the report cannot be written ({error.strerror})", path) from error
        written.append(path)
    return written
