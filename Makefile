# Ventanilla: `make help` says what there is. Every target installs what it needs and says so.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
export PYTHONWARNINGS ?= ignore:XDG_RUNTIME_DIR
# Python keeps what it compiled: without that each of many starts compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install build up test test-slow lint promises bench bench-answers tune-answers screenshots messages lock clean

help: ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: .venv/.installed ## Python packages from the lock
.venv/.installed: requirements.lock tools/install.sh .python-version
	@bash tools/install.sh
	@touch $@

node_modules/.installed: package-lock.json package.json tools/node.sh .venv/.installed
	@bash tools/node.sh install
	@touch $@

build: .venv/.installed node_modules/.installed ## front end and message catalogues
	@bash tools/node.sh build
	@$(PYTHON) -m tools.messages compile

up: build ## everything for a first look, at http://localhost:8000
	@exec $(PYTHON) -m ventanilla.cli up

test: build ## all tests that CI runs
	@$(PYTHON) -m pytest -n 2 -m "not slow and not browser" $(ARGS)
	@PYTHON=$(PYTHON) bash tools/browser_tests.sh $(ARGS)

test-slow: build ## kills, floods, long property tests
	@$(PYTHON) -m pytest -m slow $(ARGS)

lint: .venv/.installed ## style, types, layers, budgets, migrations, texts
	@$(PYTHON) -m tools.lint

promises: build ## which of the 355 published rules are proven, per company
	@$(PYTHON) -m tools.promises

bench: build ## measured CPU per unit of work, with the budget beside it
	@$(PYTHON) -m bench $(ARGS)

bench-answers: .venv/.installed ## how good the answers are, per language and signal
	@$(PYTHON) -m bench.answers.report $(ARGS)

tune-answers: .venv/.installed ## fit the weights of the answers to bench/answers/tune
	@$(PYTHON) -m bench.answers.fit

screenshots: build ## every screen in every language and theme into screenshots/
	@$(PYTHON) -m tools.screenshots $(ARGS)

messages: .venv/.installed ## collect the texts to be translated into the catalogues
	@$(PYTHON) -m tools.messages collect

lock: ## renew requirements.lock from pyproject.toml
	@bash tools/install.sh lock

clean: ## remove what the build made (never your data)
	rm -rf ventanilla/ui/static/build node_modules .venv
