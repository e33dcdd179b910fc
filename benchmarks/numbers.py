"""Reading single amounts as reports write them."""

import re

from benchmarks import Table

# Words, the sign before decimals in the document that they stand in, value in kg or as it is.
TRAPS: tuple[tuple[str, str | None, float], ...] = (
    ("6,21", ",", 6.21),
    ("6.21", None, 6.21),
    ("1.500 kg", ",", 1_500),
    ("1,500 kg", None, 1_500),
    ("1 024,5 kg", ",", 1_024.5),
    ("12,345,678", None, 12_345_678),
    ("1.234.567", None, 1_234_567),
    ("2,6 tonnes", ",", 2_600),
    ("9.11 metric tons", None, 9_110),
    ("half a tonne", None, 500),
    ("one and a half tonnes", None, 1_500),
    ("two tonnes", None, 2_000),
    ("more than 2 tonnes", None, 2_000),
    ("about 200 kg", None, 200),
    ("between 10 and 20 kg", None, 10),
    ("1.3 billion euros", None, 1.3e9),
    ("$1.3 billion", None, 1.3e9),
    ("61st of 193 countries", None, 61),
    ("70st of 193 countries", None, 70),
    ("20 %", None, 20),
    ("twenty per cent", None, 20),
    ("3-4 tonnes", None, 3_000),
)

FACTORS = {"kg": 1, "tonne": 1_000, "metric ton": 1_000, "million": 1e6, "billion": 1e9}


def run() -> Table:
    """Karaula's figures beside a regular expression with an English number parser."""
    ours = [_ours(words, decimal) for words, decimal, _ in TRAPS]
    plain = [_plain(words) for words, _, _ in TRAPS]
    truth = [value for _, _, value in TRAPS]
    rows = []
    for name, found in (("`karaula.extract`", ours), ("regular expression and `float`", plain)):
        wrong = [t[0] for t, value in zip(TRAPS, found, strict=True) if not _same(value, t[2])]
        right = len(truth) - len(wrong)
        rows.append((name, f"{right} of {len(truth)}", "; ".join(wrong) or "none"))
    note = "Amounts in their lowest reading, masses in kilograms. Listed is what was read wrongly."
    return Table(title="Reading amounts", columns=("way", "right", "wrong"), rows=rows, note=note)


def _ours(words: str, decimal: str | None) -> float | None:
    from karaula.extract.sentences.figures import Figures
    from karaula.extract.sentences.tokens import tokens
    from karaula.vocabulary import load

    sign = "," if decimal == "," else "." if decimal == "." else None
    found = Figures(load()).read(tokens(words, 0, len(words)), set(), sign)
    return found[0].value if found else None


def _plain(words: str) -> float | None:
    match = re.search(r"\d[\d.,]*\d|\d", words)
    if not match:
        return None
    try:
        value = float(match.group().replace(",", ""))
    except ValueError:
        return None
    factors = [factor for unit, factor in FACTORS.items() if f" {unit}" in words]
    return value * (factors[0] if factors else 1)


def _same(found: float | None, true: float) -> bool:
    return found is not None and abs(found - true) <= 1e-9 * abs(true)
