"""Citations in notes and document symbols."""

import pytest

from karaula.evidence import Citation, Claim, Source, slot_values
from karaula.read.assemble import assemble
from karaula.read.notes import citations
from karaula.read.plain import plain_blocks

SOURCE = Source(source_id="0" * 16, sha256="0" * 64, name="a.txt", title="a", handling="TLP:AMBER")


def cited(text: str) -> list[Claim]:
    document = assemble(SOURCE, text, plain_blocks(text))
    found = citations(document)
    for claim in found:
        assert claim.start is not None
        assert claim.quote == document.text[claim.start : claim.end]
    return found


def slots(note: str) -> dict[str, object] | None:
    found = cited(f"Words.<sup>4</sup>\n\n<sup>4</sup> {note}")
    return slot_values(found[0].slots) if found else None


@pytest.mark.parametrize(
    ("note", "title", "publisher", "date"),
    [
        ("Ana Example, *Roads of the Hills* (Geneva, Institute of Roads, 2020).",
         "Roads of the Hills", "Institute of Roads", "2020"),
        ("UNODC, *Measuring the Hills* (Vienna, 2020).", "Measuring the Hills", "UNODC", "2020"),
        ("See UNODC, *Measuring the Hills*.", "Measuring the Hills", "UNODC", None),
        ("Institute of Roads, “Watch of the hills”, *Road Bulletin*, No. 10 (2021).",
         "Watch of the hills, Road Bulletin No. 10", "Institute of Roads", "2021"),
        ("Ben Example, \"A tide of trade?\", Institute of Roads, 1 April 2020.",
         "A tide of trade?", "Institute of Roads", "2020-04-01"),
        ("See, for instance, European Commission, “Report on the hills” (October 2020).",
         "Report on the hills", "European Commission", "2020-10"),
        ("Ana Example, „Putevi brda i mora“, Institut za puteve, 5. mart 2019.",
         "Putevi brda i mora", "Institut za puteve", "2019-03-05"),
        ("Ana Example, “A study of drivers” (2019).", "A study of drivers", None, "2019"),
    ],
)  # fmt: skip
def test_a_note_that_cites_a_work(
    note: str, title: str, publisher: str | None, date: str | None
) -> None:
    expected = {"ref": "fn4", "title": title, "publisher": publisher, "date": date}
    assert slots(note) == {name: value for name, value in expected.items() if value}


@pytest.mark.parametrize(
    "note",
    [
        "For this brief, “the Hills” includes all land above the sea and the river.",
        "These are reviews by peers that help States to carry out the treaties.",
        "The law was filled by custom, also known as the “Law of the Hills”, in those years.",
    ],
)
def test_a_note_that_only_explains_cites_nothing(note: str) -> None:
    assert slots(note) is None


def test_an_address_alone_is_a_citation() -> None:
    assert slots("Available at [www.example.org](http://www.example.org).") == {
        "ref": "fn4",
        "url": "www.example.org",
    }


def test_a_person_is_no_publisher() -> None:
    found = slots("Ana Example, *Roads of the Hills* (Geneva, 2020).")
    assert found is not None and "publisher" not in found


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("It had the report (E/CN.7/2017/2) before it.", ["E/CN.7/2017/2"]),
        ("Resolution A/RES/55/25 of the Assembly.", ["A/RES/55/25"]),
        ("The plan (COM(2018) 65 final) says so.", ["COM(2018) 65 final"]),
        ("The report (2021/2002(INI)) says so.", ["2021/2002(INI)"]),
        ("HIV/AIDS, TCP/IP and 24/7 help for N/A cases of A/H1N1.", []),
    ],
)
def test_document_symbols(text: str, refs: list[str]) -> None:
    found = [claim.slots for claim in cited(text)]
    assert [slot.ref for slot in found if isinstance(slot, Citation)] == refs


def test_the_title_in_quotation_marks_before_a_symbol_is_its_title() -> None:
    (claim,) = cited("It had a report entitled “Trends in the hills” (UNODC/HON/12/2) before it.")
    assert claim.slots == Citation(
        ref="UNODC/HON/12/2", title="Trends in the hills", publisher=claim.slots.publisher
    )  # type: ignore[union-attr]
    assert claim.quote == "UNODC/HON/12/2"


def test_a_range_behind_as_many_states_is_one_report_each() -> None:
    found = cited("Country reports were submitted by Armenia, the Russian Federation, Bosnia and "
                  "Herzegovina and Ukraine (UNODC/HON/12/CRP.2-5).")  # fmt: skip
    assert [(claim.slots.ref, claim.slots.title) for claim in found] == [  # type: ignore[union-attr]
        ("UNODC/HON/12/CRP.2", "Country report of Armenia"),
        ("UNODC/HON/12/CRP.3", "Country report of the Russian Federation"),
        ("UNODC/HON/12/CRP.4", "Country report of Bosnia and Herzegovina"),
        ("UNODC/HON/12/CRP.5", "Country report of Ukraine"),
    ]
    assert len({claim.claim_id for claim in found}) == 4


def test_a_range_behind_another_number_of_states_stays_one() -> None:
    (claim,) = cited("Reports came from Armenia and Ukraine (UNODC/HON/12/CRP.2-9).")
    assert claim.slots.ref == "UNODC/HON/12/CRP.2-9"  # type: ignore[union-attr]


def test_citations_carry_the_label_of_their_source() -> None:
    (claim,) = cited("It had the report (E/CN.7/2017/2) before it.")
    assert (claim.handling, claim.method) == ("TLP:AMBER", "read:notes@1")
