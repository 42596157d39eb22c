"""The letters after a clinician's name, by which a name is known as one and a line as a signature: "M. Ellery, MD"."""

from __future__ import annotations

# An alternation for a regular expression in which case counts: "DO" is a degree, "do" is none.
CREDENTIALS = (
    r"M\.?D\.?|D\.?O\.?|R\.?N\.?|N\.?P\.?|PA(?:-?C)?|Ph\.?D\.?|MB|MBBS|MBChB|BMBS|FRCP(?:ath|CH)?|FRCS|FRCOG|FRCR"
    r"|MRCP(?:CH)?|MRCGP|FACC|FACS|FACP|DDS|DMD|DPM|PharmD|PsyD|LCSW|CRNA|CNM|DPT|OTR|LPN|FNP(?:-BC)?|APRN|DNP|BSN"
    r"|MSN|MPH"
)
