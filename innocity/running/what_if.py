"""`run --set` and `run --scenario`: what readiness would be with other values; printed, never published."""

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from innocity.errors import UsageError
from innocity.facts import Answer, Direction, Indicator, Value
from innocity.framework import Framework, load
from innocity.intake.returns import read_returns
from innocity.language import Language, text
from innocity.measures.annual import ReadinessInputs
from innocity.measures.what_if import Difference, what_if
from innocity.parameters import load_parameters, load_yaml
from innocity.period import Period
from innocity.presentation import formats, listing
from innocity.readiness_rules import ReadinessRules
from innocity.tables import Readiness, Scenario
from innocity.workspace import Workspace

_HINTS = 3


@dataclass(frozen=True)
class Question:
    """What is asked: assignments `indicator=value`, and a file of such pairs; an assignment outdoes the file."""

    assignments: Sequence[str] = ()
    file: Path | None = None

    def values(self, framework: Framework) -> dict[str, Value]:
        """The assumed value by indicator; UsageError for a code or a value that cannot be."""
        told = _from_file(self.file) if self.file else {}
        for assignment in self.assignments:
            code, mark, value = assignment.partition("=")
            if not mark:
                raise UsageError("error.assignment", got=assignment)
            told[code.strip()] = value.strip()
        return {code: _value(_indicator(code, framework), value, framework) for code, value in told.items()}


def answer(
    workspace: Workspace, period: Period, question: Question, language: Language | None, *, is_json: bool
) -> str:
    """The rows of the readiness table that change, as lines of a terminal or as JSON."""
    parameters, framework = load_parameters(workspace.period_file(period)), load(workspace)
    assumed = question.values(framework)
    observations = tuple(read_returns(workspace, framework, parameters).observations)
    inputs = ReadinessInputs(framework, parameters, observations, ReadinessRules.of(workspace))
    found = what_if(inputs, assumed)
    if is_json:
        return json.dumps([_cells(one) for one in found], ensure_ascii=False, indent=1)
    return _told(found, framework, language or Language(parameters.language))


def _from_file(path: Path) -> dict[str, str]:
    return {str(code): str(value) for code, value in load_yaml(path).items()}


def _indicator(code: str, framework: Framework) -> Indicator:
    codes = [one.code for one in framework.indicators]
    if code not in codes:
        nearest = difflib.get_close_matches(code, codes, n=_HINTS, cutoff=0)
        raise UsageError("error.unknown_indicator", got=code, expected=", ".join(nearest))
    return framework.indicator(code)


def _value(indicator: Indicator, given: str, framework: Framework) -> Value:
    if indicator.direction is Direction.YES_NO:
        if given not in set(Answer):
            raise UsageError("error.assumed_answer", indicator=indicator.code, got=given)
        return Answer(given)
    most = framework.measure(indicator.measure).upper_limit
    try:
        value = Decimal(given)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or value < 0 or (most is not None and value > most):
        raise UsageError("error.assumed_value", indicator=indicator.code, got=given, most="∞" if most is None else most)
    return value


def _cells(one: Difference) -> Mapping[str, Mapping[str, str]]:
    return {"before": one.before.cells(), "after": one.after.cells()}


def _told(found: Sequence[Difference], framework: Framework, language: Language) -> str:
    if not found:
        return text("whatif.nothing", language)
    headings = [
        text("column.indicator", language),
        text("column.data_year", language),
        text("whatif.scenario", language),
        text("whatif.before", language),
        text("whatif.after", language),
    ]
    lines = [
        [
            framework.indicator(one.before.indicator).name(language),
            str(one.before.data_year),
            text(f"scenario.{one.before.scenario.value}", language),
            *(_shown(row, framework, language) for row in (one.before, one.after)),
        ]
        for one in found
    ]
    return "\n".join([*listing.aligned([headings, *lines]), text("whatif.not_published", language)])


def _shown(row: Readiness, framework: Framework, language: Language) -> str:
    """The point and its outlook, or whether it reaches the benchmark; of the required pace its yearly step."""
    if row.scenario is Scenario.REQUIRED_PACE and row.yearly_step is not None:
        decimals = framework.indicator(row.indicator).decimals + 1
        return text("whatif.a_year", language, step=formats.number(row.yearly_step, decimals, is_signed=True))
    point = formats.computed(row.point, framework.indicator(row.indicator), language)
    if row.outlook is not None:
        return f"{point} {text(f'outlook.{row.outlook.value}', language)}"
    if row.is_reached is None:
        return point
    return f"{point} {text('whatif.reached' if row.is_reached else 'whatif.not_reached', language)}"
