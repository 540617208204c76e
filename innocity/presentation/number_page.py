"""The page of cards: every number of a run with its value, formula, inputs, cells, findings, parameters and code."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from innocity.intake.rules import Rules
from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.presentation.number_words import Words, made_with, submitted
from innocity.record.cards import Card
from innocity.tables import Edge, Finding, Origin

_TEMPLATES = Path(__file__).parent / "templates"
_RETURNS = "data/raw/"


@dataclass(frozen=True)
class Surroundings:
    """What the page leads to: the workspace from its folder, itself in each language, the figures of the report by id."""

    up: str
    languages: Mapping[str, str]
    printed: Mapping[str, str]


def number_page(
    cards: Mapping[str, Card], around: Surroundings, words: Words, rules: Rules, parameters: Parameters
) -> str:
    """The page: a section a table, a group a row, a card a number."""
    language = words.language
    title = text("lineage.title", language, period=formats.period(parameters.period, language))
    made = _Maker(cards.values(), around, words, rules)
    sections = [made.section(name, list(rows)) for name, rows in groupby(cards.values(), key=lambda card: card.table)]
    contents = "".join(
        f'<li class="level-2"><a href="#{name}">{escape(words.table(name))}</a></li>'
        for name in dict.fromkeys(card.table for card in cards.values())
    )
    facts = made_with(parameters, language)
    body = (
        f'<a class="skip" href="#main">{escape(text("page.skip_to_content", language))}</a>'
        f"<header><h1>{escape(title)}</h1>"
        f'<p class="subtitle">{escape(text("lineage.rule", language))}</p><p class="imprint">{escape(facts)}</p>'
        f'<p class="imprint"><a href="report.html">{escape(text("lineage.to_report", language))}</a></p>{_switch(around.languages, language)}</header>'
        f'<nav class="contents" aria-label="{escape(text("page.contents", language))}"><ol>{contents}</ol></nav>'
        f'<main id="main">{"".join(sections)}{made.shared()}</main>'
    )
    return _document(title, body, language)


def _switch(languages: Mapping[str, str], language: Language) -> str:
    """The page in each language; nothing where there is only one."""
    lines = "".join(
        f'<li><span lang="{one}" aria-current="true">{Language(one).own_name}</span></li>'
        if one == language
        else f'<li><a href="{escape(address)}" lang="{one}" hreflang="{one}">{Language(one).own_name}</a></li>'
        for one, address in languages.items()
    )
    label = escape(text("page.languages", language))
    return f'<ul class="imprint languages" aria-label="{label}">{lines}</ul>' if lines else ""


def _document(title: str, body: str, language: Language) -> str:
    from innocity.presentation.html import integrity

    look = [(_TEMPLATES / name).read_text(encoding="utf-8") for name in ("report/style.css", "numbers.css")]
    style, dark = "\n".join(look), (_TEMPLATES / "report/dark.css").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src {integrity(style)} {integrity(dark)}; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{language.value}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{escape(title)}</title>\n<style>{style}</style>\n'
        f'<style media="screen and (prefers-color-scheme: dark)">{dark}</style>\n</head>\n'
        f'<body class="numbers">\n{body}\n</body>\n</html>\n'
    )


def _link(edge: Edge, said: str) -> str:
    target = escape(edge.from_number or "")
    return f'<a href="#{target}">{said or target}</a>'


def _named(edge: Edge) -> str:
    """A number by what its id has between table and column."""
    row = (edge.from_number or "").rpartition(".")[0]
    return escape(row.partition(".")[2])


class _Maker:
    """The markup of cards, every text of them escaped."""

    def __init__(self, cards: Iterable[Card], around: Surroundings, words: Words, rules: Rules) -> None:
        self.around, self.words, self.rules = around, words, rules
        edges = (edge for card in cards for edge in card.edges if edge.origin is not Origin.NUMBER)
        self.often = Counter(map(self._told, edges))
        self.sources: dict[str, int] = {}

    def section(self, table: str, cards: Iterable[Card]) -> str:
        """The cards of a table, row by row, and the code that made them."""
        listed = list(cards)
        code = listed[0].code
        told = text("lineage.code", self.words.language, notebook=f"notebooks/{code.notebook}.ipynb", cell=code.cell, function=code.function)  # fmt: skip
        groups = "".join(self._group(row, list(of_row)) for row, of_row in groupby(listed, key=lambda card: card.row))
        heading = f'<h2 id="{escape(table)}">{escape(self.words.table(table))}</h2>'
        return f'<section>{heading}<p class="note">{escape(told)}</p>{groups}</section>'

    def _group(self, row: str, cards: Iterable[Card]) -> str:
        inner = "".join(map(self._card, cards))
        anchor = "" if row == row.partition(".")[0] else f' id="{escape(row)}"'
        return f"<section{anchor}><h3>{escape(self.words.row(row))}</h3>{inner}</section>"

    def _card(self, card: Card) -> str:
        identifier = escape(card.number_id)
        value = self.around.printed.get(card.number_id)
        figure = escape(value or self.words.value(card.result, card.number_id))
        if value:  # it stands in the report, at the same address
            figure = f'<a href="report.html#{identifier}">{figure}</a>'
        formula = self.words.formula(card)
        told = f'<p class="formula">{escape(formula)}</p>' if formula else ""
        found = "".join(map(self._finding, card.findings))
        return (
            f'<article id="{identifier}"><h4>{escape(self.words.label(card.column, card.column))} <b>{figure}</b> '
            f"<code>{identifier}</code></h4>{told}<ul>{self._inputs(card.edges)}</ul>{found}</article>"
        )

    def _inputs(self, edges: Iterable[Edge]) -> str:
        """A line an input; numbers of one role and value that follow each other share a line."""
        runs = groupby(edges, key=lambda one: (one.role, one.value, one.weight, one.from_number is None or ""))
        return "".join(map(self._line, (list(run) for _, run in runs)))

    def _line(self, alike: Sequence[Edge]) -> str:
        edge, role = alike[0], escape(self.words.label(alike[0].role))
        value = escape(self.words.value(edge.value, edge.from_number or "")) if edge.value is not None else ""
        weight = f" × {escape(edge.weight)}" if edge.weight else ""
        if edge.origin is not Origin.NUMBER:
            return "".join(f"<li>{role} {value}{weight} ← {self._source(one)}</li>" for one in alike)
        if len(alike) == 1:
            return f"<li>{role} {_link(edge, value)}{weight}</li>"
        return f"<li>{role} {value}{weight} ← {' '.join(_link(one, _named(one)) for one in alike)}</li>"

    def _source(self, edge: Edge) -> str:
        """Where an input stands; what is told of several inputs stands once, behind the cards."""
        told = self._told(edge)
        if self.often[told] == 1:
            return told
        place = self.sources.setdefault(told, len(self.sources) + 1)
        return f'<a href="#s{place}">{escape(self.words.place(edge))}</a>'

    def _told(self, edge: Edge) -> str:
        told = escape(self.words.source(edge))
        if edge.file and edge.file.startswith((_RETURNS, "params/")) and "!" not in edge.file:
            name = escape(submitted(edge.file))
            address = escape(quote(f"{self.around.up}{edge.file}"))
            return told.replace(name, f'<a href="{address}">{name}</a>', 1)
        return told

    def shared(self) -> str:
        """The sources of several inputs, each told in full."""
        lines = "".join(f'<li id="s{place}">{told}</li>' for told, place in self.sources.items())
        heading = escape(text("lineage.sources", self.words.language))
        return f'<section><h2 id="sources">{heading}</h2><ul>{lines}</ul></section>' if lines else ""

    def _finding(self, row: Finding) -> str:
        severity = text(f"severity.{row.severity.value}", self.words.language)
        message = self.rules.find(row.code).message(self.words.language)
        got = f" {formats.passage(row.got)}" if row.got else ""
        return f'<p class="found">{escape(f"{severity}: {message}{got}")}</p>'
