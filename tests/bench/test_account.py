"""The account: what was measured, what was asked, and nothing else of the document is touched."""

from pathlib import Path

import pytest

from innocity.bench.account import HEADING, account, put
from innocity.bench.measured import Taken

ROUNDS = [
    {"commands": Taken(90.0, 80.0, 300_000_000), "innocity": Taken(10.0, 18.0, 900_000_000), "unchanged": Taken(1.5)},
    {"innocity": Taken(12.0, 16.0, 800_000_000)},
]


def test_only_what_was_measured_is_told() -> None:
    lines = account(ROUNDS).splitlines()
    assert lines[0] == HEADING
    figures = [line for line in lines if "plain by commands, to everything" in line or line.startswith("| Nothing")]
    assert figures == [
        "| One period with 20 scorecards: plain by commands, to everything that innocity makes | 9.00 | ≥ 6 | yes |",
        "| Nothing changed: seconds | 1.50 | < 1.5 | **no** |",
    ]
    told = [line.partition(" | ")[2] for line in lines if line.startswith("| innocity, two jobs")]
    assert told == ["2 | 11.00 | 17.00 | 900 |"]
    assert [line for line in lines if "Back-fill" in line] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# P\n\n## Measured\n\nold\n\n## More\n\nrest\n", "# P\n\n## Measured\n\nnew\n\n## More\n\nrest\n"),
        ("# P\n\n## Measured\n\nold\n", "# P\n\n## Measured\n\nnew\n"),
        ("# P\n\n", "# P\n\n## Measured\n\nnew\n"),
    ],
)
def test_the_chapter_takes_the_place_of_the_former_one(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(before, encoding="utf-8", newline="\n")
    put(path, "## Measured\n\nnew\n")
    assert path.read_text(encoding="utf-8") == after
