"""What the columns of a form are called in the manner of one office."""

from innocity.demo.entries import Scribe

_OWN_LABELS = {"growth": "同比增长(%)", "rank": "全省排名"}


def label(name: str, scribe: Scribe) -> str:
    """The label of a column, with the year and the measure where the office writes them there."""
    if name in _OWN_LABELS:
        return _OWN_LABELS[name]
    year = scribe.period.year
    if scribe.layout.is_year_in_header and name in ("value", "previous_value"):
        return f"{year if name == 'value' else year - 1}年{scribe.word('header', 'value')}{bracketed(scribe)}"
    return scribe.word("header", name) + (bracketed(scribe) if name == "value" else "")


def bracketed(scribe: Scribe) -> str:
    """The measure behind the header's label, where it stands there."""
    return f"（{scribe.header_measure}）" if scribe.header_measure else ""
