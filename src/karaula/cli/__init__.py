"""The command line: thin. Every command imports what it runs when it runs."""

import io
import logging
import os
import sys
from typing import NoReturn

from karaula.cli.commands import app

__all__ = ["app", "main"]


def main() -> None:
    """Run one command.

    Exit codes: 0 fine; 1 a finding or a source that could not be used; 2 wrong usage or a fault of
    the hub. A fault is one line on standard error, with ``--json`` one object.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    debug = "--debug" in sys.argv
    if debug:
        logging.basicConfig(level=logging.WARNING)
        logging.getLogger("karaula").setLevel(logging.DEBUG)
    try:
        try:
            app(prog_name="karaula")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough; the rest goes nowhere, without a word.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except SystemExit as end:
        # typer makes a broken pipe a failure; it is none.
        sys.exit(0 if isinstance(end.__context__, BrokenPipeError) else end.code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if debug:
            raise
        _tell(error)


def _tell(error: Exception) -> NoReturn:
    from karaula.cli.show import tell
    from karaula.errors import KaraulaError

    if isinstance(error, KaraulaError):
        tell(str(error), as_json="--json" in sys.argv)
    else:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        advice = "this is a fault of Karaula: run it again as `karaula --debug …` and report it"
        tell(f"{told}; {advice}", as_json="--json" in sys.argv)
    sys.exit(2)
