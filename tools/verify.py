"""Is everything as it was recorded? 核对报告、表格、材料和台账有无改动。

    python3 -I tools/verify.py [FOLDER [PERIOD ...]] [--head "ORIGIN SIZE DIGEST"] [--signers FILE]

FOLDER holds reports/ and data/; where none is given, it is the one above this file. Needs Python 3.11 and nothing of the project that wrote the records: read it, copy it to
another machine, run it there. Exit code 0: as recorded; 4: not; 2: wrongly called. A fault is a line of JSON: place,
kind, what was found, what was expected.

reports/PERIOD/MANIFEST.sha256 (the format of sha256sum) lists every file of a publication. reports/ledger.jsonl has one
JSON object a line, keys sorted, no spaces; "prev" is the sha256 of the line before it with its line feed. The last line
"run" of a period holds the sha256 of its manifest and of its run.json. reports/ledger.head holds origin, number of
lines, sha256 of the last line, and the sha256 of these three lines. reports/releases/PERIOD-N keeps what was declared
official by line "release": the publication, and in release.txt the head of the ledger after that line and the digests of
the sheet, signed (checked with ssh-keygen where it is there). Lines "correction" and "review" hold the number and the
sha256 of a row of data/raw/PERIOD/overrides.csv (its cells as JSON) and of a line of reports/reviews/PERIOD.jsonl, and in
"former" the sha256 of a row that no longer counts. BUNDLE.sha256 lists every file of a bundle.
"""

import argparse
import csv
import hashlib
import io
import itertools
import json
import os
import posixpath
import re
import subprocess
import sys

LEDGER, HEAD, ZEROS = "reports/ledger.jsonl", "reports/ledger.head", "0" * 64
KEYS = set("action actor code_commit details dirty manifest_sha256 period prev reason run_id seq time".split(" "))
KINDS = {"seq": int, "details": dict, "prev": str, "time": str, "actor": str, "action": str}
REFUSALS = {  # by what ssh-keygen says, the first that is found
    "key has expired": "expired",
    "key is not yet valid": "expired",
    "namespace": "namespace",
    "incorrect signature": "broken",
    "parse signature": "broken",
    "Could not verify signature": "not_allowed",
}
faults = set()


def fault(where, kind, got="-", expected="-"):
    faults.add((where, kind, str(got), str(expected)))


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def is_inside(root, name):
    """Whether no link leads to this place."""
    return os.path.realpath(os.path.join(root, name)) == os.path.normpath(os.path.join(os.path.realpath(root), name))


def content_of(root, name):
    """The bytes of an ordinary file; None where there is none, or a link."""
    path = os.path.join(root, name)
    if not is_inside(root, name) or not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def entry_in(line):
    """The object in a line of the ledger; None when it is not one in canonical form."""
    try:
        entry = json.loads(line)
        form = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        same = form.encode("utf-8", "backslashreplace") + b"\n" == line and set(entry) == KEYS
        time = (
            same
            and all(type(entry[key]) is kind for key, kind in KINDS.items())
            and re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z", entry["time"])
        )
        return entry if time and re.fullmatch(r"[0-9a-f]{64}", entry["prev"]) else None
    except (ValueError, TypeError, RecursionError):
        return None


def places_of(entries, sums, size, vouched):
    """Line number -> index in the file: first the lines that another line or the head vouches for, then the others."""
    at, seen, before = {}, set(), [ZEROS, *sums]
    for i in sorted(range(len(sums)), key=lambda i: not (entries[i] and entries[i]["prev"] == before[i])):
        if vouched[i] and sums[i] not in seen and 1 <= entries[i]["seq"] <= size:
            at[entries[i]["seq"]] = i
        seen.add(sums[i])
    for i, entry in enumerate(entries):
        behind = next((number for number, j in at.items() if j == i - 1), 0) + 1
        free = [number for number in (entry["seq"] if entry else 0, behind) if 1 <= number <= size and number not in at]
        if free and not vouched[i]:
            at[free[0]] = i
    return at


def check_ledger(content, head):
    """The entries that can be believed, by number; every line that was changed, removed, added or moved is a fault."""
    *lines, torn = content.split(b"\n")
    entries, sums = [entry_in(line + b"\n") for line in lines], [sha256(line + b"\n") for line in lines]
    size = head[1] if head else len(lines)
    wanted = {entry["prev"] for entry in entries if entry} | ({head[2]} if head else set())
    vouched = [entry is not None and total in wanted for entry, total in zip(entries, sums)]
    at, believed = places_of(entries, sums, size, vouched), {}
    for number, i in sorted(at.items()):
        entry, after = entries[i], at.get(number + 1)
        nobody_vouches = not head if number == size else after is None or not vouched[after]
        before = sums[at[number - 1]] if number - 1 in at else ZEROS
        if vouched[i] or (nobody_vouches and entry and (entry["seq"], entry["prev"]) == (number, before)):
            believed[number] = entry
            if entry["action"] == "recovery" and entry["details"].get("found") == "head_differs":
                fault(f"{LEDGER}:{i + 1}", "break_recorded", "head_differs")
            continue
        due = (entries[after] or {}).get("prev") if after is not None else head[2] if head and number == size else None
        fault(f"{LEDGER}:{i + 1}", "line_changed" if entry else "line_malformed", sums[i], due or "-")
    for i in set(range(len(lines))) - set(at.values()):
        fault(f"{LEDGER}:{i + 1}", "line_added", sums[i])
    for (i, number), due in zip(sorted((i, number) for number, i in at.items()), sorted(at)):
        if number != due:
            fault(f"{LEDGER}:{i + 1}", "line_moved", number, due)
    if torn:
        fault(f"{LEDGER}:{len(lines) + 1}", "line_torn")
    filled = sorted({0, *at, size + 1, *([len(lines) + 1] if torn and len(lines) < size else [])})
    for last, number in itertools.pairwise(filled):
        if number > last + 1:
            lost = f"{last + 1}" if number == last + 2 else f"{last + 1}-{number - 1}"
            fault(f"{LEDGER}:{last + 1}", "line_missing", len(lines), lost)
    return believed, sums


def files_below(root, top):
    """The digest of every file below a folder by its name from the root; links are not followed."""
    found = {}
    for place, folders, files in os.walk(os.path.join(root, top)) if is_inside(root, top) else ():
        for name in files + [one for one in folders if os.path.islink(os.path.join(place, one))]:
            told = os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/")
            content = content_of(root, told)
            found[told] = "irregular" if content is None else sha256(content)
    return found


def files_of(root, period):
    """The same for a publication, without what intake passes over."""
    raw, found = f"data/raw/{period}/", {}
    for top in (f"reports/{period}", f"data/processed/{period}", raw[:-1]):
        found.update(files_below(root, top))
    passed = re.compile(re.escape(raw) + r"(.*/)?(\.|~\$)|" + re.escape(raw) + r".*\.md\Z", re.S | re.I)
    return {name: total for name, total in found.items() if not passed.match(name)}


def listed_in(content, base, inside):
    """The lines of a list of digests: number, what it says, digest, name (empty where it leads elsewhere)."""
    meant, lines = {r"\\": "\\", r"\n": "\n", r"\r": "\r"}, content.decode("utf-8", "surrogateescape")
    for number, line in enumerate(lines.removesuffix("\n").split("\n") if content else [], 1):
        form = re.fullmatch(r"(\\?)([0-9a-f]{64})  (.+)", line, re.S)
        said = form[3] if form else line
        said = re.sub(r"\\.", lambda pair: meant.get(pair[0], pair[0]), said) if form and form[1] else said
        name = posixpath.normpath(posixpath.join(base, said))
        good = form and inside(name) and "\0" not in name and posixpath.relpath(name, base or ".") == said
        yield number, said, form[2] if form else "", name if good else ""


def manifest_in(content, where, period):
    """What a manifest lists: name -> line number and digest; lines that are none, or name other places, are faults."""
    listed, own = {}, re.compile(rf"(reports|data/processed|data/raw)/{period}/")
    for number, said, due, name in listed_in(content, posixpath.dirname(where), own.match):
        if not name:
            fault(f"{where}:{number}", "manifest_name" if due else "manifest_line", said)
            continue
        if name in listed:
            fault(f"{where}:{listed[name][0]}", "manifest_line", said)
        listed[name] = (number, due)
    return listed


def check_files(root, period, run, received, doubtful):
    """The files of a period against its manifest, manifest and run record against the run that the ledger tells of."""
    where, record, found = f"reports/{period}/MANIFEST.sha256", f"reports/{period}/run.json", files_of(root, period)
    now, got = found.get(where), found.get(record, "-")
    trusted = doubtful or not run or now in (None, run["manifest_sha256"])
    if not run and not doubtful:
        fault(where, "unrecorded", now or "-")
    if not trusted:
        fault(where, "manifest_changed", now, run["manifest_sha256"])
    if run and not doubtful and got != run["details"].get("record_sha256"):
        fault(record, "missing" if got == "-" else "changed", got, run["details"].get("record_sha256"))
    if now in (None, "irregular"):
        return fault(where, "irregular" if now else "missing")
    listed = manifest_in(content_of(root, where), where, period)
    lost = sorted(name for name in listed if name not in found)
    for name in sorted(set(found) - set(listed) - {where, record}):
        same = [one for one in lost if listed[one][1] == found[name]]
        if not trusted:
            fault(where, "disputed", f"{name} {found[name]}")
        elif same:
            lost.remove(same[0])
            fault(same[0], "renamed", name, same[0])
        elif received.get(name) != found[name]:
            fault(name, "irregular" if found[name] == "irregular" else "extra", found[name])
    for name, (number, due) in listed.items():
        got = found.get(name, "-")
        if not trusted and got != due:
            fault(f"{where}:{number}", "disputed", f"{name} {got}", due)
        elif trusted and (name in lost or got not in ("-", due, received.get(name))):
            fault(name, {"-": "missing", "irregular": "irregular"}.get(got, "changed"), got, due)


def check_listed(content, where, found, prefix="", skipped=0, passed_over=()):
    """Files against a list of their digests."""
    listed = {}
    for number, said, due, name in listed_in(content, "", lambda name: not re.match(r"/|\.\.(/|\Z)", name)):
        if name in passed_over:
            continue
        if not name or name in listed:
            fault(f"{where}:{number + skipped}", "manifest_name" if due and not name else "manifest_line", said)
        else:
            listed[name] = due
    for name in sorted({*listed, *found} - set(passed_over)):
        got, due = found.get(name, "-"), listed.get(name, "-")
        if got != due:
            kind = {"irregular": "irregular", "-": "missing"}.get(got, "changed")
            fault(prefix + name, "extra" if due == "-" and kind == "changed" else kind, got, due)


def check_release(root, period, entry, signers):
    """A release that the ledger tells of: the kept publication, what was signed, the signature."""
    folder = f"reports/releases/{period}-{entry['details']['number']}"
    where, outer, kept = f"{folder}/release.txt", set(faults), os.path.join(root, folder)
    faults.clear()
    check_files(kept, period, entry, {}, False)
    inner = {(f"{folder}/{place}", *rest) for place, *rest in faults}
    faults.clear()
    faults.update(outer | inner)
    found = {name[len(folder) + 1 :]: total for name, total in files_below(root, folder).items()}
    note = content_of(root, where)
    if note is None:
        return fault(where, "irregular" if "release.txt" in found else "missing")
    lines = note.splitlines(keepends=True)
    form = re.fullmatch(rb"[^\s]+\n(0|[1-9][0-9]{0,11})\n([0-9a-f]{64})\n", b"".join(lines[:3]))
    line = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    due = f"{entry['seq']} {sha256(line.encode('utf-8', 'backslashreplace') + bytes([10]))}"
    if not form:
        fault(where, "note_malformed")
    elif (form[1] + b" " + form[2]).decode() != due:
        fault(where, "note_head", (form[1] + b" " + form[2]).decode(), due)
    own = {*files_of(kept, period), "release.txt", "release.txt.sig"} - {f"reports/{period}/MANIFEST.sha256"}
    check_listed(b"".join(lines[3:]), where, {n: d for n, d in found.items() if n not in own}, f"{folder}/", 3)
    if content_of(root, f"{where}.sig") is None:
        return fault(f"{where}.sig", "irregular" if "release.txt.sig" in found else "missing")
    by, purpose, time = str(entry["details"].get("by")), str(entry["details"].get("namespace")), entry["time"]
    command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", by, "-n", purpose, "-s", f"{kept}/release.txt.sig"]
    if entry["details"].get("signer") != "ssh":
        return print(f"{where}.sig: made with {entry['details'].get('signer')}, not checked here")
    try:
        when = f"-Overify-time={re.sub('[-:T]', '', time)}"
        told = subprocess.run([*command, when], input=note, capture_output=True, env={**os.environ, "LC_ALL": "C"})
    except FileNotFoundError:
        return print(f"{where}.sig: not checked, there is no ssh-keygen")
    if told.returncode:
        said = (told.stderr + told.stdout).decode("utf-8", "replace")
        kind = next((kind for passage, kind in REFUSALS.items() if passage in said), "broken")
        fault(f"{where}.sig", f"signature_{kind}", by, time)


def lines_of(root, name):
    """The sha256 of every line by its number; of a table, of the cells of every row that has any."""
    content = content_of(root, name) or b""
    if not name.endswith(".csv"):
        return {number: sha256(line) for number, line in enumerate(re.findall(rb"[^\n]*\n|[^\n]+", content), 1)}
    try:
        rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline="")) if row]
    except csv.Error:
        rows = []
    return {number: sha256(json.dumps(row, ensure_ascii=False).encode()) for number, row in enumerate(rows, 1)}


def check_lines(root, period, believed, damaged, action, name):
    """The lines of a file against the entries that tell of each; `damaged` holds the damaged lines of the ledger."""
    told, found = {}, lines_of(root, name)
    for number, entry in believed.items():
        said = entry["details"]
        if (entry["action"], entry["period"]) == (action, period):
            told = {mark: at for mark, at in told.items() if mark[1] != said.get("former")}
            if type(said.get("line")) is int and isinstance(said.get("sha256"), str):
                told[said["line"], said["sha256"]] = number
    known, named = {due for _, due in told}, set()
    for (line, due), number in told.items():
        got = found.get(line, "-")
        if due not in found.values():
            named.add(line)
            if action == "review" or not any(other > number for other in damaged):
                kind = "entry_missing" if got in known | {"-"} else "entry_changed"
                fault(f"{name}:{line}", kind, got if kind == "entry_changed" else "-", due)
    if action == "review" and not damaged:
        added = [line for line, got in found.items() if got not in known and line not in named]
        for line in added:
            fault(f"{name}:{line}", "entry_added", found[line])
        if not added and not named and set(told) != set(found.items()):
            fault(name, "entry_moved", len(found), len(told))


def verify(root, periods, printed, signers=None):
    """Everything of these periods, or of all that were published; gives the periods, and the head of the ledger."""
    ledger, kept, programme = (content_of(root, name) for name in (LEDGER, HEAD, "params/programme.yaml"))
    form = re.fullmatch(rb"([^\s]+)\n(0|[1-9][0-9]{0,11})\n([0-9a-f]{64})\n([0-9a-f]{64})\n", kept or b"")
    head = (
        (form[1].decode(), int(form[2]), form[3].decode()) if form and sha256(kept[:-65]).encode() == form[4] else None
    )
    believed, sums = check_ledger(ledger, head) if ledger is not None else ({}, [])
    if ledger is not None and not head:
        fault(HEAD, "missing" if kept is None else "head_damaged")
    own = re.search(r"^origin: *[\"']?([a-z0-9./-]+)", (programme or b"").decode("utf-8", "replace"), re.M)
    told = [(f"{LEDGER}:1", str(believed[1]["details"].get("origin")))] if 1 in believed else []
    for where, origin in [*told, *([(HEAD, head[0])] if head and ledger is not None else [])]:
        if own and origin != own[1]:
            fault(where, "foreign", origin, own[1])
    runs = {entry["period"]: number for number, entry in believed.items() if entry["action"] == "run"}
    bundle, proven = content_of(root, "BUNDLE.sha256"), {LEDGER, HEAD, "BUNDLE.sha256"}
    names = {*(map(str, runs) if bundle is None else ()), *next(os.walk(os.path.join(root, "reports")), ((), ()))[1]}
    periods = periods or sorted(name for name in names if re.fullmatch(r"[0-9]{4}-Q[1-4]", name))
    damaged = [int(where.rpartition(":")[2]) for where, *_ in faults if where.startswith(f"{LEDGER}:")]
    if ledger is None and (kept is not None or periods):
        fault(LEDGER, "missing")
    for period in periods:
        number, received = runs.get(period, 0), {}
        for later, entry in believed.items():
            if number and later > number and (entry["action"], entry["period"]) == ("receipt", period):
                received.update(entry["details"].get("files") or {})
        check_files(root, period, believed.get(number), received, ledger is None or any(n > number for n in damaged))
        proven.update(files_of(root, period))
        if ledger is not None:
            check_lines(root, period, believed, damaged, "correction", f"data/raw/{period}/overrides.csv")
            check_lines(root, period, believed, damaged, "review", f"reports/reviews/{period}.jsonl")
        told_of = [one for one in believed.values() if (one["action"], one["period"]) == ("release", period)]
        known = {one["details"]["number"]: one for one in told_of if type(one["details"].get("number")) is int}
        for one in known.values():
            check_release(root, period, one, signers or os.path.join(root, "params/release/allowed_signers"))
        place = os.path.join(root, "reports/releases")
        there = os.listdir(place) if is_inside(root, "reports/releases") and os.path.isdir(place) else []
        for name in {one for one in there if one.startswith(f"{period}-")} - {f"{period}-{one}" for one in known}:
            if ledger is not None and not damaged:
                fault(f"reports/releases/{name}/release.txt", "unrecorded")
    if bundle is not None:
        check_listed(bundle, "BUNDLE.sha256", files_below(root, "."), passed_over=proven)
    origin, size, digest = printed
    if origin != "-" and (own or told) and origin != (own[1] if own else told[0][1]):
        fault(LEDGER, "foreign", origin, own[1] if own else told[0][1])
    elif size > len(sums):
        fault(f"{LEDGER}:{size}", "printed_short", len(sums), size)
    elif size and sums[size - 1] != digest:
        fault(f"{LEDGER}:{size}", "printed_differs", sums[size - 1], digest)
    return periods, head


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument("periods", nargs="*")
    parser.add_argument("--head", default="- 0 " + ZEROS)
    parser.add_argument("--signers")
    given = parser.parse_args()
    form = re.fullmatch(r"(\S+)\s+(0|[1-9][0-9]{0,11})\s+((?:[0-9a-fA-F]\s*){64})", given.head.strip())
    if not form:
        parser.error("--head ORIGIN SIZE DIGEST")
    printed = (form[1], int(form[2]), "".join(form[3].split()).lower())
    seen, head = verify(given.folder, given.periods, printed, given.signers)
    print(*(json.dumps(one) for one in sorted(faults)), sep="\n", end="\n" if faults else "")
    print(f"{', '.join(seen) or '-'}: {len(faults)} faults; head: {' '.join(map(str, head)) if head else '-'}")
    sys.exit(4 if faults else 0)
