"""What goes wrong with Ollama, from whichever library it comes, as an error with a next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx

from modules.core.errors import (
    ContextOverflow,
    EngineBusy,
    EngineTimeout,
    EngineUnavailable,
    ModelError,
    ModelMissing,
)


@contextmanager
def ollama_errors(url: str, model: str = "") -> Iterator[None]:
    """Turn what httpx, the Ollama client and LangChain raise into `ModelError`s."""
    import ollama

    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, ConnectionError) as exc:
        raise not_running(url) from exc
    except httpx.TimeoutException as exc:
        raise EngineTimeout(
            f"Ollama has not said a word of {model or 'this'} within the time allowed.",
            "A large model on a slow machine takes minutes to load: ask again, or choose a smaller model.",
        ) from exc
    except httpx.HTTPError as exc:
        raise broken_off() from exc
    except ollama.ResponseError as exc:
        if exc.status_code == HTTPStatus.NOT_FOUND and not model:
            raise _something_else(url) from exc
        raise _reported(exc.status_code, str(exc.error), model) from exc
    except (ValueError, TypeError, AttributeError, KeyError) as exc:
        # No JSON, JSON of another shape (the client unpacks whatever comes), or (LangChain) a stream without a chunk.
        raise _something_else(url) from exc


def not_running(url: str) -> EngineUnavailable:
    """Say that nothing listens there."""
    return EngineUnavailable(
        f"Ollama is not running at {url}.", "Start Ollama; Vouch finds it by itself. Or choose the embedded model."
    )


def _something_else(url: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"What answers at {url} does not speak as Ollama does.", "Check the address in the settings, or update Ollama."
    )


def broken_off() -> EngineUnavailable:
    """Say that the connection, or the stream in it, ended before its end."""
    return EngineUnavailable(
        "Ollama stopped in the middle of the answer.",
        "What came so far is kept. See whether Ollama still runs, then ask again.",
    )


def missing(model: str) -> ModelMissing:
    """Say that the server does not have the model."""
    return ModelMissing(
        f"Ollama does not have the model {model}.", f"Fetch it on the Models page, or with `ollama pull {model}`."
    )


def _reported(status: int, said: str, model: str) -> ModelError:
    """Name an error that the server put into words itself; they hold no document's text."""
    words = said.lower()
    if "file does not exist" in words:
        return ModelMissing(f"Ollama's library has no model called {model}.", "Check the name, with its tag.")
    if "memory" in words:
        return EngineUnavailable(
            f"There is not enough memory for {model}.", "Close other programs, or choose a smaller model: phi4-mini."
        )
    if "no space left" in words:
        return EngineUnavailable(f"There is no room on the disk for {model}.", "Delete a model that is not used.")
    match status:
        case HTTPStatus.NOT_FOUND:
            return missing(model)
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return EngineBusy("Ollama has more questions waiting than it takes.", "Ask again in a minute.")
        case HTTPStatus.BAD_REQUEST if "context" in words:
            return ContextOverflow(
                f"The question and its evidence do not fit the window of {model}.",
                "Ask about fewer documents, or start a new conversation.",
            )
        case -1:  # the client's status for an error that came after the first word
            return broken_off()
    return EngineUnavailable(f"Ollama refused the request (HTTP {status}).", "Update Ollama, or choose another model.")
