# Everything runs from a .venv made of the lock files; nothing else is needed than Python 3.11 to 3.13, git and make.
.DELETE_ON_ERROR:
.PHONY: help dataset site ui docs bench test test-fast bytecode audit torture fuzz chromium fmt lint types lock clean

PYTHON ?= python3
BIN := .venv/bin
export DAGSTER_DISABLE_TELEMETRY := 1

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target text; do printf '%-10s %s\n' "$$target" "$$text"; done

# The release in output/ is that of the seeds; own articles get a folder of their own: make dataset INPUT=articles.
INPUT ?= $(or $(NEWSLEDGER_INPUT),seeds)
OUT ?= $(or $(NEWSLEDGER_OUT),$(if $(filter seeds seeds/,$(INPUT)),output,release))

dataset: .venv/run.stamp bytecode  ## publish the texts of seeds/ into output/, or of INPUT into OUT
	$(BIN)/newsledger build $(INPUT) --out $(OUT)

site: .venv/run.stamp  ## serve the site of the release in OUT on http://127.0.0.1:8000
	$(BIN)/newsledger serve $(OUT)

# The UI keeps its state in .dagster, and takes its settings from dagster.yaml there. It reads INPUT and publishes into OUT.
ui: .venv/run.stamp  ## open Dagster on http://127.0.0.1:3000
	mkdir -p .dagster && cp dagster.yaml .dagster/
	exec env DAGSTER_HOME=$(CURDIR)/.dagster NEWSLEDGER_INPUT=$(INPUT) NEWSLEDGER_OUT=$(OUT) $(BIN)/python -m pipeline.orchestration.ui_launcher --host 127.0.0.1 --port 3000 --module-name pipeline.definitions

docs: .venv/dev.stamp  ## make the documentation as a site: build/docs/index.html
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

test: lint types chromium bytecode  ## lint, types and every test: what a change must pass (about twelve minutes on two cores)
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

test-fast: .venv/dev.stamp bytecode  ## the tests without servers, kills, whole releases and quality floors (about a minute)
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder -m "not slow"

bench: .venv/dev.stamp  ## measure what a build costs: by stage, size, workers, and when run again (some minutes)
	$(BIN)/python -m tests.benchmarks.speed

chromium:  ## install Chromium where it is missing: the tests of the site drive it
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; } || \
	  echo "no chromium could be installed: the tests of the site will be skipped" >&2

# Both write what they measured into SECURITY.md. TORTURE and FUZZ take options: make torture TORTURE="load --documents 1000"
torture: .venv/dev.stamp  ## kill builds at 200 points, read 1,000 hostile inputs, compare a build of 20,000 articles (half an hour)
	PYTHONPATH=. $(BIN)/python -m tests.torture $(TORTURE)

fuzz: .venv/dev.stamp  ## fuzz decoding, HTML, numbers, dates, fields and YAML with atheris (five minutes; Linux)
	PYTHONPATH=. $(BIN)/python -m tests.fuzz $(FUZZ)

# Where Python may not keep bytecode by itself (PYTHONDONTWRITEBYTECODE), every process would compile 250 files anew.
bytecode: .venv/run.stamp  ## compile the modules once
	$(BIN)/python -m compileall -q pipeline schemas tests

ADVISORIES ?=

audit: .venv/run.stamp  ## say which locked packages the OSV advisories in ADVISORIES concern (a file or folder; no network)
	PYTHONPATH=. $(BIN)/python scripts/audit_dependencies.py $(ADVISORIES)

fmt: .venv/dev.stamp  ## format the code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lint: .venv/dev.stamp  ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp  ## check types
	$(BIN)/mypy

lock:  ## make the lock files again from pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

.venv/run.stamp: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

clean:  ## remove what the targets made: .venv, state, Dagster's home
	rm -rf .venv .newsledger .dagster build *.egg-info
