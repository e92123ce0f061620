# Two commands do everything on a bare machine: make run, make test. See CONTRIBUTING.md.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

SOLUTION := NodeAgent.sln
PUBLISH := artifacts/publish
PROGRAMS := nodeagent nodectl
PROJECT_nodeagent := src/NodeAgent.Agent
PROJECT_nodectl := tools/NodeAgent.Ctl

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help
help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(PUBLISH)/nodeagent/nodeagent ## Build and start the agent on this machine
	@exec $(PUBLISH)/nodeagent/nodeagent $(ARGS)

.PHONY: test
test: setup-test native publish restore ## Build everything and run every test
	@eng/test.sh $(TEST_ARGS)

.PHONY: bench
bench: setup-bench native publish ## Measure, side by side with the peers
	@dotnet build tools/NodeAgent.Bench -c Release -v quiet --nologo
	@dotnet artifacts/bin/NodeAgent.Bench/release/NodeAgent.Bench.dll $(ARGS)

.PHONY: lint
lint: restore ## Formatting, analyzers, and the rules of the tree
	@dotnet build $(SOLUTION) -c Debug --no-restore -v quiet --nologo
	@dotnet format $(SOLUTION) --verify-no-changes --no-restore
	@eng/lint.sh

.PHONY: publish
publish: $(foreach p,$(PROGRAMS),$(PUBLISH)/$(p)/$(p)) ## Programs in artifacts/publish/NAME/NAME: self-contained, trimmed, ReadyToRun

SOURCES := $(shell find src tools/NodeAgent.Ctl eng \( -name "*.cs" -o -name "*.csproj" -o -name "*.props" -o -name "*.json" \) -not -path "*/obj/*" 2>/dev/null) \
	Directory.Build.props Directory.Packages.props global.json

define PUBLISH_RULE
$(PUBLISH)/$(1)/$(1): $(SOURCES) | setup
	@echo "publishing $(1)"
	@dotnet publish $(PROJECT_$(1)) -c Release -o $(PUBLISH)/$(1) -v quiet --nologo
	@touch $$@
endef
$(foreach p,$(PROGRAMS),$(eval $(call PUBLISH_RULE,$(p))))

.PHONY: native
native: | setup ## The fake NVML and other C parts
	@$(MAKE) --no-print-directory -s -C native

.PHONY: restore
restore: setup
	@dotnet restore $(SOLUTION) --locked-mode -v quiet

.PHONY: setup setup-test setup-bench
setup:
	@eng/setup.sh build
setup-test:
	@eng/setup.sh build test
setup-bench:
	@eng/setup.sh build test bench

.PHONY: clean
clean: ## Remove what was built
	@rm -rf artifacts
	@$(MAKE) --no-print-directory -s -C native clean
