"""The dumbbell chart: values of whole years joined, what is under way apart, the target a line."""

from decimal import Decimal

import drawings
import rows

from innocity.language import Language, text
from innocity.measures.readiness import ReadinessInputs
from innocity.presentation import dumbbell_chart
from innocity.readiness_rules import Benchmark, ReadinessRules

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework(
    [rows.indicator(1), rows.indicator(2, kind="flow"), rows.indicator(3, direction="lower"), rows.indicator(4)],
    [rows.target(100, f"i{number}") for number in range(1, 5)],
)
MARKS = {"benchmark": "target", "basis": "assumed", "note": "t", "stretch": "target", "stretch_basis": "assumed"}
RULES = ReadinessRules((Benchmark.model_validate({"data_year": 2023, "stretch_note": "t", **MARKS}),))
SENT = tuple(
    rows.observation(value, of, reference_year=year)
    for of, year, value in (
        ("i1", 2020, 10),
        ("i1", 2021, 60),
        ("i1", 2022, 80),
        ("i2", 2022, 90),
        ("i3", 2022, 200),
        ("i4", 2022, 20),
    )
)
INPUTS = ReadinessInputs(FRAMEWORK, rows.parameters(period="2023-Q2", as_of="2023-07-20"), SENT, RULES)
NOW = {"reference_year": 2023, "previous_year": 2022}
TABLE = [
    rows.attainment(1, actual=70, **NOW),
    rows.attainment(2, actual=50, **NOW),
    rows.attainment(3, actual=50, direction="lower", **NOW),
    rows.attainment(4, actual=None, **NOW),
]


def test_two_years_before_and_now_by_one_rule() -> None:
    ways = dumbbell_chart.ways(TABLE, INPUTS)
    found = {way.row.number: [(step.year, step.share, step.is_part) for step in way.steps] for way in ways}
    assert found == {
        1: [(2021, 60, False), (2022, 80, False), (2023, 70, False)],
        2: [(2022, 90, False), (2023, 50, True)],
        3: [(2022, 50, False), (2023, 200, False)],
    }


def test_values_and_targets_are_text() -> None:
    found = drawings.words(dumbbell_chart.dumbbells(TABLE, INPUTS, ZH))
    assert [one for one in found if "→" in one] == ["60 → 80 → 70", "90 → ◇50", "200 → 50", "2021 → 2022 → 2023"]
    assert [one for one in found if one == "100"] != []
    assert text("column.target", ZH, year=2023) in found


def test_only_whole_years_are_joined_and_compared() -> None:
    chart = dumbbell_chart.dumbbells(TABLE, INPUTS, ZH)
    assert chart.figure is not None
    joined = [list(line.get_xdata()) for line in chart.figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert joined[1:] == [[60, 80], [90, 90], [50, 150]]
    said = {"most": "3 指标3", "most_points": "+150.0", "least": "1 指标1", "least_points": "−10.0"}
    told = text("chart.dumbbell_words", ZH, total=4, count=3, whole=2)
    assert chart.words == told + text("chart.dumbbell_moves", ZH, up=1, down=1, same=0, **said)
    assert chart.caption.endswith(text("chart.dumbbell_part", ZH))


def test_values_under_way_alone_tell_no_move() -> None:
    chart = dumbbell_chart.dumbbells([TABLE[1]], INPUTS, ZH)
    assert chart.words == text("chart.dumbbell_words", ZH, total=1, count=1, whole=0)


def test_figures_stand_beside_the_chart() -> None:
    data = dumbbell_chart.dumbbells(TABLE[:2], INPUTS, ZH).data
    assert data.rows == (
        ("1", "指标1（个）", "60", "80", "70", "100", "60.0%", "80.0%", "70.0%"),
        ("2", "指标2（个）", "—", "90", "50", "100", "—", "90.0%", "50.0%"),
    )


def test_without_two_values_there_is_a_sentence() -> None:
    chart = dumbbell_chart.dumbbells([TABLE[3], rows.attainment(2, target=Decimal(0))], INPUTS, ZH)
    assert (chart.figure, chart.words, chart.caption) == (None, text("chart.dumbbell_empty", ZH), "")
