"""Goods that a phrase names for a role: of "drugs", any."""

from karaula.extract.clauses import Phrase
from karaula.extract.context import GOODS_LABELS
from karaula.extract.legs.goods import DEFINITE, market_at, told_before
from karaula.extract.legs.goods import goods_of as moved_goods
from karaula.extract.legs.scene import Scene, Theme

_THE = frozenset((*DEFINITE, "such", "its", "their", "said"))

_FRAUD = (("financial_crime", ()),)
_CYBERCRIME = (("cybercrime", ()),)
_ABSTRACT = ("money_laundering", "cybercrime", "document_fraud", "corruption")
"""Markets of deeds, of which goods before them only tell what they serve."""


def goods_of(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that a phrase names. "Drugs" are any drugs, whatever was spoken of before: a country is
    a transit country for them; only "the drugs" are those."""
    theme = moved_goods(scene, phrase)
    if theme is None or theme.markets == (("drugs", ()),):
        return theme
    if theme.markets == _FRAUD and scene.word(phrase.parts[0][0]) in ("this", "such", "that"):
        before = told_before(scene, phrase.first) or scene.before
        if before is not None and before.markets == _CYBERCRIME:
            return before  # "call centres …, a country of origin of this fraud"
    named = [
        index
        for first, last in phrase.parts
        for index in range(first, last + 1)
        if scene.sentence.items[index].label in GOODS_LABELS
    ]
    markets = {market_at(scene, index) for index in named}
    compound = _compound(scene, phrase, named)
    if compound is not None:
        return compound
    if markets == {"drugs"} and theme.markets == (("precursors", ()),):
        return Theme((("drugs", ()),), named[0])  # where precursors were spoken of
    if "precursors" in markets and len(markets) > 1 and _shared_head(scene, phrase, named):
        return Theme((("precursors", ()),), named[-1])
    if "drugs" in markets and len(markets) > 1 and theme.markets == (("precursors", ()),):
        return Theme((("drugs", ()), ("precursors", ())), named[0])  # each of its own
    if not named or any(market_at(scene, index) != "drugs" for index in named):
        return theme
    last = phrase.last
    drug = scene.sentence.items[last].label == "substance"
    single = drug and named[-1] == last and scene.sentence.items[last].end not in _plurals(scene)
    if single and scene.word(min(last + 1, len(scene.sentence.items) - 1)) not in scene.ways.people:
        return theme  # "cannabis is the most consumed drug", but "drug traffickers"
    begin = min(named[0], phrase.parts[0][0])
    ahead = scene.sentence.words[max(0, begin - 1) : named[0]]
    return theme if not _THE.isdisjoint(ahead) else Theme((("drugs", ()),), named[0])


def _compound(scene: Scene, phrase: Phrase, named: list[int]) -> Theme | None:
    """The market that a compound ends in: "cocaine money laundering" is no cocaine."""
    if len(named) < 2 or len(phrase.parts) > 1:
        return None
    first, last = named[-2:]
    market = market_at(scene, last)
    joined = last == first + 1 and scene.sentence.items[last].label == "market"
    return Theme(((market, ()),), last) if joined and market in _ABSTRACT else None


def _shared_head(scene: Scene, phrase: Phrase, named: list[int]) -> bool:
    """Whether a list of drugs shares its head with the last: "fentanyl and meth precursors"."""
    last = phrase.last
    if len(phrase.parts) < 2 or market_at(scene, last) != "precursors" or last - 1 not in named:
        return False
    bare = all(end in named and first >= end - 1 for first, end in phrase.parts[:-1])
    return bare and scene.word(phrase.parts[-1][0] - 1) in ("and", "or")


def _plurals(scene: Scene) -> set[int]:
    """Where words in the plural end."""
    return {token.end for token in scene.sentence.tokens if token.text.endswith("s")}
