"""Full text: both scripts, no diacritics needed, true places, and no question that breaks it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.lake import LakeError
from karaula.lake.search import SEARCH, Entry, Search, expression, key, write_search

TEXTS = {
    "ports": "The Škaljari clan's shipments left Guayaquil for the port of Bar.",
    "cyrillic": "Шкаљарски и кавачки клан сукобљени су у Котору; Шкаљари су већи.",
    "cetinje": "A depot near Cetinje was found empty.",
    "greek": "Κοκαΐνη στον Πειραιά",
    "plain": "The port authority of Durres counted two shipments.",
}


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    folder = tmp_path_factory.mktemp("lake")
    entries = [
        Entry("passage", name, text, "TLP:CLEAR", "source", 0, len(text))
        for name, text in TEXTS.items()
    ]
    more = [
        Entry("entity", "e1", "Milo Đukanović", "TLP:CLEAR"),
        Entry("passage", "secret", "The port of Nowhere", "TLP:AMBER"),
    ]
    write_search(folder / SEARCH, [*entries, *more])
    return Search(folder)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Škaljari", {"ports", "cyrillic"}),
        ("skaljari", {"ports", "cyrillic"}),
        ("Шкаљари", {"ports", "cyrillic"}),
        ("Цетиње", {"cetinje"}),
        ("peiraia", {"greek"}),
        ("Djukanovic", {"e1"}),
        ("Ђукановић", {"e1"}),
        ("shipment", {"ports", "plain"}),
        ("ship*", {"ports", "plain"}),
        ("port -Durrës", {"ports"}),
        ('"port of Bar"', {"ports"}),
        ('"Bar port"', set()),
        ("port Bar", {"ports"}),
        ("Tirana", set()),
        ("", set()),
        ("-port", set()),
        ("*", set()),
    ],
)
def test_what_a_question_finds(search: Search, asked: str, found: set[str]) -> None:
    assert {hit.id for hit in search.find(asked).hits} == found


def test_a_hit_marks_the_words_where_they_stand(search: Search) -> None:
    (hit,) = search.find("Skaljari Guayaquil").hits
    assert [TEXTS["ports"][a:b] for a, b in hit.marks(TEXTS["ports"])] == ["Škaljari", "Guayaquil"]
    (hit,) = search.find('"port of Bar"').hits
    assert [TEXTS["ports"][a:b] for a, b in hit.marks(TEXTS["ports"])] == ["port", "of", "Bar"]


def test_hits_are_counted_by_what_they_are_and_paged(search: Search) -> None:
    found = search.find("port", limit=1)
    assert found.counts == {"passage": 2}
    rest = search.find("port", limit=1, skip=1)
    assert {found.hits[0].id, rest.hits[0].id} == {"ports", "plain"}
    assert search.find("Djukanovic", of="passage").hits == ()


def test_what_a_reader_may_not_see_is_neither_found_nor_counted(search: Search) -> None:
    assert search.find("Nowhere") == search.find("Elsewhere")
    assert search.find("port").counts == {"passage": 2}
    assert search.find("port", see=("TLP:CLEAR", "TLP:AMBER")).counts == {"passage": 3}


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    entries = [Entry("passage", name, text, "TLP:CLEAR") for name, text in TEXTS.items()]
    files = [tmp_path / "a.db", tmp_path / "b.db"]
    assert [write_search(file, iter(entries)) for file in files] == [len(TEXTS)] * 2
    assert files[0].read_bytes() == files[1].read_bytes()


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="run `karaula build`"):
        Search(tmp_path)


@given(st.text())
def test_no_question_breaks_it(search: Search, asked: str) -> None:
    search.find(asked)


@pytest.mark.parametrize(
    "asked", ['"', "a OR", "NEAR(a b)", "keys:port", "port)", "'; DROP TABLE words;--", "^port"]
)
def test_words_of_the_query_language_are_words(search: Search, asked: str) -> None:
    search.find(asked)
    assert search.find("port").counts == {"passage": 2}


def test_a_long_question_is_cut() -> None:
    assert (expression("word " * 10_000) or "").count("AND") == 31


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Живков", "Zhivkov"),
        ("Кавач", "Kavač"),
        ("Црна", "Crna"),
        ("Ћосић", "Cosic"),
        ("Џамија", "Džamija"),
        ("Хърватия", "Hrvatiya"),
        ("Şanlıurfa", "Sanliurfa"),
        ("Shqipëri", "Shqiperi"),
    ],
)
def test_spellings_that_meet(one: str, other: str) -> None:
    assert key(one) == key(other)
