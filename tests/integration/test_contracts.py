"""Every import-linter contract holds on the real tree and fails on a deliberate breach."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = [contract["name"] for contract in CONTRACTS]

# The contract, a module that exists, and the import that must not be in it.
BREACHES = [
    ("Arrows run one way", "core/types.py", "modules.store"),
    ("Arrows run one way", "safety/__init__.py", "modules.store"),
    ("Arrows run one way", "core/types.py", "modules.safety"),
    ("Arrows run one way", "store/__init__.py", "modules.adapters"),
    ("Arrows run one way", "adapters/__init__.py", "modules.services"),
    ("Arrows run one way", "services/__init__.py", "modules.adapters"),
    ("Arrows run one way", "wiring.py", "modules.ui"),
    ("Domains know the core and nothing else", "domains/legal/__init__.py", "modules.adapters"),
    ("Domains know the core and nothing else", "domains/medical/splitting.py", "streamlit"),
    ("Domains do not know each other", "domains/legal/__init__.py", "modules.domains.medical"),
    ("Shared code names no domain", "core/types.py", "modules.domains.legal"),
    ("Shared code names no domain", "safety/finding.py", "modules.domains.medical"),
    ("Shared code names no domain", "ui/__init__.py", "modules.domains.finance"),
    ("Shared code names no domain", "wiring.py", "modules.domains.education"),
    ("Only the user interface knows Streamlit", "wiring.py", "streamlit"),
    ("Only the user interface knows Streamlit", "services/__init__.py", "streamlit"),
    ("The core and the store need no library beyond pydantic, numpy and PyYAML", "core/errors.py", "httpx"),
    (
        "The core and the store need no library beyond pydantic, numpy and PyYAML",
        "store/__init__.py",
        "chromadb",
    ),
    ("Only the user interface knows Streamlit", "safety/__init__.py", "streamlit"),
    ("The core and the store need no library beyond pydantic, numpy and PyYAML", "safety/finding.py", "spacy"),
]


def verdicts(folder: Path) -> dict[str, bool]:
    """Whether each contract is kept by the tree in `folder`."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-cache"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    found = {
        name: match[1] == "KEPT" for name in NAMES if (match := re.search(rf"^{name} (KEPT|BROKEN)", run.stdout, re.M))
    }
    assert set(found) == set(NAMES), run.stdout + run.stderr
    return found


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "modules", tmp_path / "modules", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    assert [name for name, kept in verdicts(ROOT).items() if not kept] == []


def test_every_contract_has_a_breach() -> None:
    assert {name for name, _, _ in BREACHES} == set(NAMES)


@pytest.mark.parametrize(("name", "module", "imported"), BREACHES, ids=[f"{m} imports {i}" for _, m, i in BREACHES])
def test_a_breach_breaks_its_contract(tree: Path, name: str, module: str, imported: str) -> None:
    path = tree / "modules" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {imported}\n", encoding="utf-8")
    assert not verdicts(tree)[name]
