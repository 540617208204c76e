"""The framework loads whole or not at all, and every fault in it is told."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from innocity.errors import InnocityError, UsageError
from innocity.facts import Answer
from innocity.framework import Framework, load, load_programme
from innocity.language import Language
from innocity.workspace import Workspace


def damage(workspace: Workspace, file: str, old: str, new: str) -> None:
    """Replace the first place where a text stands in a table of the framework."""
    path = workspace.framework / file
    content = path.read_text(encoding="utf-8-sig")
    assert old in content, f"{file} holds no {old}"
    path.write_text(content.replace(old, new, 1), encoding="utf-8-sig")


def again(workspace: Workspace, file: str, line: int = 1) -> None:
    """Write a line of a table a second time."""
    path = workspace.framework / file
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[line]]), encoding="utf-8-sig")


def faults(workspace: Workspace) -> list[str]:
    """What loading the framework complains of, line by line."""
    with pytest.raises(InnocityError) as fault:
        load(workspace)
    return str(fault.value).splitlines()[1:]


def test_the_shipped_framework(framework: Framework) -> None:
    counts = (len(framework.indicators), len(framework.work_points), len(framework.commitments), len(framework.targets))
    assert counts == (26, 31, 51, 26)
    assert sum(row.figures for row in framework.commitments) == 58
    assert len(framework.approvals) == 78


def test_look_ups(framework: Framework) -> None:
    share = framework.indicator("technology_contracts_share")
    assert framework.collectors(share) == ("science_bureau", "statistics_bureau")
    assert framework.collectors(framework.indicator("innovation_policy")) == ("leading_group_office",)
    assert [row.number for row in framework.reported_by("finance_bureau")] == [24]
    assert [row.number for row in framework.reported_by("leading_group_office")] == [25, 26]
    assert len(framework.collecting_units()) == 10
    assert framework.unit("finance_bureau").name(Language.ZH_HANS) == "市财政局"
    assert framework.measure("%").upper_limit == Decimal(100)
    assert framework.name_with_measure("income_ratio", Language.ZH_HANS) == "城乡居民人均可支配收入之比"
    assert framework.name_with_measure("good_air_share", Language.ZH_HANS).endswith(("(%)", "（%）"))
    assert framework.approved("rd_intensity", 2022, "baseline") == [Decimal("2.95")]
    assert framework.approved("innovation_policy", 2022, "baseline") == [Answer.YES]
    assert framework.approved("rd_intensity", 1999, "baseline") == []
    assert framework.programme.said("city", Language.EN) == "Xiangtan"
    assert framework.programme.said("office_unit", Language.EN) == "leading_group_office"


@pytest.mark.parametrize("given", ['["fr"]', '["en", "en"]', '"en"', "[1]"])
def test_a_language_that_is_not_known_or_stands_twice_is_refused(empty: Workspace, given: str) -> None:
    assert load_programme(empty).languages == []
    with empty.programme.open("a", encoding="utf-8") as handle:
        handle.write(f"languages: {given}\n")
    with pytest.raises(InnocityError, match=r"programme\.yaml.*languages"):
        load_programme(empty)


def test_a_target_has_versions(workspace: Workspace) -> None:
    for file, row in (
        ("targets.csv", "rd_intensity,2023,3.1,%,2,2023-08-01,调整文件,\n"),
        ("approved.csv", "rd_intensity,2023,target,3.1,%,调整文件,adjustment\n"),
    ):
        with (workspace.framework / file).open("a", encoding="utf-8") as handle:
            handle.write(row)
    framework = load(workspace)
    days = [date(2023, 4, 19), date(2023, 4, 20), date(2023, 7, 31), date(2023, 8, 1)]
    versions = [framework.target("rd_intensity", 2023, day) for day in days]
    assert [str(one.value) if one else None for one in versions] == [None, "3.0", "3.0", "3.1"]
    assert framework.target("rd_intensity", 2024, days[-1]) is None


DAMAGES: list[tuple[Callable[[Workspace], None], list[str]]] = [
    (lambda w: again(w, "indicators.csv"), ["indicators.csv", "rd_intensity", "2"]),
    (lambda w: again(w, "targets.csv"), ["targets.csv", "rd_intensity 2023 r1", "2"]),
    (lambda w: again(w, "work_points.csv"), ["work_points.csv", "1-1", "2"]),
    (lambda w: again(w, "commitments.csv"), ["commitments.csv", "1-1-a", "2"]),
    (lambda w: again(w, "units.csv"), ["units.csv", "statistics_bureau", "2"]),
    (lambda w: again(w, "measures.csv"), ["measures.csv", "%", "2"]),
    (lambda w: again(w, "aliases.csv"), ["aliases.csv", "indicator", "2"]),
    (lambda w: damage(w, "indicators.csv", ",science_bureau,", ",nobody,"), ["indicators.csv", "collectors", "nobody"]),
    (lambda w: damage(w, "indicators.csv", ",亿元,", ",斤,"), ["indicators.csv", "measure", "斤"]),
    (lambda w: damage(w, "targets.csv", "rd_intensity,", "nothing,"), ["targets.csv", "indicator", "nothing"]),
    (lambda w: damage(w, "approved.csv", "rd_intensity,", "nothing,"), ["approved.csv", "indicator", "nothing"]),
    (lambda w: damage(w, "work_points.csv", ",science_bureau,", ",nobody,"), ["work_points.csv", "leads", "nobody"]),
    (lambda w: damage(w, "work_points.csv", ";counties_and_parks,", ";nobody,"), ["responsible", "nobody"]),
    (lambda w: damage(w, "commitments.csv", "1-1-a,1-1,", "1-1-a,9-9,"), ["1-1-a", "work_point", "9-9"]),
    (lambda w: damage(w, "commitments.csv", ",new,rd_intensity,", ",new,nothing,"), ["indicator", "nothing"]),
    (lambda w: damage(w, "commitments.csv", ",亿元,2023", ",斤,2023"), ["commitments.csv", "measure", "斤"]),
    (lambda w: damage(w, "measures.csv", "%,%,%,%,%,", "%,%,%,%,斤,"), ["measures.csv", "canonical", "斤"]),
    (lambda w: damage(w, "aliases.csv", ",rd_intensity,", ",nothing,"), ["aliases.csv", "code", "nothing"]),
    (lambda w: damage(w, "aliases.csv", "预估,estimated", "预估,guessed"), ["aliases.csv", "预估", "guessed"]),
    (lambda w: damage(w, "aliases.csv", "answer,有,yes", "answer,有,maybe"), ["aliases.csv", "有", "maybe"]),
    (lambda w: damage(w, "aliases.csv", "已办结,done", "已办结,finished"), ["aliases.csv", "已办结", "finished"]),
    (lambda w: damage(w, "targets.csv", "rd_intensity,2023,3.0", "rd_intensity,2023,yes"), ["rd_intensity 2023", "yes"]),
    (lambda w: damage(w, "approved.csv", "2021,baseline,2.53", "2021,baseline,no"), ["rd_intensity 2021", "no"]),
    (lambda w: damage(w, "targets.csv", "3.0,%", "3.0,个"), ["targets.csv", "rd_intensity 2023", "个", "%"]),
    (lambda w: damage(w, "targets.csv", "rd_intensity,", "basic_research_share,"), ["rd_intensity"]),
    (lambda w: damage(w, "targets.csv", "2023,3.0,", "2023,3.1,"), ["rd_intensity 2023 r1", "3.1", "3.0"]),
    (lambda w: damage(w, "targets.csv", "rd_intensity,2023,", "rd_intensity,2024,"), ["rd_intensity 2024 r1", "-"]),
]  # fmt: skip


@pytest.mark.parametrize(("damaged", "told"), DAMAGES)
def test_a_fault_is_told(empty: Workspace, damaged: Callable[[Workspace], None], told: list[str]) -> None:
    damaged(empty)
    assert any(all(word in line for word in told) for line in faults(empty))


def test_all_faults_are_told_in_one_message(empty: Workspace) -> None:
    for change, _ in DAMAGES[1:20:3]:
        change(empty)
    listed = faults(empty)
    assert all(any(all(word in line for word in told) for line in listed) for _, told in DAMAGES[1:20:3])


def test_rows_that_cannot_be_read_are_all_told_with_file_and_line(empty: Workspace) -> None:
    damage(empty, "targets.csv", "2023,3.0,", "2023,three,")
    damage(empty, "indicators.csv", ",higher,ratio,", ",upward,ratio,")
    (empty.framework / "units.csv").unlink()
    listed = "\n".join(faults(empty))
    assert [
        word for word in ("targets.csv", "three", "indicators.csv", "upward", "units.csv") if word not in listed
    ] == []


@pytest.mark.parametrize(
    ("old", "new"), [("leading_group_office", "nobody"), ("evaluation_year: 2025", "evaluation_year: soon")]
)
def test_a_fault_in_the_programme_is_told(empty: Workspace, old: str, new: str) -> None:
    path = empty.programme
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InnocityError, match=r"programme\.yaml"):
        load(empty)


def test_a_missing_programme_is_told(empty: Workspace) -> None:
    empty.programme.unlink()
    with pytest.raises(UsageError, match=r"programme\.yaml"):
        load(empty)


def test_another_city_needs_no_code(empty: Workspace, tmp_path: Path) -> None:
    damage(empty, "units.csv", "市财政局", "某县财政局")
    assert load(empty).unit("finance_bureau").name(Language.ZH_HANS) == "某县财政局"
