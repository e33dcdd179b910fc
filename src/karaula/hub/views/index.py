"""The index: who stands where and how sure that is, by other weights too; two areas side by side;
two editions side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.errors import KaraulaError
from karaula.hub.block import Block, Empty, View
from karaula.hub.page import Asked, UnusableError
from karaula.hub.views.ranked import Standing, made_of, ranking, supposed
from karaula.hub.views.region import Choice
from karaula.hub.views.side_by_side import editions, pair, pairing
from karaula.hub.words import say, text

if TYPE_CHECKING:
    import pyarrow as pa

    from karaula.hub.shelf import Shelf
    from karaula.workspace.index import Opened

MOST = 5.0
"""The largest weight of a slider; weights are relative to each other."""


@dataclass(frozen=True, slots=True)
class Slider:
    """The weight of one element: the usual one, and the one asked for."""

    code: str
    name: str
    parent: str
    usual: float
    now: float


@dataclass(frozen=True, kw_only=True)
class IndexView(View):
    """The page of an index, with its forms."""

    choices: tuple[Choice, ...] = ()
    pair: tuple[Choice, ...] = ()
    sliders: tuple[tuple[str, tuple[Slider, ...]], ...] = ()
    matrix: Mapping[str, Any] | None = None
    what_if: tuple[Standing, ...] = ()
    """Rows that move with the sliders."""
    top: str = ""


def index(shelf: "Shelf", asked: Asked) -> IndexView:
    """The page of a published index, or of one of the hub's own."""
    try:
        opened, choice = _which(shelf, _own(shelf), asked)
    except KaraulaError as error:
        if isinstance(error, UnusableError):
            raise
        none = Empty(_sentence(error.problem), text("index.none_fill"))
        block = Block(id="ranking", title=say("index.none"), empty=none, wide=True)
        return IndexView(title=text("index.title"), blocks=(block,))
    measure = asked.choice("measure", _measures(opened), opened.tops[0])
    within = asked.choice("within", ("region", "all"), "region")
    first, order = ranking(shelf, opened, measure, within)
    weights = _weights(opened, asked)
    blocks = [
        first,
        *supposed(shelf, opened, measure, within, len(order), weights),
        made_of(shelf, opened, measure, [row.unit for row in order]),
        pair(shelf, opened, asked),
        editions(shelf, opened, measure, within),
    ]
    return IndexView(
        title=opened.name,
        under=text(f"index.under_{opened.kind}", period=opened.period,
                   units=len(opened.now.raw.units)),
        choices=(*choice, *_choices(opened, measure, within)),
        pair=pairing(opened, asked),
        sliders=_sliders(opened, weights) if _is_mean(opened) else (),
        matrix=_matrix(opened, measure) if _is_mean(opened) else None,
        what_if=order,
        top=measure,
        blocks=tuple(blocks),
        notes=tuple(opened.mandatory_notes(row.unit for row in order)),
    )  # fmt: skip


def _which(
    shelf: "Shelf", own: Mapping[str, Path], asked: Asked
) -> tuple["Opened", tuple[Choice, ...]]:
    """The index asked for, and the choice between it and others. Without one asked for it is the
    published one, or else the first of the hub's own."""
    which = asked.choice("index", ("", *own), "")
    edition = asked.get("edition")
    known = [(name, name) for name in own]
    try:
        published = _published(shelf, "" if which else edition)
    except KaraulaError:
        if not own:
            raise
        which = which or next(iter(own))
        opened = _opened_own(shelf, own[which], edition)
    else:
        known.insert(0, ("", published.name))
        opened = _opened_own(shelf, own[which], edition) if which else published
    several = len(known) > 1
    return opened, (Choice("index", (("", tuple(known)),), which),) if several else ()


def _own(shelf: "Shelf") -> dict[str, Path]:
    """The hub's own indices by their names."""
    from karaula.workspace.index import indices_of

    return indices_of(shelf.hub.folder)


def _opened_own(shelf: "Shelf", path: Path, year: str) -> "Opened":
    """An index of the hub's own, opened once for each year. Its values are the reader's claims: a
    file of values is no source of words, and stays with the command line."""
    from karaula.measure.index.specification import read_structure
    from karaula.workspace.index import QuestionError, open_stated

    def make() -> "Opened":
        structure = read_structure(path)
        if structure.data is not None:
            raise QuestionError(text("index.of_file", name=path.stem))
        called = {key: row["publisher"] or row["title"] for key, row in shelf.sources.items()}
        table = _observations(shelf, set(structure.indicators))
        return open_stated(path, structure, table, called, shelf.vocabulary, year or None)

    return shelf.keep(("index", path.stem, year), make)


def _published(shelf: "Shelf", edition: str) -> "Opened":
    """The published index that the reader's claims hold, opened once for each edition."""
    from karaula.workspace.index import Asked as Wanted
    from karaula.workspace.index import open_claims

    def make() -> "Opened":
        from karaula.measure.index.structure import Structure

        names = {code: item.name for code, item in shelf.vocabulary.indicators.items()}
        known = {
            code for about in shelf.vocabulary.indices.values()
            for edition in about.editions.values()
            for code in Structure.of_edition(edition, about, names).elements
        }  # fmt: skip
        wanted = Wanted(period=edition or None)
        return open_claims(
            _observations(shelf, known), shelf.vocabulary, wanted, shelf.hub.folder
        )  # fmt: skip

    return shelf.keep(("index", edition), make)


def _observations(shelf: "Shelf", indicators: set[str]) -> "pa.Table":
    claims = shelf.claims("observation")
    wanted = claims.filter(claims.indicator.isin(sorted(indicators)))
    return wanted.order_by("source_id", "locator", "claim_id").to_pyarrow()


def _measures(opened: "Opened") -> tuple[str, ...]:
    return tuple(code for code in opened.tree() if code in opened.structure.parts)


def _is_mean(opened: "Opened") -> bool:
    """Whether every aggregate is an arithmetic mean, which a browser may compute as well."""
    steps = opened.index.steps
    return len(steps) == 1 and dict(steps[0].settings) == {"method": "arithmetic"}


def _choices(opened: "Opened", measure: str, within: str) -> tuple[Choice, ...]:
    measures = tuple((code, opened.element_name(code)) for code in _measures(opened))
    editions = tuple((name, name) for name in opened.editions)
    places = (("region", text("index.region")), ("all", text("index.all")))
    return (
        Choice("measure", (("", measures),), measure),
        Choice("edition", (("", editions),), opened.period),
        Choice("within", (("", places),), within),
    )


def _weights(opened: "Opened", asked: Asked) -> dict[str, float]:
    """Weights other than the usual ones. Raises :class:`UnusableError`."""
    found = {}
    for name, value in asked.values:
        if not name.startswith("w_"):
            continue
        code = name[2:]
        if code not in opened.structure.elements:
            raise UnusableError(text("index.no_element", code=code))
        try:
            weight = float(value)
        except ValueError:
            weight = -1.0
        if not 0 <= weight <= MOST:
            raise UnusableError(text("index.bad_weight", code=code, most=f"{MOST:g}"))
        if weight != opened.structure.elements[code].weight:
            found[code] = weight
    return found


def _sliders(
    opened: "Opened", weights: Mapping[str, float]
) -> tuple[tuple[str, tuple[Slider, ...]], ...]:
    groups = []
    for code in opened.tree():
        parts = opened.structure.parts.get(code, ())
        if len(parts) < 2:
            continue
        groups.append((opened.element_name(code), tuple(
            Slider(part, opened.element_name(part), code, usual, weights.get(part, usual))
            for part in parts for usual in [opened.structure.elements[part].weight]
        )))  # fmt: skip
    return tuple(groups)


def _matrix(opened: "Opened", measure: str) -> dict[str, Any]:
    """What sliders compute from, of all units, whose ranks are those of the whole list:
    ``frontend/README.md`` tells its shape."""
    elements = opened.structure.elements
    raw = opened.now.raw
    leaves = [code for code in raw.codes if code in elements]
    columns = [raw.column(code) for code in leaves]
    values = np.column_stack(columns) if columns else np.empty((len(raw.units), 0))
    return {
        "decimals": opened.structure.decimals,
        "elements": [
            {"code": code, "parent": element.parent, "weight": element.weight}
            for code, element in elements.items()
        ],
        "units": list(raw.units),
        "columns": leaves,
        "values": [[None if np.isnan(v) else float(v) for v in row] for row in values],
        "order": measure,
    }


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}."
