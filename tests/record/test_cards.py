"""What a card holds, and that the code which it names is there."""

import importlib
import json

import pytest

from innocity.record.cards import CODE as MAKERS
from innocity.record.cards import Card, Code, cards
from innocity.tables import Edge, Finding, Origin, Severity
from innocity.workspace import CODE


def edge(number_id: str, place: int = 1, **values: object) -> Edge:
    """An input that stands in a cell."""
    defaults = {"number_id": number_id, "place": place, "result": "1", "role": "value", "origin": Origin.CELL}
    return Edge.model_validate({**defaults, "file": "a.xlsx", "sheet": "S", "cell": "B2", **values})


def test_cards_hold_their_inputs_and_what_was_found_in_their_cells() -> None:
    first, second = edge("attainment.1.actual"), edge("attainment.1.known", cell="B3")
    here = Finding(severity=Severity.NOTE, code="rounded", file="a.xlsx", sheet="S", cell="B2", remedy="-")
    elsewhere = here.replaced(cell="B9")
    assert cards([first, second], [here, elsewhere]) == {
        "attainment.1.actual": Card((first,), (here,)),
        "attainment.1.known": Card((second,), ()),
    }


def test_a_card_knows_its_table_row_and_column() -> None:
    card = Card((edge("commitments.1-1-a.completion_pct", formula="x"),), ())
    assert (card.table, card.row, card.column) == ("commitments", "commitments.1-1-a", "completion_pct")
    assert (card.result, card.formula, card.code) == ("1", "x", MAKERS["commitments"])


@pytest.mark.parametrize("code", dict.fromkeys(MAKERS.values()), ids=lambda code: code.function)
def test_the_cell_and_the_function_exist(code: Code) -> None:
    notebook = json.loads((CODE / "notebooks" / f"{code.notebook}.ipynb").read_text(encoding="utf-8"))
    source = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}[code.cell]
    module, _, name = code.function.rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))
    assert name in source
