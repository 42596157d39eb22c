"""Reports: what workflows found in documents, and what the visitor decided on it; of one owner in one workspace."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from modules.core.types import Scope
from modules.store.database import Database
from modules.store.page_rows import storable
from modules.store.scoped import Row, Scoped, missing
from modules.store.typed_json import dumped, parsed

Result = TypeVar("Result")
_COLUMNS = "id, kind, documents, options, state, result, message, hint, created"


class ReportState(StrEnum):
    """Where a report stands. STOPPED: by the visitor, or the process was killed; it can be made again."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Verdict(StrEnum):
    """What the visitor decided on a finding."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one finding of a report.

    Attributes:
        reason: the visitor's own words; may be empty.
        wording: the text to put into the document, where the visitor changed what was proposed; else empty.
        decided: seconds since the epoch.
    """

    verdict: Verdict
    reason: str = ""
    wording: str = ""
    decided: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """One run of a workflow over documents.

    Attributes:
        kind: which workflow.
        documents: ids, in the order in which they were given.
        options: what else the result depends on, e.g. the key of a playbook.
        message, hint: for FAILED, what went wrong and what to do.
        created: seconds since the epoch.
    """

    id: str
    kind: str
    documents: tuple[str, ...]
    options: str
    state: ReportState
    message: str
    hint: str
    created: float
    _result: str | None = None

    def read(self, result: type[Result]) -> Result:
        """Return what the workflow returned, a dataclass of this type.

        Raises:
            StoreCorrupt: the report is not DONE, or was written by a version that knew other fields.
        """
        return parsed(self._result or "", result, "report")


class ReportStore:
    """The reports of one scope. Another scope's are not found, whatever id is asked for.

    Args:
        database: where they are kept.
        scope: whose they are.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._rows = Scoped(scope)

    def begin(self, kind: str, documents: Sequence[str], options: str) -> str:
        """Store an empty report in state RUNNING and return its id."""
        row = {
            "id": uuid.uuid4().hex,
            "kind": kind,
            "documents": json.dumps(list(documents)),
            "options": options,
            "state": ReportState.RUNNING,
            "created": time.time(),
        }
        with self._database.write() as connection:
            self._rows.insert(connection, "reports", row)
        return str(row["id"])

    def finish(self, report_id: str, result: object) -> bool:
        """Keep what a workflow returned; the earlier reports of the same kind, documents and options go.

        What was decided on the findings of the latest of them is carried over. Returns whether it was kept: a document
        of it, and with that the report, may have been deleted meanwhile.
        """
        text = dumped(result)
        with self._database.write() as connection:
            if not self._rows.update(
                connection, "reports", {"state": ReportState.DONE, "result": text}, "id = ?", (report_id,)
            ):
                return False
            this = self._rows.one(connection, "reports", _COLUMNS, "id = ?", (report_id,), "report")
            same = "kind = ? AND documents = ? AND options = ? AND id <> ? AND state <> 'running'"
            key = (this["kind"], this["documents"], this["options"], report_id)
            older = self._rows.select(connection, "reports", "id", same, key, "ORDER BY rowid")
            for row in older:
                change = {"report_id": report_id}
                self._rows.delete(
                    connection,
                    "decisions",
                    "report_id = ? AND finding IN (SELECT finding FROM decisions WHERE report_id = ?)",
                    (report_id, row["id"]),
                )
                self._rows.update(connection, "decisions", change, "report_id = ?", (row["id"],))
            self._rows.delete(connection, "reports", same, key)
        return True

    def end(self, report_id: str, state: ReportState, message: str = "", hint: str = "") -> None:
        """Say that a report will have no result, and why. Nothing happens where it is gone."""
        changes = {"state": state, "message": message, "hint": hint}
        with self._database.write() as connection:
            self._rows.update(connection, "reports", changes, "id = ?", (report_id,))

    def get(self, report_id: str) -> Report:
        """Return a report.

        Raises:
            NotFound: there is none with this id in this scope.
        """
        found = self._select("id = ?", (report_id,))
        if not found:
            raise missing("report")
        return found[0]

    def latest(self, kind: str, documents: Sequence[str], options: str = "") -> Report | None:
        """Return the report that was begun last for these documents and options; None where there is none."""
        key = (kind, json.dumps(list(documents)), options)
        found = self._select("kind = ? AND documents = ? AND options = ?", key)
        return found[0] if found else None

    def all(self, kind: str) -> list[Report]:
        """List the reports of a kind, the latest first."""
        return self._select("kind = ?", (kind,))

    def delete(self, report_id: str) -> None:
        """Delete a report with what was decided on it."""
        with self._database.write() as connection:
            self._rows.delete(connection, "reports", "id = ?", (report_id,))

    def delete_all(self) -> None:
        """Delete every report of the scope with what was decided on it."""
        with self._database.write() as connection:
            self._rows.delete(connection, "reports", "1", ())

    # --- Decisions ---------------------------------------------------------------------------------------------------

    def decisions(self, report_id: str) -> dict[str, Decision]:
        """Return what was decided, by the id of the finding."""
        columns = "finding, verdict, reason, wording, decided"
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "decisions", columns, "report_id = ?", (report_id,), "ORDER BY decided"
            )
        return {
            row["finding"]: Decision(Verdict(row["verdict"]), row["reason"], row["wording"], row["decided"])
            for row in rows
        }

    def decide(self, report_id: str, finding: str, decision: Decision | None) -> None:
        """Keep a decision in place of an earlier one; None takes it back.

        Raises:
            NotFound: there is no such report.
        """
        with self._database.write() as connection:
            self._rows.one(connection, "reports", "id", "id = ?", (report_id,), "report")
            self._rows.delete(connection, "decisions", "report_id = ? AND finding = ?", (report_id, finding))
            if decision is None:
                return
            row = {
                "report_id": report_id,
                "finding": finding,
                "verdict": decision.verdict,
                "reason": storable(decision.reason),
                "wording": storable(decision.wording),
                "decided": decision.decided or time.time(),
            }
            self._rows.insert(connection, "decisions", row)

    def _select(self, where: str, values: Sequence[str]) -> list[Report]:
        with self._database.read() as connection:
            # Not by `created`: a clock that was set back would put a report before those that it replaces.
            rows = self._rows.select(connection, "reports", _COLUMNS, where, values, "ORDER BY rowid DESC")
        return [_report(row) for row in rows]


def stop_unfinished_reports(database: Database) -> int:
    """Mark every report that a killed process left unfinished as stopped, of all owners; return how many."""
    with database.write() as connection:
        return connection.execute("UPDATE reports SET state = 'stopped' WHERE state = 'running'").rowcount


def _report(row: Row) -> Report:
    return Report(
        id=row["id"],
        kind=row["kind"],
        documents=tuple(json.loads(row["documents"])),
        options=row["options"],
        state=ReportState(row["state"]),
        message=row["message"],
        hint=row["hint"],
        created=row["created"],
        _result=row["result"],
    )
