# `make run` starts the dashboard, `make test` checks everything. Both set up what they need.
PYTHON  ?= python3
ADDRESS ?= 127.0.0.1
PORT    ?= 8501

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run build test lowest check schemas lint format translations browser benchmark benchmark-ui calibration lock clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: build  ## start the dashboard on http://127.0.0.1:8501 (ADDRESS=, PORT=)
	$(BIN)/streamlit run server.py --server.address $(ADDRESS) --server.port $(PORT)

build: $(VENV)/runtime.stamp  ## build the database from data/facts, when it is stale
	$(BIN)/python cli.py build

# pytest speaks last: its summary is the last line that a reader, or a machine, sees.
test: check build browser  ## run every check and every test
	@$(BIN)/pytest -n 2 --cov --cov-report=

# The bounds of requirements.in are true: the tests without a browser pass with the lowest version of each.
LOWEST := .venv-lowest
LOWER  := $(BIN)/uv pip compile --quiet --no-emit-index-url --python $(LOWEST)/bin/python

lowest: $(LOWEST)/stamp build  ## run the tests without a browser with the lowest versions allowed
	$(LOWEST)/bin/python -m pytest -n 2 --ignore tests/browser

check: lint  ## run the checks that need no test: format, lint, types, layers, translations
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m reporting.format.translations --check

schemas: $(VENV)/runtime.stamp  ## write the JSON Schemas of facts and scenario files → docs/schema
	$(BIN)/python -m data.model_inputs.json_schema

lint: $(VENV)/dev.stamp  ## run the checks of format and style alone
	$(BIN)/ruff format --check
	$(BIN)/ruff check

format: $(VENV)/dev.stamp  ## format the code and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

translations: $(VENV)/dev.stamp  ## collect new sentences into the catalogues
	$(BIN)/python -m reporting.format.translations

browser:  ## make sure there is a Chromium for the browser tests
	@scripts/browser.sh

# The peers need an older pandas, so benchmarks have an environment of their own. PANEL=FILE adds a set.
BENCH := .venv-bench
PANEL ?=

benchmark: $(BENCH)/stamp  ## measure the forecasting engine beside its peers → docs/benchmarks.md
	$(BENCH)/bin/python -m benchmarks $(if $(PANEL),--panel $(PANEL))

benchmark-ui: build browser $(VENV)/dev.stamp $(BENCH)/stamp  ## measure the way from a lever to its chart → docs/benchmarks-ui.md
	$(BIN)/python -m benchmarks.speed --dash $(BENCH)/bin/python

calibration: $(BENCH)/stamp  ## measure the prediction intervals again → data/facts/engine
	$(BENCH)/bin/python -m benchmarks --calibrate $(if $(PANEL),--panel $(PANEL))

lock: $(VENV)/dev.stamp  ## pin the requirements again, with hashes
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean:  ## remove everything that the other commands have made
	rm -rf $(VENV) $(BENCH) $(LOWEST) .browser .coverage var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@PYTHON="$(PYTHON)" scripts/venv.sh $(VENV)

$(VENV)/runtime.stamp: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(LOWEST)/bin/python:
	@PYTHON="$(PYTHON)" scripts/venv.sh $(LOWEST)

$(LOWEST)/stamp: requirements.in requirements-dev.in | $(LOWEST)/bin/python $(VENV)/dev.stamp
	$(LOWER) --resolution lowest-direct requirements.in -o $(LOWEST)/lowest.txt
	$(LOWER) -c $(LOWEST)/lowest.txt requirements-dev.in -o $(LOWEST)/requirements.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check -r $(LOWEST)/requirements.txt
	@touch $@

$(BENCH)/bin/python:
	@PYTHON="$(PYTHON)" scripts/venv.sh $(BENCH)

$(BENCH)/stamp: benchmarks/requirements.txt | $(BENCH)/bin/python
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(BIN)/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/runtime.stamp
