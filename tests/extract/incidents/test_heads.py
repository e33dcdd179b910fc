"""The day on which a news text was written, from its head."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from karaula.evidence import Document, Incident
from karaula.extract.frame import prepare
from karaula.extract.incidents import Incidents
from karaula.read import read
from karaula.vocabulary import load

HEADS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("heads.yml").read_text(encoding="utf-8")
)
TITLE = "Police find cocaine\n\n"
NEWS = "Police seized 45 kilos of cocaine in a flat on Wednesday. Two men were arrested."


def _dates(text: str, folder: Path) -> set[str | None]:
    path = folder / "news.txt"
    path.write_text(text, encoding="utf-8")
    claims = Incidents()(prepare(read(path), load()))
    return {claim.slots.date for claim in claims if isinstance(claim.slots, Incident)}


@pytest.mark.parametrize("head", HEADS["heads"])
def test_a_head_tells_the_day_of_telling(head: str, tmp_path: Path) -> None:
    assert _dates(f"{TITLE}{head}{NEWS}", tmp_path) == {"2023-06-07"}


@pytest.mark.parametrize("begin", HEADS["none"])
def test_a_day_at_the_beginning_of_a_sentence_is_no_head(begin: str, tmp_path: Path) -> None:
    text = f"{begin}police in Bar seized 45 kilos of cocaine."
    assert _dates(text, tmp_path) == {"2023-06-08"}


@pytest.mark.parametrize("end", HEADS["ends"])
def test_the_end_of_a_text_tells_it_too(end: str, tmp_path: Path) -> None:
    assert _dates(f"{TITLE}{NEWS}{end}", tmp_path) == {"2023-06-07"}


def test_the_day_on_which_officials_spoke_is_the_one_of_telling(
    document: Callable[[str], Document],
) -> None:
    text = (
        "A driver was arrested in Bar last Friday with 2 kg of heroin, police said on 17 May 2022."
    )
    (claim,) = Incidents()(prepare(document(text), load()))
    assert isinstance(claim.slots, Incident)
    assert claim.slots.date == "2022-05-13"
