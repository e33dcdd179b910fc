"""Claims in plain words, from the templates in ``sentences.yml``.

A template is text with ``{slots}``; a stretch in brackets is left out where a slot in it is empty.
Numbers become figures bound to the claim, words of the source stay verbatim, and ids become the
names that the vocabulary has for them.
"""

import re
from typing import Any

from karaula.assess.amounts import amount, quantity
from karaula.assess.grammar import grammar
from karaula.assess.numbers import day, decimals_of
from karaula.assess.report import Figure, Ref, Run, Runs, Term, Text, Words
from karaula.vocabulary import Vocabulary

Row = dict[str, Any]

_TOKEN = re.compile(r"\{(\w+)\}|([\[\]])")


def sentence(kind: str, row: Row, vocabulary: Vocabulary) -> Runs:
    """One claim as a sentence, hedged as its source hedges it, without its reference.

    A row may stand for several claims: the slot that is told together then holds the values of
    all, and ``parts`` the rows themselves.
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
            return list(quantity(row, vocabulary))
        case "role":
            return _roles(row)
        case "ends":
            return _ends(row)
        case "activity" if row["activity"] is None:
            return [Text("present" if row["area"] or row["market"] else "named as a group")]
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
    """ "Primarily a place of transit and to some extent a destination"."""
    known = grammar()

    def weight(part: Row) -> int:
        return 2 if part["strength"] in known.extents else int(part["strength"] is None)

    parts = sorted(row.get("parts", [row]), key=weight)
    runs: list[Run] = []
    for place, part in enumerate(parts):
        runs.append(Text("" if not place else " and " if place == len(parts) - 1 else ", "))
        runs += _role(part)
    return runs


def _role(row: Row) -> list[Run]:
    known, strength = grammar(), row["strength"]
    noun = known.called.get(row["role"]) or row["role"].replace("_", " ")
    said = Words(ref=Ref("claim", row["claim_id"]), field="strength", text=strength or "")
    if strength in known.before_noun:
        return [Text("an " if strength[0] in "aeiou" else "a "), said, Text(f" {noun}")]
    if strength in known.before_all:
        return [said, Text(f" a {noun}")]
    if strength in known.extents:
        return [Text("to a " if strength[0] == "l" else "to "), said, Text(f" a {noun}")]
    behind: list[Run] = [Text(" (“"), said, Text("”)")]
    return [Text(f"a {noun}"), *(behind if strength else [])]


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
    several = isinstance(row["b"], list)
    return [*first, Text(" with " if several else " and "), *_listed("b", row)]


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
    bearer = next((part for part in row.get("parts", ()) if part[name] == value), row)
    return Words(ref=Ref("claim", bearer["claim_id"]), field=name, text=value)


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
