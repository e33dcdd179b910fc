"""Responses without a name in capitals, of which the sentence tells that they were made: "set up a
joint investigation team", "a ban on scrap of 2021", "signed a working arrangement with Europol"."""

from collections.abc import Iterator
from itertools import pairwise

from karaula.extract.clauses.words import PART, PAST, S, clause_words
from karaula.extract.context import MARKET_LABELS
from karaula.extract.responses.spoken import Naming, Spoken
from karaula.extract.responses.words import response_words
from karaula.extract.sentences.english import ENGLISH

_ABOUT = (*MARKET_LABELS, "goods", "thing")
_PLACES = ("area", "region", "place", "adjective", "region_adjective", "body")
_TAIL = frozenset(("on", "for", "against", "between", "with", "to", "among"))
_INSIDE = frozenset(("and", "of", "the", "in", ",", "a", "an", "or", "-", "'", "’", "s", "other"))
_BE = frozenset(("was", "were", "has", "have", "had", "been", "is", "are", "be", "being", "also"))
_DETERMINERS = frozenset((
    "a", "an", "the", "its", "their", "this", "that", "these", "those", "each", "such", "another",
    "two", "three", "several", "any", "first", "second", "his", "our", "some", "no", "new",
))  # fmt: skip
_BEGAN = frozenset(("began", "begins", "begun", "started", "starts", "start"))
_HAVING = frozenset(("has", "have", "had", "with", "gets", "got", "opened", "its"))
_DEEDS = ("ment", "tion")
"""Ends of what is not told with a verb: "the adoption of"."""
_UNDER = frozenset(("under", "within", "through"))
_AGREED = frozenset((
    "agreed", "decided", "agree", "decide", "helped", "helps", "help", "assisted", "enabled",
    "allowed", "managed", "led",
))  # fmt: skip
"""Who agreed, or helped, to set something up set it up."""
_SHARED = frozenset(("joint", "mixed", "common", "combined", "bilateral", "trilateral",
                     "multinational", "operational", "tripartite", "quadrilateral"))  # fmt: skip
"""Words of what several countries have together."""
_RUN = frozenset(("run", "operate", "maintain", "share", "keep", "have", "staff", "hold", "ran",
                  "operated", "maintained", "shared", "set", "opened", "open", "man"))  # fmt: skip
"""What several countries do with a body of theirs."""
_WHOSE = frozenset(("with", "of", "between", "from", "involving", "among", "by"))
_FOR_ONCE = ("team", "teams", "squad", "squads", "unit", "units")
_SEVERAL = frozenset(("countries", "states", "neighbours", "neighbors", "partners", "nations",
                      "sides", "colleagues"))  # fmt: skip
_ENDS = frozenset(("entered", "enters", "came", "comes", "took", "takes", "expired", "expires",
                   "last", "this", "next", "earlier", "yesterday", "today", "provides", "helped",
                   "allows", "allowed", "remains"))  # fmt: skip
"""Words behind a name that belong to it no more."""
_LEAD = 5
"""Words of a name before its head."""
_NEAR = 9
"""Items before a name in which it is told that it was made."""
_SOON = 5
"""Items behind a name in which it is told so."""
_BRACKET = 6
"""Items of a date in brackets."""
_LONGEST = 26
"""Items of a name behind its head."""


def plain(spoken: Spoken) -> Iterator[Naming]:
    """Names in small letters, from left to right."""
    known = response_words()
    if known.first_of_common.isdisjoint(spoken.words):
        return
    behind = 0
    for at in [at for at, word in enumerate(spoken.words) if word in known.first_of_common]:
        size, head = spoken.head(at, small=True)
        if at < behind or head is None or spoken.word(at - 1) == "-":
            continue  # "inter-agency units"
        naming = _naming(spoken, at, at + size - 1, known.common[head])
        if naming is not None:
            yield naming
        behind = naming.last + 1 if naming is not None else at + size


def _naming(spoken: Spoken, at: int, last: int, kind: str) -> Naming | None:
    first = _lead(spoken, at)
    end = _tail(spoken, last, kind)
    sure = " ".join(spoken.words[at : last + 1]) in response_words().sure
    partners = _partners(spoken, first, last, kind)
    if partners:
        first = next(
            index for index in range(first, last) if spoken.word(index).split()[0] in _SHARED
        )
        end = max(end, _whose(spoken, last + 1) - 1)
        while not spoken.word(end)[-1:].isalnum() or spoken.word(end) in ("and", "the", *_WHOSE):
            end -= 1
    elif spoken.word(last) in ("patrol", "patrols"):
        return None
    shared = sure and any(
        spoken.label(index) in ("area", "adjective") for index in range(first, end + 1)
    )
    if at > 0 and spoken.capital(at) and not sure:
        # "The Agreement between Bosnia and the EU on borders": under its name, and there.
        if kind not in ("agreement", "strategy", "instrument") and last == at:
            return None
        long = kind == "agreement" or last > at
        if end == last and not (long and _made(spoken, first, end, kind)):
            return None
    elif not shared and not partners and not _made(spoken, first, end, kind):
        return None
    if first == at == last == end:
        return None  # "an agreement"
    if not sure and not partners and not _says_what(spoken, first, at, last, end, kind):
        return None
    short = () if end == last else (spoken.text(first, last),)
    return Naming(first, end, kind, short)


def _partners(spoken: Spoken, first: int, last: int, kind: str) -> bool:
    """Whether several countries have it together, as its words and what follows tell: "a joint
    team with Malta and Cyprus", "mixed patrols of officers from both countries"."""
    if kind not in ("operation_unit", "institution"):
        return False
    if _SHARED.isdisjoint(" ".join(spoken.words[first:last]).split()):
        return False
    known = response_words()
    if not known.criminals.isdisjoint(spoken.words[first : last + 1]):
        return False
    if spoken.word(last) in _FOR_ONCE and not (known.at_work - known.speech).isdisjoint(
        spoken.words[last:]
    ):
        return False  # "a mixed team of Danish and Swedish officers arrested"
    if spoken.word(last) in ("patrol", "patrols"):
        own = [at for at in range(len(spoken.words)) if spoken.label(at) in ("area", "adjective")]
        if len(own) > 1 or not _SEVERAL.isdisjoint(spoken.words):
            return True
    named = range(first, last)
    if sum(spoken.label(index) in ("area", "adjective") for index in named) > 1:
        return True  # "the joint Greek-Maltese centre"
    verb = first - 1 - (spoken.word(first - 1) in _DETERMINERS)
    if spoken.word(verb) in _RUN and _neighbours(spoken, verb):
        return True
    behind = range(last + 1, min(last + 1 + _NEAR, len(spoken.words)))
    step = next((index for index in behind if spoken.word(index) in _WHOSE), None)
    if step is None or any(spoken.label(index) is not None for index in range(last + 1, step)):
        return False
    return any(
        spoken.label(index) in ("area", "adjective", "body") or spoken.word(index) in _SEVERAL
        for index in range(step + 1, min(step + _SOON, len(spoken.words)))
    )


def _neighbours(spoken: Spoken, verb: int) -> bool:
    """Whether several countries do something: "Bulgaria and Romania run"."""
    step = verb - 1
    while spoken.label(step) is None and (
        spoken.word(step).endswith("ly") or spoken.word(step) in ("have", "now", "already")
    ):
        step -= 1
    if spoken.word(step) in _SEVERAL:
        return True
    two = spoken.label(step) in ("area", "adjective") and spoken.word(step - 1) == "and"
    return two and spoken.label(step - 2) in ("area", "adjective")


def _lead(spoken: Spoken, at: int) -> int:
    """First word of the name: "specialised interdepartmental" of a unit, "cross-border"."""
    first = at
    small = ENGLISH.small_words
    while at - first < _LEAD and first > 0:
        word = spoken.word(first - 1)
        if word in ("-", "/") and first > 1:
            first -= 2
        elif word in _DETERMINERS or word in small or word == "s" or not word[:1].isalpha():
            break
        elif spoken.label(first - 1) in (None, *_ABOUT, *_PLACES):
            if word.endswith("ly") or word in response_words().making:
                break
            if (word,) in clause_words().prepositions.get(word, ()):
                break  # "alongside joint investigation teams"
            first -= 1
        else:
            break
    return first


def _tail(spoken: Spoken, last: int, kind: str) -> int:
    """Last word of the name: of "on", "against" or "between" and what follows."""
    known = response_words()
    begin = last + 1
    sure = " ".join(spoken.words[last - 2 : last + 1]) in known.sure
    if sure and spoken.word(begin) in ("on", "for", "to"):
        return last  # "a joint investigation team on the case"
    if spoken.word(begin) == "(" and spoken.word(begin + 2) == ")":
        begin += 3
    if spoken.word(begin) not in _TAIL:
        return last
    end = step = begin
    if kind == "agreement" and spoken.word(begin) == "to":
        # "an agreement to cooperate in …", "to set up a joint centre"
        step += 1 + (spoken.word(begin + 2) in ("up", "out"))
        end = step if spoken.word(step).isalpha() else end
    while step + 1 < len(spoken.words) and step - last < _LONGEST:
        step += 1
        word, label = spoken.word(step), spoken.label(step)
        if word in ("help", "support", "assistance", "backing", "aid"):
            break  # "with the agency's help"
        if word in _INSIDE:
            goes_on = spoken.word(step + 2) in (",", "and", "")
            listed = word != "," or (spoken.label(step + 1) in _PLACES and goes_on)
            dated = word in ("in", "of") and spoken.label(step + 1) == "date"
            acted = word == "and" and spoken.word(step + 1) in _BE | known.making
            # An agreement is signed in one town and holds elsewhere.
            signed = kind == "agreement" and word == "in" and spoken.label(step + 1) == "place"
            if dated or acted or signed or not listed:
                break
        elif label in ("date", "group") or word in _BE or word in known.making or word in _ENDS:
            break
        elif label is not None or word in _TAIL or _noun(word):
            end = step if word not in _TAIL else end
        else:
            break
    return end if end > begin else last


def _noun(word: str) -> bool:
    """Whether a word may stand in a name: no small word, and no verb for sure."""
    if word in ENGLISH.small_words or not word[:1].isalpha():
        return False
    known = clause_words()
    if word in known.modals:
        return False
    form = known.verbs.get(word, ("", 0))[1]
    return not (form & S and word not in known.nouns) and not (form & PAST and not form & PART)


def _says_what(spoken: Spoken, first: int, at: int, last: int, end: int, kind: str) -> bool:
    """Whether the words tell what it is for, or whose it is."""
    known = response_words()
    if end > last and spoken.word(last) in known.bans:
        return True
    around = [*range(first, at), *range(last + 1, end + 1)]
    dated = spoken.label(first) == "date" or spoken.label(first - 1) == "date"
    if kind == "strategy" and dated and "national" in spoken.words[first:at]:
        return True  # "the 2020-2023 national strategy"
    reach = _NEAR if kind == "strategy" else _SOON - 2
    soon = range(end + 1, end + 1 + reach)
    purpose = next((step for step in soon if spoken.word(step) == "to"), None)
    if purpose is not None:  # "set up to fight smuggling"
        around.extend(range(purpose, min(purpose + _NEAR, len(spoken.words))))
    about = any(
        spoken.label(index) in _ABOUT
        or spoken.word(index).startswith(known.topics)
        or (kind == "agreement" and spoken.word(index) in known.policing)
        for index in around
    )
    if kind == "agreement" and not any(
        spoken.label(index) in (*_PLACES, "body") for index in range(len(spoken.words))
    ):
        return False  # "the signing of agreements between countries"
    if kind == "agreement" and not about:
        # An agreement of States: on crime, if the sentence speaks of it.
        known_form = spoken.word(last) == "understanding"
        signed = sum(spoken.label(index) in ("area", "body") for index in range(first))
        parties = known_form or signed > 1 or any(spoken.label(at) in _PLACES for at in around)
        about = parties and any(
            spoken.label(index) in ("body", *_ABOUT)
            or spoken.word(index).startswith(known.topics)
            or (known_form and spoken.word(index) in known.policing)
            for index in range(len(spoken.words))
        )
    return about


def _criminal(spoken: Spoken, verb: int) -> bool:
    """Whether those who made something are criminals: "the suspects created a fund"."""
    known = response_words()
    before = range(max(0, verb - _NEAR), verb)
    return any(
        spoken.label(index) == "group" or spoken.word(index) in known.criminals for index in before
    )


def _any_such(spoken: Spoken, first: int, end: int) -> bool:
    """Whether a name is of several that are nobody's and of no time: "the adoption of comprehensive
    strategies against crime" is advice."""
    named = range(first, end + 1)
    if any(spoken.label(index) in (*_PLACES, "date") for index in named):
        return False
    head = next((at for at in named if spoken.word(at + 1) in (*_TAIL, "(")), end)
    return spoken.word(head).endswith("s") and spoken.word(first - 1) not in _DETERMINERS


def _begun(spoken: Spoken, end: int) -> bool:
    """Whether what stands behind a name tells that it began: "began work", "took effect"."""
    behind = spoken.words[end + 1 : end + 1 + _SOON]
    if "not" in behind or "never" in behind:
        return False
    return any(
        (word in _BEGAN and then in ("work", "working", "operating", "operations"))
        or (word in ("took", "takes", "into", "in") and then in ("effect", "force"))
        or (word == "in" and then == "place")
        or (word in ("became", "becomes", "is") and then in ("operational", "law"))
        for word, then in pairwise(behind)
    )


def _part_of(spoken: Spoken, first: int) -> bool:
    """True behind "as part of a" and "under the": what others are done under is there."""
    step = first - 1
    while spoken.word(step) in ("a", "an", "the", "its", "their", "multi", "-", "year"):
        step -= 1
    before = (spoken.word(step - 1), spoken.word(step))
    return before in (("part", "of"), ("framework", "of")) or spoken.word(step) in _UNDER


def _with(spoken: Spoken, first: int, end: int) -> bool:
    """Whether a name tells with which countries."""
    joined = not {"with", "between"}.isdisjoint(spoken.words[first : end + 1])
    return joined and any(spoken.label(index) == "area" for index in range(first, end + 1))


def _whose(spoken: Spoken, step: int) -> int:
    """The item behind whose a team is, and on what: "of Malta and Italy", "on this case"."""
    if spoken.word(step) in ("on", "in") and spoken.word(step + 1) in ("this", "the"):
        return step + 3
    if spoken.word(step) not in ("of", "between", "from", "among", "by"):
        return step
    step += 1
    while spoken.label(step) in _PLACES or spoken.word(step) in (",", "and", "the"):
        step += 1
    if spoken.word(step) == "in":  # "…, in partnership with Austria, was set up"
        ends = range(step, min(step + _NEAR, len(spoken.words)))
        return next((index + 1 for index in ends if spoken.word(index) == ","), step)
    return step


def _made(spoken: Spoken, first: int, end: int, kind: str) -> bool:
    """Whether the sentence tells that it was made, or when."""
    known = response_words()
    lead = {spoken.word(index) for index in range(first, end + 1)}
    dated = any(spoken.label(index) == "date" for index in range(max(0, first - 1), end + 1))
    article = first - 1 - (spoken.label(first - 1) == "date")
    article -= spoken.word(article) in ("a", "an") and spoken.word(article - 1) == "into"
    if kind == "strategy" and (dated or "national" in lead) and spoken.word(article) == "the":
        return True  # "the 2011 national action plan"
    owner = first - 1 - (spoken.word(first - 1) in ("new", "current", "latest"))
    held = spoken.word(owner) == "s" and spoken.label(owner - 2) in ("area", "body", "region")
    if kind == "strategy" and held:
        return True  # "the EU's new drugs strategy"
    if (
        kind in ("agreement", "instrument")
        and "date" in (spoken.label(first), spoken.label(first - 1))
        and spoken.word(article) in ("the", "their", "its")
        and any(
            spoken.label(at) in _ABOUT
            or spoken.word(at) in known.policing
            or spoken.word(at).startswith((*known.topics, "cooperat", "co-operat"))
            for at in range(first, end + 1)
        )
    ):
        return True  # "under their 2021 protocol on cooperation"
    bodies = kind in ("institution", "operation_unit", "instrument")
    if (
        bodies
        and "new" in (spoken.word(first), spoken.word(first - 1))
        and (
            _begun(spoken, end)
            or (
                spoken.word(first - 1 - (spoken.word(first) != "new")) != "under"
                and {spoken.word(index) for index in range(max(0, first - 4), first)} & _HAVING
            )
        )
    ):
        return True
    if _begun(spoken, end) or (kind in ("project", "strategy") and _part_of(spoken, first)):
        return True
    before = first - 1 - (spoken.word(first - 1) in _DETERMINERS)
    if kind == "agreement" and spoken.word(before) == "under" and _with(spoken, first, end):
        return True  # "officers are there under status agreements with Ruritania"
    if spoken.word(article) == "into" and any(
        spoken.label(index) == "money" for index in range(max(0, article - _NEAR), article)
    ):
        return True  # "put two million euros into a plan"
    step = first - 1
    while step >= 0 and first - step <= _NEAR and spoken.word(step) not in (",", ";", ":"):
        word = spoken.word(step)
        if word in known.making or (kind == "agreement" and word in ("has", "have")):
            asked = spoken.word(step - 1) in ("to", "not", "never", "will", "would")
            asked = asked and _AGREED.isdisjoint(spoken.words[max(0, step - _SOON) : step])
            any_such = word.endswith(_DEEDS) and _any_such(spoken, first, end)
            return not (asked or any_such or _criminal(spoken, step))
        if word in ("by", "which", "that", "who"):
            break
        step -= 1
    step = end + 1
    if spoken.word(step) == "(":
        ends = range(step + 1, min(step + 8, len(spoken.words)))
        step = next((index + 1 for index in ends if spoken.word(index) == ")"), step)
    if step > end + 1 and step - end <= _BRACKET and spoken.label(end + 2) == "date":
        return kind in ("agreement", "instrument", "strategy")  # "(July 2020)"
    if spoken.word(step) == "of" and spoken.label(step + 1) == "date":
        return kind in ("agreement", "instrument", "strategy")
    if " ".join(spoken.words[max(0, end - 2) : end + 1]) in known.sure:
        step = _whose(spoken, step)
    if kind == "instrument" and spoken.label(first) == "adjective":
        return True  # "a Lao decree on zones"
    for index in range(step, min(step + _SOON, len(spoken.words))):
        word = spoken.word(index)
        if word in known.making:
            # "The agency set up a team" made something else.
            passive = index > step and spoken.word(index - 1) in _BE
            passive = passive or (kind == "agreement" and index == step)  # "signed a year ago"
            behind = spoken.word(index + 1 + (spoken.word(index + 1) == "up"))
            return passive or behind not in _DETERMINERS
        if word not in _BE and word != "," and spoken.label(index) not in (*_PLACES, "date"):
            return False
    return False
