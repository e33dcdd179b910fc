"""Plain text and Markdown: the passages of a text, and what holds for any text at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import Document, Source
from karaula.read import read
from karaula.read.assemble import assemble
from karaula.read.plain import plain_blocks

SOURCE = Source(source_id="0" * 16, sha256="0" * 64, name="a.txt", title="a")


def document(text: str) -> Document:
    return assemble(SOURCE, text, plain_blocks(text))


def kinds(text: str) -> list[tuple[str, str]]:
    found = document(text)
    return [(passage.kind, found.words(passage)) for passage in found.passages]


MARKUP = st.sampled_from(
    ["# ", "- ", "* ", "1. ", "\t", "|", "|-|-|", "**", "<sup>1</sup>", "[^2]", "\n", "\n\n",
     "\r\n", "\f", "---", "===", " ", "Albania", "Drugs", "...... 12", "©", "a*",
     "seizure of heroin.", "²"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(MARKUP, st.text(max_size=8))).map("".join))


@given(TEXTS)
def test_passages_hold_every_sign_in_order_without_overlap(text: str) -> None:
    found = document(text)
    assert found.text == text
    covered = [False] * len(text)
    last = 0
    for passage in found.passages:
        assert last <= passage.start < passage.end <= len(text)
        assert found.words(passage) == text[passage.start : passage.end].strip()
        covered[passage.start : passage.end] = [True] * (passage.end - passage.start)
        last = passage.end
        for cell in passage.cells:
            assert passage.start <= cell.start <= cell.end <= passage.end
        for ref in passage.note_refs:
            assert passage.start <= ref.at < passage.end
    assert all(covered[at] or sign.isspace() for at, sign in enumerate(text))


@given(
    st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip("\0 \t\r\n"))
)
def test_text_of_a_file_is_the_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("hub") / "note.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    if text.startswith("\ufeff") or path.read_bytes()[3:5] in (b"PK",):
        return
    try:
        found = read(path)
    except Exception as error:  # a text that begins like another format is refused in a sentence
        assert type(error).__name__ == "ReadError"
    else:
        if found.source.media_type == "text/plain":
            assert found.text == text


def test_lines_broken_by_hand_are_one_paragraph() -> None:
    text = "The police of the town seized\na load of heroin on\nthe road.\n\nNobody was hurt there."
    assert kinds(text) == [
        ("paragraph", "The police of the town seized\na load of heroin on\nthe road."),
        ("paragraph", "Nobody was hurt there."),
    ]


def test_long_lines_are_paragraphs_and_a_short_one_before_them_is_their_heading() -> None:
    long = "Groups of the coast bring cocaine through the port " * 4
    text = f"Key judgements\n{long.strip()}.\n{long.strip()} again.\n[source, source]"
    assert [kind for kind, _ in kinds(text)] == ["heading", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Albania", "heading"),
        ("Civil society", "heading"),
        ("**Current situation**", "heading"),
        ("3. Markets and routes", "heading"),
        ("Дрога и оружје", "heading"),
        ("27 June 2017", "paragraph"),
        ("Vienna, 2024", "paragraph"),
        ("Original: English", "paragraph"),
        ("www.example.org", "paragraph"),
        ("Main Street 3, Skopje, North Macedonia", "paragraph"),
        ("Nothing was found.", "paragraph"),
        ("Figure 2. Routes by sea", "caption"),
        ("- heroin", "list_item"),
        ("(a) heroin", "list_item"),
        ("<sup>3</sup> See the law.", "footnote"),
        ("[^3]: See the law.", "footnote"),
    ],
)
def test_kind_of_a_line_that_stands_alone(line: str, kind: str) -> None:
    text = f"Some words stand before it here.\n\n{line}\n\nSome words stand after it here."
    assert {words: found for found, words in kinds(text)}[line] == kind


def test_numbered_lines_in_a_row_are_a_list_and_not_headings() -> None:
    text = "1. Heroin\n\n2. Cocaine\n\n3. Cannabis\n\nAll three were seen."
    assert [kind for kind, _ in kinds(text)] == ["list_item"] * 3 + ["paragraph"]


def test_table_by_tabs_has_cells_with_their_places() -> None:
    text = "Scores\n\nCountry\tScore\tRank\nSerbia\t6,21\t33\nGreece\t\t92\n\nEnd of it."
    found = document(text)
    table = next(passage for passage in found.passages if passage.kind == "table")
    assert [
        (cell.row, cell.column, text[cell.start : cell.end], cell.header) for cell in table.cells
    ] == [
        (0, 0, "Country", True),
        (0, 1, "Score", True),
        (0, 2, "Rank", True),
        (1, 0, "Serbia", False),
        (1, 1, "6,21", False),
        (1, 2, "33", False),
        (2, 0, "Greece", False),
        (2, 1, "", False),
        (2, 2, "92", False),
    ]


def test_markdown_table_has_no_row_of_dashes() -> None:
    text = "| Year | kg |\n|------|---:|\n| 2020 | 12 |\n"
    (table,) = document(text).passages
    assert [text[cell.start : cell.end] for cell in table.cells] == ["Year", "kg", "2020", "12"]
    assert [cell.header for cell in table.cells] == [True, True, False, False]


def test_paragraphs_that_begin_with_a_tab_are_no_table() -> None:
    assert {kind for kind, _ in kinds("\tOne sentence here.\n\tAnother sentence.")} == {"paragraph"}


def test_newlines_of_any_system_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes(b"Albania\r\n\r\nHeroin passes\r\nthrough here.\r\n")
    found = read(path)
    assert found.text == "Albania\r\n\r\nHeroin passes\r\nthrough here.\r\n"
    assert [found.words(passage) for passage in found.passages] == [
        "Albania",
        "Heroin passes\r\nthrough here.",
    ]


def test_form_feeds_count_pages() -> None:
    found = document("First page says this.\n\fSecond page says that.\n")
    assert [passage.page for passage in found.passages] == [1, 2]


def test_a_title_over_a_note_without_capitals_is_a_heading() -> None:
    note = "minor point of transit for heroin; " * 6
    short = "minor point of transit for heroin and cocaine, bound for the west"
    text = f"Serbia\n{note}\n\nCroatia\n{short}\n"
    assert kinds(text) == [
        ("heading", "Serbia"), ("paragraph", note.strip()),
        ("heading", "Croatia"), ("paragraph", short),
    ]  # fmt: skip
    wrapped = "Ministry of the Interior\nof the Republic of Serbia and of its provinces told so.\n"
    assert [kind for kind, _ in kinds(wrapped)] == ["paragraph"]


def test_a_last_sentence_without_a_full_stop_is_no_heading() -> None:
    text = "Two tonnes found\n\nPolice found two tonnes of waste.\n\nThe driver was held at Horgoš"
    assert [block.kind for block in plain_blocks(text)] == ["heading", "paragraph", "paragraph"]
