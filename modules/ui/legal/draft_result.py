"""A draft that is complete: checked before it is offered, with what the firm does not sign first."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Generator, Mapping, Sequence
from functools import partial
from io import BytesIO

import streamlit as st

from modules.adapters.word_template import WordTemplate, pages_of
from modules.core.forms import Answer
from modules.core.types import Progress
from modules.domains.legal import playbook as playbooks
from modules.domains.legal.contract import Contract
from modules.domains.legal.draft_check import Checked, checked
from modules.domains.legal.drafting import Draft, written
from modules.domains.legal.playbook import Verdict
from modules.domains.legal.playbook_review import Result
from modules.ui import findings, workflow
from modules.ui.legal import draft_keeping, playbook_keeping
from modules.ui.legal.draft_templates import WORD, file_name
from modules.ui.opening import Workspace
from modules.ui.plain import one_line, plain
from modules.ui.problems import guarded_action
from modules.ui.words import counted

_NO_PLAYBOOK = "None"
_QUOTE = 300
_log = logging.getLogger(__name__)


def show(workspace: Workspace, name: str, draft: Draft, template: WordTemplate) -> None:
    """Show the button that makes the contract; once it is made and checked, what was found and the file."""
    available = {name: one.text for name, one in playbook_keeping.all_kept(workspace).items()}
    playbook = _choose_playbook(draft, available)
    values = written(template.fields, draft.answers)
    text = available.get(playbook, "")
    task = workflow.Task(
        draft_keeping.CHECKS,
        (),
        Checked,
        partial(_made, template, values, name, text),
        "Draft and check",
        options=f"{name}\n{_fingerprint(template, values, text)}",
    )
    done = workflow.done(workspace, task)
    if done is not None:
        _forget_others(workspace, name, done.report.id)
        _found(done.result)
        _offer(workspace, name, template, values, done.result)
    if draft.events:
        with st.expander("Record of this draft", icon=":material/history:"):
            st.markdown("\n".join(f"- {plain(event)}" for event in reversed(draft.events)))


def _made(
    template: WordTemplate, values: Mapping[str, Answer], name: str, playbook: str
) -> Generator[Progress, None, Checked]:
    """Fill in the template, read the file back as an upload would be read, and check that."""
    yield Progress(0, 0, "Filling in the template")
    content = template.fill(values)
    yield Progress(0, 0, "Reading the contract back")
    contract = Contract(hashlib.sha256(content).hexdigest(), name, pages_of(content))
    return (yield from checked(contract, playbooks.load(playbook) if playbook else None))


def _choose_playbook(draft: Draft, available: Mapping[str, str]) -> str:
    """Let the visitor choose the playbook; proposed is the one whose name shares most words with the template's."""
    wanted = set(draft.template.casefold().replace("-", " ").split())
    likeness = {name: len(wanted & set(name.casefold().replace("-", " ").split())) for name in available}
    best = max(available, key=likeness.__getitem__, default=_NO_PLAYBOOK)
    offered = [*available, _NO_PLAYBOOK]
    index = offered.index(best) if likeness.get(best) else len(offered) - 1
    return st.selectbox(
        "Playbook that it must pass",
        offered,
        index=index,
        format_func=lambda one: one_line(one, 80),
        key=f"playbook of {draft.template}",
    )


def _fingerprint(template: WordTemplate, values: Mapping[str, Answer], playbook: str) -> str:
    """Return what is the same as long as the same file would be made and checked in the same way."""
    said = repr((hashlib.sha256(template.content).hexdigest(), sorted(values.items()), playbook))
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def _forget_others(workspace: Workspace, name: str, report_id: str) -> None:
    """Delete what was found in earlier states of the draft."""
    for report in workspace.reports.all(draft_keeping.CHECKS):
        if report.id != report_id and report.options.partition("\n")[0] == name:
            workspace.reports.delete(report.id)


def _found(result: Checked) -> None:
    with st.container(key="draft findings", gap="small"):
        _verdict(result)
        for one in result.results:
            _result(one)
        if result.findings:
            st.markdown(f"**Consistency:** {counted(len(result.findings), 'thing')} to look at")
        for finding in result.findings:
            with st.container(border=True, key=f"draft finding {finding.id}", gap="xsmall"):
                st.markdown(f"{findings.badge(finding.severity)} **{plain(finding.title)}**")
                st.markdown(plain(finding.explanation))
                _quoted([citation.text for citation in finding.citations[:2]])


def _verdict(result: Checked) -> None:
    if result.unacceptable:
        st.error(plain(f"{_failed(result)} unacceptable under {result.playbook}."), icon=":material/error:")
    elif not result.playbook:
        st.info("The draft was checked for consistency only, by no playbook.", icon=":material/info:")
    elif result.results:
        st.info(plain(f"Nothing in the draft is unacceptable under {result.playbook}."), icon=":material/info:")
    else:
        said = f"The draft passes all {result.positions} positions of {result.playbook}."
        st.success(plain(said), icon=":material/check_circle:")


def _failed(result: Checked) -> str:
    number = len(result.unacceptable)
    return f"{counted(number, 'provision')} {'is' if number == 1 else 'are'}"


def _result(one: Result) -> None:
    colour = "red" if one.verdict is Verdict.UNACCEPTABLE else "orange"
    with st.container(border=True, key=f"draft result {one.id}", gap="xsmall"):
        where = f" · clause {plain(one.clause)}" if one.clause else ""
        st.markdown(f":{colour}-badge[{plain(one.verdict)}] **{plain(one.title)}**{where}")
        st.markdown(plain(one.reason))
        _quoted([citation.text for citation in one.citations[:2]])
        if one.preferred:
            st.caption(f"The playbook prefers: {plain(one.preferred, 500)}")


def _quoted(texts: Sequence[str]) -> None:
    for text in texts:
        st.markdown(f"> {plain(text, _QUOTE)}")


def _offer(
    workspace: Workspace, name: str, template: WordTemplate, values: Mapping[str, Answer], result: Checked
) -> None:
    with st.container(horizontal=True, gap="small", key="draft offer"):
        st.download_button(
            "Download Word",
            data=partial(template.fill, values),
            file_name=f"{file_name(name)}.docx",
            mime=WORD,
            type="secondary" if result.unacceptable else "primary",
            icon=":material/download:",
            key="download draft",
            on_click=_taken,
            args=(workspace, name, "downloaded", result),
        )
        st.button(
            "Add to the documents",
            icon=":material/library_add:",
            key="shelve draft",
            help="The other tools can then work on it.",
            on_click=_shelve,
            args=(workspace, name, template, values, result),
        )


@guarded_action
def _taken(workspace: Workspace, name: str, how: str, result: Checked) -> None:
    known = "with nothing unacceptable" if result.playbook else "checked by no playbook"
    if result.unacceptable:
        known = f"although {_failed(result)} unacceptable under {result.playbook}"
    draft_keeping.record(workspace, name, f"{how}, {known}")
    _log.info("draft %s: %d unacceptable, %d findings", how, len(result.unacceptable), len(result.findings))


@guarded_action
def _shelve(
    workspace: Workspace, name: str, template: WordTemplate, values: Mapping[str, Answer], result: Checked
) -> None:
    workspace.library.add(f"{file_name(name)}.docx", BytesIO(template.fill(values)))
    _taken(workspace, name, "added to the documents", result)
    st.toast("The draft is being added to the documents.")
