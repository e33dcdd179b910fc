"""How a clause is tied to what stood before: whether it opens another event or goes on."""

import re

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import alternatives, phrases, words


def opens(line: Line) -> bool:
    """Whether a clause begins another event, whatever stood before."""
    return _OPENS.match(line.signs) is not None or (
        " follow" in line.signs and _AFTER.search(line.signs) is not None
    )


def goes_on(line: Line) -> bool:
    """Whether a clause speaks of what is known already."""
    signs = line.signs
    known = _KNOWN_FIRST.match(signs) or _KNOWN.search(signs)
    return known is not None or any(
        signs.endswith(_TAKING, 0, the.start()) for the in _THE.finditer(signs)
    )


def follows(line: Line) -> bool:
    """Whether a clause goes over to an event before: "The raid followed an earlier one in May"."""
    return _FOLLOWS.search(line.signs) is not None


_FOLLOWS = re.compile(
    r" follow(?:s|ed|ing) (?:a|an) (?:previous|earlier|similar) "
    r"|^ (?:it|this) (?:is|was) (?:the|already the) (?:second|third|fourth|fifth|sixth|N) "
)


def _definite() -> str:
    """What is known already, of the phrases with which a clause goes on."""
    said = (one for one in words("goes_on") if one.startswith(("the ", "these ", "all the ")))
    return "|".join(re.escape(one) for one in sorted(said, key=lambda one: (-len(one), one)))


_FILLERS = r"(?:(?:and|but|also|,|“|\"|however|then) )*"
# "Officers found the 3,220 packages on 3 May".
_THE = re.compile(r" the(?= (?!body ))")
_TAKING = tuple(f" {phrase}" for name in ("seizure", "found") for phrase in phrases(name))
# What begins a clause is sought apart from what may stand anywhere: each is found sooner so.
_OPENS = re.compile(
    rf" (?:{_FILLERS}(?:{alternatives('opens')}) "
    r"|(?:a|an|another) (?:\S+ )?(?:find|seizure|haul|bust|discovery) of )"
)
_AFTER = re.compile(r" follow(?:s|ed|ing) (?:a|an) (?:previous|earlier|similar) ")
_KNOWN_FIRST = re.compile(
    rf" {_FILLERS}(?:(?:{alternatives('goes_on')}) "
    # "The Tunisian-flagged vessel", "those who came for the cargo": what is known by now.
    r"|(?:the|this) (?:\S+ ){1,4}?(?:vessel|ship|boat|yacht|truck|lorry|van|container) "
    r"|(?:during|while|after|upon|when|in|by) (?:\S+ ){0,2}?(?:inspecting|inspection"
    r"|searching|search|checking|check|examining|examination|control|opening|unloading) (?:of )?"
    r"(?:the|this|these|his|her|their|both) )"
)
_KNOWN = re.compile(
    # "The prosecutor said the drugs were hidden in a crate."
    rf" (?:said|says|added|adding|announced|explained|reported|confirmed|told reporters)"
    rf" (?:that )?(?:{_definite()}) "
    r"| (?:for|with|up|collect|collected|receive|received|unload|unloading|unloaded|of|over|to|in)"
    r" (?:the|this) (?:cargo|shipment|consignment|load|drugs|drug|cocaine|heroin|marijuana|goods"
    r"|merchandise|contraband|parcel) "
    r"| (?:in|during|after|as part of|in connection with) (?:the|this) (?:\S+ )?"
    r"(?:operation|raid|raids|case|bust|sting|swoop|seizure|searches|shipment|find|discovery) "
)
SAME_PLACE = re.compile(
    r" (?:at|in|on|from|near) (?:(?:exactly|precisely|almost) )?(?:the|this|that) (?:very )?same "
    r"(?:J |border |sea |bus |railway |motorway )?(?:crossing|checkpoint|port|airport|town|city"
    r"|village|place|spot|terminal|harbour|harbor|station|gate|point|warehouse|prison|street"
    r"|beach) "
)
"""Where another event was "at the same crossing" as the one before it."""
