"""Which code and which libraries made a report."""

import os
import platform
import re
import subprocess
from importlib import metadata
from pathlib import Path

_PARTS = ("innocity", "notebooks", "pipeline.py", "requirements.lock")
_VARIABLE, _COMMIT = "INNOCITY_COMMIT", re.compile(r"[0-9a-f]{40}\+?")
_LIBRARIES = ("papermill", "scrapbook", "nbconvert", "pandas", "matplotlib", "openpyxl", "typst", "pydantic")


def code_version(repository: Path) -> str:
    """The commit that last changed the code, with `+` when the files differ from it.

    Outside version control, as in an image, the commit that INNOCITY_COMMIT names, else `-`.
    """
    commit = _git(repository, "log", "-1", "--format=%H", "--", *_PARTS)
    if not commit:
        told = os.environ.get(_VARIABLE, "")
        return told if _COMMIT.fullmatch(told) else "-"
    changed = _git(repository, "status", "--porcelain", "--", *_PARTS)
    return f"{commit}+" if changed else commit


def library_versions() -> dict[str, str]:
    """Python and the libraries that results pass through, by name."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in _LIBRARIES}}


def _git(repository: Path, *arguments: str) -> str:
    """What git answers; nothing where there is no git or no repository of this very folder."""
    if not (repository / ".git").exists():
        return ""
    try:
        asked = subprocess.run(
            ["git", "-C", str(repository), *arguments], capture_output=True, encoding="utf-8", timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.strip()
