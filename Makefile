# Every target is documented; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo up test unit kill-test fmt fixtures contracts contracts-verify crds crds-verify chart-snapshot bench-gateway bench-controllers

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Sell an agent and buy from it, on this machine
	./obol demo

up: ## Start the whole suite on this machine
	./obol up

test: ## Everything: units, each program on a real control plane, the journeys
	mvn -B -ntp verify

unit: ## Unit tests only
	mvn -B -ntp test

kill-test: ## Kill the gateway at random under load, for five minutes each way (KILL_SECONDS, KILL_SEED)
	mvn -B -ntp -pl payment-gateway -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KillIT -Dfailsafe.failIfNoSpecifiedTests=false -Dkill.seconds=$(or $(KILL_SECONDS),300) $(if $(KILL_SEED),-Dkill.seed=$(KILL_SEED))

fmt: ## Format every Java file
	mvn -B -q io.spring.javaformat:spring-javaformat-maven-plugin:apply

contracts: ## Compile the dev chain's contracts
	node local/stack/src/main/solidity/build.mjs

contracts-verify: ## Fail when a compiled contract is not what its source says
	node local/stack/src/main/solidity/build.mjs --verify

crds: ## Copy the CRDs from libs/api into the chart
	charts/obol/copy-crds.sh

crds-verify: ## Fail when the chart's CRDs are not those of libs/api
	charts/obol/copy-crds.sh --verify

chart-snapshot: ## Write down what the chart renders by default
	mvn -B -ntp -q -pl system-tests -am test -Dtest=ChartTests -Dsurefire.failIfNoSpecifiedTests=false -Dchart.snapshot=write

# The benchmark is a test class that no build runs by itself. BENCH takes its settings, such as -Dbench.rounds=1.
bench-gateway: ## Measure the gateway (docs/benchmarks.md), about 5 minutes on a quiet machine
	mvn -B -ntp -q -pl payment-gateway -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test=GatewayBenchmark -Dfailsafe.failIfNoSpecifiedTests=false $(BENCH)

bench-controllers: ## Measure both controllers (docs/benchmarks-controllers.md), half an hour on two quiet cores
	mvn -B -ntp -q -pl agent-controller,offer-controller,payment-gateway,system-tests -am verify -Dtest=None \
		-Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ControllersBenchmark \
		-Dfailsafe.failIfNoSpecifiedTests=false $(BENCH)
