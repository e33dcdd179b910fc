"""All faults of an input told at once, each with its place and remedy."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

SHOWN = 12
"""So many items of a list are named; the rest are counted."""


def told(faults: Sequence[str]) -> str:
    """One fault as it is, several as a list with their number."""
    if len(faults) == 1:
        return faults[0]
    return f"{len(faults)} faults:" + "".join(f"\n  {fault}" for fault in faults)


def listed(items: Iterable[object]) -> str:
    """``a, b, c … and 5 more``."""
    words = [str(item) for item in items]
    more = f" … and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return ", ".join(words[:SHOWN]) + more


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """``there is no step normalize; did you mean normalise?``, or what there is instead."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    instead = f"did you mean {near[0]}?" if near else f"there is {listed(names) or 'none'}"
    return f"there is no {kind} {name}; {instead}"
