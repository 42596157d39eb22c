import threading
from collections.abc import Iterator

from modules.core.replies import StreamedReply


class SlowToLetGo(StreamedReply):
    """Says one word after the other; letting go of its engine takes until `gone` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.leaving, self.gone = threading.Event(), threading.Event()

    def _pieces(self) -> Iterator[str]:
        try:
            while True:
                yield "word"
        finally:
            self.leaving.set()
            self.gone.wait()

    def _cut(self) -> None:
        pass


def test_the_next_word_asked_for_while_another_thread_closes_ends_the_text() -> None:
    reply = SlowToLetGo()
    words = iter(reply)
    assert next(words) == "word"
    closing = threading.Thread(target=reply.close)
    closing.start()
    assert reply.leaving.wait(5)
    threading.Timer(0.05, reply.gone.set).start()
    assert list(words) == []
    closing.join()
    assert reply.usage.finish == "cancelled"


class HalfACharacter(StreamedReply):
    """Says what JSON can name and UTF-8 cannot hold."""

    def _pieces(self) -> Iterator[str]:
        yield "yes \ud83d"

    def _cut(self) -> None:
        pass


def test_half_a_character_is_replaced() -> None:
    assert list(HalfACharacter()) == ["yes \N{REPLACEMENT CHARACTER}"]
