"""Adding: copied once, under a name of its own, with a sidecar; one bad file stops no other."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from karaula.errors import KaraulaError
from karaula.read.sidecar import load_sidecar, source_of
from karaula.workspace import Hub

NewHub = Callable[..., Hub]


@pytest.fixture
def hub(new_hub: NewHub) -> Hub:
    return new_hub("hub", {})


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A folder with files to add."""
    folder = tmp_path / "box"
    (folder / "deep" / ".git").mkdir(parents=True)
    files = {
        "note.md": "# A note\n\nOne.\n",
        "copy of note.md": "# A note\n\nOne.\n",
        "deep/note.md": "# A note\n\nTwo.\n",
        ".hidden.md": "hidden",
        "deep/.git/config": "hidden too",
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def outcomes(hub: Hub, *given: str | Path) -> list[tuple[str, str, str | None]]:
    return [(Path(item.given).name, item.outcome, item.name) for item in hub.add(given)]


def test_a_folder_is_added_with_all_in_it(hub: Hub, box: Path) -> None:
    assert outcomes(hub, box) == [
        (".hidden.md", "skipped", None),
        ("copy of note.md", "added", "copy of note.md"),
        ("note.md", "there", "copy of note.md"),
        ("note.md", "added", "deep/note.md"),
    ]
    assert [hub.name_of(path) for path in hub.paths()] == ["copy of note.md", "deep/note.md"]


def test_adding_again_changes_nothing(hub: Hub, box: Path) -> None:
    hub.add([box])
    before = {path: path.read_bytes() for path in hub.sources.rglob("*") if path.is_file()}
    again = hub.add([box, hub.sources])
    assert {item.outcome for item in again} == {"there", "skipped"}
    assert all("already there as" in (item.why or "") for item in again if item.outcome == "there")
    assert {p: p.read_bytes() for p in hub.sources.rglob("*") if p.is_file()} == before


def test_a_name_with_other_words_gets_a_number(hub: Hub, box: Path) -> None:
    given = [box / "note.md", box / "deep" / "note.md"]
    assert outcomes(hub, *given) == [
        ("note.md", "added", "note.md"),
        ("note.md", "added", "note-2.md"),
    ]
    assert (hub.sources / "note-2.md").read_text().endswith("Two.\n")


def test_each_source_gets_a_sidecar_with_the_defaults_of_the_hub(tmp_path: Path, box: Path) -> None:
    hub = Hub.create(tmp_path / "amber")
    config = hub.folder / "karaula.toml"
    config.write_text(config.read_text().replace('"TLP:CLEAR"', '"TLP:AMBER"', 1))
    hub = Hub.open(hub.folder)
    hub.add([box / "note.md"])
    source = source_of(hub.sources / "note.md")
    assert (source.title, source.handling, source.reliability) == ("A note", "TLP:AMBER", "F")


def test_a_sidecar_that_is_given_comes_along(hub: Hub, box: Path) -> None:
    sidecar = box / "note.md.source.yml"
    sidecar.write_text("publisher: The Observatory\nreliability: B\nurl: https://example.org/n\n")
    hub.add([box])
    told = load_sidecar(hub.sources / "note.md") or load_sidecar(hub.sources / "copy of note.md")
    assert told is not None
    added = hub.add([box / "note.md"])
    assert added[0].outcome == "there"
    (hub.sources / "copy of note.md").unlink()
    hub.add([box / "note.md"])
    told = load_sidecar(hub.sources / "note.md")
    assert told is not None
    assert (told["publisher"], told["reliability"]) == ("The Observatory", "B")


def test_one_bad_file_stops_no_other(hub: Hub, box: Path) -> None:
    os.mkfifo(box / "pipe")
    (box / "broken").symlink_to(box / "nowhere")
    (box / "bad.md").write_text("text")
    (box / "bad.md.source.yml").write_text("reliability: Z\n")
    results = hub.add([box / "gone.pdf", box, box / "pipe"])
    by_name = {Path(item.given).name: item for item in results if item.outcome != "there"}
    assert by_name["gone.pdf"].outcome == "refused"
    assert by_name["bad.md"].outcome == "refused"
    assert "reliability" in (by_name["bad.md"].why or "")
    assert by_name["broken"].outcome == "skipped"
    assert [item.outcome for item in results if item.given.endswith("pipe")] == [
        "skipped",
        "refused",
    ]
    assert (hub.sources / "deep" / "note.md").is_file()
    assert not (hub.sources / "bad.md").exists()


def test_an_address_is_fetched_and_remembered(
    hub: Hub, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(url: str, folder: Path) -> Path:
        if "private" in url:
            raise KaraulaError("the address is private", url, "name a public one")
        path = folder / "page.md"
        path.write_bytes((box / "note.md").read_bytes())
        return path

    monkeypatch.setattr("karaula.read.fetch.fetch", fetch)
    results = hub.add(["https://private.example/", "https://example.org/page"])
    assert [(item.outcome, item.name) for item in results] == [
        ("refused", None),
        ("added", "page.md"),
    ]
    assert "private" in (results[0].why or "")
    told = load_sidecar(hub.sources / "page.md")
    assert told is not None
    assert told["url"] == "https://example.org/page"
    assert told["retrieved"]
