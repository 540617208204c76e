"""innocity: from the units' workbooks to checked tables, attainment, readiness and reports."""

__version__ = "0.1.0"
