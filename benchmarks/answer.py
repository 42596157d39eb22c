"""How long a visitor waits for the embedded engine: evidence and first word of a first question and of a follow-up.

    python -m benchmarks.answer [--model FILE.gguf] [--questions 2]

The app itself, without its pages: the sample documents are uploaded, each domain's suggested questions are asked in
conversations of their own, each with a follow-up that its passages serve too. Seconds count from asking. The machine's
load is printed beside them: the targets are for two idle cores.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from modules.adapters.llama_cpp_engine import EmbeddedEngine
from modules.adapters.weights import EMBEDDED
from modules.core.types import OWNER, Answer, Domain, Message, Outcome, Scope
from modules.services.answers import Phase
from modules.settings import Settings
from modules.wiring import Vouch

FIRST_WORD_SECONDS = 12.0
FOLLOW_UP_SECONDS = 3.0
EVIDENCE_SECONDS = 0.5
FOLLOW_UP = "And can you say that in one sentence?"


@dataclass
class Waited:
    """What one question took, in seconds since it was asked."""

    evidence: float
    first_word: float
    end: float
    answer: Answer


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(runtime=Path(folder))
        engine = EmbeddedEngine(
            Path(folder),
            own_file=options.model,
            context_tokens=settings.embedded_context_tokens,
            threads=settings.threads,
        )
        vouch = Vouch(settings, engines={"embedded": lambda: engine})
        try:
            return _measure(vouch, engine, options.questions)
        finally:
            vouch.close()


def _measure(vouch: Vouch, engine: EmbeddedEngine, questions: int) -> int:
    vouch.start()
    for key, domain in vouch.domains.items():
        _load_samples(vouch, key, domain)
    model = engine.model("")
    load = _seconds(lambda: engine.warm_up("", []))
    prefixes = [[Message("system", domain.instructions)] for domain in vouch.domains.values()]
    read = _seconds(lambda: engine.warm_up("", prefixes))
    busy = os.getloadavg()[0]
    print(f"load {load:.1f} s, the {len(prefixes)} pages' instructions {read:.1f} s; load average {busy:.1f}")
    firsts, follow_ups = [], []
    for key, domain in vouch.domains.items():
        for question in domain.questions[:questions]:
            conversation = vouch.conversations(Scope(OWNER, key)).create(question)
            firsts.append(first := _ask(vouch, key, conversation.id, question))
            follow_ups.append(again := _ask(vouch, key, conversation.id, FOLLOW_UP))
            print(f"{key:10} {_line(first)}  {question}")
            over = "the same" if again.answer.passages == first.answer.passages else "OTHER"
            print(f"{'':10} {_line(again)}  follow-up over {over} passages")
    same = [
        again for first, again in zip(firsts, follow_ups, strict=True) if again.answer.passages == first.answer.passages
    ]
    asked = [one for one in firsts + follow_ups if one.answer.usage.completion_tokens]
    words = sum(one.answer.usage.completion_tokens for one in asked)
    writing = sum(one.answer.usage.seconds - one.answer.usage.first_word_seconds for one in asked)
    memory = psutil.Process(model.pid).memory_info().rss / 2**30
    print(f"reads {model.tokens_per_second:.0f} and writes {words / writing:.1f} tokens/s, {memory:.2f} GiB resident")
    return max(
        _verdict("evidence on screen", [one.evidence for one in firsts + follow_ups], EVIDENCE_SECONDS),
        _verdict("first word, first question", _first_words(firsts), FIRST_WORD_SECONDS),
        _verdict("first word, same passages", _first_words(same), FOLLOW_UP_SECONDS),
    )


def _load_samples(vouch: Vouch, key: str, domain: Domain) -> None:
    library = vouch.library(Scope(OWNER, key))
    for sample in domain.samples:
        with sample.path.open("rb") as file:
            library.add(sample.path.name, file)
    while any(upload.state in {"queued", "reading"} for upload in library.uploads()):
        time.sleep(0.1)
    left = [f"{upload.name}: {upload.message}" for upload in library.uploads() if upload.state != "done"]
    if left:
        sys.exit("; ".join(left))


def _ask(vouch: Vouch, key: str, conversation: str, question: str) -> Waited:
    answers = vouch.answers(Scope(OWNER, key))
    began = time.perf_counter()
    turn = answers.ask(conversation, question)
    evidence = first_word = 0.0
    while True:
        state = answers.snapshot(turn)
        now = time.perf_counter() - began
        evidence = evidence or (now if state.passages else 0.0)
        first_word = first_word or (now if state.text else 0.0)
        if state.phase is Phase.DONE and state.answer is not None:
            return Waited(evidence, first_word, now, state.answer)
        time.sleep(0.01)


def _first_words(waited: list[Waited]) -> list[float]:
    return [one.first_word for one in waited if one.answer.usage.completion_tokens]


def _line(waited: Waited) -> str:
    usage = waited.answer.usage
    if waited.answer.outcome is Outcome.FAILED:
        return f"FAILED: {waited.answer.problem}"
    return (
        f"evidence {waited.evidence:.2f} s, first word {waited.first_word:5.2f} s, all {waited.end:5.1f} s "
        f"({usage.prompt_tokens:4} tokens, {usage.cached_tokens:4} cached)"
    )


def _verdict(name: str, seconds: list[float], target: float) -> int:
    met = max(seconds) <= target
    print(
        f"{name:28} median {statistics.median(seconds):5.2f} s, slowest {max(seconds):5.2f} s of {len(seconds)}, "
        f"target {target:g} s: {'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=Settings().runtime / "models" / EMBEDDED.file)
    parser.add_argument("--questions", type=int, default=2, help="of each domain")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
