"""What else is known: claims that no table shows, as sentences with their references."""

from karaula.assess.compose.gather import Material
from karaula.assess.compose.query import Row as Claim
from karaula.assess.grammar import grammar
from karaula.assess.report import Block, Bullets, Heading, Run, Runs, Text, Words, words
from karaula.assess.sentences import sentence

SHORT = 120
"""Characters up to which the words of a claim stand beside its sentence."""
MOST = 25
"""Sentences of one kind on one sheet; those beyond stand in the annex of evidence only."""
_HEAD = ("claim_id", "passage_id", "method", "confidence", "refs", "spans", "machine", "author")
"""Columns that say nothing of what is stated."""

Told = tuple[Claim, list[Claim]]
"""What is told as one, and the claims that say it."""


def statements(material: Material, area: str) -> list[Block]:
    """Sentences about an area, or under ``REGION`` or ``NOWHERE``; a heading a kind.

    Claims that say the same share one sentence with all their references, and so do those of the
    same words that differ in one slot only ("a transit and destination country"). Claims that a
    finding holds against each other stand together, with the finding.
    """
    blocks: list[Block] = []
    for kind, title in grammar().titles.items():
        items, rest = sentences(material, kind, area)
        if rest:
            _to_the_annex(material, rest)
            items.append((Text("Further statements of this kind stand in the annex of evidence."),))
        if items:
            blocks.append(Heading(runs=(Text(title),)))
            blocks.append(Bullets(items=tuple(items)))
    return blocks


def sentences(
    material: Material, kind: str, area: str, most: int = MOST
) -> tuple[list[Runs], list[list[Told]]]:
    """Sentences of one kind about an area, at most so many, and what they leave out."""
    rows = [_of_sheet(kind, row, area) for row in material.statements.get(kind, {}).get(area, [])]
    said: dict[str, list[Told]] = {}
    for told in _ordered(material, kind, _together(kind, _of_events(material, kind, rows))):
        said.setdefault(words(sentence(kind, told[0], material.vocabulary)), []).append(told)
    groups = list(said.values())
    items: list[Runs] = []
    done: set[int] = set()
    for place, group in enumerate(groups):
        if place in done:
            continue
        if len(items) == most:
            return items, groups[place:]
        ids = {row["claim_id"] for _, claims in group for row in claims}
        found = material.findings_about(ids)
        against = {
            item["claim_id"]
            for finding in found
            if finding["level"] != "note"
            for item in finding["evidence"]
        } - ids
        opposed = [
            n for n, other in enumerate(groups)
            if n > place and n not in done
            and against & {row["claim_id"] for _, claims in other for row in claims}
        ]  # fmt: skip
        runs = list(_sentence(material, kind, group))
        for other in opposed:
            runs += [Text(" Against this: "), *_sentence(material, kind, groups[other])]
        done |= {place, *opposed}
        items.append((*runs, *finding_cites(material, found)))
    return items, []


def _to_the_annex(material: Material, groups: list[list[Told]]) -> None:
    for group in groups:
        for _, claims in group:
            for row in claims:
                material.claim(row)


def _of_events(material: Material, kind: str, rows: list[Claim]) -> list[Claim]:
    """Incidents so that the reports of one event follow each other; other kinds as they are."""
    if kind != "incident":
        return rows
    first: dict[str, int] = {}

    def event(row: Claim) -> str:
        return material.events.get(row["claim_id"], str(row["claim_id"]))

    for place, row in enumerate(rows):
        first.setdefault(event(row), place)
    return sorted(rows, key=lambda row: first[event(row)])


def _together(kind: str, rows: list[Claim]) -> list[Told]:
    """Claims of the same words that differ in one slot only, as one statement each.

    The weaker of two statements of one source ("a transit country" beside "a key transit country")
    goes with the stronger.
    """
    slot = grammar().together.get(kind)
    if slot is None:
        return [(row, [row]) for row in rows]
    apart = {*_HEAD, slot, *(["strength"] if kind == "role" else [])}
    alike: dict[str, list[Claim]] = {}
    for row in rows:
        rest = sorted((name, value) for name, value in row.items() if name not in apart)
        key = repr(rest) if row["start"] is not None else row["claim_id"]
        alike.setdefault(key, []).append(row)
    found: list[Told] = []
    for claims in alike.values():
        parts = list({row[slot]: row for row in reversed(claims)}.values())[::-1]
        joined = claims[0] | {slot: [part[slot] for part in parts], "parts": parts}
        found.append((joined if len(parts) > 1 else claims[0], claims))
    return _with_stronger(found) if kind == "role" else found


def _with_stronger(told: list[Told]) -> list[Told]:
    """A role said without weight goes with the same role said with one by the same source."""
    same = ("source_id", "area", "market", "role", "substance", "modality", "period", "marks")

    def key(row: Claim) -> str:
        return repr([row[name] for name in same])

    strong = {
        key(part): claims
        for row, claims in told
        for part in row.get("parts", [row])
        if part["strength"] and not part["hedge"]
    }
    kept: list[Told] = []
    for row, claims in told:
        plain = not any(row[name] for name in ("strength", "detail", "hedge"))
        if plain and "parts" not in row and key(row) in strong:
            strong[key(row)].extend(claims)
        else:
            kept.append((row, claims))
    return kept


def _ordered(material: Material, kind: str, told: list[Told]) -> list[Told]:
    """By market where a kind is ordered so, drugs first; else as the sources tell it."""
    slot = grammar().order.get(kind)
    if slot is None:
        return told
    places = {market: place for place, market in enumerate(material.vocabulary.markets)}

    def place(item: Told) -> int:
        value = item[0][slot]
        first = value[0] if isinstance(value, list) and value else value
        return places.get(first, len(places)) if isinstance(first, str) else len(places)

    return sorted(told, key=place)


def _of_sheet(kind: str, row: Claim, area: str) -> Claim:
    """A claim without what the sheet of an area has in its heading."""
    said = {slot: None for slot in grammar().understood[kind] if row[slot] == [area]}
    return {**row, **said} if said else row


def _sentence(material: Material, kind: str, group: list[Told]) -> Runs:
    """One sentence for all claims that say the same, each with its words and where they stand.

    Words that the sentence has already are not quoted again.
    """
    said = sentence(kind, group[0][0], material.vocabulary)
    runs: list[Run] = list(said)
    quoted = {run.text for run in said if isinstance(run, Words)}
    cited: set[tuple[str, int | None, str]] = set()
    for row in (row for _, claims in group for row in claims):
        place = (row["source_id"], row["page"], row["quote"])
        material.claim(row)
        if place in cited and row["start"] is not None:
            continue
        cited.add(place)
        if row["start"] is not None and len(row["quote"]) <= SHORT and row["quote"] not in quoted:
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
