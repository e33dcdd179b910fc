"""Dates as documents write them, as ISO 8601 with no more precision than is written."""

import re

_MONTH_NAMES = (
    # English and its short forms; Bosnian, Croatian, Serbian and Slovene in both scripts with
    # their cases; Macedonian, Bulgarian, Albanian, Romanian, Greek; Turkish, Italian, German,
    # French, Spanish.
    "january jan januar januara januarja jan siječanj siječnja јануар јануара јануари януари "
    "janar ianuarie ιανουαρίου "
    "ocak gennaio januar jänner janvier enero",
    "february feb februar februara februarja veljača veljače фебруар фебруара фебруари февруари "
    "shkurt februarie φεβρουαρίου "
    "şubat febbraio februar février febrero",
    "march mar mart marta marca ožujak ožujka март марта mars martie μαρτίου mart marzo märz",
    "april apr aprila travanj travnja април априла prill aprilie απριλίου nisan aprile avril abril",
    "may maj maja svibanj svibnja мај маја май mai μαΐου mayıs maggio mayo",
    "june jun juna juni junij junija lipanj lipnja јун јуна јуни юни qershor iunie ιουνίου "
    "haziran giugno juin junio",
    "july jul jula juli julij julija srpanj srpnja јул јула јули юли korrik iulie ιουλίου "
    "temmuz luglio juillet julio",
    "august aug avgust avgusta kolovoz kolovoza август августа gusht αυγούστου ağustos agosto août",
    "september sep sept septembar septembra rujan rujna септембар септембра септември shtator "
    "septembrie σεπτεμβρίου "
    "eylül settembre septembre septiembre",
    "october oct oktobar oktobra listopad listopada октобар октобра октомври tetor octombrie "
    "οκτωβρίου "
    "ekim ottobre oktober octobre octubre",
    "november nov novembar novembra studeni studenoga studenog новембар новембра ноември nëntor "
    "noiembrie νοεμβρίου "
    "kasım novembre noviembre",
    "december dec decembar decembra prosinac prosinca децембар децембра декември dhjetor "
    "decembrie δεκεμβρίου "
    "aralık dicembre dezember décembre diciembre",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

MONTH = "|".join(sorted(map(re.escape, MONTHS), key=lambda name: (-len(name), name)))
"""Pattern of their names, in lower case."""
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![\d.])(?P<y1>{_YEAR})-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?(?![\d-])"
    rf"|(?<![\d.])(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m2>{MONTH})\.?,?\s+(?P<y2>{_YEAR})\b"
    rf"|\b(?P<m3>{MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<y3>{_YEAR})\b"
    rf"|\b(?P<m4>{MONTH})\.?,?\s+(?P<y4>{_YEAR})\b"
    rf"|(?<![\d.])(?P<d5>\d{{1,2}})\.\s?(?P<m5>\d{{1,2}})\.\s?(?P<y5>{_YEAR})\b",
    re.IGNORECASE,
)


def find_dates(text: str) -> list[tuple[int, int, str]]:
    """``(start, end, ISO date)`` of every date with a month; impossible ones are left out."""
    found = []
    for match in _DATE.finditer(text):
        way = next(key[1] for key, value in match.groupdict().items() if value and key[0] == "y")
        parts = match.groupdict()
        month = parts[f"m{way}"].casefold()
        number = MONTHS.get(month) or int(month)
        date = iso(int(parts[f"y{way}"]), number, int(parts.get(f"d{way}") or 0))
        if date:
            found.append((match.start(), match.end(), date))
    return found


def iso(year: int, month: int = 0, day: int = 0) -> str | None:
    """``2024``, ``2024-05`` or ``2024-05-31``; ``None`` where there is no such day."""
    if not month:
        return f"{year:04}"
    lengths = (31, 29 if _leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 0 <= day <= lengths[month - 1]:
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
