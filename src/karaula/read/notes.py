"""What a document says that its words come from: citations in its notes, document symbols."""

import re
from dataclasses import dataclass

from karaula.evidence import Citation, Claim, Document, Passage, passage_id
from karaula.read.dates import find_dates
from karaula.read.sections import heading_words
from karaula.read.symbols import symbols
from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.fold import name_key

METHOD = "read:notes@1"

_QUOTED = re.compile(
    r"“(?P<a>[^“”]{6,500})”|\"(?P<b>[^\"]{6,500})\"|„(?P<c>[^„“”]{6,500})[“”]|«(?P<d>[^«»]{6,500})»"
    r"|(?<![\w*])\*(?P<e>[^*\n]{6,300})\*(?![\w*])|(?<!\w)_(?P<f>[^_\n]{6,300})_(?!\w)"
)
_LEAD = re.compile(
    r"^(?:\s*(?:<sup>[^<]*</sup>|\[\^\w+\]:?|[⁰¹²³⁴-⁹]{1,3}|\d{1,3}(?=\s?[^\W\d])|\*{1,3}(?=\s)))?\s*"
)
_SEE = re.compile(
    r"(?:^|[\s(])(?:see|cf\.?|vidi|v\.|видети|види)"
    r"(?:,?\s+(?:also|for instance|for example|e\.g\.|inter alia|generally|npr\.|pages?))*,?\s+",
    re.IGNORECASE,
)
_AFTER_TITLE = re.compile(r"\s*(?:[,.;:(\[]|$|published\b|in\b|available\b|prepared\b|–|-)", re.I)
_IMPRINT = re.compile(
    r"\((?P<place>[^\W\d_][^(),]{1,40},\s+)?(?P<publisher>[^\W\d_][^()]{2,120}?,\s+)?"
    r"(?P<date>(?:[^\W\d_]+\s+)?(?:19|20)\d\d)\)"
)
_YEAR = re.compile(r"(?:published|issued|adopted)\s+in\s+(?P<year>(?:19|20)\d\d)\b", re.I)
_URL = re.compile(r"https?://[^\s<>()\[\]]+|\bwww\.[^\s<>()\[\]]+")
_COMMISSIONED = re.compile(
    r"\s+[–-]\s+[^–]*?\b(?:commissioned|prepared|written) (?:by|for)\s+(?:the\s+)?"
    r"(?P<body>[A-Z][\w&.-]*(?:\s+(?:of|on)(?:\s+the)?\b|\s+[A-Z][\w&.-]*)*)"
)
_PART = re.compile(r"\s*,?\s*(?:[*_](?P<series>[^*_]{3,120})[*_])?,?\s*(?P<part>No\.\s*\d+)?")
_BODY = re.compile(
    r"\b(?:agency|agencies|assembly|association|authority|bank|bureau|cent(?:er|re)|commission|"
    r"committee|conference|council|court|department|directorate|foundation|fund|government|group|"
    r"initiative|institute|international|ministry|nations|network|observatory|office|"
    r"organi[sz]ation|parliament|police|programme|project|secretariat|service|society|union|"
    r"university|europol|eurojust|frontex|interpol|(?-i:[A-Z]{3,}))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Work:
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


def citations(document: Document) -> list[Claim]:
    """Claims of kind ``citation``, in the order of the text.

    One for each note that cites a work: a title in quotation marks or italics with who or when,
    an imprint "(Vienna, 2020)", or an address. One for each document symbol; a range of symbols
    behind a list of as many States is one each, with the State in its title.
    """
    vocabulary = load()

    def names_area(words: str) -> bool:
        return len(words) < 60 and vocabulary.find_area(words) in vocabulary.areas

    found: list[Claim] = []
    for passage in document.passages:
        if passage.set_aside is not None:
            continue
        work = None
        if passage.kind == "footnote" and passage.label:
            work = _cited(document.words(passage), vocabulary)
            if work:
                found.append(_note_claim(document, passage, work))
        for symbol in symbols(document.text, passage.start, passage.end, names_area):
            slots = Citation(
                ref=symbol.ref,
                title=symbol.title or (work.title if work else None),
                publisher=work.publisher if work else _owner(symbol.ref, vocabulary),
            )
            spans = ((symbol.start, symbol.end), symbol.by) if symbol.by else ()
            found.append(_claim(document, passage, slots, symbol.start, symbol.end, 0.9, spans))
    return found


def _note_claim(document: Document, passage: Passage, work: _Work) -> Claim:
    slots = Citation(
        ref=passage.label or "",
        title=work.title,
        publisher=work.publisher,
        date=work.date,
        url=work.url,
    )
    sure = 0.9 if work.title else 0.6
    return _claim(document, passage, slots, passage.start, passage.end, sure)


def _claim(
    document: Document,
    passage: Passage,
    slots: Citation,
    start: int,
    end: int,
    confidence: float,
    spans: tuple[tuple[int, int], ...] = (),
) -> Claim:
    source = document.source
    return Claim(
        slots=slots,
        source_id=source.source_id,
        method=METHOD,
        quote=document.text[start:end],
        passage_id=passage_id(source.source_id, passage),
        page=passage.page,
        start=start,
        end=end,
        spans=spans,
        confidence=confidence,
        handling=source.handling,
        marks=source.marks,
    )


def _cited(note: str, vocabulary: Vocabulary) -> _Work | None:
    """The first work that a note cites, else ``None``."""
    said = " ".join(note[_end_of_lead(note) :].split())
    address = _URL.search(said)
    url = address.group().rstrip(".,;:") if address else None
    for match in _QUOTED.finditer(said):
        title = next(words for words in match.groups() if words).strip(" ,.")
        before, after = said[: match.start()], said[match.end() :]
        if _is_title(title, before, after):
            return _work(title, before, after, url, vocabulary)
    if imprint := _IMPRINT.search(said):
        author, _, title = said[: imprint.start()].rpartition(", ")
        if author and title[:1].isupper() and _author(author):
            return _work(title.strip(), author + ",", said[imprint.start() :], url, vocabulary)
    if url and address:
        told = _SEE.split(said[: address.start()])
        who = _author(told[-1].split(", ")[0]) if len(told) > 1 else None
        return _Work(publisher=_plain(who) if who else None, url=url)
    return None


def _end_of_lead(note: str) -> int:
    lead = _LEAD.match(note)
    return lead.end() if lead else 0


def _is_title(title: str, before: str, after: str) -> bool:
    """Begins like a title, ends a part of the sentence, and somebody or some date stands by it."""
    if not (title[0].isupper() or title[0].isdigit()) or not _AFTER_TITLE.match(after):
        return False
    near = after[:120]
    introduced = before.rstrip().endswith((",", ":")) and _author(before) is not None
    dated = bool(_IMPRINT.match(near.lstrip(" ,")) or _YEAR.search(near))
    return introduced or dated or bool(_SEE.search(before[-30:]) and find_dates(near))


def _author(before: str) -> str | None:
    """Who stands right before a title: the words since the sentence or "See" began."""
    tail = _SEE.split(before)[-1]
    tail = re.split(r"(?<=[a-z)”]{2})\.\s+(?=[A-Z])", tail)[-1]
    tail = tail.strip().removeprefix("the ").rstrip(" ,:")
    known = bool(tail) and tail[0].isupper() and len(tail.split()) <= 25
    return tail if known and not re.search(r"\b(?:is|are|was|were|has|have)\b", tail) else None


def _work(title: str, before: str, after: str, url: str | None, vocabulary: Vocabulary) -> _Work:
    publisher = None
    commissioned = _COMMISSIONED.search(title)
    if commissioned:
        publisher = _plain(commissioned["body"])
        title = title[: commissioned.start()]
    part = _PART.match(after)
    rest = after
    if part and (part["series"] or part["part"]):
        title = ", ".join([title, " ".join(filter(None, (part["series"], part["part"])))])
        rest = after[part.end() :]
    sentence = re.split(r"(?<=[a-z\d)]{2})\.\s+(?=[A-Z])|;\s", rest)[0]
    imprint = _IMPRINT.search(sentence)
    dates = find_dates(sentence)
    year = _YEAR.search(sentence)
    date = dates[0][2] if dates else None
    if imprint and not date:
        date = imprint["date"]
    if year and not date:
        date = year["year"]
    who = _author(before)
    if imprint and imprint["publisher"]:
        publisher = publisher or _plain(imprint["publisher"].strip(", "))
    if publisher is None and dates and (named := sentence[: dates[0][0]].strip(" ,(")):
        publisher = _plain(named) if named[:1].isupper() else None
    if publisher is None and who and _is_body(who, vocabulary):
        publisher = _plain(who)
    return _Work(heading_words(title) if "*" in title else title, publisher, date, url)


def _is_body(name: str, vocabulary: Vocabulary) -> bool:
    """An organisation and not a person: persons are not recorded as publishers."""
    return bool(_BODY.search(name)) or name_key(name) in _bodies(vocabulary)


def _plain(name: str) -> str:
    """A name as the note writes it, without a short form in brackets behind it."""
    return re.sub(r"\s*\([A-Z][\w-]*\)$", "", " ".join(name.split()))


def _bodies(vocabulary: Vocabulary) -> dict[str, str]:
    """Preferred name of a body by each of its names."""
    return {
        name_key(name): body.name
        for body in vocabulary.bodies.values()
        for name in (body.name, *body.names)
    }


def _owner(symbol: str, vocabulary: Vocabulary) -> str | None:
    """The body whose short name begins a symbol: "UNODC/…"; "COM(…" is the Commission's."""
    if re.match(r"(?:COM|SWD|SEC|JOIN|C)\s?\(", symbol):
        return "European Commission"
    first = symbol.split("/")[0]
    return first if name_key(first) in _bodies(vocabulary) else None
