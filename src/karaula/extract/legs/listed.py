"""Goods listed together, each with where it is from: "heroin from Iran and cocaine from Peru",
"cocaine and, to a lesser extent, Afghan heroin".
"""

from dataclasses import dataclass, field

from karaula.extract.context import AREA_LABELS, market_of
from karaula.extract.legs.areas import NATIONAL
from karaula.extract.legs.join import StopTold, Way
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import FIGURE_LABELS

_AND = frozenset(("and", "or", ",", "&"))
_ASIDE = frozenset(
    (
        *("as", "well", "along", "with", "plus", "to", "a", "lesser", "much", "smaller", "greater"),
        *("some", "extent", "degree", "also", "mostly", "mainly", "particularly", "especially"),
        *("notably", "then", "the", "of", "in"),
    )
)
"""Words that set what follows apart: its origin is not that of what stands before."""
_FROM = ("from",)


@dataclass(slots=True)
class _Member:
    """One of the goods, with its own origin."""

    at: int
    market: str
    substance: str | None
    born: list[str] = field(default_factory=list)
    """Areas of the adjectives before it."""
    come: list[str] = field(default_factory=list)
    """Areas behind its "from"."""
    aside: bool = False
    """Whether it is set apart from the one before."""
    end: int = 0
    """Last item of what tells its origin."""


def each_from_its_own(scene: Scene, ways: list[Way]) -> list[Way]:
    """The ways of a sentence, those of goods that are listed with several origins taken apart."""
    if len(scene.goods) < 2:
        return ways
    for run in _runs(scene):
        ats = {member.at for member in run}
        mine = [way for way in ways if way.theme.at in ats]
        if mine and _apart(run):
            ways = [way for way in ways if way.theme.at not in ats]
            ways.extend(_split(scene, run, mine))
    return ways


def _apart(run: list[_Member]) -> bool:
    if len({member.market for member in run}) < 2:
        return False
    told = [member for member in run if member.born or member.come]
    if told == run[-1:] and not run[-1].born and not run[-1].aside:
        return False  # "heroin and cocaine from Bolivia"
    return bool(told)


def _split(scene: Scene, run: list[_Member], ways: list[Way]) -> list[Way]:
    first, last = run[0].at, max(member.end for member in run)
    shared: dict[int, StopTold] = {}
    for way in ways:
        for it in way.stops:
            if it.stop.sort != "of" and not first <= it.stop.first <= last:
                shared.setdefault(it.stop.first, it)
    clause = ways[0].stops[0].stop.clause
    found: dict[str, Way] = {}
    for place, member in enumerate(run):
        origin = _origin(run, place)
        known = found.get(member.market)
        if known is None:
            substances = (member.substance,) if member.substance else ()
            theme = Theme(((member.market, substances),), member.at, ways[0].theme.lawful)
            known = found[member.market] = Way(theme, ways[0].denied, section=scene.section)
            known.outward = any(way.outward for way in ways)
            known.inward = any(way.inward for way in ways)
            known.pointed = any(way.pointed for way in ways)
        if origin:
            sort = "noun" if member.come or not member.born else "of"
            stop = Stop("origin", tuple(origin), member.at, member.at, sort, clause)
            known.stops.append(StopTold(scene.sentence, stop))
    for way in found.values():
        way.stops.extend(shared.values())
    return [way for way in found.values() if way.stops]


def _origin(run: list[_Member], place: int) -> list[str]:
    member = run[place]
    if member.born or member.come:
        return member.come or member.born
    for later in run[place + 1 :]:
        if later.aside or later.born:
            break
        if later.come:
            return later.come  # "opium and heroin from Iran and cocaine from Peru"
    for earlier in range(place, 0, -1):
        if run[earlier].aside:
            break
        if run[earlier - 1].born and not run[earlier - 1].come:
            return run[earlier - 1].born  # "Afghan opium and heroin"
    return []


def _runs(scene: Scene) -> list[list[_Member]]:
    runs: list[list[_Member]] = []
    run: list[_Member] = []
    for at in scene.goods:
        member = _member(scene, at)
        if member is None:
            continue
        if not (run and _joined(scene, run[-1], member)):
            run = [member]
            runs.append(run)
            member.born = _before(scene, at)
        else:
            run.append(member)
        member.end = at
    for run in runs:
        tail = run[-1]
        _behind(scene, tail, len(scene.sentence.words))
    return [run for run in runs if len(run) > 1]


def _member(scene: Scene, at: int) -> _Member | None:
    item = scene.sentence.items[at]
    if not isinstance(item.meaning, Name):
        return None
    market = market_of(scene.vocabulary, item.meaning)
    if market is None:
        return None
    named = item.label == "substance" and item.meaning.id != market
    return _Member(at, market, item.meaning.id if named else None)


def _joined(scene: Scene, one: _Member, other: _Member) -> bool:
    """Whether only a list stands between two goods; tells what it says of their origins."""
    step = _behind(scene, one, other.at)
    joined = False
    while step < other.at:
        word, item = scene.word(step), scene.sentence.items[step]
        if word in _AND:
            joined = True
        elif word in _ASIDE:
            other.aside = True
            joined = joined or word == "well"
        elif item.label in NATIONAL or (item.label == "region" and step == other.at - 1):
            assert isinstance(item.meaning, Name)
            other.born.append(item.meaning.id)
        elif item.label in FIGURE_LABELS or word in scene.ways.carriers:
            pass
        else:
            one.come, other.born, other.aside = [], [], False
            return False
        step += 1
    return joined or one.end > one.at


def _behind(scene: Scene, member: _Member, until: int) -> int:
    """The item behind what tells the origin of goods: "heroin shipments from Iran and Turkey"."""
    items = scene.sentence.items
    step = member.at + 1
    while step < until and scene.word(step) in scene.ways.carriers:
        step += 1
    if step >= until or scene.word(step) not in _FROM:
        return member.at + 1
    found: list[str] = []
    end = step
    for index in range(step + 1, until):
        meaning = items[index].meaning
        if items[index].label in AREA_LABELS and isinstance(meaning, Name):
            found.append(meaning.id)
            end = index
        elif scene.word(index) not in (",", "and", "or", "the"):
            break
    if not found:
        return member.at + 1
    member.come, member.end = found, end
    return end + 1


def _before(scene: Scene, at: int) -> list[str]:
    """Areas of the adjectives right before goods."""
    found: list[str] = []
    for step in range(at - 1, max(-1, at - 6), -1):
        item = scene.sentence.items[step]
        if (item.label in NATIONAL or (item.label == "region" and step == at - 1)) and isinstance(
            item.meaning, Name
        ):
            found.insert(0, item.meaning.id)
        elif not (found and scene.word(step) in ("and", ",", "or")):
            break
    return found
