"""Compose the report: rows of the lake to sections whose figures are all bound."""

from dataclasses import replace

from karaula.assess.compose.annex import evidence, findings, sources
from karaula.assess.compose.country import country
from karaula.assess.compose.front import front, key_points
from karaula.assess.compose.gather import Material, ReportError, gather
from karaula.assess.compose.notes import notes_for
from karaula.assess.compose.region import region, regional_statements, unplaced_statements
from karaula.assess.compose.seizures import regional_seizures
from karaula.assess.lake import ReportConfig, ReportLake
from karaula.assess.report import Report
from karaula.vocabulary import Vocabulary

__all__ = ["ReportError", "compose"]


def compose(lake: ReportLake, config: ReportConfig, vocabulary: Vocabulary) -> Report:
    """The report on the region of a hub, from what its lake holds.

    Raises :class:`ReportError` where the region is unknown or the hub holds no source.
    """
    material = gather(lake, config, vocabulary)
    # The annex of evidence comes last: it lists what all the sections before it print.
    opening = front(material)
    body = [
        key_points(material),
        *region(material),
        *regional_seizures(material),
        *regional_statements(material),
        *(country(material, area) for area in material.members),
        *unplaced_statements(material),
        findings(material),
    ]
    sections = tuple(
        replace(section, notes=notes_for((section.title, section.blocks), vocabulary))
        for section in [*body, *evidence(material, lake), sources(material)]
    )
    return Report(
        title=config.name,
        subtitle=f"Organised crime: {material.area_set.name}",
        date=_newest(material),
        handling=_strictest(material),
        sources=tuple(material.sources),
        findings=tuple(row["finding_id"] for row in material.findings),
        front=opening,
        notes=notes_for((opening, sections), vocabulary),
        sections=sections,
    )


def _newest(material: Material) -> str | None:
    """Date of the newest source, so that the report itself has one that does not move."""
    dates = [row["published"] for row in material.sources.values() if row["published"]]
    return max(dates, default=None)


def _strictest(material: Material) -> str:
    """The strictest handling label of all that went in."""
    order = {
        grade.name: grade.order
        for grade in material.vocabulary.grades.values()
        if grade.scale == "handling"
    }
    labels = {row["handling"] for row in material.sources.values()}
    labels |= {row["handling"] for row in material.used.values() if "handling" in row}
    # A label that the scale does not know is taken for the strictest of all.
    strictest: str = max(sorted(labels), key=lambda label: order.get(label, len(order) + 1))
    return strictest
