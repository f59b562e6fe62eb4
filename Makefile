.PHONY: help run test test-faults lint format bench fuzz docs accelerate bench-compare scale soak

help: ## What there is to do
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## Build and start a development server (ARGS="--port 9000")
	@scripts/run.sh $(ARGS)

test: ## Run every test
	@scripts/test.sh

test-faults: ## Break nodes, database, network, disk and clock under load (12 minutes)
	@scripts/faults.sh

lint: ## Check format and house rules
	@scripts/lint.sh

format: ## Rewrite the Swift files in the project's format
	@scripts/format.sh

bench: ## Measure token issuing against the limit of the processor
	@scripts/bench.sh

scale: ## Measure with a million clients on both stores against a thousand
	@scripts/scale.sh

soak: ## Steady load for ten minutes, with memory watched (SOAK_MINUTES)
	@scripts/soak.sh

accelerate: ## Build the library that makes eight RSA signatures at once
	@scripts/accelerate.sh

bench-compare: ## Compare the last results of make bench with the committed ones
	@scripts/bench-compare.sh

fuzz: ## Feed made-up input to the parsers for a minute (FUZZ_SECONDS)
	@scripts/fuzz.sh

docs: ## Make the pages that are made from tested code
	@scripts/docs.sh
