"""The desk's commands from end to end: what they print, what they write, which exit code they give."""

import json
from pathlib import Path

import pytest
import workbooks

from innocity import cli
from innocity.period import Period
from innocity.running import desk
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


def called(workspace: Workspace, *arguments: str) -> int:
    return cli.main(cli.parse([*arguments, "--workspace", str(workspace.root)]))


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    return str(workbooks.make_workbook(tmp_path / "sent" / "a.xlsx", workbooks.form(workbooks.row(-5))))


def test_the_round_trip(empty: Workspace, faulty: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(empty, "receive", faulty, "--period", "2022-Q4", "--on", "2023-04-01") == cli.Exit.DONE
    assert "市财政局/a.xlsx" in capsys.readouterr().out
    assert called(empty, "check") == cli.Exit.FINDINGS
    assert "数值不应为负" in capsys.readouterr().out
    assert called(empty, "reply", "2022-Q4") == cli.Exit.DONE
    assert "退回函.eml" in capsys.readouterr().out
    assert called(empty, "status") == cli.Exit.DONE
    assert "2023-04-01" in capsys.readouterr().out


def test_a_loose_file_is_checked(empty: Workspace, faulty: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(empty, "check", faulty, "--period", "2022-Q4", "--json") == cli.Exit.FINDINGS
    assert "negative" in {row["code"] for row in json.loads(capsys.readouterr().out)}


def test_status_as_json(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(workspace, "status", "2022-Q4", "--json") == cli.Exit.DONE
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["unit"], first["received_on"], first["timeliness"]) == ("statistics_bureau", "2023-04-20", "received")


def test_templates_for_every_unit_that_reports_or_for_one(empty: Workspace, tmp_path: Path) -> None:
    assert called(empty, "template", "2022-Q4") == cli.Exit.DONE
    assert len(list(empty.templates(PERIOD).glob("*.xlsx"))) == 41
    assert called(empty, "template", "2022-Q4", "--unit", "财政局", "--to", str(tmp_path / "to")) == cli.Exit.DONE
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["市财政局_2022-Q4.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["template", "2022-Q4", "--unit", "各县市区、园区"], "各县市区、园区"),
        (["template", "1999-Q1"], "1999-Q1"),
        (["receive", "x.xlsx", "--period", "2022-Q4", "--on", "someday"], "someday"),
        (["check", "--lang", "fr"], "fr"),
    ],
)
def test_what_cannot_be_asked_for(
    empty: Workspace, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert called(empty, *arguments) == cli.Exit.USAGE
    assert told in capsys.readouterr().err


def test_who_has_sent_nothing_is_reminded_and_a_stale_reply_goes(
    empty: Workspace, faulty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = empty.replies(PERIOD) / "市财政局" / "stale.eml"
    stale.parent.mkdir(parents=True)
    stale.touch()
    assert called(empty, "reply", "2022-Q4") == cli.Exit.DONE
    assert "reports/replies/2022-Q4/市财政局/催报函.eml" in capsys.readouterr().out
    assert sorted(path.name for path in stale.parent.iterdir()) == ["催报函.eml", "催报函.pdf"]
    called(empty, "receive", faulty, "--period", "2022-Q4", "--on", "2023-04-01")
    assert called(empty, "reply", "2022-Q4") == cli.Exit.DONE
    assert sorted(path.name for path in stale.parent.iterdir()) == ["a_问题清单.xlsx", "退回函.eml", "退回函.pdf"]


def test_nothing_to_send_back(
    empty: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for written in ("reminders", "letters"):
        monkeypatch.setattr(desk, written, lambda *_: {})
    assert called(empty, "reply", "2022-Q4", "--lang", "en") == cli.Exit.DONE
    assert capsys.readouterr().out == "2022-Q4: there is nothing to send back\n"
