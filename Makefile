# Every target is documented; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo up test unit fmt fixtures

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

fmt: ## Format every Java file
	mvn -B -q io.spring.javaformat:spring-javaformat-maven-plugin:apply
