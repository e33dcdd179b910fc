"""Roles that the name of a way tells: "the heroin route through Iran has become busier"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.goods import migrants_in
from karaula.extract.roles.named import goods_of
from karaula.extract.roles.sites import inside
from karaula.extract.roles.told import Told
from karaula.extract.sentences.lexicon import Name

_THROUGH = ("through", "via", "across")
_WAYS = frozenset(("route", "routes", "corridor", "corridors", "channel", "channels", "path",
                   "paths", "trail", "trails", "passage", "pipeline"))  # fmt: skip
_STANDS = frozenset(("be", "become", "remain", "stay", "grow", "get", "gain", "regain", "see",
                     "thrive", "flourish", "exist", "revive", "reopen", "emerge", "reemerge",
                     "expand", "intensify", "account", "carry", "run", "lead", "open", "rise",
                     "dominate", "attract", "route"))  # fmt: skip
"""Verbs of what is said of a way that is in use."""


def passages(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Areas that a way leads through of which a clause says that it is in use."""
    subject = clause.subject
    used = clause.verb == "use" and clause.passive
    if subject is None or (not used and (clause.verb not in _STANDS or clause.passive)):
        return
    route = clause.verb == "route"  # "the heroin route through Iran has", taken for a verb
    named = scene.sentence.items[subject.last].label == "route"
    if not (route or named) and scene.word(subject.last) not in _WAYS:
        return
    theme = inside(scene, subject) or _migrants(scene, subject)
    if theme is None and route:
        theme = goods_of(scene, subject) or migrants_in(scene, subject)
    for phrase in clause.phrases:
        if theme is None and phrase.preposition in (("by",) if used else ("for", "of")):
            theme = goods_of(scene, phrase) or migrants_in(scene, phrase)
    for phrase in clause.phrases:
        if phrase.preposition not in _THROUGH or phrase.first > subject.last + _REACH:
            continue
        if not route and phrase.first > clause.at:
            continue
        areas = tuple(area for area in areas_of(scene, phrase) if area in scene.vocabulary.areas)
        if theme is not None and areas:
            first = subject.parts[0][0]
            yield Told(areas, "transit", "", theme, first, phrase.last, phrase.first, denied)
            return


_REACH = 7
"""Items behind a way in which it is told where it leads."""


def _migrants(scene: Scene, phrase: Phrase) -> Theme | None:
    """Migrants before the noun of a way: "the migrant route"."""
    for at in range(phrase.parts[0][0], phrase.last):
        meaning = scene.sentence.items[at].meaning
        if isinstance(meaning, Name) and meaning.id == "migrants":
            return Theme((("migrant_smuggling", ()),), at)
    return None
