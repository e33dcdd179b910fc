"""A hub adds words of ties and presences in its own vocabulary, as it adds other words."""

from pathlib import Path

import pytest

from karaula.evidence import Claim, Document, Passage, Source
from karaula.extract import prepare
from karaula.extract.relations import Relations
from karaula.vocabulary import Vocabulary, VocabularyError, load


def claims(text: str, vocabulary: Vocabulary, kind: str) -> list[Claim]:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x.txt", title="x", language="en")
    passage = Passage(kind="paragraph", start=0, end=len(text))
    document = Document(source=source, text=text, passages=(passage,))
    return list(Relations(kind)(prepare(document, vocabulary)))


@pytest.mark.parametrize(
    ("file", "words", "text", "said"),
    [
        (
            "tie_words.yml",
            "rival: {verbs: [zap]}",
            "The Sava gang zapped the Una gang.",
            "Sava gang rival Una gang",
        ),
        (
            "tie_words.yml",
            "ally: {joins: [handfasting]}",
            "The Sava gang has a handfasting with the Una gang.",
            "Sava gang ally Una gang",
        ),
        (
            "tie_words.yml",
            "member: {nouns: [cuib]}",
            "The Sava gang is a cuib of the Una gang.",
            "Sava gang member Una gang",
        ),
        (
            "tie_words.yml",
            "associate: {adjectives: [beknown]}",
            "The Sava gang is beknown to the Una gang.",
            "Sava gang associate Una gang",
        ),
        (
            "presence_words.yml",
            "acts: {words: [grobble]}",
            "The Sava gang and its heroin grobbled in Austria.",
            "Sava gang AUT",
        ),
        (
            "presence_words.yml",
            "belongs: {words: [kula]}",
            "## Serbia\n\nHeroin is the kula of the Sava gang.",
            "Sava gang SRB",
        ),
    ],
)
def test_a_word_of_the_hub(tmp_path: Path, file: str, words: str, text: str, said: str):
    kind = "tie" if file.startswith("tie") else "presence"
    (tmp_path / file).write_text(words + "\n", encoding="utf-8")
    assert told(text, load(), kind) != [said]
    assert told(text, load(tmp_path), kind) == [said]


def told(text: str, vocabulary: Vocabulary, kind: str) -> list[str]:
    found = claims(text, vocabulary, kind)
    if kind == "tie":
        return [f"{c.slots.a} {c.slots.type} {c.slots.b}" for c in found]
    return [f"{c.slots.group} {' '.join(c.slots.area)}" for c in found]


def test_an_unknown_tie_and_an_unknown_kind_of_word_are_faults(tmp_path: Path):
    (tmp_path / "tie_words.yml").write_text("cousin: {verbs: [zap]}\n", encoding="utf-8")
    (tmp_path / "presence_words.yml").write_text(
        "lurks: {gloss: They lurk., words: [lurk]}\n", encoding="utf-8"
    )
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    assert "tie_words.yml: cousin: names 'cousin'" in str(caught.value)
    assert "presence_words.yml: lurks: names 'lurks'" in str(caught.value)
