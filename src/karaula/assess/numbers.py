"""How numbers and dates are printed: one way, in all three forms of the report."""

from decimal import ROUND_HALF_UP, Decimal

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(value: float, decimals: int, style: str = "plain") -> str:
    """``value`` rounded half up, thousands apart by commas.

    ``ordinal`` adds the ending (3rd), ``signed`` a sign (+0.31, −0.20), ``percent`` shows a share
    of one in per cent (0.9 is 90 %).
    """
    if style == "percent":
        value *= 100
    # repr gives the decimal that a person wrote: 0.145 is a half, though its binary form is not.
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    if not rounded:
        rounded = abs(rounded)
    shown = f"{abs(rounded):,}"
    sign = "−" if rounded < 0 else "+" if style == "signed" and rounded > 0 else ""
    if style == "signed" and not rounded:
        sign = "±"
    ending = {"ordinal": _ordinal(int(abs(rounded))), "percent": " %"}.get(style, "")
    return sign + shown + ending


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def decimals_of(value: float, at_most: int = 3) -> int:
    """How many decimals a stated value needs, so that nothing is added or lost."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return min(max(-exponent, 0), at_most) if isinstance(exponent, int) else 0


def day(value: str) -> str:
    """An ISO 8601 date, perhaps partial or a period ``a/b``, as people write it; ``a/..`` goes on.

    Words that are no date come back as they are.
    """
    start, _, end = value.partition("/")
    if end == "..":
        return f"since {day(start)}"
    if end:
        return f"{day(start)} to {day(end)}"
    pieces = start[:10].split("-")
    if not all(piece.isascii() and piece.isdigit() for piece in pieces) or len(pieces[0]) != 4:
        return start
    year, *rest = pieces
    if rest and not 1 <= int(rest[0]) <= 12:
        return start
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    date = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*date, *month, year])
