# One door to everything. `make` alone says what there is. Works with GNU make 3.81 (macOS) and newer.
.DEFAULT_GOAL := help
.PHONY: help up preview down test check doctor shell bench clean deps
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

STACK ?= local
PROFILE ?= core
theirs := $(PATH)
export PATH := $(CURDIR)/node_modules/.bin:$(theirs)
# Make 3.81 looks programs up in its own PATH; env looks them up in the exported one.
node := env node
stamp := node_modules/.installed-package-lock.json

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

up: deps ## make the environment `local`; PROFILE=full runs the platform's controllers too
	@$(node) ops/cli.ts up local --profile $(PROFILE)

preview: deps ## say what up would do; STACK=dev|stage|prod rehearses those settings here
ifeq ($(STACK),local)
	@$(node) ops/cli.ts preview local
else
	@$(node) ops/cli.ts rehearse $(STACK) --preview-only
endif

down: deps ## stop every local process and keep the data; `ops down local` removes the resources
	@$(node) local/cli.ts stop --all

test: check ## check, then unit tests, then end-to-end tests; the last line is the count
	@$(node) test/run.ts

check: deps ## types, lint and format
	@env tsc --noEmit
	@env eslint --max-warnings 0 .
	@env prettier --check --log-level warn .

doctor: deps ## say what is wanted, what was found, and what this machine can run
	@$(node) local/cli.ts doctor

shell: deps ## open a shell in which plain pulumi and kubectl work on `local`
	@$(node) local/cli.ts start
	@$(node) local/cli.ts shell

bench: deps ## measure, 15 minutes: policy check against OPA and Kyverno, releases against cosign, previews with and without packs
	@npm run -s bench

clean: deps ## stop everything and remove .local; built tools stay in the cache
	@$(node) local/cli.ts reset --all
	@rm -rf .local coverage
	@echo "removed .local; built tools stay in INTELGRAPH_CACHE (by default ~/.cache/intelgraph)"

# Packages are installed when package-lock.json says something else than at the last install.
deps: $(stamp)
	@$(node) -e 'const [a, b] = process.versions.node.split("."); if (+a < 24 || (+a === 24 && +b < 15)) { console.error("node " + process.versions.node + ": too old; put Node.js >= 24.15 first on PATH"); process.exit(2); }'

$(stamp): package-lock.json
	@PATH="$(theirs)"; \
	if cmp -s package-lock.json $@; then touch $@; exit 0; fi; \
	command -v npm >/dev/null || { echo "npm: not on PATH; install Node.js 24, which brings it" >&2; exit 2; }; \
	echo "packages   npm ci, about a minute (package-lock.json is new)" >&2; \
	out=$$(npm ci --no-progress --loglevel=error 2>&1) && cp package-lock.json $@ && exit 0; \
	printf '%s\n' "$$out" | grep -v '^npm error *$$' | head -n 3 >&2; \
	echo "packages: npm ci failed; check network and registry (npm ping), then run this again" >&2; exit 2
