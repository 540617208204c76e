"""The bytes of an Office file without the clock."""

import io
import zipfile
from datetime import date

from innocity import ooxml

DAY = date(2023, 4, 20)
STAMPED = (
    b'<x xmlns:dcterms="u"><dcterms:created a="b">2026-11-23T00:00:00Z</dcterms:created>'
    b"<dcterms:modified>2026-11-23T01:02:03Z</dcterms:modified></x>"
)


def package(year: int, names: list[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        for name in names:
            content = STAMPED if name == "docProps/core.xml" else b"x"
            parts.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 10)), content)
    return buffer.getvalue()


def test_order_and_clock_leave_no_trace() -> None:
    names = ["a.xml", "docProps/core.xml", "[Content_Types].xml"]
    once, again = ooxml.stable(package(2024, names), DAY), ooxml.stable(package(2026, names[::-1]), DAY)
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as parts:
        assert parts.namelist() == ["[Content_Types].xml", "a.xml", "docProps/core.xml"]
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"2023-04-20T00:00:00Z") == 2
