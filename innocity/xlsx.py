"""A workbook's bytes without the clock."""

import io
from datetime import date

from openpyxl import Workbook

from innocity import ooxml


def stable_bytes(book: Workbook, day: date) -> bytes:
    """The workbook as .xlsx, the same bytes every time: openpyxl stamps its saving time on the properties and on every part."""
    buffer = io.BytesIO()
    book.properties.creator = "innocity"
    book.save(buffer)
    return ooxml.stable(buffer.getvalue(), day)
