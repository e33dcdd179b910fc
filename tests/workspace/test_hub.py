"""The hub folder: made, found, and refused in one sentence that names every fault."""

from pathlib import Path

import pytest

from karaula.workspace import Hub, HubError
from karaula.workspace.config import TEMPLATE


def test_a_new_hub_opens_and_says_what_may_be_set(tmp_path: Path) -> None:
    hub = Hub.create(tmp_path / "balkan watch")
    assert hub.config.name == "balkan watch"
    assert hub.config.sources.reliability == "F"
    assert hub.sources.is_dir()
    comments = [line for line in TEMPLATE.splitlines() if line.startswith("#")]
    assert len(comments) >= 5


@pytest.mark.parametrize("name", ['the "quoted" one', "back\\slash", "Шкаљари"])
def test_any_folder_name_gives_a_configuration_that_is_read(tmp_path: Path, name: str) -> None:
    assert Hub.create(tmp_path / name).config.name == name


def test_a_folder_with_other_things_is_no_place_for_a_hub(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(HubError, match="not empty"):
        Hub.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_making_a_hub_again_completes_it_and_changes_nothing(tmp_path: Path) -> None:
    Hub.create(tmp_path / "hub")
    config = tmp_path / "hub" / "karaula.toml"
    config.write_text('name = "Mine"\nregion = "SEE.unodc-2024"\n')
    (tmp_path / "hub" / "sources").rmdir()
    with pytest.raises(HubError, match=r"no folder sources/; complete the hub with `karaula new"):
        Hub.open(tmp_path / "hub")
    assert Hub.create(tmp_path / "hub").config.name == "Mine"


def test_the_hub_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    Hub.create(tmp_path / "hub")
    deep = tmp_path / "hub" / "sources" / "a" / "b"
    deep.mkdir(parents=True)
    assert Hub.find(deep).folder == tmp_path / "hub"
    with pytest.raises(HubError, match="lies in no hub"):
        Hub.find(tmp_path)


# what stands in karaula.toml, then what must be told, all of it at once
FAULTS = [
    ("", ["name: field required", "region: field required"]),
    ('name = "x"\nregion = 3\ncolour = "red"', ["region: input should be", "colour: there is no"]),
    ('name = ""\nregion = "A"', ["name: string should have at least 1 character"]),
    (
        'name = "x"\nregion = "A"\n[sources]\nreliability = "G"\nhandling = "RED"\nmore = 1',
        ["sources.reliability: input", "sources.handling: input", "sources.more: there is no"],
    ),
    ('name = "x"\nformat = 2\nnew_key = 1', ["format 2", "upgrade Karaula"]),
    ('name = "x', ["not TOML"]),
]


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_every_fault_of_a_configuration_is_told(tmp_path: Path, text: str, told: list[str]) -> None:
    Hub.create(tmp_path)
    (tmp_path / "karaula.toml").write_text(text)
    with pytest.raises(HubError) as error:
        Hub.open(tmp_path)
    assert str(error.value).startswith(str(tmp_path / "karaula.toml"))
    assert "\n" not in str(error.value)
    for sentence in told:
        assert sentence in str(error.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    Hub.create(tmp_path)
    (tmp_path / "karaula.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HubError, match="cannot be read"):
        Hub.open(tmp_path)


def test_hidden_files_and_sidecars_are_no_sources(tmp_path: Path) -> None:
    hub = Hub.create(tmp_path)
    (hub.sources / ".git").mkdir()
    for name in ("b.md", "a/c.md", ".hidden", ".git/config", "b.md.source.yml"):
        (hub.sources / name).parent.mkdir(exist_ok=True)
        (hub.sources / name).write_text(name)
    assert [hub.name_of(path) for path in hub.paths()] == ["a/c.md", "b.md"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    hub = Hub.create(tmp_path)
    with hub.locked(), pytest.raises(HubError, match="being built or added to"), hub.locked():
        pass
    with hub.locked():
        pass
