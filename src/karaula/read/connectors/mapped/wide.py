"""Draft the facts of a table of figures with a column for each year, or for each drug."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from karaula.read.connectors.mapped.columns import Column, heads, numeric, slots_of, unit_in
from karaula.read.connectors.mapped.drafting import Draft, quoted
from karaula.read.connectors.mapped.words import Words
from karaula.read.connectors.sheets import Peek
from karaula.vocabulary import Vocabulary

_YEAR = re.compile(r"(?P<before>(?:.*\D)?)(?P<year>(?:19|20)\d\d)(?P<after>(?:\D.*)?)")
_WORDS = re.compile(r"[^\W_]+")
_FEWEST = 2
"""Columns of figures side by side that make a table a wide one."""

_HEAD = """\
# How the columns of {name} are read, drafted by looking at them. Check it, correct what is wrong,
# and run `karaula build`. It is read as figures by area and period.
#   columns    names for columns, and their labels
#   area       the column of countries
#   indicator  what the figures are of, in the vocabulary; "{{substance}}_seized" of drugs seized
#   period     the column of years; none where the labels of figures tell them
#   figures    columns of figures: one by name, or all whose label fits a pattern (the year in it)
#   missing    cells that say nothing
"""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A column of figures, or all whose label fits a pattern, and what they are of."""

    columns: tuple[Column, ...]
    pattern: str | None = None
    substance: str | None = None
    unit: str | None = None


def draft_wide(path: Path, vocabulary: Vocabulary) -> Draft | None:
    """Facts for a table with figures of areas side by side, else ``None``."""
    words = Words(vocabulary)
    found = [
        (sum(len(figure.columns) for figure in figures), columns, slots, figures, above)
        for sheet in Peek(path).sheets
        for above, columns in heads(sheet, least=1)
        if "area" in (slots := slots_of(columns, words))
        and (figures := _figures(columns, slots, words))
    ]
    if not found:
        return None
    _, columns, slots, figures, above = max(found, key=lambda one: one[0])
    title = " ".join(_WORDS.findall(" ".join([path.stem, *above])))
    if "substance" not in slots and len(drugs := _drugs(title, words)) == 1:
        figures = [replace(one, substance=one.substance or drugs[0]) for one in figures]
    unit = next((unit for part in above if (unit := unit_in(part, words)[1])), None)
    figures = [replace(one, unit=one.unit or unit) for one in figures]
    return _written(path, columns, slots, figures, title, words)


def _figures(columns: list[Column], slots: dict[str, Column], words: Words) -> list[_Figure]:
    """The figures of years, or those of drugs where a column tells the years."""
    years: dict[tuple[str, str], list[Column]] = defaultdict(list)
    drugs: list[_Figure] = []
    for column in columns:
        if column is slots["area"] or not numeric(column, words):
            continue
        if match := _YEAR.fullmatch(column.label.strip()):
            years[match["before"], match["after"]].append(column)
        elif len(named := words.substances(unit_in(column.label, words)[0])) == 1:
            drugs.append(_Figure((column,), None, named[0], unit_in(column.label, words)[1]))
    wide = [
        _Figure(
            tuple(found),
            rf"{_plain(before)}(\d{{4}}){_plain(after)}",
            next(iter(words.substances(before.strip())), None),
            unit_in(before + after, words)[1],
        )
        for (before, after), found in years.items()
        if len(found) >= _FEWEST
    ]
    if wide:
        return wide
    return drugs if len(drugs) >= _FEWEST and "period" in slots else []


def _plain(text: str) -> str:
    """A pattern of a text, as somebody would write it."""
    return re.escape(text).replace(r"\ ", " ")


def _drugs(title: str, words: Words) -> list[str]:
    """Drugs that a title names."""
    found = (name for word in title.split() for name in words.substances(word))
    return list(dict.fromkeys(found))


def _names(figures: list[_Figure]) -> list[str]:
    """A name for each column of figures: its drug, and a number from the second of a drug on."""
    drugs = [str(figure.substance) for figure in figures]
    seen = [drugs[: place + 1].count(drug) for place, drug in enumerate(drugs)]
    return [f"{drug}_{n}" if n > 1 else drug for drug, n in zip(drugs, seen, strict=True)]


@cache
def _seized() -> re.Pattern[str]:
    said = yaml.load(Path(__file__).with_suffix(".yml").read_bytes(), Loader=yaml.CSafeLoader)
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in said["seized"]))


def _written(
    path: Path,
    columns: list[Column],
    slots: dict[str, Column],
    figures: list[_Figure],
    title: str,
    words: Words,
) -> Draft:
    named = {"area": slots["area"]}
    by_year = figures[0].pattern is not None
    if not by_year:
        named["period"] = slots["period"]
    taken = {id(column) for figure in figures for column in figure.columns}
    if "substance" in slots and id(slots["substance"]) not in taken:
        named["substance"] = slots["substance"]
    lines = [_HEAD.format(name=path.name), "columns:\n"]
    lines += [f"  {role}: [{quoted(column.label)}]\n" for role, column in named.items()]
    names = _names(figures)
    lines += [
        f"  {name}: [{quoted(figure.columns[0].label)}]\n"
        for name, figure in zip(names, figures, strict=True)
        if figure.pattern is None
    ]
    lines.append("area: {name: area}\n")
    lines.append(f"period: [{'' if by_year else 'period'}]\n")
    drugs = "substance" in named or any(figure.substance for figure in figures)
    if drugs and _seized().search(title.lower()):
        indicator: str | None = "{substance}_seized"
    else:
        indicator = words.indicator(title)
    if "substance" in named:
        lines.append("substance: {column: substance, other: substance}\n")
    said = quoted(indicator) if indicator else " # say which one; no column tells it"
    lines.append(f"indicator: {said}\n")
    seized = indicator is not None and "{" in indicator
    open_ = ["indicator"] * (indicator is None)
    if seized and not all(figure.unit for figure in figures):
        open_.append("unit")
        lines.append("unit:  # say which one; no label tells it\n")
    lines.append("figures:\n")
    for name, figure in zip(names, figures, strict=True):
        parts = [f"column: {name}"]
        if figure.pattern is not None:
            parts = [f"label: {quoted(figure.pattern)}"]
        parts += [f"substance: {figure.substance}"] * bool(figure.substance)
        parts += [f"unit: {figure.unit}"] * bool(figure.unit)
        lines.append(f"  - {{{', '.join(parts)}}}\n")
    lines.append('missing: ["-", "..", "…", n/a, unknown]\n')
    rest = [
        column.label
        for column in columns
        if id(column) not in taken and not any(column is one for one in named.values())
    ]
    if rest:
        lines.append(f"# ignored: {{columns: [{', '.join(map(quoted, rest))}]}}\n")
    return Draft("".join(lines), "figures by area and period", tuple(open_))
