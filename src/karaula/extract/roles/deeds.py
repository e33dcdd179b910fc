"""Roles by what is done in a place, or by an area: "grown in", "stored in", "consumes"."""

from collections.abc import Iterator
from typing import NamedTuple

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import areas_of, national
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.themes import goods_of, theme_of
from karaula.extract.roles.goods import stands_for
from karaula.extract.roles.mentions import PRONOUNS, subject_of
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.place_words import place_words

_NEAR = (
    "in", "over", "all over", "on", "at", "within", "around", "near", "from", "throughout",
    "across", "outside", "of",
)  # fmt: skip


_WHERE = frozenset(
    (
        "country",
        "countries",
        "place",
        "places",
        "state",
        "land",
        "port",
        "point",
        "territory",
        "area",
    )
)
_STANDING = frozenset(
    (
        "it", "they", "them", "which", "that", "drug", "drugs", "part", "most", "some", "load",
        "loads", "amount", "amounts", "quantity", "quantities", "much", "shipments", "consignments",
        "bulk", "majority", "half", "pills", "tablets",
    )
)  # fmt: skip
"""Words for goods that were named before."""


class Told(NamedTuple):
    """A role that a clause tells of areas in markets."""

    areas: tuple[str, ...]
    role: str
    detail: str
    theme: Theme
    first: int
    last: int
    at: int
    """Item of the word that says it."""
    denied: bool


def deeds(scene: Scene, clause: Clause) -> Iterator[Told]:
    """Roles that the verb of a clause says of a place, or of the area that is its subject."""
    words = role_words(scene.vocabulary)
    denied = clause.certainty == "denied"
    role = words.done_in.get(clause.verb)
    if role is not None and (clause.passive or (clause.objects and not _names_role(scene, clause))):
        theme = made_in(scene, clause)
        event = role == "storage" and "amount" in {
            item.label for item in scene.sentence.items[clause.first : clause.last + 1]
        }
        if theme is not None and _fits(role, clause.verb, theme) and not event:
            for phrase in clause.phrases:
                near = phrase.preposition in _NEAR
                if not near or (phrase.preposition in ("from", "of") and role != "source"):
                    continue
                if phrase.preposition == "of" or _of_subject(clause, phrase):
                    continue
                areas = areas_at(scene, clause, phrase)
                if areas:
                    more = _and_in(scene, clause, phrase)
                    areas = tuple(dict.fromkeys((*areas, *(a for it in more for a in it[0]))))
                    last = max(phrase.last, clause.at)
                    first = min(theme.at if 0 <= theme.at <= last else clause.at, clause.at)
                    yield Told(areas, role, "", theme, first, last, clause.at, denied)
                    break
    role = words.does.get(clause.verb)
    if clause.verb in words.out and scene.word(min(clause.at + 1, clause.last)) == "out":
        role = "production"
    if role is not None and not clause.passive and not _names_role(scene, clause):
        theme = made_in(scene, clause)
        areas = _doer(scene, clause) if theme is not None else ()
        if theme is not None and areas and not _elsewhere(clause):
            assert clause.subject is not None
            last = max(theme.at, clause.at)
            yield Told(areas, role, "", theme, clause.at, last, clause.at, denied)
    if clause.verb in words.crossed:
        yield from _crossed(scene, clause, denied)
    if clause.verb in words.waits:
        yield from _waits(scene, clause, denied)
    yield from _where(scene, clause, denied)


def _and_in(
    scene: Scene, clause: Clause, phrase: Phrase
) -> Iterator[tuple[tuple[str, ...], Phrase]]:
    """Areas of the places that a place is listed with: "in Lebanon and probably also in Syria"."""
    last = phrase.last
    for other in clause.phrases:
        between = scene.sentence.words[last + 1 : other.first]
        joined = "and" in between and len(between) < 5
        if other.first > last and joined and other.preposition == phrase.preposition:
            areas = areas_at(scene, clause, other)
            if areas:
                yield areas, other
                last = other.last


def _of_subject(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells where the subject is: "the heroin in Serbia is made"."""
    subject = clause.subject
    return clause.passive and subject is not None and subject.first < phrase.first < clause.at


def _fits(role: str, verb: str, theme: Theme) -> bool:
    """Whether that is done to such goods: only guns are converted, only crops are planted."""
    markets = {market for market, _ in theme.markets}
    if verb in ("convert", "reactivate"):
        return "firearms" in markets
    if verb in ("print",):
        return bool(markets & {"firearms", "counterfeit_goods", "currency_counterfeiting"})
    if verb in ("log", "fell", "hunt", "catch", "mine", "dig", "excavate", "quarry"):
        return bool(markets & {"flora", "fauna", "non_renewable_resources", "cultural_property"})
    if verb in ("gather", "source", "recruit", "take", "keep", "stock"):
        return "fauna" in markets or "human_trafficking" in markets or role == "storage"
    if verb in ("farm", "breed", "roll", "copy", "process", "extract"):
        return bool(markets)
    return True


def _names_role(scene: Scene, clause: Clause) -> bool:
    """Whether the object is a role, which is no goods: "makes the country a source of"."""
    return any(phrase.named(scene.sentence, "role") for phrase in clause.objects)


def made_in(scene: Scene, clause: Clause) -> Theme | None:
    """The goods that a verb makes, keeps or takes: only where they, or a word for them, stand."""
    phrases = [_said_of(scene, clause)] if clause.passive else list(clause.objects)
    if not phrases:
        phrases.extend(p for p in clause.phrases if p.preposition == "as")
    for phrase in phrases:
        if phrase is None or _find(scene, phrase):
            continue
        inner = clause.of(phrase)[:1]
        for held in (phrase, *(p for p in inner if p.preposition in ("of", "with"))):
            theme = goods_of(scene, held)
            if theme is not None:
                return theme
        head = scene.word(phrase.heads[-1])
        if head in _STANDING:
            return theme_of(scene, clause)
    return None


def _said_of(scene: Scene, clause: Clause) -> Phrase | None:
    """The subject; of a participle, what the noun before it is said to be: "is a pest, made in"."""
    above = clause.parent
    if clause.kind == "participle" and above is not None and above < len(scene.clauses):
        parent = scene.clauses[above]
        if parent.verb == "be" and clause.subject in parent.objects and parent.subject is not None:
            named = goods_of(scene, clause.subject) if clause.subject is not None else None
            return parent.subject if named is None else clause.subject
    return clause.subject


def _find(scene: Scene, phrase: Phrase) -> bool:
    """Whether what is made is a find and no goods: "made a seizure", "making it the biggest"."""
    first, last = phrase.parts[0]
    if scene.word(last) in role_words(scene.vocabulary).finds:
        return True
    if scene.word(first) in ("it", "this") and first < last:
        return True
    end = scene.sentence.items[phrase.last].end
    named = (token.text.lower() for token in scene.sentence.tokens if token.end == end)
    return any(word in role_words(scene.vocabulary).finds for word in named)


def areas_at(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    speaker = _speaker(scene, clause)
    words = scene.sentence.words[phrase.first : phrase.last + 6]
    if speaker and "country" in words:
        return speaker
    areas = areas_of(scene, phrase)
    if areas:
        return tuple(dict.fromkeys(areas))
    for inner in clause.of(phrase)[:2]:
        if inner.preposition in ("of", "in", "near", "around", "north of", "south of"):
            named = areas_of(scene, inner)
            if named:
                return tuple(dict.fromkeys(named))
    words = scene.sentence.words[phrase.parts[0][0] : phrase.last + 1]
    if words and words[-1] in (
        "south",
        "north",
        "east",
        "west",
        "country",
        "mountains",
        "interior",
    ):
        return scene.there or ((scene.section,) if scene.section else ())
    return ()


def _speaker(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The country of the one who says so: "the representative of Serbia said"."""
    if clause.kind != "content" or clause.parent is None or clause.parent >= len(scene.clauses):
        return ()
    above = scene.clauses[clause.parent]
    if above.subject is None:
        return ()
    named = [a for p in above.of(above.subject)[:1] for a in areas_of(scene, p)]
    return tuple(named)


def _doer(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The area that does something: itself, or by its workshops and its cities."""
    subject = clause.subject
    if subject is None or any(
        scene.word(head) in scene.ways.people or scene.sentence.items[head].label == "group"
        for head in subject.heads
    ):
        return ()
    word = scene.word(subject.heads[0])
    pronoun = word in PRONOUNS and (clause.kind != "relative" or word not in ("which", "that"))
    if pronoun and not scene.area_before:
        return ()  # "it" may be a gang
    born = national(scene, subject.first, subject.last)
    if born and not subject.named(scene.sentence, *AREA_LABELS):
        head = scene.word(subject.heads[-1])
        made = head in role_words(scene.vocabulary).sites or head in place_words()["kinds"]
        return tuple(born) if made else ()  # "Dutch workshops", but no "Dutch firms"
    return subject_of(scene, clause)


def _elsewhere(clause: Clause) -> bool:
    """Whether something is bought or made somewhere else: "buys weapons in"."""
    return any(
        phrase.preposition in ("from", "in") and phrase.first > clause.at
        for phrase in clause.phrases
    ) and clause.verb in ("buy", "import", "swallow")


def _crossed(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The kingdom is crossed by it", "heroin transits the country"."""
    theme = None
    areas: tuple[str, ...] = ()
    if clause.passive:
        areas = subject_of(scene, clause)
        for phrase in clause.phrases:
            if phrase.preposition == "by":
                theme = goods_of(scene, phrase) or (
                    scene.before if stands_for(scene, phrase) else None
                )
    else:
        places = [
            *clause.objects,
            *(p for p in clause.phrases if p.preposition in ("through", "via")),
        ]
        ends = scene.ways.ends
        whole = any(ends.get(p.preposition) in ("origin", "destination") for p in clause.phrases)
        for phrase in places:
            if scene.word(phrase.last) == "country":
                areas = scene.there if not scene.section else (scene.section,)
            elif not whole:
                areas = areas or tuple(dict.fromkeys(areas_of(scene, phrase)))
        moved = clause.subject is not None and not any(
            scene.word(head) in scene.ways.people or scene.sentence.items[head].label == "group"
            for head in clause.subject.heads
        )
        theme = theme_of(scene, clause) if areas and moved else None
    if theme is not None and areas:
        last = max(clause.at, min(theme.at, clause.last))
        yield Told(areas, "transit", "", theme, clause.at, last, clause.at, denied)


def _waits(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Cocaine waits in rented flats around Alicante"."""
    theme = goods_of(scene, clause.subject) if clause.subject is not None else None
    for phrase in clause.phrases:
        if theme is not None and phrase.preposition in ("in", "at", "near", "around"):
            areas = areas_at(scene, clause, phrase)
            if areas and phrase.first > clause.at:
                last = max(phrase.last, clause.at)
                yield Told(areas, "storage", "", theme, clause.at, last, clause.at, denied)
                return


def _where(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The country where the opium is harvested", "through which it leaves"."""
    words = role_words(scene.vocabulary)
    if clause.verb not in words.be and clause.verb not in words.by_as:
        return
    holders = [
        phrase
        for phrase in (*clause.objects, *(p for p in clause.phrases if p.preposition == "as"))
        if scene.word(phrase.last) in _WHERE
    ]
    areas = subject_of(scene, clause)
    found: list[tuple[str, Theme, Clause]] = []
    for holder in holders:
        for other in scene.clauses:
            if other.kind != "relative" or other.first not in (holder.last + 1, holder.last + 2):
                continue
            place = next((p for p in other.phrases if p.parts == holder.parts), None)
            role = _of_relative(scene, place.preposition, other) if place is not None else None
            theme = theme_of(scene, other) if role is not None else None
            if role is not None and theme is not None:
                found.append((role, theme, other))
    if not holders and clause.verb == "be" and not clause.objects:
        # "Turkey is where most of the heroin is stored."
        for other in scene.clauses:
            if other.opener == "where" and other.first == clause.at + 1:
                role = _of_relative(scene, "in", other)
                theme = theme_of(scene, other) if role is not None else None
                if role is not None and theme is not None:
                    found.append((role, theme, other))
    shared = "respectively" in scene.sentence.words
    if shared and len(found) != len(areas):
        return
    for number, (role, theme, other) in enumerate(found):
        chosen = areas[number : number + 1] if shared else areas
        last = max(other.at, other.first)
        yield Told(chosen, role, "", theme, other.first, last, other.first, denied)


def _of_relative(scene: Scene, preposition: str, clause: Clause) -> str | None:
    """What a place is that something is done in, goes through or comes from."""
    if preposition in ("through", "via", "across"):
        return "transit"
    if preposition in ("from", "out of"):
        return "source"
    if preposition in ("to", "into", "towards", "for"):
        return "destination"
    if clause.verb in ("originate", "come", "start", "begin"):
        return "source"
    if clause.verb in ("sell", "consume", "end", "arrive", "use", "smoke", "swallow"):
        return "destination"
    if clause.verb in ("bundle", "repack", "tranship", "transship", "land", "change"):
        return "transit"
    return role_words(scene.vocabulary).done_in.get(clause.verb)
