"""The bytes of an Office file without the clock."""

import io
import re
import zipfile
from datetime import date

_PROPERTIES = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def stable(package: bytes, day: date) -> bytes:
    """The package with its parts in the order of their names and `day` as the time of everything: libraries stamp their own."""
    out = io.BytesIO()
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            content = source.read(name)
            if name == _PROPERTIES:
                content = _DATES.sub(rb"\g<1>" + stamp, content)
            target.writestr(part, content)
    return out.getvalue()
