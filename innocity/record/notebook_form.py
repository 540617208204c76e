"""What an executed notebook says, without what differs between two executions that came to the same."""

import hashlib
import json
from typing import Any


def canonical_digest(content: bytes) -> str:
    """The digest of a notebook's cells: kind, source, tags and outputs, and of the parameters it was given.

    ValueError for what is no notebook.
    """
    notebook = json.loads(content)
    try:
        told = [
            notebook["metadata"].get("papermill", {}).get("parameters"),
            [_cell(cell) for cell in notebook["cells"]],
        ]
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"no notebook: {fault}") from fault
    form = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(form.encode("utf-8", "backslashreplace")).hexdigest()


def _cell(cell: dict[str, Any]) -> list[object]:
    outputs = [
        {name: part for name, part in one.items() if name != "execution_count"} for one in cell.get("outputs", [])
    ]
    return [cell["cell_type"], cell["source"], cell["metadata"].get("tags", []), outputs]
