"""Ranks in the lists of an index, which are never mixed."""

from karaula.assess.compose.gather import Material
from karaula.assess.compose.query import Row as Measured
from karaula.assess.report import Figure, Term


def lists_of(material: Material, level: str, period: str) -> list[str]:
    """The lists that every area of the region shares, the longest first.

    Ranks of different lists never stand in one column.
    """
    sizes: dict[str, int] = {}
    shared: set[str] | None = None
    for area in material.members:
        ranks = material.ranks(area, level, period)
        if ranks:
            sizes |= {row["among"]: row["of"] for row in ranks}
            names = {row["among"] for row in ranks}
            shared = names if shared is None else shared & names
    return sorted(shared or (), key=lambda name: (-sizes[name], name))


def list_name(material: Material, among: str) -> Term:
    """Name of the list that a rank stands in: a region's, else that of the source."""
    known = material.vocabulary.regions.get(among)
    return Term(known.name if known else among)


def rank_figure(material: Material, row: Measured) -> Figure:
    """A rank with its interval."""
    ref = material.measure(row)
    return Figure(ref=ref, value=row["value"], unit="rank", low=row["low"], high=row["high"])
