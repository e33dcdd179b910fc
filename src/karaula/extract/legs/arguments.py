"""Stops that the subject and the object of a verb tell: "supplies Tehran with", "Kosovo's cannabis
comes from Albania", "is supplied by dealers in Málaga"."""

from collections.abc import Iterator

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import NATIONAL, areas_of, named_areas, national, where_group
from karaula.extract.legs.goods import goods_of
from karaula.extract.legs.movers import awash
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import FIGURE_LABELS

_GATES = ("checkpoint", "gate", "crossing", "post", "checkpost")
_OUT_OF = ("from", "out of")


def feeder_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """Where those are who supply: "is supplied with hashish by dealers in Málaga"."""
    if not clause.passive or scene.ways.object.get(clause.verb) != "destination":
        return
    for phrase in clause.phrases:
        if phrase.preposition != "by":
            continue
        for inner in clause.of(phrase)[:2]:
            areas = areas_of(scene, inner) if inner.preposition in ("in", "from", "of") else []
            if areas:
                yield Stop("origin", tuple(areas), inner.first, inner.last, "way")
                return


def argument_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """Places that are the subject or the object of a verb: "supplies Tehran with"."""
    words = scene.ways
    end = words.object.get(clause.verb)
    if clause.verb in words.links:
        end = "origin"
    target = clause.objects[:1] if not clause.passive else []
    if clause.passive and clause.verb in words.object and clause.subject is not None:
        # "Germany is supplied with cannabis from Spain", "Serbia is crossed by heroin"
        fed = any(phrase.preposition == "with" for phrase in clause.phrases)
        target = [clause.subject] if words.object[clause.verb] != "destination" or fed else []
    if clause.verb == "dominate" and not clause.passive:
        by = clause.subject
        if by is not None and goods_of(scene, by) is None:
            end = None  # "Bosnian groups dominate the drug trade in"
    if end is not None:
        for phrase in target:
            areas = areas_of(scene, phrase)
            if not areas and end == "destination":
                areas = [it for part in phrase.parts for it in where_group(scene, *part)]
            final = phrase.last
            figure = scene.sentence.items[phrase.last].label in FIGURE_LABELS
            if not areas and not figure:  # "reached 20% in Bulgaria" is no way
                for complement in clause.of(phrase)[:2]:
                    if complement.preposition in ("of", "in"):
                        areas = areas_of(scene, complement)
                        final = complement.last
                        break
            led = any(
                p.preposition in ("with", "to") and p.first > phrase.last for p in clause.phrases
            )
            if clause.verb in words.links and len(areas) == 2 and not led:
                # "a route linking Iran and Germany"
                yield Stop("origin", (areas[0],), phrase.first, phrase.first, "way")
                yield Stop("destination", (areas[1],), phrase.last, phrase.last, "way")
            elif areas:
                crossed = clause.verb == "cross" and scene.word(phrase.last) in _GATES
                beyond = any(p.preposition == "into" for p in clause.behind_verb())
                told = "origin" if crossed and beyond else end  # "cross the Kapıkule gate into"
                yield Stop(told, tuple(dict.fromkeys(areas)), phrase.first, final, "way")
    verb = clause.verb
    subject_end = words.subject.get(verb)
    if verb in ("sell", "resell") and any(
        words.ends.get(phrase.preposition) == "destination" for phrase in clause.behind_verb()
    ):
        subject_end = "origin"
    if (
        verb == "take"
        and clause.at + 1 < len(scene.sentence.words)
        and scene.word(clause.at + 1) == "in"
    ):
        subject_end = "destination"
    if awash(scene, clause):
        subject_end = "destination"
    if subject_end is None or clause.passive or clause.subject is None:
        return
    if subject_end == "origin" and any(p.preposition in _OUT_OF for p in clause.behind_verb()):
        return  # "gangs in Serbia ship cocaine from Peru"
    if clause.opener in ("who", "whom"):
        return  # "people in Ecuador, who buy cocaine"
    phrase = clause.subject
    areas = [
        a
        for first, last in phrase.parts
        if scene.word(last) not in scene.ways.single
        if scene.word(last) not in scene.ways.line_nouns  # "Balkan routes used to deliver"
        if scene.sentence.items[last].label not in NATIONAL  # "a Dane imported"
        for a in (named_areas(scene, first, last) or national(scene, first, last))
    ]
    final = phrase.last
    if not areas:
        for complement in clause.of(phrase)[:2]:
            if complement.preposition in ("of", "in"):
                areas = areas_of(scene, complement)
                final = complement.last
                break
    if not areas and subject_end == "destination" and not scene.section and not clause.past:
        # Under a country it is there that "Albanian gangs import heroin from"; a gang that ordered
        # one load may have had it sent anywhere.
        areas = _home_of_group(scene, phrase)
    if areas and goods_of(scene, phrase) is None:
        yield Stop(subject_end, tuple(dict.fromkeys(areas)), phrase.first, final, "role")


def _home_of_group(scene: Scene, phrase: Phrase) -> list[str]:
    """The area of a group that gets something: "Haitian gangs obtain rifles from"."""
    return [
        name.id
        for item in phrase.items(scene.sentence)
        if isinstance(item.meaning, Group)
        for name in item.meaning.inside
        if name.label in (*AREA_LABELS, "adjective")
    ]


def owner_stops(scene: Scene, clause: Clause, theme: Theme) -> Iterator[Stop]:
    """The market whose goods come from elsewhere: "Kosovo's cannabis comes from Albania"."""
    victims = "human_trafficking" in dict(theme.markets)  # "victims in Spain are women from"
    verb = clause.verb in scene.ways.come
    verb = verb or (clause.verb == "be" and (victims or not clause.objects))
    money = "money_laundering" in dict(theme.markets)  # "proceeds of sales in Germany were sent to"
    verb = verb or (money and clause.passive and clause.verb in scene.ways.moves)
    if clause.subject is None or not verb:
        return
    if clause.objects and not clause.passive and clause.verb != "be":
        return  # "a man held in Dubai imported cocaine into"
    told = {scene.ways.ends.get(phrase.preposition) for phrase in clause.phrases}
    if clause.verb in scene.ways.at and any(
        scene.ways.ends.get(phrase.preposition) == "at" for phrase in clause.behind_verb()
    ):
        told.add(scene.ways.at[clause.verb])  # "the cannabis in Italy originates in Albania"
    if ("origin" in told) == ("destination" in told):
        return
    end = "destination" if "origin" in told else "origin"
    for phrase in clause.of(clause.subject)[:2]:
        areas = areas_of(scene, phrase) if phrase.preposition in ("in", "on the market in") else []
        if areas and phrase.first < clause.at:
            yield Stop(end, tuple(areas), phrase.first, phrase.last, "role")
            return
    for first, last in clause.subject.parts:
        for index in range(first, min(last, theme.at)):
            meaning = scene.sentence.items[index].meaning
            owns = scene.word(index + 1) in ("'", "’")
            if (
                owns
                and isinstance(meaning, Name)
                and meaning.id != "WORLD"
                and scene.sentence.items[index].label in AREA_LABELS
            ):
                yield Stop(end, (meaning.id,), index, index, "role")
                return
