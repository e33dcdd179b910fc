"""Progress of long work on standard error: a bar in a terminal, now and then a line elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from karaula.workspace import Step
    from karaula.workspace.summary import Progress

PATIENCE = 0.7
"""Seconds of work before anything is shown."""

PATIENCE_OF_PIPES = 2.0
"""Seconds of work of unknown length before a line is written where there is no terminal."""

PAUSE = 5.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def telling() -> "Iterator[Progress]":
    """Give the function that a build tells its steps to."""
    teller = _Bar() if sys.stderr.isatty() else _Lines()
    try:
        yield teller
    finally:
        teller.end()


@contextmanager
def working(text: str) -> Iterator[None]:
    """Say that work of unknown length goes on, if it lasts: turning in a terminal, else once."""
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status(f"{text} …"):
            yield
        return
    late = Timer(PATIENCE_OF_PIPES, lambda: print(f"{text} …", file=sys.stderr, flush=True))
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()


class _Lines:
    def __init__(self) -> None:
        self.last = monotonic()

    def __call__(self, step: "Step") -> None:
        if monotonic() - self.last > PAUSE:
            self.last = monotonic()
            print(f"{step.stage}: {step.done} of {step.total}, {step.name}", file=sys.stderr)

    def end(self) -> None:
        sys.stderr.flush()


class _Bar:
    def __init__(self) -> None:
        self.begun = monotonic()
        self.bars: Bars | None = None
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, step: "Step") -> None:
        if monotonic() - self.begun < PATIENCE:
            return
        if self.bars is None:
            from rich.console import Console
            from rich.progress import Progress as Bars

            self.bars = Bars(console=Console(stderr=True), transient=True)
            self.bars.start()
        if step.stage not in self.tasks:
            self.tasks[step.stage] = self.bars.add_task(step.stage, total=step.total)
        self.bars.update(
            self.tasks[step.stage],
            completed=step.done,
            total=step.total,
            description=f"{step.stage}: {step.name}",
        )

    def end(self) -> None:
        if self.bars is not None:
            self.bars.stop()
