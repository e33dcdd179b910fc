"""Nouns that are a role, and the areas that a clause says are one."""

from typing import NamedTuple

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.clauses.words import clause_words
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import areas_of, named_areas, named_before
from karaula.extract.legs.scene import Scene
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF

_ROLE = SIGN_OF["role"]
PRONOUNS = frozenset(("it", "they", "which", "that", "this", "there", "both"))


_APART = frozenset(("after", "before", "besides", "beside", "behind", "like", "unlike", "with"))


class Mention(NamedTuple):
    """A role in words: items ``first`` to ``last``."""

    role: str
    detail: str
    first: int
    last: int
    weak: bool
    """Whether the words are a role only beside goods."""


def mentions_in(scene: Scene, clause: Clause) -> list[Mention]:
    """Roles that the noun phrases of a clause name, in order."""
    known = role_words(scene.vocabulary).first
    if _ROLE not in scene.sentence.signs and scene.sentence.said.isdisjoint(known):
        return []
    found: dict[int, Mention] = {}
    for phrase in phrases_of(clause):
        for first, last in phrase.parts:
            if first < clause.first and clause.kind == "relative":
                continue
            index = first
            while index <= last:
                mention = _mention(scene, index, last)
                if mention is None:
                    index += 1
                    continue
                found.setdefault(mention.first, mention)
                index = mention.last + 1
            # "a country of transit": the phrase goes on behind the preposition.
            for start in range(first, last + 1):
                for words in known.get(scene.word(start), ()):
                    end = start + len(words) - 1
                    if end > last and scene.sentence.words[start : end + 1] == words:
                        found[start] = _noun(scene, words, start, end)
                        break
    for phrase in clause.objects:
        if phrase.first not in found and _another(scene, clause, phrase) and found:
            role = max(found.values(), key=lambda it: it.first)
            if role.last < phrase.first:
                found[phrase.first] = role._replace(first=phrase.first, last=phrase.last)
    kept: list[Mention] = []
    for mention in sorted(found.values(), key=lambda it: (it.first, -it.last)):
        if not kept or mention.first > kept[-1].last:
            kept.append(mention)
    return kept


def _another(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase stands for the role before it: "Hungary a minor one"."""
    if scene.sentence.words[phrase.parts[0][0]] not in ("a", "an", "another", "the"):
        return False
    one = scene.sentence.items[phrase.last].label == "count" or scene.word(phrase.last) == "one"
    return one and phrase.last > phrase.first and bool(_elliptic(scene, clause, phrase))


def _mention(scene: Scene, index: int, last: int) -> Mention | None:
    item = scene.sentence.items[index]
    if item.label == "role" and isinstance(item.meaning, Name):
        role, _, detail = item.meaning.id.partition("|")
        return Mention(role, detail, index, index, False)
    for words in role_words(scene.vocabulary).first.get(scene.word(index), ()):
        end = index + len(words) - 1
        if end <= last and scene.sentence.words[index : end + 1] == words:
            return _noun(scene, words, index, end)
    return None


def _noun(scene: Scene, words: tuple[str, ...], first: int, last: int) -> Mention:
    role, _, detail = role_words(scene.vocabulary).nouns[words].partition("|")
    return Mention(role, detail, first, last, len(words) == 1)


def phrases_of(clause: Clause) -> list[Phrase]:
    subject = [clause.subject] if clause.subject is not None else []
    return [*subject, *clause.objects, *clause.beside, *clause.phrases]


def owner_of(scene: Scene, clause: Clause, mention: Mention) -> tuple[str, ...]:
    """The areas that a clause says are what a mention names."""
    words = role_words(scene.vocabulary)
    holder = next(
        (p for p in phrases_of(clause) if any(a <= mention.first <= b for a, b in p.parts)), None
    )
    if holder is None or _once(scene, holder):
        return ()
    holder = _as_both(scene, clause, holder)
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
    beside = (
        _set_beside(scene, clause, shell)
        or _elliptic(scene, clause, shell)
        or _profiled(scene, clause, shell)
        or _fragment(scene, clause, shell)
    )
    if beside:
        return beside
    verb = clause.verb
    if shell is clause.subject:
        if verb not in ("be", "include", "remain", "comprise"):
            return ()
        named = [area for phrase in clause.objects for area in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named))
    if shell in clause.objects or shell in clause.beside:
        if _progressive(scene, clause, shell):
            return ()
        if verb in words.of_object and not clause.passive and verb != "be":
            others = [p for p in clause.objects if p is not shell]
            named = [area for phrase in others for area in areas_of(scene, phrase)]
            if not named and not others and verb in ("make",):
                named = list(subject_of(scene, clause))  # "makes an ideal gateway"
            if not named and verb in ("make",):
                # "have made a warehouse of Suriname"
                named = [
                    area
                    for phrase in clause.of(shell)
                    if phrase.preposition in ("of", "out of")
                    for area in areas_of(scene, phrase)
                ]
            return tuple(dict.fromkeys(named))
        if verb in words.be and not (mention.weak and _there(scene, clause)):
            return subject_of(scene, clause)
        return ()
    standing = clause_words(scene.vocabulary).standing
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
        if named or outer not in clause.objects:
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
            return tuple(
                dict.fromkeys(a for phrase in clause.objects for a in areas_of(scene, phrase))
            )
        if verb in words.by_as or verb in words.be or not verb:
            return subject_of(scene, clause)
        if shell.first < clause.at or (clause.passive and _apart(scene, shell)):
            return subject_of(scene, clause)  # "As a stage on the journey, Mauritania …"
    if shell.preposition in ("into", "to") and verb in words.by_into:
        named = [a for phrase in clause.objects for a in areas_of(scene, phrase)]
        return tuple(dict.fromkeys(named)) or subject_of(scene, clause)
    if shell.preposition in ("among", "in", "on") and verb in ("be", "count", "rank", "remain"):
        return subject_of(scene, clause)
    return ()


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


def _once(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is past: "once only a country of passage", "a former hub"."""
    before = scene.sentence.words[max(0, phrase.first - 2) : phrase.parts[0][1] + 1]
    if "once" in before and not {"again", "more"}.isdisjoint(before):
        return False
    return not {"once", "former", "formerly", "erstwhile"}.isdisjoint(before)


def _set_beside(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The areas of the noun that a phrase is set beside: "Austria, a country of destination"."""
    if phrase.preposition or phrase.first < 2 or phrase is clause.subject:
        return ()
    if scene.word(phrase.first - 1) not in (",", "("):
        return ()
    end = phrase.first - 2
    for other in phrases_of(clause):
        if other is not phrase and other.last == end:
            if other.preposition in _APART and clause.verb == "be":
                return ()  # "Turkey is, after China, the main source"
            return tuple(areas_of(scene, Phrase("", other.first, other.parts[-1:])))
    return ()


def _elliptic(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area right before a phrase without a verb: "and Syria still its main producer"."""
    for other in (*clause.objects, *clause.beside):
        near = other is not phrase and 0 < phrase.first - other.last <= 2
        if near and not phrase.preposition and other.parts[-1][0] == other.last:
            return tuple(areas_of(scene, Phrase("", other.first, other.parts[-1:])))
    return ()


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


def subject_of(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """Areas of the subject; of "it", "which" and "the country" those that it stands for."""
    if clause.subject is None:
        return ()
    examples = [
        area
        for phrase in clause.of(clause.subject)[:1]
        if phrase.preposition in ("such as", "like", "including")
        for area in areas_of(scene, phrase)
    ]
    named = examples or areas_of(scene, clause.subject)
    if named:
        return tuple(dict.fromkeys(named))
    # "Workshops in Poland", "the ports of Spain", "the island of Fiji"
    for phrase in clause.of(clause.subject)[:2]:
        if phrase.preposition in ("in", "of"):
            inner = areas_of(scene, phrase)
            if inner:
                return tuple(inner)
    head = scene.word(clause.subject.heads[0])
    if head == "latter":
        return named_before(scene, clause.subject.first) or scene.latter
    if scene.word(clause.subject.parts[0][0]) in ("our", "my", "your", "their"):
        return ()  # whose it is depends on who says so
    if head in PRONOUNS or head in ("country", "kingdom", "island", "republic", "state"):
        for other in reversed(scene.clauses):
            if other.subject is not None and other.first < clause.first:
                before = areas_of(scene, other.subject)
                if before:
                    return tuple(before)
                route = scene.word(other.subject.last) in scene.ways.line_nouns
                if head == "it" and route:
                    return ()  # "the route is short, and it remains the key corridor"
        return scene.there or ((scene.section,) if scene.section else ())
    return ()


def home_of_group(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """Where a group is that does something: "groups from the Sofia region"; no nationality."""
    if clause.subject is None:
        return ()
    for item in clause.subject.items(scene.sentence):
        if isinstance(item.meaning, Group):
            named = [name.id for name in item.meaning.inside if name.label in AREA_LABELS]
            if named:
                return tuple(dict.fromkeys(named))
            if item.meaning.id.endswith(("of the country", "in the country")) and scene.section:
                return (scene.section,)
    return ()
