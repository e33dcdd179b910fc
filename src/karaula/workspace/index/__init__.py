"""An index opened from files or a hub, and the questions that can be put to it.

``open_index`` opens; each question takes what was opened and gives an :class:`Answer`: rows for
programs, tables and sentences for people, and a chart. The command line shows answers, and so may
a page.
"""

from karaula.workspace.answer import Answer, Table
from karaula.workspace.index.comparing import between, units, versions
from karaula.workspace.index.hanging import SINGLE, hanging
from karaula.workspace.index.opened import Opened, QuestionError
from karaula.workspace.index.opening import Asked, indices_of, open_claims, open_index, open_stated
from karaula.workspace.index.profile import profile
from karaula.workspace.index.regions import Region, region
from karaula.workspace.index.scores import scores
from karaula.workspace.index.standing import USUAL, Doubt, choices_of, standing
from karaula.workspace.index.supposing import Suppose, supposing

__all__ = [
    "SINGLE",
    "USUAL",
    "Answer",
    "Asked",
    "Doubt",
    "Opened",
    "QuestionError",
    "Region",
    "Suppose",
    "Table",
    "between",
    "choices_of",
    "hanging",
    "indices_of",
    "open_claims",
    "open_index",
    "open_stated",
    "profile",
    "region",
    "scores",
    "standing",
    "supposing",
    "units",
    "versions",
]
