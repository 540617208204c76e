"""Where everything of one city lies: the only module that joins paths."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from innocity.errors import UsageError
from innocity.period import Period

CODE = Path(__file__).resolve().parent.parent  # the repository: package, notebooks, locks


@dataclass(frozen=True)
class Workspace:
    """A folder with `params/`, `data/` and `reports/`; the repository itself is one."""

    root: Path

    @classmethod
    def at(cls, folder: Path) -> Self:
        """The workspace in this folder; UsageError when it holds no framework."""
        workspace = cls(folder.resolve())
        if not workspace.framework.is_dir():
            raise UsageError("error.no_workspace", folder=folder.as_posix())
        return workspace

    @classmethod
    def around(cls, folder: Path) -> Self:
        """The workspace that this folder lies in, else the repository."""
        for candidate in (folder.resolve(), *folder.resolve().parents):
            if (candidate / "params" / "framework").is_dir():
                return cls(candidate)
        return cls(CODE)

    @property
    def framework(self) -> Path:
        """The tables of the framework."""
        return self.root / "params" / "framework"

    @property
    def programme(self) -> Path:
        """The names of city, programme and office."""
        return self.root / "params" / "programme.yaml"

    @property
    def rules(self) -> Path:
        """The rules: thresholds, benchmarks, findings."""
        return self.root / "params" / "rules"

    def period_file(self, period: Period) -> Path:
        """The parameters of a period."""
        return self.root / "params" / "periods" / f"{period}.yaml"

    def document_head(self, period: Period) -> Path:
        """The head of the period's report as an official document; most periods have none."""
        return self.root / "params" / "periods" / f"{period}.document.yaml"

    def returns(self, period: Period) -> Path:
        """The files as the units sent them, in any folder below."""
        return self.root / "data" / "raw" / str(period)

    def register(self, period: Period) -> Path:
        """When and how each return of the period arrived."""
        return self.returns(period) / "register.csv"

    def overrides(self, period: Period) -> Path:
        """What the office has corrected in the period's returns; most periods have none."""
        return self.returns(period) / "overrides.csv"

    def tables(self, period: Period) -> Path:
        """The published tables."""
        return self.root / "data" / "processed" / str(period)

    def reports(self, period: Period) -> Path:
        """The published reports."""
        return self.root / "reports" / str(period)

    def history(self, period: Period) -> Path:
        """The tables and parameters of former runs, in a folder for each: 1, 2, 3 …"""
        return self.root / "data" / "history" / str(period)

    def templates(self, period: Period) -> Path:
        """The blank forms to send to the units."""
        return self.root / "reports" / "templates" / str(period)

    def replies(self, period: Period) -> Path:
        """The marked workbooks and letters to send back, in a folder for each unit."""
        return self.root / "reports" / "replies" / str(period)

    def outgoing_replies(self, period: Period) -> Path:
        """Where replies are written until all of them stand, and where the former ones wait for that moment."""
        return self.root / ".work" / "replies" / str(period)

    def reviews(self, period: Period) -> Path:
        """What reviewers said of the period's report, a line each."""
        return self.root / "reports" / "reviews" / f"{period}.jsonl"

    @property
    def release_rules(self) -> Path:
        """How reports are declared official."""
        return self.root / "params" / "release" / "release.yaml"

    @property
    def allowed_signers(self) -> Path:
        """Who may release, with their public keys."""
        return self.root / "params" / "release" / "allowed_signers"

    @property
    def signers(self) -> Path:
        """The programs that can sign; only the repository's are ever executed."""
        return self.root / "params" / "release" / "signers.yaml"

    @property
    def releases(self) -> Path:
        """What was declared official, in a folder for each release."""
        return self.root / "reports" / "releases"

    def release(self, period: Period, number: int) -> Path:
        """One release: its sheet, what was signed, the publication as a workspace of its own."""
        return self.releases / f"{period}-{number}"

    def staged_release(self, period: Period, number: int) -> Path:
        """Where a release is made until the ledger tells of it."""
        return self.root / ".work" / "releases" / f"{period}-{number}"

    @property
    def bundles(self) -> Path:
        """Bundles for auditors, unless they are written elsewhere."""
        return self.root / "reports" / "bundles"

    @property
    def bundle_list(self) -> Path:
        """The digests of all files of an unpacked bundle; a workspace that is none has no such file."""
        return self.root / "BUNDLE.sha256"

    def reproduction(self, period: Period) -> Path:
        """Where a period is made again, to see whether it comes out the same."""
        return self.root / ".work" / "reproduce" / str(period)

    @property
    def readings(self) -> Path:
        """What was found in the returns, kept so that no file has to be read twice."""
        return self.root / ".work" / "readings"

    @property
    def published(self) -> Path:
        """All that is published, and the portal to it."""
        return self.root / "reports"

    def progress(self, period: Period) -> Path:
        """What the last run of the period said, a line each."""
        return self.root / ".work" / "progress" / f"{period}.jsonl"

    @property
    def logs(self) -> Path:
        """What each of the last runs said and when, a file each: `<period>-<number>.log`."""
        return self.root / ".work" / "logs"

    @property
    def watch_lock(self) -> Path:
        """The lock that lets one process at a time watch the workspace."""
        return self.root / ".work" / "locks" / "watch.lock"

    @property
    def portal_lock(self) -> Path:
        """The lock that lets one process at a time write reviews and the portal."""
        return self.root / ".work" / "locks" / "portal.lock"

    def failed(self, period: Period) -> Path:
        """The notebooks of the last failed run."""
        return self.root / "reports" / "failed" / str(period)

    def staging(self, period: Period) -> Path:
        """Where a run writes until all of it is checked."""
        return self.root / ".work" / "staging" / str(period)

    def outgoing(self, period: Period) -> Path:
        """Where the former publication waits for the moment in which the new one takes its place."""
        return self.root / ".work" / "outgoing" / str(period)

    def by_hand(self, period: Period) -> Path:
        """Where a notebook that is run by hand writes."""
        return self.root / ".work" / "by-hand" / str(period)

    @property
    def ledger(self) -> Path:
        """What was done, by whom and when, one line each, for ever."""
        return self.root / "reports" / "ledger.jsonl"

    @property
    def ledger_head(self) -> Path:
        """The size and the last digest of the ledger, written whenever a line is added."""
        return self.root / "reports" / "ledger.head"

    @property
    def ledger_lock(self) -> Path:
        """The lock that lets one process write to the ledger at a time."""
        return self.root / ".work" / "locks" / "ledger.lock"

    def torn_ledger(self, number: int) -> Path:
        """Where half a line goes that a crash left at the end of the ledger."""
        return self.root / "reports" / f"ledger.torn-{number}"

    def journal(self, period: Period) -> Path:
        """What a run that is under way still has to enter in the ledger."""
        return self.root / ".work" / "journals" / f"{period}.json"

    def review_at_work(self, period: Period) -> Path:
        """A review between its entry in the ledger and its place among the others."""
        return self.root / ".work" / "journals" / f"{period}-review.json"

    def lock(self, period: Period) -> Path:
        """The lock that lets one run of a period in at a time."""
        return self.root / ".work" / "locks" / f"{period}.lock"

    def name_of(self, path: Path) -> str:
        """A path as tables and pages name it: from the workspace's root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def periods(self) -> list[Period]:
        """All periods that have a parameter file, oldest first."""
        files = self.period_file(Period(1, 1)).parent.glob("[0-9][0-9][0-9][0-9]-Q[1-4].yaml")
        return sorted(Period.parse(path.stem) for path in files)

    def periods_with_returns(self) -> list[Period]:
        """The periods that have a parameter file and at least one file received, oldest first."""
        return [period for period in self.periods() if self.files_received(period)]

    def files_received(self, period: Period) -> list[Path]:
        """Every file below the period's folder in the order of its name, but for hidden, lock and guide files and the office's own."""
        folder = self.returns(period)
        return sorted(
            path
            for path in folder.rglob("*")
            if path.is_file()
            and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
            and path.suffix.lower() != ".md"
            and path not in (self.register(period), self.overrides(period))
        )
