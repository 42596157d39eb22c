"""Blanks, brackets and placeholders that somebody meant to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from modules.core.findings import Finding, Severity
from modules.domains.legal.consistency.noting import Kind, noted, quoted
from modules.domains.legal.contract import Contract

REDACTED = re.compile(r"\[\s?(?:\*+\s?){1,6}\]|\*\s?\*\s?\*|\[REDACTED\]|\[Redacted\]|\[omitted\]|█+")
"""What confidential treatment has taken out of a contract: nobody has to fill it in."""

_BLANK = re.compile(
    r"(?P<line>_(?:[ _]{0,2}_){2,}|\.{8,}|…{3,})"
    r"|(?P<bullet>\$?\[\s?(?:[●•○◦∙·■□▪_\-–—.…x? ]|XX+){0,40}\s?\]|[●■]{1,3}(?=\s?(?:[,.;)]|days|months|years|%|per)))"
    r"|(?P<open>\$?\[(?P<inner>[^\[\]\n]{1,160})\])"
    r"|(?P<word>\b(?:TBD|TBC|T\.B\.D\.|TBA|XXX+|X{2,}/X{2,}|to be (?:determined|confirmed|inserted|completed|"
    r"agreed) later|insert (?:name|date|amount|address) here)\b|\?\?+|<(?:insert|name|date|amount|company|"
    r"address)[^<>\n]{0,60}>|\{\{[^{}\n]{1,60}\}\})"
)
_INSTRUCTION = re.compile(
    r"\b(?:insert|enter|fill|complete|specify|describe|choose|select|delete|list|add|name|names|date|amount|"
    r"address|number|title|"
    r"company|customer|supplier|party|buyer|seller|licensee|licensor|state|country|city|jurisdiction|territory|"
    r"product|price|"
    r"percent|percentage|day|days|month|months|year|years|describe|option|alternative|drafting note|note to draft|"
    r"note|tbd|tbc|"
    r"to be (?:determined|confirmed|agreed|inserted|completed|provided|discussed)|subject to review|recipient|"
    r"discloser|address|"
    r"email|telephone|position|signatory|purpose|project|law|court|currency|figure|period|term|other|entity|"
    r"individual|x+)\b|"
    r"^[\s\d.,$%]*$|[_●•]|\.{3}|…",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?:intentionally|deliberately)|reserved|signature|remainder|end of|page|sic\b|footnote|emphasis|seal|"
    r"omitted|continued|"
    r"confidential treatment|redact|exhibits? (?:follow|begin)|logo|illegible|translation|graphic|image|see |"
    r"letterhead|"
    r"the (?:rest|balance)|l\.s\.|witness",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|s|es|ies|sic|X|x|✓|✔|")
_SIGNER = (
    r"(?:By|Name|Title|Its|Date|Dated|Signature|Signed|Print(?:ed)?(?: Name)?|Attest|Witness(?:ed)?|Address|Phone|"
    r"Telephone|Fax|Facsimile|E-?mail|Tel|Attention|Attn|Position|Place|Company|Notary(?: Public)?|For|Per|Initials?|"
    r"Authorized (?:Signature|Signatory)|commission expires)"
)
_SIGNING = re.compile(
    rf"(?:\b{_SIGNER}\s?[:.]|(?:^|\n)\s*{_SIGNER}\b)[^\w\n]{{0,12}}(?:/s/)?[^\w\n]{{0,4}}$", re.IGNORECASE
)
_EXECUTION = re.compile(
    r"\bIN WITNESS (?:WHERE|THERE)OF|(?:have|has) (?:duly )?(?:executed|signed) this|"
    r"^\s*(?:EXECUTED|Executed|SIGNED|Signed)\b|\bSIGNATURES?\b",
    re.MULTILINE,
)
_SIGNED_UNDER = re.compile(
    r"[\s_|]{0,200}\(?(?:Signature|Name|Title|Date|Print|Authorized|By|Witness)\b", re.IGNORECASE
)
_LEADS_TO_PAGE = re.compile(r"[\s.]{0,5}(?:\d{1,3}|[ivx]{1,5})?[ \t]*(?:\n|$|\d)")
_ATTACHMENT = re.compile(r"\n\W{0,4}(?:exhibit|schedule|annex|appendix|attachment|addendum)\s+\S", re.IGNORECASE)
_DOTS = re.compile(r"\.{8,}|…{3,}")
_MOST_DOTS = 4
_END_OF_LINE = re.compile(r"[ \t_|]*(?:\n|$)")
_AFTER_EXECUTION = 3000  # characters that signatures may take


def blanks(contract: Contract) -> Iterator[Finding]:
    """Find what was left to be filled in, a finding for each clause; lines to sign on are none."""
    text = contract.text
    signing = [(match.start(), _signed_until(text, match.end())) for match in _EXECUTION.finditer(text)]
    found: dict[int, list[tuple[int, int]]] = {}
    lists = sum(1 for _ in _DOTS.finditer(text)) > _MOST_DOTS  # a table of contents
    for match in _BLANK.finditer(text):
        if lists and match.group()[0] in ".…":
            continue
        if _is_left_in(text, match) and not (match["line"] and _is_for_signing(text, match, signing)):
            start, _ = contract.sentence_at(match.start())
            clause = contract.clause_at(match.start())
            found.setdefault(clause.start if clause else start, []).append(match.span())
    for places in found.values():
        first = " ".join(text[slice(*places[0])].split())
        shown = first if len(first) <= 40 else f"{first[:38]}…"
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield noted(
            contract,
            Kind.BLANK,
            Severity.HIGH,
            f"Left open: {_shortened(shown)}{more}",
            "A blank or a placeholder stands here that somebody has to fill in or to delete.",
            [quoted(contract, start, end, 60) for start, end in places],
            about=f"{places[0][0]}",
        )


def _signed_until(text: str, start: int) -> int:
    """Where the signatures end: an attachment may follow them."""
    attachment = _ATTACHMENT.search(text, start, start + _AFTER_EXECUTION)
    return attachment.start() if attachment else start + _AFTER_EXECUTION


def _shortened(shown: str) -> str:
    return re.sub(r"[_ ]{4,}|_{3,}", "____", shown)


def _is_left_in(text: str, match: re.Match[str]) -> bool:
    if match["inner"] is None:
        return True
    inner = match["inner"].strip()
    if (
        REDACTED.fullmatch(match.group().lstrip("$"))
        or "*" in inner
        or _FOOTNOTE.fullmatch(inner)
        or _MEANT.search(inner)
    ):
        return False
    around = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if around[0].isalnum() or (around[1].isalnum() and not inner.islower()):
        return False  # "year[s]", "[T]he"
    return _INSTRUCTION.search(inner) is not None or inner.isupper()


def _is_for_signing(text: str, match: re.Match[str], signing: list[tuple[int, int]]) -> bool:
    """Whether a line is one to sign on, a rule across the page, or leads to a page's number."""
    before = text[max(0, match.start() - 50) : match.start()]
    opens_line = not before.split("\n")[-1].strip("_ |:")
    if _SIGNING.search(before) or (opens_line and _END_OF_LINE.match(text, match.end())):
        return True
    if _SIGNED_UNDER.match(text, match.end()):
        return True
    if match.group()[0] in ".…" and _LEADS_TO_PAGE.match(text, match.end()):
        return True
    return any(start <= match.start() < end for start, end in signing)
