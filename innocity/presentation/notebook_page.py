"""An executed notebook with nothing left out: cells that a report hides, outputs that only programs read."""

import json
import re
from copy import deepcopy
from html import escape
from typing import Any

_BESIDE_THE_REPORT = re.compile(r'<a href="(?=[^#./"][^":]*")')
_DRAWN = {"text/html", "text/markdown", "image/svg+xml", "image/png"}


def whole(notebook: Any) -> Any:
    """A copy of the notebook whose every cell and output has a place on its page, in the folder below that of the report."""
    shown = deepcopy(notebook)
    for cell in shown.cells:
        cell.metadata.pop("tags", None)
        for output in cell.get("outputs", ()):
            if output.output_type != "error" and not _DRAWN & set(output.get("data", {})):
                _spell_out(output)
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = _BESIDE_THE_REPORT.sub(r"\g<0>../", output.data["text/html"])
    return shown


def _spell_out(output: Any) -> None:
    """Make an output that has no look of its own into one that shows its text."""
    data = output.get("data") or {"text": output.get("text", "")}
    texts = [
        said if isinstance(said, str) else json.dumps(said, ensure_ascii=False) for _, said in sorted(data.items())
    ]
    markup = "".join(f"<pre>{escape(said)}</pre>" for said in texts)
    output.clear()
    output.update(output_type="display_data", metadata={}, data={"text/html": markup})
