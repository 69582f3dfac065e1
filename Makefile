# The two commands of the README, and what they need.
#   make demo   install what is missing, build, compare two strategies on a real game
#   make test   everything that is tested, ending with the counts
SWIFT ?= swift
BUILD := .build/release/stratagem

.PHONY: demo test build packages bench lint clean

demo: packages
	$(SWIFT) build -c release --product stratagem
	@echo
	$(BUILD) compare slots/double-diamond flat double-after-loss --metric ruin \
	    --bankroll 200.00 --rounds-per-pair 1000 --pairs 1000 --margin 0.02

test: packages
	sh scripts/test.sh

build: packages
	$(SWIFT) build -c release --product stratagem

bench: build
	$(BUILD) bench

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	luacheck --quiet games strategies

packages:
	@sh scripts/packages.sh

clean:
	rm -rf .build
