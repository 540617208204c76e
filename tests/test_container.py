"""The image: all that it is made of is here and is not left out of it."""

import shlex
from collections.abc import Iterator
from fnmatch import fnmatch

import pytest

from innocity.workspace import CODE

IGNORED = (CODE / ".containerignore").read_text(encoding="utf-8").split()


def instructions(name: str) -> Iterator[list[str]]:
    """The words behind each instruction of this name."""
    for line in (CODE / "Containerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{name} "):
            yield shlex.split(line)[1:]


def test_every_source_that_is_copied_exists() -> None:
    sources = [source for words in instructions("COPY") for source in words[:-1]]
    assert sources
    assert [source for source in sources if not (CODE / source).exists()] == []


@pytest.mark.parametrize(
    "part", ["innocity", "notebooks", "params", "pipeline.py", "requirements.lock", "data/raw", "docs"]
)
def test_what_a_run_needs_is_in_the_image(part: str) -> None:
    assert (CODE / part).exists()
    assert not any(fnmatch(part, pattern) for pattern in IGNORED)
