"""A comparison as one HTML file that needs nothing else: to be read, printed and sent on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from modules.core.findings import Finding
from modules.domains.legal.comparing.comparison import Comparison, Edit, Kind, Pair, Status
from modules.domains.legal.comparing.telling import heading, summary
from modules.domains.legal.notices import NOTICE, PRIVILEGE

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_TAGS = {
    Kind.INSERTED: ("ins", ""),
    Kind.DELETED: ("del", ""),
    Kind.OLD_NUMBER: ("del", ' class="number" title="renumbered"'),
    Kind.NEW_NUMBER: ("ins", ' class="number" title="renumbered"'),
}
_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1f;--soft:#5c5f66;--line:#d9dadd;--in:#0b6b3a;--in-back:#e3f5e9;
--out:#a3262a;--out-back:#fbe9e9;--number:#5c5f66;--high:#a3262a;--medium:#8a5300;--low:#5c5f66}
@media (prefers-color-scheme:dark){:root{--paper:#17181b;--ink:#e9e9ec;--soft:#a4a7ae;--line:#3a3c42;--in:#7fdca4;
--in-back:#123222;--out:#ff9c9c;--out-back:#3b1a1c;--number:#a4a7ae;--high:#ff9c9c;--medium:#f0b45c;--low:#a4a7ae}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.25rem;max-width:50rem;background:var(--paper);color:var(--ink);
font:1rem/1.6 Georgia,"Times New Roman",serif;overflow-wrap:anywhere}
h1,h2,h3,.status,.note,header p,footer{font-family:system-ui,sans-serif}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.15rem;margin:2rem 0 .5rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:.95rem;margin:0 0 .2rem}
p{margin:.25rem 0}
.note,.status,footer{color:var(--soft);font-size:.85rem}
.privilege{font-weight:600;letter-spacing:.02em}
section article{margin:.9rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
section article.plain{border-color:transparent}
.high{border-color:var(--high)!important}.medium{border-color:var(--medium)!important}
.high .status{color:var(--high)}.medium .status{color:var(--medium)}
ins{color:var(--in);background:var(--in-back);text-decoration:underline;text-underline-offset:.15em}
del{color:var(--out);background:var(--out-back);text-decoration:line-through}
.number{color:var(--number);background:none;text-decoration-style:dotted}
blockquote{margin:.35rem 0;padding-left:.8rem;border-left:1px solid var(--line);font-size:.9rem}
blockquote b{font:600 .8rem system-ui,sans-serif;color:var(--soft);display:block}
@media print{body{max-width:none;padding:0;font-size:10pt}article{break-inside:avoid-page}h2{break-after:avoid}
:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--in:#0b6b3a;--in-back:#fff;--out:#a3262a;
--out-back:#fff;--high:#a3262a;--medium:#8a5300}}
"""


def as_html(comparison: Comparison, made: str) -> str:
    """Return a comparison as a file of its own: the findings first, then the whole redline.

    Nothing in it runs, and nothing is fetched.

    Args:
        comparison: of two drafts.
        made: when, as it is to be read: "30 November 2026".
    """
    title = f"{comparison.new.name} compared with {comparison.old.name}"
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">",
            f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body>",
            *_head(comparison, made),
            *_risks(comparison),
            *_redline(comparison.pairs),
            f"<footer><p>{_text(PRIVILEGE)}</p><p>{_text(NOTICE)}</p></footer></body></html>\n",
        )
    )


def _head(comparison: Comparison, made: str) -> Iterator[str]:
    yield f'<header><p class="note privilege">{_text(PRIVILEGE)}</p><h1>Comparison of two drafts</h1>'
    yield f"<p>Newer draft: <b>{_text(comparison.new.name)}</b></p>"
    yield f"<p>Older draft: <b>{_text(comparison.old.name)}</b></p>"
    yield f'<p>{_text(summary(comparison))}</p><p class="note">Made on {_text(made)}. {_text(NOTICE)}</p>'
    yield (
        '<p class="note"><ins>Underlined</ins> words are new, words that are <del>struck through</del> are gone, and '
        'numbers like <ins class="number">5.3</ins> only follow a clause that was renumbered.</p></header>'
    )


def _risks(comparison: Comparison) -> Iterator[str]:
    yield "<section><h2>What changed in risk</h2>"
    shown = [part for finding in comparison.findings for part in _risk(finding, comparison)]
    yield from shown or ["<p>The rules found nothing that changes the risk. Read the redline all the same.</p>"]
    yield "</section>"


def _risk(finding: Finding, comparison: Comparison) -> Iterator[str]:
    yield f'<article class="{finding.severity.value}"><h3>{_text(finding.title)}</h3>'
    yield f'<p class="status">{finding.severity.value.capitalize()}</p><p>{_text(finding.explanation)}</p>'
    for citation in finding.citations:
        yield f"<blockquote><b>{_text(comparison.source(citation))}</b>{_text(citation.text)}</blockquote>"
    yield "</article>"


def _redline(pairs: Iterable[Pair]) -> Iterator[str]:
    yield "<section><h2>Redline</h2>"
    for pair in pairs:
        label = _text(pair.new.label if pair.new else pair.old.label if pair.old else "")
        words = f"<p>{label} {''.join(map(_edit, pair.edits))}</p>"
        if pair.status is Status.UNCHANGED:
            yield f'<article class="plain">{words}</article>'
        else:
            status = pair.status.value.capitalize()
            yield f'<article><h3>{_text(heading(pair))}</h3><p class="status">{status}</p>{words}</article>'
    yield "</section>"


def _edit(edit: Edit) -> str:
    text = _text(edit.text)
    if edit.kind is Kind.EQUAL:
        return text
    tag, attributes = _TAGS[edit.kind]
    return f"<{tag}{attributes}>{text}</{tag}>"


def _text(text: str) -> str:
    return escape(_CONTROL.sub("", text))
