"""Whether a clause tells of violence, and not of an accident or a charge."""

import re

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.people import Count

_VIOLENCE = re.compile(
    r" (?:shot|shooting|gunman|gunmen|explosion|rifle|pistol|shotgun|handgun|machine gun|explosive device|explosive|explosives|detonated|bomb|attack|attacked|stabbed|opened fire|blast|murder|murdered|killed|killing|assassinated|assassination|gunned down|ambush|beaten|shots|gunfire|bullet|bullets|gunshot|grenade|hitmen|hitman|killers|killer|strangled|beheaded|dismembered|stabbing|knife|knifed|slain|executed|lynched|arson|firebomb|blown up|car bomb|shoot - out|shootout|mass grave|revenge|vendetta|feud|hands tied|tortured|gangland|mutilated|turf war|massacre|massacred|bomb blast|hail of bullets|raid on a) "  # noqa: E501
)
_OTHER_CRIME = re.compile(
    r" (?:charged with|accused of|suspected of|suspicion of|convicted of|in connection with|for|over|charges of|of plotting|wanted for) (?:\S+ ){0,4}?(?:killing|killings|murder|murders|killed|assassination|shooting) "  # noqa: E501
)
_REVENGE = re.compile(
    r"(?<= )(?:revenge|retaliation|retribution|reprisals?|vengeance|payback|response|retaliate)"
    r" (?:for|to)(?= )"
)
"""Words before a killing that was: "in retaliation for the killing of a member"."""
_CARRIED_OUT = re.compile(
    r" (?:warrants?|orders?|mandates?|measures?|searches|raids?|operations?|requests?)"
    r" (?:\S+ ){0,6}?(?:executed|execute|executing) "
    r"| (?:executed|execute|executing|executes) (?:\S+ ){0,6}?(?:warrants?|orders?|mandates?"
    r"|measures?|searches|raids?) "
)


def violence(line: Line, counts: list[Count]) -> list[Count]:
    """Of the people of a clause those who were killed or hurt by others."""
    found = [c for c in counts if c.role in ("killed", "wounded") and c.number is not None]
    if (
        not found
        or _OTHER_CRIME.search(_REVENGE.sub(" ", line.signs))
        or not _VIOLENCE.search(line.signs)
    ):
        return []
    if line.tells("war") and not line.tells("crime"):
        return []
    if line.tells("mishaps") or _CARRIED_OUT.search(line.signs):
        return []
    if line.tells("seizure") and not any(c.role == "killed" for c in found):
        return []
    return found
