"""Which names in capitals are those of responses.

Heads of bodies are heads of many things: such a name counts where it says what crime it is about,
or where the sentence says that the body was set up; never where the body is an agency at its work.
"""

from karaula.extract.context import MARKET_LABELS
from karaula.extract.responses.spoken import Naming, Spoken
from karaula.extract.responses.words import Phrase, response_words

_NEAR = 9
"""Items between a name and the words that say that it was set up."""
_SPEAKS = 4
"""Items behind an agency in which it says something."""
_ASIDE = 14
"""Items of a clause between commas."""
_NAMED = 3
_SHORTS = frozenset((
    "NGO", "NGOS", "UN", "EU", "US", "UK", "USA", "HIV", "DNA", "GPS", "CCTV", "IPA",
))  # fmt: skip
"""Short words in capitals that are no names of responses."""
_MAKES = frozenset((
    "passed", "passes", "adopted", "adopts", "enacted", "approved", "signed", "ratified",
    "endorsed", "endorses", "agreed", "drafted", "wrote", "concluded", "amended",
    "launched", "launches", "unveiled", "funds", "finances", "financed",
))  # fmt: skip
_LASTING = ("operating", "operated", "active", "working", "worked", "existed", "running", "run")
"""With "since" they tell that a body came to be: "the Structure, operating since 2019"."""
_BECAME = ("is", "are", "was", "were", "been", "became", "become", "fully", "be", "now")
_FOUNDED = ("established", "created", "founded", "formed", "launched", "inaugurated")
_POLICING = frozenset(("intelligence", "police", "policing", "investigation", "operations",
                       "cooperation", "co-operation", "information"))  # fmt: skip
"""What the bodies are for that several countries have in common."""
_MANDATED = frozenset(("mandate", "creation", "extension", "expansion", "launch", "renewal",
                       "reform", "strengthening", "foundation"))  # fmt: skip
"""Nouns of what becomes of a body: "the extension of the mandate of"."""
_PHONES = frozenset(("app", "tool", "system", "service", "application", "network", "platform"))
_MESSAGES = (
    "message", "messages", "messaging", "messenger", "encrypted", "chats", "chat", "communicate",
    "communicated", "communications", "phones",
)  # fmt: skip
"""What criminals send each other on an app or a network of phones."""
_PRESS = ("report", "reported", "reports", "wrote", "writes", "told", "news", "according")
"""Beside one of these a portal is of the press."""
_STOPS = frozenset((",", ";", "by", "in", "", "with", "from", "under", "at", "for"))
_WHAT_FOR = frozenset(("for", "against", "on", "in", "to", "between", "with", "from"))
_CLOSE = 6
"""Items beside a name in which it is told that an agency came to be."""
_ABOUT = (*MARKET_LABELS, "goods", "thing")


def decisive_head(spoken: Spoken, naming: Naming) -> Phrase | None:
    """The last head before what it is for or against: of "Operations Centre", "centre"."""
    decisive, at = None, naming.first
    while at <= naming.last:
        size, head = spoken.head(at)
        if head is None and decisive is not None and spoken.word(at) in _WHAT_FOR:
            break
        decisive = head or decisive
        at += size
    return decisive


def nothing(spoken: Spoken, naming: Naming) -> bool:
    """Names of authorities that are there in every state, and of lawful things."""
    name = " ".join(spoken.words[naming.first : naming.last + 1])
    known = response_words()
    if any(spoken.label(at) == "group" for at in range(naming.first, naming.last + 1)):
        return not {"force", "taskforce"} & {*spoken.words[naming.first : naming.last]}
    # "Council of Europe Convention on …" is more than the Council of Europe.
    rest = name
    for words in known.nothing:
        rest = rest.replace(words, " ")
    if naming.core is not None:
        # "A UN Development Programme project", not "the project EU for the Rule of Law"
        first, last = naming.core
        rest = " ".join(spoken.words[first : last + 1])
        for words in known.nothing:
            rest = rest.replace(words, " ")
        return len(rest.split()) <= 1 < last - first + 1
    return rest != name and (known.last_of_heads | known.shared).isdisjoint(rest.split())


_DAYS = frozenset((
    ("action", "day"), ("action", "days"), ("days", "of", "action"), ("action", "week"),
))  # fmt: skip
"""Operations that are called after the days that they take."""


def counts(spoken: Spoken, naming: Naming, head: Phrase) -> bool:
    """Whether a name is one of a response. A body: there against crime or set up, and no agency at
    its work. An operation: one that goes on for long."""
    known = response_words()
    if head[-1] in known.numbered and not known.charging.isdisjoint(
        spoken.words[max(0, naming.first - _CLOSE) : naming.first]
    ):
        return False  # "offences contrary to the Criminal Justice Act"
    if head[-1].startswith("operation") or head in _DAYS:
        said = spoken.sentence.said
        return not known.standing.isdisjoint(said) and known.at_work.isdisjoint(said)
    if spoken.word(naming.first) == "project" and spoken.capital(naming.first):
        # "In Project Blue Crane police arrested 34 persons": an operation under such a name.
        return known.at_work.isdisjoint(spoken.sentence.said)
    if naming.core is not None and spoken.text(*naming.core).upper() in _SHORTS:
        return False
    if (
        head in known.vague
        and naming.core is not None
        and not (_about(spoken, naming) or spoken.word(naming.first + 1) == ",")
    ):
        return False  # "a VBIED facility", "a Snap-On tool"
    if head[-1] in _PHONES and not spoken.sentence.said.isdisjoint(_MESSAGES):
        return _about(spoken, naming)  # "messages from the Blue Crane app"
    if head[-1] == "portal" and not spoken.sentence.said.isdisjoint(_PRESS):
        return False
    if naming.core is not None and head in known.units and _at_work(spoken, naming):
        return False  # "The special unit Foxes arrested …"
    if naming.core is not None:
        # "The Directorate of Customs Protection units"
        return head not in known.units or spoken.word(naming.first - 1) not in ("of", "from")
    words = frozenset(spoken.words[naming.first : naming.last + 1])
    if "airport" in words:
        words -= {"international"}
    shared = not known.shared.isdisjoint(words)
    # A regional directorate is one of a country's own, a regional centre is not.
    if head in known.agencies and known.shared.isdisjoint(words - {"regional"}):
        if _founded(spoken, naming):
            return True
        told = head not in known.founded and _tells_of(spoken, naming)
        return told and _about(spoken, naming)
    policing = not words.isdisjoint(_POLICING)
    if shared and head in known.common_to and (policing or _about(spoken, naming)):
        return True
    if head in known.units:
        return not _at_work(spoken, naming) or _founded(spoken, naming)
    if head not in known.bodies or _owned(spoken, naming.first):
        return True
    before = spoken.words[max(0, naming.first - 3) : naming.first]
    if not known.staff.isdisjoint(before) and "of" in before:
        return False  # "inspectors of the Revenue Authority opened a box"
    if _set_up(spoken, naming.first, naming.last):
        return True
    if head in known.founded or _at_work(spoken, naming):
        return False
    return _about(spoken, naming)


def _owned(spoken: Spoken, first: int) -> bool:
    """Whether a name is told to be what a body has: "the Council of Europe's Green Facility"."""
    mark = spoken.word(first - 1) == "s" and spoken.word(first - 2) in ("'", "’")
    return mark and spoken.label(first - 3) in ("body", "region")


def _about(spoken: Spoken, naming: Naming) -> bool:
    """Whether a name tells what crime it is about."""
    known = response_words()
    inside = range(naming.first, naming.last + 1)
    return any(spoken.label(index) in _ABOUT for index in inside) or any(
        spoken.word(index).startswith(known.topics) for index in inside
    )


def _bracketed(spoken: Spoken, step: int) -> int:
    """The item behind a bracket that begins at an item, or the item itself."""
    if spoken.word(step) != "(":
        return step
    ends = range(step + 1, min(step + 8, len(spoken.words)))
    return next((index + 1 for index in ends if spoken.word(index) == ")"), step)


def _behind(spoken: Spoken, last: int) -> int:
    """The item behind a name, over brackets and over ", in which …,"."""
    step = _bracketed(spoken, last + 1)
    if spoken.word(step) == "," and "which" in spoken.words[step + 1 : step + 3]:
        ends = range(step + 2, min(step + _ASIDE, len(spoken.words)))
        return next((index + 1 for index in ends if spoken.word(index) == ","), step)
    return step


def _founded(spoken: Spoken, naming: Naming) -> bool:
    """Whether the words right beside a name say that it came to be: that an agency signs or trains
    makes it no response."""
    known = response_words()
    before = naming.first - 1
    if spoken.word(before) == "new" or spoken.word(naming.first) == "new":
        return True
    if _listed_as_new(spoken, before):
        return True
    while naming.first - before <= _CLOSE and spoken.word(before) not in _STOPS:
        if spoken.word(before) in known.making | _MANDATED:
            return True
        before -= 1
    step = _behind(spoken, naming.last)
    alone = True
    for index in range(step, min(step + _CLOSE, len(spoken.words))):
        word = spoken.word(index)
        passive = spoken.word(index - 1) in ("was", "were", "been", "be", ",", "is", "also")
        if word == "operational" and spoken.word(index - 1) not in _BECAME:
            continue  # "officers … held an operational event"
        if word in known.begun or (word in known.making and passive):
            return True
        if word in ("and", "or"):
            alone = False  # "in which Customs and the Harbour Police have worked since 1994"
        if alone and word in _LASTING and "since" in spoken.words[index + 1 : index + 1 + _CLOSE]:
            return True
        if word in (";", ".", "who", "that"):
            return False
    return False


def founded(spoken: Spoken, last: int) -> bool:
    """Whether the words right behind a name say that it was set up, or since when it is there:
    "was created in 2019", "(SPAK), operating since December"."""
    step = _bracketed(spoken, last + 1)
    apart = spoken.word(step) == ","
    if apart and spoken.word(step + 1) in ("the", "a", "an"):
        # "SPAK, the special prosecution set up in 2019"
        for index in range(step + 2, step + _CLOSE):
            if spoken.words[index : index + 2] == ["set", "up"]:
                return True
            if spoken.word(index) in _FOUNDED:
                return True
    while spoken.word(step) in (",", "was", "has", "been", "which", "is"):
        step += 1
    word = spoken.word(step)
    if word in _LASTING:
        return "since" in spoken.words[step + 1 : step + 1 + _NAMED]
    passive = apart or spoken.word(step - 1) in ("was", "been")
    return passive and (word in _FOUNDED or spoken.words[step : step + 2] == ["set", "up"])


def _listed_as_new(spoken: Spoken, at: int) -> bool:
    """True behind "new institutions such as", with names of the list before."""
    kinds = ("institutions", "bodies", "structures", "agencies", "units", "courts", "offices")
    for step in range(at, max(-1, at - _ASIDE), -1):
        if spoken.word(step) in kinds:
            told = spoken.words[max(0, step - _CLOSE) : step]
            follows = spoken.words[step + 1 : step + 3]
            examples = follows == ["such", "as"] or follows[:1] in (["including"], [":"], ["like"])
            return examples and bool({"new"} & {*told} or response_words().making & {*told})
        plain = spoken.word(step) in (",", "and", "the", "such", "as", "including", ":", "like")
        if not (plain or spoken.capital(step)):
            return False
    return False


def _tells_of(spoken: Spoken, naming: Naming) -> bool:
    """Whether a sentence is about a body and not about what it did on a day: its name stands in
    front, alone or with the country that has it."""
    if _at_work(spoken, naming) or spoken.word(naming.last + 1) == ":":
        return False
    said = spoken.text(naming.first, naming.last).split()
    if sum(word[:1].isupper() for word in said) < _NAMED:
        return False  # "Customs Agency" names no one's
    step = naming.first - 1
    if spoken.word(step) in ("a", "an") or (
        spoken.word(step) == "the" and spoken.word(step - 1) == ","
    ):
        return True  # "Kenya has a Wildlife Crime Unit", "NABU, the … Bureau"
    while spoken.word(step) in ("the", "a", "an", "new", "s", "'", "’", ",") or (
        spoken.label(step) in ("area", "adjective", "date")
    ):
        step -= 1
    return step < 0 or (step == 0 and spoken.word(0) in ("in", "since", "under"))


def _set_up(spoken: Spoken, first: int, last: int) -> bool:
    """Whether the words beside a name say that it came to be: "founded the …", "… was opened"."""
    known = response_words().set_up
    step = first - 1
    while step >= 0 and first - step < _NEAR and spoken.word(step) not in (",", ";", "by", "in"):
        works = spoken.word(step) == "working" and spoken.word(step + 1) == "with"
        if spoken.word(step) in known and not works:
            return True
        step -= 1
    step = _behind(spoken, last)
    for index in range(step, step + _NEAR):
        word = spoken.word(index)
        passive = {"was", "were", "been", "is", "are", "be"} & {*spoken.words[index - 2 : index]}
        if word in known and (passive or word not in _MAKES):
            return True  # "The council passed a law" made something else.
        if word in (";", ".", "which", "who", "that", "said"):
            break
    return False


def _at_work(spoken: Spoken, naming: Naming) -> bool:
    """An agency that does what agencies do on any day, or that is the source of what is told."""
    known = response_words()
    before = spoken.words[max(0, naming.first - 4) : naming.first]
    if "according" in before or spoken.word(naming.last + 1) in known.staff:
        return True
    if not known.staff.isdisjoint(before) and before[-1:] in (["the"], ["of"], ["a"]):
        return True
    works = known.at_work - known.speech
    if not works.isdisjoint(spoken.sentence.said) and any(
        word in works and spoken.word(at - 1) not in ("of", "the", "from")
        for at, word in enumerate(spoken.words)
    ):  # "a team for the care of seized goods" seized nothing
        return True
    near = range(max(0, naming.first - 2), min(naming.last + 1 + _SPEAKS, len(spoken.words)))
    return any(spoken.word(index) in known.speech for index in near)
