"""All returns up to a period -> receipts, what they say, evidence and findings; one bad file never stops the others."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

from innocity.framework import Framework
from innocity.intake.cross_checks import Returns, cross_check
from innocity.intake.evidence import Delivered, deliver, is_evidence, match, missing, unit_of
from innocity.intake.intake import Intake
from innocity.intake.isolation import Isolated
from innocity.intake.kept_readings import KeptReadings
from innocity.intake.overrides import Corrections, admit, recorded, unheard
from innocity.intake.plausibility import Limits, Plausibility
from innocity.intake.register import read_register
from innocity.intake.returned import Reader, altered_file, read_file
from innocity.intake.rules import Place, Rules
from innocity.intake.versions import Return, settle
from innocity.intake.work_names import work_words
from innocity.intake.work_returns import rival_findings
from innocity.language import Language
from innocity.parameters import Parameters
from innocity.tables import Finding, Receipt
from innocity.workspace import Workspace


def read_returns(workspace: Workspace, framework: Framework, parameters: Parameters) -> Intake:
    """Every return of the period and of the periods before it, read and checked; every cell an observation or a finding."""
    current = parameters.reporting_period
    rules, limits = Rules.of(workspace, Language(parameters.language)), Limits.of(workspace)
    words = work_words(framework)
    intake = Intake([], [], [], [])
    readings = KeptReadings.of(workspace, framework)
    with Isolated() as isolated:
        for period in [earlier for earlier in workspace.periods_with_returns() if earlier < current] + [current]:
            register = read_register(workspace, period)
            known = Plausibility(framework, rules, limits, period, parameters.as_of_date, tuple(intake.observations))
            corrections = admit(workspace, period, register, parameters.as_of_date, framework, rules)
            of_period = _read_period(
                Reader(
                    workspace,
                    framework,
                    words,
                    rules,
                    period,
                    register,
                    parameters,
                    known,
                    isolated,
                    readings,
                    corrections,
                )
            )
            intake.receipts.extend(of_period.receipts)
            intake.observations.extend(of_period.observations)
            intake.evidence.extend(of_period.evidence)
            intake.work_reports.extend(of_period.work_reports)
            intake.commitment_values.extend(of_period.commitment_values)
            intake.overrides.extend(of_period.overrides)
            intake.former_findings[:], intake.findings[:] = intake.findings, of_period.findings
    return intake


def _read_period(reader: Reader) -> Intake:
    """The returns of one period and what came beside them."""
    paths = reader.workspace.files_received(reader.period)
    returns, corrections = _read_tables([path for path in paths if not is_evidence(path)], reader)
    receipts = [one.receipt for one in returns]
    observations = [row for one in returns for row in one.observations]
    findings = [row for one in returns for row in one.findings]
    findings += [row for one in returns for row in rival_findings(one, observations, reader.framework, reader.rules)]
    delivered, faults = _beside([path for path in paths if is_evidence(path)], receipts, reader)
    statements = [row for one in returns for row in one.statements]
    current = [row for row in statements if row.superseded_by is None]
    evidence = match(current, delivered, receipts)
    findings += [*faults, *missing(current, evidence, reader.rules), *_lost(reader), *corrections.findings]
    findings += unheard(corrections, statements, findings, reader.rules)
    overrides = recorded(corrections, statements, receipts, findings, reader.period)
    parameters = reader.parameters
    together = Returns(
        tuple(receipts), tuple(observations), tuple(findings), parameters.target_year, parameters.as_of_date
    )
    findings += cross_check(reader.framework, reader.rules, reader.plausibility.limits, together)
    reports = [row for one in returns for row in one.reports]
    values = [row for one in returns for row in one.values]
    return Intake(receipts, observations, evidence, findings, reports, values, overrides)


def _read_tables(paths: list[Path], reader: Reader) -> tuple[list[Return], Corrections]:
    """The returns with what the office corrects; read again without corrections of what a later file has replaced."""
    returns = _settled(paths, reader)
    left = reader.corrections.without_replaced(returns, reader.rules)
    if left == reader.corrections:
        return returns, left
    return _settled(paths, replace(reader, corrections=left)), left


def _settled(paths: list[Path], reader: Reader) -> list[Return]:
    return settle([read_file(path, reader) for path in paths], reader.rules)


def _beside(paths: list[Path], receipts: list[Receipt], reader: Reader) -> tuple[list[Delivered], list[Finding]]:
    """The files that are no tables; one that is no longer as it arrived supports nothing."""
    delivered: list[Delivered] = []
    findings: list[Finding] = []
    for path in paths:
        bare = reader.register.receipt(reader.workspace, reader.period, path, reader.parameters.as_of_date)
        receipt = bare.replaced(unit=unit_of(PurePosixPath(bare.file), receipts, reader.words.general))
        if altered := altered_file(path, receipt, reader):
            findings.append(altered)
            continue
        files, faults = deliver(receipt, path, reader.rules)
        delivered.extend(files)
        findings.extend(faults)
    return delivered, findings


def _lost(reader: Reader) -> list[Finding]:
    """Files that arrived and are gone: what they said, and what they superseded, must not change in silence."""
    folder = reader.workspace.name_of(reader.workspace.returns(reader.period))
    return [
        Place(f"{folder}/{arrival.file}").finding(reader.rules, "file_lost", expected=arrival.sha256)
        for arrival in reader.register.lost(reader.workspace, reader.period)
    ]
