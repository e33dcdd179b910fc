"""Scores and ranks that sources state: those of the index reported on, and all others."""

from collections import defaultdict

from karaula.assess.compose.query import PLACED, SCORED, Row, about, of_indices
from karaula.assess.lake import ReportLake
from karaula.vocabulary import Vocabulary


def scored(lake: ReportLake, vocabulary: Vocabulary, places: list[str]) -> list[Row]:
    """Scores and ranks that any index gives to the places."""
    return lake.rows(
        f"SELECT * FROM claims_observation WHERE {about('observation')} AND {SCORED} {PLACED}",
        {"places": places, "indicators": of_indices(vocabulary)},
    )


def most_scored(observations: list[Row], vocabulary: Vocabulary) -> str | None:
    """The index that most of the scores belong to."""
    counts: dict[str, int] = defaultdict(int)
    for row in observations:
        indicator = vocabulary.indicators.get(row["indicator"])
        if indicator and indicator.index and row["unit"] == "score":
            counts[indicator.index] += 1
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def sort_out(
    observations: list[Row],
    index_id: str | None,
    vocabulary: Vocabulary,
    members: tuple[str, ...],
    sources: dict[str, Row],
) -> tuple[dict[tuple[str, str, str], list[Row]], dict[tuple[str, str, str], list[Row]], list[Row]]:
    """Scores and places of the index by area, indicator and edition, and all else."""
    scores: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    ranks: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    rest: list[Row] = []
    tables = {"score": scores, "rank": ranks}
    for row in observations:
        indicator = vocabulary.indicators.get(row["indicator"])
        fits = (
            index_id is not None
            and indicator is not None
            and indicator.index == index_id
            and row["unit"] in tables
            and row["qualifier"] == "exact"
            and len(row["area"]) == 1
            and row["area"][0] in members
            and row["period"]
        )
        if fits:
            tables[row["unit"]][row["area"][0], row["indicator"], row["period"][:4]].append(row)
        else:
            rest.append(row)
    # Of several sources the data set leads, then the better graded one.
    for rows in (*scores.values(), *ranks.values()):
        rows.sort(
            key=lambda row: (
                row["start"] is not None,
                sources[row["source_id"]]["reliability"],
                row["source_id"],
                row["start"] or 0,
            )
        )
    return dict(scores), dict(ranks), rest
