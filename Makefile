# Two commands are all one needs: `make run` and `make test`; each sets up .venv by itself.

PYTHON ?= python3
BIN := .venv/bin

# Nothing is installed but files whose hashes are in requirements/. After a change of a dependency
# in pyproject.toml: make pins; for newer versions of all: make pins UPGRADE=--upgrade
INSTALL := -m pip install --quiet --disable-pip-version-check
PINNED := $(INSTALL) --require-hashes --no-build-isolation --requirement
ITSELF := $(INSTALL) --no-deps --no-build-isolation --editable .

.PHONY: run test fuzz coverage mutants bench format picture manual catalogues pins geography clean

run: .venv/run  ## open the dashboard on the embedded dataset
	@$(BIN)/minusma-tui

# Three on two cores, for many tests wait for a terminal.
test: .venv/dev  ## every check: lint, format, layers, types, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -n 3 --dist worksteal

# Not a part of `make test`: to watch the branches takes twice its time.
coverage: .venv/dev  ## which branches of the domain code the tests take; 95 of 100 are asked for
	$(BIN)/pytest -n auto --hypothesis-profile=repeatable --cov

mutants: .venv/mutation  ## change the code here and there: do the tests notice?
	nice -n 10 $(BIN)/python -m scripts.mutants

fuzz: .venv/dev  ## try to break it: mutants, costly files, storms of keys, hostile visitors, a soak; two hours
	$(BIN)/python -m tests.fuzz

bench: .venv-bench/done  ## speed and memory beside other programs; some ten minutes
	.venv-bench/bin/python -m compileall -q minusma_tui  # as an installed program is
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

pins:  ## write requirements/ anew from pyproject.toml
	$(PYTHON) -m venv --clear build/pins
	build/pins/bin/python $(INSTALL) pip-tools
	build/pins/bin/python -m scripts.pins $(UPGRADE)

geography: .venv/run  ## make the outlines of the map anew from Natural Earth; needs npm
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

.venv/run: .venv/build pyproject.toml hatch_build.py $(wildcard minusma_tui/locale/*/LC_MESSAGES/*.po)
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
