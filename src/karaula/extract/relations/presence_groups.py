"""Of which groups a clause says that they are somewhere or deal in something."""

from karaula.extract.clauses import Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS, MARKET_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.cast import singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.presence_beside import of_persons
from karaula.extract.relations.presence_goods import Dealings
from karaula.extract.relations.presence_reader import BEING, INSIDE

_OWNS = ("of", "to", "for", "in the hands of", "under the control of", "with", "by")

_BESIDES = ("with", "alongside", "together with")


class PresentGroups(Dealings):
    """Who is present by the words of a clause."""

    def who(self) -> list[Who]:
        """Groups of which a clause says that they are somewhere or deal in something."""
        clause, words = self.clause, self.words
        subject = clause.subject
        if self._fate() or self._others_do():
            return []
        owners = self._of_whose()
        if owners:
            return owners
        fought = self._fought()
        if fought:
            return fought
        if clause.verb in BEING and not clause.passive:
            return self._is() or self._trade_of()
        if clause.passive and clause.verb in words["accused"] and self._blamed():
            return self.subject()
        if clause.passive and clause.verb in words["laid"] and self._linked_to_trade():
            return self.subject()
        if clause.passive and clause.verb in words["laid"] and self._trade():
            return self._owners(only=("to", "with", "on"))
        if self.cast.turned(clause):
            by = [
                who
                for phrase in clause.phrases
                if phrase.preposition == "by"
                for who in self.cast.of(clause, phrase)
            ]
            if by:
                told = clause.verb in words["acts"] | words["hosts"] or (
                    clause.verb in words["having"] and self._has([subject])
                )
                return by if told else []
            return self.subject() if clause.verb in words["states"] else []
        if clause.verb in words["states"] and any(
            self.sentence.words[one.last] in ("themselves", "itself") for one in clause.objects
        ):
            return self.subject()  # "Have established themselves across Foxland"
        if clause.verb in words["falls"] and not self.subject():
            owners = self._owners()
            if owners:
                return owners
        if clause.verb in words["pays"]:
            return [] if self.subject() else self._objects()
        if clause.verb in words["having"] and self._has([*clause.objects]):
            groups = [] if self._counts_members() else self.subject()
            if groups or clause.verb not in words["hosts"]:
                return groups
        if clause.verb in words["acts"] | words["spreads"]:
            groups = self.subject()
            if groups:
                return groups
        if clause.verb in words["hosts"]:
            return self._objects()
        if clause.verb in ("come", "hail", "appear", "surface") and subject is not None:
            source = [one for one in clause.behind_verb() if one.preposition == "from"]
            return self.subject() or [
                who
                for one in source
                for who in self.cast.of(clause, one)
                if who.named or (who.known and self._trade())
            ]
        return []

    def mentioned(self) -> list[Who]:
        """Groups with a name of their own of which a clause tells anything but that somebody
        pursues them, speaks of them, or that they are gone."""
        clause, words = self.clause, self.words
        if clause.kind == "infinitive" or clause.certainty != "said" or not clause.verb:
            return []
        if self._fate():
            return []
        if clause.verb in words["matters"] or (not clause.passive and clause.verb in words["gone"]):
            return []
        doers = self.subject() if not self.cast.turned(clause) else []
        if doers:
            return [who for who in doers if self._told_by_name(who)]
        if clause.verb in words["pursued"] or self._pursuers():
            return []
        if clause.subject is not None and self.cast.head(clause.subject) in words["servants"]:
            return []
        found: dict[str, Who] = {}
        for phrase in self.phrases():
            if (
                phrase.preposition in ("with", "to")
                and phrase.behind >= 0
                and (singular(self.cast.word(phrase.behind)) in words["dealings"])
            ):
                continue  # "Brought to light contacts with the X mafia"
            if phrase.preposition not in words["aside"] | INSIDE and not self._persons(phrase):
                for who in self.cast.of(clause, phrase):
                    if who.named and self._told_by_name(who):
                        found.setdefault(who.name, who)
        return list(found.values())

    def _fate(self) -> bool:
        """Whether a clause only tells what became of persons of a group: "a member of the X gang
        was shot in Foxland", "its leader, who was hiding in Foxland"."""
        clause = self.clause
        subject = self.cast.subject(clause)
        if clause.verb not in self.words["fates"] or subject is None:
            return False
        follows = self.sentence.words[clause.at + 1 : clause.at + 2]
        if clause.verb == "find" and follows and follows[0] in self.words["dead"]:
            return True
        if clause.verb in self.words["seizes"] and self._persons(subject):
            return True
        if clause.kind == "relative" and self._one_behind(subject):
            return True
        group = self.sentence.items[subject.heads[0]].meaning
        persons = clause.passive and isinstance(group, Group) and of_persons(group)
        if not self._persons(subject) and not persons:
            return False
        done = clause.passive and clause.verb not in self.words["states"]
        return done or not self._several(subject)

    def _one_behind(self, group: Phrase) -> bool:
        """Whether "who" is one of a group: "a leader of the X gang who was hiding"."""
        words = self.sentence.words
        at = group.parts[0][0] - 1
        at -= words[at] == "the"
        return at > 0 and words[at] == "of" and words[at - 1] in self.words["single"]

    def _persons(self, phrase: Phrase) -> bool:
        """Whether a phrase is about persons of a group, and not about the group."""
        return any(singular(self.cast.word(last)) in self.words["single"] for last in phrase.heads)

    def _several(self, phrase: Phrase) -> bool:
        word = self.cast.word(phrase.heads[0])
        return len(phrase.heads) > 1 or singular(word) != word

    def _told_by_name(self, who: Who) -> bool:
        group = self.sentence.items[who.item].meaning
        return isinstance(group, Group) and group.sort in ("named", "placed")

    def _pursuers(self) -> bool:
        """Whether the police, a court or the like are the subject of the clause."""
        subject = self.clause.subject
        if subject is None:
            return False
        return any(
            item.label in ("agency", "body") for item in subject.items(self.sentence)
        ) or not self.words["pursuers"].isdisjoint(
            self.sentence.words[subject.first : subject.last + 1]
        )

    def _of_whose(self) -> list[Who]:
        """The group of "whose core business is", "its trade is in"."""
        clause = self.clause
        if clause.subject is None or clause.passive or clause.kind == "participle":
            return []
        first, last = clause.subject.parts[0]
        acts = clause.verb in self.words["acts"] or singular(self.cast.word(last)) in (
            self.words["belongs"] | self.words["has"]
        )
        words = self.sentence.words
        if not acts or words[first] not in ("whose", "its", "their"):
            return []
        if words[first] != "whose":
            return self.cast.owner(clause, clause.subject)
        before = first - 1 - (words[first - 1] == ",")
        group = before >= 0 and self.sentence.items[before].label == "group"
        return self.cast.around.named_at(before) if group else []

    def _blamed(self) -> bool:
        """Whether it is told of what crime: "is suspected of a series of thefts"."""
        behind = self.clause.behind_verb()
        return bool(behind) and behind[0].preposition in ("of", "for") and bool(self.goods()[0])

    def _linked_to_trade(self) -> bool:
        """Whether a group is said to be linked to a trade: "connected to drug rackets"."""
        behind = [one for one in self.clause.behind_verb() if one.preposition in ("to", "with")]
        return any(
            (one.named(self.sentence, *GOODS_LABELS) or self._deed(one))
            and not one.named(self.sentence, "group")
            for one in behind
        )

    def _deed(self, phrase: Phrase) -> bool:
        return any(singular(self.cast.word(last)) in self.known.deeds for last in phrase.heads)

    def _trade(self) -> bool:
        """Whether a trade or a load is the subject."""
        subject = self.clause.subject
        if subject is None:
            return False
        inner = self.clause.of(subject)[:1]
        if any(
            one.preposition == "of" and one.named(self.sentence, *GOODS_LABELS) for one in inner
        ):
            return True  # "most of the heroin"
        return (
            bool(subject.named(self.sentence, *GOODS_LABELS))
            or self.cast.head(subject) in self.words["loads"]
        )

    def hired(self) -> bool:
        """Whether an infinitive tells what a group is paid for: "was hired to move it"."""
        parent = self.cast.clauses[self.clause.parent] if self.clause.parent is not None else None
        return parent is not None and parent.passive and parent.verb in self.words["hires"]

    def _others_do(self) -> bool:
        """Whether others do it for the group: "relies on X brokers to move funds"."""
        clause = self.clause
        parent = self.cast.clauses[clause.parent] if clause.parent is not None else None
        if clause.kind != "infinitive" or parent is None or parent.passive:
            return False
        if parent.verb not in self.words["relying"]:
            return False
        held = [*parent.objects, *parent.behind_verb()]
        return any(one.named(self.sentence, "group") for one in held)

    def helpers(self) -> list[Who]:
        """Groups with which somebody joins to do what an infinitive tells: "have partnered with X
        networks to bring cocaine into Foxland"."""
        clause = self.clause
        parent = self.cast.clauses[clause.parent] if clause.parent is not None else None
        if clause.kind != "infinitive" or parent is None or parent.certainty != "said":
            return []
        if parent.verb not in self.words["joining"] or clause.verb not in self.words["acts"]:
            return []
        behind = (one for one in parent.behind_verb() if one.preposition in _BESIDES)
        return [who for one in behind for who in self.cast.of(parent, one)]

    def only_to_be(self) -> bool:
        """Whether a clause tells what is to be: "to sell", not "began to sell"."""
        clause = self.clause
        if clause.kind != "infinitive":
            return False
        parent = self.cast.clauses[clause.parent] if clause.parent is not None else None
        return parent is None or parent.verb not in self.words["begins"]

    def subject(self) -> list[Who]:
        clause = self.clause
        subject = self.cast.subject(clause)
        found = self.cast.of(clause, subject)
        alone = clause.kind == "relative" and self.sentence.words[clause.at].endswith("s")
        if alone and subject is not None:
            # "With the X clan and a gang that meets in Foxton": the gang does.
            found = [who for who in found if who.item >= subject.parts[-1][0]]
        if not found and clause.kind == "relative" and subject is not None:
            # "A crew from the lower delta that has brought …"
            start = subject.parts[0][0]
            placed = start > 1 and self.sentence.words[start - 1] in ("from", "of", "in", "near")
            if placed and self.sentence.items[start - 2].label == "group":
                found = self.cast.around.named_at(start - 2)
        if not found and subject is not None:
            head = self.cast.head(subject)
            if head in self.words["parts"]:
                found = [
                    who for phrase in clause.of(subject)[:1] for who in self.cast.of(clause, phrase)
                ]
            if not found and head in self.words["owned"]:
                found = self.cast.owner(clause, subject)
        return found

    def _objects(self) -> list[Who]:
        clause = self.clause
        to = [phrase for phrase in clause.phrases if phrase.preposition == "to"]
        found: list[Who] = []
        for phrase in [*clause.objects, *to]:
            groups = self.cast.of(clause, phrase)
            if not groups and self.cast.head(phrase) in self.words["parts"]:
                inner = clause.of(phrase)[:1]
                groups = [who for one in inner for who in self.cast.of(clause, one)]
            found.extend(groups)
        return found

    def _has(self, phrases: list[Phrase | None]) -> bool:
        return any(
            singular(self.cast.word(last)) in self.words["has"]
            for phrase in phrases
            if phrase is not None
            for _, last in phrase.parts
        )

    def _counts_members(self) -> bool:
        """Whether it is only told how many a group is: "have over 30 members"."""
        clause = self.clause
        heads = {self.cast.head(one) for one in clause.objects}
        inside = [one for one in clause.behind_verb() if one.preposition in INSIDE]
        return clause.verb == "have" and heads <= {"member", "people", "man"} and not inside

    def _is(self) -> list[Who]:
        clause = self.clause
        for phrase in (*clause.objects, *([clause.subject] if clause.subject else [])):
            head = self.cast.head(phrase)
            if head in self.words["belongs"]:
                owners = [
                    who
                    for other in clause.of(phrase)[:1]
                    if other.preposition in _OWNS
                    for who in self.cast.of(clause, other)
                ] or self.cast.owner(clause, phrase)
                if owners:
                    return owners
        if self._owners(only=("in the hands of", "under the control of")):
            return self._owners(only=("in the hands of", "under the control of"))
        if (
            clause.phrases
            and clause.phrases[0].first == clause.first
            and (
                clause.phrases[0].preposition == "in"
                and clause.phrases[0].named(self.sentence, *AREA_LABELS)
            )
        ):
            return self.subject()  # "In Ruritania, the X group is part of the Y network"
        for phrase in clause.behind_verb():
            if phrase.preposition in ("at", "behind") and (
                self.cast.head(phrase) in self.words["stands"]
            ):
                return self.subject()
        for phrase in clause.objects:
            words = self.sentence.words[phrase.parts[0][0] : phrase.parts[0][1] + 1]
            group = any(
                self.sentence.items[index].label == "group"
                for index in range(phrase.parts[0][0], phrase.parts[0][1] + 1)
            )
            told = {self.cast.head(phrase), *(singular(word) for word in words)}
            if group or not self.words["being"].isdisjoint(told):
                return self.subject()
        if not clause.objects and self.areas([])[0]:
            return self.subject()
        return []

    def foremost(self) -> bool:
        """Whether a group is told to be the strongest one around: "the most powerful actor"."""
        clause = self.clause
        if clause.verb not in BEING or clause.passive:
            return False
        said = {word for one in clause.objects for a, b in one.parts
                for word in self.sentence.words[a : b + 1]}  # fmt: skip
        top = bool(said & {"most", "main", "leading", "dominant"}) or any(
            word.endswith("est") and len(word) > 5 for word in said
        )
        return top and not any(one.preposition in INSIDE for one in clause.behind_verb())

    def _fought(self) -> list[Who]:
        """Groups whose violence or feud takes place somewhere."""
        clause = self.clause
        subject = clause.subject
        if subject is None or self.cast.head(subject) not in self.words["strife"]:
            return []
        inside = [one for one in clause.phrases if one.preposition in (*INSIDE, "of")]
        if clause.verb in ("cost", "kill", "leave"):
            # where the dead of a war lie
            inside = [one for one in inside if one.first < clause.at]
            if not self.named(inside):
                return []
        if clause.verb not in self.words["rages"] | BEING and not self.named(inside):
            return []
        far = [one for one in clause.behind_verb() if one.preposition in ("between", "among")]
        return [
            who
            for phrase in [*clause.of(subject)[:1], *far]
            if phrase.preposition in ("between", "among", "of")
            for who in self.cast.of(clause, phrase)
        ]

    def _trade_of(self) -> list[Who]:
        """The group of "for the X gang, extortion is a second income"."""
        clause = self.clause
        subject, opening = clause.subject, next(iter(clause.phrases), None)
        if subject is None or opening is None or opening.preposition != "for":
            return []
        if opening.first != clause.first or not subject.named(self.sentence, *MARKET_LABELS):
            return []
        return self.cast.of(clause, opening)

    def _owners(self, only: tuple[str, ...] = _OWNS) -> list[Who]:
        clause = self.clause
        return [
            who
            for phrase in clause.behind_verb()
            if phrase.preposition in only
            for who in self.cast.of(clause, phrase)
        ] or [
            # "In the grip of the X clan", "under the thumb of the X clan"
            who
            for phrase in clause.phrases
            if phrase.preposition in ("in", "under", "through")
            and self.cast.head(phrase) in self.words["grips"]
            for other in clause.of(phrase)[:1]
            for who in self.cast.of(clause, other)
        ]
