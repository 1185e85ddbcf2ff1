# RE:ON: `make run` sets up what is missing and starts the site; `make help` lists the rest.

PYTHON ?=
HOST   ?= 127.0.0.1
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
VENDOR := static/vendor/uplot
# Tests that play and record in real time, beside little else.
LIVE   := tests/browser/test_main_job.py tests/browser/test_result_in_step.py
# All others, in three processes: browsers wait in real time, so two cores have room for three.
SIDE_BY_SIDE := --numprocesses 3 --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(LIVE))
DETECT := scoring/weights/face_detection_short_range.tflite
# What tests and checks of the pages' scripts run; its stamp says that it is there.
NPM    := node_modules/.bin
TOOLS  := node_modules/.tests

.DEFAULT_GOAL := help
.PHONY: help install run test lint lint-js typecheck test-js coverage fmt format-js messages \
        screens bench bench-start bench-fidelity clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1 | /p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## /make \1  /p' $(MAKEFILE_LIST)

install: $(VENV)/.web $(DETECT) $(VENDOR)/LICENSE ## set up what serving on a CPU needs

run: install ## start the site: PORT=8000 HOST=127.0.0.1 REON_DATA=var
	@exec $(BIN)/python manage.py serve --with-parent --host $(HOST) --port $(PORT)

test: lint typecheck test-js ## set up what the tests need, run all checks and tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)
	$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder $(LIVE)

lint: install $(VENV)/.test lint-js ## check style, format, imports, templates and migrations
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/djangofmt check templates
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run

typecheck: install $(VENV)/.test $(TOOLS) ## check the types of code and scripts
	$(BIN)/mypy
	$(BIN)/python tools/signatures.py --least 98
	$(NPM)/tsc

coverage: install $(VENV)/.test ## run the tests and print which share of the code they reach
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SIDE_BY_SIDE)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	@$(BIN)/coverage json -q -o - | $(BIN)/python -c "import json, sys; \
	  print('Branches reached:', json.load(sys.stdin)['totals']['percent_branches_covered_display'] + '%')"

fmt: install $(VENV)/.test format-js ## format and tidy the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djangofmt check --fix templates

messages: install $(VENV)/.test ## compile the Korean texts; needs gettext
	cd reon && ../$(BIN)/python ../manage.py compilemessages --locale ko

# Node from the PATH, else the one that the tests' set-up put into the virtual environment.
lint-js typecheck test-js format-js: export PATH := $(PATH):$(CURDIR)/$(BIN)

lint-js: $(TOOLS) ## check style and format of scripts and style sheets
	$(NPM)/biome ci --error-on-warnings

test-js: $(TOOLS) ## test the scripts' pure parts in Node
	node --test $(wildcard tests/js/*.test.js tests/js/*/*.test.js)

format-js: $(TOOLS) ## format and tidy scripts and style sheets
	$(NPM)/biome check --write

screens: install $(VENV)/.test ## make the pictures in docs/images with a real browser
	$(BIN)/python -m tests.screens

bench: install $(VENV)/.bench ## measure pipeline and alignment beside other ways
	$(BIN)/python -m bench.pipeline
	$(BIN)/python -m bench.dtw

bench-fidelity: install ## measure in simulation how well scores tell good from bad: ARGS=--quick
	$(BIN)/python -m bench.fidelity $(ARGS)

bench-start: ## measure set-up and start on a clean copy
	python3 bench/start.py

clean: ## remove what was set up and built; data in var/ stays
	rm -rf $(VENV) node_modules static/vendor build *.egg-info .pytest_cache .ruff_cache .hypothesis \
	  .mypy_cache .coverage .coverage.*
	rm -f $(DETECT)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@sh tools/venv.sh $(VENV) $(PYTHON)

$(VENV)/.web: pyproject.toml | $(BIN)/python
	@echo "Installing the site's packages into $(VENV) (once; about 150 MB to download)"
	@$(PIP) install --quiet --editable '.[web]'
	@touch $@

$(DETECT): | $(VENV)/.web
	@$(BIN)/python -m scoring models fetch

$(VENDOR)/LICENSE: package.json package-lock.json tools/vendor.py tools/npm.py $(DETECT)
	@$(BIN)/python tools/vendor.py

$(TOOLS): package.json package-lock.json tools/npm.py $(VENDOR)/LICENSE
	@$(BIN)/python tools/npm.py --tests
	@touch $@

$(VENV)/.test: pyproject.toml tools/test-programs.sh $(TOOLS) | $(VENV)/.web
	@sh tools/test-programs.sh
	@$(PIP) install --quiet --editable '.[test]'
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/.web
	@echo "Installing what is measured for comparison into $(VENV) (once)"
	@$(PIP) install --quiet --editable '.[bench]'
	@touch $@
