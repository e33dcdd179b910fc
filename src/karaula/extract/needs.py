"""What a sentence must hold before it is worth trying an expression on it."""

_HARDEST = 8
"""Needs of an expression that are looked at."""


class Needs:
    """Sets of words or signs of which a sentence must hold one each, or an expression fits nowhere
    in it. Fed with the pieces of the expression from left to right."""

    def __init__(self) -> None:
        self._open: list[list[list[frozenset[str]]]] = [[[]]]
        self._plain = [True]
        """Whether each open bracket holds single pieces only."""
        self._before: frozenset[str] | None = None
        """What the last piece was that must be there, outside of all brackets, if that is known."""
        self._between: frozenset[str] = frozenset()
        """What may stand between it and the next such piece."""
        self._pairs: list[tuple[frozenset[str], frozenset[str]]] = []

    def begin(self) -> None:
        """A bracket opens."""
        self._plain[-1] &= len(self._plain) == 1
        self._open.append([[]])
        self._plain.append(True)

    def otherwise(self) -> None:
        """An alternative begins."""
        self._open[-1].append([])

    def end(self, *, optional: bool) -> None:
        """A bracket closes. Of alternatives, what any of them needs will do."""
        inside = self._open.pop()
        any_of = frozenset().union(*(min(needs, key=len) for needs in inside if needs))
        plain = self._plain.pop() and all(len(needs) == 1 for needs in inside)
        if not optional and all(inside):
            self.add(any_of, plain=plain)
        elif plain:
            self.skip(any_of)
        else:
            self._before = None

    def add(self, words: frozenset[str], *, plain: bool = True) -> None:
        """One of these must be there: as a ``plain`` piece, or anywhere in what is there."""
        self._open[-1][-1].append(words)
        if len(self._open) == 1:
            if plain and self._before is not None:
                self._pairs.append((self._before, self._between | words))
            self._before, self._between = words if plain else None, frozenset()

    def skip(self, words: frozenset[str]) -> None:
        """Any number of these may be there."""
        self._plain[-1] &= len(self._plain) == 1
        self._between |= words

    def gap(self) -> None:
        """Anything may be there."""
        self._plain[-1] = False
        self._before = None

    def start(self, sign: str) -> None:
        """What comes next begins the text, of which this sign tells."""
        self._plain[-1] &= len(self._plain) == 1
        self._before = frozenset((sign,)) if len(self._open) == 1 else None

    def pairs(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Sets of which one must stand right before one of the other."""
        return tuple(self._pairs) if len(self._open[0]) == 1 else ()

    def hardest(self) -> tuple[frozenset[str], ...]:
        """The sets that are hardest to meet."""
        ((needs, *others),) = self._open
        if others:
            return ()
        return tuple(sorted(set(needs), key=lambda words: (len(words), sorted(words)))[:_HARDEST])
