"""What is printed already is not printed anew, and never stands in for what others may see."""

from collections.abc import Callable

import pytest

from karaula.hub.report import rendered
from karaula.hub.shelf import Shelf
from karaula.workspace import Hub
from karaula.workspace.report import PRINTED, write_report
from karaula.workspace.summary import Step

from .conftest import SOURCES

Maker = Callable[[dict[str, str]], Hub]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on nothing is printed."""

    def refused(_: object) -> str:
        raise AssertionError("printed anew")

    return lambda: monkeypatch.setattr("karaula.assess.render_html", refused)


def test_the_same_composition_is_read_from_its_file(
    new_hub: Maker, refuse: Callable[[], None]
) -> None:
    hub = new_hub({name: SOURCES[name] for name in ("scores.csv", "news.md")})
    told: list[Step] = []
    (path,) = write_report(hub, ["html"], told.append)
    assert [(step.name, step.done, step.total) for step in told] == [
        ("compose it", 0, 3), ("check its figures", 1, 3), ("html", 2, 3),
    ]  # fmt: skip
    printed = path.read_bytes()
    refuse()
    assert rendered(Shelf(hub), "html") == printed
    path.write_bytes(printed + b"<p>A word of somebody else</p>")
    with pytest.raises(AssertionError, match="printed anew"):
        rendered(Shelf(hub), "html")
    path.unlink()
    with pytest.raises(AssertionError, match="printed anew"):
        rendered(Shelf(hub), "html")
    (hub.out / PRINTED).write_text("[]")
    with pytest.raises(AssertionError, match="printed anew"):
        rendered(Shelf(hub), "html")


def test_a_report_for_some_is_not_given_to_all(new_hub: Maker) -> None:
    hub = new_hub(SOURCES)
    (path,) = write_report(hub, ["html"])
    assert b"The secret paper" in path.read_bytes()
    assert b"The secret paper" not in rendered(Shelf(hub), "html")
    assert b"The secret paper" in rendered(Shelf(hub, "TLP:AMBER"), "html")
