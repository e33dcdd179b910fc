"""Region, country and market: what they find, what they leave open, and where each figure leads."""

from typing import Any

import pytest

from karaula.assess.report import Ref
from karaula.hub.block import Block, Strip, View
from karaula.hub.figure import Figure
from karaula.hub.page import Asked, MissingError, UnusableError, page
from karaula.hub.said import Link, words
from karaula.hub.shelf import Shelf
from karaula.hub.views.scores import beside, place
from karaula.workspace import Hub


def view(shelf: Shelf, name: str, **values: str) -> View:
    known = page(name)
    return known.make(shelf, known.asked(values))


def block(found: View, name: str) -> Block:
    made = found.block(name)
    assert made is not None
    return made


def column(made: Block, key: str) -> list[str]:
    columns, rows = made.table
    at = [one.key for one in columns].index(key)
    return [words(row[at]) if isinstance(row[at], tuple) else str(row[at]) for row in rows]


def figures(value: Any) -> list[Figure]:
    if isinstance(value, Figure):
        return [value]
    return [one for part in value for one in figures(part)] if isinstance(value, tuple) else []


def test_the_region_is_ordered_and_gaps_come_last(shelf: Shelf) -> None:
    made = block(view(shelf, "region"), "ranking")
    areas = column(made, "area")
    assert areas[:4] == ["Serbia", "Montenegro", "Albania", "Slovenia"]
    scores = column(made, "score")
    assert scores[:4] == ["6.75", "5.75", "5.25", "4.00"] and set(scores[4:]) == {"None"}
    assert made.coverage == "4 of 10 areas have a value"


def test_a_choice_of_measure_edition_and_market_is_followed(shelf: Shelf) -> None:
    old = block(view(shelf, "region", edition="2021"), "map")
    assert (old.period, column(old, "score")[0]) == ("edition 2021", "6.50")
    chosen = view(shelf, "region", measure="resilience", market="cocaine")
    assert block(chosen, "map").heading.startswith("Cocaine trade: highest in Serbia")


@pytest.mark.parametrize("name", ["measure", "edition", "market"])
def test_a_choice_that_there_is_not_is_told(shelf: Shelf, name: str) -> None:
    with pytest.raises(UnusableError, match=name):
        view(shelf, "region", **{name: "nothing"})


def test_every_figure_leads_to_what_it_was_read_from(shelf: Shelf) -> None:
    claims = {
        row["claim_id"]
        for kind in ("observation", "role", "incident", "leg")
        for row in shelf.rows(f"SELECT claim_id FROM claims_{kind}")
    }
    measures = set(shelf.behind)
    found = [view(shelf, "region"), view(shelf, "country", area="SRB"),
             view(shelf, "market", market="cocaine")]  # fmt: skip
    held = [one for made in found for b in made.blocks for one in figures((b.rows, b.items))]
    held += [one for made in found for one in figures(made.lead)]
    assert len(held) > 30
    for one in held:
        assert one.ref.id in (claims if one.ref.kind == "claim" else measures), one


def test_what_changed_is_not_made_up(shelf: Shelf) -> None:
    made = block(view(shelf, "region"), "changed")
    assert made.empty is not None and not made.rows


def test_a_country_tells_its_part_in_each_market(shelf: Shelf) -> None:
    made = block(view(shelf, "country", area="ALB"), "roles")
    told = dict(zip(column(made, "market"), column(made, "roles"), strict=True))
    assert told["Cocaine"] == "key transit"
    assert any("Waste" in note for note in made.notes)


def test_a_country_tells_its_ways_in_and_out(shelf: Shelf) -> None:
    made = block(view(shelf, "country", area="ALB"), "legs")
    ways = list(zip(column(made, "from"), column(made, "to"), strict=True))
    assert ("Ecuador", "Albania") in ways
    assert all("Albania" in way for way in ways)


def test_an_event_stands_once_with_its_claim(shelf: Shelf) -> None:
    made = block(view(shelf, "country", area="ALB"), "incidents")
    assert column(made, "date") == ["May 2022"]
    assert "200" in column(made, "event")[0]
    assert any(isinstance(part, Link) and part.to.kind == "claim"  # type: ignore[union-attr]
               for part in made.rows[0][2])  # type: ignore[union-attr]  # fmt: skip


def test_a_country_without_scores_says_so_and_shows_no_nought(shelf: Shelf) -> None:
    made = view(shelf, "country", area="XKX")
    assert block(made, "scores").empty is not None
    assert "no data, which is not zero" in words(made.lead[0])


def test_empty_blocks_say_why_and_what_would_fill_them(shelf: Shelf) -> None:
    for made in (view(shelf, "country", area="XKX"), view(shelf, "market", market="waste")):
        for one in made.blocks:
            rows = one.table[1]
            assert bool(rows) != bool(one.empty and one.empty.why and one.empty.fill), one.id


def test_what_is_hidden_is_in_no_count(hub: Hub, shelf: Shelf) -> None:
    """Croatia is spoken of in the paper alone that is not for all."""
    below = view(shelf, "country", area="HRV")
    above = view(Shelf(hub, "TLP:AMBER"), "country", area="HRV")
    assert column(block(above, "claims"), "kind") == ["role"]
    assert not block(below, "claims").rows
    assert "0 claims" in block(below, "claims").heading
    assert not block(below, "sources").rows


def test_all_claims_are_paged(shelf: Shelf) -> None:
    made = block(view(shelf, "country", area="SRB"), "claims")
    assert made.pager is not None and made.pager.page == 1
    with pytest.raises(UnusableError):
        view(shelf, "country", area="SRB", page=str(made.pager.pages + 1))


@pytest.mark.parametrize(
    ("name", "values"), [("country", {"area": "FRA"}), ("market", {"market": "x"})]
)
def test_what_there_is_not_is_missing(shelf: Shelf, name: str, values: dict[str, str]) -> None:
    with pytest.raises(MissingError):
        page(name).make(shelf, Asked(tuple(values.items())))


def test_a_market_without_open_data_has_a_card_that_says_so(shelf: Shelf) -> None:
    silent = next(key for key, known in shelf.vocabulary.market_figures.items() if known.none)
    made = block(view(shelf, "market", market=silent), "figures")
    assert "no open data" in made.heading and made.empty is not None
    at_hand = block(view(shelf, "market", market="cocaine"), "figures")
    assert "none is at hand" in at_hand.heading and "price" in at_hand.empty.fill  # type: ignore[union-attr]


def score(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(text="", ref=Ref("measure", "0"), value=value, low=low, high=high)


@pytest.mark.parametrize(
    ("own", "others", "told"),
    [
        (score(5), [score(4), score(5), score(6)], (1, 1, 1)),
        (score(5, 4.5, 5.5), [score(4.4), score(4.5), score(5.5), score(5.6)], (1, 2, 1)),
        (score(5, 4, 6), [score(6.5, 5.9, 7), score(3, 2, 3.9)], (1, 1, 0)),
        (score(5), [], (0, 0, 0)),
    ],
)
def test_intervals_that_overlap_are_level(
    own: Figure, others: list[Figure], told: tuple[int, int, int]
) -> None:
    assert beside(own, others) == told


@pytest.mark.parametrize(
    ("low", "high", "said"), [(4, 9, "4th–9th"), (3, 3, "3rd"), (None, None, "1st")]
)
def test_a_rank_is_a_range_where_it_is_not_sure(low: float, high: float, said: str) -> None:
    assert place({"value": low or 1.0, "low": low, "high": high}) == said


@pytest.mark.parametrize(("value", "at"), [(1.0, 0.0), (10.0, 100.0), (0.0, 0.0), (5.5, 50.0)])
def test_a_number_lies_on_its_axis(value: float, at: float) -> None:
    assert Strip(value=value, axis=(1.0, 10.0)).at(value) == at
