"""The areas that a clause says are a role: what a noun is said of, beside or behind."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.clauses.words import clause_words
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import areas_of, named_areas
from karaula.extract.legs.scene import Scene
from karaula.extract.roles.lists import as_again, in_list, list_above, split_before
from karaula.extract.roles.mentions import Mention, elliptic, phrases_of
from karaula.extract.roles.spots import made_by_words, place_name, possessed, spot_of, zone_of
from karaula.extract.roles.subjects import behind_comma, home_of_group, subject_of
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name

_NEAR = 5
"""Items behind a colon in which the first role of its list stands."""
_OWNED = 3
"""Items of "Albania Europe's" before what it is."""
_IT = frozenset(("it", "country", "them", "island", "kingdom"))
_BETWEEN = frozenset(("now", "still", "already", "also", "itself", "today", "long", "perhaps"))
_GREATEST = frozenset(("main", "biggest", "largest", "top", "leading", "principal", "chief",
                       "primary", "only", "foremost", "greatest", "busiest", "most",
                       "second-largest", "nearest", "prime"))  # fmt: skip
_LOADS = frozenset(("shipment", "consignment", "load", "cargo", "haul", "batch", "parcel", "drugs",
                    "goods", "drug"))  # fmt: skip
_OUTDONE = ("overtake", "replace", "succeed", "supplant", "displace", "eclipse", "surpass",
            "overhaul")  # fmt: skip
_APART = frozenset(("after", "before", "besides", "beside", "behind", "like", "unlike", "with"))


def owner_of(scene: Scene, clause: Clause, mention: Mention) -> tuple[str, ...]:
    """The areas that a clause says are what a mention names."""
    words = role_words(scene.vocabulary)
    holder = next(
        (p for p in phrases_of(clause) if any(a <= mention.first <= b for a, b in p.parts)), None
    )
    if holder is None or _rather(scene, holder, mention):
        return ()
    holder = _as_both(scene, clause, list_above(scene, clause, holder, mention.first))
    # "plays the part of a transit country", "one of the chief sources"
    shell = holder
    for _ in range(2):
        in_role = shell.preposition == "in" and scene.word(shell.behind) in ("role", "part")
        if (
            shell.preposition != "of"
            and not in_role
            and not (shell.preposition in ("among", "on") and clause.verb in words.be)
        ):
            break
        outer = next((p for p in phrases_of(clause) if p.last == shell.behind), None)
        one = outer is not None and scene.sentence.items[outer.last].label in ("count", "number")
        if outer is None or not (one or scene.word(outer.last) in words.shells):
            break
        shell = outer
    prenominal = split_before(scene, clause) if shell in clause.objects else None
    if prenominal is not None:
        return subject_of(scene, prenominal) if prenominal.verb in words.be else ()
    if _opens_list(scene, clause, mention):
        return ()  # "is the heart of the trade: a hub for cocaine, a producer of"
    beside = (
        _gapped(scene, shell)
        or in_list(scene, clause, shell)
        or as_again(scene, clause, shell)
        or _last_of_list(scene, shell, mention)
        or _fronted(scene, clause, shell)
        or set_beside(scene, clause, shell)
        or _named_behind(scene, clause, holder)
        or elliptic(scene, clause, shell)
        or _profiled(scene, clause, shell)
        or _fragment(scene, clause, shell)
    )
    if beside:
        return beside
    made = made_by_words(scene, shell)
    if made:
        return made
    verb = clause.verb
    if shell is clause.subject:
        fronted = behind_comma(scene, clause)
        if fronted:
            return fronted  # "A transit country for heroin, Oman has"
        if verb not in ("be", "include", "remain", "comprise"):
            return ()
        if clause.past and mention.role == "destination" and _of_load(scene, clause):
            return ()
        named = [area for phrase in clause.objects for area in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named))
    if shell in clause.objects or shell in clause.beside:
        if _progressive(scene, clause, shell):
            return ()
        if verb in words.of_object and not clause.passive and verb != "be":
            whose = _before_possessive(scene, shell)
            if whose:
                return whose  # "making Albania Europe's largest producer"
            others = [p for p in clause.objects if p is not shell]
            named = [area for phrase in others for area in areas_of(scene, phrase)]
            inner = [p for it in others for p in clause.of(it)[:1] if p.preposition in ("of", "in")]
            named = named or [area for phrase in inner for area in areas_of(scene, phrase)]
            if not named and not others and verb in ("make",):
                named = list(subject_of(scene, clause))  # "makes an ideal gateway"
            if not named and any(scene.word(p.last) in _IT for p in others):
                named = list(_made_so(scene, clause))
            one = scene.sentence.items[shell.last].label == "count"
            if not named and verb in ("make",) and not one:
                # "have made a warehouse of Suriname"
                named = [
                    area
                    for phrase in clause.of(shell)
                    if phrase.preposition in ("of", "out of")
                    for area in areas_of(scene, phrase)
                ]
            return tuple(dict.fromkeys(named))
        if verb in words.be and not (mention.weak and _there(scene, clause)):
            kept = home_of_group(scene, clause) if mention.role == "storage" else ()
            own = kept or subject_of(scene, clause)  # "groups in Bulgaria provide storage"
            if not own and verb in ("be", "remain", "become") and place_name(scene, clause.subject):
                return possessed(scene, shell, mention.role)
            return own
        return ()
    standing = clause_words(scene.vocabulary).standing
    if shell.preposition == "as":
        with_area = (p for p in clause.phrases if p.preposition == "with")
        for outer in with_area:  # "with Albania as a gateway"
            if outer.last == shell.behind and (named := areas_of(scene, outer)):
                return tuple(dict.fromkeys(named))
    if shell.preposition == "as":
        # "the growing importance of Iran as a route"
        outer = next((p for p in phrases_of(clause) if p.last == shell.behind), None)
        if outer is not None and outer.preposition == "of":
            if scene.word(outer.behind) in standing | words.grows:
                return tuple(dict.fromkeys(areas_of(scene, outer)))
            part = outer.parts[-1][0] - 1  # "a decline in X and a rise of Y as"
            if len(outer.parts) > 1 and scene.word(part) in standing | words.grows:
                return tuple(dict.fromkeys(named_areas(scene, *outer.parts[-1])))
    if shell.preposition == "as" and scene.word(shell.behind) in standing:
        # "Libya's role as a hub has grown"
        outer = next((p for p in phrases_of(clause) if p.last == shell.behind), None)
        named = areas_of(scene, outer) if outer is not None else []
        if named or (outer is not None and outer not in clause.objects):
            return tuple(named)
        return subject_of(scene, clause)  # "plays only a minor role as"
    if shell.preposition == "for" and verb == "use" and clause.passive:
        return subject_of(scene, clause)
    if shell.preposition == "among" and shell.first < clause.at and clause.subject is None:
        named = [area for phrase in clause.objects for area in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named))
    if shell.preposition == "as" and verb in ("establish", "act", "operate", "emerge", "work"):
        home = home_of_group(scene, clause) if mention.role == "production" else ()
        if home:
            return home  # "groups from the Sofia region have established themselves as producers"
    if shell.preposition == "as":
        if verb in words.of_object and not clause.passive:
            held = [a for phrase in clause.objects for a in areas_of(scene, phrase)]
            listed = [a for phrase in clause.beside for a in areas_of(scene, phrase)]
            if not held and not listed:
                held = zone_of(scene, clause)
            if not held and not listed and clause.objects and verb != "rank":
                return spot_of(scene, clause.objects[0])  # "the port, which they describe as"
            if held or listed or verb != "rank":  # "ranks first as a producer"
                return tuple(dict.fromkeys(held or listed))
        if verb in _OUTDONE and clause.passive:
            return _outdone_by(scene, clause, shell)
        if verb in words.by_as or verb in words.be or not verb:
            return subject_of(scene, clause)
        if shell.first < clause.at or (clause.passive and _apart(scene, shell)):
            return subject_of(scene, clause)  # "As a stage on the journey, Mauritania …"
    turned = shell.preposition == "to" and any(
        p.preposition == "into" and clause.at < p.first < shell.first for p in clause.phrases
    )  # "has turned Ghana into a corridor to a booming market"
    if shell.preposition in ("into", "to") and verb in words.by_into and not turned:
        earlier = [p for p in clause.objects if p.first < shell.first]
        named = [a for phrase in earlier for a in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named)) or subject_of(scene, clause)
    if shell.preposition in ("among", "in", "on") and verb in ("be", "count", "rank", "remain"):
        if shell.preposition in ("in", "on") and mention.role == "destination":
            return ()  # "a force in the global market", "a source of it on the Serbian market"
        return subject_of(scene, clause)
    return ()


def _outdone_by(scene: Scene, clause: Clause, shell: Phrase) -> tuple[str, ...]:
    """Who is it now instead of the subject: "has been overtaken by Hamburg as the main port"."""
    named = (
        areas_of(scene, phrase)
        for phrase in clause.phrases
        if phrase.preposition == "by" and clause.at < phrase.first < shell.first
    )
    return tuple(dict.fromkeys(next((it for it in named if it), ())))


def _of_load(scene: Scene, clause: Clause) -> bool:
    """Whether it is where one load was going: "a container whose destination was", "the final
    destination was"."""
    subject = clause.subject
    if subject is None:
        return False
    words = scene.sentence.words[subject.parts[0][0] : subject.last]
    held = [p for p in clause.of(subject)[:1] if p.preposition in ("of", "for")]
    load = any(scene.word(p.last) in scene.ways.rides_in | _LOADS for p in held)
    return load or (
        not held and not {"final", "whose", "its", "their", "intended"}.isdisjoint(words)
    )


def _opens_list(scene: Scene, clause: Clause, mention: Mention) -> bool:
    """Whether a colon behind a vague role goes on to what it is."""
    if not mention.weak or scene.word(clause.last) != ":":
        return False
    behind = scene.sentence.items[clause.last + 1 : clause.last + _NEAR]
    return any(item.label == "role" for item in behind)


def _before_possessive(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """The area that stands before another one, whose the role is: "Albania Europe's largest"."""
    first, last = phrase.parts[0]
    items, words = scene.sentence.items, scene.sentence.words
    if last - first < _OWNED or items[first].label != "area":
        return ()
    owner = items[first + 1].label in AREA_LABELS and words[first + 2] in ("'", "’")
    meaning = items[first].meaning
    return (meaning.id,) if owner and isinstance(meaning, Name) else ()


def _made_so(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """What "it" is that something makes a role: "Spain's ports have made it", "making it"."""
    if clause.kind in ("relative", "participle") and clause.parent is not None:
        above = scene.clauses[clause.parent] if clause.parent < len(scene.clauses) else clause
        return subject_of(scene, above)  # "Serbia borders eight states, making it a hub"
    subject = clause.subject
    for at in range(subject.first, subject.last) if subject is not None else ():
        meaning = scene.sentence.items[at].meaning
        mark = scene.sentence.words[at + 1 : at + 2]
        held = scene.sentence.items[at].label in AREA_LABELS and mark in (("'",), ("’",))
        if held and isinstance(meaning, Name):
            return (meaning.id,)
    if subject is None or areas_of(scene, subject):
        return ()
    for other in reversed(scene.clauses):
        if other.first < clause.first and other.subject is not None:
            named = areas_of(scene, other.subject)
            if named:
                return tuple(named)  # "Moldova is poor, but prosecutors call it a source"
    return scene.there if scene.area_before else ()


def _as_both(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase:
    """A phrase behind "as both", as if "as" stood before it: "as both a route and a site"."""
    if phrase.preposition or phrase not in clause.objects:
        return phrase
    place = clause.objects.index(phrase)
    for number in range(place, -1, -1):
        first = clause.objects[number].first
        if scene.sentence.words[max(0, first - 2) : first] == ("as", "both"):
            return Phrase("as", first - 2, phrase.parts, first - 3)
        if scene.word(first - 1) not in ("and", "or"):
            break
    return phrase


def _progressive(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether "is" belongs to a verb that was taken for a noun: "are probing the origin of"."""
    first = clause.objects[0] if clause.objects else phrase
    doing = first.first == first.last and scene.word(first.last).endswith("ing")
    return clause.verb == "be" and first is not phrase and doing


def _there(scene: Scene, clause: Clause) -> bool:
    """Whether something only is there: "there is a market for"."""
    return clause.subject is not None and scene.word(clause.subject.heads[-1]) == "there"


def _apart(scene: Scene, phrase: Phrase) -> bool:
    """Whether a comma sets a phrase apart: "is affected by it, mainly as a transit country"."""
    at = phrase.first - 1
    while at > 0 and scene.word(at).endswith("ly"):
        at -= 1
    return scene.word(at) == ","


def _fragment(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area of the heading over a role without a verb: "Transit country for heroin"."""
    said = any(other.verb and other.form == "finite" for other in scene.clauses[:2])
    whole = clause is scene.clauses[0] and phrase.first <= clause.first + 1
    heads = ":" in scene.sentence.words[clause.last : clause.last + 2]
    # "Growing transit point for heroin": an adjective, and nobody who grows one.
    growing = clause.kind == "participle" and phrase.first == clause.first + 1 == clause.at + 1
    if (clause.verb and not growing) or (said and not heads) or not whole:
        return ()
    if scene.section:
        return (scene.section,)
    region = scene.context.region(scene.sentence)
    return (region,) if region and phrase.preposition == "as" else ()


def _rather(scene: Scene, phrase: Phrase, mention: Mention) -> bool:
    """Whether it is what the area is not: "a market rather than a producer"."""
    first = next((a for a, b in phrase.parts if a <= mention.first <= b), phrase.first)
    before = scene.sentence.words[max(0, first - 3) : first]
    return before[-2:] in (("rather", "than"), ("instead", "of")) or before[-3:-1] == (
        "rather",
        "than",
    )


def _fronted(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The subject that a noun in front is set beside: "A transit country for heroin, Oman has"."""
    subject = clause.subject
    if subject is None or phrase not in clause.beside or phrase.last > subject.first:
        return ()
    if phrase.parts[0][0] > clause.first + 2 or scene.word(subject.first - 1) != ",":
        return ()
    return tuple(areas_of(scene, subject))


def set_beside(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The areas of the noun that a phrase is set beside: "Austria, a country of destination"."""
    if phrase.preposition or phrase.first < 2 or phrase is clause.subject:
        return ()
    at = phrase.first - 1
    while at > 1 and (scene.word(at) in _BETWEEN or scene.word(at).endswith("ly")):
        at -= 1  # "Brazil, now a key exit point"
    dashed = scene.word(at) == "-" and spaced(scene, at)
    if not dashed and scene.word(at) not in (",", "(", "–", "—"):
        return ()
    end = at - 1
    if dashed and scene.word(end) == "-":
        end -= 1  # "Guayaquil -- long a key point"
    for other in phrases_of(clause):
        if other is not phrase and other.last == end:
            if other.preposition in _APART and clause.verb == "be":
                return ()  # "Turkey is, after China, the main source"
            # "Colombia and Peru, the top two producers", but "in Iran and Turkey, a hub"
            parts = other.parts if _plural_role(scene, phrase) else other.parts[-1:]
            return tuple(areas_of(scene, Phrase("", other.first, parts)))
    return ()


def _gapped(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    """The area of a role without its verb: "Mali is a source, and Chad a minor hub"."""
    first = phrase.parts[0][0]
    words = scene.sentence.words
    if phrase.preposition or first < _OWNED or words[first] not in ("a", "an", "another"):
        return ()
    before = first - 1 - (words[first - 1] in ("only", "merely", "now", "just"))
    meaning = scene.sentence.items[before].meaning
    joined = words[before - 1] in ("and", "while", "whereas", "but") and "," in words[:before]
    area = scene.sentence.items[before].label in AREA_LABELS
    return (meaning.id,) if joined and area and isinstance(meaning, Name) else ()


def _named_behind(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area that is named behind what it is: "its main market, Spain", "the bloc's largest
    entry point, the port of Antwerp,"."""
    words = scene.sentence.words
    last = phrase.parts[-1][1]
    if _GREATEST.isdisjoint(words[phrase.first : last]):
        return ()
    inner = [p for p in clause.of(phrase)[:1] if p.preposition in ("of", "for")]
    end = inner[0].last if inner else last
    if words[end + 1 : end + 2] != (",",):
        return ()
    for other in clause.beside:
        if other.first != end + 2:
            continue
        areas = areas_of(scene, other)
        behind = clause.of(other)[:1]
        stop = other.last
        if not areas and behind and behind[0].preposition == "of":
            areas, stop = areas_of(scene, behind[0]), behind[0].last
        if areas and words[stop + 1 : stop + 2] in ((",",), (".",), (";",), ("–",), ("-",)):
            return tuple(areas)
    return ()


def spaced(scene: Scene, at: int) -> bool:
    """Whether a dash stands apart, and joins no two words."""
    items = scene.sentence.items
    return items[at].start > items[at - 1].end or scene.word(at - 1) == "-"


def _last_of_list(scene: Scene, phrase: Phrase, mention: Mention) -> tuple[str, ...]:
    """The areas that a role is set beside as if it were of their list: "from Colombia or Peru,
    Latin America's largest producers"."""
    first, last = phrase.parts[-1]
    if len(phrase.parts) < 2 or not first <= mention.first <= last:
        return ()
    if scene.word(first - 1) not in (",", "–", "-"):
        return ()
    before = phrase.parts[:-1] if _plural_role(scene, phrase) else phrase.parts[-2:-1]
    named = [named_areas(scene, *part) for part in before]
    return tuple(dict.fromkeys(a for it in named for a in it)) if all(named) else ()


def _plural_role(scene: Scene, phrase: Phrase) -> bool:
    end = scene.sentence.items[phrase.last].end
    return any(it.end == end and it.text.lower().endswith("s") for it in scene.sentence.tokens)


def _profiled(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The areas that a colon stands between: "Bulgaria: a transit country for heroin", "Transit
    countries: Bulgaria and Romania"."""
    if clause.verb or (phrase is not clause.subject and phrase not in clause.beside):
        return ()
    words = scene.sentence.words
    for other in scene.clauses:
        if other is clause or other.verb or other.subject is None:
            continue
        first, last = sorted((clause, other), key=lambda it: it.first)
        if ":" in words[first.last + 1 : last.first + 1] or words[last.first - 1] == ":":
            return tuple(dict.fromkeys(areas_of(scene, other.subject)))
    return ()
