"""Every page by itself, and the way from a document to a rated answer, without a browser."""

from __future__ import annotations

import io
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from modules.core.errors import NotFound, StoreLocked
from modules.core.types import Document, DocumentState, Outcome, Progress, Scope
from modules.services.reports import Workflow
from modules.settings import Settings
from modules.ui.exports import Form, exported
from modules.ui.opening import Workspace
from tests.doubles.vouch import FakeLibrary, FakeUpload, FakeVouch

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
LEGAL = Scope("local", "legal")
NOTE = b"# Lease\n\nThe rent of the flat is 500 euros a month.\n\n# Term\n\nThe term of the lease ends in May 2030.\n"


@pytest.fixture
def vouch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeVouch]:
    made = FakeVouch(tmp_path)
    wiring = ModuleType("modules.wiring")
    wiring.Vouch = lambda: made  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "modules.wiring", wiring)
    monkeypatch.setattr("modules.ui.process._FIRST_PAGE_SECONDS", 3_600)
    st.cache_resource.clear()
    yield made
    st.cache_resource.clear()
    made.close()


def opened(page: str, **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page(f"pages/{page}.py")
    return at.run()


def shelve(vouch: FakeVouch, name: str = "lease.md", content: bytes = NOTE, scope: Scope = LEGAL) -> Document:
    upload = vouch.library(scope).add(name, io.BytesIO(content))
    return vouch.library(scope).document(upload.document_id or "")


def answered(at: AppTest, vouch: FakeVouch) -> AppTest:
    """Wait for the worker, then look again."""
    conversations = vouch.conversations(LEGAL)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        turns = [turn for one in conversations.all() for turn in conversations.turns(one.id)]
        if turns and not any(turn.writing for turn in turns):
            break
        time.sleep(0.05)
    return at.run()


def words(at: AppTest) -> str:
    elements = (
        *at.markdown,
        *at.caption,
        *at.title,
        *at.subheader,
        *at.header,
        *at.info,
        *at.success,
        *at.warning,
        *at.error,
    )
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("vouch")
def test_every_page_is_complete_by_itself(page: str) -> None:
    at = opened(page)
    assert not at.exception
    assert len(at.title) == 1


def test_home_says_what_to_do_when_there_is_nothing(vouch: FakeVouch) -> None:
    at = opened("home")
    assert "load one of its samples" in words(at)
    links = [link.value.strip("*") for link in at.page_link]
    assert links == ["It is a small stand-in: how to get Phi-4", *(domain.title for domain in vouch.domains.values())]


def test_the_end_of_the_process_closes_what_it_opened(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    at_exit: list[Callable[[], None]] = []
    closed: list[None] = []
    close = vouch.close
    monkeypatch.setattr("atexit.register", lambda *call: at_exit.append(partial(*call)))
    monkeypatch.setattr(vouch, "close", lambda: closed.append(close()))
    assert not opened("home").exception
    [end] = at_exit
    end()
    assert len(closed) == 1


@pytest.mark.usefixtures("vouch")
def test_a_page_is_not_written_into_a_container_that_a_fragment_left_open() -> None:
    def script() -> None:
        import streamlit as st

        from modules.ui import navigation

        st.container().__enter__()  # as Streamlit does where a fragment's run and the page's share a thread
        navigation.run()

    at = AppTest.from_function(script, default_timeout=20)
    at.run()
    assert not at.exception
    assert at.title
    assert not at.main[0].get("title")


def test_home_lists_the_last_work(vouch: FakeVouch) -> None:
    vouch.conversations(LEGAL).create("The *rent* of the flat")
    assert r"The \*rent\* of the flat" in [link.value for link in opened("home").page_link]


@pytest.mark.usefixtures("vouch")
def test_a_locked_store_is_explained_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> FakeVouch:
        raise StoreLocked("Another Vouch uses this folder.", "Close it first.")

    monkeypatch.setattr(sys.modules["modules.wiring"], "Vouch", locked)
    st.cache_resource.clear()
    for page in PAGES:
        at = opened(page)
        assert not at.exception
        assert "Another Vouch uses this folder" in words(at)


def test_from_an_upload_to_a_rated_answer(vouch: FakeVouch) -> None:
    at = opened("legal")
    assert at.chat_input[0].disabled
    at.file_uploader[0].upload("lease.md", NOTE).run()
    assert not at.exception
    assert [document.name for document in vouch.library(LEGAL).documents()] == ["lease.md"]
    at.chat_input[0].set_value("What is the rent?").run()
    assert not at.exception
    at = answered(at, vouch)
    assert not at.exception
    [conversation] = vouch.conversations(LEGAL).all()
    [turn] = vouch.conversations(LEGAL).turns(conversation.id)
    assert at.query_params["c"] == conversation.id
    assert turn.answer is not None
    assert turn.answer.outcome is Outcome.ANSWERED
    at.feedback(key=f"thumbs {turn.id}").set_value(0).run()
    at.text_area(key=f"reason {turn.id}").set_value("Wrong unit")
    next(button for button in at.button if button.label == "Save").click().run()
    rated = vouch.conversations(LEGAL).turn(turn.id)
    assert (rated.rating, rated.reason) == (False, "Wrong unit")


@pytest.mark.usefixtures("vouch")
def test_the_uploader_is_emptied() -> None:
    at = opened("legal")
    at.file_uploader[0].upload("lease.md", NOTE).run()
    assert at.file_uploader[0].key != "files legal 0"
    assert not at.file_uploader[0].value


def load_sample(at: AppTest, vouch: FakeVouch) -> AppTest:
    return at.button(key=f"sample {vouch.domains['legal'].samples[0].path.name}").click().run()


def test_a_suggested_question_is_asked_as_it_stands(vouch: FakeVouch) -> None:
    at = load_sample(opened("legal"), vouch)
    at.button(key="suggested 0").click().run()
    answered(at, vouch)
    [conversation] = vouch.conversations(LEGAL).all()
    assert vouch.conversations(LEGAL).turns(conversation.id)[0].question == vouch.domains["legal"].questions[0]


def test_what_the_samples_answer_is_not_suggested_for_other_documents(vouch: FakeVouch) -> None:
    shelve(vouch)
    at = opened("legal")
    keys = [button.key for button in at.button]
    assert not any(key.startswith("suggested") for key in keys if key)
    assert all(f"sample {sample.path.name}" in keys for sample in vouch.domains["legal"].samples)


def test_the_other_samples_stay_one_click_away(vouch: FakeVouch) -> None:
    at = load_sample(opened("legal"), vouch)
    first, *others = (f"sample {sample.path.name}" for sample in vouch.domains["legal"].samples)
    [document] = vouch.library(LEGAL).documents()
    vouch.library(LEGAL).rename(document.id, "The agreement.pdf")
    keys = [button.key for button in at.run().button]
    assert first not in keys
    assert all(other in keys for other in others)


def test_a_sample_is_one_click_away(vouch: FakeVouch) -> None:
    load_sample(opened("legal"), vouch)
    sample = vouch.domains["legal"].samples[0]
    assert [document.name for document in vouch.library(LEGAL).documents()] == [sample.path.name]


def test_editing_replaces_the_question_and_regenerating_keeps_it(vouch: FakeVouch) -> None:
    shelve(vouch)
    at = opened("legal")
    at.chat_input[0].set_value("What is the rent?").run()
    at = answered(at, vouch)
    [conversation] = vouch.conversations(LEGAL).all()
    [turn] = vouch.conversations(LEGAL).turns(conversation.id)
    at.button(key=f"again {turn.id}").click().run()
    at = answered(at, vouch)
    assert [one.id for one in vouch.conversations(LEGAL).turns(conversation.id)] == [turn.id]
    at.text_area(key=f"edited {turn.id}").set_value("When does the term end?")
    at.form_submit_button[0].click().run()
    answered(at, vouch)
    assert [one.question for one in vouch.conversations(LEGAL).turns(conversation.id)] == ["When does the term end?"]


def test_an_answer_that_cannot_be_saved_ends_and_the_next_question_can_be_asked(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("modules.store.conversations.Conversations.save_answer", full)
    shelve(vouch)
    at = opened("legal")
    at.chat_input[0].set_value("What is the rent?").run()
    deadline = time.monotonic() + 10
    while "could not be saved" not in words(at.run()):
        assert time.monotonic() < deadline
    assert not at.exception
    assert not at.chat_input[0].disabled


def test_a_reload_opens_the_conversation_of_the_address(vouch: FakeVouch) -> None:
    shelve(vouch)
    conversations = vouch.conversations(LEGAL)
    first = conversations.create("First")
    vouch.answers(LEGAL).ask(first.id, "What is the rent?")
    at = opened("legal", c=first.id)
    at = answered(at, vouch)
    assert "What is the rent?" in words(at)


@pytest.mark.usefixtures("vouch")
def test_an_unknown_conversation_is_no_error() -> None:
    at = opened("legal", c="of somebody else")
    assert not at.exception
    assert "not here any more" in words(at)


def test_another_fields_conversation_is_not_shown(vouch: FakeVouch) -> None:
    other = vouch.conversations(Scope("local", "medical")).create("Secret")
    at = opened("legal", c=other.id)
    assert "not here any more" in words(at)


def test_conversations_are_renamed_searched_and_deleted(vouch: FakeVouch) -> None:
    shelve(vouch)
    at = opened("legal")
    at.chat_input[0].set_value("What is the rent?").run()
    at = answered(at, vouch)
    [conversation] = vouch.conversations(LEGAL).all()
    at.text_input(key=f"title {conversation.id}").set_value("Rent").run()
    assert vouch.conversations(LEGAL).get(conversation.id).title == "Rent"
    at.text_input(key="search conversations").set_value("unicorn").run()
    assert "No conversation holds these words" in words(at)
    at.text_input(key="search conversations").set_value("").run()
    assert at.button(key="delete conversation").disabled
    at.checkbox(key=f"sure {conversation.id}").check().run()
    at.button(key="delete conversation").click().run()
    assert vouch.conversations(LEGAL).all() == []
    assert "c" not in at.query_params


@pytest.mark.parametrize(
    ("upload", "expected"),
    [
        (FakeUpload("u", "a.pdf", "reading", Progress(12, 200, "12 of 200 pages"), 40.0), "40 s left"),
        (
            FakeUpload("u", "a.pdf", "failed", message="It is damaged.", hint="Save it again."),
            "It is damaged. Save it again.",
        ),
        (FakeUpload("u", "a.pdf", "waiting", message="It is protected.", needs="password"), "It is protected."),
        (FakeUpload("u", "a.pdf", "waiting", message="The name is taken.", needs="choice"), "The name is taken."),
    ],
)
@pytest.mark.parametrize("page", ["legal", "library"])
def test_files_on_their_way_say_how_they_are(vouch: FakeVouch, page: str, upload: FakeUpload, expected: str) -> None:
    vouch.library(LEGAL).put(upload)
    at = opened(page)
    assert not at.exception
    assert expected in words(at) + "".join(bar.text or "" for bar in at.progress).replace("\\", "")


@pytest.mark.parametrize(("needs", "offered"), [("retry", True), ("", False)])
def test_another_attempt_is_offered_where_it_may_help(vouch: FakeVouch, needs: str, offered: bool) -> None:
    vouch.library(LEGAL).put(FakeUpload("u", "a.bin", "failed", message="It cannot be read.", needs=needs))
    assert ("retry u" in [button.key for button in opened("legal").button]) == offered


def test_a_name_clash_is_resolved(vouch: FakeVouch) -> None:
    shelve(vouch)
    at = opened("legal")
    at.file_uploader[0].upload("lease.md", NOTE + b"New.").run()
    [waiting] = [upload for upload in vouch.library(LEGAL).uploads() if upload.state == "waiting"]
    at.button(key=f"both {waiting.id}").click().run()
    assert len(vouch.library(LEGAL).documents()) == 2


def test_the_password_of_a_file_is_passed_on_and_not_kept(vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(FakeLibrary, "retry", lambda _self, _id, password="": given.append(password))
    vouch.library(LEGAL).put(FakeUpload("u", "a.pdf", "waiting", needs="password"))
    at = opened("legal")
    at.text_input(key="password u").set_value("s3cret")
    at.form_submit_button[0].click().run()
    assert given == ["s3cret"]
    assert "s3cret" not in str(at.session_state.to_dict())


def test_the_library_searches_renames_tags_and_deletes(vouch: FakeVouch) -> None:
    document = shelve(vouch)
    at = opened("library")
    assert "lease.md" in words(at)
    at.text_input(key="library search").set_value("unicorn").run()
    assert "No document has these words" in words(at)
    at.text_input(key="library search").set_value("").run()
    at.segmented_control(key="library field").set_value("medical").run()
    assert "No documents here yet." in words(at)
    at.segmented_control(key="library field").set_value("legal").run()
    at.text_input(key="library search").set_value("lease").run()
    at.button(key=f"open legal {document.id}").click().run()
    at.text_input(key="document name").set_value("The lease.md").run()
    assert vouch.library(LEGAL).document(document.id).name == "The lease.md"
    assert "but not the passages they quoted" in words(at)
    assert at.button(key="delete document").disabled
    at.checkbox(key=f"sure {document.id}").check().run()
    at.button(key="delete document").click().run()
    assert vouch.library(LEGAL).documents() == []


def test_an_error_in_an_action_is_shown_once(vouch: FakeVouch) -> None:
    vouch.engines.server = True
    at = opened("models")
    at.checkbox(key="sure phi4-mini").check().run()
    at.button(key="delete phi4-mini").click().run()
    assert "does not have phi4-mini" in words(at)
    assert "does not have phi4-mini" not in words(at.run())


def test_a_model_is_chosen_and_fetched(vouch: FakeVouch) -> None:
    vouch.engines.server = True
    at = opened("models")
    at.button(key="use ollama").click().run()
    assert vouch.engines.chosen == [("ollama", "phi4-mini")]
    at.button(key="fetch phi4").click().run()
    assert not at.exception
    at.button(key="cancel phi4").click().run()
    assert vouch.engines.jobs["phi4"].cancelled


def test_another_model_is_fetched_with_the_click_that_leaves_its_field(vouch: FakeVouch) -> None:
    vouch.engines.server = True
    at = opened("models")
    assert not at.button(key="fetch another").disabled
    at.button(key="fetch another").click().run()
    assert vouch.engines.jobs == {}
    at.text_input(key="another model").set_value(" vanilj/Phi-4 ")
    at.button(key="fetch another").click().run()
    assert list(vouch.engines.jobs) == ["vanilj/Phi-4"]


def test_without_a_server_the_page_says_how_to_get_phi_4_and_looks_again(vouch: FakeVouch) -> None:
    at = opened("models")
    assert "Install Ollama" in words(at)
    vouch.engines.server = True
    at.button(key="look again").click().run()
    assert "fetch phi4" in [button.key for button in at.button]


def test_settings_are_remembered(vouch: FakeVouch) -> None:
    at = opened("settings")
    at.toggle(key="answer from memory").set_value(True).run()
    assert vouch.preferences("local").get("answer from memory") is True
    assert opened("settings").toggle(key="answer from memory").value is True


def test_deleting_everything_takes_a_typed_word(vouch: FakeVouch) -> None:
    shelve(vouch)
    vouch.conversations(LEGAL).create("First")
    vouch.templates(LEGAL, "draft").save("With Corvane", b"{}")

    def endless() -> Workflow[object]:
        while True:
            yield Progress(0, 0, "Reading")

    vouch.reports(LEGAL).start("k", (), endless)
    at = opened("settings")
    assert at.button(key="delete everything now").disabled
    at.text_input(key="delete word").set_value("DELETE").run()
    at.button(key="delete everything now").click().run()
    assert not at.exception
    assert vouch.library(LEGAL).documents() == []
    assert vouch.conversations(LEGAL).all() == []


def test_deleting_everything_goes_on_where_a_worker_was_quicker(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker = shelve(vouch)
    shelve(vouch, "other.md", b"# Other\n\nThe rent of the garage.\n")
    vouch.conversations(LEGAL).create("First")
    delete = FakeLibrary.delete

    def gone(library: FakeLibrary, document_id: str) -> None:
        delete(library, document_id)
        if document_id == quicker.id:
            raise NotFound("There is no such document.")

    monkeypatch.setattr(FakeLibrary, "delete", gone)
    at = opened("settings")
    at.text_input(key="delete word").set_value("DELETE").run()
    at.button(key="delete everything now").click().run()
    assert not at.error
    assert vouch.library(LEGAL).documents() == []
    assert vouch.conversations(LEGAL).all() == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://127.0.0.1:11434", ""),
        ("http://localhost:11434", ""),
        ("http://[::1]:11434", ""),
        ("http://me:secret@10.0.0.7:11434", "10.0.0.7:11434"),
        ("https://models.example", "models.example"),
    ],
)
def test_settings_say_what_leaves_this_machine(vouch: FakeVouch, url: str, server: str) -> None:
    vouch.settings = Settings(runtime=vouch.settings.runtime, ollama_url=url)
    said = words(opened("settings"))
    assert ("questions and passages are sent there" in said) == bool(server)
    assert server in said
    assert ("Nothing is sent anywhere, and" in said) == (not server)
    assert "secret" not in said


def test_a_passage_of_a_deleted_document_is_said_to_be_gone(vouch: FakeVouch) -> None:
    document = shelve(vouch)
    vouch.library(LEGAL).delete(document.id)

    def page() -> None:
        from modules.core.types import Scope
        from modules.ui import source
        from modules.ui.opening import Viewing, Workspace
        from modules.ui.process import vouch

        workspace = Workspace("legal", vouch().domains["legal"], Scope("local", "legal"))
        workspace.viewing = Viewing("gone", "lease.md", 1)
        source._contents(workspace)

    assert "deleted, and its passages with it" in words(AppTest.from_function(page, default_timeout=20).run())


def test_a_document_that_is_still_read_is_said_to_be(vouch: FakeVouch) -> None:
    library = vouch.library(LEGAL)
    library._store(Document("d", "big.pdf", "application/pdf", 9, 3, 0, DocumentState.INDEXING, 0.0), [])
    assert "being read" in words(opened("legal"))


@pytest.mark.parametrize(("form", "begins"), [("md", b"# What is the rent?"), ("json", b"{"), ("docx", b"PK")])
def test_a_conversation_is_exported_with_its_sources(vouch: FakeVouch, form: Form, begins: bytes) -> None:
    shelve(vouch)
    at = opened("legal")
    at.chat_input[0].set_value("What is the rent?").run()
    answered(at, vouch)
    [conversation] = vouch.conversations(LEGAL).all()
    file = exported(Workspace("legal", vouch.domains["legal"], LEGAL), conversation, form)
    assert file.startswith(begins)
    if form != "docx":
        assert b"lease.md" in file


def test_documents_to_search_in_are_named_as_they_are(vouch: FakeVouch) -> None:
    shelve(vouch, "lease_2.md")
    assert opened("legal").multiselect(key="narrowed legal").options == ["lease_2.md"]


def test_the_search_is_narrowed_and_stays_so(vouch: FakeVouch) -> None:
    first, second = (
        shelve(vouch),
        shelve(vouch, "other.md", b"# Other\n\nThe rent of the house is 900 euros a month.\n"),
    )
    at = opened("legal")
    at.multiselect(key="narrowed legal").set_value([second.id]).run()
    at.number_input(key="first page legal").set_value(1).run()
    assert not at.exception
    assert "Search in: 1 document, from page 1" in [one.proto.popover.label for one in at.get("popover")]
    at.chat_input[0].set_value("What is the rent?").run()
    answered(at, vouch)
    [conversation] = vouch.conversations(LEGAL).all()
    answer = vouch.conversations(LEGAL).turns(conversation.id)[0].answer
    assert answer is not None
    assert {passage.document_id for passage in answer.passages} == {second.id}
    assert first.id != second.id


def test_pages_may_be_named_in_any_order(vouch: FakeVouch) -> None:
    shelve(vouch)
    at = opened("legal")
    at.number_input(key="first page legal").set_value(30).run()
    at.number_input(key="last page legal").set_value(20).run()
    assert "Search in: pages 20 to 30" in [one.proto.popover.label for one in at.get("popover")]


def test_a_file_that_is_done_before_its_page_is_drawn_is_not_missed(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, uploads = vouch.library(LEGAL), FakeLibrary.uploads

    def late(self: FakeLibrary) -> list[FakeUpload]:
        monkeypatch.setattr(FakeLibrary, "uploads", uploads)
        self.add("late.md", io.BytesIO(NOTE))  # after the shelf was read, before the list of uploads is
        return uploads(self)

    monkeypatch.setattr(FakeLibrary, "uploads", late)
    at = opened("legal")
    assert [document.name for document in library.documents()] == ["late.md"]
    assert not at.chat_input[0].disabled


def test_a_file_that_is_dropped_right_after_another_is_taken_too(vouch: FakeVouch) -> None:
    def script() -> None:
        import io

        import streamlit as st

        from modules.core.types import Scope
        from modules.ui.opening import Workspace
        from modules.ui.uploads import _take

        workspace = Workspace("legal", None, Scope("local", "legal"))
        dropped = [io.BytesIO(b"# One"), io.BytesIO(b"# Two")]
        for number, file in enumerate(dropped, 1):
            file.name = f"{number}.md"
            st.session_state["files legal 0"] = dropped[:number]
            _take(workspace, "files legal 0")  # Streamlit had no time to draw the page between the two

    assert not AppTest.from_function(script).run().exception
    assert {document.name for document in vouch.library(LEGAL).documents()} == {"1.md", "2.md"}


@pytest.mark.parametrize(("pause", "shown"), [(3_600.0, "1 document, 1 page"), (-1.0, "2 documents, 2 pages")])
def test_one_of_many_files_on_their_way_does_not_draw_the_page_at_once(
    vouch: FakeVouch, monkeypatch: pytest.MonkeyPatch, pause: float, shown: str
) -> None:
    uploads = FakeLibrary.uploads

    def late(self: FakeLibrary) -> list[FakeUpload]:
        monkeypatch.setattr(FakeLibrary, "uploads", uploads)
        self.add("late.md", io.BytesIO(NOTE + b"\nIts heating is new.\n"))
        return uploads(self)

    shelve(vouch)
    vouch.library(LEGAL).put(FakeUpload("u100", "long.pdf", "reading"))
    monkeypatch.setattr(FakeLibrary, "uploads", late)
    monkeypatch.setattr("modules.ui.uploads._REDRAW_SECONDS", pause)
    assert shown in [one.label for one in opened("legal").expander]
