"""The steps that nine of ten reference series stayed within: reckoned from the series that stand beside the bands."""

from decimal import Decimal

from innocity import csvfile
from innocity.measures.calibration import Figure, Series, series_of
from innocity.measures.reference_steps import reference_steps
from innocity.readiness_rules import ReadinessRules, ReferenceStep
from innocity.workspace import CODE, Workspace


def test_the_shipped_steps_are_those_of_the_series() -> None:
    series = series_of(csvfile.read(CODE / "docs/calibration/series.csv", Figure))
    assert tuple(reference_steps(series)) == ReadinessRules.of(Workspace(CODE)).reference_steps


def test_steps_up_and_down_over_each_number_of_years() -> None:
    series = [Series("1-1", (2000, 2001, 2002, 2003), (100.0, 120.0, 108.0, 162.0))]
    found = {(row.direction.value, row.horizon): row.change_pct for row in reference_steps(series)}
    assert found == {
        ("higher", 1): Decimal("50.00"),
        ("higher", 2): Decimal("35.00"),
        ("higher", 3): Decimal("62.00"),
        ("lower", 1): Decimal("-10.00"),
        ("lower", 2): Decimal("8.00"),
        ("lower", 3): Decimal("62.00"),
    }


def test_a_row_is_read_as_it_is_written() -> None:
    row = ReferenceStep(direction="lower", horizon=1, change_pct=Decimal("-8.97"))
    assert ReferenceStep.model_validate(row.cells()) == row
