"""Operations under a name, each where a text names it first: "Operation Night Harbour", "the
inquiry, code-named Granite". What they led to are incidents; that they are run is a response."""

from collections.abc import Iterator

from karaula.extract.responses.spoken import CLOSE, OPEN, Naming, Spoken, joined
from karaula.extract.responses.words import response_words

WORKS = frozenset((
    "operation", "action", "investigation", "inquiry", "enquiry", "probe", "case", "raid", "raids",
    "sweep", "crackdown", "swoop", "manhunt", "sting",
))  # fmt: skip
"""Words for what police do under a name."""
_CALLED = ("called", "named", "dubbed", "codenamed", "nicknamed")
_LINKS = frozenset(("of", "the", "and", "in", "on", "-", "–"))
_OWN = frozenset(("its", "their", "his", "her", "gang", "criminal", "rescue", "military"))
_LONGEST = 6
"""Items of such a name."""


def operations(spoken: Spoken) -> Iterator[Naming]:
    """Operations that a sentence names, from left to right."""
    for at, word in enumerate(spoken.words):
        if word not in WORKS or not _OWN.isdisjoint(spoken.words[max(0, at - 1) : at]):
            continue
        begin = at + 1
        called = word != "operation"
        behind = _behind_called(spoken, begin)
        if behind is not None:
            begin, called = behind, True
        elif called:
            continue
        named = _name(spoken, begin)
        if named is None:
            continue
        first, last, end = named
        if called:
            yield Naming(at, end, "operation_unit", (), (first, last))
            continue
        quoted = first > begin
        if spoken.head(last)[1] is not None and last == first and not quoted:
            continue  # "Operation Centre"
        alone = not spoken.capital(at) and not quoted
        if alone and (at == 0 or spoken.word(at - 1) != "the" or not spoken.plain(first)):
            continue
        yield Naming(at, end, "operation_unit", (spoken.text(first, last),))


def _behind_called(spoken: Spoken, step: int) -> int | None:
    """The item behind "code-named", "dubbed", "under the name of"."""
    if spoken.word(step) in (",", "("):
        step += 1
    words = spoken.words[step : step + 5]
    if words[:3] in (["code", "-", "named"], ["code", "-", "name"]):
        return step + 3
    if words[:1] and words[0] in _CALLED:
        return step + 1
    if words[:2] in (["known", "as"], ["code", "named"], ["code", "name"]):
        return step + 2
    if words[:1] == ["under"] and words[1:2] in (["the"], ["code"]):
        ends = [at for at in range(step, step + 5) if spoken.word(at) in ("name", "codename")]
        if ends:
            return ends[0] + 1 + (spoken.word(ends[0] + 1) == "of")
    return None


def _name(spoken: Spoken, begin: int) -> tuple[int, int, int] | None:
    """First and last item of a name that begins at an item, and where its quotation ends."""
    if spoken.word(begin) and spoken.word(begin) in OPEN:
        ends = range(begin + 2, min(begin + 2 + _LONGEST, len(spoken.words)))
        close = next((at for at in ends if spoken.word(at) in CLOSE), None)
        told = spoken.text(begin + 1, begin + 1)[:1].isupper()
        return (begin + 1, close - 1, close) if close is not None and told else None
    if not _upper(spoken, begin):
        return None
    last = begin
    while last + 1 - begin < _LONGEST:
        if _upper(spoken, last + 1):
            last += 1
        elif spoken.word(last + 1) in _LINKS and spoken.plain(last + 2):
            last += 2
        elif spoken.words[last + 1 : last + 3] in (["'", "s"], ["’", "s"]) and spoken.plain(
            last + 3
        ):
            last += 3  # "Operation Falcon's Nest"
        else:
            break
    if joined(spoken, last + 1) and spoken.text(last + 2, last + 2).isdigit():
        last += 2  # "Operation Vega-2"
    return begin, last, last


def _upper(spoken: Spoken, at: int) -> bool:
    """Whether an item stands in a capital, and is no date, body or number."""
    if not spoken.capital(at) or spoken.label(at) == "body":
        return False
    return spoken.text(at, at)[:1].isalpha() and spoken.word(at) not in response_words().nothing
