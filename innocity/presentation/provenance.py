"""What the last chapter of a report says of the run that made it."""

from collections.abc import Mapping, Sequence
from html import escape

from innocity.language import Language, text
from innocity.parameters import Parameters
from innocity.presentation import formats
from innocity.tables import Attainment


def facts_of_run(
    parameters: Parameters,
    attainment: Sequence[Attainment],
    version: str,
    libraries: Mapping[str, str],
    language: Language,
) -> list[tuple[str, str]]:
    """Parameters, versions of the targets, commit of the code, how numbers are named, versions of the libraries."""
    targets = sorted({(row.target_document, row.target_revision) for row in attainment})
    said = [
        text("provenance.revision", language, document=document, revision=revision) for document, revision in targets
    ]
    return [
        (text("provenance.period", language), formats.period(parameters.period, language)),
        (text("provenance.as_of", language), formats.day(parameters.as_of_date, language)),
        (text("provenance.target_year", language), str(parameters.target_year)),
        (text("provenance.targets", language), text("format.list_mark", language).join(said)),
        (text("provenance.code", language), version),
        (text("provenance.numbers", language), text("lineage.note", language)),
        *libraries.items(),
    ]


def way_to_the_record(language: Language) -> str:
    """The link from the report to the page for auditors."""
    return f'<p><a href="provenance.html">{escape(text("provenance.more", language))}</a></p>'
