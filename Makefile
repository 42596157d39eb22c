# Two verbs set everything up on a fresh machine: `make run` and `make test`. They need Python 3.11 or newer, make, and
# the package registries that pip is configured for. Running either again is quick and changes nothing.

PYTHON ?= python3
BIN := .venv/bin
DATA ?= data

.PHONY: run test check lint format lock eval weights

run: weights  ## install what is missing and start the app
	@$(BIN)/streamlit run app.py

test: .venv/.dev weights  ## the whole suite: unit, integration, browser
	@$(BIN)/python -m tests.tiny_model  # 93 MB, once: tests of the engine's process need no good answers
	$(BIN)/pytest

check: lint test  ## everything that CI checks

weights: .venv/.app  ## the embedded chat model: 1.1 GB, once
	@$(BIN)/python -m modules.adapters.weights

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: .venv/.dev  ## retrieval quality on public data: make eval DATA=folder
	$(BIN)/python -m benchmarks.retrieval $(DATA)

lock: .venv/.dev  ## resolve the *.in files again
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes requirements-dev.in -o requirements-dev.txt

# --- installation: each step leaves a stamp that is older than nothing it depends on ---

.venv/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Vouch needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 run"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@touch $@

.venv/.app: .venv/.venv requirements.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/.app requirements-dev.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --compile-bytecode --require-hashes -r requirements-dev.txt
	@touch $@
