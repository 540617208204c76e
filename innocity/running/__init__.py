"""How notebooks are executed: planned, run in staging, checked, published by rename."""

import sys

# jsonschema, which comes with nbformat, looks for this optional grammar of addresses and takes seconds to build it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
