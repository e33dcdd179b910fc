"""Named regions: sets of areas of the vocabulary, and groups that the values tell themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from karaula.measure.index.faults import unknown
from karaula.vocabulary.fold import name_key
from karaula.workspace.index.opened import Opened, QuestionError


@dataclass(frozen=True, kw_only=True)
class Region:
    """Units that are looked at together, and why they are these."""

    asked: str
    name: str
    units: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    """Members that the index does not have."""

    def notes(self) -> Iterator[str]:
        """The set, in words."""
        without = f"; not in the index: {', '.join(self.lacking)}" if self.lacking else ""
        yield f"{self.asked} is {self.name}, {len(self.units)} here{without}"


def region(opened: Opened, asked: str) -> Region:
    """The region that bears an id or name.

    An area set goes by its id, a group of the values (a continent) by its name, and a region of the
    vocabulary by the one set that says what it holds. Raises :class:`QuestionError` for a region
    that nobody knows, that several sets define, or that has no unit here.
    """
    sets = opened.vocabulary.area_sets
    key = name_key(asked)
    by_name = {name_key(item): code for code, one in sets.items() for item in (code, one.name)}
    if key in by_name:
        return _of_set(opened, asked, by_name[key])
    groups = opened.now.raw.groups
    for grouping, labels in groups.items():
        same = [label for label in dict.fromkeys(labels) if label and name_key(label) == key]
        if same:
            units = tuple(
                unit for unit, label in zip(opened.now.raw.units, labels, strict=True)
                if label == same[0]
            )  # fmt: skip
            return Region(asked=asked, name=f"{same[0]} by {grouping}", units=units)
    codes = [
        code for code, one in opened.vocabulary.regions.items()
        if key in {name_key(name) for name in (code, one.name, *one.names, *one.local)}
    ]  # fmt: skip
    fitting = [name for name, one in sets.items() if one.region in codes]
    if len(fitting) == 1:
        return _of_set(opened, asked, fitting[0])
    place = opened.now.raw.place
    if fitting:
        raise QuestionError(
            f"sources differ on what {asked} is", place, f"name the set: {', '.join(fitting)}"
        )
    known = [label for column in groups.values() for label in dict.fromkeys(column) if label]
    raise QuestionError(unknown("region", asked, [*sets, *known]), place)


def _of_set(opened: Opened, asked: str, code: str) -> Region:
    members = opened.vocabulary.area_sets[code].members
    here = [unit for unit in opened.now.raw.units if opened.areas.get(unit) in members]
    if not here:
        raise QuestionError(
            f"no unit is in {code}", opened.now.raw.place,
            f"its members are {', '.join(members)}, by ISO 3166-1 alpha-3",
        )  # fmt: skip
    present = {opened.areas[unit] for unit in here}
    names = opened.vocabulary.areas
    return Region(
        asked=asked, name=opened.vocabulary.area_sets[code].name, units=tuple(here),
        lacking=tuple(names[area].name for area in members if area not in present),
    )  # fmt: skip
