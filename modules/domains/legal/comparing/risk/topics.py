"""What a sum, a percentage, a time or a clause of a contract is about, in the words that a lawyer would use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from modules.core.findings import Severity

_HIGH, _MEDIUM, _LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW


class Topic(NamedTuple):
    """What something is about.

    Attributes:
        name: with its article, to begin a sentence: "The cap on liability".
        severity: how much a change of it matters.
    """

    name: str
    severity: Severity


_Table: TypeAlias = tuple[tuple[re.Pattern[str], Topic], ...]


def _table(*rows: tuple[str, str, Severity]) -> _Table:
    return tuple((re.compile(form, re.IGNORECASE), Topic(name, severity)) for form, name, severity in rows)


_SUMS = _table(
    (r"\bliab\w*[^.]{0,160}\b(?:exceed|limit|cap|maximum|aggregate)|\b(?:exceed|limit|cap|maximum|aggregate)\w*[^.]{0,160}\bliab"
     r"|limitation of liability", "The cap on liability", _HIGH),
    (r"\binsur(?:ance|ed?)\b|\bcoverage\b", "The insurance cover", _MEDIUM),
    (r"\bliquidated damages\b|\bpenalt(?:y|ies)\b", "The liquidated damages", _HIGH),
    (r"\binterest\b|\blate (?:payment|fee|charge)|\boverdue\b", "The interest on late payment", _MEDIUM),
    (r"\broyalt", "The royalty", _HIGH),
    (r"\bcommission", "The commission", _HIGH),
    (r"\bservice credit|\bcredits?\b", "The service credit", _MEDIUM),
    (r"\bavailab|\buptime\b|\bservice level", "The service level", _MEDIUM),
    (r"\bminimum\b|\bat least\b[^.]{0,60}\b(?:purchase|order|buy|units?|volume)", "The minimum commitment", _HIGH),
    (r"\bincrease\w*\b|\badjust\w*\b|\bindex", "The limit on price changes", _MEDIUM),
    (r"\bdiscount|\brebate", "The discount", _MEDIUM),
    (r"\bdeposit\b|\bretainer\b|\badvance\b", "The advance payment", _MEDIUM),
    (r"\bshares?\b|\bequity\b|\bown(?:s|ership)\b|\bvoting\b", "The share", _HIGH),
    (r"\bindemni", "The sum of the indemnity", _HIGH),
    (r"\bfees?\b|\bprices?\b|\bpay(?:s|able|ments?)?\b|\bcharges?\b|\bcompensation\b|\brent\b|\bcosts?\b",
     "The sum to be paid", _HIGH),
)  # fmt: skip
_TIMES = _table(
    (r"\b(?:cure|remed(?:y|ied))\b", "The time to remedy a breach", _MEDIUM),
    (r"\bnotice\b", "The notice period", _HIGH),
    (r"\bnotif|\btell\b|\binform\b", "The time to tell the other party", _MEDIUM),
    (r"\bsolicit|\bcompet(?:e|ing|itive)|\bnon-compet", "The time of the restriction", _HIGH),
    (r"\brenew|\bextend|\bextension|\bsuccessive", "The renewal term", _HIGH),
    (r"\bpay(?:s|able|ments?|ing)?\b|\binvoices?\b", "The time for payment", _HIGH),
    (r"\bwarrant", "The warranty period", _MEDIUM),
    (r"\b(?:confidential|secre|disclos)\w*[^.]{0,200}\b(?:surviv|continu|remain|expir|terminat|period|last)"
     r"|\b(?:surviv|continu|remain|expir|terminat|period|last|duties)\w*[^.]{0,200}\b(?:confidential|secre|disclos)",
     "The term of the confidentiality duties", _HIGH),
    (r"\b(?:fees|amounts|sums|charges)\b[^.]{0,80}\b(?:preceding|prior|previous|last)\b"
     r"|\b(?:preceding|prior|previous|last)\b[^.]{0,60}\b(?:fees|amounts|liab)",
     "The period whose fees set the limit", _HIGH),
    (r"\baudit|\binspect|\brecords?\b|\bbooks\b|\bretain", "The time for audits and records", _LOW),
    (r"\breturn\b|\bdestroy\b|\bdelet", "The time for return and deletion", _MEDIUM),
    (r"\bdeliver|\bship|\baccept|\brespon(?:d|se)|\bcomplet", "The time for performance", _MEDIUM),
    (r"\bsurviv", "The time for which duties survive", _MEDIUM),
    (r"\bterm\b|\bin (?:full )?(?:force|effect)\b|\bexpir|\bcommenc|\bduration\b|\blasts?\b|\bperiod of this agreement",
     "The term", _HIGH),
)  # fmt: skip
_DATES = _table(
    (r"\bexpir|\bterminat|\bend(?:s|ing)?\b|\buntil\b", "The end date", _HIGH),
    (r"\beffective\b|\bcommenc|\bstart|\bbegin|\bmade (?:on|as of)|\bentered into", "The effective date", _MEDIUM),
    (r"\bpay|\bdue\b|\binvoice", "The due date", _MEDIUM),
    (r"\bdeliver|\bcomplet|\bno later than|\bby\b", "The deadline", _MEDIUM),
)  # fmt: skip
_CLAUSES = _table(
    (r"\blimit(?:ation|s|ed)?\b[^.]{0,40}\bliab|\bliab\w*[^.]{0,80}\b(?:exceed|limited to|cap)|\bconsequential\b",
     "limitation of liability", _HIGH),
    (r"\bindemnif|\bindemnit|\bhold harmless\b", "indemnity", _HIGH),
    (r"\bexclusiv(?:e|ity|ely)\b|\bnon-?compet|\bcompeting\b", "exclusivity or competition", _HIGH),
    (r"\bgoverned by\b|\bgoverning law\b", "governing law", _HIGH),
    (r"\bterminat", "termination", _HIGH),
    (r"\bautomatic\w*\b[^.]{0,30}\brenew|\brenew", "renewal", _HIGH),
    (r"\bsolicit", "non-solicitation", _MEDIUM),
    (r"\bassign(?:s|ed|ment|able)?\b|\bchange of control\b", "assignment", _MEDIUM),
    (r"\bwarrant(?:y|ies|s)\b|\bas is\b", "warranties", _MEDIUM),
    (r"\bconfidential", "confidentiality", _MEDIUM),
    (r"\bpersonal data\b|\bdata protection\b|\bprivacy\b", "personal data", _MEDIUM),
    (r"\bintellectual property\b|\bpatents?\b|\bcopyrights?\b|\blicen[cs]e[sd]?\b", "intellectual property", _MEDIUM),
    (r"\binsurance\b", "insurance", _MEDIUM),
    (r"\baudit|\binspect", "audits", _MEDIUM),
    (r"\barbitrat|\bcourts?\b|\bjurisdiction\b", "disputes", _MEDIUM),
    (r"\bmost favou?red\b|\bfirst refusal\b", "preferential treatment", _HIGH),
    (r"\bliquidated damages\b|\bpenalt", "liquidated damages", _HIGH),
    (r"\bpay(?:s|able|ments?)?\b|\bfees?\b|\binvoice", "payment", _MEDIUM),
    (r"\bforce majeure\b", "force majeure", _LOW),
)  # fmt: skip


def of_sum(said: Sequence[str]) -> Topic:
    """Return what a sum of money or a percentage is about.

    Args:
        said: texts to go by, the nearest to the value first.
    """
    return _of(_SUMS, said) or Topic("The amount", _MEDIUM)


def of_time(said: Sequence[str]) -> Topic:
    """Return what a length of time is about."""
    return _of(_TIMES, said) or Topic("The period", _MEDIUM)


def of_date(said: Sequence[str]) -> Topic:
    """Return what a date is about."""
    return _of(_DATES, said) or Topic("The date", _MEDIUM)


def of_clause(title: str, text: str) -> Topic | None:
    """Return what a clause is about, its title before its text; None for what is nothing to look out for."""
    return _of(_CLAUSES, (title, text))


def _of(table: _Table, said: Sequence[str]) -> Topic | None:
    found = (topic for text in said for form, topic in table if form.search(text))
    return next(found, None)
