"""Run all benchmarks, or those named, and print their tables as Markdown."""

import os
import pkgutil
import platform
import sys
from datetime import date
from importlib import import_module

import benchmarks


def main(names: list[str]) -> int:
    """Print one table for each benchmark. Returns the exit code."""
    known = [item.name for item in pkgutil.iter_modules(benchmarks.__path__)]
    known = [name for name in known if not name.startswith("_")]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    python = f"Python {platform.python_version()}"
    print(f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, {python}\n")
    for name in names or known:
        print(import_module(f"benchmarks.{name}").run().markdown(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
