"""Seizures: one table of all that data sets and texts tell, and what is counted from it.

A seizure measures enforcement and luck as well as flow.
"""

from karaula.evidence.seizure import SCHEMA
from karaula.measure.seizures.table import SEIZURES_METHOD, seizures

__all__ = ["SCHEMA", "SEIZURES_METHOD", "seizures"]
