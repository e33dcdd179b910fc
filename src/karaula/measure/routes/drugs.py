"""Which substances a market, a drug or a group of drugs stands for."""

from dataclasses import dataclass

from karaula.measure.routes.edges import RoutesError
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug as it is asked for: what it is called, and the ids of all substances it covers."""

    key: str
    name: str
    substances: frozenset[str]


def drug_of(text: str, vocabulary: Vocabulary) -> Drug:
    """A substance with all narrower ones, a group of drugs, or a market, by id or name.

    Raises :class:`RoutesError` for what is none of these.
    """
    key = name_key(text)
    for entries in (vocabulary.substances, vocabulary.drug_groups, vocabulary.markets):
        for name, entry in entries.items():
            if key in {name_key(word) for word in (name, entry.name, *entry.names)}:
                found = substances_of(name, vocabulary)
                if found:
                    return Drug(name, entry.name, found)
    raise RoutesError(
        f"{text} is no drug that the vocabulary knows", None,
        f"name a substance, or a group such as {', '.join(vocabulary.drug_groups)}",
    )  # fmt: skip


def substances_of(key: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Ids of the substances that an id of a substance, group of drugs or market covers."""
    roots = {key} if key in vocabulary.substances else set()
    if key in vocabulary.drug_groups:
        roots |= set(vocabulary.drug_groups[key].substances)
    if key in vocabulary.markets:
        roots |= {name for name, one in vocabulary.substances.items() if one.market == key}
    if key == "drugs":
        roots = set(vocabulary.substances)
    known = vocabulary.substances
    found: set[str] = set()
    for name in known:
        chain: str | None = name
        while chain is not None and chain in known:
            if chain in roots:
                found.add(name)
            chain = known[chain].broader
    return frozenset(found)
