"""What projections would have said of years that are now known, held against what came: coverage, width, error."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import fsum, log
from statistics import median

from innocity.csvfile import Row
from innocity.measures.arithmetic import rounded
from innocity.measures.calibration import Case, Series, cases, held_out
from innocity.measures.projection import Method, Projection, project
from innocity.measures.second_opinions import damped_trend, drift_t, naive
from innocity.reference import HORIZONS, ReferenceBands, ScaleRule

POINTS = (2, 3, 4, 5)
NOMINAL = 0.8
LEAST_SHARE = 0.001  # of the last value: what an end at or below zero counts as on the scale of logarithms
CAP = log(100)  # on logarithms: a band that spans a hundredfold says nothing, and worse scores say it no louder

Projector = Callable[..., Projection]
OTHERS: tuple[tuple[Method, Projector, int], ...] = (
    (Method.NAIVE, naive, 2),
    (Method.DRIFT_T, drift_t, 3),
    (Method.DAMPED_TREND, damped_trend, 3),
)


class Backtested(Row):
    """One method at so many points and years ahead, over all cases of all series.

    The interval score is the width of the 80 per cent band plus ten times what the value lies outside it. It is made
    comparable in three ways: on logarithms, where the textbook methods are applied to the logarithms; over the series'
    mean yearly change; and over its mean value. Ratios are those of mean scores to the mean score of drift with t; three
    more try the one on logarithms: of medians, of scores that are capped at a band of a hundredfold, and with the
    textbook methods applied to the values themselves.
    """

    points: str
    horizon: str
    method: Method
    cases: int
    coverage_50_pct: Decimal
    coverage_80_pct: Decimal
    coverage_80_by_indicator_pct: Decimal
    median_error_pct: Decimal
    score_in_logs: Decimal
    ratio_in_logs: Decimal | None = None
    median_ratio_in_logs: Decimal | None = None
    capped_ratio_in_logs: Decimal | None = None
    plain_ratio_in_logs: Decimal | None = None
    score_in_steps: Decimal
    ratio_in_steps: Decimal | None = None
    median_ratio_in_steps: Decimal | None = None
    score_in_levels: Decimal
    ratio_in_levels: Decimal | None = None


@dataclass(frozen=True)
class Outcome:
    """One projection beside what came."""

    indicator: str
    points: int
    horizon: int
    method: Method
    is_within_50: bool
    is_within_80: bool
    error: float
    in_logs: float
    plain_in_logs: float
    in_steps: float
    in_levels: float

    @property
    def capped_in_logs(self) -> float:
        """The score on logarithms, none worse than that of a band of a hundredfold."""
        return min(self.in_logs, CAP)


def backtest(series: Sequence[Series], rule: ScaleRule) -> list[Backtested]:
    """Every method by points and horizon, then over 3 to 5 and 2 to 5 points; the reference bands are those of unseen."""
    outcomes = list(_outcomes(series, rule))
    cells: list[tuple[Sequence[int], Sequence[int]]] = [((n,), (years,)) for n in POINTS for years in HORIZONS]
    spans = [*cells, ((3, 4, 5), HORIZONS), (POINTS, HORIZONS)]
    return [row for points, horizons in spans for row in _rows(outcomes, points, horizons)]


def unseen(series: Sequence[Series], rule: ScaleRule) -> Iterator[tuple[Case, ReferenceBands]]:
    """Every case of two to five points with bands that were fitted without any series of its theme."""
    for theme, bands in held_out(series, rule):
        of_theme = [one for one in series if one.theme == theme]
        for points in POINTS:
            for horizon in HORIZONS:
                for case in cases(of_theme, points, horizon):
                    yield case, bands


def held_share(found: Sequence[tuple[Case, ReferenceBands]], coverage: float) -> float:
    """The share of these cases whose value came to lie within the band of this coverage."""
    made = [(case, project(case.years, case.values, case.horizon, coverage, bands=bands)) for case, bands in found]
    return _mean(float(band.low) <= case.actual <= float(band.high) for case, band in made)


def _outcomes(series: Sequence[Series], rule: ScaleRule) -> Iterator[Outcome]:
    for case, bands in unseen(series, rule):
        yield _outcome(case, Method.REFERENCE_BAND, partial(project, bands=bands), _logs)
        for method, projector, fewest in OTHERS:
            if len(case.values) >= fewest:
                yield _outcome(case, method, projector, partial(_projected_on_logs, projector))


def _outcome(
    case: Case, method: Method, projector: Projector, on_logs: Callable[[Case, Projection], tuple[float, float]]
) -> Outcome:
    band = projector(case.years, case.values, case.horizon, NOMINAL)
    half = projector(case.years, case.values, case.horizon, 0.5)
    low, high = float(band.low), float(band.high)
    score = interval_score(low, high, case.actual)
    low_log, high_log = on_logs(case, band)
    return Outcome(
        indicator=case.series.indicator,
        points=len(case.values),
        horizon=case.horizon,
        method=method,
        is_within_50=float(half.low) <= case.actual <= float(half.high),
        is_within_80=low <= case.actual <= high,
        error=abs(float(band.point) - case.actual) / case.series.level,
        in_logs=interval_score(low_log, high_log, log(case.actual)),
        plain_in_logs=interval_score(*_logs(case, band), log(case.actual)),
        in_steps=score / case.series.step,
        in_levels=score / case.series.level,
    )


def _logs(case: Case, band: Projection) -> tuple[float, float]:
    least = LEAST_SHARE * case.values[-1]
    return log(max(float(band.low), least)), log(max(float(band.high), least))


def _projected_on_logs(projector: Projector, case: Case, _: Projection) -> tuple[float, float]:
    band = projector(case.years, tuple(map(log, case.values)), case.horizon, NOMINAL)
    return float(band.low), float(band.high)


def interval_score(low: float, high: float, actual: float, coverage: float = NOMINAL) -> float:
    """Width plus the penalty for a value outside: 2 / (1 - coverage) times its distance; smaller is better (Winkler)."""
    return high - low + 2 / (1 - coverage) * max(low - actual, 0.0, actual - high)


def _rows(outcomes: Iterable[Outcome], points: Sequence[int], horizons: Sequence[int]) -> Iterator[Backtested]:
    inside = [one for one in outcomes if one.points in points and one.horizon in horizons]
    rival = [one for one in inside if one.method is Method.DRIFT_T]
    for method in (Method.REFERENCE_BAND, *(method for method, _, _ in OTHERS)):
        found = [one for one in inside if one.method is method]
        is_whole = {one.points for one in found} == set(points)
        if found and is_whole:
            yield _row(_span(points), _span(horizons), found, rival if min(points) > 2 else [])


def _row(points: str, horizon: str, found: Sequence[Outcome], rival: Sequence[Outcome]) -> Backtested:
    return Backtested(
        points=points,
        horizon=horizon,
        method=found[0].method,
        cases=len(found),
        coverage_50_pct=_told(100 * _mean(one.is_within_50 for one in found), 1),
        coverage_80_pct=_told(100 * _mean(one.is_within_80 for one in found), 1),
        coverage_80_by_indicator_pct=_told(100 * _by_indicator(found), 1),
        median_error_pct=_told(100 * median(one.error for one in found), 2),
        score_in_logs=_told(_mean(one.in_logs for one in found), 4),
        ratio_in_logs=_ratio(_mean, found, rival, "in_logs"),
        median_ratio_in_logs=_ratio(median, found, rival, "in_logs"),
        capped_ratio_in_logs=_ratio(_mean, found, rival, "capped_in_logs"),
        plain_ratio_in_logs=_ratio(_mean, found, rival, "plain_in_logs"),
        score_in_steps=_told(_mean(one.in_steps for one in found), 3),
        ratio_in_steps=_ratio(_mean, found, rival, "in_steps"),
        median_ratio_in_steps=_ratio(median, found, rival, "in_steps"),
        score_in_levels=_told(_mean(one.in_levels for one in found), 4),
        ratio_in_levels=_ratio(_mean, found, rival, "in_levels"),
    )


def _ratio(
    average: Callable[[list[float]], float], found: Sequence[Outcome], rival: Sequence[Outcome], score: str
) -> Decimal | None:
    if not rival:
        return None
    ours, theirs = ([float(getattr(one, score)) for one in group] for group in (found, rival))
    return _told(average(ours) / average(theirs), 3)


def _by_indicator(found: Sequence[Outcome]) -> float:
    """The coverage with every indicator weighing the same, however many breakdowns and years it has."""
    sizes = Counter(one.indicator for one in found)
    return fsum(one.is_within_80 / sizes[one.indicator] for one in found) / len(sizes)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return fsum(held) / len(held)


def _told(value: float, decimals: int) -> Decimal:
    return rounded(Decimal(repr(float(value))), decimals)


def _span(numbers: Sequence[int]) -> str:
    return (
        str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    )  # no hyphen: spreadsheets read a date


def figures(rows: Iterable[Backtested]) -> str:
    """The rows as a Markdown table, for a reader of the documents."""
    columns = Backtested.columns()
    lines = [columns, ("---",) * len(columns), *(tuple(row.cells().values()) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
