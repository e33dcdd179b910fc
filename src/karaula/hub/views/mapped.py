"""What a page says to the map that moves under the hand: areas in the colours of their scores."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from karaula.chart.ground import extent
from karaula.chart.theme import edges
from karaula.hub.links import SERVED

if TYPE_CHECKING:
    from karaula.chart.theme import Meaning
    from karaula.hub.shelf import Shelf
    from karaula.hub.views.scores import Scored


def scores_map(
    shelf: "Shelf", rows: Sequence["Scored"], label: str, meaning: "Meaning"
) -> dict[str, Any]:
    """Areas with their scores, on the scale of the index; an area leads to its page."""
    scale = shelf.material.index.scale
    return {
        "label": label,
        "bounds": extent(row.area for row in rows),
        "meaning": meaning,
        "edges": edges(scale.low, scale.high, meaning),
        "areas": [_area(shelf, row) for row in rows],
    }


def _area(shelf: "Shelf", row: "Scored") -> dict[str, Any]:
    said = {"code": row.area, "name": shelf.name(row.area), "value": None,
            "href": SERVED.to("country", area=row.area)}  # fmt: skip
    if (score := row.score) is None or score.value is None:
        return said
    return said | {"value": score.value, "text": score.text, "card": SERVED.entry(score.ref)}
