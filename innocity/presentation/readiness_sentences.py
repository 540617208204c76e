"""Sentences of the readiness chapter, written from its tables; none of them speaks of a chance of passing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from innocity.framework import Framework
from innocity.language import Language
from innocity.measures import tallies
from innocity.measures.backtest import Backtested
from innocity.measures.projection import Method
from innocity.presentation import formats
from innocity.presentation.numbered_text import listed, text
from innocity.presentation.numbers import counts, identified, printed
from innocity.presentation.proof_tables import backtest_figure
from innocity.presentation.readiness_tables import bases, evaluated_bases, hardest, looked_at, projections, step
from innocity.readiness_rules import Break, PublishedRank, ReadinessRules
from innocity.tables import (
    Deliverable,
    Outlook,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Support,
)
from innocity.tables.numbers import rule_id


def opening(rows: Iterable[Readiness], language: Language) -> str:
    """Of how many indicators something is said, by how many annual values, and of how many nothing."""
    rows = list(rows)
    said = _counts(projections(rows, year := looked_at(rows)[0]), year)
    return text("ready.opening", language, **said, unsaid=said[Outlook.NOT_SAID.value], few_points=tallies.FEWEST)


def _counts(rows: Iterable[Readiness], year: int) -> dict[str, str]:
    return counts(Readiness, tallies.readiness(rows), within=f"{year}.")


def in_all(rows: Sequence[ReadinessOverall], language: Language) -> str:
    """How many benchmarks the nearest data year reaches in all, from the loosest to the closest tie that is assumed."""
    year = min(row.data_year for row in rows)
    held = sorted((row for row in rows if row.data_year == year), key=lambda row: row.correlation)
    loose, close = held[0], held[-1]
    if loose.expected is None:
        return text("ready.in_all_unsaid", language, year=year)
    ends = {"assessable": (loose, "assessable"), "low": (loose, "low_80"), "high": (loose, "high_80")}
    ends |= {"widest_low": (close, "low_80"), "widest_high": (close, "high_80")}
    return text(
        "ready.in_all",
        language,
        year=year,
        expected=printed(formats.number(loose.expected, 0), loose, "expected"),
        correlation=formats.number(loose.correlation),
        closest=formats.number(close.correlation),
        **{name: printed(row.written(column), row, column) for name, (row, column) in ends.items()},
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
    nearest = projections(rows, years[0])
    if below := tallies.readiness(nearest)["below"]:
        named = _named(below, framework, language)
        told.append(text("ready.below_level", language, count=_counts(nearest, years[0])["below"], names=named))
    return told


def _outlooks_of(year: int, rows: Iterable[Readiness], language: Language) -> str:
    said = _counts(rows, year)
    told = [(text(f"outlook.{word.value}", language), said[word.value]) for word in Outlook]
    return text("ready.outlooks", language, year=year, counts=_counted(told, language))


def _counted(told: Iterable[tuple[str, str]], language: Language) -> str:
    """The words that count anything, each with its number."""
    counted = [text("ready.count", language, word=word, count=count) for word, count in told if count != "0"]
    return listed(counted, language)


def caveats(rows: Iterable[Readiness], rules: ReadinessRules, framework: Framework, language: Language) -> list[str]:
    """Where nothing is said and why, what second methods say, and on what the answers rest."""
    rows = list(rows)
    found = [row for year in looked_at(rows) for row in projections(rows, year)]
    nearest = projections(rows, looked_at(rows)[0])
    answers = tallies.readiness(nearest)["answers"]
    told = [*_unsaid(nearest, rules.breaks, framework, language), *_opinions(found, framework, language)]
    if answers:
        count = _counts(nearest, looked_at(rows)[0])["answers"]
        told.append(text("ready.answers", language, count=count, names=_named(answers, framework, language)))
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
        last=printed(formats.value(row.last_value, language), row, "last_value"),
        benchmark=printed(formats.value(row.benchmark, language), row, "benchmark"),
        a_year=printed(step(row.needed_a_year, indicator), row, "needed_a_year"),
    )
    return (
        needed
        + _own(row, printed(step(row.own_step, indicator), row, "own_step"), language)
        + _reference(row, framework, language)
    )


def _own(row: Deliverable, own: str, language: Language) -> str:
    if row.exceeds_own_history is None:
        return text("ready.own_unknown", language)
    if row.exceeds_own_history:
        return text("ready.own_exceeded", language, own=own)
    return text("ready.own_within", language, own=own)


def _reference(row: Deliverable, framework: Framework, language: Language) -> str:
    if row.exceeds_reference is None:
        return text("ready.reference_unknown", language)
    usual = printed(step(row.reference_step, framework.indicator(row.indicator)), row, "reference_step")
    if row.exceeds_reference:
        return text("ready.reference_exceeded", language, usual=usual)
    return text("ready.reference_within", language, usual=usual)


def evidence(rows: Sequence[ReadinessEvidence], language: Language) -> list[str]:
    """How many values are final, how many are supported by what, and how many lack nothing."""
    said = counts(ReadinessEvidence, tallies.evidence(rows))
    told = [(text(f"support.{one.value}", language), said[one.value]) for one in Support]
    final = text("ready.final", language, open=said["unsettled"], **said)
    return [final, text("ready.support", language, counts=_counted(told, language), **said)]


def owed(rows: Sequence[Deliverable], framework: Framework, language: Language) -> str:
    """How many benchmarks of the nearest year are owed by how many units, and how many steps are unheard of."""
    if not rows:
        return text("ready.owed_none", language)
    told = tallies.owed(rows)
    said, year = counts(Deliverable, told), told["owed"][0].data_year
    named = _named(told["unheard"], framework, language) or text("format.none", language)
    return text("ready.owed", language, year=year, count=said["owed"], names=named, **said)


def silence(rows: Sequence[ReadinessSilence], language: Language) -> str:
    """What silence costs in the nearest year; or that nobody owes a value."""
    held = [row for row in rows if row.owed and row.unit is None]
    if not held:
        return text("ready.nobody_silent", language)
    first = min(held, key=lambda row: row.data_year)
    said = {name: printed(str(getattr(first, name)), first, name) for name in ("worst", "expected", "best")}
    owing = printed(str(len(first.owed)), first, "owed")
    return text("ready.silent", language, year=first.data_year, owed=owing, **said)


def backtested(rows: Iterable[Backtested], language: Language) -> str:
    """What the 80 % bands held in each cell of the back-test, and how scores compare to a straight line's on each scale."""
    rows = list(rows)
    cells = [row for row in rows if row.method is Method.REFERENCE_BAND and row.points.isdigit()]
    compared = {row.method: row for row in rows if row.ratio_in_logs is not None and not row.points.isdigit()}
    ours, naive, line = (compared[one] for one in (Method.REFERENCE_BAND, Method.NAIVE, Method.DRIFT_T))
    by_coverage = sorted(cells, key=lambda row: row.coverage_80_pct)
    return text(
        "ready.backtested",
        language,
        cases=identified(
            formats.number(Decimal(sum(row.cases for row in cells))), rule_id("backtest", "count", "cases")
        ),
        low=backtest_figure(by_coverage[0], "coverage_80_pct"),
        high=backtest_figure(by_coverage[-1], "coverage_80_pct"),
        span=ours.points,
        ratio=backtest_figure(ours, "ratio_in_logs", 2),
        in_steps=backtest_figure(ours, "ratio_in_steps", 2),
        in_levels=backtest_figure(ours, "ratio_in_levels", 2),
        naive_ratio=backtest_figure(naive, "ratio_in_logs", 2),
        naive_covered=backtest_figure(naive, "coverage_80_pct"),
        line_covered=backtest_figure(line, "coverage_80_pct"),
    )


def bands_rest_on(rows: Iterable[Readiness], language: Language) -> str:
    """What the bands of the chart are, and on what basis its benchmarks stand."""
    return text("chart.fan_caption", language, benchmarks=bases(rows, language))


def _name(row: Readiness | Deliverable, framework: Framework, language: Language) -> str:
    return f"{row.number} {framework.name_with_measure(row.indicator, language)}"


def _named(rows: Iterable[Readiness | Deliverable], framework: Framework, language: Language) -> str:
    names = (f"{row.number} {framework.indicator(row.indicator).name(language)}" for row in rows)
    return listed(names, language)
