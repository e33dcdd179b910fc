"""Which of the claims of a sentence are kept, and which are joined to one."""

from collections.abc import Collection
from dataclasses import replace

from karaula.evidence import Claim, Presence, Slots, Tie
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups import group_words
from karaula.extract.relations.denials import of_buyers
from karaula.extract.relations.presence_reader import SEATED, TOLD, Present
from karaula.extract.sentences.sentence import Sentence

_PRONOUNS = frozenset(("they", "it", "them", "these", "which", "who"))


def done_for(sentence: Sentence, present: Present, joining: Collection[str]) -> bool:
    """Whether what a group does is told of another one, and of no place: any other group where no
    place is known at all, else the one that it is done to or for."""
    clause, own = present.clause, present.who.item
    others = [
        index
        for index in range(clause.first, clause.last + 1)
        if sentence.items[index].label == "group" and index != own
        if not of_buyers(sentence, index)
    ]
    many = False
    if clause.subject is not None and any(a <= own <= b for a, b in clause.subject.parts):
        doers = clause.subject.parts
        many = len(doers) > 1
        others = [index for index in others if not any(a <= index <= b for a, b in doers)]
    if not present.areas:
        return bool(others) or many
    words = sentence.words
    if not present.told and (
        (
            clause.passive
            and clause.subject is not None
            and any(clause.first <= index < clause.at for index in others)
        )
        or any(
            one.preposition == "for" and words[one.last] in ("them", "it") for one in clause.phrases
        )
    ):
        return True  # "The X gang is armed by the Y gang", "work for them"
    joins = clause.verb in joining and not present.told  # "cooperates with the X gang"
    whom = ("for", "to", "with") if joins else ("for", "to")
    held = [*clause.objects, *(one for one in clause.phrases if one.preposition in whom)]
    return any(
        first <= index <= last for one in held for first, last in one.parts for index in others
    )


def said_again(claim: Claim, sentence: Sentence, told: dict[str, set[str]]) -> bool:
    """Whether a presence only says again, by a pronoun and without a place or by the group's name
    with its place, what the text told of the group before; ``told`` are the areas and markets of
    each group so far."""
    slots = claim.slots
    if not isinstance(slots, Presence):
        return False
    known = told.setdefault(_bare(slots.group), set())
    new = {*slots.area, *slots.market} - known
    if claim.confidence == SEATED and known & {*slots.area}:
        return True  # It was named with its place or told to be there before.
    known |= new
    placed = any(item.label in AREA_LABELS for item in sentence.items)
    return not new and not placed and claim.quote.split()[0].lower() in _PRONOUNS


def _bare(name: str) -> str:
    """A group's name without the words for groups."""
    kinds = group_words()["pointed"]
    return " ".join(word for word in name.lower().split() if word not in kinds) or name


def joined(one: Claim, other: Claim) -> Claim | None:
    """One presence of two, of which one tells the place and the other the market."""
    ours, theirs = one.slots, other.slots
    assert isinstance(ours, Presence) and isinstance(theirs, Presence)
    if one.modality != other.modality or bool(ours.area) == bool(theirs.area):
        return None
    if ours.market and theirs.market and ours.market != theirs.market:
        return None
    slots = replace(ours, area=ours.area or theirs.area, market=ours.market or theirs.market)
    return replace(one, slots=slots, spans=tuple(sorted({_span(one), _span(other)})))


def of_one_before(claim: Claim, framed: Collection[Claim]) -> bool:
    """Whether a clause that tells of the places of a presence tells it of a group before: "the X
    gang, an offshoot of the Y clan that is active in Foxland"."""
    slots = claim.slots
    if not isinstance(slots, Presence) or claim.start is None or claim.end is None:
        return False
    begin, end = claim.start, claim.end
    return (
        bool(slots.area)
        and not any(
            one.slots.group == slots.group for one in framed if isinstance(one.slots, Presence)
        )
        and any(
            isinstance(told := one.slots, Presence)
            and one.confidence >= TOLD
            and told.area == slots.area
            and one.start is not None
            and one.end is not None
            and one.start < begin
            and end <= one.end
            for one in framed
        )
    )


def elsewhere(one: Claim, other: Claim) -> bool:
    """Whether two presences of a group are surely told and of different places."""
    ours, theirs = one.slots, other.slots
    assert isinstance(ours, Presence) and isinstance(theirs, Presence)
    sure = min(one.confidence, other.confidence) >= TOLD
    return sure and bool(ours.area and theirs.area) and set(ours.area).isdisjoint(theirs.area)


def _span(claim: Claim) -> tuple[int, int]:
    assert claim.start is not None and claim.end is not None
    return claim.start, claim.end


def told_more(one: Claim, other: Claim) -> Claim:
    """A presence that tells more than another one, in whose words it is told as well."""
    ours, theirs = one.slots, other.slots
    assert isinstance(ours, Presence) and isinstance(theirs, Presence)
    if ours.area != theirs.area:
        return other
    return replace(other, spans=tuple(sorted({_span(other), _span(one)})))


def told_twice(one: Claim, other: Claim) -> Claim:
    """A tie that two places of a sentence tell: "they split in 2014 and have been at war since"."""
    ours, theirs = one.slots, other.slots
    assert isinstance(ours, Tie) and isinstance(theirs, Tie)
    if ours.type != theirs.type or one.modality != other.modality:
        return one
    slots = replace(ours, since=ours.since or theirs.since, market=ours.market or theirs.market)
    return replace(one, slots=slots, spans=tuple(sorted({_span(one), _span(other)})))


def told_less(known: Slots, other: Presence) -> bool:
    """Whether a presence says nothing of the area or the market that another tells."""
    assert isinstance(known, Presence)
    return bool(not known.area and other.area and (other.market or not known.market)) or bool(
        known.area == other.area and not known.market and other.market
    )


def pair_of(slots: Slots) -> frozenset[str] | None:
    """The two groups of a tie."""
    return frozenset((slots.a, slots.b)) if isinstance(slots, Tie) else None
