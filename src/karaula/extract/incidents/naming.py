"""What a clause names without saying how much: drugs and goods, and how they were packed."""

import re

from karaula.extract.context import market_of
from karaula.extract.groups import Group
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.things import thing_at, things
from karaula.extract.incidents.words import table, words
from karaula.extract.sentences.lexicon import Name
from karaula.vocabulary import Vocabulary

_COVER = re.compile(
    r" A (?:[^\W\d_]+ ){0,2}?(?:in|among|under|behind|inside|beneath) (?:a|an|the|some)? ?"
    r"(?:[^\W\d_]+ ){0,1}?(?:shipment|load|consignment|cargo|crates?|boxes|bags|sacks|pallets?"
    r"|container|containers|delivery) of (?:[^\W\d_]+ ){1,3}"
)
"""What goods are told to have lain in: "41 kilos in a shipment of scrap tyres"."""


def _items(line: Line, match: re.Match[str]) -> range:
    return range(line.item(match.start() + 1) + 1, line.item(match.end() - 2) + 1)


_SECRET = re.compile(r" (?:clandestine|underground|secret|hidden|black|unregistered) ")


def named(line: Line, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Substances that a line names, with or without an amount, the most specific only."""
    ids: list[str] = []
    for index in line.labelled("substance", "market", "indicator", "group"):
        meaning = line.sentence.items[index].meaning
        inside = meaning.inside if isinstance(meaning, Group) else (meaning,)
        for name in inside:
            if not isinstance(name, Name):
                continue
            if name.label == "substance":
                ids.append(plain(name.id, vocabulary))
            elif name.label in ("market", "indicator"):
                market = market_of(vocabulary, name)
                if market in vocabulary.substances:
                    ids.append(market)
    specific = [name for name in ids if name != "drugs"]
    if not specific and things(line):
        covers = {at for match in _COVER.finditer(line.signs) for at in _items(line, match)}
        specific = [
            t.market
            for step in range(line.first, line.last)
            if step not in covers and (t := thing_at(line, step))
        ]
    return tuple(dict.fromkeys(specific or ids or _made_at(line)))


def _made_at(line: Line) -> list[str]:
    """What is made unlawfully at a place, by its name: "an illegal cigarette factory"."""
    if not (line.tells("wrong", "breaks") or line.has(_SECRET)):
        return []
    said = table("made_at").items()
    return [goods for goods, sites in said if any(f" {site} " in line.signs for site in sites)]


def packages(line: Line) -> int | None:
    """Number of packages that something was in."""
    for index in line.figures():
        if line.label(index) == "pieces":
            figure = line.figure(index)
            if figure.unit == "package":
                return int(figure.value)
        elif line.label(index) in ("number", "count"):
            behind = {line.word(index + step) for step in (1, 2, 3)}
            if behind & words("packages"):
                return int(line.figure(index).value)
    return None


def plain(substance: str, vocabulary: Vocabulary) -> str:
    """A form of a drug as the drug: reports of one seizure call it resin, hashish or cannabis. What
    they call by a name of its own keeps it: captagon."""
    entry = vocabulary.substances.get(substance)
    while entry is not None and entry.rank == "form" and entry.broader and not entry.own_name:
        substance = entry.broader
        entry = vocabulary.substances.get(substance)
    return substance
