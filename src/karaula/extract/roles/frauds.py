"""Places from which people are cheated: "Albania hosts call centres that", "scam compounds in"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.legs.areas import areas_of
from karaula.extract.legs.scene import Scene, Theme
from karaula.extract.roles.subjects import subject_of
from karaula.extract.roles.told import Told, areas_at
from karaula.extract.roles.words import role_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_CENTRES = ("centres", "centers", "compounds", "parks", "factories", "farms", "rooms", "operations")
_CALL = ("call", "boiler", "scam", "fraud", "phishing")
_CHEAT = frozenset(("fraud", "fraudulent", "scam", "scams", "scammers", "cheat", "cheating",
                    "cheats", "defraud", "defrauds", "defrauding", "defrauded", "swindle",
                    "swindling", "bogus", "fake", "phishing", "dupe", "trick", "con",
                    "pensioners"))  # fmt: skip
_DUPE = frozenset(("defraud", "cheat", "scam", "swindle", "con", "target", "dupe", "trick",
                   "deceive", "fleece", "rob"))  # fmt: skip
_IN = ("in", "across", "throughout", "near", "around", "within", "all over", "outside", "inside")
_STRUCK = frozenset(("take", "dismantle", "raid", "destroy", "seize", "close", "shut", "bust",
                     "break", "search", "storm", "disrupt"))  # fmt: skip
"""Verbs of a single strike, which tells of those places and not of the country."""
_FRAUD = (("cybercrime", ()),)


def speaks_of_frauds(sentence: Sentence) -> bool:
    """Whether a sentence may name such places."""
    if SIGN_OF["market"] in sentence.signs:
        return any(
            isinstance(item.meaning, Name) and item.meaning.id == "cybercrime"
            for item in sentence.recognised
        )
    called = not sentence.said.isdisjoint(_CENTRES) and not sentence.said.isdisjoint(_CALL)
    return called or "compounds" in sentence.said


def frauds(scene: Scene, clause: Clause, denied: bool) -> Iterator[Told]:
    """Roles that the places of fraudsters tell: a country that they work from is their source."""
    if not clause.verb:
        return
    words = role_words(scene.vocabulary)
    home = "home" in scene.sentence.words[clause.at : clause.at + 3]
    subject = clause.subject
    if clause.verb in words.hosts or home:
        for phrase in (*clause.objects, *clause.behind_verb()):
            at = _site(scene, phrase)
            areas = subject_of(scene, clause) if at is not None else ()
            if at is not None and areas:
                theme = Theme(_FRAUD, at)
                yield Told(areas, "source", "", theme, clause.at, phrase.last, at, denied)
                return
    elif (
        subject is not None
        and clause.verb not in _STRUCK
        and (clause.verb in words.found or clause.verb in words.happens or clause.verb in _DUPE)
    ):
        at = _site(scene, subject)
        inner = [p for p in clause.of(subject)[:1] if p.preposition in _IN]
        held = inner if clause.verb in _DUPE else (*inner, *clause.behind_verb())
        for phrase in held if at is not None else ():
            ran = phrase.preposition == "from" and clause.verb == "run"
            if phrase.preposition in _IN or ran:
                areas = areas_at(scene, clause, phrase) or tuple(areas_of(scene, phrase))
                if at is not None and areas:
                    theme = Theme(_FRAUD, at)
                    yield Told(areas, "source", "", theme, at, phrase.last, at, denied)
                    return


def _site(scene: Scene, phrase: Phrase) -> int | None:
    """Item of the noun of a place of fraud that a phrase names: more than one of them."""
    last = phrase.last
    item = scene.sentence.items[last]
    if item.label == "market" and isinstance(item.meaning, Name):
        end = next((t.text.lower() for t in scene.sentence.tokens if t.end == item.end), "")
        return last if item.meaning.id == "cybercrime" and end in _CENTRES else None
    if scene.word(last) == "compounds" and "cybercrime" in scene.markets:
        return last
    if scene.word(last) not in _CENTRES or scene.word(last - 1) not in _CALL:
        return None
    fraud = not _CHEAT.isdisjoint(scene.sentence.said) or "cybercrime" in scene.markets
    return last if fraud or scene.word(last - 1) in ("scam", "fraud", "phishing") else None
