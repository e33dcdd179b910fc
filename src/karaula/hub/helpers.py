"""Other processes that write entries of a site beside this one, each with a shelf of its own."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from karaula.evidence.source import Handling
from karaula.hub.filed import Key, Wanted
from karaula.hub.shelf import Shelf, UnreadyError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from types import TracebackType

    from karaula.hub.site import Written

MANY = 200
"""Claims from which on there are so many pages that a helper saves more time than it
takes to start."""
MOST = 3
BATCH = 6
"""Pages that a helper is given at once."""


def that_pay(shelf: Shelf) -> int:
    """How many helpers a hub's pages pay for: one for each core beside this one's."""
    if sum(shelf.claims_of.values()) < MANY:
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min((cores or 1) - 1, MOST)


class Helpers:
    """Helpers at work. Where they cannot be had, or are lost, what they were given is put back."""

    def __init__(self, shelf: Shelf, part: Path, count: int) -> None:
        self._about = (shelf.hub.folder, shelf.level, shelf.version, part)
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._given: dict[Future[list[Written]], list[Key]] = {}

    def __enter__(self) -> "Helpers":
        if self._count > 0:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # A fork would take along threads of the engine that do not live on in it.
            context: Any = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, context, _begin, self._about)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def give(self, wanted: Wanted) -> None:
        """Give each helper enough to do until this process looks again."""
        while (
            self._pool
            and len(self._given) < 2 * self._count
            and (keys := wanted.take_entries(BATCH))
        ):
            self._given[self._pool.submit(_write, keys)] = keys

    def written(self, wanted: Wanted) -> "Iterator[Written]":
        """What they have written since; what was lost is put back. Raises what a page raised."""
        from concurrent.futures.process import BrokenProcessPool

        for future in [future for future in self._given if future.done()]:
            keys = self._given.pop(future)
            try:
                yield from future.result()
            except BrokenProcessPool:
                self._pool = None
                wanted.put_back(keys)

    def wait(self) -> bool:
        """Wait until one of them is ready; whether there was anything to wait for."""
        from concurrent.futures import FIRST_COMPLETED, wait

        if self._given:
            wait(self._given, return_when=FIRST_COMPLETED)
        return bool(self._given)


_about: tuple[Path, Handling, str, Path]
"""What a helper was told: the hub's folder, the reader's level, the version of the lake, and where
pages go."""


def _begin(*about: Any) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that has asked ends it
    global _about
    _about = about


@cache
def _shelf() -> Shelf:
    from karaula.workspace import Hub

    folder, level, version, _ = _about
    shelf = Shelf(Hub.open(folder), level)
    if shelf.version != version:
        raise UnreadyError("the hub is being built", None, "try again in a moment")
    return shelf


def _write(keys: list[Key]) -> "list[Written]":
    from karaula.hub.site import read_ahead, write_page

    read_ahead(_shelf(), keys)
    return [write_page(_shelf(), _about[-1], key) for key in keys]
