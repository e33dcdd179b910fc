"""A small hub of made-up seizures and two documents that speak of routes."""

from pathlib import Path

import pytest

from karaula.workspace import Hub, build
from karaula.workspace.routes import Opened, open_routes

HEAD = (
    "REGION;SUBREGION;COUNTRY;ADMINISTRATIVE_DIVISION;PLACE;SEIZURE_DATE;DRUG_NAME;AMOUNT;"
    "DRUG_UNIT;HIDING_PLACE;INSTALLATION;TRANSPORT;PRODUCING_COUNTRY;DEPARTURE_COUNTRY;"
    "DESTINATION_COUNTRY;ROUTING"
)
WAYS = [
    # seized in, producing, departure, destination, drug, means, cases in 2011 and in 2014
    ("Bulgaria", "Afghanistan", "Turkey", "Germany", "Heroin", "Private road", 30, 12),
    ("Bulgaria", "", "Turkey", "", "Heroin", "Commercial road", 6, 4),
    ("Bulgaria", "", "", "Romania", "Heroin", "", 0, 14),
    ("Greece", "", "Turkey", "Italy", "Heroin", "Commercial road", 9, 30),
    ("Italy", "", "Greece", "Germany", "Heroin", "", 3, 5),
    ("Spain", "", "Ecuador", "", "Cocaine", "Commercial sea", 8, 8),
    ("Serbia", "", "", "", "Heroin", "", 5, 5),
]
TEXT = """# Routes

Heroin is smuggled from Turkey to Bulgaria by land.

Heroin is trafficked from Albania to Montenegro.

In March 2013 police in Montenegro seized 12 kg of heroin that had come from Albania.

Heroin is trafficked from Greece to Bulgaria.

Bulgaria is an increasing transit country for heroin.
"""


def table() -> str:
    rows = [HEAD]
    for country, producing, departure, destination, drug, means, *counts in WAYS:
        for year, count in zip((2011, 2014), counts, strict=True):
            for at in range(count):
                day = f"{year}-{at % 12 + 1:02d}-{at % 27 + 1:02d}"
                # No two are alike, so that none is taken for a repeat of another.
                amount = f"{len(rows) * 1.37 + 1:.2f}"
                rows.append(f";;{country};;Town {at};{day};{drug};{amount};Kilogram;;;{means};"
                            f"{producing};{departure};{destination};")  # fmt: skip
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="session")
def routes_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once for all tests that ask for it, wherever they stand."""
    folder: Path = tmp_path_factory.getbasetemp() / "routes-hub"
    if folder.exists():
        return folder
    hub = Hub.create(folder)
    (hub.sources / "seizures.csv").write_text(table(), encoding="utf-8")
    (hub.sources / "report.md").write_text(TEXT, encoding="utf-8")
    build(Hub.open(folder))
    return folder


@pytest.fixture(scope="session")
def opened(routes_hub: Path) -> Opened:
    return open_routes(routes_hub)
