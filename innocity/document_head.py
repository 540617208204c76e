"""The head of an official document, where a period has one: `params/periods/<period>.document.yaml`."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from innocity.errors import UsageError
from innocity.parameters import load_yaml, told
from innocity.period import Period
from innocity.workspace import Workspace


class DocumentHead(BaseModel):
    """What GB/T 9704-2012 sets in red above a document, and whether room is left below it for a seal."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    organ: str = Field(min_length=1, max_length=60)  # 发文机关标志, as it is to be printed
    number: str = Field(default="", pattern=r"^(\S+〔\d{4}〕[1-9]\d*[号號])?$")  # 发文字号
    seal: bool = False  # 印章


def load_document_head(workspace: Workspace, period: Period) -> DocumentHead | None:
    """The head of a period's report; None where the period has none. UsageError that lists every fault at once."""
    path = workspace.document_head(period)
    if not path.is_file():
        return None
    try:
        return DocumentHead.model_validate(load_yaml(path))
    except ValidationError as fault:
        got = "; ".join(map(told, fault.errors()))
        raise UsageError("error.document_head", file=path.name, got=got) from None
