"""Reviews: what is taken down, what a version lacks, and that no record is lost or half-written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innocity.errors import InnocityError, UsageError
from innocity.record.reviews import (
    Missing,
    Review,
    ReviewRules,
    ReviewVerdict,
    line_of,
    missing_reviews,
    read_reviews,
)
from innocity.workspace import CODE, Workspace

NOW, OLD = "a" * 64, "b" * 64
APPROVE, CHANGES, REJECT = ReviewVerdict
TIME = datetime(2023, 7, 20, 8, 30, tzinfo=UTC)


def review(
    by: str, verdict: ReviewVerdict, section: str | None = None, version: str = NOW, why: str = "看过"
) -> Review:
    """A review of 2023-Q2."""
    return Review.of(
        period="2023-Q2", version=version, section=section, verdict=verdict, by=by, why=why, recorded_at=TIME
    )


def rules(approvals: int = 1, *sections: str, others: bool = True) -> ReviewRules:
    """What is asked of a report."""
    return ReviewRules(approvals=approvals, others_than_operator=others, sections=sections)


LACKS_ONE = Missing(None, 1, ())


@pytest.mark.parametrize(
    ("given_reviews", "asked", "expected"),
    [
        ([], rules(), (LACKS_ONE,)),
        ([review("甲", APPROVE)], rules(), ()),
        ([review("甲", APPROVE)], rules(2), (LACKS_ONE,)),
        ([review("甲", APPROVE), review("乙", APPROVE)], rules(2), ()),
        # one person is one, however the name is written
        ([review("Li Wei", APPROVE), review("ｌｉ  WEI", APPROVE)], rules(2), (LACKS_ONE,)),
        # whoever made the run counts only where the rules let them
        ([review("运行者", APPROVE)], rules(), (LACKS_ONE,)),
        ([review("运行者", APPROVE)], rules(others=False), ()),
        ([review("运行者", REJECT), review("甲", APPROVE)], rules(), (Missing(None, 0, (review("运行者", REJECT),)),)),
        # another version is another matter
        ([review("甲", APPROVE, version=OLD)], rules(), (LACKS_ONE,)),
        ([review("甲", REJECT, version=OLD), review("甲", APPROVE)], rules(), ()),
        # the last word counts
        ([review("甲", APPROVE), review("甲", CHANGES)], rules(), (Missing(None, 1, (review("甲", CHANGES),)),)),
        ([review("甲", CHANGES), review("甲", APPROVE)], rules(), ()),
        # one objection stands against any number of approvals
        (
            [review("甲", APPROVE), review("乙", CHANGES, "section-2")],
            rules(),
            (Missing("section-2", 0, (review("乙", CHANGES, "section-2"),)),),
        ),
        # who approves of the whole approves of each section, unless they say otherwise of one
        ([review("甲", APPROVE)], rules(1, "section-2"), ()),
        ([review("甲", APPROVE, "section-2")], rules(1, "section-2"), (LACKS_ONE,)),
        (
            [review("甲", APPROVE), review("甲", REJECT, "section-2")],
            rules(1, "section-2"),
            (Missing("section-2", 1, (review("甲", REJECT, "section-2"),)),),
        ),
    ],
)
def test_what_a_version_lacks(given_reviews: list[Review], asked: ReviewRules, expected: tuple[Missing, ...]) -> None:
    assert missing_reviews(given_reviews, asked, "运行者", NOW) == expected


@given(st.lists(st.builds(review, st.sampled_from("甲乙丙"), st.sampled_from(ReviewVerdict))))
def test_nothing_is_lacking_only_where_somebody_approves_and_nobody_objects(given_reviews: list[Review]) -> None:
    last = {row.by: row.verdict for row in given_reviews}
    is_enough = APPROVE in last.values() and set(last.values()) == {APPROVE}
    assert (missing_reviews(given_reviews, rules(), "", NOW) == ()) is is_enough


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("by", ""),
        ("by", " "),
        ("by", "甲\n乙"),
        ("by", "甲\u202e乙"),
        ("by", "x" * 101),
        ("why", ""),
        ("why", "好\x1b[2J"),
        ("why", "x" * 4001),
        ("period", "2023"),
        ("version", "abc"),
        ("recorded_at", datetime(2023, 7, 20)),  # noqa: DTZ001 - the fault that is looked for
    ],
)
def test_what_is_no_review_is_named(field: str, value: object) -> None:
    values = review("甲", APPROVE).model_dump() | {field: value}
    with pytest.raises(UsageError, match=field):
        Review.of(**values)


HOSTILE = review("<script>alert(1)</script>", REJECT, why='第一行\n"}\n{"by": "乙"}')


def test_reviews_are_kept_in_order_whatever_they_say(tmp_path: Path) -> None:
    path = tmp_path / "2023-Q2.jsonl"
    told = [review("甲", APPROVE), HOSTILE, review("甲", CHANGES, "section-2")]
    path.write_bytes(b"".join(map(line_of, told)))
    assert read_reviews(path) == told
    assert len(path.read_bytes().splitlines()) == len(told)


@pytest.mark.parametrize("damage", [b"{}\n", b"\xff\n", b'{"by": "\n', b'{"period": "2023-Q2"'])
def test_a_damaged_record_is_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "2023-Q2.jsonl"
    path.write_bytes(line_of(review("甲", APPROVE)) + damage)
    with pytest.raises(InnocityError, match=r"2023-Q2\.jsonl 第 2 行"):
        read_reviews(path)


def test_nobody_has_said_anything_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_reviews(tmp_path / "2023-Q2.jsonl") == []


def test_the_shipped_rules_ask_for_another_pair_of_eyes() -> None:
    assert ReviewRules.of(Workspace(CODE)) == rules(1)
