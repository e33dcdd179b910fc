"""Small sets of cases, written as people read them."""

import numpy as np

from karaula.measure.routes.ways import Way, Ways


def cases(*lines: str) -> Ways:
    """Cases as ``producing>departure>area>destination``, an unknown one left empty, then how many
    there are, and a year: ``AFG>TUR>BGR>DEU 12 2014``."""
    told, years, counts = [], [], []
    for line in lines:
        way, *more = line.split()
        told.append((Way(*(part or None for part in way.split(">"))),))
        counts.append(int(more[0]) if more else 1)
        years.append(int(more[1]) if len(more) > 1 else 2014)
    count = np.array(counts, np.int64)
    return Ways(tuple(told), np.array(years, np.int64), count, count * 2.0,
                np.full(len(count), 2.0), np.zeros(len(count), np.int64))  # fmt: skip
