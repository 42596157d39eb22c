"""Questions that lawyers ask of many contracts at once, in sets to begin with. A set may have ten."""

KEY_TERMS = """\
Parties | Who are the parties to the contract?
Date | What is the date of the contract?
Effective date | On which date does the contract take effect?
End of term | When does the initial term of the contract end?
Renewal | Does the contract renew after its initial term, and for how long?
Non-renewal notice | How many days before the end of the term must notice of non-renewal be given?
Governing law | Which law governs the contract?
Termination at will | May a party terminate the contract for convenience or without cause, and with what notice?
Assignment | May a party assign the contract without the consent of the other?
Liability cap | To what amount is each party's liability limited?
"""

RISKS = """\
Exclusivity | Is a party bound to deal exclusively with the other?
Non-compete | May a party engage in a competing business or work with competitors of the other?
Non-solicitation | May a party solicit or hire the employees of the other?
Change of control | What happens upon a change of control, merger or sale of a party?
Minimum commitment | Must a party buy or pay a minimum amount?
Ownership of results | Who owns the intellectual property that is created under the contract?
Audit | May a party audit or inspect the books and records of the other?
Insurance | What insurance must a party maintain?
Uncapped liability | For which breaches is the liability of a party not limited?
Damages and fees | Are liquidated damages or a termination fee agreed?
"""

SETS: dict[str, str] = {"Key terms": KEY_TERMS, "Risks": RISKS}
