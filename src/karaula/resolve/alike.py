"""Names that meet under a key, put together as far as nothing tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from karaula.evidence.entity import EntityType, Match
from karaula.resolve.names import Key, Names, Parsed

ITSELF = "the name itself"
LISTED = "listed under this name in the vocabulary"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as a claim gives it. ``within`` is the area of a place, where the claim tells it."""

    type: EntityType
    name: str
    within: str | None = None


@dataclass(slots=True, eq=False)
class Cluster:
    """Names that were put together so far."""

    type: EntityType
    names: dict[Mention, Match] = field(default_factory=dict)
    known: str | None = None
    """Id in the vocabulary."""
    within: str | None = None
    kinds: set[str] = field(default_factory=set)
    """Kinds of group that its names say, but for the general ones."""
    described: bool = False
    plain: str = ""
    part: str = ""
    """What tells it from another of the same plain name, or that a person split it off."""
    called: str | None = None
    """What a person called it."""
    into: "Cluster | None" = None
    """What it was put together with."""

    @property
    def anchor(self) -> str:
        """What its id is made of: it stays while further spellings come and go."""
        base = self.known or f"{self.within or ''}:{self.plain}"
        return f"{base}\x1f{self.part}" if self.part else base

    def goes_with(self, other: "Cluster") -> bool:
        """Whether nothing says that the two are different things."""
        if self.within and other.within and self.within != other.within:
            return False
        if self.known and other.known:
            return self.known == other.known
        return not self.kinds or not other.kinds or bool(self.kinds & other.kinds)


def alike(mentions: Sequence[Mention], names: Names) -> list[Cluster]:
    """Sets of mentions of one type that mean one thing, in a fixed order.

    The names of the vocabulary take part: what meets one of them takes its id.
    """
    if not mentions:
        return []
    type_ = mentions[0].type
    ordered = sorted(mentions, key=lambda mention: (mention.name, mention.within or ""))
    if type_ == "area":
        return [_area(mention) for mention in ordered]
    home: list[Cluster] = []
    met: dict[Key, set[int]] = {}

    listed = {
        known: ([names.parse(type_, spelling) for spelling in spellings], within)
        for known, (spellings, within) in names.listed(type_).items()
    }
    whole = {parsed.keys[0] for spellings, _ in listed.values() for parsed in spellings}

    def enter(cluster: Cluster, parsed: Parsed) -> None:
        cluster.kinds |= parsed.kinds
        home.append(cluster)
        # A listed name that could be a description ("Albanian mafia") is met by itself only.
        exact = parsed.described and parsed.keys[0] in whole
        for key in parsed.keys[:1] if exact else parsed.keys:
            met.setdefault(key, set()).add(len(home) - 1)

    for mention in ordered:
        parsed = names.parse(type_, mention.name)
        itself = Match(name=mention.name, score=1.0, reason=ITSELF)
        cluster = Cluster(type_, {mention: itself}, within=mention.within)
        cluster.described, cluster.plain = parsed.described, parsed.plain
        enter(cluster, parsed)
    for known, (spellings, within) in listed.items():
        cluster = Cluster(type_, known=known, within=within)
        for parsed in spellings:
            enter(cluster, parsed)
    said = len(mentions)
    for key in sorted(met, key=lambda key: (-key.score, key.text)):
        if any(place < said for place in met[key]):
            _meet(key, {id(c): c for c in (_now(home[place]) for place in sorted(met[key]))})
    found = list({id(c): c for c in map(_now, home[:said])}.values())
    _tell_apart(found)
    return found


def _tell_apart(found: Sequence[Cluster]) -> None:
    """Give those of one plain name ("Vrbica clan", "Vrbica cartel") an id each, by their kind."""
    bearers: dict[str, list[Cluster]] = {}
    for cluster in found:
        bearers.setdefault(cluster.anchor, []).append(cluster)
    for sharing in bearers.values():
        if len(sharing) > 1:
            for number, cluster in enumerate(sharing):
                cluster.part = " ".join(sorted(cluster.kinds)) or (str(number) if number else "")


def _now(cluster: Cluster) -> Cluster:
    """The cluster that this one has become part of, or itself."""
    while cluster.into is not None:
        cluster = cluster.into
    return cluster


def _area(mention: Mention) -> Cluster:
    match = Match(name=mention.name, score=1.0, reason="the code of the area")
    return Cluster("area", {mention: match}, known=mention.name)


def _meet(key: Key, distinct: dict[int, Cluster]) -> None:
    """Put together what meets under a key and is told apart from the same others: a name that goes
    with two that do not go with each other joins neither."""
    together: dict[frozenset[int], list[Cluster]] = {}
    for cluster in distinct.values():
        apart = (number for number, other in distinct.items() if not cluster.goes_with(other))
        together.setdefault(frozenset(apart), []).append(cluster)
    for members in together.values():
        first = next((cluster for cluster in members if cluster.known), members[0])
        for cluster in members:
            if cluster is not first:
                _join(key, first, cluster)


def _join(key: Key, first: Cluster, other: Cluster) -> None:
    reason = LISTED if first.known and key.score == 1.0 else key.reason
    for cluster in (first, other):
        for mention, match in cluster.names.items():
            if match.reason == ITSELF:
                cluster.names[mention] = Match(name=match.name, score=key.score, reason=reason)
    first.names |= other.names
    first.kinds |= other.kinds
    first.known = first.known or other.known
    first.within = first.within or other.within
    first.described &= other.described
    first.plain = min((text for text in (first.plain, other.plain) if text), default="")
    other.into = first
