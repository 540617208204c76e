"""Measure words behind a number -> the indicator's measure: 12,345万元 is 1.2345 亿元; what does not convert is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext

from innocity.facts import Measure
from innocity.intake.numerals import at_least_whole, has_myriads

PERCENT = "%"


class UnconvertibleError(ValueError):
    """Two measures count different things, or the conversion would lose a digit."""


@dataclass(frozen=True)
class Measured:
    """A text in front of a measure word, and the key of that measure; None where no word stands behind it."""

    rest: str
    measure: str | None


def measured(text: str, measures: Sequence[Measure]) -> Iterator[Measured]:
    """Every way to take a measure word off a text, the longest word first, last the text as it stands.

    万 and 亿 belong to the number where it has gone on past them: 1亿2千万元 is 元, 2千万元 may be 万元.
    """
    words = {
        word: row.measure for row in measures for word in (row.measure, row.name_zh_hans, row.name_zh_hant) if word
    }
    for word in sorted(words, key=len, reverse=True):
        rest = text.removesuffix(word)
        if rest not in (text, "") and not (has_myriads(word[0]) and has_myriads(rest)):
            yield Measured(rest.rstrip(), words[word])
    yield Measured(text, None)


def is_measure(word: str, measures: Sequence[Measure]) -> bool:
    """Whether a word is the name of a measure and nothing else."""
    return any(word in (row.measure, row.name_zh_hans, row.name_zh_hant) for row in measures)


def factor(sent: str, wanted: str, measures: Sequence[Measure]) -> Decimal:
    """What a value in the measure `sent` is multiplied with to stand in `wanted`; 1 when they are the same.

    Raises UnconvertibleError when no exact factor leads from one to the other.
    """
    if sent == wanted:
        return Decimal(1)
    rows = {row.measure: row for row in measures}
    source, target = rows.get(sent), rows.get(wanted)
    if source is None or target is None or source.canonical != target.canonical:
        raise UnconvertibleError(f"{sent} -> {wanted}")
    return exact_ratio(source.factor, target.factor)


def exact_ratio(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient without trailing zeros; UnconvertibleError when it has no end."""
    with localcontext() as context:
        context.traps[Inexact] = True
        try:
            return (numerator / denominator).normalize()
        except Inexact:
            raise UnconvertibleError(f"{numerator} / {denominator}") from None


def times(value: Decimal, by: Decimal) -> Decimal:
    """The exact product; the sender's decimals move with the point: 12.50 × 0.0001 is 0.001250, 1.2 × 10000 is 12000.

    Raises UnconvertibleError when a digit would be rounded away.
    """
    with localcontext() as context:
        context.traps[Inexact] = True
        try:
            return at_least_whole(value * by.normalize())
        except Inexact:
            raise UnconvertibleError(f"{value} × {by}") from None
