"""Gates, borders and regions that a way leads through, over or into: "come in through the port of
Burgas", "across Greece's border with Turkey", "shipped them across Europe"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of, is_sea
from karaula.extract.legs.people import named_so
from karaula.extract.legs.scene import Scene, Stop

_ONE_COUNTRY = ("country", "territory")
_INTO = ("arrive", "enter", "import")
_ALL_OVER = ("across", "throughout", "over", "around")
_SPREADS = frozenset(("ship", "distribute", "supply", "sell", "resell", "send", "deliver", "export",
                      "spread", "market", "peddle", "trade", "retail"))  # fmt: skip


def comes_in(scene: Scene, clause: Clause, phrase: Phrase, areas: tuple[str, ...]) -> bool:
    """Whether a gate is where goods come in, and no more is told of where they go: "cigarettes come
    in through the port of Burgas"."""
    if scene.section and scene.section not in areas:
        return False
    gate = scene.word(phrase.last) in scene.ways.gates
    if gate and phrase.first > clause.at and not goes_to(scene, clause) and _wide(scene, areas):
        return True  # "from Peru through European ports"
    if clause.verb not in scene.ways.inward or phrase.first < clause.at or goes_to(scene, clause):
        return False
    into = clause.verb in _INTO or "in" in scene.sentence.words[clause.at + 1 : phrase.first]
    objects = [it for it in clause.objects if scene.word(it.last) not in _ONE_COUNTRY]
    if not into or any(areas_of(scene, it) not in ([], list(areas)) for it in objects):
        return False
    named = scene.sentence.items[phrase.last].label == "place"
    return named or gate


def _wide(scene: Scene, areas: tuple[str, ...]) -> bool:
    """Whether areas are regions of lands, no seas."""
    return all(
        area in scene.vocabulary.regions and not is_sea(scene.vocabulary, area) for area in areas
    )


def all_over(scene: Scene, clause: Clause, phrase: Phrase, areas: tuple[str, ...]) -> bool:
    """Whether goods are spread over a region, not led through it: "shipped them across Europe"."""
    if phrase.preposition not in _ALL_OVER or clause.verb not in _SPREADS:
        return False
    return _wide(scene, areas) and not goes_to(scene, clause)


def border_stops(scene: Scene, clause: Clause, place: int) -> Iterator[Stop]:
    """The lands beside a border that is crossed on the way: "moved them into the Union across
    Greece's border with Turkey"."""
    phrase = clause.phrases[place]
    beside = next((it for it in clause.of(phrase)[:1] if it.preposition == "with"), None)
    goes = any(scene.ways.ends.get(it.preposition) == "destination" for it in clause.phrases)
    own = areas_of(scene, phrase)
    other = areas_of(scene, beside) if beside is not None else []
    if own and other and goes and beside is not None:
        yield Stop("via", tuple(own), phrase.first, phrase.last, "way")
        yield Stop("origin", tuple(other), beside.first, beside.last, "way")


def near_border(clause: Clause, place: int) -> bool:
    """Whether the phrase behind that of a border tells near what place it was crossed."""
    following = clause.phrases[place + 1 : place + 2]
    near = bool(following) and following[0].preposition in ("near", "at", "in")
    return near and following[0].behind == clause.phrases[place].last


def goes_to(scene: Scene, clause: Clause) -> bool:
    return any(scene.ways.ends.get(p.preposition) == "destination" for p in clause.phrases)


def was_stopped(scene: Scene, clause: Clause) -> bool:
    """Whether somebody stopped goods or what holds them; ships and lorries may stop themselves."""
    if clause.passive or clause.objects or clause.subject is None:
        return True
    head = clause.subject.last
    boxes = named_so(scene.sentence.items[head], "containers")
    return boxes or scene.word(head) not in scene.ways.rides_in
