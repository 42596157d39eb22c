"""The embedded engine's process: it dies with its parent, comes again, keeps strangers out, and reads nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from modules.adapters.llama_cpp import Embedded
from modules.adapters.llama_cpp_engine import EmbeddedEngine
from modules.adapters.weights import EMBEDDED
from modules.core.errors import EngineUnavailable, ModelMissing
from modules.core.types import Message
from modules.settings import ROOT
from tests.tiny_model import quickest

FOUND = quickest()
pytestmark = pytest.mark.skipif(
    FOUND is None, reason="no weights: run `make run` once, or `python -m tests.tiny_model`"
)

SYSTEM = Message("system", "You answer from the passages and cite them. " * 6)
EVIDENCE = "Passage 1: The notice period is thirty days from the first of the month. " * 12


def ask(model: Embedded, *texts: str, max_tokens: int = 4) -> int:
    """Ask and return how many tokens of the prompt had been read before."""
    reply = model.stream([SYSTEM, *(Message("user", text) for text in texts)], max_tokens=max_tokens)
    assert list(reply)
    return reply.usage.cached_tokens


@pytest.fixture(scope="module")
def model() -> Iterator[Embedded]:
    assert FOUND is not None
    made = Embedded(FOUND[0], weights=FOUND[1], context_tokens=2_048, threads=2)
    made.load()
    yield made
    made.close()


def test_the_evidence_is_read_once(model: Embedded) -> None:
    model.prefill([SYSTEM, Message("user", "")])
    first = ask(model, EVIDENCE + "Question: How long is the notice period?")
    assert first >= model.count_tokens(SYSTEM.content)
    again = ask(model, EVIDENCE + "Question: When does it begin?")
    assert again >= first + model.count_tokens(EVIDENCE) - 5


def test_prefixes_survive_others_in_between(model: Embedded) -> None:
    prefixes = [Message("system", f"You are assistant number {number}. " * 20) for number in range(4)]
    for prefix in prefixes:
        model.prefill([prefix, Message("user", "")])
    for prefix in prefixes:
        reply = model.stream([prefix, Message("user", "Who are you?")], max_tokens=2)
        list(reply)
        assert reply.usage.cached_tokens > 60, "four prefixes live in two slots"


def test_counts_as_the_model_does(model: Embedded) -> None:
    text = "Cash and cash equivalents | 1,204 | 998"
    reply = model.stream([Message("user", text * 3)], max_tokens=1)
    list(reply)
    around = model.stream([Message("user", "")], max_tokens=1)
    list(around)
    assert model.count_tokens(text * 3) == pytest.approx(reply.usage.prompt_tokens - around.usage.prompt_tokens, abs=2)


def test_those_who_wait_know_their_place_and_can_leave(model: Embedded) -> None:
    replies = [model.stream([Message("user", f"Tell story number {n}.")], max_tokens=300) for n in range(4)]
    threads = [threading.Thread(target=list, args=(reply,)) for reply in replies]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    assert [reply.queue_position for reply in replies] == [0, 0, 1, 2]
    for reply in reversed(replies):
        reply.close()
    for thread in threads:
        thread.join(5)
    assert model.idle
    assert {reply.usage.finish for reply in replies} == {"cancelled"}


def test_a_stop_reaches_the_process(model: Embedded) -> None:
    reply = model.stream([Message("user", "Count to a thousand.")], max_tokens=1_500)
    next(iter(reply))
    reply.close()
    time.sleep(0.5)
    assert model.pid is not None
    assert psutil.Process(model.pid).cpu_percent(0.5) < 20


def test_strangers_are_kept_out(model: Embedded) -> None:
    server = model._server
    assert server is not None
    assert Path(server.socket).parent.stat().st_mode & 0o777 == 0o700
    assert not [one for one in psutil.Process(server.pid).net_connections("inet") if one.status == "LISTEN"]
    with httpx.Client(transport=httpx.HTTPTransport(uds=server.socket), base_url="http://embedded") as stranger:
        chat = {"messages": [{"role": "user", "content": "Hello?"}]}
        assert stranger.post("/v1/chat/completions", json=chat).status_code == 401
        key = {"Authorization": f"Bearer {server.key}"}
        assert stranger.get("/slots", headers=key).status_code == 501, "it would show everybody's prompts"
        assert stranger.get("/", headers=key).status_code == 404, "no page of its own"
    assert server.key not in " ".join(psutil.Process(server.pid).cmdline())


def test_it_is_polite(model: Embedded) -> None:
    assert model.pid is not None
    assert psutil.Process(model.pid).nice() >= 5


def test_dies_in_the_middle_and_comes_again(model: Embedded) -> None:
    reply = model.stream([Message("user", "Count to a thousand.")], max_tokens=1_500)
    words = iter(reply)
    assert next(words)
    assert model.pid is not None
    os.kill(model.pid, signal.SIGKILL)
    with pytest.raises(EngineUnavailable, match="middle"):
        list(words)
    assert reply.usage.finish == "error"
    assert ask(model, "Are you back?") == 0
    assert model.loaded


PARENT = """
import sys, time
from pathlib import Path
from modules.adapters.llama_cpp import Embedded
model = Embedded(Path(sys.argv[1]), weights=None, context_tokens=1_024, threads=1)
model.load()
print(model.pid, model._server.socket, flush=True)
time.sleep(60)
"""


def test_dies_with_its_parent_and_leaves_nothing_behind() -> None:
    assert FOUND is not None
    with subprocess.Popen([sys.executable, "-c", PARENT, str(FOUND[0])], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid, socket = parent.stdout.readline().decode().split()
        assert Path(socket).exists()
        parent.kill()
    until = time.monotonic() + 5
    while psutil.pid_exists(int(pid)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(int(pid))
    assert not Path(socket).parent.exists()


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(5_000))
    model = Embedded(broken, weights=None, context_tokens=1_024, threads=1)
    with pytest.raises(EngineUnavailable) as caught:
        model.load()
    assert "embedded_model" in caught.value.hint
    assert not model.loaded


def test_weights_that_are_not_the_pinned_ones_are_not_loaded(tmp_path: Path) -> None:
    assert FOUND is not None
    other = tmp_path / FOUND[0].name
    other.write_bytes(b"GGUF" + bytes(5_000))
    with pytest.raises(ModelMissing, match="not the pinned one"):
        Embedded(other, weights=FOUND[1], context_tokens=1_024, threads=1).load()


def test_the_engine_says_how_it_stands(tmp_path: Path) -> None:
    assert FOUND is not None
    engine = EmbeddedEngine(tmp_path, own_file=FOUND[0], context_tokens=2_048, threads=2)
    try:
        before = engine.status()
        assert before.ready
        assert "first question" in before.detail
        assert before.models == (engine.default_model(),)
        engine.warm_up(engine.default_model(), [[SYSTEM]])
        assert "In memory" in engine.status().detail
        assert engine.model("").tokens_per_second != 45.0, "the pace has been measured"
    finally:
        engine.close()
    nowhere = EmbeddedEngine(tmp_path, own_file=None, context_tokens=2_048, threads=2)
    status = nowhere.status()
    assert (status.ready, status.models) == (False, ())
    assert EMBEDDED.file in status.detail
    assert "make run" in status.hint
