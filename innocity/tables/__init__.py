"""The tables of a run: one class a table, one instance a row; `docs/tables.md` says the same for readers.

| table             | one row per                                       | key, which is also the order                         |
| receipts          | file received for the period or an earlier one    | file                                                 |
| observations      | indicator, unit, reference year and file          | indicator, reference_year, unit, file                |
| work_reports      | work point, unit and file                         | work_point, period, unit, file                       |
| commitment_values | commitment, item, unit, year and file             | commitment, item, reference_year, period, unit, file |
| evidence          | claim of evidence in a return, and file that came | period, unit, indicator, about, claimed, file        |
| findings          | finding in a return of the period                 | file, sheet, cell, code, indicator                   |
| attainment        | indicator                                         | number                                               |
| readiness         | indicator, data year and scenario                 | number, data_year, scenario                          |

Values are decimals exactly as sent (`3.0` stays `3.0`) or `yes`/`no`; an empty cell is an absent value, never a zero.
"""

from innocity.tables.outlook import Readiness, Scenario
from innocity.tables.results import Attainment, Standing, State, Trend
from innocity.tables.returns import (
    CommitmentValue,
    Declared,
    Evidence,
    Finding,
    Observation,
    Receipt,
    Severity,
    Verdict,
    WorkReport,
)
from innocity.tables.table import Table

__all__ = [
    "TABLES",
    "Attainment",
    "CommitmentValue",
    "Declared",
    "Evidence",
    "Finding",
    "Observation",
    "Readiness",
    "Receipt",
    "Scenario",
    "Severity",
    "Standing",
    "State",
    "Table",
    "Trend",
    "Verdict",
    "WorkReport",
]

TABLES: tuple[type[Table], ...] = (
    Receipt,
    Observation,
    WorkReport,
    CommitmentValue,
    Evidence,
    Finding,
    Attainment,
    Readiness,
)
