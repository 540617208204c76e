"""Files that travel inside the PDF, as Typst is told of them."""

import json
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from innocity.presentation.typst_text import literal


def table(path: Path) -> str:
    """A table in CSV, as data of the report."""
    return _attached(path.name, path.read_bytes().decode("utf-8"), "text/csv", "data")


def parameters(notebook: NotebookNode) -> Iterator[str]:
    """What the notebook was run with, as a file inside the PDF."""
    if parameters := notebook.metadata.get("papermill", {}).get("parameters"):
        content = json.dumps(parameters, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        yield _attached("parameters.json", content, "application/json", "source")


def _attached(name: str, content: str, kind: str, relationship: str) -> str:
    told = f'relationship: "{relationship}", mime-type: "{kind}", description: {literal(name)}'
    return f"#pdf.attach({literal(name)}, bytes({literal(content)}), {told})\n"
