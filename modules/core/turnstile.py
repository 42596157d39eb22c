"""Lets so many through at a time, in the order in which they came, and tells everybody their place in the line."""

from __future__ import annotations

import threading

from modules.core.errors import EngineBusy


class Turnstile:
    """A fair line before something that serves few at a time. Thread-safe.

    Args:
        places: how many are through at once.
        longest: how many may wait; one more is refused.
    """

    def __init__(self, places: int, longest: int = 64) -> None:
        self._places = places
        self._longest = longest
        self._line: list[Ticket] = []
        self._moved = threading.Condition()

    @property
    def idle(self) -> bool:
        """Whether nobody is through and nobody waits."""
        return not self._line

    def enter(self) -> Ticket:
        """Join the line at its end.

        Raises:
            EngineBusy: the line is as long as it may be.
        """
        with self._moved:
            if len(self._line) >= self._places + self._longest:
                raise EngineBusy("Too many questions are waiting for the model.", "Ask again in a minute.")
            self._line.append(ticket := Ticket(self))
            return ticket

    def position(self, ticket: Ticket) -> int:
        """Return how many must leave before this one is through; 0 when it is, or has left."""
        with self._moved:
            return max(0, self._line.index(ticket) + 1 - self._places) if ticket in self._line else 0

    def wait(self, ticket: Ticket) -> bool:
        """Block until the ticket is through; return False where it left the line instead."""
        with self._moved:
            self._moved.wait_for(lambda: ticket not in self._line[self._places :])
            return ticket in self._line

    def leave(self, ticket: Ticket) -> None:
        """Make room for the next one. Safe to call twice."""
        with self._moved:
            if ticket in self._line:
                self._line.remove(ticket)
                self._moved.notify_all()


class Ticket:
    """One place in the line, to be left in the end."""

    def __init__(self, turnstile: Turnstile) -> None:
        self._turnstile = turnstile

    @property
    def position(self) -> int:
        """How many must leave before this one is through."""
        return self._turnstile.position(self)

    def wait(self) -> bool:
        """Block until it is through; return False where `leave` was called instead."""
        return self._turnstile.wait(self)

    def leave(self) -> None:
        """Give the place back, whether through or still waiting."""
        self._turnstile.leave(self)
