"""The portal: one page over all periods, in each language, with nothing to load; a pure function of what is published."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from innocity.facts import Named
from innocity.language import Language, messages, text
from innocity.presentation.change_tables import changes, told
from innocity.presentation.portal_lines import commitment_lines, indicator_lines, unit_lines, work_point_lines
from innocity.presentation.portal_overview import Names, Overview
from innocity.presentation.portal_periods import period_views
from innocity.presentation.tables import html

_TEMPLATES = Path(__file__).parent / "templates"
_WORDS = "portal."
_BASIS = '<meta name="basis" content="'


def pages(overview: Overview) -> dict[str, str]:
    """The portal's pages by file name: `index.html` in the workspace's language, the others beside it."""
    files = {language: file_name(language, overview.main) for language in Language}
    return {file: _page(overview, language, files) for language, file in files.items()}


def file_name(language: Language, main: Language) -> str:
    """The name of the page in a language."""
    return "index.html" if language is main else f"index.{language.value.lower()}.html"


def basis_of(page: str) -> str | None:
    """The digest of what a page was made from; None where it is not a portal."""
    _, found, rest = page.partition(_BASIS)
    return rest.partition('"')[0] if found else None


def rendered(template: str, language: Language, **values: Any) -> str:
    """A page of the portal's family: its words in the language, the look of the reports, its script let in by its digest."""
    from innocity.presentation.html import integrity

    beside = _TEMPLATES / "portal" / template.replace(".html.j2", ".js")
    script = beside.read_text(encoding="utf-8") if beside.exists() else ""
    style = [(_TEMPLATES / name).read_text(encoding="utf-8") for name in ("report/style.css", "portal/portal.css")]
    return (
        _environment()
        .get_template(template)
        .render(
            language=language.value,
            words={
                key.removeprefix(_WORDS): said for key, said in messages(language).items() if key.startswith(_WORDS)
            },
            style=Markup("\n".join(style)),
            script=Markup(script),
            integrity=integrity(script),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_TEMPLATES / "portal")
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
    )


def _page(overview: Overview, language: Language, files: Mapping[Language, str]) -> str:
    programme = overview.framework.programme
    names = Names(overview.framework, language, text("desk.unknown_sender", language))
    return rendered(
        "index.html.j2",
        language,
        title=text(
            "portal.title",
            language,
            city=programme.said("city", language),
            programme=programme.said("programme", language),
        ),
        organisation=programme.said("office", language),
        basis=overview.basis,
        switch=[(one.value, one.own_name, file, one is language) for one, file in files.items()],
        periods=period_views(overview, names),
        newest_changes=_newest_changes(overview, language),
        indicators=indicator_lines(overview, language),
        units=unit_lines(overview, names),
        commitments=commitment_lines(overview, language),
        work_points=work_point_lines(overview, language),
        searched=_searched(overview),
    )


def _newest_changes(overview: Overview, language: Language) -> Markup:
    """The table of what moved in the newest period; empty where nothing did."""
    tables = overview.periods[-1].tables if overview.periods else None
    moved = told(tables.changes) if tables else []
    return Markup(html(changes(moved, overview.framework, language))) if moved else Markup()


def _searched(overview: Overview) -> Markup:
    """Every name in every language by its key, as JSON that can stand in a page."""
    framework = overview.framework
    said: dict[str, list[str]] = {}
    said |= _named("u", framework.units)
    said |= _named("i", framework.indicators)
    for place, point in enumerate(framework.work_points):
        said[f"w{place}"] = [point.code, *(point.title(one) for one in Language)]
    for place, promise in enumerate(framework.commitments):
        said[f"c{place}"] = [promise.code, *(promise.statement(one) for one in Language)]
    for place, rule in enumerate(overview.rules.by_code.values()):
        said[f"r{place}"] = [rule.code, *(rule.message(one) for one in Language)]
    for unit, key in zip(framework.units, (f"u{place}" for place in range(len(framework.units))), strict=True):
        said[key] += [unit.full_zh_hans, unit.full_zh_hant, *unit.aliases]
    joined = {key: " ".join(dict.fromkeys(names)) for key, names in said.items()}
    content = json.dumps(joined, ensure_ascii=False, separators=(",", ":"))
    return Markup(content.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _named(kind: str, rows: Iterable[Named]) -> dict[str, list[str]]:
    return {f"{kind}{place}": [row.name(one) for one in Language] for place, row in enumerate(rows)}
