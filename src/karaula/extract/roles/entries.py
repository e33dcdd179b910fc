"""Places where goods come into a region, "heroin enters the EU at crossings in Bulgaria", and those
where most of them are from, "most of the guns originate in Serbia"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.scene import Scene
from karaula.extract.legs.themes import theme_of
from karaula.extract.roles.goods import victims_in
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.told import Told, areas_at
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_ENTERS = frozenset(("enter", "reach", "penetrate", "access"))
_COMES = frozenset(("come", "arrive", "land", "flow", "pour", "smuggle", "bring", "traffic", "ship",
                    "import", "get", "slip", "sneak", "funnel", "pass", "cross"))  # fmt: skip
_LEADS_IN = _ENTERS | _COMES
_FORMS = frozenset(f"{verb}{end}" for verb in _ENTERS for end in ("", "s", "ed", "ing")) | {
    "reaches", "accesses",
}  # fmt: skip
_AT = ("at", "through", "via", "on", "over", "by way of")
_SPOTS = frozenset(("crossing", "crossings", "checkpoint", "checkpoints", "point", "points", "port",
                    "ports", "harbour", "harbours", "harbor", "harbors", "seaport", "seaports",
                    "airport", "airports", "beach", "beaches", "coast", "coasts", "shore", "shores",
                    "border", "borders", "terminal", "terminals", "hub", "hubs"))  # fmt: skip
_MOST = frozenset(("most", "much", "bulk", "majority", "many", "lion's", "share", "half", "part"))
_BEGINS = frozenset(("originate", "originates", "originated", "originating")) | {
    "comes", "come", "came", "stems", "stem", "hails", "hail",
}  # fmt: skip
_RECORDS = frozenset(("identify", "register", "record", "detect", "assist", "report"))
_USUALLY = ("mostly", "mainly", "chiefly", "largely", "primarily", "usually", "typically")
_WIDE = frozenset(("union", "bloc", "continent", "block", "market", "region"))


def speaks_of_entries(sentence: Sentence) -> bool:
    """Whether a sentence may tell where goods enter a region."""
    if not _BEGINS.isdisjoint(sentence.said):
        return True
    wide = SIGN_OF["region"] in sentence.signs or not _WIDE.isdisjoint(sentence.said)
    return wide and not _FORMS.isdisjoint(sentence.said)


def entries(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Areas whose crossings and ports are where goods come into a region."""
    if clause.past or clause.verb not in _LEADS_IN or not _into(scene, clause):
        return
    for phrase in clause.behind_verb():
        mostly = phrase.preposition in ("through", "via") and _mostly(scene, phrase)
        if phrase.preposition not in _AT or not (_spot(scene, phrase) or mostly):
            continue
        areas = _areas(scene, clause, phrase)
        theme = theme_of(scene, clause) if areas else None
        if theme is not None:
            end = max((p.last for p in clause.of(phrase)[:1]), default=phrase.last)
            last = max(end, clause.at)
            yield Told(areas, "transit", "entry point", theme, clause.at, last, clause.at, denied)
            return


def origins(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """The area that goods originate in, or that most of them come from."""
    subject = clause.subject
    if subject is None or clause.verb not in ("originate", "come", "stem", "hail", "derive"):
        return
    most = scene.word(subject.heads[0]) in _MOST or scene.word(subject.parts[0][0]) == "most"
    counted = _recorded(scene, subject)
    past = clause.past and scene.word(clause.at) != "come" and not counted
    if clause.verb != "originate" and (past or not most):
        return  # "the heroin came from Turkey" is the way of one load
    theme = goods_of(scene, subject) or (victims_in(scene, subject) if counted else None)
    inner = clause.of(subject)[:1]
    if theme is None and most and inner and inner[0].preposition == "of":
        theme = goods_of(scene, inner[0]) or (victims_in(scene, inner[0]) if counted else None)
    for phrase in clause.behind_verb() if theme is not None else ():
        told = ("in", "from") if clause.verb == "originate" else ("from",)
        areas = areas_at(scene, clause, phrase) if phrase.preposition in told else ()
        if theme is not None and areas:
            yield Told(areas, "source", "", theme, clause.at, phrase.last, clause.at, denied)
            return


def _recorded(scene: Scene, subject: Phrase) -> bool:
    """Whether people are those of a count: "most victims identified in Germany came from"."""
    last = subject.last + 6
    return any(
        one.kind in ("participle", "relative")
        and subject.last < one.first <= last
        and one.verb in _RECORDS
        for one in scene.clauses
    )


def _mostly(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is the usual way in: "enters the Union mostly through Andalusia"."""
    return scene.word(phrase.first - 1) in _USUALLY


def _into(scene: Scene, clause: Clause) -> bool:
    """Whether it is a region that is entered."""
    held = list(clause.objects) if clause.verb in _ENTERS else []
    held += [p for p in clause.phrases if p.preposition in ("into", "in", "to", "onto")]
    for phrase in held:
        item = scene.sentence.items[phrase.last]
        if item.label == "region" and isinstance(item.meaning, Name):
            return True
        if scene.word(phrase.last) in _WIDE:
            return True
    return False


def _spot(scene: Scene, phrase: Phrase) -> bool:
    named = scene.sentence.items[phrase.last].meaning
    crossing = isinstance(named, Name) and named.id == "border_crossings"
    return crossing or any(scene.word(head) in _SPOTS for head in phrase.heads)


def _areas(scene: Scene, clause: Clause, phrase: Phrase) -> tuple[str, ...]:
    """Areas of the crossings: countries, not the region that is entered."""
    found = areas_at(scene, clause, phrase)
    return tuple(area for area in found if area not in scene.vocabulary.regions)
