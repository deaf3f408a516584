# Two commands are all one needs: `make run` and `make test`; each sets up .venv by itself.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test fuzz bench format picture manual catalogues geography clean

run: .venv/run  ## open the dashboard on the embedded dataset
	@$(BIN)/minusma-tui

test: .venv/dev  ## every check: lint, format, layers, types, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -n auto

fuzz: .venv/dev  ## try to break it: mutants, costly files, storms of keys; an hour or so
	$(BIN)/python -m tests.fuzz

bench: .venv-bench/done  ## speed and memory beside other programs; some eight minutes
	.venv-bench/bin/python -m benchmarks

format: .venv/dev  ## let ruff mend what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

catalogues: .venv/dev  ## bring the translations up to date with the texts of the program
	$(BIN)/python -m scripts.catalogue

manual: .venv/dev  ## write the manual page anew from what --help says
	$(BIN)/python -m scripts.manual > docs/minusma-tui.1

picture: .venv/dev  ## draw the pictures of the README anew
	$(BIN)/python -m tests.picture

geography: .venv/run  ## make the outlines of the map anew from Natural Earth; needs npm
	mkdir -p build
	npm pack --silent --pack-destination build world-atlas@2.0.2
	tar --extract --gzip --directory build --file build/world-atlas-2.0.2.tgz
	$(BIN)/python scripts/geography.py build/package/countries-50m.json > data/geography.json

clean:
	rm -rf .venv .venv-bench build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/pip: constraints.txt
	$(PYTHON) -m venv --clear .venv
	@$(INSTALL) pip
	@touch $@

.venv/run: .venv/pip pyproject.toml hatch_build.py $(wildcard minusma_tui/locale/*/LC_MESSAGES/*.po)
	@$(INSTALL) --build-constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/run
	@$(INSTALL) --group dev
	@touch $@

.venv-bench/done: constraints.txt benchmarks/requirements.txt
	$(PYTHON) -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable . --requirement benchmarks/requirements.txt
	@touch $@
