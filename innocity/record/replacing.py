"""A file put in the place of another in one step."""

import os
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of the former one; a cut leaves the former one whole. Raises OSError when it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    passing = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.chmod(0o644)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
