# `make run` and `make test` are all you need; each sets up .venv by itself.

PYTHON ?= python3
BIN := .venv/bin

# Only files whose hashes are in requirements/ are installed. After changing a dependency in
# pyproject.toml run `make pins`; for the newest versions run `make pins UPGRADE=--upgrade`.
INSTALL := -m pip install --quiet --disable-pip-version-check
PINNED := $(INSTALL) --require-hashes --no-build-isolation --requirement
ITSELF := $(INSTALL) --no-deps --no-build-isolation --editable .

.PHONY: run test quick fuzz coverage mutants bench format picture manual catalogues pins geography clean

run: .venv/run  ## open the dashboard on the embedded dataset
	@$(BIN)/minusma-tui

# Three processes on two cores, because many tests wait for a terminal.
test: .venv/dev  ## every check: lint, format, layers, types, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -n 3 --dist worksteal

# Leaves out what needs other programs or tries every case; continuous integration runs all.
quick: .venv/dev  ## the everyday tests, in some two minutes on two idle cores
	$(BIN)/pytest -n 3 --dist worksteal -m "not foreign and not exhaustive" --hypothesis-profile=quick

# Not part of `make test`, because measuring branches doubles its time.
coverage: .venv/dev  ## branch coverage of the domain code; at least 95 percent is required
	$(BIN)/pytest -n auto --hypothesis-profile=repeatable --cov

mutants: .venv/mutation  ## mutation tests: whether the tests notice changes of the code
	nice -n 10 $(BIN)/python -m scripts.mutants

fuzz: .venv/dev  ## fuzz tests: mutants, costly files, storms of keys, hostile visitors, a soak; two hours
	$(BIN)/python -m tests.fuzz

bench: .venv-bench/done  ## speed and memory compared with other programs; about ten minutes
	.venv-bench/bin/python -m compileall -q minusma_tui  # as in an installed program
	.venv-bench/bin/python -m benchmarks

format: .venv/dev  ## let ruff fix what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

catalogues: .venv/dev  ## update the translations with the texts of the program
	$(BIN)/python -m scripts.catalogue

manual: .venv/dev  ## generate the manual page from --help
	$(BIN)/python -m scripts.manual > docs/minusma-tui.1

picture: .venv/dev  ## draw the picture of the README again
	$(BIN)/python -m tests.picture

pins:  ## generate requirements/ from pyproject.toml
	$(PYTHON) -m venv --clear build/pins
	build/pins/bin/python $(INSTALL) pip-tools
	build/pins/bin/python -m scripts.pins $(UPGRADE)

geography: .venv/run  ## generate the outlines of the map from Natural Earth; needs npm
	mkdir -p build
	npm pack --silent --pack-destination build world-atlas@2.0.2
	tar --extract --gzip --directory build --file build/world-atlas-2.0.2.tgz
	$(BIN)/python scripts/geography.py build/package/countries-50m.json > data/geography.json

clean:
	rm -rf .venv .venv-bench build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage

.venv/build: $(wildcard requirements/*.txt)
	$(PYTHON) -m venv --clear .venv
	@$(BIN)/python $(PINNED) requirements/build.txt
	@touch $@

.venv/run: .venv/build pyproject.toml hatch_build.py $(wildcard minusma_tui/language/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python $(PINNED) requirements/run.txt
	@$(BIN)/python $(ITSELF)
	@touch $@

.venv/dev: .venv/run
	@$(BIN)/python $(PINNED) requirements/dev.txt
	@touch $@

.venv/mutation: .venv/dev
	@$(BIN)/python $(PINNED) requirements/mutation.txt
	@touch $@

.venv-bench/done: $(wildcard requirements/*.txt)
	$(PYTHON) -m venv --clear .venv-bench
	@.venv-bench/bin/python $(PINNED) requirements/build.txt
	@.venv-bench/bin/python $(PINNED) requirements/bench.txt
	@.venv-bench/bin/python $(ITSELF)
	@touch $@
