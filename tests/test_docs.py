"""The documents say what the code does: drift of either fails here."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from karaula.evidence import KINDS, Claim, required_slots, slot_names
from karaula.read.sidecar import KEYS
from karaula.workspace.config import Config
from tools import reference

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
TEXTS = [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def section(page: str, title: str) -> str:
    """The part of a page under one heading."""
    match = re.search(rf"(?ms)^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page)
    assert match, f"no section {title!r}"
    return match.group(1)


def first_column(markdown: str) -> list[str]:
    """Code words in the first column of every table."""
    cells = [line.split("|")[1] for line in markdown.splitlines() if line.startswith("|")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def nav_pages(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from nav_pages(item)


def anchors(path: Path) -> set[str]:
    """Anchors of a page's headings, as the site makes them."""
    headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
    plain = [re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings]
    return {re.sub(r"[-\s]+", "-", heading) for heading in plain}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_internal_links_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"(?ms)^```.*?^```$|`[^`\n]+`", "", path.read_text(encoding="utf-8"))
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        page = (path.parent / file).resolve() if file else path
        if not page.exists() or (anchor and anchor not in anchors(page)):
            dead.append(target)
    assert dead == []


def test_every_page_is_on_the_site_once() -> None:
    site = tomllib.loads(text("zensical.toml"))
    named = list(nav_pages(site["project"]["nav"]))
    assert sorted(named) == sorted(str(path.relative_to(DOCS)) for path in PAGES)


@pytest.mark.parametrize("path", list(reference.PAGES), ids=lambda path: path.name)
def test_a_generated_page_is_what_the_code_says(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == reference.PAGES[path](), "run `make docs`"


@pytest.mark.parametrize("kind", KINDS)
def test_every_claim_kind_and_slot_is_described(kind: str) -> None:
    described = section(text("docs/reference/claim-kinds.md"), kind)
    assert sorted(first_column(described)) == sorted(slot_names(kind))
    bold = re.findall(r"\*\*`([^`]+)`\*\*", described)
    assert sorted(bold) == sorted(required_slots(kind))


def test_the_head_of_a_claim_is_described() -> None:
    described = section(text("docs/reference/claim-kinds.md"), "The head")
    fields = {name for name in Claim.__dataclass_fields__ if name != "slots"} | {"claim_id"}
    assert set(first_column(described)) == fields


def test_the_sidecar_keys_are_described() -> None:
    described = section(text("docs/reference/files.md"), "The sidecar")
    assert sorted(first_column(described)) == sorted(KEYS)


def test_the_tables_of_the_lake_are_described() -> None:
    from karaula.lake.schemas import TABLES

    described = section(text("docs/reference/files.md"), "The lake")
    assert set(TABLES) <= set(re.findall(r"`(?:\w+/)*(\w+)(?:\.parquet)?`", described))


def config_keys(model: type[BaseModel], above: str = "") -> Iterator[str]:
    for name, info in model.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from config_keys(inner, f"{above}{name}.")
        else:
            yield above + name


def test_every_configuration_key_is_described() -> None:
    described = first_column(text("docs/reference/configuration.md"))
    assert sorted(described) == sorted(config_keys(Config))


def test_the_configuration_in_the_documents_is_one() -> None:
    (example,) = re.findall(r"(?ms)^```toml\n(.*?)^```$", text("docs/reference/configuration.md"))
    Config.model_validate(tomllib.loads(example))


def commands_in(path: Path) -> list[list[str]]:
    """Lines of the console examples of a page that call karaula."""
    blocks = re.findall(r"(?ms)^```console\n(.*?)^```$", path.read_text(encoding="utf-8"))
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("karaula ")]


EXAMPLES = [(path, words) for path in TEXTS for words in commands_in(path)]


@pytest.mark.parametrize(("path", "words"), EXAMPLES, ids=[" ".join(w) for _, w in EXAMPLES])
def test_commands_in_the_documents_exist_with_their_options(path: Path, words: list[str]) -> None:
    command = reference.program()
    rest = words[1:]
    while getattr(command, "commands", None) and rest and not rest[0].startswith("-"):
        assert rest[0] in command.commands, f"{path.name}: karaula has no command {rest[0]!r}"
        command, rest = command.commands[rest[0]], rest[1:]
    known = {name for item in command.params for name in [*item.opts, *item.secondary_opts]}
    given = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
    assert given <= known | {"--help"}, f"{path.name}: {' '.join(words)}"


def test_the_readme_names_the_two_commands_that_continuous_integration_runs() -> None:
    script, readme = text(".ci/run"), text("README.md")
    for command in ("make demo", "make test"):
        assert command in script and command in readme
