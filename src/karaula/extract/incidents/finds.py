"""Finds told without a word of seizing: as nouns, or by where the goods were taken from."""

import re

from karaula.extract.incidents.line import Line

_DISCOVERY = re.compile(
    r" (?:discovery|seizure|interception|recovery|confiscation|find|capture)"
    r" (?:(?!of )\S+ ){1,4}?of (?:\S+ ){0,3}?[AP] "
)
"""A find with its time between: "the discovery last October of 220 kg"."""
_FIND = re.compile(
    r" (?:first|second|third|fourth|latest|other|largest|biggest|haul|find|load|consignment"
    r"|shipment|count) (?:[^;:]*? )?(?:came to|weighed|amounted to|totalled|added up to)"
    r" (?:\S+ ){0,3}?[AP] "
    # "A search in Foxton produced 285 kg of meth."
    r"| (?:search|searches|raid|raids|inspection|check|scans?|scanners?|x - rays?)"
    r" (?:(?!,|;|and )\S+ ){0,6}?(?:produced|showed|revealed|disclosed|exposed|brought)"
    r" (?:\S+ ){0,3}?[AP] "
    # "Under the floor of it lay 460 kilograms of cocaine."
    r"| (?:under|beneath|behind|inside|in|into|among|between) (?:[^\W\d_]+ ){0,7}?"
    r"(?:lay|were|was|sat)"
    r" (?:[^\W\d_]+ ){0,2}?[AP] "
)


def told_as_find(line: Line) -> bool:
    """Whether goods are told as a find: "the second find came to 40 kg", "the discovery last May of
    220 kg", "under the floor lay 460 kg"."""
    return line.has(_FIND) or line.has(_DISCOVERY)


_SITE = (
    r"(?:laboratory|lab|factory|plantation|workshop|greenhouse|grow house|grow room|distillery|mill"
    r"|printing house|print shop|production line|production site|production plant)"
)
_CLOSED = (
    r"(?:discovered|found|uncovered|unearthed|located|detected|raided|stormed|busted|dismantled"
    r"|closed|shut|shut down|closed down|broken up|put out of action|destroyed|burned down)"
)
_CLOSED_SITE = re.compile(
    rf" {_CLOSED} (?:up |down )?(?:a|an|another|one) (?:[^\W\d_]+ |S |L |J |- ){{0,6}}?{_SITE} "
    rf"| (?:a|an|another|one) (?:[^\W\d_]+ |S |L |J |- ){{0,6}}?{_SITE} (?:(?!;)\S+ ){{0,12}}?"
    rf"(?:was|has been|had been) (?:[^\W\d_]+ly )?{_CLOSED} "
)


def closed_site(line: Line) -> bool:
    """Whether one place is told to have been found or closed where goods were made: "raided an
    amphetamine lab", "a cannabis plantation was found"."""
    return line.has(_CLOSED_SITE)


def taken_out(line: Line) -> bool:
    """Whether those who search are told to have taken the goods out of something."""
    if _TAKEN_OUT.search(line.signs) is None or _ROBBED.search(line.signs):
        return False
    return line.tells("officials") or line.tells("single")


_ROBBED = re.compile(
    r" (?:posing|posed|fraudsters|swindlers|scammers|robbers|robbery|thieves|burglars|gunmen) "
)
_TAKEN_OUT = re.compile(
    r" (?:take|taken|took|lift|lifted|pull|pulled|draw|drew|dig|dug|haul|hauled|prise|prised|pried"
    r"|fish|fished|cut|scraped|stripped|remove|removed|extract|extracted|lug|lugged)"
    r" (?:(?:out|forth|up) (?:\S+ ){0,4}?[APN] "
    r"|(?:\S+ ){0,4}?(?:[APN]|M in cash) (?:\S+ ){0,9}?(?:out of|from|off) )"
)
