"""Roles that a clause inside another tells: "a place for laundering", "the country where it is
stored", "forced to work in"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.goods import told_before
from karaula.extract.legs.people import people
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.themes import theme_of
from karaula.extract.roles.mentions import phrases_of
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.sites import inside
from karaula.extract.roles.subjects import subject_of
from karaula.extract.roles.told import EXPLOITS, Told, areas_at, made_in
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.sentence import Sentence

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
        "ports",
        "harbours",
        "harbour",
        "points",
        "states",
        "territories",
        "areas",
        "crossings",
        "crossing",
        "gate",
        "gates",
        "door",
        "doors",
        "region",
        "regions",
        "islands",
        "island",
        "city",
        "cities",
    )
)
_LABOUR = frozenset(
    ("work", "beg", "steal", "prostitute", "sell", "have", "perform", "engage", "labour", "labor",
     "toil", "pick", "serve", "provide", "live", "harvest", "marry", "grow", "tend")
)  # fmt: skip
"""What they are made to do."""
_SMUGGLES = frozenset(("smuggle", "traffic", "ship", "move", "transport", "transit", "funnel",
                       "bring", "send", "ferry", "carry", "import", "export", "channel", "sneak",
                       "tranship", "transship", "land", "get", "take"))  # fmt: skip
_SMUGGLING = frozenset(("smuggling", "trafficking", "shipping", "moving", "bringing", "landing",
                        "importing", "exporting", "transporting", "sending", "ferrying",
                        "getting"))  # fmt: skip
_TAKEN = frozenset(("used", "consumed", "abused", "smoked", "choice", "misused", "taken"))
_DRUG = frozenset(("drug", "narcotic", "stimulant", "opioid", "substance", "intoxicant"))
_DEMAND = frozenset(("market", "markets", "demand", "appetite", "outlet"))
_HOSTS = ("host", "harbour", "harbor", "have", "boast")
_LARGE = frozenset(("large", "big", "huge", "growing", "major", "strong", "vast", "lucrative",
                    "booming", "sizeable", "ready", "main", "biggest", "largest"))  # fmt: skip
_NEAR = ("in", "on", "at", "within", "around", "near", "throughout", "across", "outside")


def purposes(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Roles that clauses inside another tell of what they hang on."""
    yield from _where(scene, clause, denied)
    yield from _made_to(scene, clause, denied)
    yield from _suited(scene, clause, denied)
    yield from _demand(scene, clause, denied)
    yield from _most_used(scene, clause, denied)
    yield from _used_to_move(scene, clause, denied)


def _demand(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "There is a large market for captagon in Oman", "demand for cocaine in Australia grew"."""
    for phrase in phrases_of(clause):
        if scene.word(phrase.last) not in _DEMAND or phrase.first < clause.first:
            continue
        if phrase.preposition == "in" and clause.verb in ("be", "remain", "stay"):
            yield from _in_demand(scene, clause, phrase, denied)
            continue
        held = phrase in clause.objects or phrase.preposition in ("among", "of", "as", "on")
        owner = subject_of(scene, clause) if held else ()
        hosted = clause.verb in _HOSTS and phrase in clause.objects
        if (
            owner
            and hosted
            and (theme := inside(scene, phrase)) is not None
            and _wide(scene, phrase)
        ):
            yield Told(owner, "destination", "", theme, clause.at, phrase.last, phrase.last, denied)
        if owner:
            continue  # "Sweden is the biggest market in Europe for"
        if not _wide(scene, phrase):
            continue  # "the market for cocaine in Ghana is small"
        theme = None
        areas: tuple[str, ...] = ()
        end = phrase.last
        for other in clause.of(phrase)[:3]:
            if other.preposition == "for" and theme is None:
                theme = goods_of(scene, other)
            elif other.preposition in _NEAR and not areas:
                areas, end = areas_at(scene, clause, other), other.last
        if theme is None and phrase.preposition == "with":
            theme = told_before(scene, phrase.first)  # "captagon, a drug with a large market in"
        if theme is not None and areas:
            last = max(end, min(theme.at, clause.last))
            yield Told(areas, "destination", "", theme, phrase.parts[0][0], last, phrase.last,
                       denied)  # fmt: skip


def _most_used(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Cocaine is the most used drug in Spain", "heroin remains the drug of choice in"."""
    if clause.verb not in ("be", "remain", "become") or clause.subject is None:
        return
    for phrase in clause.objects:
        words = scene.sentence.words[phrase.first : phrase.last + 4]
        if _TAKEN.isdisjoint(words) or not {"most", "choice", "commonly", "favourite"} & {*words}:
            continue
        drug = scene.sentence.items[phrase.last].label == "substance"
        if not drug and scene.word(phrase.last) not in _DRUG:
            continue
        theme = goods_of(scene, clause.subject)
        for other in clause.phrases if theme is not None else ():
            if other.first < phrase.last and other.first > clause.at:
                continue
            areas = areas_at(scene, clause, other) if other.preposition in _NEAR else ()
            if areas and theme is not None:
                last = max(phrase.last, other.last)
                yield Told(areas, "destination", "", theme, clause.at, last, phrase.last, denied)
                return


def _used_to_move(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "The port of Burgas is used to bring cocaine into Europe"; not a yacht that was."""
    raised = clause.raised == "use" or _used_for(scene, clause)
    if not raised or clause.verb not in _SMUGGLES or clause.past:
        return
    theme = theme_of(scene, clause)
    if theme is None or theme is scene.before:  # "is used to bring in cocaine"
        behind = (p for p in clause.phrases if p.preposition == "in" and p.first == clause.at + 1)
        theme = next((it for p in behind if (it := goods_of(scene, p)) is not None), theme)
    areas = subject_of(scene, clause) if theme is not None else ()
    if theme is not None and areas:
        last = max(clause.at, min(theme.at, clause.last))
        yield Told(areas, "transit", "", theme, clause.at, last, clause.at, denied)


def _used_for(scene: Scene, clause: Clause) -> bool:
    """Whether it is what places are used for: "are increasingly used for landing cocaine"."""
    if clause.opener != "for" or clause.form != "ing" or clause.parent is None:
        return False
    above = scene.clauses[clause.parent] if clause.parent < len(scene.clauses) else clause
    return above.verb == "use" and above.passive and not above.past and above.last == clause.first


def speaks_of_use(sentence: Sentence) -> bool:
    """Whether a sentence may tell what a place is used to move, or which drug most take there."""
    said = sentence.said
    if "used" in said and not (_SMUGGLES | _SMUGGLING).isdisjoint(said):
        return True
    return "choice" in said or ("most" in said and not _TAKEN.isdisjoint(said))


def _in_demand(scene: Scene, clause: Clause, phrase: Phrase, denied: bool) -> Iterator[Told]:
    """ "Ivory is in great demand in China", "Oman, where captagon is in demand"."""
    theme = theme_of(scene, clause)
    for other in clause.phrases if theme is not None else ():
        if other is phrase or other.preposition not in _NEAR:
            continue
        areas = areas_at(scene, clause, other)
        if areas and theme is not None:
            first, last = max(clause.first, clause.at), max(phrase.last, other.last)
            yield Told(areas, "destination", "", theme, first, last, phrase.last, denied)
            return


def _wide(scene: Scene, phrase: Phrase) -> bool:
    return not _LARGE.isdisjoint(scene.sentence.words[phrase.first : phrase.last])


def _suited(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Austria is a favourite place for laundering money", "a base for growing cannabis"."""
    words = role_words(scene.vocabulary)
    meant = clause.opener == "for" and clause.form == "ing"
    if not (meant or clause.kind == "infinitive") or clause.parent is None:
        return
    role = "transit" if clause.verb in _SMUGGLES else words.done_in.get(clause.verb)
    holder = scene.word(clause.first - 1)
    if role is None or clause.parent >= len(scene.clauses):
        return
    above = scene.clauses[clause.parent]
    held = (holder, holder.removesuffix("s"), scene.word(clause.first - 2))
    if words.suited.isdisjoint(held):
        return
    if above.verb not in words.be | words.by_as | words.by_into:
        return
    theme = theme_of(scene, clause) or made_in(scene, clause)
    if theme is None and clause.verb == "launder":
        theme = Theme((("money_laundering", ()),), clause.at)
    areas = subject_of(scene, above)
    if theme is not None and areas:
        last = max(clause.at, min(theme.at, clause.last))
        yield Told(areas, role, "", theme, clause.first - 1, last, clause.at, denied)


def _made_to(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Girls are forced to work in brothels in Italy", "made to beg in Spain"."""
    if clause.kind != "infinitive" or clause.verb not in _LABOUR or clause.parent is None:
        return
    above = scene.clauses[clause.parent] if clause.parent < len(scene.clauses) else clause
    subject = above.subject
    if not above.passive or above.verb not in (*EXPLOITS, "make") or subject is None:
        return
    if not (people(scene, subject) or _victims(scene, subject)):
        return
    theme = Theme((("human_trafficking", ()),), subject.heads[0])
    for phrase in clause.behind_verb():
        areas = areas_at(scene, clause, phrase) if phrase.preposition in _NEAR else ()
        if areas:
            yield Told(areas, "destination", "", theme, above.at, phrase.last, above.at, denied)
            return


def _victims(scene: Scene, phrase: Phrase) -> bool:
    theme = goods_of(scene, phrase)
    return theme is not None and "human_trafficking" in dict(theme.markets)


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
    if "ashore" in scene.sentence.words[clause.at : clause.last + 2]:
        return "transit"
    if clause.verb in ("originate", "come", "start", "begin"):
        return "source"
    if clause.verb in ("sell", "consume", "end", "arrive", "use", "smoke", "swallow"):
        return "destination"
    if clause.verb in ("bundle", "repack", "tranship", "transship", "land", "change"):
        return "transit"
    return role_words(scene.vocabulary).done_in.get(clause.verb)
