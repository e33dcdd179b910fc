"""Observations in prose: claim patterns run over each sentence, gaps filled from around it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from karaula.evidence import Claim, NoteRef, Observation, passage_id
from karaula.extract.context import (
    Context,
    index_editions,
    modality,
    sentence_at,
    slug,
    topic,
)
from karaula.extract.dates import Dated
from karaula.extract.figures import Figure
from karaula.extract.frame import Reading
from karaula.extract.lexicon import Name
from karaula.extract.patterns import Finder, Pattern
from karaula.extract.sentence import FIGURE_SIGNS, SIGN_OF, Sentence

_NAME = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
# Below this, nobody who writes "an increase of 20 %" can mean "to 20 %" of the old value.
_TWO_READINGS_ABOVE = 100


@dataclass(frozen=True, slots=True)
class _Match:
    pattern: Pattern
    found: dict[str, int]
    """Item of each named part; plain words give the first of their items."""
    words: dict[str, str]
    first: int
    figure: int


class ProseObservations:
    """Figures in sentences and list items."""

    method = "text:observation@1"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Observations of a document, in the order of its sentences."""
        document = reading.document
        context = Context(document, reading.lexicon, index_editions(document, reading.lexicon))
        for sentence in reading.sentences:
            context.enter(sentence)
            yield from self._sentence(reading, context, sentence)
            self._remember(context, sentence)

    def _sentence(self, reading: Reading, context: Context, sentence: Sentence) -> Iterator[Claim]:
        signs = set(sentence.line)
        if signs.isdisjoint(FIGURE_SIGNS):
            return
        used: set[int] = set()
        matches: list[_Match] = []
        for finder in reading.finders:
            if finder.pattern.kind == "observation" and finder.may_match(signs):
                matches.extend(_matches(finder, sentence, used))
        indicators: dict[int, str] = {}
        for match in sorted(matches, key=lambda match: match.figure):
            claim = self._claim(reading, context, sentence, match, indicators)
            if claim is not None:
                yield claim

    def _claim(
        self,
        reading: Reading,
        context: Context,
        sentence: Sentence,
        match: _Match,
        indicators: dict[int, str],
    ) -> Claim | None:
        figure = sentence.items[match.figure].meaning
        assert isinstance(figure, Figure)
        slots = _stated(sentence, match, indicators)
        last = match.figure
        if match.pattern.says.get("among") == "{list}":
            among, last = _list_of(sentence, match.figure)
            slots["among"] = among
        slots.setdefault("unit", figure.unit)
        if "indicator" not in slots and "indicator" in match.pattern.needs:
            slots["indicator"] = context.indicator(sentence, match.figure)
        indicator = slots.get("indicator")
        known = reading.vocabulary.indicators.get(indicator or "")
        if known is not None and slots["unit"] == "score":
            slots["unit"] = known.unit
        if "area" not in slots:
            area = context.area(sentence, match.figure)
            slots["area"] = (area,) if area else ()
        if "period" not in slots:
            index = known.index if known else None
            slots["period"] = context.period(sentence, match.figure, index)
        if any(not slots.get(name) for name in ("indicator", *match.pattern.needs)):
            return None
        indicators[match.figure] = str(indicator)
        observation = _observation(slots, figure)
        return self._located(reading, sentence, match, observation, last)

    def _located(
        self,
        reading: Reading,
        sentence: Sentence,
        match: _Match,
        observation: Observation,
        last: int,
    ) -> Claim:
        start = sentence.items[min(match.first, match.figure)].start
        end = max(sentence.items[last].end, _end(sentence, match))
        source = reading.document.source
        return Claim(
            slots=observation,
            source_id=source.source_id,
            method=self.method,
            quote=reading.document.text[start:end],
            passage_id=passage_id(source.source_id, sentence.passage),
            page=sentence.passage.page,
            start=start,
            end=end,
            confidence=match.pattern.confidence,
            modality=modality(sentence),  # type: ignore[arg-type]
            valid_from=(observation.period or "").split("/")[0] or None,
            valid_to=(observation.period or "").split("/")[-1] or None,
            handling=source.handling,
            marks=source.marks,
            refs=tuple(_refs(sentence)),
        )

    @staticmethod
    def _remember(context: Context, sentence: Sentence) -> None:
        for item in sentence.items:
            if isinstance(item.meaning, Name):
                if item.label == "indicator":
                    context.last_indicator = item.meaning.id
                elif item.label == "area":
                    context.last_area = item.meaning.id


def _matches(finder: Finder, sentence: Sentence, used: set[int]) -> Iterator[_Match]:
    """Matches of one pattern in a sentence whose figures no earlier match has used."""
    position = 0
    while True:
        match = finder.expression.search(sentence.line, position)
        if match is None:
            return
        found = {
            name: _item_at(sentence, match.start(group))
            for name, group in finder.expression.groupindex.items()
            if match.group(group)
        }
        words = {name: text for name, text in match.groupdict().items() if text}
        figures = [
            index for index in found.values() if isinstance(sentence.items[index].meaning, Figure)
        ]
        begin = match.start() + (1 if sentence.line[match.start()] == " " else 0)
        if figures and used.isdisjoint(figures):
            used.update(figures)
            first = _item_at(sentence, begin)
            figure = found.get("figure", min(figures))
            yield _Match(finder.pattern, found, words, first, figure)
        # The next match may begin at the blank before the item after this one's figure.
        position = max(match.start() + 1, match.end() - 1)


def _item_at(sentence: Sentence, offset: int) -> int:
    low, high = 0, len(sentence.offsets)
    while low < high:
        middle = (low + high) // 2
        if sentence.offsets[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _stated(sentence: Sentence, match: _Match, indicators: dict[int, str]) -> dict[str, Any]:
    """Slots that the pattern's ``says`` fills from its own words."""
    slots: dict[str, Any] = {}
    for slot, template in match.pattern.says.items():
        if template == "{list}":
            continue
        value = _filled(sentence, match, template, indicators)
        if value:
            slots[slot] = value.lower() if slot == "indicator" else value
    for name in ("area", "region"):
        if name in match.found and "area" not in slots:
            meaning = sentence.items[match.found[name]].meaning
            assert isinstance(meaning, Name)
            slots["area"] = (meaning.id,)
    return slots


def _filled(
    sentence: Sentence, match: _Match, template: str, indicators: dict[int, str]
) -> str | None:
    missing = False

    def value(part: re.Match[str]) -> str:
        nonlocal missing
        name, otherwise = part.group(1), part.group(2)
        text = _named(sentence, match, name, indicators)
        if text is None:
            text = otherwise or ""
            missing = missing or not text
        return text

    filled = _NAME.sub(value, template)
    if missing and template.count("{") == 1:
        return None
    return re.sub(r"_+", "_", filled).strip("_")


def _named(sentence: Sentence, match: _Match, name: str, indicators: dict[int, str]) -> str | None:
    if name == "topic":
        return topic(sentence, match.figure)
    if name == "measured":
        earlier = [at for at in indicators if at < match.figure]
        return indicators[max(earlier)] if earlier else topic(sentence, match.figure)
    if name == "near_substance":
        return _nearest(sentence, match.figure, "substance")
    if name not in match.found:
        return None
    meaning = sentence.items[match.found[name]].meaning
    if isinstance(meaning, Name):
        alone = match.words[name] == SIGN_OF[meaning.label]
        return meaning.id if alone else slug(match.words[name])
    if isinstance(meaning, Dated):
        return meaning.value
    return slug(match.words[name])


def _nearest(sentence: Sentence, at: int, label: str) -> str | None:
    near = [
        (abs(index - at), item.meaning.id)
        for index, item in enumerate(sentence.items)
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


def _end(sentence: Sentence, match: _Match) -> int:
    return max(sentence.items[index].end for index in (*match.found.values(), match.figure))


def _refs(sentence: Sentence) -> Iterable[str]:
    """Footnotes whose mark stands in the sentence or right behind it."""
    marks: tuple[NoteRef, ...] = sentence.passage.note_refs
    return [mark.label for mark in marks if sentence.start <= mark.at <= sentence.end + 1]
