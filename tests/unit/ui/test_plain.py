"""Foreign text in labels: shown as it is written, on one line."""

import re

from hypothesis import given
from hypothesis import strategies as st

from modules.ui.plain import label, one_line, plain, told_apart


def shown(markdown: str) -> str:
    """Return what CommonMark shows of text in which every special sign is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


@given(st.text())
def test_everything_is_shown_as_it_is_written(text: str) -> None:
    assert shown(plain(text)) == one_line(text)


@given(st.text(alphabet="![]()<>`*_:$#@/\\hwtpscm.{}|~^\n "))
def test_no_sign_keeps_a_meaning(text: str) -> None:
    escaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", plain(text))
    assert not re.search(r"[\\`*_{}\[\]()<>#!|~$:@/]", escaped)


@given(st.sampled_from(["http://a.b/?q=1", "https://a.b", "WWW.a.b", "me@a.b", "ftp://x.y"]), st.text(max_size=5))
def test_addresses_do_not_become_links(address: str, around: str) -> None:
    text = shown_raw(plain(around + address))
    assert not re.search(r"(?i)https?://|ftp://|www\.|[\w.]@", text)


@given(
    st.sampled_from([":material_delete:", ":streamlit:", ":smile:", "->", "<-", "<->", "--", ">=", "<=", "~="]),
    st.sampled_from(["", " "]),
)
def test_what_streamlit_looks_for_after_escapes_is_broken(sign: str, around: str) -> None:
    assert sign not in shown_raw(plain(f"a{around}{sign}{around}b"))


def shown_raw(markdown: str) -> str:
    """Return the text after escapes, with its characters without width: what looks for addresses sees this."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert one_line("word " * 50, 20) == "word word word word…"


def test_direction_tricks_go() -> None:
    assert one_line("invoice\u202efdp.exe\x00") == "invoicefdp.exe"


@given(st.text())
def test_a_label_is_shown_as_it_is_written(text: str) -> None:
    assert label(text) == plain(text) or label(text) == one_line(text)
    assert shown(label(text)) == one_line(text)


@given(st.text(alphabet="![]<>`*_:$#@/\\hwtps.{}|~^&-1 "))
def test_a_label_without_escapes_has_nothing_to_escape(text: str) -> None:
    if label(text) != plain(text):
        assert not re.search(r"[\\`*_{}\[\]<>#!|~$@&^]|:(?=\S)|//|--|(?i:www\.\S)|^\d+[.)]\s|->", label(text))


def test_a_label_of_words_is_left_alone() -> None:
    for text in ("First party: what and where", "Notice, in days (optional)", "Each other’s employees?"):
        assert label(text) == text


@given(st.lists(st.sampled_from(["a", "a (2)", "b", "b (2)", "b (3)"]), max_size=8))
def test_no_two_options_have_the_same_label(names: list[str]) -> None:
    apart = told_apart(dict(enumerate(names)))
    assert len(set(apart.values())) == len(names)
    assert all(told.startswith(name) for told, name in zip(apart.values(), names, strict=True))


def test_only_what_occurs_again_is_numbered() -> None:
    assert list(told_apart({1: "note", 2: "letter", 3: "note"}).values()) == ["note", "letter", "note (2)"]
