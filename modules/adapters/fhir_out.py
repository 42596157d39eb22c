"""Plain data as FHIR JSON, after fhir.resources has found nothing wrong with it.

The library has the classes of R4B. What is written here (Bundle, Composition, Patient, Practitioner, Device, Condition,
MedicationStatement, AllergyIntolerance, Observation, Provenance) has the same elements in R4 as in R4B.
"""

from __future__ import annotations

import json
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from modules.core.errors import AssistantError


def as_fhir(bundle: dict[str, Any]) -> bytes:
    """Return a bundle as FHIR JSON.

    Raises:
        AssistantError: it is not valid, or would not be read back as it is.
    """
    try:
        written = Bundle.model_validate(bundle).model_dump_json(exclude_none=True)
    except ValidationError as error:
        # The library's own words would quote the patient's record, and an error's words may be logged.
        raise AssistantError(
            "The summary cannot be written as FHIR.", f"{error.error_count()} of its parts are not valid there."
        ) from None
    content = json.loads(written)
    if content != bundle:
        raise AssistantError("The summary cannot be written as FHIR.", "It would not be read back as it is.")
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
