"""A workbook's bytes without the clock."""

import io
import re
import zipfile
from datetime import date

from openpyxl import Workbook


def stable_bytes(book: Workbook, day: date) -> bytes:
    """The workbook as .xlsx, the same bytes every time: openpyxl stamps its saving time on the properties and on every part."""
    buffer, out = io.BytesIO(), io.BytesIO()
    book.properties.creator = "innocity"
    book.save(buffer)
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            target.writestr(part, content)
    return out.getvalue()
