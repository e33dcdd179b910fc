"""Custom: a step of one's own, logged and checked like the others."""

from collections.abc import Callable, Collection, Iterator, Mapping
from importlib.metadata import entry_points
from typing import Any

import numpy as np

from karaula.measure.index.chain import ChainError, Note, Outcome, check, verb
from karaula.measure.index.faults import listed, unknown
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values

ENTRY_POINTS = "karaula.index"
"""Functions of other packages that a specification may name."""


@verb
def custom(
    values: Values, _structure: Structure, /, *, function: Callable[..., Array] | str,
    codes: Collection[str] | None = None, gaps: bool = False, **settings: Any,
) -> Outcome:  # fmt: skip
    """Put the numbers of some columns through a function.

    ``function(data, **settings)`` takes and gives an array of the shape ``(units, codes)``, or
    ``(years, units, codes)`` for a panel. A specification, which is data and not code, names it by
    the entry point that a package has for it in the group ``karaula.index``. ``codes`` are the
    columns, all by default. ``gaps=True`` lets values become gaps, each with a note. Raises
    :class:`ChainError` where the function fails, changes the shape, or makes a gap or an infinite
    number of a value.
    """
    name = function if isinstance(function, str) else getattr(function, "__name__", "function")
    chosen = list(values.codes if codes is None else codes)
    if missing := [code for code in chosen if code not in values.codes]:
        raise ChainError(f"custom {name}: no column {listed(missing)}", values.place,
                         f"columns are {listed(values.codes)}")  # fmt: skip
    before = values.columns(chosen)
    try:
        # A copy, so that a function that writes into its input changes nothing else.
        with np.errstate(all="ignore"):  # what comes of it is checked below
            given = _loaded(function)(before.copy(), **settings)
        after = np.asarray(given, dtype=np.float64)
    except Exception as error:
        raise ChainError(
            f"custom {name} failed: {type(error).__name__}: {error}", values.place,
            "correct the function or its settings",
        ) from error  # fmt: skip
    if after.shape != before.shape:
        raise ChainError(
            f"custom {name} gives the shape {after.shape} for {before.shape}", values.place,
            "give one number for each number",
        )  # fmt: skip
    data = values.data.copy()
    data[..., [values.codes.index(code) for code in chosen]] = after
    lost = np.argwhere(np.isnan(after) & ~np.isnan(before)).tolist() if gaps else []
    notes = [
        Note(
            text=f"a gap now, by {name}", code=chosen[code], unit=values.units[unit],
            year=values.years[year[0]] if values.years and year else None,
            before=float(before[*year, unit, code]),
        )
        for *year, unit, code in lost
    ]  # fmt: skip
    return Outcome(values=values.having(data), notes=tuple(notes))


@check("custom")
def _faults(_: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    function = settings.get("function")
    if isinstance(settings.get("codes"), str):
        yield f"codes is one text; write a list: [{settings['codes']}]"
    if isinstance(function, str) and function not in (known := _known()):
        yield unknown(f"function in the entry points {ENTRY_POINTS}", function, known)
    elif function is not None and not isinstance(function, str) and not callable(function):
        yield f"function is {function!r}; give a function or the name of an entry point"


def _known() -> dict[str, Any]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def _loaded(function: Callable[..., Array] | str) -> Callable[..., Array]:
    if not isinstance(function, str):
        return function
    loaded: Callable[..., Array] = _known()[function].load()
    return loaded
