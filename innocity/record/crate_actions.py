"""The plan of a run and what was done: steps with their tools, parameters asked for and used, and an action for each execution."""

from collections.abc import Iterator
from typing import Any

from innocity.record.crate_entities import CODE, Entity, code_id, entity, file_id, property_value, refer, value_id
from innocity.run_facts import Execution, RunFacts, Step

_PYTHON, _ENGINE = "#python", "papermill"
_PARAMETER_PROFILE = "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"
_WORKFLOW_PROFILE = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
_RUN, _ORGANISED = "#run", "#organised"


def tools(facts: RunFacts, workflow: str) -> Iterator[Entity]:
    """The workflow with its steps, the code of each step that was reached, and the software around them."""
    reached = [step for step in facts.steps if step.executions]
    yield entity(
        workflow,
        ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
        name="innocity",
        conformsTo=refer([_WORKFLOW_PROFILE]),
        encodingFormat="text/x-python",
        sha256=facts.outputs.get(f"{facts.place}/{workflow}"),
        version=facts.version,
        isPartOf=refer([CODE]),
        programmingLanguage=refer([_PYTHON]),
        hasPart=refer(code_id(step.code) for step in reached),
        step=refer(f"#step/{step.name}" for step in facts.steps),
        input=refer(f"#parameter/{name}" for name in facts.parameters),
        buildInstructions=refer([code_id("requirements.lock")]),
        softwareRequirements=refer(_library_id(*one) for one in facts.libraries.items()),
    )
    for position, step in enumerate(facts.steps, start=1):
        yield entity(f"#step/{step.name}", "HowToStep", position=str(position), workExample=refer([code_id(step.code)]))
        yield _tool(step, facts)
    yield entity(_PYTHON, "ComputerLanguage", name="Python", version=facts.libraries.get("python"))
    for name, version in facts.libraries.items():
        yield entity(_library_id(name, version), "SoftwareApplication", name=name, version=version)


def _library_id(name: str, version: str) -> str:
    """A package URL, which is the same everywhere."""
    return f"pkg:{'generic' if name == 'python' else 'pypi'}/{name}@{version}"


def _tool(step: Step, facts: RunFacts) -> Entity:
    own = [f"#parameter/{name}" for name in facts.parameters] if step.is_notebook else []
    return entity(
        code_id(step.code),
        ["File", "SoftwareSourceCode", "SoftwareApplication"],
        name=step.code,
        sha256=step.code_sha256,
        version=facts.version,
        isPartOf=refer([CODE]),
        input=refer(own),
        encodingFormat="application/x-ipynb+json" if step.is_notebook else "text/x-python",
    )


def parameters(facts: RunFacts) -> Iterator[Entity]:
    """Each parameter by definition, each value that it was asked for or used with, and the environment of notebooks."""
    used = {(name, str(value)) for one in facts.executions if one.used for name, value in one.used.items()}
    pairs = used | {(name, str(value)) for name, values in facts.asked.items() for value in values}
    for name in sorted({name for name, _ in pairs}):
        own = sorted(value for other, value in pairs if other == name)
        is_number = isinstance(facts.parameters.get(name), int)
        yield entity(
            f"#parameter/{name}",
            "FormalParameter",
            name=name,
            additionalType="Integer" if is_number else "Text",
            conformsTo=refer([_PARAMETER_PROFILE]),
            workExample=refer(value_id(name, value) for value in own),
        )
        for value in own:
            of = refer([f"#parameter/{name}"])
            yield {**property_value(value_id(name, value), name, value), "exampleOfWork": of}
    yield entity(_WORKFLOW_PROFILE, "CreativeWork", name="ComputationalWorkflow", version="1.0-RELEASE")
    yield entity(_PARAMETER_PROFILE, "CreativeWork", name="FormalParameter", version="1.0-RELEASE")
    for name, value in facts.environment.items():
        yield property_value(f"#environment/{name}", name, value)


def actions(facts: RunFacts, workflow: str) -> Iterator[Entity]:
    """The run, the engine's part in it, and for each step that was reached its control and its executions."""
    reached = [step for step in facts.steps if step.executions]
    yield entity(
        _RUN,
        "CreateAction",
        name=facts.title,
        instrument=refer([workflow]),
        agent=_agent(facts),
        object=refer(
            [
                *(file_id(name, facts) for name in facts.inputs),
                *(value_id(name, value) for name, values in facts.asked.items() for value in values),
            ]
        ),
        result=refer(file_id(name, facts) for name in sorted({left for one in facts.executions for left in one.left})),
        **_status(facts.error),
    )
    yield entity(
        _ORGANISED,
        "OrganizeAction",
        name="papermill",
        instrument=refer([_library_id(_ENGINE, facts.libraries[_ENGINE])]),
        agent=_agent(facts),
        object=refer(f"#control/{step.name}" for step in reached),
        result=refer([_RUN]),
        **_status(facts.error),
    )
    for step in reached:
        done = refer(f"#execution/{one.name}" for one in step.executions)
        yield entity(
            f"#control/{step.name}",
            "ControlAction",
            name=step.name,
            instrument=refer([f"#step/{step.name}"]),
            object=done,
        )
        for one in step.executions:
            yield _execution(step, one, facts)


def _agent(facts: RunFacts) -> Any:
    return refer(["#operator" if facts.actor else "#office"])


def _execution(step: Step, one: Execution, facts: RunFacts) -> Entity:
    used = [value_id(name, value) for name, value in (one.used or {}).items()]
    surroundings = [f"#environment/{name}" for name in facts.environment] if step.is_notebook else []
    return entity(
        f"#execution/{one.name}",
        "CreateAction",
        name=one.name,
        instrument=refer([code_id(step.code)]),
        agent=_agent(facts),
        object=refer([*(file_id(name, facts) for name in one.taken), *used]),
        result=refer(file_id(name, facts) for name in one.left),
        environment=refer(surroundings),
        **_status(one.error),
    )


def _status(error: str | None) -> dict[str, str | None]:
    state = "FailedActionStatus" if error else "CompletedActionStatus"
    return {"actionStatus": f"http://schema.org/{state}", "error": error}
