"""Which substances a market, a drug or a group of drugs stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from karaula.measure.routes.edges import RoutesError
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key
from karaula.vocabulary.models import Entry


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug as it is asked for: what it is called, and the ids of all substances it covers."""

    key: str
    name: str
    substances: frozenset[str]


def drug_of(text: str, vocabulary: Vocabulary) -> Drug:
    """A substance with all narrower ones, a group of drugs, or a market, by id or by any name, also
    of the street or in another language.

    Raises :class:`RoutesError` for what is none of these, with names that are like it.
    """
    key = name_key(text)
    known: dict[str, str] = {}
    for entries in (vocabulary.substances, vocabulary.drug_groups, vocabulary.markets):
        for name, entry in entries.items():
            names = set(map(name_key, _names(name, entry)))
            if key in names and (found := substances_of(name, vocabulary)):
                return Drug(name, entry.name, found)
            known |= dict.fromkeys(names - known.keys(), entry.name)
    near = dict.fromkeys(known[one] for one in get_close_matches(key, known, n=3, cutoff=0.6))
    raise RoutesError(
        f"there is no drug {text}", None,
        f"did you mean {' or '.join(near)}?" if near
        else f"name a substance, or a group: {', '.join(vocabulary.drug_groups)}",
    )  # fmt: skip


def _names(key: str, entry: Entry) -> Iterator[str]:
    more = (*getattr(entry, "street", ()), *getattr(entry, "local", ()))
    yield from (key, entry.name, *entry.names, *more)


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
