"""Sentences in chunks: noun phrases, prepositions, groups of verbs, and what joins them.

A word is taken for a verb by its form and by the words around it; everything that is neither verb
nor one of the small words of ``clauses.yml`` stands in a noun phrase. One pass, from left to right.
"""

from karaula.extract.clauses.look import (
    NO_ADVERBS,
    STOPS,
    SUBJECTS,
    Chunk,
)
from karaula.extract.clauses.verbs import Verbs
from karaula.extract.clauses.words import BE, HAVE, ClauseWords, S
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Sentence

_REDUCED = frozenset(("while", "whilst", "although", "though", "once"))
"""Openers that say nothing more before a participle."""
_PARTS = frozenset(
    ("most", "some", "all", "many", "half", "both", "none", "part", "one", "few")
)  # fmt: skip
"""Words with which "most of which" may begin."""
_QUOTES = frozenset(('"', "“", "”", "‘", "«"))
_SMALL = _REDUCED | _PARTS | _QUOTES | {"where", "then", "to"}
"""Words that are looked at one by one, beside the small ones of ``clauses.yml``."""
_GIVEN = (("to",), ("by",), ("for",), ("in",), ("with",), ("from",), ("during",), ("through",))
_THEMSELVES = frozenset(("themselves", "itself", "himself", "herself"))
_PARTICULAR = frozenset(
    ("particularly", "especially", "notably", "namely", "mainly", "chiefly", "primarily", "mostly")
)  # fmt: skip
_PLACES = ("area", "place", "region", "group")
_INSIDE = frozenset(("'", "’", "s", "-", "–", "/", '"', "“", "”", "‘", "*", "_", "%", "$", "€"))
_SIGNS = _SMALL | STOPS | _INSIDE | _THEMSELVES | {",", "(", ")"}
"""What is no plain word, beside the closed ones of ``clauses.yml``: with few of a sentence's words
there is anything to look at."""


def chunks(
    sentence: Sentence, known: ClauseWords, first: int = 0, last: int | None = None
) -> list[Chunk]:
    """Chunks of the items ``first`` to ``last`` (exclusive), in order."""
    end = len(sentence.items) if last is None else last
    return _Chunker(sentence, known, first, end).read()


_WHOLE = frozenset(("both", "all", "half"))
"""Words before the article of what they count."""
_DO = tuple(
    (verb,)
    for verb in (
        "remain", "serve", "act", "become", "belong", "lie", "operate", "export", "import", "host",
        "buy", "sell", "deal", "work", "cooperate", "depend", "rely", "grow", "send",
    )
)  # fmt: skip
"""Verbs before which "both" stands for two that were named."""


class _Chunker(Verbs):
    def read(self) -> list[Chunk]:
        index = self.begin
        self.previous = "start"
        while index < self.end:
            index = self._step(index)
        self.found.extend(self.asides)
        return sorted(self.found, key=lambda chunk: chunk.first) if self.asides else self.found

    def _add(self, kind: str, first: int, last: int, word: str = "") -> int:
        self.found.append(Chunk(kind, first, last, word))
        self.previous = "start" if kind == "stop" else kind
        return last + 1

    def _step(self, index: int) -> int:
        words, word, known = self.words, self.words[index], self.known
        if self.items[index].label is not None:
            named = self._verb_by_name(index)
            if named:
                self.found.append(Chunk("verb", index, index, named, "finite"))
                self.previous = "verb"
                return index + 1
            return self._noun(index)
        if word not in known.closed and word not in _SIGNS:
            return self._word(index)
        if index in self.dashes:
            if self.dashes[index] < index and self._bracket(index, self.dashes[index]):
                return index + 1
            return self._add("comma", index, index, word)
        if word in STOPS:
            return self._add("stop", index, index, word)
        if word == ")" and self._bracket(index):
            return index + 1
        if word in _THEMSELVES and self.previous in ("relative", "noun") and self._acts(index + 1):
            return index + 1
        if word in (",", "(", ")"):
            length = self._phrase(index + 1, known.coordinators) if word == "," else 0
            if length:
                joined = " ".join(words[index + 1 : index + 1 + length])
                return self._add("and", index, index + length, joined)
            behind = self._add("comma", index, index, word)
            if word != ")" and self._particular(behind):
                return self._add("preposition", behind, behind, "including")
            return behind
        if word in ("–", "-") and not self._tight(index):
            return self._add("comma", index, index, word)
        if word not in known.small and word not in _SMALL:
            return self._word(index)
        if word in _QUOTES and self.previous != "noun" and self._quoted(index + 1):
            return index + 1
        length = self._relative(index) if word in known.relatives or word in _PARTS else 0
        if length:
            return self._add("relative", index, index + length - 1, words[index + length - 1])
        length = self._phrase(index, known.coordinators) if word in known.coordinators else 0
        if word == "then" and self._before_verb(index):
            return index + 1
        if length:
            return self._add(
                "and", index, index + length - 1, " ".join(words[index : index + length])
            )
        if index == self.begin and word in _REDUCED and self._part_at(index + 1):
            return index + 1  # "While based in Foxland, the gang sells"
        opener = self._phrase(index, known.openers) if word in known.openers else 0
        opener = 1 if word == "where" else opener
        length = self._phrase(index, known.prepositions) if word in known.prepositions else 0
        if opener >= length and opener and self._opens(index, opener):
            joined = " ".join(words[index : index + opener])
            return self._add("opener", index, index + opener - 1, joined)
        adverb = self._phrase(index, known.adverbs) if word in known.adverbs else 0
        if adverb > max(length, 1):
            return index + adverb
        verb = self._verb(index) if word in known.acting else None
        if verb is not None:
            return verb
        if length and self._leads(index, length):
            joined = " ".join(words[index : index + length])
            return self._add("preposition", index, index + length - 1, joined)
        length = max(adverb, min(length, 1))
        if length and word not in known.determiners and not self._pronoun_at(index):
            return index + length
        if word.endswith("ly") and len(word) > 4:
            return index + 1
        return self._noun(index)

    def _particular(self, index: int) -> bool:
        """Whether a word picks places out of others: "other countries, particularly Spain"."""
        if index + 1 >= self.end or self.words[index] not in _PARTICULAR:
            return False
        first = index + 1 + (self.words[index + 1] == "the")
        rest = self.words[first : first + 2] == ("rest", "of")
        return rest or (first < self.end and self.items[first].label in ("area", "region", "place"))

    def _word(self, index: int) -> int:
        """Take a word that is none of the small ones: of a verb, an adverb, or a noun phrase."""
        word = self.words[index]
        verb = self._verb(index) if word in self.known.acting else None
        if verb is not None:
            return verb
        return index + 1 if word.endswith("ly") and len(word) > 4 else self._noun(index)

    def _quoted(self, index: int) -> bool:
        """Whether what is quoted begins with an article or a pronoun: "“The drugs came from"."""
        if index >= self.end or self.items[index].label is not None:
            return index < self.end and self._pronoun_at(index)
        return self.words[index] in self.known.determiners or self.words[index] in SUBJECTS

    def _before_verb(self, index: int) -> bool:
        """Whether an adverb stands between a subject and its verb: "the drugs then go"."""
        if self.previous == "relative":
            return True
        if self.previous != "noun":
            return False
        for chunk in reversed(self.found):
            if chunk.kind == "verb":
                return False
            if chunk.kind in ("stop", "opener", "relative"):
                break
        index = self._skip(index + 1)
        return index < self.end and (self._sure(index) or self._acts(index))

    def _acts(self, index: int) -> bool:
        """Whether a verb stands at an item: "who themselves broke away"."""
        return index < self.end and self.words[index] in self.known.verbs

    def _bracket(self, index: int, opened: int | None = None) -> bool:
        """Lay what stands in brackets or dashes aside: the sentence goes on as if it did not
        stand there."""
        for place in range(len(self.found) - 1, -1, -1):
            chunk = self.found[place]
            if chunk.kind == "stop" and chunk.word != ":":
                return False
            if chunk.first == opened or (opened is None and self.words[chunk.first] == "("):
                self.asides.extend((*self.found[place:], Chunk("comma", index, index)))
                del self.found[place:]
                self.previous = self.found[-1].kind if self.found else "start"
                return True
        return False

    def _verb_by_name(self, index: int) -> str:
        """The verb that a recognised noun is here: "officers suspect that", "precursors also
        transit through"."""
        meaning = self.items[index].meaning
        if self.previous != "noun" or not isinstance(meaning, Name) or index + 1 >= self.end:
            return ""
        behind = self.words[index + 1]
        if meaning.id == "suspects":
            return "suspect" if behind == "that" else ""
        if meaning.id != "transit" or self.items[index].end - self.items[index].start != 7:
            return ""
        place = behind in ("through", "via", "the") or self.items[index + 1].label in _PLACES
        adverb = self.items[index - 1].label is None and self._phrase(index - 1, self.known.adverbs)
        verbs, clauses = self._counted()
        alone = verbs < clauses and not self._verb_ahead(index + 1)
        return "transit" if place and (adverb or alone) else ""

    def _leads(self, index: int, length: int) -> bool:
        """Whether a noun follows, so that "in" is no adverb ("brought in from")."""
        behind = index + length
        if behind >= self.end:
            return False
        word = self.words[behind]
        if self.items[behind].label is not None:
            return True
        if word in (",", ")", "-") or word in STOPS:
            return False
        return length > 1 or not (
            word not in self.known.determiners
            and self._phrase(behind, self.known.prepositions)
            and word not in ("between", "near", "around", "about", "within", "up", "over", "under")
        )

    def _relative(self, index: int) -> int:
        """Words of a relative: "which", "most of which", "from where"; 0 for none."""
        word = self.words[index]
        if word in _PARTS:
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
        if word == "provided" and self.words[index + 1 : index + 2][:1] in _GIVEN:
            return False  # "intelligence provided by"
        if word == "as" and index > self.begin and self.words[index - 1] in self.known.standing:
            return False  # "its role as a hub has grown"
        if word == "as" and self._standing_of():
            return False  # "the role of Serbia as a hub has grown"
        if word in ("as", "so", "once", "since", "after", "before", "until", "till", "how"):
            follows = self.words[index + 1 : index + 2]
            if follows and self.items[index + 1].label == "date":
                return False  # "since 2021"
            said = bool(follows and follows[0] in SUBJECTS) or self._verb_ahead(index + 1)
            return said or self._plural_acts(index + 1)
        return True

    def _standing_of(self) -> bool:
        """Whether "the role of X" has just been read."""
        of = self.found[-2] if len(self.found) > 2 else None
        held = of is not None and of.word == "of" and self.found[-1].kind == "noun"
        return held and self.words[self.found[-3].last] in self.known.standing

    def _noun(self, index: int) -> int:
        """Take a noun phrase: up to the next small word, verb or joining word."""
        start = index
        if self._pronoun_at(index):
            self._add("noun", index, index)
            return index + 1
        while index < self.end:
            word, item = self.words[index], self.items[index]
            if item.label is not None:
                if index > start and (
                    self._verb_by_name(index) or self._fronted(index) or self._timed(index)
                ):
                    break
                self.previous = "noun"
                index += 1
                if item.label == "date" and index == start + 1:
                    break  # "in October 2022 inspectors stopped"
                continue
            if word not in self.known.closed and word not in _SIGNS:
                if index > start and (
                    (word in self.known.acting and self._verb_here(index))
                    or (self.previous == "noun" and self._manner(index))
                ):
                    break
                self.previous = "noun"
                index += 1
                continue
            if word == "but" and self._two_kinds(start, index):
                index += 2
                continue
            if word in STOPS or word in (",", "(", ")"):
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
                small = word in self.known.small
                if small and self._phrase(index, self.known.coordinators):
                    break
                if word in self.known.relatives and word not in ("that",):
                    break
                whole = index == start + 1 and self.words[start] in _WHOLE  # "both the X and"
                if (
                    word in self.known.determiners
                    and word not in ("both", "more", "other", "most")
                    and not whole
                ):
                    break
                if word == "that" or (
                    word in self.known.pronouns and word not in ("most", "other")
                ):
                    break
                if small and (
                    self._phrase(index, self.known.prepositions)
                    or (self._phrase(index, self.known.openers) and not self._hyphened(index))
                ):
                    break
                if word in self.known.acting and self._verb_here(index):
                    break
                adverb = (small and self._phrase(index, self.known.adverbs)) or (
                    word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS
                )
                if adverb and self.previous == "noun":
                    break
            alone = word == "both" and self.words[index + 1 : index + 2] in _DO  # "Both remain"
            held = word in self.known.determiners and not alone
            self.previous = "determiner" if held else "noun"
            index += 1
        if index == start:
            index += 1
        self._add("noun", start, index - 1)
        return index

    def _two_kinds(self, start: int, index: int) -> bool:
        """Whether "but" joins two adjectives of one noun: "a small but growing market"."""
        opened = self.words[start] in ("a", "an", "the", "its", "their")
        behind = self.words[index + 1 : index + 3]
        return (
            opened
            and index == start + 2
            and len(behind) == 2
            and behind[0] not in self.known.closed
            and behind[1] not in self.known.closed | STOPS
        )

    def _fronted(self, index: int) -> bool:
        """Whether goods behind a place, or a place behind a time, in front of a sentence are the
        subject: "In Kosovo cannabis is grown", "By the end of the year Finland will"."""
        before = self.items[index - 1].label
        led = bool(self.found) and self.found[-1].kind == "preposition"
        if self.words[index - 1] in self.known.times and self.items[index].label in _PLACES:
            return led
        if led and len(self.found) == 1 and before is None and self.items[index].label == "area":
            # "In the documents Serbia is": no adjective ends so.
            several = self.words[self.found[0].last + 1] in ("the", "its", "their", "these")
            behind = self.words[index + 1] if index + 1 < self.end else ""
            return several and self.words[index - 1].endswith("s") and behind in BE | HAVE
        return (
            len(self.found) == 1
            and self.found[0].kind == "preposition"
            and before in ("area", "place", "region")
            and self.items[index].label in ("substance", "market", "goods", "group", "thing")
            and self._verb_ahead(index + 1)
        )

    def _timed(self, index: int) -> bool:
        """Whether a figure behind a place is another phrase: "reach Antwerp two weeks later"."""
        before = self.items[index - 1].label
        return before in ("area", "place") and self.items[index].label in (
            "count",
            "number",
            "date",
        )

    def _hyphened(self, index: int) -> bool:
        """Whether a small word begins a longer one: "the so-called route"."""
        return self.words[index + 1 : index + 2] == ("-",) and self._tight(index + 1)

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


__all__ = ["Chunk", "chunks"]
