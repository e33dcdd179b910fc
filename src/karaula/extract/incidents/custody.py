"""How many are held by now, over one case."""

import re

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.people import Count

_IN_HAND = (
    r"(?:arrests|arrested|detained|detainees|apprehended|held|suspects|behind bars|in custody)"
)
_IN_ALL = re.compile(
    r" (?:total (?:number )?(?:of )?(?:\S+ )?(?:arrests|arrested|detained|detainees"
    rf"|people in custody)|(?:number|tally) of (?:\S+ ){{0,3}}?{_IN_HAND})"
    r" (?:\S+ ){0,6}?to (?:\S+ )?(?P<all>N) "
    rf"| number of (?:\S+ ){{0,3}}?{_IN_HAND}"
    r" (?:\S+ ){0,16}?(?:(?:has|is|have|now) (?:now |thus |thereby )?"
    r"(?:risen|grown|climbed|increased|gone up|stands|reached|at)"
    r"|rose|rises|grew|grows|climbed|climbs|increased|increases|went up|goes up|amounts|amounted"
    r"|stood|stands|reached|reaches)"
    r" (?:now )?(?:to |at )?(?:\S+ )?(?P<now>N) "
)


_CASE = 400
"""People that one case brings into custody at most."""
_OF_MANY = re.compile(
    r" (?:since(?! (?:mon|tues|wednes|thurs|fri|satur|sun)day)|this year|last year|so far this"
    r"|register|registers|database|prisons|jails|camps|asylum|nationwide|every|each|per|annually) "
)
"""Words of those held in many cases."""


def held_in_all(line: Line) -> Count | None:
    """ "Four others were caught, bringing the total number of arrested individuals to six"."""
    match = _IN_ALL.search(line.signs)
    if match is None or _OF_MANY.search(line.signs):
        return None
    index = line.item(match.start("all" if match["all"] else "now"))
    if line.figure(index).value > _CASE:
        return None
    first = index if match["all"] else line.item(match.start() + 1)
    return Count("arrests", int(line.figure(index).value), first, index)
