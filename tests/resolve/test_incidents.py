"""Which reports tell the same event: families of invented claims, near misses, decisions."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import Claim, Decision, Incident, Source
from karaula.resolve import Event, incidents
from karaula.vocabulary import load

HEROIN: dict[str, Any] = {"type": "seizure", "substance": ("heroin",)}
COCAINE: dict[str, Any] = {"type": "seizure", "substance": ("cocaine",)}
DURRES: dict[str, Any] = COCAINE | {"place": "Durrës", "area": ("ALB",)}


def _claim(number: int, slots: dict[str, Any], **head: Any) -> Claim:
    return Claim(
        slots=Incident(**slots),
        source_id=f"source{number:02}",
        method="text:incident@1",
        quote="seized",
        start=number * 100,
        end=number * 100 + 6,
        **head,
    )


def _source(number: int, published: str | None = None, origin: str | None = None) -> Source:
    name = f"source{number:02}"
    return Source(
        source_id=name, sha256=name, name=name, title=name, published=published, origin=origin
    )


def _resolved(*told: dict[str, Any], published: str | None = None, **kwargs: Any) -> list[Event]:
    claims = [_claim(number, slots) for number, slots in enumerate(told)]
    sources = {c.source_id: _source(n, published) for n, c in enumerate(claims)}
    return incidents(claims, sources, load(), **kwargs)


def _same(*told: dict[str, Any], published: str | None = None) -> bool:
    return len(_resolved(*told, published=published)) == 1


FAMILY = [
    DURRES | {"date": "2018-02-28", "kg": 613.0, "arrests": 2},
    DURRES | {"date": "2018-02-28", "kg": 600.0, "qualifier": "more_than"},
    DURRES | {"date": "2018-03-01", "kg": 600.0, "unit": "tonne", "quantity": 0.6},
    COCAINE | {"date": "2018-02", "kg": 613.0, "place": "port of Durres"},
    DURRES | {"date": "--02-28", "kg": 613.5, "money": 180e6, "currency": "EUR"},
]


def test_one_seizure_in_five_wordings_counts_once() -> None:
    (event,) = _resolved(*FAMILY, published="2018-03-02")
    assert event.date == "2018-02-28"
    assert event.place == "Durrës"
    assert event.kg is not None and (event.kg.low, event.kg.high) == (600.0, 613.5)
    assert len(event.claims) == len(event.sources) == 5
    assert all(link.score >= 5 and link.reasons for link in event.links)
    assert "both on 2018-02-28" in " ".join(link.why for link in event.links)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # a week apart
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-03-07", "kg": 613.0},
        ),
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-03-07", "kg": 590.0},
        ),
        # another year
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2019-02-28", "kg": 613.0},
        ),
        # the same day elsewhere
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            COCAINE | {"date": "2018-02-28", "kg": 610.0, "place": "Antwerp", "area": ("BEL",)},
        ),
        (
            DURRES | {"date": "2018-02-28", "kg": 600.0},
            COCAINE | {"date": "2018-02-28", "kg": 600.0, "place": "Vlorë", "area": ("ALB",)},
        ),
        # another drug, another weight
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            HEROIN | {"date": "2018-02-28", "kg": 613.0, "place": "Durrës", "area": ("ALB",)},
        ),
        (DURRES | {"date": "2018-02-28", "kg": 613.0}, DURRES | {"date": "2018-02-28", "kg": 61.3}),
        # a seizure and a sentence, two ships, two operations
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"type": "sentencing", "date": "2018-02-28", "kg": 613.0},
        ),
        (COCAINE | {"vessel": "MSC Rosa", "kg": 900.0}, COCAINE | {"vessel": "Karar", "kg": 900.0}),
        (COCAINE | {"name": "Stone", "arrests": 9}, COCAINE | {"name": "Heron", "arrests": 9}),
        # nothing but a common substance
        (COCAINE | {"area": ("ALB",)}, COCAINE | {"area": ("ALB",)}),
        # a round figure alone
        (COCAINE | {"kg": 500.0}, COCAINE | {"kg": 500.0}),
        # arrests of one day in two towns
        (
            {"type": "arrests", "arrests": 3, "date": "2021-06-05", "place": "Niš"},
            {"type": "arrests", "arrests": 3, "date": "2021-06-05", "place": "Leskovac"},
        ),
        (
            {"type": "violence", "killed": 1, "date": "2020-01-19", "place": "Corfu"},
            {"type": "violence", "killed": 1, "date": "2020-01-19", "place": "Kotor"},
        ),
    ],
)
def test_near_misses_stay_two(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert not _same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # rounding and bounds
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-02-28", "kg": 600.0},
        ),
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-02-28", "kg": 500.0, "qualifier": "more_than"},
        ),
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-02-28", "kg": 600.0, "kg_max": 700.0, "qualifier": "between"},
        ),
        # a day or two between event and announcement
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-03-02", "kg": 613.0},
        ),
        # other numbers of arrests
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0, "arrests": 2},
            DURRES | {"date": "2018-02-28", "kg": 613.0, "arrests": 4},
        ),
        # the place in one report only, the country in the other
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            COCAINE | {"date": "2018-02-28", "kg": 613.0},
        ),
        # a ship or an operation by its name
        (
            COCAINE | {"vessel": "MSC Gayane", "kg": 20000.0, "date": "2019-06-17"},
            COCAINE | {"vessel": "Gayane", "kg": 17900.0, "date": "2019-06-18"},
        ),
        (
            COCAINE | {"type": "operation", "name": "Los Blancos", "arrests": 20, "kg": 4000.0},
            COCAINE | {"type": "operation", "name": "Los Blancos", "date": "2020-09"},
        ),
        # a form of the drug and the drug
        (
            DURRES | {"date": "2018-02-28", "kg": 613.0},
            DURRES | {"date": "2018-02-28", "kg": 613.0, "substance": ("crack",)},
        ),
        (
            {"type": "violence", "killed": 1, "date": "2020-01-19", "place": "Corfu"},
            {"type": "violence", "killed": 1, "date": "2020-01-19", "place": "island of Corfu"},
        ),
        (
            {"type": "sentencing", "person_count": 2, "date": "2021-08-04", "place": "Podgorica"},
            {"type": "sentencing", "person_count": 2, "date": "2021-08-05", "place": "Podgorica"},
        ),
    ],
)
def test_one_event_told_differently_is_one(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert _same(a, b)
    assert _same(b, a)


def test_an_undated_report_belongs_to_what_its_publication_tells() -> None:
    dated = DURRES | {"date": "2018-02-28", "kg": 613.0}
    undated = DURRES | {"kg": 613.0}
    assert _same(dated, undated, published="2018-03-02")
    assert not _same(dated, undated | {"kg": 600.0}, published="2019-03-02")


@pytest.mark.parametrize(
    ("date", "one"), [("--02-28", True), ("--03-01", True), ("--04-20", False), (None, True)]
)
def test_a_day_without_a_year_speaks_for_the_day_that_it_is(date: str | None, one: bool) -> None:
    full = DURRES | {"date": "2018-02-28", "kg": 613.0, "arrests": 4}
    assert _same(full, DURRES | {"date": date, "kg": 605.0, "arrests": 5}) is one


def test_a_bridge_does_not_join_what_is_barred() -> None:
    first = DURRES | {"date": "2018-02-28", "kg": 613.0}
    bridge = DURRES | {"date": "2018-03-03", "kg": 613.0}
    last = DURRES | {"date": "2018-03-06", "kg": 613.0}
    assert len(_resolved(first, bridge, last)) == 2


def test_a_table_row_and_texts_tell_one_event() -> None:
    row = replace(_claim(9, DURRES | {"date": "2018-02-28", "kg": 613.0}), start=None, end=None)
    row = replace(row, locator="seizures!A7")
    told = [_claim(n, slots) for n, slots in enumerate(FAMILY[:3])]
    sources = {c.source_id: _source(n) for n, c in enumerate([*told, row])}
    assert len(incidents([*told, row], sources, load())) == 1


def test_syndicated_copies_are_one_origin() -> None:
    claims = [_claim(n, FAMILY[0]) for n in range(3)]
    sources = {c.source_id: _source(n, origin="agency") for n, c in enumerate(claims)}
    (event,) = incidents(claims, sources, load())
    assert (len(event.sources), event.origins) == (3, 1)


def test_denied_incidents_are_no_events() -> None:
    assert incidents([_claim(1, FAMILY[0], modality="denied")], {}, load()) == []


def _decision(verdict: Any, subject: str, **kwargs: Any) -> Decision:
    value = {name: kwargs.pop(name) for name in ("with", "parts") if name in kwargs}
    made = "2026-01-01T00:00:00+00:00"
    return Decision(
        subject=subject, verdict=verdict, author="ana", made=made, value=value, **kwargs
    )


def test_a_person_merges_splits_and_takes_back() -> None:
    one = _claim(1, DURRES | {"date": "2018-02-28", "kg": 613.0})
    two = _claim(2, DURRES | {"date": "2018-03-07", "kg": 613.0})
    ids = one.claim_id, two.claim_id
    claims = [one, two]
    merge = _decision("merge", ids[0], **{"with": [ids[1]]})
    split = _decision("split", ids[0], parts=[[ids[0]], [ids[1]]])

    (event,) = incidents(claims, {}, load(), [merge])
    assert [link.by for link in event.links] == ["decision"]
    assert len(incidents(claims, {}, load(), [replace(merge, undone="2026-02-01")])) == 2
    assert len(incidents(claims, {}, load(), [merge, split])) == 2
    assert len(incidents(claims, {}, load(), [split, merge])) == 1

    same = [_claim(1, FAMILY[0]), _claim(2, FAMILY[0])]
    apart = _decision("split", same[0].claim_id, parts=[[same[0].claim_id], [same[1].claim_id]])
    assert len(incidents(same, {}, load())) == 1
    assert len(incidents(same, {}, load(), [apart])) == 2


def test_an_event_is_merged_by_its_own_id() -> None:
    claims = [
        _claim(1, DURRES | {"date": "2018-02-28", "kg": 613.0}),
        _claim(2, DURRES | {"date": "2018-03-07", "kg": 613.0}),
    ]
    first, second = incidents(claims, {}, load())
    merge = _decision("merge", first.event_id, **{"with": [second.event_id]})
    (event,) = incidents(claims, {}, load(), [merge])
    assert event.event_id == first.event_id


_SLOTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["seizure", "arrests", "violence", "sentencing", "operation"]),
        "date": st.sampled_from([None, "2018", "2018-02", "2018-02-28", "--02-28", "2018-13-40"]),
        "place": st.sampled_from([None, "Durrës", "Bar"]),
        "kg": st.sampled_from([None, 0.0, 5.0, 613.0, 600.0]),
        "substance": st.sampled_from([(), ("drugs",), ("cocaine",), ("heroin",)]),
        "arrests": st.sampled_from([None, 0, 2]),
    }
)


@given(st.lists(_SLOTS, max_size=8), st.randoms(use_true_random=False))
def test_each_claim_is_in_one_event_whatever_the_order(
    told: list[dict[str, Any]], random: Any
) -> None:
    claims = [_claim(number, slots) for number, slots in enumerate(told)]
    events = incidents(claims, {}, load())
    assert sorted(c for e in events for c in e.claims) == sorted(c.claim_id for c in claims)
    shuffled = claims[:]
    random.shuffle(shuffled)
    again = incidents(shuffled, {}, load())
    assert {frozenset(e.claims) for e in again} == {frozenset(e.claims) for e in events}
    for event in events:
        for a, b in combinations(event.claims, 2):
            assert a != b


def test_copies_of_one_report_are_one_event_however_many() -> None:
    """In a block that is too large for all its pairs, neighbours hold the event together."""
    (event,) = _resolved(*[DURRES | {"date": "2018-02-28", "kg": 613.0}] * 150)
    assert len(event.claims) == 150
    assert 149 <= len(event.links) < 150 * 149 / 2


def test_among_many_others_a_report_finds_its_own() -> None:
    others = [
        DURRES | {"date": f"2018-02-{day:02}", "kg": float(kg), "arrests": kg % 7}
        for day in (26, 27, 28)
        for kg in range(10, 400, 7)
    ]
    own = {"date": "2018-02-28", "kg": 5613.0, "arrests": 2}
    events = _resolved(*others, DURRES | own, DURRES | own | {"kg": 5600.0})
    assert sorted(len(event.claims) for event in events if event.kg and event.kg.low > 5000) == [2]
