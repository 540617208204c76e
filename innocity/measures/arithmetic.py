"""Decimal arithmetic with half-up rounding; a quotient that does not exist is absent, never zero or infinite."""

from decimal import ROUND_HALF_UP, Context, Decimal

PERCENT = Decimal(100)
STORED_DECIMALS = 6  # of computed figures in tables; pages print fewer


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value with this many decimals, halves away from zero: 2.665 -> 2.67, -2.665 -> -2.67; never a negative zero."""
    roomy = Context(prec=max(value.adjusted(), 0) + decimals + 2, rounding=ROUND_HALF_UP)  # any size of value fits
    shown = value.quantize(Decimal(1).scaleb(-decimals), context=roomy)
    return shown.copy_abs() if shown.is_zero() else shown


def share_pct(part: Decimal, whole: Decimal) -> Decimal | None:
    """Part of whole in per cent; None where the whole is zero or negative, since the share would say nothing."""
    return rounded(part / whole * PERCENT, STORED_DECIMALS) if whole > 0 else None
