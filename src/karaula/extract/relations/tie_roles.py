"""Who stands at the ends of what a clause tells of groups."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.groups import group_words
from karaula.extract.groups.cast import Cast
from karaula.extract.relations.around import Who
from karaula.extract.relations.tie_ends import partners
from karaula.extract.relations.tie_words import tie_words

NEAR = 2
"""Items between a verb and its own "of"."""
_EXAMPLES = frozenset(("notably", "namely", "including", "especially", "particularly", "chiefly"))
"""Words behind which examples of the group before stand: no object of the verb."""
_ENTRUSTING = frozenset((
    "entrust", "outsource", "subcontract", "delegate", "assign", "contract", "farm", "leave",
    "commission", "hand",
))  # fmt: skip
_TASKS = frozenset((
    "transport", "payment", "money", "cash", "logistics", "distribution", "retail", "collection",
    "killing", "murder", "storage", "security", "shipment", "delivery", "extraction", "unloading",
    "laundering", "sale", "proceeds", "profit", "transfer", "job", "work", "task", "driving",
    "debt", "protection", "recruitment", "packaging", "processing", "repatriation", "recovery",
))  # fmt: skip
"""What a group has others do."""
_GETTING = frozenset(("buy", "purchase", "obtain", "source", "procure", "import", "order"))
_DEALING = frozenset(("with", "from", "alongside", "together with", "for", "on behalf of"))
TAKING = frozenset(("break", "split", "ally", "align", "compose", "comprise", "unite"))
SERVED = frozenset(("supply", "arm", "equip", "furnish", "feed", "stock", "provide"))
"""Verbs whose object are those who get something, and not what they get."""


class TieRoles:
    """One clause, of which ties are read, and who its subject and its objects are."""

    def __init__(self, cast: Cast, clause: Clause) -> None:
        self.cast = cast
        self.clause = clause
        self.sentence = cast.around.sentence
        self.words = tie_words(cast.around.reading.vocabulary)

    def _roles(self, names: tuple[str, ...], state: bool) -> list[Who]:
        for name in names:
            found = self._role(name, state)
            if found:
                return found
        return []

    def _role(self, name: str, state: bool) -> list[Who]:
        clause = self.clause
        if name == "subject" and (whose := self._goes_on()) is not None:
            return self.cast.of(whose, self.cast.subject(whose))
        turned = self.cast.turned(clause) and not state and not self._gets()
        if name == "subject" and not turned:
            found = self.for_whom() or self.cast.of(clause, self.cast.subject(clause))
            return found or self._whose_people() or self._right_before()
        if name == "subject":
            return self._behind("by") or self._unsaid()
        subject = self.cast.subject(clause)
        if name == "owner":
            return self.cast.owner(clause, subject) if subject is not None else []
        objects = [
            phrase
            for phrase in (*clause.objects, *([subject] if turned and subject is not None else []))
            if self.sentence.words[phrase.first - 1] not in _EXAMPLES or not phrase.first
        ]
        if name == "dative":
            # "It handed the X clan a fee"
            first = objects[:1] if len(objects) > 1 else []
            return [who for phrase in first for who in self.cast.of(clause, phrase)]
        if name == "object":
            told = [self._without_next(phrase) for phrase in objects]
            found = [who for phrase in told for who in self.cast.of(clause, phrase)]
            return found or self._served(told)
        if name == "object of":
            return [
                who
                for phrase in objects
                for other in clause.of(phrase)[:1]
                if other.preposition == "of"
                for who in self.cast.of(clause, other)
            ]
        return self._behind(name)

    def _served(self, objects: list[Phrase]) -> list[Who]:
        """Those who get something of "has provided it with hideouts": not goods."""
        clause = self.clause
        served = clause.verb in SERVED and any(one.preposition == "with" for one in clause.phrases)
        at = next((one.last for one in objects if self.sentence.words[one.last] == "it"), -1)
        if not served or at < 0 or objects[0].first != at:
            return []
        doers = [who.name for who in self.cast.of(clause, clause.subject)]
        return self.cast.around.stand_in("it", at, doers)

    def _without_next(self, phrase: Phrase) -> Phrase:
        """An object without the subject of the clause that follows: "run shops, and the X gang,
        …, supplies them"."""
        if len(phrase.parts) != 2:
            return phrase
        at = phrase.parts[1][0] - 1
        if self.sentence.words[at] == "with":
            return Phrase(phrase.preposition, phrase.first, phrase.parts[:1])
        if self.sentence.words[at - 1 : at + 1] != (",", "and"):
            return phrase
        return Phrase(phrase.preposition, phrase.first, phrase.parts[:1])

    def _goes_on(self) -> Clause | None:
        """The main clause that goes on with a verb behind "but": "They were part of a gang that
        smuggled drugs, but split"."""
        clause = self.clause
        inner = clause.kind in ("relative", "participle") and clause.verb in TAKING
        if not inner or self.sentence.words[clause.at - 1] != "but":
            return None
        while clause.parent is not None:
            clause = self.cast.clauses[clause.parent]
        return clause

    def _gets(self) -> bool:
        """Whether a participle tells what a group did: groups are not "bought from" others."""
        clause = self.clause
        return (
            clause.kind == "participle"
            and clause.verb in _GETTING
            and clause.subject is not None
            and clause.subject.last == clause.at - 1
            and not any(one.preposition == "by" for one in clause.phrases)
        )

    def _unsaid(self) -> list[Who]:
        """Those of whom the text told before, who give others something to do: "the transport is
        outsourced to the X gang"."""
        clause = self.clause
        if clause.verb not in _ENTRUSTING or clause.subject is None or clause.kind != "main":
            return []
        items = clause.subject.items(self.sentence)
        task = self.cast.head(clause.subject) in _TASKS
        if not (task or any(item.label in ("substance", "market", "indicator") for item in items)):
            return []
        said = self.cast.around.stand_in("they", clause.first)
        return said if len(said) == 1 else []

    def for_whom(self) -> list[Who]:
        """Those who had others do something: "hired teenagers to attack the X gang"."""
        clause, subject = self.clause, self.cast.subject(self.clause)
        above = self.cast.clauses[clause.parent] if clause.parent is not None else None
        if clause.kind != "infinitive" or above is None or above.passive or subject is None:
            return []
        sent = any(one.heads == subject.heads for one in above.objects)
        if not sent or above.verb not in self.words.sending:
            return []
        return self.cast.of(above, self.cast.subject(above))

    def _right_before(self) -> list[Who]:
        """The group right before a participle: "the part of the X gang, backing the Y gang"."""
        at = self.clause.first - 2
        words, items = self.sentence.words, self.sentence.items
        if self.clause.kind != "participle" or at < 0 or words[at + 1] != ",":
            return []
        return self.cast.around.named_at(at) if items[at].label == "group" else []

    def _whose_people(self) -> list[Who]:
        """Whose people do something: "its middlemen buy from …"."""
        subject = self.cast.subject(self.clause)
        if subject is None or len(subject.parts) > 1:
            return []
        known = group_words()
        people = known["members"] | known["persons"] | known["trades"] | known["agents"]
        head = self.sentence.words[subject.last]
        return self.cast.owner(self.clause, subject) if head in people else []

    def _behind(self, preposition: str) -> list[Who]:
        """Groups behind a preposition that belongs to the verb."""
        clause = self.clause
        subject = clause.subject
        held = subject is not None and bool(self.cast.of(clause, subject))
        inner = range(subject.first, clause.at) if held and subject is not None else range(0)
        particle = " ".join(self.sentence.words[clause.at + 1 : clause.at + 2])
        return [
            who
            for phrase in clause.phrases
            if phrase.preposition in (preposition, f"{particle} {preposition}")
            and not (preposition == "with" and self._beside_as(phrase))
            # "Made up of A", not "the leadership of A".
            and (preposition != "of" or clause.at < phrase.first <= clause.at + NEAR)
            # "Partners from the X clan" buy from nobody.
            and (preposition != "from" or phrase.first not in inner)
            for who in self.cast.of(self.clause, phrase)
            or (
                partners(self.cast, phrase, self.words.counterparts)
                if preposition in _DEALING or (preposition == "to" and clause.verb in _ENTRUSTING)
                else []
            )
        ]

    def _beside_as(self, phrase: Phrase) -> bool:
        """True for those of whom it is told apart what they are: "work for the X gang, with the Y
        cartel as supplier"."""
        words = self.sentence.words
        return words[phrase.first - 1] == "," and words[phrase.last + 1 : phrase.last + 2] == (
            "as",
        )

    def doers(self) -> list[Who]:
        """Groups that do what the clause tells."""
        clause = self.clause
        if self.cast.turned(clause):
            return self._behind("by") or self.cast.of(clause, self.cast.subject(clause))
        return self.cast.of(clause, self.cast.subject(clause))

    def phrases(self) -> list[Phrase]:
        clause = self.clause
        subject = [clause.subject] if clause.subject is not None else []
        return [*subject, *clause.objects, *clause.phrases, *clause.beside]

    def _of(self, phrase: Phrase | None) -> list[Who]:
        """Groups of a phrase, or the name that must be one."""
        return self.cast.of(self.clause, phrase) or self.cast.taken_for(phrase)
