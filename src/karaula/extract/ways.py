"""The stops of a way: which places a clause tells of goods, and which end of the way each is.

A clause says what moves (its theme: the goods in its subject or object, or what "it", "the drug"
and "the consignments" stand for) and where: phrases with a preposition ("from Iran", "on to
Austria"), places where goods are made, stolen, unloaded or sold, the object of "reach" and "cross",
the subject of "supply". What the words of ``ways.yml`` do not know is no stop.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS, MARKET_LABELS, Context, market_of
from karaula.extract.lexicon import Name
from karaula.extract.sentence import Item, Sentence
from karaula.extract.way_words import way_words
from karaula.vocabulary import Vocabulary

_NATIONAL = ("adjective", "region_adjective")
_EXAMPLES = ("such as", "including", "like")
_COMPLEMENTS = (*_EXAMPLES, "of", "in", "at", "near", "around", "outside", "north of", "south of",
                "east of", "west of")  # fmt: skip
_HOLDS = ("of", "with", "carrying", "in", "for", "containing")
"""Prepositions behind which a carrier names its goods: "a lorry with", "the trade in"."""
_CHAIN = 3
"""Phrases behind a noun that may name its place: "to the port of the town of X"."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What moves: markets with the substances that say more, and the item that names it."""

    markets: tuple[tuple[str, tuple[str, ...]], ...]
    at: int
    lawful: bool = False
    """Whether it may be lawful: weapons, timber."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of a way."""

    end: str
    """``origin``, ``via`` or ``destination``."""
    areas: tuple[str, ...]
    first: int
    last: int
    sort: str
    """``way``: goods go from or to it; ``noun``: a noun says so ("the flow from"); ``at``: something
    is done there; ``role``: what the place is or does; ``of``: an adjective."""
    clause: int = 0


@dataclass(slots=True)
class Scene:
    """A sentence with its clauses and what is known from before it."""

    vocabulary: Vocabulary
    context: Context
    sentence: Sentence
    clauses: tuple[Clause, ...]
    section: str | None = None
    there: tuple[str, ...] = ()
    """Areas that "there" stands for: those that were named last."""
    before: Theme | None = None
    """What moved in the sentences before."""
    markets: frozenset[str] = frozenset()
    """Markets that the document names anywhere."""
    told: dict[int, Theme] = field(default_factory=dict)

    def word(self, index: int) -> str:
        """Word of an item, its sign where it was recognised."""
        return self.sentence.words[index]


def lawful(sentence: Sentence) -> bool:
    """Whether a sentence speaks of lawful goods, or of a film or a song."""
    words = way_words()
    return not words.lawful.isdisjoint(sentence.said) and words.crimes.isdisjoint(sentence.said)


def document_markets(vocabulary: Vocabulary, sentences: Iterable[Sentence]) -> frozenset[str]:
    """Markets that a document names anywhere."""
    names = {
        (item.label, item.meaning.id): item.meaning
        for sentence in sentences
        for item in sentence.recognised
        if item.label in GOODS_LABELS and isinstance(item.meaning, Name)
    }
    found = (market_of(vocabulary, name) for name in names.values())
    return frozenset(market for market in found if market is not None)


def theme_of(scene: Scene, clause: Clause) -> Theme | None:
    """What a clause says moves, or None where nothing of a market does."""
    primary = _primary(scene, clause)
    for phrase in primary:
        found = _held(scene, clause, phrase)
        if found is not None:
            return found
    for phrase in clause.phrases:
        if phrase.preposition in ("with", "carrying", "containing"):
            found = _held(scene, clause, phrase)
            fed = clause.verb in way_words().subject or clause.verb in way_words().object
            if found is not None and (not primary or fed or _stands_in(scene, clause, primary[0])):
                return found
    if not primary:
        # "Moving on from Iran …": what moves is told before.
        return _nearest(scene, clause) or scene.before
    stolen = _stolen(scene, primary[0])
    if stolen is not None:
        return stolen
    if clause.passive and clause.verb in _EXPLOIT and _people(scene, primary[0]):
        return Theme((("human_trafficking", ()),), primary[0].heads[0])
    if _people_moved(scene, clause, primary[0]):
        return Theme((("migrant_smuggling", ()),), primary[0].heads[0])
    if _stands_in(scene, clause, primary[0]):
        pronoun = scene.word(primary[0].heads[0]) in ("it", "they", "them", "these", "this")
        if pronoun and scene.before is not None and _first(scene, primary[0]):
            return scene.before
        return _nearest(scene, clause) or scene.before
    return None


def _stolen(scene: Scene, phrase: Phrase) -> Theme | None:
    """Vehicles of which a clause says that they are stolen: "cars stolen in Italy are sold in"."""
    head = phrase.heads[-1]
    if scene.word(head) not in way_words().vehicles:
        return None
    told = any(
        clause.verb == "steal" and clause.subject is not None and clause.subject.heads[-1] == head
        for clause in scene.clauses
    )
    return scene.told.setdefault(head, Theme((("stolen_vehicles", ()),), head)) if told else None


def _first(scene: Scene, phrase: Phrase) -> bool:
    """Whether a pronoun stands before all goods of its sentence, so that it means none of them."""
    goods = [i for i, item in enumerate(scene.sentence.items) if item.label in GOODS_LABELS]
    return not goods or phrase.first < goods[0]


def _primary(scene: Scene, clause: Clause) -> list[Phrase]:
    """The phrases that name what moves: the subject of a passive, else the object, else the
    subject."""
    subject = [clause.subject] if clause.subject is not None else []
    if clause.passive or not clause.objects:
        return subject
    objects = [phrase for phrase in clause.objects if not _time(scene, phrase)]
    if clause.verb in way_words().links or clause.verb in way_words().object:
        # "reaches Spain", "linking A with B": that is no goods.
        objects = [p for p in objects if not any(_areas(scene, *part) for part in p.parts)]
    return [*objects, *subject]


def _time(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase tells when or how often: "several times a week"."""
    head = phrase.heads[-1]
    item = scene.sentence.items[head]
    return item.label in ("date", "multiple") or scene.word(head) in _TIMES


_CARRYING = ("containers", "plants", "firearms", "border_crossings", "seizures")
_TIMES = frozenset(
    [
        "time",
        "times",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "night",
        "nights",
        "hour",
        "hours",
        "morning",
        "decade",
        "decades",
        "way",
        "abroad",
        "there",
        "again",
    ]
)


def _held(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """Goods that a phrase names, itself or by what follows it: "a load of heroin"."""
    for held in (phrase, *(p for p in clause.of(phrase) if p.preposition in _HOLDS)):
        found = goods_of(scene, held)
        if found is not None:
            return found
    return None


def goods_of(scene: Scene, phrase: Phrase) -> Theme | None:
    parts = phrase.parts
    if len(parts) > 1 and "well" in scene.sentence.words[parts[-2][1] + 1 : parts[-1][0]]:
        follows = scene.sentence.words[phrase.last + 1 : phrase.last + 2]
        if follows and follows[0] in way_words().ends:
            parts = parts[-1:]  # "amphetamine, as well as cocaine from Peru"
    items = [
        (index, scene.sentence.items[index])
        for first, last in parts
        for index in range(first, last + 1)
        if scene.sentence.items[index].label in GOODS_LABELS
        # "cocaine shipments" are goods, a "cocaine baron" is none.
        and all(
            scene.word(step) in way_words().carriers
            or scene.sentence.items[step].label is not None
            or not scene.word(step).isalpha()
            for step in range(index + 1, last + 1)
        )
    ]
    return _theme(scene, items) or typed(scene, phrase)


def typed(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that may be lawful, in a document on their market: "the pistols", "timber"."""
    for first, last in phrase.parts:
        for start in range(first, last + 1):
            words = scene.sentence.words[start : last + 1]
            market = way_words().always.get(words)
            if market is not None:
                return scene.told.setdefault(last, Theme(((market, ()),), last))
            market = way_words().goods.get(words)
            if market is not None and market in scene.markets:
                theme = Theme(((market, ()),), last, lawful=True)
                return scene.told.setdefault(last, theme)
    return None


def named_in(scene: Scene) -> Theme | None:
    """Goods that a sentence names, the first of them."""
    words = scene.sentence.words
    for index, item in enumerate(scene.sentence.items):
        if item.label in GOODS_LABELS:
            theme = _theme(scene, [(index, item)])
            if theme is not None and theme is not scene.before:
                return theme
        elif item.label is None and (words[index],) in way_words().goods:
            theme = typed(scene, Phrase("", index, [(index, index)]))
            if theme is not None:
                return theme
    return None


def _theme(scene: Scene, items: list[tuple[int, Item]]) -> Theme | None:
    found: dict[str, list[str]] = {}
    for _, item in items:
        assert isinstance(item.meaning, Name)
        market = market_of(scene.vocabulary, item.meaning)
        if market is None:
            continue
        known = found.setdefault(market, [])
        if item.label == "substance" and item.meaning.id not in (market, *known):
            known.append(item.meaning.id)
    if len(found) > 1:
        found.pop("drugs", None)
    if not found:
        return None
    if list(found) == ["drugs"] and not found["drugs"]:
        # "The drug" is the one that was named before.
        named = [
            (i, item)
            for i, item in enumerate(scene.sentence.items[: items[0][0]])
            if item.label == "substance"
            and isinstance(item.meaning, Name)
            and market_of(scene.vocabulary, item.meaning) not in (None, "drugs")
        ]
        if named:
            return _theme(scene, named[-1:])
        if scene.before is not None:
            return scene.before
    lawful = all(item.label not in MARKET_LABELS for _, item in items)
    lawful = lawful and way_words().crimes.isdisjoint(scene.sentence.words)
    markets = tuple((market, tuple(known)) for market, known in found.items())
    at = items[0][0]
    return scene.told.setdefault(at, Theme(markets, at, lawful))


def _nearest(scene: Scene, clause: Clause) -> Theme | None:
    """The goods named nearest before a clause's verb in the sentence, else the next behind."""
    at = max(clause.at, clause.first)
    named = [i for i, item in enumerate(scene.sentence.items) if item.label in GOODS_LABELS]
    named = [i for i in named if _theme(scene, [(i, scene.sentence.items[i])]) is not None]
    before = [index for index in named if index < at]
    if not named:
        typed_before = [at for at in scene.told if at < max(clause.at, clause.first)]
        return scene.told[max(typed_before)] if typed_before else None
    index = before[-1] if before else named[0]
    chosen = [index]
    for other in reversed([i for i in named if i < index]):
        between = scene.sentence.words[other + 1 : chosen[0]]
        if not set(between) <= {",", "and", "or", "&"}:
            break
        chosen.insert(0, other)
    return _theme(scene, [(i, scene.sentence.items[i]) for i in chosen])


def _stands_in(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase carries goods or stands for them: "it", "lorries", "part of the load"."""
    carriers = way_words().carriers
    words = scene.sentence.words
    for head in phrase.heads:
        label = scene.sentence.items[head].label
        if words[head] in carriers or label in ("route", "amount", "count", "pieces"):
            return True
        if label in ("indicator", "percent", "number", "goods"):
            return True
        meaning = scene.sentence.items[head].meaning
        if label == "thing" and isinstance(meaning, Name) and meaning.id in _CARRYING:
            return True
        named = scene.sentence.items[head]
        if isinstance(named.meaning, Name) and named.label in ("place", "area", "region"):
            # "Albania supplies …", "heroin from Iran, which reaches …", "the Tirana–Bari line"
            told_of = clause.kind == "relative" and clause.verb in way_words().moves - {"be"}
            return (
                told_of
                or clause.verb in way_words().subject
                or any(
                    word in carriers
                    for first, last in phrase.parts
                    for word in words[first : last + 1]
                )
            )
    return False


_EXPLOIT = frozenset(("sell", "traffic", "exploit", "resell"))


def _people(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names people: migrants, women."""
    return any(
        scene.word(head) in way_words().moved
        or (
            isinstance(meaning := scene.sentence.items[head].meaning, Name)
            and meaning.id in ("migrants", "victims", "people")
        )
        for head in phrase.heads
    )


def _people_moved(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether people are moved by others, or the text is about that."""
    if not _people(scene, phrase):
        return False
    topic = scene.before is not None and dict(scene.before.markets).keys() == {"migrant_smuggling"}
    last = scene.context.last_market
    topic = topic or (last is not None and last.id == "migrant_smuggling")
    moved = clause.verb in _TRANSPORT and (
        clause.passive or (bool(clause.objects) and "migrant_smuggling" in scene.markets)
    )
    return topic or moved


_TRANSPORT = frozenset(
    [
        "take",
        "bring",
        "walk",
        "drive",
        "smuggle",
        "ferry",
        "carry",
        "transport",
        "guide",
        "lead",
        "truck",
        "transfer",
        "escort",
        "move",
    ]
)


def stops_of(scene: Scene, number: int, clause: Clause, theme: Theme) -> list[Stop]:
    """The places that a clause tells of what moves in it, in the order of the text."""
    found = [*_phrase_stops(scene, clause), *_argument_stops(scene, clause)]
    found.extend(_role_stops(scene, clause))
    found.extend(_line_stops(scene, clause))
    found.extend(_adjective_stops(scene, clause, theme))
    taken: set[int] = set()
    kept: list[Stop] = []
    for stop in sorted(found, key=lambda stop: (stop.first, stop.last)):
        if taken.isdisjoint(range(stop.first, stop.last + 1)):
            taken.update(range(stop.first, stop.last + 1))
            kept.append(Stop(stop.end, stop.areas, stop.first, stop.last, stop.sort, number))
    return kept


def _phrase_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    words = way_words()
    used: set[int] = set()
    for place, phrase in enumerate(clause.phrases):
        if place in used:
            continue
        end = words.ends.get(phrase.preposition)
        if phrase.preposition == "for" and (clause.verb in words.leads_for):
            end = "destination"
        if phrase.preposition == "between" and (clause.verb in words.between or not clause.verb):
            yield from _between(scene, phrase)
            continue
        if phrase.preposition in ("with", "to") and clause.verb in words.links and clause.at > -1:
            end = "destination"
        if end is None:
            continue
        areas, last, chained = _place(scene, clause, place)
        if not areas:
            continue
        if end == "at":
            end, sort = words.at.get(clause.verb, "at"), "at"
            if clause.verb in ("arrive", "land", "end"):
                sort = "way"
            if clause.subject is not None and phrase.first < clause.at and clause.verb:
                # "Dealers in Vienna": where the subject is, not where it is done.
                end = _sold(scene, clause, place)
            if end == "at":
                end = _sold(scene, clause, place)
            if end == "at":
                continue
        else:
            sort = "way" if moves(scene, clause) else "noun"
            if not _leads(scene, clause, phrase):
                continue
        used.update(range(place, chained + 1))
        yield Stop(end, areas, phrase.first, last, sort)


def _sold(scene: Scene, clause: Clause, place: int) -> str:
    """Whether a phrase says that goods are for sale: "on sale in", "on the streets of"."""
    sale = way_words().sale
    phrase = clause.phrases[place]
    before = clause.phrases[place - 1] if place else None
    if phrase.preposition == "on" and scene.word(phrase.last) in sale and phrase.behind >= 0:
        item = scene.sentence.items[phrase.behind]
        return "destination" if item.label in GOODS_LABELS else "at"
    if (
        before is not None
        and before.preposition == "on"
        and before.last + 1 == phrase.first
        and scene.word(before.last) in sale
    ):
        return "destination"
    return "at"


def _leads(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase of direction belongs to what moves: to a verb of movement, or to a noun
    that is no person."""
    words = way_words()
    behind = phrase.behind
    if behind >= 0:
        item, word = scene.sentence.items[behind], scene.word(behind)
        if word in words.people or item.label in ("group", "body"):
            return clause.at > -1 and clause.passive and clause.verb in words.moves
        if word in _IDLE:
            return False
    if moves(scene, clause) and clause.verb not in words.idle:
        return True
    if clause.verb in words.idle or clause.verb in ("say", "tell"):
        # "The outflow of rifles from Albania has grown": only what belongs to the noun.
        return 0 <= phrase.first < clause.at and _of_noun(scene, clause, phrase)
    return True


def moves(scene: Scene, clause: Clause) -> bool:
    """Whether the verb of a clause moves something: "finds its way" does, "finds" does not."""
    words = way_words()
    if clause.verb in words.way:
        return any(scene.word(phrase.last) in ("way", "ways") for phrase in clause.objects)
    return clause.verb in words.moves


_IDLE = frozenset(
    [
        "important",
        "according",
        "linked",
        "links",
        "link",
        "ties",
        "related",
        "relation",
        "similar",
        "due",
        "contrast",
        "contrary",
        "threat",
        "threats",
        "respect",
        "regard",
        "addition",
        "thanks",
        "response",
        "responses",
        "comparison",
        "contribution",
        "attention",
        "commitment",
        "opposition",
        "reference",
        "vital",
        "crucial",
        "central",
        "key",
        "damage",
        "harm",
        "cost",
        "costs",
        "benefit",
        "benefits",
        "protection",
        "different",
        "apart",
        "aside",
        "report",
        "reports",
        "support",
        "assistance",
        "help",
        "data",
        "information",
        "evidence",
        "price",
        "prices",
        "share",
        "applications",
        "visits",
    ]
)


def _of_noun(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    chain = clause.subject
    return chain is not None and phrase in clause.of(chain)


def _between(scene: Scene, phrase: Phrase) -> Iterator[Stop]:
    ends = [
        (first, last, areas)
        for first, last in phrase.parts
        if (areas := _areas(scene, first, last))
    ]
    if len(ends) == 1 and len(ends[0][2]) == 2:
        first, last, (one, other) = ends[0]
        yield Stop("origin", (one,), first, first, "way")
        yield Stop("destination", (other,), last, last, "way")
    elif len(ends) == 2:
        for end, (first, last, areas) in zip(("origin", "destination"), ends, strict=True):
            yield Stop(end, areas, first, last, "way")


def _place(scene: Scene, clause: Clause, place: int) -> tuple[tuple[str, ...], int, int]:
    """Areas of a phrase, its last item, and the last phrase that it takes with it: "to buyers in
    the town of X"."""
    phrase = clause.phrases[place]
    areas: list[str] = []
    for first, last in phrase.parts:
        areas.extend(_areas(scene, first, last))
    end = max(phrase.last, phrase.first)
    chained = place
    for other in range(place + 1, min(place + 1 + _CHAIN, len(clause.phrases))):
        complement = clause.phrases[other]
        gap = scene.sentence.words[end + 1 : complement.first]
        if complement.preposition not in _COMPLEMENTS or gap not in ((), (",",)):
            break
        if gap and complement.preposition not in _EXAMPLES:
            break
        inner = [a for first, last in complement.parts for a in _areas(scene, first, last)]
        if areas and complement.preposition in _EXAMPLES:
            areas.extend(inner)
        elif areas and complement.preposition != "of":
            if set(inner) & set(areas):
                end, chained = complement.last, other
                continue
            break
        if not areas:
            areas = inner
        end, chained = complement.last, other
    return tuple(dict.fromkeys(areas)), end, chained


def areas_of(scene: Scene, phrase: Phrase) -> list[str]:
    """Areas that all members of a phrase name."""
    return [area for first, last in phrase.parts for area in _areas(scene, first, last)]


def _areas(scene: Scene, first: int, last: int) -> list[str]:
    """Areas that a noun phrase names: by name, by an adjective before a place, by "the country"."""
    items, words = scene.sentence.items, scene.sentence.words
    named = [
        meaning.id
        for item in items[first : last + 1]
        if item.label in AREA_LABELS and isinstance(meaning := item.meaning, Name)
    ]
    if named:
        return named
    head = words[last]
    national = [
        meaning.id
        for item in items[first : last + 1]
        if item.label in _NATIONAL and isinstance(meaning := item.meaning, Name)
    ]
    if national:
        person = head in way_words().people or items[last].label in ("group", "body")
        goods = items[last].label in GOODS_LABELS
        return [] if person or goods else national
    for length in (2, 1):
        phrase = words[first : first + length]
        if first + length - 1 <= last and any(
            known == phrase for known in way_words().here.get(phrase[0], ())
        ):
            if phrase[-1] in ("there", "here"):
                return list(_named_before(scene, first) or scene.there)
            if phrase[-1] == "region":
                region = scene.context.region(scene.sentence)
                return [region] if region else []
            return [scene.section] if scene.section else list(scene.there[-1:])
    return []


def _named_before(scene: Scene, first: int) -> tuple[str, ...]:
    """The area named last before an item of its sentence."""
    for item in reversed(scene.sentence.items[:first]):
        if item.label in AREA_LABELS and isinstance(item.meaning, Name):
            return (item.meaning.id,)
    return ()


def _role_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """What a role says of a way that the clause tells as well: "a destination for hashish from
    Morocco" ends in the subject."""
    if clause.subject is None:
        return
    roles = {
        meaning.id.partition("|")[0]
        for phrase in (
            *clause.objects,
            *clause.beside,
            *(p for p in clause.phrases if p.preposition in ("as", "into")),
        )
        for item in phrase.named(scene.sentence, "role")
        if isinstance(meaning := item.meaning, Name)
    }
    if len(roles) != 1:
        return
    role = roles.pop()
    end = {"source": "origin", "production": "origin", "transit": "via",
           "destination": "destination"}.get(role)  # fmt: skip
    areas = [a for first, last in clause.subject.parts for a in _areas(scene, first, last)]
    if end is None or not areas:
        return
    yield Stop(end, tuple(areas), clause.subject.first, clause.subject.last, "role")
    if end == "origin":
        for place, phrase in enumerate(clause.phrases):
            if phrase.preposition == "for" and phrase.first > clause.at:
                markets, last, _ = _place(scene, clause, place)
                if markets:
                    yield Stop("destination", markets, phrase.first, last, "role")


def noun_stops(scene: Scene, number: int, clause: Clause) -> Iterator[tuple[Theme, list[Stop]]]:
    """Ways that nouns tell: "involved in the trafficking of cocaine from Colombia to Spain"."""
    nouns = [clause.subject, *clause.objects, *clause.beside, *clause.phrases]
    for noun in nouns:
        if noun is None or noun.parts[0][0] < clause.first:
            continue
        theme = goods_of(scene, noun)
        if theme is None or theme.at > noun.last:
            continue
        stops: list[Stop] = []
        chain = clause.of(noun)
        for phrase in chain:
            end = way_words().ends.get(phrase.preposition)
            if end is None or end == "at":
                continue
            areas, last, _ = _place(scene, clause, clause.phrases.index(phrase))
            if areas:
                stops.append(Stop(end, areas, phrase.first, last, "noun", number))
        if stops:
            yield theme, [*_role_stops(scene, clause), *stops]


def _argument_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """Places that are the subject or the object of a verb: "supplies Tehran with"."""
    words = way_words()
    end = words.object.get(clause.verb)
    if clause.verb in words.links:
        end = "origin"
    target = clause.objects[:1] if not clause.passive else []
    if clause.passive and clause.verb in words.object and clause.subject is not None:
        # "Germany is supplied with cannabis from Spain", "Serbia is crossed by heroin"
        fed = any(phrase.preposition == "with" for phrase in clause.phrases)
        target = [clause.subject] if words.object[clause.verb] != "destination" or fed else []
    if end is not None:
        for phrase in target:
            areas = [a for first, last in phrase.parts for a in _areas(scene, first, last)]
            final = phrase.last
            if not areas:
                for complement in clause.of(phrase)[:2]:
                    if complement.preposition in ("of", "in"):
                        areas = [
                            a
                            for first, last in complement.parts
                            for a in _areas(scene, first, last)
                        ]
                        final = complement.last
                        break
            if areas:
                yield Stop(end, tuple(dict.fromkeys(areas)), phrase.first, final, "way")
    verb = clause.verb
    subject_end = words.subject.get(verb)
    if verb in ("sell", "resell") and any(
        words.ends.get(phrase.preposition) == "destination" for phrase in clause.behind_verb()
    ):
        subject_end = "origin"
    if (
        verb == "take"
        and clause.at + 1 < len(scene.sentence.words)
        and scene.word(clause.at + 1) == "in"
    ):
        subject_end = "destination"
    if subject_end is None or clause.passive or clause.subject is None:
        return
    phrase = clause.subject
    areas = [
        a
        for first, last in phrase.parts
        for a in (_areas(scene, first, last) or _national(scene, first, last))
    ]
    final = phrase.last
    if not areas:
        for complement in clause.of(phrase)[:2]:
            if complement.preposition in ("of", "in"):
                areas = [a for first, last in complement.parts for a in _areas(scene, first, last)]
                final = complement.last
                break
    if areas and goods_of(scene, phrase) is None:
        yield Stop(subject_end, tuple(dict.fromkeys(areas)), phrase.first, final, "role")


def _national(scene: Scene, first: int, last: int) -> list[str]:
    return [
        meaning.id
        for item in scene.sentence.items[first : last + 1]
        if item.label in _NATIONAL and isinstance(meaning := item.meaning, Name)
    ]


def _line_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """The stops of a line that is named by them: "the Caracas–Madrid–Warsaw line"."""
    items, words = scene.sentence.items, scene.sentence.words
    for phrase in (clause.subject, *clause.objects, *clause.phrases):
        for first, last in phrase.parts if phrase is not None else ():
            if words[last] not in ("line", "route", "corridor", "flight", "flights", "axis", "leg",
                                   "run", "ferry", "connection", "pipeline", "way"):  # fmt: skip
                continue
            named = [
                (index, meaning.id)
                for index in range(first, last)
                if items[index].label in AREA_LABELS
                and isinstance(meaning := items[index].meaning, Name)
            ]
            if len(named) > 1 and all(
                {"-", "–", "to"} & set(words[one + 1 : other])
                for (one, _), (other, _) in zip(named, named[1:], strict=False)
            ):
                ends = ["origin", *["via"] * (len(named) - 2), "destination"]
                for end, (index, area) in zip(ends, named, strict=True):
                    yield Stop(end, (area,), index, index, "way")


def _adjective_stops(scene: Scene, clause: Clause, theme: Theme) -> Iterator[Stop]:
    """Goods named by where they are from: "Moroccan resin"."""
    items = scene.sentence.items
    index = theme.at
    if not clause.first <= index <= clause.last or theme is scene.before:
        return
    step = index - 1
    areas: list[str] = []
    while step >= 0 and index - step < 6:
        meaning = items[step].meaning
        if items[step].label in _NATIONAL and isinstance(meaning, Name):
            areas.insert(0, meaning.id)
        elif (
            items[step].label is not None
            or (areas and scene.word(step) not in ("and", ",", "or"))
            or (not areas and scene.word(step) in ("the", "of", ",", "and", "a"))
        ):
            break
        step -= 1
    if areas:
        yield Stop("origin", tuple(areas), index, index, "of")
