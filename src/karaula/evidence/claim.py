"""A claim: one fact as a source states it, tied to its exact words or cell.

Every kind has the same head (:class:`Claim`) and its own slots, one small class a kind. Slots hold
normalised values; a field whose name begins with ``raw_`` keeps the words they came from.
Areas are ISO 3166-1 alpha-3 codes (Kosovo: XKX) or names of region sets; dates are ISO 8601 and
may be partial; a period is ``start/end``, ``start/..`` where it goes on, or one date.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, ClassVar, Literal, get_args, get_origin, get_type_hints

from karaula.evidence.source import Handling, Mark

Modality = Literal["asserted", "reported", "alleged", "expected", "denied"]

Qualifier = str
"""``exact``, ``about``, ``more_than``, ``less_than``, ``between`` or ``increase_since:YYYY``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A number about an area and a period.

    ``value`` is the likeliest reading, in ``unit``; ``value_max`` ends a range; ``value_alt`` are
    other readings that the words allow ("1.500 kg"). A rank carries its total in ``of`` and the
    list that it belongs to in ``among``. A value from a full table names in ``lists`` the lists of
    areas that it stands in, widest first ("WORLD", "Europe", "Southern Europe"). A change carries
    in ``ratio`` what it makes of the old value: "an increase of 300 %" is 4 (by 300 %) or, read
    loosely, 3 (to 300 %). A part of a whole names in ``breakdown`` what it is the part of, as
    sorted ``dimension=part`` ("age=0-17", "sex=female"): a whole has none, and only like parts
    compare. ``low`` and ``high`` are the bounds that the source itself gives beside the value, and
    ``level`` the probability that they are said to hold with (``None`` for a mere range, such as
    the lowest and the highest price).
    """

    kind: ClassVar[str] = "observation"
    indicator: str
    value: float
    unit: str
    area: tuple[str, ...] = ()
    period: str | None = None
    qualifier: str = "exact"
    value_max: float | None = None
    value_alt: tuple[float, ...] = ()
    of: int | None = None
    among: str | None = None
    lists: tuple[str, ...] = ()
    ratio: tuple[float, ...] = ()
    substance: str | None = None
    breakdown: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    level: float | None = None
    raw_value: str | None = None
    raw_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event as one report tells it. Masses in kg, money in units of ``currency``."""

    kind: ClassVar[str] = "incident"
    type: str
    """``seizure``, ``operation``, ``arrests``, ``sentencing`` or ``violence``."""
    date: str | None = None
    place: str | None = None
    area: tuple[str, ...] = ()
    substance: tuple[str, ...] = ()
    quantity: float | None = None
    unit: str | None = None
    kg: float | None = None
    kg_max: float | None = None
    qualifier: str = "exact"
    packages: int | None = None
    money: float | None = None
    currency: str | None = None
    money_kind: str | None = None
    arrests: int | None = None
    charged: int | None = None
    killed: int | None = None
    person_count: int | None = None
    name: str | None = None
    vessel: str | None = None
    group: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    concealment: str | None = None
    transport: str | None = None
    installation: str | None = None
    """Where it was found: airport, post office, road."""
    routing: str | None = None
    """Which way the border was crossed, as the source calls it."""
    division: str | None = None
    """Province, county or district as written."""
    producing: str | None = None
    departure: str | None = None
    destination: str | None = None
    duration: str | None = None
    raw_substance: str | None = None
    raw_quantity: str | None = None
    raw_money: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an area is in a market: source, production, transit, destination or storage."""

    kind: ClassVar[str] = "role"
    area: str
    market: str
    role: str
    strength: str | None = None
    hedge: str | None = None
    detail: str | None = None
    substance: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A stretch of a route. It begins where its telling does, be it only where goods were caught on
    their way. A missing end stays empty; it is never guessed."""

    kind: ClassVar[str] = "leg"
    market: str
    origin: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    route: str | None = None
    direction: str | None = None
    share: str | None = None
    substance: str | None = None
    hedge: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie between two groups or bodies; ``controls``, ``supplier`` and ``member`` run a to b."""

    kind: ClassVar[str] = "tie"
    a: str
    b: str
    type: str
    market: str | None = None
    since: str | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A group in an area or a market."""

    kind: ClassVar[str] = "presence"
    group: str
    area: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    activity: str | None = None
    hedge: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A strategy, body, agreement, instrument or project against organised crime."""

    kind: ClassVar[str] = "response"
    name: str
    type: str | None = None
    area: tuple[str, ...] = ()
    period: str | None = None
    body: str | None = None
    pillar: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a source says that it has its words from: a footnote or a document symbol.

    Not one of the seven kinds of fact, but written in the same form.
    """

    kind: ClassVar[str] = "citation"
    ref: str
    """``fn14``, or the symbol itself (``UNODC/HONEURO/12/2``)."""
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


Slots = Observation | Incident | Role | Leg | Tie | Presence | Response | Citation

KINDS: dict[str, type[Slots]] = {cls.kind: cls for cls in get_args(Slots)}
"""Every kind by its name: seven kinds of fact, and citations in the same form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One fact as a source states it.

    In a text, ``quote == document.text[start:end]`` always, and ``spans`` are all stretches that
    carry slots where there is more than one, the quote's own first. In a data set, ``locator``
    names the cell (``2021_dataset!D5``) and ``quote`` is what stands in it. ``refs`` are the
    footnotes that the source gives for it.
    """

    slots: Slots
    source_id: str
    method: str
    """What found it, with its version: ``connector:goci@1``, ``text:observation@1``."""
    quote: str
    passage_id: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    locator: str | None = None
    confidence: float = 1.0
    """Of the method, 0 to 1."""
    credibility: int = 6
    """Of the information, 1 (confirmed) to 6 (cannot be judged): Admiralty system."""
    modality: Modality = "asserted"
    valid_from: str | None = None
    valid_to: str | None = None
    handling: Handling = "TLP:CLEAR"
    marks: tuple[Mark, ...] = ()
    refs: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Name of the kind of fact."""
        return self.slots.kind

    @property
    def claim_id(self) -> str:
        """Hash of kind, slots, source and place: the same fact at the same place keeps its id."""
        place = self.locator if self.start is None else f"{self.start}:{self.end}"
        return claim_id(self.kind, self.source_id, place or "", slot_values(self.slots))


@cache
def slot_names(kind: str) -> tuple[str, ...]:
    """Slot names of a kind, in the order of its definition."""
    return tuple(field.name for field in fields(KINDS[kind]))


@cache
def slot_types(kind: str) -> dict[str, tuple[type, bool]]:
    """``{slot: (scalar type, is a list)}`` for every slot of a kind."""
    types: dict[str, tuple[type, bool]] = {}
    hints = get_type_hints(KINDS[kind])
    for name in slot_names(kind):
        hint = hints[name]
        options = [option for option in get_args(hint) if option is not type(None)]
        if get_origin(hint) is tuple:
            types[name] = (get_args(hint)[0], True)
        else:
            types[name] = (options[0] if options else hint, False)
    return types


def required_slots(kind: str) -> tuple[str, ...]:
    """Slots without which there is no claim of this kind."""
    return tuple(
        field.name
        for field in fields(KINDS[kind])
        if field.default is MISSING and field.default_factory is MISSING
    )


def slot_values(slots: Slots) -> dict[str, Any]:
    """Slots that say something: empty ones are left out."""
    named = zip(slot_names(slots.kind), _slots_of(slots.kind)(slots), strict=True)
    return {name: value for name, value in named if value is not None and value not in _EMPTY}


_EMPTY: tuple[Any, ...] = ((), [])


@cache
def _slots_of(kind: str) -> Callable[[Slots], tuple[Any, ...]]:
    """All slots of a claim of a kind, in one step."""
    return attrgetter(*slot_names(kind))


def canonical(value: Any) -> str:
    """One spelling for one value, so that a hash of it never depends on where it was computed."""
    if type(value) is str:  # as most are
        return value
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(float(value))
    return str(value)


def claim_id(kind: str, source_id: str, place: str, values: dict[str, Any]) -> str:
    """Id of a claim from its parts; ``values`` are the non-empty slots by name."""
    parts = [kind, source_id, place]
    parts += [f"{name}={canonical(values[name])}" for name in sorted(values)]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def claim_to_dict(claim: Claim, doc: str) -> dict[str, Any]:
    """The one-line form: head fields that say something, slots in a map of their own."""
    head: dict[str, Any] = {
        "doc": doc,
        "kind": claim.kind,
        "slots": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in slot_values(claim.slots).items()
        },
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "page": claim.page,
        "method": claim.method,
        "confidence": claim.confidence,
        "modality": claim.modality,
        "claim_id": claim.claim_id,
    }
    extra = {
        "spans": [list(span) for span in claim.spans],
        "locator": claim.locator,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
        "marks": list(claim.marks),
        "refs": list(claim.refs),
    }
    return head | {name: value for name, value in extra.items() if value}
