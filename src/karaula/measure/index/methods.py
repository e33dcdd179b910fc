"""The methods of the steps, told once: what each is called, what it does, how it may be set.

A method is a pure function on arrays, ``kernel(data, *, settings)``. ``data`` has the shape
``(..., units, codes)``; leading axes are years or draws, so that one call does many of them. A
kernel neither warns nor raises over numbers: where it is not defined it gives nan, and the verb
that called it says which indicator that was and why. A function of the user's own is called in the
same way.

A parameter of a kernel that is ``Annotated`` with what it means is a setting; the others are given
by the verb (the direction of each code, the years, the weights).
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from numbers import Real
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

from karaula.measure.index.chain import ChainError
from karaula.measure.index.faults import listed, told, unknown

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


@dataclass(frozen=True)
class Setting:
    """How a method may be set: what it means, what may be written, and what holds otherwise."""

    meaning: str
    kind: Any
    default: Any = inspect.Parameter.empty

    @property
    def required(self) -> bool:
        """Whether there is no default."""
        return self.default is inspect.Parameter.empty


@dataclass(frozen=True)
class Method:
    """A way to take a step."""

    step: str
    name: str
    kernel: Callable[..., Any]
    summary: str = ""
    formula: str = ""
    source: str = ""
    avoid: str = ""
    """When it should not be used."""
    undefined: str = ""
    """Where it gives nan, as the end of a sentence: "all its values are equal"."""
    asks: Mapping[str, Setting] = field(default_factory=dict)
    """Settings that the verb turns into what the kernel is given."""

    @cached_property
    def settings(self) -> Mapping[str, Setting]:
        """What a user may set."""
        found = dict(self.asks)
        if self.registered:
            hints = get_type_hints(self.kernel, include_extras=True)
            for name, parameter in inspect.signature(self.kernel).parameters.items():
                if get_origin(hints[name]) is Annotated:
                    kind, meaning = get_args(hints[name])
                    found[name] = Setting(meaning, kind, parameter.default)
        return found

    @cached_property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """What the kernel takes after its data, as far as that can be known."""
        try:
            return dict(list(inspect.signature(self.kernel).parameters.items())[1:])
        except ValueError:  # some functions of NumPy have no signature
            return {}

    @cached_property
    def registered(self) -> bool:
        """False for a function of the user's own, which takes what settings it likes."""
        return METHODS.get(self.step, {}).get(self.name) is self

    def takes(self, setting: str) -> bool:
        """Whether a user may set this."""
        if self.registered:
            return setting in self.settings
        kinds = {parameter.kind for parameter in self.parameters.values()}
        return setting in self.parameters or inspect.Parameter.VAR_KEYWORD in kinds

    def __call__(
        self, data: Any, *arrays: Any, given: Mapping[str, Any] | None = None, **settings: Any
    ) -> Any:
        """What the kernel gives, without warnings of NumPy.

        Of ``settings`` and of what the verb has ``given`` it gets what it takes. Raises
        :class:`ChainError` where a function of the user's own fails or gives another shape.
        """
        named = {name: value for name, value in settings.items() if self.takes(name)}
        if self.registered:
            named = {name: value for name, value in named.items() if name in self.parameters}
        named |= {name: item for name, item in (given or {}).items() if name in self.parameters}
        with np.errstate(all="ignore"):
            if self.registered:
                return self.kernel(data, *arrays, **named)
            try:
                found = np.asarray(self.kernel(data, *arrays, **named))
            except Exception as error:
                problem = f"{self.name} fails: {type(error).__name__}: {error}"
                raise ChainError(problem) from error
        shape = _shape(self.step, data.shape, *(array.shape for array in arrays))
        if found.shape != shape:
            raise ChainError(f"{self.name} gives the shape {found.shape}, not {shape}")
        return found


def _shape(step: str, data: tuple[int, ...], *others: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of what a kernel of a step makes of data, and of weights in an aggregate."""
    if step == "aggregate":
        draws = [weights[:-1] for weights in others]
        return (*np.broadcast_shapes(data[:-2], *draws), data[-2])
    return (*data[:-2], data[-1]) if step == "test" else data


METHODS: dict[str, dict[str, Method]] = {}
"""Every method by its step and name, in the order in which they are told."""


def method(
    step: str, name: str, *, formula: str, source: str, avoid: str, undefined: str = "",
    asks: Mapping[str, Setting] | None = None,
) -> Callable[[Kernel], Kernel]:  # fmt: skip
    """Register a kernel; its summary is the first line of its docstring."""

    def register(kernel: Kernel) -> Kernel:
        summary = (kernel.__doc__ or "").strip().splitlines()[0]
        METHODS.setdefault(step, {})[name] = Method(
            step, name, kernel, summary, formula, source, avoid, undefined, asks or {}
        )
        return kernel

    return register


@dataclass(frozen=True)
class Use:
    """Codes that are treated alike, with the methods that follow one another and all settings."""

    methods: tuple[Method, ...]
    settings: Mapping[str, Any]
    codes: tuple[str, ...]
    own: Mapping[str, Any] = field(default_factory=dict)
    """Settings of the step itself that these codes have otherwise."""


Wanted = str | Callable[..., Any]


def plan(
    step: str,
    codes: Sequence[str],
    wanted: Any,
    settings: Mapping[str, Any],
    per: Mapping[Any, Mapping[str, Any]] | None = None,
    *,
    levels: Mapping[str, Sequence[str]] | None = None,
    own: Mapping[str, Any] | None = None,
    parse: Callable[[str, Any], tuple[Method, ...]] | None = None,
) -> tuple[tuple[Use, ...], list[str]]:
    """Which codes take which method, and every fault of the settings, a clause each.

    ``per`` sets single codes, or names of ``levels`` (several codes each), otherwise; a code comes
    before its level. Without a method of its own, such a code keeps the method and settings of the
    step and changes some. ``own`` are settings of the step itself with their kind, ``parse`` turns
    what is wanted into methods.
    """
    faults: list[str] = []
    read = parse or (lambda step, wanted: (lookup(step, wanted),))
    chosen = {code: (wanted, dict(settings)) for code in codes}
    stands_for = {**(levels or {}), **{code: (code,) for code in codes}}
    entries = {str(key): entry for key, entry in (per or {}).items()}
    known = [key for key in stands_for if key in entries]
    for key in [*known, *(key for key in entries if key not in stands_for)]:
        entry = entries[key]
        if key not in stands_for:
            faults.append(unknown(f"element to {step}", key, stands_for))
        elif not isinstance(entry, Mapping):
            faults.append(f"per: {key} is {entry!r}; write a method and settings")
        else:
            for code in stands_for[key]:
                before, kept = chosen[code]
                ask = entry.get("method", before)
                rest = {name: value for name, value in entry.items() if name != "method"}
                chosen[code] = (ask, {**kept, **rest} if ask == before else rest)
    uses: list[tuple[Any, dict[str, Any], list[str]]] = []
    for code, (ask, set_to) in chosen.items():
        for other, others, sharing in uses:
            if other == ask and others == set_to:
                sharing.append(code)
                break
        else:
            uses.append((ask, set_to, [code]))
    if settings and not any(ask == wanted for ask, _, _ in uses):
        faults.append(f"{listed(settings)}: set for {wanted}, which nothing uses; leave it out")
    made = []
    for ask, set_to, sharing in uses:
        try:
            methods = read(step, ask)
        except ChainError as error:
            faults.append(error.problem)
            continue
        faults += _faults(methods, set_to, own or {})
        of_step = {name: value for name, value in set_to.items() if name in (own or {})}
        rest = {name: value for name, value in set_to.items() if name not in of_step}
        made.append(Use(methods, rest, tuple(sharing), of_step))
    return tuple(made), list(dict.fromkeys(faults))


def lookup(step: str, wanted: Wanted) -> Method:
    """The method of a name, or a function as one; raises :class:`ChainError` if there is none."""
    if callable(wanted):
        return Method(step, getattr(wanted, "__name__", "a function"), wanted)
    found = METHODS[step].get(wanted) if isinstance(wanted, str) else None
    if found is None:
        raise ChainError(unknown(f"method to {step}", str(wanted), METHODS[step]))
    return found


def refuse(faults: Sequence[str], place: str | None) -> None:
    """Raise :class:`ChainError` with all faults at once, if there are any."""
    if faults:
        raise ChainError(told(faults), place)


def _faults(
    methods: tuple[Method, ...], settings: Mapping[str, Any], own: Mapping[str, Any]
) -> Iterator[str]:
    known = {name: Setting("", kind) for name, kind in own.items()}
    for one in methods:
        known |= one.settings
    name = " then ".join(one.name for one in methods)
    for key, value in settings.items():
        if key in known:
            if not fits(value, known[key].kind):
                yield f"{key} of {name} is {value!r}; write {in_words(known[key].kind)}"
        elif not any(one.takes(key) for one in methods):
            yield unknown(f"setting of {name}", key, known)
    for one in methods:
        for key, setting in one.settings.items():
            if setting.required and key not in settings:
                yield f"{one.name} needs {key}: {setting.meaning}"


def fits(value: Any, kind: Any) -> bool:
    """Whether a value is of a kind: a type, a ``Literal``, or one of several with ``|``."""
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if options := get_args(kind):
        return any(fits(value, option) for option in options)
    if kind is float:
        return isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)
    if kind is int:
        return fits(value, float) and float(value).is_integer()
    return isinstance(value, kind)


def in_words(kind: Any) -> str:
    """A kind as an analyst says it: "a number", "column, row or table"."""
    options = get_args(kind)
    if get_origin(kind) is Literal or options:
        words = [option if isinstance(option, str) else in_words(option) for option in options]
        return " or ".join([*filter(None, [", ".join(words[:-1])]), words[-1]])
    names = {float: "a number", int: "a whole number", str: "text", bool: "true or false"}
    return names.get(kind, "nothing")
