"""The individual drug seizures of UNODC as they were published, where they are at hand."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from karaula.evidence import Source
from karaula.measure.seizures import seizures
from karaula.measure.seizures.normalise import common, drug_groups
from karaula.read.connectors import Dataset, find
from karaula.read.connectors.mapped.words import Words
from karaula.vocabulary import load

GROUPS = {
    "Cocaine and Derivatives": "cocaine",
    "Opioids and Opiates": "opioids",
    "Cannabis and Synthetic Cannabinoids": "cannabis",
    "Amphetamines and Stimulants": "amphetamines",
    "MDMA and Ecstasy-like Drugs": "ecstasy",
    "Classic Hallucinogens": "hallucinogens",
    "Tranquillizers and Sedatives": "sedatives",
    "NPS": "nps",
    "Miscellaneous": "miscellaneous",
}
OTHERWISE = {
    # UNODC's own list of drugs has them among the hallucinogens.
    "Psilocybin (mushrooms)": "hallucinogens",
    "Dimethyltryptamine (DMT)": "hallucinogens",
    "DOB": "hallucinogens",
    "DOC": "hallucinogens",
    # And these among the plants of the new psychoactive substances.
    "Kratom": "nps",
    "Mitragynine": "nps",
    # Two drugs of two groups in one amount.
    "MDMA & Mephedrone": None,
    "Amphetamine-Ketamine Mix": None,
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def dataset(shared: Path) -> Dataset:
    path = shared / "data" / "ids" / "drug-trafficking-unodc.zip"
    connector = find(path)
    assert connector is not None
    source = Source(source_id="a" * 16, sha256="a", name=path.name, title="ids")
    return connector.read(path, source, load())


@pytest.fixture(scope="module")
def table(dataset: Dataset) -> pa.Table:
    return seizures(dataset.claims["incident"], load())


def test_every_country_name_leads_to_its_area(shared: Path) -> None:
    names = rows(shared / "data" / "ids" / "country_aliases.csv")
    find_area = Words(load()).areas()
    assert len(names) == 193
    found = {row["name"]: find_area(row["name"]) or "" for row in names}
    assert found == {row["name"]: row["iso3"] for row in names}


def test_drugs_are_in_the_groups_of_the_publisher(shared: Path) -> None:
    words, group = Words(load()), drug_groups(load())
    known = apart = 0
    for row in rows(shared / "data" / "ids" / "drug_names.csv"):
        if not row["group"]:
            continue
        substance = common(words.substances(row["name"]), load())
        found = group(substance) if substance else None
        if substance is None:
            apart += int(row["n"])
        else:
            known += int(row["n"])
            assert found == OTHERWISE.get(row["name"], GROUPS[row["group"]]), row["name"]
    assert known / (known + apart) > 0.998


def test_every_row_is_read(dataset: Dataset) -> None:
    claims = dataset.claims["incident"]
    assert claims.num_rows == 311_038
    assert len(dataset.refused) == 0
    assert pc.count_distinct(claims["claim_id"]).as_py() == 311_038
    assert all("substance is left empty" in item.reason for item in dataset.unread)


def test_weights_need_no_guess_in_most_rows(table: pa.Table) -> None:
    weighed = pc.sum(pc.equal(table["kg_basis"], "mass")).as_py()
    assert weighed / table.num_rows == pytest.approx(0.962, abs=0.0005)


def test_years_in_which_days_stand_for_months_are_found(table: pa.Table) -> None:
    months = table.filter(pc.equal(table["date_precision"], "month"))
    found = set(
        zip(months["area"].to_pylist(), pc.year(months["date_low"]).to_pylist(), strict=True)
    )
    assert found == {("NZL", 2012), ("NZL", 2013), ("NZL", 2016), ("MMR", 2011)}
