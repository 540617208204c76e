"""The draft of the self-evaluation that the office goes on writing: the outline's chapters, filled with what the tables say."""

from innocity.language import text
from innocity.presentation import formats
from innocity.presentation.evaluation_annex import annex
from innocity.presentation.evaluation_tasks import tasks
from innocity.presentation.evaluation_text import Told, body, chapter, fill, section
from innocity.presentation.pictures import Pictures
from innocity.presentation.promise_sentences import conflicts, league
from innocity.presentation.readiness_sentences import (
    caveats,
    evaluated_years,
    evidence,
    in_all,
    opening,
    outlooks,
    owed,
    requirements,
    silence,
)
from innocity.presentation.readiness_tables import overall
from innocity.presentation.report_tables import groups, still_needed, targets_below
from innocity.presentation.sentences import headline, lower_is_better, movement, provisional, quality
from innocity.presentation.unit_tables import league as league_table
from innocity.presentation.word import Block, Draft, docx
from innocity.stage import Stage


def evaluation(stage: Stage, charts: Pictures) -> bytes:
    """The draft as the bytes of a .docx, from the tables of a run and the charts of its report."""
    told = Told.of(stage, charts)
    chapters = [*_state(told), *_indicators(told), *tasks(told), *_organisation(told), *_lessons(told)]
    return docx(
        Draft(
            cover=_cover(told),
            listed=text("page.contents", told.language),
            upright=chapters,
            across=annex(told),
            author=told.framework.programme.said("office", told.language),
            language=told.language,
            day=told.parameters.as_of_date,
        )
    )


def _cover(told: Told) -> list[str]:
    """Title, that it is a draft, of what period and day, who made it, and the lines that the office fills in."""
    language, programme, parameters = told.language, told.framework.programme, told.parameters
    names = {name: programme.said(name, language) for name in ("city", "programme", "office")}
    period, day = formats.period(parameters.period, language), formats.day(parameters.as_of_date, language)
    return [
        text("draft.title", language, **names),
        text("draft.mark", language),
        text("draft.cover_city", language, **names),
        text("draft.cover_years", language),
        text("draft.cover_data", language, period=period, day=day),
        text("draft.cover_day", language),
        text("draft.cover_office", language, **names),
        text("draft.cover_seals", language),
    ]


def _state(told: Told) -> list[Block]:
    language, framework = told.language, told.framework
    return [
        chapter("state", language),
        section("overview", language),
        *body([text("draft.about", language), *headline(told.attainment, framework, language)]),
        fill("overview", language),
        section("judgement", language),
        *body(
            [text("draft.no_threshold", language), opening(told.readiness, language), in_all(told.overall, language)]
        ),
        overall(told.overall, language),
        fill("judgement", language),
    ]


def _indicators(told: Told) -> list[Block]:
    language, framework, rows = told.language, told.framework, told.attainment
    none = body([text("format.none", language)])
    needed, below = still_needed(rows, framework, language), targets_below(rows, framework, language)
    return [
        chapter("indicators", language),
        section("attainment", language),
        *body([movement(rows, language), lower_is_better(rows, framework, language)]),
        *body([*conflicts(rows, framework, language), text("draft.see_annex", language)]),
        groups(told.groups, framework, language),
        *told.charts("levels"),
        section("open", language),
        *([needed, fill("open", language)] if needed.rows else none),
        section("below", language),
        *([below, fill("below", language)] if below.rows else none),
        section("benchmarks", language),
        *body([evaluated_years(told.readiness, told.rules.ranks, language)]),
        *body(outlooks(told.readiness, framework, language)),
        *told.charts("readiness"),
        *body(caveats(told.readiness, told.rules, framework, language)),
    ]


def _organisation(told: Told) -> list[Block]:
    language, framework, parameters = told.language, told.framework, told.parameters
    units = league_table(told.cards, framework, language)
    return [
        chapter("organisation", language),
        section("leadership", language),
        fill("leadership", language),
        section("reporting", language),
        *body(quality(told.receipts, told.findings, parameters, language)),
        *body([provisional(told.attainment, framework, language)]),
        fill("reporting", language),
        section("units", language),
        *body(league(told.cards, language)),
        *([units] if units.rows else []),
        *told.charts("units"),
        fill("units", language),
        section("funding", language),
        fill("funding", language),
    ]


def _lessons(told: Told) -> list[Block]:
    language, framework = told.language, told.framework
    return [
        chapter("lessons", language),
        section("experience", language),
        fill("experience", language),
        section("problems", language),
        *body([*requirements(told.owed, framework, language), *evidence(told.supported, language)]),
        fill("problems", language),
        section("next", language),
        *body([owed(told.owed, framework, language), silence(told.silent, language)]),
        fill("next", language),
    ]
