"""What was taken: amounts with their substances, and packages."""

from dataclasses import dataclass, replace

from karaula.extract.incidents.amount_of import substance_of
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.naming import named, plain
from karaula.extract.incidents.reality import rate
from karaula.extract.incidents.things import Thing, cigarette_packs, contraband, thing_at, things
from karaula.extract.incidents.words import dose_units, doses, words
from karaula.extract.incidents.world import World
from karaula.extract.sentences.figures import Figure
from karaula.vocabulary.fold import fold

_LOADED = 6
"""Words from a figure to the thing that it counts."""


@dataclass(frozen=True, slots=True)
class Goods:
    """One amount of something, with the items from its figure to its substance.

    ``quantity`` is in ``unit``; ``kg`` to ``kg_max`` where it is a mass. Without a figure it is
    something that was named only.
    """

    substance: tuple[str, ...]
    first: int
    last: int
    quantity: float | None = None
    unit: str | None = None
    kg: float | None = None
    kg_max: float | None = None
    qualifier: str = "exact"
    raw: str | None = None

    @property
    def amount(self) -> bool:
        """Whether it is said how much."""
        return self.quantity is not None


def goods(line: Line, world: World, spoken: tuple[str, ...] = ()) -> list[Goods]:
    """Amounts in the order of the text, those that only restate the one before left out. Pills of
    which nothing else is said are of the one drug ``spoken`` of before."""
    found: list[Goods] = []
    for index in line.figures():
        one = _at(line, index, world) or _pills(line, index, spoken, world)
        if one is None or (found and index <= found[-1].last and not _mass(one)):
            continue
        if found and _more_exactly(line, found[-1], one):
            found[-1] = replace(one, substance=found[-1].substance, first=found[-1].first)
            continue
        if found and _more_arms(line, found[-1], one):
            before = found[-1]
            raw = line.written(before.first, one.last)
            total = (before.quantity or 0) + (one.quantity or 0)
            found[-1] = replace(before, quantity=total, last=one.last, raw=raw)
            continue
        if found and _restates(line, found[-1], one):
            before = found[-1]
            found[-1] = replace(
                before,
                substance=before.substance or one.substance,
                kg=one.kg if before.kg is None else before.kg,
                kg_max=one.kg_max if before.kg is None else before.kg_max,
                last=one.last,
            )
            continue
        found.append(one)
    return found


def _more_arms(line: Line, before: Goods, one: Goods) -> bool:
    """Whether weapons of another kind were taken beside those: "nine pistols and two rifles"."""
    arms = before.unit == one.unit == "weapon" and "exact" == before.qualifier == one.qualifier
    between = [line.word(step) for step in range(before.last + 1, one.first)]
    return arms and bool(between) and {*between} <= {",", "and"}


def _at(line: Line, index: int, world: World) -> Goods | None:
    label = line.label(index)
    if label not in ("amount", "pieces", "number", "count") or rate(line, index):
        return None
    begin = line.sentence.items[index].start
    if _of_a_model(line.spoken.text[max(begin - 2, 0) : begin]):
        return None  # "an M72 machine gun", "AK-47 rifles"
    figure = line.figure(index)
    if label == "amount":
        if figure.unit not in ("kg", "litre"):
            return None
        if _may_be_money(figure, world) and not _recognised(line, index):
            return None
        substance, last = substance_of(line, index, world.vocabulary)
        if not substance and (thing := _of_thing(line, index)) is not None:
            return _goods(line, index, thing.last, figure, (thing.market,), world)
        named_so = line.word(index + 1) == "of" and "narcotic" in _near(line, index + 2, 7)
        if not substance and named_so:
            return _goods(line, index, index + 2, figure, ("drugs",), world)
        # "1.8 kg of stretchers" is of something else than the drugs spoken of.
        other = line.word(index + 1) == "of" and not _unnamed(line, index + 2)
        if not substance and (figure.unit == "litre" or other):
            return None
        return _goods(line, index, last, figure, substance, world)
    if label == "pieces" and line.word(index + 1) in words("made_of"):
        return None
    if (
        label != "amount"
        and line.word(index - 1) in words("inside")
        and (line.word(index - 2) in words("put"))
    ):
        return None  # "hidden in one of the batteries"
    if label == "pieces":
        if figure.unit == "ammunition":
            return _goods(line, index, index, figure, ("ammunition",), world)
        of_arms = line.word(index + 1) == "of" and line.word(index + 2) in words("weapon")
        if of_arms and line.tells("seizure", "found"):
            return _goods(line, index, index + 2, figure, ("firearms",), world, "weapon")
        one = _pieces(line, index, figure, world)
        if one is None and (market := contraband(figure.raw_unit or "")) is not None:
            return _goods(line, index, index, figure, (market,), world)
        if one is None:
            one = _smokes(line, index, figure, world)
        if one is None and (thing := _of_thing(line, index)) is not None:
            return _goods(line, index, thing.last, figure, (thing.market,), world)
        return one
    return _counted(line, index, figure, world)


def _of_a_model(before: str) -> bool:
    """Whether a number is one of a name, by the two signs before it: "AK-", "M"."""
    return before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isupper())


def _model_at(line: Line, index: int) -> bool:
    """Whether an item is the number in the name of a weapon."""
    if line.label(index) not in ("number", "count", "pieces"):
        return False
    begin = line.sentence.items[index].start
    return _of_a_model(line.spoken.text[max(begin - 2, 0) : begin])


def _may_be_money(figure: Figure, world: World) -> bool:
    return (figure.raw_unit or "").lower() in world.sums


def _recognised(line: Line, index: int) -> bool:
    """Whether the recognisers take a mass for a quantity: no sum in pounds is one."""
    return any(said.first <= index <= said.last for said in line.spans("QUANTITY"))


def _unnamed(line: Line, index: int) -> bool:
    """Whether what stands there may be the drug under another word: "of the white powder"."""
    return not _near(line, index).isdisjoint(_OTHERWISE)


_OTHERWISE = frozenset((
    "buds", "leaves", "resin", "powder", "substance", "it", "drug", "drugs", "narcotics", "which",
    "same",
))  # fmt: skip


def _near(line: Line, index: int, words_: int = 4) -> set[str]:
    return {*line.behind(index - 1, words_)}


def _pieces(line: Line, index: int, figure: Figure, world: World) -> Goods | None:
    if figure.unit == "weapon":
        return _goods(line, index, index, figure, ("firearms",), world)
    if figure.unit == "cigarette":
        return _goods(line, index, index, figure, ("tobacco",), world)
    if figure.unit not in dose_units():
        return None
    substance, last = substance_of(line, index, world.vocabulary)
    if not substance and figure.unit == "plant":
        substance = tuple(name for name in named(line, world.vocabulary) if name == "cannabis")
    if not substance and "cannabis" in (figure.raw_unit or "").lower():
        substance = ("cannabis",)
    if not substance:
        return None
    return _goods(line, index, last, figure, substance, world)


def _pills(line: Line, index: int, spoken: tuple[str, ...], world: World) -> Goods | None:
    """ "Police seized 320,000 pills", where one drug was spoken of."""
    drug = len(spoken) == 1 and spoken[0] in world.vocabulary.substances
    if line.label(index) != "pieces" or not drug or not line.tells("seizure", "found"):
        return None
    figure = line.figure(index)
    other = line.word(index + 1) == "of" or named(line, world.vocabulary)
    pills = figure.unit in ("tablet", "capsule", "plant" if spoken == ("cannabis",) else "tablet")
    if other or not pills or rate(line, index):
        return None
    return _goods(line, index, index, figure, spoken, world)


def _closed(line: Line, opened: int) -> int | None:
    """The item that closes a bracket, where it is a short one."""
    return next((at for at in range(opened, opened + 5) if line.word(at) == ")"), None)


def _smokes(line: Line, index: int, figure: Figure, world: World) -> Goods | None:
    """ "14,980,000 pieces of cigarettes", "90,000 pieces (4,500 cartons) of cigarettes"."""
    closed = _closed(line, index + 1) if line.word(index + 1) == "(" else None
    begin = index + 1 if closed is None else closed + 1
    for step in range(begin, min(begin + 3, line.last)):
        if line.word(step).split()[-1:] and line.word(step).split()[-1] in words("cigarettes"):
            packed = (figure.raw_unit or "").lower()
            unit = next((u for u, forms in cigarette_packs().items() if packed in forms), None)
            return _goods(line, index, step, figure, ("tobacco",), world, unit or "cigarette")
        if line.label(step) not in (None, "goods") or line.word(step) in words("amount_ends"):
            return None
    return None


def _of_thing(line: Line, index: int) -> Thing | None:
    """The thing that a figure counts or measures: "650 kg of pangolin scales", "47 elephant tusks",
    "eight lorries of shredded tyres"."""
    fakes = [at for at in line.labelled("market") if line.id(at) == "counterfeit_goods"]
    if not (fakes or things(line)):
        return None
    for step in range(index + 1, min(index + _LOADED, line.last)):
        if line.word(step) in words("persons"):
            return None  # "31 people with trafficking waste"
        if step in fakes:
            return Thing("counterfeit_goods", step)
        thing = thing_at(line, step, counted=True)
        if thing is not None:
            return thing
        if line.label(step) in ("amount", "number", "count", "money", "date", "substance"):
            return None
        if line.word(step) in words("amount_ends"):
            return None
    return None


def _counted(line: Line, index: int, figure: Figure, world: World) -> Goods | None:
    """ "5.7 million amphetamine tablets", "20 Kalashnikov rifles", "two million cigarettes"."""
    one = _counted_here(line, index, figure, world)
    if one is not None:
        return one
    thing = _of_thing(line, index)
    return (
        None
        if thing is None
        else _goods(line, index, thing.last, figure, (thing.market,), world, "piece")
    )


def _counted_here(line: Line, index: int, figure: Figure, world: World) -> Goods | None:
    # "24 million (24,220,000) pieces of contraband cigarettes"
    if line.word(index + 1) == ")" and line.word(index + 2) in ("pieces", "pcs"):
        return _smokes(line, index + 2, figure, world)
    packed = _packed(line, index, figure, world)
    if packed is not None:
        return packed
    # "14 AK-47 automatic rifles", "two M70 machine guns"
    model = next((at for at in (index + 2, index + 3) if _model_at(line, at)), None)
    # "59 military and hunting rifles"
    described = line.word(index + 2) == "and" or model is not None
    # "25 AK-type assault rifles"
    described = described or line.word(index + 2) == "-"
    for step in range(index + 1, min(index + (7 if described else 4), line.last)):
        word = line.word(step)
        noun = word.split()[-1] if word else ""
        if step == model:
            if line.label(step) == "pieces" and line.figure(step).unit == "weapon":
                return _goods(line, index, step, figure, ("firearms",), world, "weapon")
            continue
        if noun in words("weapon", "cigarettes") and line.word(step + 1) in words("made_of"):
            return None
        if word == "(":
            closed = _closed(line, step)
            noun = line.word(closed + 2) if closed and line.word(closed + 1) == "of" else ""
            if closed is None or noun not in words("cigarettes"):
                return None
            inner = next((at for at in line.figures() if step < at < closed), None)
            if inner is not None and line.label(inner) == "pieces":
                pieces = line.figure(inner)
                return _goods(line, inner, closed + 2, pieces, ("tobacco",), world, "cigarette")
            step = closed + 2  # "650 boxes (13,000 pieces) of cigarettes"
        if noun in words("weapon"):
            return _goods(line, index, step, figure, ("firearms",), world, "weapon")
        if noun in words("cigarettes"):
            said = {line.word(between) for between in range(index + 1, step)}
            pack = next((u for u, forms in cigarette_packs().items() if forms & said), "cigarette")
            return _goods(line, index, step, figure, ("tobacco",), world, pack)
        if line.label(step) == "substance":
            unit = doses().get(line.word(step + 1)) or next(
                (doses()[w] for w in fold(line.written(step, step)).split() if w in doses()), None
            )
            if unit is None:
                return None
            substance = plain(line.id(step), world.vocabulary)
            return _goods(line, index, step, figure, (substance,), world, unit)
        thing = word.split()
        if len(thing) == 2 and thing[0] in ("cannabis", "marijuana") and thing[1] in doses():
            unit = doses()[thing[1]]
            return _goods(line, index, step, figure, ("cannabis",), world, unit)
        if word in doses() and word not in ("trees", "joints", "doses"):
            substances, last = substance_of(line, step, world.vocabulary)
            if not substances and line.word(step - 1) in ("narcotic", "drug", "illicit", "illegal"):
                substances, last = ("drugs",), step  # "1,870 narcotic plants"
            if substances:
                return _goods(line, index, last, figure, substances, world, doses()[word])
        if line.label(step) is not None:
            return None
        if word in words("amount_ends") and not (described and step == index + 2):
            return None
    return None


def _packed(line: Line, index: int, figure: Figure, world: World) -> Goods | None:
    """ "2,100 master cases of untaxed cigarettes"."""
    if not line.tells("cigarettes"):
        return None
    for step in range(index + 1, min(index + 4, line.last)):
        unit = next((u for u, forms in cigarette_packs().items() if line.word(step) in forms), None)
        if unit is None or line.word(step + 1) != "of":
            continue
        for at in range(step + 2, min(step + 6, line.last)):
            if line.word(at).split()[-1:] and line.word(at).split()[-1] in words("cigarettes"):
                return _goods(line, index, at, figure, ("tobacco",), world, unit)
            if line.label(at) in ("number", "count", "amount", "money"):
                break
    return None


def _goods(
    line: Line,
    index: int,
    last: int,
    figure: Figure,
    substance: tuple[str, ...],
    world: World,
    unit: str | None = None,
) -> Goods:
    quantity, known = _as_written(figure, world)
    mass = figure.unit == "kg"
    return Goods(
        substance=substance,
        first=index,
        last=max(index, last),
        quantity=quantity,
        unit=unit or known,
        kg=figure.value if mass else None,
        kg_max=figure.value_max if mass else None,
        qualifier=figure.qualifier,
        raw=line.written(index, index),
    )


def _as_written(figure: Figure, world: World) -> tuple[float, str]:
    """Value in the unit that the words have, and that unit."""
    known = world.units.get((figure.unit, fold(figure.raw_unit or "")))
    if known is None:
        return figure.value, figure.unit
    unit, factor = known
    return float(f"{figure.value / factor:.12g}"), unit


def _mass(one: Goods) -> bool:
    return one.kg is not None


def _more_exactly(line: Line, before: Goods, one: Goods) -> bool:
    """ "Nearly a tonne of heroin, 994 kg, was found": the second figure is the exact one."""
    gap = [line.word(step) for step in range(before.last + 1, one.first)]
    near = before.kg and one.kg and 0.8 < one.kg / before.kg < 1.25
    exact = one.qualifier == "exact" != before.qualifier and not one.substance
    return bool(near and exact and gap in ([","], [":"], ["–"], ["-"], ["—"]))


def _restates(line: Line, before: Goods, one: Goods) -> bool:
    """ "68 pounds (31 kg)", "2,560 tablets (weighing 0.7 kg)", "250 plants weighing 90 kg"."""
    if one.substance and before.substance and one.substance != before.substance:
        return False
    gap = [line.word(step) for step in range(before.last + 1, one.first)]
    near = before.kg and one.kg and 0.7 < one.kg / before.kg < 1.4
    if near and gap in (["or"], ["—"], ["–"], ["-"], ["/"]):
        return True
    if len(gap) > 6 or "and" in gap or "," in gap:
        return False
    bracket = "(" in gap and ")" not in gap
    weighed = before.kg is None and one.kg is not None and bool(set(gap) & words("weighing"))
    return bool(weighed or bracket)
