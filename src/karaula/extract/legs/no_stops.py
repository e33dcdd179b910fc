"""Conditions of places that tell no stop of goods, or another one than their words: "traced to",
"to the south of", "found in 56 deaths", "what lands in"."""

from collections.abc import Mapping

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.goods import market_at
from karaula.extract.legs.people import named_so
from karaula.extract.legs.scene import Scene, Theme

LEADS_TO = ("to", "into", "back to")
"""Prepositions that lead to a place, with no word for a way in them."""
_SIDES = frozenset(("north", "south", "east", "west", "north-east", "north-west", "south-east",
                    "south-west", "northeast", "northwest", "southeast", "southwest", "left",
                    "right", "rear"))  # fmt: skip
_OFF = ("north of", "south of", "east of", "west of", "off", "near", "outside")
SAMPLES = (
    "samples",
    "sample",
    "deaths",
    "blood",
    "urine",
    "wastewater",
    "autopsies",
    "hair",
    "sewage",
)
_GATES = ("crossing", "checkpoint", "gate", "post", "tunnel", "bridge", "pass")
_TRADES = ("buy", "purchase", "sell", "resell", "obtain", "get", "acquire", "fetch", "cost")
_BUYS = ("buy", "purchase", "obtain", "get", "acquire", "source", "procure", "order")
_RETURNS = ("send", "ship", "return", "turn")
_HIRES = ("recruit", "lure", "entice", "attract", "hire", "groom")
_WORK = ("work", "job", "jobs", "employment", "posts", "positions")


def of_the_law(scene: Scene, clause: Clause) -> bool:
    """Whether officers do what a clause says, which leads goods nowhere: "they confiscated"."""
    return clause.verb in scene.ways.seizes and bool(clause.verb) and not clause.passive


def taken_away(scene: Scene, clause: Clause) -> bool:
    """Whether officers took goods from somewhere: "police took cocaine from a yacht in"."""
    if clause.verb not in ("take", "lift", "pull", "haul") or clause.passive:
        return False
    return any(
        scene.word(at) in scene.ways.officers or scene.sentence.items[at].label == "body"
        for at in range(clause.first, clause.at)
    )


def into_custody(scene: Scene, clause: Clause) -> bool:
    """Whether people are taken to no place but "into custody"."""
    return any(scene.word(phrase.last) in ("custody", "detention") for phrase in clause.phrases)


def robbed(clause: Clause, markets: Mapping[str, object]) -> bool:
    """Whether people on their way are told to be robbed, where they did not set out."""
    return clause.verb in ("rob", "loot", "steal") and "migrant_smuggling" in markets


def supplied(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether goods are bought from a group, which tells who supplies them."""
    return clause.verb in _BUYS and bool(phrase.named(scene.sentence, "group"))


def of_others_before(scene: Scene, phrase: Phrase, theme: Theme) -> bool:
    """Whether what a phrase hangs on stands behind other goods than those of the theme."""
    between = (market_at(scene, at) for at in scene.goods if theme.at < at < phrase.first)
    last = [market for market in between if market is not None][-1:]
    if scene.word(theme.at) in scene.ways.ingredients:
        return False  # "ingredients for amphetamine are shipped from China"
    return bool(last) and last[0] != "drugs" and last[0] not in dict(theme.markets)


def traced(scene: Scene, clause: Clause) -> str | None:
    """The end that "to" leads to behind what officers did with goods that were traced."""
    above = scene.clauses[clause.parent].verb if clause.parent is not None else ""
    return "origin" if above in scene.ways.back_to else None


def lies_beside(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase in front tells where something lies: "To the south of Nicaragua,"."""
    side = scene.word(phrase.last) in _SIDES and phrase.first < clause.at
    return side and scene.sentence.words[phrase.last + 1 : phrase.last + 2] == ("of",)


def what_lands(scene: Scene, phrase: Phrase) -> bool:
    """Whether goods are those that come in somewhere: "most of what lands in Porto is driven"."""
    before = scene.sentence.words[max(0, phrase.first - 2) : phrase.first]
    return before[:1] == ("what",) and before[1:] in (("lands",), ("arrives",), ("landed",))


def find_made(scene: Scene, clause: Clause) -> bool:
    """Whether what is made is a find: "one bigger haul was made in"."""
    if clause.verb != "make":
        return False
    made = clause.objects or ([clause.subject] if clause.subject is not None else [])
    return any(scene.word(head) in scene.ways.finds for phrase in made for head in phrase.heads)


def in_samples(scene: Scene, clause: Clause) -> bool:
    """Whether drugs were found in bodies: "were found in 56 deaths"."""
    if clause.verb != "find":
        return False
    heads = {head for phrase in clause.phrases for head in phrase.heads}
    items = scene.sentence.items
    return any(scene.word(at) in SAMPLES or named_so(items[at], "deaths") for at in heads)


def priced(scene: Scene, clause: Clause) -> bool:
    """Whether a clause tells what goods cost where: "is bought for 300 euros in"."""
    if clause.verb not in _TRADES or (clause.past and not clause.passive):
        return False
    return any(it.label == "money" for it in scene.sentence.items[clause.first : clause.last + 1])


def for_land(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether goods that move are for a land: "heroin for Western Europe travels along"."""
    land = scene.sentence.items[phrase.last].label in ("area", "region")
    of_goods = phrase.behind in scene.goods and 0 <= phrase.first < clause.at
    return land and of_goods and clause.verb in scene.ways.moves


def caught_off(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a place only tells near what goods were caught at sea: "was seized by the navy west
    of the Canary Islands"."""
    caught = phrase.preposition in _OFF and clause.verb in scene.ways.seizes
    return caught and not scene.ways.at_sea.isdisjoint(scene.sentence.said)


def of_gate(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells whither a gate leads at which something is done."""
    if phrase.behind < 0 or scene.word(phrase.behind) not in _GATES:
        return False
    held = next((it for it in clause.phrases if it.last == phrase.behind), None)
    return held is None or scene.ways.ends.get(held.preposition) == "at"


def of_doer(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells where those are by whom something is done."""
    by = (it.last for it in clause.phrases if it.preposition == "by")
    who = scene.sentence.items[phrase.behind].label in ("group", "body")
    return phrase.behind in by and (who or scene.word(phrase.behind) in scene.ways.people)


def offered(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether it is where people are to go: "are recruited with offers of work in". Who is lured
    "to Foxland by offers of work in Barland" goes to Foxland."""
    led = any(one.preposition in ("to", "into") for one in clause.phrases)
    return clause.verb in _HIRES and not led and scene.word(phrase.behind) in _WORK


def sent_back(scene: Scene, clause: Clause) -> bool:
    """Whether authorities lead goods back: "Romania has sent 19 containers back to"."""
    if clause.verb not in _RETURNS or clause.subject is None:
        return clause.verb == "send" and clause.passive
    officers = any(scene.word(head) in scene.ways.officers for head in clause.subject.heads)
    return clause.passive or officers or bool(areas_of(scene, clause.subject))
