"""What an index is made of: indicators, and the levels that they are gathered into.

A structure is a forest of any depth: an index may have several tops (criminality and resilience).
It is plain data; ``read_structure`` takes it from YAML or from a table.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isfinite

from karaula.errors import KaraulaError
from karaula.measure.index.faults import listed, told
from karaula.measure.index.step import Step
from karaula.vocabulary import models


class StructureError(KaraulaError):
    """A structure that cannot be; the message tells every fault at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The values that an expert's score may take."""

    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An indicator, or what indicators are gathered into."""

    code: str
    name: str = ""
    parent: str | None = None
    """The element that this one counts towards; None at the top."""
    weight: float = 1.0
    """What it counts for among the parts of its parent; only the ratio matters."""
    direction: int = 1
    """1 where more is more of what the parent measures, -1 where it is less."""
    unit: str | None = None
    denominator: str | None = None
    """The column that the values are divided by."""
    target: float | None = None
    group: str | None = None
    """A label that elements may share, for tables and charts."""


@dataclass(frozen=True)
class Structure:
    """The elements of an index by code. Raises :class:`StructureError` with all faults at once."""

    elements: Mapping[str, Element]
    name: str = ""
    scale: Scale | None = None
    """Set where every indicator is an expert's score on one scale."""
    decimals: int = 2
    """Places that scores are published with, rounded half up once, at the end."""
    high_from: float | None = None
    """The score from which a unit is classed as high."""
    chain: tuple[Step, ...] | None = None
    """The steps that the specification asks for; None asks for the usual ones."""
    first_weights: Mapping[str, float] | None = field(default=None, compare=False)
    """Weights as they were given at first, where a step has set others."""
    directed: bool = False
    """Whether values were turned by their directions, so that more is more in every column."""
    data: str | None = field(default=None, compare=False)
    """The file of values that the specification names, as seen from its own place."""
    place: str | None = field(default=None, compare=False)
    """The file that it came from, for messages."""

    def __post_init__(self) -> None:
        if problems := list(faults(self.elements)):
            raise StructureError(told(problems), self.place or self.name or None)

    @classmethod
    def of(cls, elements: Iterable[Element], **settings: object) -> "Structure":
        """From elements in any order; ``settings`` are the further fields."""
        given = list(elements)
        by_code = {element.code: element for element in given}
        if len(by_code) < len(given):
            problems = [*doubled(given), *faults(by_code)]
            raise StructureError(told(problems), settings.get("place") or settings.get("name"))
        return cls(by_code, **settings)  # type: ignore[arg-type]

    @classmethod
    def of_edition(
        cls,
        edition: models.Edition,
        index: models.Index,
        names: Mapping[str, str] | None = None,
    ) -> "Structure":
        """An edition of a published index: equal weights, expert scores, aggregated only.

        ``names`` are what indicators and levels are called, by code. Raises
        :class:`StructureError` where a part counts towards two levels.
        """
        called = names or {}
        parents = [(part, level) for level, made in edition.levels.items() for part in made.mean_of]
        below = {part for part, _ in parents}
        tops = [(level, None) for level in edition.levels if level not in below]
        return cls.of(
            (
                Element(code=code, name=called.get(code, ""), parent=parent)
                for code, parent in (*parents, *tops)
            ),
            name=index.name,
            scale=Scale(low=index.scale.low, high=index.scale.high, step=index.scale.step),
            decimals=index.decimals,
            high_from=index.high_from,
        )

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the parts of each aggregate."""
        found: dict[str, list[str]] = {}
        for element in self.elements.values():
            if element.parent is not None:
                found.setdefault(element.parent, []).append(element.code)
        return {code: tuple(found[code]) for code in self.elements if code in found}

    @cached_property
    def level(self) -> Mapping[str, int]:
        """Level of each element: 1 for an indicator, one more than its highest part above that."""
        found: dict[str, int] = {}

        def height(code: str) -> int:
            if code not in found:
                found[code] = 1 + max(
                    (height(part) for part in self.parts.get(code, ())), default=0
                )
            return found[code]

        return {code: height(code) for code in self.elements}

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the elements that have no parts, in the order given."""
        return tuple(code for code in self.elements if code not in self.parts)

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """Codes of the elements that have parts, each after all of its parts."""
        return tuple(sorted(self.parts, key=lambda code: self.level[code]))

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """Codes of the aggregates that count towards nothing."""
        return tuple(code for code in self.aggregates if self.elements[code].parent is None)

    def share(self, code: str) -> float:
        """What an element counts for among the parts of its parent, as a share of 1."""
        element = self.elements[code]
        if element.parent is None:
            return 1.0
        whole = sum(self.elements[part].weight for part in self.parts[element.parent])
        return element.weight / whole

    def below(self, code: str) -> tuple[str, ...]:
        """Codes of the indicators that an element is made of, itself if it is one."""
        if code not in self.parts:
            return (code,)
        return tuple(found for part in self.parts[code] for found in self.below(part))

    def without(self, codes: Collection[str]) -> "Structure":
        """Without some elements, all that is below them, and aggregates that are left empty.

        Raises :class:`StructureError` for a code that is not there, or where nothing is left.
        """
        missing = [code for code in codes if code not in self.elements]
        if missing:
            raise StructureError(
                f"{listed(missing)} cannot be left out: not among the elements",
                self.place or self.name or None,
                f"elements are {listed(self.elements)}",
            )
        gone = {part for code in codes for part in self._whole(code)}
        for code in self.aggregates:
            if all(part in gone for part in self.parts[code]):
                gone.add(code)
        kept = {code: e for code, e in self.elements.items() if code not in gone}
        return replace(self, elements=kept)

    def _whole(self, code: str) -> Iterator[str]:
        yield code
        for part in self.parts.get(code, ()):
            yield from self._whole(part)

    def weighing(self, weights: Mapping[str, float]) -> "Structure":
        """With other weights for some elements; the first ones stay known."""
        first = self.first_weights or {code: e.weight for code, e in self.elements.items()}
        elements = {
            code: replace(element, weight=float(weights.get(code, element.weight)))
            for code, element in self.elements.items()
        }
        return replace(self, elements=elements, first_weights=first)


def doubled(elements: Iterable[Element]) -> Iterator[str]:
    """Codes that stand more than once, a clause each."""
    parents: dict[str, list[str | None]] = {}
    for element in elements:
        parents.setdefault(element.code, []).append(element.parent)
    for code, found in parents.items():
        if len(found) > 1:
            towards = listed(parent or "nothing" for parent in dict.fromkeys(found))
            yield f"{code} is given {len(found)} times, counting towards {towards}; give it once"


def faults(elements: Mapping[str, Element]) -> Iterator[str]:
    """Everything that is wrong with elements by code, a clause each."""
    if not elements:
        yield "there are no elements; name at least one indicator"
    for code, element in elements.items():
        if code != element.code:
            yield f"{element.code} is kept under the code {code}; use one code"
        if element.parent is not None and element.parent not in elements:
            yield (
                f"{code} counts towards {element.parent}, which is not among the elements; "
                f"add {element.parent} or correct the parent"
            )
        if element.direction not in (1, -1):
            yield f"direction of {code} is {element.direction}; write 1 or -1"
        if not isfinite(element.weight) or element.weight < 0:
            yield f"weight of {code} is {element.weight}; write a number from 0 up"
    yield from _circles(elements)
    weights: dict[str, list[float]] = {}
    for element in elements.values():
        if element.parent is not None and element.parent in elements:
            weights.setdefault(element.parent, []).append(element.weight)
    for parent, given in weights.items():
        if all(weight == 0 for weight in given):
            yield f"all parts of {parent} have the weight 0; give at least one a weight above 0"


def _circles(elements: Mapping[str, Element]) -> Iterator[str]:
    told: set[str] = set()
    for code in elements:
        way: list[str] = []
        at: str | None = code
        while at is not None and at in elements and at not in way:
            way.append(at)
            at = elements[at].parent
        if at is not None and at in way and at not in told:
            circle = way[way.index(at) :]
            told.update(circle)
            yield f"{' -> '.join([*circle, at])} is a circle; let one of them count elsewhere"
