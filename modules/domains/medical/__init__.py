"""Medical: reads clinical notes and repeats what they say, value for value."""

from pathlib import Path

from modules.core.prompts import answer_instructions
from modules.core.types import Domain, Sample
from modules.domains.medical.splitting import MedicalSplitter

_SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples" / "medical"

DOMAIN = Domain(
    key="medical",
    title="Medical",
    icon="🩺",
    tagline="Ask a record what it says: every dose, value and date with the line it stands on.",
    instructions=answer_instructions(Path(__file__).parent),
    notice="Not a medical device and no diagnosis. Decide on the record itself, never on this page alone.",
    splitter=MedicalSplitter(),
    protects_identities=True,
    questions=(
        "Which medicines does the patient take now, and at what doses?",
        "Which allergies does the patient have, and what were the reactions?",
        "What was the potassium on the day of discharge?",
        "Why was the patient admitted to hospital?",
        "Which blood tests are planned, and for which day?",
    ),
    samples=(
        Sample(
            _SAMPLES / "clinic-note.pdf",
            "Clinic note",
            "A follow-up visit after a stay in hospital. The patient is fictional.",
        ),
        Sample(
            _SAMPLES / "discharge-summary.docx",
            "Discharge summary",
            "The hospital's letter about the same fictional patient, with laboratory and medicine tables.",
        ),
        Sample(
            _SAMPLES / "vitals-and-labs.csv",
            "Vital signs and laboratory values",
            "Her values over time, from admission to the visit, as a table.",
        ),
    ),
)
