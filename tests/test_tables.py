"""The tables of a run: what the module says of them holds."""

import pytest

from innocity import tables
from innocity.tables import TABLES, Edge, Table

LINES = [line.strip("| \n").split("|") for line in (tables.__doc__ or "").splitlines() if line.startswith("|")]
DOCUMENTED = {cells[0].strip(): cells[-1].strip() for cells in LINES[1:]}


def test_every_table_is_documented_with_its_key() -> None:
    assert {table.table: ", ".join(table.key) for table in (*TABLES, Edge)} == DOCUMENTED


@pytest.mark.parametrize("table", [*TABLES, Edge], ids=lambda table: table.table)
def test_a_key_is_made_of_columns(table: type[Table]) -> None:
    assert set(table.key) <= set(table.columns())
