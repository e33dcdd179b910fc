"""Sentences that tell what the law says of making, and not who makes: "the law prohibits the
production of", "cultivation is banned"."""

from karaula.extract.sentences.sentence import SIGN_OF, Sentence

_VERBS = ("prohibit", "outlaw", "forbid", "criminalise", "criminalize", "penalise", "penalize",
          "decriminalise", "decriminalize", "legalise", "legalize", "permit", "authorise",
          "authorize", "allow", "ban", "punish")  # fmt: skip
_DONE = ("forbade", "forbidden", "banned", "bans", "illegal", "unlawful", "legal", "punishable",
         "a crime", "an offence", "an offense", "a criminal offence", "a criminal offense",
         *(f"{verb.removesuffix('e')}ed" for verb in _VERBS))  # fmt: skip
_BE = ("is", "was", "are", "were", "been", "be", "remains", "remain")
_CUES = (
    *(f" {be} {done} " for be in _BE for done in _DONE),
    *(f" {form} the " for verb in _VERBS for form in (verb, f"{verb}s", f"{verb}ed", f"{verb}d")),
    *(f" {form} " for verb in _VERBS[:4] for form in (verb, f"{verb}s")),
    " banned the ", " bans ", " ban on ", " forbade the ", " penal code ", " criminal code ",
)  # fmt: skip
_WORDS = frozenset(word for cue in _CUES for word in cue.split()) - {
    *_BE, "a", "an", "the", "on", "code", "criminal",
}  # fmt: skip
_CONCEDES = frozenset(("although", "though", "despite", "but", "yet", "however", "while", "even"))
_PLACED = frozenset((SIGN_OF["role"], SIGN_OF["route"]))


def speaks_of_law(sentence: Sentence) -> bool:
    """Whether a sentence tells of the law, and neither what an area is nor what goes on anyhow."""
    if _WORDS.isdisjoint(sentence.said) or not _PLACED.isdisjoint(sentence.signs):
        return False
    line = f" {sentence.line} "
    return _CONCEDES.isdisjoint(sentence.said) and any(cue in line for cue in _CUES)
