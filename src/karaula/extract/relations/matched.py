"""What keeps the words of a pattern from telling that a group is somewhere."""

from karaula.extract.groups.cast import Cast
from karaula.extract.matching import Match
from karaula.extract.relations.around import Who
from karaula.extract.relations.denials import innermost
from karaula.extract.relations.presence_words import presence_words


def deals(cast: Cast, match: Match, who: Who) -> bool:
    """Whether a clause that names no place names the goods, and nobody else who deals."""
    around = cast.around
    if not around.values(match, "{goods}", who):
        return False  # "It was run by a Foxlandic group"
    clause = innermost(cast.clauses, match.first)
    if clause is None or who.named:
        return True
    held = [one for one in clause.phrases if one.preposition in ("to", "for", "from")]
    return not any(one.named(around.sentence, "group") for one in held)


def of_groups(cast: Cast, match: Match) -> bool:
    """Whether what is told to be done by a group is done to another one."""
    clause = innermost(cast.clauses, match.first)
    if clause is None or clause.subject is None or not clause.passive:
        return False
    return bool(clause.subject.named(cast.around.sentence, "group"))


def another_does(cast: Cast, match: Match, who: Who) -> bool:
    """Whether the clause of a match tells it of another group, or only what the police and
    courts did to one: "sentenced members of the X gang for smuggling cocaine"."""
    clause = innermost(cast.clauses, match.first)
    if clause is None:
        return False
    told = clause.first > 0 and cast.around.sentence.words[clause.first - 1] in ("for", "of")
    if clause.kind == "participle" and clause.parent is not None and told:
        clause = cast.clauses[clause.parent]  # "sentenced the X gang for smuggling"
    if cast.stranded(clause) is not None:
        return all(one.item != who.item for one in cast.of(clause, cast.subject(clause)))
    pursued = presence_words(cast.around.reading.vocabulary).kinds["pursued"]
    done = not clause.passive and clause.verb in pursued and clause.subject is not None
    done = done and match.first > who.item + 1  # not "dismantled the X gang active in"
    return done and clause.at < who.item and clause.kind in ("main", "content")
