"""The ledger: canonical lines in a chain, and what becomes of it when a crash or a hand has been at it."""

import json
import multiprocessing
from pathlib import Path

import pytest
import recorded
from recorded import ORIGIN, bare, digest, ledger_of

from innocity.errors import InnocityError
from innocity.record.head import NOTHING, Head
from innocity.record.ledger import Action, Event, Ledger, parsed
from innocity.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace without a ledger."""
    recorded.clock.minutes = 0  # type: ignore[attr-defined]
    return bare(tmp_path / "某市")


def lines(workspace: Workspace) -> list[bytes]:
    """The lines with their line feeds."""
    return workspace.ledger.read_bytes().splitlines(keepends=True)


def found(workspace: Workspace) -> list[str]:
    """What the recoveries in the ledger tell."""
    entries = ledger_of(workspace).entries()
    return [entry["details"]["found"] for entry in entries if entry["action"] == Action.RECOVERY]


def test_a_ledger_opens_with_its_origin_and_every_line_holds_the_digest_of_the_one_before(workspace: Workspace) -> None:
    head = ledger_of(workspace).append(Event(Action.RUN, "2022-Q4", "run 1", reason="“空”\n"))
    first, second = lines(workspace)
    assert json.loads(first)["details"] == {"origin": ORIGIN}
    assert second.decode() == (
        '{"action":"run","actor":"张三","code_commit":null,"details":{},"dirty":null,"manifest_sha256":null,'
        f'"period":"2022-Q4","prev":"{digest(first)}","reason":"“空”\\n","run_id":"run 1","seq":2,'
        '"time":"2023-01-16T00:02:00Z"}\n'
    )
    assert json.loads(first)["prev"] == NOTHING
    assert head == Head(ORIGIN, 2, digest(second)) == Head.of_file(workspace.ledger_head.read_bytes())


def test_nothing_that_stands_is_written_anew(workspace: Workspace) -> None:
    ledger_of(workspace).append(Event(Action.RUN))
    before = workspace.ledger.read_bytes()
    ledger_of(workspace).append(Event(Action.FAILURE), Event(Action.RUN))
    assert workspace.ledger.read_bytes().startswith(before)
    assert len(lines(workspace)) == 4


@pytest.mark.parametrize("torn", [b"{", b'{"action":"run"}', b"\xff\x00"])
def test_half_a_line_is_moved_to_a_file_of_its_own_and_told(workspace: Workspace, torn: bytes) -> None:
    ledger_of(workspace).append(Event(Action.RUN))
    workspace.torn_ledger(1).write_bytes(b"an earlier one")
    before = workspace.ledger.read_bytes()
    workspace.ledger.write_bytes(before + torn)
    ledger_of(workspace).append(Event(Action.RUN))
    assert workspace.ledger.read_bytes().startswith(before + b'{"action":"recovery"')
    assert found(workspace) == ["torn"]
    assert [workspace.torn_ledger(number).read_bytes() for number in (1, 2)] == [b"an earlier one", torn]


def behind(workspace: Workspace) -> None:
    """A crash between the line and the head."""
    kept = workspace.ledger_head.read_bytes()
    ledger_of(workspace).append(Event(Action.RUN))
    workspace.ledger_head.write_bytes(kept)


def cut(workspace: Workspace) -> None:
    """The last line taken away."""
    workspace.ledger.write_bytes(b"".join(lines(workspace)[:-1]))


def edited(workspace: Workspace) -> None:
    """The last line altered."""
    workspace.ledger.write_bytes(workspace.ledger.read_bytes().replace(b"run 1", b"run 2"))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (behind, ["head_behind"]),
        (cut, ["head_differs"]),
        (edited, ["head_differs"]),
        (lambda workspace: workspace.ledger_head.unlink(), ["head_missing"]),
        (lambda workspace: workspace.ledger_head.write_bytes(b"?"), ["head_differs"]),
        (lambda workspace: workspace.ledger.unlink(), ["head_differs"]),
        (lambda workspace: None, []),
    ],
)
def test_a_new_head_hides_no_damage(workspace: Workspace, damage: "object", told: list[str]) -> None:
    ledger_of(workspace).append(Event(Action.RUN, run_id="run 1"))
    damage(workspace)  # type: ignore[operator]
    ledger_of(workspace).append(Event(Action.RUN))
    assert found(workspace) == told


def torn(workspace: Workspace) -> None:
    """Half a line at the end."""
    workspace.ledger.write_bytes(workspace.ledger.read_bytes() + b'{"half')


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (behind, ["head_behind"]),
        (lambda workspace: workspace.ledger_head.unlink(), ["head_missing"]),
        (torn, ["torn"]),
        (edited, []),
        (lambda workspace: None, []),
    ],
)
def test_what_a_crash_left_is_entered_and_nothing_else(workspace: Workspace, damage: "object", told: list[str]) -> None:
    ledger_of(workspace).append(Event(Action.RUN, run_id="run 1"))
    damage(workspace)  # type: ignore[operator]
    ledger_of(workspace).mend()
    assert found(workspace) == told


def test_the_ledger_of_another_programme_is_not_written_to(workspace: Workspace) -> None:
    ledger_of(workspace).append(Event(Action.RUN))
    before = workspace.ledger.read_bytes()
    with pytest.raises(InnocityError, match="other-city/programme"):
        Ledger(workspace, "other-city/programme", "李四").append(Event(Action.RUN))
    assert workspace.ledger.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]\n",
        b"{}\n",
        b"\xff\n",
        b"NaN\n",
        b"[" * 100_000 + b"\n",
        b'{"seq":' + b"9" * 5000 + b"}\n",
    ],
    ids=["nothing", "list", "bare", "bytes", "nan", "deep", "long"],
)
def test_what_is_no_line_of_ours_is_none(line: bytes) -> None:
    assert parsed(line) is None


def test_the_writer_is_the_one_of_the_setting(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOCITY_ACTOR", "王五")
    assert Ledger.of(workspace).actor == "王五"
    monkeypatch.delenv("INNOCITY_ACTOR")
    monkeypatch.setattr("getpass.getuser", lambda: "zhaoliu")
    assert Ledger.of(workspace).actor == "zhaoliu"


def write_many(root: Path) -> None:
    """Ten lines, one after the other."""
    for _ in range(10):
        ledger_of(Workspace(root)).append(Event(Action.RUN))


@pytest.mark.slow
def test_several_processes_write_one_chain(workspace: Workspace) -> None:
    writers = [multiprocessing.get_context("fork").Process(target=write_many, args=(workspace.root,)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entries = ledger_of(workspace).entries()
    assert [entry["seq"] for entry in entries] == list(range(1, 42))
    assert [entry["prev"] for entry in entries[1:]] == [digest(line) for line in lines(workspace)[:-1]]
    assert found(workspace) == []
