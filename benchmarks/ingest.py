"""How quickly files become searchable, and in how much memory: Vouch beside the plain pipeline, in one run.

    python -m benchmarks.ingest DATA [--files 4]

The files are FinanceBench's filings under DATA, and one of 300 pages that is put together from them. Vouch is measured
as it runs: a library whose workers read in the sandbox, split as the finance page does, embed, and commit to SQLite and
Chroma. The plain pipeline is what a tutorial builds: pypdf, RecursiveCharacterTextSplitter(1000, 200), the same
weights run by onnxruntime in fp32 in batches of 32 texts padded to 256 tokens (as Chroma's own wrapper does), Chroma.
Each system has a process of its own for each file, after a warm-up on a page of text. Memory is that process and its
children together, looked at 20 times a second. "First page" is when a search for its words finds it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

PAGES = 300
SYSTEMS = ("vouch", "plain")


def main() -> None:
    options = _options()
    if options.child:
        print(json.dumps(_CHILDREN[options.child](options.data)))
        return
    files = sorted((options.data / "finance" / "financebench" / "pdfs").glob("*.pdf"))
    if not files:
        raise SystemExit(f"There are no filings in {options.data}/finance/financebench/pdfs: DATA is the folder above.")
    with tempfile.TemporaryDirectory() as folder:
        long = _long_file(files, Path(folder) / f"{PAGES} pages.pdf")
        print(f"{'file':38} {'pages':>5} " + " ".join(f"{name:>9} s {'pages/s':>8} {'peak MB':>8}" for name in SYSTEMS))
        totals = dict.fromkeys(SYSTEMS, 0.0)
        pages = 0
        for file in [*files[: options.files or None], long]:
            rows = {name: _measured(name, file) for name in SYSTEMS}
            pages += rows["plain"]["pages"]
            cells = []
            for name, row in rows.items():
                totals[name] += row["seconds"]
                cells.append(f"{row['seconds']:11.1f} {row['pages'] / row['seconds']:8.1f} {row['peak'] / 2**20:8.0f}")
            first = f"first page after {rows['vouch']['first']:.1f} s, {rows['vouch']['chunks']} passages"
            print(f"{file.name[:38]:38} {rows['plain']['pages']:5} " + " ".join(cells) + f"  {first}", flush=True)
    for name, seconds in totals.items():
        print(f"{name}: {pages / seconds:.1f} pages/s")
    print(f"{totals['plain'] / totals['vouch']:.1f} times as fast")


def _measured(system: str, file: Path) -> dict[str, Any]:
    """Run a system on a file in a process of its own and watch its memory."""
    command = [sys.executable, "-m", "benchmarks.ingest", str(file), "--child", system]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        peak = _Peak(child.pid)
        output, _ = child.communicate()
        if child.returncode:
            raise SystemExit(f"{system} failed on {file.name}")
    return {**json.loads(output.splitlines()[-1]), "peak": peak.stop()}


class _Peak:
    """The most memory that a process and its children held at once, in bytes."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._bytes = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._stopped.set()
        self._thread.join()
        return self._bytes

    def _watch(self) -> None:
        while not self._stopped.wait(0.05):
            held = 0
            try:
                for process in (self._process, *self._process.children(recursive=True)):
                    held += process.memory_info().rss
            except psutil.Error:
                continue
            self._bytes = max(self._bytes, held)


def _vouch(file: Path) -> dict[str, Any]:
    from modules.adapters.minilm import MiniLM
    from modules.adapters.readers import Limits
    from modules.adapters.sandbox import SandboxedReader
    from modules.adapters.vectors import ChromaIndex
    from modules.core.retrieval import Hybrid
    from modules.core.splitting import StructureSplitter
    from modules.core.types import Scope
    from modules.domains import discover
    from modules.services.indexes import Indexes
    from modules.services.ingestion import IngestQueue
    from modules.services.library import Library
    from modules.store.database import Database

    with tempfile.TemporaryDirectory() as folder:
        database, embedder, reader = Database(Path(folder)), MiniLM(), SandboxedReader(Limits())
        indexes = Indexes(database, ChromaIndex)
        splitters = {key: domain.splitter for key, domain in discover().items()}
        queue = IngestQueue(
            database,
            indexes,
            reader=reader,
            splitters=splitters,
            splitter=StructureSplitter(),
            embedder=lambda: embedder,
        )
        queue.start()

        def library(workspace: str) -> Library:
            scope = Scope("local", workspace)
            return Library(
                database, scope, queue, indexes, render=lambda *_: b"", max_file_bytes=file.stat().st_size + 1
            )

        warm = Path(folder) / "warm.txt"
        warm.write_text("A page of text to warm up with.")
        with warm.open("rb") as source:
            library("legal").add(warm.name, source)
        while not all(one.state == "done" for one in library("legal").uploads()):
            time.sleep(0.01)
        embedder.embed_query("warm")

        finance = library("finance")
        first = 0.0
        began = time.perf_counter()
        with file.open("rb") as source:
            upload = finance.add(file.name, source)
        while (state := finance.uploads()[0].state) in ("queued", "reading"):
            if not first and finance.documents() and finance.documents()[0].chunks:
                words = " ".join(finance.page(upload.document_id or "", 1).text.split()[:12])
                hits = Hybrid(embedder, finance.index(), finance.store).search(words, 5)
                first = time.perf_counter() - began if hits else 0.0
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        if state != "done":
            raise SystemExit(finance.uploads()[0].message)
        (document,) = finance.documents()
        queue.stop()
        reader.close()
        indexes.close()
        database.close()
        return {"seconds": seconds, "pages": document.pages, "chunks": document.chunks, "first": first or seconds}


def _plain(file: Path) -> dict[str, Any]:
    import chromadb
    import pypdf
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embedder = _PaddedBatches()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    with tempfile.TemporaryDirectory() as folder:
        client = chromadb.PersistentClient(folder)
        warm = client.create_collection("warm", embedding_function=None)
        warm.add(ids=["0"], embeddings=embedder.embed(["warm"]), documents=["warm"])
        began = time.perf_counter()
        pages = [page.extract_text() for page in pypdf.PdfReader(file).pages]
        texts = [text for page in pages for text in splitter.split_text(page)]
        collection = client.create_collection("chunks", embedding_function=None)
        for start in range(0, len(texts), 1_000):
            batch = texts[start : start + 1_000]
            ids = [str(number) for number in range(start, start + len(batch))]
            collection.add(ids=ids, embeddings=embedder.embed(batch), documents=batch)
        return {"seconds": time.perf_counter() - began, "pages": len(pages), "chunks": len(texts)}


class _PaddedBatches:
    """all-MiniLM-L6-v2 as Chroma's own wrapper runs it: 32 texts at a time, each padded to 256 tokens."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        from modules.adapters.minilm import FOLDER, PACKAGE

        package = find_spec(PACKAGE)
        if package is None or package.origin is None:
            raise SystemExit("The weights are not installed.")
        self._session = onnxruntime.InferenceSession(str(Path(package.origin).with_name("model.onnx")))
        self._tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
        self._tokenizer.enable_truncation(256)
        self._tokenizer.enable_padding(length=256)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.concatenate([self._batch(texts[first : first + 32]) for first in range(0, len(texts), 32)])

    def _batch(self, texts: Sequence[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], np.int64)
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = np.asarray(self._session.run(None, inputs)[0])
        weights = mask[:, :, None].astype(np.float32)
        vectors = (states * weights).sum(1) / weights.sum(1)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


_CHILDREN = {"vouch": _vouch, "plain": _plain}


def _long_file(files: Sequence[Path], path: Path) -> Path:
    """Put the longest filings together to a file of 300 pages."""
    import pypdf

    writer = pypdf.PdfWriter()
    for file in sorted(files, key=lambda one: -one.stat().st_size):
        for page in pypdf.PdfReader(file).pages:
            if len(writer.pages) < PAGES:
                writer.add_page(page)
    writer.write(path)
    return path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how quickly files become searchable.")
    parser.add_argument("data", type=lambda text: Path(text.removeprefix("DATA=")))
    parser.add_argument("--files", type=int, default=0, help="only so many of the filings")
    parser.add_argument("--child", choices=SYSTEMS, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
