"""The framework's tables against the city's notice, and against each other."""

import csv
from decimal import Decimal
from pathlib import Path

import notice
import pytest
from hypothesis import given
from hypothesis import strategies as st

FRAMEWORK = Path(__file__).resolve().parents[1] / "params" / "framework"
UNMEASURED = {"比值", "有无"}
YES = {"yes": "有"}

Table = list[dict[str, str]]


def table(name: str) -> Table:
    """The rows of one framework table, as text."""
    with (FRAMEWORK / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def split(cell: str) -> list[str]:
    """The members of a list-valued cell."""
    return [part for part in cell.split(";") if part]


def spellings(unit: dict[str, str]) -> set[str]:
    """Every spelling of a unit."""
    names = ("name_zh_hans", "name_zh_hant", "full_zh_hans", "full_zh_hant")
    return {unit[name] for name in names} | set(split(unit["aliases"]))


def figures(commitment: dict[str, str]) -> int:
    """How many figures a commitment holds: one per item, or one."""
    return max(1, len(split(commitment["items"])))


@pytest.fixture(scope="session")
def text() -> str:
    place = notice.path()
    if place is None:
        pytest.skip("the city's notice is not at hand; set INNOCITY_NOTICE to its text file")
    return place.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def unit_codes() -> dict[str, str]:
    return {name: unit["code"] for unit in table("units") for name in spellings(unit)}


def test_annex_1_is_carried_over_whole(text: str, unit_codes: dict[str, str]) -> None:
    measures = {row["measure"]: row["name_zh_hant"] for row in table("measures")}
    approved = {(row["indicator"], row["year"]): YES.get(row["value"], row["value"]) for row in table("approved")}
    told = [
        (
            int(row["number"]),
            row["name_zh_hant"],
            "" if row["measure"] in UNMEASURED else measures[row["measure"]],
            split(row["collectors"]),
            *(approved[row["code"], year] for year in ("2021", "2022", "2023")),
        )
        for row in table("indicators")
    ]
    printed = [
        (
            row.number,
            row.name,
            row.measure,
            [unit_codes[name] for name in row.collectors],
            row.value_2021,
            row.value_2022,
            row.target,
        )
        for row in notice.rows(text)
    ]
    assert told == printed


def test_annex_2_is_carried_over_whole(text: str, unit_codes: dict[str, str]) -> None:
    told = [
        (row["area"], row["point"], row["area_zh_hant"], split(row["leads"]), split(row["responsible"]))
        for row in table("work_points")
    ]
    printed = [
        (
            str(row.area),
            str(row.point),
            row.area_name,
            [unit_codes[name] for name in row.leads],
            [unit_codes[name] for name in row.responsible],
        )
        for row in notice.points(text)
    ]
    assert told == printed


def test_groups_of_annex_1_are_in_the_notice(text: str) -> None:
    groups = dict.fromkeys(row["group_zh_hant"] for row in table("indicators"))
    places = [notice.squeezed(text).index(f"|{group}|") for group in groups]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("-", ()),
        ("市科技局", ("市科技局",)),
        ("市科技局、 市發改委", ("市科技局", "市發改委")),
        ("市商務局,各縣市區、園區", ("市商務局", "各縣市區、園區")),
        ("市商務局，各縣市區、園區", ("市商務局", "各縣市區、園區")),
        ("團市委,各高校院所、各縣市區、園區", ("團市委", "各高校院所", "各縣市區、園區")),
        ("市科協等,各高校院所", ("市科協", "各高校院所")),
        ("協調中心(市優化辦)等,市科協", ("協調中心", "市科協")),
    ],
)
def test_lists_of_bodies_fall_apart_at_the_right_marks(listed: str, names: tuple[str, ...]) -> None:
    assert notice.bodies(listed) == names


@pytest.mark.parametrize(
    ("printed", "name", "measure"),
    [
        ("全社會R&D經費支出占GDP比重(%)", "全社會R&D經費支出占GDP比重", "%"),
        ("重點學科數(省重點學科)(個)", "重點學科數(省重點學科)", "個"),
        ("城鄉居民人均可支配收入之比", "城鄉居民人均可支配收入之比", ""),
    ],
)
def test_a_measure_is_what_stands_in_the_last_brackets(printed: str, name: str, measure: str) -> None:
    assert notice.named(printed) == (name, measure)


@given(st.text())
def test_squeezing_twice_changes_nothing_more(text: str) -> None:
    assert notice.squeezed(notice.squeezed(text)) == notice.squeezed(text)


@pytest.mark.parametrize(
    ("name", "count"),
    [("indicators", 26), ("targets", 26), ("approved", 78), ("work_points", 31), ("commitments", 51)],
)
def test_tables_hold_what_the_notice_holds(name: str, count: int) -> None:
    assert len(table(name)) == count


def test_commitments_hold_58_figures() -> None:
    assert sum(map(figures, table("commitments"))) == 58


def test_18_commitments_repeat_their_target() -> None:
    targets = {row["indicator"]: Decimal(row["value"]) for row in table("targets") if row["value"] != "yes"}
    same = [row for row in table("commitments") if row["relation"] == "same"]
    assert len(same) == 18
    assert [Decimal(row["value"]) for row in same] == [targets[row["indicator"]] for row in same]


def test_targets_equal_the_approved_ones() -> None:
    approved = [
        (row["indicator"], row["value"], row["measure"]) for row in table("approved") if row["role"] == "target"
    ]
    assert [(row["indicator"], row["value"], row["measure"]) for row in table("targets")] == approved


def test_decimals_are_those_of_the_most_exact_figure() -> None:
    printed: dict[str, int] = {}
    for row in table("approved"):
        places = len(row["value"].partition(".")[2])
        printed[row["indicator"]] = max(printed.get(row["indicator"], 0), places)
    assert {row["code"]: int(row["decimals"]) for row in table("indicators")} == printed


@pytest.mark.parametrize(
    ("name", "column", "other", "key"),
    [
        ("indicators", "measure", "measures", "measure"),
        ("indicators", "collectors", "units", "code"),
        ("measures", "canonical", "measures", "measure"),
        ("targets", "indicator", "indicators", "code"),
        ("targets", "measure", "measures", "measure"),
        ("approved", "indicator", "indicators", "code"),
        ("approved", "measure", "measures", "measure"),
        ("work_points", "leads", "units", "code"),
        ("work_points", "responsible", "units", "code"),
        ("commitments", "work_point", "work_points", "code"),
        ("commitments", "measure", "measures", "measure"),
        ("commitments", "indicator", "indicators", "code"),
        ("units", "members", "units", "code"),
    ],
)
def test_every_reference_is_met(name: str, column: str, other: str, key: str) -> None:
    known = {row[key] for row in table(other)}
    assert {part for row in table(name) for part in split(row[column])} - known == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("indicators", ("number",)),
        ("indicators", ("code",)),
        ("measures", ("measure",)),
        ("units", ("code",)),
        ("work_points", ("code",)),
        ("commitments", ("code",)),
        ("targets", ("indicator", "year", "revision")),
        ("approved", ("indicator", "year", "role")),
        ("aliases", ("kind", "alias")),
    ],
)
def test_every_key_is_unique(name: str, key: tuple[str, ...]) -> None:
    keys = [tuple(row[part] for part in key) for row in table(name)]
    assert sorted(set(keys)) == sorted(keys)


def test_a_spelling_names_one_unit() -> None:
    names = [name for unit in table("units") for name in spellings(unit)]
    assert sorted(set(names)) == sorted(names)


def test_an_alias_is_not_another_indicators_name() -> None:
    names = {row[name]: row["code"] for row in table("indicators") for name in ("name_zh_hans", "name_zh_hant")}
    aliases = [row for row in table("aliases") if row["kind"] == "indicator"]
    assert {row["alias"] for row in aliases if names.get(row["alias"], row["code"]) != row["code"]} == set()
    assert {row["code"] for row in aliases} == set(names.values())


def test_high_value_patents_stay_another_indicator() -> None:
    assert [row for row in table("aliases") if "高价值" in row["alias"] or "高價值" in row["alias"]] == []


def test_canonical_measures_are_their_own() -> None:
    factors = {row["measure"]: row["factor"] for row in table("measures") if row["measure"] == row["canonical"]}
    assert {row["canonical"] for row in table("measures")} == set(factors)
    assert set(factors.values()) == {"1"}


@pytest.mark.parametrize("name", ["indicators", "measures", "targets", "units", "work_points", "commitments"])
def test_simplified_columns_hold_simplified_characters(name: str) -> None:
    columns = [column for column in table(name)[0] if column.endswith("zh_hans") or column in ("measure", "items")]
    for row in table(name):
        for column in columns:
            row[column].encode("gb2312")


@pytest.mark.parametrize("file", sorted(FRAMEWORK.glob("*.csv")), ids=lambda file: file.name)
def test_files_open_in_a_spreadsheet_and_say_where_they_come_from(file: Path) -> None:
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    column = "document" if file.stem == "targets" else "source"
    assert [row for row in table(file.stem) if not row[column]] == []
