"""The parameters of a run: read strictly, and the same as any other reader of YAML reads them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from innocity.errors import UsageError
from innocity.parameters import Parameters, load_parameters, load_yaml
from innocity.period import Period
from innocity.workspace import CODE, Workspace

GOOD = {"period": "2022-Q4", "as_of": "2023-04-20", "target_year": 2023, "language": "zh-Hans"}
SHIPPED = [Workspace(CODE).period_file(period) for period in Workspace(CODE).periods()]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_files_mean_the_same_to_every_reader(path: Path) -> None:
    read = load_yaml(path)
    assert read == yaml.safe_load(path.read_text(encoding="utf-8"))
    assert load_parameters(path) == Parameters.model_validate(read)


def test_what_parameters_say() -> None:
    parameters = Parameters.model_validate(GOOD)
    assert (parameters.reporting_period, parameters.as_of_date) == (Period(2022, 4), date(2023, 4, 20))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("11:04", "11:04"),
        ("2022_2024", "2022_2024"),
        ("no", "no"),
        ("on", "on"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("2.50", "2.50"),
        ("2023-04-20", "2023-04-20"),
        (".inf", ".inf"),
        ("=", "="),
        ("2023", 2023),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
    ],
)
def test_yaml_without_surprises(tmp_path: Path, written: str, read: object) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"key: {written}\n", encoding="utf-8")
    assert load_yaml(path) == {"key": read}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: 1\na: 2\n", "twice"),
        (b"a: {b: 1, b: 2}\n", "twice"),
        (b"? [a]\n: 1\n", "unhashable"),
        (b"a: [1\n", "line"),
        (b"- a\n", "list"),
        (b"", "NoneType"),
        (b"a: !!python/object:os.system x\n", "python"),
        ("a: 湘潭\n".encode("gbk"), "utf-8"),
    ],
    ids=["twice", "twice within", "odd key", "open", "list", "empty", "code", "gbk"],
)
def test_faulty_yaml_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(UsageError) as fault:
        load_yaml(path)
    assert "a.yaml" in str(fault.value) and told in str(fault.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"2022-Q4\.yaml"):
        load_parameters(tmp_path / "2022-Q4.yaml")


@pytest.mark.parametrize(
    "changed",
    [
        {"period": "2022Q4"},
        {"period": "2022-Q3"},
        {"as_of": "2023-02-30"},
        {"as_of": "20 April"},
        {"target_year": "2023"},
        {"target_year": 23},
        {"target_year": True},
        {"language": "fr"},
        {"colour": "red"},
        {"as_of": None},
    ],
    ids=str,
)
def test_a_faulty_parameter_is_told_by_name(tmp_path: Path, changed: dict[str, object]) -> None:
    path = tmp_path / "2022-Q4.yaml"
    path.write_text(yaml.safe_dump({**GOOD, **changed}), encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        load_parameters(path)
    assert path.name in str(fault.value) and (next(iter(changed)) in str(fault.value) or "language" in changed)


def test_every_faulty_parameter_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "2022-Q4.yaml"
    path.write_text('period: 2022\nas_of: "x"\n', encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        load_parameters(path)
    assert [name for name in ("period", "as_of", "target_year") if name not in str(fault.value)] == []


def test_days_that_are_not_set_are_absent() -> None:
    parameters = Parameters.model_validate(GOOD)
    assert (parameters.due_date, parameters.grace, parameters.lock_date) == (None, timedelta(0), None)


def test_due_grace_and_lock() -> None:
    parameters = Parameters.model_validate({**GOOD, "due_on": "2023-01-15", "grace_days": 5, "locked_on": "2023-01-20"})
    assert (parameters.due_date, parameters.grace) == (date(2023, 1, 15), timedelta(days=5))
    assert parameters.lock_date == date(2023, 1, 20)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": "15 January"},
        {"due_on": "2023-02-30"},
        {"locked_on": "2023-13-01"},
        {"grace_days": -1},
        {"due_on": "2023-01-15", "grace_days": 6, "locked_on": "2023-01-20"},
    ],
)
def test_deadlines_that_make_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Parameters.model_validate({**GOOD, **wrong})
