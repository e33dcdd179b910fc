"""The words of English prose that carry numbers, dates and doubt: ``english.yml``, loaded once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from karaula.evidence.claim import Modality


@dataclass(frozen=True, slots=True)
class English:
    """The sections of ``english.yml``; phrases are tuples of lower-case words."""

    numbers: dict[str, float]
    ordinals: dict[str, int]
    fractions: dict[str, float]
    multipliers: dict[str, float]
    single_units: frozenset[str]
    money_multipliers: dict[str, float]
    multiples: dict[str, float]
    folds: dict[str, float]
    months: dict[str, int]
    qualifiers: dict[tuple[str, ...], str]
    modality: dict[Modality, tuple[tuple[str, ...], ...]]
    abbreviations: frozenset[str]
    labels: frozenset[str]
    bores: frozenset[str]
    prices: frozenset[str]
    anaphors: tuple[tuple[str, ...], ...]
    small_words: frozenset[str]
    source_lines: tuple[str, ...]
    changes: frozenset[str]
    joiners: tuple[str, ...]
    leaders: tuple[str, ...]
    list_ends: frozenset[str]
    copulas: frozenset[str]
    strengths: tuple[str, ...]
    stand_ins: frozenset[str]
    hedges: tuple[str, ...]


def _phrase(words: str) -> tuple[str, ...]:
    return tuple(words.lower().split())


def _load(path: Path) -> English:
    data: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    qualifiers = {
        _phrase(words): name for name, phrases in data["qualifiers"].items() for words in phrases
    }
    return English(
        numbers={word: float(value) for word, value in data["numbers"].items()},
        ordinals=data["ordinals"],
        fractions=data["fractions"],
        multipliers={word: float(value) for word, value in data["multipliers"].items()},
        single_units=frozenset(data["single_units"]),
        money_multipliers=data["money_multipliers"],
        multiples=data["multiples"],
        folds=data["folds"],
        months=data["months"],
        qualifiers=qualifiers,
        modality={
            name: tuple(_phrase(words) for words in phrases)
            for name, phrases in data["modality"].items()
        },
        abbreviations=frozenset(data["abbreviations"]),
        labels=frozenset(data["labels"]),
        bores=frozenset(data["bores"]),
        prices=frozenset(data["prices"]),
        anaphors=tuple(_phrase(words) for words in data["anaphors"]),
        small_words=frozenset(data["small_words"]),
        source_lines=tuple(data["source_lines"]),
        changes=frozenset(data["changes"]),
        joiners=tuple(data["joiners"]),
        leaders=tuple(data["leaders"]),
        list_ends=frozenset(data["list_ends"]),
        copulas=frozenset(data["copulas"]),
        strengths=tuple(data["strengths"]),
        stand_ins=frozenset(data["stand_ins"]),
        hedges=tuple(data["hedges"]),
    )


ENGLISH = _load(Path(__file__).with_name("english.yml"))
