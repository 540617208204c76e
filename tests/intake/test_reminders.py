"""Reminders to units that have sent nothing."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import Any

import pytest
import rows

from innocity.duties import duties
from innocity.intake.intake import Intake
from innocity.intake.reminders import reminders
from innocity.language import Language
from innocity.tables import Receipt

DUE = {"due_on": "2023-01-10", "grace_days": 2}
CITY = rows.framework([rows.indicator(1), rows.indicator(2), rows.indicator(3, collectors=("office",))])
PATH = PurePosixPath("乙局", "催报函.eml")


def written(*receipts: Receipt, **parameters: Any) -> dict[PurePosixPath, bytes]:
    intake = Intake(receipts=list(receipts), observations=[], evidence=[], findings=[])
    return reminders(CITY, rows.parameters(**parameters), intake)


def letter(**parameters: Any) -> EmailMessage:
    """The reminder to the second collector, where the first has sent its return."""
    message = email.message_from_bytes(written(rows.receipt(), **parameters)[PATH], policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize(
    ("receipts", "expected"),
    [
        ([], ["甲局", "乙局"]),
        ([rows.receipt()], ["乙局"]),
        ([rows.receipt(period="2021-Q4")], ["甲局", "乙局"]),
        ([rows.receipt(verdict="quarantined")], ["乙局"]),  # it gets its file back, marked
        ([rows.receipt(), rows.receipt(unit="second", file="b.xlsx")], []),
    ],
)
def test_who_is_reminded(receipts: list[Receipt], expected: list[str]) -> None:
    assert [path.parent.name for path in written(*receipts)] == expected


def test_a_reminder_says_what_is_owed_by_when_and_to_whom() -> None:
    message = letter(**DUE, as_of="2023-01-05")
    assert (message["Subject"], message["X-Unsent"], message["Date"], message["To"]) == (
        "某市创新城市：请报送2022年第四季度（年报）材料（乙局）",
        "1",
        None,
        None,
    )
    assert message.get_content().replace("\r\n", "\n") == (
        "乙局：\n\n"
        "本期报送截止日为 2023-01-10，请在当日或之前报送。"
        "截至 2023-01-05，尚未收到贵单位2022年第四季度（年报）的报送材料。\n\n"
        "应报指标 2 项：\n指标1（个）\n指标2（个）\n\n"
        "请按下发的模板填写，连同佐证材料一并回复本邮件，报送至办公室；尚无数据的指标请保留该行并注明原因。\n\n"
        "办公室\n"
    )


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({**DUE, "as_of": "2023-01-10"}, "请在当日或之前报送"),
        ({**DUE, "as_of": "2023-01-11"}, "最迟请于 2023-01-12"),
        ({**DUE, "as_of": "2023-01-12"}, "最迟请于 2023-01-12"),
        ({**DUE, "as_of": "2023-01-13"}, "现已逾期"),
        ({"due_on": "2023-01-10", "as_of": "2023-01-11"}, "现已逾期"),
        ({}, "请尽快报送"),
    ],
)
def test_the_tone_goes_by_the_due_date(parameters: dict[str, Any], said: str) -> None:
    assert said in letter(**parameters).get_content()


def test_a_reminder_is_the_same_bytes_every_time() -> None:
    assert written() == written()


def test_a_reminder_is_in_the_language_of_the_office(framework: Any) -> None:
    intake = Intake(receipts=[], observations=[], evidence=[], findings=[])
    content = reminders(framework, rows.parameters(language=Language.EN.value), intake)
    message = email.message_from_bytes(
        content[PurePosixPath("Municipal Finance Bureau", "reminder.eml")], policy=email.policy.default
    )
    assert isinstance(message, EmailMessage)
    assert "Please send your return for this period soon." in message.get_content()


def test_work_points_are_owed_too(framework: Any) -> None:
    intake = Intake(receipts=[], observations=[], evidence=[], findings=[])
    content = reminders(framework, rows.parameters(), intake)
    for unit in framework.units:
        data = content.get(PurePosixPath(unit.name_zh_hans, "催报函.eml"))
        points = duties(unit.code, framework)
        assert data is not None or not points or unit.code == framework.programme.office_unit
        if data is not None:
            message = email.message_from_bytes(data, policy=email.policy.default)
            said = message.get_content()  # type: ignore[attr-defined]
            assert [point.title_zh_hans for point in points if point.title_zh_hans not in said] == []
            assert ("应报工作要点" in said, "应报指标" in said) == (
                bool(points),
                bool(framework.reported_by(unit.code)),
            )
