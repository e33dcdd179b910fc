"""Steps taken, checked, taken again with one changed; nothing lost in silence."""

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import ChainError, Element, Index, Step, Structure, Values, chain

STRUCTURE = Structure.of(
    [
        Element(code="a", parent="top", weight=3),
        Element(code="b", parent="top", direction=-1),
        Element(code="c", parent="top", denominator="people"),
        Element(code="top"),
    ]
)
VALUES = Values(
    units=("ALB", "BIH", "HRV"),
    codes=("a", "b", "c"),
    data=np.array([[1.0, 5.0, 30.0], [2.0, 4.0, 20.0], [3.0, 1.0, 5.0]]),
    denominators={"people": np.array([3.0, 2.0, 1.0])},
)
NORMALISE = Step(verb="normalise", settings={"method": "min_max", "low": 0, "high": 10})
AGGREGATE = Step(verb="aggregate")


@pytest.fixture
def scored() -> Index:
    return index.run(Index(VALUES, STRUCTURE), (NORMALISE, AGGREGATE))


@pytest.fixture
def own_verb():
    """A verb of a test, forgotten afterwards."""
    known = dict(chain.VERBS)
    yield chain.verb
    chain.VERBS.clear()
    chain.VERBS.update(known)


class TestSteps:
    def test_every_stage_is_kept(self, scored: Index) -> None:
        assert scored.raw is VALUES
        assert [stage.step.verb for stage in scored.stages] == ["normalise", "aggregate"]
        assert scored.stage("normalise").values.codes == ("a", "b", "c")
        # a, b (turned) and c weigh 0.6, 0.2 and 0.2: BIH has 5, 2.5 and 6 of 10.
        assert scored.values.column("top") == pytest.approx([2.0, 4.7, 8.0])

    def test_a_stage_that_was_not_taken(self, scored: Index) -> None:
        with pytest.raises(ChainError, match="the step treat was not taken"):
            scored.stage("treat")

    def test_settings_are_kept_by_name_however_they_are_given(self, own_verb) -> None:
        @own_verb
        def times(values: Values, _structure: Structure, by: float = 1) -> index.Outcome:
            return index.Outcome(values=values.having(values.data * by))

        assert str(times(VALUES, 2).steps[0]) == str(times(VALUES, by=2).steps[0]) == "times (by 2)"

    def test_nothing_is_taken_where_a_later_step_is_wrong(self, own_verb) -> None:
        taken = []

        @own_verb
        def watched(values: Values, _structure: Structure) -> index.Outcome:
            taken.append(values)
            return index.Outcome(values=values)

        steps = (
            Step(verb="watched"),
            Step(verb="nrmalise"),
            Step(verb="normalise", settings={"method": "min_mix"}),
            Step(verb="screen", settings={"available": 90}),
        )
        with pytest.raises(ChainError) as caught:
            index.run(Index(VALUES, STRUCTURE), steps)
        assert taken == []
        for fault in ("no step nrmalise", "min_mix", "available is 90; write a share from 0 to 1"):
            assert fault in str(caught.value)


class TestNothingIsLostInSilence:
    def losing(self, own_verb, change, **note):
        @own_verb
        def lose(values: Values, _structure: Structure) -> index.Outcome:
            data = values.data.copy()
            data[1, 0] = change
            notes = (index.Note(text="gone", **note),) if note else ()
            return index.Outcome(values=values.having(data), notes=notes)

        return lose

    def test_a_gap_without_a_note(self, own_verb) -> None:
        with pytest.raises(ChainError, match="lose loses a of BIH; a value may become a gap only"):
            self.losing(own_verb, np.nan)(VALUES)

    @pytest.mark.parametrize("note", [{"unit": "BIH", "code": "a"}, {"unit": "BIH"}, {"code": "a"}])
    def test_a_gap_with_a_note(self, own_verb, note: dict[str, str]) -> None:
        assert np.isnan(self.losing(own_verb, np.nan, **note)(VALUES).values.data[1, 0])

    def test_a_note_on_another_value_does_not_count(self, own_verb) -> None:
        with pytest.raises(ChainError, match="loses a of BIH"):
            self.losing(own_verb, np.nan, unit="ALB", code="a")(VALUES)

    @pytest.mark.parametrize("number", [np.inf, -np.inf])
    def test_a_number_without_end(self, own_verb, number: float) -> None:
        with pytest.raises(ChainError, match="lose makes a of BIH infinite"):
            self.losing(own_verb, number, unit="BIH")(VALUES)


class TestRebuild:
    def test_one_setting_changed(self, scored: Index) -> None:
        again = index.rebuild(scored, normalise={"high": 100})
        assert again.stages[0].step.settings == {"method": "min_max", "low": 0, "high": 100}
        assert np.allclose(again.values.column("top"), 10 * scored.values.column("top"))

    def test_a_new_method_leaves_the_settings_of_the_old_one(self, scored: Index) -> None:
        again = scored.changed(normalise={"method": "rank"})
        assert again.steps[0].settings == {"method": "rank"}

    def test_what_comes_before_is_not_taken_again(self, scored: Index) -> None:
        again = scored.changed(aggregate={"method": "geometric", "available": 0.5},
                               normalise={"low": 1})  # fmt: skip
        only = scored.changed(aggregate={"available": 0.5})
        assert only.stages[0] is scored.stages[0]
        assert again.stages[0] is not scored.stages[0]

    def test_a_step_left_out(self, scored: Index) -> None:
        assert [step.verb for step in scored.changed(aggregate=None).steps] == ["normalise"]

    def test_select_comes_first_where_it_was_not_taken(self, scored: Index) -> None:
        again = scored.changed(select={"drop": ["a"]})
        assert [step.verb for step in again.steps] == ["select", "normalise", "aggregate"]
        assert again.values.codes == ("b", "c", "top")

    def test_of_a_step_taken_twice_one_is_meant(self) -> None:
        start = Index(VALUES, STRUCTURE)
        twice = index.weight(index.weight(start, weights={"a": 1, "b": 2}), weights={"b": 4})
        assert twice.changed(weight_2=None).structure.elements["b"].weight == 2
        with pytest.raises(ChainError, match="weight cannot be changed; the steps taken are "
                                             "weight_1, weight_2"):  # fmt: skip
            twice.changed(weight={})

    def test_a_step_that_was_not_taken(self, scored: Index) -> None:
        with pytest.raises(ChainError, match="treat cannot be changed; the steps taken are normal"):
            scored.changed(treat={})


class TestScore:
    def test_the_usual_chain(self) -> None:
        verbs = [step.verb for step in index.score(VALUES, STRUCTURE).steps]
        assert verbs == ["denominate", "normalise", "aggregate"]

    def test_expert_scores_are_only_aggregated(self) -> None:
        structure = replace(STRUCTURE, scale=index.Scale(low=1, high=10, step=1))
        turned = {c: replace(e, direction=1) for c, e in structure.elements.items()}
        experts = index.score(VALUES, replace(structure, elements=turned))
        assert [step.verb for step in experts.steps] == ["aggregate"]
        assert experts.values.column("top")[0] == pytest.approx((3 * 1 + 5 + 30) / 5)

    def test_the_chain_of_the_structure(self) -> None:
        structure = replace(STRUCTURE, chain=(NORMALISE, AGGREGATE))
        assert index.score(VALUES, structure).steps == (NORMALISE, AGGREGATE)

    def test_values_and_structure_that_do_not_fit(self) -> None:
        values = replace(VALUES, codes=("a", "b", "z"), place="v.csv")
        with pytest.raises(ChainError) as caught:
            index.score(values, STRUCTURE)
        assert "v.csv: 2 faults:" in str(caught.value)
        assert "no values for the indicators c" in str(caught.value)
        assert "values of z belong to no element" in str(caught.value)


class TestValues:
    def test_faults_at_once(self) -> None:
        with pytest.raises(index.ValuesError) as caught:
            Values(("A", "A"), ("x", "x"), np.zeros((2, 3)), groups={"g": ("p",)})
        for fault in ("units given twice: A", "codes given twice: x", "(2, 3), not (2, 2)",
                      "grouping g has 1 entries for 2 units"):  # fmt: skip
            assert fault in str(caught.value)

    def test_a_year_of_a_panel(self) -> None:
        panel = Values(
            ("A", "B"), ("x",), np.arange(4.0).reshape(2, 2, 1), years=("2020", "2021"),
            denominators={"d": np.arange(4.0).reshape(2, 2), "e": np.arange(2.0)},
        )  # fmt: skip
        one = panel.at("2021")
        assert (one.years, one.data.tolist()) == (None, [[2], [3]])
        assert one.denominators["d"].tolist() == [2, 3]
        assert one.denominators["e"].tolist() == [0, 1]


def test_the_public_face_is_there() -> None:
    for name in index.__all__:
        assert getattr(index, name) is not None
        # A module of that name would take its place as soon as it is imported.
        room = find_spec(f"karaula.measure.index.{name}")
        assert room is None or name in ("analysis", "measures", "uncertainty")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = index.nothing
