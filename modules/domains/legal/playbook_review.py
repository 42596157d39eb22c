"""Reviewing a contract by a playbook: a verdict on every position, with reason, quote and what to write instead.

Rules decide. A clause is found by its title or its words; what it must say is looked for there and where it points to;
what it must not say is looked for in the whole contract.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from modules.core.findings import Citation, Severity
from modules.core.types import Progress
from modules.domains.legal import clauses
from modules.domains.legal import playbook_edits as edits
from modules.domains.legal import playbook_limits as limits
from modules.domains.legal.contract import Contract
from modules.domains.legal.phrases import Groups, Phrase, parse
from modules.domains.legal.playbook import Condition, Limit, Part, Playbook, Position, Verdict
from modules.domains.legal.playbook_edits import Edit
from modules.domains.legal.reservations import reservations
from modules.domains.legal.roles import resolved
from modules.domains.legal.statements import Statement, Statements, said

_ORDER = list(Verdict)
_SEVERITIES = list(Severity)


@dataclass(frozen=True, slots=True)
class Result:
    """What a review found on a position of the playbook: one for each thing that is not as it should be, else one.

    Attributes:
        id: the same for the same finding of the same documents, however often they are reviewed.
        position: id of the position.
        why: why the position matters.
        clause: reference of the clause, "5.2(a)"; "" where it is absent.
        citations: the places that show it; empty for what is absent.
        edit: the change that would mend it, or a remark where no wording would; None where there is nothing to mend, or
            nothing to put there.
    """

    id: str
    position: str
    title: str
    severity: Severity
    verdict: Verdict
    reason: str
    why: str
    clause: str
    citations: tuple[Citation, ...]
    preferred: str
    fallback: str
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class PlaybookReview:
    """The results of a review, the worst first.

    Attributes:
        playbook: its name.
        version: of the playbook: another one may give other results.
        notes: why positions may be missed, in sentences: the contract is in another language, for instance. Then no
            position is judged by what was not found.
    """

    playbook: str
    version: str
    document_id: str
    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()

    def verdicts(self) -> dict[str, Verdict]:
        """Return the verdict on each position, the worst of its results, in the order of the results."""
        found: dict[str, Verdict] = {}
        for result in self.results:
            found.setdefault(result.position, result.verdict)
        return found


def review(contract: Contract, playbook: Playbook) -> Generator[Progress, None, PlaybookReview]:
    """Compare a contract with a playbook, position by position."""
    yield Progress(0, len(playbook.positions), "Reading the contract")
    statements = Statements(contract)
    results: list[Result] = []
    notes = reservations(contract)
    groups = resolved(statements, playbook.groups, playbook.roles)
    for done, position in enumerate(playbook.positions):
        yield Progress(done, len(playbook.positions), position.title)
        results += _Examined(statements, groups, position, " ".join(notes)).results()
    results.sort(key=lambda one: (_ORDER.index(one.verdict), _SEVERITIES.index(one.severity)))
    return PlaybookReview(playbook.name, version(playbook), contract.document_id, tuple(results), notes)


def version(playbook: Playbook) -> str:
    """Return what tells a playbook from every other state of it."""
    return hashlib.sha256(playbook.model_dump_json().encode()).hexdigest()[:16]


class _Examined:
    """One position over one contract.

    Args:
        statements: of the contract.
        groups: of the playbook.
        position: to look for.
        doubt: why what is not found may be there all the same; "" where nothing speaks for that.
    """

    def __init__(self, statements: Statements, groups: Groups, position: Position, doubt: str) -> None:
        self._statements = statements
        self._contract = statements.contract
        self._groups = groups
        self._position = position
        self._doubt = doubt
        self._clause = self._found()

    def results(self) -> list[Result]:
        position = self._position
        if self._doubt:
            return list(self._forbidden()) or [self._doubtful()]
        if position.applies_if and not self._meeting(position.applies_if, self._statements.all):
            return [self._result(Verdict.NOT_APPLICABLE, "The contract is not of the kind that this position is for.")]
        failed = list(self._forbidden())
        if position.find and not self._clause:
            return [*failed, self._absent()]
        missing, shown = self._missing()
        failed += missing
        broken, kept = self._limited()
        failed += broken
        return failed or [self._as_wanted([*kept, *shown])]

    # --- Finding the clause ------------------------------------------------------------------------------------------

    def _found(self) -> list[Statement]:
        """Return what the clauses of the position state, in the order of how surely they are its."""
        find = self._position.find
        if find is None:
            return []
        titled = {
            one.start: one
            for clause in self._statements.titled(self._parsed(find.titles))
            for one in self._statements.of_clause(clause)
        }
        hits = [one for phrase in self._parsed(find.phrases) for one in self._statements.holding(phrase)]
        hits += self._in_category(find.category) if find.category else []
        around = [one for hit in hits for one in self._statements.around(hit)]
        first = [one for one in hits if one.start in titled]
        return list({one.start: one for one in (*first, *titled.values(), *hits, *around)}.values())

    def _in_category(self, category: str) -> list[Statement]:
        """Return the statements in which the clause review finds a category."""
        sure = (one for one in clauses.find(self._contract, category) if one.score >= clauses.PRESENT)
        return [one for found in sure for one in self._statements.within(found.start, found.end)]

    def _parsed(self, texts: Iterable[str]) -> list[Phrase]:
        return [parse(text, self._groups) for text in texts]

    def _meeting(self, condition: Condition, among: Iterable[Statement]) -> list[Statement]:
        """Return the statements that meet a condition."""
        every, some, none = (self._parsed(one) for one in (condition.all_of, condition.any_of, condition.none_of))
        return [
            one
            for one in among
            if all(said(one, [phrase]) for phrase in every)
            and (not some or said(one, some))
            and not (none and said(one, none))
        ]

    # --- What is wrong with it ---------------------------------------------------------------------------------------

    def _doubtful(self) -> Result:
        """Return that a person must look: neither what was found nor that nothing was found can be relied on."""
        found = f"{self._named(self._clause[0])} may be about it." if self._clause else "No such clause was found."
        return self._result(Verdict.NEEDS_REVIEW, f"{found} {self._doubt}", self._clause[:1])

    def _absent(self) -> Result:
        position = self._position
        if position.absent is Verdict.ACCEPTABLE:
            return self._result(position.absent, "The contract has no such clause, which the playbook accepts.")
        edit = edits.placed(self._statements, position, self._groups)
        return self._result(position.absent, "The contract has no such clause.", edit=edit)

    def _forbidden(self) -> Iterator[Result]:
        for part in self._position.must_not:
            met = self._meeting(part, self._statements.all)
            for one in met:
                if not any(one is not other and one.start <= other.start and other.end <= one.end for other in met):
                    reason = f"{self._named(one)} says that {part.what}."
                    edit = edits.deleted(self._statements, one)
                    yield self._result(part.otherwise, reason, [one], self._key(part.what, self._text(one)), edit)

    def _missing(self) -> tuple[list[Result], list[tuple[str, Statement]]]:
        """Return a result for each part that the clause does not say, and what it says of the others."""
        missing: list[Result] = []
        shown: list[tuple[str, Statement]] = []
        for part in self._position.must:
            met = self._meeting(part, self._clause) or self._meeting(part, self._pointed)
            if met:
                one = min(met, key=lambda one: one.end - one.start)
                shown.append((f"{self._named(one)} says that {part.what}.", one))
            else:
                missing.append(self._lacking(part))
        return missing, shown

    def _lacking(self, part: Part) -> Result:
        first = self._clause[:1]
        wording = part.wording or self._position.preferred
        edit = edits.added(self._statements, wording, first) or edits.remarked(self._statements, first[0])
        reason = f"{self._named(first[0])} does not say that {part.what}."
        return self._result(part.otherwise, reason, first, self._key(part.what), edit)

    def _limited(self) -> tuple[list[Result], list[tuple[str, Statement]]]:
        """Return a result for each number beyond its limit, and what is said of the others."""
        broken: list[Result] = []
        kept: list[tuple[str, Statement]] = []
        for limit in self._position.limits:
            found = self._compared(limit)
            if not found and limit.missing is not Verdict.ACCEPTABLE:
                first = self._clause[:1]
                reason = f"{self._named(first[0])} does not state {limit.what}."
                edit = edits.remarked(self._statements, first[0])
                broken.append(self._result(limit.missing, reason, first, self._key(limit.what), edit))
            for one in found[:1]:
                if one.verdict is Verdict.ACCEPTABLE:
                    kept.append((one.reason, one.statement))
                    continue
                edit = edits.renumbered(self._statements, one) or edits.remarked(self._statements, one.statement)
                key = self._key(limit.what, self._text(one.statement))
                broken.append(self._result(one.verdict, one.reason, [one.statement], key, edit))
        return broken, kept

    def _compared(self, limit: Limit) -> list[limits.Kept]:
        for among in (self._clause, self._pointed):
            if found := limits.compared(limit, among, self._contract.text, self._groups):
                return found
        return []

    @cached_property
    def _pointed(self) -> list[Statement]:
        return self._statements.pointed_at(self._clause)

    # --- Saying so ---------------------------------------------------------------------------------------------------

    def _as_wanted(self, shown: Sequence[tuple[str, Statement]]) -> Result:
        if not self._position.find:
            return self._result(Verdict.ACCEPTABLE, "The contract says nothing of what this position forbids.")
        if shown:
            return self._result(Verdict.ACCEPTABLE, shown[0][0], [statement for _, statement in shown])
        return self._result(Verdict.ACCEPTABLE, f"{self._named(self._clause[0])} is there.", self._clause[:1])

    def _result(
        self,
        verdict: Verdict,
        reason: str,
        shown: Sequence[Statement] = (),
        key: str = "",
        edit: Edit | None = None,
    ) -> Result:
        position = self._position
        clause = self._statements.outer_clause(shown[0].start) if shown else None
        spans = dict.fromkeys((one.start, one.end) for one in shown)
        return Result(
            id=f"{position.id}.{key}" if key else position.id,
            position=position.id,
            title=position.title,
            severity=position.severity,
            verdict=verdict,
            reason=reason,
            why=position.why,
            clause=clause.reference if clause else "",
            citations=tuple(quote for start, end in spans for quote in self._contract.cite(start, end)),
            preferred=position.preferred,
            fallback=position.fallback,
            edit=edit,
        )

    def _named(self, statement: Statement) -> str:
        """Name the clause that holds a statement, for the beginning of a sentence."""
        clause = self._statements.outer_clause(statement.start)
        if clause is None:
            return "The contract"
        if clause.number[:1].isdigit():
            return f"Clause {clause.reference}"
        whole = clause.end - clause.start > 0.3 * len(self._contract.text)
        return clause.reference if clause.number else "The contract" if whole else f"The clause “{clause.title}”"

    def _text(self, statement: Statement) -> str:
        return " ".join(self._contract.text[statement.start : statement.end].split())

    def _key(self, *parts: str) -> str:
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:10]
