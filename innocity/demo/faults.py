"""What goes wrong in returns, one function a fault; each makes of a sound line what a careful reader would send back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from innocity.demo.city import Sketch, as_of
from innocity.demo.entries import Entry, Scribe
from innocity.demo.styles import Figure, Ink, plain
from innocity.demo.truth import Careful, Truth
from innocity.facts import Answer

DISAGREEING = "disagreeing"
Lines = list[Entry]
Fault = Callable[[Entry, Scribe], Lines | None]


def _ink(value: Decimal, entry: Entry, scribe: Scribe) -> Ink:
    return plain(Figure(value, scribe.framework.measure(entry.sketch.measure), scribe.framework.measures))


def _text(name: str, *texts: str) -> Fault:
    """Words where a number belongs."""

    def fault(entry: Entry, scribe: Scribe) -> Lines:
        said = entry.faulty(name, value=Ink(scribe.chance.choice(texts) or None))
        return [replace(said, truth=None, style=name)]

    return fault


def _factor(name: str, factor: Decimal) -> Fault:
    """A number that is larger or smaller by powers of ten."""

    def fault(entry: Entry, scribe: Scribe) -> Lines | None:
        if not isinstance(entry.truth, Decimal) or not entry.truth:
            return None
        return [replace(entry.faulty(name, value=_ink(entry.truth * factor, entry, scribe)), style="plain")]

    return fault


def _altered(name: str, column: str) -> Fault:
    """A figure that was printed in advance and has been changed."""

    def fault(entry: Entry, scribe: Scribe) -> Lines | None:
        printed = entry.inks[column].value
        if not isinstance(printed, Decimal) or column not in scribe.layout.columns:
            return None
        return [entry.faulty(name, **{column: _ink(printed * Decimal("0.9"), entry, scribe)})]

    return fault


def _in_workbook(name: str, change: Callable[[Entry], Entry]) -> Fault:
    """Something that only a workbook can hold."""

    def fault(entry: Entry, scribe: Scribe) -> Lines | None:
        return [change(entry)] if scribe.layout.is_workbook and isinstance(entry.truth, Decimal) else None

    fault.__name__ = name
    return fault


def _wrong_measure(entry: Entry, scribe: Scribe) -> Lines | None:
    if "measure" not in scribe.layout.columns or isinstance(entry.truth, Answer):
        return None
    wrong = "人" if entry.sketch.measure != "人" else "亿元"
    sound = replace(entry, inks={**entry.inks, "value": _ink(entry.truth or Decimal(1), entry, scribe)}, style="plain")
    return [sound.faulty("wrong_measure", measure=Ink(wrong))]


def _near_name(entry: Entry, scribe: Scribe) -> Lines:
    return [entry.faulty("near_name", indicator=Ink(entry.sketch.decoy))]


def _twice_alike(entry: Entry, scribe: Scribe) -> Lines:
    return [entry, entry.faulty("twice_alike")]


def _twice_different(entry: Entry, scribe: Scribe) -> Lines | None:
    if not isinstance(entry.truth, Decimal):
        return None
    first = entry.faulty("twice_different")
    other = entry.truth + Decimal(1).scaleb(int(entry.truth.as_tuple().exponent))
    return [first, replace(first, truth=None, style="plain", inks={**entry.inks, "value": _ink(other, entry, scribe)})]


def _no_status(entry: Entry, scribe: Scribe) -> Lines:
    return [entry.faulty("no_status", status=Ink(scribe.chance.choice((None, "不详"))))]


def _no_day(entry: Entry, scribe: Scribe) -> Lines:
    later = as_of(scribe.period) + timedelta(days=400)
    return [entry.faulty("no_day", as_of=scribe.chance.choice((Ink(None), scribe.day(later), Ink("月底"))))]


def _foreign(entry: Entry, scribe: Scribe) -> Lines | None:
    """A second line about an indicator that other units collect."""
    indicators = scribe.framework.indicators
    own = scribe.framework.collectors(scribe.framework.indicator(entry.sketch.code))
    others = [one for one in indicators if not set(own) & set(scribe.framework.collectors(one))]
    other = scribe.chance.choice(others)
    sketch: Sketch = entry.sketch.replaced(code=other.code)
    line = entry.faulty("foreign", indicator=Ink(other.name_zh_hans))
    return [entry, replace(line, sketch=sketch, truth=None)]


def _negative(entry: Entry, scribe: Scribe) -> Lines | None:
    return _factor("negative", Decimal(-1))(entry, scribe)


FAULTS: dict[str, Fault] = {
    "blank": _text("blank", ""),
    "dash": _text("dash", "-", "—", "/"),
    "pending": _text("pending", "待公布", "尚未公布"),
    "words": _text("words", "较上年明显增长", "详见附件", "完成"),
    "range": _text("range", "10-20", "82/90", "1.2.3"),
    "error_value": _text("error_value", "#DIV/0!", "#N/A"),
    "ten_times": _factor("ten_times", Decimal(10)),
    "hundred_times": _factor("hundred_times", Decimal(100)),
    "ten_thousand_times": _factor("ten_thousand_times", Decimal(10_000)),
    "tenth": _factor("tenth", Decimal("0.1")),
    "hundredth": _factor("hundredth", Decimal("0.01")),
    "negative": _negative,
    "target_altered": _altered("target_altered", "target"),
    "baseline_altered": _altered("baseline_altered", "previous_value"),
    "wrong_measure": _wrong_measure,
    "near_name": _near_name,
    "twice_alike": _twice_alike,
    "twice_different": _twice_different,
    "foreign": _foreign,
    "no_status": _no_status,
    "no_day": _no_day,
    "no_cache": _in_workbook(
        "no_cache", lambda entry: entry.faulty("no_cache", value=Ink(f"={entry.truth}*1", is_formula=True))
    ),
    "hidden_row": _in_workbook("hidden_row", lambda entry: replace(entry.faulty("hidden_row"), is_hidden=True)),
    "other_shown": _in_workbook(
        "other_shown", lambda entry: entry.faulty("other_shown", value=Ink(_number(entry), '"3.0"'))
    ),
    "scaled_shown": _in_workbook(
        "scaled_shown", lambda entry: entry.faulty("scaled_shown", value=Ink(_number(entry), "0.0,"))
    ),
}


def _number(entry: Entry) -> Decimal:
    assert isinstance(entry.truth, Decimal)
    return entry.truth


def spoil(entry: Entry, scribe: Scribe, chance: Random, share: float) -> Lines:
    """The line with a fault at random in so many of all cases, as it is in the others."""
    if chance.random() >= share:
        return [entry]
    spoilt = FAULTS[chance.choice(list(FAULTS))](entry, scribe)
    return spoilt if spoilt is not None else [entry]


def without_visible_difference(truths: Sequence[Truth]) -> list[Truth]:
    """The truths of a period, those of a second collector mended whose number no sound number of another one contradicts.

    Nobody can know that it counts otherwise; what it says is what it means.
    """
    sound = {(one.indicator, one.unit) for one in truths if one.careful_reader is Careful.VALUE}

    def is_alone(one: Truth) -> bool:
        return not any(indicator == one.indicator and unit != one.unit for indicator, unit in sound)

    return [
        one.replaced(value=one.value + _apart(one.value), fault=None, careful_reader=Careful.VALUE)
        if one.fault == DISAGREEING and isinstance(one.value, Decimal) and is_alone(one)
        else one
        for one in truths
    ]


def disagree(entry: Entry, scribe: Scribe) -> Entry:
    """What a second collector says who counts otherwise."""
    assert entry.careful is Careful.VALUE and isinstance(entry.truth, Decimal)
    other = _ink(entry.truth + _apart(entry.truth), entry, scribe)
    return replace(entry.faulty(DISAGREEING, value=other), style="plain")


def _apart(value: Decimal) -> Decimal:
    """How far apart two collectors count: three of the last digit."""
    return Decimal(3).scaleb(int(value.as_tuple().exponent))
