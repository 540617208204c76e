"""A period on the portal: where its reports are, what came in, what moved, what was found, what reviewers said."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from innocity.intake.standing import Timeliness
from innocity.language import Language, text
from innocity.presentation import formats
from innocity.presentation.change_tables import told
from innocity.presentation.changes import summed
from innocity.presentation.listing import plain
from innocity.presentation.portal_lines import unit_keys
from innocity.presentation.portal_overview import Names, Overview, ShownPeriod, ShownReview, ShownTables
from innocity.presentation.report_tables import status
from innocity.presentation.tables import Cell
from innocity.tables import Change, Finding, Severity

_REPORTS = ("report.html", "report.pdf", "report.docx", "report.xlsx", "numbers.html", "provenance.html")
_SHOWN = 60  # characters of a cell's content


@dataclass(frozen=True)
class FoundPlace:
    """One finding: who, what about, where; `keys` find the names that go with it."""

    keys: str
    text: str


@dataclass(frozen=True)
class FoundKind:
    """All findings of one kind in a period."""

    severity: str
    message: str
    places: tuple[FoundPlace, ...]


@dataclass(frozen=True)
class Line:
    """How many there are of what, and who they are."""

    word: str
    count: int
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WordedReview:
    """A review in the words of the page; `kind` is its verdict as the record has it."""

    kind: str
    by: str
    verdict: str
    section: str
    at: str
    why: str
    is_present: bool


@dataclass(frozen=True)
class PeriodView:
    """All that the page says of a period; `editions` are its reports in other languages: tag, name, address."""

    name: str
    title: str
    as_of: str
    day: str
    home: str
    links: tuple[str, ...]
    editions: tuple[tuple[str, str, str], ...]
    is_latest: bool
    is_released: bool
    is_readable: bool
    statuses: tuple[tuple[Cell, int], ...]
    returns: tuple[Line, ...]
    found: tuple[Line, ...]
    moved: str
    kinds: tuple[FoundKind, ...]
    former: tuple[str, ...]
    reviews: tuple[WordedReview, ...]
    review_state: str


def period_views(overview: Overview, names: Names) -> list[PeriodView]:
    """Every period, newest first."""
    return [_view(period, overview, names) for period in reversed(overview.periods)]


def _view(period: ShownPeriod, overview: Overview, names: Names) -> PeriodView:
    language, tables = names.language, period.tables
    home = period.home(language)
    others = tuple((one.value, one.own_name, f"{at}report.html") for one, at in period.homes.items() if at != home)
    return PeriodView(
        name=period.name,
        title=formats.period(period.name, language),
        as_of=period.parameters.as_of,
        day=formats.day(period.parameters.as_of_date, language),
        home=home,
        links=tuple(name for name in _REPORTS if f"{home}{name}" in period.files),
        editions=others,
        is_latest=period is overview.periods[-1],
        is_released=period.name == overview.released,
        is_readable=tables is not None,
        statuses=_statuses(tables, language) if tables else (),
        returns=_returns(tables, names) if tables else (),
        found=_counted(tables.findings, language) if tables else (),
        moved=_moved(tables.changes, language) if tables else "",
        kinds=_kinds(tables.findings, overview, names) if tables else (),
        former=tuple(run.name for run in period.former),
        reviews=tuple(_worded(review, language) for review in period.reviews),
        review_state=_review_state(period, language),
    )


def _statuses(tables: ShownTables, language: Language) -> tuple[tuple[Cell, int], ...]:
    counts = Counter(status(row, language) for row in tables.attainment)
    return tuple(counts.most_common())


def _returns(tables: ShownTables, names: Names) -> tuple[Line, ...]:
    """How many units stand how; of those that are late or silent, who."""
    rows = tables.standings
    named = {Timeliness.LATE, Timeliness.REJECTED, Timeliness.MISSING}
    return tuple(
        Line(
            text(f"timeliness.{kind.value}", names.language),
            len(units),
            tuple((code or "", names.unit(code)) for code in units) if kind in named else (),
        )
        for kind in Timeliness
        if (units := [row.unit for row in rows if row.timeliness is kind])
    )


def _counted(rows: Sequence[Finding], language: Language) -> tuple[Line, ...]:
    said = [row.severity for row in rows]
    return tuple(Line(text(f"severity.{one.value}", language), said.count(one)) for one in Severity)


def _moved(rows: Sequence[Change], language: Language) -> str:
    shown = told(rows)
    since = shown[0].since if shown else ""
    said = summed(shown, language)
    return text("portal.since", language, since=since, moved=said) if since else said


def _kinds(rows: Iterable[Finding], overview: Overview, names: Names) -> tuple[FoundKind, ...]:
    order = {code: place for place, code in enumerate(overview.rules.by_code)}
    severities = list(Severity)
    ordered = sorted(rows, key=lambda row: (severities.index(row.severity), order.get(row.code, -1), row.code))
    keys = _keys(overview)
    return tuple(
        FoundKind(
            text(f"severity.{severity.value}", names.language),
            overview.rules.by_code[code].message(names.language) if code in order else code,
            tuple(FoundPlace(_found_by(row, keys), _place(row, names)) for row in run),
        )
        for (severity, code), run in groupby(ordered, key=lambda row: (row.severity, row.code))
    )


def _found_by(row: Finding, keys: dict[str, str]) -> str:
    parts = (f"rule {row.code}", f"unit {row.unit}", row.indicator or row.about or "")
    return " ".join(keys[part] for part in parts if part in keys)


def _keys(overview: Overview) -> dict[str, str]:
    """The key of the names of a rule, a unit, and whatever a finding may be about."""
    framework = overview.framework
    return {
        **{f"rule {code}": f"r{place}" for place, code in enumerate(overview.rules.by_code)},
        **{f"unit {code}": key for code, key in unit_keys(framework).items()},
        **{one.code: f"i{place}" for place, one in enumerate(framework.indicators)},
        **{one.code: f"c{place}" for place, one in enumerate(framework.commitments)},
        **{one.code: f"w{place}" for place, one in enumerate(framework.work_points)},
    }


def _place(row: Finding, names: Names) -> str:
    at = "!".join(plain(part) for part in (row.sheet, row.cell) if part)
    got = text("desk.got", names.language, got=_cut(plain(row.got))) if row.got is not None else ""
    about = names.indicator(row.indicator) if row.indicator else row.about or ""
    file = plain((row.file or "").rpartition("/")[2])
    return " · ".join(part for part in (names.unit(row.unit), about, file, at, got) if part)


def _cut(given: str) -> str:
    return given if len(given) <= _SHOWN else f"{given[: _SHOWN - 1]}…"


def _worded(review: ShownReview, language: Language) -> WordedReview:
    return WordedReview(
        kind=review.verdict,
        by=plain(review.by),
        verdict=text(f"review.{review.verdict}", language),
        section=review.section or text("portal.whole", language),
        at=review.at,
        why=_seen(review.why),
        is_present=review.is_present,
    )


def _seen(passage: str) -> str:
    return "\n".join(plain(line) for line in passage.split("\n"))


def _review_state(period: ShownPeriod, language: Language) -> str:
    if period.has_objection:
        return text("portal.review_objected", language)
    if period.lacking:
        return text("review.lacking", language, count=period.lacking)
    return text("review.enough", language)
