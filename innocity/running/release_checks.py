"""What keeps a report from being released, each reason a sentence."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from innocity.errors import UsageError
from innocity.language import current, text
from innocity.parameters import load_parameters
from innocity.period import Period
from innocity.presentation.listing import plain
from innocity.record.ledger import Action, Ledger
from innocity.record.reviews import Review, ReviewRules, ReviewVerdict, folded, missing_reviews, read_reviews
from innocity.record.verify import verify
from innocity.running.plan import stale_because
from innocity.running.reviewed import version
from innocity.workspace import Workspace

_SHOWN = 3


@dataclass(frozen=True)
class Candidate:
    """A published report that somebody wants to release, and why."""

    workspace: Workspace
    period: Period
    by: str
    why: str

    @cached_property
    def run(self) -> dict[str, Any]:
        """The ledger's entry of the run that made it; UsageError where there is none."""
        wanted = (Action.RUN, str(self.period))
        told = Ledger.of(self.workspace).entries() if self.workspace.ledger.is_file() else []
        runs = [entry for entry in told if (entry["action"], entry["period"]) == wanted]
        if not runs or not self.workspace.reports(self.period).is_dir():
            raise UsageError("error.not_run", period=self.period)
        return runs[-1]

    @property
    def operator(self) -> str:
        """Who made the run, by the ledger."""
        return str(self.run["actor"])

    @cached_property
    def errors(self) -> Counter[str]:
        """How many findings of severity error it has, by their code."""
        path = self.workspace.tables(self.period) / "findings.csv"
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return Counter(row["code"] for row in csv.DictReader(handle) if row["severity"] == "error")

    @cached_property
    def reviews(self) -> list[Review]:
        """What reviewers said of its present version."""
        present = version(self.workspace.reports(self.period))
        return [row for row in read_reviews(self.workspace.reviews(self.period)) if row.version == present]

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who approves of it, each once, by the last verdict of each on the whole."""
        last = {row.reviewer: row for row in self.reviews if row.section is None}
        return tuple(row.by for row in last.values() if row.verdict is ReviewVerdict.APPROVE)

    def refusals(self) -> list[str]:
        """Every reason why it cannot be released; UsageError when it was never run."""
        if folded(self.by) == folded(self.operator):
            return [text("release.same_person", got=plain(self.operator)), *self._unfit()]
        return list(self._unfit())

    def _unfit(self) -> Iterator[str]:
        faults = verify(self.workspace, [self.period]).faults
        yield from (plain(fault.sentence(current())) for fault in faults[:_SHOWN])
        language = load_parameters(self.workspace.period_file(self.period)).language
        stale = [] if faults else stale_because(self.workspace, self.period, language)
        if stale:
            yield text("release.stale", got=plain(", ".join(stale[:_SHOWN])))
        yield from self._unreviewed()
        unstated = [f"{code} × {count}" for code, count in sorted(self.errors.items()) if code not in self.why]
        if unstated:
            yield text("release.errors", got=plain(", ".join(unstated)))

    def _unreviewed(self) -> Iterator[str]:
        present = version(self.workspace.reports(self.period))
        for one in missing_reviews(self.reviews, ReviewRules.of(self.workspace), self.operator, present):
            where = one.section or text("release.whole")
            if one.approvals:
                yield text("release.reviews", where=where, got=one.approvals)
            for row in one.objections:
                yield text("release.objection", where=where, got=plain(row.by))
