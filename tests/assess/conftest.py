"""A small lake on six areas: a table of scores, two texts of our own, measures and findings."""

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from karaula.assess import compose
from karaula.assess.report import Report
from karaula.evidence import (
    KINDS,
    Claim,
    Document,
    Observation,
    Passage,
    Role,
    Slots,
    Source,
    content_id,
)
from karaula.evidence.finding import Evidence, Finding
from karaula.evidence.measure import measures_table
from karaula.evidence.table import claims_table
from karaula.lake import Lake
from karaula.lake.schemas import findings_table, passages_table, unread_table
from karaula.lake.write import SourceTables, write_source, write_table
from karaula.measure.index import measures
from karaula.vocabulary import Vocabulary, load

INDEX = load().indices["goci"]
SCORED = {"ALB": 5.0, "BIH": 6.0, "MNE": 5.5, "MKD": 4.5, "SRB": 6.5}

NEWS = """Police of two States spoke in Tirana.

Officers seized more than 2 tonnes of cocaine in Albania in 2022, said the ministry.

Albania is a key transit country for cocaine. The criminality score of Albania is 4,75.
"""
NOTE = """A draft note.

In Albania, more than 2 tonnes of cocaine were seized in 2022. Kosovo was not assessed.
"""


def source(name: str, data: bytes, **values: Any) -> Source:
    source_id, sha = content_id(data)
    return Source(source_id=source_id, sha256=sha, name=name, **({"title": name} | values))


@dataclass(frozen=True)
class Text:
    """A document in the making: claims are found by their words."""

    source: Source
    text: str

    def claim(self, slots: Slots, quote: str, **values: Any) -> Claim:
        start = self.text.index(quote)
        return Claim(
            slots=slots,
            source_id=self.source.source_id,
            method="text:test@1",
            quote=quote,
            start=start,
            end=start + len(quote),
            handling=self.source.handling,
            marks=self.source.marks,
            **values,
        )


def write(lake: Path, made: Text | Source, claims: list[Claim]) -> None:
    """Put a source with its claims into a lake."""
    origin, text = (made.source, made.text) if isinstance(made, Text) else (made, None)
    passage = Passage(kind="paragraph", start=0, end=len(text or ""))
    document = Document(source=origin, text=text or "", passages=(passage,) if text else ())
    tables = SourceTables(
        source=origin,
        text=text,
        passages=passages_table(document),
        unread=unread_table(origin.source_id, ()),
        claims={kind: claims_table(kind, claims) for kind in KINDS},
    )
    write_source(lake, tables, {"format": 1})


def scores() -> tuple[Source, list[Claim]]:
    """Two editions of an index: each area has one value throughout, so its averages equal it."""
    table = source(
        "index.xlsx",
        b"index",
        title="Index workbook 2023",
        published="2023-09-26",
        reliability="B",
        url="https://example.org/index.xlsx",
    )
    claims = []
    for period in ("2021", "2023"):
        levels = INDEX.edition(period).levels
        names = [*levels, *(part for level in levels.values() for part in level.mean_of)]
        for row, (area, value) in enumerate(SCORED.items(), 2):
            for column, name in enumerate(dict.fromkeys(names)):
                slots = Observation(
                    indicator=name,
                    value=value,
                    unit="score",
                    area=(area,),
                    period=period,
                    lists=("WORLD", "Europe"),
                )
                claims.append(
                    Claim(
                        slots=slots,
                        source_id=table.source_id,
                        method="connector:test@1",
                        quote=str(value),
                        locator=f"{period}!R{row}C{column}",
                        credibility=2,
                    )
                )
    return table, claims


def two_tonnes(**values: Any) -> Observation:
    slots = Observation(
        indicator="cocaine_seized",
        value=2000,
        unit="kg",
        area=("ALB",),
        period="2022",
        qualifier="more_than",
        substance="cocaine",
    )
    return replace(slots, **values)


@dataclass(frozen=True)
class Hub:
    """A built lake, the configuration and the vocabulary that a report is composed from."""

    folder: Path
    config: Any
    vocabulary: Vocabulary

    @property
    def lake(self) -> Lake:
        return Lake(self.folder)

    def report(self) -> Report:
        return compose(self.lake, self.config, self.vocabulary)


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """The small lake. Nothing in it is about Kosovo but its name."""
    folder = tmp_path_factory.mktemp("hub") / "lake"
    vocabulary = load()
    table, scored = scores()
    write(folder, table, scored)
    news = Text(source("news.txt", b"news", title="News of 2022", published="2022-05"), NEWS)
    stated = Observation(
        indicator="criminality", value=4.75, unit="score", area=("ALB",), period="2023"
    )
    told = [
        news.claim(two_tonnes(), "more than 2 tonnes of cocaine"),
        news.claim(
            Role(area="ALB", market="cocaine", role="transit", strength="key"),
            "Albania is a key transit country for cocaine",
            modality="reported",
        ),
        news.claim(stated, "4,75"),
    ]
    write(folder, news, told)
    draft = Text(
        source("note.txt", b"note", title="A note", handling="TLP:AMBER", marks=("draft",)), NOTE
    )
    again = draft.claim(two_tonnes(), "more than 2 tonnes of cocaine")
    write(folder, draft, [again])
    found = Finding(
        rule="stated-twice",
        level="error",
        message="Criminality of Albania is 4.75 in one place and 5.00 in another",
        why="The workbook gives 5.00",
        confidence=0.9,
        correction="5.00",
        area="ALB",
        indicator="criminality",
        evidence=(
            Evidence(
                claim_id=told[2].claim_id,
                source_id=news.source.source_id,
                doc="news",
                quote="4,75",
                start=told[2].start,
                end=told[2].end,
            ),
        ),
    )
    elsewhere = replace(found, rule="other", area="FRA", level="note", message="About France")
    observations = claims_table("observation", [*scored, told[0], told[2], again])
    write_table(folder / "findings.parquet", findings_table([found, elsewhere]))
    write_table(folder / "measures.parquet", measures_table(measures(observations, vocabulary)))
    return Hub(folder, SimpleNamespace(name="Test hub 7", region="WB.six"), vocabulary)


@pytest.fixture(scope="session")
def report(hub: Hub) -> Report:
    """The report on the small lake."""
    return hub.report()
