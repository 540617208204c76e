"""What a crate is written with: the names of things as identifiers, references, and the description of a file."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from innocity.run_facts import RunFacts

Entity = dict[str, Any]

CODE = "arcp://name,innocity/"
_MEDIA = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".py": "text/x-python",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
}


def file_id(name: str, facts: RunFacts) -> str:
    """The identifier of a file of the workspace: a path where it lies beside the crate, else one that begins with the origin.

    The parameters that a run rested on lie beside its crate as copies.
    """
    kept = f"{facts.place}/inputs/{name}"
    name = kept if kept in facts.outputs else name
    base = f"{facts.place}/"
    if name.startswith(base):
        return _quoted(name.removeprefix(base))
    return f"arcp://name,{facts.origin}/{_quoted(name)}"


def code_id(name: str) -> str:
    """The identifier of a file of the code, by its name from the repository's root."""
    return CODE + _quoted(name)


def _quoted(name: str) -> str:
    return quote(name.encode("utf-8", "surrogateescape"))


def entity(identifier: str, kind: str | list[str], **properties: Any) -> Entity:
    """An entity with the properties that are not empty."""
    told = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"@id": identifier, "@type": kind, **told}


def refer(identifiers: Iterable[str]) -> Any:
    """References to these, once each: a list, except to a single one."""
    found = [{"@id": one} for one in dict.fromkeys(identifiers)]
    return found[0] if len(found) == 1 else found


def file_entity(name: str, sha256: str | None, facts: RunFacts, **properties: Any) -> Entity:
    """A file with its name from the workspace's root, its digest and its sender, where they are known."""
    path = PurePosixPath(name)
    sender = facts.senders.get(name)
    return entity(
        file_id(name, facts),
        "File",
        name=name,
        encodingFormat=_MEDIA.get(path.suffix.lower(), "application/octet-stream"),
        sha256=sha256,
        author=refer([unit_id(sender)]) if sender else None,
        **properties,
    )


def unit_id(code: str) -> str:
    """The identifier of a unit."""
    return f"#unit/{_quoted(code)}"


def value_id(name: str, value: object) -> str:
    """The identifier of a value of a parameter: what was asked for and what was used are the same thing if they are equal."""
    return f"#value/{_quoted(name)}/{_quoted(str(value))}"


def property_value(identifier: str, name: str, value: object) -> Entity:
    """A named value, as text; an empty one is one too."""
    return {"@id": identifier, "@type": "PropertyValue", "name": name, "value": str(value)}
