"""What stands for goods that are not named again: "it", "lorries", "part of the load", "the
finished product"; and what does not."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.goods import goods_of
from karaula.extract.legs.people import PEOPLE, named_so, people
from karaula.extract.legs.scene import Scene
from karaula.extract.sentences.lexicon import Name

_AMOUNTS = ("amount", "count", "pieces", "number", "percent")
_FINISHED = frozenset(("finished", "final", "end", "packaged", "processed"))
_PRODUCTS = ("product", "products", "goods", "cigarettes", "tablets", "pills", "drugs")
_PRESSED = ("tablets", "pills", "capsules")
_GEAR = frozenset(("boats", "boat", "engines", "engine", "dinghies", "motors", "outboards",
                   "lifejackets", "jackets", "rafts", "equipment"))  # fmt: skip
_BROUGHT = frozenset(("bring", "ship", "buy", "order", "deliver", "transport", "send", "import",
                      "supply", "produce", "make", "store", "purchase", "source"))  # fmt: skip
_CARRYING = ("containers", "plants", "firearms", "border_crossings", "seizures")


def boxes(scene: Scene, phrase: Phrase) -> bool:
    meaning = scene.sentence.items[phrase.last].meaning
    return isinstance(meaning, Name) and meaning.id == "containers"


def finished(scene: Scene, clause: Clause) -> int | None:
    """The noun of what was made of goods named before: "forwarded the finished product to"."""
    if _FINISHED.isdisjoint(scene.sentence.said):
        return None
    for phrase in (*clause.objects, clause.subject):
        if phrase is None:
            continue
        held = scene.sentence.words[phrase.first : phrase.last]
        if scene.word(phrase.last) in _PRODUCTS and not _FINISHED.isdisjoint(held):
            return phrase.last
    return None


def pressed(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names a form that only a finished drug has."""
    return scene.word(phrase.last) in _PRESSED


def is_gear(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether boats and engines are brought to where people are to board them: they are no people
    on their way."""
    about = (scene.before, scene.story)
    if not any(it is not None and dict(it.markets).keys() <= PEOPLE for it in about):
        return False
    brought = clause.verb in _BROUGHT and (clause.passive or phrase in clause.objects)
    held = scene.sentence.words[phrase.first : phrase.last + 1]
    return brought and not _GEAR.isdisjoint(held)


def _of_other(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether an amount is of something that neither is goods nor stands for them."""
    held = next((p for p in clause.of(phrase)[:1] if p.preposition == "of"), None)
    if held is None or goods_of(scene, held) is not None or scene.leading(held) == "what":
        return False
    head = scene.word(held.last)
    return head.isalpha() and head not in scene.ways.carriers and not people(scene, held)


def _with_other(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether containers hold something that is no goods: "with bananas"."""
    held = next((p for p in clause.of(phrase)[:1] if p.preposition in ("of", "with")), None)
    return held is not None and goods_of(scene, held) is None


def _share_of_boxes(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a share of all containers is told: "57% of the banana containers go to"."""
    if scene.sentence.items[phrase.last].label != "percent" or clause.past:
        return False
    held = next((p for p in clause.of(phrase)[:1] if p.preposition == "of"), None)
    return held is not None and boxes(scene, held)


def stands_in(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase carries goods or stands for them: "it", "lorries", "part of the load"."""
    carriers = scene.ways.carriers
    words = scene.sentence.words
    held = phrase.behind >= 0 and words[phrase.behind + 1] in ("of", "with")
    if held and scene.word(phrase.behind) in carriers:
        return True  # "a consignment of squid that was shipped from"
    if held and named_so(scene.sentence.items[phrase.behind], "containers"):
        return scene.caught and (clause.past or clause.passive)
    for head in phrase.heads:
        label = scene.sentence.items[head].label
        amount = label in _AMOUNTS or scene.word(head) in scene.ways.some
        if amount and _share_of_boxes(scene, clause, phrase):
            return False
        if amount and _of_other(scene, clause, phrase):
            return False  # "800 cubic metres of merbau"
        if scene.word(head) in carriers or label in ("route", "amount", "count", "pieces"):
            return True
        if label in ("indicator", "percent", "number", "goods"):
            return True
        meaning = scene.sentence.items[head].meaning
        if label == "role" and isinstance(meaning, Name) and meaning.id.endswith("|corridor"):
            return True
        if label == "thing" and isinstance(meaning, Name) and meaning.id in _CARRYING:
            if boxes(scene, phrase) and _with_other(scene, clause, phrase):
                return scene.caught and (clause.past or clause.passive)
            return True
        named = scene.sentence.items[head]
        if isinstance(named.meaning, Name) and named.label in ("place", "area", "region"):
            # "Albania supplies …", "heroin from Iran, which reaches …", "the Tirana–Bari line"
            told_of = clause.kind == "relative" and clause.verb in scene.ways.moves - {"be"}
            return (
                told_of
                or clause.verb in scene.ways.subject
                or any(
                    word in carriers
                    for first, last in phrase.parts
                    for word in words[first : last + 1]
                )
            )
    return False
