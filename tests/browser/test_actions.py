"""What a click inside a part that refreshes itself changes is on the page at once, without a reload."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import load_sample, settled
from tests.browser.test_answers import answered, ask

WORDS = "What is the cap on liability?"


def asked(visit: Callable[..., Page]) -> Page:
    page = visit("legal")
    load_sample(page)
    ask(page, WORDS)
    answered(page)
    return page


def test_regenerate_starts_to_write_at_once(visit: Callable[..., Page]) -> None:
    page = asked(visit)
    page.get_by_role("button", name="Regenerate").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    answered(page)


def test_an_edited_question_takes_the_place_of_the_old_one(visit: Callable[..., Page]) -> None:
    page = asked(visit)
    page.locator('[class*="st-key-actions"]').get_by_role("button", name="Edit").click()
    page.get_by_label("Question", exact=True).fill("Which law governs?")
    page.get_by_role("button", name="Ask again").click()
    question = page.locator('[class*="st-key-question"]')
    expect(question).to_have_text("Which law governs?")
    answered(page)


def test_a_thumb_offers_to_say_why(visit: Callable[..., Page]) -> None:
    page = asked(visit)
    page.locator('[data-testid="stFeedback"] button, [class*="st-key-thumbs"] button').first.click()
    expect(page.get_by_role("button", name="Say why")).to_be_visible()


def test_a_reason_is_kept_where_it_is_saved(visit: Callable[..., Page]) -> None:
    page = asked(visit)
    page.locator('[class*="st-key-thumbs"] button').last.click()
    page.get_by_role("button", name="Say why").click()
    reason = page.get_by_label("What was good or wrong about it?")
    reason.fill("The clause is another one")
    page.get_by_role("button", name="Save", exact=True).click()
    settled(page)
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_role("button", name="Say why").click()
    expect(reason).to_have_value("The clause is another one")


def test_a_deleted_document_leaves_the_library(visit: Callable[..., Page]) -> None:
    page = visit("legal")
    load_sample(page)
    page.get_by_role("link", name="Library").click()
    cards = page.locator('[class*="st-key-document-legal"]')
    expect(cards).not_to_have_count(0)
    before = cards.count()
    cards.first.get_by_role("button", name="Open").click()
    page.get_by_text("Yes, delete it for good").click()
    page.get_by_role("button", name="Delete document").click()
    expect(cards).to_have_count(before - 1)
    expect(page.get_by_text("There is no such document")).to_have_count(0)
