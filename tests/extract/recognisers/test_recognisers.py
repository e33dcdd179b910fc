"""Recogniser files: what an analyst may write, and what is told where it is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import Document, Incident
from karaula.extract import extract
from karaula.extract.recognisers import RecogniserError, Recognisers
from karaula.extract.recognisers.engine import PACKAGED
from karaula.extract.spans import SpanReader
from karaula.vocabulary import load


def reader(folder: Path, text: str) -> SpanReader:
    (folder / "own.yml").write_text(text, encoding="utf-8")
    return SpanReader(load(), [folder])


def marked(made: SpanReader, text: str) -> list[tuple[str, str]]:
    return [(span.label, span.text) for span in made.read(text)]


def test_a_street_name_is_added_to_a_packaged_list(tmp_path: Path) -> None:
    text = "They seized 3 kg of moonrock."
    assert ("DRUG", "moonrock") not in marked(SpanReader(load()), text)
    own = reader(tmp_path, "label: DRUG\nwords: {drug_beside: [moonrock]}\n")
    assert ("DRUG", "moonrock") in marked(own, text)


def test_a_hiding_place_is_added_with_its_kind(tmp_path: Path) -> None:
    own = reader(tmp_path, "label: CONCEAL\nwords: {cargo: [beehives]}\n")
    (hidden,) = (s for s in own.read("Heroin was hidden in beehives.") if s.label == "CONCEAL")
    assert (hidden.text, hidden.value) == ("beehives", "cargo")


def test_a_find_of_ones_own(tmp_path: Path) -> None:
    own = reader(
        tmp_path,
        """
label: FAC
words: {ranger: [forest ranger, forest rangers]}
finds: ["hut of the {ranger} <{Name}+>"]
""",
    )
    assert ("FAC", "Big Oak") in marked(own, "They met at the hut of the forest ranger Big Oak.")


def test_what_a_find_takes_out_is_never_marked(tmp_path: Path) -> None:
    own = reader(tmp_path, 'label: DRUG\nnever: ["<{substance}> museum"]\n')
    assert marked(own, "They saw the hashish museum.") == []
    assert ("DRUG", "hashish") in marked(own, "They saw the hashish there.")


def test_words_that_yaml_takes_for_truth_values_are_words(tmp_path: Path) -> None:
    own = reader(
        tmp_path,
        'label: FAC\nwords: {switch: [on, off, no, yes, 12]}\nfinds: ["{switch} switch"]\n',
    )
    assert ("FAC", "off switch") in marked(own, "the off switch")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('label: DRUG\nfinds: ["{nosuch} pills"]\n', "nosuch"),
        ('label: DRUG\nfinds: ["(one [two)"]\n', "partner"),
        ('label: DRUG\nfinds: ["(one two"]\n', "partner"),
        ('label: DRUG\nfinds: ["<one> <two>"]\n', "partner"),
        ('label: DRUG\nfinds: ["(((((one*)*)*)*)* two)+"]\n', "one"),
        ('label: DRUG\nwords: {mine: [""]}\n', "mine"),
        ("label: drug\n", "label"),
        ("label: DRUG\nfind: [x]\n", "find"),
        ("label: [\n", "YAML"),
    ],
)
def test_a_faulty_file_is_told_by_its_fault(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(RecogniserError, match=told):
        reader(tmp_path, text)


def test_lists_that_take_in_each_other_are_one(tmp_path: Path) -> None:
    own = reader(
        tmp_path,
        """
label: FAC
words: {ring: ["{circle}", henge], circle: ["{ring}", cromlech]}
finds: ["great {ring}", "small {circle}"]
""",
    )
    found = marked(own, "the great cromlech and the small henge")
    assert found == [("FAC", "great cromlech"), ("FAC", "small henge")]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RecogniserError) as caught:
        reader(tmp_path, 'label: DRUG\nfinds: ["{first}", "{second}"]\n')
    assert "first" in str(caught.value) and "second" in str(caught.value)


def test_incidents_are_read_with_the_same_recognisers(
    tmp_path: Path, document: Callable[[str], Document]
) -> None:
    text = "Rangers seized 12 kg of heroin in Bar on 3 May 2021."
    (tmp_path / "spans").mkdir()
    (tmp_path / "spans" / "own.yml").write_text("label: ORG\nwords: {org_bare: [rangers]}\n")
    (plain,) = extract(document(text))
    (own,) = extract(document(text), patterns=(tmp_path,))
    assert isinstance(plain.slots, Incident) and plain.slots.agency == ()
    assert isinstance(own.slots, Incident) and own.slots.agency == ("Rangers",)


_ALL = Recognisers(load())
_UNGATED = Recognisers(load())
_UNGATED._lines = tuple((0, line) for _, line in _UNGATED._lines)
_TEXT = (
    "in the of a from 12 kg cocaine Heroin tablets ( ) ' - , . Police seized found hidden inside"
    " container bananas his car Tirana district port Bar no per cent pure known as and mix customs"
    " officers Europol International Airport street half tonne 3 small bags ecstasy speed"
)


@given(st.lists(st.sampled_from(_TEXT.split()), max_size=25))
def test_a_find_is_left_out_only_where_it_fits_nowhere(words: list[str]) -> None:
    text = " ".join(words)
    assert _ALL.find(text) == _UNGATED.find(text)


def test_every_list_that_a_packaged_file_names_is_used() -> None:
    files = [path.read_text(encoding="utf-8") for path in sorted(PACKAGED.glob("*.yml"))]
    used = "\n".join(files)
    for text in files:
        for name in yaml.load(text, Loader=yaml.CBaseLoader).get("words", {}):
            if name not in ("common", "function"):
                assert any(f"{sign}{name}" in used for sign in ("{", "|", "&")), name
