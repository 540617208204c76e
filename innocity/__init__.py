"""innocity: from the units' workbooks to checked tables, attainment, readiness and reports."""

import sys

# jsonschema, which comes with nbformat, looks for this optional grammar of addresses and takes seconds to build it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__version__ = "0.1.0"
