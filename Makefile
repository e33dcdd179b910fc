# Karaula's tasks. `make demo` and `make test` need nothing but Python 3.11 to 3.13.
VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
RUN := $(VENV)/bin
# Modules are compiled once and kept, also where a machine says otherwise: pip leaves them as text, and
# the tests start hundreds of processes, each of which would compile all that it stands on again.
export PYTHONDONTWRITEBYTECODE =
INSTALL = $(RUN)/python -m pip install --quiet --no-compile --only-binary :all: --require-hashes -r
ITSELF = PATH="$(abspath $(RUN)):$$PATH" $(RUN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
# Settings of one machine stay out of the locks: they name versions and hashes, and no address.
COMPILE = env -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	uv --no-config pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--only-binary :all: --no-header --no-annotate --extra charts --extra analytics pyproject.toml

.PHONY: help demo front test lint bench docs lock

help: ## list the tasks
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 8

demo: $(VENV)/.core ## build the example hub, write its report and open the web hub
	@$(RUN)/karaula demo

front: ## check and build what moves on the pages (needs Node.js 20.19 or later; without it pages read all the same)
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error && npm test && npm run build

test: $(VENV)/.dev ## run all tests; those in a browser need Chromium and `make front`
	@$(RUN)/pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.dev ## style, types, the order of the rooms, and docs against the code
	@$(RUN)/ruff check
	@$(RUN)/ruff format --check
	@$(RUN)/mypy
	@$(RUN)/lint-imports
	@$(RUN)/pytest tests/test_docs.py

bench: $(VENV)/.dev ## measure speed and accuracy beside an alternative
	@$(RUN)/python -m benchmarks

docs: $(VENV)/.dev ## rewrite the generated pages and build the site into site/
	@$(RUN)/python -m tools.reference
	@$(RUN)/zensical build --clean --strict

lock: ## choose versions anew and write both lock files (needs uv)
	$(COMPILE) --upgrade --group build -o requirements.lock
	$(COMPILE) --upgrade --group build --group dev -c requirements.lock -o requirements-dev.lock

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Karaula needs Python 3.11, 3.12 or 3.13; install one of them, or name it: make PYTHON=/path/to/python3.12 demo" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing Karaula and what it stands on into $(VENV) (about a minute) ..."
	@$(INSTALL) requirements.lock
	@$(ITSELF)
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.core
	@echo "Installing the tools for tests and docs into $(VENV) ..."
	@$(INSTALL) requirements-dev.lock
	@touch $@
