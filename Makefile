# Backprop Playground. Each target does its own set-up, and is quick when run again.
#   make run     start the playground and open it in the browser
#   make test    all tests, in a real browser too
#   make lint    style, types, layers and the page's syntax
#   make bench   speed, measured against other ways to do it
#   make clean   remove all that these targets made

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
SOURCES := pyproject.toml hatch_build.py package.json package-lock.json
# The libraries of the page are fetched again when somebody removed them.
LIBRARIES := $(if $(wildcard static/vendor/stamp),,always)

.PHONY: help run test lint bench setup clean always
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/ready
	@$(PY) -m app.web.bundle
	@$(PY) -m app serve --open

test: $(VENV)/ready-dev
	@$(PY) -m app.bench.chromium
	@$(PY) -m tests.nginx
	@$(PY) -m app.web.bundle
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

lint: $(VENV)/ready-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m tests.node --check

bench: $(VENV)/ready-dev
	@$(PY) -m app.web.bundle
	@$(PY) -m app bench $(ARGS)

setup: $(VENV)/ready-dev

clean:
	rm -rf $(VENV) node_modules static/vendor build dist .hypothesis
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready: $(VENV)/made $(SOURCES) $(LIBRARIES)
	@echo "Installing Backprop Playground into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/made $(SOURCES) $(LIBRARIES)
	@echo "Installing Backprop Playground and its test tools into $(VENV) ..."
	@$(PIP) install --editable '.[dev$(shell command -v node >/dev/null || echo ,node)]'
	@touch $(VENV)/ready $@

# The first Python on the path that is new enough makes the virtual environment.
$(VENV)/made:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) && touch $@ && exit 0; \
	    echo 'Python could not make a virtual environment (on Debian: apt install python3-venv).' >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo 'Python 3.11 or newer is needed, and none was found.' >&2; exit 1
