"""From a number to its words: claims, measures, findings, the reader and the search."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from karaula.hub import app
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import words
from karaula.hub.shelf import Shelf
from karaula.hub.views.claim import claim
from karaula.hub.views.evidence import evidence
from karaula.hub.views.lineage import measure
from karaula.hub.views.reader import parts_of, reader
from karaula.workspace import Hub, build


def first(shelf: Shelf, kind: str, **slots: str) -> str:
    where = " AND ".join(["start IS NOT NULL", *(f"{slot} = ?" for slot in slots)])
    row = shelf.row(f"SELECT claim_id FROM claims_{kind} WHERE {where}", *slots.values())
    assert row is not None
    return row["claim_id"]


def test_a_claim_shows_its_words_among_those_around_them(shelf: Shelf) -> None:
    view = claim(shelf, Asked((("id", first(shelf, "role", area="ALB")),)))
    around = view.passage
    assert "transit country for cocaine" in around.quote
    assert (around.before + around.quote + around.after).count("Albania is a key transit") == 1
    assert "Albania" in words(view.lead[0]) and "transit" in words(view.lead[0])
    assert view.state == "machine"


def test_a_claim_leads_to_its_place_in_the_reader(shelf: Shelf) -> None:
    claim_id = first(shelf, "role", area="SRB")
    view = claim(shelf, Asked((("id", claim_id),)))
    source_id = dict(view.reader.values)["id"]  # type: ignore[union-attr]
    shown = reader(shelf, Asked((("id", source_id),)))
    marked = [
        run.text for p in shown.paragraphs for run in p.runs if claim_id in run.claims
    ]  # fmt: skip
    assert "".join(marked) == view.passage.quote
    begins = [run for p in shown.paragraphs for run in p.runs if claim_id in run.begins]
    assert len(begins) == 1


def test_the_reader_shows_the_text_as_it_was(shelf: Shelf) -> None:
    for source_id in shelf.sources:
        bounds = parts_of(shelf, source_id)
        for number in range(1, len(bounds) + 1):
            asked = Asked((("id", source_id), ("part", str(number))))
            shown = reader(shelf, asked)
            whole = shelf.text(source_id)
            for paragraph in shown.paragraphs:
                said = "".join(run.text for run in paragraph.runs)
                assert paragraph.rows or whole[int(paragraph.id[1:]) :].startswith(said)


def test_a_long_document_is_read_in_parts(new_hub: Callable[[dict[str, str]], Hub]) -> None:
    body = "\n\n".join(
        f"Albania is a transit country for cocaine, said report {number}. " + "Words. " * 60
        for number in range(150)
    )
    shelf = Shelf(new_hub({"long.md": f"# Long\n\n{body}\n"}))
    (source_id,) = shelf.sources
    bounds = parts_of(shelf, source_id)
    assert len(bounds) > 2
    parts = [
        reader(shelf, Asked((("id", source_id), ("part", str(number + 1)))))
        for number in range(len(bounds))
    ]
    listed = [item.id for part in parts for item in part.claims]
    known = [row["claim_id"] for row in shelf.rows("SELECT claim_id FROM claims_role")]
    assert sorted(listed) == sorted(known)
    starts = [p.id for part in parts for p in part.paragraphs]
    assert len(starts) == len(set(starts))


def test_a_measure_shows_what_went_in(shelf: Shelf) -> None:
    row = shelf.row("SELECT measure_id, claim_ids FROM measures ORDER BY measure_id")
    assert row is not None
    view = measure(shelf, Asked((("id", row["measure_id"]),)))
    block = view.block("inputs")
    assert block is not None
    assert len(block.rows) == len(row["claim_ids"])


@pytest.mark.parametrize(
    ("q", "found"),
    [("cocaine port", True), ("Дуррес", True), ("zugzwang", False), ("Croatia heroin", False)],
)
def test_search_finds_what_the_reader_may_see(shelf: Shelf, q: str, found: bool) -> None:
    view = evidence(shelf, Asked((("q", q),)))
    assert bool(view.results) == found
    assert bool(view.counts) == found


def test_words_found_are_marked(shelf: Shelf) -> None:
    view = evidence(shelf, Asked((("q", "arrested Durres"),)))
    marked = {piece for result in view.results for piece, found in result.pieces if found}
    assert {"arrested", "Durres"} <= marked


@pytest.mark.parametrize("page", ["claim", "measure", "finding", "source", "entity"])
def test_what_is_not_there_is_told_in_the_words_for_what_is_secret(
    client: TestClient, hub: Hub, page: str
) -> None:
    unknown = client.get(f"/{page}/nothing", headers={"accept": "application/json"})
    assert unknown.status_code == 404
    secret = Shelf(hub, "TLP:AMBER")
    if page == "source":
        (known,) = set(secret.sources) - set(Shelf(hub).sources)
        hidden = client.get(f"/source/{known}", headers={"accept": "application/json"})
        assert hidden.json() == unknown.json()
    if page == "claim":
        row = secret.row("SELECT claim_id FROM claims_role WHERE area = 'HRV'")
        assert row is not None
        hidden = client.get(f"/claim/{row['claim_id']}", headers={"accept": "application/json"})
        assert hidden.json() == unknown.json()


def test_the_head_of_a_page_is_its_card(client: TestClient, shelf: Shelf) -> None:
    card = client.get(f"/claim/{first(shelf, 'role', area='ALB')}").text.partition("data-is-card")[
        2
    ]
    assert "<mark>transit country" in card.partition('class="blocks"')[0]
    row = shelf.row("SELECT measure_id FROM measures ORDER BY 1")
    assert row is not None
    assert "data-is-card" in client.get(f"/measure/{row['measure_id']}").text


HOSTILE = """# <script>alert(1)</script>

"><img src=x onerror=alert(1)>

Albania is a key transit country for cocaine. "><img src=x onerror=alert(1)> was its alert.

<b onmouseover=alert(1)>Serbia</b> is a destination for heroin, said javascript:alert(1).
"""


def test_words_of_a_source_never_become_markup(new_hub: Callable[[dict[str, str]], Hub]) -> None:
    hub = new_hub(
        {
            "bad.md": HOSTILE,
            "bad.md.source.yml": "title: '<script>x</script>'\n",
        }
    )
    client = TestClient(app(hub), base_url="http://localhost")
    shelf = Shelf(hub)
    (source_id,) = shelf.sources
    claims = [row["claim_id"] for row in shelf.rows("SELECT claim_id FROM claims_role")]
    pages = [f"/source/{source_id}", *(f"/claim/{c}" for c in claims), "/evidence"]
    pages += [f"/evidence?{urlencode({'q': q})}" for q in ("alert", '"><script>', "transit")]
    assert claims
    for page in pages:
        html = client.get(page).text
        assert not re.search(r"<(img src=x|b onmouse|script>)", html)
        assert 'href="javascript' not in html


def test_the_search_page_answers_any_question(client: TestClient) -> None:
    for q in ('"', "*", "-", "a" * 5000, "OR AND", "\x00", "𐀀"):
        assert client.get(f"/evidence?{urlencode({'q': q})}").status_code == 200
    assert client.get("/evidence?of=nothing&q=a").status_code == 400


def test_a_missing_claim_is_told(shelf: Shelf) -> None:
    with pytest.raises(MissingError):
        claim(shelf, Asked((("id", "nothing"),)))


def test_a_lake_without_an_index_says_what_to_do(
    new_hub: Callable[[dict[str, str]], Hub],
) -> None:
    hub = new_hub({"roads.md": "# Roads\n\nSerbia is a destination for heroin.\n"})
    client = TestClient(app(hub), base_url="http://localhost")
    (hub.lake / "search.db").unlink()
    answer = client.get("/evidence?q=heroin", headers={"accept": "application/json"})
    assert answer.status_code == 503
    assert "karaula build" in answer.json()["detail"]


def test_rows_of_a_data_set_stand_in_their_order(tmp_path: Path) -> None:
    hub = Hub.create(tmp_path / "hub")
    rows = [f"SRB,firearms_seized,{2000 + at},{at + 1},count" for at in range(12)]
    (hub.sources / "guns.csv").write_text(
        "\n".join(["area,indicator,period,value,unit", *rows]), "utf-8"
    )
    build(hub)
    shelf = Shelf(hub)
    (source,) = shelf.sources
    block = reader(shelf, Asked((("id", source),))).block("rows")
    assert block is not None
    places = [int(re.sub(r"\D", "", str(row[0]))) for row in block.rows]
    assert len(places) == 12 and places == sorted(places)
