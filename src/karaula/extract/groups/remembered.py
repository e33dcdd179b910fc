"""What a document has told of groups so far: whether it speaks of crime, and the names of groups,
where it writes them without their word for a group: "a gang known as the Foxes … The Foxes sell …",
"the Red Command of Foxton (RCF) … the RCF"."""

from collections.abc import Callable
from dataclasses import dataclass, field

from karaula.extract.groups.words import Group, head_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.tokens import Token, sign_at, word_at

_GOES_ON = frozenset((
    "and", "or", "in", "from", "of", "at", "on", "to", "by", "with", "for", "who", "which", "that",
    "whose", "is", "are", "was", "were", "has", "have", "had", "also", "then", "now", "still",
    "will", "would", "can", "could", "may", "might", "did", "does", "do", "as", "since", "",
))  # fmt: skip
"""What stands behind a name that is no part of a longer one."""
_KINDS = frozenset(("clan", "group", "gang", "cartel", "network", "mafia", "crew", "family"))
"""Words in capitals that a name may be written without."""
_SHORT = 2
"""Capitals of a short form at least."""


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    id: str
    sure: bool
    """In the plural, in capitals or of several words: it needs no "the" before it."""


@dataclass(slots=True)
class Remembered:
    """The groups of one document, while it is read from top to bottom."""

    _forms: dict[str, list[_Form]] = field(default_factory=dict)
    _here: Callable[[], bool] = lambda: False
    _before: Callable[[], bool] = lambda: False

    def enter(self, about_crime: Callable[[], bool]) -> None:
        """Begin a paragraph, of which ``about_crime`` tells whether it speaks of crime."""
        self._before, self._here = self._here, about_crime

    def about_crime(self) -> bool:
        """Whether the paragraph or the one before speaks of crime."""
        return self._here() or self._before()

    def learn(self, sentence: list[Token], groups: list[Group]) -> None:
        """Remember the names that a sentence tells."""
        for group in groups:
            if group.sort != "named":
                continue
            words = group.id.split()
            name = [word for word in words if not (word in head_words() and word.islower())]
            headless = len(name) == len(words)
            if name and all(word[0].isupper() or not word[0].isalpha() for word in name):
                self._keep(tuple(name), group.id, headless)
                if headless and len(name) > 1 and name[-1].endswith("s"):
                    self._keep(tuple(name[-1:]), group.id, False)  # "Red Foxes … the Foxes"
            if len(name) > 1 and name[-1].lower() in _KINDS:
                name = name[:-1]
                self._keep(tuple(name), group.id, False)  # "The Fox Clan … the Fox"
            if len(name) == 1 and len(words) > 1 and not name[0].endswith("s"):
                self._keep((f"{name[0]}s",), group.id, False)  # "The Fox clan … the Foxes"
            for other in _in_brackets(sentence[group.first : group.last + 4]):
                self._keep(other, group.id, True)

    def find(self, sentence: list[Token], names: list[Name], taken: set[int]) -> list[Group]:
        """Groups of a sentence by the names that the document has told before."""
        found: list[Group] = []
        forms = self._forms
        if not forms:
            return found
        begins = [index for index, (_, text, _, _) in enumerate(sentence) if text in forms]
        if not begins:
            return found
        busy = {
            index
            for name in names
            if name.label != "place"
            for index in range(name.first, name.last + 1)
        } | taken
        places = {index for name in names for index in range(name.first, name.last + 1)}
        for index in begins:
            for form in forms[sentence[index].text]:
                last = index + len(form.words) - 1
                span = range(index, last + 1)
                if (
                    tuple(one.text for one in sentence[index : last + 1]) != form.words
                    or not busy.isdisjoint(span)
                    or not self._stands(sentence, form, index, last)
                    or (len(form.words) == 1 and index in places)
                ):
                    continue
                found.append(Group("group", form.id, index, last, "named"))
                busy |= {*span}
                break
        return found

    def _keep(self, words: tuple[str, ...], id: str, headless: bool) -> None:
        plural = words[-1].endswith("s") and len(words[-1]) > _SHORT + 1
        capitals = len(words) == 1 and _capitals(words[0])
        sure = capitals or (headless and (plural or len(words) > 1))
        if not (sure or plural or headless or len(words) == 1):
            return  # "The Jan Fox group": Jan Fox is a person.
        forms = self._forms.setdefault(words[0], [])
        if all(form.words != words for form in forms):
            forms.append(_Form(words, id, sure))
            forms.sort(key=lambda form: -len(form.words))

    @staticmethod
    def _stands(sentence: list[Token], form: _Form, first: int, last: int) -> bool:
        article = word_at(sentence, first - 1) in ("the", "of", "and")
        article = article and (
            word_at(sentence, first - 1) == "the" or word_at(sentence, first - 2) == "the"
        )
        behind = sentence[last + 1] if last + 1 < len(sentence) else None
        if behind is not None and behind.kind == "word" and not behind.text[0].islower():
            return False
        if form.sure:
            return True
        return article and (
            behind is None
            or bool(sign_at(sentence, last + 1))
            or word_at(sentence, last + 1) in _GOES_ON
            or form.words[-1].endswith("s")
        )


def _in_brackets(words: list[Token]) -> list[tuple[str, ...]]:
    """Further names of a group in the brackets behind its name, those in capitals only."""
    texts = [token.text for token in words]
    if "(" not in texts or ")" not in texts[texts.index("(") :]:
        return []
    inside = texts[texts.index("(") + 1 :]
    inside = inside[: inside.index(")")]
    return [(text,) for text in inside if _capitals(text)]


def _capitals(word: str) -> bool:
    return len(word) >= _SHORT and word.isalnum() and word.upper() == word and word[0].isalpha()
