"""Forms of verbs, made by rule, also of those that the reader of clauses does not know."""

from collections.abc import Iterable

from karaula.extract.clauses.words import clause_words
from karaula.vocabulary import Vocabulary


def forms(verbs: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """``{form: verb}``. A word that is the form of another verb is left to that one."""
    wanted = frozenset(verbs)
    known = clause_words(vocabulary).verbs
    found: dict[str, str] = {}
    for verb in sorted(wanted):
        stem = verb.removesuffix("e")
        made = {
            verb,
            f"{verb}s",
            f"{verb}es",
            *(f"{base}{end}" for base in (verb, stem, verb + verb[-1]) for end in ("ed", "ing")),
        }
        if verb.endswith("y"):
            made |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
        for form in sorted(made):
            if form not in known or known[form][0] == verb:
                found.setdefault(form, verb)
    found.update((form, verb) for form, (verb, _) in known.items() if verb in wanted)
    return found
