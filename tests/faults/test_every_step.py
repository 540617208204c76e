"""A run's own writing, cut off or refused at every single step in turn: what is published is the former or the new, whole."""

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import injection
import pytest
import recorded

from innocity.errors import InnocityError
from innocity.language import Language
from innocity.period import Period
from innocity.record import ledger
from innocity.record.ledger import Action, Ledger
from innocity.running import making, plan, portal, progress, publication, recording, run, run_log
from innocity.workspace import CODE, Workspace

PERIOD = Period(2022, 4)
TABLE = b"\xef\xbb\xbffile,severity\n"


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs without notebooks, whose tables and pages say nothing but the language."""

    def make(self: making.Making) -> None:
        staging = self.workspace.staging(PERIOD)
        (staging / "tables" / "findings.csv").write_bytes(TABLE)
        (staging / "tables" / "overrides.csv").write_bytes(b"\xef\xbb\xbfperiod,is_applied\n")
        (staging / "tables" / "receipts.csv").write_bytes(b"\xef\xbb\xbffile,verdict\n")
        (staging / "tables" / "t.csv").write_text(self.parameters.language, encoding="utf-8")
        (staging / "reports" / "report.html").write_text(self.parameters.language, encoding="utf-8")

    monkeypatch.setattr(making.Making, "make", make)
    monkeypatch.setattr(portal, "refresh", lambda *_: None)
    monkeypatch.setattr(plan, "_code", lambda: {"code:version": "abc"})


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """A workspace with just the files that such a run reads."""
    for part in ("params/programme.yaml", "params/periods/2022-Q4.yaml"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CODE / part, tmp_path / part)
    (tmp_path / "params" / "framework").mkdir()
    (tmp_path / "params" / "rules").mkdir()
    workspace = Workspace.at(tmp_path)
    workspace.returns(PERIOD).mkdir(parents=True)
    (workspace.returns(PERIOD) / "a.csv").write_bytes(b"1\n")
    return workspace


def ran(workspace: Workspace, language: Language) -> None:
    """Bring the period up to date in this language."""
    run.run(run.Request(workspace, PERIOD, language), lambda _: None)


def published(workspace: Workspace) -> tuple[str, str]:
    """What stands in the two published places; nothing where there is nothing."""
    places = workspace.tables(PERIOD) / "t.csv", workspace.reports(PERIOD) / "report.html"
    tables, reports = (place.read_text(encoding="utf-8") if place.exists() else "" for place in places)
    return tables, reports


def restored(former: Workspace, copy: Path) -> Workspace:
    """A copy of a workspace, in the place of the copy before."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(former.root, copy)
    return Workspace(copy)


def steps(attempt: Callable[[int], bool]) -> Iterator[int]:
    """1, 2, 3 … until an attempt was not touched any more."""
    number = 1
    while attempt(number):
        yield number
        number += 1


def sound(workspace: Workspace, allowed: set[tuple[str, str]]) -> None:
    """The next start puts it right, comes to the same, and the record is intact."""
    publication.recover(workspace, PERIOD)
    assert published(workspace) in allowed
    ran(workspace, Language.EN)
    assert published(workspace) == ("en", "en")
    assert [fault for fault in recorded.verdict(workspace) if fault[1] != "recovered"] == []
    runs = [entry for entry in Ledger.of(workspace).entries() if entry["action"] == Action.RUN]
    assert [entry["period"] for entry in runs] == [str(PERIOD)] * len(runs)
    assert not workspace.outgoing(PERIOD).exists()
    assert not workspace.journal(PERIOD).exists()


@pytest.mark.slow
@pytest.mark.parametrize("has_former", [False, True])
def test_killed_at_any_step(small: Workspace, tmp_path_factory: pytest.TempPathFactory, has_former: bool) -> None:
    copy = tmp_path_factory.mktemp("copy") / "city"
    if has_former:
        ran(small, Language.ZH_HANS)
    former = published(small)

    def attempt(number: int) -> bool:
        workspace = restored(small, copy)

        def work() -> bool:
            with injection.injected(injection.CALLS, number, injection.die):
                ran(workspace, Language.EN)
            return False

        return injection.in_a_child(work)

    count = sum(sound(Workspace(copy), {former, ("en", "en")}) is None for _ in steps(attempt))
    assert count > 30


@pytest.mark.slow
@pytest.mark.parametrize("has_former", [False, True])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE], ids=errno.errorcode.get)
def test_refused_at_any_step(
    small: Workspace, tmp_path_factory: pytest.TempPathFactory, has_former: bool, number: int
) -> None:
    copy = tmp_path_factory.mktemp("copy") / "city"
    if has_former:
        ran(small, Language.ZH_HANS)
    former = published(small)

    def attempt(place: int) -> bool:
        workspace = restored(small, copy)
        refusal = injection.failing(number)
        with injection.injected((*injection.CALLS, "open"), place, refusal) as is_met, suppress(InnocityError):
            ran(workspace, Language.EN)
        return is_met()

    # What is refused is undone at once: no next start is needed for the former or the new one to stand.
    for _ in steps(attempt):
        assert published(Workspace(copy)) in (former, ("en", "en"))
        sound(Workspace(copy), {former, ("en", "en")})


def test_a_clock_that_jumps_backwards(small: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    class Backwards(datetime):
        """An hour earlier whenever it is looked at."""

        looks = 0

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            cls.looks += 1
            return cls.fromtimestamp(1_700_000_000 - 3600 * cls.looks, tz)

    for module in (ledger, progress, recording, run, run_log):
        monkeypatch.setattr(module, "datetime", Backwards)
    ran(small, Language.ZH_HANS)
    sound(small, {("zh-Hans", "zh-Hans")})
    assert [one.state for one in progress.progress(small)] == [progress.RunState.DONE]
    assert Backwards.looks > 10
