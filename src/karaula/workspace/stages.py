"""The stages over the whole lake: decisions, sources side by side, entities, events, seizures,
findings, measures and words. One file each, but for sources, a file a table, and seizures, which
leave what they rest on in files of their own."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from karaula.lake.files import SIDE_BY_SIDE, STANDING, source_keys
from karaula.workspace.hub import Hub
from karaula.workspace.keys import digest, files_key, plugins

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

    from karaula.evidence import Claim, Source
    from karaula.lake import Lake
    from karaula.vocabulary import Vocabulary

Write = Callable[[Path], object]
"""Writes one file of a stage."""
Stage = Callable[[Hub, "Vocabulary"], tuple[Sequence[Write], Any]]
"""Gives what writes the stage's files, in their order, and what of them the summary tells."""
STAGE_FILES: dict[str, tuple[str, ...]] = {
    "decisions": ("decisions.parquet",),
    STANDING: tuple(f"{name}.parquet" for name in SIDE_BY_SIDE),
    "entities": ("entities.parquet",),
    "events": ("events.parquet",),
    "seizures": (
        *("seizures.parquet", "seizure_pairs.parquet"),
        *("seizure_flags.parquet", "seizure_totals.parquet"),
    ),
    "findings": ("findings.parquet",),
    "measures": ("measures.parquet",),
    "search": ("search.db",),
}
"""Files of each stage, in the order in which they run."""


def stage_keys(hub: Hub, sources: str) -> dict[str, str]:
    """Key of every stage by its name, in the order in which they run.

    ``sources`` is the key of all that the lake holds of the sources.
    """
    from karaula.check import CHECK_METHOD
    from karaula.lake.decisions import fingerprint
    from karaula.lake.search import SEARCH_METHOD
    from karaula.measure.index import MEASURE_METHOD
    from karaula.measure.seizures import SEIZURES_METHOD
    from karaula.measure.seizures.duplicates import REPEATS_METHOD
    from karaula.measure.seizures.reported import REPORTED_METHOD
    from karaula.measure.seizures.suspects import SUSPECTS_METHOD
    from karaula.resolve import RESOLVE_METHOD
    from karaula.resolve.entities import ENTITY_METHOD
    from karaula.vocabulary import vocabulary_hash

    decisions = fingerprint(hub.decisions)
    below = [sources, decisions, vocabulary_hash(hub.words.vocabulary)]
    rules = files_key(path for folder in hub.words.checks for path in sorted(folder.glob("*.yml")))
    return {
        "decisions": decisions,
        STANDING: digest([sources, decisions]),
        "entities": digest([*below, ENTITY_METHOD]),
        "events": digest([*below, RESOLVE_METHOD]),
        "seizures": digest(
            [
                *(*below, RESOLVE_METHOD, SEIZURES_METHOD),
                *(REPEATS_METHOD, SUSPECTS_METHOD, REPORTED_METHOD),
            ]
        ),
        "findings": digest([*below, CHECK_METHOD, *rules, *plugins()]),
        "measures": digest([*below, MEASURE_METHOD]),
        "search": digest([*below, RESOLVE_METHOD, ENTITY_METHOD, SEARCH_METHOD]),
    }


def decisions_stage(hub: Hub, _vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """The standing decisions, so that the lake does not change under a reader."""
    from karaula.lake import Decisions
    from karaula.lake.schemas import decisions_table

    standing = Decisions(hub.decisions).standing()
    return tables(decisions_table(standing)), len(standing)


def standing_stage(hub: Hub, _vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """All sources side by side, their claims as they stand; tells what the lake holds of them."""
    from karaula.lake import Lake
    from karaula.lake.standing import large_sources, side_by_side

    keys = source_keys(hub.lake)
    large = large_sources(keys)
    kinds = sorted({kind for key in keys.values() for kind in key.get("claims", {})})
    return list(side_by_side(Lake(hub.lake), large)), {"kinds": kinds, "large": large}


def entities_stage(hub: Hub, vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """What the claims as they stand name, under all its names, after people's decisions."""
    from karaula.evidence.entity import entities_table
    from karaula.lake import Lake
    from karaula.resolve.entities import entities

    lake = Lake(hub.lake)
    claims, ids = standing_claims(lake, vocabulary)
    found = [
        replace(entity, mentions=tuple(sorted(ids.get(claim, claim) for claim in entity.mentions)))
        for entity in entities(claims, vocabulary, lake.decisions)
    ]
    return tables(entities_table(found)), len(found)


def events_stage(hub: Hub, vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """Events that the incidents as they stand tell, each counted once."""
    from karaula.evidence.event import events_table
    from karaula.lake import Lake
    from karaula.resolve import incidents

    lake = Lake(hub.lake)
    claims, ids = standing_claims(lake, vocabulary, ("incident",))
    known = {claim: lake_id for claim, lake_id in ids.items() if claim is not None}
    events = incidents(claims, lake.sources(), vocabulary, lake.decisions, known)
    return tables(events_table(events)), len(events)


def seizures_stage(hub: Hub, vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """Single seizures, those of data sets beside those of texts, with the events they tell; pairs
    of repeats, evidence of suspicions, and national totals beside those of cases."""
    from karaula.lake import Lake
    from karaula.measure.seizures.once import counted_once
    from karaula.workspace.seizures.making import compared, normalised, write_counted

    lake = Lake(hub.lake)
    events = lake.table("events").order_by("event_id").to_pyarrow()
    made = normalised(lake.claims("incident"), vocabulary, events)
    observations = claims_in_order(lake, "observation")
    once = counted_once(compared(made), observations, vocabulary, lake.decisions)
    rests_on = tables(once.pairs, once.flags, once.totals)
    return [partial(write_counted, made=made, once=once), *rests_on], once.counts


def findings_stage(hub: Hub, vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """What checking finds in the claims as they stand, but for what people dismissed; counted by
    level."""
    from karaula.check import check, load_rules
    from karaula.lake import Lake
    from karaula.lake.overlay import dismissed
    from karaula.lake.schemas import findings_table

    lake = Lake(hub.lake)
    claims, ids = standing_claims(lake, vocabulary)
    sources = lake.sources()
    findings = [
        replace(
            finding,
            evidence=tuple(
                replace(item, claim_id=ids.get(item.claim_id, item.claim_id))
                for item in finding.evidence
            ),
        )
        for finding in check(
            claims,
            sources,
            vocabulary,
            reference=[claim for claim in claims if _is_reference(claim, sources)],
            documents=lake.documents(),
            rules=load_rules(*hub.words.checks),
        )
    ]
    out = dismissed(lake.decisions)
    findings = [finding for finding in findings if finding.finding_id not in out]
    levels = Counter(finding.level for finding in findings)
    return tables(findings_table(findings)), dict(sorted(levels.items()))


def _is_reference(claim: "Claim", sources: "Mapping[str, Source]") -> bool:
    """Whether others are measured by it: the cells of a data set that is graded reliable."""
    return claim.locator is not None and sources[claim.source_id].reliability in RELIABLE


def measures_stage(hub: Hub, vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """Numbers computed from the observations as they stand."""
    from karaula.evidence.measure import measures_table
    from karaula.evidence.table import schema
    from karaula.lake import Lake
    from karaula.measure.index import measures

    observations = claims_in_order(Lake(hub.lake), "observation")
    found = measures(observations.select(schema("observation").names), vocabulary)
    ordered = sorted(found, key=lambda m: (m.name, m.area, m.period, m.measure_id))
    return tables(measures_table(ordered)), len(ordered)


def search_stage(hub: Hub, vocabulary: "Vocabulary") -> tuple[Sequence[Write], Any]:
    """Words of passages, of claims that documents make, of entities and of sources."""
    from karaula.lake import Lake
    from karaula.lake.search import write_search
    from karaula.workspace.words import entries

    return [partial(write_search, entries=entries(Lake(hub.lake), vocabulary))], None


RELIABLE = ("A", "B")
"""Grades of data sets that serve as reference in checking."""

STAGES: dict[str, Stage] = {
    "decisions": decisions_stage,
    STANDING: standing_stage,
    "entities": entities_stage,
    "events": events_stage,
    "seizures": seizures_stage,
    "findings": findings_stage,
    "measures": measures_stage,
    "search": search_stage,
}


def tables(*found: "pa.Table") -> list[Write]:
    """What writes some tables, each as a file."""
    from karaula.lake.write import write_table

    return [partial(write_table, table=table) for table in found]


def claims_in_order(lake: "Lake", kind: str) -> "pa.Table":
    """All claims of a kind as they stand, in one order."""
    return _in_order(lake.claims(kind), kind)


def _in_order(claims: "ibis.Table", kind: str) -> "pa.Table":
    from karaula.lake.schemas import standing_schema

    order = ("source_id", "start", "end", "locator", "claim_id")
    return claims.order_by(*order).to_pyarrow().cast(standing_schema(kind))


def standing_claims(
    lake: "Lake", vocabulary: "Vocabulary", kinds: Sequence[str] | None = None
) -> tuple[list["Claim"], dict[str | None, str]]:
    """Claims of some kinds (or all) as they stand that are looked at one by one, and the lake's
    id of those whose slots a person corrected."""
    from karaula.evidence.table import claims_from_table
    from karaula.workspace.selection import selected

    claims: list[Claim] = []
    ids: dict[str | None, str] = {}
    for kind in kinds or lake.kinds():
        table = _in_order(selected(lake, kind, vocabulary), kind)
        found = claims_from_table(kind, table)
        claims += found
        known = zip(
            found,
            table.column("claim_id").to_pylist(),
            table.column("machine").to_pylist(),
            strict=True,
        )
        ids |= {claim.claim_id: claim_id for claim, claim_id, machine in known if machine}
    return claims, ids
