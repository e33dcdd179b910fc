"""Presences of groups that the police struck at as a whole: "police in Foxland dismantled a
Barlandic heroin ring", "raids on the Foxton branch of the X mafia". A group that is broken up
somewhere was there; what becomes of single members tells nothing of it."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import MARKET_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.presence_beside import of_persons
from karaula.extract.relations.presence_reader import MENTIONED, PresenceReader, Present
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.sentences.lexicon import Name

_AGAINST = frozenset(("against", "on", "into", "targeting", "at", "to", "for"))
_HELPED = frozenset(("help", "manage", "succeed", "join", "assist", "cooperate", "lead", "allow"))


def targets(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Groups with a name, a nationality or a place that an operation of a sentence was aimed at."""
    known = presence_words(cast.around.reading.vocabulary)
    if known.struck.isdisjoint(cast.around.sentence.said):
        return
    for clause in cast.clauses:
        if clause.certainty != "said" or clause.negated or clause.modal:
            continue
        if clause.verb in known.kinds["talks"]:
            continue
        reader = PresenceReader(cast, clause)
        for at, phrase in _struck(reader):
            for who in _groups(reader, at, phrase):
                group = cast.around.sentence.items[who.item].meaning
                placed = isinstance(group, Group) and group.sort in ("named", "placed")
                if clause.verb == "target" and isinstance(group, Group) and of_persons(group):
                    continue
                if not placed or who.name in told or _part(reader, phrase):
                    continue
                present = _present(reader, who, clause)
                if present is not None:
                    told.add(who.name)
                    yield present


def _struck(reader: PresenceReader) -> Iterator[tuple[Clause, Phrase]]:
    """Phrases for what is broken up, or what an operation is against, each with its clause."""
    clause, words = reader.clause, reader.words
    sentence = reader.sentence
    follows = sentence.words[clause.at + 1] if clause.at + 1 < len(sentence.words) else ""
    whole = clause.verb not in words["needs_particle"] or follows in words["particles"]
    end = sentence.words[clause.last] if clause.last < len(sentence.words) else ""
    whole = whole or end in words["particles"]
    if clause.verb in words["broken"] and whole and _happened(reader.cast, clause):
        if not clause.passive:
            yield from ((clause, one) for one in clause.objects)
        elif clause.subject is not None:
            yield clause, clause.subject
    for phrase in clause.phrases:
        noun = singular(reader.cast.word(phrase.behind)) if phrase.behind >= 0 else ""
        if phrase.preposition == "from" and _taken(reader, phrase):
            yield clause, phrase
            continue
        ended = phrase.preposition == "of" and noun in words["ends"]
        if not ended and (phrase.preposition not in _AGAINST or noun not in words["strikes"]):
            continue
        yield clause, phrase
        if sentence.words[phrase.last] == "what":
            # "Raids on what the ministry called a branch of the X mafia"
            called = [one for one in reader.cast.clauses if phrase.last <= one.first]
            yield from (
                (one, object_)
                for one in called[:1]
                if one.verb in words["calls"]
                for object_ in one.objects
            )


def _taken(reader: PresenceReader, phrase: Phrase) -> bool:
    """Whether goods were taken from whom a phrase names: "seizures of heroin from the X gang"."""
    clause, words = reader.clause, reader.words
    if clause.verb in words["taking"]:
        return phrase.first > clause.at and not clause.modal
    heads = [reader.cast.head(one) for one in reader.phrases() if one.last < phrase.first]
    return not words["taken"].isdisjoint(heads)


def _groups(reader: PresenceReader, clause: Clause, phrase: Phrase) -> list[Who]:
    found = reader.cast.of(clause, phrase)
    if not found and reader.cast.head(phrase) in reader.words["parts"]:
        found = [who for one in clause.of(phrase)[:1] for who in reader.cast.of(clause, one)]
    return found


def _happened(cast: Cast, clause: Clause) -> bool:
    """Whether an infinitive tells what was done: "helped to break up", not "vowed to"."""
    if clause.kind != "infinitive" or clause.parent is None:
        return True
    return cast.clauses[clause.parent].verb in _HELPED


def _part(reader: PresenceReader, phrase: Phrase) -> bool:
    """True for members of a group: "raids on X gang bosses"."""
    return any(singular(reader.cast.word(last)) in reader.words["single"] for last in phrase.heads)


def _strikers(reader: PresenceReader) -> list[str]:
    """Countries of those who struck: "a joint Foxlandic-Barlandic operation brought down"."""
    subject = reader.clause.subject
    if subject is None or reader.clause.passive:
        return []
    named = subject.named(reader.sentence, "adjective")
    return [item.meaning.id for item in named if isinstance(item.meaning, Name)]


def _present(reader: PresenceReader, who: Who, clause: Clause) -> Present | None:
    around = reader.cast.around
    areas, reach = reader.areas([who], inside=True)
    areas = areas or list(who.own) or _strikers(reader)
    group = reader.sentence.items[who.item].meaning
    assert isinstance(group, Group)
    if not areas and any(name.label == "adjective" for name in group.inside):
        areas = [around.section] if around.section else around.scenes()
    goods = [name for name in group.inside if name.label in MARKET_LABELS]
    markets = around.goods(range(clause.first, clause.last + 1), goods)
    if not areas:
        return None
    last = max(clause.at, reach, who.item)
    return Present(
        who, tuple(areas), tuple(dict.fromkeys(markets)), who.item, last, clause, MENTIONED
    )
