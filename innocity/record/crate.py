"""The record of a run that other tools read: an RO-Crate 1.1 that conforms to Provenance Run Crate 0.5.

It lies beside the reports, which are its root. What lies elsewhere in the workspace (tables, returns) and in the code goes
by an absolute identifier: `arcp://name,<origin>/data/raw/…`, the origin being the programme's, and
`arcp://name,innocity/notebooks/…`; behind the origin stands the path, in the workspace as in a bundle of it. Each file has
its sha256. The crate holds nothing that only the clock knows: `run.json`, which does, is one of its files.
"""

import json
from collections.abc import Iterator
from itertools import chain

from innocity.record.crate_actions import actions, parameters, tools
from innocity.record.crate_entities import CODE, Entity, code_id, entity, file_entity, file_id, refer, unit_id
from innocity.run_facts import RunFacts

NAME = "ro-crate-metadata.json"
WORKFLOW = "workflow/plan.py"
_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": "Workflow RO-Crate",
}
_TERMS = "https://w3id.org/ro/terms/workflow-run#"
# Written out, so that readers need no context but that of RO-Crate itself.
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {name: _TERMS + name for name in ("environment", "sha256")}]
_PUBLISHED_LATER = {
    "fingerprint.json": "sha256 of everything that went in and came out",
    "run.json": "when the run ended and how long each part took",
}


def crate(facts: RunFacts) -> bytes:
    """The metadata file of a run's crate: the same facts give the same bytes."""
    graph = [*_frame(facts), *_people(facts), *_files(facts), *tools(facts, WORKFLOW)]
    graph += [*parameters(facts), *actions(facts, WORKFLOW)]
    content = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    return content.encode("utf-8", "backslashreplace") + b"\n"


def _frame(facts: RunFacts) -> Iterator[Entity]:
    """The metadata file itself, the root with all that belongs to it, and the profiles."""
    conforms = ["https://w3id.org/ro/crate/1.1", "https://w3id.org/workflowhub/workflow-ro-crate/1.0"]
    yield entity(NAME, "CreativeWork", about=refer(["./"]), conformsTo=refer(conforms))
    yield entity(
        "./",
        "Dataset",
        name=facts.title,
        description=f"{facts.place}; paths behind arcp://name,{facts.origin}/ begin at the root of the workspace",
        datePublished=facts.as_of,
        license=refer(["#rights"]),
        author=refer(["#office"]),
        publisher=refer(["#office"]),
        conformsTo=refer(_PROFILES),
        mainEntity=refer([WORKFLOW]),
        hasPart=refer(one["@id"] for one in chain(_files(facts), tools(facts, WORKFLOW)) if _is_part(one)),
        mentions=refer(one["@id"] for one in actions(facts, WORKFLOW)),
    )
    yield entity("#rights", "CreativeWork", name="Rights", description=f"Kept by {facts.office}")
    for address, name in _PROFILES.items():
        yield entity(address, "CreativeWork", name=name, version=address.rpartition("/")[2])


def _is_part(one: Entity) -> bool:
    return "File" in one["@type"] or "Dataset" in one["@type"]


def _people(facts: RunFacts) -> Iterator[Entity]:
    """Who answers for the run, who is named as having made it, and who sent returns."""
    yield entity("#office", "Organization", name=facts.office)
    if facts.actor:
        yield entity("#operator", "Person", name=facts.actor, affiliation=refer(["#office"]))
    for code in sorted(set(facts.senders.values())):
        yield entity(unit_id(code), "Organization", name=code)


def _files(facts: RunFacts) -> Iterator[Entity]:
    """Every file that went in or came out, by name; the copies of parameters together as one folder."""
    kept = f"{facts.place}/inputs/"
    copies = sorted(name for name in facts.outputs if name.startswith(kept))
    if copies:
        parts = refer(file_id(name, facts) for name in copies)
        yield entity("inputs/", "Dataset", name="Parameters, facts and rules of the run", hasPart=parts)
    named = {**facts.inputs, **facts.outputs}
    for name in sorted(named):
        if f"{kept}{name}" not in facts.outputs:
            yield file_entity(name, named[name], facts)
    if not facts.error:
        for name, told in _PUBLISHED_LATER.items():
            yield file_entity(f"{facts.place}/{name}", None, facts, description=told)
    lock = code_id("requirements.lock")
    yield entity(lock, "File", name="requirements.lock", encodingFormat="text/plain", sha256=facts.lock_sha256)
    yield entity(CODE, ["SoftwareApplication", "SoftwareSourceCode"], name="innocity", version=facts.version)
