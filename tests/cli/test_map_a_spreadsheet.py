"""The how-to about a newsroom's spreadsheet does what it says, and reads cells as it says."""

import re
import shlex
from pathlib import Path

import pytest

from karaula.read.connectors.mapped.amounts import Amount, amounts
from karaula.read.connectors.mapped.dates import dates
from karaula.read.connectors.mapped.words import Words
from karaula.vocabulary import load
from tests.cli.conftest import Run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "map-a-spreadsheet.md"
FILE = re.compile(r"(?ms)Save this as `([\w.]+)`.*?^```\w+\n(.*?)^```$")
BLOCK = re.compile(r"(?ms)^```(console|text|yaml)\n(.*?)^```$")


def test_its_commands_print_what_it_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text("utf-8")
    [(name, content)] = FILE.findall(text)
    Path(name).write_text(content, "utf-8")
    mapping = Path("zaplene/sources/zaplene.csv.mapping.yml")
    printed, told = "", 0
    for kind, block in BLOCK.findall(text):
        if kind == "yaml":
            with mapping.open("a", encoding="utf-8") as file:
                file.write(block)
            continue
        for line in block.splitlines():
            if kind == "text":
                assert line in printed, line
                told += 1
                continue
            code, out, err = run(*shlex.split(line.removeprefix("$ "))[1:])
            assert code == 0 and "error" not in err, line + err
            printed = " ".join(out.split())
    assert told == 8
    [refused] = Path("zaplene/lake/sources").glob("*/refused.csv")
    assert [line.partition(",")[0] for line in refused.read_text("utf-8").splitlines()] == [
        "place", "row 10", "row 13",
    ]  # fmt: skip
    for chart in ("routes.svg", "trend.svg"):
        assert Path(chart).read_text("utf-8").startswith("<svg")


def test_cells_are_read_as_its_table_says() -> None:
    words, units = Words(load()), load().units

    def kilograms(*cells: str) -> list[float | str]:
        base = lambda name: (units[name].base, units[name].factor)  # noqa: E731
        read = amounts(cells, words.unit, base)
        return [
            a if isinstance(a, str) else a.value * (units[a.unit].factor if a.unit else 1)
            for a in read
        ]

    assert kilograms("12,5", "1.250") == [12.5, 1250]
    assert "can be 1.25 or 1250" in str(kilograms("1.250")[0])
    written = ("3 packages of 1.5 kg", "2 x 500 g", "half a kilo", "1 kg 250 g")
    assert kilograms(*written) == [4.5, 1, 0.5, 1.25]
    rough = amounts(["about 15 kg", "over 15 kg", "up to 15 kg"], words.unit, lambda n: (n, 1))
    assert [one.qualifier for one in rough if isinstance(one, Amount)] == [
        "about", "more_than", "less_than",
    ]  # fmt: skip
    assert dates(["03/04/2019"]) == [None]
    assert dates(["3.4.2019", "3 April 2019", "2019-04", "2019-Q2", "3-5.4.2019", "3.4.19"]) == [
        "2019-04-03", "2019-04-03", "2019-04", "2019-04/2019-06", "2019-04-03/2019-04-05",
        "2019-04-03",
    ]  # fmt: skip
    assert dates(["43558"]) == [None]
    assert dates(["43558"], day_numbers=1900) == ["2019-04-03"]
    assert words.substances("heroin i kokain") == ["heroin", "cocaine"]
