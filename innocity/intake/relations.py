"""What a workbook would do or fetch by itself: macros, links to other files, embedded objects, data connections."""

import re

from innocity.intake.refusal import RefusedError

_ACTIVE_PARTS = (
    "vbaproject",
    "externallinks/",
    "embeddings/",
    "activex/",
    "ctrlprops/",
    "macrosheets/",
    "dialogsheets/",
    "oleobject",
    "connections.xml",
    "querytables/",
)
# The same told by what parts are declared to be, whatever they are called.
_ACTIVE_TYPE = re.compile(
    rb"macroEnabled|vbaProject|macrosheet|oleObject|activeX|externalLink|ddeLink|/(?:control|package)[\"']"
    rb"|relationships/connections|connections\+xml|queryTable|attachedTemplate",
    re.IGNORECASE,
)
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_NAMESPACE = re.compile(rb"\sxmlns(?::\w+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_IS_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_IS_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")


def require_passive(part: str, content: bytes) -> None:
    """Pass a part that neither acts nor reaches outside the workbook; a hyperlink that waits for a click may stay."""
    if any(name in part.lower() for name in _ACTIVE_PARTS):
        raise RefusedError("refused.active", got=part)
    if part != "[Content_Types].xml" and not part.endswith(".rels"):
        return
    declared = _NAMESPACE.sub(b"", content.replace(b"\0", b""))  # UTF-16 becomes readable without its zeros
    found = _ACTIVE_TYPE.search(declared)
    if found:
        raise RefusedError("refused.active", got=found[0].decode("ascii").strip("/"))
    for relationship in _RELATIONSHIP.findall(declared):
        if _IS_EXTERNAL.search(relationship) and not _IS_HYPERLINK.search(relationship):
            raise RefusedError("refused.active", got=part)
