"""Claim patterns: the examples in the files hold, and a faulty file says all that is wrong."""

from pathlib import Path

import pytest

from karaula.extract import PatternError, prepare
from karaula.extract.patterns import Example, Pattern, compile_pattern, finders
from karaula.vocabulary import load

EXAMPLES = [
    pytest.param(example, id=f"{pattern.id}-{number}")
    for pattern in {finder.pattern.id: finder.pattern for finder in finders()}.values()
    for number, example in enumerate(pattern.examples, 1)
]


def says(found: dict[str, object], expected: dict[str, object]) -> bool:
    def plain(value: object) -> object:
        return list(value) if isinstance(value, tuple) else value

    return all(plain(found.get(name)) == value for name, value in expected.items())


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_holds(example: Example, claims):
    from karaula.evidence import slot_values

    found = [slot_values(claim.slots) for claim in claims(f"Note\n\n{example.text}\n")]
    for expected in example.claims:
        assert any(says(slots, expected) for slots in found), f"{expected} not in {found}"
    if not example.claims:
        assert not found


def test_a_pattern_is_left_out_only_where_it_matches_nowhere(document):
    ready = finders()
    for example in (param.values[0] for param in EXAMPLES):
        for sentence in prepare(document(f"Note\n\n{example.text}\n"), load()).sentences:
            for kind in {finder.pattern.kind for finder in ready}:
                tried = list(ready.fitting(kind, sentence))
                for finder in ready:
                    if finder.pattern.kind == kind and finder not in tried:
                        assert finder.expression.search(sentence.encoded) is None


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path):
    (tmp_path / "own.yml").write_text(
        "- {id: one, find: ['{nothing} of {number}'], says: {indicator: x}}\n"
        "- {id: two, find: ['(a|b {number}'], says: {indicator: x}}\n"
        "- {id: three, find: ['no figure here'], says: {indicator: x}}\n"
        "- {id: four, find: ['{number}'], colour: red}\n"
    )
    with pytest.raises(PatternError) as error:
        finders(tmp_path)
    message = str(error.value)
    for part in (
        "one: ",
        "'nothing'",
        "two: ",
        "no partner",
        "three: ",
        "no figure",
        "four: ",
    ):
        assert part in message


def test_a_hostile_pattern_stays_linear():
    pattern = Pattern(id="many-gaps", find=("x ... x ... x ... x ... {number}",), says={})
    finder = compile_pattern(pattern, pattern.find[0])
    assert finder.expression.search("x " * 20_000) is None
