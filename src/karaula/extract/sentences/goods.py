"""Goods of markets whose names lawful or counted things share: weapons, migrants, timber.

``goods.yml`` says which market a thing belongs to, and beside which words: migrants are the goods
of a market where the sentence speaks of smuggling, and people like all others where it does not.
"""

from collections.abc import Set
from dataclasses import dataclass

from karaula.extract.sentences.goods_words import GoodsWords, goods_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import Token

_OF_MARKETS = ("substance", "market")


@dataclass(frozen=True, slots=True)
class Goods(Name):
    """A thing in a sentence that belongs to a market. ``id`` is the indicator that counts it."""

    market: str = ""


def with_goods(sentence: list[Token], names: list[Name]) -> list[Name]:
    """``names`` of a sentence, its things as goods where they belong to a market.

    Of words that count nothing, the goods are names of their market; the others are no names.
    """
    names = _with_counterfeits(sentence, names)
    if not any(name.label in ("thing", "goods") for name in names):
        return names
    said = {token.text.lower() for token in sentence if token.kind == "word"}
    others = {name.id for name in names if name.label in _OF_MARKETS}
    found: list[Name] = []
    for name in names:
        known = goods_words().get(name.id) if name.label in ("thing", "goods") else None
        market = _market(known, said, others) if known is not None else None
        if market is None:
            if name.label != "goods":
                found.append(name)
        elif name.label == "thing":
            found.append(Goods("goods", name.id, name.first, name.last, market))
        else:
            found.append(Name("market", market, name.first, name.last))
    return found


_COUNTERFEIT = frozenset(("counterfeit", "pirated"))
_FAKE = frozenset(("fake", "imitation"))
"""So are called things of other kinds as well: these are products only where they are counted."""
_NO_PRODUCTS = frozenset((
    "profiles", "accounts", "companies", "firms", "websites", "sites", "shops", "jobs", "police",
    "policemen", "officers", "names", "identities", "ids", "plates", "invoices", "contracts",
    "marriages", "claims", "tablets", "pills", "news", "investment", "crypto", "permits",
    "certificates", "diplomas", "tests", "doctors", "charities", "loans", "driving", "bank", "job",
    "medicines", "guns", "pistols", "weapons", "stories", "calls", "online", "company", "number",
    "uniforms",
))  # fmt: skip
_COUNTERFEITED = frozenset((
    "money", "currency", "note", "notes", "banknote", "banknotes", "bill", "bills", "coin", "coins",
    "euro", "euros", "dollar", "dollars", "document", "documents", "passport", "passports",
    "identity", "id", "visa", "visas", "papers", "licence", "licences", "cards", "stamps",
    "cigarette", "cigarettes", "tobacco", "alcohol", "spirits", "vodka", "whisky", "excise", "and",
    "or", "to", "in", "of", "by", "at", "is", "was", "were", "are", "markets", "market", "trade",
))  # fmt: skip
"""What is of another market if it is counterfeit, and what is no name of a product."""


def _with_counterfeits(sentence: list[Token], names: list[Name]) -> list[Name]:
    """``names`` with products of any kind that are told to be counterfeit: "counterfeit soap"."""
    found: list[Name] = []
    for index, token in enumerate(sentence):
        word = token.text.lower()
        fake = word in _FAKE and index > 0 and sentence[index - 1].kind == "number"
        if not (word in _COUNTERFEIT or fake) or index + 1 >= len(sentence):
            continue
        kind, text, _, _ = sentence[index + 1]
        if fake and text in _NO_PRODUCTS:
            continue
        taken = any(name.first <= index + 1 and name.last >= index for name in names)
        if kind == "word" and text.islower() and text not in _COUNTERFEITED and not taken:
            found.append(Name("market", "counterfeit_goods", index, index + 1))
    return sorted([*names, *found], key=lambda name: name.first) if found else names


def _market(known: GoodsWords, said: Set[str], others: Set[str]) -> str | None:
    """Market of a thing in a sentence of these words, ``others`` of which are goods for sure."""
    for market, beside in known.markets:
        if not beside or not beside.isdisjoint(said):
            return None if known.alone and others - {market} else market
    return None
