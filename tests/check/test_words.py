"""Rules about words, dates, sources and figures of any kind: texts in, findings out."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from karaula.check import Finding, check
from karaula.evidence import Claim, Document, Incident, Observation, Passage, Source
from karaula.vocabulary import load

Brief = Callable[[Sequence[Finding]], list[str]]


def source(name: str = "text", **known: object) -> Source:
    plain = Source(source_id=name, sha256=name, name=f"{name}.txt", title=name.title())
    return replace(plain, **known)  # type: ignore[arg-type]


def document(text: str, of: Source | None = None) -> Document:
    """One paragraph a line."""
    passages, at = [], 0
    for line in text.split("\n"):
        if line:
            passages.append(Passage(kind="paragraph", start=at, end=at + len(line)))
        at += len(line) + 1
    return Document(source=of or source(), text=text, passages=tuple(passages))


def checked(*documents: Document, claims: Sequence[Claim] = ()) -> list[Finding]:
    sources = {item.source.source_id: item.source for item in documents}
    return check(claims, sources, load(), documents=documents)


IMPOSSIBLE = ["impossible-date: "]
"""The sentence itself is the quote."""

WORDS: dict[str, tuple[str, list[str]]] = {
    "as of a year": ("As of 2024 it is open.", ["dated-fact: As of 2024 it is open."]),
    "have yet to": ("They have yet to sign it.", ["dated-fact: They have yet to sign it."]),
    "currently": ("It is currently shut.", ["dated-fact: It is currently shut."]),
    "up to date is no date": ("The lists are up to date.", []),
    "so far, so good": ("This can only go so far.", []),
    "one sentence of several": (
        "The port is old. It is presently shut. Nobody works there.",
        ["dated-fact: It is presently shut."],
    ),
    "a footnote mark after the stop": (
        "The port is old.<sup>4</sup> It is presently shut.<sup>5</sup> Nobody works there.",
        ["dated-fact: It is presently shut.<sup>5</sup>"],
    ),
    "lost links": ("Figures rose.\n[source, source]", ["lost-sources: [source, source]"]),
    "one lost link": ("Figures rose [source].", ["lost-sources: Figures rose [source]."]),
    "a source in words": ("The source of the river is in the hills.", []),
    "an estimate without horizon": (
        "Gangs will likely grow.",
        ["est-language: Gangs will likely grow."],
    ),
    "an estimate with a horizon": ("Gangs will likely grow by 2030.", []),
    "an estimate with a share": ("It is likely to rise by 20 per cent.", []),
    "unlikely is no likely": ("That is unlikely to help.", []),
    # Dates
    "a month of thirty days": ("It sailed on 31 April 2020.", IMPOSSIBLE),
    "no leap year": ("On 29 February 2023 it sailed.", IMPOSSIBLE),
    "a leap year": ("On 29 February 2024 it sailed.", []),
    "a day without a year": ("It sailed on 32 May.", IMPOSSIBLE),
    "the month first": ("It sailed on June 31, 2020.", IMPOSSIBLE),
    "numbers only": ("Seized 31.04.2020.", IMPOSSIBLE),
    "either order of numbers": ("Seized 04/31/2020 or 05/30/2020.", IMPOSSIBLE),
    "a month and a year": ("In May 2020 it sailed.", []),
    "a month and a count": ("In May 45 people were held, and may 60 more be.", []),
    "a count and a month": ("The 40 March protests were quiet.", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_words_and_dates(text: str, expected: list[str]) -> None:
    found = checked(document(text))
    told = [f"{item.rule}: {item.evidence[0].quote}" for item in found]
    assert told == ([IMPOSSIBLE[0] + text] if expected is IMPOSSIBLE else expected)
    for item in found:
        first = item.evidence[0]
        assert first.start is not None and text[first.start : first.end] == first.quote


def test_what_is_set_aside_is_not_read() -> None:
    text = document("It is currently shut.")
    aside = replace(text, passages=(replace(text.passages[0], set_aside="menu"),))
    assert checked(aside) == []


def test_quotes_are_read_where_the_text_is_not_at_hand() -> None:
    claim = incident(date="2020", quote="a port that is currently shut")
    found = check([claim], {"text": source()}, load())
    assert [item.rule for item in found] == ["dated-fact"]
    assert found[0].evidence[0].claim_id == claim.claim_id


def test_words_name_the_claim_that_stands_in_them() -> None:
    text = "The port is old. It is currently shut."
    claim = incident(date=None, quote="currently shut", start=text.index("currently"))
    (finding,) = checked(document(text), claims=[claim])
    assert finding.evidence[0].claim_id == claim.claim_id


def incident(
    *, date: str | None, quote: str = "it", start: int = 0, **head: object
) -> Claim:  # fmt: skip
    claim = Claim(
        slots=Incident(type="seizure", date=date), source_id="text", method="text:test@1",
        quote=quote, start=start, end=start + len(quote),
    )  # fmt: skip
    return replace(claim, **head)  # type: ignore[arg-type]


DATES: dict[str, tuple[Claim, str | None, list[str]]] = {
    "a month that is none": (incident(date="2020-13"), None, ["impossible-date"]),
    "a day that is none": (incident(date="2020-02-30"), None, ["impossible-date"]),
    "a year alone": (incident(date="2020"), None, []),
    "a year that is left open": (incident(date="--03-21"), None, []),
    "a period": (incident(date="2019/2020-05"), None, []),
    "a period reversed": (incident(date="2020-05/2019"), None, ["reversed-period"]),
    "a period within a year": (incident(date="2020-05/2020"), None, []),
    "validity reversed": (
        incident(date=None, valid_from="2021", valid_to="2020-12-31"), None, ["reversed-period"],
    ),
    "after publication": (incident(date="2021-03"), "2020-12-01", ["date-to-come"]),
    "expected after publication": (
        incident(date="2021-03", modality="expected"), "2020-12-01", [],
    ),
    "in the year of publication": (incident(date="2020-12"), "2020", []),
}  # fmt: skip


@pytest.mark.parametrize(("claim", "published", "expected"), DATES.values(), ids=DATES.keys())
def test_dates_of_claims(claim: Claim, published: str | None, expected: list[str]) -> None:
    found = check([claim], {"text": source(published=published)}, load())
    assert [item.rule for item in found] == expected


# Figures of any kind


def seen(value: float, unit: str, at: int = 0, name: str = "text", **slots: object) -> Claim:
    quote = str(slots.pop("quote", f"{value:g} {unit}"))
    plain = Observation(
        indicator="cocaine_seized", value=value, unit=unit, area=("ALB",), period="2023"
    )
    return Claim(
        slots=replace(plain, **slots), source_id=name, method="text:test@1",  # type: ignore[arg-type]
        quote=quote, start=at, end=at + len(quote),
    )  # fmt: skip


def level(value: float, at: int = 0, **slots: object) -> Claim:
    return seen(value * 1000, "kg", at, raw_value=f"{value:g}", raw_unit="tonnes", **slots)


def rise(**slots: object) -> Claim:
    return seen(
        300, "percent", 100, qualifier="increase_since:2015", ratio=(4.0, 3.0),
        raw_value="300", quote="a 300% increase since 2015", **slots,
    )  # fmt: skip


FIGURES: dict[str, tuple[list[Claim], list[str]]] = {
    "two sources differ": (
        [seen(210, "kg"), seen(230, "kg", name="other")], ["warning stated-differently"],
    ),
    "one is the rounding of the other": ([seen(9.11, "t"), seen(9, "t", name="other")], []),
    "thousands are round": ([seen(12_000, "kg"), seen(12_345, "kg", name="other")], []),
    "about 200 may be 215": (
        [seen(200, "kg", qualifier="about"), seen(215, "kg", name="other")], [],
    ),
    "more than 2 may be 3": (
        [seen(2, "t", qualifier="more_than"), seen(3, "t", name="other")], [],
    ),
    "more than 2 is not 1.2": (
        [seen(2, "t", qualifier="more_than"), seen(1.2, "t", name="other")],
        ["warning stated-differently"],
    ),
    "a range meets a value": (
        [seen(10, "kg", qualifier="between", value_max=20), seen(15, "kg", name="other")], [],
    ),
    "another reading of the same words": (
        [seen(1.5, "kg", value_alt=(1500.0,)), seen(1500, "kg", name="other")], [],
    ),
    "another year": ([seen(210, "kg"), seen(230, "kg", 50, period="2022")], []),
    "another substance": (
        [seen(210, "kg", substance="heroin"), seen(230, "kg", 50, substance="opium")], [],
    ),
    "a part and its whole": (
        [seen(210, "kg"), seen(90, "kg", 50, breakdown=("sex=female",))], [],
    ),
    "two figures of one part": (
        [
            seen(210, "kg", breakdown=("sex=female",)),
            seen(90, "kg", name="other", breakdown=("sex=female",)),
        ],
        ["warning stated-differently"],
    ),
    "the bounds of the one hold the other": (
        [seen(210.4, "kg", low=180.0, high=240.0), seen(230, "kg", name="other")], [],
    ),
    "no period, no comparison": (
        [seen(210, "kg", period=None), seen(230, "kg", 50, period=None)], [],
    ),
    "denied figures say nothing": (
        [seen(210, "kg"), replace(seen(230, "kg", 50), modality="denied")], [],
    ),
    # A change beside levels
    "the new level alone": ([level(9.11), rise()], ["note change-and-level"]),
    "the strict reading fits": ([level(9.11), level(2.28, 40, period="2015"), rise()], []),
    "the loose reading fits": (
        [level(9.11), level(3.04, 40, period="2015"), rise()], ["note change-and-level"],
    ),
    "no reading fits": (
        [level(9.11), level(5, 40, period="2015"), rise()], ["error change-and-level"],
    ),
    "a change of something else": (
        [level(9.11, substance="heroin"), rise(substance="cocaine")], [],
    ),
    # Shares
    "more than the whole": (
        [seen(120, "percent", quote="120% of all seizures")], ["warning share-above-whole"],
    ),
    "the whole": ([seen(100, "percent", quote="100% of all seizures")], []),
    "a growth": ([seen(120, "percent", quote="120% of the level of 2015, a rise")], []),
    "nothing says of what": ([seen(120, "percent", quote="120 per cent")], []),
    # Form
    "a malformed ordinal anywhere": (
        [seen(22, "rank", raw_value="22th", indicator="port_traffic")], ["warning ordinal-ending"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "expected"), FIGURES.values(), ids=FIGURES.keys())
def test_figures(claims: list[Claim], expected: list[str]) -> None:
    found = check(claims, {"text": source(), "other": source("other")}, load())
    assert [f"{item.level} {item.rule}" for item in found] == expected


def test_a_change_implies_a_base_under_both_readings() -> None:
    (finding,) = check([level(9.11), rise()], {"text": source()}, load())
    assert finding.candidates == ("2015: 2.28 tonnes", "2015: 3.04 tonnes")
    assert [item.quote for item in finding.evidence] == ["a 300% increase since 2015", "9110 kg"]


# Sources

LONG = (
    "The road over the pass was built by three villages in a dry summer, with stones from the old "
    "mill and timber from the upper forest, and it was opened on the day of the autumn fair. "
)


def test_two_sources_of_one_origin() -> None:
    sources = {name: source(name, origin="Pass Office") for name in ("a", "b", "c")}
    (finding,) = check([], sources, load())
    assert finding.rule == "one-origin" and "a and b and c" in finding.message.lower()
    sources["b"] = replace(sources["b"], origin="Valley Office")
    sources["c"] = replace(sources["c"], origin=None)
    assert check([], sources, load()) == []


def test_two_texts_that_share_most_words() -> None:
    copy = document("A press note. " + LONG, source("copy"))
    (finding,) = checked(document(LONG), copy)
    assert finding.rule == "one-origin" and finding.level == "note"
    assert {item.source_id for item in finding.evidence} == {"text", "copy"}


def test_two_texts_that_quote_one_sentence() -> None:
    own = "Nobody had asked the shepherds, who kept to the valley and sold their wool there. "
    more = "The fair is still held, and the mill was rebuilt with a tax on salt and on candles. "
    quoting = document(own + more + own.replace("wool", "milk") + LONG[:60], source("quoting"))
    assert checked(document(LONG), quoting) == []


def test_a_draft_is_told_of_once() -> None:
    sources = {"text": source(marks=("draft", "cut_off"))}
    claims = [incident(date="2020"), incident(date="2021", start=30)]
    (finding,) = check(claims, sources, load())
    assert finding.rule == "marked-source"
    assert finding.message == "Text is a draft and cut off; 2 claims come from it"
