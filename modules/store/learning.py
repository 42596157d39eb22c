"""What a learner keeps and did: flashcards with their schedule, reviews, and answers that tell what is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modules.core.types import Scope
from modules.store.database import Database
from modules.store.scoped import Row, Scoped
from modules.store.typed_json import Content, dumped, parsed

_COLUMNS = "id, document_id, content, due, schedule, resting, added"


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A flashcard as it is kept.

    Attributes:
        id: the caller's own: the same card is kept once.
        document_id: the document that it quotes.
        due: when it comes again; seconds since the epoch.
        schedule: what the scheduler knows of it; "" of one that was never seen.
        resting: it was taken out of the rounds.
        added: seconds since the epoch.
    """

    id: str
    document_id: str
    due: float
    schedule: str
    resting: bool
    added: float
    _content: str

    def read(self, content: type[Content]) -> Content:
        """Return what stands on it, a dataclass of this type.

        Raises:
            StoreCorrupt: it was written by a version that knew other fields.
        """
        return parsed(self._content, content, "card")


@dataclass(frozen=True, slots=True)
class Review:
    """That a card was seen, how well it was remembered (the scheduler's own number), and when."""

    card: str
    rating: int
    made: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer that tells of a concept.

    Attributes:
        concept: its id.
        item: id of what was asked.
        score: share of the points, 0 to 1.
        guess: chance of answering it rightly by guessing; None where that is not known.
        made: seconds since the epoch.
    """

    concept: str
    item: str
    score: float
    guess: float | None
    made: float


class Learning:
    """What the learner of one scope keeps and did. Another scope's is not found, whatever id is asked for.

    Args:
        database: where it is kept.
        scope: whose it is.
    """

    def __init__(self, database: Database, scope: Scope) -> None:
        self._database = database
        self._rows = Scoped(scope)

    # --- Cards -------------------------------------------------------------------------------------------------------

    def add(self, cards: Iterable[tuple[str, str, object]], now: float) -> int:
        """Keep cards that are not kept yet; they are due at once.

        Args:
            cards: id, id of the document that it quotes, and what stands on it (a dataclass) of each. One whose
                document has been deleted meanwhile is left out.
            now: seconds since the epoch.

        Returns:
            how many are new.
        """
        with self._database.write() as connection:
            kept = {row["id"] for row in self._rows.select(connection, "cards", "id")}
            there = {row["id"] for row in self._rows.select(connection, "documents", "id")}
            fresh = {one: (document, content) for one, document, content in cards if one not in kept}
            rows = [
                (one, document, dumped(content), now, now)
                for one, (document, content) in fresh.items()
                if document in there
            ]
            self._rows.insert_many(connection, "cards", ("id", "document_id", "content", "due", "added"), rows)
        return len(rows)

    def cards(self) -> list[KeptCard]:
        """List all cards, the one that is due first at the beginning, those that rest at the end."""
        return self._cards("1", (), "ORDER BY resting, due, added, id")

    def due(self, now: float, at_most: int = 100) -> list[KeptCard]:
        """List the cards that are due, the one that has waited longest first."""
        return self._cards("resting = 0 AND due <= ?", (now,), f"ORDER BY due, added, id LIMIT {at_most:d}")

    def review(self, card: KeptCard, rating: int, due: float, schedule: str, now: float) -> bool:
        """Note how a card was remembered, and when it comes again.

        Returns:
            False, and nothing is noted, where the card is gone or was reviewed elsewhere since it was read.
        """
        with self._database.write() as connection:
            unchanged = (card.id, card.schedule, card.due)
            changes = {"due": due, "schedule": schedule}
            if not self._rows.update(connection, "cards", changes, "id = ? AND schedule = ? AND due = ?", unchanged):
                return False
            self._rows.insert(connection, "reviews", {"card": card.id, "rating": rating, "made": now})
        return True

    def rest(self, card_id: str, *, resting: bool) -> None:
        """Take a card out of the rounds, or put it back."""
        with self._database.write() as connection:
            self._rows.update(connection, "cards", {"resting": resting}, "id = ?", (card_id,))

    def remove(self, card_id: str) -> None:
        """Remove a card; its reviews are kept."""
        with self._database.write() as connection:
            self._rows.delete(connection, "cards", "id = ?", (card_id,))

    def reviews(self, since: float = 0.0) -> list[Review]:
        """List how cards were remembered since a moment, the oldest first."""
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "reviews", "card, rating, made", "made >= ?", (since,), "ORDER BY number"
            )
        return [Review(row["card"], row["rating"], row["made"]) for row in rows]

    # --- Answers -----------------------------------------------------------------------------------------------------

    def attempted(self, attempts: Iterable[Attempt]) -> None:
        """Note answers."""
        columns = ("concept", "item", "score", "guess", "made")
        values = [(one.concept, one.item, one.score, one.guess, one.made) for one in attempts]
        with self._database.write() as connection:
            self._rows.insert_many(connection, "attempts", columns, values)

    def attempts(self) -> list[Attempt]:
        """List all answers in the order in which they were given."""
        with self._database.read() as connection:
            rows = self._rows.select(
                connection, "attempts", "concept, item, score, guess, made", tail="ORDER BY number"
            )
        return [Attempt(row["concept"], row["item"], row["score"], row["guess"], row["made"]) for row in rows]

    def delete_all(self) -> None:
        """Forget the learner: cards, reviews and answers."""
        with self._database.write() as connection:
            for table in ("cards", "reviews", "attempts"):
                self._rows.delete(connection, table, "1", ())

    def _cards(self, where: str, values: tuple[object, ...], tail: str) -> list[KeptCard]:
        with self._database.read() as connection:
            rows = self._rows.select(connection, "cards", _COLUMNS, where, values, tail)
        return [_card(row) for row in rows]


def _card(row: Row) -> KeptCard:
    return KeptCard(
        id=row["id"],
        document_id=row["document_id"],
        due=row["due"],
        schedule=row["schedule"],
        resting=bool(row["resting"]),
        added=row["added"],
        _content=row["content"],
    )
