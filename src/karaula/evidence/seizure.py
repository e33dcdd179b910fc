"""The table of single seizures: one row a claim, whether a data set or a text makes it."""

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
