"""What the kill tests of papers kill: `python -m tests.integration.paper_child FOLDER`. Says "go" after the first."""

from __future__ import annotations

import itertools
import sys
from dataclasses import dataclass
from pathlib import Path

from modules.core.revisions import Piece
from modules.core.types import Scope
from modules.store.database import Database
from modules.store.papers import Papers

MINE = Scope("ann", "medical")


@dataclass(frozen=True, slots=True)
class Letter:
    lines: tuple[str, ...]

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(Piece("Letter", str(number), text) for number, text in enumerate(self.lines))


def main(folder: Path) -> None:
    """Edit and sign one paper after the other until the end comes."""
    papers = Papers(Database(folder), MINE)
    for number in itertools.count():
        paper = papers.begin("letter", f"Letter {number}", (), Letter(()), "Ann")
        for edit in range(5):
            lines = tuple(f"{number} {edit} {line} {'words ' * 200}" for line in range(edit + 3))
            paper = papers.revise(paper, Letter(lines), "Ann")
        paper = papers.sign(paper, "Ann Lee", "Physician")
        papers.add(paper.id, "Seen again.", "Ann Lee", "Physician")
        if not number:
            sys.stdout.write("go\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
