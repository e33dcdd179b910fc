"""Reports to incidents: which claims tell the same event.

``incidents(claims, sources, vocabulary, decisions)`` gives events. Each link between two claims
carries its score and reasons; decisions of people to merge or split go first and can be undone.
"""

from karaula.evidence.event import Event, Link, Range, Reason
from karaula.resolve.incidents import RESOLVE_METHOD, incidents

__all__ = ["RESOLVE_METHOD", "Event", "Link", "Range", "Reason", "incidents"]
