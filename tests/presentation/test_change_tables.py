"""What moved since the period before, as a reader sees it."""

import rows

from innocity.language import Language
from innocity.presentation.change_tables import changes, told
from innocity.tables import Change

ZH = Language.ZH_HANS
FRAMEWORK = rows.framework([rows.indicator(1), rows.indicator(2, direction="yes_no", measure=rows.ANSWER)])


def change(figure: str = "actual", cause: str = "data", of: str = "i1", **values: object) -> Change:
    given = {"table_name": "attainment", "row": of, "figure": figure, "cause": cause, "since": "2022-Q4"}
    return Change.model_validate({**given, "old": "80", "new": "90", "move": 10, **values})


TARGET = change("target", "target", old="100", new="95", move=-5, document="调整方案", effective_from="2023-07-01")
MOVED = [
    change("actual", of="i2", old="no", new="yes", move=None),
    change("status", old="behind", new="met", move=None),
    change("completion_pct"),
    TARGET,
    change("actual", "correction", move=-2),
    change("actual", move=12),
    change("actual", of="gone"),
]


def test_changes_stand_in_the_order_of_the_plan_with_their_causes() -> None:
    assert changes(MOVED, FRAMEWORK, ZH).rows == (
        ("1", "指标1（个）", "现值", "80", "90", "+12", "新数据"),
        ("1", "指标1（个）", "现值", "80", "90", "−2", "数据更正"),
        ("1", "指标1（个）", "目标值", "100", "95", "−5", "目标调整（调整方案，2023-07-01 起）"),
        ("1", "指标1（个）", "进展", "滞后", "已达标", "—", "新数据"),
        ("2", "指标2", "现值", "无", "有", "—", "新数据"),
    )


def test_figures_that_follow_from_others_are_not_told() -> None:
    assert told([change("completion_pct"), change("margin"), TARGET]) == [TARGET]
