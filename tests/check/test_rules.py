"""Rule files: what analysts may write, and what they are told when it cannot be."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from karaula.check import RuleError, Verb, check, load_rules, rule
from karaula.evidence import Source
from karaula.vocabulary import load

NEW = """
- id: no-title
  level: note
  verb: words
  title: Odd words
  message: "{words} is an odd word"
  why: "it is on the list."
  parameters: {any: ['\\bodd\\b']}
"""


def rules_of(folder: Path, text: str) -> tuple[rule.Check, ...]:
    (folder / "own.yml").write_text(text, encoding="utf-8")
    return load_rules(folder)


def test_the_packaged_rules_have_no_faults() -> None:
    names = [known.rule.id for known in load_rules()]
    assert len(names) == len(set(names)) > 15


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    assert rules_of(tmp_path, NEW)[-1].rule.id == "no-title"


def test_a_packaged_rule_may_be_changed_or_switched_off(tmp_path: Path) -> None:
    own = "- {id: dated-fact, enabled: false}\n- {id: est-language, level: warning}\n"
    rules = {known.rule.id: known.rule for known in rules_of(tmp_path, own)}
    assert "dated-fact" not in rules
    assert rules["est-language"].level == "warning" and rules["est-language"].title


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("id: not a list", encoding="utf-8")
    (tmp_path / "b.yml").write_text("- [", encoding="utf-8")
    own = NEW.replace("level: note", "level: alarm")
    own += NEW.replace("no-title", "wrong-verb").replace("verb: words", "verb: shout")
    own += NEW.replace("no-title", "wrong-field").replace("{words} is", "{word} is")
    own += NEW.replace("no-title", "wrong-pattern").replace("\\bodd\\b", "(a+)+(")
    own += NEW.replace("no-title", "look-around").replace("\\bodd\\b", "(?<=a)b")
    own += NEW.replace("no-title", "wrong-setting").replace("{any:", "{anny:")
    own += "- {title: nameless}\n"
    with pytest.raises(RuleError) as told:
        rules_of(tmp_path, own)
    message = str(told.value)
    for fault in (
        "a.yml: must be a list",
        "b.yml: not YAML",
        "no-title: level",
        "wrong-verb: verb: no verb 'shout'; there are",
        "wrong-field: message: no field {word}; there are words, written",
        "wrong-pattern: parameters: any.0",
        "look-around: parameters: any.0",
        "wrong-setting: parameters: any: Field required",
        "wrong-setting: parameters: anny: Extra inputs",
        "rule 7: must be a map with an id",
    ):
        assert fault in message


def test_an_id_may_not_stand_twice_in_a_file(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="stands twice"):
        rules_of(tmp_path, NEW + NEW)


def plug(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    entry = EntryPoint(name, "elsewhere:verb", rule.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _: value)
    monkeypatch.setattr(rule, "entry_points", lambda **_: [entry])
    for cached in (rule.verbs, rule.load_rules):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    for cached in (rule.verbs, rule.load_rules):
        cached.cache_clear()


def test_another_package_plugs_in_a_verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def untitled(case, rule, _):  # type: ignore[no-untyped-def]
        for source in case.sources.values():
            if not source.title:
                yield rule.finding({"name": source.name}, [], confidence=1.0)

    plug(monkeypatch, "untitled", Verb("untitled", untitled, frozenset({"name"})))
    own = "- {id: untitled, level: note, verb: untitled, title: T, message: '{name}', why: w}"
    sources = {"s": Source(source_id="s", sha256="", name="nameless.txt", title="")}
    found = check([], sources, load(), rules=rules_of(tmp_path, own))
    assert [finding.message for finding in found] == ["Nameless.txt"]


def test_a_plug_that_is_no_verb_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plug(monkeypatch, "broken", "no verb")
    with pytest.raises(RuleError, match="'broken' is no Verb"):
        load_rules()


def test_the_reference_page_names_every_rule_and_verb() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "checks.md").read_text("utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if "|" in line}
    for known in load_rules():
        row = rows[known.rule.id]
        assert f"| {known.rule.level} | `{known.verb.name}` |" in row
        if known.verb.kind == "finding":
            told = rows[known.verb.name]
            for name in (*known.verb.fields, *known.verb.parameters.model_fields):
                assert f"`{name}`" in told, f"{known.verb.name}: {name}"
