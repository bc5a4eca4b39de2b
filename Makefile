# Every target does its own set-up, once: stamps in .venv make the next run instant.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider
SPREAD := -n $(WORKERS) --dist worksteal
ASSETS := src/tocsin/publish/assets/countries-110m.json
# Where the environment forbids Python to keep bytecode, every start would compile every library anew;
# some packages carry files that only other Pythons can read.
BYTECODE := $(BIN)/python -m compileall -qq -j 2 .venv/lib src || true
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

.PHONY: help setup assets browser fmt lint check test slow golden bench docs demo ci lock clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.run $(ASSETS) ## Create .venv, install what the locks name, fetch shapes and type

assets: $(ASSETS) ## Fetch shapes, type and test tools named in package-lock.json

fmt: .venv/.test ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/.test ## Format, lint, types and imports, without a test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint $(ASSETS) ## Lint and fast tests: under two minutes on two cores
	$(PYTEST) -q $(SPREAD) -m "not slow and not browser" tests/rules tests/unit

test: .venv/.test $(ASSETS) browser ## Every test that is not marked slow, with coverage
	@mkdir -p build
	$(PYTEST) -q $(SPREAD) -m "not slow" --cov --cov-report=term

slow: .venv/.test $(ASSETS) browser ## The tests marked slow
	$(PYTEST) -q $(SPREAD) -m slow || [ $$? -eq 5 ]

golden: .venv/.test ## Published results that must come out again
	$(PYTEST) -q tests/golden

bench: .venv/.test $(ASSETS) ## Time and memory against the budgets, one process at a time
	@over=0; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" || over=1; done; exit $$over

docs: .venv/.test ## Check the manual: pages, links, examples
	$(PYTEST) -q tests/rules/test_documents.py tests/rules/test_methods.py tests/rules/test_commands.py src/tocsin/methods

demo: setup ## Build the Colombia example into build/ and say where it is
	$(BIN)/tocsin demo

ci: lint test slow demo ## All that must pass

lock: .venv/.test ## Write requirements/*.lock and package-lock.json anew
	$(COMPILE) --upgrade pyproject.toml --all-extras --group setup -o requirements/test.lock
	$(COMPILE) -c requirements/test.lock pyproject.toml --group setup -o requirements/run.lock
	$(COMPILE) --upgrade --group node -o requirements/node.lock
	npm install --package-lock-only

clean: ## Remove what was built, fetched or cached, but not .venv
	rm -rf build dist node_modules src/tocsin/publish/assets tests/support/assets
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

browser: ## Install Debian's Chromium where it is missing, if root
	@tools/install_debian_package.sh chromium chromium "Tests that drive a browser are skipped without it."

.venv/bin/python:
	@PYTHON=$(PYTHON) tools/make_venv.sh

.venv/.run: requirements/run.lock pyproject.toml | .venv/bin/python
	@echo "Installing the packages of requirements/run.lock (once; about a minute)"
	@$(PIP) install -qq --require-hashes -r requirements/run.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@$(BYTECODE)
	@touch $@

.venv/.test: requirements/test.lock pyproject.toml | .venv/bin/python
	@echo "Installing the packages of requirements/test.lock (once; a minute or two)"
	@$(PIP) install -qq --require-hashes -r requirements/test.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@$(BYTECODE)
	@touch .venv/.run $@

$(ASSETS): package-lock.json tools/fetch_assets.py | .venv/.run
	@$(BIN)/python tools/fetch_assets.py
