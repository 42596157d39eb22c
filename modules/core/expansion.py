"""What a field also calls a thing: words to search for beside those of the question.

Only what holds for any document of the field: how statements name what analysts ask for, how contracts name what
business calls it, how notes abbreviate.
"""

from __future__ import annotations

import re

_RELATED = {
    # Filings: a ratio is asked for, its line items are printed.
    r"cap(?:ital )?ex(?:penditures?)?": "purchases of property, plant and equipment; additions",
    r"quick ratio|current ratio|working capital|liquidity ratio": "current assets; current liabilities; balance sheets",
    r"gross (?:margins?|profit)": "gross profit; cost of sales; cost of revenue; net sales; statements of earnings",
    r"operating margins?": "operating income; revenue; statements of operations",
    r"net (?:profit )?margins?": "net income; revenue; statements of operations",
    r"debt[- ]to[- ]equity|leverage": "total debt; long-term debt; shareholders equity; balance sheets",
    r"days (?:payable|sales|inventory)|dpo|dso|dio|inventory turnover": "accounts payable; inventories; cost of sales",
    r"return on (?:assets|equity)|roa|roe": "net income; total assets; shareholders equity",
    r"free cash flow|fcf": "net cash provided by operating activities; purchases of property",
    r"ebitda": "depreciation; amortization; operating income",
    r"dividends?": "dividends declared; dividends paid; per share",
    r"(?:stock|share) (?:repurchases?|buybacks?)|buybacks?": "repurchase of common stock; treasury stock",
    r"top line": "revenue; net sales",
    r"bottom line": "net income; net earnings",
    r"cash flow": "operating activities; investing activities; financing activities; statements of cash flows",
    r"effective tax rate": "provision for income taxes; income before taxes",
    r"r&d": "research and development",
    # Contracts.
    r"non-?compete|competitors?": "compete; competing; exclusivity",
    r"end the (?:contract|agreement)|cancel(?:lation)?|terminat\w+ for convenience": "terminate; termination; notice",
    r"which state|governing law|governed": "governed by; construed; laws of",
    r"liabilit\w+|damages": "liable; consequential damages; limitation",
    r"auto(?:matic)?(?:ally)? renew\w*|renewal": "renew; successive; initial term",
    r"keep secret|secrecy": "confidential; disclose",
    r"sell (?:my|our|your|the) data|third part(?:y|ies)": "share; disclose; affiliates",
    # Notes.
    r"high blood pressure": "hypertension; htn",
    r"heart attack": "myocardial infarction",
    r"diabetes": "dm2; hba1c; glucose",
    r"medicines?|drugs?|pills?": "medications; dose; mg; tablet",
    r"kidney": "renal; creatinine",
    r"shortness of breath": "dyspnea; dyspnoea; sob",
    r"high cholesterol": "hyperlipidemia; dyslipidemia; statin",
}
_PATTERNS = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), words) for pattern, words in _RELATED.items()]


def related(question: str) -> list[str]:
    """Return further words to search for; empty where the question uses none of the known expressions."""
    return [words for pattern, words in _PATTERNS if pattern.search(question)]
