"""Corrections and reviews are held against the ledger line by line, by both verifiers alike."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
import recorded
from recorded import PERIOD, Workspace, independent, verdict

from innocity.record.attested import table_lines, text_lines
from innocity.record.ledger import Action, Event

OVERRIDES, REVIEWS = "data/raw/2022-Q4/overrides.csv", "reports/reviews/2022-Q4.jsonl"
ROWS = (
    '甲局/a.xlsx,指标,C5,3,4,李四,"抄错, 见函"',
    "甲局/a.xlsx,指标,C6,5,6,李四,抄错",
    "乙局/b.xlsx,指标,C7,7,8,王五,漏零",
)
HEADER = "file,sheet,cell,old,new,who,why"
SAID = (b'{"by":"\xe7\x8e\x8b"}\n', b'{"by":"b"}\n', b'{"by":"c"}\n')


def table(*rows: str) -> bytes:
    """The office's corrections as a file."""
    return "\n".join(["\ufeff" + HEADER, *rows, ""]).encode()


@pytest.fixture
def sound(tmp_path: Path) -> Workspace:
    """A publication with two corrections that count, one that no longer does, and three reviews."""
    workspace = recorded.published(tmp_path / "某市")
    (workspace.root / OVERRIDES).write_bytes(table(*ROWS))
    recorded.run(workspace, "run 5")
    lines = table_lines(table(*ROWS))
    marks = [{"line": line, "sha256": lines[line]} for line in (2, 3, 4)]
    events = [Event(Action.CORRECTION, str(PERIOD), details=mark) for mark in marks]
    events.append(Event(Action.CORRECTION, str(PERIOD), details={"former": lines[4]}))
    reviews = text_lines(b"".join(SAID))
    events += [Event(Action.REVIEW, str(PERIOD), details={"line": at, "sha256": was}) for at, was in reviews.items()]
    recorded.ledger_of(workspace).append(*events)
    workspace.reviews(PERIOD).parent.mkdir()
    workspace.reviews(PERIOD).write_bytes(b"".join(SAID))
    return workspace


def both(workspace: Workspace, name: str) -> list[tuple[str, str]]:
    """The faults in lines of a file, on which both verifiers agree to the letter."""
    found = verdict(workspace)
    assert independent(workspace) == found
    return [(where.removeprefix(f"{name}:"), kind) for where, kind, *_ in found if where.startswith(name)]


def test_what_stands_as_it_was_entered_is_not_accused(sound: Workspace) -> None:
    assert verdict(sound) == independent(sound) == []


EDITED = ROWS[0].replace(",4,", ",9,")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(table(EDITED, *ROWS[1:]), [("2", "entry_changed")], id="a value"),
        pytest.param(table(*ROWS[1:]), [("2", "entry_missing")], id="a row taken out"),
        pytest.param(table(), [("2", "entry_missing"), ("3", "entry_missing")], id="all rows"),
        pytest.param(b"", [("2", "entry_missing"), ("3", "entry_missing")], id="no content"),
        pytest.param(b'"\0' * 9, [("2", "entry_missing"), ("3", "entry_missing")], id="no table"),
        pytest.param(table(*ROWS[:2]), [], id="one that no longer counts"),
        pytest.param(table("", *reversed(ROWS)), [], id="other places"),
    ],
)
def test_a_correction_that_counts_must_stand_in_its_file(
    sound: Workspace, content: bytes, expected: list[tuple[str, str]]
) -> None:
    (sound.root / OVERRIDES).write_bytes(content)
    found = both(sound, OVERRIDES)
    assert (OVERRIDES, "changed") in found  # the manifest tells of every byte
    assert sorted(set(found) - {(OVERRIDES, "changed")}) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param([SAID[0], SAID[1].replace(b"b", b"x"), SAID[2]], [("2", "entry_changed")], id="another name"),
        pytest.param([SAID[0], SAID[2]], [("2", "entry_missing")], id="one taken out"),
        pytest.param([*SAID[:2]], [("3", "entry_missing")], id="the last taken out"),
        pytest.param([*SAID, b'{"by":"d"}\n'], [("4", "entry_added")], id="one added"),
        pytest.param([SAID[0], b"{}\n", *SAID[1:]], [("2", "entry_added")], id="one put in"),
        pytest.param([SAID[1], SAID[0], SAID[2]], [(REVIEWS, "entry_moved")], id="two changed places"),
        pytest.param([*SAID, SAID[0]], [(REVIEWS, "entry_moved")], id="one twice"),
        pytest.param([*SAID, b'{"by"'], [("4", "entry_added")], id="half a line"),
        pytest.param([*SAID[:2], SAID[2][:-1]], [("3", "entry_changed")], id="the last line feed"),
        pytest.param([], [(str(line), "entry_missing") for line in (1, 2, 3)], id="all of them"),
    ],
)
def test_reviews_must_be_the_entered_ones_in_their_order(
    sound: Workspace, content: list[bytes], expected: list[tuple[str, str]]
) -> None:
    sound.reviews(PERIOD).write_bytes(b"".join(content))
    assert both(sound, REVIEWS) == expected


def test_a_file_that_is_gone_or_a_link_has_no_lines(sound: Workspace) -> None:
    kept = sound.reviews(PERIOD).rename(sound.root / "kept")
    assert [kind for _, kind in both(sound, REVIEWS)] == ["entry_missing"] * 3
    sound.reviews(PERIOD).symlink_to(kept)
    assert [kind for _, kind in both(sound, REVIEWS)] == ["entry_missing"] * 3


def test_a_damaged_ledger_accuses_no_line_that_it_cannot_tell_of(sound: Workspace) -> None:
    content = sound.ledger.read_bytes()
    for name, damage in {"review": b'"line":2', "correction": b'"former":'}.items():
        sound.ledger.write_bytes(content.replace(damage, damage.upper(), 1))
        found = {where.partition(":")[0] for where, _, _, _ in verdict(sound)}
        assert found == {"reports/ledger.jsonl"}, name
        assert independent(sound) == verdict(sound)


@pytest.mark.parametrize(
    "details",
    [
        {"line": "2", "sha256": "x"},
        {"line": 2, "sha256": ["x"]},
        {"line": True, "sha256": "x"},
        {"former": {}},
        {},
    ],
    ids=json.dumps,
)
def test_an_entry_that_attests_no_line_is_passed_over(sound: Workspace, details: dict[str, object]) -> None:
    for action in (Action.CORRECTION, Action.REVIEW):
        recorded.ledger_of(sound).append(Event(action, str(PERIOD), details=details))
    assert verdict(sound) == independent(sound) == []


def test_lines_are_counted_as_a_spreadsheet_counts_rows() -> None:
    found = table_lines(b'a,b\r\n\r\n"x\ny",\'=1\n')
    cells = [["a", "b"], ["x\ny", "'=1"]]
    told = [sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest() for row in cells]
    assert found == dict(enumerate(told, start=1))
