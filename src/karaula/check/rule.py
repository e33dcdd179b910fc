"""Rules of checking: YAML files that an analyst can read, each naming the verb that carries it out.

A rule says what a finding is called, how grave it is and in which words it is told; a verb is the
small Python function that looks for it. A hub's own files are laid over the packaged ones by
rule id. Every fault of every file is told at once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from karaula.errors import KaraulaError
from karaula.evidence.finding import Evidence, Finding, Level

RULES = Path(__file__).parent / "rules"
GROUP = "karaula.checks"
"""Entry-point group: each entry is a :class:`Verb` of another package."""

VERB_MODULES = (
    "scores", "ranks", "ordinals", "figures", "dates", "words", "sources", "opposed", "roles",
    "events", "support",
)  # fmt: skip


class RuleError(KaraulaError):
    """A rule file says something that cannot be carried out; the message lists every fault."""


class Rule(BaseModel):
    """One rule. ``message`` and ``why`` are sentences with ``{fields}`` that the verb fills in.

    ``undecided`` replaces ``message`` where several figures are equally suspect (index rules).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    level: Level
    title: str
    verb: str
    message: str
    why: str
    undecided: str | None = None
    enabled: bool = True
    parameters: dict[str, Any] = {}

    def finding(
        self,
        fields: Mapping[str, str],
        evidence: Iterable[Evidence],
        *,
        confidence: float,
        correction: str | None = None,
        candidates: Iterable[str] = (),
        indicator: str | None = None,
        area: str | None = None,
    ) -> Finding:
        """A finding of this rule with its sentences filled in."""
        return Finding(
            rule=self.id,
            level=self.level,
            message=sentence(self.message, fields),
            why=sentence(self.why, fields),
            confidence=confidence,
            evidence=tuple(evidence),
            correction=correction,
            candidates=tuple(candidates),
            indicator=indicator,
            area=area,
        )


def sentence(template: str, fields: Mapping[str, str]) -> str:
    """Fill in a template and begin it with a capital letter."""
    text = " ".join(template.format_map(fields).split())
    return text[:1].upper() + text[1:]


class NoParameters(BaseModel):
    """For verbs that have nothing to set."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Verb:
    """What carries out rules.

    A ``finding`` verb is called as ``run(case, rule, parameters)`` and yields findings; a
    ``relation`` verb as ``run(board, rule, parameters)`` and yields relations that figures of an
    index must keep, for the diagnosis. ``fields`` are what its sentences may name.
    """

    name: str
    run: Callable[..., Iterable[Any]]
    fields: frozenset[str]
    parameters: type[BaseModel] = NoParameters
    kind: Literal["finding", "relation"] = "finding"


_BUILT_IN: dict[str, Verb] = {}


def verb(
    name: str,
    fields: str,
    parameters: type[BaseModel] = NoParameters,
    kind: Literal["finding", "relation"] = "finding",
) -> Callable[[Callable[..., Iterable[Any]]], Callable[..., Iterable[Any]]]:
    """Register a function as a verb; ``fields`` are the names for its sentences, with blanks."""

    def register(run: Callable[..., Iterable[Any]]) -> Callable[..., Iterable[Any]]:
        _BUILT_IN[name] = Verb(name, run, frozenset(fields.split()), parameters, kind)
        return run

    return register


@cache
def verbs() -> dict[str, Verb]:
    """Every verb by name: the packaged ones and those that other packages plug in."""
    for module in VERB_MODULES:
        import_module(f"karaula.check.{module}")
    known = dict(_BUILT_IN)
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            plugged = entry.load()
        except Exception as error:
            raise RuleError(f"the check {entry.name!r} does not load: {error}", GROUP) from error
        if not isinstance(plugged, Verb):
            raise RuleError(
                f"the check {entry.name!r} is no Verb", GROUP, "let the entry point name a Verb"
            )
        known[plugged.name] = plugged
    return known


@dataclass(frozen=True, slots=True)
class Check:
    """A rule together with its verb and its checked parameters."""

    rule: Rule
    verb: Verb
    parameters: BaseModel


def rule_files(folders: Iterable[Path] = ()) -> list[Path]:
    """The packaged files, then those of further folders, in a fixed order."""
    return [path for folder in (RULES, *folders) for path in sorted(folder.glob("*.yml"))]


@cache
def load_rules(*folders: Path) -> tuple[Check, ...]:
    """Rules of the packaged files and of ``folders``, in the order of the files.

    An entry with a known id changes that rule's fields; ``enabled: false`` switches it off.
    Raises :class:`RuleError` with all faults at once.
    """
    entries: dict[str, dict[str, Any]] = {}
    places: dict[str, str] = {}
    faults: list[str] = []
    for path in rule_files(folders):
        try:
            listed = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) or []
        except yaml.YAMLError as error:
            faults.append(f"{path.name}: not YAML: {' '.join(str(error).split())}")
            continue
        if not isinstance(listed, list):
            faults.append(f"{path.name}: must be a list of rules")
            continue
        here: set[str] = set()
        for number, entry in enumerate(listed, 1):
            if not isinstance(entry, dict) or "id" not in entry:
                faults.append(f"{path.name}: rule {number}: must be a map with an id")
                continue
            key = str(entry["id"])
            if key in here:
                faults.append(f"{path.name}: {key}: stands twice in this file")
            here.add(key)
            entries[key] = entries.get(key, {}) | entry
            places[key] = f"{path.name}: {key}"
    checks: list[Check] = []
    for key, entry in entries.items():
        check, wrong = _checked(entry)
        faults.extend(f"{places[key]}: {fault}" for fault in wrong)
        if check is not None and check.rule.enabled:
            checks.append(check)
    if faults:
        raise RuleError("the rules of checking have faults:\n  " + "\n  ".join(faults))
    return tuple(checks)


def _checked(entry: dict[str, Any]) -> tuple[Check | None, list[str]]:
    try:
        rule = Rule.model_validate(entry)
    except ValidationError as error:
        return None, _faults(error)
    known = verbs()
    if rule.verb not in known:
        return None, [f"verb: no verb {rule.verb!r}; there are {', '.join(sorted(known))}"]
    verb = known[rule.verb]
    faults = [
        fault
        for name in ("message", "why", "undecided")
        for fault in _template_faults(name, getattr(rule, name) or "", verb.fields)
    ]
    try:
        parameters = verb.parameters.model_validate(rule.parameters)
    except ValidationError as error:
        return None, faults + [f"parameters: {fault}" for fault in _faults(error)]
    return (None if faults else Check(rule, verb, parameters)), faults


def _faults(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors()
    ]


def _template_faults(name: str, template: str, fields: frozenset[str]) -> list[str]:
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        return [f"{name}: {error}"]
    wrong = [
        part
        for _, part, spec, conversion in parts
        if part is not None and (part not in fields or spec or conversion)
    ]
    return [f"{name}: no field {{{part}}}; there are {', '.join(sorted(fields))}" for part in wrong]
