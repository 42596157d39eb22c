"""Writing documents from a record by templates: nothing that the record does not carry."""

from modules.domains.medical.writing.templates import (
    NoteTemplate,
    TemplateError,
    TemplateSection,
    dump,
    learned,
    load,
    shipped,
)
from modules.domains.medical.writing.workflow import write

__all__ = ["NoteTemplate", "TemplateError", "TemplateSection", "dump", "learned", "load", "shipped", "write"]
