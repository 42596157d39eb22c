"""A summary as a FHIR R4 document, as plain data: what it says, and the facts that it rests on as resources."""

from modules.domains.medical.fhir_out.document import document

__all__ = ["document"]
