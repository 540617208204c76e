"""The reference table: reckoned from the series that stand beside it, and the arithmetic it is reckoned with."""

import os
import shutil
from decimal import Decimal
from math import sqrt
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from innocity import csvfile
from innocity.measures.calibration import (
    Case,
    Figure,
    Series,
    cases,
    fitted,
    held_out,
    largest_usual_step,
    misses,
    quantiles,
    series_of,
)
from innocity.reference import Scale, ScaleRule, Spread, shipped
from innocity.workspace import CODE, Workspace

FIGURES = CODE / "docs/calibration/series.csv"


@pytest.fixture(scope="module")
def series() -> list[Series]:
    return series_of(csvfile.read(FIGURES, Figure))


def short(name: str, *values: float) -> Series:
    return Series(name, tuple(range(2000, 2000 + len(values))), values)


def test_figures_become_series_by_name_and_year() -> None:
    rows = [("2-1", 2001, "3.0"), ("1-1|a", 2000, "1"), ("2-1", 2000, "2")]
    found = series_of(Figure(series=name, year=year, value=Decimal(value)) for name, year, value in rows)
    assert found == [Series("1-1|a", (2000,), (1.0,)), Series("2-1", (2000, 2001), (2.0, 3.0))]
    assert [(one.theme, one.indicator) for one in found] == [("1", "1-1"), ("2", "2-1")]


def test_a_series_has_a_level_and_a_step() -> None:
    assert (short("1-1", 1, 4, 1).level, short("1-1", 1, 4, 1).step) == (2, 3)


def test_every_stretch_whose_outcome_is_known_is_a_case() -> None:
    one = short("1-1", 1, 2, 3, 4)
    assert list(cases([one], 2, 1)) == [
        Case(one, (2000, 2001), (1, 2), 1, 3),
        Case(one, (2001, 2002), (2, 3), 1, 4),
    ]
    assert list(cases([one], 3, 2)) == []


@pytest.mark.parametrize(
    ("weighted", "shares", "expected"),
    [
        pytest.param([(3, 1), (1, 1), (2, 1), (4, 1)], [0.5, 0.75, 0.8], (2, 3, 4), id="equal weights"),
        pytest.param([(1, 3), (2, 1)], [0.5, 0.75, 0.8], (1, 1, 2), id="one weighs more"),
        pytest.param([(5, 2)], [0.1, 1], (5, 5), id="one alone"),
    ],
)
def test_quantiles(weighted: list[tuple[float, float]], shares: list[float], expected: tuple[float, ...]) -> None:
    assert quantiles(weighted, shares) == expected


def test_breakdowns_of_an_indicator_share_its_weight() -> None:
    rule = shipped().rules[Scale.POSITIVE]
    found = misses([short("1-1|a", 1, 2, 3), short("1-1|b", 1, 2, 3), short("2-1", 1, 2, 3)], rule)
    shared, shared_too, alone = (miss.weight for miss in found)
    assert (shared, shared_too) == (pytest.approx(alone / sqrt(2)),) * 2


def test_a_case_weighs_as_much_as_its_band_is_wide() -> None:
    rule = shipped().rules[Scale.ANY_SIGN]  # where spread is the step over the level: 2/3 and 2/9
    (steep,), (calm,) = (misses([short("1-1", *values)], rule) for values in ((1, 2, 3), (4, 5, 6)))
    assert (steep.weight, calm.weight) == (pytest.approx(2 / 3), pytest.approx(2 / 9))


def test_a_series_at_rest_has_no_multiple_where_only_own_steps_count() -> None:
    assert misses([short("1-1", 2, 2, 5)], shipped().rules[Scale.ANY_SIGN]) == []


def test_held_out_bands_have_not_seen_the_theme(series: list[Series]) -> None:
    few = [one for one in series if one.theme in {"1", "3", "9", "17"} and len(one.values) > 10]
    rule = shipped().rules[Scale.POSITIVE]
    for theme, bands in held_out(few, rule):
        rest = [one for one in few if one.theme != theme]
        assert list(bands.spreads.values()) == fitted(rest, [rule])


def test_the_shipped_table_is_what_the_series_give(series: list[Series]) -> None:
    rules = csvfile.read(Workspace(CODE).rules / "projection_scales.csv", ScaleRule)
    assert fitted(series, rules) == csvfile.read(Workspace(CODE).rules / "projection.csv", Spread)


@pytest.mark.parametrize("scale", [Scale.POSITIVE, Scale.WITH_ZERO])
def test_the_shipped_break_is_the_series_largest_usual_step(series: list[Series], scale: Scale) -> None:
    rule = shipped().rules[scale]
    assert rule.break_step == round(largest_usual_step(series, rule), 2)


@pytest.mark.slow
def test_the_notebook_makes_the_tables_and_the_readme_again_byte_for_byte(tmp_path: Path) -> None:
    made = [f"params/rules/{name}.csv" for name in ("projection", "projection_backtest")]
    for part in ("innocity", "params/rules", "docs/calibration"):
        shutil.copytree(CODE / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for one in made:
        (tmp_path / one).unlink()
    readme = tmp_path / "docs/calibration/README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text.replace("| 3–5 |", "| none |"), encoding="utf-8", newline="\n")
    notebook = nbformat.read(CODE / "docs/calibration.ipynb", as_version=4)
    NotebookClient(notebook, timeout=1800, resources={"metadata": {"path": str(tmp_path)}}).execute(
        env={**os.environ, "PYTHONPATH": str(tmp_path)}
    )
    for one in (*made, "docs/calibration/README.md"):
        assert (tmp_path / one).read_bytes() == (CODE / one).read_bytes(), one


def test_the_notebook_that_makes_the_tables_is_stored_without_outputs() -> None:
    stored = nbformat.read(CODE / "docs/calibration.ipynb", as_version=4)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs or cell.execution_count] == []
    assert max(len(cell.source.splitlines()) for cell in code) <= 10
