"""Claims to findings: what cannot be right, what does not go together, what to look at again."""

from karaula.check.rule import RuleError, Verb, load_rules
from karaula.check.run import CHECK_METHOD, check
from karaula.evidence.finding import Evidence, Finding, finding_to_dict

__all__ = [
    "CHECK_METHOD",
    "Evidence",
    "Finding",
    "RuleError",
    "Verb",
    "check",
    "finding_to_dict",
    "load_rules",
]
