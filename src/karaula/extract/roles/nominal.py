"""Roles that nouns of doing tell: "cannabis cultivation in Paraguay", "production takes place in",
"plays a part in the manufacture of", "consumer countries in Europe"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.legs.areas import areas_of, national
from karaula.extract.legs.goods import market_at, told_before
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.mentions import may_begin, mention_at, phrases_of
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.sites import inside
from karaula.extract.roles.spots import subjects_before
from karaula.extract.roles.subjects import examples_behind, home_of_group, subject_of
from karaula.extract.roles.told import Told, areas_at
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF

_IN = frozenset(("in", "within", "around", "throughout", "across", "near", "inside"))
_NEXT = 6
"""Items behind a noun of doing in which its goods stand: "production of large amounts of"."""
_TO = ("to", "into", "towards", "for")
_MANY = ("countries", "states", "nations", "markets", "points", "hubs", "areas", "sources",
         "producers", "destinations", "suppliers", "corridors", "gateways", "exporters", "ports",
         "zones", "regions", "centres", "centers")  # fmt: skip
_HUBS = ("hubs", "gateways", "crossroads")
_OWN = frozenset(("domestic", "local", "home", "own", "domestically", "indigenous", "national",
                  "home-grown", "native"))  # fmt: skip
_GROWS = frozenset(("boom", "surge", "soar", "multiply", "double", "triple", "quadruple", "climb",
                    "decline", "fall", "drop", "shrink", "recover", "return", "accelerate",
                    "intensify", "revive", "rebound", "proliferate"))  # fmt: skip
_MOVES = frozenset(("move", "shift", "relocate", "migrate"))
"""Verbs behind which "to" tells where a deed is done now."""
_AREAS = frozenset(SIGN_OF[label] for label in AREA_LABELS)
_LIMITS = frozenset(("limit", "confine", "restrict", "amount", "centre", "focus", "consist"))
"""Verbs behind which "to" tells where or of what: "production is confined to cannabis"."""


def nominal(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Roles that nouns of doing tell in a clause."""
    words = role_words(scene.vocabulary)
    for phrase in phrases_of(clause):
        for first, last in phrase.parts:
            if first < clause.first:
                continue
            role = words.named.get(scene.word(last)) or _in_name(scene, last)
            if role is None and _plays_part(scene, phrase, last):
                role = "transit"
            if role is None or _fought(scene, clause, phrase, first):
                continue
            if phrase.preposition in ("for", "of") and _of_hub(scene, phrase.behind):
                continue  # "the hub for captagon production in the Middle East" is a country
            if role == "destination" and _counted(scene, phrase):
                continue  # "6 percent of the consumption of cigarettes in"
            part = Phrase(phrase.preposition, phrase.first, [(first, last)], phrase.behind)
            theme = _goods(scene, clause, phrase, part)
            if theme is None:
                continue
            areas, end = _areas(scene, clause, phrase, part, theme)
            areas = tuple(area for area in areas if area != "WORLD")
            if areas:
                begin = min(first, theme.at) if theme.at >= 0 else first
                named = theme.at if last < theme.at <= min(clause.last, last + _NEXT) else last
                for each in (*_shared(scene, phrase, first), theme):
                    start = min(begin, each.at) if each.at >= 0 else begin
                    yield Told(areas, role, "", each, start, max(named, end), last, denied)
    yield from _countries(scene, clause, denied)


def _plays_part(scene: Scene, phrase: Phrase, last: int) -> bool:
    """Whether something has a part in moving goods: "plays a role in the trafficking of"."""
    held = phrase.preposition == "in" and scene.word(phrase.behind) in ("role", "part")
    return held and scene.word(last) in role_words(scene.vocabulary).moved


def _of_hub(scene: Scene, index: int) -> bool:
    """Whether an item is a role that is said of a country."""
    return index >= 0 and scene.sentence.items[index].label == "role"


def _in_name(scene: Scene, index: int) -> str | None:
    """The role of a market's name that ends in a noun of doing: "cannabis cultivation"."""
    item = scene.sentence.items[index]
    if item.label != "market":
        return None
    named = role_words(scene.vocabulary).named
    return next((named.get(it.text) for it in scene.sentence.tokens if it.end == item.end), None)


def _fought(scene: Scene, clause: Clause, phrase: Phrase, first: int) -> bool:
    """Whether it is spoken of as something to be fought or surveyed: "a ban on production"."""
    fought = role_words(scene.vocabulary).fought
    if scene.word(first) in fought:
        return True
    if phrase.preposition == "against" or scene.word(phrase.behind) in fought:
        return True
    return clause.verb in fought and phrase.first > clause.at


def _counted(scene: Scene, phrase: Phrase) -> bool:
    """Whether a share of a deed is told, which is a figure and no role."""
    behind = scene.sentence.items[phrase.behind].label if phrase.behind >= 0 else None
    return phrase.preposition == "of" and behind in ("percent", "number", "count", "share")


def _goods(scene: Scene, clause: Clause, phrase: Phrase, part: Phrase) -> Theme | None:
    if phrase is clause.subject and clause.verb in _LIMITS:
        limited = _limited(scene, clause)
        if limited is not None:
            return limited
    theme = inside(scene, part) or goods_of(scene, Phrase("", part.last, [(part.last, part.last)]))
    for other in clause.of(phrase)[:2]:
        if theme is None and other.preposition in ("of", "in"):
            theme = goods_of(scene, other) or _called(scene, other)
    bare = phrase is clause.subject and part.parts[0][0] == part.last
    own = any(word in _OWN for word in scene.sentence.words[part.parts[0][0] : part.last])
    if theme is None and phrase.preposition == "with" and scene.word(phrase.first - 1) == ",":
        theme = told_before(scene, phrase.first)  # ", with smaller production in Lebanon"
    if theme is None and phrase.preposition == "for" and part.parts[0][0] == part.last:
        theme = told_before(scene, phrase.first)  # "captagon …, mainly for consumption in"
    if theme is None and (bare or own) and not clause.of(phrase):
        theme = told_before(scene, phrase.first) or scene.before
    return theme


def _shared(scene: Scene, phrase: Phrase, first: int) -> list[Theme]:
    """Goods that share the noun of doing with the last of their list: "amphetamine and cannabis
    production"."""
    parts = [part for part in phrase.parts if part[1] < first]
    bare = (p for p in parts if scene.sentence.items[p[1]].label in GOODS_LABELS)
    themes = (goods_of(scene, Phrase("", part[0], [part])) for part in bare)
    return [theme for theme in themes if theme is not None]


def _limited(scene: Scene, clause: Clause) -> Theme | None:
    """Goods to which a deed is limited: "is confined to cannabis", "to small amounts of meth"."""
    for phrase in clause.behind_verb():
        if phrase.preposition in ("to", "on", "of"):
            theme = goods_of(scene, phrase)
            for inner in clause.of(phrase)[:1]:
                theme = theme or (goods_of(scene, inner) if inner.preposition == "of" else None)
            if theme is not None:
                return theme
    return None


def _called(scene: Scene, phrase: Phrase) -> Theme | None:
    """Goods by their name: "the stimulant known as captagon"."""
    for other in scene.clauses:
        if other.kind == "participle" and other.verb in ("know", "call", "name", "dub"):
            if other.subject is None or other.subject.parts != phrase.parts:
                continue
            for named in (*other.phrases, *other.objects):
                if (
                    named.preposition in ("as", "")
                    and (theme := goods_of(scene, named)) is not None
                ):
                    return theme
    return None


def _areas(
    scene: Scene, clause: Clause, phrase: Phrase, part: Phrase, theme: Theme
) -> tuple[tuple[str, ...], int]:
    """Areas of a deed, and the item where they end."""
    words = role_words(scene.vocabulary)
    if phrase.preposition in ("in", "for", "of") and scene.word(phrase.behind) in words.parts:
        named = subject_of(scene, clause)
        if named:
            return named, part.last
    happens = clause.verb in words.happens | _MOVES or _takes_place(scene, clause)
    if phrase is clause.subject and happens:
        limited = clause.verb in _LIMITS | _MOVES
        places = [
            (areas, other.last)
            for other in clause.behind_verb()
            if (other.preposition == "to" if limited else _there(clause, other))
            and (areas := areas_at(scene, clause, other))
        ]
        if places:
            told = (area for areas, _ in places for area in areas)
            return tuple(dict.fromkeys(told)), places[-1][1]
    fronted = phrase is clause.subject and part.parts[0][0] == part.last
    first = [
        p for p in clause.phrases if fronted and p.last < phrase.first
    ]  # "In Iran, production"
    for other in (*first, *clause.of(phrase)[:4]):
        if other.preposition in ("with", "to", "from") and other not in first:
            break
        if other.preposition in _IN:
            areas = areas_at(scene, clause, other)
            if areas:
                return areas, max(other.last, part.last)
    if phrase is not clause.subject and clause.verb in words.dominates and not clause.passive:
        # "Afghanistan accounts for most of the world's opium production"
        doer = clause.subject
        named = tuple(areas_of(scene, doer)) if doer is not None else ()
        if named:
            return named, part.last
    if phrase.preposition == "in" and clause.verb in words.engaged:
        return home_of_group(scene, clause), part.last
    owned = national(scene, part.parts[0][0], theme.at) if theme.at < part.last else []
    named = tuple(owned) or _owner(scene, part)
    if not named and fronted and clause.verb in words.happens | _GROWS and not clause.of(phrase):
        named = _said_before(scene, clause)
    if (
        not named
        and words.named.get(scene.word(part.last)) == "production"
        and _its_own(scene, phrase, part)
    ):
        named = (scene.section,) if scene.section else scene.there[-1:]
    return named, part.last


def _said_before(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The one area that the clause before is about: "Chile is a transit country, but cultivation is
    increasing"."""
    if scene.sentence.signs.isdisjoint(_AREAS) or clause.phrases:
        return ()
    for before in subjects_before(scene, clause):
        named = areas_of(scene, before)
        return tuple(named) if len(named) == 1 else ()
    return ()


def _there(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells where a deed is done: "is found in", "has been reported from"."""
    told = clause.verb in ("report", "know", "record", "note", "observe", "detect")
    return phrase.preposition in _IN or (told and phrase.preposition == "from")


def _its_own(scene: Scene, phrase: Phrase, part: Phrase) -> bool:
    """Whether it is that of the country that is spoken of: "domestic production"."""
    first = phrase.parts[0][0]
    return any(scene.word(at) in _OWN for at in range(first, part.last))


def _owner(scene: Scene, part: Phrase) -> tuple[str, ...]:
    """Whose it is: "Afghanistan's opium production"."""
    items, words = scene.sentence.items, scene.sentence.words
    for at in range(part.parts[0][0], part.last):
        meaning = items[at].meaning
        mark = words[at + 1 : at + 2]
        if (
            items[at].label in AREA_LABELS
            and mark in (("'",), ("’",))
            and isinstance(meaning, Name)
        ):
            return (meaning.id,)
    return ()


def _takes_place(scene: Scene, clause: Clause) -> bool:
    return clause.verb == "take" and any(scene.word(p.last) == "place" for p in clause.objects)


def _countries(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """ "Consumer countries in Europe", "the producing countries of South America"."""
    begins = may_begin(scene)
    for phrase in phrases_of(clause):
        end = phrase.last
        if end not in begins:
            continue
        head = scene.sentence.items[end]
        said = mention_at(scene, end, end)
        weak = said is not None and said.weak and inside(scene, phrase) is not None
        if (head.label != "role" or not isinstance(head.meaning, Name)) and not weak:
            continue
        if phrase.first < clause.first or (phrase in clause.objects and clause.verb == "be"):
            continue
        examples = examples_behind(scene, clause, phrase)
        if weak and examples is None:
            continue
        named = tuple(areas_of(scene, examples)) if examples is not None else ()
        if examples is not None and named and _ends(scene, phrase.last, _MANY):
            theme = inside(scene, phrase) or _for(scene, clause, phrase)
            theme = theme or told_before(scene, phrase.first) or scene.before
            if theme is not None:
                role, detail = _role_at(scene, phrase.last)
                first, last = phrase.parts[0][0], examples.last
                yield Told(named, role, detail, theme, first, last, phrase.last, denied)
            continue
        goods = {market_at(scene, at) for at in scene.goods if at < phrase.first}
        if phrase.preposition in _TO and inside(scene, phrase) is None and len(goods) > 1:
            continue  # where the ways of several goods end
        wide = ("countries", "states", "nations", "markets", *_HUBS)
        if not _ends(scene, phrase.last, wide):
            continue
        theme = inside(scene, phrase) or told_before(scene, phrase.first) or scene.before
        for other in clause.of(phrase)[:1] or _behind_adverb(scene, clause, phrase):
            areas = areas_of(scene, other) if other.preposition in ("in", "of") else []
            if areas and theme is not None:
                role, detail = _role_at(scene, phrase.last)
                told = tuple(dict.fromkeys(areas))
                yield Told(
                    told, role, detail, theme, phrase.parts[0][0], other.last, phrase.last, denied
                )


def _role_at(scene: Scene, index: int) -> tuple[str, str]:
    said = mention_at(scene, index, index)
    return (said.role, said.detail) if said is not None else ("", "")


def _for(scene: Scene, clause: Clause, phrase: Phrase) -> Theme | None:
    """Goods right behind a role: "transit countries for cocaine"."""
    for other in clause.of(phrase)[:1]:
        if other.preposition in ("for", "of"):
            return goods_of(scene, other)
    return None


def _behind_adverb(scene: Scene, clause: Clause, phrase: Phrase) -> list[Phrase]:
    """What follows a phrase behind adverbs: "countries primarily in"."""
    return [
        other
        for other in clause.phrases
        if 0 < other.first - phrase.last - 1 < 3
        and all(word.endswith("ly") for word in scene.sentence.words[phrase.last + 1 : other.first])
    ][:1]


def _ends(scene: Scene, index: int, words: tuple[str, ...]) -> bool:
    """Whether the text of an item ends in one of some words."""
    end = scene.sentence.items[index].end
    return any(token.end == end and token.text.lower() in words for token in scene.sentence.tokens)
