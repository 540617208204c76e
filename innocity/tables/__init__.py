"""The tables of a run: one class a table, one instance a row; `docs/tables.md` says the same for readers.

| table              | one row per                                         | key, which is also the order                         |
| receipts           | file received for the period or an earlier one      | file                                                 |
| observations       | indicator, unit, reference year and file            | indicator, reference_year, unit, file                |
| work_reports       | work point, unit and file                           | work_point, period, unit, file                       |
| commitment_values  | commitment, item, unit, year and file               | commitment, item, reference_year, period, unit, file |
| evidence           | claim of evidence in a return, and file that came   | period, unit, indicator, about, claimed, file        |
| findings           | finding in a return of the period                   | file, sheet, cell, code, indicator                   |
| overrides          | correction by the office of a cell of a return      | period, line                                         |
| attainment         | indicator                                           | number                                               |
| groups             | group of indicators                                 | group                                                |
| commitments        | figure promised in a work point                     | area, point, commitment, item                        |
| work_points        | work point                                          | area, point                                          |
| scorecards         | unit and component, and its total                   | unit, component                                      |
| former_scorecards  | the same for the period before, by the rules of now | unit, component                                      |
| score_items        | thing that a unit is given points for               | unit, component, item                                |
| slips              | thing that a unit must answer for, or had to        | unit, kind, item                                     |
| changes            | cause of a move of a figure since the period before | table_name, row, figure, cause                       |
| readiness          | indicator, data year and scenario                   | number, data_year, scenario                          |
| readiness_evidence | indicator                                           | number                                               |
| readiness_overall  | data year and assumed correlation                   | data_year, correlation                               |
| readiness_silence  | data year and unit that owes values, and all        | data_year, unit                                      |
| deliverables       | benchmark that the last annual value does not reach | number, data_year                                    |
| decisions          | matter that needs a decision or an action           | rank                                                 |
| lineage            | input of a printed number, written by the run       | number_id, place                                     |

Values are decimals exactly as sent (`3.0` stays `3.0`) or `yes`/`no`; an empty cell is an absent value, never a zero.
"""

from innocity.tables.answers import Cause, Change, Component, FormerScorecard, Scorecard, ScoreItem
from innocity.tables.decisions import About, Matter, MatterKind, Needs
from innocity.tables.lineage import Edge, Origin
from innocity.tables.outlook import (
    Deliverable,
    Lacking,
    Outlook,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Scenario,
    Support,
)
from innocity.tables.overrides import BY_HAND, Override
from innocity.tables.promises import CommitmentStanding, Light, LightReason, WorkPointStanding
from innocity.tables.results import Attainment, Group, Standing, State, Status, Trend
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
from innocity.tables.slips import Slip, SlipKind, SlipState
from innocity.tables.table import Table

__all__ = [
    "BY_HAND",
    "TABLES",
    "About",
    "Attainment",
    "Cause",
    "Change",
    "CommitmentStanding",
    "CommitmentValue",
    "Component",
    "Declared",
    "Deliverable",
    "Edge",
    "Evidence",
    "Finding",
    "FormerScorecard",
    "Group",
    "Lacking",
    "Light",
    "LightReason",
    "Matter",
    "MatterKind",
    "Needs",
    "Observation",
    "Origin",
    "Outlook",
    "Override",
    "Readiness",
    "ReadinessEvidence",
    "ReadinessOverall",
    "ReadinessSilence",
    "Receipt",
    "Scenario",
    "ScoreItem",
    "Scorecard",
    "Severity",
    "Slip",
    "SlipKind",
    "SlipState",
    "Standing",
    "State",
    "Status",
    "Support",
    "Table",
    "Trend",
    "Verdict",
    "WorkPointStanding",
    "WorkReport",
]

TABLES: tuple[type[Table], ...] = (
    Receipt,
    Observation,
    WorkReport,
    CommitmentValue,
    Evidence,
    Finding,
    Override,
    Attainment,
    Group,
    CommitmentStanding,
    WorkPointStanding,
    Scorecard,
    FormerScorecard,
    ScoreItem,
    Slip,
    Change,
    Readiness,
    ReadinessEvidence,
    ReadinessOverall,
    ReadinessSilence,
    Deliverable,
    Matter,
)
