"""Whether a word is a verb where it stands, by its form and by what is around it."""

from karaula.extract.clauses.look import Chunk, Look
from karaula.extract.clauses.words import BASE, ING, PART, PAST, S

_PLURALS = frozenset(("people", "police", "women", "men", "children", "authorities", "they", "we"))
_BEFORE_NOUNS = ("adjective", "region_adjective", "number", "count", "pieces", "rank")
_NOUNS = frozenset(
    (
        "market", "trade", "border", "export", "import", "supply", "transit", "transport", "port",
        "route", "ring", "trafficking", "control", "cover", "base", "cartel", "sale", "traffic",
        "flow", "load", "ship", "price", "police", "area", "sea",
    )
)  # fmt: skip
"""First forms of verbs that are nouns more often behind a noun."""
_NO_ADVERBS = frozenset(("family", "supply", "ally", "assembly", "monopoly", "anomaly", "july"))
_GERUNDS = frozenset(("by", "for", "of", "after", "before", "without", "in", "about", "despite"))

_MONTHS = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "night",
))  # fmt: skip
_PARTLY = ("some", "most", "many")
"""Words that stand for part of what was named, also before a verb."""
_SAYING = frozenset((
    "say", "believe", "think", "claim", "allege", "insist", "argue", "add", "suspect", "warn",
    "explain", "conclude", "estimate",
))  # fmt: skip
"""Verbs behind which a noun with a plain form is the subject of what they say."""
_DEALINGS = frozenset((
    "clashes", "links", "ties", "contacts", "fights", "feuds", "battles", "disputes", "deals",
    "wars", "conflicts", "exchanges", "contracts", "quarrels", "contests", "struggles", "talks",
    "shootouts",
))  # fmt: skip
"""Nouns that are no verbs before "between"."""
_OF_TWO = (("between",), ("among",), ("amongst",))


class Forms(Look):
    """Decides what is a verb."""

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
            if self.words[index] == "including":
                return None
            return (verb, "ing") if self._is_ing(verb, before, behind) else None
        if form & (PAST | PART) and not form & BASE:
            return self._is_past(verb, form, before, behind)
        if form & BASE and form & (PAST | PART) and before in ("noun", "relative"):
            # "cut", "put", "come"; "timber cut in the south is sold"; "at a cost of"
            noun = self.words[index] in self.known.nouns
            if noun and self._behind(behind) not in ("noun", "determiner"):
                return None
            told = before == "noun" and form & PART and self._verb_ahead(behind)
            return verb, "part" if told and self._behind(behind) == "preposition" else "past"
        return (verb, "finite") if self._is_present(index, form, before, behind) else None

    def _before(self, index: int) -> str:
        """What stands before a verb, over adverbs."""
        if index == self.begin:
            return "start"
        word = self.words[index - 1]
        label = self.items[index - 1].label
        if label is not None:
            return "determiner" if label in _BEFORE_NOUNS else "noun"
        if word in self.known.adjectives and self.previous in ("noun", "determiner"):
            return "adjective"  # "a key staging point", "a small market exists"
        led = index - 2 >= self.begin and self.words[index - 2] in (
            "a",
            "an",
            "the",
            "its",
            "their",
        )
        if word.endswith("ly") and led and word not in _NO_ADVERBS:
            return "determiner"  # "the illegally sold pills"
        if word in ("this", "that", "these", "those") and self.previous == "noun":
            return "pronoun"
        if word in ("a", "an", "the", "its", "their", "his", "her", "our", "whose", "every", "no"):
            return "determiner"
        if word in ("'", "’", "s", "-"):
            return "owner" if word != "s" or self.words[index - 2] in ("'", "’") else "noun"
        return self.previous

    def _is_ing(self, verb: str, before: str, behind_at: int) -> bool:
        behind = self._behind(behind_at)
        if before in ("determiner", "owner", "adjective"):
            return False
        deed = before == "and" and len(self.found) > 1 and self.found[-2].last
        if deed and self.words[deed] in self.known.deeds:
            return False  # "drug production and trafficking in Asia"
        if (
            before in ("verb", "preposition")
            and self.words[behind_at : behind_at + 1]
            and (self.words[behind_at] in self.known.compounds)
        ):
            return False  # "links smuggling routes"
        if before == "noun" and self.words[behind_at - 1] in self.known.nouns:
            return False  # "the Kapitan Andreevo crossing to"
        if before in ("start", "preposition", "opener", "comma", "and", "verb"):
            if before == "preposition" and (
                self.found[-1].word not in _GERUNDS
                or (verb in self.known.intransitive and behind == "word")
            ):
                return False  # "from producing countries", "in sailing boats"
            return behind not in ("verb",) and not (
                behind == "preposition"
                and self.words[self._skip(behind_at)] in ("of", "between", "among")
            )
        if before == "noun":
            if verb in self.known.intransitive:
                return behind != "verb"
            return behind in ("noun", "determiner", "word")
        return True

    def _is_past(self, verb: str, form: int, before: str, behind_at: int) -> tuple[str, str] | None:
        behind = self._behind(behind_at)
        if self.words[behind_at - 1] == "used" and self.words[behind_at : behind_at + 1] == ("to",):
            # "Serbia used to be", but "lies on the route used to smuggle"
            return verb, "past" if self._agent() else "part"
        only_past = not form & PART
        if only_past:
            return (verb, "past") if before not in ("determiner",) else None
        if before in ("determiner", "owner", "adjective", "preposition"):
            return None
        if (
            before == "and"
            and (last := next((c for c in reversed(self.found) if c.kind == "verb"), None))
            is not None
            and not last.passive
            and last.form == "finite"
            and form & PAST
        ):
            # "arrived from Iran and left for Greece", but "is cannabis from Iran and sold in"
            return verb, "past" if last.past or last.modal or behind == "noun" else "part"
        if before == "comma" and form & PAST and self._set_in() and not self._verb_ahead(behind_at):
            return verb, "past"  # "The driver, a Turkish national, intended"
        if before == "and" and form & PAST and verb in self.known.intransitive:
            return verb, "past"  # "was laundered and ended up in"
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

    def _said_of(self) -> bool:
        """Whether the noun before is that of which somebody says something, without "that":
        "police say gangs from Foxland control"."""
        found, at = self.found, len(self.found) - 1
        while at > 1 and (found[at].kind, found[at - 1].kind) == ("noun", "preposition"):
            at -= 2
        if at < 1 or found[at].kind != "noun" or found[at - 1].word not in _SAYING:
            return False
        return found[at - 1].kind == "verb"

    def _first_form(self, index: int) -> bool:
        """Whether a word is the plain form of a verb and no noun."""
        word = self.words[index] if index < self.end else ""
        form = self.known.verbs.get(word, ("", 0))[1]
        return bool(form & BASE) and not form & S and word not in self.known.nouns

    def _agent(self) -> bool:
        """Whether the noun before is somebody who does things, and no verb of its own came yet."""
        noun = self.found[-1] if self.found and self.found[-1].kind == "noun" else None
        verbs, clauses = self._counted()
        if noun is None or verbs >= clauses:
            return False
        word, label = self.words[noun.last], self.items[noun.last].label
        named = label in ("area", "place", "region", "group", "people")
        return named or word in self.known.pronouns | _PLURALS or word.endswith(("ers", "ors"))

    def _means(self) -> bool:
        """Whether "and" joins a means: "by sea or land"."""
        kinds = [chunk.kind for chunk in self.found[-3:]]
        return kinds == ["preposition", "noun", "and"] and self.found[-3].word == "by"

    def _part_of_many(self, word: str, behind_at: int) -> bool:
        """Whether the noun before is a part of a plural: "the ports of the region serve"."""
        found = self.found
        if len(found) < 3 or [it.kind for it in found[-3:]] != ["noun", "preposition", "noun"]:
            return False
        noun = self.words[found[-3].last]
        plural = noun.endswith("s") and not noun.endswith("ss")
        return plural and word not in _NOUNS and not self._verb_ahead(behind_at)

    def _set_in(self) -> bool:
        """Whether commas set something in between a noun that begins a clause and here."""
        kinds: list[str] = []
        for chunk in reversed(self.found):
            if chunk.kind in ("stop", "opener", "relative", "verb"):
                break
            kinds.append(chunk.kind)
        while kinds[-3:-1] in (["noun", "preposition"], ["noun", "and"]):
            del kinds[-2:]  # "The port of Bar, a hub, …"
        return kinds.count("comma") == 2 and kinds[-2:] == ["comma", "noun"]

    def _awaited(self) -> bool:
        """Whether a relative clause between commas ends here, so that the verb of its noun is due:
        "The bandits, who have allied with the army, steal cattle"."""
        kinds = [chunk.kind for chunk in self.found]
        begin = len(kinds) - kinds[::-1].index("stop") if "stop" in kinds else 0
        kinds = kinds[begin:]
        if "relative" not in kinds or kinds[:1] != ["noun"]:
            return False
        at = kinds.index("relative")
        lead, inside = kinds[:at], kinds[at:-1]
        return (
            lead[-1] == "comma"
            and not {"verb", "opener"} & {*lead}
            and inside.count("verb") == 1
            and not {"relative", "opener", "comma"} & {*inside[1:]}
        )

    def _pronoun(self, chunk: Chunk) -> bool:
        return (
            chunk.kind == "noun"
            and chunk.first == chunk.last
            and self.words[chunk.first] in ("it", "they", "he", "she", "we", "who", "this")
        )

    def _time_at(self, index: int) -> bool:
        """Whether a word is a stretch of time, a day or a month."""
        word = self.words[index]
        dated = self.items[index].label == "date"
        return dated or word in self.known.times or word.endswith("day") or word in _MONTHS

    def _is_present(self, index: int, form: int, before: str, behind_at: int) -> bool:
        word = self.words[index]
        behind = self._behind(behind_at)
        if self.words[index - 1] in _PARTLY and word not in self.known.nouns:
            return bool(form & (BASE | S)) and behind == "preposition"  # "some go to the coast"
        if before in ("determiner", "owner", "adjective", "preposition", "opener"):
            return False
        if behind == "verb":
            return False
        if word == "last" and self.words[index + 1 : index + 2] and self._time_at(index + 1):
            return False  # "customs last week seized"
        if self.items[index - 1].label == "role":
            return False  # "transit states"
        if word in self.known.compounds and self.words[index - 1].endswith("ing"):
            return False  # "trading points for"
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
        if verbs >= clauses + self._said_of():
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
            # "which ships carry", but "that meets demand".
            return not (form & S and following[1] & BASE and word in self.known.nouns)
        if before == "and" and form & BASE and self._means():
            return False  # "by sea or land from"
        if before in ("and", "comma", "verb"):
            spoken = any(chunk.kind == "verb" for chunk in self.found)
            if before == "comma" and self._awaited() and not self._verb_ahead(behind_at):
                return behind not in ("and", "opener")
            if before == "comma" and self._set_in() and not self._verb_ahead(behind_at):
                # "The X clan, a group from Vlora, ships cannabis"
                led = behind == "preposition" and self.words[self._skip(behind_at)] != "of"
                return behind in ("noun", "determiner") or led
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
            if word in _DEALINGS and self.words[behind_at : behind_at + 1] in _OF_TWO:
                return False  # "armed clashes between"
            if (
                self.found
                and self.found[-1].first == self.found[-1].last
                and (self.words[self.found[-1].first] in self.known.pronouns)
            ):
                return True
            if word in self.known.nouns:
                if self._first_form(behind_at):
                    return False  # "where heroin routes meet"
                if behind == "preposition" and self.words[self._skip(behind_at)] == "of":
                    return False
                if behind in ("end", "and", "opener"):
                    return False
                if self._part_at(behind_at):
                    return False  # "one of several Balkan routes used to"
                return not self._verb_ahead(behind_at)
            return True
        # A first form is a verb behind a plural or a list: "dealers supply", "A and B share".
        noun = self.found[-1].last if self.found and self.found[-1].kind == "noun" else index - 1
        before_word = self.words[noun]
        plural = (
            (before_word.endswith("s") and not before_word.endswith(("ss", "ous")))
            or before_word in _PLURALS
            or before_word in self.known.pronouns
            or self._listed()
            or self._part_of_many(word, behind_at)
            or (
                self.items[noun].label in ("group", "goods", "thing", "place", "area", "market")
                and self._listed()
            )
        )
        label = self.items[noun].label
        if label is not None and not plural:
            # "made in Morocco fetch": no noun has that form, or the clause has no other verb.
            plural = (
                label in ("group", "thing", "goods")
                or f"{word}s" not in self.known.nouns
                or (
                    label in ("area", "place", "region")
                    and word not in _NOUNS  # "the EU market for"
                    and not self._verb_ahead(behind_at)
                )
            )
        if before_word.endswith("ly"):
            plural = True
        return plural and not (
            behind == "preposition" and self.words[self._skip(behind_at)] == "of"
        )
