"""A double of Ollama's HTTP interface that answers by a script: streams, pulls, errors and sudden deaths included.

It keeps the server's manners as its source has them: NDJSON in chunked transfer, durations in nanoseconds, an error in
the middle of a stream as one more line with status 200, layers that survive a broken pull, a prompt that is cut in
silence. A token is a word.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]

EMBEDDING_SIZE = 64


@dataclass
class Behaviour:
    """What the double does; a test changes it as it goes.

    Attributes:
        reply: the answer to a chat request, given its body.
        pause: seconds before each word; `delay` before the first one and before any header.
        busy: refuse chats with 503.
        die_after: cut the connection after so many words; `end_after` ends the stream politely, but without `done`.
        error_after: so many words, then `error` as a line of the stream.
        junk_after: so many words, then a line of JSON that is no chunk of an answer.
        endless: say the answer again and again, whatever was asked for.
        vectors: what every text is embedded as, instead of something that fits it.
        error: the server's words for that, and for `status` where it is set.
        status: answer chats with this HTTP status.
        window: read no more than so many tokens of a prompt and say nothing about it; 0 for all.
        thinking: send this apart from the answer, as models with that ability do.
        layers: what a model consists of when it is pulled: digest and size.
        pull_step: bytes a line of pull progress, one each `pull_pause` seconds; `pull_stops_at` bytes it breaks off,
            at `pull_ends_at` it ends politely, but without `success`.
    """

    reply: Callable[[Body], str] = lambda body: f"You said: {body['messages'][-1]['content']}"
    pause: float = 0.0
    delay: float = 0.0
    busy: bool = False
    die_after: int | None = None
    end_after: int | None = None
    error_after: int | None = None
    junk_after: int | None = None
    junk: Any = None
    endless: bool = False
    vectors: list[list[float]] | None = None
    error: str = "an error was encountered while running the model"
    status: int = 0
    window: int = 0
    thinking: str = ""
    layers: Sequence[tuple[str, int]] = (("sha256:aa", 900), ("sha256:bb", 100))
    pull_step: int = 100
    pull_pause: float = 0.0
    pull_stops_at: int | None = None
    pull_ends_at: int | None = None


@dataclass
class State:
    """What the double holds: models on disk and in memory, layers of pulls, and all requests so far."""

    models: dict[str, Body]
    capabilities: dict[str, list[str]] = field(default_factory=dict)
    loaded: dict[str, int] = field(default_factory=dict)
    layers: dict[str, int] = field(default_factory=dict)
    requests: list[tuple[str, Body]] = field(default_factory=list)
    cut_off: int = 0


class OllamaDouble:
    """The double as a context manager; `url` is where it listens.

    Args:
        models: names on its disk, with or without a tag.
        behaviour: what it does.
    """

    def __init__(self, models: Sequence[str] = ("phi4",), behaviour: Behaviour | None = None) -> None:
        self.behaviour = behaviour or Behaviour()
        self.state = State({full_name(name): _model(name) for name in models})
        handler = type("Handler", (_Handler,), {"behaviour": self.behaviour, "state": self.state})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> OllamaDouble:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def asked(self, path: str) -> list[Body]:
        """Return the bodies of all requests to a path."""
        return [body for requested, body in self.state.requests if requested == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behaviour: Behaviour
    state: State

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        models = self.state.models
        match self.path:
            case "/api/tags":
                self._json(200, {"models": list(models.values())})
            case "/api/ps":
                until = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
                held = [(models[name], window) for name, window in self.state.loaded.items() if name in models]
                loaded = [{**model, "size_vram": 0, "expires_at": until, "context_length": n} for model, n in held]
                self._json(200, {"models": loaded})
            case _:
                self._json(404, {"error": "404 page not found"})

    def do_DELETE(self) -> None:
        body = self._body()
        if self.state.models.pop(full_name(body["model"]), None) is None:
            self._missing(body)
        else:
            self._json(200, {})

    def do_POST(self) -> None:
        body = self._body()
        if self.path == "/api/pull":
            self._stream(self._pull(body))
        elif full_name(body["model"]) not in self.state.models:
            self._missing(body)
        else:
            routes = {"/api/show": self._show, "/api/chat": self._chat, "/api/generate": self._load}
            {**routes, "/api/embed": self._embed}[self.path](body)

    def _show(self, body: Body) -> None:
        name = full_name(body["model"])
        self._json(
            200,
            {
                "details": self.state.models[name]["details"],
                "model_info": {"general.architecture": "phi3", "phi3.context_length": 16_384},
                "capabilities": self.state.capabilities.get(name, ["completion"]),
            },
        )

    def _load(self, body: Body) -> None:
        self.state.loaded[full_name(body["model"])] = body["options"]["num_ctx"]
        self._json(
            200, {"model": body["model"], "created_at": _now(), "response": "", "done": True, "done_reason": "load"}
        )

    def _embed(self, body: Body) -> None:
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        vectors = [embedding(text) for text in texts] if self.behaviour.vectors is None else self.behaviour.vectors
        self._json(200, {"model": body["model"], "embeddings": vectors})

    def _chat(self, body: Body) -> None:
        time.sleep(self.behaviour.delay)
        self.state.loaded[full_name(body["model"])] = body["options"]["num_ctx"]
        if self.behaviour.busy:
            self._json(503, {"error": "server busy, please try again.  maximum pending requests exceeded"})
        elif self.behaviour.status:
            self._json(self.behaviour.status, {"error": self.behaviour.error})
        elif "thinking" not in self.state.capabilities.get(full_name(body["model"]), ()) and body.get("think"):
            self._json(400, {"error": f'"{body["model"]}" does not support thinking'})
        else:
            self._stream(self._words(body))

    def _words(self, body: Body) -> Iterator[Body]:
        began = time.monotonic()
        does = self.behaviour
        head = {"model": body["model"], "created_at": _now()}
        if does.thinking:
            yield {**head, "message": {"role": "assistant", "content": "", "thinking": does.thinking}, "done": False}
        words = _pieces(does.reply(body))
        most = body["options"]["num_predict"]
        for number, word in enumerate(itertools.cycle(words) if does.endless else words[:most]):
            time.sleep(does.pause)
            if number == does.die_after:
                raise ConnectionAbortedError
            if number == does.end_after:
                return
            if number == does.error_after:
                yield {"error": does.error}
                return
            if number == does.junk_after:
                yield does.junk
            yield {**head, "message": {"role": "assistant", "content": word}, "done": False}
        prompt = sum(len(message["content"].split()) for message in body["messages"])
        nanoseconds = int((time.monotonic() - began) * 1e9) + 1
        yield {
            **head,
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": "length" if len(words) > most else "stop",
            "total_duration": nanoseconds,
            "load_duration": 0,
            "prompt_eval_count": min(prompt, does.window or prompt),
            "prompt_eval_duration": nanoseconds,
            "eval_count": min(len(words), most),
            "eval_duration": nanoseconds,
        }

    def _pull(self, body: Body) -> Iterator[Body]:
        does, kept = self.behaviour, self.state.layers
        yield {"status": "pulling manifest"}
        if "nosuch" in body["model"]:
            yield {"error": "pull model manifest: file does not exist"}
            return
        for digest, size in does.layers:
            while True:
                line = {"status": f"pulling {digest[7:19]}", "digest": digest, "total": size}
                yield {**line, "completed": kept.get(digest, 0)}
                if kept.get(digest, 0) >= size:
                    break
                if does.pull_stops_at is not None and sum(kept.values()) >= does.pull_stops_at:
                    raise ConnectionAbortedError
                if does.pull_ends_at is not None and sum(kept.values()) >= does.pull_ends_at:
                    return
                time.sleep(does.pull_pause)
                kept[digest] = min(size, kept.get(digest, 0) + does.pull_step)
        for status in ("verifying sha256 digest", "writing manifest", "success"):
            yield {"status": status}
        self.state.models[full_name(body["model"])] = _model(body["model"])

    def _stream(self, lines: Iterator[Body]) -> None:
        """Send lines in chunks. A client that goes away ends the work, as it does in the server."""
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for line in lines:
                data = json.dumps(line).encode() + b"\n"
                self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except ConnectionAbortedError:
            self.close_connection = True
        except OSError:
            self.state.cut_off += 1
            self.close_connection = True

    def _body(self) -> Body:
        body: Body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        self.state.requests.append((self.path, body))
        return body

    def _missing(self, body: Body) -> None:
        self._json(404, {"error": f"model '{body['model']}' not found"})

    def _json(self, status: int, body: Body) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def full_name(name: str) -> str:
    """Return a model's name with its tag."""
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def embedding(text: str) -> list[float]:
    """Return a unit vector that texts with common words share in part: the sum of one random vector a word."""
    total = [0.0] * EMBEDDING_SIZE
    for word in text.lower().split() or [""]:
        seed = hashlib.shake_256(word.encode()).digest(2 * EMBEDDING_SIZE)
        for place, value in enumerate(struct.unpack(f"<{EMBEDDING_SIZE}h", seed)):
            total[place] += value
    length = sum(value * value for value in total) ** 0.5
    return [value / length for value in total]


def _pieces(text: str) -> list[str]:
    """Cut a text into words with the space before each, as a model's tokens come."""
    first, *others = text.split(" ")
    return [first, *(f" {word}" for word in others)]


def _model(name: str) -> Body:
    return {
        "name": full_name(name),
        "model": full_name(name),
        "modified_at": _now(),
        "size": 9_053_116_391,
        "digest": hashlib.sha256(name.encode()).hexdigest(),
        "details": {"format": "gguf", "family": "phi3", "parameter_size": "14.7B", "quantization_level": "Q4_K_M"},
    }


def _now() -> str:
    return datetime.now(UTC).isoformat()
