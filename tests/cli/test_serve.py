"""How ``karaula serve`` keeps house; what it shows is tested with the hub."""

import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys, tempfile, threading
from karaula.cli.serve import _share_heap

if sys.argv[1] == "shared":
    _share_heap()
library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
together = threading.Barrier(6)

def take():
    together.wait()
    library.malloc(ctypes.c_size_t(1000))
    together.wait()

threads = [threading.Thread(target=take) for _ in range(6)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
with tempfile.NamedTemporaryFile() as told:
    stream = ctypes.c_void_p(library.fopen(told.name.encode(), b"w"))
    library.malloc_info(0, stream)
    library.fclose(stream)
    print(told.read().count(b"<heap nr="))
"""
"""How many heaps the C library keeps after six threads took memory at once."""


def _heaps(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", HEAPS, how], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has several heaps")
def test_threads_of_a_server_share_one_heap() -> None:
    assert _heaps("its own") > 1
    assert _heaps("shared") == 1
