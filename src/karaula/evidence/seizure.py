"""The table of single seizures, one row a claim, whether a data set or a text makes it; and what it
rests on: pairs of repeats, suspicions, and national totals beside those of cases."""

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("claim_id", pa.string()),
        ("source_id", pa.string()),
        ("locator", pa.string()),
        ("origin", pa.string()),
        ("area", pa.string()),
        ("division", pa.string()),
        ("place", pa.string()),
        ("date_low", pa.date32()),
        ("date_high", pa.date32()),
        ("date_precision", pa.string()),
        ("substance", pa.string()),
        ("substance_raw", pa.string()),
        ("drug_group", pa.string()),
        ("amount", pa.float64()),
        ("unit", pa.string()),
        ("measure", pa.string()),
        ("kg_low", pa.float64()),
        ("kg", pa.float64()),
        ("kg_high", pa.float64()),
        ("kg_basis", pa.string()),
        ("doses_low", pa.float64()),
        ("doses", pa.float64()),
        ("doses_high", pa.float64()),
        ("hiding", pa.string()),
        ("hiding_raw", pa.string()),
        ("installation", pa.string()),
        ("installation_raw", pa.string()),
        ("transport", pa.string()),
        ("transport_raw", pa.string()),
        ("routing", pa.string()),
        ("routing_raw", pa.string()),
        ("producing", pa.string()),
        ("departure", pa.string()),
        ("destination", pa.string()),
        ("flags", pa.list_(pa.string())),
        ("event", pa.string()),
        ("copy", pa.int64()),
    ]
)
"""One row a claim of a seizure.

``origin`` is ``dataset`` or ``text``. ``area``, ``producing``, ``departure`` and ``destination``
are ISO alpha-3 codes. The seizure fell between ``date_low`` and ``date_high``, known to the
``date_precision`` ``day``, ``month``, ``quarter`` or ``year``. ``amount`` is in ``unit`` (an id of
the vocabulary, or the word as written), and ``measure`` says of what kind it is: ``mass``,
``volume``, ``count``, ``plants``, ``area`` or ``unknown``; amounts of two kinds never add up.
``kg`` rests on ``kg_basis``: ``mass`` (weighed), ``volume`` (one litre for 1 kg), or the id of the
factor by which a count was turned into an estimate. ``hiding``, ``installation``, ``transport``,
``routing`` and ``drug_group`` are ids of the short lists; what ends in ``_raw`` are the words that
they stand for. ``flags`` are codes of what is odd about the row. ``event`` is the event that it
tells: rows of one event count once. ``copy`` is the level at which it repeats another row: 0 none,
1 exactly, 2 but for place, spelling or unit, 3 by country, day, drug and weight.
"""

PAIRS = pa.schema(
    [
        ("kept", pa.string()),
        ("repeat", pa.string()),
        ("level", pa.int64()),
        ("linked", pa.bool_()),
        ("by", pa.string()),
        ("score", pa.float64()),
        ("chance", pa.float64()),
        ("agree", pa.list_(pa.string())),
        ("differ", pa.list_(pa.string())),
        ("why", pa.string()),
    ]
)
"""One row a pair of rows that are, or could be, one seizure.

``kept`` and ``repeat`` are ids of claims, ``level`` is that of ``copy``. ``by`` is ``equal`` (in
all that was told), ``whole year`` (a country's year stands there several times), ``linkage``,
``event`` (joined by what texts tell) or ``decision``. ``score`` is the weight of agreement in
doublings of the odds, ``chance`` the probability of agreeing by accident. ``agree`` and ``differ``
name columns.
"""

FLAGS = pa.schema(
    [
        ("claim_id", pa.string()),
        ("code", pa.string()),
        ("value", pa.float64()),
        ("usual", pa.float64()),
        ("other", pa.string()),
        ("why", pa.string()),
    ]
)
"""One row a suspicion: ``value`` beside the ``usual`` one (kilograms), the ``other`` claim that
proves it, and ``why`` in words."""

TOTALS = pa.schema(
    [
        ("area", pa.string()),
        ("year", pa.int64()),
        ("substance", pa.string()),
        ("national_kg", pa.float64()),
        *((f"{name}_kg", pa.float64()) for name in ("rows", "exact", "place", "events")),
        *((f"{name}_ratio", pa.float64()) for name in ("rows", "exact", "place", "events")),
        ("seizures", pa.int64()),
        ("largest_kg", pa.float64()),
        ("largest_claim", pa.string()),
        ("reading", pa.string()),
        ("claims", pa.list_(pa.string())),
    ]
)
"""One row a country, year and substance: case totals at each level of copies beside the national
one, their ratios, the number of ``seizures`` and the heaviest, and a ``reading`` of the last ratio
in words. ``claims`` tell the national total."""
