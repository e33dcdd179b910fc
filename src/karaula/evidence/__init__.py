"""What Karaula keeps: sources, documents with their passages, claims and decisions.

Types and ids only; nothing here reads or writes.
"""

from karaula.evidence.claim import (
    KINDS,
    Citation,
    Claim,
    Incident,
    Leg,
    Observation,
    Presence,
    Response,
    Role,
    Slots,
    Tie,
    claim_to_dict,
    required_slots,
    slot_names,
    slot_types,
    slot_values,
)
from karaula.evidence.decision import Decision, Verdict
from karaula.evidence.document import (
    Box,
    Cell,
    Document,
    NoteRef,
    Passage,
    Unread,
    passage_id,
)
from karaula.evidence.source import Source, content_id, source_from_dict

__all__ = [
    "KINDS",
    "Box",
    "Cell",
    "Citation",
    "Claim",
    "Decision",
    "Document",
    "Incident",
    "Leg",
    "NoteRef",
    "Observation",
    "Passage",
    "Presence",
    "Response",
    "Role",
    "Slots",
    "Source",
    "Tie",
    "Unread",
    "Verdict",
    "claim_to_dict",
    "content_id",
    "passage_id",
    "required_slots",
    "slot_names",
    "slot_types",
    "slot_values",
    "source_from_dict",
]
