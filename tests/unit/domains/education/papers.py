"""Material for tests, made of a text."""

from __future__ import annotations

from modules.core.types import Page
from modules.domains.education.material import Material
from modules.domains.education.reading import Source, read_material


def source(*pages: str, name: str = "Notes", document_id: str = "d1") -> Source:
    """Return a document with these pages."""
    return Source(document_id, name, tuple(Page(number, text) for number, text in enumerate(pages, start=1)))


def material(*pages: str, document_id: str = "d1") -> Material:
    """Return what is read from one document."""
    return read_material([source(*pages, document_id=document_id)])
