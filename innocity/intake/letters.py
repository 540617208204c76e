"""Letters to units as drafts that a mail program opens for sending."""

import email.policy
import hashlib
from collections.abc import Mapping
from email.message import EmailMessage

from innocity.language import Language, text
from innocity.period import Period

_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def draft(subject: str, body: str, workbooks: Mapping[str, bytes]) -> bytes:
    """A letter with its workbooks by file name: no date, no id, no sender; the same bytes every time."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message.set_content(body, cte="base64")
    for name, data in workbooks.items():
        message.add_attachment(data, maintype=_WORKBOOK[0], subtype=_WORKBOOK[1], filename=name)
    if workbooks:
        message.set_boundary(f"innocity-{hashlib.sha256(b''.join(workbooks.values())).hexdigest()[:32]}")
    return message.as_bytes()


def in_words(period: Period, language: Language) -> str:
    """A period as letters name it."""
    return text(f"format.period_{f'q{period.quarter}'}", language, year=period.year)
