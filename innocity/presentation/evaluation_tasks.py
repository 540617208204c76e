"""The chapter of the draft on the tasks: area by area, each work point with its light and what its units say of it."""

from itertools import groupby

from innocity.facts import WorkPoint
from innocity.framework import Framework
from innocity.language import Language
from innocity.presentation import formats
from innocity.presentation.evaluation_text import Told, body, chapter, fill, section
from innocity.presentation.numbered_text import joined, text
from innocity.presentation.promise_sentences import commitments, work_points
from innocity.presentation.promise_tables import because, light
from innocity.presentation.word import Block, Kind, Paragraph
from innocity.tables import WorkPointStanding


def tasks(told: Told) -> list[Block]:
    """How the work points go in all, then area by area, then the numbers promised in them."""
    language = told.language
    return [
        chapter("tasks", language),
        section("progress", language),
        *body([*work_points(told.points, language), text("draft.see_annex", language)]),
        section("areas", language),
        *_areas(told),
        section("commitments", language),
        *body(commitments(told.promises, language)),
        fill("commitments", language),
    ]


def _areas(told: Told) -> list[Block]:
    language, facts = told.language, {point.code: point for point in told.framework.work_points}
    blocks: list[Block] = []
    for number, run in groupby(told.points, key=lambda row: row.area):
        rows = list(run)
        area = str(getattr(facts[rows[0].work_point], f"area_{language.suffix}"))
        blocks.append(Paragraph(text("draft.area", language, number=number, area=area), Kind.TOPIC))
        blocks.extend(Paragraph(_work_point(row, facts[row.work_point], told.framework, language)) for row in rows)
        blocks.append(fill("area", language))
    return blocks


def _work_point(row: WorkPointStanding, fact: WorkPoint, framework: Framework, language: Language) -> str:
    """Title, lead units, light and its reason; what was promised and kept; what was told, marked as told."""
    mark = text("format.list_mark", language)
    state, reason = light(row, language).text, because(row, language)
    parts = [
        text(
            "draft.work_point",
            language,
            number=row.point,
            title=fact.title(language),
            leads=mark.join(framework.unit(code).name(language) for code in row.leads),
            state=state
            if reason == formats.ABSENT
            else text("format.in_brackets", language, name=state, measure=reason),
        )
    ]
    if row.scored:
        parts.append(text("draft.kept", language, scored=row.scored, met=row.met, behind=row.behind))
    if row.progress:
        parts.append(text("draft.told_progress", language, said=formats.passage(row.progress)))
    if row.problem:
        parts.append(text("draft.told_problem", language, said=formats.passage(row.problem)))
    return joined(parts, " ")
