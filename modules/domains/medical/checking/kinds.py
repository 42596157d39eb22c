"""What the checks can find."""

from __future__ import annotations

from enum import StrEnum


class IssueKind(StrEnum):
    """What is wrong with a draft, in the order in which a list names it among issues of one severity."""

    INVENTED = "not in the record"
    ALLERGEN = "allergy prescribed"
    DOSE = "dose differs"
    SIDE = "side differs"
    NEGATION = "negation differs"
    PERSON = "another person's"
    STATUS = "status differs"
    FREQUENCY = "frequency differs"
    ROUTE = "route differs"
    VALUE = "value differs"
    OUTDATED = "superseded"
    NUMBER = "number not in the record"
    UNSUPPORTED = "not supported"
    CERTAINTY = "certainty differs"
    OMITTED = "left out"


class ConflictKind(StrEnum):
    """In what the documents of a chart disagree."""

    ALLERGY = "allergy and prescription"
    DOSE = "doses differ"
    STOPPED = "stopped and continued"
    SIDE = "sides differ"
    PATIENT = "patients differ"
    NEGATION = "asserted and denied"
    DUPLICATE = "two of one class"
