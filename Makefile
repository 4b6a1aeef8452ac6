# Everything starts here; each target sets up what it needs. `make run` and `make test` are the doors.
.PHONY: run test oracle check bench burden docs format clean
.DEFAULT_GOAL := run
MAKEFLAGS += --no-print-directory

run:
	@tools/bootstrap run
	@exec .venv/bin/sanaq run

test:
	@tools/bootstrap test
	@tools/chromium
	@command -v javac > /dev/null || echo "sanaq: NOT TESTED: the oracle, which needs a JDK" >&2
	@.venv/bin/pytest $(if $(shell command -v javac),,--ignore=tests/oracle) $(ARGS)

# The expression language against JavaRosa; needs a JDK (Debian: apt install default-jdk-headless).
oracle:
	@tools/bootstrap test
	@.venv/bin/python -m tests.oracle
	@.venv/bin/pytest tests/oracle

check:
	@tools/bootstrap test
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/python -m dialogs.catalogues --check
	.venv/bin/sanaq check questionnaires/census.yaml

bench:
	@tools/bootstrap test
	@.venv/bin/python -m bench

# Turns and taps that the census asks of people; a count, the same on every machine.
burden:
	@tools/bootstrap test
	@.venv/bin/python -m bench.burden

docs:
	@tools/bootstrap test
	.venv/bin/python tools/docs.py

format:
	@tools/bootstrap test
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

# var/ stays: it holds the interviews.
clean:
	rm -rf .venv build dist sanaq.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
