"""Verb: words that make a statement one to look at again, sentence by sentence."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from karaula.check.case import Case
from karaula.check.patterns import Pattern, compiled
from karaula.check.rule import Rule, verb
from karaula.evidence.finding import Finding


class Words(BaseModel):
    """Settings: any of these words, unless the sentence has one of those."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    any: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    in_kinds: tuple[str, ...] = ("paragraph", "list_item", "caption")
    """Kinds of passages that are looked at."""
    confidence: float = 0.7


@verb("words", "words written", Words)
def words(case: Case, rule: Rule, settings: Words) -> Iterator[Finding]:
    """One finding a sentence that says any of the words."""
    wanted = compiled("|".join(f"(?:{pattern})" for pattern in settings.any))
    excused = [compiled(pattern) for pattern in settings.unless]
    for piece in case.sentences(settings.in_kinds):
        found = wanted.search(piece.words)
        if found is None or any(pattern.search(piece.words) for pattern in excused):
            continue
        source = case.sources.get(piece.source_id)
        written = source.published if source else None
        yield rule.finding(
            {"words": found[0], "written": written or "at an unknown date"},
            [piece.evidence()],
            confidence=settings.confidence,
        )
