"""kill -9 while papers are edited and signed: each is whole, and its log tells how it came to be as it is.

VOUCH_KILLS sets how many moments; the acceptance run takes 20.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from modules.core.revisions import Action, replayed
from modules.store.database import Database
from modules.store.papers import Papers, PaperState

from .paper_child import MINE, Letter

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("VOUCH_KILLS", "3"))
_DRAWN = random.Random("papers")


@pytest.mark.parametrize("seconds", [_DRAWN.uniform(0.02, 0.6) for _ in range(KILLS)])
def test_killed_while_editing_and_signing(tmp_path: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.integration.paper_child", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"go\n"
        time.sleep(seconds)
        child.kill()
    with closing(Database(tmp_path)) as database:
        papers = Papers(database, MINE)
        kept = papers.all()
        assert kept
        for head in kept:
            paper = papers.get(head.id)
            log = [change.edit for change in papers.changes(head.id)]
            assert paper.intact
            assert replayed(paper.first(Letter).pieces(), log) == paper.read(Letter).pieces()
            assert log[0].action is Action.WROTE
            assert (Action.SIGNED in {edit.action for edit in log}) is (paper.state is PaperState.SIGNED)
        assert all(head.state is PaperState.SIGNED for head in kept[1:])
