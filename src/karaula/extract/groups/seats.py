"""Where groups are by their own words."""

from karaula.extract.context import AREA_LABELS
from karaula.extract.groups.words import Group, group_words
from karaula.extract.kept import per_vocabulary
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold


def own_places(group: Group) -> list[str]:
    """Areas that a group's own words put it in: "groups in Greece", not "from Greece"."""
    words = group.id.split()
    towns = [name.id for name in group.inside if name.label == "place"]
    if towns and group.inside[0].label == "adjective" and "from" in words:
        return towns[-1:]  # "a Foxlandic crew from Barton"
    if "from" in words or "origin" in words:
        return []
    if group.sort == "named":
        return [name.id for name in group.inside if name.label in ("area", "region")]
    # "Balkan clans" are from there: the region stands for its adjective.
    seated = "based" in group.id or not group_words()["place_words"].isdisjoint(words)
    return [
        name.id
        for name in group.inside
        if name.label in AREA_LABELS and (seated or name.label != "region")
    ]


@per_vocabulary
def homes(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Where the groups of a vocabulary are from, by their folded names."""
    return {
        fold(name): group.area
        for group in vocabulary.groups.values()
        for name in (group.name, *group.names)
    }
