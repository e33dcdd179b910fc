"""Groups of verbs: "has never been sold", "is believed to have come"."""

from karaula.extract.clauses.forms import Forms
from karaula.extract.clauses.look import STOPS, Chunk
from karaula.extract.clauses.words import BASE, BE, DO, HAVE, ING, PART

_SHORT = 5
_JOINED = frozenset(("mass", "home", "locally", "domestically", "industrially", "hand"))
"""Words that a participle is joined with."""


class Verbs(Forms):
    """Takes groups of verbs."""

    def _verb(self, index: int) -> int | None:
        """Take a group of verbs: "has never been", "is believed to have come"; the item behind."""
        start = index
        first = self.words[index]
        if first not in self.known.acting:
            return None
        passive = negated = past = False
        modal = raised = ""
        form = "finite"
        auxiliary = ""
        known = self.known
        while index < self.end:
            word = self.words[index]
            if word in known.negations:
                following = self.words[index + 1 : index + 2]
                negated = following not in (("only",), ("just",), ("merely",), ("so",))
            elif word in ("'", "’") and auxiliary:
                pass
            elif word == "t" and auxiliary and self.words[index - 1] in ("'", "’"):
                negated = True
            elif word in known.modals:
                if auxiliary == "modal":
                    break
                auxiliary, modal = "modal", word
                negated = negated or word == "cannot"
            elif word in BE:
                if word == "being" and not auxiliary and not self._part_at(index + 1):
                    return None
                past = past or word in ("was", "were")
                auxiliary = "be"
                if word == "being" and start == index:
                    form = "ing"
            elif word in HAVE:
                past = past or word == "had"
                if word == "having" and not auxiliary:
                    form = "ing"
                auxiliary = "have"
            elif word in DO:
                past = past or word == "did"
                auxiliary = "do"
            elif word == "to" and (auxiliary or index == start):
                behind = self._skip(index + 1)
                first = self.words[behind] if behind < self.end else ""
                base = known.verbs.get(first, ("", 0))
                if first not in ("be", "have") and not base[1] & BASE:
                    break
                if behind < self.end and self.items[behind].label is not None:
                    break
                if not auxiliary:
                    form = "to"
                auxiliary = "to"
            elif word == "since" and auxiliary and self._part_at(index + 1):
                pass  # "have since pooled"
            elif word == "," and auxiliary and (resumed := self._resumes(index)) is not None:
                index = resumed
                continue
            elif auxiliary and word in _JOINED and self.words[index + 1 : index + 2] == ("-",):
                index += 1  # "is mass-produced"
            elif (skipped := self._skip(index)) > index and (auxiliary or negated):
                index = skipped
                continue
            else:
                break
            index += 1
        if index < self.end and self.items[index].label is None:
            # "destined for", "originating in" only lead to a place.
            leads = self._phrase(index, known.prepositions) > 1
            main = None if leads else self._main(index, auxiliary, start)
            main = main or (None if leads else self._unknown(index, auxiliary))
            if main is not None:
                verb, main_form = main
                passive = (auxiliary == "be" and main_form == "part") or (
                    not auxiliary and main_form == "part"
                )
                if not auxiliary:
                    form = main_form
                past = past or (main_form == "past")
                if main_form == "past":
                    form = "finite"
                last = index
                if verb == "help" and (helped := self._helped(index + 1)) is not None:
                    verb, last = helped
                raise_at = self._raises(index + 1, verb)
                if raise_at is not None:
                    raised = verb
                    inner = self._infinitive(raise_at)
                    if inner is not None:
                        verb, passive, last, also = inner
                        negated = negated or also
                self.found.append(
                    Chunk("verb", start, last, verb, form, passive, negated, modal, raised, past)
                )
                self.previous = "verb"
                return last + 1
        if auxiliary in ("be", "have", "do") or (
            auxiliary == "to" and self.words[index - 1] == "be"
        ):
            verb = "have" if auxiliary == "have" else "do" if auxiliary == "do" else "be"
            self.found.append(
                Chunk("verb", start, index - 1, verb, form, False, negated, modal, raised, past)
            )
            self.previous = "verb"
            return index
        if auxiliary == "to" and self.words[index - 1] == "have":
            self.found.append(
                Chunk("verb", start, index - 1, "have", form, False, negated, modal, raised, past)
            )
            self.previous = "verb"
            return index
        return None

    def _helped(self, index: int) -> tuple[str, int] | None:
        """The verb behind "help": "to help kill"."""
        if index >= self.end or self.items[index].label is not None:
            return None
        verb, form = self.known.verbs.get(self.words[index], ("", 0))
        told = form & BASE and self._behind(index + 1) in ("noun", "determiner", "word")
        return (verb, index) if told and f"{verb}s" not in self.known.nouns else None

    def _unknown(self, index: int, auxiliary: str) -> tuple[str, str] | None:
        """A verb that no vocabulary knows, behind an auxiliary: "could herald a war", "have
        denounced that"."""
        word = self.words[index]
        if word in self.known.verbs or word in self.known.adjectives or not word.isalpha():
            return None
        if auxiliary == "modal":
            behind = self._behind(index + 1)
            told = behind in ("noun", "determiner") and word not in self.known.determiners
            return (
                (word, "finite")
                if told and not self._phrase(index, self.known.prepositions)
                else None
            )
        participle = word.endswith("ed") and len(word) > _SHORT
        if auxiliary == "have":
            return (word, "past") if participle else None
        if auxiliary == "be" and participle and word not in self.known.nouns:
            return word, "part"
        return None

    def _resumes(self, comma: int) -> int | None:
        """The participle behind what commas set in: "was, according to the driver, taken"."""
        for step in range(comma + 1, min(comma + 9, self.end - 1)):
            if self.words[step] == ",":
                behind = self._skip(step + 1)
                return behind if self._part_at(behind) else None
            if self.words[step] in STOPS or self._sure(step):
                return None
        return None

    def _raises(self, index: int, verb: str) -> int | None:
        """Item of "to" where the verb only passes on what follows: "appears to come"."""
        index = self._skip(index)
        if index < self.end and self.words[index] == "to" and verb in self.known.raising:
            return index
        return None

    def _infinitive(self, index: int) -> tuple[str, bool, int, bool] | None:
        """Verb, voice, last item and negation of "to have been shipped"."""
        index = self._skip(index + 1)
        auxiliary = ""
        while index < self.end and self.words[index] in ("be", "have", "been", "not", "never"):
            auxiliary = "be" if self.words[index] in ("be", "been") else auxiliary or "have"
            index = self._skip(index + 1)
        if index < self.end and self.items[index].label is None:
            known = self.known.verbs.get(self.words[index])
            if known is not None:
                if auxiliary and known[1] & PART:
                    return known[0], auxiliary == "be", index, False
                if auxiliary == "be" and known[1] & ING:
                    return known[0], False, index, False
                if not auxiliary and known[1] & BASE:
                    return known[0], False, index, False
        if auxiliary == "be":
            return "be", False, index - 1, False
        return None
