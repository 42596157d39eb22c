"""Every error that Vouch raises on purpose.

    AssistantError(message, hint)
    ├── DocumentError        a file that cannot be used as it is
    │   ├── Unsupported      not a format that is read here
    │   ├── Encrypted        needs a password, or another one
    │   ├── NoText           nothing to read in it, also after OCR
    │   ├── TooLarge         over a limit of size, pages, pixels, inflation, memory or time
    │   └── Malformed        damaged beyond what the readers can mend
    ├── ModelError           an engine that cannot answer
    │   ├── EngineUnavailable   no server, or it went away
    │   ├── ModelMissing        the server does not have this model
    │   ├── EngineTimeout       no word within the time allowed
    │   ├── EngineBusy          its queue is full
    │   ├── ContextOverflow     the prompt does not fit; nothing was sent
    │   └── MalformedReply      structured output that stayed invalid after one repair
    ├── StoreError           what is kept cannot be used
    │   ├── EmbedderChanged     the index was made by another embedding model
    │   ├── StoreLocked         another process writes to this data folder
    │   └── StoreCorrupt        the database or the index is damaged
    └── NotFound             no such thing for this owner; never says whether others have it

`message` says what is wrong and `hint` what to do about it: both are whole sentences that a visitor may read, and
neither holds a document's text.
"""


class AssistantError(Exception):
    """Something that the visitor can be told in a sentence and helped with in another.

    Args:
        message: what is wrong, as a sentence.
        hint: what to do about it, as a sentence; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class DocumentError(AssistantError):
    """A file that cannot be used as it is."""


class Unsupported(DocumentError):
    """Not a format that is read here."""


class Encrypted(DocumentError):
    """The file needs a password, or another one than was given."""


class NoText(DocumentError):
    """Nothing to read in the file, also after OCR."""


class TooLarge(DocumentError):
    """The file is over a limit of size, pages, pixels, inflation, memory or time."""


class Malformed(DocumentError):
    """The file is damaged beyond what the readers can mend."""


class ModelError(AssistantError):
    """An engine that cannot answer."""


class EngineUnavailable(ModelError):
    """There is no server at the address, or it went away."""


class ModelMissing(ModelError):
    """The server does not have this model."""


class EngineTimeout(ModelError):
    """No word came within the time allowed."""


class EngineBusy(ModelError):
    """The engine's queue is full."""


class ContextOverflow(ModelError):
    """The prompt does not fit the context window; nothing was sent."""


class MalformedReply(ModelError):
    """Structured output that stayed invalid after one repair."""


class StoreError(AssistantError):
    """What is kept cannot be used."""


class EmbedderChanged(StoreError):
    """The index was made by another embedding model than the one in use."""


class StoreLocked(StoreError):
    """Another process writes to this data folder."""


class StoreCorrupt(StoreError):
    """The database or the index is damaged."""


class NotFound(AssistantError):
    """No such thing for this owner. The words never say whether somebody else has it."""
