"""What holds for every text: right figures raise no alarm, and nothing makes checking fail."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.slips import SOURCE, invented, profiles
from karaula.check import Finding, check
from karaula.check.scores import same
from karaula.check.structure import Figure, structures
from karaula.evidence import KINDS, Claim, Incident, Observation, Source, required_slots
from karaula.evidence.claim import slot_types
from karaula.vocabulary import load

VOCABULARY = load()
INDEX = VOCABULARY.indices["goci"]

quiet = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@quiet
@given(seed=st.integers(0, 10**6), first=st.integers(0, 10), table=st.booleans())
def test_a_consistent_text_raises_no_alarm(seed: int, first: int, table: bool) -> None:
    world = invented(seed)
    areas = world.lists["WORLD"][first : first + 8]
    claims = profiles(world, areas, table=table)
    assert check(claims, {SOURCE.source_id: SOURCE}, world.vocabulary) == []


numbers = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-300, 300).map(float),
    st.sampled_from([5.05, 6.04, 4.29, 61.0, 0.0, 1e300]),
)
words = st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["5,05", "61st", "2021", "9.11"]))
dates = st.sampled_from(
    [None, "2021", "2021-02-30", "2021/2020", "20x", "", "--05-01", "9999", "0000", "2023-01/"]
)
observations = st.builds(
    Observation,
    indicator=st.sampled_from(["resilience", "criminality", "heroin_trade", "seized", ""]),
    value=numbers,
    unit=st.sampled_from(["score", "rank", "percent", "kg", ""]),
    area=st.lists(st.sampled_from(["ALB", "SRB", "EUROPE", "?"]), max_size=2).map(tuple),
    period=dates,
    qualifier=st.sampled_from(["exact", "about", "more_than", "increase_since:2015", "between"]),
    value_max=st.one_of(st.none(), numbers),
    value_alt=st.lists(numbers, max_size=2).map(tuple),
    of=st.one_of(st.none(), st.integers(-5, 500)),
    among=st.sampled_from([None, "WORLD", "EUROPE", "CEEUR", "?"]),
    ratio=st.lists(numbers, max_size=2).map(tuple),
    raw_value=words,
    raw_unit=words,
)
incidents = st.builds(Incident, type=st.just("seizure"), date=dates)
claims = st.builds(
    Claim,
    slots=st.one_of(observations, incidents),
    source_id=st.sampled_from(["text", "other", "unknown"]),
    method=st.just("text:test@1"),
    quote=st.text(max_size=30),
    start=st.one_of(st.none(), st.integers(0, 50)),
    end=st.one_of(st.none(), st.integers(0, 60)),
    locator=st.sampled_from([None, "Sheet!A1"]),
    modality=st.sampled_from(["asserted", "denied"]),
    valid_from=dates,
    valid_to=dates,
)
SOURCES = {
    name: Source(source_id=name, sha256=name, name=name, title=name, published="2022")
    for name in ("text", "other")
}


@quiet
@given(st.lists(claims, max_size=14), st.lists(claims, max_size=4))
def test_checking_never_fails_and_is_deterministic(told: list[Claim], known: list[Claim]) -> None:
    found = check(told, SOURCES, VOCABULARY, reference=known)
    assert found == check(told, SOURCES, VOCABULARY, reference=known)
    for finding in found:
        assert isinstance(finding, Finding)
        assert 0 <= finding.confidence <= 1 and finding.evidence
        assert "{" not in finding.message + finding.why
        assert finding.correction is None or finding.correction == finding.candidates[0]


@given(st.sampled_from(sorted(INDEX.editions)), st.data())
def test_published_figures_give_back_the_exact_value(edition: str, data: st.DataObject) -> None:
    (structure,) = structures(INDEX, edition)
    level = data.draw(st.sampled_from(sorted(structure.levels)))
    exact = data.draw(st.sampled_from(structure.values(level)))
    figure = Figure(structure.published(exact, INDEX.decimals), INDEX.decimals)
    assert structure.exact(level, figure) == (exact,)


@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(0, 4))
def test_a_figure_agrees_with_its_rounding(units: int, places: int, fewer: int) -> None:
    figure = Figure(units, places + fewer)
    factor = 10**fewer
    rounded = Figure((2 * units + factor) // (2 * factor), places)
    assert same(figure, rounded) and same(rounded, figure)
    assert not same(figure, rounded._replace(units=rounded.units + 1))


def test_every_kind_of_claim_may_be_checked() -> None:
    told = []
    for kind, cls in KINDS.items():
        types = slot_types(kind)
        slots = {}
        for name in required_slots(kind):
            scalar, many = types[name]
            slots[name] = (scalar(1),) if many else scalar(1)
        told.append(
            Claim(slots=cls(**slots), source_id="text", method=kind, quote="q", start=0, end=1)
        )
    assert check(told, SOURCES, load()) == []
