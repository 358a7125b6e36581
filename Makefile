# Every target can be run again; the whole output of each step stays in .build/logs.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run portal test check fmt bench lab soak install-run install-test

help: ## list the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 22

run: install-run ## build and start the demonstration; prints the addresses, Ctrl-C stops it
	@.ci/models
	@.ci/build
	@exec .build/debug/kiosk-sim demo --state .run/demo --models .models --token-modules systemd/token-modules.json

portal: ## the central portal on this machine: PostgreSQL, two portals, a balancer (docs/portal-deployment.md)
	@.ci/install portal
	@.ci/build --product kiosk-portal
	@exec .ci/portal --state $${KIOSK_PORTAL_STATE:-/var/lib/kiosk-portal} $${KIOSK_PORTAL_OPTIONS:-}

test: install-test ## build and run every test; ends in a line with the counts
	@.ci/models
	@.ci/build --build-tests
	@.ci/test

check: install-test ## format, strict build, architecture rules
	@.ci/check

fmt: ## bring Swift files into the format
	@swift format --in-place --parallel --recursive Sources Tests Package.swift

bench: ## release build and the figures of docs/benchmarks.md
	@[[ -x .ci/bench ]] || { echo 'There are no benchmarks yet.'; exit 0; }
	@[[ ! -x .ci/bench ]] || { .ci/install test; .ci/models; .ci/bench; }

lab: ## camera, printer and sticks against the kernel's drivers in a virtual machine; minutes, emulated
	@.ci/install lab
	@.ci/models
	@.ci/lab

soak: ## hours of kills and of power cuts under the real journal, seeds printed
	@[[ -x .ci/soak ]] || { echo 'There are no soak runs yet.'; exit 0; }
	@[[ ! -x .ci/soak ]] || { .ci/install soak; .ci/models; .ci/soak; }

install-run: ## install what make run needs
	@.ci/install run

install-test: install-run ## install what make test needs
	@.ci/install test
