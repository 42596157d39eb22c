"""Correct summaries of notes, and one error planted into each by patterns that know no lexicon.

A summary here is lines under headings. What is planted is looked for with regular expressions on its text, with lists
of names of their own: a benchmark that asked the checks where to plant would plant only what they see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a summary under its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A record and a summary of it.

    Attributes:
        name: for the report.
        record: the text of its note.
        lines: of the summary.
    """

    name: str
    record: str
    lines: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A pair with one error.

    Attributes:
        pair: its summary is wrong now.
        line: number of the wrong line; -1 where a line was dropped.
        names: what the finding on a dropped line should name.
    """

    pair: Pair
    line: int
    names: str = ""


Planter = Callable[[Pair, Random], Spoiled | None]

DOSE = re.compile(
    r"(?<![\d./-])(?P<number>\d{1,4}(?:\.\d+)?)"
    r"(?=[ -]?(?:mg|mcg|milligrams?|micrograms?|units|puffs|g|mEq|tablets)\b(?! ?/ ?d))",
    re.IGNORECASE,
)
SIDE = re.compile(
    r"\b(?:left|right)(?=(?:[- ]sided)? [a-z]{3,})"
    r"(?! (?:now|away|here|there|before|after|hand dominant|handed|the|for|with|at|work|home|untreated|out)\b)",
    re.IGNORECASE,
)
_OTHER_SIDE = {"left": "right", "right": "left"}
_FLIPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b[Dd]enies (?:any |having )?(?=[a-z])", "reports "),
        (r"\b[Dd]enied (?:any |having )?(?=[a-z])", "reported "),
        (r"\b[Nn]egative for\b", "positive for"),
        (r"\b[Pp]ositive for\b", "negative for"),
        (r"(?<=[a-z:,] )no (?=[a-z]{4})(?!known|history|evidence|more|longer|further)", ""),
        (r"^No (?=[a-z]{4})(?!known|history|evidence|more|longer|further|lifting|driving)", ""),
        (r"\b(?:does|do|did) not have\b", "has"),
        (r"\b(?:is|was) not (?=[a-z]{4})", "is "),
        (r"\b(?:has|have) not (?=[a-z]{4})", "has "),
        (r"\bwithout (?=[a-z]{4})", "with "),
        (r"\b(?:[Ee]ndorses|[Rr]eports) (?=(?!that|being|he|she|her|his|doing|taking)[a-z]{4})", "denies "),
    )
)
_FREQUENCIES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), others)
    for pattern, others in (
        (r"twice (?:a day|daily|per day)|bid|two times a day", ("once daily", "four times a day", "three times daily")),
        (r"three times (?:a day|daily)|tid", ("once a day", "twice daily")),
        (r"every (?:6|six) hours|every (?:8|eight) hours|q6h|q8h", ("once daily", "every 12 hours")),
        (r"every (?:4|four) hours|q4h", ("once daily", "every 12 hours")),
        (r"every 12 hours", ("every 4 hours", "once daily")),
        (
            r"(?<!twice )(?<!times )(?<!per )(?:once (?:a day|daily)|daily|a day|every day)",
            ("twice a day", "three times daily"),
        ),
        (r"(?:once )?(?:weekly|a week|every week)", ("daily", "twice a day")),
        (r"nightly|at bedtime|every night", ("three times a day", "every 6 hours")),
    )
)
_DRUG = re.compile(
    r"\b(?P<name>[A-Za-z]{5,})(?= (?:\d{1,4}(?:\.\d+)?|one hundred|[a-z]+ty) ?(?:mg|mcg|milligrams|units)\b(?! ?/))"
)
_NO_DRUGS = re.compile(
    r"^(?:tablet|about|increase|taking|takes|dose|decrease|total|daily|start|continue|using|given)", re.IGNORECASE
)
_OTHER_DRUGS = (
    "amlodipine", "sertraline", "metformin", "omeprazole", "furosemide", "prednisone", "warfarin", "gabapentin",
    "levothyroxine", "hydralazine", "tramadol", "clonidine", "glipizide", "montelukast", "doxycycline", "verapamil",
)  # fmt: skip
_LAB = re.compile(
    r"\b(?:hemoglobin(?: A1c)?|haemoglobin|a1c|hba1c|potassium|sodium|creatinine|glucose|INR|TSH|platelets?|WBC"
    r"|white (?:blood )?(?:cell )?count|ejection fraction|blood pressure|BP|heart rate|pulse|temperature|SpO2"
    r"|oxygen saturation|saturation"
    r"|respiratory rate|cholesterol|LDL|CRP|BUN|ferritin|troponin|lactate|calcium|T4)"
    r"(?: (?:level|reading|today|on room air))?:?(?: (?:of|is|was|at|were|to|came back at|measured))* "
    r"(?P<number>\d{1,3}(?:\.\d+)?)(?!\d|/\d* ?l)",
    re.IGNORECASE,
)
_INVENTED: tuple[tuple[str, str], ...] = (
    ("hematuria", "The patient also reports gross hematuria."),
    ("subdural", "CT of the head showed a small subdural hematoma."),
    ("metformin", "Metformin 500 mg twice daily was started."),
    ("pneumothorax", "Chest x-ray shows a small apical pneumothorax."),
    ("seizure", "He had a generalized seizure last month."),
    ("psoriasis", "There is a history of psoriasis."),
    ("warfarin", "She takes warfarin 5 mg daily."),
    ("latex", "The patient is allergic to latex."),
    ("glaucoma", "Past medical history includes glaucoma."),
    ("splenomegaly", "Splenomegaly was noted on examination."),
    ("cholecystectomy", "Laparoscopic cholecystectomy was performed in 2015."),
    ("gout", "Gout flares twice a year."),
    ("hepatitis", "Hepatitis C antibodies were positive."),
    ("lymphadenopathy", "There is cervical lymphadenopathy."),
    ("insulin", "Insulin glargine 20 units at bedtime was prescribed."),
    ("troponin", "Troponin was elevated at 0.8."),
    ("melanoma", "Her brother had melanoma."),
    ("cocaine", "He admits to cocaine use."),
    ("tinnitus", "Tinnitus has been present for two years."),
    ("osteoporosis", "Bone density showed osteoporosis."),
)
_ALLERGENS = (
    "penicillin", "sulfa drugs", "codeine", "latex", "aspirin", "amoxicillin", "iodine contrast", "peanuts",
    "shellfish", "erythromycin", "ciprofloxacin", "morphine", "ibuprofen", "cephalexin", "bee stings", "lisinopril",
)  # fmt: skip
_ALLERGIC = (
    ("Allergies", "{} causes hives."),
    ("Allergies", "{} (rash)."),
    ("Allergies", "The patient is allergic to {}."),
    ("Allergies", "Allergic to {}, which caused anaphylaxis."),
    ("Allergies", "Known drug allergies: {}."),
    ("Past medical history", "He has an allergy to {} with facial swelling."),
)
_THINNERS = (
    ("apixaban", "Eliquis", "5 mg twice daily"), ("warfarin", "Coumadin", "3 mg every evening"),
    ("rivaroxaban", "Xarelto", "20 mg with supper"), ("dabigatran", "Pradaxa", "150 mg BID"),
    ("enoxaparin", "Lovenox", "80 mg every 12 hours"), ("edoxaban", "Savaysa", "60 mg once daily"),
)  # fmt: skip
_THINNING = ("{} for atrial fibrillation.", "{}.", "The patient takes {}.", "He is anticoagulated with {}.")


def wrong_dose(pair: Pair, random: Random) -> Spoiled | None:
    """A dose is another number."""
    return _changed(pair, random, DOSE, "number", lambda match: _other_number(match["number"], random))


def swapped_side(pair: Pair, random: Random) -> Spoiled | None:
    """Left is right, or right left, where the line names one side only."""
    one_sided = [
        len({side.lower() for side in re.findall(r"\b(?:left|right)\b", one.text, re.IGNORECASE)}) == 1
        for one in pair.lines
    ]
    kept = replace(
        pair, lines=tuple(one if ok else replace(one, text="") for one, ok in zip(pair.lines, one_sided, strict=True))
    )
    spoiled = _changed(kept, random, SIDE, 0, lambda match: _like(_OTHER_SIDE[match.group().lower()], match.group()))
    if spoiled is None:
        return None
    lines = list(pair.lines)
    lines[spoiled.line] = spoiled.pair.lines[spoiled.line]
    return replace(spoiled, pair=replace(pair, lines=tuple(lines)))


def negation_flipped(pair: Pair, random: Random) -> Spoiled | None:
    """What is denied is asserted, or the other way round."""
    places = [
        (number, match, instead)
        for number, one in enumerate(pair.lines)
        for pattern, instead in _FLIPS
        for match in pattern.finditer(one.text)
    ]
    if not places:
        return None
    number, match, instead = random.choice(places)
    return _with(pair, number, match.span(), _like(instead, match.group()))


def wrong_frequency(pair: Pair, random: Random) -> Spoiled | None:
    """A medicine is taken more or less often; only in lines with a dose."""
    places = [
        (number, match, others)
        for number, one in enumerate(pair.lines)
        if DOSE.search(one.text)
        for pattern, others in _FREQUENCIES
        for match in pattern.finditer(one.text)
    ]
    if not places:
        return None
    number, match, others = random.choice(places)
    return _with(pair, number, match.span(), random.choice(others))


def wrong_drug(pair: Pair, random: Random) -> Spoiled | None:
    """Another medicine at the same dose."""
    fresh = [name for name in _OTHER_DRUGS if name not in pair.record.lower()]
    kept = [
        (number, match)
        for number, one in enumerate(pair.lines)
        for match in _DRUG.finditer(one.text)
        if not _NO_DRUGS.search(match["name"])
    ]
    if not kept or not fresh:
        return None
    number, match = random.choice(kept)
    return _with(pair, number, match.span("name"), _like(random.choice(fresh), match["name"]))


def wrong_value(pair: Pair, random: Random) -> Spoiled | None:
    """A laboratory value or a vital sign is another number."""
    return _changed(pair, random, _LAB, "number", lambda match: _other_number(match["number"], random))


def invented_finding(pair: Pair, random: Random) -> Spoiled | None:
    """A sentence that the record does not hold."""
    fresh = [text for word, text in _INVENTED if word not in pair.record.lower()]
    if not fresh or not pair.lines:
        return None
    at = random.randrange(len(pair.lines))
    lines = (*pair.lines[: at + 1], Written(pair.lines[at].heading, random.choice(fresh)), *pair.lines[at + 1 :])
    return Spoiled(replace(pair, lines=lines), at + 1)


def allergy_dropped(pair: Pair, random: Random) -> Spoiled | None:
    """The record states an allergy, the summary does not."""
    allergen = random.choice([one for one in _ALLERGENS if one.split()[0] not in pair.record.lower()])
    heading, said = random.choice(_ALLERGIC)
    told = said.format(allergen)
    talk = ("do you have any allergies?", f"yes, i'm allergic to {allergen}.")
    return _dropped(pair, heading, f"{told[:1].upper()}{told[1:]}", talk, allergen)


def anticoagulant_dropped(pair: Pair, random: Random) -> Spoiled | None:
    """The record states an anticoagulant, the summary does not."""
    record = pair.record.lower()
    generic, brand, dosage = random.choice(
        [one for one in _THINNERS if one[0] not in record and one[1].lower() not in record]
    )
    name = random.choice((generic, brand))
    told = random.choice(_THINNING).format(f"{name} {dosage}")
    talk = ("are you on any blood thinners?", f"yes, i take {name}, {dosage}.")
    return _dropped(pair, "Medications", f"{told[:1].upper()}{told[1:]}", talk, name)


PLANTERS: dict[str, Planter] = {
    "wrong dose": wrong_dose,
    "swapped side": swapped_side,
    "dropped allergy": allergy_dropped,
    "negation flipped": negation_flipped,
    "invented finding": invented_finding,
    "dropped anticoagulant": anticoagulant_dropped,
    "wrong frequency": wrong_frequency,
    "wrong drug": wrong_drug,
    "wrong value": wrong_value,
}


def _dropped(pair: Pair, heading: str, told: str, talk: tuple[str, str], names: str) -> Spoiled:
    """Return the pair with something more in its record; the summary keeps silent, and has a part for it."""
    asked, answered = talk
    if speakers := re.match(r"(?:\S+ )?(?P<doctor>\[doctor\]|Doctor:)", pair.record):
        patient = "[patient]" if "[" in speakers["doctor"] else "Patient:"
        record = f"{pair.record.rstrip()}\n{speakers['doctor']} {asked}\n{patient} {answered}\n"
    else:
        record = f"{heading.upper()}\n\n{told}\n\n{pair.record}"
    lines = (Written(heading, ""), *pair.lines)
    return Spoiled(Pair(pair.name, record, lines), -1, names)


def _changed(
    pair: Pair, random: Random, pattern: re.Pattern[str], group: str | int, other: Callable[[re.Match[str]], str]
) -> Spoiled | None:
    places = [(number, match) for number, one in enumerate(pair.lines) for match in pattern.finditer(one.text)]
    if not places:
        return None
    number, match = random.choice(places)
    return _with(pair, number, match.span(group), other(match))


def _with(pair: Pair, number: int, span: tuple[int, int], instead: str) -> Spoiled:
    line = pair.lines[number]
    text = f"{line.text[: span[0]]}{instead}{line.text[span[1] :]}"
    lines = (*pair.lines[:number], replace(line, text=text), *pair.lines[number + 1 :])
    return Spoiled(replace(pair, lines=lines), number)


def _other_number(written: str, random: Random) -> str:
    number = float(written)
    factor = random.choice((2.0, 0.5, 10.0, 1.5, 3.0))
    changed = number * factor
    places = len(written.partition(".")[2])
    text = f"{changed:.{max(places, 0 if changed.is_integer() else 1)}f}"
    return text if text != written else f"{number + 1:.{places}f}"


def _like(text: str, pattern: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" if pattern[:1].isupper() else text
