"""The reference: an index's own data set, looked up by area, indicator and edition.

Ranks are not in the data set; they follow from its scores (rank 1 is the highest, ties share the
smallest rank) within each list that the data set names.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from karaula.check.quantity import WORLD, Quantity
from karaula.check.structure import Figure, edition_of
from karaula.evidence.claim import Claim, Observation
from karaula.vocabulary.load import Vocabulary

Key = tuple[str, str, str, str]
"""Index, edition, indicator, area."""


class Reference:
    """Scores and derived ranks of one or more editions, each with its cell."""

    def __init__(self, claims: Sequence[Claim], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.trusted = {id(claim) for claim in claims}
        self._cells: dict[Key, tuple[float, Claim]] = {}
        self._members: dict[tuple[str, str, str], set[Key]] = {}
        self._sorted: dict[tuple[str, str, str, str], list[float]] = {}
        for claim in claims:
            seen = claim.slots
            if not isinstance(seen, Observation) or len(seen.area) != 1 or seen.unit != "score":
                continue
            entry = vocabulary.indicators.get(seen.indicator)
            index = vocabulary.indices.get(entry.index or "") if entry else None
            if entry is None or index is None or not seen.period:
                continue
            name = entry.index or ""
            edition = edition_of(index.editions, seen.period)
            key = name, edition, seen.indicator, seen.area[0]
            if key in self._cells:
                continue
            self._cells[key] = seen.value, claim
            if seen.indicator in index.editions[edition].levels:
                for listed in {self._region(listed) for listed in (*seen.lists, WORLD)}:
                    self._members.setdefault((name, edition, listed), set()).add(key)

    @cached_property
    def _regions(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for code, region in self.vocabulary.regions.items():
            for name in (code, region.name, *region.names):
                names.setdefault(name.casefold(), code)
        return names

    def _region(self, listed: str) -> str:
        """Code of a list that a data set names in its own words."""
        return self._regions.get(" ".join(listed.split()).casefold(), listed)

    def score(self, index: str, edition: str, indicator: str, area: str) -> float | None:
        """The score in the data set."""
        cell = self._cells.get((index, edition, indicator, area))
        return cell[0] if cell else None

    def figure(self, quantity: Quantity) -> Figure | None:
        """The true figure of a quantity, where the data set gives it."""
        index, edition, _ = quantity.scope
        if edition is None:
            return None
        if quantity.what == "score":
            places = self.vocabulary.indices[index].decimals
            score = self.score(index, edition, quantity.indicator, quantity.area)
            return None if score is None else Figure(round(score * 10**places), places)
        number = (
            self.size(index, edition, quantity.among)
            if quantity.what == "size"
            else self.rank(index, edition, quantity.indicator, quantity.area, quantity.among)
        )
        return Figure(number) if number else None

    def source(self, quantity: Quantity) -> Claim | None:
        """The claim that carries the score."""
        index, edition, _ = quantity.scope
        found = self._cells.get((index, edition or "", quantity.indicator, quantity.area))
        return found[1] if found else None

    def complete(self, index: str, edition: str) -> bool:
        """Whether every country of the edition is there: ranks follow from nothing less."""
        countries = self.vocabulary.indices[index].editions[edition].countries
        return countries is None or self._listed(index, edition, WORLD) == countries

    def _listed(self, index: str, edition: str, among: str) -> int:
        return len({key[3] for key in self._members.get((index, edition, among), ())})

    def size(self, index: str, edition: str, among: str) -> int | None:
        """How many areas stand in a list."""
        size = self._listed(index, edition, among)
        return size if size and self.complete(index, edition) else None

    def rank(self, index: str, edition: str, indicator: str, area: str, among: str) -> int | None:
        """Rank of an area in a list that it stands in: one more than how many score higher."""
        key = index, edition, indicator, area
        members = self._members.get((index, edition, among), ())
        if key not in members or not self.complete(index, edition):
            return None
        scores = self._scores(index, edition, indicator, among)
        return 1 + len(scores) - bisect_right(scores, self._cells[key][0])

    def _scores(self, index: str, edition: str, indicator: str, among: str) -> list[float]:
        key = index, edition, indicator, among
        if key not in self._sorted:
            self._sorted[key] = sorted(
                self._cells[member][0]
                for member in self._members.get((index, edition, among), ())
                if member[2] == indicator
            )
        return self._sorted[key]

    def best_editions(
        self, undated: Iterable[tuple[Claim, Observation]]
    ) -> dict[tuple[str, str], str]:
        """The edition that fits most scores of a source that names none, by source and index."""
        hits: dict[tuple[str, str], dict[str, int]] = {}
        for claim, seen in undated:
            if seen.unit != "score":
                continue
            name = self.vocabulary.indicators[seen.indicator].index or ""
            for edition in self.vocabulary.indices[name].editions:
                value = self.score(name, edition, seen.indicator, seen.area[0])
                if value is not None:
                    found = hits.setdefault((claim.source_id, name), {})
                    found[edition] = found.get(edition, 0) + (abs(value - seen.value) < 1e-9)
        return {
            key: max(sorted(found), key=lambda edition: found[edition])
            for key, found in hits.items()
            if any(found.values())
        }
