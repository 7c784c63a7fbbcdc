# Stagepact. `make` alone says what it can do.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/messages.po)
WORDS := $(CATALOGUES:.po=.mo)
T ?=
ARGS ?=

help: ## Say what make can do
	@echo "Stagepact: make TARGET"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: .venv/run.stamp $(WORDS) ## Start the demo on http://127.0.0.1:8000 (PORT and DATABASE_URL choose otherwise)
	@bin/run

test: .venv/test.stamp $(WORDS) ## Check the code and run every test on SQLite and PostgreSQL; T=tests/fair only those, on SQLite
	@bin/test $(T)

check: test ## Do exactly what CI does: the same as `make test`

lint: .venv/test.stamp ## Check style, types, imports and translations; no tests
	@bin/lint

bench: .venv/test.stamp $(WORDS) ## Measure sockets, bookings and pages; prints a table
	@bin/with-services $(BIN)/python -m tests.bench

day: .venv/test.stamp $(WORDS) ## Play a whole fair day twice and prove every minute; ARGS="--seed 7 --json FILE" and the like
	@$(BIN)/python -m tests.bench.day $(ARGS)

calendar-matrix: .venv/test.stamp $(WORDS) ## Let four calendar programs read every case; writes docs/calendar-matrix.md
	@$(BIN)/python -m tests.calendars

seed: .venv/run.stamp $(WORDS) ## Fill the demo database anew with example data
	@bin/run seed

translations: .venv/run.stamp ## Collect the words of the screens into translations/, and compile them
	@bin/translations collect

pins: ## Pin requirements*.in anew, with hashes (wants Python 3.11, the oldest supported)
	@bin/pin-requirements

.venv/run.stamp: requirements.txt
	@bin/venv requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt .venv/run.stamp
	@bin/venv requirements-dev.txt
	@touch $@

%.mo: %.po | .venv/run.stamp
	@bin/translations compile

.PHONY: help run test check lint bench day calendar-matrix seed translations pins
