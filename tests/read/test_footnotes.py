"""Which note a mark means."""

from karaula.evidence import Document, Source
from karaula.read.assemble import assemble
from karaula.read.plain import plain_blocks

SOURCE = Source(source_id="0" * 16, sha256="0" * 64, name="a.txt", title="a")


def document(*paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    return assemble(SOURCE, text, plain_blocks(text))


def ties(found: Document) -> list[tuple[str, str]]:
    """Words before each mark, and the words of its note."""
    notes = {p.label: found.words(p) for p in found.passages if p.kind == "footnote"}
    return [
        (found.text[: ref.at].split()[-1], notes.get(ref.label, "none"))
        for passage in found.passages
        for ref in passage.note_refs
    ]


def test_one_number_for_two_notes_stays_two_notes() -> None:
    found = document(
        "Strategy<sup>7</sup> is new.", "<sup>7</sup> See the database.",
        "Treaties<sup>7</sup> are old.", "<sup>7</sup> See the law.",
    )  # fmt: skip
    assert ties(found) == [
        ("Strategy", "<sup>7</sup> See the database."),
        ("Treaties", "<sup>7</sup> See the law."),
    ]
    assert [p.label for p in found.passages if p.kind == "footnote"] == ["fn7", "fn7-2"]


def test_notes_of_two_chapters_gathered_at_the_end_keep_their_order() -> None:
    found = document("Heroin[^1] came.", "Cocaine[^1] came.", "[^1]: First.", "[^1]: Second.")
    assert ties(found) == [("Heroin", "[^1]: First."), ("Cocaine", "[^1]: Second.")]


def test_two_marks_may_share_one_note() -> None:
    found = document("Heroin<sup>1</sup> and<sup>1</sup> more.", "<sup>1</sup> A note.")
    assert ties(found) == [("Heroin", "<sup>1</sup> A note."), ("and", "<sup>1</sup> A note.")]


def test_a_mark_without_a_note_and_a_note_without_a_mark_are_told() -> None:
    found = document("Heroin<sup>1</sup> came.", "<sup>2</sup> A note.")
    assert [unread.reason for unread in found.unread] == [
        "no note 1",
        "no mark in the text for fn2",
    ]


def test_a_star_note_is_told_from_a_list() -> None:
    found = document("Original: English*", "The text of it.", "* Only in English.")
    assert ties(found) == [("English", "* Only in English.")]
    listed = document("Items* were:", "* heroin\n* cocaine")
    assert [p.kind for p in listed.passages][1:] == ["list_item", "list_item"]


def test_powers_and_units_are_no_notes() -> None:
    found = document("Some 20 m² of the hall, 10⁶ pills, were shown¹ to us.", "¹ By the police.")
    assert ties(found) == [("shown", "¹ By the police.")]


def test_a_wrapped_line_that_begins_with_a_mark_is_no_note() -> None:
    found = document("Seizures rose, a report says\n[^a]. More.", "[^a]: A. Author, Report (2021).")
    assert [passage.label for passage in found.passages if passage.kind == "footnote"] == ["fna"]
    assert [ref.label for ref in found.passages[0].note_refs] == ["fna"]
