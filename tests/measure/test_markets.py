"""Market cards: every market as an equal, gaps told, nothing added up."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from karaula.evidence import Claim, Observation
from karaula.evidence.table import claims_table
from karaula.measure.markets import CAUTIONS, MarketCard, market_cards
from karaula.vocabulary import load

VOCABULARY = load()


def seen(indicator: str, value: float, period: str, unit: str = "kg", **known: Any) -> Claim:
    source = known.pop("source", "annex")
    head = {name: known.pop(name) for name in ("locator", "credibility") if name in known}
    area = known.pop("area", "SRB")
    slots = Observation(
        indicator=indicator, value=value, unit=unit, area=(area,), period=period, **known
    )
    head.setdefault("locator", f"D{int(value) + 2}")
    return Claim(slots=slots, source_id=source, method="connector:x@1", quote=str(value), **head)


GRADES = {"annex": "B", "panel": "C", "press": "D"}


def card(market: str, claims: Sequence[Claim], area: str = "SRB") -> MarketCard:
    table = claims_table("observation", claims)
    found = market_cards(table, GRADES, VOCABULARY, [area])
    return next(item for item in found if item.market == market)


def test_every_market_has_a_card_in_every_area() -> None:
    cards = market_cards(claims_table("observation", []), GRADES, VOCABULARY, ["SRB", "XKX"])
    assert [(c.area, c.market) for c in cards] == [
        (area, market) for area in ("SRB", "XKX") for market in VOCABULARY.markets
    ]
    assert all(c.why and not c.figures for c in cards)
    assert {c.state for c in cards} == {"not at hand", "no open data"}


def test_every_market_says_which_figures_speak_of_it_or_that_none_do() -> None:
    assert VOCABULARY.market_figures.keys() == VOCABULARY.markets.keys()
    assert not any(
        item.none and len(item.none.split()) < 8 for item in VOCABULARY.market_figures.values()
    )


def test_every_figure_is_one_that_a_connector_gives() -> None:
    from karaula.read.connectors.series import series

    named = {f.indicator for m in VOCABULARY.market_figures.values() for f in m.figures}
    substances = VOCABULARY.substances
    for name in named - VOCABULARY.indicators.keys():
        stem = name
        for ending in ("_seized", "_price", "_use_prevalence"):
            stem = stem.removesuffix(ending)
        assert stem in substances and stem != name, name
    assert len(series()) > 10


def test_a_figure_tells_its_latest_value_its_years_and_its_gaps() -> None:
    found = card(
        "heroin",
        [seen("heroin_seized", n, str(year)) for n, year in ((5, 2018), (7, 2019), (9, 2022))],
    )
    (figure,) = found.figures
    assert found.state == "figures"
    assert (figure.latest["value"], figure.latest["period"]) == (9.0, "2022")
    assert figure.periods == ("2018", "2019", "2022")
    assert figure.missing == ("2020", "2021")
    assert len(figure.claims) == 3
    assert found.cautions == (CAUTIONS["seized"],)
    assert {item.indicator for item in found.lacking} == {"heroin_price"}


def test_the_better_graded_source_leads_and_others_stay_as_rivals() -> None:
    figure = card(
        "heroin",
        [
            seen("heroin_seized", 100, "2020", source="panel"),
            seen("heroin_seized", 90, "2020", source="annex"),
            seen("heroin_seized", 90, "2020", source="press"),
        ],
    ).figures[0]
    assert (figure.latest["value"], figure.latest["source_id"]) == (90.0, "annex")
    assert [row["value"] for row in figure.rivals] == [100.0]


def test_parts_are_never_taken_for_the_whole_nor_added() -> None:
    parts = [
        seen("trafficking_victims_detected", n, "2020", "count", breakdown=(part,))
        for n, part in ((40, "sex=female"), (9, "sex=male"), (31, "form=forced_labour"))
    ]
    found = card("human_trafficking", parts)
    assert [figure.parts for figure in found.figures] == [("form=forced_labour",)]
    whole = seen("trafficking_victims_detected", 49, "2020", "count")
    assert card("human_trafficking", [*parts, whole]).figures[0].latest["value"] == 49.0


def test_counts_and_rates_are_not_mixed() -> None:
    found = card(
        "fauna",
        [
            seen("recorded_wildlife_offences", 3.1, "2021", "per_100000"),
            seen("recorded_wildlife_offences", 208, "2020", "count"),
        ],
    )
    (figure,) = found.figures
    assert (figure.unit, figure.latest["value"]) == ("count", 208.0)


@pytest.mark.parametrize("market", ["counterfeit_goods", "tobacco", "extortion"])
def test_a_market_without_open_data_says_so_beside_its_score(market: str) -> None:
    indicator = VOCABULARY.markets[market].indicator
    assert indicator is not None
    found = card(market, [seen(indicator, 6, "2023", "score")])
    assert found.state == "no open data"
    assert found.why is not None and found.why.startswith("No open data set")
    assert found.score is not None and found.score.latest["value"] == 6.0
    assert found.figures == ()


def test_figures_of_another_area_or_from_a_text_are_no_figures_here() -> None:
    elsewhere = seen("heroin_seized", 5, "2020", area="ALB")
    told = seen("heroin_seized", 5, "2020", locator=None)
    found = card("heroin", [elsewhere, told])
    assert (found.state, found.figures) == ("not at hand", ())
    assert len(found.lacking) == 3


def test_a_period_of_two_years_leaves_no_gap() -> None:
    periods = ("2016/2017", "2018", "2020")
    claims = [
        seen("arms_traced_share", n, period, "percent") for n, period in enumerate(periods, 1)
    ]
    (figure,) = card("firearms", claims).figures
    assert figure.missing == ("2019",)
    assert figure.latest["period"] == "2020"


def test_masked_counts_stay_masked() -> None:
    claim = seen("trafficking_victims_detected", 5, "2020", "count", qualifier="less_than")
    assert card("human_trafficking", [claim]).figures[0].latest["qualifier"] == "less_than"


def test_cards_do_not_depend_on_the_order_of_the_table() -> None:
    claims = [
        seen("heroin_seized", n, str(2015 + n % 4), source=source)
        for n in range(12)
        for source in GRADES
    ]
    table = claims_table("observation", claims)
    turned = table.take(pa.array(range(table.num_rows - 1, -1, -1)))
    assert market_cards(table, GRADES, VOCABULARY, ["SRB"]) == market_cards(
        turned, GRADES, VOCABULARY, ["SRB"]
    )
