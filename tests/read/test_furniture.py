"""What is set aside, with its reason, and what must not be."""

import pytest

from karaula.evidence import Source
from karaula.read.assemble import assemble
from karaula.read.plain import plain_blocks

SOURCE = Source(source_id="0" * 16, sha256="0" * 64, name="a.txt", title="a")


def aside(text: str) -> dict[str, str]:
    found = assemble(SOURCE, text, plain_blocks(text))
    return {found.words(p): p.set_aside for p in found.passages if p.set_aside}


NOTE = "Clans of the coast will keep their routes through the ports of the north this year."


def test_offers_that_repeat_are_set_aside_and_the_note_is_kept() -> None:
    plan = [
        "- Unlimited reading",
        "- Early reports",
        "- A talk with our staff",
        "* Paid each year.",
    ]
    text = (
        NOTE
        + "\n[source, source]\n"
        + "\n".join(line for number in (3, 9, 27) for line in [f"- For {number} people", *plan])
    )
    found = aside(text)
    assert set(found.values()) == {"repeated advertising"}
    assert set(found) == {*plan, "- For 3 people", "- For 9 people", "- For 27 people"}


def test_the_same_items_under_each_country_are_data() -> None:
    text = "\n\n".join(
        f"{country}\n\n- Transit of heroin\n- Source of cannabis"
        for country in ("Albania", "Serbia", "Greece", "Croatia")
    )
    assert aside(text) == {}


@pytest.mark.parametrize(
    "line",
    ["Subscribe to our weekly newsletter", "We use cookies to improve this site", "Пратете нас"],
)
def test_a_short_line_that_sells(line: str) -> None:
    found = aside(f"{NOTE}\n\n{line}\n\n{NOTE}")
    assert found == ({line: "advertising or a notice of the site"} if "Пратете" not in line else {})


def test_a_sentence_that_speaks_of_selling_is_kept() -> None:
    text = "The group used a newsletter to let buyers sign up for cocaine, police of the port said."
    assert aside(text) == {}


def test_contents_are_set_aside_until_the_next_heading() -> None:
    text = "## Contents\n\nRoots\t1\nRoutes\t4\nHarm\t9\n\n## Roots\n\nWar and want."
    assert aside(text) == {"Roots\t1\nRoutes\t4\nHarm\t9": "table of contents"}


def test_dotted_lines_are_contents() -> None:
    text = "Roots ........ 1\nRoutes ....... 4\n\nWar and want were the roots."
    assert list(aside(text).values()) == ["table of contents"]


def test_a_menu_of_links_is_set_aside_and_a_link_in_text_is_not() -> None:
    menu = "\n".join(f"- [Page {n}](https://example.org/{n})" for n in range(5))
    text = f"{menu}\n\nSee the profile [following this link](#)."
    assert set(aside(text).values()) == {"menu or list of links"}
    assert len(aside(text)) == 5


def test_lines_at_the_edges_of_pages_and_page_numbers() -> None:
    bodies = ["Heroin came by land.", "Cocaine came by sea.", "Cannabis was grown.", "Arms too."]
    text = "\f".join(
        f"Crime Review – Issue 4\n\n{body}\n\nDrugs\n\nMore on it.\n\n{page}\n"
        for page, body in enumerate(bodies, 1)
    )
    found = aside(text)
    assert found["Crime Review – Issue 4"] == "running head"
    assert {found[str(page)] for page in range(1, 5)} == {"page number"}
    assert not set(found) & {*bodies, "More on it."}
