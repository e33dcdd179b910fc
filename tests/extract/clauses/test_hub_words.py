"""A hub widens the lists by which clauses, ways and roles are read, in its own vocabulary."""

from pathlib import Path

import pytest

from karaula.evidence import Document, Passage, Source
from karaula.extract import extract
from karaula.vocabulary import Vocabulary, VocabularyError, load

CASES = [
    # The hub's files, a sentence, and what it then tells.
    (
        {"clauses": "verbs: [skedge]", "ways": "moves: [skedge]\nsubject: {origin: [skedge]}"},
        "Serbia skedges heroin to Austria.",
        "heroin SRB > AUT",
    ),
    (
        {"ways": "goods: {fauna: [olm, olms]}"},
        "Olms are smuggled from Slovenia to Japan.",
        "fauna SVN > JPN",
    ),
    (
        {"ways": "marks: {counterfeit_goods: [schlock]}"},
        "Schlock perfume is shipped from Turkey to Romania.",
        "counterfeit_goods TUR > ROU",
    ),
    (
        {"ways": "carriers: [fardel]"},
        "Cocaine is cheap. Each fardel comes from Peru to Chile.",
        "cocaine PER > CHL",
    ),
    (
        {"role_frames": "nouns: {transit: [caravanserai]}"},
        "Serbia is a caravanserai for heroin.",
        "SRB heroin transit",
    ),
    (
        {"clauses": "verbs: [wort]", "role_frames": "done_in: {production: [wort]}"},
        "Amphetamine is worted in Bulgaria.",
        "BGR synthetic_drugs production",
    ),
    (
        {
            "clauses": "irregular: {grife: [grofe, grifen]}",
            "ways": "moves: [grife]\nsubject: {origin: [grife]}",
        },
        "Peru grofe cocaine to Chile.",
        "cocaine PER > CHL",
    ),
]


def told(text: str, vocabulary: Vocabulary) -> list[str]:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x.txt", title="x", language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    found = extract(Document(source=source, text=text, passages=(passage,)), vocabulary)
    return [
        f"{c.slots.market} {' '.join(c.slots.origin)} > {' '.join(c.slots.destination)}"
        if c.kind == "leg"
        else f"{c.slots.area} {c.slots.market} {c.slots.role}"
        for c in found
        if c.kind in ("leg", "role")
    ]


@pytest.mark.parametrize(("files", "text", "expected"), CASES)
def test_a_word_of_the_hub(tmp_path: Path, files: dict[str, str], text: str, expected: str):
    for name, words in files.items():
        (tmp_path / f"{name}.yml").write_text(f"{words}\n", encoding="utf-8")
    assert expected not in told(text, load())
    assert expected in told(text, load(tmp_path))


def test_a_hub_keeps_the_packaged_words(tmp_path: Path):
    (tmp_path / "ways.yml").write_text("moves: [skedge]\n", encoding="utf-8")
    sentence = "Heroin is smuggled from Serbia to Austria."
    assert told(sentence, load(tmp_path)) == ["heroin SRB > AUT"]


@pytest.mark.parametrize(
    ("file", "words", "fault"),
    [
        ("ways.yml", "movs: [zip]", "movs: no such list"),
        ("ways.yml", "moves: {fast: [zip]}", "moves: must be a list"),
        ("ways.yml", "ends: [thru]", "ends: must be lists under origin, via"),
        ("ways.yml", "ends: {start: [thru]}", "ends: no such list: start"),
        ("role_frames.yml", "nouns: {hub: [nodus]}", "nouns: no such list: hub"),
        ("clauses.yml", "denials: [false]", "denials"),
    ],
)
def test_a_list_that_nothing_reads_is_a_fault(tmp_path: Path, file: str, words: str, fault: str):
    (tmp_path / file).write_text(f"{words}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    assert fault in str(caught.value)
