"""The tables on disk, the engine that queries them, and what people decided.

``lake/`` is built and may be deleted; ``decisions.db`` is what people gave and is never rebuilt.
"""

from karaula.lake.decisions import Decisions, DecisionsError
from karaula.lake.files import LakeError
from karaula.lake.lake import Lake

__all__ = ["Decisions", "DecisionsError", "Lake", "LakeError"]
