"""Roles that a text tells to be past: "once only a country of passage", "a former hub"."""

from karaula.extract.legs.scene import Scene
from karaula.extract.roles.mentions import Mention

_LEAD = 6
"""Words before a role in which it may be told to be past."""
_MERELY = frozenset(("mere", "merely", "only", "just", "simply", "purely", "solely", "mainly"))


def once(scene: Scene, mention: Mention) -> bool:
    """Whether it is past: "once only a country of passage", "a former hub"."""
    before = scene.sentence.words[max(0, mention.first - _LEAD) : mention.first]
    for stop in (",", ";", ":", "but", "and"):
        if stop in before:
            before = before[len(before) - before[::-1].index(stop) :]
    if "once" in before and not {"again", "more", "at"}.isdisjoint(before):
        return False
    if "once" in before and not _MERELY.isdisjoint(before):
        behind = scene.sentence.words[mention.last + 1 :]
        if "also" in behind or "too" in behind:
            return False  # "once a mere transit country, it is now also a market"
    return not {"once", "former", "formerly", "erstwhile"}.isdisjoint(before)
