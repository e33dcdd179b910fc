"""The queue: what comes first and why, what the filters leave, and what each item shows."""

import pytest

from karaula.evidence import KINDS, Decision
from karaula.hub.decided import Log
from karaula.hub.page import PAGES, Asked, UnusableError
from karaula.hub.queue import OTHERS, Place, Wanted, places, queue
from karaula.hub.said import words
from karaula.hub.shelf import Shelf
from karaula.hub.views.review import PER_PAGE, ReviewView, review


def seen(shelf: Shelf, log: Log | None = None, **asked: str) -> ReviewView:
    return review(shelf, Asked(tuple(asked.items())), log)


def decided(subject: str, number: int = 1, **values: str) -> Decision:
    given = {"verdict": "accept", "author": "Ana", "made": "2026-01-01T00:00:00+00:00"} | values
    return Decision(subject=subject, number=number, **given)  # type: ignore[arg-type]


def test_queue_and_quiet_are_all_that_nobody_reviewed(shelf: Shelf) -> None:
    doubted, quiet = queue(shelf, Wanted()), queue(shelf, Wanted(quiet=True))
    ids = [place.id for found in (doubted, quiet) for place in found.places]
    assert len(ids) == len(set(ids)) == doubted.count + quiet.count
    for kind in KINDS:
        every = {row["claim_id"] for row in shelf.rows(f"SELECT claim_id FROM claims_{kind}")}
        assert every == {i for i in ids if i in every}
    assert not any(place.confidence == 1 and not place.findings for place in doubted.places)


def test_every_item_says_why_it_waits(shelf: Shelf) -> None:
    view = seen(shelf)
    assert view.items
    for item in view.items:
        assert item.why and words(item.says)
        assert item.passage is None or item.passage.quote


def test_what_rests_on_it_comes_before_what_nothing_rests_on(shelf: Shelf) -> None:
    """Of two equally unsure claims the one of the hub's own region is first."""
    order = [place.id for place in queue(shelf, Wanted(kind="leg")).places]
    ends = {
        row["claim_id"]: {*row["origin"], *row["via"], *row["destination"]}
        for row in shelf.rows("SELECT * FROM claims_leg")
    }
    near = [bool(ends[one] & set(shelf.members)) for one in order]
    assert near == sorted(near, reverse=True)


@pytest.mark.parametrize("kind", [*KINDS, *OTHERS])
def test_a_kind_can_be_asked_for_alone(shelf: Shelf, kind: str) -> None:
    assert {place.kind for place in queue(shelf, Wanted(kind=kind)).places} <= {kind}


def test_an_area_and_a_source_can_be_asked_for(shelf: Shelf) -> None:
    for place in queue(shelf, Wanted(kind="role", area="SRB")).places:
        row = shelf.row("SELECT area FROM claims_role WHERE claim_id = ?", place.id)
        assert row is not None and row["area"] == "SRB"
    parts = [queue(shelf, Wanted(kind="role", source=source)).count for source in shelf.sources]
    assert sum(parts) == queue(shelf, Wanted(kind="role")).count


@pytest.mark.parametrize(
    "asked",
    [{"state": "x"}, {"kind": "x"}, {"source": "x"}, {"area": "FRA"}, {"page": "0"}, {"page": "a"}],
)
def test_what_is_no_filter_is_told(shelf: Shelf, asked: dict[str, str]) -> None:
    with pytest.raises(UnusableError):
        seen(shelf, **asked)


def test_a_page_behind_the_last_is_the_last(shelf: Shelf) -> None:
    view = seen(shelf, state="quiet", page="999")
    assert view.page == view.pages and 0 < len(view.items) <= PER_PAGE


def test_what_is_decided_leaves_the_queue_and_comes_back(shelf: Shelf) -> None:
    first = seen(shelf, kind="role").items[0].id
    count = queue(shelf, Wanted(kind="role")).count
    log = Log((decided(first),))
    left = seen(shelf, log, kind="role")
    assert first not in [item.id for item in left.items]
    assert left.under.startswith(f"{count - 1} ")
    assert (left.waiting, left.strip[0].waits) == (1, True)
    back = seen(shelf, Log((decided(first, undone="2026-01-02"),)), kind="role")
    assert back.items[0].id == first and back.waiting == 0
    graded = Log((decided(first, verdict="grade"),))
    assert seen(shelf, graded, kind="role").items[0].id == first


def test_a_decision_taken_back_since_the_build_waits_too() -> None:
    log = Log((decided("a", 1, undone="x"), decided("b", 2)), frozenset({1, 2}))
    assert [d.number for d in log.waiting] == [1]
    assert log.open_again == ("a",)


def test_what_a_decision_did_not_see_opens_it_again() -> None:
    event = Place("event", "e", None, False, 0, 0, 0, 6.0, False, ["a", "b"])
    value = {"of": "event", "claims": ["a", "b"]}
    made = Decision(subject="e", verdict="accept", author="Ana", made="x", value=value)
    assert Log((made,)).settles("e", event.state)
    assert not Log((made,)).settles("e", {"claims": ["a", "b", "c"]})


def test_items_are_found_by_their_id(shelf: Shelf) -> None:
    ids = [place.id for place in queue(shelf, Wanted()).places]
    assert [place.id for place in places(shelf, [*ids, "0" * 16])] == ids
    assert [item.id for item in seen(shelf, item=ids[-1]).items] == ids[-1:]
    assert seen(shelf, item="0" * 16).items == ()


def test_an_empty_queue_says_why(shelf: Shelf) -> None:
    view = seen(shelf, kind="tie", area="SVN")
    assert not view.items and view.blocks[0].empty is not None


def test_the_queue_is_not_among_the_files() -> None:
    assert "review" in [page.name for page in PAGES if page.live]
