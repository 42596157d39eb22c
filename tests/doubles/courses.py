"""Small courses for tests: sections and statements cut out of marked lines."""

from collections.abc import Sequence

from modules.core.findings import Citation
from modules.domains.education.material import Concept, ConceptMap, Material, Role, Section, Statement

_ROLES = {"d": Role.DEFINITION, "o": Role.OBJECTIVE, "s": Role.SUMMARY, "x": Role.EXAMPLE, "q": Role.EXERCISE}
DOCUMENT = "doc"


def course(
    text: str, terms: Sequence[tuple[str, ...]] = (), *, chapter: str = "Chapter"
) -> tuple[Material, ConceptMap, dict[tuple[str, int], str]]:
    """Make a material of lines: "# Title" opens a section, "d: ..." is a definition; others are text. With its page.

    Args:
        text: the lines.
        terms: for each concept its name and its aliases; its definition is the first definition line that opens with
            its name.
        chapter: first title of every path.
    """
    page, sections, path, found = "", [], (chapter,), []
    for line in [one.strip() for one in text.strip().splitlines() if one.strip()]:
        if line.startswith("# "):
            if found:
                sections.append(Section(DOCUMENT, "course.pdf", path, 1, tuple(found)))
            path, found = (chapter, line[2:]), []
            page += f"{line}\n"
            continue
        mark, _, rest = line.partition(": ")
        role, said = (_ROLES[mark], rest) if mark in _ROLES else (Role.TEXT, line)
        found.append(Statement(Citation(DOCUMENT, 1, len(page), len(page) + len(said), said), role))
        page += f"{said}\n"
    sections.append(Section(DOCUMENT, "course.pdf", path, 1, tuple(found)))
    material = Material(tuple(sections))
    return material, ConceptMap(tuple(_concept(material, names) for names in terms)), {(DOCUMENT, 1): page}


def _concept(material: Material, names: tuple[str, ...]) -> Concept:
    for section, statement in material.statements(Role.DEFINITION):
        if statement.text.lower().startswith(names[0].lower()):
            return Concept(names[0], names[0], statement, names[1:], section.path, weight=0.5)
    first = next(
        (one for one, said in material.statements() if names[0].lower() in said.text.lower()), material.sections[0]
    )
    return Concept(names[0], names[0], None, names[1:], first.path, weight=0.5)


CELLS = """
# Enzymes of replication
o: Describe the enzymes of DNA replication
d: helicase: enzyme that opens the double helix by breaking hydrogen bonds
d: ligase: enzyme that seals the gaps between neighbouring fragments
d: primase: enzyme that makes the short stretch of RNA for a start
d: topoisomerase: enzyme that relaxes the coils ahead of the fork
d: polymerase: protein complex that adds nucleotides to the growing strand
The enzymes of replication in bacteria include helicase, ligase, and primase.
Helicase unwinds the DNA at the origin of replication, whereas ligase closes the backbone of the new strand.
In 1953, Rosalind Franklin published an image of the double helix in a British journal.
In 1958, Matthew Meselson tested three models of replication with heavy nitrogen.
In 1977, Frederick Sanger described a method for the sequencing of genes.
In 1983, Kary Mullis invented a reaction that copies a stretch of a molecule.
The helicase of bacteria opens about 1000 base pairs of the helix in a second.
A turn of the double helix is 3.4 nm long and holds many bases of the strand.
# Division
d: mitosis: division of a nucleus into two nuclei with the same chromosomes
d: cytokinesis: splitting of the cytoplasm into two separate daughter cells
The stages of mitosis include prophase, metaphase, and anaphase.
The cell cycle goes through these stages.
1. The chromosomes condense and become visible.
2. The chromosomes line up at the equator.
3. The sister chromatids are pulled to opposite poles.
4. Two nuclear envelopes form around the separated sets.
x: For a resistor the current is I = 12 V / 4.0 Ω = 3.0 A in this circuit.
"""
TERMS = (
    ("helicase",), ("ligase",), ("primase",), ("topoisomerase",), ("polymerase",), ("mitosis",), ("cytokinesis",),
    ("double helix",), ("chromosome",), ("replication",), ("resistor",),
)  # fmt: skip
