"""Many sources at once, in processes of their own. The result is that of one after the other."""

import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from karaula.errors import KaraulaError
from karaula.workspace.source import Job, Made, make, refused

FEW = 8
"""Up to so many small sources are read in this process: another one takes a second to start."""

SMALL = 4_000_000
"""Bytes; more than this together are worth processes of their own."""


def make_all(jobs: list[Job]) -> Iterator[Made]:
    """Make the tables of every job, in the order in which they are done.

    A script that calls this with many sources must keep its own work under
    ``if __name__ == "__main__"``, as for every use of :mod:`multiprocessing`.
    """
    workers = min(os.cpu_count() or 1, len(jobs))
    large = len(jobs) > FEW or sum(job.file.size for job in jobs) > SMALL
    if workers < 2 or not large:
        yield from map(make, jobs)
        return
    lost = []
    with _pool(workers) as pool:
        running = {pool.submit(make, job): job for job in jobs}
        for future in as_completed(running):
            try:
                yield future.result()
            except BrokenProcessPool:
                lost.append(running[future])
    yield from _one_by_one(lost)


def _one_by_one(jobs: list[Job]) -> Iterator[Made]:
    """Jobs that were lost with their pool: one of them crashes its process, and takes only itself
    along when it is alone in it."""
    waiting = deque(jobs)
    while waiting:
        with _pool(1) as pool:
            try:
                while waiting:
                    yield pool.submit(make, waiting[0]).result()
                    waiting.popleft()
            except BrokenProcessPool:
                job = waiting.popleft()
                problem = KaraulaError(
                    "reading it crashed, or used up all memory",
                    job.file.name,
                    "check the file with its own program, save it anew and add that",
                )
                yield refused(job, str(problem))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_parent)


def _follow_parent() -> None:
    """End this process when the one that started it is gone, even if it was killed."""
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
