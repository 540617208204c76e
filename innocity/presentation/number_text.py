"""A card as lines of a terminal: the number, how it was reckoned, and its inputs as a tree down to cells and parameters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from innocity.intake.rules import Rules
from innocity.language import text
from innocity.presentation.listing import plain
from innocity.presentation.number_words import Words
from innocity.record.cards import Card
from innocity.tables import Edge, Origin

_STEP = "  "
_MOST = 40  # inputs of one number that are listed; the page of cards has all of them


@dataclass(frozen=True)
class Telling:
    """The cards that a trace may need, and the words to tell them in."""

    cards: Mapping[str, Card]
    words: Words
    rules: Rules

    def lines(self, wanted: Sequence[str]) -> Iterator[str]:
        """The cards of these numbers, below each everything that it rests on, each number once."""
        told = set(wanted)
        for number_id in wanted:
            yield from self._card(self.cards[number_id], told)

    def _card(self, card: Card, told: set[str]) -> Iterator[str]:
        yield f"{self.words.row(card.row)} · {self.words.label(card.column, card.column)} = {self.words.value(card.result, card.number_id)}"
        yield f"{_STEP}{card.number_id}"
        code = card.code
        yield _STEP + text("lineage.code", self.words.language, notebook=f"notebooks/{code.notebook}.ipynb", cell=code.cell, function=code.function)  # fmt: skip
        yield from self._inside(card, 1, told)

    def _inside(self, card: Card, depth: int, told: set[str]) -> Iterator[str]:
        if formula := self.words.formula(card):
            yield _STEP * depth + plain(formula)
        for edge in card.edges[:_MOST]:
            yield from self._input(edge, depth, told)
        if more := len(card.edges[_MOST:]):
            yield _STEP * depth + text("lineage.more", self.words.language, more=more)
        for row in card.findings:
            severity = text(f"severity.{row.severity.value}", self.words.language)
            message = self.rules.find(row.code).message(self.words.language)
            yield _STEP * depth + plain(f"[{severity}] {message} {row.got or ''}".rstrip())

    def _input(self, edge: Edge, depth: int, told: set[str]) -> Iterator[str]:
        weight = f" × {edge.weight}" if edge.weight else ""
        value = self.words.value(edge.value, edge.from_number or "") if edge.value is not None else ""
        said = f"{self.words.label(edge.role)} {value}".rstrip() + weight
        if edge.origin is not Origin.NUMBER or edge.from_number is None:
            yield plain(f"{_STEP * depth}- {said} ← {self.words.source(edge)}")
            return
        yield plain(f"{_STEP * depth}- {said} ← {edge.from_number}")
        if edge.from_number not in told and edge.from_number in self.cards:
            told.add(edge.from_number)
            yield from self._inside(self.cards[edge.from_number], depth + 2, told)
