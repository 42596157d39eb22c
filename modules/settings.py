"""Settings: data/settings.toml, overridden by environment variables that start with VOUCH_. Unknown keys fail."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator may set. A visitor's own choices (engine, model, ...) live in the database instead.

    Sizes are bytes, times seconds. Each key can be set as an environment variable, e.g. VOUCH_RUNTIME.
    """

    model_config = SettingsConfigDict(
        env_prefix="VOUCH_", toml_file=ROOT / "data" / "settings.toml", extra="forbid", frozen=True
    )

    runtime: Path = Field(ROOT / "runtime", description="Database, vectors, uploads and weights live here.")
    threads: int = Field(2, ge=1, le=64, description="For the embedder and for the embedded engine, each.")

    max_file_bytes: int = Field(100 * 2**20, gt=0)
    max_pages: int = Field(3_000, gt=0)
    max_inflated_bytes: int = Field(400 * 2**20, gt=0, description="Of a zipped office file, all parts together.")
    max_pixels: int = Field(80_000_000, gt=0, description="Of one image or one rendered page.")
    max_read_seconds: float = Field(900, gt=0, description="For reading one file, OCR included.")
    max_reader_bytes: int = Field(3 * 2**30, gt=0, description="Memory of the process that reads files.")

    ollama_url: str = "http://127.0.0.1:11434"
    ollama_context_tokens: int = Field(8_192, ge=1_024)
    # A visitor reads for a while between two questions; loading 9 GB again takes longer than patience.
    ollama_keep_alive: str = Field(
        "20m", pattern=r"^-?\d+(s|m|h)$", description="How long a model stays in memory after a question; -1m for ever."
    )
    embedded_model: Path | None = Field(None, description="A GGUF file to use instead of the shipped weights.")
    embedded_context_tokens: int = Field(8_192, ge=1_024)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class passes it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class passes it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take arguments first (tests), then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
