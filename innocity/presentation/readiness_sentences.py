"""Sentences of the readiness chapter, written from its tables; none of them speaks of a chance of passing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from innocity.facts import Answer
from innocity.framework import Framework
from innocity.language import Language, text
from innocity.measures.backtest import Backtested
from innocity.measures.projection import Method
from innocity.presentation import formats
from innocity.presentation.readiness_tables import bases, evaluated_bases, hardest, looked_at, projections, step
from innocity.readiness_rules import Break, PublishedRank, ReadinessRules
from innocity.tables import (
    Deliverable,
    Lacking,
    Outlook,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Support,
)

_FEWEST = 2  # annual values: with no more there is no second step to judge the first by


def opening(rows: Iterable[Readiness], language: Language) -> str:
    """Of how many indicators something is said, by how many annual values, and of how many nothing."""
    rows = list(rows)
    found = projections(rows, looked_at(rows)[0])
    unsaid = sum(row.outlook is Outlook.NOT_SAID for row in found)
    answers = sum(isinstance(row.point, Answer) for row in found)
    few = sum(row.low_80 is not None and (row.points or 0) <= _FEWEST for row in found)
    counts = {"total": len(found), "numeric": len(found) - unsaid - answers, "answers": answers, "unsaid": unsaid}
    return text("ready.opening", language, **counts, few=few, few_points=_FEWEST)


def in_all(rows: Sequence[ReadinessOverall], language: Language) -> str:
    """How many benchmarks the nearest data year reaches in all, from the loosest to the closest tie that is assumed."""
    year = min(row.data_year for row in rows)
    held = sorted((row for row in rows if row.data_year == year), key=lambda row: row.correlation)
    loose, close = held[0], held[-1]
    if loose.expected is None:
        return text("ready.in_all_unsaid", language, year=year)
    return text(
        "ready.in_all",
        language,
        year=year,
        assessable=loose.assessable,
        expected=formats.number(loose.expected, 0),
        correlation=formats.number(loose.correlation),
        low=loose.low_80,
        high=loose.high_80,
        closest=formats.number(close.correlation),
        widest_low=close.low_80,
        widest_high=close.high_80,
    )


def evaluated_years(rows: Iterable[Readiness], ranks: Iterable[PublishedRank], language: Language) -> str:
    """Which data years the evaluation probably looks at, on what basis, and what speaks for it."""
    rows = list(rows)
    years = text("format.list_mark", language).join(str(year) for year in looked_at(rows))
    told = text("ready.years", language, years=years, basis=evaluated_bases(rows, language))
    known = [row for row in ranks if row.data_year is not None]
    if not known:
        return told
    last = max(known, key=lambda row: row.published_on)
    published = formats.day(last.published_on, language)
    return told + text("ready.years_published", language, published=published, data_year=last.data_year)


def outlooks(rows: Iterable[Readiness], framework: Framework, language: Language) -> list[str]:
    """How the benchmarks of each year looked at stand, each counted once; and which favourable ones are no progress."""
    rows = list(rows)
    years = looked_at(rows)
    told = [_outlooks_of(year, projections(rows, year), language) for year in years]
    below = [row for row in projections(rows, years[0]) if row.is_benchmark_below_level]
    if below:
        named = _named(below, framework, language)
        told.append(text("ready.below_level", language, count=len(below), names=named))
    return told


def _outlooks_of(year: int, rows: Iterable[Readiness], language: Language) -> str:
    counts = Counter(row.outlook or Outlook.NOT_SAID for row in rows)
    told = [(text(f"outlook.{word.value}", language), counts[word]) for word in Outlook]
    return text("ready.outlooks", language, year=year, counts=_counted(told, language))


def _counted(told: Iterable[tuple[str, int]], language: Language) -> str:
    """The words that count anything, each with its number."""
    counted = [text("ready.count", language, word=word, count=count) for word, count in told if count]
    return text("format.list_mark", language).join(counted)


def caveats(rows: Iterable[Readiness], rules: ReadinessRules, framework: Framework, language: Language) -> list[str]:
    """Where nothing is said and why, what second methods say, and on what the answers rest."""
    rows = list(rows)
    found = [row for year in looked_at(rows) for row in projections(rows, year)]
    nearest = projections(rows, looked_at(rows)[0])
    answers = [row for row in nearest if isinstance(row.point, Answer)]
    told = [*_unsaid(nearest, rules.breaks, framework, language), *_opinions(found, framework, language)]
    if answers:
        told.append(text("ready.answers", language, count=len(answers), names=_named(answers, framework, language)))
    return told


def _unsaid(rows: Iterable[Readiness], breaks: Iterable[Break], framework: Framework, language: Language) -> list[str]:
    """Each indicator of which nothing is said, with the change of definition where there is one."""
    why = {one.indicator: one for one in breaks}
    told = []
    for row in rows:
        if row.outlook is not Outlook.NOT_SAID:
            continue
        name, one = _name(row, framework, language), why.get(row.indicator)
        if row.method == Method.BREAK and one is not None:
            basis = text(f"basis.{one.basis}", language)
            told.append(text("ready.break", language, name=name, note=one.note(language), basis=basis))
        else:
            told.append(text("ready.too_little", language, name=name))
    return told


def _opinions(rows: Sequence[Readiness], framework: Framework, language: Language) -> list[str]:
    """Which second methods differ from the projection by more than its band; or that there is none to ask."""
    told = [
        text(
            "ready.disagrees",
            language,
            name=_name(row, framework, language),
            year=row.data_year,
            methods=text("format.list_mark", language).join(text(f"method.{one}", language) for one in row.disagrees),
        )
        for row in rows
        if row.disagrees
    ]
    if told:
        return told
    is_asked = any(row.drift_t is not None for row in rows)
    return [text("ready.agrees" if is_asked else "ready.no_opinion", language)]


def requirements(rows: Iterable[Deliverable], framework: Framework, language: Language) -> list[str]:
    """What would have to be true for each of the hardest benchmarks of the nearest year, and whether it was seen before."""
    return [_requirement(row, framework, language) for row in hardest(rows)]


def _requirement(row: Deliverable, framework: Framework, language: Language) -> str:
    indicator = framework.indicator(row.indicator)
    needed = text(
        "ready.requires",
        language,
        name=_name(row, framework, language),
        year=row.data_year,
        last=formats.value(row.last_value, language),
        benchmark=formats.value(row.benchmark, language),
        a_year=step(row.needed_a_year, indicator),
    )
    return needed + _own(row, step(row.own_step, indicator), language) + _reference(row, framework, language)


def _own(row: Deliverable, own: str, language: Language) -> str:
    if row.exceeds_own_history is None:
        return text("ready.own_unknown", language)
    if row.exceeds_own_history:
        return text("ready.own_exceeded", language, own=own)
    return text("ready.own_within", language, own=own)


def _reference(row: Deliverable, framework: Framework, language: Language) -> str:
    if row.exceeds_reference is None:
        return text("ready.reference_unknown", language)
    usual = step(row.reference_step, framework.indicator(row.indicator))
    if row.exceeds_reference:
        return text("ready.reference_exceeded", language, usual=usual)
    return text("ready.reference_within", language, usual=usual)


def evidence(rows: Sequence[ReadinessEvidence], language: Language) -> list[str]:
    """How many values are final, how many are supported by what, and how many lack nothing."""
    support = Counter(row.support for row in rows)
    told = [(text(f"support.{one.value}", language), support[one]) for one in Support]
    final = sum(row.is_final for row in rows)
    valued = sum(Lacking.VALUE not in row.lacking for row in rows)
    complete = sum(not row.lacking for row in rows)
    return [
        text("ready.final", language, total=len(rows), valued=valued, final=final, open=valued - final),
        text("ready.support", language, counts=_counted(told, language), complete=complete, total=len(rows)),
    ]


def owed(rows: Sequence[Deliverable], framework: Framework, language: Language) -> str:
    """How many benchmarks of the nearest year are owed by how many units, and how many steps are unheard of."""
    if not rows:
        return text("ready.owed_none", language)
    year = min(row.data_year for row in rows)
    held = [row for row in rows if row.data_year == year]
    unheard = [row for row in held if row.exceeds_own_history or row.exceeds_reference]
    units = len({row.unit for row in held})
    named = _named(unheard, framework, language) or text("format.none", language)
    return text("ready.owed", language, year=year, count=len(held), units=units, unheard=len(unheard), names=named)


def silence(rows: Sequence[ReadinessSilence], language: Language) -> str:
    """What silence costs in the nearest year; or that nobody owes a value."""
    held = [row for row in rows if row.owed and row.unit is None]
    if not held:
        return text("ready.nobody_silent", language)
    first = min(held, key=lambda row: row.data_year)
    counts = {"worst": first.worst, "expected": first.expected, "best": first.best}
    return text("ready.silent", language, year=first.data_year, owed=len(first.owed), **counts)


def backtested(rows: Iterable[Backtested], language: Language) -> str:
    """What the 80 % bands held in each cell of the back-test, and how scores compare to a straight line's on each scale."""
    rows = list(rows)
    cells = [row for row in rows if row.method is Method.REFERENCE_BAND and row.points.isdigit()]
    compared = {row.method: row for row in rows if row.ratio_in_logs is not None and not row.points.isdigit()}
    ours, naive, line = (compared[one] for one in (Method.REFERENCE_BAND, Method.NAIVE, Method.DRIFT_T))
    return text(
        "ready.backtested",
        language,
        cases=formats.number(Decimal(sum(row.cases for row in cells))),
        low=formats.number(min(row.coverage_80_pct for row in cells)),
        high=formats.number(max(row.coverage_80_pct for row in cells)),
        span=ours.points,
        ratio=formats.number(ours.ratio_in_logs, 2),
        in_steps=formats.number(ours.ratio_in_steps, 2),
        in_levels=formats.number(ours.ratio_in_levels, 2),
        naive_ratio=formats.number(naive.ratio_in_logs, 2),
        naive_covered=formats.number(naive.coverage_80_pct),
        line_covered=formats.number(line.coverage_80_pct),
    )


def bands_rest_on(rows: Iterable[Readiness], language: Language) -> str:
    """What the bands of the chart are, and on what basis its benchmarks stand."""
    return text("chart.fan_caption", language, benchmarks=bases(rows, language))


def _name(row: Readiness | Deliverable, framework: Framework, language: Language) -> str:
    return f"{row.number} {framework.name_with_measure(row.indicator, language)}"


def _named(rows: Iterable[Readiness | Deliverable], framework: Framework, language: Language) -> str:
    names = (f"{row.number} {framework.indicator(row.indicator).name(language)}" for row in rows)
    return text("format.list_mark", language).join(names)
