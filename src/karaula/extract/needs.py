"""What a sentence must hold before it is worth trying an expression on it."""

_HARDEST = 8
"""Needs of an expression that are looked at."""


class Needs:
    """Sets of words or signs of which a sentence must hold one each, or an expression fits nowhere
    in it. Fed with the pieces of the expression from left to right."""

    def __init__(self) -> None:
        self._open: list[list[list[frozenset[str]]]] = [[[]]]

    def begin(self) -> None:
        """A bracket opens."""
        self._open.append([[]])

    def otherwise(self) -> None:
        """An alternative begins."""
        self._open[-1].append([])

    def end(self, *, optional: bool) -> None:
        """A bracket closes. Of alternatives, what any of them needs will do."""
        inside = self._open.pop()
        if not optional and all(inside):
            self.add(frozenset().union(*(min(needs, key=len) for needs in inside)))

    def add(self, words: frozenset[str]) -> None:
        """One of these must be there."""
        self._open[-1][-1].append(words)

    def hardest(self) -> tuple[frozenset[str], ...]:
        """The sets that are hardest to meet."""
        ((needs, *others),) = self._open
        if others:
            return ()
        return tuple(sorted(set(needs), key=lambda words: (len(words), sorted(words)))[:_HARDEST])
