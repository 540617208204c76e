"""Reviews from the command line: bound to what is published, listed with their version, told by status."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from published import FIRST, city, publish

from innocity import cli
from innocity.language import Language
from innocity.record.reviews import Review, ReviewVerdict, read_reviews
from innocity.running.reviewed import altered, sections, version
from innocity.running.reviewing import listed, state, take_down
from innocity.workspace import Workspace

TIME = datetime(2023, 7, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one period published."""
    return city(tmp_path)


def reviewed(workspace: Workspace, *options: str) -> int:
    """The exit code of the command."""
    return cli.main(cli.parse(["review", "2022-Q4", "--workspace", str(workspace.root), *options]))


def test_a_review_is_taken_down_with_the_version_and_the_time(workspace: Workspace) -> None:
    said = take_down(workspace, FIRST, " 王审 ", "approve", "看过\r\n无误 ", None, lambda: TIME)
    expected = Review.of(
        period="2022-Q4",
        version=version(workspace.reports(FIRST)),
        verdict=ReviewVerdict.APPROVE,
        by="王审",
        why="看过\n无误",
        recorded_at=TIME,
    )
    assert said == expected
    assert read_reviews(workspace.reviews(FIRST)) == [expected]


def test_a_review_stays_and_is_of_an_earlier_version_once_another_run_came_to_something_else(
    workspace: Workspace,
) -> None:
    take_down(workspace, FIRST, "王审", "approve", "无误", None, lambda: TIME)
    enough = state(workspace, FIRST, Language.EN)
    publish(workspace, FIRST)
    assert state(workspace, FIRST, Language.EN) == enough
    publish(workspace, FIRST, changes=(workspace.tables(FIRST) / "changes.csv").read_text(encoding="utf-8-sig") + "\n")
    assert listed(workspace, FIRST, Language.EN) == [
        "2023-07-20 08:30 UTC  王审  Approve  the whole report  of an earlier version  无误",
        "The present version of the report still lacks approvals: 1",
    ]


def test_the_chapters_of_a_report_can_be_reviewed_one_by_one(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sections(workspace.reports(FIRST)) == {"section-1": "一、总体情况", "section-2": "二、指标 完成"}
    options = ("--as", "王审", "--verdict", "reject", "--why", "数字\x1b[2J不对", "--section", "section-2")
    assert reviewed(workspace, *options) == cli.Exit.USAGE
    assert reviewed(workspace, *options[:5], "数字不对", *options[6:]) == cli.Exit.DONE
    said = capsys.readouterr().out
    assert "二、指标 完成" in said
    assert "王审" in said.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--as", "王审"), "approve, changes, reject"),
        (("--verdict", "maybe", "--as", "王审", "--why", "看过"), "maybe"),
        (("--verdict", "approve", "--as", "王审"), "why"),
        (("--verdict", "approve", "--why", "看过"), "by"),
        (("--verdict", "approve", "--as", "王审", "--why", "看过", "--section", "x"), "section-2 二、指标 完成"),
    ],
)
def test_what_is_no_review_is_refused(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], told: str
) -> None:
    assert reviewed(workspace, *options) == cli.Exit.USAGE
    assert told in capsys.readouterr().err
    assert not workspace.reviews(FIRST).exists()


def test_without_reviews_the_list_says_so(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert reviewed(workspace) == cli.Exit.DONE
    assert capsys.readouterr().out.splitlines() == ["还没有审阅意见", "报告的现行版本还缺 1 位审阅人同意"]


def test_without_a_report_there_is_nothing_to_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = city(tmp_path, 0)
    assert "2022-Q4" in state(workspace, FIRST, Language.EN)
    assert reviewed(workspace, "--verdict", "approve", "--as", "王审", "--why", "看过") == cli.Exit.USAGE
    assert cli.main(cli.parse(["review", "1999-Q1", "--workspace", str(tmp_path)])) == cli.Exit.USAGE


def test_what_was_altered_is_named(workspace: Workspace) -> None:
    assert altered(workspace, workspace.reports(FIRST)) == []
    (workspace.reports(FIRST) / "report.html").write_text("x", encoding="utf-8")
    (workspace.tables(FIRST) / "changes.csv").unlink()
    expected = ["data/processed/2022-Q4/changes.csv", "reports/2022-Q4/report.html"]
    assert altered(workspace, workspace.reports(FIRST)) == expected


def test_open_shows_the_page_and_prints_its_path(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    assert cli.main(cli.parse(["open", "--workspace", str(workspace.root)])) == cli.Exit.DONE
    page = workspace.published / "index.html"
    assert capsys.readouterr().out == f"{page}\n"
    assert shown == [page.as_uri()]
