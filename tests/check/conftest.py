"""Statements in one line each, as an analyst would jot them down."""

import re
from collections.abc import Callable, Sequence

import pytest

from karaula.check import Finding
from karaula.evidence import Claim, Observation, Source

_STATEMENT = re.compile(
    r"(?P<source>\w+: )?(?P<indicator>\w+) (?P<area>\w+)(?: (?P<year>\d{4}))? "
    r"(?P<raw>[\d.,]+(?:st|nd|rd|th)?)(?: of (?P<of>\d+)(?: (?P<among>\w+))?)?"
)


def jotted(line: str, at: int) -> Claim:
    """``resilience ALB 2021 5.04`` or ``text: resilience ALB 2021 87th of 193 WORLD``."""
    found = _STATEMENT.fullmatch(line.strip())
    assert found, line
    raw = found["raw"]
    rank = raw[-1].isalpha() or found["of"] is not None
    return Claim(
        slots=Observation(
            indicator=found["indicator"],
            value=float(raw.rstrip("stndrh").replace(",", ".")),
            unit="rank" if rank else "score",
            area=(found["area"],),
            period=found["year"],
            of=int(found["of"]) if found["of"] else None,
            among=found["among"],
            raw_value=raw,
        ),
        source_id=(found["source"] or "text: ")[:-2],
        method="text:jotted@1",
        quote=raw,
        start=at,
        end=at + len(raw),
    )


@pytest.fixture
def jot() -> Callable[[str], list[Claim]]:
    """Claims of a text with one statement a line."""

    def read(text: str) -> list[Claim]:
        lines = [line for line in text.strip().splitlines() if line.strip()]
        return [jotted(line, 20 * number) for number, line in enumerate(lines)]

    return read


@pytest.fixture
def sources() -> dict[str, Source]:
    """Two texts and a data set."""
    return {
        name: Source(source_id=name, sha256=name * 8, name=f"{name}.txt", title=name.title())
        for name in ("text", "other", "data")
    }


@pytest.fixture
def brief() -> Callable[[Sequence[Finding]], list[str]]:
    """``error index-order: 4.29 -> 4.92``; undecided: ``warning index-parts: 5.20 or 5.63``."""

    def write(findings: Sequence[Finding]) -> list[str]:
        lines = []
        for finding in findings:
            quotes = [item.quote for item in finding.evidence]
            doubted = quotes[0] + (f" -> {finding.correction}" if finding.correction else "")
            lines.append(f"{finding.level} {finding.rule}: {doubted}")
        return lines

    return write
