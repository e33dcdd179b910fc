"""What a name says: folded, transliterated, taken apart into what names and what only describes.

Spellings of one name meet under keys. Each key comes with a score (how sure it is that two names
under it are one thing) and with the reason in words. Comparing is done on keys only, so that its
cost grows with the number of names and not with the number of their pairs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from karaula.evidence.entity import EntityType
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold, name_key
from karaula.vocabulary.names import names_of

WORDS = Path(__file__).with_name("names.yml")

# Letters of the Cyrillic and Greek alphabets after folding, as they are written in Latin ones.
_LATIN = str.maketrans(
    dict(zip("абвгдезијклмнопрстуфхцшћѕњљџыэκаιλνρστυ", (
        "a", "b", "v", "g", "d", "e", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t",
        "u", "f", "h", "c", "s", "c", "dz", "nj", "lj", "dz", "i", "e", "k", "a", "i", "l", "n",
        "r", "s", "t", "i",
    ), strict=True))
    | {"ж": "z", "ч": "c", "ђ": "d", "щ": "st", "ъ": "a", "ь": "", "ю": "ju", "я": "ja", "і": "i",
       "є": "e", "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th",
       "μ": "m", "ξ": "x", "ο": "o", "π": "p", "ς": "s", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o"}
)  # fmt: skip
_QUOTES = re.compile("[\"“”„«»']")
_SHORT = 4
"""Letters from which on spellings by ear and made-over endings are compared."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where spellings of a name meet, how sure that is, and why."""

    text: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart. ``kinds`` are those of group that its own words say ("clan"), but for
    the general ones ("group")."""

    name: str
    described: bool
    kinds: frozenset[str]
    keys: tuple[Key, ...]

    @property
    def plain(self) -> str:
        """The name in its plainest form."""
        return next((key.text for key in self.keys if key.text[0] in "+~"), self.keys[0].text)


@cache
def name_words() -> dict[str, Any]:
    """``names.yml``, its lists as sets."""
    read = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    kinds = {word: kind for kind, words in read.pop("kinds").items() for word in words}
    ordered = ("sounds", "adjective_endings", "member_endings")
    kept = {name: read.pop(name) for name in ordered}
    return {"kinds": kinds, **kept} | {name: frozenset(words) for name, words in read.items()}


def latin(name: str) -> str:
    """Key of a name over scripts: "Кавачки клан" and "Kavački klan" are "kavacki klan"."""
    return name_key(_QUOTES.sub("", name)).translate(_LATIN)


class Names:
    """Takes names apart with the places of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.places: dict[tuple[str, ...], str] = {}
        for code, area in vocabulary.areas.items():
            self._place(code, (*names_of(area), *area.adjectives))
        for code, region in vocabulary.regions.items():
            self._place(code, (region.name, *region.names, *region.local, *region.adjectives))
        self.longest = max(map(len, self.places), default=0)
        self.vocabulary = vocabulary
        self.parsed: dict[tuple[EntityType, str], Parsed] = {}

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Every name of every body of the vocabulary, as :func:`latin` writes it."""
        listed = self.listed("body").values()
        return frozenset(latin(name) for spellings, _ in listed for name in spellings)

    def listed(self, type_: EntityType) -> dict[str, tuple[tuple[str, ...], str | None]]:
        """``{id: (names, area of a place)}`` of what the vocabulary knows of a type."""
        known = self.vocabulary
        match type_:
            case "group":
                found = known.groups.items()
                return {k: ((e.name, *e.names, *e.ambiguous, *e.local), None) for k, e in found}
            case "body":
                bodies = known.bodies.items()
                return {k: ((b.name, *b.names, *b.ambiguous, *b.local), None) for k, b in bodies}
            case "place":
                ports = known.ports.items()
                return {k: ((p.name, *p.names, *p.ambiguous, *p.local), p.area) for k, p in ports}
        return {}

    def preferred(self, type_: EntityType, known: str | None) -> str | None:
        """The name that the vocabulary prefers."""
        if known is None:
            return None
        if type_ == "area":
            area = self.vocabulary.areas.get(known) or self.vocabulary.regions.get(known)
            return area.name if area else None
        return self.listed(type_)[known][0][0]

    def parse(self, type_: EntityType, name: str) -> Parsed:
        """A name taken apart as one of its type."""
        if (type_, name) not in self.parsed:
            take = self.group if type_ == "group" else self.body
            self.parsed[type_, name] = take(name)
        return self.parsed[type_, name]

    def _place(self, code: str, names: Iterable[str]) -> None:
        for name in names:
            self.places.setdefault(tuple(latin(name).split()), code)

    def words(self, name: str) -> list[str]:
        """Words of a name, each place in it as ``@CODE``."""
        plain = latin(name).split()
        found: list[str] = []
        at = 0
        while at < len(plain):
            for length in range(min(self.longest, len(plain) - at), 0, -1):
                code = self.places.get(tuple(plain[at : at + length]))
                if code:
                    found.append("@" + code)
                    at += length
                    break
            else:
                found.append(plain[at])
                at += 1
        return found

    def group(self, name: str) -> Parsed:
        """A group's name: a name of its own, or a description by nationality, place and trade."""
        known = name_words()
        words = self.words(name)
        heads = {known["kinds"][word] for word in words if word in known["kinds"]}
        kinds = frozenset(heads - {"group"})
        told = known["silent"] | known["fillers"] | known["qualities"] | known["at_home"]
        core = [
            word for word in words if word not in known["kinds"] and word not in known["silent"]
        ]
        names = [word for word in core if word not in told and word[0] != "@"]
        whole = Key("=" + latin(name), 1.0, "the same name but for script, accents or signs")
        if heads and set(names) <= _behind(words, known):
            return Parsed(name, True, kinds, (whole, self._description(words, kinds)))
        if not names:
            return Parsed(name, False, kinds, (whole,))
        return Parsed(name, False, kinds, (whole, *_spellings(core)))

    def homes(self, name: str) -> tuple[str, ...]:
        """Areas that a group is from or in: of the vocabulary, else of its own words."""
        known = self._homes.get(latin(name))
        return known or tuple(word[1:] for word in self.words(name) if word[0] == "@")

    @cached_property
    def _homes(self) -> dict[str, tuple[str, ...]]:
        groups = self.vocabulary.groups
        listed = self.listed("group").items()
        return {latin(name): groups[key].area for key, (names, _) in listed for name in names}

    def _description(self, words: list[str], kinds: frozenset[str]) -> Key:
        """One key for "Albanian criminal groups" and "Albanian organized criminal groups"."""
        known = name_words()
        first = next((i for i, word in enumerate(words) if word in known["located"]), len(words))
        if words[first : first + 1] == ["based"] and first and words[first - 1][0] == "@":
            first -= 1  # "Bulgarian-based groups" are based in Bulgaria.
        of = sorted({word for word in words[:first] if word[0] == "@"})
        inside = sorted({word for word in words[first:] if word[0] == "@"})
        said = known["kinds"].keys() | known["silent"] | known["fillers"]
        if of or inside:
            said = said | known["at_home"]
        rest = sorted({word for word in words if word not in said and word[0] != "@"})
        parts = (sorted(kinds) or ["group"], of, ["in", *inside], rest)
        text = "|".join(" ".join(part) for part in parts)
        return Key("~" + text, 0.9, "the same description in other general words")

    def body(self, name: str) -> Parsed:
        """A body's, place's or strategy's name: whole, by its words in any order, by initials."""
        keys = [Key("=" + latin(name), 1.0, "the same name but for script, accents or signs")]
        words = sorted({w for w in self.words(name) if w not in ("of", "for", "and", "in", "s")})
        if len(words) > 1:
            reason = "the same words in another order or form"
            keys.append(Key("&" + " ".join(words), 0.85, reason))
        short = acronym(name)
        if short:
            keys.append(Key("." + short, 0.75, f"{short.upper()} are its initials"))
        return Parsed(name, False, frozenset(), tuple(keys))


def _behind(words: list[str], known: dict[str, Any]) -> set[str]:
    """Words for a place that no vocabulary knows: "crime groups from the Sofia region"."""
    heads = [at for at, word in enumerate(words) if word in known["kinds"]]
    placed = known["located"] | {"from"}
    first = next((at for at, word in enumerate(words) if word in placed and at > heads[0]), None)
    return set() if first is None else set(words[first:])


def acronym(name: str) -> str | None:
    """Initials of a long name, or a name that is itself in capitals: ``selec``; else None."""
    letters = name.strip()
    if re.fullmatch(r"[^\W\d_]{4,8}", letters) and letters.isupper():
        return fold(letters)
    words = [word for word in re.split(r"[\s\-]+", letters) if word]
    if len(words) < 3:
        return None
    initials = "".join(fold(word)[:1] for word in words if word[0].isupper())
    return initials if len(initials) > 3 else None


def _spellings(core: list[str]) -> Iterator[Key]:
    """Keys of the words that are the name itself, surest first."""
    text = " ".join(core)
    yield Key("+" + text, 0.95, "the same name with or without the word for its kind")
    if len(text) < _SHORT:
        return
    known = name_words()
    if len(core) == 1:
        for stem in _stems(text, known):
            yield Key("-" + stem, 0.85, "the same name as an adjective or as that of its members")
    sound = text.replace(" ", "")
    for written, heard in known["sounds"].items():
        sound = sound.replace(written, heard)
    sound = re.sub(r"(.)\1", r"\1", sound)
    yield Key("*" + sound, 0.8, "the same name as it sounds")


def _stems(word: str, known: dict[str, Any]) -> Iterator[str]:
    """Stems that a word may be made from: "kavacki" kavac, "skaljarci" skaljar, "skaljari" too."""
    yield word
    for ending in (*known["adjective_endings"], *known["member_endings"], "i", "a"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORT:
            yield stem
