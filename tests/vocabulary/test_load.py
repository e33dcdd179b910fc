"""A hub's own files widen the vocabulary; a faulty one is told of with all its faults."""

from pathlib import Path

import pytest

from karaula.vocabulary import VocabularyError, load, vocabulary_hash


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_a_hub_adds_a_street_name_and_keeps_the_rest(tmp_path: Path) -> None:
    _write(tmp_path, "substances.yml", "heroin: {street: [puder]}\n")
    heroin = load(tmp_path).substances["heroin"]
    assert "puder" in heroin.street
    assert set(load().substances["heroin"].street) < set(heroin.street)
    assert heroin.name == "Heroin"


def test_a_hub_adds_an_area_set_and_a_name(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "area_sets.yml",
        "SEE.ours: {region: SEE, name: Ours, members: [SRB, MNE], source: our own choice}\n",
    )
    _write(tmp_path, "areas.yml", "SRB: {names: [Rascia]}\n")
    vocabulary = load(tmp_path)
    assert vocabulary.area_sets["SEE.ours"].members == ("SRB", "MNE")
    assert vocabulary.find_area("rascia") == "SRB"
    assert load().find_area("rascia") is None


def test_a_hub_without_files_has_the_packaged_words(tmp_path: Path) -> None:
    assert load(tmp_path) == load()


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "units.yml",
        "stone: {name: stone, dimension: weight, base: kg}\n"
        "load: {name: load, dimension: mass, base: kg, factor: 5, low: 6}\n",
    )
    _write(tmp_path, "ports.yml", "nowhere: {name: Nowhere, area: SRB, latitude: 95}\n")
    _write(tmp_path, "routes.yml", "- a list\n")
    _write(tmp_path, "pillars.yml", "prevent: [\n")
    _write(tmp_path, "colours.yml", "red: {}\n")
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    told = str(caught.value)
    for fault in (
        f"{tmp_path / 'units.yml'}: stone.dimension",
        f"{tmp_path / 'units.yml'}: load: Value error, factor 5.0 is not between",
        f"{tmp_path / 'ports.yml'}: nowhere.latitude",
        f"{tmp_path / 'ports.yml'}: nowhere.longitude",
        f"{tmp_path / 'routes.yml'}: must map ids to entries",
        f"{tmp_path / 'pillars.yml'}: not YAML",
        f"{tmp_path / 'colours.yml'}: no such vocabulary",
    ):
        assert fault in told


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "substances.yml",
            "dust: {name: Dust, rank: drug, broader: powder, market: dust}",
            "substances.yml: dust: names 'powder', which is nowhere defined",
        ),
        (
            "substances.yml",
            "drugs: {broader: heroin}",
            "substances.yml: drugs: is broader than itself",
        ),
        (
            "area_sets.yml",
            "SEE.odd: {region: SEE, name: Odd, members: [YUG], source: none}",
            "area_sets.yml: SEE.odd: names 'YUG', which is nowhere defined",
        ),
        ("areas.yml", "SRB: {colour: red}", "SRB.colour: Extra inputs are not permitted"),
    ],
)
def test_a_fault_says_where_it_stands(tmp_path: Path, name: str, text: str, fault: str) -> None:
    _write(tmp_path, name, text)
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    assert fault in str(caught.value)


def test_a_changed_word_changes_the_hash(tmp_path: Path) -> None:
    before = vocabulary_hash([tmp_path])
    _write(tmp_path, "substances.yml", "heroin: {street: [puder]}\n")
    after = vocabulary_hash([tmp_path])
    assert before == vocabulary_hash() != after


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("150", ("151", "154", "039", "155")),
        ("019", ("021", "419")),
        ("419", ("005", "013", "029")),
        ("142", ("143", "034", "035", "030", "145")),
        ("002", ("015", "202")),
        ("202", ("011", "014", "017", "018")),
        ("009", ("053", "054", "057", "061")),
    ],
)
def test_a_continent_is_its_parts_and_each_country_in_one(
    whole: str, parts: tuple[str, ...]
) -> None:
    sets = load().area_sets
    members = [area for part in parts for area in sets[f"M49.{part}"].members]
    assert sorted(members) == sorted(sets[f"M49.{whole}"].members)
    assert len(members) == len(set(members))
