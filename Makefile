# Everything runs from .venv, made with the locked dependencies. A second run starts in seconds.
.DEFAULT_GOAL := help
.PHONY: help install dev demo test check fix bench coverage kill-check audit lock journeys clean

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PORT ?= 8000

help:
	@echo "make demo        prepara todo y abre el sitio en http://localhost:$(PORT)"
	@echo "make test        instala lo que la suite necesita y la corre (SQLite y PostgreSQL)"
	@echo "make check       formato, estilo, tipos y contrato de importaciones"
	@echo "make fix         corrige formato y estilo"
	@echo "make bench       mediciones lado a lado"
	@echo "make coverage    qué requisitos, casos, expectativas y metas cubre cada prueba"
	@echo "make kill-check  apaga cada regla, permiso y restricción: una prueba debe fallar"
	@echo "make journeys    vuelve a tomar las imágenes de docs/journeys"
	@echo "make audit       avisos de seguridad de las dependencias (necesita red)"
	@echo "make lock        vuelve a fijar las dependencias"

# an environment whose making was interrupted has no mark, and is made again
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit("Tequio necesita Python 3.11 o posterior; este es %d.%d." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "No se pudo crear el entorno. En Debian y Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

.venv/uv-ready: .venv/made requirements/uv.txt
	@echo "1/3 instalador…" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/run-ready: .venv/uv-ready requirements/run.txt pyproject.toml
	@echo "2/3 dependencias…" >&2
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@echo "3/3 tequio…" >&2
	@$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@touch $@

.venv/dev-ready: .venv/run-ready requirements/dev.txt
	@echo "Dependencias de la suite…" >&2
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

install: .venv/run-ready

dev: .venv/dev-ready

demo: install
	@$(BIN)/tequio demo --port $(PORT)

test: dev
	@$(BIN)/python -m tests.run

check: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint tequio --quiet

fix: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev
	@$(BIN)/python -m bench

coverage: dev
	@$(BIN)/python -m tests.coverage

kill-check: dev
	@$(BIN)/python -m tests.kill_check

journeys: dev
	@$(BIN)/python docs/journeys/make.py

audit: dev
	@$(UV) tool run pip-audit --strict --require-hashes -r requirements/run.txt

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: .venv/uv-ready
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) pyproject.toml requirements/build.in -o requirements/run.txt
	$(COMPILE) pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build
