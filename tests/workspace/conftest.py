"""A small hub of texts of our own, and how to compare two lakes."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from karaula.workspace import Hub

TEXTS = {
    "albania.md": "# Albania\n\nIn 2021 Albania had a criminality score of 5.63.\n",
    "notes/serbia.md": "# Serbia\n\nIn 2021 Serbia had a criminality score of 6.21.\n",
    "scores.csv": "area,indicator,period,value,unit\nALB,criminality,2021,5.63,score\n",
}


def write_sources(hub: Hub, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = hub.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def lake_bytes(hub: Hub) -> dict[str, str]:
    """Hash of every file of a lake by its path."""
    return {
        path.relative_to(hub.lake).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(hub.lake.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def new_hub(tmp_path: Path) -> Callable[..., Hub]:
    """Make a hub of texts under a name: ``new_hub("a", {"x.md": "…"})``."""

    def make(name: str = "hub", texts: dict[str, str] = TEXTS) -> Hub:
        hub = Hub.create(tmp_path / name)
        config = (hub.folder / "karaula.toml").read_text(encoding="utf-8")
        named = config.replace(f'name = "{name}"', 'name = "Test"')
        (hub.folder / "karaula.toml").write_text(named, encoding="utf-8")
        write_sources(hub, texts)
        return Hub.open(hub.folder)

    return make
