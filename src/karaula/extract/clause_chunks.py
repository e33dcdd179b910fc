"""Sentences in chunks: noun phrases, prepositions, groups of verbs, and what joins them.

A word is taken for a verb by its form and by the words around it; everything that is neither verb
nor one of the small words of ``clauses.yml`` stands in a noun phrase. One pass, from left to right.
"""

from typing import NamedTuple

from karaula.extract.clause_words import BASE, ING, PART, PAST, Phrases, S, clause_words
from karaula.extract.lexicon import Name
from karaula.extract.sentence import Sentence

_BE = frozenset(("is", "are", "was", "were", "am", "be", "been", "being"))
_HAVE = frozenset(("has", "have", "had", "having"))
_DO = frozenset(("do", "does", "did"))
_AUXILIARIES = _BE | _HAVE | _DO | {"to"}
_STOPS = frozenset((";", ":", "?", "!", ".", "•", "—"))
_INSIDE = frozenset(("'", "’", "s", "-", "–", "/", '"', "“", "”", "‘", "*", "_", "%", "$", "€"))
_PLURALS = frozenset(("people", "police", "women", "men", "children", "authorities", "they", "we"))
_SUBJECTS = frozenset(("it", "they", "he", "she", "we", "you"))
_BREAKS = frozenset((",", ")", "which", "who", "that", "where", "while", "and"))
_BEFORE_NOUNS = ("adjective", "region_adjective", "number", "count", "pieces", "rank")
_NO_ADVERBS = frozenset(
    ("supply", "family", "italy", "early", "monthly", "weekly", "daily", "assembly")
)
_GERUNDS = frozenset(("by", "for", "of", "after", "before", "without", "in", "about", "despite"))
_LOOK = 14
"""Words ahead in which the verb of a clause is looked for."""


class Chunk(NamedTuple):
    """Items ``first`` to ``last`` of a sentence, both included.

    ``kind``: ``noun`` (a noun phrase), ``verb``, ``preposition``, ``relative``, ``opener``,
    ``and``, ``comma`` or ``stop``. ``word``: the preposition, relative or opener in words; of a
    verb, its first form. ``form``: of a verb, ``finite``, ``part``, ``ing`` or ``to``.
    """

    kind: str
    first: int
    last: int
    word: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    modal: str = ""
    raised: str = ""
    """The verb before "to": "believed" of "is believed to come"."""
    past: bool = False


def chunks(sentence: Sentence, first: int = 0, last: int | None = None) -> list[Chunk]:
    """Chunks of the items ``first`` to ``last`` (exclusive), in order."""
    return _Chunker(sentence, first, len(sentence.items) if last is None else last).read()


class _Chunker:
    def __init__(self, sentence: Sentence, first: int, last: int) -> None:
        self.words = sentence.words
        self.items = sentence.items
        self.begin, self.end = first, last
        self.known = clause_words()
        self.found: list[Chunk] = []
        self.previous = ""
        """What the item before is: noun, det, prep, to, modal, verb, and, comma, start …"""

    def read(self) -> list[Chunk]:
        index = self.begin
        self.previous = "start"
        while index < self.end:
            index = self._step(index)
        return self.found

    def _add(self, kind: str, first: int, last: int, word: str = "") -> int:
        self.found.append(Chunk(kind, first, last, word))
        self.previous = "start" if kind == "stop" else kind
        return last + 1

    def _step(self, index: int) -> int:
        words, word = self.words, self.words[index]
        if self.items[index].label is not None:
            if self._suspects(index):
                self.found.append(Chunk("verb", index, index, "suspect", "finite"))
                self.previous = "verb"
                return index + 1
            return self._noun(index)
        if word in _STOPS:
            return self._add("stop", index, index, word)
        if word in (",", "(", ")"):
            length = self._phrase(index + 1, self.known.coordinators)
            if word == "," and length:
                joined = " ".join(words[index + 1 : index + 1 + length])
                return self._add("and", index, index + length, joined)
            return self._add("comma", index, index, word)
        if word in ("–", "-") and not self._tight(index):
            return self._add("comma", index, index, word)
        length = self._relative(index)
        if length:
            return self._add("relative", index, index + length - 1, words[index + length - 1])
        length = self._phrase(index, self.known.coordinators)
        if length:
            return self._add(
                "and", index, index + length - 1, " ".join(words[index : index + length])
            )
        opener = 1 if word == "where" else self._phrase(index, self.known.openers)
        length = self._phrase(index, self.known.prepositions)
        if opener >= length and opener and self._opens(index, opener):
            joined = " ".join(words[index : index + opener])
            return self._add("opener", index, index + opener - 1, joined)
        adverb = self._phrase(index, self.known.adverbs)
        if adverb > max(length, 1):
            return index + adverb
        if word == "to":
            verb = self._verb(index)
            if verb is not None:
                return verb
        verb = self._verb(index)
        if verb is not None:
            return verb
        if length and self._leads(index, length):
            joined = " ".join(words[index : index + length])
            return self._add("preposition", index, index + length - 1, joined)
        length = max(self._phrase(index, self.known.adverbs), min(length, 1))
        if length and word not in self.known.determiners and not self._pronoun_at(index):
            return index + length
        if word.endswith("ly") and len(word) > 4:
            return index + 1
        return self._noun(index)

    def _suspects(self, index: int) -> bool:
        """Whether a thing that is counted is a verb here: "officers suspect that"."""
        meaning = self.items[index].meaning
        return (
            isinstance(meaning, Name)
            and meaning.id == "suspects"
            and self.previous == "noun"
            and self.words[index + 1 : index + 2] == ("that",)
        )

    def _phrase(self, index: int, known: Phrases) -> int:
        """Words of the longest known phrase at an item, 0 for none."""
        if index >= self.end:
            return 0
        for phrase in known.get(self.words[index], ()):
            length = len(phrase)
            if index + length <= self.end and (
                length == 1 or self.words[index : index + length] == phrase
            ):
                return length
        return 0

    def _tight(self, index: int) -> bool:
        """Whether a dash stands between two names without blanks: "Vienna–Graz"."""
        if not self.begin < index < self.end - 1:
            return False
        before, it, behind = self.items[index - 1 : index + 2]
        return before.end == it.start and it.end == behind.start

    def _leads(self, index: int, length: int) -> bool:
        """Whether a noun follows, so that "in" is no adverb ("brought in from")."""
        behind = index + length
        if behind >= self.end:
            return False
        word = self.words[behind]
        if self.items[behind].label is not None:
            return True
        if word in (",", ")", "-") or word in _STOPS:
            return False
        return length > 1 or not (
            word not in self.known.determiners
            and self._phrase(behind, self.known.prepositions)
            and word not in ("between", "near", "around", "about", "within", "up", "over", "under")
        )

    def _relative(self, index: int) -> int:
        """Words of a relative: "which", "most of which", "from where"; 0 for none."""
        word = self.words[index]
        if word in ("most", "some", "all", "many", "half", "both", "none", "part", "one", "few"):
            if self.words[index + 1 : index + 2] == ("of",) and self.words[
                index + 2 : index + 3
            ] in (("which",), ("whom",)):
                return 3
            return 0
        if word not in self.known.relatives or self.previous == "start":
            return 0
        if word == "that":
            before = self.found[-1] if self.found else None
            if before is not None and before.kind == "verb":
                return 1 if before.word in self.known.reporting or before.word == "be" else 0
            if self.previous in ("comma", "and") and any(c.word == "that" for c in self.found):
                return 1
            if self.previous not in ("noun", "comma", "and"):
                return 0
            if self.previous != "noun" and not self._verb_ahead(index + 1):
                return 0
            behind = self.words[index + 1 : index + 2]
            is_noun = before is not None and before.kind == "noun" and behind != ("of",)
            return 1 if is_noun or self.previous in ("comma", "and") else 0
        return 1

    def _opens(self, index: int, length: int) -> bool:
        """Whether an opener begins a clause: "after" and "since" lead phrases as well."""
        word = self.words[index]
        if length > 1:
            return True
        if word == "as" and index > self.begin and self.words[index - 1] in self.known.standing:
            return False  # "its role as a hub has grown"
        if word in ("as", "so", "once", "since", "after", "before", "until", "till", "how"):
            follows = self.words[index + 1 : index + 2]
            if follows and self.items[index + 1].label == "date":
                return False  # "since 2021"
            return bool(follows and follows[0] in _SUBJECTS) or self._verb_ahead(index + 1)
        return True

    def _verb_ahead(self, index: int) -> bool:
        """Whether a finite verb comes before the next comma or stop."""
        for step in range(index, min(index + _LOOK, self.end)):
            word = self.words[step]
            if word in _STOPS or word in _BREAKS:
                return False
            if self._sure(step):
                return True
        return False

    def _sure(self, index: int) -> bool:
        """Whether a word cannot but be a finite verb."""
        word = self.words[index]
        if word in _BE or word in _HAVE or word in _DO or word in self.known.modals:
            return word not in ("be", "been", "being", "having")
        known = self.known.verbs.get(word)
        if known is None or self.items[index].label is not None:
            return False
        form = known[1]
        if form & PAST and not form & PART:
            return True
        return bool(form & S) and word not in self.known.nouns

    def _verb(self, index: int) -> int | None:
        """Take a group of verbs: "has never been", "is believed to have come"; the item behind."""
        start = index
        first = self.words[index]
        if first not in _AUXILIARIES and not (
            first in self.known.verbs or first in self.known.modals or first in self.known.negations
        ):
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
            elif word in _BE:
                if word == "being" and not auxiliary and not self._part_at(index + 1):
                    return None
                past = past or word in ("was", "were")
                auxiliary = "be"
                if word == "being" and start == index:
                    form = "ing"
            elif word in _HAVE:
                past = past or word == "had"
                if word == "having" and not auxiliary:
                    form = "ing"
                auxiliary = "have"
            elif word in _DO:
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
            elif word == "," and auxiliary and (resumed := self._resumes(index)) is not None:
                index = resumed
                continue
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

    def _resumes(self, comma: int) -> int | None:
        """The participle behind what commas set in: "was, according to the driver, taken"."""
        for step in range(comma + 1, min(comma + 9, self.end - 1)):
            if self.words[step] == ",":
                behind = self._skip(step + 1)
                return behind if self._part_at(behind) else None
            if self.words[step] in _STOPS or self._sure(step):
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

    def _skip(self, index: int) -> int:
        """The next item that is no adverb."""
        while index < self.end and self.items[index].label is None:
            word = self.words[index]
            length = self._phrase(index, self.known.adverbs)
            if length and word not in ("in", "on", "over", "once", "only"):
                index += length
            elif word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS:
                index += 1
            else:
                break
        return index

    def _part_at(self, index: int) -> bool:
        index = self._skip(index)
        known = self.known.verbs.get(self.words[index]) if index < self.end else None
        return known is not None and bool(known[1] & PART)

    def _main(self, index: int, auxiliary: str, start: int) -> tuple[str, str] | None:
        """The verb at an item and its form, if it is one there."""
        known = self.known.verbs.get(self.words[index])
        if known is None:
            return None
        verb, form = known
        if auxiliary in ("modal", "do", "to"):
            return (verb, "finite") if form & BASE else None
        if auxiliary == "be":
            if form & PART:
                return verb, "part"
            return (verb, "finite") if form & ING else None
        if auxiliary == "have":
            return (verb, "past") if form & PART else None
        before, behind = self._before(start), index + 1
        if form & ING and not form & (BASE | S):
            return (verb, "ing") if self._is_ing(verb, before, behind) else None
        if form & (PAST | PART) and not form & BASE:
            return self._is_past(verb, form, before, behind)
        if form & BASE and form & (PAST | PART) and before in ("noun", "relative"):
            return verb, "past"  # "cut", "put", "come"
        return (verb, "finite") if self._is_present(index, form, before, behind) else None

    def _before(self, index: int) -> str:
        """What stands before a verb, over adverbs."""
        if index == self.begin:
            return "start"
        word = self.words[index - 1]
        label = self.items[index - 1].label
        if label is not None:
            return "determiner" if label in _BEFORE_NOUNS else "noun"
        if word in ("this", "that", "these", "those") and self.previous == "noun":
            return "pronoun"
        if word in ("a", "an", "the", "its", "their", "his", "her", "our", "whose", "every", "no"):
            return "determiner"
        if word in ("'", "’", "s", "-"):
            return "owner" if word != "s" or self.words[index - 2] in ("'", "’") else "noun"
        return self.previous

    def _behind(self, index: int) -> str:
        """What stands behind a verb: noun, preposition, verb, and, end …"""
        index = self._skip(index)
        if index >= self.end:
            return "end"
        word = self.words[index]
        if self.items[index].label is not None:
            return "noun"
        if word in self.known.determiners or word in self.known.pronouns:
            return "determiner"
        if word in _STOPS or word in (",", ")"):
            return "end"
        if self._phrase(index, self.known.coordinators):
            return "and"
        if self._phrase(index, self.known.prepositions):
            return "preposition"
        if word in _BE or word in _HAVE or word in self.known.modals:
            return "verb"
        if word in self.known.relatives or self._phrase(index, self.known.openers):
            return "opener"
        return "word"

    def _is_ing(self, verb: str, before: str, behind_at: int) -> bool:
        behind = self._behind(behind_at)
        if before in ("determiner", "owner"):
            return False
        if before == "noun" and self.words[behind_at - 1] in self.known.nouns:
            return False  # "the Kapitan Andreevo crossing to"
        if before in ("start", "preposition", "opener", "comma", "and", "verb"):
            if before == "preposition" and (
                self.found[-1].word not in _GERUNDS
                or (verb in self.known.intransitive and behind == "word")
            ):
                return False  # "from producing countries", "in sailing boats"
            return behind not in ("verb",) and not (
                behind == "preposition" and self.words[self._skip(behind_at)] == "of"
            )
        if before == "noun":
            if verb in self.known.intransitive:
                return behind != "verb"
            return behind in ("noun", "determiner", "word")
        return True

    def _is_past(self, verb: str, form: int, before: str, behind_at: int) -> tuple[str, str] | None:
        behind = self._behind(behind_at)
        only_past = not form & PART
        if only_past:
            return (verb, "past") if before not in ("determiner",) else None
        if before in ("determiner", "owner", "preposition"):
            return None
        if (
            before == "and"
            and (last := next((c for c in reversed(self.found) if c.kind == "verb"), None))
            is not None
            and not last.passive
            and last.form == "finite"
            and form & PAST
        ):
            return verb, "past"  # "arrived from Iran and left for Greece"
        if before in ("start", "comma", "and", "verb"):
            if behind in ("noun", "determiner", "word"):
                # "seized and forged cards"; ", carried drugs": a verb where one came before.
                verbal = before in ("and", "comma") and any(c.kind == "verb" for c in self.found)
                return (verb, "past") if verbal and behind != "word" else None
            return verb, "part"
        if before == "relative":
            return verb, "past"
        if behind in ("noun", "determiner"):
            return verb, "past"
        if verb in self.known.reporting and self.words[behind_at : behind_at + 1] == ("that",):
            return verb, "past"
        if not form & PAST:
            return verb, "part"
        if verb in self.known.intransitive and not (behind == "preposition" and verb == "grow"):
            return verb, "past"
        if before == "pronoun" or (self.found and self._pronoun(self.found[-1])):
            return verb, "past"
        if behind == "word":
            return verb, "past"
        return verb, "part"

    def _pronoun(self, chunk: Chunk) -> bool:
        return (
            chunk.kind == "noun"
            and chunk.first == chunk.last
            and self.words[chunk.first] in ("it", "they", "he", "she", "we", "who", "this")
        )

    def _is_present(self, index: int, form: int, before: str, behind_at: int) -> bool:
        word = self.words[index]
        behind = self._behind(behind_at)
        if before in ("determiner", "owner", "preposition", "opener") or behind == "verb":
            return False
        if self.items[index - 1].label == "role":
            return False  # "transit states"
        # "in small plots"
        if (
            word in self.known.nouns
            and len(self.found) > 1
            and self.found[-2].kind == "preposition"
            and self.found[-2].last == index - 2
            and self.items[index - 1].label is None
        ):
            return False
        verbs, clauses = self._counted()
        if verbs >= clauses:
            return False
        if before == "start":
            return False
        if not verbs and before == "comma" and form & S and word not in self.known.nouns:
            return True  # "From there, to Turkey, goes cocaine."
        if before == "relative":
            following = (
                self.known.verbs.get(self.words[index + 1], ("", 0))
                if (index + 1 < self.end)
                else ("", 0)
            )
            return not (form & S and following[1] & BASE)
        if before in ("and", "comma", "verb"):
            spoken = any(chunk.kind == "verb" for chunk in self.found)
            if not spoken or before == "verb":
                return False
            last = next(c for c in reversed(self.found) if c.kind == "verb")
            if word in self.known.nouns and not form & BASE and last.form == "finite":
                told = self.known.verbs.get(self.words[last.last], ("", 0))[1]
                if told & BASE and not last.modal:
                    return False  # "lorries enter, and ships": that verb has a plural
            if word in self.known.nouns or form & BASE:
                return behind in ("noun", "determiner", "preposition") and not (
                    behind == "preposition" and self.words[self._skip(behind_at)] == "of"
                )
            return True
        if form & S:
            if (
                self.found
                and self.found[-1].first == self.found[-1].last
                and (self.words[self.found[-1].first] in self.known.pronouns)
            ):
                return True
            if word in self.known.nouns:
                if behind == "preposition" and self.words[self._skip(behind_at)] == "of":
                    return False
                if behind in ("end", "and", "opener"):
                    return False
                return not self._verb_ahead(behind_at)
            return True
        # A first form is a verb behind a plural or a list: "dealers supply", "A and B share".
        noun = self.found[-1].last if self.found and self.found[-1].kind == "noun" else index - 1
        before_word = self.words[noun]
        plural = (
            (before_word.endswith("s") and not before_word.endswith("ss"))
            or before_word in _PLURALS
            or before_word in self.known.pronouns
            or self._listed()
            or (
                self.items[index - 1].label
                in ("group", "goods", "thing", "place", "area", "market")
                and self._listed()
            )
        )
        label = self.items[noun].label
        if label is not None and not plural:
            # "made in Morocco fetch": no noun has that form, or the clause has no other verb.
            plural = (
                label in ("group", "thing", "goods")
                or f"{word}s" not in self.known.nouns
                or (label in ("area", "place", "region") and not self._verb_ahead(behind_at))
            )
        if before_word.endswith("ly"):
            plural = True
        return plural and not (
            behind == "preposition" and self.words[self._skip(behind_at)] == "of"
        )

    def _counted(self) -> tuple[int, int]:
        """Finite verbs since the last stop, and the clauses that could have one."""
        verbs, clauses = 0, 1
        near = True
        for chunk in reversed(self.found):
            if near and chunk.kind in ("and", "comma", "opener", "stop"):
                if verbs >= clauses:
                    break
                near = False
            if chunk.kind == "stop":
                break
            verbs += chunk.kind == "verb" and chunk.form == "finite"
            clauses += chunk.kind in ("relative", "and", "comma", "opener")
        return verbs, clauses

    def _listed(self) -> bool:
        """Whether the noun phrase before closes a list: "Turkey and Iran supply"."""
        found = self.found
        return len(found) >= 3 and found[-1].kind == "noun" and found[-2].kind == "and"

    def _noun(self, index: int) -> int:
        """Take a noun phrase: up to the next small word, verb or joining word."""
        start = index
        if self._pronoun_at(index):
            self._add("noun", index, index)
            return index + 1
        while index < self.end:
            word, item = self.words[index], self.items[index]
            if item.label is not None:
                if index > start and self._suspects(index):
                    break
                self.previous = "noun"
                index += 1
                if item.label == "date" and index == start + 1:
                    break  # "in October 2022 inspectors stopped"
                continue
            if word in _STOPS or word in (",", "(", ")"):
                break
            if word in _INSIDE:
                if (
                    word in ("–", "-")
                    and not self._tight(index)
                    and item.start > (self.items[index - 1].end if index else 0)
                ):
                    break
                index += 1
                continue
            if index > start:
                if self._phrase(index, self.known.coordinators):
                    break
                if word in self.known.relatives and word not in ("that",):
                    break
                if word in self.known.determiners and word not in ("both", "more", "other", "most"):
                    break
                if word == "that" or (
                    word in self.known.pronouns and word not in ("most", "other")
                ):
                    break
                if self._phrase(index, self.known.prepositions) or self._phrase(
                    index, self.known.openers
                ):
                    break
                if self._verb_here(index):
                    break
                adverb = self._phrase(index, self.known.adverbs) or (
                    word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS
                )
                if adverb and self.previous == "noun":
                    break
            self.previous = "determiner" if word in self.known.determiners else "noun"
            index += 1
        if index == start:
            index += 1
        self._add("noun", start, index - 1)
        return index

    def _pronoun_at(self, index: int) -> bool:
        word = self.words[index]
        if word not in self.known.pronouns or word in (
            "most",
            "some",
            "all",
            "many",
            "much",
            "few",
        ):
            return False
        if word in self.known.determiners:
            behind = self._behind(index + 1)
            if word in ("another", "each", "this", "neither"):
                following = self.words[index + 1 : index + 2]
                form = self.known.verbs.get(following[0], ("", 0))[1] if following else 0
                if form & S:
                    return True
            return behind in ("verb", "preposition", "end", "and") or self._sure_next(index + 1)
        return True

    def _sure_next(self, index: int) -> bool:
        index = self._skip(index)
        return index < self.end and self._sure(index)

    def _verb_here(self, index: int) -> bool:
        """Whether a group of verbs begins at an item inside a noun phrase."""
        kept, previous = len(self.found), self.previous
        # The phrase that is being read counts as one, so that lists and pronouns can be told.
        self.found.append(Chunk("noun", index - 1, index - 1))
        self.previous = "noun" if previous != "determiner" else "determiner"
        try:
            return self._verb(index) is not None
        finally:
            del self.found[kept:]
            self.previous = previous
