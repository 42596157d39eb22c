"""The clinician's corrections: facts taken out, changed or added, each kept as a decision on the fact's id.

A decision carries a verdict and a wording, as the decisions on findings do. "rejected" takes the fact out. "accepted"
keeps it, with the fields of its wording in place of its own; where no fact has that id, the wording is a whole fact
that the clinician added. A wording is JSON: {"name": "furosemide", "dosage": {"dose": "80 mg"}}.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from pydantic import TypeAdapter, ValidationError

from modules.core.errors import Malformed
from modules.domains.medical.fact import Fact, Facts

_REJECTED = "rejected"


class Decision(Protocol):
    """What was decided on a fact, as the store keeps it."""

    @property
    def verdict(self) -> str:
        """Either "accepted" or "rejected"."""
        ...

    @property
    def wording(self) -> str:
        """The fields that were changed, as JSON; "" where none was."""
        ...


def corrected(facts: Facts, decisions: Mapping[str, Decision]) -> Facts:
    """Return the facts as the clinician corrected them; those that he added come last.

    Args:
        facts: as extracted.
        decisions: by the id of the fact that each is about.

    Raises:
        Malformed: a correction cannot be read.
    """
    kept = []
    for fact in facts.items:
        decision = decisions.get(fact.id)
        if decision is None:
            kept.append(fact)
        elif decision.verdict != _REJECTED:
            kept.append(_changed(fact, decision.wording) if decision.wording else fact)
    known = {fact.id for fact in facts.items}
    added = (
        _added(identity, decision.wording)
        for identity, decision in decisions.items()
        if identity not in known and decision.verdict != _REJECTED and decision.wording
    )
    return Facts((*kept, *(fact for fact in added if fact)))


def change(before: Fact, after: Fact) -> str:
    """Return the wording of the decision that makes one fact the other: the fields in which they differ."""
    old, new = _plain(before), _plain(after)
    return json.dumps({name: value for name, value in new.items() if value != old[name]}, ensure_ascii=False)


def addition(fact: Fact) -> str:
    """Return the wording of the decision that adds a fact."""
    return json.dumps(_plain(fact), ensure_ascii=False)


@cache
def _adapter() -> TypeAdapter[Fact]:
    return TypeAdapter(Fact)


def _plain(fact: Fact) -> dict[str, Any]:
    fields: dict[str, Any] = _adapter().dump_python(fact, mode="json")
    return fields


def _changed(fact: Fact, wording: str) -> Fact:
    fields, edits = _plain(fact), _read(wording)
    unknown = set(edits) - set(fields)
    if unknown:
        raise Malformed(f"A correction of {fact.name} names what no fact has: {', '.join(sorted(unknown))}.")
    for name, value in edits.items():
        old = fields[name]
        fields[name] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return _validated({**fields, "id": fact.id}, fact.name)


def _added(identity: str, wording: str) -> Fact | None:
    """Return an added fact; None where the wording changes a fact that this chart no longer holds."""
    fields = _read(wording)
    if not {"kind", "name", "source"} <= set(fields):
        return None
    return _validated({**fields, "id": identity}, str(fields["name"]))


def _read(wording: str) -> dict[str, Any]:
    try:
        fields = json.loads(wording)
    except json.JSONDecodeError as error:
        raise Malformed("A correction of a fact cannot be read.") from error
    if not isinstance(fields, dict):
        raise Malformed("A correction of a fact cannot be read.")
    return fields


def _validated(fields: Mapping[str, Any], name: str) -> Fact:
    try:
        return _adapter().validate_python(fields)
    except ValidationError as error:
        places = ", ".join(sorted({str(one["loc"][0]) for one in error.errors() if one["loc"]}))
        raise Malformed(f"A correction of {name} cannot be read: {places}.") from error
