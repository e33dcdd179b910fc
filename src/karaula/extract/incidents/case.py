"""The find over which people are arrested later, told in the same clause."""

import re

from karaula.extract.incidents.line import Line

_OVER = re.compile(
    r" (?:(?:in (?:connection|relation)|connected|linked|related|tied) (?:with|to)|over|after"
    r"|following|in the case of"
    r"|(?:investigation|inquiry|probe|case|charges|proceedings) (?:of|into|over|about|in which)"
    r"|(?:as|being) part of (?:the|an) (?:investigation|inquiry|probe) into) "
    r"(?=(?:the |a |an |some |last |this |more than |about )*(?:\S+ ){0,14}?[SAP] )"
)
_TAKEN = re.compile(
    r" (?:found|seized|discovered|intercepted|confiscated|recovered|uncovered|detected|caught"
    r"|hauled|stopped|captured|unearthed|impounded) "
)
_HELD = re.compile(
    r" (?:arrest|arrests|arrested|detain|detains|detained|held|hold|holds|custody|charged|charges"
    r"|indicted|jailed|remanded|nabbed|apprehended|suspect|suspects|picked up|rounded up|questioned"
    r"|taken in|brought|led|searched|raided|interrogated) "
)


_KILLING = re.compile(
    r" (?:in (?:connection|relation) (?:with|to)|(?:connected|linked|related|tied) (?:with|to)|over"
    r"|(?:investigation|inquiry|probe) (?:of|into)|suspected of|on suspicion of|for)"
    r"(?= (?:[^,]{0,40} )?(?:killings?|murders?|shootings?|attack|assassination|bombing|stabbing"
    r"|ambush|slaying|execution|blast|explosion) [^;]*? (?:killed|shot dead|died|murdered"
    r"|gunned down|stabbed to death|lost (?:his|her|their) (?:life|lives)|assassinated) )"
)


def killing_of(line: Line) -> int | None:
    """The item with which the killing begins over which people are arrested: "arrested two men over
    Friday's attack in Foxton, in which three people were killed"."""
    match = _KILLING.search(line.signs)
    if match is None or not _HELD.search(line.signs[: match.start() + 1]):
        return None
    return line.item(match.end() - 1) + 1


_DEED = re.compile(
    r" (?:(?:suspected|accused|convicted|guilty) of|charged with|wanted (?:for|over)"
    r"|on suspicion of|believed to have|alleged to have|suspected to have) "
    r"(?=(?:having )?(?:shot|shooting|killed|killing|murdered|murdering|stabbed|stabbing|gunned"
    r"|gunning|opened|opening|thrown|throwing|planted|planting|carried out|carrying out) )"
)


def deed_of(line: Line) -> Line | None:
    """The stretch of a clause that tells the killing of which those are suspected who were arrested
    elsewhere and later: "arrested in Foxton a man suspected of having shot two men in Barton"."""
    match = _DEED.search(line.signs)
    if match is None or not _HELD.search(line.signs[: match.start() + 1]):
        return None
    return line.part(line.item(match.end() - 1) + 1, line.last)


def case_of(line: Line) -> Line | None:
    """The stretch of a clause that tells the find over which people were arrested: "police in
    Foxton on Monday arrested two men in connection with the heroin found last week at Barton"."""
    for match in _OVER.finditer(line.signs):
        before, behind = line.signs[: match.start() + 1], line.signs[match.end() - 1 :]
        if _TAKEN.search(behind) and _HELD.search(before) and not _TAKEN.search(before):
            return line.part(line.item(match.end() - 1) + 1, line.last)
    return None
