"""The API against what a machine makes of its own description: it never fails, and every answer is
of the shape that it promises."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from karaula.hub import app
from karaula.workspace import Hub

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

HOST = {"host": "localhost"}
FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def test_no_question_makes_it_fail_or_break_its_promise(hub: Hub) -> None:
    # Which editions, areas and substances there are is told by the hub, not by its description.
    from schemathesis.specs.openapi.checks import positive_data_acceptance as known_values

    api = schemathesis.openapi.from_asgi("/openapi.json", app(hub), headers=HOST)
    asked = 0
    for found in api.include(path_regex=r"^/api/").get_all_operations():
        operation = found.ok()

        @FEW
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=HOST, excluded_checks=[known_values])

        ask()
    assert asked > 100
