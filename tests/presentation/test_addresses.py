"""The address of a row is made of its words, stands in the page once, and stays where rows come and go."""

import pytest

from innocity.presentation.addresses import settle_tables
from innocity.presentation.markup import read


def table(*rows: tuple[str, ...], identifier: str = "t") -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table id="{identifier}"><thead><tr><th>头</th></tr></thead><tbody>{body}</tbody></table>'


def addresses(markup: str, *taken: str) -> list[str]:
    root = read(markup)
    settle_tables(root, "表格", "cell", set(taken))
    return [row.attributes["id"] for body in root.all("tbody") for row in body.own("tr")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("1", "甲"), ("2", "乙")), ["t-1", "t-2"]),
        ((("甲", "1"), ("甲", "2"), ("乙", "1")), ["t-甲-1", "t-甲-2", "t-乙-1"]),
        ((("甲", "1"), ("甲", "1")), ["t-甲", "t-甲-2"]),
        ((("", "甲"), ("", "乙")), ["t-甲", "t-乙"]),
        ((("",), ()), ["t-row", "t-row-2"]),
        ((("报表 01.xlsx<br>'\"&",),), ["t-报表-01.xlsx"]),
        ((("长" * 60,),), ["t-" + "长" * 40]),
    ],
)
def test_a_row_is_called_by_as_few_of_its_words_as_tell_it_apart(
    rows: tuple[tuple[str, ...], ...], expected: list[str]
) -> None:
    assert addresses(table(*rows)) == expected


def test_the_name_of_a_group_is_not_that_of_its_row() -> None:
    rows = '<tr><th scope="rowgroup" rowspan="2">组</th><td>1</td></tr><tr><td>2</td></tr>'
    assert addresses(f'<table id="t"><tbody>{rows}</tbody></table>') == ["t-1", "t-2"]


def test_an_address_is_given_once_in_a_page() -> None:
    assert addresses(table(("1",)) + table(("1",)), "t-1") == ["t-1-2", "t-1-3"]


def test_a_table_without_an_id_is_called_by_its_cell_and_a_row_keeps_its_own() -> None:
    assert addresses('<table><tbody><tr id="own"><td>1</td></tr><tr><td>2</td></tr></tbody></table>') == [
        "own",
        "cell-2",
    ]


def test_a_row_keeps_its_address_when_others_come_before_it() -> None:
    assert addresses(table(("5", "戊"), ("2", "乙")))[1] == addresses(table(("2", "乙")))[0]
