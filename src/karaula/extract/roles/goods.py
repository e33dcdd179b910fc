"""The goods that a role is said for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import GOODS_LABELS, market_of
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.goods import told_before
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.legs.themes import theme_of
from karaula.extract.roles.mentions import Mention, goods_inside, phrases_of
from karaula.extract.roles.named import goods_of
from karaula.extract.sentences.lexicon import Name

FRONTED = ("for", "in", "with regard to", "with regards to", "with respect to", "as for", "as to",
            "as regards", "regarding", "concerning", "of", "in the case of")  # fmt: skip


_USES = frozenset(("trade", "traffic", "business", "use", "purpose", "consumption", "abuse", "sale",
                   "distribution", "smuggling", "trafficking", "export", "production",
                   "shipment"))  # fmt: skip
"""Nouns of what is done with goods that were named before."""
_LAWFUL = frozenset(("trade", "business", "export", "purpose"))
_PASSED = ("exit point", "entry point", "gateway", "corridor", "route", "staging post")
_DEALERS = frozenset(("smugglers", "traffickers", "dealers", "couriers", "mules", "launderers",
                      "importers", "distributors"))  # fmt: skip
_WAYS = frozenset(("way", "route", "road", "journey", "path", "trail", "trip", "voyage"))
_TRAFFICKED = frozenset(("women", "girls", "children", "boys", "minors", "men", "workers"))
_LAUNDERERS = frozenset(("launderers", "launderer"))
_UNLAWFUL = frozenset(("irregular", "illegal", "smuggled", "undocumented", "clandestine"))
_CHAINS = frozenset(("chain", "chains", "market", "economy", "underworld"))
_COPIED = frozenset(("tobacco", "medicines"))
"""Goods that have a market of their own and are copied."""
_BEHIND = ("for", "of", "in", "into", "from", "with", "on", "to", "such as", "including")


@dataclass(slots=True)
class Memory:
    """What the sentences before were about."""

    markets: frozenset[str] = frozenset()
    """Markets that the text names anywhere."""
    theme: Theme | None = None
    event: bool = False
    """Whether the sentence that named the goods tells of one event: of a catch, of a trial."""
    drug: Theme | None = None
    """The drug that the text named last, for "the drugs" of a later paragraph."""
    all: tuple[Theme, ...] = ()
    migrants: tuple[Theme, ...] = ()
    area: tuple[str, ...] = ()
    spoken: bool = False
    """Whether the paragraph has spoken of that area."""
    recent: tuple[tuple[str, ...], ...] = ()
    """The areas that the last sentences of the paragraph named."""
    latter: tuple[str, ...] = ()
    """The area that a sentence named last."""

    def leave(self) -> None:
        """End a sentence: in the next one its goods stand at no item."""
        self.theme, self.drug = (it and it.behind() for it in (self.theme, self.drug))
        self.all = tuple([it.behind() for it in self.all])
        self.migrants = tuple([it.behind() for it in self.migrants])


def goods_for(
    scene: Scene, clause: Clause, mention: Mention, following: Mention | None, memory: Memory
) -> list[Theme]:
    """The goods that a role is said for: behind it, up to the next role, else before it."""
    end = following.first if following is not None else clause.last + 1
    if clause.verb and mention.last < clause.at:
        end = min(end, clause.at)  # "Iran, a transit country for drugs, seized 2 tons of heroin"
    found: list[Theme] = []
    for phrase in clause.phrases:
        if not mention.last < phrase.parts[0][1] or phrase.first >= end:
            continue
        if phrase.preposition == "by" and (theme := _traded(scene, phrase)) is not None:
            found.append(_moved(scene, phrase) or theme)  # "used as a corridor by gold smugglers"
        if phrase.preposition not in _BEHIND or (found and phrase.preposition in ("from", "to")):
            continue
        if found and phrase.preposition in ("for", "in") and not _joined(scene, phrase):
            continue  # "a source of chemicals, mostly for amphetamine"
        theme = goods_of(scene, phrase)
        if theme is None and phrase.preposition == "in" and scene.word(phrase.last) in _CHAINS:
            theme = _named_in(scene, phrase)
        if theme is None and phrase.preposition == "on" and scene.word(phrase.last) in _WAYS:
            theme = _named_in(scene, phrase)  # "a stop on cocaine's way to"
        leaving = mention.role == "transit" or _leaving(scene, mention)
        if theme is None and leaving and phrase.preposition in ("for", "of"):
            theme = migrants_in(scene, phrase)
        if theme is None and phrase.preposition in ("for", "of"):
            theme = victims_in(scene, phrase) or _irregular(scene, phrase)
        if theme is None and phrase.preposition in ("for", "of"):
            traded = _traded(scene, phrase)
            theme = _moved(scene, phrase) or traded if _deals(scene, phrase) else traded
        if theme is None and phrase.preposition in ("for", "of"):
            ridden = scene.word(phrase.last) in scene.ways.rides_in
            theme = _moved(scene, phrase) if ridden else None
            theme = theme or _in_them(scene, mention, phrase) or _trafficked(scene, phrase)
        if theme is not None and phrase.preposition not in ("from", "to"):
            found.append(theme)
        elif stands_for(scene, phrase) and phrase.preposition in ("for", "of", "in"):
            here = [it for at, it in sorted(scene.told.items()) if at < mention.first]
            if not here and (nearest := told_before(scene, mention.first)) is not None:
                here = [nearest]
            found.extend(here or _all(mention, memory) or [it for it in [scene.before] if it])
    if found:
        found.extend(_lesser(scene, clause, mention.last, end))
    for phrase in clause.phrases if not found and clause.passive else ():
        if phrase.preposition == "by" and clause.at < phrase.first < mention.first:
            theme = _traded(scene, phrase)  # "are used by cigarette smugglers as a bridge"
            found.extend([theme] if theme is not None else [])
    for phrase in clause.beside:  # "source (cigarettes), transit (migrants)"
        if phrase.first == mention.last + 2 and scene.word(mention.last + 1) == "(":
            theme = goods_of(scene, phrase) or migrants_in(scene, phrase)
            found.extend([theme] if theme is not None else [])
    if found:
        return list(dict.fromkeys(found))
    if scene.sentence.items[mention.first].label == "market":
        own_market = goods_of(scene, Phrase("", mention.first, [(mention.first, mention.first)]))
        vague = own_market is not None and own_market.markets == (("drugs", ()),)
        return [own_market] if own_market is not None and not vague else []
    named = goods_inside(scene, mention.first)
    market = market_of(scene.vocabulary, named[0]) if named else None
    if market is not None:  # "the world's top cocaine producers"
        own = () if named[0].id == market else (named[0].id,)
        return [Theme(((market, own),), mention.first)]
    # "a cocaine hub", "cannabis-producing countries"
    for phrase in phrases_of(clause):
        for first, last in phrase.parts:
            if first <= mention.first <= last:
                for index in range(mention.first - 1, first - 1, -1):
                    if scene.sentence.items[index].label in GOODS_LABELS:
                        theme = goods_of(scene, Phrase("", index, [(index, index)]))
                        if theme is not None:
                            return [theme]
    # "the country through which the opium leaves"
    for other in scene.clauses:
        if (
            other.kind in ("relative", "participle")
            and mention.last < other.first <= mention.last + 3
        ):
            theme = theme_of(scene, other)
            if theme is not None and other.first < end:
                return [theme]
    return []


def _lesser(scene: Scene, clause: Clause, last: int, end: int) -> Iterator[Theme]:
    """Goods behind an aside: "for heroin and, to a lesser extent, cocaine"."""
    for phrase in clause.beside:
        if not last < phrase.first < end or scene.word(phrase.first - 1) not in (",", "-", "–"):
            continue
        words = scene.sentence.words[max(last, phrase.first - 8) : phrase.first - 1]
        if "and" in words and not {"lesser", "less", "increasingly", "more", "occasionally",
                                   "recently", "lately", "also"}.isdisjoint(words):  # fmt: skip
            theme = goods_of(scene, phrase)
            if theme is not None:
                yield theme


def _named_in(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods inside the name of their trade: "nodes in the meth supply chain"."""
    for first, last in phrase.parts:
        for index in range(first, last):
            if scene.sentence.items[index].label in GOODS_LABELS:
                return goods_of(scene, Phrase("", index, [(index, index)]))
    return None


def _joined(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase goes on with the one before: "for heroin and, less so, for cocaine"."""
    before = scene.sentence.words[max(0, phrase.first - 5) : phrase.first]
    return not {"and", "or", "but", "than", "as"}.isdisjoint(before) or before[-1:] == (",",)


def _traded(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods of those that trade in them: "for ivory smugglers", "for money launderers"."""
    for first, last in phrase.parts:
        if scene.word(last) in _LAUNDERERS:
            return Theme((("money_laundering", ()),), last)
        if scene.word(last) not in scene.ways.people:
            continue
        for index in range(first, last):
            if scene.sentence.items[index].label in GOODS_LABELS:
                return goods_of(scene, Phrase("", index, [(index, index)]))
    return None


def _deals(scene: Scene, phrase: Phrase) -> bool:
    return scene.word(phrase.last) in scene.ways.people or (
        scene.sentence.items[phrase.last].label == "group"
    )


def _moved(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods that people move: "a hub for traffickers exporting cocaine", "for gangs that move"."""
    for clause in scene.clauses:
        if clause.kind in ("participle", "relative") and clause.first == phrase.last + 1:
            own = theme_of(scene, clause)
            if own is None and clause.objects:
                own = migrants_in(scene, clause.objects[0])  # "for boats carrying migrants"
            return own if own is not scene.before else None
    return None


def migrants_in(scene: Scene, phrase: Phrase) -> Theme | None:
    """Migrants, for whom a country is one of transit."""
    for head in phrase.heads:
        while head > phrase.parts[0][0] and scene.word(head).endswith("ing"):
            head -= 1  # "migrants trying to reach"
        meaning = scene.sentence.items[head].meaning
        if isinstance(meaning, Name) and meaning.id == "migrants":
            return Theme((("migrant_smuggling", ()),), head)
    return None


def _leaving(scene: Scene, mention: Mention) -> bool:
    """Whether it is a place from which migrants set off: "the main point of departure"."""
    words = scene.sentence.words[mention.first : mention.last + 1]
    return not {"departure", "embarkation", "starting"}.isdisjoint(words)


def _irregular(scene: Scene, phrase: Phrase) -> Theme | None:
    """Migrants who are smuggled or come unlawfully, whose countries of origin those are."""
    items = scene.sentence.items
    begin, end = items[phrase.parts[0][0]].start, items[phrase.last].end
    words = {it.text.lower() for it in scene.sentence.tokens if begin <= it.start < end}
    return None if _UNLAWFUL.isdisjoint(words) else migrants_in(scene, phrase)


def _in_them(scene: Scene, mention: Mention, phrase: Phrase) -> Theme | None:
    """What carriers hold, where their sentence has named it: "a transit point for containers"."""
    meaning = scene.sentence.items[phrase.last].meaning
    boxes = isinstance(meaning, Name) and meaning.id == "containers"
    if mention.role != "transit" or not (boxes or scene.word(phrase.last) in scene.ways.rides_in):
        return None
    return told_before(scene, mention.first)


def _trafficked(scene: Scene, phrase: Phrase) -> Theme | None:
    """Women and children, where the text has spoken of trafficking in human beings."""
    known = scene.before is not None and scene.before.markets[0][0] == "human_trafficking"
    words = scene.sentence.words[phrase.parts[0][0] : phrase.last + 1]
    if not known or _TRAFFICKED.isdisjoint(words):
        return None
    if scene.sentence.words[phrase.last + 1 : phrase.last + 2] in (("who",), ("studying",)):
        return None  # "a destination for women who study medicine"
    return Theme((("human_trafficking", ()),), phrase.heads[0])


def victims_in(scene: Scene, phrase: Phrase) -> Theme | None:
    """Victims, whose countries of origin are those of trafficking."""
    for head in phrase.heads:
        meaning = scene.sentence.items[head].meaning
        if isinstance(meaning, Name) and meaning.id == "victims":
            return Theme((("human_trafficking", ()),), head)
    return None


def _all(mention: Mention, memory: Memory) -> list[Theme]:
    """What the sentence before named; migrants only where a country is one of transit."""
    moved = memory.migrants if mention.role == "transit" else ()
    return [*memory.all, *moved]


_STAND_INS = frozenset(
    ("it", "them", "these", "this", "all", "both", "latter", "which", "drug", "drugs", "goods",
     "consignments", "shipments", "loads", "consignment", "shipment", "load", "pills", "tablets",
     "capsules", "powder", "cargo", "cargoes", "batch", "batches", "haul", "contraband", "parcels",
     "merchandise")
)  # fmt: skip


_PLAIN = frozenset(
    ("the", "this", "that", "these", "those", "such", "its", "their", "all", "most", "both",
     "large", "bulk", "small", "of", "more", "many", "some", "much", "further", "illicit",
     "illegal", "smuggled", "contraband", "a", "an", "drug", "first", "second", "other",
     "finished", "pure", "raw", "white", "brown", "larger", "smaller", "big", "any", "no",
     "almost", "nearly", "half", "part", "two", "three")
)  # fmt: skip
"""Words before a stand-in that leave it one."""


def stands_for(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase stands for goods named before: "for them", "for the drug"."""
    head = scene.word(phrase.last)
    if head not in _STAND_INS:
        return False
    vague = head == "goods" and scene.word(phrase.parts[0][0]) not in ("the", "these", "those")
    words = scene.sentence.words[phrase.parts[-1][0] : phrase.last]
    return not vague and _PLAIN.issuperset(words)  # "false malaria pills" are others


def for_others(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether a role is said for something that is no goods: "a source of income"."""
    for phrase in clause.phrases:
        quoted = scene.word(phrase.behind) in ("”", '"', "’")
        near = phrase.behind == mention.last + (1 if quoted else 0)
        if near and phrase.preposition in ("for", "of"):
            trade = scene.word(phrase.last) in _DEALERS
            label = scene.sentence.items[phrase.last].label
            held = mention.role == "transit" and (
                phrase.preposition == "for" or mention.detail in _PASSED
            )
            trade = trade or label == "route" or (label == "group" and held)
            trade = trade or _of_use(scene, phrase)
            return not (areas_of(scene, phrase) or stands_for(scene, phrase) or trade)
    return False


def _of_use(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is what is done with the goods: "for the trade", "for smuggling", but "a hub for
    trade between Italy and Serbia"."""
    word = scene.word(phrase.last)
    plain = _PLAIN.issuperset(scene.sentence.words[phrase.parts[0][0] : phrase.last])
    own = plain and phrase.parts[0][0] < phrase.last
    return word in _USES and (own or word not in _LAWFUL)


def fronted(scene: Scene, clause: Clause, mention: Mention) -> Theme | None:
    """Goods in front of a role: "For heroin, Tajikistan is the first stop"."""
    for phrase in reversed(clause.phrases):
        if phrase.first < mention.first and phrase.preposition in FRONTED:
            theme = goods_of(scene, phrase)
            if theme is None and mention.role == "transit":
                theme = migrants_in(scene, phrase)
            if theme is not None:
                return theme
    return None


def people_before(scene: Scene, mention: Mention) -> Theme | None:
    """Victims that the sentence has named, whose countries those are: "a source of victims; Spain
    is the chief destination"."""
    for index in range(mention.first - 1, -1, -1):
        meaning = scene.sentence.items[index].meaning
        if isinstance(meaning, Name) and meaning.id == "victims" and mention.role != "production":
            return Theme((("human_trafficking", ()),), index)
    return None


def topical(scene: Scene, clause: Clause, mention: Mention) -> Theme | None:
    """Goods that a sentence names before a role, or that the paragraph is about."""
    front = fronted(scene, clause, mention)
    if front is not None:
        return front
    named = [theme for at, theme in sorted(scene.told.items()) if at < mention.first]
    if named:
        return named[-1]
    before = told_before(scene, mention.first)
    if before is not None:
        return before
    moved = theme_of(scene, clause)
    own = moved if moved is not None and moved is not scene.before else None
    return own or scene.before or scene.story


def copied(theme: Theme, markets: frozenset[str]) -> Theme:
    """What remembered copies are of, where a text names it among its markets: "the counterfeit
    brands" in a text on cigarettes."""
    if theme.at >= 0 or dict(theme.markets).keys() != {"counterfeit_goods"}:
        return theme
    known = markets & _COPIED
    return replace(theme, markets=((next(iter(known)), ()),)) if len(known) == 1 else theme
