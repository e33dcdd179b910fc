"""A specification as the converter draws it fast, to the same picture.

The converter shapes every line of type to know how wide it is, and compiles every layer by itself;
together that takes most of its time. A chart of ours has a place for each line already, and many
layers that differ in their places alone.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from karaula.chart.frame import Layer

_PLACES = ("x", "x2", "y", "y2", "text")


def without_words(layer: dict[str, Any], tokens: dict[str, str]) -> dict[str, Any]:
    """A layer with a short token for every line of its type; anything else as it is. ``tokens`` is
    added to: the token of each line."""
    mark = layer.get("mark")
    if not isinstance(mark, dict) or mark.get("type") != "text":
        return layer

    def token(said: Any) -> Any:
        if isinstance(said, list):
            return [token(line) for line in said]
        if not isinstance(said, str) or not said.strip():
            return said
        return tokens.setdefault(said.strip(), f"k{len(tokens)}")

    if "text" in mark:
        return layer | {"mark": mark | {"text": token(mark["text"])}}
    field = layer["encoding"]["text"]["field"]
    rows = [row | {field: token(row[field])} for row in layer["data"]["values"]]
    return layer | {"data": {"values": rows}}


def together(layers: Sequence[Layer]) -> list[Layer]:
    """The same layers, those that lie on each other and differ in their places alone as one."""
    return [layer for run in _runs(layers) for layer in run]


def _runs(layers: Sequence[Layer]) -> Iterator[list[Layer]]:
    for looks, run in groupby(layers, key=_looks):
        found = list(run)
        yield found if looks is None or len(found) == 1 else [_one(found)]


def _looks(layer: Layer) -> str | None:
    """What marks must share to be drawn as one layer; None for a layer that stands alone."""
    mark = layer["mark"]
    if layer["encoding"] or layer["data"]["values"] != [{}] or isinstance(mark.get("text"), list):
        return None
    places = [name for name in _PLACES if name in mark]
    return repr((places, sorted((k, v) for k, v in mark.items() if k not in places)))


def _one(layers: Sequence[Layer]) -> Layer:
    first = layers[0]["mark"]
    places = [name for name in _PLACES if name in first]
    encoding: dict[str, Any] = {}
    for name in places:
        encoding[name] = {"field": name}
        if name in ("x", "y"):
            encoding[name] |= {"type": "quantitative", "scale": None, "axis": None}
    rows = [{name: layer["mark"][name] for name in places} for layer in layers]
    mark = {key: value for key, value in first.items() if key not in places}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
