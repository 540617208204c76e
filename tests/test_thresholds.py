"""The rules by which results are judged: read from the workspace, every fault named."""

from pathlib import Path

import pytest

from innocity.errors import UsageError
from innocity.thresholds import AttainmentRules
from innocity.workspace import CODE, Workspace


def test_the_repository_has_its_thresholds() -> None:
    rules = AttainmentRules.of(Workspace(CODE))
    assert rules.pace.on_pace_from > 0
    assert rules.commitments.about_from > 0


@pytest.mark.parametrize(
    "content",
    [
        'pace: {on_pace_from: "2", basis: "x"}\ncommitments: {about_from: "0.9", basis: "x"}\n',
        "pace: {}\n",
        "other: 1\n",
    ],
)
def test_a_faulty_file_is_told_in_a_sentence(content: str, tmp_path: Path) -> None:
    folder = tmp_path / "params" / "rules"
    folder.mkdir(parents=True)
    (folder / "attainment.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        AttainmentRules.of(Workspace(tmp_path))
    assert "attainment.yaml" in str(fault.value)
