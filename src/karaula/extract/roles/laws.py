"""Sentences that tell what the law says of making, and not who makes: "the law prohibits the
production of", "cultivation is banned"."""

from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_VERBS = ("prohibit", "outlaw", "forbid", "criminalise", "criminalize", "penalise", "penalize",
          "decriminalise", "decriminalize", "legalise", "legalize", "permit", "authorise",
          "authorize", "allow", "ban", "punish")  # fmt: skip
_DONE = frozenset(f"{verb.removesuffix('e')}ed" for verb in _VERBS) | {
    "forbidden", "banned", "illegal", "unlawful", "legal", "punishable", "crime", "offence",
    "offense",
}  # fmt: skip
"""What is said of it: "is banned", "is a crime"."""
_MILD = ("permit", "authorise", "authorize", "allow", "punish", "ban")
_DOES = frozenset(
    f"{verb}{end}" for verb in _VERBS if verb not in _MILD for end in ("", "s", "ed", "d")
) | {
    "forbade", "banned",
}  # fmt: skip
"""What the law does: "prohibits the"."""
_STRICT = frozenset(f"{verb}{end}" for verb in _VERBS[:4] for end in ("", "s")) | {"bans"}
_BE = frozenset(("is", "was", "are", "were", "been", "be", "remains", "remain"))
_WORDS = _DONE | _DOES | {"ban", "code"}
_CONCEDES = frozenset(("although", "though", "despite", "but", "yet", "however", "while", "even"))
_PLACED = frozenset((SIGN_OF["role"], SIGN_OF["route"]))


def speaks_of_law(sentence: Sentence) -> bool:
    """Whether a sentence tells of the law, and neither what an area is nor what goes on anyhow."""
    said = sentence.said
    if _WORDS.isdisjoint(said) or not _PLACED.isdisjoint(sentence.signs):
        return False
    return _CONCEDES.isdisjoint(said) and any(
        word in _WORDS and _tells(sentence.words, at) for at, word in enumerate(sentence.words)
    )


def concedes(sentence: Sentence) -> bool:
    """Whether a sentence tells what goes on in spite of the law: "despite the ban"."""
    return not _CONCEDES.isdisjoint(sentence.said)


def _tells(words: tuple[str, ...], at: int) -> bool:
    """Whether a word tells what the law says: "is banned", "bans the", "a ban on"."""
    word, before, behind = words[at], words[at - 1 : at], words[at + 1 : at + 2]
    if word in _STRICT or (word in _DOES and behind == ("the",)):
        return True
    if word == "ban":
        return behind == ("on",)
    if word == "code":
        return before in (("penal",), ("criminal",))
    if before in (("a",), ("an",), ("criminal",)):
        before = words[max(0, at - 3) : at - 1]
    return word in _DONE and not _BE.isdisjoint(before)
