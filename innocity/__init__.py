"""innocity: from the units' workbooks to checked tables, attainment, readiness and reports."""

import os

__version__ = "0.1.0"
# Set before pydantic is loaded: else every process looks for plugins of it in all packages that are installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
