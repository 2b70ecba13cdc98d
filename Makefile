# Every target sets up what the machine lacks, on Debian or Ubuntu as root or with
# sudo; elsewhere it says what to install. Go and Node are the only things expected.

SCRIPTS := build/scripts
SETUP   := build/setup.sh

.DEFAULT_GOAL := help
.PHONY: help run test bench fuzz build package setup lint fmt bindings screenshots

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: ## open the window on the built-in demo tenant (without a display: a screenshot and a report)
	@$(SCRIPTS)/run.sh

test: ## every check
	@$(SCRIPTS)/test.sh

bench: ## every figure the issues ask for
	@$(SETUP) window display page bench
	@$(SCRIPTS)/bench.sh

fuzz: ## every fuzz target for SECONDS each (10 unless given)
	@$(SCRIPTS)/fuzz.sh $(SECONDS)

build: ## build/bin/trailbook with its window, build/bin/trailbook-cli without
	@$(SETUP) window page
	@$(SCRIPTS)/build.sh desktop cli
	@echo "Built: build/bin/trailbook, build/bin/trailbook-cli"

package: ## build/bin/packages: what can be made for Linux, Windows and macOS
	@$(SETUP) window page pack wails
	@$(SCRIPTS)/package.sh

setup: ## everything a fresh machine lacks
	@$(SETUP)

lint: ## golangci-lint, svelte-check and eslint
	@$(SETUP) window page lint
	@$(SCRIPTS)/lint.sh
	@cd frontend && npm run --silent check && npm run --silent lint

fmt: ## gofmt
	@gofmt -l -w *.go backend build

bindings: ## frontend/wailsjs from the Go services
	@$(SCRIPTS)/bindings.sh

screenshots: ## docs/screenshots from the real window
	@$(SETUP) window display page
	@$(SCRIPTS)/screenshots.sh
