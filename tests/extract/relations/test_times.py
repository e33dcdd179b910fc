"""Since when a tie holds and when a group was present, where the words of the claim say so."""

from collections.abc import Callable

import pytest

from karaula.evidence import Claim

# sentence | since of the tie
TIES = [
    ("Rival clans from Kotor, the Kavač and the Škaljari, have been at war since 2014.", "2014"),
    ("Since 2014, the Kavač clan has fought against the Škaljari clan.", "2014"),
    ("The rivalry between the Kavač clan and the Škaljari clan dates back to 2014.", "2014"),
    ("The rivalry between the Kavač clan and the Škaljari clan dates back to the 1990s.", "1990s"),
    ("The Kavač clan has fought against the Škaljari clan since May 2015.", "2015-05"),
    # It is over, or the date is that of something else.
    ("The Zemun clan cooperated with the Surčin clan between 1998 and 2003.", None),
    ("The Zemun clan cooperated with the Surčin clan until 2003.", None),
    ("The Zemun clan cooperates with the Surčin clan, whose leader died in 2003.", None),
]

# sentence | period of the presence
PRESENCE = [
    ("The Kavač clan has been active in Spain since 2018.", "2018/.."),
    ("The Kavač clan has been active in Spain since the early 2010s.", "2010/.."),
    ("Between 2015 and 2018, the Kavač clan was active in Spain.", "2015/2018"),
    ("The Kavač clan was active in Spain from 2015 to 2018.", "2015/2018"),
    ("In 2020, the Kavač clan was involved in cocaine trafficking in Croatia.", "2020"),
    ("The Kavač clan, whose leader was arrested in 2019, is active in Spain.", None),
    ("The Kavač clan is active in Spain. Since 2014 it has grown.", None),
    ("The Kavač clan controlled the cocaine market of Croatia by 2018.", None),
    ("The Kavač clan is active in Spain and in 2019 killed two men.", None),
]


@pytest.mark.parametrize(("sentence", "since"), TIES)
def test_since_when_a_tie_holds(
    sentence: str, since: str | None, claims: Callable[[str], list[Claim]]
) -> None:
    (tie,) = [c for c in claims(sentence) if c.kind == "tie"]
    assert tie.slots.since == since


@pytest.mark.parametrize(("sentence", "period"), PRESENCE)
def test_when_a_group_was_present(
    sentence: str, period: str | None, claims: Callable[[str], list[Claim]]
) -> None:
    (presence,) = [c for c in claims(sentence) if c.kind == "presence"]
    assert presence.slots.period == period


def test_the_words_of_the_time_belong_to_the_claim(claims: Callable[[str], list[Claim]]) -> None:
    (presence,) = [
        c
        for c in claims("The Kavač clan was active in Spain from 2015 to 2018.")
        if c.kind == "presence"
    ]
    assert presence.quote == "Kavač clan was active in Spain from 2015 to 2018"
    assert (presence.valid_from, presence.valid_to) == ("2015", "2018")
