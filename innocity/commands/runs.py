"""`run` and `diff`: bring periods up to date, say what would be done, hold two runs against each other."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from innocity.commands.asked import asked_language, asked_periods
from innocity.exits import Exit

if TYPE_CHECKING:
    from innocity.language import Language
    from innocity.period import Period
    from innocity.running.run import Request
    from innocity.workspace import Workspace


def run_periods(arguments: argparse.Namespace) -> int:
    from innocity.language import text
    from innocity.running.live_line import live, usual_seconds
    from innocity.running.run import Request, run
    from innocity.workspace import Workspace

    if arguments.workspaces or arguments.scheduler:
        from innocity.commands.many import run_many

        return run_many(arguments)
    language = asked_language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    periods = asked_periods(arguments.periods, workspace)
    wanted = periods if arguments.periods or arguments.all else periods[-1:]
    if arguments.set or arguments.scenario:
        return _what_if(arguments, workspace, wanted[-1], language)
    jobs = arguments.jobs or os.cpu_count() or 1
    requests = [
        Request(workspace, period, language, arguments.force, jobs, has_more=period != wanted[-1]) for period in wanted
    ]
    if arguments.dry_run:
        print("\n".join(line for request in requests for line in would(request)))
        return Exit.DONE
    errors = 0
    for request in requests:
        with live(sys.stdout, usual_seconds(request.workspace, request.period)) as say:
            outcome = run(request, say)
        if outcome.errors or outcome.warnings:
            print(text("run.findings", period=request.period, errors=outcome.errors, warnings=outcome.warnings))
            print("\n".join(_grave(request)))
        errors += outcome.errors
    return Exit.FINDINGS if errors else Exit.DONE


def watch(arguments: argparse.Namespace) -> int:
    """Rerun periods as their returns or the parameters change, until it is interrupted."""
    import time

    from innocity.running import watching
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang)
    workspace = Workspace.at(arguments.workspace)
    periods = asked_periods(arguments.periods, workspace) if arguments.periods else []
    watching.watch(workspace, periods, language, arguments.every, time.sleep)
    return Exit.DONE


def would(request: "Request") -> list[str]:
    """What a run would do and why, the fate of each stage below it."""
    from innocity.language import text

    reason = request.reason()
    report = request.workspace.reports(request.period) / "report.html"
    if reason is None:
        return [text("run.unchanged", period=request.period, report=report)]
    stages = [text(f"run.fate_{fate.value}", name=name) for name, fate in request.fates().items()]
    return [text("run.would", period=request.period, reason=reason, report=report), *stages]


def _what_if(
    arguments: argparse.Namespace, workspace: "Workspace", period: "Period", language: "Language | None"
) -> int:
    from innocity.running.what_if import Question, answer

    question = Question(arguments.set, arguments.scenario)
    print(answer(workspace, period, question, language, is_json=arguments.json))
    return Exit.DONE


def _grave(request: "Request") -> list[str]:
    """The published findings of severity error as lines: where, what was found, what was expected, what to do."""
    from innocity import csvfile
    from innocity.framework import load
    from innocity.intake.rules import Rules
    from innocity.language import Language
    from innocity.presentation import listing
    from innocity.tables import Finding, Severity

    language = Language(request.parameters.language)
    found = csvfile.read(request.workspace.tables(request.period) / "findings.csv", Finding)
    errors = [row for row in found if row.severity is Severity.ERROR]
    rules = Rules.of(request.workspace, language)
    return listing.findings(errors, load(request.workspace), rules, language) if errors else []


def diff(arguments: argparse.Namespace) -> int:
    import json

    from innocity.language import current
    from innocity.presentation.changes import listed
    from innocity.running.comparison import compare
    from innocity.workspace import Workspace

    language = asked_language(arguments.lang) or current()
    found, framework = compare(Workspace.at(arguments.workspace), arguments.old, arguments.new)
    if arguments.json:
        print(json.dumps([row.cells() for row in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(listed(found, (arguments.old, arguments.new), framework, language)))
    return Exit.DONE
