"""CSV as the record: what is written is read back, what is damaged is told."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innocity import csvfile
from innocity.csvfile import Row
from innocity.errors import InnocityError


class Light(StrEnum):
    GREEN = "green"
    RED = "red"


class Sample(Row):
    name: str
    value: Decimal | None = None
    day: date | None = None
    light: Light = Light.GREEN
    is_late: bool = False
    rules: tuple[str, ...] = ()


HOSTILE = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1),
    st.sampled_from(
        ["=1+1", "+A1", "-x", "@x", "'=1", "''=1", "\t=1", "\r\n", "a\rb", 'x,"y"', "湘潭，市", "-1.50", "'", "="]
    ),
)
SAMPLES = st.builds(
    Sample,
    name=HOSTILE,
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3),
    day=st.none() | st.dates(),
    light=st.sampled_from(Light),
    is_late=st.booleans(),
    rules=st.lists(st.text("abc_", min_size=1)).map(tuple),
)


@given(st.lists(SAMPLES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_rows_are_read_back_as_written(tmp_path: Path, rows: list[Sample]) -> None:
    path = tmp_path / "sample.csv"
    csvfile.write(path, rows, Sample)
    assert csvfile.read(path, Sample) == rows


def test_bytes_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "sample.csv"
    row = Sample(
        name="a,b", value=Decimal("3.0"), day=date(2023, 4, 20), light=Light.RED, is_late=True, rules=("x", "y")
    )
    csvfile.write(path, [row, Sample(name="c")], Sample)
    expected = '\ufeffname,value,day,light,is_late,rules\n"a,b",3.0,2023-04-20,red,yes,x;y\nc,,,green,no,\n'
    assert path.read_bytes() == expected.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-x", "'-x"),
        ("-1.50", "-1.50"),
        ("+5", "+5"),
        ("=", "="),
        ("@", "@"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_text_never_becomes_a_formula_of_a_spreadsheet(text: str, cell: str) -> None:
    assert csvfile.render([Sample(name=text)], Sample).splitlines()[1].split(",")[0] == cell


def test_a_decimal_keeps_its_zeros(tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    path.write_text("name,value\na,3.0\n", encoding="utf-8-sig")
    assert str(csvfile.read(path, Sample)[0].value) == "3.0"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name,value\na,many\n", ["sample.csv", "2", "value", "many"]),
        (b"name,value\na,1\n,2\n", ["3", "name"]),
        (b"name,colour\na,red\n", ["colour"]),
        (b"value\n1\n", ["name"]),
        (b"", ["name"]),
        (b"name,name\na,b\n", ["name"]),
        (b"name,value,value\na,1,2\n", ["value"]),
        (b"name,value\na,1,2\n", ["2"]),
        (b'name,value\n"a,1\nb,2\n', ["unexpected end of data"]),
        ("name\n湘潭\n".encode("gbk"), ["UTF-8"]),
    ],
    ids=["value", "absent", "unknown", "missing", "empty", "twice", "twice2", "surplus", "open quote", "gbk"],
)
def test_faults_are_told_by_file_line_and_column(tmp_path: Path, content: bytes, told: list[str]) -> None:
    path = tmp_path / "sample.csv"
    path.write_bytes(content)
    with pytest.raises(InnocityError) as fault:
        csvfile.read(path, Sample)
    assert [word for word in ["sample.csv", *told] if word not in str(fault.value)] == []


def test_every_fault_is_told_at_once_and_sound_rows_are_given(tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    path.write_text("name,value,day\na,x,y\nb,1,2023-04-20\n,z,\n", encoding="utf-8-sig")
    rows, faults = csvfile.parse(path, Sample)
    assert rows == [Sample(name="b", value=Decimal(1), day=date(2023, 4, 20))]
    assert len(faults) == 4


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    rows, faults = csvfile.parse(tmp_path / "none.csv", Sample)
    assert (rows, len(faults), "none.csv" in faults[0]) == ([], 1, True)


def test_a_row_is_replaced_not_changed() -> None:
    row = Sample(name="a")
    assert (row.replaced(name="b"), row) == (Sample(name="b"), Sample(name="a"))
