"""What moved and why: each cause told apart, every move parted exactly, nothing where nothing changed."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import rows
from hypothesis import given
from hypothesis import strategies as st

from innocity.framework import Framework
from innocity.measures.attainment import assess
from innocity.measures.basis import Basis
from innocity.measures.changes import FIGURES, moves
from innocity.tables import Cause, Change
from innocity.thresholds import PaceRules

RULES = PaceRules(on_pace_from=Decimal("0.95"), basis="test")
LOOSE = PaceRules(on_pace_from=Decimal("0.4"), basis="test")
REVISED = rows.target(120, revision=2, effective_from="2023-06-01", document="调整通知")
Told = dict[str, dict[str, Decimal | None]]


def plan(*targets: Any, baseline: object = 90, **indicator: Any) -> Framework:
    """One quarterly stock, promised at 100 unless told otherwise."""
    kind = {"kind": "stock", "phasing": "linear", "frequency": "quarterly", **indicator}
    return rows.framework([rows.indicator(**kind)], targets or (rows.target(100),), [rows.baseline(baseline)])


def said(value: object, quarter: int = 2, **values: Any) -> Any:
    about = {"period": f"2023-Q{quarter}", "reference_year": 2023, "as_of": "2023-06-30", **values}
    return rows.observation(value, **about)


def basis(*observations: Any, facts: Framework | None = None, **values: Any) -> Basis:
    """The half-year of 2023 as of 15 July."""
    told = {
        "framework": facts or plan(),
        "parameters": rows.parameters(period="2023-Q2", as_of="2023-07-15"),
        "rules": RULES,
        "findings": (),
        "receipts": (),
        **values,
    }
    return Basis(observations=observations, **told)


def told(found: list[Change]) -> Told:
    """Figure -> cause -> move."""
    by_figure: Told = defaultdict(dict)
    for row in found:
        by_figure[row.figure][row.cause.value] = row.move
    return dict(by_figure)


BEFORE = basis(said(95))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (basis(said(96)), {"correction": Decimal(1)}),
        (basis(said(95), said(97, status="revised", unit="second")), {"data": Decimal(2)}),
        (basis(said(95), said(97, status="revised")), {"correction": Decimal(2)}),
    ],
    ids=["another value", "another unit's", "a further version"],
)
def test_the_value_moves_with_what_was_reported(new: Basis, expected: dict[str, Decimal]) -> None:
    assert told(moves(BEFORE, new, "A"))["actual"] == expected


def test_every_row_of_a_corrected_value() -> None:
    found = moves(BEFORE, basis(said("96.5")), "2023-Q2@1")
    assert {row.cause for row in found} == {Cause.CORRECTION}
    assert {row.figure for row in found} == {
        "actual", "margin", "needed", "completion_pct", "net_increase_pct", "progress_pct", "pace_ratio",
    }  # fmt: skip
    about = {"table_name": "attainment", "row": "i1", "figure": "actual", "cause": "correction", "since": "2023-Q2@1"}
    assert found[0] == Change.model_validate(
        {**about, "old": "95", "new": "96.5", "move": "1.5", "measure": rows.COUNT}
    )


def test_a_revised_target_names_its_document_and_its_day() -> None:
    found = moves(BEFORE, basis(said(95), facts=plan(rows.target(100), REVISED)), "A")
    assert {row.cause for row in found} == {Cause.TARGET}
    assert {(row.document, row.effective_from) for row in found} == {("调整通知", date(2023, 6, 1))}
    assert told(found)["target"] == {"target": Decimal(20)}
    assert told(found)["status"] == {"target": None}


def test_a_baseline_approved_anew_names_its_document() -> None:
    found = moves(BEFORE, basis(said(95), facts=plan(baseline=80)), "A")
    assert told(found)["baseline"] == {"target": Decimal(-10)}
    assert {(row.document, row.effective_from) for row in found} == {("方案", None)}


def test_a_revision_that_takes_effect_between_two_periods() -> None:
    facts = plan(rows.target(100), REVISED)
    spring = basis(said(95, 1), facts=facts, parameters=rows.parameters(period="2023-Q1", as_of="2023-04-15"))
    found = told(moves(spring, basis(said(95, 1), said(100), facts=facts), "2023-Q1"))
    assert found["actual"] == {"data": Decimal(5)}
    assert found["target"] == {"target": Decimal(20)}
    assert found["margin"] == {"data": Decimal(5), "target": Decimal(-20)}
    assert found["expected_share_pct"] == {"data": Decimal(25)}


def test_a_looser_rule_moves_the_word_alone() -> None:
    found = moves(basis(said(93)), basis(said(93), rules=LOOSE), "A")
    assert [(row.figure, row.cause, row.old, row.new, row.move) for row in found] == [
        ("status", Cause.RULE, "behind", "on_pace", None)
    ]


def test_what_an_earlier_run_wrote_shows_what_the_code_changed() -> None:
    row = assess(BEFORE.framework, BEFORE.parameters, RULES, BEFORE.observations)[0]
    wrote = replace(BEFORE, recorded=(row.replaced(completion_pct=Decimal(90), trend="better"),))
    assert told(moves(wrote, BEFORE, "A")) == {"completion_pct": {"code": Decimal(5)}, "trend": {"code": None}}
    assert told(moves(BEFORE, wrote, "A")) == {"completion_pct": {"code": Decimal(-5)}, "trend": {"code": None}}
    assert moves(wrote, wrote, "A") == []


@pytest.mark.parametrize(("facts", "cause"), [(plan(), "code"), (plan(decimals=2), "rule")])
def test_a_unit_that_sent_nothing_since_has_changed_nothing(facts: Framework, cause: str) -> None:
    sent = (rows.receipt(period="2023-Q2"),)
    found = moves(basis(receipts=sent), basis(said(95), facts=facts, receipts=sent), "A")
    assert told(found)["actual"] == {cause: None}


def test_the_value_of_a_year_that_is_over_is_corrected_by_a_later_return() -> None:
    old = basis(said(95), rows.observation(90))
    restated = rows.observation(92, period="2023-Q2", status="revised")
    assert told(moves(old, basis(*old.observations, restated), "A"))["change"].keys() == {"correction"}


def test_what_is_new_on_one_side_has_no_move() -> None:
    found = moves(basis(), basis(said(95)), "A")
    assert {(row.old, row.move, row.cause) for row in found if row.figure not in ("state", "status")} == {
        (None, None, Cause.DATA)
    }
    words = {row.figure: (row.old, row.new) for row in found if row.figure in ("state", "status")}
    assert words == {"state": ("not_submitted", "measured"), "status": ("not_reported", "on_pace")}


def test_what_can_no_longer_be_said_is_told_by_the_cause_that_took_it_away() -> None:
    found = told(moves(BEFORE, basis(said(96), facts=plan(rows.target(85))), "A"))
    assert found["net_increase_pct"] == {"target": None}
    assert found["margin"] == {"correction": Decimal(1), "target": Decimal(15)}


def test_why_a_value_was_absent_is_not_guessed() -> None:
    found = moves(basis(findings=None), basis(said(95)), "A")
    assert {"state", "status"} & told(found).keys() == set()
    assert told(found)["actual"] == {"data": None}


def test_a_new_indicator_comes_with_its_target() -> None:
    facts = plan()
    wider = replace(
        facts,
        indicators=(*facts.indicators, rows.indicator(2)),
        targets=(*facts.targets, rows.target(5, of="i2")),
    )
    found = moves(BEFORE, basis(said(95), said(4, of="i2"), facts=wider), "A")
    assert {(row.row, row.cause, row.old) for row in found} == {("i2", Cause.TARGET, None)}
    back = moves(basis(said(95), said(4, of="i2"), facts=wider), BEFORE, "A")
    assert {(row.row, row.cause, row.new) for row in back} == {("i2", Cause.TARGET, None)}


def test_another_collector_does_not_stop_the_comparison() -> None:
    facts = plan(collectors=("second",))
    found = told(moves(BEFORE, basis(said(97, unit="second"), facts=facts), "A"))
    assert sum(filter(None, found["actual"].values())) == 2


def test_a_new_year_is_held_against_the_former_target_first() -> None:
    facts = plan(rows.target(100), rows.target(130, year=2024, effective_from="2024-01-10"))
    parameters = rows.parameters(period="2024-Q1", as_of="2024-04-15", target_year=2024)
    new = basis(said(95), said(101, 1, period="2024-Q1", reference_year=2024), facts=facts, parameters=parameters)
    found = told(moves(replace(BEFORE, framework=facts), new, "2023-Q2"))
    assert found["margin"] == {"data": Decimal(6), "target": Decimal(-30)}


AMOUNTS = st.decimals(min_value="-50", max_value="500", places=2)
OBSERVATIONS = st.lists(
    st.builds(
        said,
        AMOUNTS,
        st.integers(1, 2),
        of=st.sampled_from(["i1", "i2"]),
        unit=st.sampled_from(["first", "second"]),
        status=st.sampled_from(["estimated", "final"]),
        reference_year=st.sampled_from([2022, 2023]),
        sha256=st.sampled_from(["a" * 64, "b" * 64]),
    ),
    max_size=6,
)
KINDS = st.sampled_from([("stock", "linear"), ("flow", "days"), ("ratio", "annual"), ("running_mean", "seasonal")])


@st.composite
def bases(draw: st.DrawFn) -> Basis:
    """Anything that two indicators can rest on."""
    indicators = []
    for number in (1, 2):
        kind, phasing = draw(KINDS)
        direction = draw(st.sampled_from(["higher", "lower"]))
        about = {"kind": kind, "phasing": phasing, "frequency": "quarterly", "direction": direction}
        indicators.append(rows.indicator(number, **about))
    facts = rows.framework(
        indicators,
        [rows.target(draw(AMOUNTS), of=one.code) for one in indicators],
        [rows.baseline(draw(AMOUNTS), of=one.code) for one in indicators],
    )
    day = draw(st.sampled_from([("2023-Q1", "2023-04-15"), ("2023-Q2", "2023-07-15")]))
    files = draw(st.sets(st.sampled_from(["a" * 64, "b" * 64])))
    return Basis(
        framework=facts,
        parameters=rows.parameters(period=day[0], as_of=day[1]),
        rules=draw(st.sampled_from([RULES, LOOSE])),
        observations=tuple(draw(OBSERVATIONS)),
        findings=draw(st.sampled_from([(), None])),
        receipts=tuple(rows.receipt(sha256=one, period="2023-Q1") for one in sorted(files)),
    )


@given(bases(), bases())
def test_the_moves_of_every_figure_add_up(old: Basis, new: Basis) -> None:
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for row in moves(old, new, "A"):
        found[row.row, row.figure].append(row)
    for then, now in zip(old.rows, new.rows, strict=True):
        for figure in FIGURES:
            was, became = getattr(then, figure), getattr(now, figure)
            parts = found[then.indicator, figure]
            if isinstance(was, Decimal) and isinstance(became, Decimal):
                assert sum((part.move for part in parts if part.move is not None), Decimal(0)) == became - was
                assert all(part.move for part in parts)
            elif old.findings is not None:
                assert bool(parts) == (was != became)
                assert all(part.move is None for part in parts)


@given(bases())
def test_nothing_moves_where_nothing_changed(one: Basis) -> None:
    assert moves(one, one, "A") == []


@given(bases(), AMOUNTS)
def test_a_target_alone_is_the_only_cause(old: Basis, value: Decimal) -> None:
    targets = tuple(target.replaced(value=value) for target in old.framework.targets)
    found = moves(old, replace(old, framework=replace(old.framework, targets=targets)), "A")
    assert {row.cause for row in found} <= {Cause.TARGET}


@given(bases(), OBSERVATIONS)
def test_observations_alone_are_no_rule_and_no_target(old: Basis, observations: list[Any]) -> None:
    found = moves(replace(old, receipts=()), replace(old, receipts=(), observations=tuple(observations)), "A")
    assert {row.cause for row in found} <= {Cause.DATA, Cause.CORRECTION}


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        pytest.param([said(95)], [said(97, raw_text="95", rules=("override",))], 2, id="corrected by hand"),
        pytest.param([said(97, raw_text="95", rules=("override",))], [said(95)], -2, id="the correction withdrawn"),
        pytest.param(
            [said(97, raw_text="95", rules=("override",))],
            [said(96, raw_text="95", rules=("override",))],
            -1,
            id="again",
        ),
    ],
)
def test_what_the_office_corrects_in_the_same_files_is_a_correction(
    before: list[Any], after: list[Any], move: int
) -> None:
    sent = (rows.receipt(),)
    found = moves(basis(*before, receipts=sent), basis(*after, receipts=sent), since="A")
    assert told(found)["actual"] == {"correction": Decimal(move)}
    assert {row.cause for row in found} == {Cause.CORRECTION}


def test_a_value_that_only_a_correction_made_readable_is_no_new_data() -> None:
    sent = (rows.receipt(),)
    found = moves(
        basis(receipts=sent), basis(said(97, raw_text="九十七点", rules=("override",)), receipts=sent), since="A"
    )
    assert {row.cause for row in found if row.figure == "actual"} == {Cause.CORRECTION}
