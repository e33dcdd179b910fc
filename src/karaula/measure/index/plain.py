"""YAML as plain data that knows the line of each entry, and tells keys given twice."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from karaula.errors import KaraulaError

Path = tuple[str | int, ...]


MAX_ENTRIES = 200_000
"""Entries of a document, those that aliases repeat counted each time."""


class _Loader(yaml.CSafeLoader):
    """Words stay words: ``NO`` is a country, ``2021-05`` a month; only true and false are bools."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if not tag.endswith((":bool", ":timestamp"))]
    for first, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
for _word in ("true", "false"):
    _Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(f"^{_word}$"), [_word[0]])


@dataclass
class Document:
    """What a YAML text says, the line of every entry, and its doubled keys."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def place(self, path: Path) -> str:
        """``line 7, indicators.lpi``; the nearest entry around where the path is not there."""
        near = path
        while near and near not in self.lines:
            near = near[:-1]
        name = ".".join(str(part) for part in path)
        return f"line {self.lines[near]}, {name}" if near in self.lines else name


def load_plain(text: str, place: object) -> Document:
    """Parse a YAML text. Raises :class:`KaraulaError` where it is none."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        document = Document(None)
        if node is not None:
            _walk(node, (), document, place)
            document.data = loader.construct_document(node)
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise KaraulaError(f"is no YAML: {said}", place, "mend that line") from error
    except RecursionError as error:
        raise KaraulaError(
            "nests too deeply or refers to itself", place, "write it without such an alias"
        ) from error
    finally:
        loader.dispose()
    return document


def _walk(node: Any, path: Path, document: Document, place: object) -> None:
    document.lines[path] = node.start_mark.line + 1
    if len(document.lines) > MAX_ENTRIES:  # aliases of aliases grow without end
        raise KaraulaError(f"has more than {MAX_ENTRIES:,} entries", place, "use fewer aliases")
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                document.faults.append(
                    f"line {line}: {name} is given twice, first in line {seen[name]}; keep one"
                )
            seen.setdefault(name, line)
            _walk(value, (*path, name), document, place)
            document.lines[*path, name] = line
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            _walk(item, (*path, at), document, place)
