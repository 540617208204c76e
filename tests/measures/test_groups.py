"""Groups of indicators: counts, the denominator that can be assessed, the mean way done."""

from decimal import Decimal

import rows

from innocity.measures.groups import roll_up
from innocity.tables import Group


def test_every_indicator_is_counted_once() -> None:
    other = {f"group_{language}": "乙组" for language in ("zh_hans", "zh_hant", "en")}
    framework = rows.framework([rows.indicator(1), rows.indicator(2), rows.indicator(3), rows.indicator(4, **other)])
    table = [
        rows.attainment(1, status="met", standing="met", actual=110),
        rows.attainment(2, status="behind", actual="92.5"),
        rows.absent(3),
        rows.absent(4, state="carried_forward"),
    ]
    counts = {"on_pace": 0, "falling_back": 0, "missed": 0, "not_due": 0}
    assert roll_up(framework, table[::-1]) == [
        Group(
            group=1, indicators=("i1", "i2", "i3"), total=3, assessable=2, met=1, behind=1, met_pct=Decimal("50.000000"),
            progressing=2, mean_progress_pct=Decimal("62.500000"), **counts,
        ),
        Group(group=2, indicators=("i4",), total=1, assessable=0, met=0, behind=0, progressing=0, **counts),
    ]  # fmt: skip


def test_a_target_that_asks_for_no_step_has_no_way() -> None:
    table = [rows.attainment(1, target=80), rows.attainment(1, direction="lower", baseline=80, target=70, actual=75)]
    found = [roll_up(rows.framework(), [row])[0] for row in table]
    assert rows.column(found, "mean_progress_pct") == [None, Decimal("50.000000")]
