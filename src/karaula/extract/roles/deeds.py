"""Roles by what is done in a place, or by an area: "grown in", "stored in", "consumes"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import areas_of, national
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.themes import theme_of
from karaula.extract.roles.goods import stands_for
from karaula.extract.roles.lists import split_before
from karaula.extract.roles.mentions import mention_at
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.subjects import PRONOUNS, examples_of, subject_of
from karaula.extract.roles.told import (
    EXPLOITS,
    RECRUITS,
    Told,
    absolute,
    areas_at,
    at_home,
    listed_places,
    made_in,
)
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.place_words import place_words
from karaula.extract.sentences.sentence import Sentence

_NEAR = (
    "in", "over", "all over", "on", "at", "within", "around", "near", "from", "throughout",
    "from across", "from all over",
    "across", "outside", "of",
)  # fmt: skip
_GOES = frozenset(("leave", "exit", "depart", "go", "move", "flow", "pass", "enter", "come",
                   "travel", "ship", "smuggle", "traffic", "transport", "funnel", "channel",
                   "send", "export", "slip"))  # fmt: skip
_PASSED = frozenset(("ports", "port", "harbours", "harbors", "airports", "airport", "territory",
                     "waters", "borders", "border", "coast", "coasts", "shores", "beaches",
                     "soil", "land", "crossings", "terminals", "seaports"))  # fmt: skip
_STORES = frozenset(("depots", "warehouses", "stores", "storehouses", "caches", "stashes",
                     "stockpiles", "magazines"))  # fmt: skip
_PORTS = frozenset(("port", "harbour", "harbor", "country", "airport", "gate", "terminal", "city",
                    "seaport", "place", "door", "coast", "island", "state"))  # fmt: skip
_PERSON = frozenset(("he", "she", "man", "woman", "suspect", "driver", "dealer", "trafficker",
                     "smuggler", "defendant", "owner", "resident", "citizen"))  # fmt: skip
_WORK = ("work", "job", "jobs", "employment", "posts", "positions")
_DEEDS = {"human_trafficking", "migrant_smuggling", "money_laundering", "cybercrime"}
"""Markets of which nothing is made."""
_WIDE = frozenset(("country", "region", "area", "province", "state", "district", "number", "range",
                   "variety", "scale", "series", "manner", "way", "few", "handful"))  # fmt: skip


def deeds(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Roles that the verb of a clause says of a place, or of the area that is its subject."""
    if split_before(scene, clause) is not None:
        return  # "is the most widely consumed drug in"
    words = role_words(scene.vocabulary)
    role = words.done_in.get(clause.verb)
    forced = clause.verb in EXPLOITS and clause.verb != "exploit"
    if forced and not any(p.preposition in ("into", "to") for p in clause.phrases):
        role = None  # "coerced them with threats in Benin City"
    if forced and not clause.passive:
        role = None
    done = clause.passive or absolute(scene, clause)
    active = role is not None and _active(scene, clause)
    if role is not None and (
        done or (active and (role == "storage" or not _by_suspects(scene, clause)))
    ):
        theme = made_in(scene, clause)
        event = role == "storage" and "amount" in {
            item.label for item in scene.sentence.items[clause.first : clause.last + 1]
        }
        event = event or (role == "destination" and _share(scene, clause))
        event = event or _whole(scene, clause) or _of_one_group(scene, clause)
        event = event or (active and _one_person(scene, clause)) or _rescued(scene, clause)
        if theme is not None and _fits(role, clause.verb, theme) and not event:
            made = role in ("production", "storage") and clause.passive and not clause.past
            home, end = at_home(scene, clause) if made else ((), 0)
            named = any({*areas_of(scene, phrase)} - {scene.section} for phrase in clause.phrases)
            if home and not named:
                yield Told(home, role, "", theme, clause.at, end, clause.at, denied)
            for phrase in clause.phrases:
                near = phrase.preposition in _NEAR
                if not near or (phrase.preposition.startswith(("from", "of")) and role != "source"):
                    continue
                if phrase.preposition == "of" or _of_subject(clause, phrase):
                    continue
                if role == "source" and _for_there(scene, clause, phrase):
                    break
                if _one_site(scene, clause, phrase):
                    break
                whole = scene.sentence.items[phrase.last].label in (*AREA_LABELS, "place")
                if role == "storage" and not (done or whole) and _by_suspects(scene, clause):
                    break  # a flat of theirs, and no country
                areas = areas_at(scene, clause, phrase)
                if areas:
                    more = listed_places(scene, clause, phrase)
                    areas = tuple(dict.fromkeys((*areas, *(a for it in more for a in it[0]))))
                    last = max(phrase.last, clause.at)
                    first = min(theme.at if 0 <= theme.at <= last else clause.at, clause.at)
                    yield Told(areas, role, "", theme, first, last, clause.at, denied)
                    break
    role = words.does.get(clause.verb) if clause.raised != "use" else None  # "is used to ship"
    if clause.verb in words.out and scene.word(min(clause.at + 1, clause.last)) == "out":
        role = "production"
    if role is not None and not clause.passive and not _names_role(scene, clause):
        theme = made_in(scene, clause) if not _little(scene, clause) else None
        areas = _doer(scene, clause) if theme is not None else ()
        if (
            theme is not None
            and areas
            and not _elsewhere(scene, clause)
            and not _once(scene, clause)
        ):
            assert clause.subject is not None
            last = max(theme.at, clause.at)
            yield Told(areas, role, "", theme, clause.at, last, clause.at, denied)
    if clause.verb in words.crossed:
        yield from _crossed(scene, clause, denied)
    yield from _by_its_ports(scene, clause, denied)
    yield from _through_which(scene, clause, denied)
    yield from _out_of_stores(scene, clause, denied)
    if clause.verb in words.waits:
        yield from _waits(scene, clause, denied)


def _active(scene: Scene, clause: Clause) -> bool:
    """Whether somebody does it, and it is not an area, to what is no role."""
    doer = not clause.passive and bool(_doer(scene, clause))
    return bool(clause.objects) and not doer and not _names_role(scene, clause)


def _by_suspects(scene: Scene, clause: Clause) -> bool:
    """Whether some people did it once: "the gang printed notes in", "the man who made"."""
    subject = clause.subject
    if not clause.past or subject is None or clause.raised:
        return False  # "have begun to store" is more than once
    head = scene.word(subject.heads[-1])
    item = scene.sentence.items[subject.heads[-1]]
    counted = isinstance(item.meaning, Name) and item.meaning.id in ("suspects", "people")
    grouped = item.label == "group" or counted or head in scene.ways.people
    return grouped or clause.opener == "who" or head in ("they", "he", "she", "who", "pair", "duo")


def _of_one_group(scene: Scene, clause: Clause) -> bool:
    """Whether money is laundered by a group that is named, which is its presence there."""
    if clause.verb not in ("launder", "wash", "invest"):
        return False
    by = (p for p in clause.phrases if p.preposition == "by")
    return any(it is not None and it.named(scene.sentence, "group") for it in (clause.subject, *by))


def _one_person(scene: Scene, clause: Clause) -> bool:
    """Whether one person did it: "where he had stored it in a garage"."""
    subject = clause.subject
    if subject is None or not clause.past:
        return False
    return scene.word(subject.heads[-1]) in _PERSON


def _rescued(scene: Scene, clause: Clause) -> bool:
    """Whether it is what befell the victims of one case: "23 women who were forced into"."""
    subject = clause.subject
    if clause.kind != "relative" or not clause.past or subject is None:
        return False
    counted = any(it.label in ("number", "count") for it in subject.items(scene.sentence))
    return clause.verb in EXPLOITS and counted


def _whole(scene: Scene, clause: Clause) -> bool:
    """Whether it only tells of what a share is told: "accounts for most of the opium made in"."""
    if clause.kind != "participle" or clause.parent is None or clause.parent >= len(scene.clauses):
        return False
    return scene.clauses[clause.parent].verb in ("account", "represent")


def _little(scene: Scene, clause: Clause) -> bool:
    """Whether hardly anything is made: "grows little coca"."""
    return any(scene.word(p.parts[0][0]) in ("little", "few", "hardly") for p in clause.objects)


def _share(scene: Scene, clause: Clause) -> bool:
    """Whether a share is told, which is a figure: "one in five cigarettes smoked in", "half of the
    drug consumed in"."""
    if clause.kind != "participle":
        return False
    items = scene.sentence.items[max(0, clause.at - 6) : clause.at]
    if any(item.label in ("percent", "share") for item in items):
        return True
    words = scene.sentence.words[max(0, clause.at - 4) : clause.at]
    return "in" in words and any(item.label in ("number", "count") for item in items[-4:])


def _one_site(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether it is one place, of one event: "in a house in Liverpool"."""
    first, last = phrase.parts[0]
    one = scene.sentence.words[first] in ("a", "an", "one", "his", "her")
    named = scene.sentence.items[last].label in AREA_LABELS or scene.word(last) in _WIDE
    return one and not named and (clause.past or not clause.passive)


def _of_subject(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells where the subject is: "the heroin in Serbia is made"."""
    subject = clause.subject
    return clause.passive and subject is not None and subject.first < phrase.first < clause.at


def _for_there(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a place is where people are wanted, and not where they are from: "are recruited for
    farm work in Italy"."""
    behind = [p for p in clause.phrases if clause.at < p.first and p.last == phrase.first - 1]
    return clause.verb in RECRUITS and any(
        p.preposition in ("for", "to") or scene.word(p.last) in _WORK for p in behind
    )


def _fits(role: str, verb: str, theme: Theme) -> bool:
    """Whether that is done to such goods: only guns are converted, only crops are planted."""
    markets = {market for market, _ in theme.markets}
    if role in ("production", "storage") and markets <= _DEEDS:
        return False  # "women make up the largest group of victims", migrants "kept in houses"
    if verb in ("convert", "reactivate", "rebore", "rechamber", "drill"):
        return "firearms" in markets
    if verb in ("print",):
        return bool(markets & {"firearms", "counterfeit_goods", "currency_counterfeiting"})
    if verb in EXPLOITS:
        return "human_trafficking" in markets
    if verb in ("dump", "burn", "bury", "landfill", "incinerate", "dispose", "discard"):
        return bool(markets & {"waste", "environmental_crime"})
    if verb in ("launder", "invest", "wash"):
        return "money_laundering" in markets
    if verb in ("log", "fell", "hunt", "catch", "mine", "dig", "excavate", "quarry"):
        return bool(markets & {"flora", "fauna", "non_renewable_resources", "cultural_property"})
    if verb in ("capture", "net", "smelt"):
        return bool(markets & {"fauna", "non_renewable_resources"})
    if verb in ("gather", "source", "recruit", "lure", "groom", "take", "keep", "stock"):
        return "fauna" in markets or "human_trafficking" in markets or role == "storage"
    if verb in ("farm", "breed", "roll", "copy", "process", "extract"):
        return bool(markets)
    return True


def _names_role(scene: Scene, clause: Clause) -> bool:
    """Whether the object is a role, which is no goods: "makes the country a source of"."""
    if any(phrase.named(scene.sentence, "role") for phrase in clause.objects):
        return True
    made = (p for p in clause.objects if clause.verb == "make" and p.first < p.last)
    return any(mention_at(scene, phrase.last, phrase.last) is not None for phrase in made)


def _doer(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The area that does something: itself, or by its workshops and its cities."""
    subject = clause.subject
    if subject is None or any(
        scene.word(head) in scene.ways.people or scene.sentence.items[head].label == "group"
        for head in subject.heads
    ):
        return ()
    if any(
        scene.word(head) in scene.ways.line_nouns or scene.sentence.items[head].label == "route"
        for head in subject.heads
    ):
        return ()  # "Balkan routes used to deliver heroin"
    if clause.opener == "who":
        return ()  # "people in Ecuador, who buy cocaine there"
    if clause.kind == "relative" and any(
        item.label == "group" for item in scene.sentence.items[: subject.first]
    ):
        return ()  # "a gang with men in Serbia and Italy that ships cocaine"
    word = scene.word(subject.heads[0])
    if word == "they" and any(_persons(scene, other, clause.first) for other in scene.clauses):
        return ()  # "these groups have depots in Spain, where they buy arms"
    pronoun = word in PRONOUNS and (clause.kind != "relative" or word not in ("which", "that"))
    said = any(
        other.subject is not None and other.first < clause.first and areas_of(scene, other.subject)
        for other in scene.clauses
    )
    if pronoun and not scene.area_before and not said:
        return ()  # "it" may be a gang
    born = national(scene, subject.first, subject.last)
    if born and (examples := examples_of(scene, clause, subject)):
        return tuple(dict.fromkeys(examples))  # "some European countries, like Bulgaria"
    if born and not subject.named(scene.sentence, *AREA_LABELS):
        end = scene.sentence.items[subject.heads[-1]].end
        head = next((it.text.lower() for it in scene.sentence.tokens if it.end == end), "")
        made = head in role_words(scene.vocabulary).sites or head in place_words()["kinds"]
        return tuple(born) if made else ()  # "Dutch workshops", but no "Dutch firms"
    return subject_of(scene, clause)


def _persons(scene: Scene, clause: Clause, before: int) -> bool:
    """Whether people are the subject of a clause before an item."""
    subject = clause.subject
    if subject is None or subject.first >= before:
        return False
    head = subject.heads[-1]
    item = scene.sentence.items[head]
    people = isinstance(item.meaning, Name) and item.meaning.id in ("suspects", "people")
    return item.label == "group" or people or scene.word(head) in scene.ways.people | {"people"}


def _elsewhere(scene: Scene, clause: Clause) -> bool:
    """Whether something is bought or made somewhere else, "buys weapons in", or goes back."""
    if "back" in scene.sentence.words[clause.at + 1 : clause.last + 1]:
        return True
    return any(
        phrase.preposition in ("from", "in") and phrase.first > clause.at
        for phrase in clause.phrases
    ) and clause.verb in ("buy", "import", "swallow")


def _once(scene: Scene, clause: Clause) -> bool:
    """Whether an amount is told that came in once: "imported 200 tonnes of waste in 2019"."""
    if not clause.past or clause.verb not in ("import", "buy", "absorb"):
        return False
    return any(item.label == "amount" for p in clause.objects for item in p.items(scene.sentence))


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
            scene.word(head) in scene.ways.people
            or scene.sentence.items[head].label == "group"
            or (clause.past and scene.word(head) in scene.ways.rides_in)  # a lorry, once
            for head in clause.subject.heads
        )
        theme = theme_of(scene, clause) if areas and moved else None
    if theme is not None and areas:
        last = max(clause.at, min(theme.at, clause.last))
        yield Told(areas, "transit", "", theme, clause.at, last, clause.at, denied)


def _by_its_ports(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Ecuador grows no coca, yet most of the cocaine leaves through its ports"."""
    if clause.past or clause.verb not in _GOES:
        return
    for phrase in clause.behind_verb():
        own = scene.word(phrase.parts[0][0]) in ("its", "their")
        if not own or phrase.preposition not in ("through", "via", "across", "over"):
            continue
        if scene.word(phrase.last) not in _PASSED:
            continue
        before = [c.subject for c in scene.clauses if c.first < clause.first and c.subject]
        named = (areas_of(scene, subject) for subject in reversed(before))
        areas = tuple(next((it for it in named if it), scene.there if scene.area_before else ()))
        theme = theme_of(scene, clause) if areas else None
        if theme is not None:
            last = max(phrase.last, clause.at)
            yield Told(areas, "transit", "", theme, clause.at, last, clause.at, denied)
        return


def speaks_of_gates(sentence: Sentence) -> bool:
    """Whether a sentence may tell through what goods go: "the port through which"."""
    return "which" in sentence.said and not _PORTS.isdisjoint(sentence.said)


def _through_which(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Callao is the port through which most of the cocaine leaves"."""
    above = clause.parent
    if clause.kind != "relative" or clause.past or clause.verb not in _GOES or above is None:
        return
    for phrase in clause.phrases:
        if phrase.preposition not in ("through", "via", "from") or phrase.behind != -1:
            continue
        areas = tuple(areas_of(scene, phrase))
        if not areas and above < len(scene.clauses) and scene.clauses[above].verb == "be":
            areas = subject_of(scene, scene.clauses[above])
        theme = theme_of(scene, clause) if areas and scene.word(phrase.last) in _PORTS else None
        if theme is not None:
            yield Told(areas, "transit", "", theme, clause.first, clause.at, clause.at, denied)
        return


def _out_of_stores(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The heroin was brought from depots in Serbia": where goods of many loads lay."""
    for phrase in clause.phrases:
        if phrase.preposition != "from" or scene.word(phrase.last) not in _STORES:
            continue
        theme = theme_of(scene, clause)
        for inner in clause.of(phrase)[:1]:
            areas = areas_of(scene, inner) if inner.preposition in ("in", "across") else []
            if theme is not None and areas:
                told = tuple(dict.fromkeys(areas))
                yield Told(told, "storage", "", theme, phrase.last, inner.last, phrase.last, denied)


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
