"""One environment, told four times: pyproject.toml, both locks and environment.yml must agree."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
ASKED_FOR = {"jupyter", "papermill", "pandas", "matplotlib", "nbconvert", "openpyxl", "scrapbook", "six"}


def pins(lock: str) -> dict[str, set[str]]:
    """The versions that a lock pins, by canonical name; more than one where platforms or Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_the_lock_pins_every_direct_dependency_within_its_range(lock: str, requirements: list[str]) -> None:
    pinned = pins(lock)
    wanted = [Requirement(text) for text in requirements]
    missing = [str(one) for one in wanted if canonicalize_name(one.name) not in pinned]
    outside = [
        str(one)
        for one in wanted
        for version in pinned.get(canonicalize_name(one.name), ())
        if version not in one.specifier
    ]
    assert (missing, outside) == ([], [])


def test_the_tests_run_on_the_versions_that_users_run_on() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: versions for name, versions in run.items() if dev.get(name) != versions} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_carries_hashes_and_no_lock_names_a_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text)
    assert [block.splitlines()[0] for block in blocks if PIN.match(block) and "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_conda_gives_the_same_environment() -> None:
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python = next(one for one in conda["dependencies"] if isinstance(one, str) and one.startswith("python="))
    pip = next(one["pip"] for one in conda["dependencies"] if isinstance(one, dict))
    assert python.removeprefix("python=") in SpecifierSet(PROJECT["project"]["requires-python"])
    assert pip == ["-r requirements.lock"]


def test_the_named_parts_are_direct_dependencies() -> None:
    direct = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    assert direct >= ASKED_FOR
