"""Observations in prose: claim patterns run over each sentence, gaps filled from around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from karaula.evidence import Claim, Observation
from karaula.extract.context import sentence_at, slug, topic
from karaula.extract.frame import Reading, claim_at
from karaula.extract.matching import NAMED, Match, matches, part_text
from karaula.extract.observations.counted import counted_words, is_count
from karaula.extract.observations.counted_from import told_on
from karaula.extract.observations.scored import each_scored, scored
from karaula.extract.observations.story import NEAR, of_a_story
from karaula.extract.observations.whereabouts import Whereabouts, about
from karaula.extract.patterns import Finder
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import FIGURE_SIGNS, SIGN_OF, Sentence
from karaula.vocabulary import Vocabulary

# Below this, nobody who writes "an increase of 20 %" can mean "to 20 %" of the old value.
_TWO_READINGS_ABOVE = 100
_DECIMALS = re.compile(r"\d[.,](?!\d{3}(?!\d))\d")
"""Digits with decimals, not with thousands set apart."""
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
"""Digits with thousands set apart by dots: three decimals of a count mean nothing."""
_OF_WHAT = (("of", "it"), ("of", "what"), ("of", "this"))
"""Behind a share: nothing is named of which it is one."""
_OF_THEM = (("of", "these"), ("of", "those"), ("of", "them"), ("among", "them"), ("of", "whom"))
"""How a sentence begins that goes on with the figure of the one before."""
_THOUSAND = 1000
_MILLION = 1e6
_WHOLE = 100
_GAPS = re.compile("_+")
_LENT = re.compile(r"\{lent(?:\|(\w+))?\}")


@dataclass(frozen=True, slots=True)
class _Found:
    """A match, and the item of the figure that is its value."""

    match: Match
    figure: int
    lent: str | None = None
    """The word that another figure of its list lends it."""


class ProseObservations:
    """Figures in sentences and list items."""

    method = "text:observation@4"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Observations of a document, in the order of its sentences."""
        context = reading.context()
        around = Whereabouts(
            context,
            reading.vocabulary,
            about(reading.sentences),
            told_on(reading.document, reading.sentences),
        )
        carried: dict[int, str] = {}
        before: dict[int, str] = {}
        for sentence in reading.sentences:
            context.enter(sentence)
            around.enter(sentence)
            goes_on = sentence.words[:2] in _OF_THEM
            indicators = dict(before if goes_on else carried)
            yield from self._sentence(reading, around, sentence, indicators)
            context.leave(sentence, reading.vocabulary)
            around.leave(sentence)
            carried = _carried(sentence, indicators)
            before = {-1: indicators[max(indicators)]} if indicators else {}

    def _sentence(
        self, reading: Reading, around: Whereabouts, sentence: Sentence, indicators: dict[int, str]
    ) -> Iterator[Claim]:
        if sentence.signs.isdisjoint(FIGURE_SIGNS):
            return
        used: set[int] = set()
        all_found: list[_Found] = []
        free = sentence.signs
        for finder in reading.finders.fitting("observation", sentence):
            if any(signs.isdisjoint(free) for signs in finder.figures):
                continue
            matched = list(_unused(finder, sentence, used))
            if matched:
                all_found.extend(matched)
                free = _free(sentence, used)
        for found in _shared(sentence, sorted(all_found, key=lambda found: found.figure)):
            claim = self._claim(reading, around, sentence, found, indicators)
            if claim is None:
                continue
            for other in each_scored(reading.vocabulary, sentence, found.figure, claim):
                yield replace(claim, slots=other)
            yield claim

    def _claim(
        self,
        reading: Reading,
        around: Whereabouts,
        sentence: Sentence,
        found: _Found,
        indicators: dict[int, str],
    ) -> Claim | None:
        pattern, at = found.match.pattern, found.figure
        figure = sentence.items[at].meaning
        assert isinstance(figure, Figure)
        figure = _whole(figure)
        if pattern.counts and not is_count(sentence, at):
            return None
        if pattern.goes_on and not any(index < at for index in indicators):
            return None
        if figure.raw_value in ("a", "A", "an") and _priced(sentence):
            return None
        parts = found.match.parts
        fraction = figure.kind == "percent" and (figure.raw_value or "").replace(" ", "").isalpha()
        if fraction and sentence.words[at + 1 : at + 3] in _OF_WHAT:
            return None  # "to pass a third of it to"
        if of_a_story(sentence, at, counts_things="thing" in parts, compared="also" in parts):
            return None
        slots = _stated(sentence, found, indicators)
        last = max(found.match.last, at)
        if pattern.says.get("among") == "{list}":
            slots["among"], last = _list_of(sentence, at)
        slots.setdefault("unit", figure.unit)
        if figure.kind == "percent" and figure.unit != "percent":
            slots["unit"] = figure.unit  # "12 per million"
        if slots["unit"] == "percent" and figure.kind == "number" and figure.value > _WHOLE:
            return None  # "83 million or 29 percent"
        if figure.kind == "pieces":
            slots["unit"] = "count"  # vehicles, plants and tablets are counted
        if "base" in found.match.parts:
            slots["unit"] = _per(sentence, found)
        if slots["unit"] == "count" and _broken(figure):
            if not pattern.goes_on or around.unit not in ("score", "percent"):
                return None  # nobody counts four and a half gangs
            slots["unit"] = around.unit
        if (
            pattern.goes_on
            and slots["unit"] == "count"
            and any(index < at for index in around.given)
        ):
            unit = _unit_before(around.unit, figure, reading.vocabulary)
            if unit is None:
                return None
            slots["unit"] = unit
        if "indicator" not in slots and "indicator" in pattern.needs:
            slots["indicator"] = around.context.indicator(sentence, at)
            if slots["indicator"] is None and slots["unit"] == "score":
                slots["indicator"] = scored(reading.vocabulary, sentence, at)
        indicator = slots.get("indicator")
        known = reading.vocabulary.indicators.get(indicator or "")
        if known is not None and slots["unit"] == "score":
            slots["unit"] = known.unit
        if "area" not in slots:
            indexed = known is not None and known.index is not None
            area = around.area(sentence, at, goes_on=indexed)
            slots["area"] = (area,) if area else ()
        if "period" not in slots:
            slots["period"] = around.period(sentence, at, known.index if known else None)
        if any(not slots.get(name) for name in ("indicator", *pattern.needs)):
            return None
        if slots["unit"] == "money":
            # "1,100 euros in Foxton and 3,000 in Barton"
            if around.unit not in reading.vocabulary.units or (
                reading.vocabulary.units[around.unit].dimension != "money"
            ):
                return None
            slots["unit"] = around.unit
        if pattern.goes_on:
            slots["area"] = slots["area"] or around.before[0]
            slots["period"] = slots["period"] or around.before[1]
        around.before, around.unit = (slots["area"], slots["period"]), slots["unit"]
        indicators[at] = str(indicator)
        observation = _observation(slots, figure)
        period = observation.period or ""
        return claim_at(
            reading.document,
            sentence,
            (min(found.match.first, at), last),
            observation,
            method=self.method,
            confidence=pattern.confidence,
            valid_from=period.split("/")[0] or None,
            valid_to=period.split("/")[-1] or None,
        )


def _whole(figure: Figure) -> Figure:
    """A count with its thousands set apart by a dot: "261.699 plants"."""
    counted = figure.kind in ("count", "number", "pieces")
    if counted and _DOTTED.fullmatch(figure.raw_value or ""):
        return replace(figure, value=float((figure.raw_value or "").replace(".", "")))
    return figure


def _broken(figure: Figure) -> bool:
    """Whether a number is no whole one: 4.5, and 2.0, a version."""
    written = bool(_DECIMALS.search(figure.raw_value or "")) and figure.value < _THOUSAND
    return figure.value != int(figure.value) or written


def _unit_before(unit: str, figure: Figure, vocabulary: Vocabulary) -> str | None:
    """The unit of a bare number that goes on with a figure in ``unit``: "47 per 100,000, and 39 the
    year after", "12 million euros (1.25 billion in 2020)". None where it may have lost a word that
    says how much: "3 tonnes … and 2", "12 million euros (9 in 2020)"."""
    if unit.startswith("per_") or unit == "percent":
        return unit
    known = vocabulary.units.get(unit)
    if known is not None and known.dimension == "money":
        return unit if figure.value >= _MILLION else None
    if known is not None and known.dimension == "area":
        return unit
    return None if known is not None and known.dimension == "mass" else "count"


def _per(sentence: Sentence, found: _Found) -> str:
    """The unit of a rate: "per 100,000"."""
    base = sentence.items[found.match.parts["base"][0]].meaning
    assert isinstance(base, Figure)
    return f"per_{int(base.value)}"


def _unused(finder: Finder, sentence: Sentence, used: set[int]) -> Iterator[_Found]:
    """Matches of one pattern whose figures no earlier match has used, with their value's item."""
    for match in matches(finder, sentence):
        if finder.pattern.decimal and not _has_decimals(sentence, match):
            continue
        figures = {
            name: first
            for name, (first, last) in match.parts.items()
            if first == last and isinstance(sentence.items[first].meaning, Figure)
        }
        if figures and used.isdisjoint(figures.values()):
            used.update(figures.values())
            yield _Found(match, figures.get("figure", min(figures.values())))
            for name in ("also", "also_too"):
                if name in figures:
                    yield _Found(match, figures[name])


def _free(sentence: Sentence, used: set[int]) -> frozenset[str]:
    """Signs of the figures that no match has used."""
    return frozenset(
        sentence.words[index]
        for index, item in sentence.marked
        if isinstance(item.meaning, Figure) and index not in used
    )


def _carried(sentence: Sentence, indicators: dict[int, str]) -> dict[int, str]:
    """The indicator that a list takes from the words before it: "37 groups, of which"."""
    if not indicators or sentence.words[-1] not in (":", "which", ",", ";"):
        return {}
    return {-1: indicators[max(indicators)]}


def _priced(sentence: Sentence) -> bool:
    """Whether the sentence tells a price: "a kilogram" is what is paid for in it."""
    return SIGN_OF["money"] in sentence.signs


def _shared(sentence: Sentence, found: list[_Found]) -> list[_Found]:
    """Matches with ``{lent}`` filled in: the word that another figure of the same list lends."""
    shared: list[_Found] = []
    for listed in _lists(sentence, found):
        lent = next((one.match.pattern.lends for one in listed if one.match.pattern.lends), None)
        for one in listed:
            pattern = one.match.pattern
            said = pattern.says.get("indicator", "")
            borrowed = _LENT.search(said) if "{lent" in said else None
            if borrowed is None:
                shared.append(one)
            elif lent or borrowed.group(1):
                shared.append(_Found(one.match, one.figure, lent or borrowed.group(1)))
    return shared


def _lists(sentence: Sentence, found: list[_Found]) -> list[list[_Found]]:
    """Figures that stand in one list: between two of them few words, with a comma or "and"."""
    figures = [index for index, item in sentence.marked if isinstance(item.meaning, Figure)]
    begins: dict[int, int] = {}
    for before, figure in zip((None, *figures), figures, strict=False):
        joined = before is not None and _joined(sentence.words[before + 1 : figure])
        begins[figure] = begins[before] if joined and before is not None else figure
    of_list: dict[int, list[_Found]] = {}
    for one in found:
        of_list.setdefault(begins[one.figure], []).append(one)
    return list(of_list.values())


def _joined(between: Sequence[str]) -> bool:
    return (
        len(between) <= NEAR
        and ENGLISH.list_ends.isdisjoint(between)
        and not {",", "and", "as", "with", "plus"}.isdisjoint(between[-2:])
    )


def _has_decimals(sentence: Sentence, match: Match) -> bool:
    figures = (
        meaning
        for item in sentence.items[match.first : match.last + 1]
        if isinstance(meaning := item.meaning, Figure)
    )
    return any(_DECIMALS.search(figure.raw_value or "") for figure in figures)


def _stated(sentence: Sentence, found: _Found, indicators: dict[int, str]) -> dict[str, Any]:
    """Slots that the pattern's ``says`` fills from its own words."""
    slots: dict[str, Any] = {}
    for slot, template in found.match.pattern.says.items():
        if template == "{list}":
            continue
        if found.lent and slot == "indicator":
            template = _LENT.sub(found.lent, template)
        value = _filled(sentence, found, template, indicators)
        if value:
            slots[slot] = value.lower() if slot == "indicator" else value
    for name in ("area", "region"):
        text = part_text(sentence, found.match, name)
        if text and "area" not in slots:
            slots["area"] = (text,)
    return slots


def _filled(
    sentence: Sentence, found: _Found, template: str, indicators: dict[int, str]
) -> str | None:
    missing = False

    def value(part: re.Match[str]) -> str:
        nonlocal missing
        name, otherwise = part.group(1), part.group(2)
        text = _named(sentence, found, name, indicators)
        if text is None:
            text = otherwise or ""
            missing = missing or not text
        return text

    filled = NAMED.sub(value, template) if "{" in template else template
    if missing and template.count("{") == 1:
        return None
    return _GAPS.sub("_", filled).strip("_") if "_" in filled else filled


def _named(sentence: Sentence, found: _Found, name: str, indicators: dict[int, str]) -> str | None:
    if name == "topic":
        return topic(sentence, found.figure)
    if name == "measured":
        earlier = [at for at in indicators if at < found.figure]
        return indicators[max(earlier)] if earlier else topic(sentence, found.figure)
    if name == "counted":
        return slug(counted_words(sentence, found.figure)) or topic(sentence, found.figure)
    if name == "near_substance":
        return _nearest(sentence, found.figure, "substance")
    return part_text(sentence, found.match, name)


def _nearest(sentence: Sentence, at: int, label: str) -> str | None:
    near = [
        (abs(index - at), item.meaning.id)
        for index, item in sentence.marked
        if item.label == label and isinstance(item.meaning, Name)
    ]
    return min(near)[1] if near else None


def _observation(slots: dict[str, Any], figure: Figure) -> Observation:
    qualifier = slots.pop("qualifier", None) or figure.qualifier
    return Observation(
        indicator=slots["indicator"],
        value=figure.value,
        unit=slots["unit"],
        area=tuple(slots.get("area") or ()),
        period=slots.get("period"),
        qualifier=qualifier,
        value_max=figure.value_max,
        value_alt=figure.alternatives,
        of=figure.of,
        among=slots.get("among"),
        ratio=_ratio(qualifier, figure),
        substance=slots.get("substance"),
        raw_value=figure.raw_value,
        raw_unit=figure.raw_unit,
    )


def _ratio(qualifier: str, figure: Figure) -> tuple[float, ...]:
    """What a change makes of the old value. "An increase of 300 %" is four times the old value;
    because writers also mean "to 300 %", both readings are kept above 100 %."""
    if figure.kind == "multiple":
        return (figure.value,)
    share = figure.value / 100
    if qualifier.startswith("increase"):
        by = round(1 + share, 10)
        return (by, share) if figure.value > _TWO_READINGS_ABOVE else (by,)
    if qualifier.startswith("decrease"):
        return (round(1 - share, 10),)
    return ()


def _list_of(sentence: Sentence, figure: int) -> tuple[str | None, int]:
    """The list a rank stands in, named after it: "of 44 European countries", "in the world"."""
    for index in range(figure + 1, min(figure + 9, len(sentence.items))):
        item = sentence.items[index]
        if isinstance(item.meaning, Figure) or sentence_at(sentence, index) in (";", ".", ",", ")"):
            break
        if item.label in ("region", "region_adjective") and isinstance(item.meaning, Name):
            last = index
            while last + 1 < len(sentence.items) and sentence_at(sentence, last + 1) in (
                "countries",
                "states",
            ):
                last += 1
            return item.meaning.id, last
    return None, figure
