"""Drafts and texts that stop before their end."""

import pytest

from karaula.evidence import Source
from karaula.read.assemble import assemble
from karaula.read.plain import plain_blocks

BODY = "The Meeting considered seizures of heroin, cocaine and amphetamine in the whole region."


def marks(text: str, title: str = "a report") -> tuple[str, ...]:
    source = Source(source_id="0" * 16, sha256="0" * 64, name="a.txt", title=title)
    return assemble(source, text, plain_blocks(text)).source.marks


@pytest.mark.parametrize(
    ("head", "drafted"),
    [
        ("Draft report*Rapporteur:* A. Example (Belgium)**Current situation**", True),
        ("DRAFT – not for circulation", True),
        ("**Draft report**", True),
        ("Nacrt strategije", True),
        ("Final draft", True),
        ("The Assembly adopted the draft resolution on the region and closed the debate.", False),
        ("The strategy was drafted by the ministry.", False),
        ("Overdraft fees in banks", False),
        ("Report", False),
    ],
)
def test_draft_is_told_by_the_head(head: str, drafted: bool) -> None:
    assert ("draft" in marks(f"{head}\n\n{BODY}")) is drafted


def test_draft_is_told_by_the_title() -> None:
    assert marks(BODY, title="Threat assessment (draft)") == ("draft",)
    assert marks(BODY, title="The draft law on drugs") == ()


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        (BODY, False),
        (BODY[:-1], True),
        ("9. Speakers stressed a balanced approach.\n-", True),
        ("It was agreed on the trade in heroin and", True),
        ("(a) heroin;\n(b) cocaine;", True),
        ("(a) heroin;\n(b) cocaine.", False),
        ("The clans fought over the port …", True),
        ("- heroin\n- cocaine", False),
        ("United Nations Office on Drugs and Crime", False),
        ("For more on the work of this office in the region please visit www.example.org", False),
        ("[source, source]", False),
        ("He said: “We shall go on with the work in every town of the region.”", False),
        ("See the profile of the country [following this link](#).", False),
    ],
)
def test_cut_off_is_told_by_the_end(end: str, cut: bool) -> None:
    assert marks(f"{BODY}\n\n{end}") == (("cut_off",) if cut else ())


CONTENTS = "## Contents\n\nRoots\t1\nRoutes\t4\nHarm\t9\nAnswers\t12\nOutlook\t15\n\n"


def test_cut_off_is_told_by_what_the_contents_promise() -> None:
    parts = ["Roots", "Routes", "Harm", "Answers", "Outlook"]
    whole = CONTENTS + "\n\n".join(f"## {part}\n\n{BODY}" for part in parts)
    assert marks(whole) == ()
    assert marks(CONTENTS + "\n\n".join(f"## {part}\n\n{BODY}" for part in parts[:3])) == (
        "cut_off",
    )


def test_a_note_after_the_last_sentence_does_not_hide_that_it_breaks_off() -> None:
    assert marks(f"{BODY[:-1]}<sup>1</sup> and the\n\n<sup>1</sup> A note.") == ("cut_off",)
