# Two commands do all: `make demo` shows it, `make test` proves it. Each makes the environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Captures with gold data, where they stand beside the checkout; else the bundled sample sites.
CAPTURES ?= $(wildcard ../shared/data/sites ../shared/data/layouts)

.PHONY: demo test check bench bench-repeats eval clean

demo: $(READY)
	$(BIN)/pgd demo

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The reader beside its peers; `eval` fails where a figure is below benchmarks/floors.toml.
# Old pip stumbles over an extra that two of the peers spell differently.
bench eval: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m benchmarks.reading --peers --rounds 3 $(if $(filter eval,$@),--floors benchmarks/floors.toml) $(CAPTURES)

# Repeats among 100,000 and 1,000,000 articles, beside datasketch: some twenty minutes, 6 GB of disk in the end.
ARTICLES ?= 100000 1000000
bench-repeats: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt 'datasketch>=2.0'
	$(BIN)/python -m benchmarks.repeats --articles $(ARTICLES)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build data/demo *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find archive scraper tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
