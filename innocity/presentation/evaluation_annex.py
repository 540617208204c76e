"""What stands behind the draft: the tables that need a page laid across, and the indexes of evidence and of numbers."""

from innocity.language import text
from innocity.presentation.evaluation_text import Told, body, chapter, fill
from innocity.presentation.promise_tables import commitments, conflicts, unscored, work_points
from innocity.presentation.proof_tables import evidence, evidence_files, ranks
from innocity.presentation.readiness_tables import deliverables, own_targets
from innocity.presentation.report_tables import indicators, sources
from innocity.presentation.tables import Table
from innocity.presentation.word import Block


def annex(told: Told) -> list[Block]:
    """The wide tables, then the index of evidence: by indicator, file by file, and the workbooks that the values come from."""
    language, framework = told.language, told.framework
    supported = evidence(told.supported, told.rules.asked, framework, language)
    files = evidence_files(told.evidence, framework, language)
    missing = sum(row.is_missing for row in told.evidence)
    came = len({row.file for row in told.evidence if row.file})
    return [
        chapter("tables", language),
        *(table for table in _tables(told) if table.rows),
        chapter("evidence", language),
        *body([text("draft.evidence_files", language, came=came, claims=len(told.evidence), missing=missing)]),
        supported,
        *([files] if files.rows else []),
        sources(told.receipts, language),
        fill("evidence", language),
        chapter("numbers", language),
        *body([text("draft.numbers", language)]),
    ]


def _tables(told: Told) -> list[Table]:
    language, framework = told.language, told.framework
    return [
        indicators(told.attainment, framework, language),
        conflicts(told.attainment, framework, language),
        work_points(told.points, framework, language),
        commitments(told.promises, framework, language),
        unscored(told.promises, framework, language),
        own_targets(told.readiness, framework, language),
        deliverables(told.owed, framework, language),
        ranks(told.rules.ranks, language),
    ]
