"""Settings of a verb: which there are, and whether what is given is of the kind asked for."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, signature
from typing import Any, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from karaula.measure.index.faults import unknown

_WORDS = {"dict_type": "write a mapping", "model_type": "write a mapping",
          "list_type": "write a list", "is_instance_of": "write a list"}  # fmt: skip


def in_words(error: Mapping[str, Any]) -> str:
    """What a validation asks for, as an analyst writes it."""
    said = str(error["msg"])
    return _WORDS.get(error["type"], said[0].lower() + said[1:])


@cache
def parameters(function: Callable[..., object]) -> Mapping[str, Parameter]:
    """What a verb takes after values and structure."""
    return dict(list(signature(function).parameters.items())[2:])


def wrong_settings(
    function: Callable[..., object], settings: Mapping[str, Any]
) -> tuple[list[str], dict[str, str]]:
    """Settings that a verb does not have or lacks, and those of a wrong kind by name, a clause
    each."""
    named = [
        name for name, one in parameters(function).items() if one.kind is not Parameter.VAR_KEYWORD
    ]
    misnamed = [
        unknown("setting", name, named)
        for name in settings
        if name not in named and len(named) == len(parameters(function))
    ]
    misfit: dict[str, str] = {}
    for name in named:
        if name in settings:
            try:
                _kinds(function)[name].validate_python(settings[name], strict=True)
            except ValidationError as error:
                # A choice of kinds gives a sentence for each; the first says enough.
                misfit[name] = f"{name} is {settings[name]!r}; {in_words(error.errors()[0])}"
        elif parameters(function)[name].default is Parameter.empty:
            misnamed.append(f"the setting {name} is missing; give it")
    return misnamed, misfit


@cache
def _kinds(function: Callable[..., object]) -> Mapping[str, TypeAdapter[Any]]:
    config = ConfigDict(arbitrary_types_allowed=True)
    hints = get_type_hints(function)
    return {name: TypeAdapter(hints.get(name, Any), config=config) for name in parameters(function)}
