"""A review stands in the ledger and among the others, or in neither, wherever its entering is cut off."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import recorded
from recorded import PERIOD, independent, verdict

from innocity.errors import InnocityError
from innocity.record import durable
from innocity.record.ledger import Action, Ledger
from innocity.record.reviews import Review, ReviewVerdict, line_of, read_reviews
from innocity.running import review_entries
from innocity.workspace import Workspace

REVIEW = Review.of(
    period=str(PERIOD),
    version="a" * 64,
    section="section-2",
    verdict=ReviewVerdict.CHANGES,
    by="李四",
    why="数字\n不对",
    recorded_at=datetime(2023, 1, 17, tzinfo=UTC),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A sound publication."""
    return recorded.published(tmp_path / "某市")


def entered(workspace: Workspace) -> int:
    """How many reviews the ledger tells of."""
    return sum(one["action"] == Action.REVIEW and "line" in one["details"] for one in Ledger.of(workspace).entries())


def test_a_review_is_entered_with_what_it_judges(workspace: Workspace) -> None:
    review_entries.enter(workspace, PERIOD, REVIEW)
    review_entries.enter(workspace, PERIOD, REVIEW)
    entry = Ledger.of(workspace).entries()[-1]
    run = [one for one in Ledger.of(workspace).entries() if one["action"] == Action.RUN][-1]
    assert (entry["action"], entry["reason"]) == ("review", "数字\n不对")
    assert entry["manifest_sha256"] == run["manifest_sha256"]
    assert entry["details"] == {
        "line": 2,
        "sha256": recorded.digest(line_of(REVIEW)),
        "by": "李四",
        "verdict": "changes",
        "section": "section-2",
        "version": "a" * 64,
    }
    assert read_reviews(workspace.reviews(PERIOD)) == [REVIEW, REVIEW]
    assert verdict(workspace) == independent(workspace) == []
    assert not workspace.review_at_work(PERIOD).exists()


@pytest.mark.parametrize("step", range(1, 5))
def test_a_review_that_is_cut_off_is_finished_or_forgotten(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    review_entries.enter(workspace, PERIOD, REVIEW)
    left = [step]

    def cut(path: Path) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(durable, "sync_folder", cut)  # behind each of the four files that are written
        with pytest.raises(KeyboardInterrupt):
            review_entries.enter(workspace, PERIOD, REVIEW)
    review_entries.recover(workspace, PERIOD)
    Ledger.of(workspace).mend()
    assert len(read_reviews(workspace.reviews(PERIOD))) == entered(workspace) == (1 if step == 1 else 2)
    assert verdict(workspace) == independent(workspace) == []
    assert not workspace.review_at_work(PERIOD).exists()
    review_entries.recover(workspace, PERIOD)
    assert entered(workspace) == (1 if step == 1 else 2)


def test_what_is_no_record_of_reviews_gets_no_more(workspace: Workspace) -> None:
    workspace.reviews(PERIOD).parent.mkdir()
    workspace.reviews(PERIOD).write_bytes(b"{}\n")
    with pytest.raises(InnocityError, match="2022-Q4"):
        review_entries.enter(workspace, PERIOD, REVIEW)
    assert entered(workspace) == 0


def test_a_disk_that_is_full_is_told_in_a_sentence(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(durable, "replace", full)
    with pytest.raises(InnocityError, match="2022-Q4-review"):
        review_entries.enter(workspace, PERIOD, REVIEW)
    assert entered(workspace) == 0
