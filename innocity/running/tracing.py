"""The way from numbers to cells, written down with every run: as a table, and as a page of cards."""

import json
from pathlib import Path

from innocity.intake.rules import Rules
from innocity.presentation.marked_numbers import printed_numbers
from innocity.presentation.number_page import Surroundings, number_page
from innocity.presentation.number_words import Words
from innocity.presentation.numbers import CARDS
from innocity.record.cards import cards
from innocity.record.lineage import lineage
from innocity.running.editions import Edition
from innocity.stage import Stage
from innocity.tables import Edge, Finding


def write_lineage(stage: Stage) -> None:
    """Write `lineage.csv` beside the tables that the stage reads, from these alone."""
    stage.write(lineage(stage), Edge)


def write_page(folder: Path, stage: Stage, notebook: Path, edition: Edition) -> None:
    """Write `numbers.html` into a folder; the figures of the notebook stand on its cards as they are printed there."""
    found = cards(stage.read(Edge), stage.read(Finding))
    words = Words(stage.framework, stage.language)
    rules = Rules.of(stage.workspace, stage.language)
    place = edition.published(stage.workspace).relative_to(stage.workspace.root)
    printed = printed_numbers(_outputs(notebook))
    around = Surroundings("../" * len(place.parts), edition.addresses(lambda _: CARDS), printed)
    page = number_page(found, around, words, rules, stage.parameters)
    (folder / CARDS).write_text(page, encoding="utf-8", newline="\n")


def _outputs(notebook: Path) -> list[str]:
    """The markup that the cells of an executed notebook show."""
    shown = (
        output.get("data", {}).get("text/html", "")
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
    )
    return ["".join(markup) for markup in shown]
