"""The playbook: a firm's positions on the clauses of a kind of contract, as a file that its lawyers edit.

Each position says what must be there, what must not, within which limits, what to write instead, and why it matters.
The file is YAML of the plainest kind: lists, keys and text. Whatever it holds is text to compare with, never code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from modules.core.errors import AssistantError
from modules.core.findings import Severity
from modules.core.yaml_file import FileError, Problem, Source, explained, read
from modules.domains.legal import phrases
from modules.domains.legal.clauses import BY_KEY
from modules.domains.legal.quantities import Quantity, QuantityError, quantity

__all__ = ["Condition", "Find", "Limit", "Part", "Playbook", "PlaybookError", "Position", "Problem", "Verdict", "load"]

_SHIPPED = Path(__file__).resolve().parents[3] / "data" / "playbooks"


class PlaybookError(FileError):
    """A file that is no playbook."""

    what = "playbook"


class Verdict(StrEnum):
    """What a review says of a contract on one position, the worst first."""

    UNACCEPTABLE = "unacceptable"
    NEEDS_REVIEW = "needs review"
    ACCEPTABLE = "acceptable"
    NOT_APPLICABLE = "not applicable"


def _phrase(text: str) -> str:
    if not text.strip():
        raise ValueError("a phrase needs at least one word")
    return text


def _category(key: str) -> str:
    if key and key not in BY_KEY:
        raise ValueError(f"{key[:40]!r} is no category of the clause review; such are {', '.join(BY_KEY)}")
    return key


def _bound(text: str) -> str:
    try:
        quantity(text)
    except QuantityError as error:
        raise ValueError(str(error)) from None
    return text


Text = Annotated[str, Field(min_length=1, max_length=4_000)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
PhraseText = Annotated[str, Field(max_length=phrases.LONGEST), AfterValidator(_phrase)]
Phrases = Annotated[tuple[PhraseText, ...], Field(max_length=60)]
Bound = Annotated[str, Field(max_length=60), AfterValidator(_bound)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """What a sentence, with the list that it opens, says.

    Attributes:
        any_of: at least one of these phrases.
        all_of: every one of these.
        none_of: none of these.
    """

    any_of: Phrases = ()
    all_of: Phrases = ()
    none_of: Phrases = ()

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not (self.any_of or self.all_of):
            raise ValueError("give phrases under any_of or all_of")
        return self


class Find(_Strict):
    """Where the clause of a position stands.

    Attributes:
        titles: phrases in the title of the clause.
        phrases: phrases in its sentences, for contracts whose clauses have no or other titles.
        category: a key of the clause review, e.g. "governing_law": what that finds, too.
    """

    titles: Phrases = ()
    phrases: Phrases = ()
    category: Annotated[str, AfterValidator(_category)] = ""

    @model_validator(mode="after")
    def _finds_something(self) -> Find:
        if not (self.titles or self.phrases or self.category):
            raise ValueError("give titles, phrases or a category")
        return self


class Part(Condition):
    """One thing that a clause must say, or that a contract must not.

    Attributes:
        what: completes "The clause says that ...".
        otherwise: the verdict where it is not as it should be.
        wording: the sentence to add where it is missing; empty: the position's preferred wording.
    """

    what: Short
    otherwise: Verdict = Verdict.UNACCEPTABLE
    wording: Annotated[str, Field(max_length=4_000)] = ""


class Limit(_Strict):
    """A number that a clause must keep to.

    Attributes:
        what: names it: "the notice of termination".
        near: phrases that stand in the sentence that gives it; the number nearest to one of them counts.
        none_of: sentences with one of these are about something else.
        at_most, at_least: the bound; exactly one of them: "30 days", "8 % a year", "USD 1,000,000", "12 months' fees".
        tolerated: a wider bound: from the bound to here the verdict is "needs review", beyond it "unacceptable".
        missing: the verdict where the clause is there but no such number is.
        one_is_enough: of several such numbers one within the bound will do, as of sums insured.
        unlimited: phrases that say that there is no limit.
        if_unlimited: the verdict where one of them is said.
    """

    what: Short
    near: Annotated[Phrases, Field(min_length=1)]
    none_of: Phrases = ()
    at_most: Bound | None = None
    at_least: Bound | None = None
    tolerated: Bound | None = None
    missing: Verdict = Verdict.NEEDS_REVIEW
    one_is_enough: bool = False
    unlimited: Phrases = ()
    if_unlimited: Verdict = Verdict.ACCEPTABLE

    @model_validator(mode="after")
    def _bounded(self) -> Limit:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("give either at_most or at_least")
        if self.tolerated and self.bound.measure is not quantity(self.tolerated).measure:
            raise ValueError("tolerated is of another kind than the bound")
        return self

    @property
    def bound(self) -> Quantity:
        """The bound as a quantity."""
        return quantity(self.at_most or self.at_least or "")


class Position(_Strict):
    """What the firm wants of one matter.

    Attributes:
        id: names it in reports; decisions refer to it.
        why: why it matters, for the lawyer who decides.
        applies_if: the position is left out unless some sentence of the contract says this.
        find: where its clause stands; None for a position that only forbids.
        absent: the verdict where there is no such clause.
        must: what the clause must say, each in some sentence of it.
        must_not: what no sentence of the whole contract may say: a clause hides where nobody looks for it.
        limits: numbers that the clause must keep to.
        preferred: the firm's wording; it is proposed where the clause is absent.
        fallback: what the firm can live with.
        place: titles of clauses after which the preferred wording is put, the first that is there.
    """

    id: Key
    title: Short
    severity: Severity
    why: Text
    applies_if: Condition | None = None
    find: Find | None = None
    absent: Verdict = Verdict.UNACCEPTABLE
    must: Annotated[tuple[Part, ...], Field(max_length=20)] = ()
    must_not: Annotated[tuple[Part, ...], Field(max_length=20)] = ()
    limits: Annotated[tuple[Limit, ...], Field(max_length=20)] = ()
    preferred: Annotated[str, Field(max_length=4_000)] = ""
    fallback: Annotated[str, Field(max_length=4_000)] = ""
    place: Phrases = ()

    @model_validator(mode="after")
    def _whole(self) -> Position:
        if self.find is None and (self.must or self.limits):
            raise ValueError("must and limits need find, which says where their clause stands")
        if self.find is None and not self.must_not:
            raise ValueError("give find, or what must_not be there")
        return self


class Playbook(_Strict):
    """A firm's positions on one kind of contract.

    Attributes:
        about: for which contracts, and from whose side.
        suits: phrases in the titles of such contracts: the page proposes this playbook for them.
        groups: words that stand for each other: `<supplier>` in a phrase is any of those under "supplier".
        roles: of groups that are parties: what they do. The party that a contract says does so is of the group, too.
        positions: in the order of the firm's choice.
    """

    name: Annotated[str, Field(min_length=1, max_length=120)]
    about: Text
    suits: Phrases = ()
    groups: dict[Key, Annotated[tuple[PhraseText, ...], Field(min_length=1, max_length=60)]] = {}
    roles: dict[Key, Annotated[tuple[Short, ...], Field(min_length=1, max_length=30)]] = {}
    positions: Annotated[tuple[Position, ...], Field(min_length=1, max_length=200)]


def load(text: str) -> Playbook:
    """Read a playbook.

    Raises:
        PlaybookError: it is not one; `problems` says in plain words what is wrong in which line.
    """
    source = read(text, PlaybookError)
    try:
        playbook = Playbook.model_validate(source.data)
    except ValidationError as error:
        raise PlaybookError(explained(source, error, Playbook)) from None
    if problems := [*_repeated(source, playbook), *_unreadable(source, playbook)]:
        raise PlaybookError(problems)
    return playbook


def dump(playbook: Playbook) -> str:
    """Return the playbook as a file that `load` reads to the same."""
    data = playbook.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def shipped() -> dict[str, str]:
    """Return the files of the playbooks that come with Vouch, by their key: "nda", "saas", "supply"."""
    try:
        return {path.stem: path.read_text("utf-8") for path in sorted(_SHIPPED.glob("*.yaml"))}
    except OSError as error:
        raise AssistantError("The playbooks of Vouch cannot be read.", "Install Vouch again.") from error


def _repeated(source: Source, playbook: Playbook) -> Iterator[Problem]:
    counted = Counter(position.id for position in playbook.positions)
    for at, position in enumerate(playbook.positions):
        if counted[position.id] > 1:
            yield source.problem(("positions", at, "id"), f"two positions have the id {position.id!r}")


def _unreadable(source: Source, playbook: Playbook) -> Iterator[Problem]:
    """Yield the phrases that cannot be read, which only the whole playbook can tell: it names the groups."""
    for path, text in _phrases(playbook.model_dump(exclude={"groups", "roles"}), ()):
        try:
            phrases.parse(text, playbook.groups)
        except phrases.PhraseError as error:
            yield source.problem(path, str(error))


_HOLD_PHRASES = frozenset({"any_of", "all_of", "none_of", "near", "unlimited", "titles", "phrases", "place", "suits"})


def _phrases(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, tuple | list) else ()
    for key, value in items:
        if isinstance(value, str) and path and path[-1] in _HOLD_PHRASES:
            yield (*path, key), value
        else:
            yield from _phrases(value, (*path, key))
