"""Roles that the greater part of goods tells, "Morocco accounts for most of the hashish smoked",
"are mostly ordered from China"; and demand that grows, "Slovenia's demand for it has risen"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.subjects import subject_of
from karaula.extract.roles.told import Told, areas_at
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_MOST = frozenset(("most", "much", "bulk", "majority", "share", "nearly", "almost", "all"))
_MOSTLY = frozenset(("mostly", "mainly", "largely", "chiefly", "usually", "typically", "often",
                     "predominantly", "primarily", "generally", "increasingly", "commonly",
                     "overwhelmingly", "principally", "always", "frequently"))  # fmt: skip
_BOUGHT = frozenset(("order", "buy", "purchase", "import", "source", "obtain", "procure", "supply",
                     "acquire", "get"))  # fmt: skip
_SOLD = frozenset(("sell", "retail", "market", "distribute"))
_REACHING = frozenset(("reach", "enter", "sell", "smoke", "consume", "use", "snort", "circulate",
                       "arrive", "inject", "abuse", "swallow", "find", "traffic"))  # fmt: skip
"""What is said of goods that have come from elsewhere."""
_DEMAND = frozenset(("demand", "appetite", "thirst", "hunger"))
_GROWS = frozenset(
    (
        "rise",
        "grow",
        "increase",
        "soar",
        "surge",
        "boom",
        "climb",
        "double",
        "fuel",
        "drive",
        "feed",
        "outstrip",
        "remain",
        "attract",
        "expand",
        "explode",
    )
)
_NAMES = frozenset(("demand", "appetite", "thirst", "hunger", "accounts", "account", "accounted"))


def speaks_of_shares(sentence: Sentence) -> bool:
    """Whether a sentence may tell where the greater part of goods is from, or of demand."""
    said = sentence.said
    if not said.isdisjoint(_NAMES):
        return True
    return not said.isdisjoint(("from", "sold")) and not said.isdisjoint(_MOSTLY)


def shares(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Roles that the greater part of goods, or a growing demand, tells."""
    if clause.verb == "account" and not clause.passive:
        yield from _accounts(scene, clause, denied)
    elif clause.verb in _BOUGHT and clause.passive:
        yield from _mostly(scene, clause, "from", "source", denied)
    elif clause.verb in _SOLD and clause.passive:
        yield from _mostly(scene, clause, "in", "destination", denied)
    elif clause.verb in _GROWS and not clause.passive:
        yield from _demands(scene, clause, denied)


def _accounts(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Morocco accounts for most of the hashish smoked in Europe"; not a share of what was caught,
    nor one in percent."""
    part = next((p for p in clause.phrases if p.preposition == "for"), None)
    if part is None or _MOST.isdisjoint(scene.sentence.words[part.parts[0][0] : part.last + 1]):
        return
    held = [part, *(p for p in clause.of(part)[:1] if p.preposition == "of")]
    for phrase in reversed(held):
        theme = goods_of(scene, phrase)
        role = _of_participle(scene, phrase) if theme is not None else None
        areas = subject_of(scene, clause) if role is not None else ()
        if theme is not None and role is not None and areas:
            yield Told(areas, role, "", theme, clause.at, phrase.last, clause.at, denied)
            return


def _of_participle(scene: Scene, phrase: Phrase) -> str | None:
    """What goods are behind which it is told where they are made or come to."""
    for other in scene.clauses:
        if (
            other.kind in ("participle", "relative")
            and phrase.last < other.first <= phrase.last + 2
        ):
            if other.verb in _REACHING:
                return "source"
            made = role_words(scene.vocabulary).done_in.get(other.verb)
            return made if made == "production" else None
    return None


def _mostly(
    scene: Scene, clause: Clause, preposition: str, role: str, denied: bool
) -> Iterator[Told]:
    """ "Nitazenes are mostly ordered from vendors in China", "are sold mainly in Ireland"."""
    if clause.past or _MOSTLY.isdisjoint(scene.sentence.words[clause.first : clause.at + 3]):
        return
    theme = goods_of(scene, clause.subject) if clause.subject is not None else None
    for phrase in clause.behind_verb() if theme is not None else ():
        areas = areas_at(scene, clause, phrase) if phrase.preposition == preposition else ()
        if theme is not None and areas:
            yield Told(areas, role, "", theme, clause.at, phrase.last, clause.at, denied)
            return


def _demands(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Slovenia's demand for cocaine has risen"."""
    subject = clause.subject
    if subject is None or scene.word(subject.last) not in _DEMAND:
        return
    theme = _wanted(scene, clause, subject)
    first = subject.parts[-1][0]
    areas = tuple(
        item.meaning.id
        for item in scene.sentence.items[first : subject.last]
        if item.label in (*AREA_LABELS, "adjective", "region_adjective")
        if isinstance(item.meaning, Name)
    ) or (tuple(areas_of(scene, subject)))
    if theme is not None and areas:
        last = max(subject.last, theme.at)
        yield Told(areas[:1], "destination", "", theme, first, last, subject.last, denied)


def _wanted(scene: Scene, clause: Clause, subject: Phrase) -> Theme | None:
    """Goods for which there is demand."""
    named = (p for p in clause.of(subject)[:1] if p.preposition == "for")
    return next((theme for p in named if (theme := goods_of(scene, p)) is not None), None)
