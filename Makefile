# Every target sets up what it needs by itself, the first time in a minute or so, then at once.
# Needed on the machine: Python 3.11 or newer with pip. Another Python: make up PYTHON=python3.12
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
READY := $(VENV)/.ready
PYTHON ?=
# More words for the command that a target runs, as in: make up ARGS=--once
ARGS ?=

.PHONY: help
help: ## Show the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: up
up: $(READY) ## See the product: a broker of its own, a worker, sample articles, alerts as they come
	@$(BIN)/volteface up $(ARGS)

.PHONY: test
test: $(READY) ## Run every test, on the embedded broker and on Apache Kafka, in two processes
	@$(PY) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: unit
unit: $(READY) ## Run the unit tests only
	@$(PY) -m pytest tests/unit $(ARGS)

.PHONY: faults
faults: $(READY) ## Kill, pause and starve workers and Apache Kafka for long: make faults ARGS="--faults 1000 --seed 7"
	@$(PY) -m tests.faults $(ARGS)

.PHONY: bench
bench: $(READY) ## Run the benchmarks
	@$(PY) -m pytest tests/benchmarks --override-ini 'python_files=bench_*.py' -s -q --no-header --timeout 3600 $(ARGS)

# The compiled core: a wheel built from a copy, so that no library hides the sources, and unpacked beside the tests.
COMPILED := build/compiled
BESIDE := .ci .dockerignore deploy LICENSE Makefile NOTICE pyproject.toml README.md $(wildcard requirements*.lock) tests

.PHONY: wheel
wheel: $(READY) ## Build a wheel with the pure core compiled to C (needs a C compiler, takes minutes)
	@rm -rf build/source dist && mkdir -p build/source
	@cp -r pyproject.toml README.md LICENSE NOTICE schemas seeds streams build/source
	@cd build/source && HATCH_BUILD_HOOK_ENABLE_MYPYC=true $(abspath $(PY)) -m hatchling build --target wheel --directory ../../dist
	@ls dist

$(COMPILED)/.ready: $(shell find streams schemas seeds -type f -not -path '*/__pycache__/*') pyproject.toml
	@$(MAKE) wheel
	@rm -rf $(COMPILED) && $(PY) -m pip install --quiet --no-deps --target $(COMPILED) dist/*.whl
	@touch $@

.PHONY: compiled
compiled: $(READY) $(COMPILED)/.ready ## Run the unit tests on the compiled core
	@cp -r $(BESIDE) $(COMPILED) && cd $(COMPILED) && $(abspath $(PY)) -m pytest tests/unit $(ARGS)

.PHONY: bench-compiled
bench-compiled: $(READY) $(COMPILED)/.ready ## Run the benchmarks on the compiled core
	@cp -r $(BESIDE) $(COMPILED) && cd $(COMPILED) && $(abspath $(PY)) -m pytest tests/benchmarks --override-ini 'python_files=bench_*.py' -s -q --no-header --timeout 3600 $(ARGS)

.PHONY: fuzz
fuzz: $(READY) ## Fuzz the language core and every decoder (make fuzz ARGS="--inputs 1000000 --jobs 2 --seed 1")
	@$(PY) -m tests.fuzz $(ARGS)

.PHONY: burst
burst: $(READY) ## Send more articles at once than a worker can read, and watch its memory
	@$(PY) -m tests.support.burst $(ARGS)

.PHONY: lint
lint: $(READY) ## Check the style
	@$(PY) -m ruff check .

.PHONY: audit
audit: $(READY) ## Look the locked dependencies up in the database of known vulnerabilities (asks the Python package index)
	@$(PY) -m tests.support.audit $(ARGS)

.PHONY: types
types: $(READY) ## Check the types
	@$(PY) -m mypy

.PHONY: imports
imports: $(READY) ## Check that imports run one way
	@$(BIN)/lint-imports --no-logo

.PHONY: check
check: lint types imports test ## All that CI checks

.PHONY: fmt
fmt: $(READY) ## Format the code
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

.PHONY: schemas
schemas: $(READY) ## Write the JSON Schema and AsyncAPI files anew
	@$(BIN)/volteface schemas export

.PHONY: install
install: $(READY) ## Set up .venv from the lock
	@echo "Ready: $(BIN)/volteface"

.PHONY: lock
lock: $(READY) ## Resolve the dependencies anew (make lock ARGS=--upgrade for newer versions)
	@$(PY) -c 'import uv' 2>/dev/null || $(PY) -m pip install --quiet uv
	@UV_PYTHON_DOWNLOADS=never bash .ci/lock $(PY) $(ARGS)

.PHONY: clean
clean: ## Remove what was built, .venv too
	rm -rf $(VENV) .kafka .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

$(READY): requirements-dev.lock pyproject.toml .ci/setup
	@bash .ci/setup $(VENV) "$(PYTHON)"
