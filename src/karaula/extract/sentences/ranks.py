"""Ranks in a sentence: ``61st of 193``, ``ranked 61 out of 193``; also misspelt endings."""

from dataclasses import dataclass

from karaula.extract.sentences.tokens import Token, sign_at, word_at, written

_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_RANK_WORDS = frozenset(
    (
        "rank",
        "ranks",
        "ranked",
        "ranking",
        "place",
        "placed",
        "places",
        "position",
        "positions",
        "came",
        "comes",
        "finished",
        "stands",
        "stood",
        "lies",
        "lay",
    )
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank, the total it stands in, the token it ends at, and its own words."""

    value: int
    of: int | None
    last: int
    raw: str


def rank(sentence: list[Token], i: int) -> Rank | None:
    """The rank whose number is token ``i``, if what stands around says that it is one."""
    if not sentence[i].text.isdigit():
        return None
    is_ordinal = ordinal(sentence, i)
    last = i + 1 if is_ordinal else i
    before = [token.text.lower() for token in sentence[max(0, i - 6) : i]]
    after_rank_word = not _RANK_WORDS.isdisjoint(before)
    if not (is_ordinal or after_rank_word):
        return None
    total, end = _total(sentence, last)
    placed = word_at(sentence, last + 1) in ("place", "position", "rank", "highest")
    bracketed = sign_at(sentence, i - 1) == "(" and sign_at(sentence, last + 1) == ")"
    in_list = is_ordinal and word_at(sentence, last + 1) in ("in", "globally", "worldwide", "among")
    if not (is_ordinal and (total or placed or bracketed or in_list or after_rank_word)) and not (
        after_rank_word and total
    ):
        return None
    if total is not None and total < 2:
        return None
    return Rank(int(sentence[i].text), total, end, written(sentence, i, last))


def ordinal(sentence: list[Token], i: int) -> bool:
    """True for ``61st``, whether or not the ending fits."""
    return (
        word_at(sentence, i + 1) in _ORDINAL_ENDINGS
        and sentence[i + 1].start == sentence[i].end
        and sentence[i].text.isdigit()
    )


def _total(sentence: list[Token], last: int) -> tuple[int | None, int]:
    """The total after a rank: ``of 193``, ``out of 193``, ``/193``, ``(of 193)``."""
    step = last + 1
    if word_at(sentence, step) in ("place", "position"):
        step += 1
    if step < len(sentence) and (
        sentence[step].text in ("(", "/")
        or (sentence[step].text == "," and word_at(sentence, step + 1) in ("of", "out"))
    ):
        step += 1
    if word_at(sentence, step) == "out":
        step += 1
    if word_at(sentence, step) == "of":
        step += 1
    elif sentence[step - 1].text != "/" or step - 1 <= last:
        return None, last
    if word_at(sentence, step) in ("the", "all"):
        step += 1
    if step < len(sentence) and sentence[step].text.isdigit() and sentence[step].kind == "number":
        return int(sentence[step].text), step
    return None, last
