"""Education: a tutor that teaches from the visitor's own textbook and notes."""

from pathlib import Path

from modules.core.prompts import answer_instructions
from modules.core.types import Domain, Sample
from modules.domains.education.splitting import EducationSplitter

_SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples" / "education"

DOMAIN = Domain(
    key="education",
    title="Education",
    icon="🎓",
    tagline="A tutor that explains from your textbook, shows the page, and asks back.",
    instructions=answer_instructions(Path(__file__).parent),
    notice="Made for learning. The tutor can be wrong: check its words against the page beside them.",
    splitter=EducationSplitter(),
    questions=(
        "What does Ohm's law say, and when does it not hold?",
        "Why is the resistance of parallel resistors smaller than that of any branch alone?",
        "What is the resistivity of nichrome at 20 °C?",
        "How do I find the equivalent resistance step by step, as in Example 5.6?",
        "What does the time constant of an RC circuit tell us?",
    ),
    samples=(
        Sample(
            _SAMPLES / "electric-circuits-chapter.pdf",
            "Chapter 5: Electric circuits",
            "A textbook chapter with definitions, worked examples, figures and exercises.",
        ),
        Sample(
            _SAMPLES / "lecture-09-capacitors.md",
            "Lecture 9: Capacitors",
            "Lecture notes in Markdown on capacitors and RC circuits.",
        ),
    ),
)
