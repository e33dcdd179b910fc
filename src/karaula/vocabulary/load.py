"""Load the vocabulary: the packaged YAML files, and a hub's own laid over them."""

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field, fields
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml
from pydantic import BaseModel, ValidationError

from karaula.errors import KaraulaError
from karaula.vocabulary.gazetteer import FILE, Gazetteer, port_places, read_places
from karaula.vocabulary.models import (
    Area,
    AreaSet,
    Body,
    DrugGroup,
    Factor,
    Grade,
    Group,
    Index,
    Indicator,
    Listed,
    Market,
    MarketFigures,
    Pillar,
    Port,
    PresenceWords,
    ProbabilityScale,
    Region,
    Route,
    Substance,
    TieWords,
    Transport,
    Unit,
    Words,
)
from karaula.vocabulary.names import area_keys, find

# Lists by names that a hub may add to: verbs by their first form, goods by their market.
_OPEN = ("irregular", "goods", "marks")
DATA = Path(__file__).parent / "data"
TIES = (
    "ally", "rival", "partner", "associate", "supplier", "customer", "member", "controls",
    "controlled",
)  # fmt: skip
"""What a group may be to another."""
PRESENCES = ("acts", "states", "spreads", "has", "being", "belongs", "hosts", "parts")
"""Kinds of words that tell where a group is."""


class VocabularyError(KaraulaError):
    """A vocabulary file says something that cannot be; the message lists every fault at once."""


@dataclass(frozen=True)
class Vocabulary:
    """Every term by its id. A field's name is the name of its file (``areas.yml``)."""

    areas: dict[str, Area] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    area_sets: dict[str, AreaSet] = field(default_factory=dict)
    substances: dict[str, Substance] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    markets: dict[str, Market] = field(default_factory=dict)
    market_figures: dict[str, MarketFigures] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    indices: dict[str, Index] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    ports: dict[str, Port] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    grades: dict[str, Grade] = field(default_factory=dict)
    probability_scales: dict[str, ProbabilityScale] = field(default_factory=dict)
    pillars: dict[str, Pillar] = field(default_factory=dict)
    drug_groups: dict[str, DrugGroup] = field(default_factory=dict)
    factors: dict[str, Factor] = field(default_factory=dict)
    hiding: dict[str, Listed] = field(default_factory=dict)
    installations: dict[str, Listed] = field(default_factory=dict)
    routings: dict[str, Listed] = field(default_factory=dict)
    transports: dict[str, Transport] = field(default_factory=dict)
    tie_words: dict[str, TieWords] = field(default_factory=dict)
    presence_words: dict[str, PresenceWords] = field(default_factory=dict)
    ways: dict[str, Words] = field(default_factory=dict)
    role_frames: dict[str, Words] = field(default_factory=dict)
    clauses: dict[str, Words] = field(default_factory=dict)
    folders: InitVar[tuple[Path, ...]] = ()
    """Where further places may stand, beside the packaged ones."""

    def __post_init__(self, folders: tuple[Path, ...]) -> None:
        object.__setattr__(self, "_folders", folders)

    def find_area(self, name: str) -> str | None:
        """Id of the area that bears this name in any spelling, or None.

        Old names and names in other languages and scripts count, adjectives do not: "Korea, Rep,",
        "the former Yugoslav Republic of Macedonia", "Црна Гора", "eSwatini".
        """
        return find(name, self._area_keys)

    def with_note(self, area: str) -> str | None:
        """The note that has to come with the area's name, or None."""
        known = self.areas.get(area)
        return known.note if known else None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Towns, border crossings, parts of countries and ports by their names."""
        files = _place_files((DATA, *self._folders))  # type: ignore[attr-defined]
        places, _ = read_places(files, self.areas)
        return Gazetteer((*places, *port_places(self.ports)))

    @cached_property
    def _area_keys(self) -> dict[str, str]:
        return area_keys(self.areas)


def _models() -> dict[str, type[BaseModel]]:
    hints = get_type_hints(Vocabulary)
    return {item.name: get_args(hints[item.name])[1] for item in fields(Vocabulary)}


def vocabulary_files(folders: Iterable[Path] = ()) -> list[Path]:
    """The packaged files, then those of further folders, in a fixed order."""
    return [
        path
        for folder in (DATA, *folders)
        for path in (*sorted(folder.glob("*.yml")), *_place_files((folder,)))
    ]


def _place_files(folders: Iterable[Path]) -> list[Path]:
    """``places.csv`` of the folders that have one."""
    return [path for folder in folders if (path := folder / FILE).is_file()]


def vocabulary_hash(folders: Iterable[Path] = ()) -> str:
    """Hash of all files: what is built anew when an analyst changes a word. Nothing is parsed."""
    digest = sha256()
    for path in vocabulary_files(folders):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def load(*folders: Path) -> Vocabulary:
    """Load and check the vocabulary.

    Files of ``folders`` (a hub's ``vocabulary/``) add entries and widen packaged ones: list fields
    are joined, other fields replaced. Raises :class:`VocabularyError` with all faults at once.
    """
    models = _models()
    merged: dict[str, dict[str, Any]] = {name: {} for name in models}
    origin: dict[tuple[str, str], Path] = {}
    faults: list[str] = []
    for path in vocabulary_files(folders):
        if path.suffix != ".yml":
            continue
        if path.stem not in models:
            faults.append(f"{path}: no such vocabulary; there are {', '.join(sorted(models))}")
            continue
        try:
            entries = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or {}
        except yaml.YAMLError as error:
            faults.append(f"{path}: not YAML: {' '.join(str(error).split())}")
            continue
        if not isinstance(entries, dict):
            faults.append(f"{path}: must map ids to entries")
            continue
        for key, entry in entries.items():
            if models[path.stem] is Words and path.parent != DATA:
                faults.extend(_no_list(path, str(key), entry, merged[path.stem]))
            _lay_over(merged[path.stem], str(key), entry)
            origin[path.stem, str(key)] = path
    loaded: dict[str, dict[str, BaseModel]] = {}
    for name, entries in merged.items():
        loaded[name] = {}
        for key, entry in entries.items():
            try:
                loaded[name][key] = models[name].model_validate(entry)
            except ValidationError as error:
                for fault in error.errors():
                    place = ".".join(str(part) for part in (key, *fault["loc"]))
                    faults.append(f"{origin[name, key]}: {place}: {fault['msg']}")
    if not faults:
        vocabulary = Vocabulary(**loaded, folders=folders)  # type: ignore[arg-type]
        # The packaged places are read when they are needed, a hub's own are checked now.
        own = _place_files(folders)
        places = read_places((DATA / FILE, *own), vocabulary.areas)[1] if own else []
        faults = [*broken_references(vocabulary), *_loops(vocabulary), *places]
        if not faults:
            return vocabulary
    raise VocabularyError("the vocabulary has faults:\n  " + "\n  ".join(faults))


def _no_list(path: Path, key: str, entry: Any, known: dict[str, Any]) -> list[str]:
    """Faults of a hub's list of words that nothing reads: there is none of its name, or form."""
    if key not in known:
        return [f"{path}: {key}: no such list; there are {', '.join(sorted(known))}"]
    inner = known[key]
    if type(inner) is not type(entry):
        form = "a list" if isinstance(inner, list) else f"lists under {', '.join(inner)}"
        return [f"{path}: {key}: must be {form}"]
    if isinstance(inner, dict) and key not in _OPEN:
        wrong = sorted(set(entry) - set(inner))
        return [f"{path}: {key}: no such list: {', '.join(wrong)}"] if wrong else []
    return []


def _lay_over(entries: dict[str, Any], key: str, entry: Any) -> None:
    known = entries.get(key)
    if isinstance(known, list) and isinstance(entry, list):
        entries[key] = [*known, *(item for item in entry if item not in known)]
        return
    if not (isinstance(known, dict) and isinstance(entry, dict)):
        entries[key] = entry
        return
    for name, value in entry.items():
        if isinstance(value, list) and isinstance(known.get(name), list):
            known[name] = [*known[name], *(item for item in value if item not in known[name])]
        else:
            known[name] = value


def broken_references(vocabulary: Vocabulary) -> list[str]:
    """Entries that name an id which is nowhere defined, one sentence each."""
    places = vocabulary.areas.keys() | vocabulary.regions.keys()
    checks: list[tuple[str, str, Iterable[str], Iterable[str]]] = []
    for key, region in vocabulary.regions.items():
        checks.append(("regions", key, region.within, vocabulary.regions))
    for key, group in vocabulary.area_sets.items():
        checks.append(("area_sets", key, (group.region,), vocabulary.regions))
        checks.append(("area_sets", key, group.members, vocabulary.areas))
    for key, substance in vocabulary.substances.items():
        broader = (substance.broader,) if substance.broader else ()
        checks.append(("substances", key, broader, vocabulary.substances))
        checks.append(("substances", key, (substance.market,), vocabulary.markets))
    for key, market in vocabulary.markets.items():
        indicator = (market.indicator,) if market.indicator else ()
        checks.append(("markets", key, indicator, vocabulary.indicators))
    for key, unit in vocabulary.units.items():
        checks.append(("units", key, (unit.base,), vocabulary.units))
    for key, speaking in vocabulary.market_figures.items():
        checks.append(("market_figures", key, (key,), vocabulary.markets))
        units = (figure.unit for figure in speaking.figures if figure.unit)
        checks.append(("market_figures", key, tuple(units), vocabulary.units))
    for key, indicator_ in vocabulary.indicators.items():
        checks.append(("indicators", key, (indicator_.unit,), vocabulary.units))
        index_ = (indicator_.index,) if indicator_.index else ()
        checks.append(("indicators", key, index_, vocabulary.indices))
    for key, index in vocabulary.indices.items():
        checks.extend(
            ("indices", key, (name, *level.mean_of), vocabulary.indicators)
            for edition in index.editions.values()
            for name, level in edition.levels.items()
        )
    for key, body in vocabulary.bodies.items():
        checks.append(("bodies", key, body.area, places))
        checks.append(("bodies", key, body.members, places))
        checks.append(("bodies", key, body.pillar, vocabulary.pillars))
    for key, named in vocabulary.groups.items():
        checks.append(("groups", key, named.area, places))
    for key, port in vocabulary.ports.items():
        checks.append(("ports", key, (port.area,), vocabulary.areas))
    for key, route in vocabulary.routes.items():
        checks.append(("routes", key, route.markets, vocabulary.markets))
        checks.append(("routes", key, route.through, places))
    for key, drugs in vocabulary.drug_groups.items():
        checks.append(("drug_groups", key, drugs.substances, vocabulary.substances))
    for key, factor in vocabulary.factors.items():
        checks.append(("factors", key, factor.substances, vocabulary.substances))
        checks.append(("factors", key, factor.units, vocabulary.units))
    checks.extend(("tie_words", key, (key,), TIES) for key in vocabulary.tie_words)
    checks.extend(("presence_words", key, (key,), PRESENCES) for key in vocabulary.presence_words)
    return [
        f"{name}.yml: {key}: names {value!r}, which is nowhere defined"
        for name, key, values, known in checks
        for value in values
        if value not in known
    ]


def _loops(vocabulary: Vocabulary) -> list[str]:
    faults = []
    for key, substance in vocabulary.substances.items():
        wider, seen = substance.broader, {key}
        while wider in vocabulary.substances and wider not in seen:
            seen.add(wider)
            wider = vocabulary.substances[wider].broader
        if wider == key:
            faults.append(f"substances.yml: {key}: is broader than itself")
    return faults


def vocabulary_names() -> tuple[str, ...]:
    """Names of all vocabularies, which are those of their files."""
    return tuple(item.name for item in fields(Vocabulary))
