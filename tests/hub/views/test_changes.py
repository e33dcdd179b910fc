"""What changed since the last build, on the page of the region."""

import shutil
from pathlib import Path

import pytest

from karaula.hub.block import Block
from karaula.hub.figure import Figure
from karaula.hub.said import words
from karaula.hub.shelf import Shelf
from karaula.hub.views.changes import changed
from karaula.lake.files import read_json, write_json
from karaula.workspace import Hub, build, former
from karaula.workspace.former import FILE

HEAD = "area,indicator,period,value,unit"


def put(hub: Hub, name: str, *rows: str, title: str = "", handling: str = "TLP:CLEAR") -> None:
    (hub.sources / name).write_text("\n".join([HEAD, *rows]), "utf-8")
    told = f"title: {title or name}\nhandling: {handling}\n"
    (hub.sources / f"{name}.source.yml").write_text(told, "utf-8")


def after(hub: Hub) -> Block:
    build(hub)
    return changed(Shelf(hub))


def lines(block: Block) -> list[str]:
    return [words(line) for line in block.items]


@pytest.fixture
def mine(tmp_path: Path) -> Hub:
    mine = Hub.create(tmp_path / "hub")
    put(mine, "a.csv", "SRB,firearms_seized,2020,5,count", title="First")
    return mine


def test_the_first_build_has_nothing_before_it(mine: Hub) -> None:
    block = after(mine)
    assert block.empty is not None and words(block.title) == "This is the first build"
    assert not (mine.folder / FILE).exists()


def test_sources_that_came_changed_and_went(mine: Hub) -> None:
    put(mine, "b.csv", "SRB,firearms_seized,2021,7,count", title="Second")
    after(mine)
    put(mine, "a.csv", "SRB,firearms_seized,2020,6,count", title="First")
    (mine.sources / "b.csv").unlink()
    (mine.sources / "b.csv.source.yml").unlink()
    put(mine, "c.csv", "SRB,firearms_seized,2022,8,count", title="Third")
    block = after(mine)
    assert set(lines(block)) == {
        "Changed: First (1 claim now)", "New: Third (1 claim)", "Gone: Second",
    }  # fmt: skip
    assert words(block.title) == "Since the last build: 3 sources"


def test_a_build_with_nothing_new_keeps_what_was_before_it(mine: Hub) -> None:
    after(mine)
    put(mine, "c.csv", "SRB,firearms_seized,2022,8,count", title="Third")
    assert lines(after(mine)) == lines(after(mine)) == ["New: Third (1 claim)"]


def test_what_the_reader_may_not_see_is_not_told_of(mine: Hub) -> None:
    put(mine, "r.csv", "SRB,firearms_seized,2021,7,count", title="Secret", handling="TLP:RED")
    after(mine)
    (mine.sources / "r.csv").unlink()
    (mine.sources / "r.csv.source.yml").unlink()
    put(mine, "s.csv", "SRB,firearms_seized,2021,9,count", title="Hidden", handling="TLP:RED")
    block = after(mine)
    assert words(block.title) == "Nothing changed since the last build"
    build(mine)
    assert {line.split(" (")[0] for line in lines(changed(Shelf(mine, "TLP:RED")))} == {
        "New: Hidden", "Gone: Secret",
    }  # fmt: skip


def test_the_lake_is_the_same_whatever_was_before(mine: Hub, tmp_path: Path) -> None:
    build(mine)
    put(mine, "c.csv", "SRB,firearms_seized,2022,8,count", title="Third")
    build(mine)
    fresh = Hub.create(tmp_path / "fresh")
    for file in mine.sources.iterdir():
        (fresh.sources / file.name).write_bytes(file.read_bytes())
    build(fresh)
    names = sorted(path.relative_to(mine.lake) for path in mine.lake.rglob("*.parquet"))
    assert names
    for name in names:
        assert (mine.lake / name).read_bytes() == (fresh.lake / name).read_bytes(), name


def test_a_figure_that_moved_leads_to_its_measure(shelf: Shelf, tmp_path: Path) -> None:
    copied = Hub.open(Path(shutil.copytree(shelf.hub.folder, tmp_path / "hub")))
    (row, *_) = shelf.rows("SELECT * FROM measures WHERE area IS NOT NULL ORDER BY measure_id")
    former.keep(copied)
    told = read_json(copied.folder / FILE)
    for measure in told["measures"]:
        if measure[:3] == [row["name"], row["area"], row["period"]]:
            measure[-1] -= 0.5
    write_json(copied.folder / FILE, told)
    block = changed(Shelf(copied))
    assert words(block.title) == "Since the last build: 1 figure"
    (line,) = block.items
    assert any(isinstance(part, Figure) and part.ref.id == row["measure_id"] for part in line)
    assert f"before {row['value'] - 0.5:g}" in words(line)


def test_two_sources_of_one_title_that_went_are_two(mine: Hub) -> None:
    for name in ("b.csv", "c.csv"):
        put(mine, name, f"SRB,firearms_seized,2021,{len(name)}{ord(name[0])},count", title="Same")
    after(mine)
    for name in ("b.csv", "c.csv"):
        (mine.sources / name).unlink()
        (mine.sources / f"{name}.source.yml").unlink()
    assert lines(after(mine)) == ["Gone: Same", "Gone: Same"]


@pytest.mark.parametrize("held", ["", "[]", "{}", '{"sources": 1}', "{not json"])
def test_a_file_that_somebody_changed_is_no_fault(mine: Hub, held: str) -> None:
    build(mine)
    (mine.folder / FILE).write_text(held, "utf-8")
    assert words(changed(Shelf(mine)).title) == "This is the first build"


def test_findings_that_came_and_went(mine: Hub) -> None:
    said = "On {} April 2024 police in Serbia seized 3 kg of heroin.\n"
    wrong, right = said.format(31), said.format(3)
    (mine.sources / "slip.md").write_text(wrong, "utf-8")
    build(mine)
    (mine.sources / "slip.md").write_text(right, "utf-8")
    assert "Settled or gone: 1 finding" in lines(after(mine))
    (mine.sources / "slip.md").write_text(wrong, "utf-8")
    assert "New warning: There is no 31 April 2024" in lines(after(mine))
