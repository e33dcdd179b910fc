"""A build may be killed at any moment: the next one makes the same lake, and decisions stay."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from karaula.evidence import Decision
from karaula.lake import Decisions, Lake
from karaula.workspace import Hub, build

from .conftest import lake_bytes

NewHub = Callable[..., Hub]

# Builds a hub and kills itself without warning just before the n-th thing that it does to the disk.
CHILD = """
import os, shutil, signal, sys
from pathlib import Path
from karaula.workspace import Hub, build

folder, last = Path(sys.argv[1]), int(sys.argv[2])
done = 0

def counted(act):
    def do(*args, **more):
        global done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **more)
    return do

os.fsync = counted(os.fsync)
for name in ("replace", "rename", "unlink", "mkdir"):
    setattr(Path, name, counted(getattr(Path, name)))
shutil.rmtree = counted(shutil.rmtree)
build(Hub.open(folder))
print(done)
"""


def run(hub: Hub, last: int) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", CHILD, str(hub.folder), str(last)]
    return subprocess.run(words, capture_output=True, text=True)


def decide(hub: Hub) -> None:
    log = Decisions(hub.decisions)
    log.record(Decision(subject="x", verdict="accept", author="ana", made="2025"))


def test_killed_at_many_moments_a_build_ends_in_the_same_lake(new_hub: NewHub) -> None:
    undisturbed, killed = new_hub("undisturbed"), new_hub("killed")
    whole = run(undisturbed, 0)
    steps = int(whole.stdout)
    assert steps > 20
    for hub in (undisturbed, killed):
        decide(hub)
    build(undisturbed)
    for moment in random.Random(1).sample(range(1, steps), 4):
        shutil.rmtree(killed.lake, ignore_errors=True)
        # The second one is killed as it goes on where the first was.
        for told in (run(killed, moment), run(killed, 4)):
            assert told.returncode == -9, told.stderr
            # What is complete can be read meanwhile, and what a person decided is there.
            assert len(Lake(killed.lake).sources()) <= 3
            Lake(killed.lake).claims("observation").to_pyarrow()
            assert len(Decisions(killed.decisions).standing()) == 1
        build(killed)
        assert lake_bytes(killed) == lake_bytes(undisturbed)
        assert not list(killed.lake.rglob(".*"))


def test_killed_while_a_source_is_replaced_the_old_words_do_not_stay(new_hub: NewHub) -> None:
    hub = new_hub()
    build(hub)
    before = lake_bytes(hub)
    (hub.sources / "albania.md.source.yml").write_text("publisher: Us\n")
    for moment in (2, 9, 15):
        assert run(hub, moment).returncode == -9
    # Back to how it was: a half-replaced source must not pass for the old one.
    (hub.sources / "albania.md.source.yml").unlink()
    build(hub)
    assert lake_bytes(hub) == before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc")
def test_killed_from_outside_the_workers_go_too(new_hub: NewHub, tmp_path: Path) -> None:
    texts = {f"n{i:02}.md": f"Serbia had a criminality score of {i}.5.\n" * 50 for i in range(12)}
    hub = new_hub("hub", texts)
    script = tmp_path / "main.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from karaula.workspace import Hub, build, workers\n"
        "workers.os.cpu_count = lambda: 2\n"
        "if __name__ == '__main__':\n"
        "    build(Hub.open(Path(sys.argv[1])), lambda step: print(step.done, flush=True))\n"
    )
    words = [sys.executable, str(script), str(hub.folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "0\n"
        assert child.stdout.readline() == "1\n"
        workers = [
            int(path.name)
            for path in Path("/proc").iterdir()
            if path.name.isdigit() and parent(path) == child.pid
        ]
        child.kill()
    assert workers
    deadline = time.monotonic() + 20
    while any(alive(pid) for pid in workers):
        assert time.monotonic() < deadline, "a worker outlived its build"
        time.sleep(0.05)
    build(hub)
    fresh = new_hub("fresh", texts)
    config = (hub.folder / "karaula.toml").read_text()
    (fresh.folder / "karaula.toml").write_text(config)
    build(fresh)
    assert lake_bytes(hub) == lake_bytes(fresh)


def parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
