"""Of which groups a clause says that they are somewhere or deal in something."""

from karaula.extract.clauses import Phrase
from karaula.extract.context import GOODS_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.cast import singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.presence_being import Beings
from karaula.extract.relations.presence_beside import of_persons
from karaula.extract.relations.presence_places import BEING, INSIDE

_AGAINST = ("with", "against")
_BESIDES = ("with", "alongside", "together with")


class PresentGroups(Beings):
    """Who is present by the words of a clause."""

    def who(self) -> list[Who]:
        """Groups of which a clause says that they are somewhere or deal in something."""
        clause, words = self.clause, self.words
        subject = clause.subject
        if self._fate() or self._others_do() or self._of_a_deed():
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
        doers = [one for one in clause.behind_verb() if one.preposition == "by"][:1]
        run = doers and doers[0].behind == clause.at and not clause.objects
        if run and not clause.passive and clause.verb in words["acts"] and not self.subject():
            return self.cast.of(clause, doers[0])  # "A workshop in Foxton run by the X gang"
        if self.cast.turned(clause):
            by = [
                who
                for phrase in clause.phrases
                if phrase.preposition == "by"
                or (phrase.preposition in ("between", "among") and clause.verb in words["divides"])
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
        if clause.verb in words["pays"] and self._opens_somewhere():
            return [*self.subject(), *self._objects()]
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
        if clause.verb in words["reaches"] and self._trade():
            return [
                who
                for one in clause.behind_verb()
                if one.preposition in ("through", "via", "by", "courtesy of", "thanks to")
                for who in self.cast.of(clause, one)
            ]
        if clause.verb in ("come", "hail", "appear", "surface") and subject is not None:
            source = [one for one in clause.behind_verb() if one.preposition == "from"]
            return self.subject() or [
                who
                for one in source
                for who in self.cast.of(clause, one)
                if who.named or (who.known and self._trade())
            ]
        return []

    def _opens_somewhere(self) -> bool:
        """Whether all that a clause tells is where it begins: "In Foxton, the A pays the B"."""
        first = next(iter(self.clause.phrases), None)
        if first is None or first.first != self.clause.first:
            return False
        return first.preposition in INSIDE and bool(self.named([first]))

    def mentioned(self) -> list[Who]:
        """Groups with a name of their own of which a clause tells anything but that somebody
        pursues them, speaks of them, or that they are gone."""
        clause, words = self.clause, self.words
        if clause.kind == "infinitive" or clause.certainty != "said" or not clause.verb:
            return []
        if self._fate() or self._of_a_deed():
            return []
        if clause.verb in BEING and self.only_tied():
            return []
        if clause.verb in words["matters"] or (not clause.passive and clause.verb in words["gone"]):
            return []
        doers = self.subject() if not self.cast.turned(clause) else []
        subject = clause.subject
        if doers and subject is not None and self._persons(subject) and not self._several(subject):
            return []  # "An X soldier was blown up in Foxton"
        if doers:
            return [who for who in doers if self._told_by_name(who)]
        if clause.verb in words["pursued"] or self._pursuers():
            return []
        if clause.subject is not None and self.cast.head(clause.subject) in words["servants"]:
            return []
        found: dict[str, Who] = {}
        for phrase in self.phrases():
            if self._what_it_is(phrase):
                continue
            if (
                phrase.preposition in ("with", "to")
                and phrase.behind >= 0
                and (singular(self.cast.word(phrase.behind)) in words["dealings"])
            ):
                continue  # "Brought to light contacts with the X mafia"
            if clause.verb in words["laid"] and phrase.preposition in ("to", "with"):
                continue  # "The X gang, which is linked to the Y clan, collected debts in Foxton"
            if clause.verb in words["joining"] and phrase.preposition in ("with", "to"):
                continue  # "In Foxton the X clan is allied with the Y cartel"
            if clause.passive and phrase.preposition == "by":
                continue  # "The murder in Foxton was ordered by the X clan": the murder was there
            if self._one_behind(phrase) and (clause.passive or clause.kind == "relative"):
                continue  # "The head of the X clan was killed in Foxton"
            if phrase.preposition not in words["aside"] | INSIDE and not self._persons(phrase):
                for who in self.cast.of(clause, phrase):
                    if who.named and self._told_by_name(who):
                        found.setdefault(who.name, who)
        return list(found.values())

    def _what_it_is(self, phrase: Phrase) -> bool:
        """True for the whole of which another group is told to be a part: "regarded as a branch of
        the X clan"."""
        other = singular(self.cast.word(max(0, phrase.behind)))
        if phrase.preposition == "of" and other in self.words["tied"] | self.words["traders"]:
            return True  # "Share the port of Foxton, and a rival of the X gang"
        washes = self.known.markets.get(self.clause.verb) == "money_laundering"
        if phrase.preposition in ("for", "on behalf of") and not washes:
            return True  # "Collects debts in Foxton for the X gang"
        return phrase.preposition == "of" and any(
            one.preposition == "as"
            and one.last == phrase.behind
            and self.cast.head(one) in self.words["portions"]
            for one in self.clause.phrases
        )

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
        who = clause.opener == "who" and clause.passive
        if clause.kind == "relative" and (who or self._one_behind(subject)):
            return True  # "two men of the X clan, who were shot in Foxton"
        group = self.sentence.items[subject.heads[0]].meaning
        persons = clause.passive and isinstance(group, Group) and of_persons(group)
        if not self._persons(subject) and not persons:
            return False
        done = clause.passive and clause.verb not in self.words["states"]
        return done or not self._several(subject)

    def _of_a_deed(self) -> bool:
        """Whether a deed done to a group is the subject: "the murder of an X man in Foxton"."""
        subject = self.clause.subject
        if subject is None or self.cast.head(subject) not in self.words["strife"]:
            return False
        behind = (one for one in self.clause.of(subject) if one.preposition == "of")
        return any(one.named(self.sentence, "group") for one in behind)

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

    def opponents(self) -> list[Who]:
        """Groups with which others contend in a place: "vie with the X gang for the heroin trade in
        Foxland"."""
        clause = self.clause
        inside = (one for one in clause.phrases if one.preposition in INSIDE)
        if clause.verb not in self.words["contests"] or not self.named([*inside]):
            return []
        ones = self.subject() if not clause.passive else []
        against = [one for one in clause.behind_verb() if one.preposition in _AGAINST]
        others = [who for one in (*clause.objects, *against) for who in self.cast.of(clause, one)]
        return [*ones, *others] if ones and others else []

    def only_to_be(self) -> bool:
        """Whether a clause tells what is to be: "to sell", not "began to sell"."""
        clause = self.clause
        if clause.kind != "infinitive":
            return False
        parent = self.cast.clauses[clause.parent] if clause.parent is not None else None
        return parent is None or parent.verb not in self.words["begins"]
