"""The words of the vocabulary ``ways``, made once."""

from collections.abc import Mapping
from dataclasses import dataclass

from karaula.extract.clauses.words import Phrases, clause_words, forms_of, phrases
from karaula.extract.context import GOODS_LABELS
from karaula.extract.kept import per_vocabulary
from karaula.extract.sentences.goods_words import goods_words
from karaula.extract.sentences.sentence import SIGN_OF
from karaula.vocabulary import Vocabulary

_GOODS = frozenset(SIGN_OF[label] for label in GOODS_LABELS)
_SMALL = frozenset(("in", "on", "by", "up", "down", "as", "all", "for", "the", "its", "his"))
"""Words of a preposition that tell nothing without the others: "up from", "on the way to"."""


@dataclass(frozen=True, slots=True)
class WayWords:
    """The lists of the vocabulary ``ways``."""

    ends: dict[str, str]
    leads_for: frozenset[str]
    moves: frozenset[str]
    way: frozenset[str]
    idle: frozenset[str]
    at: dict[str, str]
    """Verbs, and which end the place is where it is done."""
    object: dict[str, str]
    subject: dict[str, str]
    links: frozenset[str]
    between: frozenset[str]
    carriers: frozenset[str]
    moved: frozenset[str]
    people: frozenset[str]
    firms: frozenset[str]
    single: frozenset[str]
    here: Phrases
    called: dict[str, str]
    modes: dict[tuple[str, ...], str]
    shares: tuple[str, ...]
    sale: frozenset[str]
    sold: frozenset[str]
    vehicles: frozenset[str]
    crimes: frozenset[str]
    lawful: frozenset[str]
    times: frozenset[str]
    idle_nouns: frozenset[str]
    transport: frozenset[str]
    exploit: frozenset[str]
    forced: frozenset[str]
    line_nouns: frozenset[str]
    line_heads: frozenset[str]
    outward: frozenset[str]
    come: frozenset[str]
    caught: frozenset[str]
    borders: frozenset[str]
    gates: frozenset[str]
    """Where goods come into a country."""
    waters: frozenset[str]
    covers: frozenset[str]
    """Lawful loads in which goods are hidden."""
    story: frozenset[str]
    movers: frozenset[str]
    rides: frozenset[str]
    rides_in: frozenset[str]
    ingredients: frozenset[str]
    journeys: frozenset[str]
    officers: frozenset[str]
    catches: frozenset[str]
    """Forms of the verbs by which goods are caught."""
    seizes: frozenset[str]
    exploited: frozenset[str]
    going: frozenset[str]
    """Prepositions that say that something is on its way."""
    marks: dict[str, str]
    """Adjectives that put what they stand before into a market."""
    no_goods: frozenset[str]
    buyers: frozenset[str]
    inward: frozenset[str]
    flagged: frozenset[str]
    any_drug: frozenset[str]
    lawful_ends: frozenset[str]
    at_sea: frozenset[str]
    travellers: frozenset[str]
    arrivals: frozenset[str]
    back_to: frozenset[str]
    finds: frozenset[str]
    arrests: frozenset[str]
    some: frozenset[str]
    lured: frozenset[str]
    recruited: frozenset[str]
    loads: frozenset[str]
    flights: frozenset[str]
    still: frozenset[str]
    warns: frozenset[str]
    rules: frozenset[str]
    loads_one: frozenset[str]
    carried: frozenset[str]
    """Forms of the verbs by which people are moved."""
    receivers: frozenset[str]
    consignees: frozenset[str]
    """To whom a load is addressed: where they are it goes."""
    apart: frozenset[str]
    holds: frozenset[str]
    hides: frozenset[str]
    profile: frozenset[str]
    kinds: frozenset[str]
    """Words without one of which a sentence that names no goods of a vocabulary names none."""
    descent: frozenset[str]
    leading: frozenset[str]
    """Words that lead to the place behind them."""
    hints: frozenset[str]
    """Words that tell a way of the places of a sentence, wherever they stand."""
    places: frozenset[str]
    """Verbs that tell where a way begins or ends, which another sentence may go on with."""
    goods: dict[tuple[str, ...], str]
    """Words of ``goods.yml`` and their market: they count where the document names it."""
    joined: dict[str, tuple[str, ...]]
    """Regions whose name joins others, and these."""
    always: dict[tuple[str, ...], str]
    """Words that always name goods, and their market."""
    begins: frozenset[str]
    """Words that begin one of these names of goods or mark one."""
    names: frozenset[str]
    """These, and the signs of goods."""


@per_vocabulary
def way_words(vocabulary: Vocabulary) -> WayWords:
    """The words of a vocabulary, made once."""
    known = vocabulary.ways
    verbs = clause_words(vocabulary)
    data = {name: listed.words for name, listed in known.items()}
    named = {name: listed.lists for name, listed in known.items()}
    places = {"begins": "origin", "ends_at": "destination", "leads_at": "via"}
    goods = {
        tuple(words.split()): goods.markets[0][0]
        for goods in goods_words().values()
        if not goods.persons
        for words in goods.words
    } | {("weapons",): "firearms"}
    goods |= {(word,): "money_laundering" for word in ("cash", "money", "banknotes", "profits")}
    always = {
        tuple(words.split()): market
        for market, listed in named["goods"].items()
        for words in listed
    }
    marks = _turned(named["marks"])
    return WayWords(
        ends=_turned(named["ends"]),
        leads_for=frozenset(data["for"]),
        moves=frozenset(data["moves"]),
        way=frozenset(data["way"]),
        idle=frozenset(data["idle"]),
        at={verb: end for name, end in places.items() for verb in data[name]},
        object=_turned(named["object"]),
        subject=_turned(named["subject"]),
        links=frozenset(data["links"]),
        between=frozenset(data["between"]),
        carriers=frozenset(data["carriers"]),
        moved=frozenset(data["moved"]),
        people=frozenset(data["people"]),
        firms=frozenset(data["firms"]),
        single=frozenset(data["single"]),
        here=phrases(data["here"]),
        called=_turned(named["called"]),
        modes={
            tuple(word.split()): mode for mode, words in named["modes"].items() for word in words
        },
        shares=data["shares"],
        sale=frozenset(data["sale"]),
        sold=frozenset(data["sold"]),
        vehicles=frozenset(data["vehicles"]),
        crimes=frozenset(data["crimes"]),
        lawful=frozenset(data["lawful"]),
        times=frozenset(data["times"]),
        idle_nouns=frozenset(data["idle_nouns"]),
        transport=frozenset(data["transport"]),
        exploit=frozenset(data["exploit"]),
        forced=frozenset(data["forced"]),
        line_nouns=frozenset(data["line_nouns"]),
        line_heads=frozenset(data["line_heads"]),
        outward=frozenset(data["outward"]),
        come=frozenset(data["come"]),
        caught=frozenset(data["caught"]),
        borders=frozenset(data["borders"]),
        gates=frozenset(data["gates"]),
        waters=frozenset(data["waters"]),
        covers=frozenset(data["covers"]),
        story=frozenset((*data["story"], SIGN_OF["thing"], SIGN_OF["route"])),
        movers=frozenset(data["movers"]),
        rides=frozenset(data["rides"]),
        rides_in=frozenset(data["rides_in"]),
        ingredients=frozenset(data["ingredients"]),
        journeys=frozenset(data["journeys"]),
        officers=frozenset(data["officers"]),
        catches=forms_of(data["seizes"], verbs),
        seizes=frozenset(data["seizes"]),
        exploited=frozenset(data["exploited"]),
        going=frozenset(
            phrase
            for end in ("origin", "destination")
            for phrase in named["ends"][end]
            if " " in phrase and phrase.split()[0] in data["going"]
        ),
        marks=marks,
        no_goods=frozenset(data["no_goods"]),
        buyers=frozenset(data["buyers"]),
        inward=frozenset(data["inward"]),
        flagged=frozenset(data["flagged"]),
        any_drug=frozenset(data["any_drug"]),
        lawful_ends=frozenset(data["lawful_ends"]),
        at_sea=frozenset(data["at_sea"]),
        travellers=frozenset(data["travellers"]),
        arrivals=frozenset(data["arrivals"]),
        back_to=frozenset(data["back_to"]),
        finds=frozenset(data["finds"]),
        arrests=frozenset(data["arrests"]),
        some=frozenset(data["some"]),
        lured=frozenset(data["lured"]),
        recruited=forms_of(data["recruits"], verbs),
        loads=frozenset(data["loads"]),
        flights=frozenset(data["flights"]),
        still=frozenset(data["still"]),
        warns=frozenset(data["warns"]),
        rules=frozenset(data["rules"]) | forms_of(data["rules"], verbs),
        loads_one=frozenset(data["loads_one"]),
        carried=forms_of(data["transport"], verbs),
        receivers=frozenset(data["receivers"]),
        consignees=frozenset(data["consignees"]),
        apart=frozenset(data["apart"]),
        holds=frozenset(data["holds"]),
        hides=frozenset(data["hides"]),
        profile=frozenset(data["profile"]),
        kinds=frozenset(
            (
                *(word for words in named["marks"].values() for word in words),
                *("steal", "steals", "stole", "stealing"),
                *(words.split()[0] for listed in named["goods"].values() for words in listed),
            )
        ),
        descent=frozenset((*data["descent"], SIGN_OF["role"])),
        leading=frozenset(
            next(word for word in phrase.split() if word not in _SMALL)
            for end in ("origin", "via", "destination")
            for phrase in named["ends"][end]
        )
        | {*data["buyers"], *data["sale"], "between"},
        hints=forms_of((*_turned(named["object"]), *_turned(named["subject"])), verbs)
        | forms_of((*data["links"], "originate"), verbs)
        | forms_of((*data["exploit"], *data["forced"]), verbs)
        | {*data["line_nouns"], *data["line_heads"], *data["buyers"], *data["consignees"]}
        | {"subjected", "loading", "departure", "shipment"},
        places=forms_of((verb for name in places for verb in data[name]), verbs),
        goods=goods,
        joined=dict(named["joined"]),
        always=always,
        begins=frozenset(words[0] for words in (*goods, *always)) | marks.keys(),
        names=frozenset(words[0] for words in (*goods, *always)) | marks.keys() | _GOODS,
    )


def _turned(lists: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words}
