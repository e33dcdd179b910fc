"""What a vocabulary file may say: one model a file, checked when it is loaded."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\-]+$")]


class Entry(BaseModel):
    """One term: its preferred name, and every other way in which texts write it.

    ``ambiguous`` are names that only count with a capital letter or a fitting neighbour ("Bar").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    names: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    source: str | None = None


class Area(Entry):
    """A country or territory, keyed by ISO 3166-1 alpha-3 (Kosovo: XKX).

    ``adjectives`` are its demonyms and adjectives ("Albanian"), apart from names because they say
    less. ``former`` names are old ones. ``local`` names are in the scripts of the region.
    ``note`` comes with the name in every product.
    """

    iso2: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    adjectives: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    note: str | None = None


class Region(Entry):
    """A part of the world that texts name, keyed by a short code (``SEE``, ``EUROPE``)."""

    adjectives: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    """Codes of the larger regions that it lies in."""


class AreaSet(BaseModel):
    """The members of a region as one source defines it: two sources' sets may differ."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str
    name: str
    members: tuple[str, ...]
    source: str
    note: str | None = None


class Substance(Entry):
    """A substance: group > drug > form. ``broader`` is the next wider one."""

    rank: Literal["group", "drug", "form"]
    broader: str | None = None
    market: str
    """The market of :class:`Market` that trade in it belongs to."""
    street: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    own_name: bool = False
    """Whether reports of finds call a form by its own name, not by that of the drug."""
    series: tuple[str, ...] = ()
    """Patterns of names of its members that have no entry of their own, in lower case and without
    punctuation ("jwh \\d+")."""


class Unit(Entry):
    """A unit and its factor to the base unit of its dimension.

    ``low`` and ``high`` bound the factor where the word is uncertain (a "ton" of three kinds).
    """

    dimension: Literal[
        "mass", "volume", "count", "money", "share", "rank", "score", "time", "area", "length"
    ]
    base: str
    factor: Annotated[float, Field(gt=0)] = 1.0
    low: Annotated[float, Field(gt=0)] | None = None
    high: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _within(self) -> "Unit":
        low, high = self.low or self.factor, self.high or self.factor
        if not low <= self.factor <= high:
            raise ValueError(f"factor {self.factor} is not between low {low} and high {high}")
        return self


class Market(Entry):
    """A criminal market, with the indicator of the index that scores it, if any."""

    indicator: str | None = None
    family: Literal["drugs", "people", "goods", "nature", "money", "cyber", "violence"]


class MarketFigure(BaseModel):
    """An indicator that speaks of a market; ``parts`` is the breakdown to take, else wholes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str
    unit: str | None = None
    parts: tuple[str, ...] = ()
    tells: Literal[
        "seized", "price", "use", "detected", "recorded", "response", "perception", "estimate"
    ]


class MarketFigures(BaseModel):
    """Open figures that speak of a market, or in one sentence that none are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figures: tuple[MarketFigure, ...] = ()
    none: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "MarketFigures":
        if bool(self.figures) == bool(self.none):
            raise ValueError("give either figures, or in one sentence why there are none")
        return self


class Indicator(Entry):
    """Something that observations measure."""

    unit: str
    index: str | None = None
    component: Literal["market", "actor", "resilience", "aggregate"] | None = None
    gloss: str | None = None


class Level(BaseModel):
    """An aggregate of an index: the unweighted mean of its parts, before any rounding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean_of: tuple[str, ...]


class Edition(BaseModel):
    """The structure of an index in one edition."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    levels: dict[str, Level]
    countries: int | None = None


class Scale(BaseModel):
    """The values that a single indicator may take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    low: float
    high: float
    step: float


class Index(BaseModel):
    """A composite index: its scale, how its aggregates are made and published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    publisher: str
    url: str | None = None
    names: tuple[str, ...] = ()
    scale: Scale
    decimals: int
    """Decimal places of published aggregates, rounded half up once, at the end."""
    ranked: tuple[str, ...]
    """Levels that are ranked; rank 1 is the highest value, ties take the smallest rank."""
    high_from: float | None = None
    editions: dict[str, Edition]

    def edition(self, year: str | None) -> Edition:
        """Structure for a year: the latest edition not after it, or the latest of all."""
        years = sorted(self.editions)
        fitting = [known for known in years if year is not None and known <= year[:4]]
        return self.editions[fitting[-1] if fitting else years[0] if year else years[-1]]


class Body(Entry):
    """An agency, court, organisation, initiative or platform."""

    type: Literal[
        "agency", "court", "organisation", "network", "initiative", "platform", "publisher", "force"
    ]
    area: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    mandate: str | None = None
    members: tuple[str, ...] = ()
    pillar: tuple[str, ...] = ()


class Group(Entry):
    """A criminal group that texts name, and the areas that it is from. Persons are never named."""

    area: tuple[str, ...] = ()
    local: tuple[str, ...] = ()


class Port(Entry):
    """A seaport: UN/LOCODE where known, country, and position in degrees."""

    area: str
    local: tuple[str, ...] = ()
    locode: Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z2-9]{3}$")] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Route(Entry):
    """A named trafficking route and the areas that it is said to run through."""

    local: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    through: tuple[str, ...] = ()


class Grade(Entry):
    """One step of a grading scale."""

    scale: Literal["reliability", "credibility", "confidence", "handling"]
    order: int
    gloss: str


class Probability(BaseModel):
    """One word of a probability scale and its range, 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    word: str
    low: Annotated[float, Field(ge=0, le=1)]
    high: Annotated[float, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _ordered(self) -> "Probability":
        if self.low > self.high:
            raise ValueError(f"{self.word}: low {self.low} is above high {self.high}")
        return self


class ProbabilityScale(BaseModel):
    """A scale of probability words, in rising order. One report uses one scale."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    source: str
    words: tuple[Probability, ...]


class Pillar(Entry):
    """A pillar of a response: prevent, pursue, protect, promote."""

    gloss: str


class DrugGroup(Entry):
    """A group of drugs by which seizures are added up, and the substances that it begins from."""

    substances: tuple[str, ...]


class Listed(Entry):
    """One item of a short list: where drugs were hidden or found, how a border was crossed."""

    note: str | None = None


class Transport(Listed):
    """A means of transport, and the layer of a route that it belongs to."""

    mode: Literal["air", "sea", "river", "road", "rail", "land", "mail", "foot", "other"]


class Factor(Entry):
    """What an amount of a drug weighs, or how many doses it is: an estimate with its source.

    ``factor`` is kilograms or doses for one of ``units``, or for one of the base unit of
    ``dimension``; ``low`` and ``high`` bound it. ``verified`` is whether the figure was read in
    the source that is named.
    """

    substances: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    dimension: Literal["mass", "volume", "area"] | None = None
    gives: Literal["kg", "doses"]
    factor: Annotated[float, Field(gt=0)]
    low: Annotated[float, Field(gt=0)] | None = None
    high: Annotated[float, Field(gt=0)] | None = None
    verified: bool

    @model_validator(mode="after")
    def _sound(self) -> "Factor":
        low, high = self.low or self.factor, self.high or self.factor
        if not low <= self.factor <= high:
            raise ValueError(f"factor {self.factor} is not between low {low} and high {high}")
        if bool(self.units) == bool(self.dimension):
            raise ValueError("give either units or a dimension")
        if self.source is None:
            raise ValueError("a factor needs its source")
        return self


class TieWords(BaseModel):
    """How texts say that two groups are tied in one way: the key is the type of the tie.

    ``verbs`` in their first form ("attack"), nouns that join ("alliance with"), nouns and
    adjectives that say what one is to the other ("ally of", "loyal to").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


class PresenceWords(BaseModel):
    """One kind of words with which texts say that a group is somewhere; ``gloss`` tells which."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gloss: str
    words: tuple[str, ...]


class Words(RootModel[tuple[str, ...] | dict[str, tuple[str, ...]]]):
    """One list of words by which sentences are read, or lists by what their words say.

    The head of the file tells what each list is for. A hub widens lists; it cannot add new ones,
    which nothing would read.
    """

    model_config = ConfigDict(frozen=True)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a plain list; of lists in a list, all of them."""
        if isinstance(self.root, tuple):
            return self.root
        return tuple(word for words in self.root.values() for word in words)

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The words by what they say."""
        return {} if isinstance(self.root, tuple) else self.root
