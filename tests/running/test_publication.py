"""From staging to the published place; whatever is cut off, the next start puts it right."""

from pathlib import Path, PurePosixPath

import pytest

from innocity.errors import InnocityError
from innocity.period import Period
from innocity.running import publication
from innocity.workspace import Workspace

PERIOD = Period(2022, 4)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    (tmp_path / "params" / "framework").mkdir(parents=True)
    return Workspace.at(tmp_path)


def stage(workspace: Workspace, words: str) -> None:
    """Something in staging, ready to be published."""
    staging = publication.fresh_staging(workspace, PERIOD)
    (staging / "tables" / "t.csv").write_text(words, encoding="utf-8")
    (staging / "reports" / "report.html").write_text(words, encoding="utf-8")


def published(workspace: Workspace) -> tuple[str, str]:
    """What stands in the two published places."""
    return (
        (workspace.tables(PERIOD) / "t.csv").read_text(encoding="utf-8"),
        (workspace.reports(PERIOD) / "report.html").read_text(encoding="utf-8"),
    )


def test_the_new_takes_the_place_of_the_former(workspace: Workspace) -> None:
    for words in ("one", "two"):
        stage(workspace, words)
        publication.publish(workspace, PERIOD)
    assert published(workspace) == ("two", "two")
    assert not workspace.outgoing(PERIOD).exists()
    assert not workspace.staging(PERIOD).exists()


@pytest.mark.parametrize("cut_at", range(4))
def test_a_publication_that_is_cut_off_leaves_something_whole(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    stage(workspace, "one")
    publication.publish(workspace, PERIOD)
    stage(workspace, "two")
    rename, done = Path.rename, []

    def cut(self: Path, target: Path) -> Path:
        if len(done) == cut_at:
            raise KeyboardInterrupt
        done.append(target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", cut)
    with pytest.raises(KeyboardInterrupt):
        publication.publish(workspace, PERIOD)
    monkeypatch.undo()
    publication.recover(workspace, PERIOD)
    tables, reports = published(workspace)
    assert {tables, reports} <= {"one", "two"}
    assert reports == "one"  # the reports, which carry the fingerprint of both, come last


def test_fresh_staging_forgets_what_an_earlier_run_left(workspace: Workspace) -> None:
    stage(workspace, "left over")
    publication.fresh_staging(workspace, PERIOD)
    assert sorted(path.name for path in workspace.staging(PERIOD).rglob("*")) == ["reports", "tables"]


def replies(workspace: Workspace) -> dict[str, bytes]:
    """What stands in the place of the replies."""
    folder = workspace.replies(PERIOD)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_replies_are_replaced_as_a_whole(workspace: Workspace) -> None:
    for content in ({"甲局/a.eml": b"1", "乙局/a.eml": b"2"}, {"甲局/b.eml": b"3"}, {}):
        publication.replace_replies(workspace, PERIOD, {PurePosixPath(name): data for name, data in content.items()})
        assert replies(workspace) == content
        assert not workspace.outgoing_replies(PERIOD).exists()


@pytest.mark.parametrize("cut_at", range(2))
def test_replies_that_are_cut_off_are_the_former_or_the_new_ones(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    former, new = {PurePosixPath("甲局/a.eml"): b"1"}, {PurePosixPath("甲局/b.eml"): b"2"}
    publication.replace_replies(workspace, PERIOD, former)
    rename, done = Path.rename, []

    def cut(self: Path, target: Path) -> Path:
        if len(done) == cut_at:
            raise OSError(28, "no space left", str(target))
        done.append(target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", cut)
    with pytest.raises(InnocityError, match="no space left"):
        publication.replace_replies(workspace, PERIOD, new)
    monkeypatch.undo()
    publication.recover_replies(workspace, PERIOD)
    assert replies(workspace) == {"甲局/a.eml": b"1"}
    publication.replace_replies(workspace, PERIOD, new)
    assert replies(workspace) == {"甲局/b.eml": b"2"}
