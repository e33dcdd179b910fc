"""Pairs of seizures that are, or could be, one: how they are gathered and told."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from karaula.evidence.seizure import PAIRS
from karaula.measure.seizures.linkage import COMPARED
from karaula.measure.seizures.table import code_lists
from karaula.measure.seizures.view import View

DOUBTFUL = 0.5
"""Chance of an accident up to which a pair that stays apart is shown for a person to decide."""


@dataclass(slots=True)
class Links:
    """Pairs of rows, as columns in parts."""

    parts: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self,
        left: np.ndarray,
        right: np.ndarray,
        level: np.ndarray | int,
        by: str,
        chance: np.ndarray | float,
        **more: Any,
    ) -> None:
        """Add pairs; what is not given is the same for all of them."""
        size = len(left)
        part: dict[str, Any] = {"left": left, "right": right, "by": np.full(size, by, object)}
        part["level"] = np.broadcast_to(level, size)
        part["chance"] = np.broadcast_to(np.asarray(chance, float), size)
        part["score"] = np.broadcast_to(np.asarray(more.get("score", np.nan), float), size)
        part["why"] = np.broadcast_to(np.asarray(more["why"], object), size)
        part["levels"] = more.get("levels", np.full((size, len(COMPARED)), 2))
        self.parts.append(part)

    def column(self, name: str) -> np.ndarray:
        """One column of all parts."""
        return np.concatenate([part[name] for part in self.parts])

    def table(self, view: View, held: np.ndarray, order: np.ndarray) -> pa.Table:
        """The pairs that hold, and those that a person could decide. ``order`` is the place of each
        row among those that could stay."""
        chance = self.column("chance")
        shown = np.flatnonzero(held | (chance <= DOUBTFUL))
        left, right = self.column("left")[shown], self.column("right")[shown]
        first = order[left] < order[right]
        kept, repeat = np.where(first, left, right), np.where(first, right, left)
        levels = self.column("levels")[shown]
        masks = [
            {name: pa.array(levels[:, at] == wanted) for at, name in enumerate(COMPARED)}
            for wanted in (2, 0)
        ]
        score = self.column("score")[shown]
        table = pa.table(
            [
                view.table["claim_id"].take(pa.array(kept)),
                view.table["claim_id"].take(pa.array(repeat)),
                pa.array(self.column("level")[shown]),
                pa.array(held[shown]),
                pa.array(self.column("by")[shown], pa.string()),
                pa.array(score, from_pandas=True),
                pa.array(chance[shown], from_pandas=True),
                code_lists(masks[0], len(shown)),
                code_lists(masks[1], len(shown)),
                pa.array(self.column("why")[shown], pa.string()),
            ],
            schema=PAIRS,
        )
        return table.sort_by([("kept", "ascending"), ("repeat", "ascending"), ("by", "ascending")])
