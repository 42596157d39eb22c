"""What is sent to an address leaves this machine, or does not."""

import pytest

from modules.adapters.addresses import is_remote
from modules.adapters.ollama_engine import OllamaEngine


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:11434", "http://localhost:11434", "http://[::1]:11434", "127.0.0.9:1", "http://LOCALHOST./"],
)
def test_the_loopback_device_is_this_machine(url: str) -> None:
    assert not is_remote(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.5:11434",
        "https://ollama.example.org",
        "http://0.0.0.0:1",
        "http://localhost.example.org",
        "http://127.0.0.1@example.org",
        "",
    ],
)
def test_everything_else_counts_as_elsewhere(url: str) -> None:
    assert is_remote(url)


@pytest.mark.parametrize(("host", "remote"), [("127.0.0.1", False), ("ollama.invalid", True)])
def test_an_engine_that_does_not_answer_still_says_where_it_is(host: str, remote: bool) -> None:
    engine = OllamaEngine(f"http://{host}:9", context_tokens=2048, keep_alive="1m")
    engine._silent_until = float("inf")  # nobody is asked
    assert engine.status().remote is remote
