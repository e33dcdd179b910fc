"""Statements that do not go together, and what they rest on: texts in, findings out."""

from dataclasses import replace
from pathlib import Path

import pytest

from karaula.check import Finding, check
from karaula.evidence import (
    Citation,
    Claim,
    Document,
    Incident,
    Passage,
    Role,
    Slots,
    Source,
)
from karaula.extract import extract
from karaula.read import read
from karaula.vocabulary import load

NEW = {
    "opposed-structure", "opposed-violence", "opposed-trend", "role-denied", "role-strength",
    "incident-quantities", "single-origin", "hedged-elsewhere",
}  # fmt: skip


def document(text: str, name: str = "text", **known: object) -> Document:
    """A heading ``# …`` or one paragraph a line."""
    passages: list[Passage] = []
    section: tuple[str, ...] = ()
    at = 0
    for line in text.split("\n"):
        if line.startswith("# "):
            section = (line[2:],)
            passages.append(Passage(kind="heading", start=at, end=at + len(line)))
        elif line:
            passages.append(
                Passage(kind="paragraph", start=at, end=at + len(line), section=section)
            )
        at += len(line) + 1
    plain = Source(source_id=name, sha256=name, name=f"{name}.txt", title=name.title())
    source = replace(plain, **known)  # type: ignore[arg-type]
    return Document(source=source, text=text, passages=tuple(passages))


def found(*documents: Document, claims: list[Claim] | None = None) -> list[Finding]:
    read_ = [claim for one in documents for claim in extract(one)] if claims is None else claims
    sources = {one.source.source_id: one.source for one in documents}
    every = check(read_, sources, load(), documents=documents)
    return [finding for finding in every if finding.rule in NEW]


# One text, or two of which the second begins after "||": the rule that speaks up, or silence.
TEXTS: dict[str, tuple[str, str | None]] = {
    "structure of groups of one market": (
        "# Serbia\nGroups involved in migrant smuggling are strictly hierarchical.\n"
        "Criminal groups are active in the smuggling of migrants. "
        "These groups operate as loose networks.",
        "opposed-structure",
    ),
    "structure in two sources": (
        "Albanian criminal groups are hierarchical.||Albanian organized crime groups are loose "
        "networks of friends.",
        "opposed-structure",
    ),
    "a group by its name": (
        "The Kavač clan is hierarchical.||The Kavač clan has a decentralized structure.",
        "opposed-structure",
    ),
    "denied and said": (
        "Albanian criminal groups are hierarchical.||Albanian criminal groups are not hierarchical "
        "at all.",
        "opposed-structure",
    ),
    "two markets": (
        "# Serbia\nGroups involved in migrant smuggling are hierarchical.\n"
        "Groups involved in drug trafficking are loose networks.",
        None,
    ),
    "two countries": (
        "Albanian criminal groups are hierarchical.||Serbian criminal groups are loose networks.",
        None,
    ),
    "two groups": (
        "The Kavač clan is hierarchical.||The Škaljari clan has a decentralized structure.",
        None,
    ),
    "the same said twice": (
        "Albanian criminal groups are loose.||Albanian criminal groups are not hierarchical.",
        None,
    ),
    "of some only": (
        "Some Albanian criminal groups are hierarchical.||Albanian criminal groups are loose.",
        None,
    ),
    "small ones and large ones": (
        "Small Albanian criminal groups are loose.||Large Albanian criminal groups are "
        "hierarchical.",
        None,
    ),
    "of another time": (
        "Albanian criminal groups used to be hierarchical.||Albanian criminal groups are loose.",
        None,
    ),
    "not only": (
        "Albanian criminal groups are not only hierarchical but rich.||Albanian criminal groups "
        "are hierarchical.",
        None,
    ),
    "what they are compared to": (
        "Albanian criminal groups are more hierarchical than Serbian criminal groups.||Serbian "
        "criminal groups are loose.",
        None,
    ),
    "the text weighs both": (
        "Albanian criminal groups are hierarchical. However, Albanian criminal groups are loose.",
        None,
    ),
    "a question": (
        "Are Albanian criminal groups hierarchical?||Albanian criminal groups are loose.",
        None,
    ),
    "something else is loose": (
        "Albanian criminal groups are hierarchical.||Loose tobacco is cheap in Albania.",
        None,
    ),
    "violence in one market": (
        "# Serbia\nHigh levels of violence mark the cocaine trade.||# Serbia\nThe cocaine trade "
        "sees little violence.",
        "opposed-violence",
    ),
    "violence in two markets": (
        "# Serbia\nHigh levels of violence mark the cocaine trade.\nThe heroin trade sees little "
        "violence.",
        None,
    ),
    "demand up and down": (
        "# Serbia\nDemand for cocaine is rising.||# Serbia\nDemand for cocaine has fallen.",
        "opposed-trend",
    ),
    "cannabis production, production of cannabis": (
        "Cannabis production in Albania is increasing.||Demand for cocaine is high. The production "
        "of cannabis in Albania has fallen sharply.",
        "opposed-trend",
    ),
    "demand for one, supply of another": (
        "# Serbia\nDemand for cocaine is rising.||# Serbia\nDemand for cocaine and prices of "
        "heroin have fallen.",
        None,
    ),
    "the number of dismantled sites": (
        "# Serbia\nThere has been an increase in the number of dismantled cannabis cultivation "
        "sites.||# Serbia\nCannabis cultivation has declined.",
        None,
    ),
    "demand up and down in two years": (
        "# Serbia\nIn 2019, demand for cocaine was rising.||# Serbia\nIn 2022, demand for cocaine "
        "was falling.",
        None,
    ),
    "demand and production": (
        "# Serbia\nDemand for cannabis is rising.||# Serbia\nProduction of cannabis is falling.",
        None,
    ),
    "demand in two countries": (
        "# Serbia\nDemand for cocaine is rising.||# Albania\nDemand for cocaine has fallen.",
        None,
    ),
    "prices up, demand down": (
        "# Serbia\nPrices of cocaine have risen while demand for cocaine has fallen.",
        None,
    ),
    "no transit country": (
        "Albania is a transit country for heroin.||Albania is not a transit country for heroin.",
        "role-denied",
    ),
    "not only a transit country": (
        "Albania is a transit country for heroin.||Albania is not only a transit country for "
        "heroin.",
        None,
    ),
    "no longer a transit country": (
        "Albania is a transit country for heroin.||Albania is no longer a transit country for "
        "heroin.",
        None,
    ),
    "no transit country for another drug": (
        "Albania is a transit country for heroin.||Albania is not a transit country for cocaine.",
        None,
    ),
    "a key and a minor role": (
        "Albania is a key transit country for heroin.||Albania is a minor transit country for "
        "heroin.",
        "role-strength",
    ),
    "a key role and an important one": (
        "Albania is a key transit country for heroin.||Albania is an important transit country for "
        "heroin.",
        None,
    ),
    "two roles weighed apart": (
        "Albania is a key transit country and a minor destination country for heroin.",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "rule"), TEXTS.values(), ids=TEXTS.keys())
def test_statements_of_one_subject(texts: str, rule: str | None) -> None:
    documents = [document(text, name) for text, name in zip(texts.split("||"), "ab", strict=False)]
    told = found(*documents)
    assert [finding.rule for finding in told] == ([rule] if rule else [])
    for finding in told:
        assert finding.level == "warning" and len(finding.evidence) == 2
        for item in finding.evidence:
            of = next(one for one in documents if one.source.source_id == item.source_id)
            assert of.text[item.start : item.end] == item.quote


def test_what_was_written_years_apart_is_no_contradiction() -> None:
    texts = ("Albanian criminal groups are hierarchical.", "Albanian criminal groups are loose.")
    for year, count in (("2012", 0), ("2020", 1)):
        old, new = (
            document(text, name, published=when)
            for text, name, when in zip(texts, "ab", (year, "2021"), strict=True)
        )
        assert len(found(old, new)) == count


# Incidents


def told(slots: Slots, source: str, at: int = 0, **head: object) -> Claim:
    plain = Claim(
        slots=slots, source_id=source, method="text:test@1", quote="x", start=at, end=at + 1
    )
    return replace(plain, **head)  # type: ignore[arg-type]


def seizure(source: str, at: int = 0, **slots: object) -> Claim:
    plain = Incident(
        type="seizure", date="2023-05-04", place="Durrës", area=("ALB",), substance=("cocaine",)
    )
    return told(replace(plain, **slots), source, at)  # type: ignore[arg-type]


QUANTITIES: dict[str, tuple[list[Claim], int]] = {
    "far apart": ([seizure("a", kg=200.0), seizure("b", kg=900.0)], 1),
    "rounded": ([seizure("a", kg=196.0), seizure("b", kg=200.0)], 0),
    "about": ([seizure("a", kg=240.0), seizure("b", kg=200.0, qualifier="about")], 0),
    "more than": ([seizure("a", kg=900.0), seizure("b", kg=200.0, qualifier="more_than")], 0),
    "less than": ([seizure("a", kg=900.0), seizure("b", kg=200.0, qualifier="less_than")], 1),
    "a range": ([seizure("a", kg=900.0), seizure("b", kg=500.0, kg_max=1000.0)], 0),
    "another spelling of the place": (
        [seizure("a", kg=200.0), seizure("b", kg=900.0, place="Durres")], 1,
    ),
    "another day": ([seizure("a", kg=200.0), seizure("b", kg=900.0, date="2023-05-11")], 0),
    "a year only": (
        [seizure("a", kg=200.0, date="2023"), seizure("b", kg=900.0, date="2023")], 0,
    ),
    "another port": ([seizure("a", kg=200.0), seizure("b", kg=900.0, place="Vlorë")], 0),
    "another drug": (
        [seizure("a", kg=200.0), seizure("b", kg=900.0, substance=("heroin",))], 0,
    ),
    "two in one text": ([seizure("a", kg=200.0), seizure("a", 5, kg=900.0)], 0),
    "one says no quantity": ([seizure("a", kg=200.0), seizure("b")], 0),
    "the dead of one day": (
        [
            seizure("a", type="violence", substance=(), killed=2),
            seizure("b", type="violence", substance=(), killed=5),
        ],
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "count"), QUANTITIES.values(), ids=QUANTITIES.keys())
def test_quantities_of_one_incident(claims: list[Claim], count: int) -> None:
    assert [f.rule for f in found(document("", "a"), document("", "b"), claims=claims)] == [
        "incident-quantities"
    ] * count


# Origins and doubt


TRANSIT = Role(area="ALB", market="heroin", role="transit")
SOURCE = Role(area="ALB", market="cannabis", role="source")


def test_statements_with_one_origin_are_told_once_a_topic() -> None:
    texts = [document("", name, origin="Agency") for name in "ab"]
    claims = [told(slots, name) for name in "ab" for slots in (TRANSIT, SOURCE)]
    claims += [told(replace(TRANSIT, role="destination"), name, 3) for name in "ab"]
    (first, second) = found(*texts, claims=claims)
    assert first.rule == second.rule == "single-origin" and first.level == "note"
    assert sorted(f.message for f in (first, second)) == [
        "2 statements about heroin in a and b and nowhere else: these are one source",
        "One statement about cannabis in a and b and nowhere else: these are one source",
    ]


def test_a_third_source_confirms() -> None:
    texts = [document("", name, origin="Agency") for name in "ab"] + [document("", "c")]
    claims = [told(TRANSIT, name) for name in "abc"]
    assert found(*texts, claims=claims) == []
    assert found(*texts, claims=claims[:1]) == []


def test_copies_of_copies_are_one_source() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    texts = [document(words, name) for name in "abc"]
    (finding,) = found(*texts, claims=[told(TRANSIT, name) for name in "abc"])
    assert finding.message.startswith("One statement about heroin in a and b and c and nowhere")


def test_sources_without_an_origin_are_not_lumped_together() -> None:
    texts = [document("", name, origin=origin) for name, origin in (("a", None), ("b", " "))]
    assert found(*texts, claims=[told(TRANSIT, name) for name in "ab"]) == []


DOUBT: dict[str, tuple[dict[str, object], dict[str, object], str, int]] = {
    "reported, then stated": ({"published": "2020"}, {"published": "2022"}, "reported", 1),
    "alleged, then stated": ({"published": "2020-05"}, {"published": "2020-06"}, "alleged", 1),
    "stated, then reported": ({"published": "2022"}, {"published": "2020"}, "reported", 0),
    "stated by both": ({"published": "2020"}, {"published": "2022"}, "asserted", 0),
    "denied is another thing": ({"published": "2020"}, {"published": "2022"}, "denied", 0),
    "no dates": ({}, {}, "reported", 0),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "modality", "count"), DOUBT.values(), ids=DOUBT.keys())
def test_doubt_that_got_lost(
    old: dict[str, object], new: dict[str, object], modality: str, count: int
) -> None:
    texts = [document("", "a", **old), document("", "b", **new)]
    claims = [
        told(replace(TRANSIT, hedge="reportedly"), "a", modality=modality),
        told(replace(TRANSIT, strength="key"), "b"),
    ]
    rules = [finding.rule for finding in found(*texts, claims=claims)]
    assert rules.count("hedged-elsewhere") == count


def test_doubt_that_got_lost_by_citing() -> None:
    texts = [document("", "a", title="A long report on routes"), document("", "b")]
    claims = [
        told(TRANSIT, "a", modality="reported"),
        told(TRANSIT, "b"),
        told(Citation(ref="fn1", title="A Long Report on Routes"), "b", 4),
    ]
    (finding,) = found(*texts, claims=claims)
    assert finding.rule == "hedged-elsewhere" and "cites" in finding.why
    assert [item.source_id for item in finding.evidence] == ["b", "a"]


# The five documents


def test_the_contradiction_of_the_policy_brief_and_nothing_else(shared: Path) -> None:
    documents = [read(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    (finding,) = found(*documents)
    assert finding.rule == "opposed-structure" and finding.level == "warning"
    assert "migrant smuggling" in finding.message
    one, other = (item.quote for item in finding.evidence)
    assert "more sophisticated and hierarchical than" in one and "looser, chain-like" in other
