"""What does each element really weigh, and what if its weight were a little off?"""

from collections.abc import Mapping

import numpy as np

from karaula.measure.index.analysis.view import AnalysisError, Grid
from karaula.measure.index.chain import Index
from karaula.measure.index.structure import Structure


def effective_weights(item: Index | Structure) -> Mapping[str, float]:
    """What each element counts for in its top: its share of its parent times its parent's.

    ``e(i) = w(i) / sum of w over the parts of p(i) * e(p(i))``; 1 at the top. The weights of the
    indicators below a top sum to 1. They tell what was meant; correlations tell what came of it.
    Source: COINr ``get_eff_weights``.
    """
    structure = item.structure if isinstance(item, Index) else item
    found: dict[str, float] = {}

    def weigh(code: str) -> float:
        if code not in found:
            parent = structure.elements[code].parent
            found[code] = structure.share(code) * (1.0 if parent is None else weigh(parent))
        return found[code]

    return {code: weigh(code) for code in structure.elements}


def noisy_weights(
    item: Index | Structure,
    draws: int,
    *,
    noise: float | Mapping[int, float] = 0.25,
    seed: int = 0,
) -> Grid:
    """Weights that are off by chance: ``w (1 + u)`` with ``u`` uniform from -noise to +noise.

    ``noise`` is one number for all elements below the tops, or one for each level that is to
    move. One row a draw (``1`` to ``draws``), one column an element that moves. The same seed
    gives the same draws. Raises :class:`AnalysisError` for noise that is not from 0 to below 1,
    and for a level that is not there. Source: COINr ``get_noisy_weights``.
    """
    structure = item.structure if isinstance(item, Index) else item
    below = [code for code, element in structure.elements.items() if element.parent is not None]
    levels = sorted({structure.level[code] for code in below})
    wanted = noise if isinstance(noise, Mapping) else dict.fromkeys(levels, noise)
    faults = [
        f"no element at level {level} has a weight" for level in wanted if level not in levels
    ]
    faults += [
        f"noise of level {level} is {size}" for level, size in wanted.items() if not 0 <= size < 1
    ]
    if draws < 1:
        faults.append(f"{draws} draws")
    if faults:
        raise AnalysisError(
            "; ".join(faults),
            structure.place or structure.name or None,
            f"levels are {', '.join(map(str, levels))}, noise is from 0 to below 1, draws from 1",
        )
    moving = tuple(code for code in below if structure.level[code] in wanted)
    size = np.array([wanted[structure.level[code]] for code in moving])
    weight = np.array([structure.elements[code].weight for code in moving])
    off = np.random.default_rng(seed).uniform(-1, 1, (draws, len(moving)))
    return Grid(tuple(map(str, range(1, draws + 1))), moving, weight * (1 + size * off))
