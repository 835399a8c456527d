# Everything runs in a virtual environment of its own, made from the locked requirements.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check lock catalogue clean

demo: $(VENV)/ready
	$(BIN)/samspil demo

# File by file in their order: xdist would begin with the files of most tests, and end with a long one of few.
test: $(VENV)/ready-dev
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(TESTS)

check: $(VENV)/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Samspil needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# hatchling is in the lock, so that the package itself builds without fetching anything that is not locked.
$(VENV)/ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# For maintainers: lock the dependencies anew, and bring the Danish catalogue up to date.
UV_LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

# The tools of development first: what they go with bounds the lock, and not what the project itself asks for.
lock: $(VENV)/ready-dev
	$(BIN)/$(UV_LOCK) pyproject.toml --extra build --extra dev -o requirements-dev.txt
	$(BIN)/$(UV_LOCK) pyproject.toml --extra build -c requirements-dev.txt -o requirements.txt

CATALOGUE := api/locale/da/LC_MESSAGES/samspil.po
ERRORS := SamspilError InputError NotFound UnknownName StoreError StoreMissing StoreLocked StoreChanged QueryRefused QueryTimeout NotAcceptable UnsupportedMediaType CrossSite Busy TooManyAtOnce NotSignedIn WrongKey NotAllowed TooOften SignInFailed ProviderAway ForeignCursor StaleCursor KeyUsedBefore NotPossible

catalogue: $(VENV)/ready-dev
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output --omit-header -k say -k translate $(ERRORS:%=-k %) -o $(VENV)/samspil.pot api visualise ingest graph ontology
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --omit-header -l da -i $(VENV)/samspil.pot -o $(CATALOGUE)

clean:
	rm -rf $(VENV) .samspil .mypy_cache .ruff_cache .pytest_cache
