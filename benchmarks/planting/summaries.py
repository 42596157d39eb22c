"""Correct summaries of real notes: most of a note's own sentences, partly in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks.planting.medical import DOSE, SIDE, Pair

_PARAPHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bThe patient (?:states|reports|notes) (?:that )?(?:he|she) has\b", "The patient reports having"),
        (r"\bHe (?:reports|states|notes) (?:that )?he\b", "The patient says he"),
        (r"\bShe (?:reports|states|notes) (?:that )?she\b", "The patient says she"),
        (r"\b[Dd]enies (?=(?:any )?[a-z]+\.)", "has no "),
        (r"\bEndorses\b", "Reports"),
        (r"\b(\d+) mg\b", r"\1 milligrams"),
        (r"\btwice (?:daily|a day|per day)\b", "BID"),
        (r"\bthree times (?:daily|a day)\b", "TID"),
        (r"\b(?:once daily|once a day)\b", "every day"),
        (r"\bshortness of breath\b", "dyspnea"),
        (r"\bhypertension\b", "high blood pressure"),
        (r"\bPHYSICAL EXAM\b", "On examination"),
        (r"\bis a (\d+)-year-old\b", r"is \1 years old, a"),
        (r"\bWe will\b", "The plan is to"),
        (r"\bI (?:have )?(?:recommended|advised)\b", "Recommended:"),
        (r"\bdemonstrates?\b", "shows"),
        (r"\breveals?\b", "shows"),
    )
)  # fmt: skip


def paraphrased(pair: Pair, random: Random) -> Pair:
    """Return the pair with other words for the same in its summary, where a pattern has some."""
    lines = []
    for line in pair.lines:
        text = line.text
        for pattern, instead in _PARAPHRASES:
            if random.random() < 0.6:
                text = pattern.sub(instead, text)
        lines.append(replace(line, text=text))
    return replace(pair, lines=tuple(lines))


def selected(pair: Pair, random: Random, share: float) -> Pair:
    """Return the pair with only a share of its summary's lines; what names a dose, a side or an allergy stays."""
    telling: Sequence[re.Pattern[str]] = (DOSE, SIDE, re.compile(r"allerg", re.IGNORECASE))
    kept = [one for one in pair.lines if any(cue.search(one.text) for cue in telling) or random.random() < share]
    return replace(pair, lines=tuple(kept))
