"""The 41 categories of clauses that lawyers marked for CUAD (Contract Understanding Atticus Dataset, 2021).

Names and order are the data set's; the questions are in our words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What a category is about, in the order in which a review shows it."""

    FACTS = "Key facts"
    TERM = "Term and termination"
    RESTRICTIONS = "Restrictions on business"
    TRANSFER = "Assignment and control"
    MONEY = "Price and volume"
    PROPERTY = "Intellectual property"
    LIABILITY = "Liability and insurance"
    OVERSIGHT = "Oversight and third parties"


class Kind(StrEnum):
    """What the normalised answer of a category is."""

    NAME = "name"
    PARTIES = "parties"
    DATE = "date"
    EXPIRY = "expiry"
    DURATION = "duration"
    JURISDICTION = "jurisdiction"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Category:
    """One of the 41.

    Attributes:
        key: lower case with underscores, e.g. "governing_law".
        name: as CUAD has it, e.g. "Governing Law".
        question: what it asks of a contract.
    """

    key: str
    name: str
    group: Group
    kind: Kind
    question: str


def _category(name: str, group: Group, question: str, kind: Kind = Kind.YES_NO) -> Category:
    key = "_".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
    return Category(key, name, group, kind, question)


CATEGORIES: tuple[Category, ...] = (
    _category("Document Name", Group.FACTS, "What is the contract called?", Kind.NAME),
    _category("Parties", Group.FACTS, "Who are the parties that sign the contract?", Kind.PARTIES),
    _category("Agreement Date", Group.FACTS, "What is the date of the contract?", Kind.DATE),
    _category("Effective Date", Group.FACTS, "On what date does the contract take effect?", Kind.DATE),
    _category("Expiration Date", Group.FACTS, "When does the initial term end?", Kind.EXPIRY),
    _category(
        "Renewal Term",
        Group.TERM,
        "How long is the term after the initial one, be it by automatic renewal or by notice?",
        Kind.DURATION,
    ),
    _category(
        "Notice Period to Terminate Renewal",
        Group.TERM,
        "How long before its end must a party say that it does not want the contract renewed?",
        Kind.DURATION,
    ),
    _category("Governing Law", Group.FACTS, "Which law governs the contract?", Kind.JURISDICTION),
    _category(
        "Most Favored Nation",
        Group.RESTRICTIONS,
        "Must a party be given terms as good as those that a third party gets?",
    ),
    _category(
        "Non-Compete",
        Group.RESTRICTIONS,
        "Is a party kept from competing with the other, or from working in an area, a business or a technology?",
    ),
    _category(
        "Exclusivity",
        Group.RESTRICTIONS,
        "Must a party deal with the other alone: buy all it needs from it, or sell and license to nobody else?",
    ),
    _category(
        "No-Solicit of Customers",
        Group.RESTRICTIONS,
        "Is a party kept from soliciting, or contracting with, customers or partners of the other?",
    ),
    _category(
        "Competitive Restriction Exception",
        Group.RESTRICTIONS,
        "What is excepted from non-compete, exclusivity and no-solicit of customers?",
    ),
    _category(
        "No-Solicit of Employees",
        Group.RESTRICTIONS,
        "Is a party kept from soliciting or hiring employees or contractors of the other?",
    ),
    _category("Non-Disparagement", Group.RESTRICTIONS, "Must a party not disparage the other?"),
    _category(
        "Termination for Convenience",
        Group.TERM,
        "May a party end the contract without cause, by notice alone?",
    ),
    _category(
        "Rofr/Rofo/Rofn",
        Group.TRANSFER,
        "Does a party have a right of first refusal, first offer or first negotiation?",
    ),
    _category(
        "Change of Control",
        Group.TRANSFER,
        "If control of a party changes, by merger or sale, may the other terminate, or must it consent or be told?",
    ),
    _category(
        "Anti-Assignment",
        Group.TRANSFER,
        "Does it need consent or notice to assign the contract to a third party?",
    ),
    _category(
        "Revenue/Profit Sharing",
        Group.MONEY,
        "Must a party share revenue or profit with the other?",
    ),
    _category("Price Restrictions", Group.MONEY, "Is a party limited in raising or lowering prices?"),
    _category(
        "Minimum Commitment",
        Group.MONEY,
        "Must a party buy or order a minimum, in total or for each period?",
    ),
    _category(
        "Volume Restriction",
        Group.MONEY,
        "Does use beyond a threshold cost more, or need consent?",
    ),
    _category(
        "IP Ownership Assignment",
        Group.PROPERTY,
        "Does intellectual property that one party creates become the other's?",
    ),
    _category("Joint IP Ownership", Group.PROPERTY, "Is intellectual property owned jointly?"),
    _category("License Grant", Group.PROPERTY, "Does a party license something to the other?"),
    _category(
        "Non-Transferable License",
        Group.PROPERTY,
        "Is the licensee limited in transferring the licence?",
    ),
    _category(
        "Affiliate License-Licensor",
        Group.PROPERTY,
        "Does the licence come from affiliates of the licensor too, or cover their property?",
    ),
    _category(
        "Affiliate License-Licensee",
        Group.PROPERTY,
        "Is the licence granted to affiliates of the licensee too?",
    ),
    _category(
        "Unlimited/All-You-Can-Eat-License",
        Group.PROPERTY,
        "Is there a licence for the whole enterprise, or for unlimited use?",
    ),
    _category(
        "Irrevocable or Perpetual License",
        Group.PROPERTY,
        "Is a licence irrevocable or perpetual?",
    ),
    _category(
        "Source Code Escrow",
        Group.PROPERTY,
        "Must source code be deposited with a third party, to be released in certain events?",
    ),
    _category(
        "Post-Termination Services",
        Group.TERM,
        "What must a party do after the contract has ended: transition, last orders, wind-down?",
    ),
    _category(
        "Audit Rights",
        Group.OVERSIGHT,
        "May a party audit books, records or premises of the other?",
    ),
    _category(
        "Uncapped Liability",
        Group.LIABILITY,
        "Is liability without a cap, in general or for certain breaches?",
    ),
    _category(
        "Cap on Liability",
        Group.LIABILITY,
        "Is liability limited, in amount, in kind of damage, or in the time to bring a claim?",
    ),
    _category(
        "Liquidated Damages",
        Group.LIABILITY,
        "Is there a fixed sum for breach, or a fee for ending the contract?",
    ),
    _category(
        "Warranty Duration",
        Group.LIABILITY,
        "How long does a warranty against defects last?",
        Kind.DURATION,
    ),
    _category(
        "Insurance",
        Group.LIABILITY,
        "Must a party carry insurance for the benefit of the other?",
    ),
    _category(
        "Covenant Not to Sue",
        Group.LIABILITY,
        "Is a party kept from contesting the other's intellectual property, or from suing it?",
    ),
    _category(
        "Third Party Beneficiary",
        Group.OVERSIGHT,
        "Can somebody who is not a party enforce a part of the contract?",
    ),
)
BY_KEY: dict[str, Category] = {category.key: category for category in CATEGORIES}
