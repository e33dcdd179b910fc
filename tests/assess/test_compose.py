"""What the report says of a lake: gaps, notes, labels, statements and their order."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from karaula.assess import ReportError, compose, verify
from karaula.assess.compose.annex import pieces, windows
from karaula.assess.report import Bullets, Figure, Gap, Note, Ref, Report, Section, Table, words
from karaula.vocabulary import load

from .conftest import SCORED, Hub, Text, source, two_tonnes, write


def section(report: Report, anchor: str) -> Section:
    return next(item for item in report.sections if item.anchor == anchor)


def lines(part: Section) -> list[str]:
    """Every sentence, cell row and heading of a section as text."""
    told: list[str] = []
    for block in part.blocks:
        if isinstance(block, Bullets):
            told += [words(item) for item in block.items]
        elif isinstance(block, Table):
            told += [" | ".join(words(cell) for cell in row.cells) for row in block.rows]
        elif hasattr(block, "runs"):
            told.append(words(block.runs))
    return told


def test_all_areas_of_the_set_stand_in_each_table_and_a_gap_is_never_a_number(
    report: Report,
) -> None:
    tables = [block for block in section(report, "region").blocks if isinstance(block, Table)]
    assert len(tables) == 2
    for table in tables:
        names = [words(row.cells[0]) for row in table.rows]
        assert names == ["Albania", "Bosnia and Herzegovina", "Kosovo", "Montenegro",
                         "North Macedonia", "Serbia"]  # fmt: skip
        kosovo = table.rows[names.index("Kosovo")]
        assert all(cell == (Gap(),) for cell in kosovo.cells[1:])


def test_scores_and_ranks_are_those_of_the_lake(report: Report) -> None:
    table = next(b for b in section(report, "region").blocks if isinstance(b, Table))
    serbia = next(row for row in table.rows if words(row.cells[0]) == "Serbia")
    assert words(serbia.cells[2]) == "6.50"
    assert [words(cell).split(" ")[0] for cell in serbia.cells[3:]] == ["1", "1"]


def test_key_points_name_the_extremes_and_what_is_not_scored(report: Report) -> None:
    told = lines(section(report, "key-points"))
    assert any(t.startswith("Highest criminality: Serbia, with 6.50 (1st of 5") for t in told)
    lowest = "Lowest resilience: North Macedonia, with 4.50 (5th of 5"
    assert any(t.startswith(lowest) for t in told)
    assert any(t.startswith("Not scored: Kosovo.") for t in told)
    assert "F1: Criminality of Albania is 4.75 in one place and 5.00 in another." in told


def test_what_two_sources_state_is_said_once_with_both_places(report: Report) -> None:
    told = [t for t in lines(section(report, "area-ALB")) if t.startswith("Cocaine seized")]
    assert len(told) == 2 or told[0].count("[S") == 2
    merged = next(t for t in told if t.count("[S") == 2 or "draft" in t)
    assert "more than 2,000\u00a0kg" in merged


def test_a_claim_of_a_draft_says_so(report: Report) -> None:
    assert any("(from a draft)" in t for t in lines(section(report, "area-ALB")))


def test_a_hedge_of_the_source_stays(report: Report) -> None:
    told = lines(section(report, "area-ALB"))
    said = "Reportedly, cocaine: Albania is described as a key place of transit."
    assert any(line.startswith(said) for line in told)


def test_a_figure_that_differs_stands_beside_with_its_finding(report: Report) -> None:
    told = lines(section(report, "area-ALB"))
    row = next(t for t in told if t.startswith("Criminality | 5.00 | 5.00"))
    assert "2023: stated as 4.75 [S" in row
    assert "[see F1]" in row


def test_findings_about_other_areas_stay_out(report: Report) -> None:
    assert not any("France" in t for t in lines(section(report, "findings")))


def test_the_strictest_label_wins(report: Report) -> None:
    assert report.handling == "TLP:AMBER"


def test_the_date_is_that_of_the_newest_source(report: Report) -> None:
    assert report.date == "2023-09-26"


def test_the_note_comes_with_the_name_in_every_part_that_prints_it(report: Report) -> None:
    note = load().areas["XKX"].note
    assert [words(item.runs) for item in report.notes] == [note]
    for part in report.sections:
        shown = words(part.title) + " ".join(lines(part))
        assert bool(part.notes) >= ("Kosovo" in shown), part.anchor
    named = section(report, "area-XKX")
    assert isinstance(named.blocks[0], Note)
    assert words(named.blocks[0].runs) == note


def test_an_area_without_scores_says_so(report: Report) -> None:
    told = lines(section(report, "area-XKX"))
    assert "Global Organized Crime Index: no data. No edition held scores this area." in told


def test_editions_of_other_components_carry_a_warning(report: Report) -> None:
    labels = [b.label for b in section(report, "region").blocks if isinstance(b, Note)]
    assert labels == ["Editions are not comparable"]


def test_headings_skip_no_level(report: Report) -> None:
    for part in report.sections:
        level = 1
        for block in part.blocks:
            if hasattr(block, "level"):
                assert block.level <= level + 1
                level = block.level


def test_the_annex_holds_what_is_printed_and_nothing_else(report: Report) -> None:
    from karaula.assess.report import Anchor, parts

    anchors = [part.ref for part, _ in parts(report) if isinstance(part, Anchor)]
    assert len(anchors) == len(set(anchors))
    annex = ("evidence-texts", "evidence-data", "measures")
    printed = {
        part.ref
        for item in report.sections
        if item.anchor not in annex
        for part, _ in parts(item)
        if isinstance(part, Figure)
    }
    held = {ref for ref in anchors if ref.kind in ("claim", "measure")}
    assert {ref for ref in printed if ref.kind in ("claim", "measure")} <= held
    assert len(held) < 2 * 36 * len(SCORED) + 100


def test_the_same_lake_gives_the_same_report(hub: Hub, report: Report) -> None:
    assert hub.report() == report


def test_an_unknown_region_is_refused_with_those_that_are_known(hub: Hub) -> None:
    with pytest.raises(ReportError, match=r"no set of areas 'SEE'; known: .*WB\.six"):
        compose(hub.lake, SimpleNamespace(name="x", region="SEE"), hub.vocabulary)


def test_a_hub_without_sources_is_refused(tmp_path: Path) -> None:
    empty = Hub(tmp_path / "lake", SimpleNamespace(name="x", region="WB.six"), load())
    with pytest.raises(ReportError, match="holds no source"):
        empty.report()


def test_a_report_needs_no_index(tmp_path: Path) -> None:
    """A hub of texts alone still gives a report, in which nothing is made up."""
    text = Text(source("a.txt", b"a"), "In Serbia, about 3 kg and up to 12 to 15 firearms.")
    claims = [
        text.claim(
            two_tonnes(value=3, area=("SRB",), qualifier="about", period=None), "about 3 kg"
        ),
        text.claim(
            two_tonnes(
                indicator="firearms_seized", substance=None, unit="count", value=12, value_max=15,
                area=("SRB",), qualifier="between", period=None,
            ),
            "12 to 15 firearms",
        ),
        text.claim(two_tonnes(area=("SEE",), indicator="things"), "kg"),
        text.claim(two_tonnes(area=()), "Serbia"),
    ]  # fmt: skip
    write(tmp_path / "lake", text, claims)
    made = Hub(tmp_path / "lake", SimpleNamespace(name="x", region="SEE.unodc-2024"), load())
    report = made.report()
    verify(report, made.lake)
    assert report.date is None
    serbia = lines(section(report, "area-SRB"))
    assert any(t.startswith("Cocaine seized: about 3\u00a0kg. “about 3 kg” [S1]") for t in serbia)
    assert any(t.startswith("Firearms seized: 12 to 15.") for t in serbia)
    assert any(t.startswith("Things") for t in lines(section(report, "region-whole")))
    assert any(t.startswith("Cocaine seized") for t in lines(section(report, "no-area")))


def test_claims_of_one_place_are_quoted_together_and_nested_words_are_kept() -> None:
    text = "First line.\n\nAlpha 12 of 30 beta.\n\n" + "gamma " * 100 + "omega 7."
    inner, outer = (Ref("claim", "a"), Ref("claim", "b"))
    entries = [
        (outer, {"start": text.index("12 of"), "end": text.index(" beta")}),
        (inner, {"start": text.index("30"), "end": text.index(" beta")}),
        (Ref("claim", "c"), {"start": text.index("7"), "end": text.index("7") + 1}),
    ]
    found = windows(text, entries)
    assert [len(group) for _, _, group in found] == [2, 1]
    start, end, group = found[0]
    assert text[start:end] == "Alpha 12 of 30 beta."
    cut = pieces(text, start, end, group)
    assert "".join(piece.text for piece in cut) == text[start:end]
    assert [(p.text, len(p.refs)) for p in cut] == [
        ("Alpha ", 0), ("12 of ", 1), ("30", 2), (" beta.", 0),
    ]  # fmt: skip
    start, end, _ = found[1]
    assert text[start:].startswith("gamma")
    assert text[start - 1] == " "
    assert end == len(text)


def test_without_a_handling_scale_an_unknown_label_counts_as_strictest(hub: Hub) -> None:
    bare = replace(hub.vocabulary, grades={})
    assert compose(hub.lake, hub.config, bare).handling in ("TLP:AMBER", "TLP:CLEAR")
