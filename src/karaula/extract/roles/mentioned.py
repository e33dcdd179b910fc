"""Roles that the nouns of a clause name: of which areas, in which goods."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.goods import (
    Memory,
    copied,
    for_others,
    fronted,
    goods_for,
    people_before,
    topical,
)
from karaula.extract.roles.lists import likewise
from karaula.extract.roles.mentions import Mention, made_there, mentions_in
from karaula.extract.roles.owners import owner_of
from karaula.extract.roles.past import once
from karaula.extract.roles.told import Told
from karaula.extract.sentences.sentence import SIGN_OF

_WAY = frozenset(("way", "route", "journey", "road", "trip", "voyage"))
_GREATEST = frozenset(("largest", "biggest", "main", "top", "principal", "primary", "chief",
                       "leading", "foremost", "prime", "major", "key", "traditional"))  # fmt: skip
_ONLY = ("only", "just", "merely", "simply", "solely", "purely")
_ARE = frozenset(("be", "become", "remain", "turn", "stay", "serve", "act", "develop"))
_JOINS = frozenset((",", "and", "or", "as", "well", "also", "of", "a", "an", "the", "even", "then"))
_ANYWHERE = frozenset(("in", "of", "the", SIGN_OF["region"], "too", "as", "well", "again", "today",
                       "now", "themselves", "itself"))  # fmt: skip
"""Words behind a role that tell no goods: "the most profitable destinations in the world"."""
_THEM = frozenset(("them", "people", "persons", "those", "families"))
_OWNED = frozenset(("its", "their", "his"))
_REACH = 8
"""Words before a role in which "with" may open what closes a sentence."""


def _made_by_people(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether a role is what people of a nation make: "Foxlanders living in Barland create key
    links for traffickers"."""
    subject = clause.subject
    made = any(one.first <= mention.first <= one.last for one in clause.objects)
    if subject is None or not made or clause.verb in _ARE:
        return False
    return all(scene.sentence.items[head].label == "adjective" for head in subject.heads)


def mentioned(scene: Scene, clause: Clause, memory: Memory) -> Iterator[Told]:
    """Roles of the nouns of a clause, but for what was so once."""
    mentions = mentions_in(scene, clause)
    before: tuple[str, ...] = ()
    for number, mention in enumerate(mentions):
        areas = tuple(area for area in owner_of(scene, clause, mention) if area != "WORLD")
        if not areas and number and _goes_on(scene, mentions[number - 1], mention):
            areas = before
        before = areas
        if not areas or once(scene, mention) or _not_so(scene, mention):
            continue
        if mention.weak and _made_by_people(scene, clause, mention):
            continue
        denied = clause.certainty == "denied"
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        themes = goods_for(scene, clause, mention, following, memory)
        other_use = for_others(scene, clause, mention)
        if not themes and following is not None and not other_use:
            for other in range(number + 1, len(mentions)):
                after = mentions[other + 1] if other + 1 < len(mentions) else None
                themes = goods_for(scene, clause, mentions[other], after, memory)
                if themes:
                    break
        if not themes and number and not other_use:
            themes = goods_for(scene, clause, mentions[0], mentions[1], memory)
        strong = not mention.weak or any(not other.weak for other in mentions[:number])
        strong = strong or _with(scene, mention) or _its(scene, mention)
        strong = strong or _bare(scene, clause, mention)
        if not themes and strong and not other_use:
            theme = topical(scene, clause, mention)
            apart = theme is not None and theme.at < 0 and _of_its_own(scene, mention, memory)
            themes = [theme] if theme is not None and not apart else []
        if not themes and not strong and clause.phrases and clause.phrases[0].first == clause.first:
            front = fronted(scene, clause, mention)
            themes = [front] if front is not None else []
        if not themes and not other_use and (suffered := people_before(scene, mention)) is not None:
            themes = [suffered]
        if not themes and mention.role != "production" and _for_them(scene, clause, mention):
            themes = list(memory.migrants)  # "For most of them France is a place of passage"
        if not themes and strong and not other_use and _of_transit(scene, mention):
            themes = list(memory.migrants)  # "a transit country", where migrants are spoken of
        for theme in (copied(it, memory.markets) for it in themes):
            last = max(mention.last, theme.at if theme.at <= clause.last else mention.last)
            role = made_there(scene, clause, mention) or _of_fraud(mention, theme) or mention.role
            yield Told(
                areas,
                role,
                mention.detail,
                theme,
                mention.first,
                last,
                mention.first,
                denied and not (_but(scene, clause, mention) or _more(scene, clause, mention)),
            )
            others, first, last = likewise(scene, clause)
            others = tuple(area for area in others if area not in areas)
            if others and not denied:
                yield Told(others, role, mention.detail, theme, first, last, first, False)


def _not_so(scene: Scene, mention: Mention) -> bool:
    """Whether it is what an area is not, beside what it is: "is a source, not a destination"."""
    before = scene.sentence.words[max(0, mention.first - 3) : mention.first]
    return before[-2:] == (",", "not") or before[:2] == (",", "not")


def _bare(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether a clause only says that an area is it, where its paragraph has named the goods:
    "Chile has turned into a larder"."""
    tail = scene.sentence.words[mention.last + 1 : clause.last]
    if scene.before is None or clause.verb not in _ARE or not _ANYWHERE.issuperset(tail):
        return False
    held = [*clause.objects, *(p for p in clause.phrases if p.preposition in ("into", "as"))]
    return any(phrase.last == mention.last for phrase in held)


def _of_transit(scene: Scene, mention: Mention) -> bool:
    """Whether a role is called one of transit: "a transit country", but no "hub"."""
    items = scene.sentence.items
    start, end = items[mention.first].start, items[mention.last].end
    return any(
        token.text.lower() == "transit"
        for token in scene.sentence.tokens
        if start <= token.start < end
    )


def _for_them(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether it is said for people: "is for almost all of these people a country of transit"."""
    for phrase in clause.phrases:
        if phrase.preposition == "for" and phrase.first < mention.first:
            held = (phrase, *(p for p in clause.of(phrase)[:1] if p.preposition == "of"))
            return any(scene.word(p.last) in _THEM for p in held)
    return False


def _of_fraud(mention: Mention, theme: Theme) -> str | None:
    """A hub of fraudsters is where it comes from, one of laundering where money ends."""
    markets = {market for market, _ in theme.markets}
    if len(markets) > 1 or mention.role != "transit" or mention.detail != "hub":
        return None
    return {"cybercrime": "source", "money_laundering": "destination"}.get(*markets)


def _but(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether it is what an area is instead: "neither a source nor a market, but a corridor"."""
    before = scene.sentence.words[clause.first : mention.first]
    return "but" in before and not {"neither", "not"}.isdisjoint(before[: before.index("but")])


def _more(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether an area is it and more: "no longer only a transit country", "not just a market"."""
    before = scene.sentence.words[clause.first : mention.first]
    only = [at for at, word in enumerate(before) if word in _ONLY]
    return bool(only) and not {"no", "not", "longer"}.isdisjoint(before[max(0, only[-1] - 2) :])


def _with(scene: Scene, mention: Mention) -> bool:
    """Whether a role closes a sentence on goods: "with Saudi Arabia by far the biggest market"."""
    words = scene.sentence.words
    behind = words[mention.last + 1 : mention.last + 2]
    before = words[max(0, mention.first - _REACH) : mention.first]
    return behind in ((".",), (",",), (";",)) and "with" in before and "the" in before


def _its(scene: Scene, mention: Mention) -> bool:
    """Whether it is one of goods that "its" stands for: "Saudi Arabia, its largest market"; or of
    what is on its way: "only a stop on the way to"."""
    words = scene.sentence.words
    if words[mention.last + 1 : mention.last + 2] == ("on",) and mention.role == "transit":
        return not _WAY.isdisjoint(words[mention.last + 2 : mention.last + 5])
    before = words[max(0, mention.first - 3) : mention.first]
    if before[:2] == (",", "the") and words[mention.last + 1 : mention.last + 2] == (".",):
        return not _GREATEST.isdisjoint(before)  # "ends up in Brazil, the main market."
    owned = [at for at, word in enumerate(before) if word in ("its", "their")]
    return bool(owned) and not _GREATEST.isdisjoint(before[owned[-1] :])


def _of_its_own(scene: Scene, mention: Mention, memory: Memory) -> bool:
    """Whether a role may be one in anything, where goods were only named in what happened before:
    heroin was caught, and "Turkey is a major exporter"; or is that of a gang, "is its base"."""
    owned = not _OWNED.isdisjoint(scene.sentence.words[max(0, mention.first - 3) : mention.first])
    if owned and (mention.detail == "hub" or mention.role == "source"):
        return True
    end = scene.sentence.items[mention.last].end
    named = next((it.text.lower() for it in scene.sentence.tokens if it.end == end), "")
    trader = named.removesuffix("s").endswith(("er", "or"))  # "exporter", "grower"
    return memory.event and (trader or mention.role == "destination")


def _goes_on(scene: Scene, last: Mention, mention: Mention) -> bool:
    """Whether a role goes on with the one before: "a country of destination as well as of"."""
    between = scene.sentence.words[last.last + 1 : mention.first]
    return bool(between) and all(word in _JOINS for word in between)
