"""What goes wrong for a user, said in one sentence: what, where, and what to do."""


class KaraulaError(Exception):
    """A fault that a person can mend. ``str()`` is the whole sentence, without a traceback."""

    def __init__(self, problem: str, place: object = None, remedy: str | None = None) -> None:
        self.problem = problem
        self.place = None if place is None else str(place)
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what_to_do = f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.problem}{what_to_do}"
