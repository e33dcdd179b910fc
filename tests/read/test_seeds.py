"""The public documents that the hub was asked for, where they are at hand."""

from collections import Counter
from pathlib import Path

import pytest

from karaula.evidence import Citation, Document
from karaula.read import read
from karaula.read.notes import citations


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    return {path.name[:3]: read(path) for path in sorted((shared / "seeds").glob("*.txt"))}


def test_every_text_is_the_file_itself(seeds: dict[str, Document], shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        with path.open(newline="", encoding="utf-8") as file:
            assert seeds[path.name[:3]].text == file.read()


def test_marks(seeds: dict[str, Document]) -> None:
    assert {name: document.source.marks for name, document in seeds.items()} == {
        "000": (),
        "001": (),
        "002": (),
        "003": (),
        "004": ("cut_off", "draft"),
    }


def test_index_extract_has_a_section_for_each_part_of_each_country(
    seeds: dict[str, Document],
) -> None:
    document = seeds["000"]
    sections = {p.section for p in document.passages if p.kind == "paragraph"}
    countries = {section[0] for section in sections if section[1:] == ("Drugs",)}
    assert len(countries) == 10
    assert {(country, "Civil society") for country in countries} <= sections
    (table,) = [p for p in document.passages if p.kind == "table"]
    assert len(table.cells) == 44
    assert not [p for p in document.passages if p.set_aside]


def test_policy_brief_has_all_its_notes_tied(seeds: dict[str, Document]) -> None:
    document = seeds["001"]
    notes = Counter(p.label for p in document.passages if p.kind == "footnote")
    refs = Counter(ref.label for p in document.passages for ref in p.note_refs)
    assert notes == refs == Counter([*(f"fn{n}" for n in range(1, 34)), "fn29-2"])
    assert not document.unread
    strategy, treaties = (
        next(document.words(p) for p in document.passages if p.label == label)
        for label in ("fn29", "fn29-2")
    )
    assert "strategies database" in strategy and "European Union law" in treaties


def test_policy_brief_has_its_outline(seeds: dict[str, Document]) -> None:
    document = seeds["001"]
    sections = {p.section for p in document.passages if not p.set_aside}
    outline = {
        tuple(part.split(".")[0] for part in section)
        for section in sections
        if len(section) == 3 and section[0].startswith("V.")
    }
    assert outline >= {("V", "A", "1"), ("V", "B", "4"), ("V", "C", "2"), ("V", "D", "3")}


def test_advertising_is_set_aside_and_the_note_is_kept(seeds: dict[str, Document]) -> None:
    document = seeds["002"]
    kept = [document.words(p) for p in document.passages if not p.set_aside]
    assert len(kept) == 6
    assert kept[-1].startswith("[source")
    assert {p.set_aside for p in document.passages if p.set_aside} == {"repeated advertising"}


def test_country_reports_are_listed_by_state(seeds: dict[str, Document]) -> None:
    slots = [claim.slots for claim in citations(seeds["004"])]
    titles = [slot.title for slot in slots if isinstance(slot, Citation) and slot.title]
    reports = [title for title in titles if title.startswith("Country report of ")]
    assert len(reports) == len(set(reports)) == 21


def test_what_the_files_tell_of_themselves(seeds: dict[str, Document]) -> None:
    told = {
        name: (document.source.published, document.source.language)
        for name, document in seeds.items()
    }
    assert told == {
        "000": (None, "en"),
        "001": ("2024", "en"),
        "002": (None, "en"),
        "003": ("2023-11-30", "en"),
        "004": ("2017-06-27", "en"),
    }


def test_example_citations_are_found(seeds: dict[str, Document]) -> None:
    found = {
        claim.slots.ref: claim
        for claim in citations(seeds["001"])
        if isinstance(claim.slots, Citation)
    }
    example = found["fn14"]
    assert (example.start, example.end) == (26821, 26997)
    assert isinstance(example.slots, Citation) and example.slots.date == "2020"
    assert "fn29" in found and "fn1" not in found and "fn31" not in found
