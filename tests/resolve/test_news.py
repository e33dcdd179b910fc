"""From news texts to events: invented families of reports, and near misses among them."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from karaula.evidence import Claim, Source
from karaula.extract import extract
from karaula.read import read
from karaula.resolve import incidents
from karaula.vocabulary import load

# One event a key: the reports of it, each with its day of publication.
NEWS: dict[str, list[tuple[str, str]]] = {
    "bananas in Durrës": [
        (
            "2018-03-01",
            "Police in Durrës seized 613 kg of cocaine hidden in a container of bananas from "
            "Colombia on 28 February 2018; two people were arrested.",
        ),
        (
            "2018-03-01",
            "Albanian police said on Wednesday they had seized more than 600 kilograms of "
            "cocaine in the port of Durres, the country's largest haul. The drugs came from "
            "Colombia in a banana container.",
        ),
        (
            "2018-03-02",
            "About 0.6 tonnes of cocaine were found in a shipment of bananas in Albania on 28"
            " February, prosecutors said. Two suspects are in custody.",
        ),
        (
            "2018-03-05",
            "The 613 kilos of cocaine discovered in Durrës on February 28, 2018 had a value "
            "of 180 million euros.",
        ),
    ],
    "a week later": [
        (
            "2018-03-08",
            "Police in Durrës seized 590 kg of cocaine in a container of bananas from Ecuador"
            " on 7 March 2018. One man was arrested.",
        ),
        (
            "2018-03-09",
            "A second shipment of cocaine, weighing 590 kilograms, was intercepted in the "
            "port of Durrës on 7 March 2018.",
        ),
    ],
    "Rijeka": [
        (
            "2018-03-01",
            "Customs officers in Rijeka found 61 kg of cocaine in a container of bananas on "
            "28 February 2018.",
        ),
        (
            "2018-03-02",
            "Croatian customs said 61 kilograms of cocaine had been discovered in the port of"
            " Rijeka on Wednesday.",
        ),
    ],
    "half a tonne": [
        (
            "2020-05-04",
            "Bulgarian customs officers seized 538 kg of heroin at Kapitan Andreevo on 3 May "
            "2020. The Turkish driver was detained.",
        ),
        (
            "2020-05-04",
            "More than half a tonne of heroin was found in a truck at the Kapitan Andreevo "
            "checkpoint on Sunday, Bulgarian prosecutors said.",
        ),
        (
            "2020-05-05",
            "A Turkish lorry driver was arrested in Bulgaria after 538 kilos of heroin were "
            "found in his truck on 3 May.",
        ),
    ],
    "eight days later": [
        (
            "2020-05-12",
            "Bulgarian customs officers seized 288 kg of heroin at Kapitan Andreevo on 11 May"
            " 2020.",
        ),
    ],
    "another drug": [
        (
            "2020-05-04",
            "Bulgarian customs officers found 120 kg of cannabis in a bus at Kapitan Andreevo"
            " on 3 May 2020.",
        ),
    ],
    "an operation": [
        (
            "2020-09-18",
            "Operation Los Verdes led to 20 arrests on 17 September 2020 and the seizure of "
            "nearly 4 tonnes of cocaine and 5.5 million euros in cash.",
        ),
        (
            "2020-09-17",
            "Twenty people were arrested across Europe in Operation Los Verdes, Europol said."
            " Police seized 4 tonnes of cocaine.",
        ),
        (
            "2020-09-20",
            "The operation code-named Los Verdes dismantled the Adria clan in September 2020."
            " Twenty people were arrested.",
        ),
    ],
    "shooting in Kotor": [
        (
            "2022-05-15",
            "Two people were shot dead and three wounded in Kotor on 14 May 2022.",
        ),
        (
            "2022-05-15",
            "Gunmen killed two men in Kotor on Saturday, police said.",
        ),
    ],
    "shooting in Budva": [
        (
            "2022-05-15",
            "One man was shot dead in Budva on 14 May 2022.",
        ),
    ],
    "a ship": [
        (
            "2019-06-18",
            "US agents seized about 20 tons of cocaine from the MSC Gayane in Philadelphia on"
            " 17 June 2019.",
        ),
        (
            "2019-06-19",
            "Authorities in Philadelphia found 17.9 tonnes of cocaine in containers aboard "
            "the MSC Gayane on Monday.",
        ),
    ],
}

Told = tuple[list[Claim], dict[str, Source], dict[str, str]]


@pytest.fixture
def told(tmp_path: Path) -> Callable[[], Told]:
    """First incident of every report, the reports as sources, and the event of each claim."""

    def made() -> Told:
        claims: list[Claim] = []
        sources: dict[str, Source] = {}
        events: dict[str, str] = {}
        for event, reports in NEWS.items():
            for number, (published, text) in enumerate(reports):
                path = tmp_path / f"{event}{number}.md"
                path.write_text(text, encoding="utf-8")
                document = read(path)
                source = replace(document.source, published=published)
                found = [
                    c for c in extract(replace(document, source=source)) if c.kind == "incident"
                ]
                assert found, text
                claims.append(found[0])
                sources[source.source_id] = source
                events[found[0].claim_id] = event
        return claims, sources, events

    return made


def test_reports_of_one_event_meet_and_others_do_not(told: Callable[[], Told]) -> None:
    claims, sources, events = told()
    resolved = incidents(claims, sources, load())
    together = {frozenset(pair) for event in resolved for pair in combinations(event.claims, 2)}
    wanted = {frozenset((a, b)) for a, b in combinations(events, 2) if events[a] == events[b]}
    right = len(together & wanted)
    assert right / len(together) >= 0.95
    assert right / len(wanted) >= 0.80


def test_the_range_of_a_merged_event_names_its_claims(told: Callable[[], Told]) -> None:
    claims, sources, events = told()
    resolved = incidents(claims, sources, load())
    seizure = next(event for event in resolved if events[event.claims[0]] == "half a tonne")
    assert seizure.kg is not None
    assert (seizure.kg.low, seizure.kg.high) == (538.0, 538.0)
    assert set(seizure.kg.claims) < set(seizure.claims)
