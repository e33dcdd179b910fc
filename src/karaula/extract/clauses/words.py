"""The words of the vocabulary ``clauses``, made once, and the forms of its verbs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from karaula.extract.kept import per_vocabulary
from karaula.vocabulary import Vocabulary, load

BASE, S, PAST, PART, ING = 1, 2, 4, 8, 16
"""Forms of verbs: go, goes, went, gone, going."""
BE = frozenset(("is", "are", "was", "were", "am", "be", "been", "being"))
HAVE = frozenset(("has", "have", "had", "having"))
DO = frozenset(("do", "does", "did"))
AUXILIARIES = BE | HAVE | DO | {"to"}

Phrases = dict[str, list[tuple[str, ...]]]
"""Phrases by their first word, the longest first."""


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The lists of the vocabulary ``clauses``."""

    prepositions: Phrases
    determiners: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    openers: Phrases
    conditions: frozenset[str]
    coordinators: Phrases
    modals: frozenset[str]
    advice: frozenset[str]
    negations: frozenset[str]
    nobody: frozenset[str]
    adverbs: Phrases
    unreal: tuple[str, ...]
    denying: frozenset[str]
    unknown: tuple[str, ...]
    denials: tuple[str, ...]
    ended: tuple[str, ...]
    doubts: frozenset[str]
    """A word of each phrase by which a sentence doubts or denies, or tells what has ended."""
    standing: frozenset[str]
    describing: frozenset[str]
    times: frozenset[str]
    raising: frozenset[str]
    asking: frozenset[str]
    reporting: frozenset[str]
    intransitive: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    compounds: frozenset[str]
    deeds: frozenset[str]
    small: frozenset[str]
    """Words with which a preposition, opener, coordinator or adverb begins, and relatives."""
    closed: frozenset[str]
    """Those, determiners and pronouns."""
    acting: frozenset[str]
    """Words with which a group of verbs begins."""
    verbs: dict[str, tuple[str, int]]
    """``{word: (verb, its forms as a sum)}``."""


def phrases(words: Iterable[str]) -> Phrases:
    """Phrases by their first word."""
    found: Phrases = {}
    for phrase in dict.fromkeys(words):
        key = tuple(phrase.split())
        found.setdefault(key[0], []).append(key)
    for listed in found.values():
        listed.sort(key=len, reverse=True)
    return found


def clause_words(vocabulary: Vocabulary | None = None) -> ClauseWords:
    """The words of a vocabulary, made once; those of the packaged one where none is given."""
    return _made(vocabulary if vocabulary is not None else load())


@per_vocabulary
def _made(vocabulary: Vocabulary) -> ClauseWords:
    known = vocabulary.clauses
    data = {name: listed.words for name, listed in known.items()}
    listed = {
        name: frozenset(data[name])
        for name in (
            "determiners", "pronouns", "relatives", "conditions", "modals", "advice", "negations",
            "nobody", "denying", "standing", "describing", "times", "raising", "asking",
            "reporting", "intransitive", "nouns", "adjectives", "compounds", "deeds",
        )
    }  # fmt: skip
    prepositions, openers = phrases(data["prepositions"]), phrases(data["openers"])
    coordinators, adverbs = phrases(data["coordinators"]), phrases(data["adverbs"])
    small = listed["relatives"].union(prepositions, openers, coordinators, adverbs)
    verbs = _verbs(data["verbs"], known["irregular"].lists)
    return ClauseWords(
        prepositions=prepositions,
        openers=openers,
        coordinators=coordinators,
        adverbs=adverbs,
        small=small,
        closed=small.union(listed["determiners"], listed["pronouns"]),
        unreal=tuple(f"{phrase} " for phrase in data["unreal"]),
        unknown=tuple(f" {phrase} " for phrase in data["unknown"]),
        denials=tuple(f" {phrase} " for phrase in data["denials"]),
        ended=tuple(f" {phrase} " for phrase in data["ended"]),
        doubts=frozenset(
            max(phrase.split(), key=len)
            for name in ("unknown", "denials", "ended")
            for phrase in data[name]
        ),
        acting=AUXILIARIES.union(listed["modals"], listed["negations"], verbs),
        verbs=verbs,
        **listed,
    )


def _verbs(
    regular: Iterable[str], irregular: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, int]]:
    forms: dict[str, tuple[str, int]] = {}

    def add(word: str, verb: str, form: int) -> None:
        known = forms.get(word)
        if known is None or known[0] == verb:
            forms[word] = (verb, form | (known[1] if known else 0))

    for verb, (*more, past, part) in irregular.items():
        if verb != "be":
            add(past, verb, PAST)
            add(part, verb, PART)
            for word in more:  # "burned" beside "burnt"
                add(word, verb, PAST | PART)
    for verb in dict.fromkeys((*irregular, *regular)):
        if verb == "be":
            continue
        add(verb, verb, BASE)
        add(_third(verb), verb, S)
        for stem in _stems(verb):
            add(f"{stem}ing", verb, ING)
            if verb not in irregular:
                add(f"{stem}ed", verb, PAST | PART)
    return forms


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return "has" if verb == "have" else f"{verb}s"


def _stems(verb: str) -> tuple[str, ...]:
    """What stands before "-ing" and "-ed"; a doubled consonant is always allowed."""
    if verb.endswith("ie"):
        return (f"{verb[:-2]}y", verb[:-1])
    if verb.endswith("e") and not verb.endswith("ee"):
        return (verb[:-1],)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, f"{verb[:-1]}i")
    if verb.endswith("c"):
        return (f"{verb}k",)
    if verb[-1] not in "aeiouywx" and verb[-2:-1] and verb[-2] in "aeiou":
        return (verb, f"{verb}{verb[-1]}")
    return (verb,)


def forms_of(verbs: Iterable[str], known: ClauseWords) -> frozenset[str]:
    """All forms of some verbs."""
    wanted = frozenset(verbs)
    return frozenset(word for word, (verb, _) in known.verbs.items() if verb in wanted)
