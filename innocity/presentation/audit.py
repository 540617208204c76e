"""What auditors ask of a run: twenty-five questions, the command that answers each, and what this run has to say."""

from collections import Counter
from enum import StrEnum

from innocity.language import Language, text
from innocity.run_facts import RunFacts
from innocity.stage import Stage
from innocity.tables import (
    Attainment,
    Change,
    Evidence,
    Finding,
    Observation,
    Override,
    Receipt,
    Scorecard,
    ScoreItem,
    Severity,
    Verdict,
)


class Question(StrEnum):
    """What is asked, in the order of the page."""

    RELEASED = "released"
    ORIGIN = "origin"
    ORIGINAL = "original"
    CELL = "cell"
    PARAMETERS = "parameters"
    ENVIRONMENT = "environment"
    COMMITTED = "committed"
    REPRODUCED = "reproduced"
    CHANGED = "changed"
    LEDGER = "ledger"
    PEOPLE = "people"
    KEYS = "keys"
    RETURNS = "returns"
    CORRECTED = "corrected"
    FLAGGED = "flagged"
    EVIDENCE = "evidence"
    TOTALS = "totals"
    TARGETS = "targets"
    PROJECTION = "projection"
    DIFFERENCES = "differences"
    FAILED = "failed"
    COMPLETE = "complete"
    READERS = "readers"
    OUTSIDE = "outside"
    UNPROVEN = "unproven"


_COMMANDS = {
    Question.RELEASED: ('grep \'"action":"release"\' reports/ledger.jsonl', "sha256sum reports/{period}/report.*"),
    Question.ORIGIN: ("python3 pipeline.py trace {number} {period}",),
    Question.ORIGINAL: ("cd reports/{period} && sha256sum -c MANIFEST.sha256",),
    Question.CELL: ("python3 pipeline.py trace {number} {period}",),
    Question.PARAMETERS: ("diff -r params reports/{period}/inputs/params",),
    Question.ENVIRONMENT: ("sha256sum requirements.lock",),
    Question.COMMITTED: ("git log -1 --show-signature {commit}", "git diff --stat {commit}"),
    Question.REPRODUCED: ("python3 pipeline.py reproduce {period}",),
    Question.CHANGED: ("python3 pipeline.py verify {period}", "python3 -I tools/verify.py ."),
    Question.LEDGER: ('python3 pipeline.py verify {period} --head "ORIGIN SIZE DIGEST"',),
    Question.PEOPLE: (
        'grep \'"period":"{period}"\' reports/ledger.jsonl',
        'grep \'"action":"review"\' reports/ledger.jsonl | grep \'"period":"{period}"\'',
        "python3 pipeline.py review {period}",
    ),
    Question.KEYS: ("ssh-keygen -Y verify -f allowed_signers -I PERSON -n NAMESPACE -s HEAD.sig < HEAD",),
    Question.RETURNS: ("python3 pipeline.py status {period}",),
    Question.CORRECTED: (
        "cat data/processed/{period}/overrides.csv",
        'grep \'"action":"correction"\' reports/ledger.jsonl | grep \'"period":"{period}"\'',
    ),
    Question.FLAGGED: ("python3 pipeline.py check --period {period}",),
    Question.EVIDENCE: ("cat data/processed/{period}/evidence.csv",),
    Question.TOTALS: ("cat data/processed/{period}/score_items.csv",),
    Question.TARGETS: (
        "cd reports/{period}/inputs/params/framework && sha256sum targets.csv approved.csv",
        'grep \'"action":"targets"\' reports/ledger.jsonl',
    ),
    Question.PROJECTION: ("cat reports/{period}/inputs/params/rules/projection*.csv",),
    Question.DIFFERENCES: ("python3 pipeline.py diff {period}@1 {period}",),
    Question.FAILED: ('grep \'"action":"failure"\' reports/ledger.jsonl | grep -c \'"period":"{period}"\'',),
    Question.COMPLETE: ("cat reports/{period}/run.json",),
    Question.READERS: ("python3 pipeline.py bench",),
    Question.OUTSIDE: ("rocrate-validator -y validate -p provenance-run-crate-0.5 -l required reports/{period}",),
    Question.UNPROVEN: (),
}


def commands(question: Question, told: dict[str, str]) -> tuple[str, ...]:
    """The lines to type for an answer that stays true after the run."""
    return tuple(line.format(**told) for line in _COMMANDS[question])


def told_of(facts: RunFacts, stage: Stage) -> dict[str, str]:
    """Everything that answers and commands name, by its placeholder."""
    counted = {**_intake(stage), **_results(facts, stage)}
    return {
        "period": stage.parameters.period,
        "page": facts.outputs.get(f"{facts.place}/report.html", "-"),
        "paper": facts.outputs.get(f"{facts.place}/report.pdf", "-"),
        "lock": facts.lock_sha256,
        "version": facts.version,
        "commit": facts.version.rstrip("+"),
        "actor": facts.actor or facts.office,
        "libraries": text("format.list_mark", facts.language).join(map(" ".join, facts.libraries.items())),
        **{name: str(value) for name, value in counted.items()},
    }


def _intake(stage: Stage) -> dict[str, int]:
    """Counts of what came in: files of the period, the values in them, findings, evidence."""
    files = [row for row in stage.read(Receipt) if row.period == stage.parameters.period]
    observations, evidence = stage.read(Observation), stage.read(Evidence)
    asked = [row for row in stage.read(Override) if row.period == stage.parameters.period]
    grave = Counter(row.severity for row in stage.read(Finding))
    return {
        "files": len(files),
        "registered": sum(row.is_registered for row in files),
        "replaced": sum(row.version > 1 for row in files),
        "quarantined": sum(row.verdict is Verdict.QUARANTINED for row in files),
        "observations": len(observations),
        "sources": len({row.file for row in observations}),
        "corrections": sum(row.is_applied for row in asked),
        "refused": sum(not row.is_applied for row in asked),
        "supported": sum(row.file is not None for row in evidence),
        "missing": sum(row.is_missing for row in evidence),
        **{f"{severity.value}s": grave[severity] for severity in Severity},
    }


def _results(facts: RunFacts, stage: Stage) -> dict[str, object]:
    """What was made of it: an example of a number's id, how much ran, which targets, how many changes."""
    language: Language = facts.language
    attainment = stage.read(Attainment)
    known = [row.number for row in attainment if row.actual is not None]
    targets = sorted({(row.target_document, row.target_revision) for row in attainment})
    said = [text("provenance.revision", language, document=name, revision=number) for name, number in targets]
    ran = [one for one in facts.executions if one.used is not None]
    framework = f"{facts.place}/inputs/params/framework"
    return {
        "number": f"attainment.{known[0] if known else attainment[0].number}.actual",
        "executions": len(ran),
        "cells": sum(one.cells for one in ran),
        "targets": text("format.list_mark", language).join(said),
        "targets_digest": facts.outputs.get(f"{framework}/targets.csv", "-"),
        "approved_digest": facts.outputs.get(f"{framework}/approved.csv", "-"),
        "units": len({row.unit for row in stage.read(Scorecard)}),
        "items": len(stage.read(ScoreItem)),
        "changes": len(stage.read(Change)),
    }
