"""Releases: what keeps one from being made, what one leaves, what is found when it was altered, cuts in between."""

from collections.abc import Callable
from pathlib import Path

import pytest
import recorded
import releasable
from recorded import PERIOD, Workspace, independent, verdict
from releasable import RELEASER, needs_ssh, release

from innocity.errors import InnocityError, UsageError
from innocity.period import Period
from innocity.record import durable
from innocity.record.ledger import Action
from innocity.running import release_checks, releasing
from innocity.running.portal import released

pytestmark = needs_ssh
FOLDER = "reports/releases/2022-Q4-1"


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A publication that lacks nothing for a release."""
    return releasable.releasable(tmp_path / "某市", monkeypatch)


def test_a_release_is_entered_signed_kept_and_verified(ready: Workspace) -> None:
    folder = release(ready)
    entry = recorded.ledger_of(ready).entries()[-1]
    run = [one for one in recorded.ledger_of(ready).entries() if one["action"] == Action.RUN][-1]
    assert (entry["action"], entry["manifest_sha256"]) == (Action.RELEASE, run["manifest_sha256"])
    told = ("number", "by", "operator", "reviewers", "errors")
    assert [entry["details"][name] for name in told] == [1, RELEASER, "张三", ["李四"], {"evidence_missing": 2}]
    assert {path.name for path in folder.iterdir()} == {
        "release.txt",
        "release.txt.sig",
        "sheet.html",
        "sheet.pdf",
        "reports",
        "data",
    }
    head = recorded.ledger_of(ready).head()
    assert (folder / "release.txt").read_text(encoding="utf-8").startswith(head.text)
    assert head.printed.rpartition(" ")[2] in (folder / "sheet.html").read_text(encoding="utf-8")
    assert released(ready) == str(PERIOD)
    assert verdict(ready, head.printed) == independent(ready, head.printed) == []


def test_a_later_run_does_not_take_a_release_away(ready: Workspace) -> None:
    folder = release(ready)
    before = (folder / "reports/2022-Q4/report.html").read_bytes()
    (ready.reports(PERIOD) / "report.html").write_bytes(b"later")
    recorded.run(ready, "run 10")
    assert (folder / "reports/2022-Q4/report.html").read_bytes() == before
    assert release(ready).name == "2022-Q4-2"
    assert verdict(ready) == independent(ready) == []


def test_the_allowed_signers_are_entered_when_they_change(ready: Workspace) -> None:
    release(ready)
    release(ready)
    ready.allowed_signers.write_text(ready.allowed_signers.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    release(ready)
    actions = [entry["action"] for entry in recorded.ledger_of(ready).entries()]
    assert actions[-5:] == ["keys", "release", "release", "keys", "release"]


Spoil = Callable[[Workspace], object]
REFUSED: dict[str, tuple[Spoil, str]] = {
    "a changed report": (lambda at: (at.reports(PERIOD) / "report.html").write_bytes(b"x"), "report.html"),
    "a torn ledger": (lambda at: at.ledger.write_bytes(at.ledger.read_bytes()[:-9]), "ledger.jsonl"),
    "no review": (lambda at: at.reviews(PERIOD).unlink(), "review.yaml"),
    "a review by the operator alone": (
        lambda at: (at.reviews(PERIOD).unlink(), releasable.approve(at, " 张三")),
        "review.yaml",
    ),
    "an objection": (lambda at: releasable.approve(at, "赵六", "reject"), "赵六"),
}


@pytest.mark.parametrize(("spoil", "told"), REFUSED.values(), ids=REFUSED)
def test_what_keeps_a_report_from_being_released(ready: Workspace, spoil: Spoil, told: str) -> None:
    spoil(ready)
    before = releasable.files(ready.root)
    with pytest.raises(InnocityError, match=told):
        release(ready)
    assert releasable.files(ready.root) == before


def test_what_the_run_rested_on_must_still_be_the_same(ready: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_checks, "stale_because", lambda *_: ["params/programme.yaml"])
    with pytest.raises(InnocityError, match=r"programme\.yaml"):
        release(ready)


@pytest.mark.parametrize(
    ("by", "why", "told"),
    [
        ("张三", "evidence_missing 已核实", "两个人"),
        (RELEASER, "会议通过", "evidence_missing × 2"),
        ("../王五", "evidence_missing", "--as"),
        ("-王五", "evidence_missing", "--as"),
        (RELEASER, " ", "--why"),
        (RELEASER, "evidence_missing\x1b[2J", "--why"),
        ("李四", "evidence_missing", "李四"),
    ],
)
def test_who_may_release_and_what_must_be_said(ready: Workspace, by: str, why: str, told: str) -> None:
    before = ready.ledger.read_bytes()
    with pytest.raises(InnocityError, match=told):
        release(ready, why, by)
    assert (ready.ledger.read_bytes(), ready.releases.exists()) == (before, False)
    assert list(ready.staged_release(PERIOD, 1).parent.glob("*")) == []


@pytest.mark.parametrize(("options", "told"), [('valid-before="20221231Z"', "有效期"), ('namespaces="mail"', "用途")])
def test_a_key_that_does_not_count_releases_nothing(ready: Workspace, tmp_path: Path, options: str, told: str) -> None:
    ready.allowed_signers.write_text(releasable.allowed(tmp_path / "own", options), encoding="utf-8")
    before = ready.ledger.read_bytes()
    with pytest.raises(InnocityError, match=told):
        release(ready)
    assert ready.ledger.read_bytes() == before


def test_a_period_that_was_never_run(ready: Workspace) -> None:
    with pytest.raises(UsageError):
        releasing.release(ready, Period(2021, 4), RELEASER, "x")


def test_a_cut_between_entry_and_place_is_mended(ready: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(releasing, "_put", cut)
        with pytest.raises(KeyboardInterrupt):
            release(ready)
    assert (f"{FOLDER}/release.txt", "missing", "-", "-") in verdict(ready)
    releasing.recover(ready, PERIOD)
    assert verdict(ready) == independent(ready) == []


def test_a_cut_before_the_entry_leaves_nothing(ready: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise OSError("disk full")

    before = ready.ledger.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(durable, "add", cut)
        with pytest.raises(OSError, match="disk full"):
            release(ready)
    assert (ready.ledger.read_bytes(), ready.releases.exists()) == (before, False)
    assert release(ready).name == "2022-Q4-1"


def write(name: str, content: bytes) -> Spoil:
    """Put this content in a file of the release."""
    return lambda at: (at.root / FOLDER / name).write_bytes(content)


def link(name: str) -> Spoil:
    """Put a link to a file outside in the place of a file."""
    return lambda at: (
        (at.root / FOLDER / name).unlink(missing_ok=True),
        (at.root / FOLDER / name).symlink_to("/etc/passwd"),
    )


def edit(name: str, old: bytes, new: bytes) -> Spoil:
    """Put something else in the place of a passage."""
    return lambda at: (at.root / FOLDER / name).write_bytes((at.root / FOLDER / name).read_bytes().replace(old, new, 1))


SIGNATURE = ("release.txt.sig", "signature_broken")
DAMAGES: dict[str, tuple[Spoil, list[tuple[str, str]]]] = {
    "a kept report": (write("reports/2022-Q4/report.html", b"x"), [("reports/2022-Q4/report.html", "changed")]),
    "a kept return that is gone": (
        lambda at: (at.root / FOLDER / "data/raw/2022-Q4/register.csv").unlink(),
        [("data/raw/2022-Q4/register.csv", "missing")],
    ),
    "a file put among them": (write("reports/2022-Q4/x", b"x"), [("reports/2022-Q4/x", "extra")]),
    "a file put beside": (write("x.txt", b"x"), [("x.txt", "extra")]),
    "the sheet": (write("sheet.pdf", b"x"), [("sheet.pdf", "changed")]),
    "the sheet as a link": (link("sheet.pdf"), [("sheet.pdf", "irregular")]),
    "the kept run record": (write("reports/2022-Q4/run.json", b"x"), [("reports/2022-Q4/run.json", "changed")]),
    "what was signed is gone": (
        lambda at: (at.root / FOLDER / "release.txt").unlink(),
        [("release.txt", "missing")],
    ),
    "what was signed is a link": (link("release.txt"), [("release.txt", "irregular")]),
    "the head that was signed": (
        edit("release.txt", b"programme\n1", b"programme\n2"),
        [("release.txt", "note_head"), SIGNATURE],
    ),
    "what was signed is nothing": (
        write("release.txt", b""),
        [
            ("release.txt", "note_malformed"),
            SIGNATURE,
            ("reports/2022-Q4/MANIFEST.sha256", "extra"),
            ("sheet.html", "extra"),
            ("sheet.pdf", "extra"),
        ],
    ),
    "what was signed leads out": (
        lambda at: (at.root / FOLDER / "release.txt").open("ab").write(b"0" * 64 + b"  ../../../x\n"),
        [("release.txt:7", "manifest_name"), SIGNATURE],
    ),
    "a signature that is none": (write("release.txt.sig", b"x"), [SIGNATURE]),
    "no signature": (lambda at: (at.root / FOLDER / "release.txt.sig").unlink(), [("release.txt.sig", "missing")]),
    "a signer who is no longer allowed": (
        lambda at: at.allowed_signers.write_bytes(b""),
        [("release.txt.sig", "signature_not_allowed")],
    ),
}


@pytest.mark.parametrize(("damage", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_both_verifiers_name_what_was_altered(ready: Workspace, damage: Spoil, expected: list[tuple[str, str]]) -> None:
    release(ready)
    damage(ready)
    found = verdict(ready)
    assert independent(ready) == found
    assert sorted((where.removeprefix(f"{FOLDER}/"), kind) for where, kind, _, _ in found) == sorted(expected)


def test_a_release_that_nobody_entered(ready: Workspace) -> None:
    write_to = ready.release(PERIOD, 7)
    write_to.mkdir(parents=True)
    (write_to / "release.txt").write_bytes(b"x")
    expected = [("reports/releases/2022-Q4-7/release.txt", "unrecorded", "-", "-")]
    assert verdict(ready) == independent(ready) == expected
