"""A hub of the size that a newsroom or ministry would have: single seizures and many documents."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._seizures import ARCHIVE

DOCUMENTS = 1_000
VARIABLE = "KARAULA_BENCH_HUB"
"""A folder in which the hub is kept, and found again, in place of one that is made anew."""

_COUNTRIES = ("Albania", "Bosnia and Herzegovina", "Bulgaria", "Croatia", "Kosovo", "Montenegro",
              "North Macedonia", "Romania", "Serbia", "Slovenia", "Moldova")  # fmt: skip
_ELSEWHERE = ("Germany", "Italy", "Turkey", "Ecuador", "Colombia", "the Netherlands", "Greece")
_DRUGS = ("cocaine", "heroin", "cannabis", "amphetamine", "MDMA")
_BODIES = ("customs", "border police", "police", "the coast guard")
_MONTHS = ("January", "March", "May", "June", "September", "November")
_ROLES = ("a key transit country", "a destination", "a source country", "a storage place")
_TURNS = (
    "The case was heard in two courts before it was closed.",
    "Officials declined to say what became of the drivers.",
    "Neighbouring services had asked for the file three times.",
    "Nobody has explained why the route fell silent that winter.",
)


def document(number: int) -> str:
    """One report of some paragraphs; the same number gives the same words."""
    pick = random.Random(number)
    lines = [f"# Report {number}: {pick.choice(_DRUGS)} in {pick.choice(_COUNTRIES)}"]
    for paragraph in range(pick.randint(6, 14)):
        home, other = pick.sample(_COUNTRIES, 2)
        drug, away, year = pick.choice(_DRUGS), pick.choice(_ELSEWHERE), pick.randint(2012, 2024)
        sentences = [
            f"In {pick.choice(_MONTHS)} {year} {pick.choice(_BODIES)} seized"
            f" {pick.randint(2, 900)} kg of {drug} in {home} and arrested"
            f" {pick.randint(2, 19)} people.",
            f"{home} is {pick.choice(_ROLES)} for {drug}.",
            f"{drug.capitalize()} is shipped from {away} through {home} to {other}.",
            f"In {year} there were {pick.randint(20, 4000)} recorded drug offences in {home}.",
            pick.choice(_TURNS),
            pick.choice(_TURNS),
        ]
        # A report tells of a case or two; the rest is what is said of countries and years.
        told = sentences[1:] if paragraph > 1 else sentences
        pick.shuffle(told)
        lines.append(" ".join(told))
    return "\n\n".join(lines) + "\n"


@contextmanager
def big_hub() -> Iterator[Path]:
    """The built hub: found where the variable says, or made in a folder of its own."""
    if kept := os.environ.get(VARIABLE):
        if not (Path(kept) / "lake").is_dir():
            _make(Path(kept))
        yield Path(kept)
        return
    with TemporaryDirectory(prefix="karaula-") as folder:
        made = Path(folder) / "hub"
        _make(made)
        yield made


def _make(folder: Path) -> None:
    from karaula.workspace import Hub, build

    hub = Hub.create(folder)
    for number in range(DOCUMENTS):
        path = hub.sources / f"report-{number:04}.md"
        path.write_text(document(number), encoding="utf-8")
    (hub.sources / ARCHIVE.name).symlink_to(ARCHIVE)
    build(hub)
