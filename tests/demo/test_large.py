"""The very large workbook of the bench."""

from pathlib import Path

import pytest

from innocity.demo import large
from innocity.framework import load
from innocity.intake.isolation import Isolated
from innocity.intake.matching import dictionary
from innocity.language import Language
from innocity.workspace import CODE, Workspace


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (large.make(tmp_path / name, ["a"], 10).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_the_bench_says_how_long_it_took(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(large, "ROWS", 3_000)
    large.run()
    assert capsys.readouterr().out.startswith("rows 3000  opening ")


def test_every_indicator_of_the_workbook_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    framework = load(Workspace.at(CODE))
    monkeypatch.setattr(large, "_EVERY", 1_000)
    names = [one.name(Language.ZH_HANS) for one in framework.indicators]
    with Isolated() as isolated:
        forms = large.read(large.make(tmp_path / "a.xlsx", names, 3_000), dictionary(framework), isolated)
    read = {row.row: row.cells["indicator"].text for form in forms for row in form.rows if row.row >= 1_000}
    assert {number: read[number] for number in (1_000, 2_000, 3_000)} == dict(
        zip((1_000, 2_000, 3_000), names[1:], strict=False)
    )
