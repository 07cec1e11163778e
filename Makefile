# Set-up and daily commands. Each target prepares what it needs: no virtual environment is assumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000
REHEARSAL := $(VENV)/rehearsal

.PHONY: serve build frontend test lint bench bench-endpoint soak lock clean

serve: build frontend
	$(BIN)/kg serve --port $(PORT)

build: $(VENV)/run
	$(BIN)/kg build

# Design tokens, query editor and graph view from npm, pinned by frontend/package-lock.json. The pages work without
# them. Where the system has no npm, PyPI's Node brings it.
frontend: $(VENV)/frontend

$(VENV)/frontend: $(VENV)/created frontend/package-lock.json frontend/requirements.lock frontend/build.sh
	@{ command -v npm >/dev/null || $(PIP) install --require-hashes -r frontend/requirements.lock; } \
	&& sh frontend/build.sh "$(abspath $(BIN))/python" && touch $@ \
	|| echo "The front-end packages could not be fetched; the pages work without them." >&2

# The tests call commands thousands of times: compiled once, also where the environment lets no import write.
test: $(VENV)/dev frontend $(VENV)/clients $(REHEARSAL)/ready
	$(BIN)/python -m compileall -q kg
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Comunica and axe-core from npm, for tests only; without npm those are skipped.
$(VENV)/clients: $(VENV)/created tests/clients/package-lock.json
	@if command -v npm >/dev/null; then (cd tests/clients && npm ci --ignore-scripts --silent) && touch $@; \
	else echo "npm is not installed: the tests with Comunica and axe-core are skipped." >&2; fi

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks.build
	$(BIN)/python -m benchmarks.isolation
	$(BIN)/python -m benchmarks.harvest
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.search

# Beside what is installed of wrk (needed), Virtuoso, nginx and, with PEERS_VENV, rdflib-endpoint: docs/benchmarks.md.
bench-endpoint: $(VENV)/dev
	$(BIN)/python -m benchmarks.endpoint $(if $(PEERS_VENV),--peers-venv $(PEERS_VENV))

soak: $(VENV)/dev
	$(BIN)/python -m benchmarks.soak

# The stamp is written only when all of it worked: Debian's python3 without python3-venv leaves half an environment.
$(VENV)/created:
	$(PYTHON) -m venv --clear $(VENV)
	touch $@

$(VENV)/run: $(VENV)/created requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

# A portal's own parser and others' validators, apart from everything else: they are under other licences and have
# their own dependencies.
$(REHEARSAL)/ready: $(VENV)/created rehearsal/requirements.lock rehearsal/schemas.lock
	$(PYTHON) -m venv --clear $(REHEARSAL)
	$(REHEARSAL)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r rehearsal/requirements.lock
	$(REHEARSAL)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps -r rehearsal/schemas.lock
	touch $@

# Needs uv; run after changing a dependency in pyproject.toml.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate rehearsal/requirements.in -o rehearsal/requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-deps rehearsal/schemas.in -o rehearsal/schemas.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate frontend/requirements.in -o frontend/requirements.lock

clean:
	rm -rf $(VENV) releases current dist
