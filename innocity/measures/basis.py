"""What attainment rests on, and the way from one such basis to another, one cause of change at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from innocity.facts import Indicator, Target
from innocity.framework import Framework
from innocity.measures.attainment import attained
from innocity.parameters import Parameters
from innocity.period import Period
from innocity.tables import BY_HAND, Attainment, Cause, Finding, Observation, Receipt
from innocity.thresholds import PaceRules

_DEADLINES = {"due_on", "grace_days"}


@dataclass(frozen=True)
class Basis:
    """All that the attainment of one run rests on; what the run itself wrote down, where that is at hand.

    `findings` are None where they were not kept, so that nobody knows why a value is absent.
    """

    framework: Framework
    parameters: Parameters
    rules: PaceRules
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...] | None
    receipts: tuple[Receipt, ...]
    recorded: tuple[Attainment, ...] | None = None

    @property
    def rows(self) -> list[Attainment]:
        """Attainment as the present code works it out, of every indicator whose target is in force."""
        promised = {target.indicator for target in self.targets}
        indicators = tuple(one for one in self.framework.indicators if one.code in promised)
        framework = replace(self.framework, indicators=indicators)
        return attained(framework, self.parameters, self.rules, self.observations, self.findings or (), self.receipts)

    @property
    def targets(self) -> list[Target]:
        """The targets in force, one an indicator that has one."""
        year, day = self.parameters.target_year, self.parameters.as_of_date
        versions = (self.framework.target(one.code, year, day) for one in self.framework.indicators)
        return [target for target in versions if target is not None]


def previous_basis(new: Basis, earlier: Parameters) -> Basis:
    """What is known of an earlier period: the same facts and rules, and what was reported up to it."""
    last = earlier.reporting_period
    return Basis(
        framework=new.framework,
        parameters=earlier,
        rules=new.rules,
        observations=tuple(row for row in new.observations if Period.parse(row.period) <= last),
        findings=None,
        receipts=tuple(row for row in new.receipts if Period.parse(row.period) <= last),
    )


def way(old: Basis, new: Basis) -> list[tuple[Cause, list[Attainment]]]:
    """Attainment from what `old` recorded to what `new` recorded, each step with the one cause that made it.

    The first entry is the start. New data come first, with the new period and its days; then corrected data, what is
    promised, the rules. What then still differs lies in how the code reads or reckons. An indicator that only one side
    has comes or goes with what is promised.
    """
    before, after = old.rows, new.rows
    shared = {row.indicator for row in before} & {row.indicator for row in after}
    goes = [row for row in before if row.indicator not in shared]
    comes = [row for row in after if row.indicator not in shared]
    mixed = _Mixed(old, new, frozenset(shared))
    return [
        (Cause.CODE, before if old.recorded is None else list(old.recorded)),
        (Cause.CODE, before),
        (Cause.DATA, mixed.rows(_added(old, new), old) + goes),
        (Cause.CORRECTION, mixed.rows(_corrected(old, new), old) + goes),
        (Cause.TARGET, mixed.rows(_corrected(old, new), new) + comes),
        (Cause.CODE if _has_same_rules(old, new) else Cause.RULE, after),
        (Cause.CODE, after if new.recorded is None else list(new.recorded)),
    ]


@dataclass(frozen=True)
class _Mixed:
    """The new period seen through the old rules; what never was is held to no approved baseline."""

    old: Basis
    new: Basis
    shared: frozenset[str]

    def rows(self, observations: Iterable[Observation], promised: Basis) -> list[Attainment]:
        """Attainment of the shared indicators, held against what one side promises, whenever that took effect."""
        framework = replace(
            self.old.framework,
            indicators=tuple(
                self._open_to_both(one) for one in self.old.framework.indicators if one.code in self.shared
            ),
            targets=tuple(target.replaced(effective_from=date.min) for target in promised.targets),
            approvals=promised.framework.approvals,
        )
        kept = {"target_year": promised.parameters.target_year}
        if _is_one_period(self.old, self.new):
            kept |= self.old.parameters.model_dump(include=_DEADLINES)
        parameters = self.new.parameters.model_copy(update=kept)
        return attained(framework, parameters, self.old.rules, observations, self.new.findings or (), self.new.receipts)

    def _open_to_both(self, indicator: Indicator) -> Indicator:
        """The indicator with the collectors of both sides, those of the old one first."""
        then = self.old.framework.collectors(indicator)
        now = self.new.framework.collectors(self.new.framework.indicator(indicator.code))
        return indicator.replaced(collectors=tuple(dict.fromkeys((*then, *now))))


def _added(old: Basis, new: Basis) -> list[Observation]:
    """What `old` held, and what was reported since of which it held nothing; not what was only read by hand since."""
    known, senders, read_before = set(map(_subject, old.observations)), _senders(old, new), _in_both(old, new)
    return [
        *old.observations,
        *(
            row
            for row in new.observations
            if row.unit in senders
            and _subject(row) not in known
            and not (BY_HAND in row.rules and row.sha256 in read_before)
        ),
    ]


def _corrected(old: Basis, new: Basis) -> list[Observation]:
    """What `new` holds of the units that sent or withdrew something since; of the others, what `old` read in their files."""
    senders = _senders(old, new)
    return [
        *(row for row in old.observations if row.unit not in senders),
        *(row for row in new.observations if row.unit in senders),
    ]


def _senders(old: Basis, new: Basis) -> set[str | None]:
    """The units with a file, or a value set by hand, that only one side has: no other can have changed what it says."""
    in_both = _in_both(old, new)
    files: tuple[Receipt | Observation, ...] = (*old.receipts, *new.receipts, *old.observations, *new.observations)
    by_hand = _by_hand(old) ^ _by_hand(new)
    return {file.unit for file in files if file.sha256 not in in_both} | {unit for unit, *_ in by_hand}


def _in_both(old: Basis, new: Basis) -> set[str]:
    """The digests of the files that both sides have."""
    return {row.sha256 for row in old.receipts} & {row.sha256 for row in new.receipts}


def _by_hand(basis: Basis) -> set[tuple[str, str, str, str, str]]:
    """The values that the office has corrected: whose, in which cell, to what."""
    return {
        (row.unit, row.file, row.sheet, row.cell, str(row.value)) for row in basis.observations if BY_HAND in row.rules
    }


def _subject(row: Observation) -> tuple[str, str, int, str | None]:
    """What a value is of: a year that is over is the same in every return, a part of it is that return's own."""
    period = Period.parse(row.period)
    is_over = period >= Period(row.reference_year, 4)
    return row.indicator, row.unit, row.reference_year, None if is_over else row.period


def _has_same_rules(old: Basis, new: Basis) -> bool:
    """Whether the facts short of what is promised, the thresholds and a period's own deadlines are the same."""
    facts, others = (replace(one.framework, targets=(), approvals=()) for one in (old, new))
    then, now = (one.parameters.model_dump(include=_DEADLINES) for one in (old, new))
    return facts == others and old.rules == new.rules and (then == now or not _is_one_period(old, new))


def _is_one_period(old: Basis, new: Basis) -> bool:
    return old.parameters.period == new.parameters.period
