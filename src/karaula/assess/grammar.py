"""What ``sentences.yml`` says: how claims of each kind are told."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Grammar:
    """What ``sentences.yml`` says: per kind its area slots, title and template; and the words."""

    areas: dict[str, tuple[str, ...]]
    understood: dict[str, tuple[str, ...]]
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
        understood={kind: tuple(entry.get("understood", ())) for kind, entry in entries.items()},
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
