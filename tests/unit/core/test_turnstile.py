from __future__ import annotations

import threading
import time

import pytest

from modules.core.errors import EngineBusy
from modules.core.turnstile import Ticket, Turnstile


def test_lets_through_in_the_order_of_arrival() -> None:
    line = Turnstile(places=2)
    tickets = [line.enter() for _ in range(5)]
    assert [ticket.position for ticket in tickets] == [0, 0, 1, 2, 3]
    through: list[int] = []

    def go(number: int, ticket: Ticket) -> None:
        if ticket.wait():
            through.append(number)

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(tickets)]
    for thread in threads:
        thread.start()
    for leaving in range(5):
        until = time.monotonic() + 2
        while len(through) < min(5, leaving + 2) and time.monotonic() < until:
            time.sleep(0.001)
        assert sorted(through) == list(range(min(5, leaving + 2)))
        tickets[leaving].leave()
    for thread in threads:
        thread.join()
    assert line.idle


def test_whoever_gives_up_makes_room_for_those_behind() -> None:
    line = Turnstile(places=1)
    _, second, third = (line.enter() for _ in range(3))
    waiting = threading.Thread(target=lambda: results.append(second.wait()))
    results: list[bool] = []
    waiting.start()
    second.leave()
    waiting.join(2)
    assert results == [False]
    assert third.position == 1
    second.leave()


def test_refuses_when_the_line_is_too_long() -> None:
    line = Turnstile(places=1, longest=1)
    line.enter()
    line.enter()
    with pytest.raises(EngineBusy):
        line.enter()
