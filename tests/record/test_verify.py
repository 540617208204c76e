"""Whatever is altered is named exactly, by both verifiers alike; what is sound is not accused."""

import ast
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import recorded
from recorded import PERIOD, TOOL, Workspace, independent, verdict

from innocity.record.ledger import Action, Event
from innocity.record.verify import verify

REPORTS, LEDGER, HEAD = "reports/2022-Q4", "reports/ledger.jsonl", "reports/ledger.head"
MANIFEST = f"{REPORTS}/MANIFEST.sha256"
RETURN = "data/raw/2022-Q4/甲局/报表 1.xlsx"


@pytest.fixture
def published(tmp_path: Path) -> Workspace:
    """A sound publication."""
    return recorded.published(tmp_path / "某市")


def both(workspace: Workspace, head: str | None = None) -> list[tuple[str, str]]:
    """Place and kind of every fault, on which both verifiers agree to the letter."""
    found = verdict(workspace, head)
    assert independent(workspace, head) == found
    return [(where, kind) for where, kind, _, _ in found]


def test_what_is_sound_is_not_accused(published: Workspace) -> None:
    assert both(published) == []
    assert both(published, recorded.ledger_of(published).head().printed) == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils")
def test_sha256sum_reads_the_manifest(published: Workspace) -> None:
    told = subprocess.run(["sha256sum", "--strict", "-c", "MANIFEST.sha256"], cwd=published.root / REPORTS)
    assert told.returncode == 0


Damage = Callable[[Path], object]


def write(name: str, content: bytes) -> Damage:
    """Put this content in a file."""

    def damage(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)

    return damage


def edit(name: str, old: bytes, new: bytes) -> Damage:
    """Put something else in the place of the first occurrence of a passage."""

    def damage(root: Path) -> None:
        content = (root / name).read_bytes()
        assert old in content
        (root / name).write_bytes(content.replace(old, new, 1))

    return damage


def remove(name: str) -> Damage:
    """Take a file away."""
    return lambda root: (root / name).unlink()


def rename(name: str, new: str) -> Damage:
    """Give a file another name."""
    return lambda root: (root / name).rename(root / new)


def link(name: str, to: str) -> Damage:
    """Put a link in the place of a file, or where there was none."""

    def damage(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(to)

    return damage


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Damage:
    """Rearrange the lines of the ledger."""

    def damage(root: Path) -> None:
        (root / LEDGER).write_bytes(b"".join(change((root / LEDGER).read_bytes().splitlines(keepends=True))))

    return damage


def listed(line: bytes) -> Damage:
    """Add a line to the manifest, which the ledger then no longer knows."""
    return lambda root: (root / MANIFEST).write_bytes((root / MANIFEST).read_bytes() + line)


ZEROS = b"0" * 64
DAMAGES = {
    "a changed report": (edit(f"{REPORTS}/report.html", b"97.7", b"99.7"), [(f"{REPORTS}/report.html", "changed")]),
    "a missing table": (
        remove("data/processed/2022-Q4/findings.csv"),
        [("data/processed/2022-Q4/findings.csv", "missing")],
    ),
    "an added table": (write("data/processed/2022-Q4/x.csv", b"1"), [("data/processed/2022-Q4/x.csv", "extra")]),
    "a hidden report": (write(f"{REPORTS}/.x", b"1"), [(f"{REPORTS}/.x", "extra")]),
    "an added return": (write("data/raw/2022-Q4/x.csv", b"1"), [("data/raw/2022-Q4/x.csv", "extra")]),
    "what intake passes over": (write("data/raw/2022-Q4/~$x.xlsx", b"1"), []),
    "a renamed return": (rename(RETURN, "data/raw/2022-Q4/a.xlsx"), [(RETURN, "renamed")]),
    "a changed run record": (edit(f"{REPORTS}/run.json", b"run 3", b"run 9"), [(f"{REPORTS}/run.json", "changed")]),
    "no run record": (remove(f"{REPORTS}/run.json"), [(f"{REPORTS}/run.json", "missing")]),
    "no manifest": (remove(MANIFEST), [(MANIFEST, "missing")]),
    "an empty manifest": (write(MANIFEST, b""), [(MANIFEST, "disputed"), (MANIFEST, "manifest_changed")]),
    "a digest in the manifest": (
        lambda root: (root / MANIFEST).write_bytes(b"f" + (root / MANIFEST).read_bytes()[1:]),
        [(MANIFEST, "manifest_changed"), (f"{MANIFEST}:1", "disputed")],
    ),
    "a manifest that names a place outside": (
        listed(ZEROS + b"  ../../../../etc/passwd\n"),
        [(MANIFEST, "manifest_changed"), (f"{MANIFEST}:{len(recorded.FILES) + 2}", "manifest_name")],
    ),
    "a manifest with an absolute name": (
        listed(ZEROS + b"  /etc/passwd\n"),
        [(MANIFEST, "manifest_changed"), (f"{MANIFEST}:{len(recorded.FILES) + 2}", "manifest_name")],
    ),
    "a manifest with a winding name": (
        listed(ZEROS + b"  scorecards/../report.html\n"),
        [(MANIFEST, "manifest_changed"), (f"{MANIFEST}:{len(recorded.FILES) + 2}", "manifest_name")],
    ),
    "a manifest with an escaped line feed": (
        listed(b"\\" + ZEROS + b"  ../../data/a\\nb\n"),
        [(MANIFEST, "manifest_changed"), (f"{MANIFEST}:{len(recorded.FILES) + 2}", "manifest_name")],
    ),
    "a manifest with a line that is none": (
        listed(b"hello\n"),
        [(MANIFEST, "manifest_changed"), (f"{MANIFEST}:{len(recorded.FILES) + 2}", "manifest_line")],
    ),
    "a link to a file outside": (
        link(f"{REPORTS}/report.pdf", "/etc/passwd"),
        [(f"{REPORTS}/report.pdf", "irregular")],
    ),
    "a link to a folder outside": (link(f"{REPORTS}/more", "/etc"), [(f"{REPORTS}/more", "irregular")]),
    "a manifest that is a link": (
        link(MANIFEST, "/etc/passwd"),
        [(MANIFEST, "irregular"), (MANIFEST, "manifest_changed")],
    ),
    "no ledger": (remove(LEDGER), [(LEDGER, "missing")]),
    "neither ledger nor head": (
        lambda root: [(root / name).unlink() for name in (LEDGER, HEAD)],
        [(LEDGER, "missing")],
    ),
    "an empty ledger": (write(LEDGER, b""), [(f"{LEDGER}:1", "line_missing")]),
    "no head": (remove(HEAD), [(HEAD, "missing")]),
    "a damaged head": (edit(HEAD, b"\n7\n", b"\n8\n"), [(HEAD, "head_damaged")]),
    "an edited line": (edit(LEDGER, b"no returns", b"no return!"), [(f"{LEDGER}:6", "line_changed")]),
    "a broken line": (edit(LEDGER, b'"seq":3', b'"seq"=3'), [(f"{LEDGER}:3", "line_malformed")]),
    "another number": (edit(LEDGER, b'"seq":3', b'"seq":5'), [(f"{LEDGER}:3", "line_changed")]),
    "an edited digest in a run": (
        edit(LEDGER, b'"run_id":"run 3"', b'"run_id":"run 2"'),
        [(f"{LEDGER}:5", "line_changed")],
    ),
    "half a line": (
        lambda root: (root / LEDGER).write_bytes((root / LEDGER).read_bytes() + b'{"action":'),
        [(f"{LEDGER}:8", "line_torn")],
    ),
    "the last line feed": (
        lambda root: (root / LEDGER).write_bytes((root / LEDGER).read_bytes()[:-1]),
        [(f"{LEDGER}:7", "line_torn")],
    ),
    "a line taken out": (lines(lambda all_: all_[:2] + all_[3:]), [(f"{LEDGER}:3", "line_missing")]),
    "the last lines taken out": (lines(lambda all_: all_[:4]), [(f"{LEDGER}:5", "line_missing")]),
    "the first line taken out": (lines(lambda all_: all_[1:]), [(f"{LEDGER}:1", "line_missing")]),
    "a line put in": (lines(lambda all_: [*all_[:2], b"{}\n", *all_[2:]]), [(f"{LEDGER}:3", "line_added")]),
    "a line put in twice": (lines(lambda all_: [*all_[:5], all_[2], *all_[5:]]), [(f"{LEDGER}:6", "line_added")]),
    "a line put behind the last": (lines(lambda all_: [*all_, b"{}\n"]), [(f"{LEDGER}:8", "line_added")]),
    "neighbours that changed places": (
        lines(lambda all_: [*all_[:2], all_[3], all_[2], *all_[4:]]),
        [(f"{LEDGER}:3", "line_moved"), (f"{LEDGER}:4", "line_moved")],
    ),
}


@pytest.mark.parametrize(("damage", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_a_damage_is_named_exactly(published: Workspace, damage: Damage, expected: list[tuple[str, str]]) -> None:
    damage(published.root)
    assert sorted(set(both(published))) == expected


def test_a_head_that_was_kept_shows_what_the_chain_cannot(published: Workspace) -> None:
    kept = recorded.ledger_of(published).head().printed
    earlier = "\n".join((recorded.ORIGIN, "3", recorded.digest(ledger_lines(published)[2])))
    for name in (LEDGER, HEAD):
        (published.root / name).unlink()
    for _ in range(2):
        recorded.run(published, "run 3")
    assert both(published) == []
    assert both(published, kept) == [(f"{LEDGER}:7", "printed_short")]
    assert both(published, earlier) == [(f"{LEDGER}:3", "printed_differs")]
    assert both(published, kept.replace("some-city", "other")) == [(LEDGER, "foreign")]


def ledger_lines(workspace: Workspace) -> list[bytes]:
    """The lines of the ledger with their line feeds."""
    return workspace.ledger.read_bytes().splitlines(keepends=True)


def test_the_ledger_of_another_programme_is_told(published: Workspace) -> None:
    edit("params/programme.yaml", recorded.ORIGIN.encode(), b"other-city/programme")(published.root)
    assert both(published) == [(HEAD, "foreign"), (f"{LEDGER}:1", "foreign")]


def test_a_return_that_came_after_the_run_is_no_fault(published: Workspace) -> None:
    write("data/raw/2022-Q4/new.csv", b"2")(published.root)
    files = {"data/raw/2022-Q4/new.csv": recorded.digest(b"2")}
    recorded.ledger_of(published).append(Event(Action.RECEIPT, str(PERIOD), details={"files": files}))
    assert both(published) == []
    assert [note.kind.value for note in verify(published, [PERIOD]).notes] == ["received_since"]
    write("data/raw/2022-Q4/new.csv", b"3")(published.root)
    assert both(published) == [("data/raw/2022-Q4/new.csv", "extra")]


def test_a_publication_that_no_line_tells_of(published: Workspace) -> None:
    for name in (LEDGER, HEAD):
        (published.root / name).unlink()
    recorded.ledger_of(published).append()
    assert both(published) == [(MANIFEST, "unrecorded")]


def test_a_mended_head_does_not_hide_that_it_did_not_fit(published: Workspace) -> None:
    edit(LEDGER, b"no returns", b"no return!")(published.root)
    recorded.ledger_of(published).append(Event(Action.REVIEW))
    assert (f"{LEDGER}:6", "line_changed") in both(published)
    lines(lambda all_: all_[:6])(published.root)
    recorded.ledger_of(published).append(Event(Action.REVIEW))
    assert (f"{LEDGER}:7", "break_recorded") in both(published)


def flipped(content: bytes, draw: random.Random) -> tuple[bytes, int]:
    """The content with one bit another, and where."""
    place = draw.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << draw.randrange(8)]) + content[place + 1 :], place


def covered(root: Path) -> list[Path]:
    """Every file that is published, and ledger and head."""
    folders = ("reports", "data/processed", "data/raw")
    return sorted(path for folder in folders for path in (root / folder).rglob("*") if path.is_file())


def mutated(root: Path, draw: random.Random) -> set[str]:
    """One alteration; the places of which one or all may be named, and no other."""
    kind, path = (
        draw.choice(("flip", "flip", "flip", "ledger", "remove", "rename", "add", "swap")),
        draw.choice(covered(root)),
    )
    name = path.relative_to(root).as_posix()
    ledger = (root / LEDGER).read_bytes()
    if kind == "ledger" or (kind == "flip" and path.name == "ledger.jsonl"):
        content, place = flipped(ledger, draw)
        (root / LEDGER).write_bytes(content)
        line = ledger[:place].count(b"\n") + 1
        return {f"{LEDGER}:{line}", f"{LEDGER}:{line + 1}"}
    if kind == "swap":
        every = ledger.splitlines(keepends=True)
        one, other = draw.sample(range(len(every)), 2)
        every[one], every[other] = every[other], every[one]
        (root / LEDGER).write_bytes(b"".join(every))
        return {f"{LEDGER}:{one + 1}", f"{LEDGER}:{other + 1}"}
    if kind == "flip":
        path.write_bytes(flipped(path.read_bytes(), draw)[0])
    elif kind == "remove":
        path.unlink()
    elif kind == "rename" and path.parent != root / "reports":
        path.rename(path.with_name(f"x{path.name}"))
        name = (
            name
            if path.name not in ("run.json", "MANIFEST.sha256")
            else f"{name} {path.with_name(f'x{path.name}').relative_to(root).as_posix()}"
        )
    else:
        added = path.with_name(f"x{draw.randrange(10**6)}")
        if added.parent == root / "reports":
            added = root / REPORTS / added.name
        added.write_bytes(b"x")
        name = added.relative_to(root).as_posix()
    return {name}


def places(faults: list[recorded.FAULT]) -> set[str]:
    """Where the faults are; a line of a manifest counts as the manifest."""
    return {re.sub(r"(MANIFEST\.sha256):\d+$", r"\1", where) for where, *_ in faults}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_every_mutation_is_found_and_named_by_both(published: Workspace, tmp_path: Path, seed: int) -> None:
    draw, tool, sound = random.Random(seed), recorded.loaded(), tmp_path / "sound"
    shutil.copytree(published.root, sound)
    for number in range(300):
        shutil.rmtree(published.root)
        shutil.copytree(sound, published.root)
        meant = mutated(published.root, draw)
        found = verdict(published)
        assert recorded.independent_here(tool, published) == found, (number, meant)
        assert found, (number, meant)
        assert places(found) <= {one for names in meant for one in names.split()} | meant, (number, meant, found)


@pytest.mark.slow
def test_verifying_changes_nothing(published: Workspace) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in covered(published.root)}
    both(published)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in covered(published.root)} == before


def test_the_independent_verifier_imports_the_standard_library_alone_and_can_be_read() -> None:
    source = TOOL.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert [node for node in nodes if isinstance(node, ast.ImportFrom)] == []
    assert imported <= set(sys.stdlib_module_names)
    assert len([line for line in source.splitlines() if line]) <= 340


def test_the_independent_verifier_works_in_any_folder(published: Workspace, tmp_path: Path) -> None:
    moved = published.root.rename(tmp_path / "unpacked")
    assert independent(Workspace(moved)) == []
