"""Claims in plain words, from the templates in ``sentences.yml``.

A template is text with ``{slots}``; a stretch in brackets is left out where a slot in it is empty.
Numbers become figures bound to the claim, words of the source stay verbatim, and ids become the
names that the vocabulary has for them.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from karaula.assess.numbers import day, decimals_of
from karaula.assess.report import Figure, Ref, Run, Runs, Term, Text, Words
from karaula.vocabulary import Vocabulary

Row = dict[str, Any]

_TOKEN = re.compile(r"\{(\w+)\}|([\[\]])")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What ``sentences.yml`` says: per kind its area slots, title and template; and the words."""

    areas: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    templates: dict[str, str]
    hedges: dict[str, str]
    qualifiers: dict[str, str]
    marks: dict[str, str]
    called: dict[str, str]
    the: frozenset[str]
    groups: dict[str, tuple[str, ...]]
    together: dict[str, str]
    order: dict[str, str]
    directed: frozenset[str]
    before_noun: frozenset[str]
    before_all: frozenset[str]
    extents: frozenset[str]


@cache
def grammar() -> Grammar:
    """The templates, read once."""
    entries = yaml.safe_load(Path(__file__).with_name("sentences.yml").read_text("utf-8"))
    parts = ("hedge_words", "qualifiers", "marks", "called")
    sets = ("the", "directed", "before_noun", "before_all", "extents")
    words = {name: entries.pop(name) for name in parts}
    listed = {name: frozenset(entries.pop(name)) for name in sets}
    return Grammar(
        areas={kind: tuple(entry["areas"]) for kind, entry in entries.items()},
        titles={kind: entry["title"] for kind, entry in entries.items()},
        templates={kind: entry["say"] for kind, entry in entries.items()},
        hedges=words["hedge_words"],
        qualifiers=words["qualifiers"],
        marks=words["marks"],
        called=words["called"],
        groups={kind: tuple(entry.get("groups", ())) for kind, entry in entries.items()},
        together={kind: e["together"] for kind, e in entries.items() if "together" in e},
        order={kind: entry["order"] for kind, entry in entries.items() if "order" in entry},
        **listed,
    )


def sentence(kind: str, row: Row, vocabulary: Vocabulary) -> Runs:
    """One claim as a sentence, hedged as its source hedges it, without its reference.

    A row may hold several values in the slot that is told together; ``bearers`` then gives the
    claim of each.
    """
    known = grammar()
    runs = list(_fill(known.templates[kind].removesuffix("."), row, vocabulary))
    runs += [Text(known.marks[mark]) for mark in row["marks"] or ()]
    return _capital(_joined([*runs, Text(".")]))


def _fill(template: str, row: Row, vocabulary: Vocabulary) -> list[Run]:
    """Runs of a template. Brackets do not nest: an inner one is part of the outer's condition."""
    # One list of runs for the sentence, and one more for each bracket that is open.
    open_: list[tuple[list[Run], bool]] = [([], True)]
    at = 0
    for token in _TOKEN.finditer(template):
        if token.start() > at:
            open_[-1][0].append(Text(template[at : token.start()]))
        at = token.end()
        if token[2] == "[":
            open_.append(([], True))
        elif token[2] == "]":
            inner, whole = open_.pop()
            if whole:
                open_[-1][0].extend(inner)
        else:
            runs = _slot(token[1], row, vocabulary)
            optional = token[1] == "hedge_word"
            open_[-1] = ([*open_[-1][0], *runs], open_[-1][1] and (bool(runs) or optional))
    return [*open_[0][0], Text(template[at:])] if at < len(template) else open_[0][0]


def _slot(name: str, row: Row, vocabulary: Vocabulary) -> list[Run]:
    """What one slot says; nothing where it is empty."""
    match name:
        case "hedge_word":
            word = grammar().hedges[row["modality"]]
            return [Text(word)] if word else []
        case "amount":
            return list(amount(row, vocabulary))
        case "quantity_amount":
            return list(_quantity(row, vocabulary))
        case "role":
            return _roles(row)
        case "ends":
            return _ends(row)
        case "activity" if row["activity"] is None:
            return [Text("present" if row["area"] or row["market"] else "named")]
        case "type" if "b" in row:
            return _tie(row)
        case "type" if row["type"] is None:
            return [Text("response")]
        case "market" if isinstance(row["market"], str) and row.get("substance"):
            # The substance says what the market does, and more.
            return _goods(row["substance"], vocabulary)
        case "hedge" if row["modality"] != "asserted":
            # The sentence begins with the doubt already.
            return []
    value = row[name]
    if value is None or value == [] or (name == "substance" and _told(value, row)):
        return []
    if isinstance(value, (int, float)):
        ref = Ref("claim", row["claim_id"])
        return [Figure(ref=ref, value=value, unit="", slot=name, decimals=decimals_of(value))]
    if isinstance(value, list):
        listed: list[Run] = []
        for place, item in enumerate(value):
            if place:
                listed.append(Text(" and " if place == len(value) - 1 else ", "))
            listed += [*_article(name, item), _word(name, item, row, vocabulary)]
        return listed
    return [*_article(name, value), _word(name, value, row, vocabulary)]


def _roles(row: Row) -> list[Run]:
    """ "A key place of transit", "primarily a source", "a place of transit and a destination"."""
    known = grammar()
    roles = row["role"] if isinstance(row["role"], list) else [row["role"]]
    strength = row["strength"]
    said = Words(ref=Ref("claim", row["claim_id"]), field="strength", text=strength or "")
    runs: list[Run] = []
    for place, role in enumerate(roles):
        runs.append(Text(("" if not place else " and " if place == len(roles) - 1 else ", ")))
        noun = known.called.get(role) or role.replace("_", " ")
        if strength in known.before_noun:
            article = "an " if strength[0] in "aeiou" else "a "
            runs += [Text(article), said, Text(f" {noun}")]
        elif strength in known.before_all:
            runs += [said, Text(f" a {noun}")]
        elif strength in known.extents:
            runs += [Text("to a " if strength[0] == "l" else "to "), said, Text(f" a {noun}")]
        else:
            runs.append(Text(f"a {noun}"))
            runs += [Text(" (“"), said, Text("”)")] if strength else []
    return runs


def _tie(row: Row) -> list[Run]:
    """ "Rivals", "members of the X clan"."""
    known = grammar()
    said: list[Run] = [Text(known.called.get(row["type"]) or row["type"].replace("_", " "))]
    if row["type"] in known.directed:
        said += [Text(" "), *_listed("b", row)]
    return said


def _ends(row: Row) -> list[Run]:
    """Both ends of a tie; of a directed one the first; groups at odds among themselves once."""
    first: list[Run] = [_verbatim(row, "a", row["a"])]
    if row["type"] in grammar().directed:
        return first
    if row["b"] == row["a"]:
        return [*first, Text(" among themselves")]
    return [*first, Text(" and "), *_listed("b", row)]


def _listed(name: str, row: Row) -> list[Run]:
    """The verbatim values of a slot that may hold several."""
    values = row[name] if isinstance(row[name], list) else [row[name]]
    runs: list[Run] = []
    for place, value in enumerate(values):
        if place:
            runs.append(Text(" and " if place == len(values) - 1 else ", "))
        runs.append(_verbatim(row, name, value))
    return runs


def _goods(substances: str, vocabulary: Vocabulary) -> list[Run]:
    """Substances by their names: "amphetamine and MDMA"."""
    names = [item.strip() for item in substances.split(",")]
    runs: list[Run] = []
    for place, name in enumerate(names):
        known = vocabulary.substances.get(name) or vocabulary.substances.get(name.rstrip("s"))
        if place:
            runs.append(Text(" and " if place == len(names) - 1 else ", "))
        runs.append(Term(_small(known.name) if known else name.replace("_", " ")))
    return runs


def _article(name: str, value: str) -> list[Run]:
    """ "the" before the areas that take it: the Netherlands, the European Union."""
    if name == "route":
        return [Text("the ")]
    places = name in ("area", "origin", "via", "destination")
    return [Text("the ")] if places and value in grammar().the else []


def _told(substance: str | list[str], row: Row) -> bool:
    """Whether an observation's indicator names the substance already (``cocaine_seized``)."""
    return isinstance(substance, str) and substance in (row.get("indicator") or "")


def _word(name: str, value: str, row: Row, vocabulary: Vocabulary) -> Run:
    """An id by its name, a date as people write it, other words as the source has them."""
    if name in ("period", "date", "since"):
        shown = day(value)
        return (
            Term(shown, "date")
            if shown != value or value.isdigit()
            else _verbatim(row, name, value)
        )
    for known in _MEANINGS.get(name, ()):
        entry = getattr(vocabulary, known).get(value)
        if entry:
            return Term(entry.name if known in _PROPER else _small(entry.name))
    if name in _MEANINGS:
        return Term(grammar().called.get(value) or value.replace("_", " "))
    return _verbatim(row, name, value)


_PROPER = ("areas", "regions", "bodies", "routes")
_MEANINGS: dict[str, tuple[str, ...]] = {
    "indicator": ("indicators",),
    "area": ("areas", "regions"),
    "origin": ("areas", "regions"),
    "via": ("areas", "regions"),
    "destination": ("areas", "regions"),
    "market": ("markets",),
    "substance": ("substances",),
    "route": ("routes",),
    "body": ("bodies",),
    "agency": ("bodies",),
    "pillar": ("pillars",),
    "role": (),
    "type": (),
    "activity": (),
    "mode": (),
    "currency": (),
}
"""Slots that hold ids, and the vocabularies in which these may be found."""


def _verbatim(row: Row, name: str, value: str) -> Words:
    bearer = row.get("bearers", {}).get(value, row["claim_id"])
    return Words(ref=Ref("claim", bearer), field=name, text=value)


def amount(row: Row, vocabulary: Vocabulary) -> Runs:
    """The whole amount of an observation: qualifier, value or range, unit, other readings."""
    qualifier, _, since = row["qualifier"].partition(":")
    runs: list[Run] = [Text(grammar().qualifiers.get(qualifier, ""))]
    style = "ordinal" if row["unit"] == "rank" else "plain"
    runs.append(_figure(row, "value", style=style))
    if row["value_max"] is not None:
        runs += [Text(" to "), _figure(row, "value_max")]
    runs += unit_words(row["unit"], row["value"], vocabulary)
    if row["of"] is not None:
        runs += [Text(" of "), _figure(row, "of")]
    if row["among"]:
        runs += [Text(" in the list “"), _verbatim(row, "among", row["among"]), Text("”")]
    if since:
        runs += [Text(" since "), Term(since, "date")]
    runs += _readings(row, "ratio", " (that is, by a factor of ", vocabulary)
    runs += _readings(row, "value_alt", " (or, read otherwise, ", vocabulary)
    return tuple(run for run in runs if not isinstance(run, Text) or run.text)


def _readings(row: Row, slot: str, opening: str, vocabulary: Vocabulary) -> list[Run]:
    runs: list[Run] = []
    for place, value in enumerate(row[slot] or ()):
        runs.append(Text(" or " if place else opening))
        ref = Ref("claim", row["claim_id"])
        runs.append(Figure(ref=ref, value=value, unit="", slot=slot, decimals=decimals_of(value)))
        if slot == "value_alt":
            runs += unit_words(row["unit"], value, vocabulary)
    return [*runs, Text(")")] if runs else []


def _quantity(row: Row, vocabulary: Vocabulary) -> Runs:
    if row["quantity"] is None:
        return ()
    word = grammar().qualifiers.get(row["qualifier"].partition(":")[0], "")
    lead = (Text(word),) if word else ()
    unit = unit_words(row["unit"], row["quantity"], vocabulary) if row["unit"] else ()
    return (*lead, _figure(row, "quantity"), *unit)


def _figure(row: Row, slot: str, style: Any = "plain") -> Figure:
    value = row[slot]
    return Figure(
        ref=Ref("claim", row["claim_id"]), value=value, unit=row["unit"] or "", slot=slot,
        decimals=decimals_of(value), style=style,
    )  # fmt: skip


def unit_words(unit: str, value: float, vocabulary: Vocabulary) -> Runs:
    """What follows a number: nothing for scores, ranks and counts; ``%``, ``kg``, ``tonnes``."""
    if unit in ("score", "rank", "count", ""):
        return ()
    if unit == "percent":
        return (Text("\u00a0%"),)
    known = vocabulary.units.get(unit)
    word = unit.replace("_", " ")
    if known and unit not in known.names:
        plural = f"{known.name}s"
        word = plural if value != 1 and plural in known.names else known.name
    return (Term(f"\u00a0{word}"),)


def _small(name: str) -> str:
    """A name inside a sentence: ``Heroin trade`` is ``heroin trade``, ``MDMA`` stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == "-" else name


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbouring texts as one, so that a sentence is compared and read as a whole."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, Text) and isinstance(last, Text) and run.strong == last.strong:
            joined[-1] = Text(last.text + run.text, run.strong)
        else:
            joined.append(run)
    return joined


def _capital(runs: list[Run]) -> Runs:
    """The first word of a sentence with a capital letter, unless it is the source's own."""
    first, *rest = runs
    match first:
        case Text(text, strong):
            first = Text(text[:1].upper() + text[1:], strong)
        case Term(text, role, strong):
            first = Term(text[:1].upper() + text[1:], role, strong)
    return (first, *rest)
