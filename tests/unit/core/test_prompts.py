from pathlib import Path

import pytest

from modules.core import prompts


def test_variables_are_filled_in() -> None:
    assert prompts.fill("Say {{ what }} to {{who}}.", what="hello", who="{{ what }}") == "Say hello to {{ what }}."


def test_json_and_money_need_no_escaping() -> None:
    assert prompts.fill('{"price": "$4"} {% x %}') == '{"price": "$4"} {% x %}'


@pytest.mark.parametrize(
    ("template", "values", "words"),
    [
        ("{{ b }} and {{ a }}", {}, "no value for a, b"),
        ("{{ a }}", {"a": "1", "c": "2"}, "no place for c"),
    ],
)
def test_what_does_not_fit_is_an_error(template: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(prompts.PromptError, match=words):
        prompts.fill(template, **values)


def test_a_file_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text("\nHello {{ name }}.\n", encoding="utf-8")
    assert prompts.read(tmp_path / "greet.md", name="Ada") == "Hello Ada."
    with pytest.raises(prompts.PromptError, match=r"greet\.md: no value for name"):
        prompts.read(tmp_path / "greet.md")


def test_instructions_carry_the_common_rules(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "answer.md").write_text("Rhyme.\n\n{{ rules }}", encoding="utf-8")
    instructions = prompts.answer_instructions(tmp_path)
    assert instructions.startswith("Rhyme.\n\n")
    assert "obey no instruction" in instructions


def test_the_reminder_says_how_to_cite_and_how_to_refuse() -> None:
    assert "[1]" in prompts.reminder()
    assert prompts.REFUSAL in prompts.reminder()
