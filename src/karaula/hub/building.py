"""A build beside the running hub, in a process of its own, and how far it is."""

from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from karaula.errors import KaraulaError
from karaula.workspace import Hub, Step, build

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class State:
    """How far a build is: ``stage`` and ``done`` of ``total`` while it runs, then its ``fault``."""

    runs: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    fault: str = ""
    ended: int = 0
    """How many builds came to their end since the hub was opened."""


class Building:
    """At most one build of a hub at a time."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lock = Lock()
        self._thread: Thread | None = None
        self.state = State()

    def start(self, *, counting: bool = True) -> bool:
        """Begin a build; ``False`` where one runs already. ``counting`` says whether readers may
        know how many sources there are."""
        with self._lock:
            if self.state.runs:
                return False
            self.state = State(runs=True, ended=self.state.ended)
            self._thread = Thread(target=self._watch, args=(counting,), name="build")
            self._thread.start()
            return True

    def wait(self, seconds: float) -> None:
        """Wait for the end of a running build."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _watch(self, counting: bool) -> None:
        ended = self.state.ended + 1
        # A process begun anew: a copy of this one would hold locks of threads that it has not.
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        fault = "the build ended before its time; run `karaula build` to see why"
        try:
            process = context.Process(target=_build, args=(self._hub.folder, theirs))
            process.start()
            theirs.close()
            while True:
                told = ours.recv()
                if isinstance(told, str):
                    fault = told
                    break
                if told.stage == "sources" and not counting:
                    told = replace(told, done=0, total=0)
                self.state = replace(told, ended=ended - 1)
            process.join()
        except (EOFError, OSError):
            pass  # the process is gone without a word: `fault` says so already
        finally:
            ours.close()
            self.state = State(fault=fault, ended=ended)


def _build(folder: Path, told: "Connection") -> None:
    """Build a hub and tell every step; in the end what went wrong, or nothing."""

    def step(found: Step) -> None:
        told.send(State(True, found.stage, found.done, found.total))

    try:
        build(Hub.open(folder), step)
    except KaraulaError as error:
        told.send(str(error))
    else:
        told.send("")
