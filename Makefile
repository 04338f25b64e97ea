# The two commands of a newcomer are `make run` and `make test`. What each does stands in bin/.

PYTHON ?= python3
LOCK = .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
	--custom-compile-command "make lock"

.PHONY: help run test drills bench test-quick lint format assets lock audit reset backup restore

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run:  ## Install what is missing, load the demo once, and serve on PORT (default 8000)
	@$(PYTHON) bin/run.py

test:  ## Install what is missing and check everything
	@$(PYTHON) bin/check.py

drills:  ## The long experiments with faults, about half an hour: prints a table of figures (ARGUMENTS="-k restarts")
	@$(PYTHON) bin/drills.py $(ARGUMENTS)

bench:  ## Every figure of speed, about a quarter of an hour: prints tables (PARTS="pages pdf" for some)
	@$(PYTHON) bin/bench.py $(PARTS)

test-quick:  ## Only the tests on SQLite, without the browser
	@$(PYTHON) bin/check.py suite-on-sqlite

lint:  ## Only what reads the code: ruff, djlint, mypy, bandit
	@$(PYTHON) bin/check.py ruff format djlint mypy bandit

format:  ## Let ruff write the Python files as it wants them
	@$(PYTHON) bin/install.py --tests
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

assets:  ## Build static/dkfds from the npm packages
	@$(PYTHON) bin/install.py --assets

lock:  ## Compile requirements*.in into requirements*.txt (UPGRADE=--upgrade for the newest allowed)
	@$(PYTHON) bin/install.py --tests
	$(LOCK) $(UPGRADE) requirements.in -o requirements.txt
	$(LOCK) $(UPGRADE) requirements.in requirements-dev.in -o requirements-dev.txt

audit:  ## Compare the locked dependencies with the known holes (asks the package registries)
	@$(PYTHON) bin/install.py --tests
	.venv/bin/pip-audit --require-hashes --disable-pip -r requirements-dev.txt
	npm audit

reset:  ## Throw the local data away; the next `make run` starts over
	rm -rf var

backup:  ## Save the database and the files: make backup FILE=praksis.tar.gz
	@test -n "$(FILE)" || { echo "Say where to: make backup FILE=praksis.tar.gz"; exit 2; }
	@$(PYTHON) bin/install.py
	@.venv/bin/python manage.py backup "$(FILE)"

restore:  ## Put a backup into an empty place: make restore FILE=praksis.tar.gz
	@test -n "$(FILE)" || { echo "Say from what: make restore FILE=praksis.tar.gz"; exit 2; }
	@$(PYTHON) bin/install.py
	@.venv/bin/python manage.py restore "$(FILE)"
