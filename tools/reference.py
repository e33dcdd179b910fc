"""Write the pages of ``docs/reference/`` that the code itself tells: ``python -m tools.reference``.

Continuous integration compares what this makes with what is committed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by `make docs` from the code; edit the code instead. -->\n"


def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its whole name, in the order of the help."""
    children = getattr(command, "commands", None)
    if not children:
        yield name, command
        return
    for child in children.values():
        if not child.hidden:
            yield from walk(child, f"{name} {child.name}")


def program() -> Any:
    """The command line as typer builds it."""
    import typer.main

    from karaula.cli import app

    return typer.main.get_command(app)


def commands_page() -> str:
    """Every command with its arguments and options."""
    from karaula.cli import main

    root = program()
    text = f"# Commands\n\n{NOTICE}\n{_prose(root.help)}\n"
    _, codes = _prose(main.__doc__).split("\n\n", 1)
    text += f"\n{codes}\n"
    for name, command in [("karaula", root), *walk(root, "karaula")]:
        about = _prose(command.help) if command is not root else "Options before the command."
        text += f"\n## {name}\n\n{about}\n\n```text\n{_usage(name, command)}\n```\n"
        rows = [row for item in command.params if not item.hidden for row in _parameter(item)]
        if rows:
            text += "\n| Argument or option | Means |\n|---|---|\n" + "".join(rows)
    return text


def _usage(name: str, command: Any) -> str:
    context = command.context_class(command, info_name=name)
    return " ".join([name, *command.collect_usage_pieces(context)])


def _parameter(item: Any) -> Iterator[str]:
    if item.name == "help":
        return
    meaning = _prose(getattr(item, "help", None)).replace("\n", " ")
    metavar = (item.metavar or item.name or "").strip("[].").replace("|", "\\|")
    if item.param_type_name == "argument":
        label = f"`{metavar.upper()}`"
    else:
        label = ", ".join(f"`{word}`" for word in [*item.opts, *item.secondary_opts])
        if not item.is_flag:
            label += f" `{metavar.upper()}`"
    if isinstance(item.default, (str, Path)) and not getattr(item, "is_flag", False):
        meaning += f" Default: `{item.default}`."
    yield f"| {label} | {meaning} |\n"


def vocabularies_page() -> str:
    """Every vocabulary: what an entry is and which keys it may have."""
    from karaula.vocabulary.load import Vocabulary

    models = {
        item.name: get_args(hint)[1]
        for item in fields(Vocabulary)
        for hint in [Vocabulary.__dataclass_fields__[item.name].type]
    }
    text = f"""# Vocabularies

{NOTICE}
What words mean is kept in YAML files that an analyst can read: one file for each vocabulary in
`src/karaula/vocabulary/data/`. A hub may add its own words in its folder `vocabulary/`, in files of
the same names: lists are joined, other keys replaced. Every file is checked when it is loaded, and
all faults are told at once. A key in **bold** must be there.
"""
    for name, model in models.items():
        text += f"\n## {name}\n\n{_prose(model.__doc__)} File: `{name}.yml`.\n\n"
        text += "| Key | Holds |\n|---|---|\n"
        for key, info in model.model_fields.items():
            label = f"**`{key}`**" if info.is_required() else f"`{key}`"
            text += f"| {label} | {_type(info.annotation)} |\n"
    return text


def _type(hint: Any) -> str:
    """A type in an analyst's words."""
    options = [_type(item) for item in get_args(hint) if item not in (type(None), Ellipsis)]
    origin = getattr(hint, "__origin__", None)
    if hint is str:
        return "text"
    if hint in (int, float):
        return "number"
    if hint is bool:
        return "true or false"
    if origin is tuple:
        return f"list of {options[0]}"
    if origin is dict:
        return f"{options[1]} by {options[0]}"
    if options and all(isinstance(item, str) for item in get_args(hint)):
        return "one of " + ", ".join(f"`{item}`" for item in get_args(hint))
    if options:
        return " or ".join(dict.fromkeys(options))
    return re.sub(r"(?<!^)(?=[A-Z])", " ", getattr(hint, "__name__", str(hint))).lower()


STEPS = ("impute", "treat", "test", "normalise", "aggregate")
"""Steps that have methods, in the order of the chain."""


def methods_page() -> str:
    """Every step of an index that has methods, and every method with its settings."""
    from karaula.measure.index import chain, methods

    verbs = chain.verbs()
    text = f"""# Methods of an index

{NOTICE}
What the steps of an index may do, from the methods themselves. A step names its method and sets it,
in Python as in a specification; `per` gives single indicators, aggregates or levels another one:

```yaml
chain:
  - normalise: {{method: min_max, low: 1, per: {{area: {{method: rank}}}}}}
```

An unknown method, an unknown setting or a setting that nothing uses is an error. Values are
`(units, codes)`, with years or draws as axes before these; x is a value, and min, max, mean and sd
are those of its indicator. In Python a method may also be a function of one's own, called as these
are.
"""
    for step in sorted(methods.METHODS, key=STEPS.index):
        found = methods.METHODS[step]
        about = _prose(verbs[step].__doc__) if step in verbs else "How `treat` tells outliers."
        text += f"\n## {step}\n\n{about}\n"
        for method in found.values():
            text += f"\n### {step}: {method.name}\n\n{method.summary}\n\n"
            text += "".join(f"- {line}\n" for line in _method(method))
    return text


def _method(method: Any) -> Iterator[str]:
    from karaula.measure.index.methods import in_words

    yield f"Formula: {method.formula}."
    for name, setting in method.settings.items():
        default = json.dumps(None if setting.required else setting.default)
        held = "must be given" if setting.required else f"without it {default}"
        held = held.replace("null", "nothing")
        yield f"Setting `{name}`: {setting.meaning} ({in_words(setting.kind)}; {held})."
    if method.undefined:
        yield f"An error if {method.undefined}."
    yield f"Not to be used {method.avoid}."
    if method.source:
        yield f"Source: {method.source}."


def data_sets_page() -> str:
    """Every data set that has a file of facts, and which figures speak of each market."""
    from karaula.read.connectors.series import series
    from karaula.vocabulary import load

    known = [connector.facts for connector in series()]
    text = f"""# Data sets

{NOTICE}
Figures by country and year that Karaula reads as they are published: put the file into `sources/`
and build. Each has a file of facts in `src/karaula/read/connectors/series/data/`; how to write one
is told in [Add a connector](../how-to/add-a-connector.md). None of the data come with Karaula, and
each has a licence of its own: read it before you publish a table.

The list under each data set is its traps, all dealt with. What cannot be read is listed by
`karaula doctor` with its rows and the reason. A gap stays a gap; nothing is added up but parts that
the publisher split, and then the claim quotes every cell (`25 + 51 + <5`).

| Name | Data set | Publisher | Years | Areas |
|---|---|---|---|---|
"""
    for facts in known:
        text += (
            f"| [`{facts.name}`](#{facts.name}) | {facts.title} | {facts.publisher} "
            f"| {facts.covers.years} | {facts.covers.areas} |\n"
        )
    for facts in known:
        text += f"\n## {facts.name}\n\n{facts.title}. {facts.publisher}"
        text += f", <{facts.url}>" if facts.url else ""
        text += f". Licence: {facts.licence}. Grade {facts.reliability}{facts.credibility}.\n\n"
        text += f"Known by {_known_by(facts)}.\n\n"
        text += "".join(f"- {trap}\n" for trap in facts.traps)
        if isinstance(facts.ignored.columns, dict) and facts.ignored.columns:
            left = (f"{label} ({why})" for label, why in facts.ignored.columns.items())
            text += f"\nColumns left out: {'; '.join(left)}.\n"
    text += """
## Which figures speak of which market

Every market is an equal. One without open data gets a card that says so, never an empty chart. The
list is the vocabulary `market_figures`, which a hub may widen.

| Market | Open figures |
|---|---|
"""
    vocabulary = load()
    for key, speaking in vocabulary.market_figures.items():
        named = (f"`{figure.indicator}`{_in_brackets(figure.parts)}" for figure in speaking.figures)
        told = ", ".join(dict.fromkeys(named)) or f"none. {speaking.none}"
        text += f"| {vocabulary.markets[key].name} | {told} |\n"
    return text


def _in_brackets(parts: tuple[str, ...]) -> str:
    return f" ({', '.join(parts)})" if parts else ""


def _known_by(facts: Any) -> str:
    """How a file of a data set is known, for people."""
    groups = (" or ".join(f"`{facts.columns[r][0]}`" for r in g) for g in facts.takes.columns)
    text = f"its columns {', '.join(groups)}"
    for role, values in facts.takes.values.items():
        some = ", ".join(f"“{value}”" for value in values[:3])
        text += f", with {some}{' …' if len(values) > 3 else ''} in `{facts.columns[role][0]}`"
    if facts.takes.files:
        text += f", and the file's name (`{facts.takes.files.replace('|', ' or ')}`)"
    return text


def _prose(text: str | None) -> str:
    """A docstring as Markdown: unindented, paragraphs joined, code marks of one kind."""
    paragraphs = re.split(r"\n\s*\n", (text or "").replace("\b", "").strip())
    joined = "\n\n".join(" ".join(part.split()) for part in paragraphs)
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", joined).replace("``", "`")


PAGES = {
    REFERENCE / "commands.md": commands_page,
    REFERENCE / "data-sets.md": data_sets_page,
    REFERENCE / "index-methods.md": methods_page,
    REFERENCE / "vocabularies.md": vocabularies_page,
}
"""What writes each generated page."""

if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
