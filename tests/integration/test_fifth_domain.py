"""A fifth domain is one folder and one page, and nothing else is touched."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TREE = ("app.py", "pages", "modules", "static", ".streamlit", "tests/doubles", "data/lexicons/identities")

DOMAIN = '''
"""Cooking: answers from the visitor's own recipes."""

from pathlib import Path

from modules.core.prompts import answer_instructions
from modules.core.splitting import StructureSplitter
from modules.core.types import Domain

DOMAIN = Domain(
    key="cooking",
    title="Cooking",
    icon="🍲",
    tagline="Ask your recipes.",
    instructions=answer_instructions(Path(__file__).parent),
    notice="Taste before you serve.",
    splitter=StructureSplitter(),
    questions=("How long does the dough rest?",),
)
'''
PAGE = '''
"""The cooking page: its documents, its conversations in the sidebar, and the questions with their vouched answers."""

from modules.ui import chat, conversations, opening, shelf

workspace = opening.open_workspace("cooking")
opening.domain_head(workspace)
shelf.show(workspace)
chat.show(workspace)
conversations.sidebar(workspace)
'''
MANNER = "You are a cook. Give amounts and times exactly.\n\n{{ rules }}"

VISIT = """
import io, json, sys
from pathlib import Path
from types import ModuleType
import streamlit as st
from streamlit.testing.v1 import AppTest
from modules.core.types import Scope
from tests.doubles.vouch import FakeVouch

vouch = FakeVouch(Path(sys.argv[1]))
recipe = b"Bread\\n\\nKnead the dough for ten minutes. Let it rest for ninety minutes in a warm place."
vouch.library(Scope("local", "cooking")).add("bread.txt", io.BytesIO(recipe))
wiring = ModuleType("modules.wiring")
wiring.Vouch = lambda: vouch
sys.modules["modules.wiring"] = wiring

offered, show = [], st.navigation
def navigation(pages, **options):
    offered.extend(page.title for group in pages.values() for page in group)
    return show(pages, **options)
st.navigation = navigation

app = AppTest.from_file("app.py", default_timeout=30).run()
assert not app.exception, app.exception
page = app.switch_page("pages/cooking.py").run()
assert not page.exception, page.exception
print(json.dumps({
    "domains": list(vouch.domains),
    "offered": offered,
    "title": page.title[0].value,
    "notice": [caption.value for caption in page.caption],
    "asks": len(page.chat_input),
    "suggestions": [button.label for button in page.button],
}))
"""


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the app with cooking added."""
    copy = tmp_path / "tree"
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    before = digests(copy)
    folder = copy / "modules" / "domains" / "cooking"
    (folder / "prompts").mkdir(parents=True)
    (folder / "__init__.py").write_text(DOMAIN, encoding="utf-8")
    (folder / "prompts" / "answer.md").write_text(MANNER, encoding="utf-8")
    (copy / "pages" / "cooking.py").write_text(PAGE, encoding="utf-8")
    after = digests(copy)
    assert before.items() <= after.items()
    assert sorted(after.keys() - before.keys()) == [
        "modules/domains/cooking/__init__.py",
        "modules/domains/cooking/prompts/answer.md",
        "pages/cooking.py",
    ]
    return copy


def test_a_fifth_domain_is_one_folder_and_one_page(tree: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", VISIT, str(tmp_path / "runtime")]
    visit = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=100, check=False)
    assert visit.returncode == 0, visit.stderr
    seen = json.loads(visit.stdout.splitlines()[-1])
    assert seen["domains"] == ["cooking", "education", "finance", "legal", "medical"]
    assert "Cooking" in seen["offered"]
    assert seen["title"] == "Cooking"
    assert any(line.startswith("Taste before you serve") for line in seen["notice"])
    assert seen["asks"] == 1
    assert any(label.startswith("How long does the dough rest") for label in seen["suggestions"])
