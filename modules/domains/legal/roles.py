"""Which of a contract's parties is the buyer, and which the supplier: the one that pays, and the one that delivers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from modules.core.text import words
from modules.domains.legal.parties import parties
from modules.domains.legal.phrases import Groups
from modules.domains.legal.statements import Statements

_MODALS = frozenset({"shall", "will", "must"})
_WANTS = frozenset({"agree", "wish", "desir", "undertak", "intend", "want"})
_LEAST_SAID = 3


def resolved(statements: Statements, groups: Groups, roles: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return groups of words in which the group of each role holds the names of its party in this contract.

    Args:
        statements: of the contract.
        groups: of the playbook; those of the roles hold the words that usually name them.
        roles: verbs that tell who is who, e.g. "supplier": ["sell", "deliver"].
    """
    found = {name: tuple(members) for name, members in groups.items()}
    named = [party.name for party in parties(statements.contract) if words(party.name)] if roles else []
    if not named:
        return found
    votes = _votes(statements, named, roles)
    said = {party: _usual(party, found, roles) or _most(votes[party]) for party in named}
    own = {role: [party for party in named if said[party] == role] for role in roles}
    for role in roles:
        others = [party for other in roles if other != role for party in own[other]]
        usual = [word for word in found.get(role, ()) if word.lower() not in {other.lower() for other in others}]
        free = () if own[role] or _occur(statements, usual) else (party for party in named if party not in others)
        found[role] = tuple(dict.fromkeys([*own[role], *usual, *free]))
    return found


def _usual(party: str, groups: Groups, roles: Mapping[str, Sequence[str]]) -> str:
    """Return the one role whose usual words hold a party's name, as "Customer"; "" where there is none."""
    fitting = [role for role in roles if party.lower() in groups.get(role, ())]
    return fitting[0] if len(fitting) == 1 else ""


def _most(votes: Mapping[str, int]) -> str:
    """Return the role with most votes; "" where none has more than the others."""
    first, *rest = sorted(votes, key=lambda role: -votes[role])
    return first if votes[first] > max((votes[role] for role in rest), default=0) else ""


def _votes(
    statements: Statements, names: Sequence[str], roles: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    """Count how often a party is said to do what its role does: "X shall deliver", "X wishes to purchase"."""
    named = {tuple(word.stem for word in words(party)): party for party in names}
    does = {word.stem: role for role, verbs in roles.items() for verb in verbs for word in words(verb)}
    votes = {party: dict.fromkeys(roles, 0) for party in names}
    longest = max(map(len, named))
    for statement in statements.all:
        stems = [word.stem for word in statement.words]
        for at in range(1, len(stems) - 1):
            verb = at + 1 if stems[at] in _MODALS else at + 2 if stems[at] in _WANTS else 0
            role = does.get(stems[verb]) if 0 < verb < len(stems) else None
            if role is None:
                continue
            spoken = (named.get(tuple(stems[at - size : at])) for size in range(1, min(longest, at) + 1))
            for party in filter(None, spoken):
                votes[party][role] += 1
    return votes


def _occur(statements: Statements, usual: Sequence[str]) -> bool:
    """Say whether the contract speaks of the role by one of its usual words."""
    stems = [frozenset(word.stem for word in words(one)) for one in usual]
    return sum(any(one <= statement.stems for one in stems) for statement in statements.all) >= _LEAST_SAID
