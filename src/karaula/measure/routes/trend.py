"""Whether words say that something grew or fell."""

import re
from functools import cache
from importlib.resources import files

import yaml

from karaula.measure.routes.shift import Direction


@cache
def _words() -> dict[Direction, re.Pattern[str]]:
    told = yaml.safe_load(files("karaula.measure.routes").joinpath("trends.yml").read_text("utf-8"))
    return {
        direction: re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE
        )
        for direction, words in told.items()
    }


def trend_of(*texts: str | None) -> Direction | None:
    """What texts say together: that it grew, that it fell, or neither (also where they say
    both). The words are in ``trends.yml``."""
    told = " \n ".join(text for text in texts if text)
    found = [direction for direction, words in _words().items() if words.search(told)]
    return found[0] if len(found) == 1 else None
