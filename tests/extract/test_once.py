"""A figure that an incident tells is no observation as well."""

from collections.abc import Callable

import pytest

from karaula.evidence import Claim


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police seized 12 kg of heroin in Sofia on 3 May 2021.", ["incident"]),
        (
            "On 3 May 2021 police in Sofia seized 12 kg of heroin and 400 litres of solvent.",
            ["incident"],
        ),
        ("In 2021, 340 kg of heroin were seized in Bulgaria.", ["observation"]),
    ],
)
def test_an_event_is_an_incident_and_a_total_an_observation(
    claims: Callable[[str], list[Claim]], text: str, kinds: list[str]
) -> None:
    assert [claim.kind for claim in claims(text)] == kinds
