"""What else is known: claims that no table shows, as sentences with their references."""

from karaula.assess.compose.gather import Material
from karaula.assess.compose.gather import Row as Claim
from karaula.assess.report import Block, Bullets, Heading, Run, Runs, Text, Words, words
from karaula.assess.sentences import grammar, sentence

SHORT = 120
"""Characters up to which the words of a claim stand beside its sentence."""


def statements(material: Material, area: str) -> list[Block]:
    """Sentences about an area, or under ``REGION`` or ``NOWHERE``; a heading a kind.

    Claims that say the same share one sentence with all their references. Claims that a finding
    holds against each other stand together, with the finding.
    """
    blocks: list[Block] = []
    for kind, title in grammar().titles.items():
        rows = material.statements.get(kind, {}).get(area)
        if rows:
            blocks.append(Heading(runs=(Text(title),)))
            blocks.append(Bullets(items=tuple(_items(material, kind, rows))))
    return blocks


def _items(material: Material, kind: str, rows: list[Claim]) -> list[Runs]:
    said: dict[str, list[Claim]] = {}
    for row in rows:
        said.setdefault(words(sentence(kind, row, material.vocabulary)), []).append(row)
    groups = list(said.values())
    items: list[Runs] = []
    done: set[int] = set()
    for place, group in enumerate(groups):
        if place in done:
            continue
        ids = {row["claim_id"] for row in group}
        found = material.findings_about(ids)
        against = {
            item["claim_id"]
            for finding in found
            if finding["level"] != "note"
            for item in finding["evidence"]
        } - ids
        opposed = [
            n for n, other in enumerate(groups)
            if n > place and n not in done and against & {row["claim_id"] for row in other}
        ]  # fmt: skip
        runs = list(_sentence(material, kind, group))
        for other in opposed:
            runs += [Text(" Against this: "), *_sentence(material, kind, groups[other])]
        done |= {place, *opposed}
        items.append((*runs, *finding_cites(material, found)))
    return items


def _sentence(material: Material, kind: str, group: list[Claim]) -> Runs:
    """One sentence for all claims that say the same, each with its words and where they stand."""
    runs: list[Run] = [*sentence(kind, group[0], material.vocabulary)]
    for row in group:
        if row["start"] is not None and len(row["quote"]) <= SHORT:
            quote = Words(ref=material.claim(row), field="quote", text=row["quote"])
            runs += [Text(" “"), quote, Text("”")]
        runs += cites(material, [row])
    return tuple(runs)


def cites(material: Material, rows: list[Claim]) -> Runs:
    """`` [S1, p. 2; S3]``: where claims stand; several at one place are told once."""
    runs: list[Run] = []
    for row in rows:
        runs += [Text("; " if runs else " ["), material.cite(row)]
    return (*runs, Text("]")) if runs else ()


def finding_cites(material: Material, found: list[Claim]) -> Runs:
    """`` [see F1]`` for findings."""
    runs: list[Run] = []
    for row in found:
        runs += [Text(", " if runs else " [see "), material.cite_finding(row)]
    return (*runs, Text("]")) if runs else ()
