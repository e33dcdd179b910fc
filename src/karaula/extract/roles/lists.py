"""Roles that a list behind a colon tells of the subject before it, "in two ways: as a source and",
and nouns that a participle parts from their verb: "is the most often cited source"."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import named_areas
from karaula.extract.legs.scene import Scene
from karaula.extract.roles.subjects import subject_of
from karaula.extract.roles.words import role_words

_JOINED = frozenset((":", ",", "and", "or", ";"))
_ARTICLES = frozenset(("a", "an", "the", "as", "both"))
_TELLS = frozenset(("figure", "feature", "play", "have", "fulfil", "fulfill", "perform", "appear",
                    "matter", "combine", "occupy", "contribute", "hold", "sit", "stand", "lie",
                    "serve", "face", "fill", "take"))  # fmt: skip
"""Verbs of what a list behind a colon says more of, beside "be" and its like."""
_ALIKE = frozenset(("like", "along", "together", "alongside", "ahead", "followed"))
_WITH = {"along": "with", "together": "with", "ahead": "of", "followed": "by"}
_SAME = frozenset(("the", "ports", "port", "of", "in", "and", "with", "by", "neighbouring",
                   "neighboring", "nearby", "or"))  # fmt: skip
"""Words between what is like and where it is."""
_MOST = ("most", "more", "best", "least")


def in_list(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The areas of which a list behind a colon tells: "has two roles: a source and a market"."""
    words = scene.sentence.words
    if ":" not in words[: phrase.first] or phrase.preposition not in ("", "as"):
        return ()
    if clause.verb and clause.kind != "relative":
        return ()
    start = phrase.first if phrase.preposition else phrase.parts[0][0]
    opened = phrase.preposition == "as" or words[start] in _ARTICLES
    if not opened or words[start - 1] not in (*_JOINED, "as", "late", "lately", "recently"):
        return ()
    colon = len(words[: phrase.first]) - 1 - words[: phrase.first][::-1].index(":")
    above = next((c for c in scene.clauses if c.verb and c.first <= colon <= c.last + 1), None)
    if above is None or above.form != "finite" or above.certainty == "denied":
        return ()
    known = role_words(scene.vocabulary)
    if above.verb not in known.be | known.by_as | _TELLS:
        return ()
    return subject_of(scene, above)


def as_again(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The areas of a second "as" behind an aside: "serves as a source of cigarettes, made in the
    capital, and as a transit point"."""
    words = scene.sentence.words
    before = words[max(0, phrase.first - 2) : phrase.first]
    if phrase.preposition != "as" or clause.kind == "main" or before != (",", "and"):
        return ()
    by_as = role_words(scene.vocabulary).by_as
    for above in reversed(scene.clauses):
        if above.first < clause.first and above.kind != clause.kind and above.verb in by_as:
            told = any(p.preposition == "as" and p.first > above.at for p in above.phrases)
            return subject_of(scene, above) if told and above.certainty != "denied" else ()
    return ()


def likewise(scene: Scene, clause: Clause) -> tuple[tuple[str, ...], int, int]:
    """Areas of which the same is said, and the words that say so: "Like Spain, Portugal is", "just
    like the ports in Greece", "along with Italy", "the main one, ahead of France"."""
    words, items = scene.sentence.words, scene.sentence.items
    if clause.certainty == "denied" or _ALIKE.isdisjoint(scene.sentence.said):
        return (), 0, 0
    for at, word in enumerate(words):
        if word not in _ALIKE or (word in _WITH and words[at + 1 : at + 2] != (_WITH[word],)):
            continue
        before = words[at - 1 : at]
        if at and before != ("just",) and not (before == (",",) and word != "like"):
            continue
        end = at + 1
        while end < len(words) and (items[end].label in AREA_LABELS or words[end] in _SAME):
            end += 1
        if end == len(words) or words[end] in (",", ".", ";", ":"):
            return tuple(dict.fromkeys(named_areas(scene, at + 1, end - 1))), at, end - 1
    return (), 0, 0


def list_above(scene: Scene, clause: Clause, phrase: Phrase, first: int) -> Phrase:
    """The phrase of whose list a noun is that was taken for one of the goods before it: "a corridor
    for heroin and a growing market for pills"."""
    begins = [begin for begin, end in phrase.parts[1:] if begin <= first <= end]
    if phrase.preposition not in ("for", "of") or not begins:
        return phrase
    if scene.word(begins[0]) not in _ARTICLES or scene.word(begins[0] - 1) not in _JOINED:
        return phrase
    if scene.word(phrase.parts[0][0]) in _ARTICLES:
        return phrase  # "for the transit and the storage of"
    held = (*clause.objects, *clause.beside, *clause.phrases)
    return next((p for p in held if p.last == phrase.behind), phrase)


def split_before(scene: Scene, clause: Clause) -> Clause | None:
    """The clause whose noun was taken for a verb: "is the most frequently mentioned source"."""
    words = scene.sentence.words
    at = clause.at
    if at < 3 or clause.passive or clause.form != "finite" or words[at - 2] not in _MOST:
        return None
    if not (words[at - 1].endswith("ly") or words[at - 1] == "often"):
        return None
    return next((one for one in scene.clauses if one.first < at and one.last == at), None)
